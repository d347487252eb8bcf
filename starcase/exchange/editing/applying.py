"""Writes many files as one: all of them or none, also where the run is killed in between.

What is to be written is first laid down whole in a journal; the rename that gives the journal its name is the moment from which on all
of it counts. Whoever comes next finishes a journal with that name, and throws away one without.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from starcase.language import Listing, mark
from starcase.machine import MachineError, explain

JOURNAL = Path(".starcase", "changes.journal")
"""Below the root: there only while changes that count are not all carried out."""

_WAIT_SECONDS = 60.0
_ABSENT = ""


class _Write(Struct, frozen=True, array_like=True):
    """One file below the root: what is to stand there (None: nothing), and the digest of what stood there before (empty: nothing)."""

    path: str
    content: bytes | None
    before: str


def apply_all(root: Path, writes: Mapping[Path, bytes | None]) -> None:
    """Writes (or, with None, deletes) all files or none; paths are absolute or relative to the root.

    A run that is killed on the way has changed nothing, or `settle` does the rest. A file that somebody else saves meanwhile stays as
    they left it, and is told. Raises MachineError.
    """
    with _locked(root) as journal:
        kept = list(_settle(root, journal))
        if writes:
            _commit(journal, [_laid_down(root, path, content) for path, content in writes.items()])
            kept += _settle(root, journal)
    _tell(root, kept)


def finish(root: Path) -> None:
    """As `settle`, for a command that begins: files that stay as somebody left them are told. Raises MachineError."""
    _tell(root, settle(root))


def _tell(root: Path, kept: Sequence[Path]) -> None:
    if kept:
        names = Listing(tuple(path.relative_to(root).as_posix() for path in kept))
        says = mark(
            "这些文件在写进去以前被别人改过，没有动它们，别的都写好了：{names}。请打开它们核对，需要的话再运行一次。"
        )
        raise MachineError(says, names=names)


def settle(root: Path) -> tuple[Path, ...]:
    """Finishes what a killed run had laid down whole; forgets what it had not.

    Gives the files that somebody has changed since: those stay as they are. Raises MachineError.
    """
    with _locked(root) as journal:
        return _settle(root, journal)


@contextlib.contextmanager
def _locked(root: Path) -> Iterator[Path]:
    journal = root / JOURNAL
    try:
        journal.parent.mkdir(exist_ok=True)
        with FileLock(journal.with_suffix(".lock"), timeout=_WAIT_SECONDS):
            yield journal
    except Timeout as error:
        raise MachineError(mark("另一次导入正在改资料。请等它结束，再运行一次。")) from error
    except OSError as error:
        raise explain(error) from error


def _laid_down(root: Path, path: Path, content: bytes | None) -> _Write:
    place = root / path
    return _Write(place.relative_to(root).as_posix(), content, _digest_of(place))


def _commit(journal: Path, writes: list[_Write]) -> None:
    """Lays everything down; from the rename on it counts."""
    laid = journal.with_suffix(".new")
    with laid.open("wb") as file:
        file.write(msgspec.msgpack.encode(writes))
        file.flush()
        os.fsync(file.fileno())
    laid.replace(journal)
    _sync(journal.parent)


def _settle(root: Path, journal: Path) -> tuple[Path, ...]:
    journal.with_suffix(".new").unlink(missing_ok=True)
    if not journal.is_file():
        return ()
    writes = msgspec.msgpack.decode(journal.read_bytes(), type=list[_Write])
    kept = tuple(root / one.path for one in writes if not _carry_out(root / one.path, one))
    _sync(root)
    journal.unlink()
    return kept


def _carry_out(place: Path, one: _Write) -> bool:
    """Whether the file is now as it is to be; False where somebody else has changed it meanwhile."""
    now = _digest_of(place)
    if now == (_ABSENT if one.content is None else _digest(one.content)):
        return True
    if now != one.before:
        return False
    if one.content is None:
        place.unlink()
        return True
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.starcase")
    beside.write_bytes(one.content)
    if now != _ABSENT:
        shutil.copymode(place, beside)
    beside.replace(place)
    return True


def _digest_of(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except FileNotFoundError:
        return _ABSENT


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _sync(folder: Path) -> None:
    """What was written is on the disk: one call for the file system, not one a file. Windows knows none."""
    if sys.platform == "linux":
        handle = os.open(folder, os.O_RDONLY)
        try:
            ctypes.CDLL(None, use_errno=True).syncfs(handle)
        finally:
            os.close(handle)
    elif sys.platform != "win32":
        os.sync()
