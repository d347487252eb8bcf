"""Finds stories and notices that bear a day which has not come yet."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.problems import Problem, Severity, problem, rule

DATED_IN_FUTURE = rule(
    "dated-in-future",
    says="日期 {day} 还没有到，文章已经能看到了。",
    mend="请核对日期的年份；要到那一天才上线的，写 publish_on（发布日期）。",
    severity=Severity.WARNING,
)


def find_articles_of_the_future(catalogue: Catalogue) -> Iterator[Problem]:
    """Reports ``dated-in-future`` for what can be seen already."""
    for story in catalogue.stories:
        if story.date and story.date.first_day > catalogue.as_of and not story.draft:
            yield problem(DATED_IN_FUTURE, story.document, ("date",), day=story.date)
    for notice in catalogue.notices:
        if notice.date > catalogue.as_of and not notice.draft:
            yield problem(DATED_IN_FUTURE, notice.document, ("date",), day=notice.date)
