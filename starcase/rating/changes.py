"""Finds the moves of a body: what every evaluation and decision changed, and when a level ran out.

Source: FORMAT.md section 7, 动态管理.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starcase.model.ids import LevelId
from starcase.model.move import Move, MoveKind
from starcase.model.organization import Decision, DecisionKind, Evaluation, Organization, Outcome
from starcase.model.programme import Programme, Rates
from starcase.model.standing import State
from starcase.model.tally import GONE
from starcase.rating.by_figures import days_of_change, decide_by_figures
from starcase.rating.events import Event, outcome_of
from starcase.rating.figures import latest_period
from starcase.rating.in_force import Position, follow
from starcase.rating.linked import all_events
from starcase.rating.scorecard import rubric_for
from starcase.rating.terms import is_lower, rules_for

_OUTCOMES = {
    Outcome.NOT_RATED: MoveKind.NOT_RATED,
    Outcome.SUSPENDED: MoveKind.SUSPENDED,
    Outcome.WITHDRAWN: MoveKind.WITHDRAWN,
}
_DECISIONS = {
    DecisionKind.PROMOTED: MoveKind.PROMOTED,
    DecisionKind.DEMOTED: MoveKind.DEMOTED,
    DecisionKind.RESUMED: MoveKind.RESUMED,
    DecisionKind.SUSPENDED: MoveKind.SUSPENDED,
    DecisionKind.WITHDRAWN: MoveKind.WITHDRAWN,
}


def moves_of(body: Organization, programme: Programme, day: date, source: Programme | None = None) -> tuple[Move, ...]:
    """What has become of a body's level in a programme up to a day, oldest first.

    A level is compared with the latest one before it, also where that had run out or was suspended, as the step limit is; never across
    rubrics that are not comparable. `source` is the programme that this one is built from.
    """
    if not programme.known_levels or programme.rates is not Rates.BODIES:
        return ()
    events = all_events(body, programme, source, day)
    if events:
        return tuple(_by_events(body, programme, events, day))
    return tuple(_by_figures(body, programme, day))


def _by_events(body: Organization, programme: Programme, events: tuple[Event, ...], day: date) -> Iterator[Move]:
    position: Position | None = None
    ran_out: Position | None = None
    had_level = False
    for event, before, after in follow(body, programme, events):
        if event.day > day:
            break
        had_level = had_level or _level_of(before) is not None
        if before is not ran_out and (lapse := _lapse(body, programme, before, event.day)):
            ran_out = before
            yield lapse
        move = _move(body, programme, event, before, after, had_level=had_level)
        if move:
            yield move
        position = after
    if position is not ran_out and (lapse := _lapse(body, programme, position, date.max)) and lapse.day <= day:
        yield lapse


def _lapse(body: Organization, programme: Programme, position: Position | None, until: date) -> Move | None:
    """A level that ran out before the day on which something else came; of a body that is no more none does."""
    end = position.runs_out if position else None
    if position is None or position.level is None or end is None or end >= until or body.status in GONE:
        return None
    return Move(programme.id, end, None, MoveKind.LAPSED, position.level)


def _move(
    body: Organization,
    programme: Programme,
    event: Event,
    before: Position | None,
    after: Position | None,
    *,
    had_level: bool,
) -> Move | None:
    if after is before:
        return None
    if isinstance(event.what, Decision):
        return _by_decision(programme, event.what, before, after)
    if outcome_of(event.what) is Outcome.RATED:
        return _by_rating(body, programme, event.day, event.what, before, had_level=had_level)
    return _by_outcome(body, programme, event.day, event.what, before, after)


def _by_rating(
    body: Organization,
    programme: Programme,
    day: date,
    evaluation: Evaluation,
    before: Position | None,
    *,
    had_level: bool,
) -> Move | None:
    """What a new level is beside the one before; None where it is the same and was still in force."""
    level, held, shown = evaluation.level, _level_of(before), _level_of(before)
    if held is None:
        if level is None:
            return None
        kind = MoveKind.REGAINED if had_level else MoveKind.NEW
    elif not _are_comparable(body, programme, evaluation, _rated(before)):
        kind, shown = MoveKind.ANOTHER_RUBRIC, None
    elif held != level:
        kind = MoveKind.DEMOTED if is_lower(level, held, programme) else MoveKind.PROMOTED
    elif _is_in_force(before, day):
        return None
    else:
        kind, shown = MoveKind.REGAINED, None
    return _evaluated(body, programme, day, evaluation, kind, shown, level)


def _by_outcome(
    body: Organization,
    programme: Programme,
    day: date,
    evaluation: Evaluation,
    before: Position | None,
    after: Position | None,
) -> Move | None:
    """An outcome without a level, where there was one, or one that was suspended."""
    held = _level_of(before)
    if held is None or (before and after and before.state is after.state):
        return None
    return _evaluated(body, programme, day, evaluation, _OUTCOMES[outcome_of(evaluation)], held, None)


def _evaluated(
    body: Organization,
    programme: Programme,
    day: date,
    evaluation: Evaluation,
    kind: MoveKind,
    before: LevelId | None,
    after: LevelId | None,
) -> Move:
    given = evaluation.reason
    reason = (given.text if given else None) or _name_vetoes(body, programme, evaluation)
    return Move(
        programme.id, day, evaluation.period, kind, before, after, reason or None, given.basis if given else None
    )


def _name_vetoes(body: Organization, programme: Programme, evaluation: Evaluation) -> str:
    """What stood against a level, where the record gives no other reason."""
    if not evaluation.vetoes:
        return ""
    vetoes = rules_for(programme, rubric_for(evaluation, body.type, programme)).vetoes
    names = {veto.id: veto.name for veto in vetoes}
    return "、".join(names.get(veto, veto) for veto in evaluation.vetoes)


def _by_decision(
    programme: Programme, decision: Decision, before: Position | None, after: Position | None
) -> Move | None:
    held = _level_of(before) or decision.from_level
    level = after.level if after else None
    kind = _DECISIONS[decision.kind]
    if kind is MoveKind.RESUMED:
        held = None if before and before.state is State.SUSPENDED else held
    if held == level or (level is None and before and after and before.state is after.state):
        return None
    return Move(programme.id, decision.date, None, kind, held, level, None, decision.basis)


def _rated(position: Position | None) -> Position | None:
    """Where a body stands with a level, or stood before it was suspended."""
    return position.before if position and position.state is State.SUSPENDED else position


def _level_of(position: Position | None) -> LevelId | None:
    """The level that a body has, had until it ran out, or had when it was suspended."""
    rated = _rated(position)
    return rated.level if rated else None


def _is_in_force(position: Position | None, day: date) -> bool:
    """Whether a level was in force up to a day."""
    if position is None or position.state is not State.RATED:
        return False
    return position.runs_out is None or day <= position.runs_out


def _are_comparable(body: Organization, programme: Programme, evaluation: Evaluation, before: Position | None) -> bool:
    """Whether two evaluations were made by the same rubric, or by such as are said to be comparable; unless a rubric is not known."""
    earlier = rubric_for(before.evaluation, body.type, programme) if before and before.evaluation else None
    rubric = rubric_for(evaluation, body.type, programme)
    if earlier is None or rubric is None or earlier.id == rubric.id:
        return True
    return rubric.id in earlier.comparable_with or earlier.id in rubric.comparable_with


def _by_figures(body: Organization, programme: Programme, day: date) -> Iterator[Move]:
    """The levels of a body without evaluations or a typed level, as its service figures earn them from period to period."""
    if programme.id != body.programme or body.level is not None:
        return
    level: LevelId | None = None
    had_level = False
    for end in (one for one in days_of_change(body, programme) if one <= day):
        verdict = decide_by_figures(body, programme, end)
        if verdict is None:
            return
        before, level = level, verdict.level
        if before == level:
            continue
        if before is None:
            kind = MoveKind.REGAINED if had_level else MoveKind.NEW
        else:
            kind = MoveKind.DEMOTED if is_lower(level, before, programme) else MoveKind.PROMOTED
        had_level = True
        yield Move(programme.id, end, latest_period(body, programme, end), kind, before, level)
