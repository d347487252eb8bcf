"""Who finds one of a limited number of places (FORMAT.md section 4, Quota)."""

from __future__ import annotations

import pytest

from starcase.model.standing import State
from tests.cities import STARS, City, read_city

ANJU, LEYE, HEPING = "anju", "leye", "heping"  # the first two lie in the east district, the third in the west


def limited(quota: str, level: str = "star5", programme: str = STARS) -> str:
    """The programme with a quota among a level's needs."""
    total = {"gold": "counts_as: star5", "star5": "total: 90", "star4": "total: 80"}[level]
    return programme.replace(total, f"{total}, quota: {quota}")


def ruled(quotas: str, programme: str = STARS) -> str:
    """The programme with quotas among its rules."""
    return programme + f"rules: {{quotas: [{quotas}]}}\n"


GOLD = STARS.replace("counts_as: star5}", "counts_as: star5, needs: {total: 95}}")


def body(name: str, level: str | None, total: float | None, more: str = "", *, region: str | None = ANJU) -> str:
    """A body and its evaluation of 2023; without a total it has no scores."""
    given = f"level: {level}" if level else "outcome: not_rated"
    scores = "" if total is None else f", scores: {{leader: {min(total, 60):g}, visits: {total - min(total, 60):g}}}"
    place = f"region: {region}\n" if region else ""
    evaluation = f"{{period: 2023, {given}{scores}{more and f', {more}'}}}"
    return f"-- content/organizations/{name}.yaml --\nname: {name}队\nprogramme: stars\n{place}evaluations: [{evaluation}]\n"


def rate(programme: str, *bodies: str, more: str = "") -> City:
    return read_city(f"{programme}\n{''.join(bodies)}{more}")


def said(city: City) -> dict[str, str]:
    """What was said of each body of which something was said."""
    return {one.place.file.rpartition("/")[2].removesuffix(".yaml"): one.rule for one in city.found}


def placed(city: City) -> dict[str, str | None]:
    """The level that quotas leave to each body."""
    return {name: city.placed(name).level for name in city.bodies}


def test_as_many_as_there_are_places_may_have_the_level() -> None:
    city = rate(limited("2"), body("a", "star5", 99), body("b", "star5", 98), body("c", "star4", 97))
    assert (said(city), placed(city)) == ({}, {"a": "star5", "b": "star5", "c": "star4"})


def test_one_too_many_is_an_error_at_the_one_with_the_lowest_total() -> None:
    city = rate(limited("2"), body("c", "star5", 99), body("a", "star5", 97), body("b", "star5", 98))
    assert (city.problems, city.held) == (["a.yaml:4:37 quota-exceeded"], {"a"})
    assert city.standing("a").state is State.HELD_BACK
    assert city.problem("quota-exceeded").message == (
        "2023 评为“五星级”，可是名额只有 2 个，按总分排名没有排进，应评为“四星级”。"
    )


def test_one_ranked_below_a_body_left_out_is_an_error_at_both() -> None:
    city = rate(limited("1"), body("a", "star4", 99), body("b", "star5", 95))
    assert said(city) == {"a": "quota-passed-over", "b": "quota-exceeded"}
    assert "按总分排名和名额应评为“五星级”" in city.problem("quota-passed-over").message


def test_a_body_left_out_for_a_reason_leaves_its_place_to_the_next() -> None:
    city = rate(limited("1"), body("a", "star4", 99, "reason: 主动放弃"), body("b", "star5", 95))
    assert said(city) == {}
    assert city.placed("b").level == "star5"


def test_a_place_that_nobody_was_given_is_reported() -> None:
    assert said(rate(limited("3"), body("a", "star5", 99), body("b", "star4", 95))) == {"b": "quota-passed-over"}


def test_who_finds_no_place_goes_one_lower_where_the_quota_applies_again() -> None:
    both = limited("1", "star4", limited("1"))
    city = rate(both, body("a", "star5", 99), body("b", "star4", 98), body("c", "star3", 97), body("d", "star3", 85))
    assert (said(city), placed(city)) == ({}, {"a": "star5", "b": "star4", "c": "star3", "d": "star3"})
    assert [one.limit for one in city.placed("c").lowered] == [1, 1]


def test_without_a_level_below_there_is_none() -> None:
    only = STARS.replace(
        "- {id: star4, name: 四星级, needs: {total: 80}}\n- {id: star3, name: 三星级, needs: {total: 60}}\n", ""
    )
    city = rate(limited("1", programme=only), body("a", "star5", 99), body("b", None, 95))
    assert (said(city), placed(city)) == ({}, {"a": "star5", "b": None})


# ── percentages and areas ──


@pytest.mark.parametrize(
    ("percent", "bodies", "places"),
    [(10, 9, 0), (10, 10, 1), (10, 19, 1), (10, 20, 2), (33.4, 3, 1), (33.3, 3, 0), (100, 3, 3)],
)
def test_a_percentage_is_of_the_bodies_evaluated_rounded_down(percent: float, bodies: int, places: int) -> None:
    given = [body(f"b{n:02}", "star5" if n < places else "star4", 99 - n / 10) for n in range(bodies)]
    city = rate(limited(f"{{percent: {percent}}}"), *given)
    assert said(city) == {}
    assert list(placed(city).values()).count("star5") == places


def test_at_least_so_many_places_whatever_the_percentage() -> None:
    city = rate(limited("{percent: 10, at_least: 1}"), body("a", "star5", 99), body("b", "star4", 98))
    assert said(city) == {}


def test_bodies_that_were_not_rated_count_for_the_percentage_and_those_that_took_no_part_do_not() -> None:
    half = limited("{percent: 50}")
    top = body("a", "star5", 99)
    assert said(rate(half, top, body("b", None, 40))) == {}
    exempt = "-- content/organizations/b.yaml --\nname: b队\nprogramme: stars\nevaluations: [{period: 2023, outcome: exempt}]\n"
    assert said(rate(half, top, exempt)) == {"a": "quota-exceeded"}


def test_bodies_without_scores_count_for_the_percentage() -> None:
    assert said(rate(limited("{percent: 50}"), body("a", "star5", 99), body("b", "star3", None))) == {}


def test_other_periods_and_other_programmes_do_not_count() -> None:
    other = body("b", "star4", 85).replace("2023", "2022")
    assert said(rate(limited("{percent: 50}"), body("a", "star5", 99), other)) == {"a": "quota-exceeded"}


def test_places_are_given_in_the_nearest_area_of_the_tier() -> None:
    city = rate(
        limited("{percent: 50, within: district}"),
        body("a", "star5", 91, region=ANJU),
        body("b", "star4", 85, region=LEYE),
        body("c", "star5", 99, region=HEPING),
        body("d", "star4", 98, region=HEPING),
    )
    assert said(city) == {}  # d has more points than a, in another district


def test_a_number_of_places_may_also_be_meant_for_each_area() -> None:
    one_each = limited("{places: 1, within: community}")
    city = rate(one_each, body("a", "star5", 91, region=ANJU), body("b", "star5", 92, region=LEYE))
    assert said(city) == {}
    assert said(rate(one_each, body("a", "star5", 91), body("b", "star5", 92))) == {"a": "quota-exceeded"}


def test_bodies_outside_all_areas_of_the_tier_are_an_area_of_their_own() -> None:
    city = rate(
        limited("{percent: 50, within: district}"),
        body("a", "star5", 91, region=None),
        body("b", "star4", 95, region="city"),
        body("c", "star5", 90, region=ANJU),
        body("d", "star4", 80, region=ANJU),
    )
    assert said(city) == {"a": "quota-exceeded", "b": "quota-passed-over"}


def test_two_quotas_of_one_level_are_both_kept_and_no_place_is_lost() -> None:
    """Three places in all and one in each district: the second of the east leaves its place to the west."""
    both = ruled("{levels: [star5], percent: 34, within: district}", limited("3"))
    city = rate(
        both,
        body("a", "star5", 99, region=ANJU),
        body("b", "star4", 98, region=LEYE),
        body("c", "star4", 84, region=LEYE),
        body("d", "star5", 91, region=HEPING),
        body("e", "star4", 83, region=HEPING),
        body("f", "star4", 82, region=HEPING),
    )
    assert said(city) == {}


# ── several levels, honours ──


def test_levels_may_share_their_places() -> None:
    city = rate(
        ruled("{levels: [star5, gold], percent: 50}", GOLD),
        body("a", "gold", 99),
        body("b", "star5", 94),
        body("c", "star4", 93),
        body("d", "star4", 85),
    )
    assert (said(city), placed(city)) == ({}, {"a": "gold", "b": "star5", "c": "star4", "d": "star4"})


def test_an_honour_takes_a_place_of_the_level_that_it_counts_as() -> None:
    city = rate(limited("1", programme=GOLD), body("a", "gold", 99), body("b", "star4", 94))
    assert said(city) == {}
    assert said(rate(limited("1", programme=GOLD), body("a", "gold", 99), body("b", "star5", 94))) == {
        "b": "quota-exceeded"
    }


def test_honours_are_held_to_the_quota_of_the_level_that_they_count_as() -> None:
    one_place = limited("1", programme=GOLD)
    assert said(rate(one_place, body("a", "gold", 99), body("b", "gold", 98))) == {"b": "quota-exceeded"}
    city = rate(one_place, body("a", "gold", 99), body("b", "star4", 98))
    assert said(city) == {}
    assert [one.before for one in city.placed("b").lowered] == ["gold", "star5"]


def test_an_honour_with_places_of_its_own_is_filled_first() -> None:
    own = GOLD.replace("needs: {total: 95}", "needs: {total: 95, quota: 1}")
    city = rate(limited("2", programme=own), body("a", "gold", 99), body("b", "star5", 98), body("c", "star4", 97))
    assert said(city) == {}


def test_a_decided_honour_takes_its_place_in_a_shared_quota() -> None:
    shared = ruled("{levels: [star5, gold], percent: 50}")
    city = rate(shared, body("a", "gold", 91), body("b", "star4", 95))
    assert said(city) == {}  # gold asks for nothing here: it is taken as decided


# ── ties ──


@pytest.mark.parametrize("levels", [("star5", "star4"), ("star4", "star5")])
def test_of_equal_totals_at_the_border_either_is_accepted_with_a_reason(levels: tuple[str, str]) -> None:
    reason = "reason: 按活动场次排先后"
    with_reasons = rate(limited("1"), body("a", levels[0], 95, reason), body("b", levels[1], 95, reason))
    assert said(with_reasons) == {}
    without = rate(limited("1"), body("a", levels[0], 95), body("b", levels[1], 95))
    assert said(without) == {"a": "quota-tied", "b": "quota-tied"}
    assert not without.held


def test_equal_totals_above_the_border_are_no_tie() -> None:
    city = rate(limited("2"), body("a", "star5", 95), body("b", "star5", 95), body("c", "star4", 94))
    assert said(city) == {}


def test_equal_totals_at_the_border_do_not_make_more_places() -> None:
    city = rate(limited("1"), body("a", "star5", 95), body("b", "star5", 95))
    assert said(city) == {"a": "quota-overfull", "b": "quota-overfull"}
    assert city.held == {"a", "b"}
    explained = rate(limited("1"), body("a", "star5", 95), body("b", "star5", 95, "reason: 抽签"))
    assert said(explained) == {"a": "quota-overfull"}


def test_a_tie_excuses_no_other_level() -> None:
    reason = "reason: 按活动场次排先后"
    city = rate(limited("1"), body("a", "star5", 95, reason), body("b", "star3", 95))
    assert said(city) == {"b": "level-not-earned"}
    quota_below = limited("5", "star4", limited("1"))
    city = rate(quota_below, body("a", "star5", 95, reason), body("b", "star3", 95))
    assert said(city) == {"b": "quota-passed-over"}


# ── declared sets, exceptions, mismatch ──


def test_levels_that_were_decided_without_scores_have_their_places_and_are_counted() -> None:
    assert said(rate(limited("1"), body("a", "star5", None), body("b", "star4", 95))) == {}
    city = rate(limited("1"), body("a", "star5", None), body("b", "star5", 95))
    assert said(city) == {"b": "quota-exceeded"}
    city = rate(limited("1"), body("a", "star5", None), body("b", "star5", None))
    assert said(city) == {"a": "quota-overfull", "b": "quota-overfull"}


def test_a_programme_whose_levels_are_decided_is_held_to_its_quotas() -> None:
    plain = "\n".join(line.partition(", needs")[0] + ("}" if ", needs" in line else "") for line in STARS.splitlines())
    city = rate(ruled("{levels: [star5], percent: 50}", plain + "\n"), body("a", "star5", 40), body("b", "star5", 50))
    assert said(city) == {"a": "quota-exceeded"}


def test_an_exception_with_a_basis_neither_needs_nor_takes_a_place() -> None:
    exception = "reason: {exception: quota, basis: 示例〔2023〕2号}"
    city = rate(limited("1"), body("a", "star5", 95), body("b", "star5", 91, exception))
    assert said(city) == {}
    city = rate(limited("1"), body("a", "star5", 95), body("b", "star5", 91, "reason: {exception: quota, text: 好}"))
    assert set(city.rules) == {"exception-without-basis", "quota-exceeded"}


def test_where_the_programme_says_so_it_is_only_a_warning() -> None:
    city = rate(limited("1") + "rules: {mismatch: warning}\n", body("a", "star5", 95), body("b", "star5", 91))
    assert [(one.rule, one.severity.value) for one in city.found] == [("quota-exceeded", "warning")]
    assert not city.held


def test_a_level_that_the_scores_do_not_support_is_one_message_and_takes_no_place() -> None:
    city = rate(limited("1"), body("a", "star5", 85), body("b", "star5", 91))
    assert said(city) == {"a": "level-not-earned"}


def test_a_lower_level_that_no_quota_explains_is_told_with_the_record() -> None:
    city = rate(limited("1"), body("a", "star5", 95), body("b", "star3", 85))
    assert said(city) == {"b": "level-not-earned"}  # four stars have no quota


def test_nobody_is_passed_over_whose_place_may_be_taken_by_a_body_held_back() -> None:
    broken = "-- content/organizations/z.yaml --\nname: z队\nprogramme: stars\nregion: leye\nlevel: 六星级\n"
    by_district = limited("{percent: 50, within: district}")
    bodies = body("a", "star4", 91), body("b", "star4", 82)
    assert said(rate(by_district, *bodies)) == {"a": "quota-passed-over"}
    assert said(rate(by_district, *bodies, broken)) == {"z": "unknown-name"}
    elsewhere = broken.replace("leye", "heping")
    assert said(rate(by_district, *bodies, elsewhere)) == {"z": "unknown-name", "a": "quota-passed-over"}


def test_bodies_held_back_count_for_the_percentage() -> None:
    broken = "-- content/organizations/z.yaml --\nname: z队\nprogramme: stars\nregion: leye\nlevel: 六星级\n"
    assert said(rate(limited("{percent: 50}"), body("a", "star5", 91))) == {"a": "quota-exceeded"}
    assert said(rate(limited("{percent: 50}"), body("a", "star5", 91), broken)) == {"z": "unknown-name"}


# ── rubrics ──


def test_a_rubrics_own_quota_is_for_the_bodies_evaluated_by_it() -> None:
    two = STARS.replace('- id: "1"', '- id: "1"\n  types: [service]')
    two += """
- id: c
  types: [culture]
  needs: {star5: {total: 9, quota: {percent: 50}}}
  aspects:
  - {id: show, name: 演出, items: [{id: stage, name: 场次, max: 10}]}
types: [{id: service, name: 为民服务类}, {id: culture, name: 文体类}]
""".lstrip("\n")

    def typed(kind: str, record: str) -> str:
        return record.replace("programme: stars", f"programme: stars\ntype: {kind}")

    def culture(name: str, level: str, points: str) -> str:
        return typed("culture", body(name, level, 95)).replace("{leader: 60, visits: 35}", f"{{stage: {points}}}")

    service = [typed("service", body(f"s{n}", "star5", 95)) for n in range(4)]
    levels = two.replace("needs: {total: 80}", "needs: {total: 5}").replace("needs: {total: 60}", "needs: {total: 2}")
    city = rate(levels, *service, culture("x", "star5", "10"), culture("y", "star4", "9.5"))
    assert said(city) == {}
    city = rate(levels, *service, culture("x", "star5", "10"), culture("y", "star5", "9.5"))
    assert said(city) == {"y": "quota-exceeded"}


def test_rounds_of_the_same_bodies_are_kept_apart() -> None:
    visits = {"star5": 38, "star4": 31}

    def twice(name: str, first: str, second: str) -> str:
        earlier = f"{{period: 2022, level: {first}, scores: {{leader: 60, visits: {visits[first]}}}}}"
        return body(name, second, 60 + visits[second]).replace("[{period", f"[{earlier}, {{period")

    assert said(rate(limited("1"), twice("a", "star5", "star4"), twice("b", "star4", "star5"))) == {}
