"""One document of a record, from its text to its Row and its bytes: parse, read, check, score. Runs in workers."""

from __future__ import annotations

import hashlib
import pickle
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from starcase.catalogue import held_row, make_notice_row, make_page_row, make_row, make_story_row
from starcase.checks import CHECKS
from starcase.model.base import Model
from starcase.model.ids import ProgrammeId
from starcase.model.notice import Notice
from starcase.model.organization import Organization
from starcase.model.page import ContentPage
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.row import Membership, NoticeRow, PageRow, Row, StoryRow
from starcase.model.story import Story
from starcase.problems import DocumentId, Path, Problem
from starcase.rating.in_force import evaluation_in_force, standing_on
from starcase.rating.scorecard import rubric_for, score_evaluation
from starcase.read.notice import read_notice
from starcase.read.organization import read_organization
from starcase.read.page import read_page
from starcase.read.result import Identity, Read
from starcase.read.story import read_story
from starcase.sources.front_matter import Front, split_front_matter
from starcase.sources.markdown_checks import check_markdown
from starcase.sources.yamltree import RawDocument, Tree, parse_document

M = TypeVar("M", bound=Model)
AnyRow = Row | StoryRow | NoticeRow | PageRow


class Kind(Enum):
    ORGANIZATION = "organization"
    STORY = "story"
    NOTICE = "notice"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What reading a record needs of the rest of the site; goes to each worker."""

    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree
    as_of: date


@dataclass(frozen=True, slots=True)
class Task:
    """A document to read.

    `text` is that of one YAML document, or of a whole Markdown file; None where the file could not be decoded, for the reasons in
    `problems`.
    """

    kind: Kind
    document: DocumentId
    text: str | None
    first_line: int = 1
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a document.

    `row` is None where nothing can be shown of it; `record` is the record's JSON, None where it is held back; `held` is the id, known or
    guessed, of a record that an error holds back; `files` are the files that it names, each with the path of the naming.
    """

    kind: Kind
    document: DocumentId
    row: AnyRow | None
    record: bytes | None
    problems: tuple[Problem, ...]
    held: str | None = None
    files: tuple[tuple[str, Path], ...] = ()


def read_batch(context: bytes, tasks: tuple[Task, ...]) -> list[Found]:
    """Reads some documents; `context` is a pickled ReadingContext."""
    known = _context(context)
    return [_unreadable(task, ()) if task.text is None else _READERS[task.kind](task, task.text, known) for task in tasks]


@lru_cache(maxsize=1)
def _context(content: bytes) -> ReadingContext:
    context: ReadingContext = pickle.loads(content)
    return context


def _read_organization(task: Task, text: str, context: ReadingContext) -> Found:
    tree, broken = parse_document(RawDocument(task.document, text, task.first_line))
    if any(found.is_error for found in broken):
        return _unreadable(task, broken)
    read, identity = read_organization(tree, task.document, stem_of(task.document), context.programmes, context.regions)
    problems = (*task.problems, *broken, *read.problems)
    record = read.value
    if record is not None and not any(found.is_error for found in problems):
        programme = context.programmes[record.programme]
        problems += tuple(
            found for check in CHECKS for found in check(record, programme, task.document, context.as_of)
        )
    if record is None or any(found.is_error for found in problems):
        row = _held_row(identity, context, task.document) if identity else None
        return Found(task.kind, task.document, row, None, problems, held=identity.id if identity else _guess_id(task))
    content = to_bytes(record)
    row = _organization_row(record, context, task.document, _digest(content))
    return Found(task.kind, task.document, row, content, problems, files=tuple(_files_of(record)))


def _held_row(identity: Identity, context: ReadingContext, document: DocumentId) -> Row:
    elsewhere = _built_from(identity.programme, context) if identity.programme else ()
    return held_row(identity, document, _digest(repr(identity).encode()), elsewhere)


def _organization_row(record: Organization, context: ReadingContext, document: DocumentId, digest: str) -> Row:
    """The Row; its standing is that in the record's own programme, with an `until` that also minds the others."""
    programme = context.programmes[record.programme]
    standing = standing_on(record, programme, context.as_of)
    elsewhere = tuple(_membership(record, context.programmes[other], context.as_of) for other in _others(record, context))
    until = min(filter(None, (standing.until, *(one.standing.until for one in elsewhere))), default=None)
    total = _total(record, programme, context.as_of)
    return make_row(record, programme, replace(standing, until=until), total, document, digest, elsewhere)


def _others(record: Organization, context: ReadingContext) -> tuple[ProgrammeId, ...]:
    """The programmes beside its own to which a body belongs: those that its evaluations name, and those built from its own."""
    named = (each.programme for each in record.evaluations if each.programme)
    others = dict.fromkeys((*named, *_built_from(record.programme, context)))
    return tuple(other for other in others if other != record.programme)


def _built_from(own: ProgrammeId, context: ReadingContext) -> tuple[ProgrammeId, ...]:
    return tuple(programme.id for programme in context.programmes.values() if programme.built_from == own)


def _membership(record: Organization, programme: Programme, as_of: date) -> Membership:
    return Membership(programme.id, standing_on(record, programme, as_of), _total(record, programme, as_of))


def _total(record: Organization, programme: Programme, as_of: date) -> Decimal | None:
    """The total of the evaluation in force."""
    evaluation = evaluation_in_force(record, programme, as_of)
    if evaluation is None:
        return None
    rubric = rubric_for(evaluation, record.type, programme)
    card = score_evaluation(evaluation, rubric) if rubric else None
    return card.total if card else None


def _read_story(task: Task, text: str, context: ReadingContext) -> Found:
    def read(tree: Tree, front: Front) -> Read[Story]:
        return read_story(tree, front.raw.id, stem_of(task.document), front.body)

    return _read_markdown(task, text, read, make_story_row)


def _read_notice(task: Task, text: str, context: ReadingContext) -> Found:
    def read(tree: Tree, front: Front) -> Read[Notice]:
        return read_notice(tree, front.raw.id, stem_of(task.document), front.body, context.programmes)

    return _read_markdown(task, text, read, make_notice_row)


def _read_page(task: Task, text: str, context: ReadingContext) -> Found:
    def read(tree: Tree, front: Front) -> Read[ContentPage]:
        return read_page(tree, front.raw.id, stem_of(task.document), front.body)

    return _read_markdown(task, text, read, make_page_row)


def _read_markdown(
    task: Task,
    text: str,
    read: Callable[[Tree, Front], Read[M]],
    make: Callable[[M, DocumentId, str], AnyRow],
) -> Found:
    """A Markdown file with front matter; an error holds back the whole file."""
    front, problems = split_front_matter(text, task.document.file)
    tree, unparsed = parse_document(front.raw) if front else (None, ())
    problems += unparsed
    if front is None or any(found.is_error for found in problems):
        return _unreadable(task, problems)
    result = read(tree, front)
    problems += (*result.problems, *check_markdown(front))
    if result.value is None or any(found.is_error for found in problems):
        return _unreadable(task, problems)
    content = to_bytes(result.value)
    row = make(result.value, task.document, _digest(content))
    return Found(task.kind, task.document, row, content, (*task.problems, *problems), files=tuple(_files_of(result.value)))


_READERS: Mapping[Kind, Callable[[Task, str, ReadingContext], Found]] = {
    Kind.ORGANIZATION: _read_organization,
    Kind.STORY: _read_story,
    Kind.NOTICE: _read_notice,
    Kind.PAGE: _read_page,
}


def _unreadable(task: Task, problems: tuple[Problem, ...]) -> Found:
    """Nothing can be shown of the document; the problems say why."""
    return Found(task.kind, task.document, None, None, (*task.problems, *problems), held=_guess_id(task))


def stem_of(document: DocumentId) -> str:
    return posixpath.splitext(posixpath.basename(document.file))[0]


def to_bytes(record: Model) -> bytes:
    """A record as canonical JSON: fields in the model's order, defaults left out."""
    return record.model_dump_json(exclude_defaults=True).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


_ID_LINE = re.compile(r"^[ \t]*(?:-[ \t]+)?(?:id|编号|标识)[ \t]*[:：][ \t]*[\"']?([A-Za-z0-9-]+)", re.MULTILINE)


def _guess_id(task: Task) -> str:
    """The id that an unreadable document most likely has, so that references to it are no second problem."""
    written = _ID_LINE.search(task.text or "")
    return written[1].lower() if written else stem_of(task.document)


def _files_of(record: Model) -> Iterator[tuple[str, Path]]:
    """Every `file:` that a record names, with its path."""
    match record:
        case Organization():
            for number, photo in enumerate(record.photos):
                yield photo.file, ("photos", number, "file")
            for number, source in enumerate(record.sources):
                if source.file:
                    yield source.file, ("sources", number, "file")
            for number, evaluation in enumerate(record.evaluations):
                for item in evaluation.evidence:
                    for place, evidence in enumerate(item.documents):
                        if evidence.file:
                            yield evidence.file, ("evaluations", number, "evidence", str(item.item), place, "file")
        case Story():
            if record.photo:
                yield record.photo.file, ("photo", "file")
        case Notice():
            for number, attachment in enumerate(record.attachments):
                if attachment.file:
                    yield attachment.file, ("attachments", number, "file")
