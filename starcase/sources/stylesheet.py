"""The colours that a stylesheet gives its root, in light and in dark: name, value, place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from starcase.sources.text import line_and_column


class Scheme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Sheet(Struct, frozen=True):
    """A stylesheet of the site's own, or a bundled one, which has no `file` below the root."""

    text: str
    file: str | None = None


class Token(Struct, frozen=True):
    """A custom property of the root, without its dashes; `at` is its line and column from 1."""

    name: str
    value: str
    schemes: tuple[Scheme, ...]
    at: tuple[int, int]


_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PIECE = re.compile(r"([^{};]*)([{};])")
_DECLARATION = re.compile(r"\s*--([\w-]+)\s*:\s*(.*?)\s*(?:!important\s*)?", re.DOTALL)
_ROOTS = frozenset({":root", "html"})
_SCHEME = re.compile(r"@media\s*(?:screen\s+and\s*)?\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)")


def read_tokens(text: str) -> Iterator[Token]:
    """Every custom property that holds for the whole page, in the order in which later ones win.

    What stands below a condition other than the colour scheme (a width, print) or below a narrower selector is passed over.
    """
    plain = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    around: list[str] = []
    for piece in _PIECE.finditer(plain):
        said, sign = piece[1], piece[2]
        if sign == "{":
            around.append(" ".join(said.split()))
            continue
        declared = _DECLARATION.fullmatch(said)
        if declared and (schemes := _schemes_of(around)):
            at = line_and_column(text, piece.start() + said.index("--"))
            yield Token(declared[1], declared[2], schemes, at)
        if sign == "}" and around:
            around.pop()


def _schemes_of(around: list[str]) -> tuple[Scheme, ...]:
    """The schemes in which a declaration inside these blocks holds; none where it holds on conditions."""
    if not around or _ROOTS.isdisjoint(one.strip() for one in around[-1].split(",")):
        return ()
    found = [_SCHEME.fullmatch(one) for one in around[:-1]]
    if not all(found):
        return ()
    return tuple(scheme for scheme in Scheme if all(one and one[1] == scheme for one in found))
