"""Finds the level that is in force on a day, or the state in place of one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.ids import LevelId
from starcase.model.organization import Decision, DecisionKind, Evaluation, Organization, Outcome
from starcase.model.programme import Programme, Rates, Unpublished
from starcase.model.standing import HistoryEntry, Standing, State
from starcase.model.values import Period
from starcase.rating.calendar import last_valid_day, same_day_after
from starcase.rating.events import Event, events_in, outcome_of
from starcase.rating.scorecard import rubric_for

_ENDED = {Outcome.NOT_RATED: State.NOT_RATED, Outcome.SUSPENDED: State.SUSPENDED, Outcome.WITHDRAWN: State.WITHDRAWN}


def standing_on(organization: Organization, programme: Programme, day: date) -> Standing:
    """A body's standing in a programme on a day, and the first day on which that may change.

    The programme is the record's own, or one that its evaluations name (`programme:`); decisions and the typed `level`
    speak of the record's own only. Where persons are rated, a body has no level.
    Source: FORMAT.md section 4, In force.
    """
    events = events_in(organization, programme)
    position = _position_on(organization, programme, day, events)
    standing = _to_standing(position, day) if position else _unrated(organization, programme, day)
    coming = next((event.day for event in events if event.day > day), None)
    until = min(filter(None, (standing.until, coming)), default=None)
    if without := _state_without_levels(programme):
        return Standing(without, until=until)
    return standing if until == standing.until else replace(standing, until=until)


def evaluation_in_force(organization: Organization, programme: Programme, day: date) -> Evaluation | None:
    """The evaluation behind the level in force, whose total counts; without levels, the latest one made by the day."""
    events = events_in(organization, programme)
    position = _position_on(organization, programme, day, events)
    if position is None or position.state is not State.RATED or _has_expired(position, day):
        return None
    return position.evaluation


def history(organization: Organization, programme: Programme) -> tuple[HistoryEntry, ...]:
    """Every evaluation and decision of a body in a programme, newest first, those to come included."""
    return tuple(_to_entry(event, organization, programme) for event in reversed(events_in(organization, programme)))


def _state_without_levels(programme: Programme) -> State | None:
    if isinstance(programme.levels, Unpublished) and programme.rates is Rates.BODIES:
        return State.UNPUBLISHED
    return None if programme.known_levels and programme.rates is Rates.BODIES else State.NO_LEVELS


class _Position(Struct, frozen=True):
    """Where a body stands after an event, before expiry is looked at.

    `since` is None for a level that was only typed; `before` is the position before a suspension, which `resumed`
    restores; `evaluation` is the latest one that set a level or ended it.
    """

    state: State
    level: LevelId | None = None
    period: Period | None = None
    since: date | None = None
    valid_until: date | None = None
    evaluation: Evaluation | None = None
    before: _Position | None = None


def _position_on(
    organization: Organization, programme: Programme, day: date, events: tuple[Event, ...]
) -> _Position | None:
    """The position after all events made by the day; None where the body has none."""

    def after(position: _Position | None, event: Event) -> _Position | None:
        if isinstance(event.what, Evaluation):
            return _after_evaluation(position, event.what, event.day, programme)
        return _after_decision(position, event.what, programme)

    return reduce(after, (event for event in events if event.day <= day), _typed(organization, programme, events))


def _typed(organization: Organization, programme: Programme, events: tuple[Event, ...]) -> _Position | None:
    """The level of a body without any evaluation: what its first decision came `from`, else what is typed.

    A typed level that is the first decision's outcome says nothing about the time before it.
    """
    if programme.id != organization.programme or any(isinstance(event.what, Evaluation) for event in events):
        return None
    first = next((event.what for event in events if isinstance(event.what, Decision)), None)
    level = organization.level
    if first and (first.from_level or first.to_level == level):
        level = first.from_level
    return _Position(State.RATED, level) if level else None


def _after_evaluation(
    position: _Position | None, evaluation: Evaluation, made: date, programme: Programme
) -> _Position | None:
    outcome = outcome_of(evaluation)
    if outcome is Outcome.EXEMPT:
        return position or _Position(State.EXEMPT, period=evaluation.period, since=made)
    return _Position(
        state=_ENDED.get(outcome, State.RATED),
        level=evaluation.level if outcome is Outcome.RATED else None,
        period=evaluation.period,
        since=made,
        valid_until=evaluation.valid_until or last_valid_day(made, evaluation.period, programme),
        evaluation=evaluation,
        before=_before_suspension(position) if outcome is Outcome.SUSPENDED else None,
    )


def _after_decision(position: _Position | None, decision: Decision, programme: Programme) -> _Position | None:
    match decision.kind:
        case DecisionKind.PROMOTED | DecisionKind.DEMOTED:
            return _set_level(position, decision, programme)
        case DecisionKind.SUSPENDED:
            return _end(position, State.SUSPENDED, decision.date, before=_before_suspension(position))
        case DecisionKind.WITHDRAWN:
            return _end(position, State.WITHDRAWN, decision.date, before=None)
        case DecisionKind.RESUMED:
            return _resume(position, decision, programme)


def _set_level(position: _Position | None, decision: Decision, programme: Programme) -> _Position:
    """The new level: valid as long as the evaluation that it changes, or from its own day where there is none."""
    if position and position.evaluation:
        return replace(position, state=State.RATED, level=decision.to_level, since=decision.date, before=None)
    own = last_valid_day(decision.date, None, programme)
    return _Position(State.RATED, decision.to_level, since=decision.date, valid_until=own)


def _end(position: _Position | None, state: State, day: date, *, before: _Position | None) -> _Position:
    return replace(position or _Position(state), state=state, level=None, since=day, before=before)


def _before_suspension(position: _Position | None) -> _Position | None:
    return position.before if position and position.state is State.SUSPENDED else position


def _resume(position: _Position | None, decision: Decision, programme: Programme) -> _Position | None:
    """The position before the suspension, with the level that the decision names; else nothing changes."""
    restored = _before_suspension(position)
    if decision.to_level:
        return _set_level(restored or position, decision, programme)
    return replace(restored, since=decision.date) if restored and restored is not position else restored


def _has_expired(position: _Position, day: date) -> bool:
    return position.valid_until is not None and position.valid_until < day


def _to_standing(position: _Position, day: date) -> Standing:
    if position.state is not State.RATED:
        return Standing(position.state, period=position.period, since=position.since)
    state, since, until = State.RATED, position.since, _day_after(position.valid_until)
    if until is not None and until <= day:
        state, since, until = State.EXPIRED, max(filter(None, (until, since))), None
    return Standing(state, position.level, position.period, since, position.valid_until, until)


def _unrated(organization: Organization, programme: Programme, day: date) -> Standing:
    """The standing of a body without any rating: not rated yet, or still too new to be."""
    eligibility = programme.rules.eligibility if programme.rules else None
    if eligibility is None or not eligibility.founded_months or organization.founded is None:
        return Standing(State.UNRATED)
    old_enough = same_day_after(organization.founded.last_day, eligibility.founded_months)
    return Standing(State.TOO_NEW, until=old_enough) if day < old_enough else Standing(State.UNRATED)


def _day_after(day: date | None) -> date | None:
    """The next day; None after the last day of the calendar, which people write for ever."""
    return None if day in (None, date.max) else day + timedelta(days=1)


def _to_entry(event: Event, organization: Organization, programme: Programme) -> HistoryEntry:
    match event.what:
        case Decision() as decision:
            return HistoryEntry(event.day, decision.kind, event.number, decision.to_level, decision.from_level)
        case Evaluation() as evaluation:
            rubric = rubric_for(evaluation, organization.type, programme) if evaluation.scores is not None else None
            used = rubric.id if rubric else evaluation.rubric
            return HistoryEntry(
                event.day, outcome_of(evaluation), event.number, evaluation.level, period=evaluation.period, rubric=used
            )
