"""What a body had been given before an evaluation: the level from which it comes, and the periods in which it held one."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from starcase.model.ids import LevelId
from starcase.model.organization import Decision, DecisionKind, Evaluation, Outcome
from starcase.model.programme import Programme
from starcase.model.rubric import Held
from starcase.model.values import Period
from starcase.rating.events import Event, outcome_of
from starcase.rating.terms import reaches


class Past(Struct, frozen=True):
    """`level` is that of the latest earlier decision, also if it has expired; None where it was withdrawn or there was none.

    Source: FORMAT.md section 4: `from`, Steps.
    """

    was_rated: bool = False
    level: LevelId | None = None


def past_of(events: Iterable[Event]) -> Past:
    """What earlier events, in the order in which they count, come to. Not taking part changes nothing, nor does a suspension."""
    past = Past()
    for event in events:
        past = _after_decision(past, event.what) if isinstance(event.what, Decision) else _after(past, event.what)
    return past


def _after(past: Past, evaluation: Evaluation) -> Past:
    match outcome_of(evaluation):
        case Outcome.RATED:
            return Past(True, evaluation.level)
        case Outcome.NOT_RATED | Outcome.WITHDRAWN:
            return Past(True, None)
        case Outcome.SUSPENDED | Outcome.EXEMPT:
            return past


def _after_decision(past: Past, decision: Decision) -> Past:
    match decision.kind:
        case DecisionKind.WITHDRAWN:
            return Past(True, None)
        case DecisionKind.SUSPENDED:
            return Past(True, past.level or decision.from_level)
        case DecisionKind.PROMOTED | DecisionKind.DEMOTED | DecisionKind.RESUMED:
            return Past(True, decision.to_level or past.level)


def periods_held(events: Iterable[Event], held: Held, programme: Programme, within: Period | None) -> int:
    """In how many periods a body held a level or better, one count a period; where they must be consecutive, in how many on end.

    `within` leaves out the periods that do not lie in it. Source: FORMAT.md section 4, `held`.
    """
    evaluations = [event.what for event in events if isinstance(event.what, Evaluation)]
    levels = {
        one.period: one.level
        for one in evaluations
        if outcome_of(one) is Outcome.RATED and (within is None or within.contains(one.period))
    }
    periods = sorted(
        (period for period, level in levels.items() if level and reaches(level, held.level, programme)),
        key=lambda period: (period.first_day, period.last_day),
    )
    return _longest_run(periods) if held.consecutive else len(periods)


def _longest_run(periods: list[Period]) -> int:
    longest = run = 0
    before: Period | None = None
    for period in periods:
        run = run + 1 if before and before.next() == period else 1
        longest, before = max(longest, run), period
    return longest
