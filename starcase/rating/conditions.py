"""Holds what a level asks for, or a cap looks at, beside what was found.

Source: FORMAT.md section 4: the table of needs, Approximate figures, `when`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from msgspec import Struct

from starcase.model.ids import AspectId, IndicatorId, ItemId
from starcase.model.organization import Evaluation
from starcase.model.programme import Programme
from starcase.model.rubric import Held, IndicatorNeed, Needs, Over, Rubric, When
from starcase.model.scorecard import AspectResult, Scorecard
from starcase.model.values import Exactness
from starcase.model.verdict import Condition, Doubt, Need
from starcase.rating.evidence import evidence_given, items_with_evidence
from starcase.rating.figures import Figure
from starcase.rating.past import Past
from starcase.rating.terms import is_one_of


class Facts(Struct, frozen=True):
    """All that conditions are held against. Without an evaluation there are no points, no evidence and nothing earlier.

    `favour` says how a condition that an approximate figure leaves open is taken: by the figure's value, or for or against the body.
    """

    programme: Programme
    figure: Callable[[IndicatorId, Over], Figure | None]
    held: Callable[[Held], int]
    past: Past = Past()
    evaluation: Evaluation | None = None
    rubric: Rubric | None = None
    card: Scorecard | None = None
    favour: bool | None = None


def conditions_of(needs: Needs, facts: Facts, *, first_period: bool) -> Iterator[Condition]:
    """Everything that a level asks for, but for quotas, with what was found. In the first period `from` asks for nothing."""
    if facts.card:
        yield from _points(needs, facts.card)
        yield from _minima(needs, facts.card, facts.rubric)
    for minimum in needs.indicators:
        yield _indicator(minimum.indicator, minimum.need, facts)
    if needs.from_levels and not first_period:
        met = is_one_of(facts.past.level, needs.from_levels, facts.programme)
        yield Condition(Need.FROM, Decimal(1), Decimal(met), met, levels=needs.from_levels, level=facts.past.level)
    if needs.held:
        count = facts.held(needs.held)
        met = count >= needs.held.periods
        yield Condition(Need.HELD, Decimal(needs.held.periods), Decimal(count), met, levels=(needs.held.level,))
    if needs.evidence and facts.card:
        yield _evidence(facts)


def needs_points(needs: Needs) -> bool:
    """Whether a level asks for anything that only a scorecard tells."""
    whole = (needs.total, needs.percent, needs.each_aspect, needs.each_aspect_percent, needs.evidence)
    return any(one is not None for one in whole) or bool(needs.aspects or needs.items)


def condition_of(when: When, facts: Facts) -> Condition | None:
    """What a cap looks at; it is met where the cap applies for certain. None where there is nothing to look at."""
    if when.indicator is not None:
        return _when_figure(when, facts)
    if facts.card is None or when.below is None:
        return None
    if when.item is not None:
        return _below(Need.ITEM, when.item, _item_points(facts.card, facts.rubric).get(when.item), when.below)
    if when.aspect is not None:
        aspect = next((one for one in facts.card.aspects if one.id == when.aspect), None)
        return _below(Need.ASPECT, when.aspect, aspect.points if aspect else None, when.below)
    return _below(Need.TOTAL, "", facts.card.total, when.below)


# ── Points ──


def _points(needs: Needs, card: Scorecard) -> Iterator[Condition]:
    if needs.total:
        yield _at_least(Need.TOTAL, "", card.total, needs.total.at_least)
    if needs.percent is not None:
        yield _at_least(Need.PERCENT, "", card.percent, needs.percent)
    if needs.each_aspect is not None:
        yield _least(Need.EACH_ASPECT, card, lambda aspect: aspect.points, needs.each_aspect)
    if needs.each_aspect_percent is not None:
        yield _least(Need.EACH_ASPECT_PERCENT, card, lambda aspect: aspect.percent, needs.each_aspect_percent)


def _minima(needs: Needs, card: Scorecard, rubric: Rubric | None) -> Iterator[Condition]:
    """Minima of single aspects and items; what does not apply to a body (n/a) is not asked of it."""
    if needs.aspects:
        points = {aspect.id: aspect.points for aspect in card.aspects}
        for minimum in needs.aspects:
            yield _unless_n_a(Need.ASPECT, minimum.aspect, points.get(minimum.aspect), minimum.points)
    if needs.items:
        items = _item_points(card, rubric)
        for least in needs.items:
            yield _unless_n_a(Need.ITEM, least.item, items.get(least.item), least.points)


def _item_points(card: Scorecard, rubric: Rubric | None) -> dict[ItemId, Decimal | None]:
    points = (one for aspect in card.aspects for one in aspect.items)
    return dict(zip((item.id for item in rubric.items), points, strict=True)) if rubric else {}


def _least(need: Need, card: Scorecard, number: Callable[[AspectResult], Decimal | None], asked: Decimal) -> Condition:
    """The aspect with the least, of those that apply."""
    numbers: list[tuple[Decimal, AspectId]] = [
        (found, aspect.id) for aspect in card.aspects if (found := number(aspect)) is not None
    ]
    found, subject = min(numbers, key=lambda one: one[0], default=(None, AspectId("")))
    return _unless_n_a(need, subject, found, asked)


def _at_least(need: Need, subject: str, found: Decimal | None, asked: Decimal) -> Condition:
    return Condition(need, asked, found, found is not None and found >= asked, subject)


def _unless_n_a(need: Need, subject: str, found: Decimal | None, asked: Decimal) -> Condition:
    return Condition(need, asked, found, found is None or found >= asked, subject)


def _below(need: Need, subject: str, found: Decimal | None, asked: Decimal) -> Condition:
    return Condition(need, asked, found, found is not None and found < asked, subject, is_below=True)


def _evidence(facts: Facts) -> Condition:
    """How many of the items that require evidence, and apply, have it."""
    items = items_with_evidence(facts.rubric) if facts.rubric else ()
    points = _item_points(facts.card, facts.rubric) if facts.card else {}
    asked = [item.id for item in items if points.get(item.id) is not None]
    given = evidence_given(facts.evaluation) if facts.evaluation else frozenset()
    missing = [item for item in asked if item not in given]
    subject = missing[0] if missing else ""
    found = len(asked) - len(missing)
    return Condition(Need.EVIDENCE, Decimal(len(asked)), Decimal(found), not missing, subject)


# ── Figures ──


class _Answer(Struct, frozen=True):
    """Whether a figure meets a bound by its value; whether it may as well be the other way; and whether to doubt a figure that is not exact."""

    by_value: bool
    is_open: bool = False
    is_doubtful: bool = False


def _indicator(indicator: IndicatorId, need: IndicatorNeed, facts: Facts) -> Condition:
    figure = facts.figure(indicator, need.over)
    if figure is None:
        return Condition(Need.INDICATOR, need.at_least, None, False, indicator, Doubt.MISSING)
    is_under = figure.exactness is Exactness.UNDER  # which never meets a need
    answer = _Answer(by_value=False) if is_under else _reaches(figure, need.at_least)
    return _hold(indicator, need.at_least, figure, answer, in_favour=facts.favour)


def _when_figure(when: When, facts: Facts) -> Condition:
    """A cap works against a body: what favours the body is that it does not apply."""
    subject, is_below = IndicatorId(str(when.indicator)), when.below is not None
    asked = when.below if when.below is not None else when.at_least or Decimal(0)
    figure = facts.figure(subject, Over.PERIOD)
    if figure is None:
        return Condition(Need.INDICATOR, asked, None, False, subject, Doubt.MISSING, is_below=is_below)
    answer = _falls_below(figure, asked) if is_below else _reaches(figure, asked)
    against = None if facts.favour is None else not facts.favour
    return _hold(subject, asked, figure, answer, in_favour=against, is_below=is_below)


def _hold(
    subject: IndicatorId,
    asked: Decimal,
    figure: Figure,
    answer: _Answer,
    *,
    in_favour: bool | None,
    is_below: bool = False,
) -> Condition:
    """The condition on a figure; where the answer is open it may be settled `in_favour` of it, or not."""
    return Condition(
        need=Need.INDICATOR,
        asked=asked,
        found=figure.value,
        is_met=in_favour if answer.is_open and in_favour is not None else answer.by_value,
        subject=subject,
        doubt=Doubt.APPROXIMATE if answer.is_open or answer.is_doubtful else None,
        exactness=figure.exactness,
        high=figure.high,
        is_below=is_below,
    )


def _reaches(figure: Figure, bound: Decimal) -> _Answer:
    """Whether a figure is at least so much."""
    value, high = figure.value, figure.high or figure.value
    match figure.exactness:
        case Exactness.UNDER:
            return _Answer(by_value=False, is_open=value > bound)
        case Exactness.ABOUT:
            return _Answer(value >= bound, is_open=_is_near(value, bound), is_doubtful=True)
        case _:
            return _Answer(value >= bound, is_open=value < bound <= high)


def _falls_below(figure: Figure, bound: Decimal) -> _Answer:
    """Whether a figure is less than so much."""
    value, high = figure.value, figure.high or figure.value
    match figure.exactness:
        case Exactness.UNDER:
            return _Answer(value <= bound, is_open=value > bound)
        case Exactness.AT_LEAST:
            return _Answer(by_value=False, is_open=value < bound)
        case Exactness.ABOUT:
            return _Answer(value < bound, is_open=_is_near(value, bound), is_doubtful=True)
        case _:
            return _Answer(high < bound, is_open=value < bound <= high)


def _is_near(value: Decimal, bound: Decimal) -> bool:
    """Whether about so much may be the bound: it is within a tenth."""
    return abs(value - bound) * 10 <= value
