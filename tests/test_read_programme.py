"""Programmes: names inside them, and whether their figures and rules fit together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from starcase.model.programme import Rhythm, Unpublished, ValidFrom
from starcase.model.rubric import Over
from starcase.problems import DocumentId
from starcase.read.programme import read_programme
from tests.trees import programme, read_programme_text, regions, said, tree_of, words_of

BASE = """
name: 示例评定
types: [{id: service, name: 为民服务类}]
indicators: [{id: hours, name: 服务时长, unit: 小时}]
levels:
- {id: star5, name: 五星级, needs: {total: 90}}
- {id: star4, name: 四星级}
"""


def _said(text: str) -> list[str]:
    return said(read_programme_text(BASE + text).problems)


def _rubric(text: str) -> list[str]:
    return _said(f"rubrics: [{{id: '2022', {text}}}]")


def test_names_inside_a_programme_are_resolved_to_its_own_ids() -> None:
    read = programme(
        """
        name: 示例评定
        types: [{id: service, name: 为民服务类}]
        indicators: [{id: hours, name: 服务时长}]
        levels:
        - {id: gold, name: 金牌, counts_as: 五星级, needs: {from: [五星级, gold], held: {level: 五星级, periods: 2}}}
        - {id: star5, name: 五星级, needs: {indicators: {服务时长: {at_least: 300, over: 全部}}, items: {负责人: 3}, aspects: {队伍: 4}}}
        rules:
          new_at_most: 五星级
          caps: [{name: 时长不足, when: {indicator: 服务时长, below: 10}, at_most: 五星级}]
          quotas: [{levels: 金牌, percent: 10, within: 区县}]
        rubrics:
        - id: 2022
          types: 为民服务类
          needs: {五星级: {total: 92}}
          aspects: {id: team, name: 队伍, items: [{id: leader, name: 负责人, max: 6}]}
        claims: [{id: a, what: organizations, value: 30, where: {type: 为民服务类, level_at_least: 五星级}, source: 通知}]
        sources: [{id: A4, title: 通知}]
        """
    )
    gold, star5 = read.known_levels
    assert gold.counts_as == "star5" and gold.needs is not None and star5.needs is not None
    assert (
        gold.needs.from_levels == ("star5", "gold") and gold.needs.held is not None and gold.needs.held.level == "star5"
    )
    hours = star5.needs.indicators[0]
    assert (hours.indicator, hours.need.at_least, hours.need.over) == ("hours", Decimal(300), Over.ALL)
    assert star5.needs.items[0].item == "leader" and star5.needs.aspects[0].aspect == "team"
    assert read.rules is not None and read.rules.new_at_most == "star5" and read.rules.quotas[0].levels == ("gold",)
    assert read.rules.caps[0].when.indicator == "hours"
    rubric, claim = read.rubrics[0], read.claims[0]
    assert rubric.types == ("service",) and rubric.needs[0].level == "star5"
    assert claim.where is not None and (claim.where.type, claim.where.level_at_least, claim.source) == (
        "service",
        "star5",
        "A4",
    )


def test_a_programmes_region_may_be_a_name_where_the_regions_are_known() -> None:
    tree, document = tree_of("{id: p, name: 示例, region: 桥头街道}"), DocumentId("content/programmes/p.yaml")
    read = read_programme(tree, document, "p", regions())
    assert read.value is not None and read.value.region == "bridge"
    assert said(read_programme(tree_of("{name: 示例, region: 某街道}"), document, "p", regions()).problems) == [
        "unknown-name region"
    ]


def test_short_forms_stand_for_whole_mappings() -> None:
    read = programme(
        """
        name: 示例评定
        authority: 示例市社会工作部
        levels: unpublished
        cadence: 每月
        validity: {years: 5, from: next_january}
        publicity: {days: 5}
        """
    )
    assert read.authority[0].name == "示例市社会工作部" and read.levels is Unpublished.UNPUBLISHED
    assert read.cadence is not None and read.cadence.every is Rhythm.MONTHLY
    assert read.validity is not None and read.validity.valid_from is ValidFrom.NEXT_JANUARY


@pytest.mark.parametrize(
    "text, expected",
    [
        ("levels: unpublishd", "unknown-word levels"),
        ("types: [{id: a, name: 甲}, {id: a, name: 乙}]", "written-twice types.1.id"),
        ("indicators: [{id: a, name: 甲}, {id: a, name: 乙}]", "written-twice indicators.1.id"),
        ("levels: [{id: a, name: 甲}, {id: a, name: 乙}]", "written-twice levels.1.id"),
        ("levels: [{id: a, name: 甲, needs: {from: b}}]", "unknown-name levels.0.needs.from"),
        ("levels: [{id: a, name: 甲, needs: {indicators: {b: 3}}}]", "nothing-to-name levels.0.needs.indicators.b@key"),
        ("levels: [{id: a, name: 甲, needs: {items: {b: 3}}}]", "nothing-to-name levels.0.needs.items.b@key"),
        ("levels: [{id: a, name: 甲, counts_as: b}]", "unknown-name levels.0.counts_as"),
        ("levels: [{id: a, name: 甲, counts_as: 甲}]", "counts-as-itself levels.0.counts_as"),
        ("levels: [{id: 甲级, name: 甲}]", "id-characters levels.0.id"),
        ("levels: [{name: 甲}]", "missing-key levels.0"),
        ("levels: [{id: a, name: 甲, needs: {total: [95, 90]}}]", "numbers-out-of-order levels.0.needs.total"),
        ("levels: [{id: a, name: 甲, needs: {total: [95, 九十]}}]", "number-wanted levels.0.needs.total.1"),
        ("levels: [{id: a, name: 甲, needs: {total: {}, percent: 101}}]", "number-too-large levels.0.needs.percent"),
        (
            "levels: [{id: a, name: 甲, needs: {held: {level: a, periods: 0}}}]",
            "number-too-small levels.0.needs.held.periods",
        ),
        ("levels: [{id: a, name: 甲, needs: {quota: {within: 市}}}]", "exactly-one levels.0.needs.quota"),
        (
            "levels: [{id: a, name: 甲, needs: {quota: {percent: 9, within: 片区}}}]",
            "unknown-word levels.0.needs.quota.within",
        ),
        ("rubrics: [{id: a}, {id: a}]", "written-twice rubrics.1.id"),
        ("rubrics: [{id: a, comparable_with: [b]}]", "unknown-name rubrics.0.comparable_with.0"),
        ("validity: {months: 24, years: 2}", "exactly-one validity"),
        ("validity: {from: next_january}", "exactly-one validity"),
        ("publicity: {days: 5, working_days: 5}", "exactly-one publicity"),
        ("cadence: {months: 0}", "number-too-small cadence.months"),
        ("authority: [{name: 甲, from: 2023, until: 2022}]", "dates-out-of-order authority.0.until"),
        ("level_word: 星", "level-word-unusual level_word"),
        ("sources: [{id: A4}, {id: A4}]", "written-twice sources.1.id"),
        ("claims: [{what: x, value: 1, of: all}]", "nothing-to-name claims.0.of"),
        ("claims: [{id: a, what: x, value: 1, of: a}]", "claim-of-itself claims.0.of"),
        ("claims: [{id: a, what: x, value: 1, parts: [b]}]", "unknown-name claims.0.parts.0"),
        ("claims: [{id: a, what: x, value: 1, source: A9}]", "nothing-to-name claims.0.source"),
        ("claims: [{id: a, what: x, value: 1, where: {type: b}}]", "nothing-to-name claims.0.where.type"),
        ("claims: [{what: x}]", "missing-key claims.0"),
        ("rules: {step_limit: 0}", "number-too-small rules.step_limit"),
        ("rules: {first_period: 明年}", "period-wanted rules.first_period"),
        ("rules: {quotas: [{percent: 10}]}", "missing-key rules.quotas.0"),
        ("rules: {mismatch: 忽略}", "unknown-word rules.mismatch"),
    ],
)
def test_what_does_not_fit_together_is_located(text: str, expected: str) -> None:
    assert said(read_programme_text(f"name: 示例\n{text}").problems) == [expected]


def test_parts_of_a_claim_are_claims_or_types() -> None:
    assert (
        _said(
            "claims: [{id: all, what: organizations, value: 3, parts: [service, some]}, {id: some, what: x, value: 1, of: all}]"
        )
        == []
    )


ITEMS = "aspects: [{id: team, name: 队伍, items: [{id: one, name: 一, max: 6}, {id: two, name: 二, max: 4.5}]}]"


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"max: 10.5, {ITEMS}", []),
        (f"max: 10, {ITEMS}", ["printed-sum-differs rubrics.0.max"]),
        (ITEMS.replace("队伍,", "队伍, max: 10.5,"), []),
        (ITEMS.replace("队伍,", "队伍, max: 21, weight: 2,"), []),
        (ITEMS.replace("队伍,", "队伍, max: 20, weight: 2,"), ["printed-sum-differs rubrics.0.aspects.0.max"]),
        (ITEMS.replace("max: 6", "max: 0"), ["number-not-above rubrics.0.aspects.0.items.0.max"]),
        (
            ITEMS.replace("max: 6", "max: 六").replace("队伍,", "队伍, max: 10,"),
            ["number-wanted rubrics.0.aspects.0.items.0.max"],
        ),
        (ITEMS.replace("two", "one"), ["written-twice rubrics.0.aspects.0.items.1.id"]),
        (f"{ITEMS}, bonus: {{items: [{{id: two, name: 加}}]}}", ["written-twice rubrics.0.bonus.items.0.id"]),
        (
            f"{ITEMS}, needs: {{五星级: {{items: {{一: 3, 三: 3}}}}}}",
            ["unknown-name rubrics.0.needs.star5.items.三@key"],
        ),
    ],
)
def test_the_points_of_a_rubric_add_up(text: str, expected: list[str]) -> None:
    assert _rubric(text) == expected


@pytest.mark.parametrize(
    "when, expected",
    [
        ("{indicator: hours, below: 10}", []),
        ("{indicator: hours, at_least: 10}", []),
        ("{total: true, below: 60}", []),
        ("{total: true, indicator: hours, below: 60}", ["exactly-one rules.caps.0.when"]),
        ("{below: 60}", ["exactly-one rules.caps.0.when"]),
        ("{indicator: hours}", ["when-without-bound rules.caps.0.when"]),
        ("{total: true, at_least: 60}", ["when-at-least rules.caps.0.when.at_least"]),
        ("{indicator: satisfaction, below: 60}", ["condition-not-listed rules.caps.0.when.indicator"]),
    ],
)
def test_a_cap_looks_at_one_thing_with_a_bound(when: str, expected: list[str]) -> None:
    assert _said(f"rules: {{caps: [{{name: 封顶, when: {when}, at_most: 四星级}}]}}") == expected


def test_an_item_that_several_rubrics_have_is_one_name_for_the_programme() -> None:
    text = """
    name: 示例
    levels: [{id: a, name: 甲, needs: {items: {负责人: 3}}}]
    rubrics:
    - {id: "1", aspects: {id: t, name: 队伍, items: [{id: leader, name: 负责人, max: 6}]}}
    - {id: "2", aspects: {id: t, name: 队伍, items: [{id: leader, name: 负责人, max: 5}]}}
    """
    needs = programme(text).known_levels[0].needs
    assert needs is not None and needs.items[0].item == "leader"


def test_inside_a_rubric_a_name_means_its_own_item() -> None:
    text = """
    name: 示例
    levels: [{id: a, name: 甲}]
    rubrics:
    - {id: "1", needs: {甲: {items: {负责人: 3}}}, aspects: {id: t, name: 队伍, items: [{id: head, name: 负责人, max: 6}]}}
    - {id: "2", needs: {甲: {items: {负责人: 3}}}, aspects: {id: t, name: 队伍, items: [{id: leader, name: 负责人, max: 5}]}}
    """
    assert [rubric.needs[0].needs.items[0].item for rubric in programme(text).rubrics] == ["head", "leader"]
    text = text.replace("甲: {items: {负责人: 3}}", "甲: {items: {head: 3}}")
    assert said(read_programme_text(text).problems) == ["unknown-name rubrics.1.needs.a.items.head@key"]


def test_a_published_figure_may_repeat_its_unit() -> None:
    read = programme(
        "name: 示例\nclaims: [{what: 评价内容, value: 17项, unit: 项}, {what: organizations, value: 7356个}]"
    )
    assert [claim.value.text for claim in read.claims] == ["17", "7356"]
    assert _said("claims: [{what: 评价内容, value: 17项, unit: 个}]") == ["other-unit claims.0.value"]


def test_a_name_of_two_things_is_answered_with_their_ids() -> None:
    read = read_programme_text("name: 示例\nlevels: [{id: a, name: 甲}, {id: b, name: 甲}]\nrules: {new_at_most: 甲}")
    assert said(read.problems) == ["ambiguous-name rules.new_at_most"]
    assert "“a”、“b”" in words_of(read.problems)


def test_points_are_exact_decimals() -> None:
    read = programme(f"name: 示例\nrubrics: [{{id: '2022', {ITEMS}}}]")
    assert [item.max for item in read.rubrics[0].items] == [Decimal(6), Decimal("4.5")]


def test_a_programme_with_a_mistake_is_still_given_so_that_records_can_be_read_against_it() -> None:
    read = read_programme_text(f"{BASE}cadence: 有时")
    assert read.has_errors and read.value is not None and len(read.value.known_levels) == 2
