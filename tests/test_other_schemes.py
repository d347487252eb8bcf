"""Schemes of other cities, written from FORMAT.md alone: checklists, points, persons, designations, grids."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.page_parts import main, table, words
from tests.sites import Site, build_site

PERSONS = """
-- content/programmes/members.yaml --
id: members
name: 星级党员
rates: persons
measure_word: 名
levels: [{id: p5, name: 五星党员, stars: 5}]
claims: [{what: 星级党员, unit: 名, value: 2.1万余, as_of: 2023}]
-- content/organizations/zhibu.yaml --
name: 温泉村党支部
programme: members
region: anju
facts: [{what: 五星党员, value: 6, unit: 名, as_of: 2023}]
"""


def _body(site: Site, page: str) -> str:
    return words(main(site.page(page)))


def test_where_persons_are_rated_bodies_are_not_counted_as_persons(tmp_path: Path) -> None:
    site = build_site(tmp_path, PERSONS)
    assert site.problems == []
    assert "星级党员 1个" in _body(site, "index.html")
    assert "本站列出1个" in _body(site, "programmes/index.html")
    assert "2.1万余 名 星级党员 截至2023年" in _body(site, "programmes/members/index.html")


def test_where_persons_are_rated_no_page_asks_which_bodies_have_the_level(tmp_path: Path) -> None:
    site = build_site(tmp_path, PERSONS)
    assert not site.has("programmes/members/levels/p5/index.html")
    assert "五星党员" not in _body(site, "regions/east/index.html")
    assert "6 名 五星党员" in _body(site, "organizations/zhibu/index.html")


@pytest.mark.parametrize("what", ["organizations", "组织"])
def test_a_published_share_stands_beside_its_figure(what: str, tmp_path: Path) -> None:
    claims = f"""
-- content/programmes/model.yaml --
id: model
name: 示范组织
measure_word: 家
level_word: 称号
levels: [{{id: best, name: 示范点}}, {{id: trial, name: 试点}}]
claims:
- {{id: all, what: {what}, value: 12, as_of: 2023-05}}
- {{what: {what}, where: {{level_at_least: best}}, value: 5, share: 41.7, of: all, as_of: 2023-05}}
"""
    page = _body(build_site(tmp_path, claims), "programmes/model/index.html")
    assert "12 家 组织总数 截至2023年5月" in page
    assert "5 家 示范点 截至2023年5月，占组织总数的41.7%" in page


def test_what_is_scored_is_told_although_the_levels_are_not_published(tmp_path: Path) -> None:
    programme = """
-- content/programmes/hidden.yaml --
编号: hidden
名称: 商会评级
等级: 未公布
评分标准: {编号: 2023, 方面: {编号: a, 名称: 全部, 评价内容: {编号: x, 名称: 章程, 满分: 50}}}
-- content/organizations/shanghui.yaml --
name: 圣泉商会
programme: hidden
evaluations: {period: 2023, outcome: rated, scores: {章程: 40.5}}
"""
    site = build_site(tmp_path, programme)
    how = _body(site, "how/hidden/index.html")
    assert "各级的分数线没有公布" in how and "评分内容和各级的条件没有公布" not in how
    assert "2023年度评定得40.5分（满分50分）。" in _body(site, "organizations/shanghui/index.html")


POINTS = """
-- content/programmes/points.yaml --
id: points
name: 积分制
rubrics:
- id: r
  decimals: 1
  aspects:
  - {id: env, name: 环境卫生, items: [{id: clean, name: 清扫, max: 40}, {id: sort, name: 分类, max: 20}]}
  - {id: help, name: 互助, weight: 1.5, items: [{id: visit, name: 探望, max: 20}, {id: repair, name: 维修, max: 10, may_be_n_a: true}]}
  bonus: {max: 10, items: [{id: media, name: 报道}, {id: award, name: 获奖}]}
  deductions: {max: 6, items: [{id: complaint, name: 投诉}]}
"""


@pytest.mark.parametrize(
    ("given", "total", "parts"),
    [
        (
            "scores: {clean: 35, sort: 18.5, visit: 15, repair: 8}, bonus: {media: 5, award: 7}, deductions: {complaint: 2}",
            "96",
            "34.5 / 45",
        ),
        (
            "scores: {clean: 36.33, sort: 17.12, visit: 19, repair: n/a}, bonus: {award: 4}, deductions: {complaint: 8}",
            "94.2",
            "42.8 / 45",
        ),
        ("scores: {clean: 0, sort: 0, visit: 0, repair: 0}, deductions: {complaint: 3}", "0", "0 / 45"),
    ],
)
def test_points_are_added_as_the_notice_says(given: str, total: str, parts: str, tmp_path: Path) -> None:
    record = f"-- content/organizations/team.yaml --\nname: 东山队\nprogramme: points\nevaluations: [{{period: 2024-Q1, {given}}}]\n"
    page = _body(build_site(tmp_path, POINTS + record), "organizations/team/index.html")
    assert f"2024年第一季度评定得{total}分（满分105分）。" in page
    assert f"互助 {parts}" in page


GRIDS = "".join(
    f"""
  - id: s{street}
    name: {"南北"[street]}街道
    tier: street
    children:"""
    + "".join(
        f"""
    - id: s{street}g{grid}
      name: 第{grid}网格
      tier: grid
      children: [{", ".join(f"{{id: s{street}g{grid}w{micro}, name: {micro}号, tier: microgrid}}" for micro in range(10))}]"""
        for grid in range(14)
    )
    for street in range(2)
)
FOUR_TIERS = f"""
-- config.yaml --
title: 四级网格
base_url: https://stars.example.org/
tiers: {{microgrid: 楼栋}}
-- content/regions.yaml --
- id: p
  name: 平江省
  tier: province
  children:{GRIDS}
-- content/programmes/example-stars.yaml --
name: 网格队
-- content/organizations/all.yaml --
{{id: a, name: 甲队, programme: 网格队, region: 平江省/南街道/第3网格/7号}}
---
{{id: b, name: 乙队, programme: 网格队, region: [s0g3, 北街道/第5网格]}}
---
{{id: c, name: 丙队, programme: 网格队, region: 南街道}}
"""


def test_bodies_are_counted_once_in_every_region_above_them(tmp_path: Path) -> None:
    site = build_site(tmp_path, FOUR_TIERS)
    assert site.problems == []
    assert table(site.page("regions/p/index.html"), "各地的组织数") == {
        "地区": ["组织"],
        "南街道": ["3"],
        "北街道": ["1"],
    }
    below = table(site.page("regions/s0/index.html"), "各地的组织数")
    assert {place: number for place, number in below.items() if number != ["0"]} == {
        "地区": ["组织"],
        "第3网格": ["2"],
        "南街道本级": ["1"],
    }
    assert "本站列出的组织共1个" in _body(site, "regions/s0g3w7/index.html")
    assert "楼栋" in _body(site, "regions/s0g3w7/index.html")


def test_sums_leave_out_what_is_not_exact(tmp_path: Path) -> None:
    figures = (
        "2022: {visits: 100余, hours: 1.5}",
        "2022: {visits: 200, hours: 2.25}",
        "2022-Q1: {visits: 7}, 2022-Q2: {visits: 8}",
    )
    records = "---\n".join(
        f"{{id: b{number}, name: 队{number}, programme: example-stars, services: {{{some}}}}}\n"
        for number, some in enumerate(figures)
    )
    page = build_site(tmp_path, f"-- content/organizations/all.yaml --\n{records}").page(
        "programmes/example-stars/index.html"
    )
    assert table(page, "服务人次（人次）")["2022年"] == [str(200 + 7 + 8), "2"]
    assert table(page, "服务时长（小时）")["2022年"] == [str(Decimal("1.5") + Decimal("2.25")), "2"]
