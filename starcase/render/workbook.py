"""A sheet as an Excel workbook, the same bytes for the same cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from itertools import islice

from starcase.views.sheets import Cell, Sheet

MOST_ROWS = 1_048_575
"""What a sheet holds below its head."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A workbook must say when it was made: always on one day, so that equal cells give equal bytes."""
_PACKED = (1980, 1, 1, 0, 0, 0)
_LEVEL = 3
"""Of compression: half the time for a tenth more bytes."""
_SHEET = "xl/worksheets/sheet1.xml"
_END = "</sheetData>"
_LONGEST_TEXT = 32_767
"""A cell takes no more, counted in UTF-16."""
_CUT = "……"
_SAMPLE = 200
"""Rows that are looked at, or written, together."""
_NARROWEST, _WIDEST = 8, 42
_CODED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold is written `_x0007_`, and so an underscore that would be read as the beginning of that."""
_UNUSUAL = re.compile("[&<>\x00-\x1f\ufffe\uffff]")


def write_workbook(sheet: Sheet) -> bytes:
    """The sheet as people open it in Excel or WPS: its head stays in sight and filters, every text is a text.

    XlsxWriter makes the workbook around the rows. The rows are put into it as XML: cell by cell through the library they would take
    six times as long, more than all else that a build does after one edit.
    """
    if len(sheet.rows) > MOST_ROWS:
        raise ValueError(f"{len(sheet.rows)} rows, at most {MOST_ROWS}")
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_make_frame(sheet))) as frame, zipfile.ZipFile(packed, "w") as book:
        for part in frame.infolist():
            content = frame.read(part)
            content = b"".join(_fill(content.decode(), sheet)) if part.filename == _SHEET else content
            book.writestr(zipfile.ZipInfo(part.filename, _PACKED), content, zipfile.ZIP_DEFLATED, _LEVEL)
    return packed.getvalue()


def _make_frame(sheet: Sheet) -> bytes:
    """The workbook with the head of the sheet alone."""
    from xlsxwriter import Workbook  # it takes long to load, and most builds do not need it

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True})
    book.set_properties({"created": _MADE, **({"title": sheet.mark} if sheet.mark else {})})
    text = book.add_format({"num_format": "@", "valign": "top"})
    head = book.add_format({"num_format": "@", "bold": True, "bottom": 1, "valign": "top"})
    page = book.add_worksheet(sheet.name or None)
    last_row, last_column = max(len(sheet.rows), 1), len(sheet.columns) - 1
    everywhere = f"A1:{_letters(last_column)}{last_row + 1}"
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width, text)
        page.write_string(0, column, sheet.columns[column], head)
    page.freeze_panes(1, 2)
    if sheet.mark:
        page.set_header(f"&C{sheet.mark}")
        page.set_footer(f"&L{sheet.mark}&R&P / &N")
    page.autofilter(0, 0, last_row, last_column)
    page.ignore_errors({"number_stored_as_text": everywhere})
    book.close()
    return made.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the head and the first cells; a Chinese character takes two."""
    sample = [sheet.columns, *islice(sheet.rows, _SAMPLE)]
    longest = (max(_width(cell) for cell in column) for column in zip(*sample, strict=True))
    return [min(max(width + 4, _NARROWEST), _WIDEST) for width in longest]


def _width(cell: Cell) -> int:
    text = "" if cell is None else str(cell)
    return len(text) + sum(character > "\u2e80" for character in text)


def _fill(frame: str, sheet: Sheet) -> Iterator[bytes]:
    """The XML of the sheet with the rows below its head."""
    before, end, after = frame.partition(_END)
    last = f"{_letters(len(sheet.columns) - 1)}{len(sheet.rows) + 1}"
    yield re.sub('<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', before).encode()
    yield from _rows(sheet.rows, [_letters(column) for column in range(len(sheet.columns))])
    yield (end + after).encode()


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, from 0: A to Z, then AA."""
    above, place = divmod(column, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + place)


def _rows(rows: Iterable[tuple[Cell, ...]], columns: list[str]) -> Iterator[bytes]:
    """The rows below the head, many at a time."""
    numbered = enumerate(rows, start=2)
    while some := list(islice(numbered, _SAMPLE)):
        yield "".join([_row(number, row, columns) for number, row in some]).encode()


def _row(number: int, row: tuple[Cell, ...], columns: list[str]) -> str:
    """A text as a text whatever it begins with, in the text format; a number as a number; nothing where there is nothing."""
    space = ""
    if _is_unusual("|".join(["", *[cell for cell in row if type(cell) is str], ""])):
        row, space = tuple([_escape(cell) if type(cell) is str else cell for cell in row]), ' xml:space="preserve"'
    text = f'{number}" s="1" t="inlineStr"><is><t{space}>'
    cells = [
        f'<c r="{column}{text}{cell}</t></is></c>'
        if type(cell) is str
        else f'<c r="{column}{number}"><v>{cell}</v></c>'
        for column, cell in zip(columns, row, strict=True)
        if cell or cell == 0
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


def _is_unusual(texts: str) -> bool:
    """Whether any of the texts of a row, joined by `|`, must be looked at by itself."""
    parts = ("_x", "| ", " |")
    return len(texts) > _LONGEST_TEXT // 2 or bool(_UNUSUAL.search(texts)) or any(part in texts for part in parts)


def _escape(text: str) -> str:
    return escape(_CODED.sub(_as_code, _cut(text)), quote=False)


def _cut(text: str) -> str:
    """A text that fits, with a mark where something was cut off."""
    wide = text.encode("utf-16-le")
    if len(wide) <= 2 * _LONGEST_TEXT:
        return text
    return wide[: 2 * (_LONGEST_TEXT - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _as_code(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
