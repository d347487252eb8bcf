"""Reads templates: the site's own first, else the bundled ones, file by file; one set for each audience."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import DictLoader, StrictUndefined

from starcase.language import words_for
from starcase.model.same import Same
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
            known = {f"{name}/{below}": file for below, file in _files_in(os.path.join(folder, place))}
            found |= {template: _read(file) for template, file in known.items() if template not in found}
    return tuple(sorted(found.items()))


def _files_in(folder: str) -> Iterator[tuple[str, str]]:
    """The templates below a folder, each with its file; by `os`, since paths as objects would take twice as long at every start."""
    for above, _, names in os.walk(folder):
        for file in (os.path.join(above, name) for name in names if name.endswith(_ENDINGS)):
            if os.path.isfile(file):
                yield file[len(folder) + 1 :].replace(os.sep, "/"), file


def _read(file: str) -> str:
    with open(file, encoding="utf-8") as opened:
        return opened.read()


def compile_templates(templates: Templates, language: str, folder: Path | None = None) -> Codes:
    """The templates of published pages as code; `folder` is where codes are kept, None where they are not to be."""
    known = load_codes(folder, templates, language) if folder else None
    if known is not None:
        return known
    codes = _compile(templates, language)
    if folder:
        keep_codes(folder, templates, language, codes)
    return codes


def _compile(templates: Templates, language: str) -> Codes:
    return tuple(sorted(code for template in templates for code in _compile_one(template, language)))


@lru_cache(maxsize=1024)
def _compile_one(template: tuple[str, str], language: str) -> Codes:
    """A template's code depends on nothing but its text and the language; what else it names is looked for when it runs."""
    name, _ = template
    compiled = KnownCodes()
    if not name.endswith(_ON_DEMAND):
        _make_environment((template,), language, compiled).get_template(name)
    return compiled.codes


@lru_cache(maxsize=4)
def environment(templates: Templates, language: str, codes: Codes = ()) -> PageEnvironment:
    """The Jinja environment of some templates in a language, with `codes` of those that have been compiled."""
    return _make_environment(templates, language, KnownCodes(codes))


@lru_cache(maxsize=4)
def environment_of(templates: Same[Templates], language: str, codes: Same[Codes]) -> PageEnvironment:
    """The same, for whoever asks page by page: to compare all texts each time would take as long as a small page."""
    return environment(templates.value, language, codes.value)


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
