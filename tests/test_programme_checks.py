"""A programme is checked against itself: ranges, levels nobody can reach, needs and quotas that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starcase.checks.bands import check_ranges
from starcase.model.report import Report
from starcase.problems import DocumentId, PlacedProblem, Severity
from tests.format_examples import PROGRAMME, REGIONS
from tests.sites import build_site, check_site
from tests.trees import programme

SOUND = {
    # The published scheme for social organizations: 1,000 points, five grades.
    "five-a": """
name: 示例社会组织评估
level_word: 等级
levels:
- {id: a5, name: 5A级, needs: {total: [951, 1000]}}
- {id: a4, name: 4A级, needs: {total: [901, 950]}}
- {id: a3, name: 3A级, needs: {total: [801, 900]}}
- {id: a2, name: 2A级, needs: {total: [701, 800]}}
- {id: a1, name: 1A级, needs: {total: [601, 700]}}
rubrics:
- id: "2011"
  decimals: 0
  aspects:
  - {id: base, name: 基础条件, items: [{id: legal, name: 法人资格, max: 60}]}
  - {id: inside, name: 内部治理, items: [{id: party, name: 党建, max: 140}, {id: finance, name: 财务, max: 250}]}
  - {id: work, name: 工作绩效, items: [{id: service, name: 服务, max: 430}]}
  - {id: opinion, name: 社会评价, items: [{id: inner, name: 内部评价, max: 50}, {id: outer, name: 外部评价, max: 70}]}
""",
    # Where no rubric is published, nobody knows whether totals have decimals.
    "bands-alone": """
name: 示例百分制
levels:
- {id: a, name: 优秀, needs: {total: [90, 100]}}
- {id: b, name: 良好, needs: {total: [80, 89]}}
- {id: c, name: 合格, needs: {total: [60, 79]}}
""",
    # Upper ends that reach to the top, where more than points tells the levels apart.
    "nested": """
name: 示例达标
levels:
- {id: a, name: 示范, needs: {total: [90, 100], each_aspect_percent: 80}}
- {id: b, name: 达标, needs: {total: [60, 100]}}
rubrics: [{id: r, aspects: [{id: x, name: 全部, items: [{id: y, name: 各项, max: 100}]}]}]
""",
    # An honour drawn from the stars lies inside their range.
    "honour": """
name: 示例金牌评选
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5, needs: {total: 95, quota: 3, from: [star5, gold]}}
- {id: star5, name: 五星级, needs: {total: [90, 100]}}
- {id: star4, name: 四星级, needs: {total: [80, 89.99], from: [star3, star4, star5]}}
- {id: star3, name: 三星级, needs: {total: [60, 79.99]}}
rubrics: [{id: r, aspects: [{id: x, name: 全部, items: [{id: y, name: 各项, max: 100}]}]}]
""",
    # Hours to stars, as the national volunteer service record has them.
    "hours": """
name: 示例志愿者星级
indicators: [{id: hours, name: 志愿服务时长, unit: 小时, add_up: true}]
levels:
- {id: s5, name: 五星级, needs: {indicators: {hours: {at_least: 1500, over: all}}}}
- {id: s4, name: 四星级, needs: {indicators: {hours: {at_least: 1000, over: all}}}}
- {id: s3, name: 三星级, needs: {indicators: {hours: {at_least: 600, over: all}}}}
- {id: s2, name: 二星级, needs: {indicators: {hours: {at_least: 300, over: all}}}}
- {id: s1, name: 一星级, needs: {indicators: {hours: {at_least: 100, over: all}}}}
""",
    # A checklist; ranks by place among those that are good enough; the same bound, told apart by a quota.
    "checklist": """
name: 示例四强一高
levels:
- {id: star, name: 星级, needs: {total: 4, quota: {percent: 30, within: district}}}
- {id: pass, name: 达标, needs: {total: 4}}
rules: {quotas: [{levels: [star, pass], percent: 80}]}
rubrics:
- id: r
  aspects:
  - id: list
    name: 四强一高
    items: [{id: a, name: 甲, max: 1}, {id: b, name: 乙, max: 1}, {id: c, name: 丙, max: 1}, {id: d, name: 丁, max: 1}, {id: e, name: 戊, max: 1}]
""",
    # One bound for all, a step a year.
    "steps": """
name: 示例逐级
levels: [{id: s2, name: 二星级, needs: {percent: 80}}, {id: s1, name: 一星级, needs: {percent: 80}}]
rules: {step_limit: 1}
""",
    # Weighted aspects; bonus and deductions; minima that the total goes beyond.
    "weighted": """
name: 示例加权
levels:
- {id: a, name: 甲, needs: {total: [110, 120], aspects: {team: 25}, items: {talk: 30}, each_aspect: 20}}
- {id: b, name: 乙, needs: {total: [100, 109.9]}}
rules: {caps: [{name: 队伍弱, when: {aspect: team, below: 30}, at_most: b}]}
rubrics:
- id: r
  decimals: 1
  aspects:
  - {id: team, name: 队伍, weight: 0.5, items: [{id: leader, name: 负责人, max: 60}]}
  - {id: work, name: 工作, weight: 2, items: [{id: talk, name: 宣讲, max: 35}]}
  bonus: {max: 30, items: [{name: 表彰, max: 20}]}
""",
    "monthly": "name: 示例月评\ncadence: monthly\nlevels: [{id: m5, name: 五星网格员}]\n",
    "yearly": "name: 示例年评\nbuilt_from: monthly\nlevels: [{id: y, name: 优秀, needs: {held: {level: m5, periods: 12}}}]\n",
    # `from` does not count in the first period; a level kept by those who had it.
    "first-period": """
name: 示例保持
levels: [{id: gold, name: 金牌, needs: {from: [gold]}}, {id: silver, name: 银牌}]
rules: {first_period: 2021, new_at_most: silver, vetoes: [{id: fraud, name: 弄虚作假}, 安全事故]}
""",
    "designation": "name: 示例称号\nlevels: [{id: model, name: 示范村}]\n",
    "hidden": "name: 示例未公布\nlevels: unpublished\nrules: {step_limit: 1}\n",
    # The rubric of an own version: its own bounds for its own maximum, none of the programme's for that level.
    "versions": """
name: 示例换版
levels: [{id: a, name: 甲, needs: {total: 90}}, {id: b, name: 乙, needs: {total: 60}}]
rubrics:
- {id: new, aspects: [{id: x, name: 新, items: [{id: y, name: 各项, max: 100}]}]}
- id: old
  needs: {a: {total: 45}, b: {total: 30}}
  aspects: [{id: z, name: 旧, items: [{id: w, name: 各项, max: 50}]}]
""",
}

ONE_TO_HUNDRED = "rubrics: [{id: r, decimals: 0, aspects: [{id: x, name: 甲面, items: [{id: y, name: 子项, max: 60}]}, {id: z, name: 乙面, items: [{id: w, name: 丑项, max: 40}]}]}]\n"
TWO_LEVELS = "levels: [{id: a, name: 甲}, {id: b, name: 乙}]\n"


def _levels(*needs: str) -> str:
    """Levels a, b, c … with these needs, each on a line from the second on."""
    lines = (f"- {{id: {'abcde'[n]}, name: {'甲乙丙丁戊'[n]}级, needs: {{{one}}}}}" for n, one in enumerate(needs))
    return "levels:\n" + "\n".join(lines) + "\n"


DOUBTFUL = {
    "shared-bound": (_levels("total: 950", "total: [901, 950]", "total: [801, 900]"), ["4 ranges-overlap 3"]),
    "overlap": (_levels("total: [900, 950]", "total: [801, 900]"), ["4 ranges-overlap 3"]),
    "inside": (_levels("total: [90, 100]", "total: [80, 89]", "total: [60, 95]"), ["5 ranges-overlap 4"]),
    "nested-by-points": (_levels("total: [90, 100]", "total: [60, 100]") + ONE_TO_HUNDRED, ["4 ranges-overlap 3"]),
    "honour-shares-its-bound": (
        "levels:\n- {id: g, name: 金牌, honour: true, needs: {total: [95, 100]}}\n- {id: a, name: 甲, needs: {total: [90, 95]}}\n",
        ["4 ranges-overlap 3"],
    ),
    "gap-of-points": (_levels("total: 96", "total: [80, 94]"), ["4 ranges-leave-gap 3"]),
    "gap-of-decimals": (
        _levels("total: [91, 100]", "total: [81, 90]") + ONE_TO_HUNDRED.replace("decimals: 0", "decimals: 1"),
        ["4 ranges-leave-gap 3"],
    ),
    "ends-early": (_levels("total: [90, 99]", "total: [80, 89]") + ONE_TO_HUNDRED, ["3 range-ends-early"]),
    "bonus-above": (
        _levels("total: [90, 100]") + ONE_TO_HUNDRED.replace("}]}]}]", "}]}], bonus: {max: 5}}]"),
        ["3 range-ends-early"],
    ),
    "upside-down": (_levels("total: 80", "total: 90", "total: 60"), ["4 bounds-not-descending 3"]),
    "one-mistyped": (
        _levels("total: 90", "total: 60", "total: 80", "total: 70"),
        ["5 bounds-not-descending 4"],
    ),
    "same-bound": (_levels("total: 80", "total: 80", "total: 60"), ["4 level-covered 3"]),
    "same-hours": (
        "indicators: [{id: h, name: 时长}]\n" + _levels("indicators: {h: 300}", "indicators: {h: 300}, percent: 60"),
        ["5 level-covered 4"],
    ),
    "thousand-points": (
        _levels("total: 951", "total: 90") + ONE_TO_HUNDRED,
        ["3 total-out-of-reach 5"],
    ),
    "aspect-too-high": (_levels("aspects: {z: 60}") + ONE_TO_HUNDRED, ["3 minimum-out-of-reach 4"]),
    "item-too-high": (_levels("items: {丑项: 41}") + ONE_TO_HUNDRED, ["3 minimum-out-of-reach 4"]),
    "weight-forgotten": (
        _levels("aspects: {x: 60}") + ONE_TO_HUNDRED.replace("name: 甲面", "name: 甲面, weight: 0.5"),
        ["3 minimum-out-of-reach 4"],
    ),
    "each-aspect": (_levels("each_aspect: 60") + ONE_TO_HUNDRED, ["3 each-aspect-out-of-reach 4"]),
    "only-itself": (_levels("from: [a]", "total: 60"), ["3 past-nobody-has"]),
    "each-other": (_levels("from: [b]", "from: [a]"), ["3 past-nobody-has 4", "4 past-nobody-has 3"]),
    "held-by-nobody": (_levels("held: {level: a, periods: 2}", "total: 60"), ["3 past-nobody-has"]),
    "from-too-high": (
        _levels("from: [b]", "total: 120", "total: 60") + ONE_TO_HUNDRED,
        ["3 past-nobody-has 4", "4 total-out-of-reach 6"],
    ),
    "cap-in-percent": (
        TWO_LEVELS + "rules: {caps: [{name: 不满意, when: {item: w, below: 60}, at_most: b}]}\n" + ONE_TO_HUNDRED,
        ["3 cap-catches-all 4"],
    ),
    "no-total-left": (
        _levels("total: 90", "total: [60, 79], each_aspect_percent: 85") + ONE_TO_HUNDRED,
        ["4 range-below-minima 4", "4 ranges-leave-gap 3"],
    ),
    "pointless-total": (
        _levels("total: 95, aspects: {x: 60, z: 38}") + ONE_TO_HUNDRED,
        ["3 total-already-met 3 3"],
    ),
    "pointless-aspect": (_levels("aspects: {z: 20}, items: {w: 30}") + ONE_TO_HUNDRED, ["3 minimum-already-met 3"]),
    "pointless-each": (
        _levels("each_aspect: 30, each_aspect_percent: 80") + ONE_TO_HUNDRED,
        ["3 minimum-already-met 3"],
    ),
    "no-place": (_levels("quota: 0", "percent: 60"), ["3 quota-of-nothing"]),
    "no-percent": (TWO_LEVELS + "rules: {quotas: [{levels: [a], percent: 0}]}\n", ["3 quota-of-nothing"]),
    "more-than-its-group": (
        _levels("quota: {percent: 15}", "percent: 60") + "rules: {quotas: [{levels: [a, b], percent: 10}]}\n",
        ["3 quota-above-group 5"],
    ),
    "more-gold-than-stars": (
        "levels:\n- {id: g, name: 金牌, counts_as: a, needs: {quota: 30}}\n- {id: a, name: 甲, needs: {quota: 20}}\n",
        ["3 quota-above-group 4"],
    ),
    "over-hundred": (
        _levels("quota: {percent: 20}", "quota: {percent: 40}", "quota: {percent: 41}"),
        ["5 quotas-over-whole 3 4"],
    ),
    "tier": (_levels("quota: {percent: 20, within: street}"), ["3 tier-not-listed"]),
    "cap-at-the-best": (
        TWO_LEVELS + "rules: {caps: [{name: 不满意, when: {total: true, below: 60}, at_most: a}], new_at_most: a}\n",
        ["3 cap-at-best", "3 cap-at-best"],
    ),
    "veto": (TWO_LEVELS + "rules: {vetoes: [{id: f, name: 弄虚作假}, {id: F, name: 造假}]}\n", ["3 veto-twice 3"]),
    "three-steps": (TWO_LEVELS + "rules: {step_limit: 3}\n", ["3 step-limit-without-effect"]),
    "quarters": ("cadence: quarterly\nlevels: [{id: q5, name: 五星}]\n", []),
    "years": (
        "built_from: quarters\n" + "levels: [{id: y, name: 优秀, needs: {held: {level: q5, periods: 6}}}]\n",
        ["3 held-too-long 2"],
    ),
    # A rubric's own needs stand beside the programme's for other levels; its own rules in place of the programme's.
    "own-needs": (
        _levels("total: [90, 100]", "total: [80, 89]")
        + ONE_TO_HUNDRED.replace("id: r,", "id: r, needs: {a: {total: [89, 100]}}, rules: {new_at_most: a},")
        + "rules: {new_at_most: b}\n",
        ["4 ranges-overlap 5", "5 cap-at-best"],
    ),
    # What lies in the same place under two rubrics is said once.
    "two-rubrics": (
        _levels("total: [90, 100]", "total: [80, 90]")
        + "rubrics:\n- {id: r, decimals: 0, aspects: [{id: x, name: 全部, items: [{id: y, name: 各项, max: 100}]}]}\n"
        + "- {id: s, decimals: 0, aspects: [{id: z, name: 全部, items: [{id: w, name: 各项, max: 100}]}]}\n",
        ["4 ranges-overlap 3"],
    ),
    "chinese": (
        "等级:\n- {编号: a, 名称: 甲, 达标条件: {总分: 90}}\n- {编号: b, 名称: 乙, 达标条件: {总分: [80, 90]}}\n",
        ["4 ranges-overlap 3"],
    ),
}


def _by_programme(folder: Path, programmes: Mapping[str, str]) -> dict[str, list[PlacedProblem]]:
    files = "".join(f"-- content/programmes/{name}.yaml --\n{text.lstrip()}" for name, text in programmes.items())
    found: dict[str, list[PlacedProblem]] = {name: [] for name in programmes}
    for one in check_site(folder, files).problems:
        found.setdefault(Path(one.place.file).stem, []).append(one)
    return found


def _said(found: list[PlacedProblem]) -> list[str]:
    """Line, rule, and the lines of related places."""
    return [" ".join(map(str, (one.place.line, one.rule, *(place.line for place in one.related)))) for one in found]


@pytest.fixture(scope="module")
def of_sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[PlacedProblem]]:
    return _by_programme(tmp_path_factory.mktemp("sound"), SOUND)


@pytest.fixture(scope="module")
def of_doubtful(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[PlacedProblem]]:
    texts = {name: f"name: 示例评定之{name}\n{text}" for name, (text, _) in DOUBTFUL.items()}
    return _by_programme(tmp_path_factory.mktemp("doubtful"), texts)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_scheme_gives_no_alarm(name: str, of_sound: dict[str, list[PlacedProblem]]) -> None:
    assert of_sound[name] == []


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_does_not_fit_together_is_said_at_its_place(
    name: str, of_doubtful: dict[str, list[PlacedProblem]]
) -> None:
    assert _said(of_doubtful[name]) == DOUBTFUL[name][1]


def test_all_of_it_are_warnings(of_doubtful: dict[str, list[PlacedProblem]]) -> None:
    severities = {one.severity for found in of_doubtful.values() for one in found}
    assert severities == {Severity.WARNING}


def test_a_gap_is_told_with_a_total_that_fits_nowhere(of_doubtful: dict[str, list[PlacedProblem]]) -> None:
    whole, halves = of_doubtful["gap-of-points"][0], of_doubtful["gap-of-decimals"][0]
    assert "总分95分不在任何一级的范围里" in whole.message and "写 95" in whole.mend
    assert "总分90.5分不在任何一级的范围里" in halves.message and "写 90.9" in halves.mend


def test_an_overlap_is_told_with_the_totals_in_both_ranges(of_doubtful: dict[str, list[PlacedProblem]]) -> None:
    shared, inside = of_doubtful["shared-bound"][0], of_doubtful["inside"][0]
    assert "总分950分" in shared.message and "950分（含）以上" in shared.message and "写 949" in shared.mend
    assert "总分80分至89分" in inside.message


def test_a_doubtful_scheme_never_stops_a_site(tmp_path: Path) -> None:
    text, _ = DOUBTFUL["upside-down"]
    site = build_site(tmp_path, f"-- content/programmes/doubtful.yaml --\nname: 示例评定\n{text}")
    assert site.problems == ["content/programmes/doubtful.yaml:4:36 bounds-not-descending"]
    assert site.report.published and site.has("programmes/doubtful/index.html")


def test_nothing_is_said_of_a_programme_that_could_not_be_read_whole(tmp_path: Path) -> None:
    text, _ = DOUBTFUL["shared-bound"]
    files = f"-- content/programmes/broken.yaml --\nname: 示例评定\n{text}levle_word: 等级\n"
    assert [one.rule for one in _problems(check_site(tmp_path, files))] == ["unknown-key"]


def test_the_example_of_the_format_gives_no_alarm(tmp_path: Path) -> None:
    files = f"-- content/programmes/example-stars.yaml --{PROGRAMME}-- content/regions.yaml --{REGIONS}"
    assert [one.rule for one in _problems(check_site(tmp_path, files))] == ["condition-not-listed"]


def _problems(report: Report) -> list[PlacedProblem]:
    return [one for one in report.problems if one.place.file.startswith("content/programmes/")]


# ── Ranges ──


@st.composite
def _bands(draw: st.DrawFn) -> tuple[int, list[Decimal]]:
    """Decimals of totals, and the lower bounds of levels, best first, at least three steps apart."""
    decimals = draw(st.integers(0, 3))
    steps = draw(st.lists(st.integers(3, 200), min_size=3, max_size=5))
    bounds = [sum(steps[:number]) for number in range(1, len(steps) + 1)]
    return decimals, [Decimal(bound).scaleb(-decimals) for bound in reversed(bounds)]


def _scheme(decimals: int, lows: list[Decimal], shift: int) -> str:
    """Levels whose ranges follow one another, but for the upper end of the last, which is so many steps too high."""
    unit = Decimal(1).scaleb(-decimals)
    highs = [low - unit for low in lows[:-1]]
    highs[-1] += shift * unit
    first, *others = lows
    ranges = [f"{first:f}", *(f"[{low:f}, {high:f}]" for low, high in zip(others, highs, strict=True))]
    levels = "\n".join(
        f"- {{id: l{number}, name: 第{number}级, needs: {{total: {one}}}}}" for number, one in enumerate(ranges)
    )
    rubric = f"rubrics: [{{id: r, decimals: {decimals}, aspects: [{{id: x, name: 全部, items: [{{id: y, name: 各项, max: 9999}}]}}]}}]"
    return f"name: 示例评定\nlevels:\n{levels}\n{rubric}\n"


@given(_bands(), st.integers(-2, 2))
def test_ranges_fit_only_where_each_begins_one_step_above_the_other(
    bands: tuple[int, list[Decimal]], shift: int
) -> None:
    found = check_ranges(programme(_scheme(*bands, shift)), DocumentId("content/programmes/p.yaml"))
    expected = "ranges-overlap" if shift > 0 else "ranges-leave-gap"
    assert [one.rule.id for one in found] == ([expected] if shift else [])
