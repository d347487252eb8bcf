"""Reads templates: the site's own first, else the bundled ones, file by file; one set for each audience."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import DictLoader, StrictUndefined

from starcase.language import words_for
from starcase.render.compiled import Codes, KnownCodes, Templates, keep_codes, load_codes
from starcase.render.template_code import PageEnvironment

PAGE_FOLDERS = {"public": "public", "review": "reviewer"}
"""Where the pages of an audience are looked for."""
_ENDINGS = (".html", ".xml", ".txt")
_ON_DEMAND = ("examples.html", "styleguide.html")
"""Hardly any build needs these; they are compiled where they are asked for."""


def read_templates(folders: tuple[Path, ...], audience: str) -> Templates:
    """Every template that an audience's pages may use; those of the other audience are out of reach."""
    places = (("layouts", "layouts"), ("components", "components"), ("pages", f"pages/{PAGE_FOLDERS[audience]}"))
    found: dict[str, str] = {}
    for folder in folders:
        for name, place in places:
            for file in sorted((folder / place).rglob("*")):
                if file.suffix in _ENDINGS and file.is_file():
                    found.setdefault(f"{name}/{file.relative_to(folder / place).as_posix()}", file.read_text("utf-8"))
    return tuple(sorted(found.items()))


def compile_templates(templates: Templates, language: str, folder: Path | None = None) -> Codes:
    """The templates of published pages as code; `folder` is where codes are kept, None where they are not to be."""
    known = load_codes(folder, templates, language) if folder else None
    if known is not None:
        return known
    codes = _compile(templates, language)
    if folder:
        keep_codes(folder, templates, language, codes)
    return codes


@lru_cache(maxsize=4)
def _compile(templates: Templates, language: str) -> Codes:
    compiled = KnownCodes()
    made = _make_environment(templates, language, compiled)
    for name, _ in templates:
        if not name.endswith(_ON_DEMAND):
            made.get_template(name)
    return compiled.codes


@lru_cache(maxsize=4)
def environment(templates: Templates, language: str, codes: Codes = ()) -> PageEnvironment:
    """The Jinja environment of some templates in a language, with `codes` of those that have been compiled."""
    return _make_environment(templates, language, KnownCodes(codes))


def _make_environment(templates: Templates, language: str, codes: KnownCodes) -> PageEnvironment:
    words = words_for(language)
    made = PageEnvironment(
        words,
        loader=DictLoader(dict(templates)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        bytecode_cache=codes,
        optimized=False,  # there are hardly any constant expressions to find
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words(text), lambda one, many, n: words(one if n == 1 else many), newstyle=True
    )
    return made
