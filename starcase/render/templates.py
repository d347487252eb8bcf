"""Finds templates: the site's own first, else the bundled ones, file by file; one search path for each audience."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    select_autoescape,
)

from starcase.language import words_for


def bundled_templates() -> Path:
    """The folder of templates that comes with the program: in the wheel, else beside the package."""
    packed = Path(str(resources.files("starcase"))) / "_bundled" / "templates"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "templates"


def template_folders(root: Path) -> tuple[Path, ...]:
    """Where templates are looked for, the site's own folder first."""
    own, bundled = root / "templates", bundled_templates()
    return (own, bundled) if own.is_dir() and own.resolve() != bundled.resolve() else (bundled,)


@cache
def environment(audience: str, folders: tuple[Path, ...], language: str) -> Environment:
    """The Jinja environment of an audience; its page templates are out of reach of the other's."""
    words = words_for(language)

    def below(name: str) -> BaseLoader:
        return ChoiceLoader([FileSystemLoader(folder / name) for folder in folders])

    made = Environment(
        loader=PrefixLoader(
            {"layouts": below("layouts"), "components": below("components"), "pages": below(f"pages/{audience}")}
        ),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html", "xml"), default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words(text), lambda one, many, n: words(one if n == 1 else many), newstyle=True
    )
    return made
