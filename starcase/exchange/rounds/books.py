"""A workbook that came back, whatever it is: its cells tab by tab, their texts, and when it was saved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from msgspec import Struct
from python_calamine import CalamineError, CalamineWorkbook

from starcase.exchange.tables.given import Complaint, Source, Spot
from starcase.language import phrase
from starcase.model.packing import digest_of

Cells: TypeAlias = Sequence[Sequence[object]]

_HIDDEN_LETTERS = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([0-9T:.-]+)Z?</dcterms:modified>")
_MADE_BY_US = "2000-01-01"
_SECONDS = 19


class Book(Struct, frozen=True):
    """A workbook's tabs by name, in their order, and when it was saved; `digest` stands for its bytes."""

    tabs: Mapping[str, Cells]
    digest: str
    saved: str


def open_book(content: bytes, source: Source, time_zone: str) -> Book | Complaint:
    """The cells of a workbook; a complaint where it is none."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tabs = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError):
        mend = phrase("请用 Excel 或 WPS 打开它，另存为 .xlsx 再交来；加了密码的，先去掉密码。")
        return Complaint(Spot(source.file), "", "", phrase("这个文件不能当工作簿打开"), mend)
    return Book(tabs, digest_of(content)[:16], _saved(content, source, time_zone))


def _saved(content: bytes, source: Source, time_zone: str) -> str:
    """When the workbook says that it was last saved; else the time of the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _MODIFIED.search(archive.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError):
        found = None
    text = found[1].decode()[:_SECONDS] if found else ""
    if text and not text.startswith(_MADE_BY_US):
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    else:
        moment = datetime.fromtimestamp(source.path.stat().st_mtime, UTC)
    return moment.astimezone(ZoneInfo(time_zone)).strftime("%Y-%m-%d %H:%M:%S")


def text_of(cell: object) -> str:
    """A cell as its text: a number as Excel shows it, a day as `2024-05-01`."""
    match cell:
        case None:
            return ""
        case bool():
            return "是" if cell else "否"
        case float():
            return format(cell, ".15g") if "e" not in format(cell, ".15g") else format(cell, "f")
        case datetime() | date():
            return cell.isoformat()[:10]
        case _:
            return _HIDDEN_LETTERS.sub("", str(cell)).strip()
