"""Why a rating is what it is, on the body's own page: as deep as the site publishes, and no deeper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.sites import build_site

SCHEME = """
-- config.yaml --
title: 示例站
publish: {scores: %s}
-- content/programmes/stars.yaml --
name: 示例星级评定
levels:
- {id: star5, name: 五星级, needs: {total: 90, aspects: {team: 55}, items: {leader: 58}}}
- {id: star4, name: 四星级, needs: {total: 80}}
rubrics:
- id: "1"
  aspects:
  - {id: team, name: 队伍建设, items: [{id: leader, name: 负责人作用, max: 60}]}
  - {id: work, name: 活动开展, items: [{id: visits, name: 上门服务, max: 40}]}
-- content/organizations/a.yaml --
name: 示例队
programme: stars
evaluations:
- {period: 2023, level: star4, decided: 2023-11-30, scores: {leader: 51.5, visits: 40}}
"""
MONTHS = """
-- content/programmes/monthly.yaml --
name: 示例每月之星
cadence: monthly
levels: [{id: m5, name: 月五星}]
-- content/programmes/yearly.yaml --
name: 示例年度等级
built_from: monthly
levels: [{id: good, name: 优秀, needs: {held: {level: m5, periods: 2}}}]
-- content/organizations/a.yaml --
name: 示例队
programme: monthly
evaluations:
- {period: 2024-01, level: m5, decided: 2024-02-03}
- {period: 2024-02, level: m5, decided: 2024-03-03}
"""
TOTAL = "总分91.5分，达到四星级（80分（含）以上）"
ASPECT = "队伍建设51.5分，低于五星级要求的55分"
ITEM = "负责人作用51.5分，低于五星级要求的58分"


@pytest.mark.parametrize(
    ("depth", "told"),
    [("items", {TOTAL, ASPECT, ITEM}), ("aspects", {TOTAL, ASPECT}), ("total", {TOTAL}), ("level", set())],
)
def test_a_page_tells_no_more_than_is_published(tmp_path: Path, depth: str, told: set[str]) -> None:
    page = build_site(tmp_path, SCHEME % depth).page("organizations/a/index.html")
    assert {said for said in (TOTAL, ASPECT, ITEM) if said in page} == told
    assert ("51.5" in page) == (depth in ("items", "aspects"))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-06-01", "2024年度还没有结束，按目前的结果可评为优秀，年度结束后才算数。"),
        ("2025-01-01", "2024年度评为优秀。"),
    ],
)
def test_a_year_is_told_as_provisional_until_it_has_ended(tmp_path: Path, day: str, said: str) -> None:
    site = build_site(tmp_path, MONTHS, as_of=date.fromisoformat(day))
    page = site.page("organizations/a/index.html")
    assert said in page
    assert "有2期评为月五星或更高，达到优秀（2期）" in page


def test_another_level_than_the_rules_earn_is_told_with_its_reason(tmp_path: Path) -> None:
    lower = SCHEME % "items"
    lower = lower.replace("leader: 51.5", "leader: 60").replace("visits: 40}}", "visits: 40}, reason: {text: 整改中}}")
    page = build_site(tmp_path, lower).page("organizations/a/index.html")
    assert "按评定规则是五星级，实际评为四星级。" in page and "整改中" in page
