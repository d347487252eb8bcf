"""A sheet as it was read: its cells, and what is special about some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum

from msgspec import Struct, field

GUIDE = "填写说明"
"""The sheet that says how to fill in a template."""
TO_MEND = "需修改"
"""The sheet of a marked copy that lists all that is to be mended."""
PHOTOS = "照片"
"""The sheet that says of each photo what it shows and whether those on it have agreed."""
NOT_TABLES = frozenset((GUIDE, TO_MEND))
"""Sheets that starcase itself writes, and that are no tables of bodies."""

Cell = str | int | float | bool | date | datetime | time | timedelta
"""An empty cell is the empty text."""


class Mark(Enum):
    """What a cell's value does not tell."""

    PERCENT = "shown as a percentage"
    MONTH = "a date shown without its day"
    ERROR = "an error of a formula"
    NOT_RECKONED = "a formula that was never reckoned"
    PICTURE = "a picture"


FORMULA_ERRORS = frozenset(
    ("#N/A", "#REF!", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
"""What a spreadsheet shows where a formula came to nothing; copied as values, or saved as a list, it is a text."""


class Area(Struct, frozen=True):
    """Merged cells; rows and columns count from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Grid(Struct, frozen=True):
    """Rows from the first of the sheet; `marks`, `hidden_rows`, `hidden_columns` and `areas` count from 0. CSV has no sheet's name.

    `is_plain`: the file says nothing of how numbers are shown, so a percentage cannot be told from a number.
    """

    sheet: str
    rows: Sequence[Sequence[Cell]]
    is_hidden: bool = False
    areas: tuple[Area, ...] = ()
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    pictures: int = 0
    is_plain: bool = False
    hidden_columns: frozenset[int] = frozenset()
