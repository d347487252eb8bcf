"""Data to download: a sheet of plain cells."""

from __future__ import annotations

from msgspec import Struct


class Sheet(Struct, frozen=True):
    """`columns` head the cells of each row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
