"""How ratings come about, in sentences made from the rubric, the levels and the rules."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from starcase.language import CHINESE, words_for
from starcase.model.config import Config
from starcase.model.programme import Indicator, Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.rubric import (
    AllEvidence,
    AspectMinimum,
    Bound,
    Held,
    IndicatorMinimum,
    IndicatorNeed,
    ItemMinimum,
    Needs,
    Over,
    Quota,
)
from starcase.views.needs import say_needs
from starcase.views.shared import Shared
from tests.bodies import programme, rubric
from tests.page_parts import card, headings, links, main, names, section, words
from tests.sites import Site, build_site

SITE = """
-- content/programmes/example-stars.yaml --
id: example-stars
name: 示例星级评定
authority: 示例市社会工作部
level_word: 星级
measure_word: 支
indicators: [{id: satisfaction, name: 满意度, unit: "%"}]
levels:
- {id: gold, name: 金牌, honour: true, needs: {total: 95, from: [star5, gold], quota: 1}}
- {id: star5, name: 五星级, stars: 5, needs: {total: 90}}
- {id: star2, name: 二星级, stars: 2}
rules:
  step_limit: 1
  new_at_most: star5
  first_period: 2021-H2
  caps: [{name: 满意度不足, when: {indicator: satisfaction, below: 60}, at_most: star2}]
  vetoes: [弄虚作假, {id: accident, name: 发生安全责任事故}]
  quotas: [{levels: [star5, gold], percent: 10, within: district, at_least: 1}]
  eligibility: {founded_months: 12}
cadence: yearly
validity: {years: 5, from: next_january}
publicity: {working_days: 5}
rubrics:
- id: "2022"
  illustrative: true
  aspects:
  - id: team
    name: 队伍建设
    items:
    - {id: leader, name: 负责人作用, max: 60, guidance: 看负责人是不是经常到场。, evidence: required, checks: [到场, {name: 组织, max: 5}]}
    - {id: roster, name: 成员名册, max: 20, may_be_n_a: true}
  - id: work
    name: 活动开展
    weight: 0.5
    items: [{id: visits, name: 上门服务, max: 40}]
  bonus: {max: 5, items: [受到表扬]}
  deductions: {max: 10, items: [{name: 材料迟交, max: 4}]}
-- content/programmes/red.yaml --
{id: red, name: 红色组织, level_word: 星级, levels: [{id: s5, name: 五星级, stars: 5}, {id: s4, name: 四星级, stars: 4}]}
-- content/programmes/title.yaml --
{id: title, name: 示范村, level_word: 称号, levels: [{id: model, name: 党建示范村}]}
-- content/programmes/quiet.yaml --
{id: quiet, name: 没有公布的评定, levels: unpublished, level_word: 星级}
-- content/programmes/yearly.yaml --
{id: yearly, name: 年度评定, levels: [{id: good, name: 优秀}], built_from: example-stars}
-- content/programmes/hours.yaml --
id: hours
name: 时长星
indicators: [{id: hours, name: 服务时长, unit: 小时, add_up: true}]
levels: [{id: one, name: 一星, stars: 1, needs: {indicators: {hours: 50}}}]
-- content/programmes/points.yaml --
{id: points, name: 积分制, rubrics: [{id: p, aspects: [{id: a, name: 积分, items: [{id: i, name: 到会, max: 5}]}]}]}
-- content/programmes/ten.yaml --
{id: ten, name: 十个一, rubrics: [{id: t, aspects: [{id: a, name: 清单, items: [{id: i, name: 社区标识, max: 1}]}]}]}
-- content/programmes/versions.yaml --
id: versions
name: 有两份标准的评定
levels: [{id: good, name: 优秀, needs: {total: 80}}]
types: [{id: service, name: 为民服务类}]
rubrics:
- {id: "2021", name: 2021版, types: [service], needs: {good: {total: 92}}, rules: {step_limit: 2}, aspects: [{id: a, name: 甲, items: [{id: i, name: 事, max: 100}]}]}
- {id: "2022", decimals: 0, aspects: [{id: a, name: 甲, items: [{id: j, name: 事, max: 100}]}]}
-- content/programmes/plain.yaml --
{id: plain, name: 不评的项目}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    built = build_site(tmp_path_factory.mktemp("how"), SITE)
    assert built.errors == []
    return built


@pytest.fixture(scope="module")
def stars(site: Site) -> str:
    return site.page("how/example-stars/index.html")


def how(site: Site, programme: str) -> str:
    return words(main(site.page(f"how/{programme}/index.html")))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("示例星级评定", "按2个方面、3项内容打分，满分100分，分为金牌、五星级、二星级。"),
        ("红色组织", "星级分为五星级、四星级；评分标准没有公布。"),
        ("示范村", "授予“党建示范村”称号；认定条件没有公布。"),
        ("没有公布的评定", "星级怎样划分没有公布，本站也不列星级。"),
        ("年度评定", "由“示例星级评定”的评定结果得出，分为优秀。"),
        ("时长星", "按服务数据分为一星。"),
        ("积分制", "按1项内容记分，不分等级。"),
        ("十个一", "对照1项清单，做到一项记1分，不分等级。"),
        ("有两份标准的评定", "按评分标准打分，共有2份标准，分为优秀。"),
    ],
)
def test_one_sentence_tells_how_a_programme_rates(site: Site, name: str, sentence: str) -> None:
    page = main(site.page("how/index.html"))
    assert card(page, name) == f"{name} {sentence}"
    assert "不评的项目" not in names(page)


def test_what_is_looked_at_stands_folded_with_its_points(stars: str) -> None:
    folded = re.findall(r"<details.*?</details>", stars, re.DOTALL)
    assert [words(re.findall(r"<summary>(.*?)</summary>", one, re.DOTALL)[0]) for one in folded] == [
        "队伍建设 80分",
        "活动开展 40分，权重0.5",
        "加分项 最多5分",
        "扣分项 最多10分",
    ]
    assert "负责人作用 60分 看负责人是不是经常到场。 到场 组织（5分） 要有佐证材料" in words(folded[0])
    assert "成员名册 20分 可以不适用" in words(folded[0])
    assert "材料迟交 最多4分" in words(folded[3])


def test_it_says_how_points_add_up(stars: str) -> None:
    text = words(stars)
    assert "各方面得分乘以权重后相加，加上加分（最多5分），减去扣分（最多10分），就是总分。" in text
    assert "不适用的内容不算丢分" in text
    assert "总分保留2位小数，四舍五入。" in text


def test_it_says_who_decides_how_often_for_how_long_and_that_it_is_made_public_first(stars: str) -> None:
    assert (
        "谁来评 示例市社会工作部 多久评 每年评一次。 有效期 5年，从次年1月1日算起。"
        " 公示 决定以前公示5个工作日，任何人都可以提出异议。"
    ) in words(stars)


def test_item_names_without_a_source_are_said_to_be_examples(stars: str, site: Site) -> None:
    assert "这里的评价内容和分值是示例，没有公开的来源。" in words(stars)
    assert "示例，没有公开的来源" not in how(site, "points")


def test_each_level_says_what_it_asks_for_and_leads_to_its_page(stars: str) -> None:
    levels = section(stars, "各星级的条件")
    assert words(levels) == (
        "各星级的条件 金牌 总分95分（含）以上 上一次评定为五星级或金牌 每期名额1支 五星级 总分90分（含）以上"
    )
    assert links(levels)["金牌"] == "../../programmes/example-stars/levels/gold/index.html"


def test_the_rules_read_as_in_a_notice(stars: str) -> None:
    assert words(section(stars, "还有这些规定")) == (
        "还有这些规定"
        " 参评条件 成立满12个月。不满的，新成立暂不评定。"
        " 一票否决 有下列情形之一的，不予评定。 弄虚作假 发生安全责任事故"
        " 封顶 满意度不足：满意度低于60%的，最高评为二星级。"
        " 逐级晋升 每次最多升1级（金牌不算在内）。"
        " 首次参评 第一次参加评定的，最高评为五星级。"
        " 首次评定 2021年下半年是首次评定，不看原来的等级，也不限升几级。"
        " 名额 五星级、金牌：不超过当期参评总数的10%，按区县计算，至少1支。"
    )


def test_a_rubric_with_its_own_needs_and_rules_says_so(site: Site) -> None:
    page = site.page("how/versions/index.html")
    assert headings(page) == ["2021版", "评分标准“2022”", "各等级的条件"]
    own = words(section(page, "2021版"))
    assert "用于为民服务类。" in own
    assert "按这份标准，每一级要做到 优秀 总分92分（含）以上" in own
    assert "按这份标准，还有这些规定 逐级晋升 每次最多升2级。" in own
    assert "总分取整数，四舍五入。" in words(section(page, "评分标准“2022”"))


@pytest.mark.parametrize("programme", ["red", "title", "quiet"])
def test_what_is_not_published_is_said_and_not_guessed(site: Site, programme: str) -> None:
    assert "没有公布，本站不作推测。" in how(site, programme)


def test_a_programme_that_rates_nothing_has_no_explanation(site: Site) -> None:
    assert not site.has("how/plain/index.html")


# --- the words of every need (FORMAT.md section 4) ----------------------------------------------------------------------

STARS = programme(
    measure_word="支",
    indicators=(Indicator(id="hours", name="服务时长", unit="小时"),),
    rubrics=(rubric({"team": {"leader": "60"}}),),
)
D = Decimal


def said(needs: Needs, about: Programme = STARS) -> tuple[str, ...]:
    shared = Shared(Config(), {about.id: about}, RegionTree(), ())
    assert shared.words == words_for(CHINESE)
    return say_needs(needs, about, about.rubrics, shared)


@pytest.mark.parametrize(
    ("needs", "sentence"),
    [
        (Needs(total=Bound(at_least=D(90))), "总分90分（含）以上"),
        (Needs(total=Bound(at_least=D(901), at_most=D(950))), "总分901分至950分"),
        (Needs(percent=D("87.5")), "得分率87.5%（含）以上"),
        (Needs(each_aspect=D(80)), "每个方面80分（含）以上"),
        (Needs(each_aspect_percent=D(85)), "每个方面的得分率85%（含）以上"),
        (Needs(aspects=(AspectMinimum(aspect="team", points=D(15)),)), "“team方面”15分（含）以上"),
        (Needs(items=(ItemMinimum(item="leader", points=D(3)),)), "“leader项”3分（含）以上"),
        (
            Needs(indicators=(IndicatorMinimum(indicator="hours", need=IndicatorNeed(at_least=D(300))),)),
            "当期服务时长300小时（含）以上",
        ),
        (
            Needs(indicators=(IndicatorMinimum(indicator="hours", need=IndicatorNeed(at_least=D(9), over=Over.ALL)),)),
            "累计服务时长9小时（含）以上",
        ),
        (Needs(from_levels=("star5", "gold")), "上一次评定为五星级或金牌"),
        (Needs(held=Held(level="star4", periods=6)), "有6期评为四星级或更高"),
        (Needs(held=Held(level="star4", periods=6, consecutive=True)), "连续6期评为四星级或更高"),
        (Needs(quota=Quota(places=30)), "每期名额30支"),
        (
            Needs(quota=Quota(percent=D(10), within=Tier.STREET, at_least=1)),
            "不超过当期参评总数的10%，按街道、乡镇计算，至少1支",
        ),
        (Needs(evidence=AllEvidence.ALL), "要求有佐证材料的内容都有佐证材料"),
    ],
)
def test_a_need_reads_as_in_a_notice(needs: Needs, sentence: str) -> None:
    assert said(needs) == (sentence,)


def test_all_needs_of_a_level_are_said() -> None:
    assert said(Needs(total=Bound(at_least=D(95)), each_aspect_percent=D(85), quota=Quota(places=1))) == (
        "总分95分（含）以上",
        "每个方面的得分率85%（含）以上",
        "每期名额1支",
    )
