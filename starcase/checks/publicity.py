"""Checks the days for objections that a notice gives against those that its programme promises."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Phrase, phrase
from starcase.model.catalogue import Catalogue
from starcase.model.programme import Publicity
from starcase.problems import Problem, Severity, problem, rule
from starcase.rating.publicity import last_day_of, last_known_year

WORKING_DAYS_UNKNOWN = rule(
    "working-days-unknown",
    says="{year} 年以后的放假安排还没有公布，从 {opens} 起的{days}算不出公示截止日。",
    mend="请写上 closes:（公示截止）。",
    severity=Severity.WARNING,
)
PUBLICITY_TOO_SHORT = rule(
    "publicity-too-short",
    says="公示截止写的是 {closes}；从 {opens} 的次日算起满{days}，应到 {least} 为止。",
    mend="请核对公示开始和截止的日期；可以更长，不能更短。",
    severity=Severity.WARNING,
)


def find_publicity(catalogue: Catalogue) -> Iterator[Problem]:
    """Reports working-days-unknown, and publicity-too-short where a notice closes before the programme's days are over."""
    for notice in catalogue.notices:
        programme = catalogue.programmes.get(notice.programme) if notice.programme else None
        if notice.opens is None or programme is None or programme.publicity is None:
            continue
        least, days = last_day_of(notice.opens, programme.publicity), _say_days(programme.publicity)
        if least is None and notice.closes is None:
            year = last_known_year()
            yield problem(WORKING_DAYS_UNKNOWN, notice.document, ("opens",), year=year, opens=notice.opens, days=days)
        elif least and notice.closes and notice.closes < least:
            yield problem(
                PUBLICITY_TOO_SHORT,
                notice.document,
                ("closes",),
                closes=notice.closes,
                opens=notice.opens,
                days=days,
                least=least,
            )


def _say_days(publicity: Publicity) -> Phrase:
    if publicity.working_days:
        return phrase("{n}个工作日", n=publicity.working_days)
    return phrase("{n}天", n=publicity.days)
