"""A body's move: its level in a programme became another, or came, went or was given back, on a day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from starcase.model.base import Choice
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.values import Period


class MoveKind(Choice):
    """What happened, in the order in which lists show it."""

    PROMOTED = "promoted", "升星"
    DEMOTED = "demoted", "降星"
    NEW = "new", "新评"
    REGAINED = "regained", "重新评上"
    SUSPENDED = "suspended", "暂停"
    RESUMED = "resumed", "恢复"
    NOT_RATED = "not_rated", "不予评定"
    WITHDRAWN = "withdrawn", "取消"
    LAPSED = "lapsed", "到期"
    ANOTHER_RUBRIC = "another_rubric", "换了评分标准，不作比较"


class Move(Struct, frozen=True, array_like=True):
    """`period` is that of the evaluation; None for a decision between rounds and for a level that ran out.

    `from_level` is the level that the body had, also if it had run out or was suspended; None where there was none, or none to compare
    with. `to_level` is None where no level is left. `reason` and `basis` are None where the record gives none.
    """

    programme: ProgrammeId
    day: date
    period: Period | None
    kind: MoveKind
    from_level: LevelId | None = None
    to_level: LevelId | None = None
    reason: str | None = None
    basis: str | None = None

    @property
    def round(self) -> Period:
        """The period to which the move belongs: that of its evaluation, else the calendar year in which it falls."""
        return self.period or Period(self.day.year)


class Moved(Struct, frozen=True, array_like=True):
    """A body's move as lists show it; `order` is the body's pinyin, `area` the district or city that it is listed under."""

    id: OrganizationId
    name: str
    order: str
    regions: tuple[RegionId, ...]
    area: RegionId | None
    move: Move


class Round(Struct, frozen=True):
    """All moves of a programme that belong to a period, by kind, area and name."""

    programme: ProgrammeId
    period: Period
    moved: tuple[Moved, ...]


class RoundCount(Struct, frozen=True):
    """How many moves of each kind a round has; kinds without any left out."""

    programme: ProgrammeId
    period: Period
    counts: tuple[tuple[MoveKind, int], ...]
