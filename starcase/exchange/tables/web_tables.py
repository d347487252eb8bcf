"""Reads tables that programs save under an Excel name: a web page's tables, and Excel's XML of 2003."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

from starcase.exchange.tables.grid import Area, Cell, Grid, Mark

_XML_SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
_SAID_ENCODING = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]+)""")
_MOST = 100_000
"""Cells that one cell may be spread over, or skip."""
_BREAKS = frozenset(("br", "p", "div"))


class Spread(ValueError):
    """The table reaches to very far rows or columns."""


def read_web_tables(content: bytes, most_cells: int) -> tuple[Grid, ...]:
    """The tables of a page, or the sheets of an XML workbook. Spread, ValueError or ElementTree.ParseError where it cannot be read."""
    if _XML_SHEETS.encode() in content[:4_000]:
        return tuple(_xml_sheets(content, most_cells))
    parser = _Tables(most_cells)
    parser.feed(_decode(content))
    parser.close()
    filled = [table for table in parser.tables if any(map(any, table.rows))]
    names = [f"第{number}张表" for number in range(1, len(filled) + 1)] if len(filled) > 1 else [""]
    return tuple(
        Grid(name, table.rows, areas=tuple(table.areas), is_plain=True)
        for name, table in zip(names, filled, strict=False)
    )


def _decode(content: bytes) -> str:
    said = _SAID_ENCODING.search(content[:4_000])
    for encoding in ("utf-8-sig", said[1].decode().lower() if said else "gb18030", "gb18030"):
        try:
            return content.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError("encoding")


# ── A page ──


class _Table:
    """A table while it is read: its rows, and where cells reach over several."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.areas: list[Area] = []
        self.taken: set[tuple[int, int]] = set()

    def add(self, text: str, down: int, right: int) -> None:
        row = self.rows[-1]
        at = len(self.rows) - 1
        while (at, len(row)) in self.taken:
            row.append("")
        left = len(row)
        row += [text, *[""] * (right - 1)]
        if down > 1 or right > 1:
            self.areas.append(Area(at, left, at + down - 1, left + right - 1))
            self.taken.update((at + below, left + beside) for below in range(1, down) for beside in range(right))


class _Tables(HTMLParser):
    """The tables of a page; one inside another is a table of its own."""

    def __init__(self, most_cells: int) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._texts: list[list[str]] = []
        self._spans: list[tuple[int, int]] = []
        self._left = most_cells

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            told = dict(attrs)
            self._spans.append((_span(told.get("rowspan")), _span(told.get("colspan"))))
            self._texts.append([])
        elif tag in _BREAKS and self._texts:
            self._texts[-1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table") and self._open:
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._texts:
            self._texts[-1].append(" ".join(data.split()) if data.strip() else " ")

    def _end_cell(self) -> None:
        if len(self._texts) < len(self._open) or not self._texts:
            return
        down, right = self._spans.pop()
        text = "".join(self._texts.pop()).strip()
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        self._left -= down * right
        if self._left < 0:
            raise Spread
        table.add(text, down, right)


def _span(written: str | None) -> int:
    number = int(written) if written and written.strip().isdecimal() and len(written) < 9 else 1
    if number > _MOST:
        raise Spread
    return max(number, 1)


# ── Excel's XML of 2003 ──


def _xml_sheets(content: bytes, most_cells: int) -> Iterator[Grid]:
    for sheet in ElementTree.fromstring(content).iter(_named("Worksheet")):
        rows: list[list[Cell]] = []
        areas: list[Area] = []
        marks: dict[tuple[int, int], Mark] = {}
        hidden: set[int] = set()
        for line in sheet.iter(_named("Row")):
            _skip_to(rows, line, [])
            if line.get(_named("Hidden")) == "1":
                hidden.add(len(rows))
            row: list[Cell] = []
            rows.append(row)
            for cell in line.iter(_named("Cell")):
                _skip_to(row, cell, "")
                _read_cell(cell, row, len(rows) - 1, areas, marks)
            most_cells -= len(row) + 1
            if most_cells < 0:
                raise Spread
        yield Grid(
            sheet.get(_named("Name")) or "",
            rows,
            areas=tuple(areas),
            marks=marks,
            hidden_rows=frozenset(hidden),
            is_plain=True,
        )


def _read_cell(
    cell: ElementTree.Element, row: list[Cell], at: int, areas: list[Area], marks: dict[tuple[int, int], Mark]
) -> None:
    """Adds a cell to its row, with what it is merged with."""
    left = len(row)
    data = cell.find(_named("Data"))
    kind = data.get(_named("Type")) if data is not None else None
    text = "".join(data.itertext()) if data is not None else ""
    if kind == "Error":
        marks[at, left] = Mark.ERROR
    row.append("" if kind == "Error" else _value(text, kind))
    right, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
    row += [""] * right
    if right or down:
        areas.append(Area(at, left, at + down, left + right))


def _value(text: str, kind: str | None) -> Cell:
    if kind == "Number":
        return float(text)
    if kind == "DateTime":
        return datetime.fromisoformat(text)
    return text == "1" if kind == "Boolean" else text


def _skip_to(filled: list[Cell] | list[list[Cell]], element: ElementTree.Element, blank: Cell | list[Cell]) -> None:
    """Fills what an element that names its place has skipped."""
    place = _number(element, "Index") - 1
    while len(filled) < place:
        filled.append(blank)  # type: ignore[arg-type]


def _number(element: ElementTree.Element, name: str) -> int:
    written = element.get(_named(name)) or "0"
    number = int(written)
    if not 0 <= number <= _MOST:
        raise Spread
    return number


def _named(name: str) -> str:
    return f"{{{_XML_SHEETS}}}{name}"
