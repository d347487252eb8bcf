"""The level that a body's service figures earn by themselves, day by day.

Source: FORMAT.md section 4, `indicators`: a level that needs only indicators is computed without an evaluation.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial

from starcase.model.ids import IndicatorId, LevelId
from starcase.model.organization import Organization
from starcase.model.programme import Level, Programme
from starcase.model.rubric import Needs, Over, Rules
from starcase.model.same import Same
from starcase.model.verdict import Refusal, Refused, Verdict
from starcase.rating.conditions import Facts, needs_points
from starcase.rating.figures import Figure, days_of_figures, figure_in, figure_until, latest_period
from starcase.rating.terms import LevelsAndNeeds, needs_for, rules_for, with_decided
from starcase.rating.verdicts import Course, eligible_from


def decide_by_figures(
    body: Organization, programme: Programme, day: date, typed: LevelId | None = None
) -> Verdict | None:
    """The verdict of a day on a body that was not evaluated; None where no level asks for service figures alone.

    A `typed` level that asks for more is taken as decided. Of the rules, eligibility and caps hold: what else they ask is of evaluations.
    """
    needs, rules = _needs(programme), rules_for(programme, None)
    if not needs:
        return None
    if day < eligible_from(body, rules):
        return Verdict(None, (Refused(Refusal.TOO_NEW),))
    facts = Facts(programme, partial(_figure, body, programme, day), lambda _: 0)
    return Course(facts, rules).run(with_decided(needs, typed, programme))


def days_of_change(body: Organization, programme: Programme) -> tuple[date, ...]:
    """The days on which that verdict may become another, in their order; empty where there is none."""
    if not _needs(programme):
        return ()
    eligible = eligible_from(body, rules_for(programme, None))
    days = {*days_of_figures(body, programme), eligible} - {date.min}
    return tuple(sorted(days))


def _needs(programme: Programme) -> LevelsAndNeeds:
    """The levels that service figures alone decide."""
    return _needs_of(Same(programme))


@lru_cache(maxsize=256)
def _needs_of(programme: Same[Programme]) -> LevelsAndNeeds:
    rules, needs = rules_for(programme.value, None), needs_for(programme.value, None)
    return tuple((level, asked) for level, asked in needs if _is_of_figures(level, asked, rules))


def _is_of_figures(level: Level, asked: Needs, rules: Rules) -> bool:
    """Whether a level asks for service figures and nothing else. Places are given among bodies that were evaluated."""
    others = needs_points(asked) or asked.from_levels or asked.held or asked.quota
    return bool(asked.indicators) and not others and not any(level.id in quota.levels for quota in rules.quotas)


def _figure(body: Organization, programme: Programme, day: date, wanted: IndicatorId, over: Over) -> Figure | None:
    """Without an evaluation the period is the latest that has ended by the day."""
    if over is Over.ALL:
        return figure_until(body, wanted, day)
    period = latest_period(body, programme, day)
    return figure_in(body, programme, wanted, period) if period else None
