"""The text of a cell: without what nobody sees, and as the person sees it."""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import Decimal

from starcase.exchange.tables.grid import Cell
from starcase.sources.text import joins_in_chinese

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[\s\u3000\xa0]+")


def tidy(text: str) -> str:
    """A text without what nobody sees: zero-width and control characters, spaces around and between Chinese characters."""
    clean = _UNSEEN.sub("", text).strip().strip("\u3000")
    return clean if clean.isalnum() else _SPACES.sub(_joint, clean)


def _joint(found: re.Match[str]) -> str:
    """What stays of a space: nothing between Chinese characters, a line end where there was one, else one space."""
    text, at, end = found.string, found.start(), found.end()
    if "\n\n" in found[0]:
        return "\n"
    return "" if joins_in_chinese(text[at - 1], text[end : end + 1]) else " "


def is_picture(text: str) -> bool:
    """Whether a cell holds what WPS writes for a picture inside it."""
    return "DISPIMG(" in text


def show_cell(cell: Cell) -> str:
    """A cell's value as the person sees it, on one line."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return plain_number(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    text = " ".join(str(cell).split())
    return text if len(text) <= 40 else f"{text[:38]}……"


def plain_number(number: float) -> str:
    """A number as a spreadsheet shows it: fifteen digits, no exponent, no needless zeros."""
    text = f"{number:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def text_of(cell: Cell) -> str:
    """A text as it stands; anything else as it is shown."""
    return cell if isinstance(cell, str) else show_cell(cell)
