"""The reviewers' desk: what is to be looked at of every body, derived from the records and from what reviewers wrote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct, field

from starcase.model.base import Choice
from starcase.model.catalogue import Catalogue
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId, RubricId, TypeId
from starcase.model.organization import Outcome
from starcase.model.output import Kept
from starcase.model.review import CheckResult, Review
from starcase.model.values import Period


class Pile(Choice):
    """Where a piece of work lies, in the order in which it is taken up."""

    MUST = "must", "必须处理"
    LOOK = "look", "需要核对"
    SAMPLE = "sample", "抽查"


class Lead(Struct, frozen=True, array_like=True):
    """Something that is no mistake, but worth a look; `kind` names its words, which `values` fill."""

    kind: str
    values: tuple[tuple[str, str], ...]
    other: OrganizationId | None = None


class RatingNote(Struct, frozen=True, array_like=True):
    """An evaluation as lists show it: the level that was given beside the one that was earned before quotas.

    `points` are those of the rubric's items in their order, None where one does not apply; empty where there is no scorecard.
    """

    programme: ProgrammeId
    period: Period
    number: int
    outcome: Outcome | None
    declared: LevelId | None
    earned: LevelId | None
    has_verdict: bool
    rubric: RubricId | None
    total: Decimal | None
    points: tuple[Decimal | None, ...]
    decided: date | None
    reason: str | None


class Noted(Struct, frozen=True, array_like=True):
    """What the desk keeps of a record; `digest` is that of its content, whatever the day. `ratings` are the newest first."""

    digest: str
    type: TypeId | None
    level: LevelId | None
    ratings: tuple[RatingNote, ...]
    leads: tuple[Lead, ...]
    decisions: tuple[tuple[date, str, LevelId | None, LevelId | None, str | None], ...]
    """Between rounds: day, kind, level before and after, basis."""


class Work(Struct, frozen=True, array_like=True):
    """One thing to be looked at: its kind in a few words, what it is, what to do, and where it is written ("" where nowhere)."""

    pile: Pile
    kind: str
    says: str
    mend: str
    where: str = ""
    other: OrganizationId | None = None


class Mark(Struct, frozen=True, array_like=True):
    """The latest tick of a body; one that `has_lapsed` was made before the record changed."""

    result: CheckResult
    by: str
    day: date
    remark: str | None
    has_lapsed: bool

    @property
    def is_settled(self) -> bool:
        return not self.has_lapsed and self.result is not CheckResult.PENDING


class Line(Struct, frozen=True, array_like=True):
    """A body on the lists of the desk. `level` is the declared one, `earned` what the scores come to; `state` is its word in place of a level."""

    id: OrganizationId
    name: str
    regions: tuple[RegionId, ...]
    district: RegionId | None
    programme: ProgrammeId | None
    type: TypeId | None
    period: Period | None
    level: LevelId | None
    earned: LevelId | None
    state: str
    total: Decimal | None
    is_held_back: bool
    work: tuple[Work, ...]
    mark: Mark | None

    def has(self, pile: Pile) -> bool:
        return any(one.pile is pile for one in self.work)

    @property
    def is_settled(self) -> bool:
        return self.mark is not None and self.mark.is_settled


class Reviewed(Struct, frozen=True):
    """What reviewers keep of a body, and where it waits for the body's page."""

    review: Review
    kept: Kept


class SchemeNote(Struct, frozen=True, array_like=True):
    """What is worth a look in a programme's own file."""

    programme: ProgrammeId | None
    says: str
    mend: str
    where: str


class Returns(Struct, frozen=True, array_like=True):
    """The sheets of one group: `received` of `expected` regions; those that are missing, each with its region."""

    group: str
    received: int
    expected: int
    missing: tuple[tuple[RegionId, str], ...]
    until: date | None


class RoundFacts(Struct, frozen=True, array_like=True):
    """The round of a programme that is under way, or the latest one. `stage` is "" where review/ holds nothing of it."""

    programme: ProgrammeId
    period: Period
    stage: str = ""
    next_day: date | None = None
    next_what: str = ""
    returns: tuple[Returns, ...] = ()


class Objection(Struct, frozen=True, array_like=True):
    """An objection to a round, and what became of it; None where nobody has answered."""

    programme: ProgrammeId
    period: Period
    organization: OrganizationId | None
    day: date | None
    text: str
    answer: str | None
    answered: date | None


class Decided(Struct, frozen=True, array_like=True):
    """What a round decided on a body, beside what was claimed, recommended and computed; `by` is the deciding group."""

    organization: OrganizationId
    programme: ProgrammeId
    period: Period
    level: LevelId | None
    outcome: Outcome | None
    claimed: LevelId | None
    recommended: LevelId | None
    computed: LevelId | None
    total: Decimal | None
    by: str
    reason: str | None
    decided: date


class Event(Struct, frozen=True, array_like=True):
    """One entry of the trail: who did what to which body, on a day."""

    day: date
    what: str
    organization: OrganizationId
    name: str
    district: RegionId | None
    by: str
    detail: str


class Scores(Struct, frozen=True, array_like=True):
    """What one group gave a body in a round: the total, and each item's name and points in words; `counts` unless its weight is 0."""

    programme: ProgrammeId
    period: Period
    group: str
    name: str
    total: Decimal | None
    points: tuple[tuple[str, str], ...]
    counts: bool = True
    claimed: LevelId | None = None
    recommended: LevelId | None = None
    remark: str | None = None


class Desk(Struct, frozen=True, eq=False):
    """All that the reviewers' pages are made of; lines stand in directory order."""

    catalogue: Catalogue
    lines: tuple[Line, ...]
    notes: Mapping[OrganizationId, Noted]
    records: Mapping[OrganizationId, Kept]
    """Of the bodies whose record could be read."""
    reviews: Mapping[OrganizationId, Reviewed]
    scheme_notes: tuple[SchemeNote, ...]
    rounds: tuple[RoundFacts, ...]
    """The newest of each programme, also where nothing of it is recorded yet."""
    recorded: tuple[RoundFacts, ...]
    """The latest of each programme of which the records hold evaluations."""
    scores: Mapping[OrganizationId, tuple[Scores, ...]] = field(default_factory=dict)
    decided: tuple[Decided, ...] = ()
    objections: tuple[Objection, ...] = ()
