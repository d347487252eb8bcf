"""One line of YAML that was typed with the wrong punctuation: what is wrong with it, and how it was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from starcase.sources.yamlrules import (
    COLON_WITHOUT_SPACE,
    DASH_OTHER,
    DASH_WITHOUT_SPACE,
    FULL_WIDTH_COLON,
    FULL_WIDTH_SPACE,
    SEPARATOR,
    Fault,
    fault,
)

STRANGE_SPACES = "\u3000\u00a0\u2000-\u200a\u202f"
OTHER_DASHES = "－—–−‐•·●"

_STRANGE_INDENTATION = re.compile(f" *(?=[{STRANGE_SPACES}])[{STRANGE_SPACES} ]+")
_RULE_OFF = re.compile(r"(?:[－—–−‐]{2,}|[=*_~＝]{3,})\s*")
_OTHER_DASH = re.compile(rf"(?P<head> *)(?P<dash>(?P<sign>[{OTHER_DASHES}])(?!(?P=sign)) *)(?=\S)")
_TOUCHING_DASH = re.compile(r"(?P<head> *)-(?=[^\s\-\d.])")
_FULL_WIDTH_COLON = re.compile(
    r"(?P<head> *(?:- +)*)(?P<key>[\"'“]?[^\s：:,，。；！？#\[\]{}\"'“”\-][^\s：:,，。；！？#\[\]{}\"'“”]{0,19}[\"'”]?) *："
)
_TOUCHING_COLON = re.compile(
    r"(?P<head> *(?:- +)*)(?P<key>(?!\d+:\d)[^\s：:,，。#\[\]{}\"'\-][^\s：:,，。#\[\]{}\"']{0,29}):(?=[^\s/])"
)


class Diagnosis(Struct, frozen=True):
    """A fault, and its line as it would stand without it; None: nobody can tell how it was meant."""

    fault: Fault
    mended: str | None = None


def diagnose_line(number: int, line: str) -> Diagnosis | None:
    """What is wrong with the punctuation of a line, the leftmost fault first; None where it looks right."""
    return next((found for find in _FINDERS if (found := find(number, line))), None)


def shortened(text: str, limit: int = 24) -> str:
    """A text as it is quoted in a message: one line, not longer than `limit`."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _separator(number: int, line: str) -> Diagnosis | None:
    if not _RULE_OFF.fullmatch(line):
        return None
    return Diagnosis(fault(SEPARATOR, (number, 0), line=shortened(line)), "")


def _strange_indentation(number: int, line: str) -> Diagnosis | None:
    found = _STRANGE_INDENTATION.match(line)
    if found is None or found.end() == len(line):
        return None
    column = next(i for i, character in enumerate(line) if character != " ")
    return Diagnosis(fault(FULL_WIDTH_SPACE, (number, column)), " " * found.end() + line[found.end() :])


def _other_dash(number: int, line: str) -> Diagnosis | None:
    found = _OTHER_DASH.match(line)
    if found is None:
        return None
    wrong = fault(DASH_OTHER, (number, found.start("dash")), sign=found["sign"])
    return Diagnosis(wrong, f"{found['head']}- {line[found.end() :]}")


def _touching_dash(number: int, line: str) -> Diagnosis | None:
    found = _TOUCHING_DASH.match(line)
    if found is None:
        return None
    return Diagnosis(fault(DASH_WITHOUT_SPACE, (number, found.end() - 1)), f"{found['head']}- {line[found.end() :]}")


def _full_width_colon(number: int, line: str) -> Diagnosis | None:
    found = _FULL_WIDTH_COLON.match(line)
    if found is None:
        return None
    wrong = fault(FULL_WIDTH_COLON, (number, found.end() - 1), name=shortened(found["key"]))
    return Diagnosis(wrong, f"{line[: found.end() - 1]}: {line[found.end() :]}")


def _touching_colon(number: int, line: str) -> Diagnosis | None:
    found = _TOUCHING_COLON.match(line)
    if found is None:
        return None
    wrong = fault(COLON_WITHOUT_SPACE, (number, found.end() - 1), name=shortened(found["key"]))
    return Diagnosis(wrong, f"{line[: found.end()]} {line[found.end() :]}")


_FINDERS: tuple[Callable[[int, str], Diagnosis | None], ...] = (
    _separator,
    _strange_indentation,
    _other_dash,
    _touching_dash,
    _full_width_colon,
    _touching_colon,
)
