"""Adds up one body's points by one rubric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import floor

from msgspec import Struct

from starcase.model.ids import ItemId, TypeId
from starcase.model.organization import Evaluation, ItemPoints
from starcase.model.programme import Programme
from starcase.model.rubric import Aspect, Extra, Rubric
from starcase.model.same import Same
from starcase.model.scorecard import AspectResult, Scorecard

_EXACT = Context(prec=1000)
"""More digits than sums and products of typed numbers can need: nothing is rounded on the way."""
_ZERO = Decimal(0)

Exact = Decimal | Fraction
"""A number that was not rounded; a fraction, which takes ten times as long, only where n/a scales points."""

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
    scores = _scores_of(evaluation, rubric)
    if scores is None:
        return None
    with localcontext(_EXACT):
        sums = _sum_aspects(rubric, scores)
        full = _add(one.full for one in sums)
        points, places = _scale_total(sums), rubric.decimals
        return Scorecard(
            rubric=rubric.id,
            aspects=tuple([_show_aspect(one, places) for one in sums]),
            bonus=_limit(evaluation.bonus, rubric.bonus),
            deductions=_limit(evaluation.deductions, rubric.deductions),
            total=None if points is None else _total(points, evaluation, rubric),
            max=full,
            percent=None if points is None or not full else _percent(points, full, places),
        )


def is_mostly_n_a(evaluation: Evaluation, rubric: Rubric) -> bool:
    """Whether an evaluation has a scorecard, but no total: more than half of the points do not apply."""
    if all(score.points is not None for score in evaluation.scores or ()):
        return False
    scores = _scores_of(evaluation, rubric)
    if scores is None:
        return False
    with localcontext(_EXACT):
        return _scale_total(_sum_aspects(rubric, scores)) is None


def _scores_of(evaluation: Evaluation, rubric: Rubric) -> Scores | None:
    """The points of every item; None where an item has none."""
    if evaluation.scores is None:
        return None
    scores = {score.item: score.points for score in evaluation.scores}
    return scores if scores.keys() >= _items_of(Same(rubric)) else None


@lru_cache(maxsize=1024)
def _items_of(rubric: Same[Rubric]) -> frozenset[ItemId]:
    return frozenset(item.id for item in rubric.value.items)


class _Part(Struct, frozen=True):
    """An aspect with its items and their maxima; `full` is the weighted sum of these."""

    aspect: Aspect
    items: tuple[ItemId, ...]
    maxima: tuple[Decimal, ...]
    weight: Decimal
    full: Decimal


@lru_cache(maxsize=1024)
def _parts_of(rubric: Same[Rubric]) -> tuple[_Part, ...]:
    with localcontext(_EXACT):
        return tuple([_part(aspect) for aspect in rubric.value.aspects])


def _part(aspect: Aspect) -> _Part:
    items, maxima = tuple(item.id for item in aspect.items), tuple(item.max for item in aspect.items)
    return _Part(aspect, items, maxima, aspect.weight, _add(maxima) * aspect.weight)


class _AspectSum(Struct, frozen=True):
    """The points of an aspect's items, and weighted sums: the points given, the maximum of what applies, the full maximum."""

    aspect: Aspect
    items: tuple[Decimal | None, ...]
    given: Decimal
    applying: Decimal
    full: Decimal

    @property
    def is_gone(self) -> bool:
        """Whether no item applies, so that the aspect leaves the rubric."""
        return bool(self.full) and not self.applying

    @property
    def points(self) -> Exact:
        """The points given, scaled from the items that apply to the full maximum."""
        if self.applying == self.full:
            return self.given
        return Fraction(self.given) * Fraction(self.full) / Fraction(self.applying)


def _sum_aspects(rubric: Rubric, scores: Scores) -> list[_AspectSum]:
    return [_sum_aspect(part, scores) for part in _parts_of(Same(rubric))]


def _sum_aspect(part: _Part, scores: Scores) -> _AspectSum:
    items = tuple([scores[item] for item in part.items])
    given = [points for points in items if points is not None]
    applying = part.full
    if len(given) < len(items):
        pairs = zip(items, part.maxima, strict=True)
        applying = _add(most for points, most in pairs if points is not None) * part.weight
    return _AspectSum(part.aspect, items, _add(given) * part.weight, applying, part.full)


def _scale_total(sums: Sequence[_AspectSum]) -> Exact | None:
    """The points of the aspects that stay, on the rubric's maximum; None where more than half of the points are n/a."""
    full, applying = _add(one.full for one in sums), _add(one.applying for one in sums)
    if applying == full:
        return _add(one.given for one in sums)
    if applying * 2 < full:
        return None
    staying = [one for one in sums if not one.is_gone]
    points = sum((Fraction(one.points) for one in staying), Fraction(0))
    return points * Fraction(full) / Fraction(_add(one.full for one in staying))


def _total(points: Exact, evaluation: Evaluation, rubric: Rubric) -> Decimal:
    """The points with bonus and deductions, never below 0."""
    extra = _limit(evaluation.bonus, rubric.bonus) - _limit(evaluation.deductions, rubric.deductions)
    total = points + extra if isinstance(points, Decimal) else points + Fraction(extra)
    return _round(total if total > 0 else _ZERO, rubric.decimals)


def _show_aspect(one: _AspectSum, places: int) -> AspectResult:
    points = None if one.is_gone else one.points
    return AspectResult(
        id=one.aspect.id,
        name=one.aspect.name,
        points=None if points is None else _round(points, places),
        percent=None if points is None or not one.full else _percent(points, one.full, places),
        max=one.full,
        items=one.items,
    )


def _limit(given: Iterable[ItemPoints], extra: Extra | None) -> Decimal:
    """The sum of bonus or deduction points, at most what the rubric lets count."""
    points = _add(one.points for one in given)
    return points if extra is None or extra.max is None else min(points, extra.max)


def _add(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, _ZERO)


@lru_cache(maxsize=4096)
def _percent(points: Exact, full: Decimal, places: int) -> Decimal:
    """Points as a percentage of `full`. Decimals have no exact quotient: half up is found among whole numbers."""
    if isinstance(points, Fraction):
        return _round(points / Fraction(full) * 100, places)
    return ((points.scaleb(places) * 200 + full) // (full * 2)).scaleb(-places)


@lru_cache(maxsize=16)
def _last_place(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def _round(number: Exact, places: int) -> Decimal:
    """Half up, for numbers from 0 on."""
    if isinstance(number, Decimal):
        return number.quantize(_last_place(places), ROUND_HALF_UP)
    return Decimal(floor(number * 10**places + Fraction(1, 2))).scaleb(-places)
