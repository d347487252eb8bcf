"""Values as people type them (FORMAT.md section 6; approximate figures: section 4)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from starcase.model.region import Tier
from starcase.model.values import Count, Exactness, PartialDate, Period
from starcase.read.counts import parse_count, parse_range
from starcase.read.dates import parse_day, parse_partial_date, parse_period
from starcase.read.scalars import Fault, Understood, parse_number, parse_score, parse_whole_number, parse_yes_or_no
from tests.trees import complaints, organization, programme, read_programme_text, said, words_of


@pytest.mark.parametrize("text, value", [("0", "0"), ("4.5", "4.5"), ("-3", "-3"), ("2870", "2870"), ("0.10", "0.10")])
def test_a_plain_number_is_read_exactly_and_without_a_word(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text, plain",
    [
        ("２８７０", "2870"),
        ("2,870", "2870"),
        ("2，870", "2870"),
        ("85分", "85"),
        ("32.1%", "32.1"),
        ("１,２３４.５分", "1234.5"),
    ],
)
def test_an_unusual_number_is_understood_with_its_plain_form(text: str, plain: str) -> None:
    assert parse_number(text) == Understood(Decimal(plain), plain)


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-inf", "1_000", "1e3", "0x1f", "abc", "1.2.3", "28,70", "85 分钟", "五", "+-1"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    parsed = parse_number(text)
    assert isinstance(parsed, Fault) and parsed.rule.id == "number-wanted"


@pytest.mark.parametrize("text", ["9" * 400, "1" + "0" * 13, "0." + "1" * 11])
def test_a_number_that_cannot_be_meant_is_refused(text: str) -> None:
    for parsed in (parse_number(text), parse_count(text)):
        assert isinstance(parsed, Fault) and parsed.rule.id == "number-implausible"


@pytest.mark.parametrize("text", ["n/a", "N/A", "不适用", "Ｎ/Ａ"])
def test_a_score_may_be_not_applicable(text: str) -> None:
    assert parse_score(text) is None


def test_whole_numbers_have_no_decimals() -> None:
    assert parse_whole_number("20") == 20
    assert parse_whole_number("２０") == Understood(20, "20")
    for text in ("2.0", "x", "3年"):
        parsed = parse_whole_number(text)
        assert isinstance(parsed, Fault) and parsed.rule.id == "whole-number-wanted"


@pytest.mark.parametrize("text, value", [("true", True), ("True", True), ("false", False)])
def test_yes_and_no_are_true_and_false(text: str, value: bool) -> None:
    assert parse_yes_or_no(text) is value


@pytest.mark.parametrize("text, value", [("是", True), ("否", False), ("yes", True), ("no", False), ("同意", True)])
def test_other_words_for_yes_and_no_are_understood(text: str, value: bool) -> None:
    assert parse_yes_or_no(text) == Understood(value, "true" if value else "false")


@pytest.mark.parametrize("text", ["也许", "1", "0", "待定"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    assert isinstance(parse_yes_or_no(text), Fault)


# ---- days and periods ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, parts",
    [("2018", (2018,)), ("2018-03", (2018, 3)), ("2018-03-05", (2018, 3, 5)), ("2024-02-29", (2024, 2, 29))],
)
def test_a_date_keeps_the_precision_in_which_it_was_given(text: str, parts: tuple[int, ...]) -> None:
    assert parse_partial_date(text) == PartialDate(*parts)
    assert str(PartialDate(*parts)) == text


@pytest.mark.parametrize(
    "text, plain",
    [
        ("2024年5月1日", "2024-05-01"),
        ("2024.5.1", "2024-05-01"),
        ("2024/5/1", "2024-05-01"),
        ("2024-5-1", "2024-05-01"),
        ("20240501", "2024-05-01"),
        ("２０２４－０５－０１", "2024-05-01"),
        ("2024 年 5 月 1 号", "2024-05-01"),
        ("2024年5月", "2024-05"),
        ("2024年", "2024"),
    ],
)
def test_other_ways_to_write_a_date_are_understood(text: str, plain: str) -> None:
    parsed = parse_partial_date(text)
    assert isinstance(parsed, Understood) and (str(parsed.value), parsed.plain) == (plain, plain)


@pytest.mark.parametrize(
    "text, rule",
    [
        ("2023-02-29", "date-impossible"),
        ("2024-13", "date-impossible"),
        ("2024-04-31", "date-impossible"),
        ("2024-00-10", "date-impossible"),
        ("1899-12-31", "year-implausible"),
        ("2101", "year-implausible"),
        ("0000", "year-implausible"),
        ("去年", "date-wanted"),
        ("24-5-1", "date-wanted"),
        ("5/1/2024", "date-wanted"),
        ("2024-05-01 上午", "date-wanted"),
    ],
)
def test_a_date_that_cannot_be_is_explained(text: str, rule: str) -> None:
    parsed = parse_partial_date(text)
    assert isinstance(parsed, Fault) and parsed.rule.id == rule


@pytest.mark.parametrize("text", ["2024", "2024-05", "2024年5月"])
def test_a_day_is_wanted_where_a_month_is_not_enough(text: str) -> None:
    parsed = parse_day(text)
    assert isinstance(parsed, Fault) and parsed.rule.id == "day-wanted"


@pytest.mark.parametrize("text", ["2022", "2022-H1", "2022-Q3", "2022-07"])
def test_a_plain_period_is_read_without_a_word(text: str) -> None:
    parsed = parse_period(text)
    assert isinstance(parsed, Period) and str(parsed) == text


@pytest.mark.parametrize(
    "text, plain",
    [
        ("2022年", "2022"),
        ("2022年度", "2022"),
        ("2022年上半年", "2022-H1"),
        ("2022下半年", "2022-H2"),
        ("2022-h2", "2022-H2"),
        ("2022年第三季度", "2022-Q3"),
        ("2022年三季度", "2022-Q3"),
        ("2022年第3季度", "2022-Q3"),
        ("2022Q3", "2022-Q3"),
        ("2022年7月", "2022-07"),
        ("2022年12月份", "2022-12"),
        ("2022-7", "2022-07"),
        ("２０２２", "2022"),
    ],
)
def test_other_ways_to_write_a_period_are_understood(text: str, plain: str) -> None:
    parsed = parse_period(text)
    assert isinstance(parsed, Understood) and (str(parsed.value), parsed.plain) == (plain, plain)


@pytest.mark.parametrize(
    "text, rule",
    [
        ("2022-13", "period-impossible"),
        ("2022-Q5", "period-impossible"),
        ("2022-H3", "period-impossible"),
        ("2022年第五季度", "period-impossible"),
        ("2022-00", "period-impossible"),
        ("1022", "year-implausible"),
        ("2022-11-30", "period-wanted"),
        ("本年", "period-wanted"),
        ("2022-2023", "period-wanted"),
    ],
)
def test_a_period_that_cannot_be_is_explained(text: str, rule: str) -> None:
    parsed = parse_period(text)
    assert isinstance(parsed, Fault) and parsed.rule.id == rule


# ---- figures -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, value, exactness",
    [
        ("120", "120", Exactness.EXACT),
        ("768.5", "768.5", Exactness.EXACT),
        ("768.50", "768.5", Exactness.EXACT),
        ("768.0", "768", Exactness.EXACT),
        ("1.2亿", "120000000", Exactness.EXACT),
        ("3千", "3000", Exactness.EXACT),
        ("约120", "120", Exactness.ABOUT),
        ("120左右", "120", Exactness.ABOUT),
        ("120余", "120", Exactness.AT_LEAST),
        ("500多", "500", Exactness.AT_LEAST),
        ("4.5万余", "45000", Exactness.AT_LEAST),
        ("1万多", "10000", Exactness.AT_LEAST),
        ("10余万", "100000", Exactness.AT_LEAST),
        ("上万", "10000", Exactness.AT_LEAST),
        ("超过300", "300", Exactness.AT_LEAST),
        ("300以上", "300", Exactness.AT_LEAST),
        ("数百", "100", Exactness.AT_LEAST),
        ("近120", "120", Exactness.UNDER),
        ("近30万", "300000", Exactness.UNDER),
        ("不足50", "50", Exactness.UNDER),
        ("约120余", "120", Exactness.ABOUT),
    ],
)
def test_an_approximate_figure_keeps_its_words_and_has_an_exact_number(
    text: str, value: str, exactness: Exactness
) -> None:
    assert parse_count(text) == Count(Decimal(value), text, exactness)


@pytest.mark.parametrize(
    "text, low, high",
    [("10—15", 10, 15), ("10-15", 10, 15), ("10至15", 10, 15), ("1—2万", 10000, 20000), ("5000—1万", 5000, 10000)],
)
def test_a_range_has_two_ends(text: str, low: int, high: int) -> None:
    assert parse_count(text) == Count(Decimal(low), text, Exactness.RANGE, Decimal(high))


def test_a_list_of_two_is_a_range() -> None:
    assert parse_range("10", "15") == Count(Decimal(10), "10—15", Exactness.RANGE, Decimal(15))


@pytest.mark.parametrize(
    "text, plain", [("2000余人次", "2000余"), ("2,870", "2870"), ("１２０", "120"), ("120人次以上", "120以上")]
)
def test_a_unit_a_comma_and_full_width_digits_are_left_out_of_a_figure(text: str, plain: str) -> None:
    parsed = parse_count(text, ("人次",))
    assert isinstance(parsed, Understood) and parsed.value.text == parsed.plain == plain


@pytest.mark.parametrize(
    "text, rule",
    [
        ("-5", "count-negative"),
        ("15-10", "range-reversed"),
        ("2000小时", "other-unit"),
        ("nan", "count-wanted"),
        ("1_000", "count-wanted"),
        ("许多", "count-wanted"),
        ("近", "count-wanted"),
    ],
)
def test_a_figure_that_cannot_be_read_is_explained(text: str, rule: str) -> None:
    parsed = parse_count(text, ("人次",))
    assert isinstance(parsed, Fault) and parsed.rule.id == rule


def test_a_figure_may_repeat_the_unit_of_its_indicator() -> None:
    record = organization("services: {2022: {服务人次: 2000余人次}}")
    assert record.services is not None
    assert record.services.periods[0].counts[0].count == Count(Decimal(2000), "2000余", Exactness.AT_LEAST)


def test_a_figure_may_repeat_the_unit_that_stands_beside_it() -> None:
    assert organization("facts: [{what: 耕地, value: 2800多亩, unit: 亩}]").facts[0].value.text == "2800多"
    assert organization("people: {members: 46人}").people is not None


def test_a_figure_in_another_unit_is_an_error_at_the_figure() -> None:
    assert complaints("services: {2022: {visits: 300小时}}") == ["other-unit services.2022.visits"]


# ---- in a record ---------------------------------------------------------------------------------------------------


def test_text_stays_text_whatever_it_looks_like() -> None:
    record = organization("summary: no\nfee: 0311\narea: 12:30\ntags: [1.50, true, 2024-05-01]")
    assert (record.summary, record.fee, record.area) == ("no", "0311", "12:30")
    assert record.tags == ("1.50", "true", "2024-05-01")


def test_a_hint_names_the_plain_form_and_holds_nothing_back() -> None:
    text = "founded: 2018年3月\npeople: {leader: {role: 居民, consent: 是}}\nevaluations: [{period: 2022年度, level: 四星级}]"
    assert complaints(text) == [
        "plain-form founded",
        "plain-form people.leader.consent",
        "plain-form evaluations.0.period",
    ]
    assert organization(text).founded == PartialDate(2018, 3)


def test_an_empty_value_counts_as_absent() -> None:
    record = organization('type:\nsummary: ""\ntags: []\npeople: {}\nfacts: [{what: , value: }]\nfee: "  "\n')
    assert (record.type, record.summary, record.tags, record.people, record.facts, record.fee) == (
        None,
        None,
        (),
        None,
        (),
        None,
    )


def test_a_single_value_stands_for_a_list_of_one() -> None:
    record = organization("offers: 上门探访\nregion: anju\nsources: {title: 登记表}")
    assert record.offers == ("上门探访",) and record.regions == ("anju",) and record.sources[0].title == "登记表"


def test_a_form_that_was_not_filled_in_is_left_out_with_a_warning() -> None:
    text = "decisions: [{date: , kind: promoted, from: , to: , basis: }]"
    assert complaints(text) == ["unfilled decisions.0"]
    assert organization(text).decisions == ()


def test_ranges_of_points_and_bounds_are_read_in_every_form() -> None:
    text = """
    name: 示例
    levels:
    - {id: a, name: 甲, needs: {total: [901, 950]}}
    - {id: b, name: 乙, needs: {total: 80, quota: 30}}
    - {id: c, name: 丙, needs: {total: {at_least: 60}, quota: {percent: 10%, within: 区县, at_least: 1}}}
    """
    levels = programme(text).known_levels
    bounds = [level.needs.total for level in levels if level.needs and level.needs.total]
    assert [(str(bound.at_least), str(bound.at_most)) for bound in bounds] == [
        ("901", "950"),
        ("80", "None"),
        ("60", "None"),
    ]
    quotas = [level.needs.quota for level in levels if level.needs and level.needs.quota]
    assert [quota.places for quota in quotas] == [30, None]
    assert quotas[1].percent == Decimal(10) and quotas[1].within is Tier.DISTRICT


def test_no_words_of_the_machine_reach_a_reader() -> None:
    read = read_programme_text("{name: x, rubrics: [{id: a, decimals: 9}, 3], levels: [[1]], sources: {x: 1}}")
    assert said(read.problems) == [
        "number-too-large rubrics.0.decimals",
        "value-instead-of-mapping rubrics.1",
        "list-instead-of-mapping levels.0",
        "unknown-key sources.x@key",
    ]
    for word in ("Input", "valid", "pydantic", "None", "null", "tuple", "dict"):
        assert word not in words_of(read.problems)
