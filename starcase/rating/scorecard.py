"""Adds up one body's points by one rubric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import floor

from starcase.model.ids import ItemId, TypeId
from starcase.model.organization import Evaluation, ItemPoints
from starcase.model.programme import Programme
from starcase.model.rubric import Aspect, Extra, Rubric
from starcase.model.scorecard import AspectResult, ItemResult, Scorecard

_EXACT_DIGITS = 1000
"""More than sums and products of typed numbers can need: nothing is rounded on the way."""

Scores = Mapping[ItemId, Decimal | None]


def rubric_for(evaluation: Evaluation, body_type: TypeId | None, programme: Programme) -> Rubric | None:
    """The rubric that the evaluation names, else the only one for the body's type; None where none or several fit.

    Source: FORMAT.md section 2, `rubric`.
    """
    if evaluation.rubric is not None:
        return next((rubric for rubric in programme.rubrics if rubric.id == evaluation.rubric), None)
    fitting = [rubric for rubric in programme.rubrics if not rubric.types or body_type in rubric.types]
    return fitting[0] if len(fitting) == 1 else None


def score_evaluation(evaluation: Evaluation, rubric: Rubric) -> Scorecard | None:
    """The scorecard of an evaluation; None where it has no scores, or where an item of the rubric has none.

    Every number that is shown is rounded from its exact value, half up, once, to `rubric.decimals`.
    Source: FORMAT.md section 4, Points and n/a.
    """
    if evaluation.scores is None:
        return None
    scores = {score.item: score.points for score in evaluation.scores}
    if any(item.id not in scores for item in rubric.items):
        return None
    with localcontext(Context(prec=_EXACT_DIGITS)):
        return _score(evaluation, rubric, scores)


def _score(evaluation: Evaluation, rubric: Rubric, scores: Scores) -> Scorecard:
    sums = tuple(_sum_aspect(aspect, scores) for aspect in rubric.aspects)
    full = _add(one.full for one in sums)
    bonus = _limit(evaluation.bonus, rubric.bonus)
    deductions = _limit(evaluation.deductions, rubric.deductions)
    points, places = _scale_total(sums), rubric.decimals
    total = None if points is None else max(points + Fraction(bonus - deductions), Fraction(0))
    percent = None if points is None or not full else points / Fraction(full) * 100
    return Scorecard(
        rubric=rubric.id,
        aspects=tuple(_show_aspect(one, scores, places) for one in sums),
        bonus=bonus,
        deductions=deductions,
        total=None if total is None else _round(total, places),
        max=full,
        percent=None if percent is None else _round(percent, places),
    )


@dataclass(frozen=True, slots=True)
class _AspectSum:
    """Weighted sums: the points given, the maximum of the items that apply, and the full maximum."""

    aspect: Aspect
    given: Decimal
    applying: Decimal
    full: Decimal

    @property
    def is_gone(self) -> bool:
        """Whether no item applies, so that the aspect leaves the rubric."""
        return bool(self.full) and not self.applying

    @property
    def points(self) -> Fraction:
        """The points given, scaled from the items that apply to the full maximum."""
        given = Fraction(self.given)
        return given if self.applying == self.full else given * Fraction(self.full) / Fraction(self.applying)


def _sum_aspect(aspect: Aspect, scores: Scores) -> _AspectSum:
    applying = [(item, points) for item in aspect.items if (points := scores[item.id]) is not None]
    return _AspectSum(
        aspect=aspect,
        given=_add(points for _, points in applying) * aspect.weight,
        applying=_add(item.max for item, _ in applying) * aspect.weight,
        full=_add(item.max for item in aspect.items) * aspect.weight,
    )


def _scale_total(sums: tuple[_AspectSum, ...]) -> Fraction | None:
    """The points of the aspects that stay, on the rubric's maximum; None where more than half of the points are n/a."""
    full = _add(one.full for one in sums)
    if _add(one.applying for one in sums) * 2 < full:
        return None
    staying = [one for one in sums if not one.is_gone]
    points = sum((one.points for one in staying), Fraction(0))
    rest = _add(one.full for one in staying)
    return points if rest == full else points * Fraction(full) / Fraction(rest)


def _show_aspect(one: _AspectSum, scores: Scores, places: int) -> AspectResult:
    return AspectResult(
        id=one.aspect.id,
        name=one.aspect.name,
        points=None if one.is_gone else _round(one.points, places),
        max=one.full,
        items=tuple(ItemResult(item.id, item.name, scores[item.id], item.max) for item in one.aspect.items),
    )


def _limit(given: Iterable[ItemPoints], extra: Extra | None) -> Decimal:
    """The sum of bonus or deduction points, at most what the rubric lets count."""
    points = _add(one.points for one in given)
    return points if extra is None or extra.max is None else min(points, extra.max)


def _add(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0))


def _round(number: Fraction, places: int) -> Decimal:
    """Half up, for numbers from 0 on."""
    return Decimal(floor(number * 10**places + Fraction(1, 2))).scaleb(-places)
