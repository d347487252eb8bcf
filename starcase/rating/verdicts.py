"""Decides what level an evaluation earns: eligibility, vetoes, other needs, caps, step limit. Quotas look at all bodies: see `quotas`.

Source: FORMAT.md section 4, Order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.ids import IndicatorId, LevelId
from starcase.model.organization import Evaluation, Organization, ReasonKind
from starcase.model.programme import Programme
from starcase.model.rubric import Held, Needs, Over, Rubric, Rules
from starcase.model.scorecard import Scorecard
from starcase.model.verdict import (
    Condition,
    Doubt,
    Lowered,
    Lowering,
    Need,
    Refusal,
    Refused,
    Step,
    Tested,
    Verdict,
    Waived,
)
from starcase.rating.calendar import same_day_after
from starcase.rating.conditions import Facts, condition_of, conditions_of, needs_points
from starcase.rating.events import Event, is_evaluated
from starcase.rating.figures import Figure, figure_in, figure_until
from starcase.rating.past import past_of, periods_held
from starcase.rating.terms import (
    LevelsAndNeeds,
    needs_for,
    place_of,
    places_of,
    rules_for,
    step_number,
    steps_of,
    with_decided,
)


class Case(Struct, frozen=True):
    """An evaluation and all that the verdict on it rests on.

    `day` is the one on which it was made, `before` are the earlier events of the programme; `source` is the programme that this one is
    built from, with the body's events in it.
    """

    body: Organization
    programme: Programme
    evaluation: Evaluation
    day: date
    before: tuple[Event, ...]
    rubric: Rubric | None = None
    card: Scorecard | None = None
    source: tuple[Programme, tuple[Event, ...]] | None = None


def decide(case: Case) -> Verdict | None:
    """The verdict on an evaluation; None where its level is taken as decided: it has no scores, or no level has needs.

    A veto speaks of itself, also where there is nothing else to go by.
    """
    evaluation, programme = case.evaluation, case.programme
    if not is_evaluated(evaluation):
        return None
    needs, rules = needs_for(programme, case.rubric), rules_for(programme, case.rubric)
    is_computed = bool(needs) and (case.card is not None or _do_without_scores(needs))
    if is_computed and case.day < eligible_from(case.body, rules):
        return Verdict(None, (Refused(Refusal.TOO_NEW),))
    if evaluation.vetoes:
        return Verdict(None, (Refused(Refusal.VETO, evaluation.vetoes),))
    if not is_computed:
        return None
    if case.card and case.card.total is None:
        return Verdict(None, (Refused(Refusal.NO_TOTAL),))
    first = rules.first_period
    is_first = first is not None and first.contains(evaluation.period)
    course = Course(_facts_of(case), rules, _exception(evaluation), is_first=is_first)
    return course.run(with_decided(needs, evaluation.level, programme))


def eligible_from(body: Organization, rules: Rules) -> date:
    """The day from which a body is old enough to be rated, counted from the last day that `founded` may mean."""
    months = rules.eligibility.founded_months if rules.eligibility else None
    return same_day_after(body.founded.last_day, months) if months and body.founded else date.min


class Course(Struct, frozen=True):
    """The order in which rules are applied. Without an `evaluation` among the facts there is no earlier level to count steps from."""

    facts: Facts
    rules: Rules
    exception: ReasonKind | None = None
    is_first: bool = False

    def run(self, needs: LevelsAndNeeds) -> Verdict:
        """The verdict, with the levels that it may come to where figures are only approximate."""
        verdict = self._run(needs)
        if not any(doubt.doubt is Doubt.APPROXIMATE for doubt in verdict.doubts):
            return verdict
        levels = (replace(self, facts=replace(self.facts, favour=favour))._run(needs).level for favour in (False, True))
        lowest, highest = levels
        return verdict if lowest == highest else replace(verdict, between=(lowest, highest))

    def _run(self, needs: LevelsAndNeeds) -> Verdict:
        tests, level = self._test(needs)
        steps: list[Step] = list(tests)
        doubts = list(_doubts(tests))
        if level is not None:
            steps += self._lower(level, doubts)
        if self.exception is ReasonKind.FROM and any(_was_waived(test) for test in tests):
            steps.append(Waived(ReasonKind.FROM))
        after = [step.after for step in steps if isinstance(step, Lowered)]
        return Verdict(after[-1] if after else level, tuple(steps), tuple(doubts))

    def _test(self, needs: LevelsAndNeeds) -> tuple[list[Tested], LevelId | None]:
        """Each level from the best down to the first that is reached; of one that is not, what was not met."""
        tests: list[Tested] = []
        for level, asked in needs:
            found = self._conditions(asked)
            unmet = tuple([condition for condition in found if not condition.is_met])
            tests.append(Tested(level.id, unmet or found))
            if not unmet:
                return tests, level.id
        return tests, None

    def _conditions(self, asked: Needs) -> tuple[Condition, ...]:
        found = conditions_of(asked, self.facts, first_period=self.is_first)
        if self.exception is ReasonKind.FROM:
            return tuple(replace(one, is_met=True) if one.need is Need.FROM else one for one in found)
        return tuple(found)

    def _lower(self, level: LevelId, doubts: list[Condition]) -> Iterator[Step]:
        """Caps, with the best level for a body that was never rated; then the step limit."""
        for lowered in self._capped(level, doubts):
            if self.exception is ReasonKind.CAP:
                yield Waived(ReasonKind.CAP)
                break
            yield lowered
            level = lowered.after or level
        lowered_to = self._stepped(level)
        if lowered_to and self.exception is ReasonKind.STEP_LIMIT:
            yield Waived(ReasonKind.STEP_LIMIT)
        elif lowered_to:
            yield lowered_to

    def _capped(self, level: LevelId, doubts: list[Condition]) -> Iterator[Lowered]:
        places = places_of(self.facts.programme)
        for cap in self.rules.caps:
            if places[level] >= places[cap.at_most]:
                continue
            condition = condition_of(cap.when, self.facts)
            if condition and condition.doubt:
                doubts.append(condition)
            if condition and condition.is_met:
                yield Lowered(Lowering.CAP, level, cap.at_most, cap.name, condition)
                level = cap.at_most
        most, is_new = self.rules.new_at_most, self.facts.evaluation and not self.facts.past.was_rated
        if most is not None and is_new and places[level] < places[most]:
            yield Lowered(Lowering.NEW, level, most)

    def _stepped(self, level: LevelId) -> Lowered | None:
        limit, past, programme = self.rules.step_limit, self.facts.past, self.facts.programme
        if limit is None or self.is_first or not past.was_rated:
            return None
        allowed = step_number(past.level, programme) + limit
        if step_number(level, programme) <= allowed:
            return None
        return Lowered(Lowering.STEP, level, steps_of(programme)[allowed - 1], limit=limit, base=past.level)


def is_possible(level: LevelId | None, verdict: Verdict, programme: Programme) -> bool:
    """Whether a level is what a verdict comes to, or may come to where figures are only approximate."""
    if verdict.between is None:
        return level == verdict.level
    lowest, highest = (place_of(one, programme) for one in verdict.between)
    return highest <= place_of(level, programme) <= lowest


def _do_without_scores(needs: LevelsAndNeeds) -> bool:
    """Whether levels ask only for what is known without a scorecard, and for some of it."""
    if any(needs_points(asked) for _, asked in needs):
        return False
    return any(asked.indicators or asked.held for _, asked in needs)


def _facts_of(case: Case) -> Facts:
    return Facts(
        programme=case.programme,
        figure=partial(_figure, case.body, case.programme, case.evaluation, case.day),
        held=partial(_count_held, case),
        past=past_of(case.before),
        evaluation=case.evaluation,
        rubric=case.rubric,
        card=case.card,
    )


def _doubts(tests: Iterable[Tested]) -> Iterator[Condition]:
    """What no exact figure decides: that a level is reached, or that it is not and nothing else stands against it."""
    for test in tests:
        doubtful = [condition for condition in test.conditions if condition.doubt]
        if doubtful and (test.is_met or len(doubtful) == len(test.conditions)):
            yield from doubtful


def _was_waived(test: Tested) -> bool:
    return any(one.need is Need.FROM and one.is_met and not one.found for one in test.conditions)


def _count_held(case: Case, held: Held) -> int:
    """In how many periods a level was held: earlier ones, or of the programme that this one is built from those within the period."""
    if case.source is None:
        return periods_held(case.before, held, case.programme, None)
    programme, events = case.source
    return periods_held(events, held, programme, case.evaluation.period)


def _exception(evaluation: Evaluation) -> ReasonKind | None:
    """What an evaluation may depart from; only with a basis."""
    reason = evaluation.reason
    return reason.exception if reason and reason.basis else None


def _figure(
    body: Organization, programme: Programme, evaluation: Evaluation, made: date, wanted: IndicatorId, over: Over
) -> Figure | None:
    """A figure of the evaluation's period, or of all periods up to the day made or the end of that period, whichever is later."""
    period = evaluation.period
    if over is Over.ALL:
        return figure_until(body, wanted, max(made, period.last_day))
    return figure_in(body, programme, wanted, period)
