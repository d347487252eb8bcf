"""Keeps what came of reading each document, on disk, from one build to the next: an SQLite file of which nothing is taken on trust.

Every entry carries a seal over all that it says, and its key: the digest of the document's text. A file's seal is over those of its
documents, a record's over that of its document, so that entries of different times never pass for one another's (a power cut may leave
such a mixture). All else that reading depends on is the context of the whole store. A file that is no store, or one of another context,
is emptied; an entry that is damaged raises `Damaged`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

from starcase.found import Kind, Packed
from starcase.language import mark
from starcase.machine import MachineError
from starcase.model.packing import pack
from starcase.problems import DocumentId

_NAME = "documents.sqlite"
_LAYOUT = 3
_PATIENCE = 1.0  # seconds
_TABLES = (
    "CREATE TABLE about (context TEXT, seal BLOB)",
    """CREATE TABLE file (
        path TEXT PRIMARY KEY, stamp TEXT, documents BLOB, made INTEGER, until INTEGER, seal BLOB
    ) WITHOUT ROWID""",
    """CREATE TABLE document (
        file TEXT, number INTEGER, kind TEXT, text BLOB, made INTEGER, until INTEGER, row BLOB, rest BLOB, seal BLOB,
        PRIMARY KEY (file, number)
    ) WITHOUT ROWID""",
    *(
        f"CREATE TABLE {table} (file TEXT, number INTEGER, content BLOB, seal BLOB, PRIMARY KEY (file, number))"
        for table in ("record", "words")
    ),
)
_RECORDS = (
    "SELECT file, number, record.content, record.seal, document.seal FROM record JOIN document USING (file, number)"
)
_WORDS = (
    "SELECT file, number, words.content, words.seal, document.seal FROM document LEFT JOIN words USING (file, number)"
    f" WHERE kind = '{Kind.STORY.value}' AND length(row) > 0"
)
_ALWAYS = date.max.toordinal()
_NO_ROOM = mark("临时文件夹“{path}”写不进去。请清理磁盘，再运行一次。")


class Damaged(Exception):
    """What the store holds is not what was put into it, or it takes no more."""


class KnownFile(Struct, frozen=True):
    """A file as it was last read: its stamp then, and the days, as ordinals, for which all that was found in it holds."""

    stamp: str
    made: int
    until: int

    def holds(self, stamp: str, day: date) -> bool:
        """Whether nothing in the file can have changed; an empty stamp is never believed."""
        return stamp != "" and self.stamp == stamp and self.made <= day.toordinal() < self.until


class Store:
    """What reading found, by document.

    It can be written until `keep`, by one run at a time; nothing outlives the run before that. `close` gives it up.
    """

    def __init__(self, folder: Path | None, context: str) -> None:
        """The store of a folder, for what is read in this context; one for this run alone where there is no folder to use."""
        self._closing = contextlib.ExitStack()
        self._is_own = False
        self._process = os.getpid()
        self._database = self._open_kept(folder, context) if folder else self._open_own(context)
        weakref.finalize(self, self._closing.close)

    def close(self) -> None:
        self._closing.close()

    def keep(self) -> None:
        """Ends the writing: what was put in is there for the next run."""
        with self._noticed():
            self._database.execute("COMMIT")

    def files(self) -> dict[str, KnownFile]:
        """Every file that was read."""
        with self._noticed():
            rows = self._database.execute("SELECT * FROM file").fetchall()
        _check(rows)
        return {path: KnownFile(stamp, made, until) for path, stamp, _, made, until, _ in rows}

    def texts(self, file: str, day: date) -> dict[int, bytes]:
        """The digests of the texts of a file's documents, by number, of which what was found holds on that day."""
        with self._noticed():
            rows = self._database.execute(
                "SELECT number, text, made, until FROM document WHERE file = ?", (file,)
            ).fetchall()
        return {number: text for number, text, made, until in rows if made <= day.toordinal() < until}

    def put(self, text: bytes, day: date, packed: Packed) -> None:
        """What came of a document on a day; `text` is its text's digest, empty where it must be read again in any case."""
        file, number = packed.document.file, packed.document.number
        until = packed.until.toordinal() if packed.until else _ALWAYS
        says = (file, number, packed.kind.value, text, day.toordinal(), until, packed.row, packed.rest)
        with self._noticed():
            seal = _seal(says)
            self._database.execute("INSERT OR REPLACE INTO document VALUES (?,?,?,?,?,?,?,?,?)", (*says, seal))
            for table, content in (("record", packed.record), ("words", packed.words)):
                if content:
                    entry = (file, number, content, _seal((seal, content)))
                    self._database.execute(f"INSERT OR REPLACE INTO {table} VALUES (?,?,?,?)", entry)
                else:
                    self._database.execute(f"DELETE FROM {table} WHERE file = ? AND number = ?", (file, number))

    def note_file(self, path: str, stamp: str, documents: int) -> None:
        """That a file has been read whole: so many documents, all of them put in."""
        with self._noticed():
            for table in ("document", "record", "words"):
                self._database.execute(f"DELETE FROM {table} WHERE file = ? AND number >= ?", (path, documents))
            days = self._database.execute(
                "SELECT max(made), min(until) FROM document WHERE file = ?", (path,)
            ).fetchone()
            made, until = days if documents else (0, _ALWAYS)
            seals = self._database.execute("SELECT seal FROM document WHERE file = ? ORDER BY number", (path,))
            says = (path, stamp, _digest_seals(seal for (seal,) in seals), made, until)
            self._database.execute("INSERT OR REPLACE INTO file VALUES (?,?,?,?,?,?)", _sealed(*says))

    def forget_others(self, files: Collection[str]) -> None:
        """Forgets the files that are not among these."""
        with self._noticed():
            known = [
                path for (path,) in self._database.execute("SELECT path FROM file UNION SELECT file FROM document")
            ]
            for path in known:
                if path not in files:
                    self._database.execute("DELETE FROM file WHERE path = ?", (path,))
                    self._database.execute("DELETE FROM document WHERE file = ?", (path,))
                    self._database.execute("DELETE FROM record WHERE file = ?", (path,))
                    self._database.execute("DELETE FROM words WHERE file = ?", (path,))

    def found(self) -> Iterator[Packed]:
        """What was found in every document, in the order of files and documents; without records."""
        with self._noticed():
            promised: dict[str, bytes] = dict(self._database.execute("SELECT path, documents FROM file"))
            rows = self._database.execute("SELECT * FROM document ORDER BY file, number")
            for path, of_file in groupby(rows, itemgetter(0)):
                seals: list[bytes] = []
                for row in of_file:
                    if row[-1] != _seal(row[:-1]):
                        raise Damaged
                    file, number, kind, _, _, until, content, rest, seal = row
                    last = None if until == _ALWAYS else date.fromordinal(until)
                    yield Packed(Kind(kind), DocumentId(file, number), content, rest, None, last)
                    seals.append(seal)
                if promised.pop(path, None) != _digest_seals(seals):
                    raise Damaged
        if set(promised.values()) - {_digest_seals(())}:
            raise Damaged

    def record(self, document: DocumentId) -> bytes:
        """The record of a document."""
        with self._noticed():
            key = (document.file, document.number)
            row = self._database.execute(f"{_RECORDS} WHERE file = ? AND number = ?", key).fetchone()
        if row is None:
            raise Damaged
        return _checked_record(*row)[1]

    def records(self) -> Iterator[tuple[DocumentId, bytes]]:
        """Every record."""
        return self._kept(_RECORDS)

    def words(self) -> Iterator[tuple[DocumentId, bytes]]:
        """The words of every story."""
        return self._kept(_WORDS)

    def _kept(self, chosen: str) -> Iterator[tuple[DocumentId, bytes]]:
        with self._noticed():
            for row in self._reading().execute(chosen):
                yield _checked_record(*row)

    def _reading(self) -> sqlite3.Connection:
        """The connection; one of its own in a copy of the process that opened it: SQLite lets none be carried over."""
        if self._process != os.getpid():
            self._process, self._inherited = os.getpid(), self._database
            self._database = sqlite3.connect(self._place, timeout=_PATIENCE, isolation_level=None)
        return self._database

    # --- opening ---

    def _open_own(self, context: str) -> sqlite3.Connection:
        self._is_own = True
        own = self._closing.enter_context(tempfile.TemporaryDirectory(prefix="starcase-", ignore_cleanup_errors=True))
        with self._noticed():
            return self._connect(Path(own) / _NAME, context)

    def _open_kept(self, folder: Path, context: str) -> sqlite3.Connection:
        """The folder's store; this run's own where another run is writing it, or the folder cannot be written."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect(folder / _NAME, context)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                forget_store(folder)
                return self._connect(folder / _NAME, context)
        except (sqlite3.Error, OSError):
            return self._open_own(context)

    def _connect(self, place: Path, context: str) -> sqlite3.Connection:
        """An open store, ready to be written."""
        database = sqlite3.connect(place, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            database.execute("PRAGMA synchronous = OFF")
            database.execute("BEGIN IMMEDIATE")
            if not _is_for(database, context):
                _empty(database, context)
        except sqlite3.Error:
            database.close()
            raise
        self._closing.callback(database.close)
        self._place = place
        return database

    @contextlib.contextmanager
    def _noticed(self) -> Iterator[None]:
        """A kept store that cannot be read or written is a damaged one; behind one of this run alone, the machine fails."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if self._is_own:
                raise MachineError(_NO_ROOM, path=tempfile.gettempdir()) from error
            raise Damaged from error


def forget_store(folder: Path) -> None:
    """Removes the store of a folder, if that can be done."""
    for name in (_NAME, f"{_NAME}-journal"):
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _is_for(database: sqlite3.Connection, context: str) -> bool:
    """Whether a store was made in this context; raises sqlite3.DatabaseError for a file that is no store."""
    (layout,) = database.execute("PRAGMA user_version").fetchone()
    if layout != _LAYOUT:
        return False
    rows = database.execute("SELECT context, seal FROM about").fetchall()
    return rows == [_sealed(context)]


def _empty(database: sqlite3.Connection, context: str) -> None:
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in tables:
        database.execute(f'DROP TABLE "{name}"')
    for table in _TABLES:
        database.execute(table)
    database.execute("INSERT INTO about VALUES (?, ?)", _sealed(context))
    database.execute(f"PRAGMA user_version = {_LAYOUT}")


Cell = str | int | bytes


def _sealed(*says: Cell) -> tuple[Cell, ...]:
    """The cells of an entry and, last, their seal."""
    return (*says, _seal(says))


def _seal(says: tuple[Cell, ...]) -> bytes:
    return hashlib.blake2b(pack(says), digest_size=16).digest()


def _check(rows: Collection[tuple[Cell, ...]]) -> None:
    if any(row[-1] != _seal(row[:-1]) for row in rows):
        raise Damaged


def _digest_seals(seals: Iterable[bytes]) -> bytes:
    return hashlib.blake2b(b"".join(seals), digest_size=16).digest()


def _checked_record(
    file: str, number: int, content: bytes, seal: bytes, of_document: bytes
) -> tuple[DocumentId, bytes]:
    if seal != _seal((of_document, content)):
        raise Damaged
    return DocumentId(file, number), content
