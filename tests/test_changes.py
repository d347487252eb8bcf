"""What changed between rounds, and between two rounds: on pages, in a feed and in files, on every day as it was known then."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest

from starcase.model.move import Move, Moved, MoveKind
from starcase.model.stretch import By
from starcase.options import Options
from starcase.pages import find_page, plan_pages
from starcase.pages.paging import stretch_moves
from starcase.pipeline import build, load
from tests.bodies import period
from tests.page_parts import headings, links, main, section, table, words
from tests.sites import Site, build_site, rebuild, write_site

CITY = """
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  children:
  - {id: east, name: 东湖区, tier: district, children: [{id: anju, name: 安居社区, tier: community}]}
  - {id: west, name: 西山区, tier: district, children: [{id: shanqian, name: 山前社区, tier: community}]}
-- content/programmes/stars.yaml --
id: stars
name: 示例星级评定
region: example-city
level_word: 星级
measure_word: 支
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5}
- {id: star5, name: 五星级, stars: 5}
- {id: star4, name: 四星级, stars: 4}
- {id: star3, name: 三星级, stars: 3}
cadence: yearly
validity: {months: 24}
rules: {vetoes: [{id: fraud, name: 弄虚作假}]}
"""
TWO_PERIODS = """
-- content/organizations/city.yaml --
id: shengxing
name: 升星队
programme: stars
region: anju
evaluations:
- {period: 2023, level: star3, decided: 2023-11-30}
- {period: 2024, level: star4, decided: 2024-11-29, reason: {text: 服务次数翻番, basis: 示例公告〔2024〕2号}}
---
id: jiangxing
name: 降星队
programme: stars
region: shanqian
evaluations:
- {period: 2023, level: star5, decided: 2023-11-30}
- {period: 2024, level: star4, decided: 2024-11-29, reason: 一件投诉属实}
---
id: jinpai
name: 金牌队
programme: stars
region: shanqian
evaluations:
- {period: 2023, level: star5, decided: 2023-11-30}
- {period: 2024, level: gold, decided: 2024-11-29}
---
id: bubian
name: 不变队
programme: stars
region: anju
evaluations:
- {period: 2023, level: star4, decided: 2023-11-30}
- {period: 2024, level: star4, decided: 2024-11-29}
---
id: xinping
name: 新评队
programme: stars
region: anju
evaluations:
- {period: 2024, level: star3, decided: 2024-11-29}
---
id: fouding
name: 否定队
programme: stars
region: shanqian
evaluations:
- {period: 2023, level: star3, decided: 2023-11-30}
- {period: 2024, outcome: not_rated, decided: 2024-11-29, vetoes: [fraud]}
---
id: daoqi
name: 到期队
programme: stars
region: shanqian
evaluations:
- {period: 2023, level: star4, decided: 2023-11-30}
- {period: 2024, outcome: exempt, decided: 2024-11-29}
---
id: zanting
name: 暂停队
programme: stars
region: anju
evaluations:
- {period: 2023, level: star4, decided: 2023-11-30, valid_until: 2026-12-31}
decisions:
- {date: 2024-03-01, kind: suspended, basis: 示例通知〔2024〕1号}
- {date: 2024-05-01, kind: resumed, basis: 示例通知〔2024〕3号}
- {date: 2025-05-15, kind: demoted, from: star4, to: star3, basis: 示例通知〔2025〕4号}
---
id: quxiao
name: 取消队
programme: stars
region: anju
evaluations:
- {period: 2023, level: star5, decided: 2023-11-30, valid_until: 2026-12-31}
decisions:
- {date: 2025-02-10, kind: withdrawn, basis: 示例通知〔2025〕2号}
---
id: zaiping
name: 再评队
programme: stars
region: anju
evaluations:
- {period: 2022-H2, outcome: not_rated, decided: 2023-01-05}
- {period: 2023, level: star4, decided: 2023-11-30, valid_until: 2024-06-30}
- {period: 2024, level: star4, decided: 2024-11-29}
"""
SUSPENDED = "暂停 东湖区 暂停队 四星级→暂停 2024-03-01"
RESUMED = "恢复 东湖区 暂停队 四星级 2024-05-01"
LAPSED_EARLY = "到期 东湖区 再评队 四星级→到期 2024-07-01"
ROUND_2024 = {
    "升星 东湖区 升星队 三星级→四星级 2024-11-29",
    "升星 西山区 金牌队 五星级→金牌 2024-11-29",
    "降星 西山区 降星队 五星级→四星级 2024-11-29",
    "新评 东湖区 新评队 三星级 2024-11-29",
    "重新评上 东湖区 再评队 四星级 2024-11-29",
    "不予评定 西山区 否定队 三星级→不予评定 2024-11-29",
}
WITHDRAWN = "取消 东湖区 取消队 五星级→取消 2025-02-10"
DEMOTED = "降星 东湖区 暂停队 四星级→三星级 2025-05-15"
LAPSED = "到期 西山区 到期队 四星级→到期 2025-11-30"
IN_2024 = {SUSPENDED, RESUMED, LAPSED_EARLY, *ROUND_2024}


@dataclass(frozen=True)
class Replay:
    """A site, built once for each day that is asked."""

    root: Path
    built: dict[str, Site] = field(default_factory=dict)

    def on(self, day: str) -> Site:
        if day not in self.built:
            output = self.root.parent / f"site-{day}"
            report = build(Options(root=self.root, output=output, as_of=date.fromisoformat(day), jobs=1))
            self.built[day] = Site(self.root, output, report)
        return self.built[day]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    return Replay(write_site(tmp_path_factory.mktemp("city") / "root", TWO_PERIODS, CITY))


def moves(html: str) -> set[str]:
    """Every move on the page of a round: kind, area, name, levels, day."""
    found = set()
    for kind in headings(html):
        part = section(html, kind)
        for area, rows in re.findall(r'scope="rowgroup"[^>]*>(.*?)</th>(.*?)</tbody>', part, re.DOTALL):
            for row in re.findall(r'<tr class="moves__move">.*?</tr>', rows, re.DOTALL):
                found.add(f"{kind} {area} {_name(row)} {_levels(row)} {_day(row)}")
    return found


def _name(row: str) -> str:
    return re.search(r"<a [^>]*>(.*?)</a>", row, re.DOTALL)[1]  # type: ignore[index]


def _levels(row: str) -> str:
    cell = re.search(r'<td class="moves__level">(.*?)</td>', row, re.DOTALL)[1]  # type: ignore[index]
    return words(cell).replace(" 变为 ", "→")


def _day(row: str) -> str:
    year, month, day = map(int, re.search(r"(\d+)年(\d+)月(\d+)日", row).groups())  # type: ignore[union-attr]
    return date(year, month, day).isoformat()


def told(site: Site) -> dict[str, set[str]]:
    """The moves of every round that has a page."""
    pages = sorted((site.output / "changes").glob("stars/*/index.html"))
    return {page.parent.name: moves(page.read_text("utf-8")) for page in pages}


def move(site: Site, page: str, name: str) -> str:
    """The words of one body's row."""
    rows = re.findall(r'<tr class="moves__move">.*?</tr>', site.page(page), re.DOTALL)
    return next(words(row) for row in rows if f">{name}</a>" in row)


# ── A city of two periods, replayed ──

DAYS: dict[str, dict[str, set[str]]] = {
    "2023-11-30": {},
    "2024-02-29": {},
    "2024-03-01": {"2024": {SUSPENDED}},
    "2024-05-01": {"2024": {SUSPENDED, RESUMED}},
    "2024-11-28": {"2024": {SUSPENDED, RESUMED, LAPSED_EARLY}},
    "2024-11-29": {"2024": IN_2024},
    "2025-02-09": {"2024": IN_2024},
    "2025-02-10": {"2024": IN_2024, "2025": {WITHDRAWN}},
    "2025-05-15": {"2024": IN_2024, "2025": {WITHDRAWN, DEMOTED}},
    "2025-11-29": {"2024": IN_2024, "2025": {WITHDRAWN, DEMOTED}},
    "2025-11-30": {"2024": IN_2024, "2025": {WITHDRAWN, DEMOTED, LAPSED}},
}


@pytest.mark.parametrize("day", DAYS)
def test_on_every_day_the_moves_are_those_made_by_then(city: Replay, day: str) -> None:
    assert told(city.on(day)) == DAYS[day]


def test_where_nothing_has_changed_there_is_no_page_and_nothing_leads_to_one(city: Replay) -> None:
    site = city.on("2023-11-30")
    assert not (site.output / "changes").exists()
    assert not list((site.output / "data").glob("changes-*"))
    for page in ("index.html", "programmes/stars/index.html", "organizations/shengxing/index.html"):
        assert "changes/" not in site.page(page)


def test_a_move_gives_reason_basis_place_and_day(city: Replay) -> None:
    site, page = city.on("2024-11-29"), "changes/stars/2024/index.html"
    assert move(site, page, "升星队") == (
        "升星队 东湖区 安居社区 三星级 变为 四星级 2024年11月29日 理由：服务次数翻番 依据：示例公告〔2024〕2号"
    )
    assert move(site, page, "否定队").endswith("2024年11月29日 理由：弄虚作假")
    assert move(site, page, "暂停队").endswith("2024年3月1日 依据：示例通知〔2024〕1号")


def test_moves_are_counted_by_kind_and_by_district(city: Replay) -> None:
    site = city.on("2024-11-29")
    html = site.page("changes/stars/2024/index.html")
    assert "升星2支，降星1支，新评1支，重新评上1支，暂停1支，恢复1支，不予评定1支，到期1支。" in words(main(html))
    assert table(html, "按地区（支）") == {
        "地区": ["升星", "降星", "新评", "重新评上", "暂停", "恢复", "不予评定", "到期"],
        "东湖区": ["1", "0", "1", "1", "1", "1", "0", "1"],
        "西山区": ["1", "1", "0", "0", "0", "0", "1", "0"],
        "合计": ["2", "1", "1", "1", "1", "1", "1", "1"],
    }


def test_the_overview_lists_the_newest_round_first(city: Replay) -> None:
    html = city.on("2025-11-30").page("changes/index.html")
    found = links(section(html, "示例星级评定").partition("</section>")[0])
    assert list(found.values()) == ["../programmes/stars/index.html", "stars/2025/index.html", "stars/2024/index.html"]
    assert "2025年度 降星1支，取消1支，到期1支" in words(html)


def test_programme_statistics_bodies_and_every_footer_lead_to_the_changes(city: Replay) -> None:
    site = city.on("2025-11-30")
    assert (
        "../../changes/stars/2025/index.html"
        in links(section(site.page("programmes/stars/index.html"), "星级变动")).values()
    )
    assert links(site.page("statistics/index.html"))["看星级变动"] == "../changes/index.html#programme-stars"
    assert links(site.page("organizations/zanting/index.html"))["2025年度星级变动"].endswith(
        "changes/stars/2025/index.html"
    )
    assert "2024年度星级变动" not in site.page("organizations/bubian/index.html")
    assert links(site.page("index.html").partition("<footer")[2])["星级变动"] == "changes/index.html"


def test_every_page_of_changes_is_found_by_its_address(city: Replay) -> None:
    catalogue = load(Options(root=city.root, output=city.root / "site", as_of=date(2025, 11, 30), jobs=1)).catalogue
    pages = [page for page in plan_pages(catalogue) if "changes" in page.url]
    assert {page.url for page in pages} >= {
        "changes/index.html",
        "changes/stars/2024/index.html",
        "changes/feed.xml",
        "data/changes-stars-2025.csv",
        "data/changes-stars-2025.json",
    }
    assert [find_page(catalogue, page.url) for page in pages] == pages
    assert find_page(catalogue, "changes/stars/2023/index.html") is None


def test_a_body_that_is_held_back_has_no_moves(tmp_path: Path) -> None:
    site = build_site(tmp_path, TWO_PERIODS.replace("level: gold", "level: platinum"), CITY, as_of=date(2025, 1, 1))
    assert site.report.held_back == ("jinpai",)
    assert "金牌队" not in site.page("changes/stars/2024/index.html")


def test_an_edit_of_one_record_changes_its_own_pages_and_those_of_its_rounds(tmp_path: Path) -> None:
    site = build_site(tmp_path, TWO_PERIODS, CITY, as_of=date(2025, 11, 30))
    before = contents(site)
    record = tmp_path / "content/organizations/city.yaml"
    record.write_text(record.read_text("utf-8").replace("服务次数翻番", "服务次数多了一倍"), "utf-8")
    after = contents(rebuild(tmp_path, as_of=date(2025, 11, 30)))
    assert {path for path in after if after[path] != before.get(path)} == {
        "organizations/shengxing/index.html",
        "data/organizations/shengxing.json",
        "changes/stars/2024/index.html",
        "changes/feed.xml",
        "data/changes-stars-2024.csv",
        "data/changes-stars-2024.json",
        "data/manifest.json",
    }


def contents(site: Site) -> dict[str, bytes]:
    files = (path for path in site.output.rglob("*") if path.is_file())
    return {path.relative_to(site.output).as_posix(): path.read_bytes() for path in files}


# ── What is compared with what ──

RUBRICS = """
-- content/programmes/graded.yaml --
id: graded
name: 示例等级评定
region: example-city
level_word: 等级
levels: [{id: a, name: 甲等}, {id: b, name: 乙等}]
rubrics:
- {id: old, aspects: [{id: team, name: 队伍, items: [{id: leader, name: 负责人, max: 5}]}]}
- {id: alike, comparable_with: [old], aspects: [{id: team, name: 队伍, items: [{id: leader, name: 负责人, max: 5}]}]}
- {id: other, aspects: [{id: team, name: 队伍, items: [{id: leader, name: 负责人, max: 9}]}]}
"""
FIGURES = """
-- content/programmes/hours.yaml --
id: hours
name: 示例时长评定
region: example-city
level_word: 星级
levels:
- {id: two, name: 二星级, stars: 2, needs: {indicators: {hours: 300}}}
- {id: one, name: 一星级, stars: 1, needs: {indicators: {hours: 100}}}
cadence: yearly
indicators: [{id: hours, name: 服务时长, unit: 小时, add_up: true}]
"""
HALVES = """
-- content/programmes/halves.yaml --
id: halves
name: 示例半年评定
levels: [{id: a, name: 甲等}, {id: b, name: 乙等}]
rules: {first_period: 2022-H2}
"""
BETWEEN = """
evaluations:
- {period: 2022, level: star5, decided: 2022-11-30}
- {period: 2023, level: star4, decided: 2023-11-30}
decisions: [{date: 2023-04-01, kind: demoted, from: star5, to: star3, basis: 示例通知}]
"""
GAP = """
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30, valid_until: 2023-11-29}
- {period: 2023, level: star5, decided: 2023-12-20}
"""
RENEWED = """
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30, valid_until: 2023-11-29}
- {period: 2023, level: star4, decided: 2023-11-30}
"""
ABSENT = """
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30, valid_until: 2026-11-29}
- {period: 2023, outcome: exempt, decided: 2023-11-30}
- {period: 2024, level: star4, decided: 2024-11-30}
"""
REFUSED = """
evaluations:
- {period: 2022, outcome: not_rated, decided: 2022-11-30}
- {period: 2023, level: star4, decided: 2023-11-30}
"""
LOST = """
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30}
- {period: 2023, outcome: withdrawn, decided: 2023-11-30, reason: {text: 材料不实, basis: 示例决定}}
- {period: 2024, outcome: not_rated, decided: 2024-11-30}
"""
WAITING = """
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30}
- {period: 2023, outcome: suspended, decided: 2023-11-30}
- {period: 2024, level: star5, decided: 2024-11-30}
"""
STILL_WAITING = """
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30}
- {period: 2023, outcome: suspended, decided: 2023-11-30}
- {period: 2024, outcome: suspended, decided: 2024-11-30}
decisions: [{date: 2025-02-01, kind: suspended, basis: 示例通知}]
"""
TYPED = "level: star4\ndecisions: [{date: 2023-04-01, kind: promoted, from: star3, to: star4, basis: 示例通知}]"
GONE = "status: dissolved\nevaluations: [{period: 2022, level: star4, decided: 2022-11-30, valid_until: 2023-11-29}]"
FIRST = "evaluations: [{period: 2020, level: star3, decided: 2020-11-30, valid_until: 2099-12-31}]"
NEW = "新评 四星级 2022-11-30"
OF_STARS = {
    "早先的队": (FIRST, {}),
    "决定之后的队": (BETWEEN, {"2022": "新评 五星级 2022-11-30", "2023": "降星 五星级→三星级 2023-04-01 升星 三星级→四星级 2023-11-30"}),
    "迟评的队": (GAP, {"2022": NEW, "2023": "到期 四星级→到期 2023-11-30 升星 四星级→五星级 2023-12-20"}),
    "接上的队": (RENEWED, {"2022": NEW}),
    "没参评的队": (ABSENT, {"2022": NEW}),
    "先否定的队": (REFUSED, {"2023": "新评 四星级 2023-11-30"}),
    "评掉的队": (LOST, {"2022": NEW, "2023": "取消 四星级→取消 2023-11-30"}),
    "暂缓的队": (WAITING, {"2022": NEW, "2023": "暂停 四星级→暂停 2023-11-30", "2024": "升星 四星级→五星级 2024-11-30"}),
    "一直暂缓的队": (STILL_WAITING, {"2022": NEW, "2023": "暂停 四星级→暂停 2023-11-30"}),
    "没有评定的队": (TYPED, {"2023": "升星 三星级→四星级 2023-04-01", "2025": "到期 四星级→到期 2025-04-01"}),
    "解散的队": (GONE, {"2022": NEW}),
}  # fmt: skip
BY_RUBRICS = {
    ("old", "old"): "升级 乙等→甲等 2023-11-30",
    ("old", "alike"): "升级 乙等→甲等 2023-11-30",
    ("alike", "old"): "升级 乙等→甲等 2023-11-30",
    ("old", "other"): "换了评分标准，不作比较 甲等 2023-11-30",
    ("alike", "other"): "换了评分标准，不作比较 甲等 2023-11-30",
}


def by_rubrics(first: str, second: str, level: str = "b") -> str:
    return f"""
evaluations:
- {{period: 2022, level: {level}, rubric: {first}, decided: 2022-11-30}}
- {{period: 2023, level: a, rubric: {second}, decided: 2023-11-30}}
"""


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One body for each thing that can happen."""
    numbers, records = count(), []

    def add(name: str, programme: str, record: str) -> None:
        records.append(f"---\nid: dui{next(numbers)}\nname: {name}\nprogramme: {programme}\nregion: anju\n{record}\n")

    for name, (record, _) in OF_STARS.items():
        add(name, "stars", record)
    for first, second in BY_RUBRICS:
        add(f"从{first}到{second}", "graded", by_rubrics(first, second))
    add("同等的队", "graded", by_rubrics("old", "other", "a"))
    add("早先的时长队", "hours", "services: {2019: {hours: 120}}")
    add("时长队", "hours", "services: {2022: {hours: 120}, 2023: {hours: 310}, 2024: {hours: 20}}")
    add("头半年的队", "halves", "evaluations: [{period: 2022-H1, level: a, decided: 2022-06-30}]")
    add("首次的队", "halves", "evaluations: [{period: 2022-H2, level: a, decided: 2022-12-31}]")
    suspended = "decisions: [{date: 2024-02-01, kind: suspended, basis: 示例通知}]"
    add(
        "半年的队",
        "halves",
        f"evaluations: [{{period: 2023-H1, level: b}}, {{period: 2023-H2, level: a}}]\n{suspended}",
    )
    text = f"{RUBRICS}{FIGURES}{HALVES}-- content/organizations/scenes.yaml --\n{''.join(records)}"
    site = build_site(tmp_path_factory.mktemp("scenes"), text, CITY, as_of=date(2025, 6, 1))
    assert not site.errors, site.errors
    return site


def of(site: Site, programme: str, name: str) -> dict[str, str]:
    """What is told of one body, round by round, by day."""
    found = {
        page.parent.name: sorted(
            (line.split(f" {name} ") for line in moves(page.read_text("utf-8")) if f" {name} " in line),
            key=lambda parts: parts[1].rpartition(" ")[2],
        )
        for page in (site.output / "changes").glob(f"{programme}/*/index.html")
    }
    return {
        when: " ".join(f"{kind.partition(' ')[0]} {what}" for kind, what in lines)
        for when, lines in found.items()
        if lines
    }


@pytest.mark.parametrize("name", OF_STARS)
def test_a_level_is_compared_with_the_latest_before_it(scenes: Site, name: str) -> None:
    assert of(scenes, "stars", name) == OF_STARS[name][1]


@pytest.mark.parametrize("rubrics", BY_RUBRICS)
def test_levels_by_rubrics_that_are_not_comparable_are_told_apart(scenes: Site, rubrics: tuple[str, str]) -> None:
    assert of(scenes, "graded", f"从{rubrics[0]}到{rubrics[1]}")["2023"] == BY_RUBRICS[rubrics]


def test_the_same_level_by_a_rubric_that_is_not_comparable_is_told_apart_as_well(scenes: Site) -> None:
    assert of(scenes, "graded", "同等的队") == {"2023": "换了评分标准，不作比较 甲等 2023-11-30"}


def test_in_the_first_round_that_the_site_knows_or_the_programme_names_nobody_is_new(scenes: Site) -> None:
    assert not scenes.has("changes/stars/2020/index.html")
    assert not scenes.has("changes/graded/2022/index.html")
    assert of(scenes, "halves", "头半年的队") == of(scenes, "halves", "首次的队") == {}


def test_each_half_year_has_its_own_round_and_what_lies_between_belongs_to_the_calendar_year(scenes: Site) -> None:
    assert of(scenes, "halves", "半年的队") == {
        "2023-h1": "新评 乙等 2023-07-01",
        "2023-h2": "升级 乙等→甲等 2024-01-01",
        "2024": "暂停 甲等→暂停 2024-02-01",
    }


def test_levels_by_service_figures_move_with_the_figures(scenes: Site) -> None:
    assert of(scenes, "hours", "时长队") == {
        "2022": "新评 一星级 2022-12-31",
        "2023": "升星 一星级→二星级 2023-12-31",
        "2024": "降星 二星级→没有星级 2024-12-31",
    }


def test_levels_that_are_no_stars_have_their_own_word(scenes: Site) -> None:
    assert "2023年度等级变动" in scenes.page("changes/graded/2023/index.html")
    assert "看等级变动" in links(scenes.page("statistics/index.html"))


def test_the_overview_begins_with_the_programme_that_changed_last(scenes: Site) -> None:
    assert headings(scenes.page("changes/index.html"))[0] == "示例星级评定"
    assert headings(scenes.page("changes/index.html"))[-1] == "示例等级评定"


# ── Files and feed ──


def test_the_sheet_opens_in_excel_and_holds_no_formula(tmp_path: Path) -> None:
    wild = TWO_PERIODS.replace("name: 升星队", "name: '=1+1'").replace("服务次数翻番", "'@SUM(A1)，又说“好”'")
    site = build_site(tmp_path, wild, CITY, as_of=date(2025, 1, 1))
    content = (site.output / "data/changes-stars-2024.csv").read_bytes()
    assert content.startswith("\ufeff编号,名称,".encode()) and content.count(b"\r\n") == content.count(b"\n")
    columns, *rows = sheet(site, "data/changes-stars-2024.csv")
    assert dict(zip(columns, next(row for row in rows if row[0] == "shengxing"), strict=True)) == {
        "编号": "shengxing",
        "名称": "'=1+1",
        "区域": "东湖区",
        "地区": "示例市 东湖区 安居社区",
        "变动": "升星",
        "原星级": "三星级",
        "新星级": "四星级",
        "变动日期": "2024-11-29",
        "期次": "2024年度",
        "理由": "'@SUM(A1)，又说“好”",
        "依据": "示例公告〔2024〕2号",
        "网页": "https://stars.example.org/organizations/shengxing/",
    }


def sheet(site: Site, path: str) -> list[list[str]]:
    """The cells of a sheet as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO((site.output / path).read_bytes().decode("utf-8-sig"), newline="")))


def test_no_cell_begins_as_a_formula_does(tmp_path: Path) -> None:
    signs = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
    bodies = "".join(
        f"---\nid: dui{number}\nname: {sign!r}\nprogramme: stars\nevaluations: [{{period: 2023, level: star3}}]\n"
        "decisions: [{date: 2024-03-01, kind: promoted, to: star4, basis: " + repr(f"{sign}1+1") + "}]\n"
        for number, sign in enumerate(signs)
    )
    site = build_site(tmp_path, f"-- content/organizations/wild.yaml --\n{bodies}", CITY)
    cells = [cell for row in sheet(site, "data/changes-stars-2024.csv") for cell in row]
    assert {f"'{sign}1+1" for sign in signs} <= {*cells} and not [cell for cell in cells if cell.startswith(signs)]


def test_the_data_say_the_same_in_ids(city: Replay) -> None:
    site = city.on("2025-11-30")
    data = json.loads(site.page("data/changes-stars-2024.json"))
    assert (data["programme"], data["period"]) == ("stars", "2024")
    assert {"id": "star4", "name": "四星级"} in data["levels"]
    found = {one["organization"]: one for one in data["changes"] if one["kind"] == "promoted"}
    assert found["shengxing"] == {
        "organization": "shengxing",
        "name": "升星队",
        "regions": ["anju"],
        "place": "示例市 东湖区 安居社区",
        "kind": "promoted",
        "kind_name": "升星",
        "from": "star3",
        "to": "star4",
        "date": "2024-11-29",
        "period": "2024",
        "reason": "服务次数翻番",
        "basis": "示例公告〔2024〕2号",
        "page": "https://stars.example.org/organizations/shengxing/",
    }
    assert len(data["changes"]) == len(IN_2024)


def test_the_page_links_to_its_files_and_to_the_feed(city: Replay) -> None:
    html = city.on("2025-11-30").page("changes/stars/2024/index.html")
    found = links(section(html, "下载和订阅")).values()
    assert {"../../../data/changes-stars-2024.csv", "../../../data/changes-stars-2024.json", "../../feed.xml"} <= {
        *found
    }
    assert '<link rel="alternate" type="application/atom+xml" href="../../feed.xml"' in html


ATOM = "{http://www.w3.org/2005/Atom}"


def entries(site: Site) -> list[dict[str, str]]:
    feed = ElementTree.fromstring(site.page("changes/feed.xml"))
    return [
        {
            **{one.tag.removeprefix(ATOM): one.text or "" for one in entry},
            "link": entry.find(f"{ATOM}link").attrib["href"],  # type: ignore[union-attr]
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_the_latest_moves_first(city: Replay) -> None:
    site = city.on("2025-11-30")
    found = entries(site)
    assert [one["title"] for one in found[:3]] == [
        "到期队：四星级→到期",
        "暂停队：四星级→三星级（降星）",
        "取消队：五星级→取消",
    ]
    assert found[1]["summary"] == "东湖区 安居社区；示例星级评定，2025年5月15日；依据：示例通知〔2025〕4号"
    assert found[1]["updated"] == "2025-05-15T00:00:00+08:00"
    assert found[1]["link"] == "https://stars.example.org/organizations/zanting/"
    assert len({one["id"] for one in found}) == len(found) == len(IN_2024) + 3


def test_what_the_feed_has_told_keeps_its_id(city: Replay) -> None:
    before, after = entries(city.on("2025-02-10")), entries(city.on("2025-11-30"))
    assert {one["id"] for one in before} < {one["id"] for one in after}
    assert all(one["id"].startswith("https://stars.example.org/changes/stars/") for one in after)


def test_the_feed_holds_fifty_at_most_and_the_round_goes_on_over_pages(tmp_path: Path) -> None:
    many = "".join(
        f"---\nid: dui{number}\nname: 第{number}队\nprogramme: stars\nregion: {'anju' if number % 3 else 'shanqian'}\n"
        f"evaluations:\n- {{period: 2023, level: star3, decided: 2023-11-30}}\n"
        f"- {{period: 2024, level: star4, decided: {date(2024, 11, 1) + timedelta(days=number % 20)}}}\n"
        for number in range(120)
    )
    site = build_site(tmp_path, "-- content/organizations/many.yaml --\n" + many, CITY, as_of=date(2025, 1, 1))
    assert len(entries(site)) == 50
    assert entries(site)[0]["updated"].startswith("2024-11-20")
    pages = ["changes/stars/2024/index.html", *(f"changes/stars/2024/page/{number}/index.html" for number in (2, 3))]
    listed = [moves(site.page(page)) for page in pages]
    assert [len(one) for one in listed] == [50, 50, 20]
    assert len(set.union(*listed)) == 120
    assert "升星120支。" in words(site.page(pages[0])) and "升星120支" not in words(site.page(pages[1]))
    assert len(sheet(site, "data/changes-stars-2024.csv")) == 121


def test_a_site_without_an_address_has_no_feed_and_its_sheet_leads_to_the_pages_beside_it(tmp_path: Path) -> None:
    base = CITY.replace("base_url: https://stars.example.org/\n", "")
    site = build_site(tmp_path, TWO_PERIODS, base, as_of=date(2025, 1, 1))
    assert not site.has("changes/feed.xml") and "feed.xml" not in site.page("changes/index.html")
    assert "../organizations/shengxing/index.html" in site.page("data/changes-stars-2024.csv")


# ── Long rounds, other languages, the menu ──


def test_a_very_long_round_is_cut_by_kind_and_then_by_area() -> None:
    numbers = count()

    def some(kind: MoveKind, area: str, many: int) -> list[Moved]:
        made = Move("stars", date(2024, 11, 29), period("2024"), kind, "star3", "star4")
        return [Moved(f"dui{next(numbers)}", "队", f"{'abcd'[number % 4]}i4", (), area, made) for number in range(many)]

    promoted = (*some(MoveKind.PROMOTED, "west", 700), *some(MoveKind.PROMOTED, "east", 400))
    moved = (*promoted, *some(MoveKind.NEW, "east", 60))
    first = "changes/stars/2024/index.html"
    pages = {url: (stretch, rows) for url, stretch, rows in stretch_moves(first, moved, lambda step: step)}
    (by_kind,) = pages[first][0].steps
    assert (by_kind.by, by_kind.sections, by_kind.counts) == (By.CHANGE, ("promoted", "new"), (1100, 60))
    by_area = pages["changes/stars/2024/page/promoted/index.html"][0].steps[1]
    assert (by_area.by, by_area.sections, by_area.counts) == (By.AREA, ("west", "east"), (700, 400))
    assert pages["changes/stars/2024/page/promoted/east/page/8/index.html"][1] == moved[1050:1100]
    assert sum(len(rows) for _, rows in pages.values()) == len(moved)


def test_the_menu_leads_to_the_changes_where_the_settings_name_them_and_there_are_any(tmp_path: Path) -> None:
    base = CITY.replace("title: 示例站", "title: 示例站\nmenu: [找组织, 星级变动]")

    def menu(site: Site) -> list[str]:
        return list(links(site.page("index.html").partition('<nav class="menu"')[2].partition("</nav>")[0]))

    assert menu(build_site(tmp_path, TWO_PERIODS, base, as_of=date(2025, 1, 1))) == ["首页", "找组织", "星级变动"]
    assert menu(rebuild(tmp_path, as_of=date(2023, 12, 1))) == ["首页", "找组织"]


def test_an_english_site_says_its_changes_in_english(tmp_path: Path) -> None:
    base = CITY.replace("title: 示例站", "title: Stars\nlanguage: en")
    site = build_site(tmp_path, TWO_PERIODS, base, as_of=date(2025, 11, 30))
    assert headings(site.page("changes/stars/2024/index.html"))[:3] == ["Promoted", "Demoted", "Newly rated"]
    ours = re.sub("[\u4e00-\u9fff]+(?:队|区|社区|市|级|评定|牌)|示例[^<]*|服务次数翻番|一件投诉属实|弄虚作假", "", main(site.page("changes/stars/2024/index.html")))  # fmt: skip
    assert not re.findall("[\u4e00-\u9fff]+", ours)


def test_a_round_comes_and_goes_so_no_old_address_may_take_its_place(tmp_path: Path) -> None:
    redirects = "-- content/redirects.yaml --\n- {from: changes/stars/2024/, to: organizations/shengxing/}\n"
    site = build_site(tmp_path, TWO_PERIODS + redirects, CITY, as_of=date(2025, 1, 1))
    assert site.errors == ["content/redirects.yaml:1:10 redirect-over-page"]
