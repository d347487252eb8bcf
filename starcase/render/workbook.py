"""A sheet as an Excel workbook, the same bytes for the same cells."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from itertools import islice

import msgspec
from msgspec.structs import replace

from starcase.render.archive import write_archive
from starcase.views.sheets import ROWS_OF_PIECE, Cell, Frame, Piece, Sheet

MOST_ROWS = 1_048_575
"""What a sheet holds below its head."""
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A workbook must say when it was made: always on one day, so that equal cells give equal bytes."""
_LEVEL = 3
"""Of compression: half the time for a tenth more bytes."""
_SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
_LONGEST_TEXT = 32_767
"""A cell takes no more, counted in UTF-16."""
_CUT = "……"
_NARROWEST, _WIDEST = 8, 42
_CODED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold is written `_x0007_`, and so an underscore that would be read as the beginning of that."""
_UNUSUAL = re.compile("[&<>\x00-\x1f\ufffe\uffff]")


def write_workbook(sheet: Sheet) -> bytes:
    """The sheet as people open it in Excel or WPS: its head stays in sight and filters, every text is a text.

    XlsxWriter makes the workbook around the rows. The rows are put into it as XML: cell by cell through the library they would take
    six times as long, more than all else that a build does after one edit.
    """
    starts = range(0, len(sheet.rows), ROWS_OF_PIECE)
    some = (replace(sheet, rows=sheet.rows[start : start + ROWS_OF_PIECE]) for start in starts)
    rows = (write_rows_piece(Piece(one, start, is_last=False)) for start, one in zip(starts, some, strict=True))
    return join_workbook([write_frame(Frame(sheet, len(sheet.rows))), *rows])


def write_frame(frame: Frame) -> bytes:
    """The workbook with the head of the sheet alone, as wide as its first rows need; the first piece of a long sheet."""
    if frame.count > MOST_ROWS:
        raise ValueError(f"{frame.count} rows, at most {MOST_ROWS}")
    with zipfile.ZipFile(io.BytesIO(_make_frame(frame.sheet, frame.count))) as made:
        parts = {part.filename: made.read(part) for part in made.infolist()}
    last = f"{_letters(len(frame.sheet.columns) - 1)}{frame.count + 1}".encode()
    parts[_SHEET] = re.sub(b'<dimension ref="[^"]*"/>', b'<dimension ref="A1:%b"/>' % last, parts[_SHEET])
    return msgspec.msgpack.encode(parts)


def write_rows_piece(piece: Piece[Sheet]) -> bytes:
    """Some rows as packed XML, as they stand in the workbook; each of the other pieces of a long sheet."""
    columns = [_letters(column) for column in range(len(piece.view.columns))]
    return _pack("".join(_rows(piece.view.rows, columns, piece.before + 2)).encode())


def join_workbook(pieces: Sequence[bytes]) -> bytes:
    """The whole workbook: its frame, and in it the rows."""
    parts = msgspec.msgpack.decode(pieces[0], type=dict[str, bytes])
    before, end, after = parts[_SHEET].partition(_END)
    packed = {name: [_pack(content, is_last=True)] for name, content in parts.items()}
    packed[_SHEET] = [_pack(before), *pieces[1:], _pack(end + after, is_last=True)]
    return write_archive(packed)


def _pack(content: bytes, *, is_last: bool = False) -> bytes:
    """A piece of a packed part, which can be unpacked without those before it."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(content) + packing.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)


def _make_frame(sheet: Sheet, count: int) -> bytes:
    """The workbook with the head of the sheet alone, for so many rows."""
    from xlsxwriter import Workbook  # it takes long to load, and most builds do not need it

    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True})
    book.set_properties({"created": _MADE, **({"title": sheet.mark} if sheet.mark else {})})
    text = book.add_format({"num_format": "@", "valign": "top"})
    head = book.add_format({"num_format": "@", "bold": True, "bottom": 1, "valign": "top"})
    page = book.add_worksheet(sheet.name or None)
    last_row, last_column = max(count, 1), len(sheet.columns) - 1
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
    sample = [sheet.columns, *islice(sheet.rows, ROWS_OF_PIECE)]
    longest = (max(_width(cell) for cell in column) for column in zip(*sample, strict=True))
    return [min(max(width + 4, _NARROWEST), _WIDEST) for width in longest]


def _width(cell: Cell) -> int:
    text = "" if cell is None else str(cell)
    return len(text) + sum(character > "\u2e80" for character in text)


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, from 0: A to Z, then AA."""
    above, place = divmod(column, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + place)


def _rows(rows: Iterable[tuple[Cell, ...]], columns: list[str], first: int) -> Iterator[str]:
    """The rows from a number on."""
    return (_row(number, row, columns) for number, row in enumerate(rows, start=first))


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
