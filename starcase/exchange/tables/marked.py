"""A copy of a table with what has to be mended marked in it: coloured cells, notes, a column of reasons, a list of all."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from starcase.exchange.tables.archives import UnreadableFile, read_source
from starcase.exchange.tables.expected import Expected
from starcase.exchange.tables.given import Complaint, Source, column_letters, say_reason
from starcase.exchange.tables.grid import TO_MEND, Grid
from starcase.exchange.tables.grid import Cell as Value
from starcase.exchange.tables.head_rows import find_head
from starcase.exchange.tables.headers import vocabulary
from starcase.exchange.tables.photo_lists import find_photo_heads
from starcase.exchange.tables.workbooks import read_workbook
from starcase.language import Words, mark

REASONS = "需修改原因"
"""The header of the column of reasons, which is left out when the copy is read."""
_AUTHOR = "starcase"
_PLAIN_SHEET = "表"
"""What the sheet of a list is called in its copy."""
_MUST, _LOOK = "FFFFC7CE", "FFFFEB9C"
_HEADS = (mark("必须改吗"), mark("表"), mark("行"), mark("列"), mark("表头"), mark("写的是"), mark("哪里不对、怎样改"))
_WIDTHS = (10, 16, 7, 7, 22, 28, 80)
_DAMAGE = (
    InvalidFileException,
    OSError,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
)
"""What a damaged workbook makes the library raise; XML's own errors are syntax errors."""
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_MOST_SHOWN = 32_000
_LONGEST_NOTE = 1_000
_LINE, _HIGHEST = 15.5, 220
"""Points: of a line of reasons, and of the highest row."""
_SIGNS_A_LINE = 30


def write_marked(source: Source, complaints: Iterable[Complaint], target: Path, words: Words | None = None) -> bool:
    """Writes the marked copy of a table; whether there is one: what cannot be read cannot be marked.

    `complaints` may be those of all files. The copy is an Excel workbook also where the table is another: give `target` that ending
    (`archives.marked_name`). Formats stay; of an xls, ods or CSV only the values.
    """
    own = sorted({one for one in complaints if one.spot.file == source.file}, key=lambda one: one.spot)
    try:
        content = read_source(source)
        grids, _ = read_workbook(source.file, content)  # looks at all sizes first
    except UnreadableFile:
        return False
    book = _open(source, content) or _from_grids(grids)
    _mark_book(book, source.file, grids, own, words or Words())
    book.save(target)
    return True


def _open(source: Source, content: bytes) -> Workbook | None:
    """The workbook with its formats; None for what is no xlsx, or one that the library cannot write again."""
    if not content.startswith(b"PK") or b"xl/" not in content:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library leaves out of the copy
        try:
            return load_workbook(io.BytesIO(content), keep_vba=source.file.lower().endswith(".xlsm"), rich_text=True)
        except _DAMAGE:
            return None  # it is damaged where reading values does not notice


def _from_grids(grids: Sequence[Grid]) -> Workbook:
    """The values of any table as a workbook."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for grid in grids:
        sheet = book.create_sheet(grid.sheet or _PLAIN_SHEET)
        for number, row in enumerate(grid.rows[:_MOST_ROWS], start=1):
            for column, value in enumerate(row[:_MOST_COLUMNS], start=1):
                if value != "":
                    _write_value(sheet.cell(number, column), value)
        for area in grid.areas:
            sheet.merge_cells(None, area.top + 1, area.left + 1, area.bottom + 1, area.right + 1)
        sheet.sheet_state = "hidden" if grid.is_hidden else "visible"
    return book


def _write_value(cell: Cell, value: Value) -> None:
    """A text stays a text, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell.data_type = "s" if isinstance(value, str) else cell.data_type


def _mark_book(book: Workbook, file: str, grids: Sequence[Grid], complaints: Sequence[Complaint], words: Words) -> None:
    if TO_MEND in book.sheetnames:
        del book[TO_MEND]
    plain = vocabulary(Expected(MappingProxyType({})))
    by_sheet = {sheet: tuple(some) for sheet, some in groupby(complaints, key=lambda one: one.spot.sheet)}
    for grid in grids:
        name = grid.sheet or _PLAIN_SHEET
        if name not in book.sheetnames or not isinstance(book[name], Worksheet):
            continue
        head = find_head(grid, plain)
        row = head.row if head is not None else find_photo_heads(file, grid)
        if row is not None:
            texts = head.texts if head is not None else [str(cell) for cell in grid.rows[row]]
            _mark_sheet(book[name], row + 1, texts, by_sheet.get(grid.sheet, ()), words)
    _list_all(book, complaints, words)


# ── A sheet ──


def _mark_sheet(
    sheet: Worksheet, head: int, texts: Sequence[str], complaints: Sequence[Complaint], words: Words
) -> None:
    reasons = _reasons_column(sheet, head, texts)
    if sheet.cell(head, reasons).value == REASONS:
        _clear(sheet, head, reasons)
    if not complaints:
        return
    for complaint in complaints:
        if 0 < complaint.spot.row <= _MOST_ROWS and 0 < complaint.spot.column <= _MOST_COLUMNS:
            _mark_cell(sheet, complaint, words)
    _head_reasons(sheet, head, reasons)
    rows = sorted({one.spot.row for one in complaints if one.spot.row > head})
    for row in rows:
        own = [one for one in complaints if one.spot.row == row]
        cell = sheet.cell(row, reasons)
        cell.value = "\n".join(_with_column(one, words) for one in own)[:_MOST_SHOWN]
        cell.fill = _fill(any(one.must for one in own))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if sheet.row_dimensions[row].height is None:
            lines = sum(1 + len(line) // _SIGNS_A_LINE for line in cell.value.splitlines())
            sheet.row_dimensions[row].height = min(_LINE * lines, _HIGHEST)


def _reasons_column(sheet: Worksheet, head: int, texts: Sequence[str]) -> int:
    """The column of reasons: the one that an earlier copy has, else the first behind all others."""
    if REASONS in texts:
        return texts.index(REASONS) + 1
    return max(len([*texts]), *(cell.column for cell in sheet[head] if cell.value is not None), 0) + 1


def _head_reasons(sheet: Worksheet, head: int, column: int) -> None:
    cell, before = sheet.cell(head, column), sheet.cell(head, max(column - 1, 1))
    if isinstance(cell, MergedCell):
        return
    cell.value = REASONS
    cell.font = Font(bold=True, name=before.font.name, size=before.font.sz)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.fill = _fill(True)
    sheet.column_dimensions[column_letters(column)].width = 60


def _mark_cell(sheet: Worksheet, complaint: Complaint, words: Words) -> None:
    cell = sheet.cell(complaint.spot.row, complaint.spot.column)
    if isinstance(cell, MergedCell):
        return
    cell.fill = _fill(complaint.must or _color(cell) == _MUST)
    said = say_reason(complaint, words)
    before = cell.comment.text if cell.comment is not None else ""
    text = f"{before}\n{said}".strip() if said not in before else before
    cell.comment = Comment(text[:_LONGEST_NOTE], _AUTHOR, height=40 + 18 * (1 + len(text) // 20), width=300)


def _clear(sheet: Worksheet, head: int, reasons: int) -> None:
    """Takes away what an earlier copy marked."""
    for row in sheet.iter_rows(min_row=head):
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.comment is not None and cell.comment.author == _AUTHOR and _color(cell) in (_MUST, _LOOK):
                cell.comment = None
            if _color(cell) in (_MUST, _LOOK):
                cell.fill = PatternFill()
            if cell.column == reasons and cell.row > head:
                cell.value = None


def _with_column(complaint: Complaint, words: Words) -> str:
    """A reason with its column, for the end of the row."""
    reason = say_reason(complaint, words)
    if not complaint.spot.column:
        return reason
    letters = column_letters(complaint.spot.column)
    return words("{column}列（{field}）：{reason}", column=letters, field=complaint.field, reason=reason)


def _fill(must: bool) -> PatternFill:
    return PatternFill("solid", start_color=_MUST if must else _LOOK)


def _color(cell: Cell) -> str:
    fill = cell.fill
    return str(fill.start_color.rgb) if fill is not None and fill.fill_type == "solid" else ""


# ── The list of all ──


def _list_all(book: Workbook, complaints: Sequence[Complaint], words: Words) -> None:
    """The sheet that lists everything, what must be mended first; each line leads to its cell."""
    sheet = book.create_sheet(TO_MEND, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    side = Side(style="thin", color="FFB7B7B7")
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(1, column, words(head))
        cell.font, cell.border = Font(bold=True), Border(bottom=side)
        sheet.column_dimensions[column_letters(column)].width = width
    ordered = sorted(complaints, key=lambda one: (not one.must, one.spot))
    for row, complaint in enumerate(ordered, start=2):
        for column, value in enumerate(_line(complaint, words), start=1):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.data_type = "n" if isinstance(value, int) else "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = _fill(complaint.must)
        if complaint.spot.sheet and complaint.spot.row:
            link = sheet.cell(row, 3)
            quoted = complaint.spot.sheet.replace("'", "''")
            link.hyperlink = f"#'{quoted}'!{column_letters(max(complaint.spot.column, 1))}{complaint.spot.row}"
            link.font = Font(underline="single", color="FF0563C1")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:G{len(ordered) + 1}"


def _line(complaint: Complaint, words: Words) -> tuple[str | int, ...]:
    spot = complaint.spot
    return (
        words("必须改") if complaint.must else words("建议看"),
        spot.sheet,
        spot.row or "",
        column_letters(spot.column) if spot.column else "",
        complaint.field,
        complaint.value,
        words("{wrong}。{mend}", wrong=complaint.wrong, mend=complaint.mend),
    )
