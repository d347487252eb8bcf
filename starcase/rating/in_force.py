"""Finds the level that is in force on a day, or the state in place of one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.ids import LevelId
from starcase.model.organization import Decision, DecisionKind, Evaluation, Organization, Outcome
from starcase.model.programme import Programme, Rates, Unpublished
from starcase.model.rubric import Rules
from starcase.model.same import Same
from starcase.model.standing import HistoryEntry, Standing, State
from starcase.model.values import Period
from starcase.rating.by_figures import days_of_change, decide_by_figures
from starcase.rating.calendar import last_valid_day
from starcase.rating.events import Event, events_in, outcome_of
from starcase.rating.linked import all_events
from starcase.rating.scorecard import rubric_for
from starcase.rating.verdicts import eligible_from

_ENDED = {Outcome.NOT_RATED: State.NOT_RATED, Outcome.SUSPENDED: State.SUSPENDED, Outcome.WITHDRAWN: State.WITHDRAWN}


def standing_on(
    organization: Organization, programme: Programme, day: date, source: Programme | None = None
) -> Standing:
    """A body's standing in a programme on a day, and the first day on which that may change.

    The programme is the record's own, or one that its evaluations name (`programme:`); decisions and the typed `level`
    speak of the record's own only. Where persons are rated, a body has no level. `source` is the programme that this one is built from.
    Source: FORMAT.md section 4, In force.
    """
    events = all_events(organization, programme, source, day)
    position = _position_on(organization, programme, day, events)
    standing = _to_standing(position, day) if position else _unrated(organization, programme, day)
    given = events_in(organization, source) if source else ()
    coming = min((event.day for event in (*events, *given) if event.day > day), default=None)
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


def follow(
    organization: Organization, programme: Programme, events: tuple[Event, ...]
) -> tuple[tuple[Event, Position | None, Position | None], ...]:
    """Each event with the position before and after it; an event that changes nothing leaves the very same one."""
    return _follow(Same(organization), Same(programme), Same(events))


@lru_cache(maxsize=4)
def _follow(
    organization: Same[Organization], programme: Same[Programme], events: Same[tuple[Event, ...]]
) -> tuple[tuple[Event, Position | None, Position | None], ...]:
    """Followed once for all that is asked of a body while its record is read."""
    position = _typed(organization.value, programme.value, events.value)
    steps = []
    for event in events.value:
        before, position = position, _after(programme.value, position, event)
        steps.append((event, before, position))
    return tuple(steps)


def _state_without_levels(programme: Programme) -> State | None:
    if isinstance(programme.levels, Unpublished) and programme.rates is Rates.BODIES:
        return State.UNPUBLISHED
    return None if programme.known_levels and programme.rates is Rates.BODIES else State.NO_LEVELS


class Position(Struct, frozen=True):
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
    before: Position | None = None

    @property
    def runs_out(self) -> date | None:
        """The first day on which its level is no longer in force by itself; None where no such day is known."""
        end = _day_after(self.valid_until) if self.state is State.RATED else None
        return max(end, self.since or end) if end else None


def _position_on(
    organization: Organization, programme: Programme, day: date, events: tuple[Event, ...]
) -> Position | None:
    """The position after all events made by the day; None where the body has none."""
    past = [after for event, _, after in follow(organization, programme, events) if event.day <= day]
    return past[-1] if past else _typed(organization, programme, events)


def _after(programme: Programme, position: Position | None, event: Event) -> Position | None:
    if isinstance(event.what, Evaluation):
        return _after_evaluation(position, event.what, event.day, programme)
    return _after_decision(position, event.what, programme)


def _typed(organization: Organization, programme: Programme, events: tuple[Event, ...]) -> Position | None:
    """The level of a body without any evaluation: what its first decision came `from`, else what is typed.

    A typed level that is the first decision's outcome says nothing about the time before it.
    """
    if programme.id != organization.programme or any(isinstance(event.what, Evaluation) for event in events):
        return None
    first = next((event.what for event in events if isinstance(event.what, Decision)), None)
    level = organization.level
    if first and (first.from_level or first.to_level == level):
        level = first.from_level
    return Position(State.RATED, level) if level else None


def _after_evaluation(
    position: Position | None, evaluation: Evaluation, counts_from: date, programme: Programme
) -> Position | None:
    outcome = outcome_of(evaluation)
    if outcome is Outcome.EXEMPT:
        return position or Position(State.EXEMPT, period=evaluation.period, since=counts_from)
    made = evaluation.decided or counts_from
    return Position(
        state=_ENDED.get(outcome, State.RATED),
        level=evaluation.level if outcome is Outcome.RATED else None,
        period=evaluation.period,
        since=counts_from,
        valid_until=evaluation.valid_until or last_valid_day(made, evaluation.period, programme),
        evaluation=evaluation,
        before=_before_suspension(position) if outcome is Outcome.SUSPENDED else None,
    )


def _after_decision(position: Position | None, decision: Decision, programme: Programme) -> Position | None:
    match decision.kind:
        case DecisionKind.PROMOTED | DecisionKind.DEMOTED:
            return _set_level(position, decision, programme)
        case DecisionKind.SUSPENDED:
            return _end(position, State.SUSPENDED, decision.date, before=_before_suspension(position))
        case DecisionKind.WITHDRAWN:
            return _end(position, State.WITHDRAWN, decision.date, before=None)
        case DecisionKind.RESUMED:
            return _resume(position, decision, programme)


def _set_level(position: Position | None, decision: Decision, programme: Programme) -> Position:
    """The new level: valid as long as the evaluation that it changes, or from its own day where there is none."""
    if position and position.evaluation:
        return replace(position, state=State.RATED, level=decision.to_level, since=decision.date, before=None)
    own = last_valid_day(decision.date, None, programme)
    return Position(State.RATED, decision.to_level, since=decision.date, valid_until=own)


def _end(position: Position | None, state: State, day: date, *, before: Position | None) -> Position:
    return replace(position or Position(state), state=state, level=None, since=day, before=before)


def _before_suspension(position: Position | None) -> Position | None:
    return position.before if position and position.state is State.SUSPENDED else position


def _resume(position: Position | None, decision: Decision, programme: Programme) -> Position | None:
    """The position before the suspension, with the level that the decision names; else nothing changes."""
    restored = _before_suspension(position)
    if decision.to_level:
        return _set_level(restored or position, decision, programme)
    return replace(restored, since=decision.date) if restored and restored is not position else restored


def _has_expired(position: Position, day: date) -> bool:
    return position.valid_until is not None and position.valid_until < day


def _to_standing(position: Position, day: date) -> Standing:
    if position.state is not State.RATED:
        return Standing(position.state, period=position.period, since=position.since)
    state, since, until = State.RATED, position.since, _day_after(position.valid_until)
    if until is not None and until <= day:
        state, since, until = State.EXPIRED, max(filter(None, (until, since))), None
    return Standing(state, position.level, position.period, since, position.valid_until, until)


def _unrated(organization: Organization, programme: Programme, day: date) -> Standing:
    """The standing of a body without any rating: what its service figures earn, not rated yet, or still too new to be."""
    eligible = eligible_from(organization, programme.rules or Rules())
    if day < eligible:
        return Standing(State.TOO_NEW, until=eligible)
    verdict = decide_by_figures(organization, programme, day) if programme.id == organization.programme else None
    if verdict is None:
        return Standing(State.UNRATED)
    changes = days_of_change(organization, programme)
    until = next((change for change in changes if change > day), None)
    if verdict.level is None:
        return Standing(State.UNRATED, until=until)
    since: date | None = None
    for change in (one for one in reversed(changes) if one <= day):
        earlier = decide_by_figures(organization, programme, change)
        if earlier is None or earlier.level != verdict.level:
            break
        since = change
    return Standing(State.RATED, verdict.level, since=since, until=until)


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
