"""What an OpenDocument workbook holds beside its values: merged cells, percentages, errors; and how far its sheets reach."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from starcase.exchange.tables.grid import Area, Mark
from starcase.exchange.tables.xlsx_parts import Reach

_MOST_MARKED = 1_000
"""Cells that one repeated cell stands for, of which each is looked at; more are only empty ones."""


def look_inside_ods(content: bytes) -> dict[str, Reach]:
    """What the sheets of an ods workbook hold, by their names; its parts must have been found to be of sane sizes."""
    found: dict[str, Reach] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as book, book.open("content.xml") as part:
        for _, element in ElementTree.iterparse(part):
            if _local(element.tag) == "table":
                found[_get(element, "name")] = _look(element)
                element.clear()
    return found


def _look(table: ElementTree.Element) -> Reach:
    rows = columns = row = 0
    marks: dict[tuple[int, int], Mark] = {}
    areas: list[Area] = []
    hidden: set[int] = set()
    pictures = sum(_local(one.tag) == "image" for one in table.iter())
    for line in (one for one in table.iter() if _local(one.tag) == "table-row"):
        times = _count(line, "number-rows-repeated")
        for column, cell, wide in _cells(line):
            rows, columns = max(rows, row + times), max(columns, column + wide)
            if (mark := _mark(cell)) is not None:
                marks.update({(row, column + at): mark for at in range(min(wide, _MOST_MARKED))})
            down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or right > 1:
                areas.append(Area(row, column, row + down - 1, column + right - 1))
        if _get(line, "visibility") in ("collapse", "filter"):
            hidden.update(range(row, row + min(times, _MOST_MARKED)))
        row += times
    return Reach(rows, columns, marks, frozenset(hidden), pictures, tuple(areas))


def _cells(line: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element, int]]:
    """The cells of a row that hold something: column, cell, and how often it is repeated."""
    column = 0
    for cell in line:
        if _local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        wide = _count(cell, "number-columns-repeated")
        if len(cell) or _get(cell, "value-type"):
            yield column, cell, wide
        column += wide


def _mark(cell: ElementTree.Element) -> Mark | None:
    kinds = [value for key, value in cell.attrib.items() if _local(key) == "value-type"]
    if "error" in kinds or "".join(cell.itertext()).startswith(
        ("#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!", "Err:")
    ):
        return Mark.ERROR
    return Mark.PERCENT if "percentage" in kinds else None


def _count(element: ElementTree.Element, name: str) -> int:
    written = _get(element, name)
    return int(written) if written.isdecimal() and len(written) < 9 else 1


def _get(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
