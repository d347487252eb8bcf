"""Data to download: a sheet of plain cells."""

from __future__ import annotations

from msgspec import Struct

Cell = str | int | float | None
"""A text, an exact number, or nothing."""


class Sheet(Struct, frozen=True):
    """`columns` head the cells of each row; `name` is the sheet's own in a workbook; `mark` stands on each of
    its printed pages."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    mark: str = ""
