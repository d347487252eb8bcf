"""Puts a body's evaluations and decisions in the order in which they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from msgspec import Struct

from starcase.model.organization import Decision, Evaluation, Organization, Outcome
from starcase.model.programme import Programme
from starcase.model.same import Same


class Event(Struct, frozen=True):
    """An evaluation or decision with the day from which it counts; `number` is its place in the record's list."""

    day: date
    number: int
    what: Evaluation | Decision


def list_events(organization: Organization) -> Iterator[Event]:
    """Every evaluation and decision of a record as they are written, whatever programme they belong to."""
    for number, evaluation in enumerate(organization.evaluations):
        yield Event(evaluation.decided or evaluation.period.day_after, number, evaluation)
    for number, decision in enumerate(organization.decisions):
        yield Event(decision.date, number, decision)


def events_in(organization: Organization, programme: Programme) -> tuple[Event, ...]:
    """The evaluations and decisions of a body in a programme in the order in which they count.

    By day, then an evaluation before a decision, then by period, then as written. Decisions belong to the record's own
    programme. Source: FORMAT.md section 4, In force.
    """
    return _events_in(Same(organization), Same(programme))


@lru_cache(maxsize=4)
def _events_in(organization: Same[Organization], programme: Same[Programme]) -> tuple[Event, ...]:
    """All that is asked of a body's ratings begins with these."""
    events = [event for event in list_events(organization.value) if _is_in(event, organization.value, programme.value)]
    return in_order(map(_end_of_year, events) if programme.value.built_from else events)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in the order in which they count."""
    return tuple(sorted(events, key=_order))


def _end_of_year(event: Event) -> Event:
    """A result that is built from a year's levels counts from the end of that year: before, it is provisional."""
    if not isinstance(event.what, Evaluation):
        return event
    return Event(max(event.day, event.what.period.day_after), event.number, event.what)


def made_on(event: Event) -> date:
    """The day on which it was made, from which months and years run."""
    decided = event.what.decided if isinstance(event.what, Evaluation) else None
    return decided or event.day


def outcome_of(evaluation: Evaluation) -> Outcome:
    """The outcome; an evaluation that gives none has rated the body."""
    return evaluation.outcome or Outcome.RATED


def is_evaluated(evaluation: Evaluation) -> bool:
    """Whether a body was compared with what levels ask for; one that did not take part, or whose level is suspended or withdrawn, was not."""
    return outcome_of(evaluation) in (Outcome.RATED, Outcome.NOT_RATED)


def _is_in(event: Event, organization: Organization, programme: Programme) -> bool:
    named = event.what.programme if isinstance(event.what, Evaluation) else None
    return (named or organization.programme) == programme.id


def _order(event: Event) -> tuple[date, bool, date, date, int]:
    if isinstance(event.what, Evaluation):
        period = event.what.period
        return event.day, False, period.last_day, period.first_day, event.number
    return event.day, True, event.day, event.day, event.number
