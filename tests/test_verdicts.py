"""What level an evaluation earns, and what is said where another was given (FORMAT.md section 4)."""

from __future__ import annotations

import pytest

from starcase.model.standing import State
from tests.cities import LEVELS, STARS, City, read_city

SATISFACTION = "indicators: [{id: satisfaction, name: 满意度}, {id: hours, name: 服务时长, unit: 小时, add_up: true}]\n"


def rate(record: str, programme: str = STARS, *, day: str = "2024-06-01") -> City:
    """A body of the given record in a programme."""
    head = "name: 守望队\nprogramme: stars\nregion: anju\n"
    return read_city(f"{programme}\n-- content/organizations/a.yaml --\n{head}{record}", day=day)


def evaluated(level: str | None, total: float, more: str = "", *, period: str = "2023") -> str:
    """An evaluation whose scores come to a total; without a level the body was not rated."""
    given = f"level: {level}" if level else "outcome: not_rated"
    leader = min(total, 60)
    scores = f"scores: {{leader: {leader:g}, visits: {total - leader:g}}}"
    return f"- {{period: {period}, {given}, decided: {period[:4]}-11-30, {scores}{more and f', {more}'}}}\n"


def decided(level: str | None, period: str, more: str = "") -> str:
    """An evaluation without scores."""
    given = f"level: {level}" if level else "outcome: not_rated"
    return f"- {{period: {period}, {given}, decided: {period[:4]}-11-30{more and f', {more}'}}}\n"


def after(*evaluations: str) -> str:
    return "evaluations:\n" + "".join(evaluations)


# ── total, percent, minima ──


@pytest.mark.parametrize(
    ("total", "level"),
    [(100, "star5"), (90, "star5"), (89.99, "star4"), (80, "star4"), (79.5, "star3"), (60, "star3"), (59.99, None)],
)
def test_a_level_is_decided_by_its_lower_bound_the_best_first(total: float, level: str | None) -> None:
    city = rate(after(evaluated(level, total)))
    assert (city.level("a"), city.problems) == (level, [])


@pytest.mark.parametrize(("score", "level"), [("29.994", "star4"), ("29.995", "star5")])
def test_the_rounded_total_is_what_is_compared(score: str, level: str) -> None:
    city = rate(after(f"- {{period: 2023, level: {level}, scores: {{leader: 60, visits: {score}}}}}\n"))
    assert (city.level("a"), city.problems) == (level, [])


def test_a_range_is_decided_by_its_lower_bound_and_a_total_in_a_gap_gets_the_lower_level_and_a_finding() -> None:
    gap = STARS.replace("total: 80", "total: [80, 89]").replace("total: 90", "total: [90, 100]")
    city = rate(after(evaluated("star4", 89.5)), gap)
    assert city.problems == ["a.yaml:5:61 total-in-gap"]
    assert "总分 89.5 落在公布的两档分数之间，按低的一档“四星级”算" in city.problem("total-in-gap").message
    assert not city.held
    assert rate(after(evaluated("star4", 89)), gap).problems == []


def test_a_total_in_a_gap_is_found_although_something_else_kept_the_level_lower() -> None:
    gap = STARS.replace("total: 80", "total: [80, 89], aspects: {work: 35}")
    city = rate(after(evaluated("star3", 89.5)), gap)
    assert (city.level("a"), city.rules) == ("star3", ["total-in-gap"])


def test_above_the_highest_printed_bound_there_is_no_gap() -> None:
    top = STARS.replace("total: 90", "total: [90, 95]")
    assert rate(after(evaluated("star5", 97)), top).problems == []


def test_percent_is_of_the_possible_points_and_leaves_bonus_and_deductions_out() -> None:
    percent = STARS.replace("total: 90", "percent: 90") + "  bonus: {max: 10, items: [{id: award, name: 获奖}]}\n"
    assert rate(after(evaluated("star4", 89, "bonus: {award: 10}")), percent).level("a") == "star4"
    assert rate(after(evaluated("star5", 90)), percent).level("a") == "star5"


def test_bonus_counts_for_the_total() -> None:
    bonus = STARS + "  bonus: {max: 10, items: [{id: award, name: 获奖}]}\n"
    assert rate(after(evaluated("star5", 89, "bonus: {award: 10}")), bonus).level("a") == "star5"


@pytest.mark.parametrize(
    ("need", "scores", "level"),
    [
        ("each_aspect: 36", "leader: 60, visits: 36", "star5"),
        ("each_aspect: 36", "leader: 60, visits: 35", "star4"),
        ("each_aspect_percent: 90", "leader: 60, visits: 36", "star5"),
        ("each_aspect_percent: 90", "leader: 60, visits: 35.9", "star4"),
        ("aspects: {work: 38}", "leader: 60, visits: 38", "star5"),
        ("aspects: {队伍建设: 59}", "leader: 58, visits: 40", "star4"),
        ("items: {leader: 59}", "leader: 58, visits: 40", "star4"),
        ("items: {上门服务: 40}", "leader: 58, visits: 40", "star5"),
    ],
)
def test_minima_of_aspects_and_items_must_be_reached(need: str, scores: str, level: str) -> None:
    programme = STARS.replace("total: 90", f"total: 90, {need}")
    city = rate(after(f"- {{period: 2023, level: {level}, scores: {{{scores}}}}}\n"), programme)
    assert (city.level("a"), city.problems) == (level, [])


def test_a_minimum_of_an_aspect_counts_its_weighted_points() -> None:
    weighted = STARS.replace("id: work,", "id: work, weight: 0.5,").replace("total: 90", "aspects: {work: 20}")
    city = rate(after("- {period: 2023, level: star5, scores: {leader: 0, visits: 40}}\n"), weighted)
    assert city.told("a") == ["活动开展20分，达到五星级（20分（含）以上）"]


def test_what_does_not_apply_to_a_body_is_not_asked_of_it() -> None:
    programme = STARS.replace("max: 40}", "max: 40, may_be_n_a: true}").replace(
        "total: 90", "total: 90, items: {visits: 30}, aspects: {work: 30}, each_aspect: 30"
    )
    city = rate(after("- {period: 2023, level: star5, scores: {leader: 57, visits: n/a}}\n"), programme)
    assert (city.level("a"), city.problems) == ("star5", [])
    assert "上门服务不适用，不作要求" in city.told("a")


def test_more_than_half_of_the_points_n_a_gives_no_level_and_one_message() -> None:
    programme = STARS.replace("max: 60}", "max: 60, may_be_n_a: true}")
    city = rate(after("- {period: 2023, level: star5, scores: {leader: n/a, visits: 40}}\n"), programme)
    assert (city.level("a"), city.rules) == (None, ["mostly-not-applicable"])
    assert city.told("a") == ["不适用的内容超过一半，得不出总分和等级"]


def test_a_level_that_asks_for_all_evidence_is_not_reached_while_some_is_missing() -> None:
    programme = STARS.replace("max: 60}", "max: 60, evidence: required}").replace(
        "total: 90", "total: 90, evidence: all"
    )
    short = rate(after(evaluated("star4", 95)), programme)
    assert short.level("a") == "star4"
    assert "“负责人作用”没有佐证材料，五星级要求1项都有，现有0项" in short.told("a")
    whole = rate(after(evaluated("star5", 95, "evidence: {leader: [{title: 名册}]}")), programme)
    assert (whole.level("a"), whole.problems) == ("star5", [])
    empty = rate(after(evaluated("star4", 95, "evidence: {leader: []}")), programme)
    assert empty.level("a") == "star4"


def test_no_evidence_is_asked_of_what_does_not_apply() -> None:
    programme = STARS.replace("max: 40}", "max: 40, evidence: required, may_be_n_a: true}").replace(
        "total: 90", "total: 90, evidence: all"
    )
    city = rate(after("- {period: 2023, level: star5, scores: {leader: 57, visits: n/a}}\n"), programme)
    assert (city.level("a"), city.problems) == ("star5", [])


# ── service figures ──


@pytest.mark.parametrize(
    ("services", "level"),
    [
        ("{2023: {hours: 300}}", "star5"),
        ("{2023: {hours: 299.5}}", "star4"),
        ("{2023-H1: {hours: 200}, 2023-H2: {hours: 100}}", "star5"),  # the sum of the periods inside
        ("{2022: {hours: 900}, 2023: {hours: 10}}", "star4"),  # the period's own
        ("{2023: {hours: 300余}}", "star5"),
        ("{2023: {hours: 290余}}", "star4"),
        ("{2023: {hours: 近400}}", "star4"),  # never by 'under'
    ],
)
def test_a_service_figure_is_that_of_the_period(services: str, level: str) -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate(f"services: {services}\n" + after(evaluated(level, 95)), programme)
    assert (city.level("a"), city.problems) == (level, [])


@pytest.mark.parametrize(
    ("services", "level"),
    [
        ("{2021: {hours: 200}, 2022: {hours: 100}}", "star5"),
        ("{2021: {hours: 200}, 2023: {hours: 100}}", "star5"),  # its own period, although it ends after the day made
        ("{2021: {hours: 200}, 2024: {hours: 100}}", "star4"),  # a later one does not count
        ("{to_date: {as_of: 2023-10, hours: 300}}", "star5"),
        ("{to_date: {hours: 300}}", "star5"),
        ("{to_date: {as_of: 2024-02, hours: 300}}", "star4"),  # of a time after the evaluation
        ("{2021: {hours: 200}, to_date: {as_of: 2023-10, hours: 300}}", "star4"),  # only where there are no periods
    ],
)
def test_over_all_sums_the_periods_up_to_the_evaluation(services: str, level: str) -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: {at_least: 300, over: all}}") + SATISFACTION
    city = rate(f"services: {services}\n" + after(evaluated(level, 95)), programme)
    assert (city.level("a"), set(city.rules) - {"figure-in-doubt"}) == (level, set())


def test_a_missing_figure_does_not_meet_a_need_and_is_a_finding() -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate(after(evaluated("star4", 95)), programme)
    assert (city.level("a"), city.problems) == ("star4", ["a.yaml:5:3 figure-in-doubt"])
    assert "没有“服务时长”的数据" in city.problem("figure-in-doubt").message
    assert not city.held
    below = rate(after(evaluated("star4", 85)), programme)
    assert below.problems == []  # the total is too low in any case


@pytest.mark.parametrize("level", ["star5", "star4"])
@pytest.mark.parametrize("hours", ["约300", "约290", "[290, 310]"])
def test_where_an_approximate_figure_decides_either_level_may_be_given_and_there_is_a_finding(
    hours: str, level: str
) -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate(f"services: {{2023: {{hours: {hours!r}}}}}\n".replace("'", "") + after(evaluated(level, 95)), programme)
    assert city.rules == ["figure-in-doubt"]
    assert not city.held


def test_an_approximate_figure_opens_only_the_levels_that_hang_on_it() -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate("services: {2023: {hours: 约300}}\n" + after(evaluated("star3", 95)), programme)
    assert city.rules == ["figure-in-doubt", "level-not-earned"]
    assert city.held == {"a"}


def test_an_approximate_figure_far_below_something_else_is_no_finding() -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    assert rate("services: {2023: {hours: 约300}}\n" + after(evaluated("star4", 85)), programme).problems == []


@pytest.mark.parametrize(
    ("services", "level"),
    [
        ("{2023-H1: {hours: 200余}, 2023-H2: {hours: 100余}}", "star5"),  # both at least
        ("{2023-H1: {hours: 200余}, 2023-H2: {hours: 100}}", "star5"),  # mixed: about, so a finding
    ],
)
def test_a_sum_of_mixed_kinds_is_about_so_much(services: str, level: str) -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate(f"services: {services}\n" + after(evaluated(level, 95)), programme)
    assert city.rules == (["figure-in-doubt"] if "100}" in services else [])


def test_a_figure_just_below_what_it_names_is_told_as_such() -> None:
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate("services: {2023: {hours: 近400}}\n" + after(evaluated("star4", 95)), programme)
    assert "服务时长近400小时，不能算达到五星级要求的300小时" in city.told("a")


# ── from, held ──


FROM = STARS.replace(
    "{id: gold, name: 金牌, honour: true, counts_as: star5}",
    "{id: gold, name: 金牌, honour: true, counts_as: star5, needs: {total: 95, from: [star5, gold]}}",
)


@pytest.mark.parametrize(
    ("earlier", "level"),
    [
        (decided("star5", "2022"), "gold"),
        (decided("gold", "2022"), "gold"),
        (decided("star4", "2022"), "star5"),
        ("", "star5"),
        (decided("star5", "2022", "valid_until: 2023-01-31"), "gold"),  # also if it has expired
        (decided("star5", "2021") + decided("star4", "2022"), "star5"),  # the latest
        (decided("star5", "2021") + decided(None, "2022"), "star5"),
        (decided("star5", "2021") + "- {period: 2022, outcome: withdrawn, decided: 2022-11-30}\n", "star5"),
        (decided("star5", "2021") + "- {period: 2022, outcome: exempt, decided: 2022-11-30}\n", "gold"),
        (decided("star5", "2021") + "- {period: 2022, outcome: suspended, decided: 2022-11-30}\n", "gold"),
    ],
)
def test_from_asks_for_the_latest_earlier_decision(earlier: str, level: str) -> None:
    city = rate(after(earlier, evaluated(level, 96)), FROM)
    assert (city.level("a"), city.problems) == (level, [])


@pytest.mark.parametrize(
    ("decisions", "level"),
    [
        ("{date: 2023-02-01, kind: promoted, from: star4, to: star5}", "gold"),
        ("{date: 2024-02-01, kind: promoted, from: star4, to: star5}", "star5"),  # after the evaluation
        ("{date: 2023-02-01, kind: demoted, from: star4, to: star3}", "star5"),
    ],
)
def test_decisions_between_rounds_count_for_from(decisions: str, level: str) -> None:
    record = after(decided("star4", "2022"), evaluated(level, 96)) + f"decisions: [{decisions}]\n"
    assert rate(record, FROM).level("a") == level


@pytest.mark.parametrize(
    ("decisions", "level"),
    [
        ("{date: 2023-02-01, kind: withdrawn}", "star5"),
        ("{date: 2023-02-01, kind: suspended}", "gold"),
        ("{date: 2023-02-01, kind: suspended}, {date: 2023-04-01, kind: resumed}", "gold"),
        ("{date: 2023-02-01, kind: suspended}, {date: 2023-04-01, kind: resumed, to: star4}", "star5"),
    ],
)
def test_a_withdrawal_ends_what_from_asks_for_and_a_suspension_does_not(decisions: str, level: str) -> None:
    record = after(decided("star5", "2022"), evaluated(level, 96)) + f"decisions: [{decisions}]\n"
    assert rate(record, FROM).level("a") == level


def test_from_counts_a_level_as_what_it_counts_as() -> None:
    programme = FROM.replace("from: [star5, gold]", "from: [star5]")
    assert rate(after(decided("gold", "2022"), evaluated("gold", 96)), programme).level("a") == "gold"


def test_from_does_not_apply_in_the_first_period() -> None:
    first = FROM + "rules: {first_period: 2023}\n"
    assert rate(after(evaluated("gold", 96)), first).problems == []
    assert rate(after(evaluated("gold", 96, period="2023-07")), first).problems == []  # a month of it
    assert rate(after(evaluated("gold", 96, period="2022")), first).rules == ["level-not-earned"]


HELD = STARS.replace(
    "{id: gold, name: 金牌, honour: true, counts_as: star5}",
    "{id: gold, name: 金牌, honour: true, counts_as: star5, needs: {total: 95, held: {level: star4, periods: 2}}}",
)


@pytest.mark.parametrize(
    ("earlier", "level"),
    [
        (decided("star4", "2021") + decided("star4", "2022"), "gold"),
        (decided("star4", "2021") + decided("gold", "2022"), "gold"),  # or better
        (decided("star4", "2021") + decided("star3", "2022"), "star5"),
        (decided("star4", "2022"), "star5"),  # this evaluation itself does not count
        (decided("star4", "2019") + decided("star3", "2020") + decided("star5", "2022"), "gold"),
    ],
)
def test_held_counts_earlier_periods_of_that_level_or_better(earlier: str, level: str) -> None:
    city = rate(after(earlier, evaluated(level, 96)), HELD)
    assert (city.level("a"), city.problems) == (level, [])


@pytest.mark.parametrize(
    ("periods", "level"),
    [(("2020", "2022"), "star5"), (("2021", "2022"), "gold"), (("2019", "2020"), "gold")],
)
def test_held_may_ask_for_periods_on_end(periods: tuple[str, str], level: str) -> None:
    on_end = HELD.replace("periods: 2", "periods: 2, consecutive: true")
    earlier = "".join(decided("star4", period) for period in periods)
    assert rate(after(earlier, evaluated(level, 96)), on_end).level("a") == level


# ── eligibility, vetoes ──


@pytest.mark.parametrize(
    ("founded", "is_old_enough"),
    [("2022-11-30", True), ("2022-12-01", False), ("2022-11", True), ("2022-12", False), ("2022", False)],
)
def test_a_body_that_is_too_new_on_the_day_made_gets_no_level(founded: str, is_old_enough: bool) -> None:
    programme = STARS + "rules: {eligibility: {founded_months: 12}}\n"
    city = rate(f"founded: {founded}\n" + after(evaluated("star5", 95)), programme)
    assert city.level("a") == ("star5" if is_old_enough else None)
    assert city.rules == ([] if is_old_enough else ["level-not-earned"])
    if not is_old_enough:
        assert city.told("a") == ["评定时成立未满12个月，暂不定等级"]
        assert "按得分和评定规则不应有等级" in city.problem("level-not-earned").message


def test_a_body_whose_founding_is_not_known_is_not_too_new() -> None:
    assert rate(after(evaluated("star5", 95)), STARS + "rules: {eligibility: {founded_months: 12}}\n").problems == []


VETO = STARS + "rules: {vetoes: [{id: fraud, name: 弄虚作假}, 违法违纪]}\n"


@pytest.mark.parametrize("veto", ["fraud", "弄虚作假", "违法违纪"])
def test_a_veto_means_no_level(veto: str) -> None:
    city = rate(after(evaluated("star5", 95, f"vetoes: [{veto}]")), VETO)
    assert (city.level("a"), city.problems) == (None, ["a.yaml:5:25 level-not-earned"])
    related = city.problem("level-not-earned").related
    assert [(one.line, one.column) for one in related] == [(5, 95)]  # the vetoes
    assert rate(after(evaluated(None, 95, f"vetoes: [{veto}]")), VETO).problems == []


def test_a_veto_is_named_in_the_trace() -> None:
    told = rate(after(evaluated(None, 95, "vetoes: [fraud, 违法违纪]")), VETO).told("a")
    assert told == ["有否决情形“弄虚作假”、“违法违纪”，不予评定"]


@pytest.mark.parametrize("programme", [VETO, VETO.replace(", needs: {total: 90}", "")])
def test_a_veto_speaks_also_without_scores_and_against_a_level_that_is_decided(programme: str) -> None:
    assert rate(after(decided("star5", "2023", "vetoes: [fraud]")), programme).rules == ["level-not-earned"]


# ── caps ──


CAPPED = (
    STARS
    + SATISFACTION
    + "rules: {caps: [{name: 满意度不足, when: {indicator: satisfaction, below: 60}, at_most: star4}]}\n"
)


@pytest.mark.parametrize(
    ("satisfaction", "level"),
    [("59.9", "star4"), ("60", "star5"), ("95", "star5"), ("近60", "star4"), ("60余", "star5")],
)
def test_a_cap_applies_where_its_figure_is_below(satisfaction: str, level: str) -> None:
    record = f"services: {{2023: {{satisfaction: {satisfaction}}}}}\n"
    city = rate(record + after(evaluated(level, 95)), CAPPED)
    assert (city.level("a"), city.problems) == (level, [])


def test_a_capped_level_says_so() -> None:
    city = rate("services: {2023: {satisfaction: 59}}\n" + after(evaluated("star4", 95)), CAPPED)
    assert city.told("a") == [
        "总分95分，达到五星级（90分（含）以上）",
        "满意度59，低于60，按“满意度不足”最高评为四星级",
    ]


def test_a_missing_figure_leaves_a_cap_unapplied_with_a_finding() -> None:
    city = rate(after(evaluated("star5", 95)), CAPPED)
    assert (city.level("a"), city.rules, city.held) == ("star5", ["figure-in-doubt"], set())
    assert rate(after(evaluated("star4", 85)), CAPPED).problems == []  # it would lower nothing


@pytest.mark.parametrize("level", ["star5", "star4"])
@pytest.mark.parametrize("satisfaction", ["约58", "约62", "55余", "近62", "[55, 62]"])
def test_where_an_approximate_figure_decides_a_cap_either_level_may_be_given(satisfaction: str, level: str) -> None:
    city = rate(f"services: {{2023: {{satisfaction: {satisfaction}}}}}\n" + after(evaluated(level, 95)), CAPPED)
    assert (city.rules, city.held) == (["figure-in-doubt"], set())


@pytest.mark.parametrize(
    ("when", "scores", "level"),
    [
        ("item: leader, below: 55", "leader: 54, visits: 40", "star3"),
        ("item: leader, below: 55", "leader: 55, visits: 40", "star5"),
        ("aspect: work, below: 36", "leader: 60, visits: 35", "star3"),
        ("total: true, below: 97", "leader: 60, visits: 36", "star3"),
        ("total: true, below: 97", "leader: 60, visits: 37", "star5"),
    ],
)
def test_a_cap_may_look_at_an_item_an_aspect_or_the_total(when: str, scores: str, level: str) -> None:
    programme = STARS + f"rules: {{caps: [{{name: 短板, when: {{{when}}}, at_most: star3}}]}}\n"
    city = rate(after(f"- {{period: 2023, level: {level}, scores: {{{scores}}}}}\n"), programme)
    assert (city.level("a"), city.problems) == (level, [])


@pytest.mark.parametrize(
    ("hours", "level"), [("3", "star3"), ("2", "star5"), ("3余", "star3"), ("近3", "star5"), ("近2", "star5")]
)
def test_a_cap_may_apply_where_a_figure_is_at_least_so_much(hours: str, level: str) -> None:
    programme = STARS + "indicators: [{id: hours, name: 投诉, unit: 件}]\n"
    programme += "rules: {caps: [{name: 投诉多, when: {indicator: hours, at_least: 3}, at_most: star3}]}\n"
    city = rate(f"services: {{2023: {{hours: {hours}}}}}\n" + after(evaluated(level, 95)), programme)
    assert (city.level("a"), city.problems) == (level, [])
    if level == "star3":
        assert f"投诉{hours}件，达到3件，按“投诉多”最高评为三星级" in city.told("a")


def test_a_cap_at_a_level_excludes_the_honour_that_counts_as_it() -> None:
    programme = (
        FROM
        + SATISFACTION
        + "rules: {caps: [{name: 满意度不足, when: {indicator: satisfaction, below: 60}, at_most: star5}]}\n"
    )
    record = "services: {2023: {satisfaction: 50}}\n" + after(decided("star5", "2022"), evaluated("star5", 96))
    assert (rate(record, programme).level("a"), rate(record, programme).problems) == ("star5", [])


def test_several_caps_apply_one_after_the_other() -> None:
    caps = "{name: 一, when: {total: true, below: 99}, at_most: star4}, {name: 二, when: {total: true, below: 98}, at_most: star3}"
    city = rate(after(evaluated("star3", 95)), STARS + f"rules: {{caps: [{caps}]}}\n")
    assert city.told("a")[1:] == [
        "总分95分，低于99分，按“一”最高评为四星级",
        "总分95分，低于98分，按“二”最高评为三星级",
    ]
    assert (city.level("a"), city.problems) == ("star3", [])


def test_a_level_reached_by_a_cap_is_not_tested_for_its_own_needs_again() -> None:
    programme = CAPPED.replace("needs: {total: 80}", "needs: {total: 80, items: {visits: 40}}")
    record = "services: {2023: {satisfaction: 50}}\n" + after(evaluated("star4", 95))
    assert rate(record, programme).problems == []


# ── a body that was never rated, the step limit ──


NEW = STARS + "rules: {new_at_most: star4}\n"


@pytest.mark.parametrize(
    ("earlier", "level"),
    [
        ("", "star4"),
        (decided("star3", "2022"), "star5"),
        (decided(None, "2022"), "star5"),  # rated without a level
        ("- {period: 2022, outcome: exempt, decided: 2022-11-30}\n", "star4"),
    ],
)
def test_the_best_level_for_a_body_that_was_never_rated(earlier: str, level: str) -> None:
    city = rate(after(earlier, evaluated(level, 95)), NEW)
    assert (city.level("a"), city.problems) == (level, [])


def test_it_holds_in_the_first_period_too() -> None:
    assert rate(after(evaluated("star4", 95)), NEW.replace("rules: {", "rules: {first_period: 2023, ")).problems == []


STEP = STARS.replace(
    "{id: gold, name: 金牌, honour: true, counts_as: star5}",
    "{id: gold, name: 金牌, honour: true, counts_as: star5, needs: {total: 97}}",
)
STEP += "rules: {step_limit: 1}\n"


@pytest.mark.parametrize(
    ("earlier", "total", "level"),
    [
        ("", 95, "star5"),  # never rated: it does not apply
        (decided("star3", "2022"), 95, "star4"),
        (decided("star4", "2022"), 95, "star5"),
        (decided("star5", "2022"), 85, "star4"),  # down there is no limit
        (decided("star4", "2022"), 98, "gold"),  # gold counts as the fifth star: one step
        (decided("star3", "2022"), 98, "star4"),
        (decided("gold", "2022"), 98, "gold"),
        (decided(None, "2022"), 95, "star3"),  # rated without a level: from below the lowest
        (decided("star4", "2021") + "- {period: 2022, outcome: withdrawn, decided: 2022-11-30}\n", 95, "star3"),
        (decided("star4", "2021") + "- {period: 2022, outcome: exempt, decided: 2022-11-30}\n", 95, "star5"),
        (decided("star4", "2020", "valid_until: 2021-12-31"), 95, "star5"),  # also if it has expired
    ],
)
def test_a_body_rises_no_more_levels_than_the_step_limit(earlier: str, total: float, level: str) -> None:
    city = rate(after(earlier, evaluated(level, total)), STEP)
    assert (city.level("a"), city.problems) == (level, [])


@pytest.mark.parametrize(("limit", "level"), [(1, "star3"), (2, "star4"), (3, "star5")])
def test_the_step_limit_is_counted_from_what_the_body_had(limit: int, level: str) -> None:
    programme = STEP.replace("step_limit: 1", f"step_limit: {limit}")
    assert rate(after(decided(None, "2022"), evaluated(level, 95)), programme).level("a") == level


def test_the_step_limit_is_counted_after_caps() -> None:
    programme = STEP.replace(
        "step_limit: 1", "step_limit: 1, caps: [{name: 短板, when: {total: true, below: 99}, at_most: star4}]"
    )
    city = rate(after(decided("star3", "2022"), evaluated("star4", 95)), programme)
    assert "每次最多升" not in "".join(city.told("a"))


def test_a_step_says_from_where() -> None:
    city = rate(after(decided("star3", "2022"), evaluated("star4", 95)), STEP)
    assert city.told("a")[-1] == "上一次是三星级，每次最多升1级，评为四星级"


def test_the_step_limit_does_not_apply_in_the_first_period() -> None:
    first = STEP.replace("step_limit: 1", "step_limit: 1, first_period: 2023")
    assert rate(after(decided("star3", "2022"), evaluated("star5", 95)), first).problems == []


def test_a_promotion_between_rounds_is_where_steps_are_counted_from() -> None:
    record = after(decided("star3", "2022"), evaluated("star5", 95))
    record += "decisions: [{date: 2023-03-01, kind: promoted, from: star3, to: star4}]\n"
    assert rate(record, STEP).level("a") == "star5"


# ── exceptions ──


EXCEPTIONS = [
    ("step_limit", STEP, after(decided("star3", "2022")), "star5", "有依据破格，不受逐级晋升的限制"),
    ("cap", CAPPED, "services: {2023: {satisfaction: 50}}\nevaluations:\n", "star5", "有依据破格，不受封顶的限制"),
    ("cap", NEW, "evaluations:\n", "star5", "有依据破格，不受封顶的限制"),
    ("from", FROM, after(decided("star4", "2022")), "gold", "有依据破格，不受原等级的限制"),
]


@pytest.mark.parametrize(("exception", "programme", "earlier", "level", "told"), EXCEPTIONS)
def test_an_exception_with_a_basis_waives_its_rule(
    exception: str, programme: str, earlier: str, level: str, told: str
) -> None:
    reason = f"reason: {{exception: {exception}, basis: 示例〔2023〕1号}}"
    city = rate(earlier + evaluated(level, 96, reason), programme)
    assert (city.level("a"), city.problems) == (level, [])
    assert city.told("a")[-1] == told


@pytest.mark.parametrize(("exception", "programme", "earlier", "level", "told"), EXCEPTIONS)
def test_without_a_basis_it_does_not(exception: str, programme: str, earlier: str, level: str, told: str) -> None:
    city = rate(earlier + evaluated(level, 96, f"reason: {{exception: {exception}, text: 表现突出}}"), programme)
    assert city.rules == ["level-not-earned", "exception-without-basis"]
    assert city.level("a") != level


@pytest.mark.parametrize(("exception", "programme", "earlier", "level", "told"), EXCEPTIONS)
def test_an_exception_from_another_rule_does_not(
    exception: str, programme: str, earlier: str, level: str, told: str
) -> None:
    other = "cap" if exception != "cap" else "from"
    city = rate(earlier + evaluated(level, 96, f"reason: {{exception: {other}, basis: 会议}}"), programme)
    assert city.rules == ["level-not-earned"]


def test_a_level_reached_by_an_exception_does_not_claim_that_the_rule_was_met() -> None:
    reason = "reason: {exception: from, basis: 会议}"
    told = rate(after(decided("star4", "2022"), evaluated("gold", 96, reason)), FROM).told("a")
    assert told[1:] == ["上一次是四星级，金牌要求原等级是五星级、金牌", "有依据破格，不受原等级的限制"]


# ── declared and computed ──


def test_a_declared_level_that_is_too_high_is_an_error_and_holds_the_body_back() -> None:
    city = rate(after(evaluated("star5", 85)))
    assert (city.problems, city.held) == (["a.yaml:5:25 level-not-earned"], {"a"})
    assert city.standing("a").state is State.HELD_BACK
    message = city.problem("level-not-earned").message
    assert message == (
        "2023 评为“五星级”，按得分和评定规则应评为“四星级”：总分85分，达到四星级（80分（含）以上）；总分85分，低于五星级要求的90分。"
    )


def test_its_related_places_are_the_scores_and_the_need_in_the_programmes_file() -> None:
    related = rate(after(evaluated("star5", 85))).problem("level-not-earned").related
    assert [(one.file.rpartition("/")[2], one.line, one.column) for one in related] == [
        ("a.yaml", 5, 61),
        ("stars.yaml", 4, 41),
    ]


@pytest.mark.parametrize(
    ("programme", "record", "line"),
    [
        (NEW, after(evaluated("star5", 95)), "rules: {new_at_most: star4}"),
        (STEP, after(decided("star3", "2022"), evaluated("star5", 95)), "rules: {step_limit: 1}"),
        (FROM, after(decided("star3", "2022"), evaluated("gold", 95)), "- {id: gold"),
        (STARS + "rules: {eligibility: {founded_months: 12}}\n", "founded: 2023-06\n" + after(evaluated("star5", 95)), "rules: {elig"),
        (STARS + "  needs: {star5: {total: 95}}\n", after(evaluated("star5", 92)), "  needs: {star5: "),
        (STARS + "  rules: {new_at_most: star3}\n", after(evaluated("star5", 92)), "  rules: {new"),
    ],
)  # fmt: skip
def test_the_rule_that_took_a_level_down_is_a_related_place(programme: str, record: str, line: str) -> None:
    places = rate(record, programme).problem("level-not-earned").related
    (place,) = (one for one in places if one.file.endswith("stars.yaml"))
    assert programme.split("--\n")[1].splitlines()[place.line - 1].startswith(line)


def test_a_declared_level_that_is_too_low_is_an_error_unless_there_is_a_reason() -> None:
    assert rate(after(evaluated("star4", 95))).rules == ["level-not-earned"]
    assert rate(after(evaluated("star4", 95, "reason: 材料迟交"))).problems == []
    assert rate(after(evaluated(None, 95))).problems == ["a.yaml:5:27 level-not-earned"]
    assert rate(after(evaluated(None, 95, "reason: 主动放弃"))).problems == []


def test_a_reason_does_not_excuse_a_level_that_is_too_high() -> None:
    assert rate(after(evaluated("star5", 85, "reason: {text: 表现突出, basis: 会议}"))).rules == ["level-not-earned"]


def test_where_the_programme_says_so_a_difference_is_only_a_warning() -> None:
    city = rate(after(evaluated("star5", 85)), STARS + "rules: {mismatch: warning}\n")
    assert [one.severity.value for one in city.found] == ["warning"]
    assert (city.held, city.standing("a").level) == (set(), "star5")


@pytest.mark.parametrize("outcome", ["exempt", "suspended", "withdrawn"])
def test_a_body_that_was_not_compared_is_not_compared(outcome: str) -> None:
    record = f"- {{period: 2023, outcome: {outcome}, decided: 2023-11-30, scores: {{leader: 60, visits: 40}}}}\n"
    city = rate(after(record))
    assert (city.level("a"), city.problems) == ("as decided", [])


def test_without_scores_a_level_is_taken_as_decided() -> None:
    city = rate(
        "founded: 2023-10\n" + after(decided("star5", "2023")), STARS + "rules: {eligibility: {founded_months: 12}}\n"
    )
    assert (city.level("a"), city.problems) == ("as decided", [])


def test_where_no_level_has_needs_levels_are_taken_as_decided() -> None:
    plain = (
        STARS.replace(", needs: {total: 90}", "")
        .replace(", needs: {total: 80}", "")
        .replace(", needs: {total: 60}", "")
    )
    city = rate(after(evaluated("star5", 10)), plain + "rules: {new_at_most: star3}\n")
    assert (city.level("a"), city.problems) == ("as decided", [])


def test_a_level_without_needs_above_others_is_taken_as_decided_but_rules_hold_for_it() -> None:
    assert rate(after(evaluated("gold", 10))).problems == []
    assert rate(after(evaluated("gold", 95)), NEW).rules == ["level-not-earned"]
    assert rate("services: {2023: {satisfaction: 50}}\n" + after(evaluated("gold", 95)), CAPPED).held == {"a"}


def test_a_level_without_needs_below_the_others_is_for_everybody() -> None:
    programme = STARS.replace("{id: star3, name: 三星级, needs: {total: 60}}", "{id: star3, name: 三星级}")
    city = rate(after(evaluated("star3", 10)), programme)
    assert (city.level("a"), city.problems) == ("star3", [])
    assert city.told("a")[0] == "三星级没有另外的要求"
    assert rate(after(evaluated(None, 10)), programme).level("a") == "star3"


@pytest.mark.parametrize(
    ("more", "day", "rule", "line"),
    [
        ("", "2024-06-01", "level-not-in-force", 6),
        ("", "2026-06-01", "level-expired", 6),
        ("decisions:\n- {date: 2024-03-01, kind: withdrawn}\n", "2024-06-01", "level-ended", 8),
    ],
)
def test_a_typed_level_that_is_not_in_force_is_a_warning_that_shows_why(
    more: str, day: str, rule: str, line: int
) -> None:
    city = rate("level: star5\n" + after(decided("star4", "2023")) + more, STARS + "validity: {months: 24}\n", day=day)
    assert (city.problems, city.held) == ([f"a.yaml:4:8 {rule}"], set())
    assert [one.line for one in city.problem(rule).related] == [line]


def test_an_older_evaluation_is_checked_as_well() -> None:
    city = rate(after(evaluated("star5", 85, period="2022"), evaluated("star4", 85)))
    assert city.problems == ["a.yaml:5:25 level-not-earned"]


def test_evidence_that_is_required_and_missing_is_a_warning() -> None:
    programme = STARS.replace("max: 60}", "max: 60, evidence: required}").replace(
        "max: 40}", "max: 40, evidence: required}"
    )
    city = rate(after(evaluated("star5", 95, "evidence: {leader: [{title: 名册}]}")), programme)
    assert city.problems == ["a.yaml:5:97 evidence-missing"]
    assert "“上门服务”" in city.problem("evidence-missing").message
    assert not city.held
    nothing_done = (
        "- {period: 2023, level: star3, scores: {leader: 60, visits: 0}, evidence: {leader: [{title: 名册}]}}\n"
    )
    assert rate(after(nothing_done), programme).problems == []


# ── rubrics: versions, and for types ──


def test_a_rubrics_needs_and_rules_stand_in_place_of_the_programmes() -> None:
    own = STARS + "  needs: {star5: {total: 95}}\n  rules: {new_at_most: star5}\nrules: {new_at_most: star3}\n"
    assert rate(after(evaluated("star4", 94)), own).problems == []  # star4's needs are still the programme's
    assert rate(after(evaluated("star5", 95)), own).problems == []


def test_each_evaluation_is_held_against_its_own_version() -> None:
    second = """
- id: "2"
  needs: {star5: {total: 47}, star4: {total: 40}, star3: {total: 30}}
  aspects:
  - {id: whole, name: 总评, items: [{id: all, name: 总体, max: 50}]}
"""
    both = STARS + second.lstrip("\n")
    first = evaluated("star4", 85, 'rubric: "1"', period="2022")
    record = after(first, '- {period: 2023, rubric: "2", level: star5, decided: 2023-11-30, scores: {all: 48}}\n')
    city = rate(record, both)
    assert (city.problems, city.level("a")) == ([], "star5")
    assert [one.verdict and one.verdict.level for one in city.judged("a")] == ["star4", "star5"]


def test_a_rubric_for_a_type_has_its_own_needs() -> None:
    typed = (
        STARS.replace('- id: "1"', '- id: "1"\n  types: [service]')
        + """
- id: c
  types: [culture]
  needs: {star5: {percent: 60}}
  aspects:
  - {id: show, name: 演出, items: [{id: stage, name: 场次, max: 10}]}
types: [{id: service, name: 为民服务类}, {id: culture, name: 文体类}]
""".lstrip("\n")
    )
    culture = rate("type: culture\n" + after("- {period: 2023, level: star5, scores: {stage: 6}}\n"), typed)
    assert (culture.problems, culture.level("a")) == ([], "star5")
    assert rate("type: service\n" + after(evaluated("star3", 60)), typed).problems == []


# ── service figures alone ──


HOURS = """
-- content/programmes/stars.yaml --
name: 示例志愿服务星级
indicators: [{id: hours, name: 服务时长, unit: 小时, add_up: true}]
levels:
- {id: star5, name: 五星级, needs: {indicators: {hours: {at_least: 1500, over: all}}}}
- {id: star4, name: 四星级, needs: {indicators: {hours: {at_least: 600, over: all}}}}
- {id: star3, name: 三星级, needs: {indicators: {hours: {at_least: 300, over: all}}}}
"""


@pytest.mark.parametrize(
    ("services", "level"),
    [
        ("{2022: {hours: 200}, 2023: {hours: 400}}", "star4"),
        ("{2022: {hours: 200}, 2023: {hours: 399}}", "star3"),
        ("{2022: {hours: 1400}, 2024: {hours: 400}}", "star4"),  # 2024 has not ended
        ("{to_date: {as_of: 2023-12, hours: 1.5万}}", "star5"),
        ("{2022: {hours: 20}}", None),
    ],
)
def test_a_level_that_needs_only_figures_is_computed_without_an_evaluation(services: str, level: str | None) -> None:
    city = rate(f"services: {services}\n", HOURS)
    assert (city.standing("a").level, city.problems) == (level, [])
    assert city.standing("a").state is (State.RATED if level else State.UNRATED)


def test_it_changes_on_the_day_on_which_a_period_ends() -> None:
    record = "services: {2022: {hours: 200}, 2023: {hours: 400}, 2024: {hours: 900}}\n"
    days = {"2022-12-30": None, "2022-12-31": None, "2023-12-31": "star4", "2024-12-30": "star4", "2024-12-31": "star5"}
    for day, level in days.items():
        assert rate(record, HOURS, day=day).standing("a").level == level, day
    assert str(rate(record, HOURS, day="2024-01-01").standing("a").until) == "2024-12-31"
    assert str(rate(record, HOURS, day="2024-01-01").standing("a").since) == "2023-12-31"
    steady = "services: {2021: {hours: 620}, 2022: {hours: 20}, 2023: {hours: 40}}\n"
    assert str(rate(steady, HOURS).standing("a").since) == "2021-12-31"  # no figure since has changed the level


def test_a_typed_level_is_compared_with_what_the_figures_earn() -> None:
    services = "services: {2022: {hours: 200}, 2023: {hours: 400}}\n"
    assert rate(services + "level: star4\n", HOURS).problems == []
    city = rate(services + "level: star5\n", HOURS)
    assert (city.problems, city.held) == (["a.yaml:5:8 level-not-in-figures"], {"a"})
    assert "服务时长600小时，低于五星级要求的1500小时" in city.problem("level-not-in-figures").message


def test_a_typed_level_that_the_figures_support_on_another_day_is_only_a_warning() -> None:
    record = "services: {2022: {hours: 200}, 2023: {hours: 400}}\nlevel: star4\n"
    city = rate(record, HOURS, day="2023-06-01")
    assert [(one.rule, one.severity.value) for one in city.found] == [("level-not-in-figures", "warning")]
    assert not city.held


def test_a_typed_level_without_figures_has_nothing_to_be_compared_with() -> None:
    city = rate("level: star4\n", HOURS)
    assert (city.rules, city.held) == (["figure-in-doubt"], set())
    assert rate("", HOURS).problems == []


@pytest.mark.parametrize("level", ["star4", "star3"])
def test_approximate_figures_leave_a_typed_level_open(level: str) -> None:
    city = rate(f"services: {{2022: {{hours: 约600}}}}\nlevel: {level}\n", HOURS)
    assert (city.rules, city.held) == (["figure-in-doubt"], set())


def test_an_approximate_figure_that_is_far_off_leaves_nothing_open() -> None:
    city = rate("services: {2022: {hours: 约600}}\nlevel: star5\n", HOURS)
    assert city.rules == ["figure-in-doubt", "level-not-in-figures"]
    programme = STARS.replace("total: 90", "total: 90, indicators: {hours: 300}") + SATISFACTION
    city = rate("services: {2023: {hours: 约200}}\n" + after(evaluated("star5", 95)), programme)
    assert (city.rules, city.held) == (["figure-in-doubt", "level-not-earned"], {"a"})


def test_figures_count_also_where_the_body_was_evaluated_without_scores() -> None:
    record = "services: {2022: {hours: 700}}\n"
    assert rate(record + after(decided("star4", "2023")), HOURS).problems == []
    assert rate(record + after(decided("star5", "2023")), HOURS).rules == ["level-not-earned"]


def test_eligibility_and_caps_hold_for_figures_as_well() -> None:
    young = HOURS + "rules: {eligibility: {founded_months: 12}}\n"
    record = "founded: 2023-08-15\nservices: {2023: {hours: 700}}\n"
    standing = rate(record, young).standing("a")
    assert (standing.state, str(standing.until)) == (State.TOO_NEW, "2024-08-15")
    assert rate(record, young, day="2024-08-15").standing("a").level == "star4"
    typed = rate(record + "level: star4\n", young)
    assert [(one.rule, one.severity.value) for one in typed.found] == [("level-not-in-figures", "warning")]
    capped = HOURS.replace("indicators: [", "indicators: [{id: late, name: 迟报, unit: 次}, ")
    capped += "rules: {caps: [{name: 迟报, when: {indicator: late, at_least: 1}, at_most: star3}]}\n"
    assert rate("services: {2023: {hours: 700, late: 2}}\n", capped).standing("a").level == "star3"


def test_figures_of_a_period_are_those_of_the_latest_that_has_ended() -> None:
    yearly = HOURS.replace("{at_least: 1500, over: all}", "1500").replace("{at_least: 600, over: all}", "600")
    yearly = yearly.replace("{at_least: 300, over: all}", "300") + "cadence: yearly\n"
    record = "services: {2022: {hours: 700}, 2023-H1: {hours: 200}, 2023-H2: {hours: 150}}\n"
    levels = {"2023-06-30": "star4", "2023-12-30": "star4", "2023-12-31": "star3"}
    for day, level in levels.items():
        assert rate(record, yearly, day=day).standing("a").level == level, day
    half = "services: {2022: {hours: 700}, 2023-H1: {hours: 200}}\n"
    assert str(rate(half, yearly, day="2023-07-01").standing("a").until) == "2023-12-31"
    assert rate(half, yearly, day="2023-12-31").standing("a").level is None


def test_months_are_added_up_to_the_quarter_in_which_a_programme_rates() -> None:
    quarterly = HOURS.replace("{at_least: 300, over: all}", "300").replace("over: all", "over: period")
    record = "services: {2023-04: {hours: 150}, 2023-05: {hours: 100}, 2023-06: {hours: 60}}\n"
    assert rate(record, quarterly + "cadence: quarterly\n", day="2023-06-29").standing("a").level is None
    assert rate(record, quarterly + "cadence: quarterly\n", day="2023-06-30").standing("a").level == "star3"
    assert rate(record, quarterly + "cadence: monthly\n", day="2023-06-30").standing("a").level is None


def test_a_cumulative_figure_counts_from_the_time_of_which_it_speaks() -> None:
    record = "services: {to_date: {as_of: 2024-08, hours: 700}}\n"
    before = rate(record, HOURS).standing("a")
    assert (before.state, str(before.until)) == (State.UNRATED, "2024-08-01")
    assert rate(record, HOURS, day="2024-08-01").standing("a").level == "star4"


def test_a_level_with_places_is_not_given_by_figures_alone() -> None:
    limited = HOURS.replace("over: all}}}}\n- {id: star4", "over: all}}, quota: 3}}\n- {id: star4", 1)
    assert rate("services: {2022: {hours: 1600}}\n", limited).standing("a").level == "star4"


def test_a_typed_level_that_asks_for_more_than_figures_is_taken_as_decided() -> None:
    mixed = LEVELS.replace(
        "{id: star3, name: 三星级, needs: {total: 60}}", "{id: star3, name: 三星级, needs: {indicators: {hours: 300}}}"
    )
    mixed += "indicators: [{id: hours, name: 服务时长}]\n"
    services = "services: {2023: {hours: 400}}\n"
    assert rate(services + "level: star5\n", mixed).problems == []
    assert rate(services, mixed).standing("a").level == "star3"


# ── built from another programme ──


GRADES = """
-- content/programmes/stars.yaml --
name: 示例月度星级
cadence: monthly
levels: [{id: m5, name: 月五星}, {id: m4, name: 月四星}]
-- content/programmes/grades.yaml --
name: 示例年度等级
built_from: stars
levels:
- {id: a1, name: 甲等, needs: {held: {level: m5, periods: 6}}}
- {id: b1, name: 乙等, needs: {held: {level: m4, periods: 3, consecutive: true}}}
"""


def months(*given: str) -> str:
    """Monthly ratings of 2023: `1:m5`."""
    parts = (one.split(":") for one in given)
    return after(*(f"- {{period: 2023-{int(month):02}, level: {level}}}\n" for month, level in parts))


SIX = tuple(f"{month}:m5" for month in (1, 3, 5, 7, 9, 11))


@pytest.mark.parametrize(
    ("given", "grade"),
    [
        (SIX, "a1"),
        (SIX[:5], None),  # five, and never three on end
        ((*SIX[:5], "2:m5"), "a1"),
        (("1:m4", "2:m5", "3:m4"), "b1"),  # or better, on end
        (("1:m4", "2:m5", "4:m4"), None),
    ],
)
def test_a_yearly_grade_is_computed_from_monthly_stars(given: tuple[str, ...], grade: str | None) -> None:
    city = rate(months(*given), GRADES)
    assert (city.standing("a", "grades").level, city.problems) == (grade, [])


def test_it_is_provisional_until_the_year_has_ended() -> None:
    assert rate(months(*SIX), GRADES, day="2023-12-31").standing("a", "grades").level is None
    assert str(rate(months(*SIX), GRADES, day="2023-12-31").standing("a", "grades").until) == "2024-01-01"
    assert rate(months(*SIX), GRADES, day="2024-01-01").standing("a", "grades").level == "a1"


def test_a_rating_that_is_made_after_the_year_counts_from_its_own_day() -> None:
    record = months(*SIX).replace("{period: 2023-11, level: m5}", "{period: 2023-11, level: m5, decided: 2024-01-10}")
    before = rate(record, GRADES, day="2024-01-09").standing("a", "grades")
    assert (before.level, str(before.until)) == (None, "2024-01-10")
    assert rate(record, GRADES, day="2024-01-10").standing("a", "grades").level == "a1"


def test_a_grade_that_was_decided_is_compared_with_the_computed_one_and_counts_from_the_end_of_the_year() -> None:
    grade = "- {period: 2023, programme: grades, level: a1, decided: 2023-12-20}\n"
    city = rate(months(*SIX) + grade, GRADES, day="2023-12-25")
    assert (city.problems, city.standing("a", "grades").level) == ([], None)
    assert rate(months(*SIX) + grade, GRADES).standing("a", "grades").level == "a1"
    wrong = rate(months(*SIX[:4]) + grade, GRADES)
    assert (wrong.problems, wrong.held) == (["a.yaml:9:44 level-not-earned"], {"a"})
    assert "只有4期评为月五星或更高，甲等要求6期" in wrong.problem("level-not-earned").message


def test_its_months_run_from_the_day_on_which_it_was_decided() -> None:
    grade = "- {period: 2023, programme: grades, level: a1, decided: 2023-12-20}\n"
    standing = rate(months(*SIX) + grade, GRADES + "validity: {months: 12}\n").standing("a", "grades")
    assert str(standing.valid_until) == "2024-12-19"
    young = GRADES.replace("built_from: stars", "built_from: stars\nrules: {eligibility: {founded_months: 12}}")
    assert rate("founded: 2022-12-20\n" + months(*SIX) + grade, young).problems == []
    assert rate("founded: 2022-12-21\n" + months(*SIX) + grade, young).rules == ["level-not-earned"]


def test_until_somebody_decides_the_computed_grade_stands() -> None:
    grade = "- {period: 2023, programme: grades, level: b1, decided: 2024-02-15, reason: 材料不全}\n"
    lower = GRADES.replace("periods: 3, consecutive: true", "periods: 3")
    grades = {"2024-02-14": "a1", "2024-02-15": "b1"}
    for day, level in grades.items():
        assert rate(months(*SIX) + grade, lower, day=day).standing("a", "grades").level == level
    assert str(rate(months(*SIX) + grade, lower, day="2024-02-14").standing("a", "grades").until) == "2024-02-15"
    city = rate(months(*SIX) + grade, lower)
    moved = [one.to_level for one in city.catalogue.by_id[city.bodies["a"].id].moves if one.programme == "grades"]
    assert moved == ["b1"]  # of a year that was decided nothing is computed


def test_the_computed_grade_of_one_year_is_the_past_of_the_next() -> None:
    step = GRADES.replace("built_from: stars", "built_from: stars\nrules: {step_limit: 1}")
    two_years = after(
        *(f"- {{period: 2022-{month:02}, level: m4}}\n" for month in (1, 2)),  # no grade
        *(f"- {{period: 2023-{month:02}, level: m5}}\n" for month in range(1, 7)),
    )
    assert rate(two_years, GRADES).standing("a", "grades").level == "a1"
    assert rate(two_years, step).standing("a", "grades").level == "b1"


def test_a_grade_of_which_there_are_only_so_many_is_not_computed_for_one_body() -> None:
    limited = GRADES.replace("{held: {level: m5, periods: 6}}", "{held: {level: m5, periods: 6}, quota: 3}")
    assert rate(months(*SIX), limited).standing("a", "grades").level is None
