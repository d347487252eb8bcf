"""Puts together what came back from reading the records, and joins it into the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from starcase.catalogue import build_catalogue, hold_back, is_draft_row
from starcase.found import Found, Kind
from starcase.model.alike import Alike
from starcase.model.catalogue import Catalogue
from starcase.model.media import NamedFile
from starcase.model.row import AnyRow, NoticeRow, PageRow, Row, StoryRow
from starcase.problems import DocumentId, Path, Problem
from starcase.read.drafts import soften
from starcase.settings import Settings

R = TypeVar("R", bound=AnyRow)
FindFile = Callable[[DocumentId, str, Path], tuple[NamedFile | None, tuple[Problem, ...]]]
LookAtFiles = Callable[[Iterable[tuple[DocumentId, str]]], FindFile]
"""Looks at all the files that are named, by document and text, before each of them is asked for."""


class Gathered(Struct):
    """What came back from reading, put together; `held_*` are ids by document, of which nothing or little is shown.

    `noted` is what was noted of documents for reviewers.
    """

    rows: dict[Kind, dict[DocumentId, AnyRow]] = field(default_factory=lambda: {kind: {} for kind in Kind})
    files: dict[DocumentId, tuple[NamedFile, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    held_bodies: dict[DocumentId, str] = field(default_factory=dict)
    held_others: dict[DocumentId, str] = field(default_factory=dict)
    bodies: int = 0
    noted: dict[Kind, dict[DocumentId, bytes]] = field(default_factory=dict)

    def hold_back(self, kind: Kind, document: DocumentId, identifier: str) -> None:
        """From now on the body shows only who and where it is; a story, notice or page is not shown at all."""
        (self.held_bodies if kind is Kind.ORGANIZATION else self.held_others)[document] = identifier
        row = self.rows[kind].pop(document, None)
        if isinstance(row, Row):
            self.rows[kind][document] = hold_back(row)


def gather(found: Iterable[Found], look_at_files: LookAtFiles) -> Gathered:
    """All that was found, with the files that it names. Reports: what reading found, and what is reported of files."""
    gathered, naming, alike = Gathered(), [], Alike()
    for one in found:
        gathered.problems += one.problems
        gathered.bodies += one.kind is Kind.ORGANIZATION
        if one.row:
            gathered.rows[one.kind][one.document] = alike.share(one.row) if isinstance(one.row, Row) else one.row
        if one.held is not None:
            gathered.hold_back(one.kind, one.document, one.held)
        if one.noted:
            gathered.noted.setdefault(one.kind, {})[one.document] = one.noted
        if one.files:
            naming.append(one)
    find_file = look_at_files((one.document, written) for one in naming for written, _ in one.files)
    for one in naming:
        _gather_files(gathered, one, find_file)
    return gathered


def _gather_files(gathered: Gathered, one: Found, find_file: FindFile) -> None:
    looked_up = [find_file(one.document, written, path) for written, path in one.files]
    gathered.files[one.document] = tuple(file for file, _ in looked_up if file)
    wrong = [trouble for _, troubles in looked_up for trouble in troubles]
    if one.row and is_draft_row(one.row):
        wrong = list(soften(wrong))
    gathered.problems += wrong
    if one.row and any(trouble.is_error for trouble in wrong):
        gathered.hold_back(one.kind, one.document, one.row.id)


def join(
    gathered: Gathered, settings: Settings, as_of: date, *, drafts: bool, passed_over: frozenset[str] = frozenset()
) -> Catalogue:
    """The catalogue. A record that the joining finds wrong is held back, and the rest joined once more without it.

    `passed_over` are the ids of files that nothing reads.
    """
    catalogue, problems = _build(gathered, settings, as_of, passed_over, drafts=drafts)
    unfinished = {row.document for rows in gathered.rows.values() for row in rows.values() if is_draft_row(row)}
    problems = tuple(
        each for one in problems for each in (soften((one,)) if one.spot.document in unfinished else (one,))
    )
    gathered.problems += problems
    wrong = {trouble.spot.document for trouble in problems if trouble.is_error}
    found = [(kind, row) for kind, rows in gathered.rows.items() for document, row in rows.items() if document in wrong]
    for kind, row in found:
        gathered.hold_back(kind, row.document, row.id)
    return _build(gathered, settings, as_of, passed_over, drafts=drafts)[0] if found else catalogue


def _build(
    gathered: Gathered, settings: Settings, as_of: date, passed_over: frozenset[str], *, drafts: bool
) -> tuple[Catalogue, tuple[Problem, ...]]:
    def rows(kind: Kind, shape: type[R]) -> tuple[R, ...]:
        return tuple(row for row in gathered.rows[kind].values() if isinstance(row, shape))

    catalogue, problems = build_catalogue(
        settings.config,
        as_of,
        settings.programmes,
        settings.regions,
        settings.redirects,
        rows(Kind.ORGANIZATION, Row),
        rows(Kind.STORY, StoryRow),
        rows(Kind.NOTICE, NoticeRow),
        rows(Kind.PAGE, PageRow),
        passed_over.union(gathered.held_bodies.values(), gathered.held_others.values()),
        drafts=drafts,
    )
    return replace(catalogue, files=MappingProxyType(gathered.files)), problems
