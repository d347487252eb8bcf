"""A scorecard: one body's points by one rubric, computed (FORMAT.md section 4, Points)."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from starcase.model.ids import AspectId, ItemId, RubricId


class ItemResult(Struct, frozen=True):
    """`points` is None where the item does not apply (n/a); `max` is the item's own, before the aspect's weight."""

    id: ItemId
    name: str
    points: Decimal | None
    max: Decimal


class AspectResult(Struct, frozen=True):
    """`points` (weighted, scaled for n/a items) is None where every item is n/a and the aspect leaves the rubric."""

    id: AspectId
    name: str
    points: Decimal | None
    max: Decimal
    items: tuple[ItemResult, ...]


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
