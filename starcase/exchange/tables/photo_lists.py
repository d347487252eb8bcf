"""Reads what a table or a text beside photos says of each: what it shows, who took it, whether those on it have agreed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from msgspec import Struct

from starcase.exchange.tables.cell_names import read_yes_or_no
from starcase.exchange.tables.cell_reads import PLAIN_LOOK, Around
from starcase.exchange.tables.cell_texts import show_cell, tidy
from starcase.exchange.tables.columns import Column, Kind
from starcase.exchange.tables.given import Complaint, PhotoNote, Spot
from starcase.exchange.tables.grid import TO_MEND, Cell, Grid
from starcase.exchange.tables.headers import plain_header
from starcase.exchange.tables.sheet_rows import EXAMPLE
from starcase.exchange.tables.wrong import Wrong
from starcase.language import Phrase, mark
from starcase.model.base import chinese_keys
from starcase.model.organization import Photo
from starcase.model.region_tree import RegionTree
from starcase.read.names import ProgrammeIndex
from starcase.read.words import folded

_CALLED = re.compile(r"(?:照片|图片|相片)(?:说明|清单|目录|信息)?(?:[-—_（(].*)?")
_TEXT_ENDING = ".txt"
_SEARCHED_ROWS = 30
_BODY, _FILE, _ALT, _CREDIT, _CONSENT = "body", "file", "alt", "credit", "consent"
_ID = "id"

PHOTO_COLUMNS = (
    Column((_ID,), "编号", Kind.CODE, ("组织编号",), note=mark("由网站给出，不要改；不知道的空着。"), is_locked=True),
    Column((_BODY,), "组织名称", Kind.TEXT, ("名称", "单位名称", "队伍名称", "所属组织", "组织"), example="示例邻里服务队"),
    Column(
        (_FILE,),
        "照片文件",
        Kind.TEXT,
        (*chinese_keys(Photo, "file"), "文件名", "照片", "图片", "照片名称", "照片文件名", "图片文件", "图片名称", "照片名"),
        note=mark("照片的文件名，例如 集合.jpg。照片放进“照片/组织名称”文件夹，和这张表一起交。"),
        example="集合.jpg",
        is_required=True,
    ),
    Column(
        (_ALT,),
        chinese_keys(Photo, "alt")[0],
        Kind.TEXT,
        (*chinese_keys(Photo, "alt")[1:], "照片说明", "说明", "文字说明", "照片内容", "内容"),
        note=mark("用一句话说出照片上看得见的人和事，给看不见的人听。"),
        example="六位老人在树荫下练太极",
        is_required=True,
    ),
    Column((_CREDIT,), chinese_keys(Photo, "credit")[0], Kind.TEXT, (*chinese_keys(Photo, "credit")[1:], "摄影者", "拍摄者", "拍摄", "作者")),
    Column(
        (_CONSENT,),
        chinese_keys(Photo, "consent")[0],
        Kind.YES_NO,
        ("是否已获同意", "是否同意", "同意公开", "是否同意公开", "本人同意", "同意"),
        ("是", "否"),
        note=mark("照片上的人（孩子要监护人）同意公开以后写“是”。没有写“是”的不会显示。"),
        example="是",
        is_required=True,
    ),
)  # fmt: skip
"""The columns of a list of photos; those of a photo's own keys are called as the format calls them."""
_BY_HEADER: Mapping[str, str] = MappingProxyType(
    {
        plain_header(word): column.path[0]
        for column in reversed(PHOTO_COLUMNS)
        for word in (*column.aliases, column.header)
    }
)
_HEADERS = MappingProxyType({column.path[0]: column.header for column in PHOTO_COLUMNS})
_PLAIN_LINE = re.compile(
    r"(?P<file>[^|\t]*?\.(?:jpe?g|png|webp|gif|bmp|heic|tiff?))\s*(?:[:：，,|\t]|\s)\s*(?P<rest>.*)", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[|｜\t]\s*")
_NOBODY = Around(None, ProgrammeIndex({}), RegionTree({}), {})


class _Heads(Struct, frozen=True):
    """The row of headers, and in which column each thing is told."""

    row: int
    places: Mapping[str, int]


def is_photo_text(name: str) -> bool:
    """Whether a file is a text about photos: 照片说明.txt."""
    path = PurePosixPath(name)
    return path.suffix.casefold() == _TEXT_ENDING and _CALLED.fullmatch(path.stem) is not None


def find_photo_heads(file: str, grid: Grid) -> int | None:
    """The row of headers (from 0) of a sheet that is called 照片, or a file that is; None for any other."""
    heads = _heads(file, grid)
    return heads.row if heads is not None else None


def read_photo_list(file: str, grid: Grid) -> tuple[tuple[PhotoNote, ...], tuple[Complaint, ...]] | None:
    """What a list of photos says; None where the sheet is none."""
    heads = _heads(file, grid)
    if heads is None:
        return None
    notes: list[PhotoNote] = []
    complaints: list[Complaint] = []
    for number in range(heads.row + 1, len(grid.rows)):
        row = _Row(file, grid, number, heads)
        if row.is_filled():
            notes += row.notes(complaints)
    return tuple(notes), tuple(complaints)


def read_photo_text(file: str, content: bytes) -> tuple[tuple[PhotoNote, ...], tuple[Complaint, ...]]:
    """What a text says, one photo a line: `集合.jpg：六位老人在练太极`, or `集合.jpg | 说明 | 摄影 | 已获同意`."""
    lines = [tidy(line) for line in _decode(content).splitlines()]
    cells = [_cells_of(line) for line in lines]
    heads = _Heads(-1, MappingProxyType({_FILE: 0, _ALT: 1, _CREDIT: 2, _CONSENT: 3}))
    grid = Grid("", cells)
    notes: list[PhotoNote] = []
    complaints: list[Complaint] = []
    for number, row in enumerate(cells):
        if row and _BY_HEADER.get(plain_header(row[0])) != _FILE:
            notes += _Row(file, grid, number, heads).notes(complaints)
    return tuple(notes), tuple(complaints)


def _decode(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")


def _cells_of(line: str) -> list[str]:
    """The parts of a line; 已获同意 at its end is a consent."""
    if not line:
        return []
    if _PARTS.search(line):
        return _PARTS.split(line)
    found = _PLAIN_LINE.fullmatch(line)
    return [found["file"], found["rest"]] if found else [line]


def _stem(file: str) -> str:
    return PurePosixPath(file).stem.removesuffix(f"-{TO_MEND}")


def _heads(file: str, grid: Grid) -> _Heads | None:
    if not (_CALLED.fullmatch(grid.sheet) or _CALLED.fullmatch(_stem(file))):
        return None
    for number, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        known = ((place, _BY_HEADER.get(plain_header(cell))) for place, cell in enumerate(row) if isinstance(cell, str))
        places = {key: place for place, key in reversed([*known]) if key is not None}
        if _FILE in places and len(places) > 1:
            return _Heads(number, places)
    return None


class _Row:
    """One row of a list of photos."""

    def __init__(self, file: str, grid: Grid, number: int, heads: _Heads) -> None:
        self._file, self._grid, self._number, self._heads = file, grid, number, heads

    def is_filled(self) -> bool:
        """Whether it says anything of a photo; the example of a template does not."""
        texts = [self._text(key) for key in (_ID, _BODY, _FILE, _ALT, _CREDIT, _CONSENT)]
        return any(texts[2:]) and texts[0] != EXAMPLE

    def notes(self, complaints: list[Complaint]) -> tuple[PhotoNote, ...]:
        """What it says; nothing, and a complaint, where that must be mended first."""
        agreed = self._consent()
        if isinstance(agreed, Wrong):
            shown = self._text(_CONSENT)
            complaints.append(Complaint(self._spot(_CONSENT), _HEADERS[_CONSENT], shown, agreed.wrong, agreed.mend))
            return ()
        file = PurePosixPath(self._text(_FILE).replace("\\", "/")).name
        body = self._text(_ID) or self._text(_BODY)
        return (PhotoNote(file, body, self._text(_ALT), self._text(_CREDIT), agreed, self._spot(_FILE)),)

    def _consent(self) -> bool | Wrong | None:
        text = self._text(_CONSENT)
        if not text:
            return None
        if folded(text) in ("已获同意", "已同意", "同意", "同意公开", "已征得同意"):
            return True
        reads = read_yes_or_no(self._cell(_CONSENT), _CONSENT_COLUMN, PLAIN_LOOK, _NOBODY)
        return reads.wrong if reads.wrong is not None else bool(reads.value)

    def _cell(self, key: str) -> Cell:
        place = self._heads.places.get(key, -1)
        row: Sequence[Cell] = self._grid.rows[self._number]
        return row[place] if 0 <= place < len(row) else ""

    def _text(self, key: str) -> str:
        cell = self._cell(key)
        return tidy(cell) if isinstance(cell, str) else show_cell(cell)

    def _spot(self, key: str) -> Spot:
        return Spot(self._file, self._grid.sheet, self._number + 1, self._heads.places.get(key, -1) + 1)


_CONSENT_COLUMN = PHOTO_COLUMNS[-1]


def complain_of(note: PhotoNote, wrong: Phrase, mend: Phrase, *, must: bool = False) -> Complaint:
    """A complaint at the cell that names a photo."""
    return Complaint(note.spot, _HEADERS[_FILE], note.file, wrong, mend, must)
