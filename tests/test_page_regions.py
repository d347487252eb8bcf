"""Regions: a page for every place of every tier, with its bodies, its numbers and the way up and down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.page_parts import headings, links, main, names, section, table, words
from tests.sites import Site, build_site

SITE = """
-- config.yaml --
title: 示例站
tiers: {street: 镇街}
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  contact: {name: 党群服务中心, phone: 0000-1234567, address: 示例路1号}
  children:
  - id: east
    name: 东湖区
    tier: district
    code: "130102"
    former_names: [老东县]
    children:
    - id: bridge
      name: 桥头街道
      tier: street
      contact: {phone: 0000-7654321}
      children:
      - {id: anju, name: 安居社区, tier: community, children: [{id: grid-1, name: 第一网格, tier: grid}]}
      - {id: empty, name: 空社区, tier: community}
    - {id: town, name: 慈云镇, tier: street}
  - {id: west, name: 西山县, tier: district}
  - {id: old, name: 旧城区, tier: district, merged_into: east}
- {id: alone, name: 独立镇, tier: street, children: [{id: hamlet, name: 小村, tier: community}]}
-- content/programmes/plain.yaml --
{id: plain, name: 助老项目}
-- content/organizations/all.yaml --
id: in-grid
name: 网格队
programme: example-stars
type: service
region: grid-1
level: star5
---
id: in-city
name: 全市队
programme: example-stars
region: example-city
level: star4
---
id: in-street
name: 街道队
programme: example-stars
region: bridge
---
id: twice
name: 两地队
programme: plain
region: [anju, west]
---
id: gone
name: 不在了队
programme: example-stars
region: anju
status: dissolved
level: gold
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = build_site(tmp_path_factory.mktemp("regions"), SITE)
    assert built.errors == []
    return built


def region(site: Site, identifier: str) -> str:
    return site.page(f"regions/{identifier}/index.html")


def test_the_tree_goes_from_cities_to_streets_and_counts_what_lies_below(site: Site) -> None:
    tree = site.page("regions/index.html")
    assert headings(tree) == ["示例市 4", "独立镇"]
    city = links(section(tree, "示例市"))
    assert city["东湖区 3"] == "east/index.html"
    assert city["桥头街道 3"] == "bridge/index.html"
    assert city["西山县 1"] == "west/index.html"
    assert "旧城区" in city and "安居社区" not in words(tree)


def test_a_place_without_streets_between_shows_its_villages(site: Site) -> None:
    assert links(section(site.page("regions/index.html"), "独立镇"))["小村"] == "hamlet/index.html"


def test_bodies_of_the_place_itself_stand_first_then_those_below_and_the_gone_last(site: Site) -> None:
    assert names(main(region(site, "example-city"))) == ["全市队", "两地队", "街道队", "网格队", "不在了队"]
    assert names(main(region(site, "anju"))) == ["两地队", "网格队", "不在了队"]


def test_a_body_in_two_places_is_counted_in_both_and_once_above(site: Site) -> None:
    rows = table(region(site, "example-city"), "各地的组织数")
    assert rows["地区"] == ["组织", "五星级", "四星级"]
    assert rows["东湖区"] == ["3", "1", "0"]
    assert rows["西山县"] == ["1", "0", "0"]
    assert rows["示例市本级"] == ["1", "0", "1"]
    assert "共5个，其中已停止活动1个。" in words(region(site, "example-city"))


def test_numbers_by_programme_stand_where_places_lie_below(site: Site) -> None:
    counts = section(region(site, "east"), "分项目的数目")
    assert table(counts, "按星级")["五星级"][0] == "1"
    assert table(counts, "按星级")["金牌"][0] == "0"
    assert links(counts)["助老项目 1"] == "../../programmes/plain/index.html"
    assert "分项目的数目" not in headings(region(site, "grid-1"))


def test_the_phone_is_the_places_own_else_that_of_the_place_above(site: Site) -> None:
    assert links(region(site, "bridge"))["打电话 0000-7654321"] == "tel:00007654321"
    west = words(main(region(site, "west")))
    assert "打电话 0000-1234567 这是示例市党群服务中心的电话" in west


def test_the_way_down_to_a_place_can_be_gone_up_again(site: Site) -> None:
    crumbs = region(site, "grid-1").partition('class="crumbs"')[2].partition("</nav>")[0]
    assert words(crumbs).endswith("首页 按地区找 示例市 东湖区 桥头街道 安居社区 第一网格")
    assert links(crumbs)["桥头街道"] == "../bridge/index.html"


def test_a_place_without_bodies_says_so_and_leads_up_and_down(site: Site) -> None:
    empty = main(region(site, "empty"))
    assert "本站还没有列出空社区的组织。" in words(empty)
    assert links(empty)["看桥头街道的组织"] == "../bridge/index.html"
    assert links(main(region(site, "alone")))["看全部地区"] == "../index.html"
    assert links(section(region(site, "alone"), "下级地区"))["小村"] == "../hamlet/index.html"


def test_a_place_tells_its_tier_code_and_former_names_and_what_became_of_it(site: Site) -> None:
    assert "层级 区县 区划代码 130102 曾用名 老东县" in words(region(site, "east"))
    assert links(region(site, "old"))["东湖区"] == "../east/index.html"
    assert "已并入" in words(region(site, "old"))


def test_the_word_of_a_tier_comes_from_the_settings_else_from_the_places_name(site: Site) -> None:
    assert "层级 镇街" in words(region(site, "town"))
    assert "层级 村" in words(region(site, "hamlet"))
    assert "层级 社区" in words(region(site, "empty"))


def test_levels_of_several_programmes_are_not_put_in_one_table(site: Site, tmp_path: Path) -> None:
    other = """
-- content/programmes/other.yaml --
{id: other, name: 另一项, levels: [{id: good, name: 优秀}]}
-- content/organizations/other.yaml --
{id: other-1, name: 优秀队, programme: other, region: west, level: good}
"""
    page = build_site(tmp_path, SITE + other).page("regions/example-city/index.html")
    assert table(page, "各地的组织数")["地区"] == ["组织"]


def test_a_long_list_goes_on_on_a_second_page_without_the_numbers(tmp_path: Path) -> None:
    bodies = "\n---\n".join(f"{{id: b{n}, name: 第{n}队, programme: plain, region: west}}" for n in range(51))
    site = build_site(tmp_path, f"{SITE}-- content/organizations/many.yaml --\n{bodies}\n")
    second = site.page("regions/west/page/2/index.html")
    assert len(names(main(second))) == 2
    assert headings(second) == ["西山县的组织"]
    assert links(second)["西山县"] == "../../index.html"
