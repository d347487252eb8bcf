"""Data to download: a sheet of plain cells, and a piece of a long list."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")
ROWS_OF_PIECE = 200
"""Entries of a long list that are written together: after an edit only their piece of each file is made again."""
Cell = str | int | float | None
"""A text, an exact number, or nothing."""


class Sheet(Struct, frozen=True):
    """`columns` head the cells of each row; `name` is the sheet's own in a workbook; `mark` stands on each of
    its printed pages."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    mark: str = ""


class Piece(Struct, Generic[T], frozen=True):
    """Some entries of a long list as a View of their own; `before` counts those that stand before them in the list."""

    view: T
    before: int
    is_last: bool


class Frame(Struct, frozen=True):
    """What stands around the rows of a long sheet: `count` of them, of which `sheet` has the first."""

    sheet: Sheet
    count: int
