"""A body in more than one programme: a linked scale, and a grade that is built from another programme's stars."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.page_parts import card, main, table, words
from tests.sites import Site, build_site

YEARLY = """
-- content/programmes/yearly-grade.yaml --
id: yearly-grade
name: 示例年度等级
measure_word: 支
built_from: 示例社区社会组织星级评定
validity: {months: 12}
levels:
- {id: a, name: 甲等, honour: true, needs: {held: {level: 五星级, periods: 6}}}
- {id: b, name: 乙等, needs: {held: {level: star4, periods: 6}}}
"""
BODIES = """
-- content/organizations/two.yaml --
id: shouwang
name: 守望队
programme: example-stars
region: anju
evaluations:
- {period: 2023-06, level: star5}
- {period: 2023-07, level: star5}
- {period: 2023-08, level: star5}
- {period: 2023-09, level: star5}
- {period: 2023-10, level: star5}
- {period: 2023-11, level: star5}
- {period: 2023, programme: yearly-grade, level: a, decided: 2023-12-15}
---
id: wanqing
name: 晚晴社
programme: example-stars
region: leye
"""


def _site(folder: Path, text: str = "", *, day: str = "2024-06-01") -> Site:
    return build_site(folder, YEARLY + BODIES + text, as_of=date.fromisoformat(day))


def _body(site: Site, page: str) -> str:
    return words(main(site.page(page)))


def _levels(site: Site) -> dict[str, list[str]]:
    return table(site.page("programmes/yearly-grade/index.html"), "按等级")


def test_held_names_the_levels_of_the_programme_that_is_built_from(tmp_path: Path) -> None:
    site = _site(tmp_path)
    assert site.problems == []
    assert "有6期评为五星级或更高" in _body(site, "how/yearly-grade/index.html")
    assert "有6期评为四星级或更高" in _body(site, "programmes/yearly-grade/levels/b/index.html")


def test_a_programme_to_build_from_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    site = build_site(tmp_path, YEARLY.replace("示例社区社会组织星级评定", "月度星级") + BODIES)
    assert site.errors == ["content/programmes/yearly-grade.yaml:4:13 unknown-name"]


def test_a_level_that_the_other_programme_does_not_have_is_reported_at_its_place(tmp_path: Path) -> None:
    site = build_site(tmp_path, YEARLY.replace("level: star4", "level: a") + BODIES)
    assert site.errors == ["content/programmes/yearly-grade.yaml:8:43 unknown-name"]


def test_all_bodies_of_the_source_belong_to_the_programme_that_is_built_from_it(tmp_path: Path) -> None:
    site = _site(tmp_path)
    page = site.page("programmes/yearly-grade/index.html")
    assert "共2支。" in words(page)
    assert _levels(site) == {
        "等级": ["数量（支）", "占比"],
        "甲等": ["1", "50%"],
        "乙等": ["0", "0%"],
        "未评": ["1", "50%"],
    }
    assert "甲等" in card(page, "守望队") and "未评" in card(page, "晚晴社")


def test_a_linked_level_has_its_list_and_its_place_on_the_home_page(tmp_path: Path) -> None:
    site = _site(tmp_path)
    assert "甲等" in card(site.page("programmes/yearly-grade/levels/a/index.html"), "守望队")
    assert "甲等" in card(site.page("index.html"), "守望队")
    assert "示例年度等级 2" in _body(site, "organizations/index.html")
    assert "本站列出2支" in _body(site, "programmes/index.html").partition("示例年度等级")[2]


def test_the_site_counts_a_body_of_two_programmes_once(tmp_path: Path) -> None:
    site = _site(tmp_path)
    assert "这里只数本站列出的2个组织" in _body(site, "statistics/index.html")
    assert "本站列出的组织共2个" in _body(site, "organizations/index.html")
    assert "本站列出的组织共1个" in _body(site, "regions/anju/index.html")


def test_its_own_page_says_until_when_a_linked_level_is_valid(tmp_path: Path) -> None:
    page = _body(_site(tmp_path), "organizations/shouwang/index.html").partition("示例年度等级 2023年度评为甲等。")[2]
    assert "有效期至 2024年12月14日" in page


def test_a_linked_level_runs_out_on_its_own_day(tmp_path: Path) -> None:
    site = _site(tmp_path, day="2024-12-14")
    assert site.report.next_rebuild == date(2024, 12, 15)
    site = _site(tmp_path, day="2024-12-15")
    assert _levels(site)["甲等"] == ["0", "0%"] and _levels(site)["已过期"] == ["1", "50%"]
    assert "五星级" in card(site.page("organizations/index.html"), "守望队")


def test_a_body_held_back_is_held_back_in_each_of_its_programmes(tmp_path: Path) -> None:
    site = _site(
        tmp_path, "-- content/organizations/third.yaml --\nname: 示例第三队\nprogramme: example-stars\nlevel: 六星级\n"
    )
    assert site.report.held_back == ("third",)
    assert "共3支，其中资料核对中1支。" in _body(site, "programmes/yearly-grade/index.html")
