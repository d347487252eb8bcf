"""Programmes built from another: what a year of its levels comes to where nobody has decided it.

Source: FORMAT.md section 4, `built_from`.
"""

from __future__ import annotations

from datetime import date

from starcase.model.ids import LevelId
from starcase.model.organization import Evaluation, Organization, Outcome
from starcase.model.programme import Programme
from starcase.model.values import Period
from starcase.model.verdict import Verdict
from starcase.rating.events import Event, events_in, in_order, is_evaluated
from starcase.rating.quotas import is_limited
from starcase.rating.scorecard import rubric_for
from starcase.rating.verdicts import Case, decide

COMPUTED = -1
"""The number of an evaluation that stands in no record."""


def all_events(
    body: Organization, programme: Programme, source: Programme | None, day: date | None = None
) -> tuple[Event, ...]:
    """The body's evaluations and decisions in a programme, with the computed result of every year that has none by a day.

    A level of which there are only so many is given by those who decide, never by computing one body.
    """
    return _follow_years(body, programme, source, day)[0] if source else events_in(body, programme)


def results_of_years(
    body: Organization, programme: Programme, source: Programme, day: date | None = None
) -> list[tuple[Period, Verdict]]:
    """What each year in which the body was rated by the source comes to, oldest first; provisional until the year has ended.

    Counted is what was given by a day.
    """
    return _follow_years(body, programme, source, day)[1]


def _follow_years(
    body: Organization, programme: Programme, source: Programme, day: date | None
) -> tuple[tuple[Event, ...], list[tuple[Period, Verdict]]]:
    """All events of the programme, and what each year comes to; the result of one is part of the past of the next."""
    rated = tuple(event for event in events_in(body, source) if day is None or event.day <= day)
    events = events_in(body, programme)
    made = (event for event in events if day is None or event.day <= day)
    decided = {event.what.period.year for event in made if isinstance(event.what, Evaluation)}
    results = []
    ratings = (event.what for event in rated if isinstance(event.what, Evaluation) and is_evaluated(event.what))
    for year in sorted({rating.period.year for rating in ratings}):
        period = Period(year)
        verdict = _verdict_on(period, body, programme, events, (source, rated))
        if verdict is None:
            continue
        results.append((period, verdict))
        if year not in decided and not is_limited(verdict.level, programme):
            computed = Event(period.day_after, COMPUTED, _evaluation(period, programme, verdict.level))
            events = in_order((*events, computed))
    return events, results


def _verdict_on(
    year: Period,
    body: Organization,
    programme: Programme,
    events: tuple[Event, ...],
    source: tuple[Programme, tuple[Event, ...]],
) -> Verdict | None:
    """The verdict on a year, after what was decided and computed before its end."""
    evaluation = _evaluation(year, programme, None)
    before = tuple(event for event in events if event.day < year.day_after)
    rubric = rubric_for(evaluation, body.type, programme)
    return decide(Case(body, programme, evaluation, year.day_after, before, rubric, source=source))


def _evaluation(year: Period, programme: Programme, level: LevelId | None) -> Evaluation:
    return Evaluation(period=year, programme=programme.id, outcome=Outcome.RATED, level=level)
