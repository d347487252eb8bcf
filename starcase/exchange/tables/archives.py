"""Finds the files in what was given, folders and zips included; sizes are looked at before anything is unpacked."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from starcase.exchange.tables.given import Complaint, Source, Spot
from starcase.exchange.tables.grid import TO_MEND
from starcase.language import Phrase, phrase

TABLES = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv", ".tsv"))
"""Endings of what is read as a table; what a file really is, its bytes say."""
_PACKED = frozenset((".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2"))
_LEFT_BY_SYSTEMS = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))

LARGEST_FILE = 200_000_000
LARGEST_WHOLE = 4_000_000_000
MOST_FILES = 20_000
MOST_TIMES = 200
"""How many times its packed size a file may have: photos have one, workbooks ten or twenty, bombs a thousand."""
ALWAYS_FINE = 10_000_000
"""Bytes that a packed file may unpack to whatever its packed size."""
_SAME_FORMAT = (".xlsx", ".xlsm")
_PIECE = 1 << 20


class UnreadableFile(Exception):
    """A file that cannot be read, as a complaint about it."""

    def __init__(self, complaint: Complaint) -> None:
        self.complaint = complaint
        super().__init__(complaint.spot.file)


def find_sources(paths: Sequence[Path]) -> tuple[tuple[Source, ...], tuple[Complaint, ...]]:
    """Every file in what was given, in the order of the names; of several folders or zips, each file is called with its own.

    Left out without a word: lock files (`~$…`), and what systems leave in folders.
    """
    found: list[Source] = []
    complaints: list[Complaint] = []
    for path in paths:
        prefix = f"{path.name}/" if len(paths) > 1 else ""
        try:
            sources = tuple(_in_path(path, prefix, complaints))
        except UnreadableFile as unreadable:
            complaints.append(unreadable.complaint)
        else:
            found += sources
    complaints += (_packed_twice(one.file) for one in found if one.inside and _ending(one.file) in {*_PACKED, ".zip"})
    return tuple(found), tuple(complaints)


def read_source(source: Source) -> bytes:
    """The bytes of a file. UnreadableFile says why it cannot be read: open elsewhere, damaged, locked by a password."""
    with _reading(source.file):
        if source.size > LARGEST_FILE:
            raise UnreadableFile(_too_large(source.file))
        if source.inside is None:
            return source.path.read_bytes()
        with zipfile.ZipFile(source.path) as archive:
            return _unpack(archive, archive.getinfo(source.inside), source.file)


def marked_name(source: Source) -> str:
    """What the marked copy is called: 《原名-需修改.xlsx》; a copy of a copy keeps its name."""
    stem, _, ending = source.name.rpartition(".")
    ending = f".{ending.lower()}" if f".{ending.lower()}" in _SAME_FORMAT else ".xlsx"
    return f"{stem.removesuffix(f'-{TO_MEND}')}-{TO_MEND}{ending}"


def complain(file: str, wrong: Phrase, mend: Phrase, *, must: bool = True) -> Complaint:
    """A complaint about a whole file."""
    return Complaint(Spot(file), "", "", wrong, mend, must)


def _in_path(path: Path, prefix: str, complaints: list[Complaint]) -> Iterator[Source]:
    with _reading(path.name):
        if path.is_dir():
            for below in _files_below(path):
                name = f"{prefix}{below.relative_to(path).as_posix()}"
                yield from _one(below, name, f"{name}/", complaints)
        else:
            yield from _one(path, path.name, prefix, complaints)


def _packed_twice(name: str) -> Complaint:
    wrong = phrase("压缩包里又套了压缩包，里面的没有读")
    return complain(name, wrong, phrase("请先解压，把解压出来的文件夹交给导入。"))


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def is_table(source: Source) -> bool:
    """Whether a file is called as a table is."""
    return _ending(source.file) in TABLES


def _files_below(folder: Path) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__MACOSX")))
        yield from (Path(at, name) for name in sorted(files) if not _is_left_by_a_system(name))


def _is_left_by_a_system(name: str) -> bool:
    return name.startswith(("~$", ".~", "._")) or name.lower() in _LEFT_BY_SYSTEMS


def _one(path: Path, name: str, prefix: str, complaints: list[Complaint]) -> Iterator[Source]:
    """A file, or what is in it where it is a zip. A zip that cannot be read is complained of by itself."""
    ending = path.suffix.lower()
    if path.name.startswith("~$"):
        wrong = phrase("这是 Excel 打开表格时留下的临时文件，不是表")
        complaints.append(complain(name, wrong, phrase("请关闭 Excel，选名字里没有“~$”的那个文件。")))
    elif ending in _PACKED:
        complaints.append(
            complain(name, phrase("这种压缩包不能直接读"), phrase("请先解压，把解压出来的文件夹交给导入。"))
        )
    elif ending == ".zip":
        try:
            yield from _in_zip(path, name, prefix)
        except UnreadableFile as unreadable:
            complaints.append(unreadable.complaint)
    else:
        lock = path.with_name(f"~${path.name}")
        if ending in TABLES and lock.exists():
            complaints.append(
                complain(
                    name,
                    phrase("它好像正在 Excel 或 WPS 里打开着，读到的是上一次保存的内容"),
                    phrase("如果还有没保存的改动，请保存、关闭，再导入一次。"),
                    must=False,
                )
            )
        yield Source(name, path, None, path.stat().st_size)


# ── Zips ──


def _in_zip(path: Path, name: str, prefix: str) -> Iterator[Source]:
    with _reading(name):
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
        _check_sizes(entries, name)
        for called, entry in sorted(((name_in_zip(entry), entry) for entry in entries), key=lambda pair: pair[0]):
            if _is_wanted(called, entry):
                yield Source(f"{prefix}{called}", path, entry.filename, entry.file_size)


def name_in_zip(entry: zipfile.ZipInfo) -> str:
    """The name of a packed file. Chinese Windows packs names as GBK without saying so, and they come out as cp437."""
    if entry.flag_bits & 0x800 or entry.orig_filename.isascii():
        return entry.orig_filename.replace("\\", "/")
    try:
        packed = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return packed.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _is_wanted(called: str, entry: zipfile.ZipInfo) -> bool:
    steps = called.split("/")
    is_outside = called.startswith("/") or ".." in steps or ":" in steps[0]
    is_left = "__MACOSX" in steps or _is_left_by_a_system(steps[-1])
    return not (entry.is_dir() or called.endswith("/") or is_outside or is_left)


def _check_sizes(entries: Sequence[zipfile.ZipInfo], name: str) -> None:
    """Raises for an archive that would unpack to more than any parcel holds."""
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise UnreadableFile(
            complain(name, phrase("压缩包里的东西太多，没有读"), phrase("请分成几个压缩包，一个一个导入。"))
        )
    if any(is_bomb(entry) for entry in entries):
        raise UnreadableFile(_bomb(name))


def is_bomb(entry: zipfile.ZipInfo) -> bool:
    """Whether a packed file would grow as nothing that people make does."""
    return entry.file_size > max(ALWAYS_FINE, entry.compress_size * MOST_TIMES)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """What is really packed, never more than the entry announces."""
    if entry.flag_bits & 0x1:
        raise UnreadableFile(complain(name, phrase("压缩包设了密码，打不开"), phrase("请去掉密码重新压缩，再导入。")))
    if is_bomb(entry):
        raise UnreadableFile(_bomb(name))
    pieces = bytearray()
    with archive.open(entry) as packed:
        while piece := packed.read(_PIECE):
            pieces += piece
            if len(pieces) > LARGEST_FILE:
                raise UnreadableFile(_too_large(name))
    return bytes(pieces)


def _bomb(name: str) -> Complaint:
    wrong = phrase("里面的内容展开后大得不正常，为了安全没有打开")
    return complain(name, wrong, phrase("请和送表的人核实，让对方重新保存一份。"))


def _too_large(name: str) -> Complaint:
    wrong = phrase("这个文件超过了 {size} MB，没有读", size=LARGEST_FILE // 1_000_000)
    return complain(name, wrong, phrase("请删去里面的图片和空行，另存一份再导入。"))


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """What a machine says while a file is read, as a complaint about the file."""
    try:
        yield
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise UnreadableFile(_unreadable(name, problem)) from problem


def _unreadable(name: str, problem: Exception) -> Complaint:
    if isinstance(problem, FileNotFoundError):
        return complain(name, phrase("没有找到这个文件"), phrase("请检查文件名，或者把文件拖到窗口里。"))
    if isinstance(problem, PermissionError):
        wrong = phrase("打不开，多半正在 Excel 或 WPS 里打开着")
        return complain(name, wrong, phrase("请先保存、关闭它，再导入一次。"))
    if isinstance(problem, OSError):
        wrong = phrase("读不出来（{says}）", says=problem.strerror or str(problem))
        return complain(name, wrong, phrase("请把文件复制到这台电脑的硬盘上，再导入一次。"))
    return complain(name, phrase("压缩包是坏的，或者没有传完整"), phrase("请让对方重新压缩、重新发一次。"))
