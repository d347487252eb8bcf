"""A scorecard: one body's points by one rubric, computed (FORMAT.md section 4, Points)."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from starcase.model.ids import AspectId, RubricId


class AspectResult(Struct, frozen=True):
    """`points` (weighted, scaled for n/a items) and their `percent` of `max` are None where every item is n/a and the aspect leaves the rubric.

    `items` are the points of the rubric's items, in its order and before the weight; None where one does not apply (n/a).
    """

    id: AspectId
    name: str
    points: Decimal | None
    percent: Decimal | None
    max: Decimal
    items: tuple[Decimal | None, ...]


class Scorecard(Struct, frozen=True):
    """`total` is rounded half up once and never below 0; None where more than half of the points are n/a.

    `bonus` and `deductions` are what counts after their limits; `max` is the sum of the aspects' maxima; `percent` of `max` leaves bonus
    and deductions out.
    """

    rubric: RubricId
    aspects: tuple[AspectResult, ...]
    bonus: Decimal
    deductions: Decimal
    total: Decimal | None
    max: Decimal
    percent: Decimal | None
