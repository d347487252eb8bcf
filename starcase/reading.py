"""One document of a record, from its text to its Row and its bytes: parse, read, check, score. Runs in workers."""

from __future__ import annotations

import hashlib
import pickle
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from starcase.catalogue import held_row, make_notice_row, make_page_row, make_row, make_story_row
from starcase.checks import CHECKS
from starcase.checks.verdicts import check_judged
from starcase.folding import fold_words
from starcase.found import Found, Kind, Packed, pack_found
from starcase.language import words_for
from starcase.model.article import Article
from starcase.model.base import Model
from starcase.model.contest import Contest
from starcase.model.ids import ProgrammeId
from starcase.model.notice import Notice
from starcase.model.organization import Organization
from starcase.model.page import ContentPage
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.row import AnyRow, Membership, Row
from starcase.model.story import Story
from starcase.privacy.guard import Guard, guard_body, guard_name, guard_shown, guard_tree, needs_guard
from starcase.problems import DocumentId, Path, Problem
from starcase.rating.by_figures import days_of_change
from starcase.rating.changes import moves_of
from starcase.rating.events import list_events
from starcase.rating.in_force import evaluation_in_force, standing_on
from starcase.rating.judging import Judged, judge
from starcase.rating.quotas import contests_of
from starcase.read.drafts import is_draft, soften
from starcase.read.notice import read_notice
from starcase.read.organization import read_organization
from starcase.read.page import read_page
from starcase.read.result import Identity, Read
from starcase.read.story import read_story
from starcase.sources.front_matter import Front, split_front_matter
from starcase.sources.markdown import text_blocks, to_html
from starcase.sources.markdown_checks import check_markdown
from starcase.sources.yamltree import RawDocument, Tree, parse_document

M = TypeVar("M", bound=Story | Notice | ContentPage)


class Rating(Struct, frozen=True):
    """A programme to which a body belongs, the one that it is built from, and the body's evaluations in it."""

    programme: Programme
    source: Programme | None
    judged: tuple[Judged, ...]


class ReviewersReading(Struct, frozen=True):
    """What is read for reviewers besides: what is to be noted of a record, as bytes; and their own documents."""

    note: Callable[[Organization, tuple[Rating, ...]], bytes]
    read: Callable[[Tree, DocumentId], Read[Model]]


class ReadingContext(Struct, frozen=True):
    """What reading a record needs of the rest of the site; goes to each worker. `reviewers` is None for the public."""

    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree
    as_of: date
    language: str
    documents: Mapping[ProgrammeId, DocumentId]
    """Where each programme is written."""
    guard: Guard = Guard()
    reviewers: ReviewersReading | None = None


class Task(Struct, frozen=True):
    """A document to read.

    `text` is that of one YAML document, or of a whole Markdown file; None where the file could not be decoded, for the reasons in
    `problems`.
    """

    kind: Kind
    document: DocumentId
    text: str | None
    first_line: int = 1
    problems: tuple[Problem, ...] = ()


def read_batch(context: bytes, tasks: tuple[Task, ...]) -> list[Packed]:
    """Reads some documents; `context` is a pickled ReadingContext."""
    known = _context(context)
    return [pack_found(_read(task, known)) for task in tasks]


def _read(task: Task, context: ReadingContext) -> Found:
    return _unreadable(task, ()) if task.text is None else _READERS[task.kind](task, task.text, context)


@lru_cache(maxsize=1)
def _context(content: bytes) -> ReadingContext:
    context: ReadingContext = pickle.loads(content)
    return context


def _read_organization(task: Task, text: str, context: ReadingContext) -> Found:
    tree, broken = parse_document(RawDocument(task.document, text, task.first_line))
    if any(found.is_error for found in broken):
        return _unreadable(task, broken)
    found = _read_tree(task, text, tree, broken, context)
    return _forgive(found) if is_draft(Organization, tree) else found


def _read_tree(task: Task, text: str, tree: Tree, broken: tuple[Problem, ...], context: ReadingContext) -> Found:
    tree, personal = _guard(tree, text, task, context)
    read, identity = read_organization(tree, task.document, stem_of(task.document), context.programmes, context.regions)
    problems = (*task.problems, *broken, *read.problems)
    record = read.value
    if record is None or any(found.is_error for found in problems):
        return _held_back(task, identity, (*problems, *personal), None, context)
    problems += personal
    programme, ratings = context.programmes[record.programme], _ratings(record, context)
    places = tuple(_membership(record, rating, context.as_of) for rating in ratings)
    until = _until(record, programme, places, context.as_of)
    problems += tuple(found for check in CHECKS for found in check(record, programme, task.document, context.as_of))
    for one in ratings:
        written = context.documents.get(one.programme.id)
        problems += tuple(check_judged(record, one.programme, one.source, one.judged, task.document, written))
    noted = context.reviewers.note(record, ratings) if context.reviewers else b""
    content = to_bytes(record)
    if any(found.is_error for found in problems):
        held = _held_back(task, _identity_of(record, problems), problems, until, context)
        return replace(held, record=content, noted=noted) if noted else held
    contests = tuple(one for rating in ratings for one in contests_of(record, rating.programme, rating.judged))
    moves = tuple(one for each in ratings for one in moves_of(record, each.programme, context.as_of, each.source))
    row = replace(_organization_row(record, programme, places, contests, task.document, _digest(content)), moves=moves)
    files = tuple(_files_of(record))
    return Found(task.kind, task.document, row, content, problems, files=files, until=until, noted=noted)


def _guard(tree: Tree, text: str, task: Task, context: ReadingContext) -> tuple[Tree, tuple[Problem, ...]]:
    """The values of a document without what belongs to single persons; `text` is what they were read from."""
    named = guard_name(tree, task.document)
    if not needs_guard(text, context.guard):
        return tree, named
    covered, told = guard_tree(tree, task.document, context.guard)
    return covered, (*named, *told)


def _held_back(
    task: Task, identity: Identity | None, problems: tuple[Problem, ...], until: date | None, context: ReadingContext
) -> Found:
    row = _held_row(identity, context, task.document) if identity else None
    return Found(
        task.kind, task.document, row, None, problems, identity.id if identity else _guess_id(task), until=until
    )


def _identity_of(record: Organization, problems: tuple[Problem, ...]) -> Identity:
    """What is still shown of a body whose record could be read, and holds an error all the same."""
    is_sound = not any(found.is_error and found.spot.path[:1] == ("contact",) for found in problems)
    contact = record.contact if is_sound else None
    return Identity(record.id, record.name, record.programme, record.regions, contact, record.status)


def _until(record: Organization, programme: Programme, places: tuple[Membership, ...], as_of: date) -> date | None:
    """The first day on which the checks or the standings may come out differently: nothing in a record turns but on such a day."""
    founded = (record.founded.first_day,) if record.founded else ()
    standings = (place.standing.until for place in places)
    figures = days_of_change(record, programme)
    days = (*founded, *(event.day for event in list_events(record)), *filter(None, standings), *figures)
    return min((day for day in days if day > as_of), default=None)


def _held_row(identity: Identity, context: ReadingContext, document: DocumentId) -> Row:
    elsewhere = _built_from(identity.programme, context) if identity.programme else ()
    return held_row(identity, document, _digest(repr(identity).encode()), elsewhere)


def _organization_row(
    record: Organization,
    programme: Programme,
    places: tuple[Membership, ...],
    contests: tuple[Contest, ...],
    document: DocumentId,
    digest: str,
) -> Row:
    """The Row; its standing is that in the record's own programme, the first of its places, with an `until` that also minds the others."""
    own, *elsewhere = places
    until = min(filter(None, (place.standing.until for place in places)), default=None)
    return make_row(
        record, programme, replace(own.standing, until=until), own.total, document, digest, tuple(elsewhere), contests
    )


def _ratings(record: Organization, context: ReadingContext) -> tuple[Rating, ...]:
    """The body's own programme, and then each of the others."""
    programmes = (context.programmes[one] for one in (record.programme, *_others(record, context)))
    return tuple(_rating(record, programme, context) for programme in programmes)


def _rating(record: Organization, programme: Programme, context: ReadingContext) -> Rating:
    source = context.programmes.get(programme.built_from) if programme.built_from else None
    return Rating(programme, source, judge(record, programme, source))


def _others(record: Organization, context: ReadingContext) -> tuple[ProgrammeId, ...]:
    """The programmes beside its own to which a body belongs: those that its evaluations name, and those built from its own."""
    named = (each.programme for each in record.evaluations if each.programme)
    others = dict.fromkeys((*named, *_built_from(record.programme, context)))
    return tuple(other for other in others if other != record.programme)


def _built_from(own: ProgrammeId, context: ReadingContext) -> tuple[ProgrammeId, ...]:
    return tuple(programme.id for programme in context.programmes.values() if programme.built_from == own)


def _membership(record: Organization, rating: Rating, as_of: date) -> Membership:
    programme = rating.programme
    standing = standing_on(record, programme, as_of, rating.source)
    return Membership(programme.id, standing, _total(record, rating, as_of))


def _total(record: Organization, rating: Rating, as_of: date) -> Decimal | None:
    """The total of the evaluation in force."""
    evaluation = evaluation_in_force(record, rating.programme, as_of)
    return next((one.card.total for one in rating.judged if one.card and one.evaluation is evaluation), None)


def _read_story(task: Task, text: str, context: ReadingContext) -> Found:
    def read(tree: Tree, front: Front) -> Read[Story]:
        return read_story(tree, front.raw.id, stem_of(task.document))

    return _read_markdown(task, text, context, read, make_story_row, Story)


def _read_notice(task: Task, text: str, context: ReadingContext) -> Found:
    def read(tree: Tree, front: Front) -> Read[Notice]:
        return read_notice(tree, front.raw.id, stem_of(task.document), context.programmes)

    return _read_markdown(task, text, context, read, make_notice_row, Notice)


def _read_page(task: Task, text: str, context: ReadingContext) -> Found:
    def read(tree: Tree, front: Front) -> Read[ContentPage]:
        return read_page(tree, front.raw.id, stem_of(task.document))

    return _read_markdown(task, text, context, read, make_page_row, ContentPage)


def _read_markdown(
    task: Task,
    text: str,
    context: ReadingContext,
    read: Callable[[Tree, Front], Read[M]],
    make: Callable[[Article[M], DocumentId, str], AnyRow],
    model: type[M],
) -> Found:
    """A Markdown file with front matter; an error holds back the whole file."""
    front, problems = split_front_matter(text, task.document.file)
    tree, unparsed = parse_document(front.raw) if front else (None, ())
    problems += unparsed
    if front is None or any(found.is_error for found in problems):
        return _unreadable(task, problems)
    tree, personal = _guard(tree, front.raw.text, task, context)
    front, personal_below = guard_body(front, context.guard)
    result = read(tree, front)
    record = result.value
    pictures = frozenset(photo.file for photo in record.photos) if isinstance(record, Story) else frozenset()
    problems += (*result.problems, *check_markdown(front, pictures), *personal, *personal_below)
    if record is None or any(found.is_error for found in problems):
        found = _unreadable(task, problems)
        return _forgive(found) if record is None and is_draft(model, tree) else found
    html = to_html(front.body, words_for(context.language), prefix=record.id, pictures=pictures)
    blocks = text_blocks(html)
    if left := guard_shown("\n\n".join(blocks), front, context.guard):
        return _unreadable(task, (*problems, *left))
    article = Article(record=record, html=html)
    content = to_bytes(article)
    row, words = make(article, task.document, _digest(content)), _words_of(record, blocks)
    told = (*task.problems, *problems)
    return Found(task.kind, task.document, row, content, told, files=tuple(_files_of(record)), words=words)


def _words_of(record: Model, blocks: tuple[str, ...]) -> bytes:
    """The text by which a story is found; notices and pages are not searched."""
    return fold_words((record.title, record.summary or "", *blocks)) if isinstance(record, Story) else b""


def _read_review(task: Task, text: str, context: ReadingContext) -> Found:
    """What reviewers keep of a body; a mistake in it holds nothing back."""
    tree, broken = parse_document(RawDocument(task.document, text, task.first_line))
    problems = (*task.problems, *broken)
    if context.reviewers is None or any(found.is_error for found in broken):
        return Found(task.kind, task.document, None, None, problems)
    read = context.reviewers.read(tree, task.document)
    content = to_bytes(read.value) if read.value else None
    return Found(task.kind, task.document, None, content, (*problems, *read.problems), noted=content or b"")


_READERS: Mapping[Kind, Callable[[Task, str, ReadingContext], Found]] = {
    Kind.ORGANIZATION: _read_organization,
    Kind.STORY: _read_story,
    Kind.NOTICE: _read_notice,
    Kind.PAGE: _read_page,
    Kind.REVIEW: _read_review,
}


def _forgive(found: Found) -> Found:
    """What came of a draft: it is not finished, which is no reason to hold anything back."""
    problems = soften(found.problems)
    held = found.held if any(met.is_error for met in problems) else None
    return replace(found, problems=problems, held=held)


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
    """Every `file:` that a record names, with its path; a photo that nothing is said of is not shown."""
    match record:
        case Organization():
            for number, photo in enumerate(record.photos):
                if photo.alt:
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
            for number, photo in enumerate(record.photos):
                if photo.alt and photo.consent:
                    yield photo.file, ("photo", number, "file")
        case Notice():
            for number, attachment in enumerate(record.attachments):
                if attachment.file:
                    yield attachment.file, ("attachments", number, "file")
