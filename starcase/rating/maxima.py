"""The most points that a rubric can give."""

from __future__ import annotations

from decimal import Decimal

from starcase.model.rubric import Aspect, Extra, Rubric


def aspect_maximum(aspect: Aspect) -> Decimal:
    """What the items of an aspect give at most, with its weight."""
    return sum((item.max for item in aspect.items), Decimal(0)) * aspect.weight


def full_points(rubric: Rubric) -> Decimal:
    """What all aspects give at most."""
    return sum((aspect_maximum(aspect) for aspect in rubric.aspects), Decimal(0))


def most_extra(extra: Extra | None) -> Decimal | None:
    """What bonus or deductions come to at most; None where nothing limits them."""
    if extra is None:
        return Decimal(0)
    items = [item.max for item in extra.items]
    known = [points for points in items if points is not None]
    together = sum(known, Decimal(0)) if len(known) == len(items) else None
    if extra.max is None:
        return together
    return min(extra.max, together) if items and together is not None else extra.max


def most_points(rubric: Rubric) -> Decimal | None:
    """The highest possible total, bonus included; None where nothing limits the bonus."""
    bonus = most_extra(rubric.bonus)
    return None if bonus is None else full_points(rubric) + bonus
