"""The home page: need and place first; only what there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.page_parts import card, headings, links, main, names, section, words
from tests.sites import build_site

SITE = """
-- content/programmes/aid.yaml --
id: aid
name: 助老项目
claims:
- {id: elders, what: 结对老人, value: 2000余, unit: 人, as_of: 2022-12, source: A1}
sources: [{id: A1, title: 示例晚报报道, date: 2023}]
-- content/programmes/red.yaml --
id: red
name: 红色组织
region: example-city
level_word: 星级
measure_word: 个
types: [{id: service, name: 为民服务类}]
levels: [{id: gold, name: 金牌, honour: true}, {id: star5, name: 五星级, stars: 5}]
claims:
- {id: all, what: organizations, value: 7356, parts: [service], source: A4}
- {id: service, what: organizations, where: {type: service}, value: 2361, share: 32.1, of: all, source: A4}
- {id: gold, what: organizations, where: {level: gold}, value: 30, source: A4}
sources: [{id: A4, title: 2022年专刊报道, date: 2022}]
-- content/programmes/persons.yaml --
{id: persons, name: 评个人的项目, rates: persons, levels: unpublished}
-- content/organizations/stars.yaml --
id: shouwang
name: 守望队
programme: example-stars
region: anju
offers: [上门探访]
tags: [示例, 养老]
evaluations: [{period: 2023, level: gold, decided: 2023-11-30}]
---
id: wanqing
name: 晚晴社
programme: example-stars
region: leye
tags: [示例, 养老]
evaluations: [{period: 2020, level: gold, decided: 2020-11-30}]
---
id: heping
name: 和平队
programme: example-stars
region: leye
tags: [示例]
status: merged
relations: {merged_into: shouwang}
evaluations: [{period: 2023, level: gold, decided: 2023-11-30}]
---
id: linli
name: 邻里队
programme: example-stars
region: anju
tags: [示例]
---
id: aixin
name: 爱心来敲门
programme: red
region: anju
level: gold
tags: [养老]
-- content/organizations/s1.md --
---
title: 第一个故事
date: 2021
organizations: [aixin]
---
旧的。
-- content/organizations/s2.md --
---
title: 第二个故事
date: 2022
organizations: [aixin]
---
新的。
-- content/organizations/s3.md --
---
title: 第三个故事
date: 2023
organizations: [aixin]
---
新的。
-- content/organizations/s4.md --
---
title: 第四个故事
date: 2024
organizations: [shouwang]
---
最新的。
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> str:
    site = build_site(tmp_path_factory.mktemp("home"), SITE)
    assert site.errors == []
    return site.page("index.html")


def test_need_and_place_come_before_stars_and_figures(home: str) -> None:
    assert headings(home) == ["我需要……", "按地区找", "金牌组织", "怎么评的", "服务故事", "公布的数字", "其他项目"]


def test_a_need_leads_to_the_bodies_that_meet_it_and_says_how_many(home: str) -> None:
    needs = section(home, "我需要")
    assert links(needs)["养老 3"] == "organizations/search/yang-lao/index.html"
    assert links(needs)["上门探访 1"] == "organizations/search/shang-men-tan-fang/index.html"


def test_a_tag_that_every_body_of_a_programme_carries_is_no_need(home: str) -> None:
    assert "示例" not in words(section(home, "我需要"))


def test_a_city_and_its_districts_say_how_many_bodies_exist_there(home: str) -> None:
    areas = section(home, "按地区找")
    assert links(areas) == {
        "全部地区": "regions/index.html",
        "示例市": "regions/example-city/index.html",
        "东湖区 4": "regions/east/index.html",
    }
    assert "示例市 4" in words(areas)


def test_an_honour_is_shown_with_its_place_while_it_is_in_force_and_its_body_exists(home: str) -> None:
    honoured = section(home, "金牌组织")
    assert names(honoured) == ["爱心来敲门", "守望队"]
    assert card(honoured, "爱心来敲门") == "爱心来敲门 金牌 东湖区 安居社区 红色组织"


def test_programmes_whose_numbers_of_bodies_are_published_stand_first(home: str) -> None:
    assert names(section(home, "怎么评的")) == ["红色组织", "示例社区社会组织星级评定"]


def test_each_programme_that_rates_has_its_sentence_and_its_page(home: str) -> None:
    how = section(home, "怎么评的")
    assert card(how, "红色组织") == "红色组织 星级分为金牌、五星级；评分标准没有公布。"
    assert card(how, "示例社区社会组织星级评定").endswith(
        "按2个方面、3项内容打分，满分100分，分为金牌、五星级、四星级、三星级。"
    )
    assert links(how)["红色组织"] == "how/red/index.html"


def test_the_three_newest_stories_are_shown(home: str) -> None:
    assert names(section(home, "服务故事")) == ["第四个故事", "第三个故事", "第二个故事"]


def test_published_figures_stand_with_programme_date_and_source_and_leave_their_parts_out(home: str) -> None:
    figures = words(section(home, "公布的数字"))
    assert "7356 个 组织总数 红色组织 2022年专刊报道" in figures
    assert "30 个 金牌 红色组织 2022年专刊报道" in figures
    assert "2000余 人 结对老人 助老项目 截至2022年12月；示例晚报报道，2023年" in figures
    assert "2361 个" not in figures  # a part stands only in the reckoning of its whole


def test_the_other_programmes_are_those_that_rate_no_bodies(home: str) -> None:
    assert list(links(section(home, "其他项目"))) == ["全部项目", "助老项目", "评个人的项目"]


def test_an_empty_site_still_says_what_it_is(tmp_path: Path) -> None:
    nothing = (
        "-- content/regions.yaml --\n[]\n-- content/programmes/example-stars.yaml --\n{id: plain, name: 助老项目}\n"
    )
    home = build_site(tmp_path, nothing).page("index.html")
    assert headings(home) == ["其他项目"]
    assert words(main(home)).startswith("找到身边的社区组织 它们为谁做什么，在哪里，怎么联系。 ")


def test_more_honours_than_are_shown_lead_to_the_whole_list(tmp_path: Path) -> None:
    bodies = "\n---\n".join(
        f"{{id: b{number}, name: 第{number}队, programme: example-stars, region: anju, level: gold}}"
        for number in range(13)
    )
    home = build_site(tmp_path, f"-- content/organizations/all.yaml --\n{bodies}\n").page("index.html")
    honoured = section(home, "金牌组织")
    assert len(names(honoured)) == 12
    assert links(honoured)["示例社区社会组织星级评定 金牌 13"] == "programmes/example-stars/levels/gold/index.html"


NOTICES = "".join(
    f"""
-- content/notices/n{number}.md --
---
title: {title}
date: 2024-05-20
kind: {kind}
opens: 2024-05-28
{closes}
---
"""
    for number, (title, kind, closes) in enumerate(
        (
            ("拟定星级公示", "公示", "closes: 2024-06-03"),
            ("没有截止日的公示", "公示", ""),
            ("评定通知", "通知", "closes: 2024-06-03"),
        )
    )
)


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2024-05-27", False), ("2024-05-28", True), ("2024-06-03", True), ("2024-06-04", False)],
)
def test_a_notice_stands_on_the_home_page_from_its_first_to_its_last_day(day: str, shown: bool, tmp_path: Path) -> None:
    home = build_site(tmp_path, NOTICES, as_of=date.fromisoformat(day)).page("index.html")
    assert ("正在公示" in headings(home)) == shown
    if shown:
        assert words(section(home, "正在公示")) == "正在公示 拟定星级公示 公示期：2024年5月28日至2024年6月3日"
        assert links(section(home, "正在公示")) == {"拟定星级公示": "notices/n0/index.html"}


@pytest.mark.parametrize(("day", "next_day"), [("2024-05-27", "2024-05-28"), ("2024-05-28", "2024-06-04")])
def test_the_days_of_a_notice_are_days_to_build_again(day: str, next_day: str, tmp_path: Path) -> None:
    report = build_site(tmp_path, NOTICES, as_of=date.fromisoformat(day)).report
    assert report.next_rebuild == date.fromisoformat(next_day)
