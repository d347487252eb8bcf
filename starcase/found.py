"""What came of reading one document, and its form between processes and in the store."""

from __future__ import annotations

import io
import pickle
from datetime import date
from enum import Enum

from msgspec import Struct

from starcase.model.packing import pack, unpack
from starcase.model.row import AnyRow, NoticeRow, PageRow, Row, StoryRow, seal_row
from starcase.problems import DocumentId, Path, Problem


class Kind(Enum):
    ORGANIZATION = "organization"
    STORY = "story"
    NOTICE = "notice"
    PAGE = "page"
    REVIEW = "review"
    """What reviewers keep of a body; read for their site only."""


class Found(Struct, frozen=True):
    """What came of a document.

    `row` is None where nothing can be shown of it; `record` is the record's JSON, None where it is held back (from reviewers only
    where it cannot be read as a whole); `held` is the id, known or guessed, of a record that an error holds back; `files` are the files
    that it names, each with the path of the naming. On the day `until` the same document may give something else. `words` is the folded text by which a story is found. `noted` is what only
    the reviewers' site asks of the document, as bytes; empty for the public.
    """

    kind: Kind
    document: DocumentId
    row: AnyRow | None
    record: bytes | None
    problems: tuple[Problem, ...] = ()
    held: str | None = None
    files: tuple[tuple[str, Path], ...] = ()
    until: date | None = None
    words: bytes = b""
    noted: bytes = b""


class Packed(Struct, frozen=True):
    """A Found as bytes: `row` may be empty, `rest` is empty for what is usual (nothing wrong, no files named)."""

    kind: Kind
    document: DocumentId
    row: bytes
    rest: bytes
    record: bytes | None
    until: date | None
    words: bytes = b""


class _Rest(Struct, frozen=True):
    problems: bytes
    held: str | None
    files: tuple[tuple[str, Path], ...]
    noted: bytes = b""


_ROWS: dict[Kind, type[AnyRow]] = {
    Kind.ORGANIZATION: Row,
    Kind.STORY: StoryRow,
    Kind.NOTICE: NoticeRow,
    Kind.PAGE: PageRow,
}


def pack_found(found: Found) -> Packed:
    """The Found as bytes; the digest of its Row is from here on that of the whole Row."""
    is_usual = not (found.problems or found.held or found.files or found.noted)
    rest = b"" if is_usual else pack(_Rest(pickle.dumps(found.problems), found.held, found.files, found.noted))
    row = b"" if found.row is None else pack(seal_row(found.row))
    return Packed(found.kind, found.document, row, rest, found.record, found.until, found.words)


def unpack_found(packed: Packed) -> Found:
    """The Found without its record and its words; raises ValueError where the bytes are none."""
    row = unpack(_ROWS[packed.kind], packed.row) if packed.row else None
    if not packed.rest:
        return Found(packed.kind, packed.document, row, None, until=packed.until)
    rest = unpack(_Rest, packed.rest)
    return Found(
        packed.kind,
        packed.document,
        row,
        None,
        _unpickle(rest.problems),
        rest.held,
        rest.files,
        packed.until,
        noted=rest.noted,
    )


class _OnlyProblems(pickle.Unpickler):
    """Makes problems and what they are made of, and nothing else: what lies on a disk may not be ours."""

    _MADE_OF = frozenset(
        {
            *(("starcase.problems", name) for name in ("Problem", "Rule", "Severity", "Spot", "DocumentId")),
            *(("starcase.language", name) for name in ("Phrase", "Label", "Listing")),
            ("copyreg", "__newobj__"),
            ("decimal", "Decimal"),
            ("datetime", "date"),
        }
    )

    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in self._MADE_OF:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _unpickle(content: bytes) -> tuple[Problem, ...]:
    try:
        problems: tuple[Problem, ...] = _OnlyProblems(io.BytesIO(content)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, TypeError, IndexError, KeyError) as error:
        raise ValueError(str(error)) from error
    return problems
