"""Reads the sheets of a workbook or list, whatever its ending says: xlsx, xls, ods, CSV, a page with tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import ParseError

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from starcase.exchange.tables.archives import UnreadableFile, complain, is_bomb
from starcase.exchange.tables.given import Complaint, Spot
from starcase.exchange.tables.grid import Area, Grid
from starcase.exchange.tables.ods_parts import look_inside_ods
from starcase.exchange.tables.old_workbook import Damaged, Locked, TooFar, read_old_workbook
from starcase.exchange.tables.web_tables import Spread, read_web_tables
from starcase.exchange.tables.xlsx_parts import Reach, look_inside
from starcase.language import Phrase, phrase

MOST_CELLS = 8_000_000
"""Of a sheet, empty ones included: a hundred thousand rows of eighty columns."""
LARGEST_PART = 600_000_000
_WHOLE_BOOK = 1_000_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|meta|style)", re.IGNORECASE)
_OTHER = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
)
_SEPARATORS = ",\t;，|"
_HEAD = 10
_CONTROL = re.compile("[\x00-\x08]")
_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)

SAVE_AS_XLSX = phrase("请用 Excel 或 WPS 打开它，另存为 .xlsx 格式，再导入。")


def read_workbook(file: str, content: bytes) -> tuple[tuple[Grid, ...], tuple[Complaint, ...]]:
    """The sheets of a file, and what of them could not be read. UnreadableFile says why nothing could."""
    if content.startswith(b"PK\x03\x04"):
        return _read_packed(file, content)
    if content.startswith(_OLD_OFFICE):
        if _LOCKED in content:
            raise UnreadableFile(_password(file))
        return _read_old(file, content), ()
    if not content.strip(b"\x00\t\r\n "):
        raise UnreadableFile(complain(file, phrase("这个文件是空的"), phrase("请检查是不是发错了文件。")))
    if _PAGE.match(content):
        return _read_page(file, content), ()
    if content.lstrip()[:13].upper() == b"MIME-VERSION:":
        raise UnreadableFile(complain(file, _IS_PAGE, SAVE_AS_XLSX))
    if kind := next((kind for start, kind in _OTHER if content.startswith(start)), None):
        raise UnreadableFile(
            complain(
                file, phrase("它其实是{kind}，只是名字像表格", kind=Phrase(kind)), phrase("请换成表格文件，再导入。")
            )
        )
    return (_read_list(file, content),), ()


def _read_page(file: str, content: bytes) -> tuple[Grid, ...]:
    """The tables that a program saved as a web page, or as Excel's XML, under the name of a workbook."""
    try:
        grids = read_web_tables(content, MOST_CELLS)
    except Spread as far:
        raise UnreadableFile(_too_far(file, "")) from far
    except (ParseError, ValueError) as damage:
        raise UnreadableFile(_damaged(file)) from damage
    if not grids:
        raise UnreadableFile(complain(file, _IS_PAGE, SAVE_AS_XLSX))
    return grids


_IS_PAGE = phrase("它其实是网页，只是名字像表格")


# ── Workbooks ──


def _read_packed(file: str, content: bytes) -> tuple[tuple[Grid, ...], tuple[Complaint, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            _check_parts(file, book)
            names = book.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in book.read("META-INF/manifest.xml"):
                raise UnreadableFile(_password(file))
        looked = look_inside_ods(content) if "content.xml" in names else look_inside(content)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        ParseError,
        RuntimeError,
        ValueError,
        LookupError,
    ) as damage:
        raise UnreadableFile(_damaged(file)) from damage
    if "content.xml" in names and (far := next((name for name, reach in looked.items() if _is_too_far(reach)), None)):
        raise UnreadableFile(_too_far(file, far))  # the library opens all sheets of such a workbook at once
    if "xl/workbook.bin" in names:
        return _read_sheets(file, content, None)
    return _read_sheets(file, content, looked)


def _read_old(file: str, content: bytes) -> tuple[Grid, ...]:
    try:
        return read_old_workbook(content, MOST_CELLS)
    except Locked as locked:
        raise UnreadableFile(_password(file)) from locked
    except TooFar as far:
        raise UnreadableFile(_too_far(file, "")) from far
    except Damaged as damage:
        raise UnreadableFile(_damaged(file)) from damage


def _check_parts(file: str, book: zipfile.ZipFile) -> None:
    parts = book.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFile(_password(file))
    too_large = sum(part.file_size for part in parts) > _WHOLE_BOOK or any(
        part.file_size > LARGEST_PART or (is_bomb(part) and part.file_size > 100_000_000) for part in parts
    )
    if too_large:
        wrong = phrase("里面的内容展开后大得不正常，为了安全没有打开")
        raise UnreadableFile(complain(file, wrong, phrase("请删去空行空列，另存一份再导入。")))


def _read_sheets(
    file: str, content: bytes, looked: dict[str, Reach] | None
) -> tuple[tuple[Grid, ...], tuple[Complaint, ...]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as locked:
        raise UnreadableFile(_password(file)) from locked
    except CalamineError as damage:
        raise UnreadableFile(_password(file) if "assword" in str(damage) else _damaged(file)) from damage
    grids: list[Grid] = []
    complaints: list[Complaint] = []
    for about in book.sheets_metadata:
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        reach = looked.get(about.name, Reach()) if looked is not None else None
        if reach is not None and _is_too_far(reach):
            complaints.append(_too_far(file, about.name))
            continue
        try:
            sheet = book.get_sheet_by_name(about.name)
        except CalamineError:
            complaints.append(_sheet_damaged(file, about.name))
            continue
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            complaints.append(_too_far(file, about.name))
        else:
            grids.append(_grid(sheet, about.visible is not SheetVisibleEnum.Visible, reach))
    return tuple(grids), tuple(complaints)


def _is_too_far(reach: Reach) -> bool:
    return reach.rows * reach.columns > MOST_CELLS


def _grid(sheet: CalamineSheet, is_hidden: bool, reach: Reach | None) -> Grid:
    about = reach or Reach()
    merged = sheet.merged_cell_ranges or ()
    areas = about.areas or tuple(Area(top, left, bottom, right) for (top, left), (bottom, right) in merged)
    return Grid(
        sheet.name,
        sheet.to_python(skip_empty_area=False) if sheet.height else (),
        is_hidden,
        areas,
        about.marks,
        about.hidden_rows,
        about.pictures,
        is_plain=reach is None,
        hidden_columns=about.hidden_columns,
    )


def _damaged(file: str) -> Complaint:
    return complain(file, phrase("打不开，文件是坏的，或者不是表格"), SAVE_AS_XLSX)


def _password(file: str) -> Complaint:
    wrong = phrase("设了打开密码，读不出来")
    return complain(file, wrong, phrase("请用 Excel 或 WPS 打开它，去掉密码，保存后再导入。"))


def _too_far(file: str, sheet: str) -> Complaint:
    wrong: Phrase = phrase("这张表一直用到了很远的行或列，没有读")
    return Complaint(Spot(file, sheet), "", "", wrong, phrase("请删去表格右边和下面多余的行和列，保存后再导入。"))


def _sheet_damaged(file: str, sheet: str) -> Complaint:
    return Complaint(Spot(file, sheet), "", "", phrase("这张表读不出来"), SAVE_AS_XLSX)


# ── Lists of plain text ──


def _read_list(file: str, content: bytes) -> Grid:
    text = _decode(file, content)
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_HEAD]
    separator = max(_SEPARATORS, key=lambda sign: sum(line.count(sign) for line in lines))
    rows: list[Sequence[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells += len(row)
            if cells > MOST_CELLS:
                raise UnreadableFile(_too_far(file, ""))
            rows.append([_as_text(cell) for cell in row])
    except csv.Error as damage:
        wrong = phrase("从第{row}行起分不清各列，多半少了一个引号", row=len(rows) + 1)
        raise UnreadableFile(complain(file, wrong, SAVE_AS_XLSX)) from damage
    return Grid("", rows, is_plain=True)


def _as_text(cell: str) -> str:
    """A cell that was written as a formula, so that Excel leaves its zeros alone, is the text in it."""
    found = _AS_FORMULA.fullmatch(cell)
    return found[1] if found else cell


def _decode(file: str, content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    wrong = phrase("里面的文字认不出来，编码不是 UTF-8，也不是 GBK")
    raise UnreadableFile(complain(file, wrong, SAVE_AS_XLSX))


def _encodings(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    elif content.count(b"\x00") > len(content) // 20:  # without its mark: signs of Latin letters and commas
        yield "utf-16-le" if content[1:100:2].count(0) > content[:100:2].count(0) else "utf-16-be"
    yield from ("utf-8-sig", "gb18030")
