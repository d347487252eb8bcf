"""Programmes, their types and levels, and the statistics: published figures and own counts, never mixed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.page_parts import card, headings, links, main, names, section, table, words
from tests.sites import Site, build_site

SITE = """
-- content/programmes/red.yaml --
id: red
name: 红色组织
authority: [{name: 市委组织部, until: 2021}, {name: 市委社会工作部, from: 2022}]
region: east
started: 2020
part_of: 城市布局
summary: 四级培育。有升有降。
level_word: 星级
measure_word: 个
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
levels: [{id: gold, name: 金牌, honour: true}, {id: star5, name: 五星级, stars: 5}, {id: star3, name: 三星级, stars: 3}]
claims:
- {id: all, what: organizations, value: 7356, parts: [service, charity], source: A4}
- {id: service, what: organizations, where: {type: service}, value: 2361, share: 32.1, of: all, source: A4}
- {id: charity, what: organizations, where: {type: charity}, value: 约1502, of: all, source: A4}
- {id: best, what: organizations, where: {level_at_least: gold}, value: 30, source: A4}
- {id: good, what: organizations, where: {level_at_least: star3}, value: 2870, source: A4}
- {id: earlier, what: organizations, value: 5609, as_of: 2021, source: A0}
- {id: hours, what: 服务时长, value: 4.5万余, unit: 小时, source: A0}
sources: [{id: A4, title: 2022年专刊报道, date: 2022}, {id: A0, title: 示例日报报道, date: 2021-03}]
-- content/programmes/part.yaml --
{id: part, name: 红色组织的分项, part_of: red}
-- content/programmes/ten.yaml --
id: ten
name: 十个一
rubrics: [{id: ten, aspects: [{id: list, name: 清单, items: [{id: sign, name: 社区标识, max: 1}, {id: brand, name: 社区品牌, max: 1}]}]}]
-- content/programmes/persons.yaml --
{id: persons, name: 评网格员, rates: persons, levels: unpublished, claims: [{what: 网格员, value: 15, unit: 名}]}
-- content/programmes/quiet.yaml --
{id: quiet, name: 星级没有公布的项目, levels: unpublished, level_word: 星级}
-- content/organizations/red.yaml --
id: aixin
name: 爱心来敲门
programme: red
region: east
level: gold
---
id: laobing
name: 老兵讲师团
programme: red
type: service
region: anju
---
id: hebing
name: 合并了的队
programme: red
type: service
level: star5
region: anju
status: merged
---
id: person
name: 网格员小组
programme: persons
region: anju
---
id: quiet-1
name: 没有公布星级的队
programme: quiet
region: anju
-- content/organizations/stars.yaml --
id: one
name: 一队
programme: example-stars
type: service
region: anju
level: gold
services: {2022: {visits: 100, hours: 10.5}, 2023: {visits: 50}}
---
id: two
name: 二队
programme: example-stars
type: charity
region: leye
level: star5
services: {2022: {visits: 7}, 2023: {visits: 约60}, to_date: {visits: 9000}}
---
id: wrong
name: 有错的队
programme: example-stars
region: leye
level: 七星级
-- content/organizations/story.md --
---
title: 敲门的故事
date: 2022
organizations: [aixin]
---
正文。
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("programmes"), SITE)


@pytest.fixture(scope="module")
def red(site: Site) -> str:
    return site.page("programmes/red/index.html")


@pytest.fixture(scope="module")
def stars(site: Site) -> str:
    return site.page("programmes/example-stars/index.html")


# --- the programme's own page -----------------------------------------------------------------------------------------


def test_published_figures_and_own_count_stand_under_headings_of_their_own(red: str) -> None:
    assert headings(red) == ["怎么评的", "公布的数字", "本站列出的组织", "组织", "服务故事", "公布数据核对", "资料来源"]
    assert "7356" not in section(red, "本站列出的组织")
    assert "共3个，其中已并入其他组织1个。" in words(section(red, "本站列出的组织"))


def test_published_figures_read_as_they_were_published_with_date_and_source(red: str) -> None:
    figures = words(section(red, "公布的数字"))
    assert "7356 个 组织总数" in figures
    assert "2361 个" not in figures  # a part of another figure stands in that one's table only
    assert "30 个 金牌" in figures
    assert "2870 个 三星级及以上" in figures
    assert "5609 个 组织总数 截至2021年" in figures
    assert "4.5万余 小时 服务时长" in figures
    assert "出自：2022年专刊报道 " in figures and "出自：示例日报报道，2021年3月" in figures


def test_the_parts_of_a_published_figure_are_a_table_with_their_shares(red: str) -> None:
    parts = table(section(red, "公布的数字"), "组织总数7356个，其中")
    assert parts == {
        "类别": ["数量", "占比"],
        "为民服务类": ["2361个", "32.1%"],
        "社会公益类": ["约1502个", ""],
    }


def test_bodies_are_counted_by_type_and_level_as_what_they_are(red: str) -> None:
    own = section(red, "本站列出的组织")
    assert table(own, "按星级") == {
        "星级": ["数量（个）", "占比"],
        "金牌": ["1", "50%"],
        "五星级": ["0", "0%"],
        "三星级": ["0", "0%"],
        "未评": ["1", "50%"],
    }
    assert table(own, "按类型") == {
        "类型": ["数量（个）", "占比"],
        "为民服务类": ["1", "50%"],
        "社会公益类": ["0", "0%"],
        "类型没有写明": ["1", "50%"],
    }


def test_a_body_held_back_is_counted_as_held_back(stars: str) -> None:
    own = section(stars, "本站列出的组织")
    assert "共3支，其中资料核对中1支。" in words(own)
    assert table(own, "按星级")["资料核对中"][0] == "1"
    assert table(own, "按类型")["资料核对中"][0] == "1"
    assert card(section(stars, "组织"), "有错的队") == "有错的队 资料核对中 东湖区 乐业社区"


def test_an_honour_that_counts_as_a_level_is_said_with_the_sum(stars: str) -> None:
    assert "金牌视同五星级，合起来2支。" in words(section(stars, "本站列出的组织"))


def test_only_exact_figures_of_a_year_are_added(stars: str) -> None:
    services = section(stars, "服务数据")
    assert table(services, "服务人次（人次）") == {
        "年份": ["合计", "组织数"],
        "2022年": ["107", "2"],
        "2023年": ["50", "1"],
    }
    assert table(services, "服务时长（小时）")["2022年"] == ["10.5", "1"]
    assert "9000" not in services


def test_a_programme_names_its_authorities_region_start_whole_and_parts(red: str, site: Site) -> None:
    assert "评定单位 市委组织部（至2021年）；市委社会工作部" in words(red)
    assert links(main(red))["东湖区"] == "../../regions/east/index.html"
    assert "起始 2020年 属于 城市布局 包括 红色组织的分项" in words(red)
    assert links(main(site.page("programmes/part/index.html")))["红色组织"] == "../red/index.html"


def test_stories_of_its_bodies_stand_on_the_page(red: str) -> None:
    assert names(section(red, "服务故事")) == ["敲门的故事"]


def test_a_checklist_is_shown_as_a_list(site: Site) -> None:
    ten = section(site.page("programmes/ten/index.html"), "评什么")
    assert words(ten).startswith("评什么 对照2项清单，做到一项记1分，不分等级。 清单 社区标识 社区品牌")


def test_where_persons_are_rated_only_that_is_said(site: Site) -> None:
    page = site.page("programmes/persons/index.html")
    assert headings(page) == ["评什么", "公布的数字", "公布数据核对"]
    assert "网格员小组" not in page
    assert "这个项目评的是个人，本站不列个人。" in words(page)
    assert not site.has("how/persons/index.html")


def test_levels_that_are_not_published_are_said_to_be_so_and_no_star_is_drawn(site: Site) -> None:
    page = site.page("programmes/quiet/index.html")
    assert "星级怎样划分没有公布，本站也不列星级。" in words(page)
    assert card(section(page, "组织"), "没有公布星级的队") == "没有公布星级的队 东湖区 安居社区"
    assert "<svg" not in main(page)


def test_a_programme_without_rating_does_not_speak_of_it(site: Site) -> None:
    page = site.page("programmes/part/index.html")
    assert headings(page) == ["本站列出的组织"]
    assert "星" not in words(main(page))


def test_more_than_twelve_bodies_go_on_in_a_list_of_their_own(tmp_path: Path) -> None:
    bodies = "\n---\n".join(
        f"{{id: b{number}, name: 第{number}队, programme: example-stars, region: anju}}" for number in range(60)
    )
    site = build_site(tmp_path, f"-- content/organizations/all.yaml --\n{bodies}\n")
    page = site.page("programmes/example-stars/index.html")
    assert len(names(section(page, "组织"))) == 12
    assert links(page)["全部60支"] == "page/1/index.html"
    first = site.page("programmes/example-stars/page/1/index.html")
    assert len(names(main(first))) == 50
    assert links(first)["下一页"] == "../2/index.html"
    assert links(site.page("programmes/example-stars/page/2/index.html"))["上一页"] == "../1/index.html"


# --- the list of programmes, types and levels, statistics -------------------------------------------------------------


def test_programmes_are_listed_by_what_they_rate(site: Site) -> None:
    page = site.page("programmes/index.html")
    assert headings(page) == ["评等级的项目", "不评等级的项目", "评个人的项目"]
    assert names(section(page, "评等级的项目")) == ["红色组织", "示例社区社会组织星级评定", "星级没有公布的项目"]
    assert (
        card(page, "红色组织")
        == "红色组织 东湖区 本站列出3个 四级培育。 星级分为金牌、五星级、三星级；评分标准没有公布。"
    )


def test_a_type_page_lists_its_bodies_those_that_are_gone_last(site: Site) -> None:
    page = site.page("programmes/red/types/service/index.html")
    assert names(main(page)) == ["老兵讲师团", "合并了的队"]
    assert links(section(page, "其他类型"))["社会公益类"] == "../charity/index.html"


def test_a_level_page_lists_who_has_it_now(site: Site) -> None:
    assert names(main(site.page("programmes/red/levels/gold/index.html"))) == ["爱心来敲门"]
    empty = site.page("programmes/red/levels/star5/index.html")
    assert "本站现在没有列出五星级的组织。" in words(empty)


def test_a_level_page_says_what_the_level_needs_or_that_this_is_not_published(site: Site) -> None:
    assert "评为五星级，要做到下面各条。 总分90分（含）以上" in words(
        site.page("programmes/example-stars/levels/star5/index.html")
    )
    assert "评为金牌的条件没有公布" in words(site.page("programmes/red/levels/gold/index.html"))


def test_a_level_is_named_in_the_title_once(site: Site) -> None:
    page = site.page("programmes/red/levels/gold/index.html")
    assert words(main(page).partition("</h1>")[0]) == "金牌"
    assert "<title>红色组织：金牌 - 示例站</title>" in page
    assert words(page.partition('class="crumbs"')[2].partition("</nav>")[0]).endswith("全部项目 红色组织 金牌")


def test_statistics_count_what_this_site_lists_and_nothing_that_was_published(site: Site) -> None:
    page = site.page("statistics/index.html")
    assert "这里只数本站列出的7个组织" in words(page)
    assert "7356" not in page
    assert headings(page) == ["红色组织", "示例社区社会组织星级评定", "星级没有公布的项目"]


def test_statistics_split_a_programme_by_the_parts_of_its_region(site: Site) -> None:
    areas = table(section(site.page("statistics/index.html"), "红色组织"), "按地区")
    assert areas == {
        "地区": ["数量（个）", "有星级", "占比"],
        "东湖区本级": ["1", "1", "100%"],
        "安居社区": ["1", "0", "0%"],
    }


def test_statistics_say_what_is_left_out(site: Site) -> None:
    assert "各表不数已并入和已停止活动的组织。" in words(section(site.page("statistics/index.html"), "红色组织"))


def test_an_empty_site_has_statistics_that_say_so(tmp_path: Path) -> None:
    assert words(main(build_site(tmp_path, "").page("statistics/index.html"))) == "统计 本站还没有列出组织。"
