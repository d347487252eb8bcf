"""The days for objections: counted as the calendar of holidays says, never assumed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from starcase.model.programme import Publicity
from starcase.rating.publicity import last_day_of, last_known_year
from tests.sites import build_site

PROGRAMME = """
-- content/programmes/stars.yaml --
name: 示例星级评定
levels: [{id: star5, name: 五星级}]
publicity: {working_days: 5}
"""
NOTICE = """
-- content/notices/gongshi.md --
---
title: 拟评定名单公示
date: 2024-04-30
kind: 公示
programme: stars
objections_to: 示例市社会工作部
%s
---
名单见附件。
"""


@pytest.mark.parametrize(
    ("opens", "days", "last"),
    [
        ("2025-11-10", 5, "2025-11-17"),  # over a weekend
        ("2024-04-30", 5, "2024-05-10"),  # after the holidays of May
        ("2024-04-26", 3, "2024-04-30"),  # a Sunday that is worked
        ("2024-02-09", 1, "2024-02-18"),  # a long new year
        ("2024-09-30", 7, "2024-10-15"),  # over two adjusted weekends
    ],
)
def test_working_days_leave_out_holidays_and_count_adjusted_weekends(opens: str, days: int, last: str) -> None:
    assert last_day_of(date.fromisoformat(opens), Publicity(working_days=days)) == date.fromisoformat(last)


def test_days_of_the_calendar_are_simply_added() -> None:
    assert last_day_of(date(2024, 4, 30), Publicity(days=5)) == date(2024, 5, 5)


def test_no_last_day_is_said_of_a_year_whose_holidays_are_not_known() -> None:
    assert last_day_of(date(last_known_year(), 12, 30), Publicity(working_days=5)) is None
    assert last_day_of(date(last_known_year() + 1, 3, 1), Publicity(working_days=5)) is None


def test_a_notice_without_a_last_day_shows_the_one_that_is_counted(tmp_path: Path) -> None:
    site = build_site(tmp_path, PROGRAMME + NOTICE % "opens: 2024-04-30")
    page = site.page("notices/gongshi/index.html")
    assert "2024年4月30日至2024年5月10日" in page
    assert "截止日期" in page
    assert site.problems == []


def test_a_last_day_before_the_promised_days_are_over_is_warned_of(tmp_path: Path) -> None:
    site = build_site(tmp_path, PROGRAMME + NOTICE % "opens: 2024-04-30\ncloses: 2024-05-09")
    assert [found.rule for found in site.report.problems] == ["publicity-too-short"]
    assert "2024-05-10" in site.report.problems[0].message


def test_a_longer_period_is_fine(tmp_path: Path) -> None:
    assert build_site(tmp_path, PROGRAMME + NOTICE % "opens: 2024-04-30\ncloses: 2024-05-20").problems == []
