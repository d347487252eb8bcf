"""Looks through a document before it is read: what belongs to single persons gets no further as it is written."""

from __future__ import annotations

import posixpath
from datetime import date
from functools import cache

from msgspec import Struct, field
from msgspec.structs import replace

from starcase.model.base import Model, spellings
from starcase.model.config import Identity, Privacy
from starcase.model.notice import Notice
from starcase.model.organization import Evaluation, Organization, People, Person, Photo
from starcase.model.personal import PersonalKind
from starcase.model.region import Region
from starcase.model.source import Source
from starcase.privacy.masking import is_covered, mask, mask_all
from starcase.privacy.sightings import Sighting, bare, find_sightings, may_hold
from starcase.problems import DocumentId, Path, Problem, Rule, Severity, Spot, problem, rule
from starcase.sources.front_matter import Front
from starcase.sources.text import line_and_column
from starcase.sources.yamltree import Tree

PERSONAL_DATA = rule(
    "personal-data",
    says="这里写了{kind}“{covered}”，不能公布。",
    mend="请删去它；确须公布的，在 config.yaml 的 privacy（隐私）下面的 allow（允许）里写明内容、理由和期限。",
    in_drafts=True,
)
PERSONAL_DATA_COVERED = rule(
    "personal-data-covered",
    says="这里写了{kind}，公布时已遮盖成“{covered}”。",
    mend="请从这里删去它：content 文件夹里只写可以公布的内容。",
    severity=Severity.WARNING,
)
PERSONAL_DATA_DOUBTFUL = rule(
    "personal-data-doubtful",
    says="这里写了{kind}“{covered}”，看不出是单位的还是个人的。",
    mend="是个人的，请删去；是单位的，请写到 contact（联系方式）下面，或者写进 config.yaml 的 allow（允许）。",
    severity=Severity.WARNING,
)
PERSONAL_DATA_EXPIRED = rule(
    "personal-data-expired",
    says="允许公布{kind}的期限 {until} 已过，公布时已遮盖成“{covered}”。",
    mend="请从这里删去它；还要公布的，在 config.yaml 的 allow（允许）里改写期限。",
    severity=Severity.WARNING,
)
PERSONAL_DATA_IN_ADDRESS = rule(
    "personal-data-in-address",
    says="“{field}”里有{kind}“{covered}”，会成为网址的一部分，遮盖不了。",
    mend="请换一个不含号码的名字。",
    in_drafts=True,
)

_SHORTEST = 7


class Allowance(Struct, frozen=True):
    """Something that may be published: without signs that make no difference, where (None: everywhere), to which last day."""

    value: str
    where: str | None = None
    until: date | None = None


class Guard(Struct, frozen=True):
    """What a site covers of its own accord, by the kinds' English words; what it may publish; what it may publish no more."""

    covers: tuple[str, ...] = (PersonalKind.PHONE.value, PersonalKind.ID_NUMBER.value)
    allowed: tuple[Allowance, ...] = ()
    expired: tuple[Allowance, ...] = ()


def make_guard(privacy: Privacy, as_of: date | None) -> Guard:
    """The guard of a day; without a day nothing is too late."""
    all_of_them = tuple(Allowance(bare(one.value), one.where, one.until) for one in privacy.allow)
    late = tuple(one for one in all_of_them if as_of and one.until and one.until < as_of)
    return Guard(tuple(kind.value for kind in privacy.mask), tuple(one for one in all_of_them if one not in late), late)


def needs_guard(text: str, guard: Guard) -> bool:
    """Whether a document's text may hold anything that has to be looked at; a backslash may stand for any character."""
    covers_names = PersonalKind.NAME.value in guard.covers
    return may_hold(text) or "\\" in text or (covers_names and any(key in text for key in _keys().leader))


def guard_tree(tree: Tree, document: DocumentId, guard: Guard) -> tuple[Tree, tuple[Problem, ...]]:
    """The values of a document with everything covered that must not be published; numbers in `contact` are there to be called.

    A mobile number there needs consent, which the record's own checks ask for. Steps of paths stand as they are written.
    Reports: personal-data, personal-data-covered, personal-data-doubtful, personal-data-expired, personal-data-in-address.
    """
    walk = _Walk(document, guard)
    return walk.cover(tree, (), frozenset()), tuple(walk.problems)


def guard_body(front: Front, guard: Guard) -> tuple[Front, tuple[Problem, ...]]:
    """A Markdown text, as `guard_tree` does with values; nothing in it is longer or shorter by a line."""
    if not may_hold(front.body):
        return front, ()
    judged = tuple(
        (one, about)
        for one in find_sightings(front.body)
        if (about := _judge(front.body, one, front.raw.id, guard, frozenset())) is not None
    )
    problems = tuple(
        _told(
            about,
            front.body,
            one,
            Spot(front.raw.id, at=line_and_column(front.body, one.start, front.body_line)),
            guard,
        )
        for one, about in judged
    )
    covered = mask_all(front.body, (one for one, about in judged if about is not PERSONAL_DATA_DOUBTFUL))
    return replace(front, body=covered), problems


def guard_shown(text: str, front: Front, guard: Guard) -> tuple[Problem, ...]:
    """What can still be read on the page, because a number was taken apart by signs of Markdown. Reports: personal-data."""
    left = (one for one in find_sightings(text) if one.is_certain and not _is_allowed(text, one, front.raw.id, guard))
    spot = Spot(front.raw.id, at=(front.body_line, 1))
    return tuple(_told(PERSONAL_DATA, text, one, spot, guard) for one in left)


def guard_name(tree: Tree, document: DocumentId) -> tuple[Problem, ...]:
    """The name of a file becomes an address where no id is written. Reports: personal-data-in-address."""
    if isinstance(tree, dict) and any(tree.get(key) for key in _keys().ids):
        return ()
    name = posixpath.basename(document.file)
    return tuple(
        problem(PERSONAL_DATA_IN_ADDRESS, document, field=name, kind=one.kind.label, covered=_covered(name, one))
        for one in find_sightings(name)
        if one.is_certain
    )


class _Walk(Struct):
    """One document while it is looked through."""

    document: DocumentId
    guard: Guard
    problems: list[Problem] = field(default_factory=list)

    def cover(self, tree: Tree, path: Path, spared: frozenset[PersonalKind]) -> Tree:
        if isinstance(tree, str):
            return self._cover_text(tree, path, spared) if len(tree) >= _SHORTEST and may_hold(tree) else tree
        if isinstance(tree, list):
            return [self.cover(below, (*path, at), spared) for at, below in enumerate(tree)]
        if isinstance(tree, dict):
            values = self._cover_name(tree, path) if path and path[-1] in _keys().leader else tree
            spares = _keys().spares
            return {
                key: below
                if isinstance(below, str) and len(below) < _SHORTEST
                else self.cover(below, (*path, key), spares.get(key, spared))
                for key, below in values.items()
            }
        return tree

    def _cover_text(self, text: str, path: Path, spared: frozenset[PersonalKind]) -> str:
        covered = []
        for one in find_sightings(text):
            about = _judge(text, one, self.document, self.guard, spared)
            if about is None:
                continue
            if path and path[-1] in _keys().addresses:
                about = PERSONAL_DATA_IN_ADDRESS if one.is_certain else None
            elif about is not PERSONAL_DATA_DOUBTFUL:
                covered.append(one)
            if about:
                self.problems.append(_told(about, text, one, Spot(self.document, path), self.guard))
        return mask_all(text, covered)

    def _cover_name(self, person: dict[str, Tree], path: Path) -> dict[str, Tree]:
        """A name without consent, where the site covers names."""
        name = next((key for key in person if key in _keys().name), None)
        written = person[name] if name else None
        agreed = any(person[key] not in (None, "", "false", "否", "no") for key in person if key in _keys().consent)
        if name is None or not isinstance(written, str) or agreed or PersonalKind.NAME.value not in self.guard.covers:
            return person
        if is_covered(written):
            return person
        one = Sighting(PersonalKind.NAME, 0, len(written))
        self.problems.append(_told(PERSONAL_DATA_COVERED, written, one, Spot(self.document, (*path, name)), self.guard))
        return {**person, name: mask(PersonalKind.NAME, written)}


def _judge(
    text: str, one: Sighting, document: DocumentId, guard: Guard, spared: frozenset[PersonalKind]
) -> Rule | None:
    """What is to be said of something that was found; None where it may stand."""
    if one.kind in spared or _is_allowed(text, one, document, guard):
        return None
    if _allowance(text, one, document, guard.expired):
        return PERSONAL_DATA_EXPIRED
    if not one.is_certain and one.kind is PersonalKind.PHONE:
        return PERSONAL_DATA_DOUBTFUL
    if one.kind.value in guard.covers:
        return PERSONAL_DATA_COVERED
    return PERSONAL_DATA if one.is_certain else PERSONAL_DATA_DOUBTFUL


def allowances_at(guard: Guard, document: DocumentId) -> tuple[Allowance, ...]:
    """What may be published in a document and in the files that it names."""
    return tuple(one for one in guard.allowed if _holds_at(one.where, document))


def _is_allowed(text: str, one: Sighting, document: DocumentId, guard: Guard) -> bool:
    return _allowance(text, one, document, guard.allowed) is not None


def _allowance(text: str, one: Sighting, document: DocumentId, among: tuple[Allowance, ...]) -> Allowance | None:
    if not among:
        return None
    value = bare(text[one.start : one.end])
    return next((each for each in among if each.value == value and _holds_at(each.where, document)), None)


def _holds_at(where: str | None, document: DocumentId) -> bool:
    """Whether a document is meant: by its file, a folder above it, or its file's name alone."""
    if where is None:
        return True
    file = document.file
    stem = posixpath.splitext(posixpath.basename(file))[0]
    return where in (file, posixpath.basename(file), stem) or file.startswith(f"{where.rstrip('/')}/")


def _told(about: Rule, text: str, one: Sighting, spot: Spot, guard: Guard) -> Problem:
    late = _allowance(text, one, spot.document, guard.expired)
    return problem(
        about,
        spot.document,
        spot.path,
        at=spot.at,
        kind=one.kind.label,
        covered=_covered(text, one),
        field=str(spot.path[-1]) if spot.path else "",
        until=str(late.until) if late else "",
    )


def _covered(text: str, one: Sighting) -> str:
    return mask(one.kind, text[one.start : one.end])


class _Keys(Struct, frozen=True):
    """Keys in all their spellings: what may stand below them; of ids and what else becomes an address; of a leader, a name, consent."""

    spares: dict[str, frozenset[PersonalKind]]
    ids: frozenset[str]
    addresses: frozenset[str]
    leader: frozenset[str]
    name: frozenset[str]
    consent: frozenset[str]


@cache
def _keys() -> _Keys:
    contacts = (
        *((model, "contact") for model in (Organization, Region, Identity, Notice)),
        (Notice, "objections_to"),
    )
    numbers = ((Evaluation, "certificate_no"), (Notice, "document_no"), (Region, "code"))
    called = frozenset((PersonalKind.PHONE, PersonalKind.EMAIL, PersonalKind.ADDRESS))
    counted = frozenset(PersonalKind) - {PersonalKind.ID_NUMBER}
    spares = {
        **dict.fromkeys(_spelled(*contacts), called),
        **dict.fromkeys(_spelled(*numbers), counted),
        **dict.fromkeys(_spelled((Organization, "uscc"), (Source, "url")), frozenset(PersonalKind)),
    }
    return _Keys(
        spares,
        frozenset(_spelled((Organization, "id"))),
        frozenset(_spelled((Organization, "id"), (Photo, "file"), (Source, "file"))),
        frozenset(_spelled((People, "leader"))),
        frozenset(_spelled((Person, "name"))),
        frozenset(_spelled((Person, "consent"))),
    )


def _spelled(*fields: tuple[type[Model], str]) -> tuple[str, ...]:
    return tuple(word for model, field in fields for word, means in spellings(model).items() if means == field)
