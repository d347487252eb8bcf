"""A body's part in a round with quotas: what the other bodies need to know of it."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from starcase.model.ids import LevelId, ProgrammeId, RubricId
from starcase.model.values import Period
from starcase.model.verdict import Lowered


class Contest(Struct, frozen=True, array_like=True):
    """One evaluation, the body's `number`th, in a programme and period.

    `earned` is the level of its verdict before quotas, `declared` the one that was given; `has_reason` for a lower one,
    `is_waived` where an exception with a basis frees it from quotas. Ranked by `total`.
    """

    programme: ProgrammeId
    period: Period
    number: int
    declared: LevelId | None
    earned: LevelId | None
    total: Decimal | None
    rubric: RubricId | None = None
    has_reason: bool = False
    is_waived: bool = False


class Placed(Struct, frozen=True, array_like=True):
    """What quotas make of an evaluation: the level, and how it was lowered."""

    programme: ProgrammeId
    number: int
    level: LevelId | None
    lowered: tuple[Lowered, ...] = ()
