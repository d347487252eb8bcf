"""Published figures, reckoned again from each other: what agrees, what differs by how much, what cannot be checked and why."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from starcase.language import words_for
from starcase.model.programme import Programme
from starcase.model.reconciled import Gap, Outcome, Reconciled, Way
from starcase.rating.claim_words import say_reckoning
from starcase.rating.claims import reconcile
from tests.page_parts import headings, section, words
from tests.sites import Site, build_site, check_site
from tests.trees import programme

HEAD = """
id: red
name: 红色组织
measure_word: 个
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
levels: [{id: gold, name: 金牌, honour: true}, {id: star5, name: 五星级}, {id: star4, name: 四星级}, {id: star3, name: 三星级}]
sources: [{id: A4, title: 专刊报道}, {id: A0, title: 日报报道}]
claims:
"""


def _programme(*claims: str) -> Programme:
    return programme(HEAD + "\n".join(f"- {{{claim}}}" for claim in claims))


def _reconciled(*claims: str) -> dict[str, Reconciled]:
    """What came of each figure, by its id."""
    return {one.claim.id or "": one for one in reconcile(_programme(*claims))}


def _said(name: str, *claims: str) -> tuple[str, list[str]]:
    """The outcome of one figure and its reckonings in words."""
    read = _programme(*claims)
    one = next(one for one in reconcile(read) if one.claim.id == name)
    return one.outcome.value, [str(say_reckoning(each, read)) for each in one.reckonings]


def _cut(number: Fraction, decimals: int, how: str) -> Decimal:
    """A share as it would be printed."""
    exact = Decimal(number.numerator * 10**10 // number.denominator).scaleb(-10)
    return exact.quantize(Decimal(1).scaleb(-decimals), how)


# --- examples in words ------------------------------------------------------------------------------------------------

WHOLE = "id: all, what: organizations, value: 7356, parts: [service, charity]"

EXAMPLES = {
    "a share, rounded to the nearest": (
        ("id: a, what: x, value: 2361, share: 32.1, of: b", "id: b, what: y, value: 7356"),
        "agrees",
        "2361 ÷ 7356 = 32.096…%，四舍五入为32.1%，与公布的相同",
    ),
    "a share that comes out even": (
        ("id: a, what: x, value: 3, share: 37.5, of: b", "id: b, what: y, value: 8"),
        "agrees",
        "3 ÷ 8 = 37.5%，与公布的占比相同",
    ),
    "a share that only truncation explains": (
        ("id: a, what: x, value: 1412, share: 96.31, of: b", "id: b, what: y, value: 1466"),
        "only truncated",
        "1412 ÷ 1466 = 96.3165…%，四舍五入应为96.32%；截尾（去掉后面的零头）才是公布的96.31%",
    ),
    "a share that is said to be truncated": (
        ("id: a, what: x, value: 1412, share: 96.31, of: b, rounding: truncated", "id: b, what: y, value: 1466"),
        "agrees",
        "1412 ÷ 1466 = 96.3165…%，截尾（去掉后面的零头）为96.31%，与公布的相同",
    ),
    "a share that is said to be truncated, but was rounded": (
        ("id: a, what: x, value: 1412, share: 96.32, of: b, rounding: truncated", "id: b, what: y, value: 1466"),
        "only rounded to the nearest",
        "1412 ÷ 1466 = 96.3165…%，截尾（去掉后面的零头）应为96.31%；四舍五入才是公布的96.32%",
    ),
    "a share that is wrong": (
        ("id: a, what: x, value: 2361, share: 33.1, of: b", "id: b, what: y, value: 7356"),
        "differs",
        "2361 ÷ 7356 = 32.096…%，四舍五入为32.1%，公布的是33.1%，相差1个百分点",
    ),
    "a share that only truncation explains, whatever the whole": (
        ("id: a, what: 小学, unit: 所, value: 1412, share: 96.31",),
        "only truncated",
        "没有公布总数；不管总数是哪个整数，1412占的比例四舍五入都不会是96.31%，截尾（去掉后面的零头）才可能",
    ),
    "a share that no whole explains": (
        ("id: a, what: 小学, unit: 所, value: 7, share: 99.99",),
        "differs",
        "没有公布总数；不管总数是哪个整数，7占的比例都不会是99.99%",
    ),
    "a share without a whole": (
        ("id: a, what: 小学, unit: 所, value: 1412, share: 96.3",),
        "cannot be checked",
        "没有公布总数，占比没法再算一遍",
    ),
    "a share of a figure in 万": (
        ("id: a, what: x, unit: 万人, value: 56.271, share: 68.9, of: b", "id: b, what: y, unit: 人, value: 816700"),
        "agrees",
        "56.271万 ÷ 816700 = 68.900…%，四舍五入为68.9%，与公布的相同",
    ),
    "a figure that is not exact, against its share": (
        ("id: a, what: x, value: 近2300, share: 32.1, of: b", "id: b, what: y, value: 7356"),
        "differs",
        "7356 × 32.1% = 2361.27…，公布的是近2300，对不上",
    ),
    "a figure that is not exact, and can be true": (
        ("id: a, what: x, value: 2300余, share: 32.1, of: b", "id: b, what: y, value: 7356"),
        "cannot be checked",
        "7356 × 32.1% = 2361.27…，公布的是2300余；这是约数，不能核对是不是正好",
    ),
    "a sum": (
        ("id: a, what: x, value: 819, parts: [b, c]", "id: b, what: y, value: 782", "id: c, what: z, value: 37"),
        "agrees",
        "782 + 37 = 819，与公布的819相同",
    ),
    "a sum that is wrong": (
        ("id: a, what: x, value: 820, parts: [b, c]", "id: b, what: y, value: 782", "id: c, what: z, value: 37"),
        "differs",
        "782 + 37 = 819，公布的是820，相差1",
    ),
    "a sum, printed in 万": (
        ("id: a, what: x, value: 4.1万, parts: [b, c]", "id: b, what: y, value: 2.5万", "id: c, what: z, value: 15900"),
        "agrees",
        "2.5万 + 15900 = 40900，四舍五入就是公布的4.1万",
    ),
    "a sum, printed in 万 and truncated": (
        ("id: a, what: x, value: 4万, parts: [b, c]", "id: b, what: y, value: 2.5万", "id: c, what: z, value: 20900"),
        "only truncated",
        "2.5万 + 20900 = 45900，四舍五入不是公布的4万，截尾（去掉后面的零头）才是",
    ),
    "a sum of figures that are not exact": (
        ("id: a, what: x, value: 3000, parts: [b, c]", "id: b, what: y, value: 2300余", "id: c, what: z, value: 500"),
        "cannot be checked",
        "2300余 + 500：里面有约数，不能核对是不是正好等于3000",
    ),
    "a sum of figures that are not exact, and cannot be": (
        ("id: a, what: x, value: 2700, parts: [b, c]", "id: b, what: y, value: 2300余", "id: c, what: z, value: 500"),
        "differs",
        "2300余 + 500：里面有约数，但是怎么取也不会是公布的2700",
    ),
    "a sum of exact figures that is printed as a range": (
        ("id: a, what: x, value: [10, 15], parts: [b, c]", "id: b, what: y, value: 9", "id: c, what: z, value: 7"),
        "differs",
        "9 + 7 = 16，公布的是10—15，对不上",
    ),
    "parts of which some were not published": (
        (WHOLE.replace("all", "a"), "id: service, what: organizations, value: 2361, where: {type: service}"),
        "cannot be checked",
        "没有公布社会公益类有多少，不能相加",
    ),
    "a part that is larger than the whole": (
        (WHOLE.replace("all", "a"), "id: service, what: organizations, value: 7361, where: {type: service}"),
        "differs",
        "只加公布了的几部分，7361 = 7361，已经比公布的7356多5",
    ),
    "parts of another time": (
        (
            "id: a, what: x, value: 819, as_of: 2022, parts: [b, c]",
            "id: b, what: y, value: 782, as_of: 2021",
            "id: c, what: z, value: 37",
        ),
        "cannot be checked",
        "要对照的数不是同一时间的，不能放在一起算",
    ),
    "parts in other units": (
        (
            "id: a, what: x, value: 100, unit: 亩, parts: [b, c]",
            "id: b, what: y, value: 60, unit: 公顷",
            "id: c, what: z, value: 40, unit: 公顷",
        ),
        "cannot be checked",
        "要对照的数单位不同，不能放在一起算",
    ),
    "a level and all above, against each": (
        (
            "id: a, what: organizations, value: 70, where: {level_at_least: star4}",
            "id: g, what: organizations, value: 10, where: {level: gold}",
            "id: b, what: organizations, value: 20, where: {level: star5}",
            "id: c, what: organizations, value: 40, where: {level: star4}",
        ),
        "agrees",
        "各等级相加 10 + 20 + 40 = 70，与公布的70相同",
    ),
    "levels beside which an honour stands": (
        (
            "id: a, what: organizations, value: 60, where: {level_at_least: star4}",
            "id: g, what: organizations, value: 10, where: {level: gold}",
            "id: b, what: organizations, value: 20, where: {level: star5}",
            "id: c, what: organizations, value: 40, where: {level: star4}",
        ),
        "agrees",
        "不算金牌，各等级相加 20 + 40 = 60，与公布的60相同",
    ),
    "levels that were not published": (
        (
            "id: a, what: organizations, value: 2870, where: {level_at_least: star3}",
            "id: g, what: organizations, value: 30, where: {level_at_least: gold}",
        ),
        "cannot be checked",
        "没有公布五星级、四星级、三星级各有多少，不能相加",
    ),
    "fewer of a level and all above than of better ones": (
        (
            "id: a, what: organizations, value: 80, where: {level_at_least: star4}",
            "id: b, what: organizations, value: 60, where: {level_at_least: star3}",
        ),
        "differs",
        "80只是其中一部分，却比全部60还多",
    ),
    "the same thing, published twice": (
        (
            "id: a, what: 社区, value: 14, as_of: 2022-12, source: A4",
            "id: b, what: 社区, value: 15, as_of: 2022-12, source: A0",
        ),
        "differs",
        "同一时间的同一个数，这里是14，另一处公布的是15，相差1",
    ),
    "the same thing, once more roughly": (
        ("id: a, what: 党员, value: 4万, as_of: 2022", "id: b, what: 党员, value: 40012, as_of: 2022"),
        "agrees",
        "同一时间的同一个数，另一处公布的是40012，对得上",
    ),
    "a share alone": (
        ("id: a, what: 覆盖率, value: 96.9, unit: '%'",),
        "cannot be checked",
        "只公布了比例，没有公布用来算它的两个数",
    ),
    "a figure alone": (("id: a, what: 街道, value: 60, unit: 个",), "cannot be checked", "没有公布能拿来对照的数字"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_reckoning_is_said_in_words(name: str) -> None:
    claims, outcome, sentence = EXAMPLES[name]
    found, said = _said("a", *claims)
    assert (found, sentence) == (outcome, said[0]) or (found == outcome and sentence in said), said


def test_figures_of_another_day_or_place_are_not_the_same_thing() -> None:
    days = _reconciled("id: a, what: 社区, value: 14, as_of: 2021", "id: b, what: 社区, value: 15, as_of: 2022")
    undated = _reconciled("id: a, what: 社区, value: 14, source: A0", "id: b, what: 社区, value: 15, source: A4")
    units = _reconciled("id: a, what: 志愿者, value: 14, unit: 名", "id: b, what: 志愿者, value: 15, unit: 支")
    for found in (days, undated, units):
        assert {one.outcome for one in found.values()} == {Outcome.UNCHECKED}


def test_shares_of_the_parts_make_the_whole_but_for_rounding() -> None:
    parts = ["id: all, what: 总, value: 300, parts: [a, b, c]"] + [
        f"id: {name}, what: {name}, value: 100, share: 33.3, of: all" for name in "abc"
    ]
    outcome, said = _said("all", *parts)
    assert outcome == "agrees"
    assert said[1] == "各部分的占比 33.3% + 33.3% + 33.3% = 99.9%，与100%相差0.1个百分点，这是各自取舍造成的"
    outcome, said = _said("all", *parts[:3], "id: c, what: c, value: 100, share: 33.9, of: all")
    assert outcome == "differs"
    assert said[1] == "各部分的占比 33.3% + 33.3% + 33.9% = 100.5%，与100%相差0.5个百分点，取舍造成不了这么多"


def test_shares_of_some_parts_cannot_be_more_than_the_whole() -> None:
    some_parts = (
        "id: b, what: b, value: 約60, share: 60, of: all".replace("約", "约"),
        "id: c, what: c, value: 约50, share: 50, of: all",
    )
    found = _reconciled("id: all, what: 总, value: 约100, parts: [service, b, c]", *some_parts)["all"]
    assert [each.way for each in found.reckonings if each.outcome is Outcome.DIFFERS] == [Way.HUNDRED]


def test_a_share_of_a_part_is_of_its_whole_where_nothing_else_is_said() -> None:
    found = _reconciled(
        "id: all, what: 总, value: 8, parts: [b, c]",
        "id: b, what: b, value: 3, share: 37.5",
        "id: c, what: c, value: 5",
    )
    assert found["b"].reckonings[0].outcome is Outcome.AGREES


def test_parts_may_be_named_by_type_without_ids_of_their_own() -> None:
    found = reconcile(
        _programme(
            WHOLE.replace("7356", "5"),
            "what: organizations, value: 2, where: {type: service}",
            "what: organizations, value: 3, where: {type: charity}",
        )
    )
    assert [one.outcome for one in found] == [Outcome.AGREES] * 3


def test_a_part_that_counts_only_the_better_bodies_of_a_type_is_not_that_type() -> None:
    found = _reconciled(
        WHOLE,
        "id: service, what: organizations, where: {type: service, level_at_least: star4}, value: 120",
        "id: charity, what: organizations, where: {type: charity, level_at_least: star4}, value: 20",
    )["all"]
    assert [(each.way, each.gap) for each in found.reckonings] == [(Way.PARTS, Gap.SPLIT)]


def test_a_figure_without_more_to_say_leans_on_the_sum_that_it_was_needed_for() -> None:
    found = _reconciled(
        "id: a, what: x, value: 3, parts: [b, c]", "id: b, what: y, value: 1", "id: c, what: z, value: 2"
    )
    assert found["b"].outcome is Outcome.AGREES
    assert found["b"].reckonings == found["a"].reckonings


def test_a_wrong_sum_speaks_against_the_sum_only() -> None:
    found = _reconciled(
        "id: a, what: x, value: 4, parts: [b, c]", "id: b, what: y, value: 1", "id: c, what: z, value: 2"
    )
    assert [found[name].outcome for name in "abc"] == [Outcome.DIFFERS, Outcome.UNCHECKED, Outcome.UNCHECKED]


def test_figures_that_are_measured_may_have_been_rounded() -> None:
    measured = [f"id: {name}, what: {name}, value: {value}, unit: 小时" for name, value in (("b", 120), ("c", 130))]
    assert (
        _reconciled("id: a, what: x, value: 251, unit: 小时, parts: [b, c]", *measured)["a"].outcome
        is Outcome.UNCHECKED
    )
    assert (
        _reconciled("id: a, what: x, value: 260, unit: 小时, parts: [b, c]", *measured)["a"].outcome is Outcome.DIFFERS
    )
    counted = [claim.replace("小时", "人") for claim in measured]
    assert _reconciled("id: a, what: x, value: 251, unit: 人, parts: [b, c]", *counted)["a"].outcome is Outcome.DIFFERS


# --- for all figures --------------------------------------------------------------------------------------------------

_WHOLES = some.integers(min_value=1, max_value=9_999_999)
_SHARES = _WHOLES.flatmap(lambda whole: some.tuples(some.integers(0, whole), some.just(whole), some.integers(0, 3)))


@given(_SHARES)
def test_a_truncated_share_is_always_recognized(share: tuple[int, int, int]) -> None:
    part, whole, decimals = share
    exact = Fraction(part * 100, whole)
    cut, nearest = _cut(exact, decimals, ROUND_DOWN), _cut(exact, decimals, ROUND_HALF_UP)
    for said in ("", "rounding: nearest, ", "rounding: truncated, "):
        found = _reconciled(
            f"id: a, what: x, {said}value: {part}, share: {cut}, of: b", f"id: b, what: y, value: {whole}"
        )["a"]
        is_expected = "truncated" in said or cut == nearest
        assert found.outcome is (Outcome.AGREES if is_expected else Outcome.ONLY_TRUNCATED)


@given(_SHARES)
def test_a_truncated_share_never_differs_because_the_whole_is_not_published(share: tuple[int, int, int]) -> None:
    part, whole, decimals = share
    cut = _cut(Fraction(part * 100, whole), decimals, ROUND_DOWN)
    found = _reconciled(f"id: a, what: x, unit: 个, value: {part}, share: {cut}")["a"]
    assert found.outcome in (Outcome.ONLY_TRUNCATED, Outcome.UNCHECKED)


@given(_SHARES, some.integers(-3, 3))
def test_a_share_agrees_when_it_was_rounded_and_differs_when_it_is_another(
    share: tuple[int, int, int], off: int
) -> None:
    part, whole, decimals = share
    exact, step = Fraction(part * 100, whole), Decimal(1).scaleb(-decimals)
    printed = _cut(exact, decimals, ROUND_HALF_UP) + off * step
    if not 0 <= printed <= 100:
        return
    found = _reconciled(f"id: a, what: x, value: {part}, share: {printed}, of: b", f"id: b, what: y, value: {whole}")[
        "a"
    ]
    if not off:
        assert found.outcome is Outcome.AGREES
    elif printed != _cut(exact, decimals, ROUND_DOWN):
        assert found.outcome is Outcome.DIFFERS
        assert found.reckonings[0].apart == abs(off) * Fraction(step)


@given(some.lists(_WHOLES, min_size=2, max_size=6), some.integers(-1000, 1000))
def test_a_sum_is_right_or_it_is_not(parts: list[int], off: int) -> None:
    total = max(0, sum(parts) + off)
    names = [f"p{place}" for place in range(len(parts))]
    found = _reconciled(
        f"id: a, what: organizations, value: {total}, parts: [{', '.join(names)}]",
        *(f"id: {name}, what: {name}, value: {part}" for name, part in zip(names, parts, strict=True)),
    )["a"]
    apart = abs(total - sum(parts))
    assert (found.outcome is Outcome.AGREES) == (apart == 0)
    assert found.reckonings[0].reckoned == sum(parts)
    assert apart == 0 or (found.outcome is Outcome.DIFFERS and found.reckonings[0].apart == apart)


@some.composite
def _printings(draw: some.DrawFn, number: int) -> str:
    """A number as somebody may print it who says what is true."""
    less, more = draw(some.integers(0, number)), number + draw(some.integers(1, 1000))
    wan = Fraction(number, 10000)
    return draw(
        some.sampled_from(
            (
                str(number),
                f"{less}余",
                f"近{more}",
                f"约{more}",
                f"[{less}, {more}]",
                f"{_cut(wan, 1, ROUND_HALF_UP)}万",
                f"{_cut(wan, 2, ROUND_DOWN)}万",
                f"{_cut(wan, 2, ROUND_DOWN)}万余",
            )
        )
    )


@given(some.data(), some.lists(_WHOLES, min_size=2, max_size=4))
def test_what_can_be_true_is_never_called_different(data: some.DataObject, parts: list[int]) -> None:
    total = sum(parts)
    printed = [data.draw(_printings(part)) for part in parts]
    shares = [
        _cut(Fraction(part * 100, total), 1, data.draw(some.sampled_from((ROUND_DOWN, ROUND_HALF_UP))))
        for part in parts
    ]
    names = [f"p{place}" for place in range(len(parts))]
    found = _reconciled(
        f"id: a, what: organizations, value: {data.draw(_printings(total))}, parts: [{', '.join(names)}]",
        *(
            f"id: {name}, what: {name}, value: {text}, share: {share}, of: a"
            for name, text, share in zip(names, printed, shares, strict=True)
        ),
    )
    assert Outcome.DIFFERS not in {one.outcome for one in found.values()}


@given(some.permutations(EXAMPLES["levels beside which an honour stands"][0] + EXAMPLES["a sum"][0][1:]))
def test_the_order_of_the_figures_does_not_matter(claims: list[str]) -> None:
    claims = [claim for claim in claims if not claim.startswith(("id: b, what: y", "id: c, what: z"))]
    assert _reconciled(*claims)["a"].outcome is Outcome.AGREES


# --- as problems ------------------------------------------------------------------------------------------------------

WRONG = """
-- content/programmes/tea.yaml --
id: tea
name: 茶摊
claims:
- {id: all, what: 茶摊总数, value: 820, unit: 个, parts: [east, west]}
- {id: east, what: 东边的, value: 782, unit: 个, share: 95.2, of: all}
- {id: west, what: 西边的, value: 37, unit: 个, share: 4.5, of: all, rounding: truncated}
- {id: again, what: 茶摊总数, value: 830, unit: 个}
- {id: lone, what: 茶客, value: 约3万, unit: 人}
"""


def test_a_difference_is_a_warning_at_the_figure_with_the_places_of_the_others(tmp_path: Path) -> None:
    report = check_site(tmp_path, WRONG)
    found = {
        (p.place.line, p.rule): (p.severity.value, [(at.line, at.column) for at in p.related]) for p in report.problems
    }
    assert found == {
        (4, "claim-differs"): ("warning", [(5, 32), (6, 32)]),
        (5, "claim-differs"): ("warning", [(4, 32)]),
        (7, "claim-differs"): ("warning", [(4, 32)]),
    }
    said = next(p.message for p in report.problems if p.place.line == 4)
    assert said == "公布数据“all”与一起公布的别的数对不上：782 + 37 = 819，公布的是820，相差1。"


def test_a_programme_that_nobody_has_seen_before_is_reconciled_without_code(tmp_path: Path) -> None:
    """The keys may be Chinese, the level word and units anything."""
    report = check_site(
        tmp_path,
        """
-- content/programmes/tea.yaml --
编号: tea
名称: 茶摊评比
公布数据:
- {编号: all, 内容: 组织, 数值: 12, 其中: [a, b]}
- {编号: a, 内容: 大茶摊, 单位: 摊, 数值: 5, 占比: 41.6, 占比基数: all, 舍入方式: 四舍五入}
- {编号: b, 内容: 小茶摊, 单位: 摊, 数值: 7}
""",
    )
    assert [(p.place.line, p.place.column, p.rule) for p in report.problems] == [(5, 61, "claim-rounding")]


# --- on the page ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    own = "\n-- content/organizations/tea.yaml --\n{id: stall, name: 一号茶摊, programme: tea, region: anju}\n"
    return build_site(tmp_path_factory.mktemp("claims"), WRONG + own)


def test_every_figure_stands_in_the_list_with_its_reckoning_and_result(site: Site) -> None:
    page = site.page("programmes/tea/index.html")
    assert headings(page) == ["公布的数字", "本站列出的组织", "组织", "公布数据核对"]
    rows = [words(row) for row in re.findall(r'<li class="reconciled__row">(.*?)</li>', page, re.DOTALL)]
    assert rows == [
        "茶摊总数 820个 不相符 782 + 37 = 819，公布的是820，相差1。 "
        "各部分的占比 95.2% + 4.5% = 99.7%，与100%相差0.3个百分点，取舍造成不了这么多。 "
        "同一时间的同一个数，这里是820，另一处公布的是830，相差10。",
        "东边的 782个 不相符 782 ÷ 820 = 95.365…%，四舍五入为95.4%，公布的是95.2%，相差0.2个百分点。",
        "西边的 37个 相符 37 ÷ 820 = 4.512…%，截尾（去掉后面的零头）为4.5%，与公布的相同。",
        "茶摊总数 830个 不相符 同一时间的同一个数，这里是830，另一处公布的是820，相差10。",
        "茶客 约3万人 无法核对 没有公布能拿来对照的数字。",
    ]
    assert "公布了5个数：1个相符，3个不相符，1个无法核对。" in words(section(page, "公布数据核对"))


def test_beside_each_figure_the_doubter_finds_how_it_was_checked(site: Site) -> None:
    figures = section(site.page("programmes/tea/index.html"), "公布的数字")
    folds = [words(fold) for fold in re.findall(r'<details class="checked">.*?</details>', figures, re.DOTALL)]
    assert folds[0].startswith("核对：不相符 782 + 37 = 819，公布的是820，相差1。")
    assert "核对 无法核对：没有公布能拿来对照的数字。" in folds
    assert "东边的：782 ÷ 820" in folds[-1] and folds[-1].count("782 + 37") == 1
    assert folds[0] in [
        words(fold)
        for fold in re.findall(r'<details class="checked">.*?</details>', site.page("index.html"), re.DOTALL)
    ]


def test_what_this_site_lists_is_never_compared_with_what_was_published(site: Site) -> None:
    page = site.page("programmes/tea/index.html")
    assert "共1个。" in words(section(page, "本站列出的组织"))
    assert "本站自己列出多少组织，不拿来比。" in words(section(page, "公布数据核对"))
    assert all(problem.place.file.startswith("content/programmes/") for problem in site.report.problems)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_reckoning_can_be_read_in_english(name: str) -> None:
    read, english = _programme(*EXAMPLES[name][0]), words_for("en")
    said = [say_reckoning(each, read).said(english) for one in reconcile(read) for each in one.reckonings]
    names = [kind.name for kind in read.types] + [level.name for level in read.known_levels]
    for text in said:
        for known in names:
            text = text.replace(known, "")
        assert not re.search("[\u4e00-\u9fff]", re.sub(r"[0-9.]+[万余]+|[约近][0-9]+", "", text)), text


_VALUES = ("0", "1", "7356", "约120", "120余", "近120", "4.5万余", "[10, 15]", "上万", "0.5", "1.2亿", "82188.33")
_WHERES = (
    "type: service",
    "level: star5",
    "level: gold",
    "level_at_least: star4",
    "type: charity, level_at_least: star3",
)
_IDS = ("a", "b", "c", "d", "e")


@some.composite
def _anything(draw: some.DrawFn, name: str) -> str:
    """A figure of any kind, that names others in any way."""
    others = tuple(other for other in _IDS if other != name)
    where = draw(some.sampled_from(("", *_WHERES)))
    parts = draw(some.lists(some.sampled_from((*others, "service", "charity")), max_size=3))
    fields = {
        "id": name,
        "what": draw(some.sampled_from(("organizations", "志愿者"))),
        "value": draw(some.sampled_from(_VALUES)),
        "unit": draw(some.sampled_from(("", "人", "万人", "小时", "亩", "摊", "'%'"))),
        "where": f"{{{where}}}" if where else "",
        "share": draw(some.sampled_from(("", "0", "32.1", "96.31", "100"))),
        "of": draw(some.sampled_from(("", *others))),
        "rounding": draw(some.sampled_from(("", "nearest", "truncated"))),
        "as_of": draw(some.sampled_from(("", "2021", "2022-12"))),
        "parts": f"[{', '.join(parts)}]" if parts else "",
    }
    return ", ".join(f"{key}: {value}" for key, value in fields.items() if value)


@given(some.tuples(*(_anything(name) for name in _IDS)))
def test_whatever_was_published_an_outcome_can_be_said(claims: tuple[str, ...]) -> None:
    read = _programme(*claims)
    for one in reconcile(read):
        for each in one.reckonings:
            assert str(say_reckoning(each, read))
            assert (each.gap is None) == (each.outcome is not Outcome.UNCHECKED)
