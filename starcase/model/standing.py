"""A body's standing on a day: the level in force, or the state in place of one."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from starcase.model.base import Choice
from starcase.model.ids import LevelId, RubricId
from starcase.model.organization import DecisionKind, Outcome
from starcase.model.values import Period


class State(Choice):
    RATED = "rated", "已评定"
    UNRATED = "unrated", "未评"
    TOO_NEW = "too_new", "新成立暂不定星"
    EXEMPT = "exempt", "未参评"
    NOT_RATED = "not_rated", "不予评定"
    SUSPENDED = "suspended", "暂缓"
    WITHDRAWN = "withdrawn", "已取消"
    EXPIRED = "expired", "已过期"
    UNPUBLISHED = "unpublished", "等级未公布"
    NO_LEVELS = "no_levels", "不评等级"
    HELD_BACK = "held_back", "资料核对中"


class Standing(Struct, frozen=True, array_like=True):
    """`level` is set only in state RATED (in force) and EXPIRED (the level that ran out).

    `since` is the day from which it holds, `valid_until` its last valid day; `until` is the first day on which this answer may change
    (None: no day is known), so that the site must be rebuilt then.
    """

    state: State
    level: LevelId | None = None
    period: Period | None = None
    since: date | None = None
    valid_until: date | None = None
    until: date | None = None


class HistoryEntry(Struct, frozen=True):
    """One evaluation or decision in a body's past.

    `day` is when it was made; `what` an `Outcome` for an evaluation and a `DecisionKind` for a decision between rounds; `number` its place
    in the record's `evaluations` or `decisions`, from 0. `period` and `rubric` are None for a decision, `from_level` for an evaluation.
    """

    day: date
    what: Outcome | DecisionKind
    number: int
    level: LevelId | None = None
    from_level: LevelId | None = None
    period: Period | None = None
    rubric: RubricId | None = None
