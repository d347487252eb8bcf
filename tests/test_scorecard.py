"""How a body's points are added up (FORMAT.md section 4, Points and n/a)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starcase.rating.scorecard import rubric_for, score_evaluation
from tests.bodies import evaluation, programme, rubric, scored

TEAM_AND_WORK = {"team": {"leader": "6", "roster": "4"}, "work": {"visits": "10"}}


def total_of(aspects, scores, *, limits=None, **points):
    card = score_evaluation(scored(scores, **points), rubric(aspects, **(limits or {})))
    return card and card.total


def test_an_evaluation_without_scores_has_no_scorecard():
    assert score_evaluation(evaluation("2022", level="star4"), rubric(TEAM_AND_WORK)) is None


def test_a_missing_score_is_not_zero_there_is_no_scorecard():
    assert score_evaluation(scored({"leader": "5", "visits": "8"}), rubric(TEAM_AND_WORK)) is None


def test_a_scorecard_gives_each_aspect_with_its_maximum_and_the_points_of_its_items():
    card = score_evaluation(scored({"leader": "5", "roster": "3.5", "visits": "8"}), rubric(TEAM_AND_WORK))
    assert [(aspect.id, aspect.points, aspect.max) for aspect in card.aspects] == [
        ("team", Decimal("8.50"), 10),
        ("work", Decimal("8.00"), 10),
    ]
    assert card.aspects[0].items == (5, Decimal("3.5"))
    assert (card.rubric, card.total, card.max, card.percent) == ("2022", Decimal("16.50"), 20, Decimal("82.50"))


@pytest.mark.parametrize(
    ("weighted", "total", "percent"),
    [
        ("work*1", "16.50", "82.50"),
        ("work*0.5", "12.50", "83.33"),
        ("work*3", "32.50", "81.25"),
        ("work*0.333", "11.16", "83.75"),  # 11.164 of 13.33
    ],
)
def test_an_aspect_counts_with_its_weight_in_points_and_maximum(weighted, total, percent):
    aspects = {"team": TEAM_AND_WORK["team"], weighted: TEAM_AND_WORK["work"]}
    card = score_evaluation(scored({"leader": "5", "roster": "3.5", "visits": "8"}), rubric(aspects))
    assert (card.total, card.percent) == (Decimal(total), Decimal(percent))


@pytest.mark.parametrize(
    ("bonus", "deductions", "total"),
    [
        ({"media": "2"}, {}, "18.50"),
        ({"media": "2", "award": "1.5"}, {}, "19.50"),  # bonus: at most 3
        ({}, {"late": "1"}, "15.50"),
        ({}, {"late": "4", "absent": "4"}, "11.50"),  # deductions: at most 5
        ({"media": "9"}, {"late": "9"}, "14.50"),
    ],
)
def test_bonus_and_deductions_count_up_to_their_limits(bonus, deductions, total):
    scores = {"leader": "5", "roster": "3.5", "visits": "8"}
    limits = {"bonus": 3, "deductions": 5}
    assert total_of(TEAM_AND_WORK, scores, limits=limits, bonus=bonus, deductions=deductions) == Decimal(total)


def test_bonus_and_deductions_leave_the_percentage_alone():
    scores = {"leader": "5", "roster": "3.5", "visits": "8"}
    card = score_evaluation(
        scored(scores, bonus={"media": "9"}, deductions={"late": "1"}), rubric(TEAM_AND_WORK, bonus=3, deductions=5)
    )
    assert (card.bonus, card.deductions, card.percent) == (3, 1, Decimal("82.50"))


def test_without_a_limit_all_bonus_points_count():
    scores = {"leader": "5", "roster": "3.5", "visits": "8"}
    assert total_of(TEAM_AND_WORK, scores, bonus={"media": "30"}) == Decimal("46.50")


def test_a_total_does_not_fall_below_zero():
    scores = {"leader": "1", "roster": "0", "visits": "0"}
    assert total_of(TEAM_AND_WORK, scores, deductions={"late": "2.5"}) == 0


@pytest.mark.parametrize(
    ("points", "decimals", "total"),
    [
        ("4.445", 2, "4.45"),  # a half goes up
        ("4.444999", 2, "4.44"),  # once: not by way of 4.445
        ("4.5", 0, "5"),
        ("3.5", 0, "4"),  # up, not to the even number
        ("2.5", 0, "3"),
        ("4.2", 1, "4.2"),
        ("0.0000005", 6, "0.000001"),
    ],
)
def test_a_total_is_rounded_half_up_once_to_the_decimals_of_the_rubric(points, decimals, total):
    assert str(total_of({"team": {"leader": "6"}}, {"leader": points}, limits={"decimals": decimals})) == total


def test_aspects_are_summed_before_they_are_rounded():
    aspects = {"team": {"leader": "5"}, "work": {"visits": "5"}}
    card = score_evaluation(scored({"leader": "3.004", "visits": "3.004"}), rubric(aspects))
    assert [aspect.points for aspect in card.aspects] == [Decimal("3.00"), Decimal("3.00")]
    assert card.total == Decimal("6.01")


@pytest.mark.parametrize(
    ("scores", "team", "total"),
    [
        ({"leader": "5", "roster": "n/a", "visits": "8"}, "8.33", "16.33"),  # 5/6 of 10
        ({"leader": "n/a", "roster": "1", "visits": "8"}, "2.50", "10.50"),  # 1/4 of 10
        ({"leader": "6", "roster": "n/a", "visits": "10"}, "10.00", "20.00"),
    ],
)
def test_an_item_that_does_not_apply_scales_its_aspect_to_the_full_maximum(scores, team, total):
    card = score_evaluation(scored(scores), rubric(TEAM_AND_WORK))
    assert (card.aspects[0].points, card.aspects[0].max, card.total) == (Decimal(team), 10, Decimal(total))
    assert None in card.aspects[0].items


def test_an_aspect_that_does_not_apply_at_all_leaves_the_rubric_and_the_total_is_scaled_to_the_rest():
    aspects = {"team": {"leader": "10"}, "work": {"visits": "20"}, "public": {"satisfaction": "30"}}
    card = score_evaluation(scored({"leader": "n/a", "visits": "15", "satisfaction": "20"}), rubric(aspects))
    assert [aspect.points for aspect in card.aspects] == [None, Decimal("15.00"), Decimal("20.00")]
    assert (card.total, card.max, card.percent) == (Decimal("42.00"), 60, Decimal("70.00"))  # 35 of 50, on 60


def test_scaling_is_not_rounded_before_it_is_summed():
    aspects = {"a": {"a1": "1", "a2": "2"}, "b": {"b1": "1", "b2": "2"}, "c": {"c1": "1", "c2": "2"}}
    thirds = {"a1": "n/a", "a2": "0.01", "b1": "n/a", "b2": "0.01", "c1": "n/a", "c2": "0.01"}
    assert total_of(aspects, thirds) == Decimal("0.05")  # 0.045; rounded one by one it would be 0.06


@pytest.mark.parametrize(
    ("scores", "has_total"),
    [
        ({"leader": "n/a", "roster": "n/a", "visits": "8"}, True),  # half of the points
        ({"leader": "5", "roster": "4", "visits": "n/a"}, True),
        ({"leader": "5", "roster": "n/a", "visits": "n/a"}, False),  # 14 of 20
        ({"leader": "n/a", "roster": "n/a", "visits": "n/a"}, False),
    ],
)
def test_more_than_half_of_the_points_not_applicable_gives_no_total(scores, has_total):
    card = score_evaluation(scored(scores), rubric(TEAM_AND_WORK))
    assert (card.total is not None, card.percent is not None) == (has_total, has_total)


def test_the_weight_counts_when_half_of_the_points_are_looked_for():
    aspects = {"team*3": {"leader": "6"}, "work": {"visits": "10"}}
    assert total_of(aspects, {"leader": "n/a", "visits": "9"}) is None
    assert total_of(aspects, {"leader": "5", "visits": "n/a"}) == Decimal("23.33")  # 15 of 18, on 28


def test_a_rubric_without_items_counts_what_was_earned_and_has_no_percentage():
    card = score_evaluation(scored({}, bonus={"visit": "3"}), rubric({}))
    assert (card.total, card.max, card.percent) == (3, 0, None)


def test_an_aspect_without_items_leaves_the_others_as_they_are():
    aspects = {"plan": {}, "team": {"leader": "6"}}
    card = score_evaluation(scored({"leader": "5"}), rubric(aspects))
    assert (card.aspects[0].points, card.total) == (0, Decimal("5.00"))


def _numbers(least, most):
    """Numbers as they are typed, with up to three decimals."""
    return st.integers(least, most * 1000).map(lambda thousandths: Decimal(thousandths) / 1000)


_ITEMS = st.lists(
    st.tuples(_numbers(1, 100), _numbers(0, 100), st.sampled_from([False, False, False, True])), max_size=6
)
_ASPECTS = st.lists(st.tuples(_numbers(1, 3), _ITEMS), min_size=1, max_size=5)


@given(_ASPECTS, _numbers(0, 20), _numbers(0, 20), st.integers(0, 6))
def test_every_number_of_a_scorecard_is_the_exact_one_rounded_half_up(drawn, bonus, deductions, decimals):
    parts = [
        (Fraction(weight), [(Fraction(most), Fraction(min(points, most)), gone) for most, points, gone in items])
        for weight, items in drawn
    ]
    named = {
        f"a{at}*{weight}": {f"a{at}i{number}": item for number, item in enumerate(items)}
        for at, (weight, items) in enumerate(drawn)
    }
    card = score_evaluation(
        scored(
            {
                name: "n/a" if gone else str(min(points, most))
                for items in named.values()
                for name, (most, points, gone) in items.items()
            },
            bonus={"media": str(bonus)},
            deductions={"late": str(deductions)},
        ),
        rubric(
            {aspect: {name: str(most) for name, (most, _, _) in items.items()} for aspect, items in named.items()},
            decimals=decimals,
        ),
    )
    points, total, percent = _exact(parts, Fraction(bonus) - Fraction(deductions))
    assert [aspect.points for aspect in card.aspects] == [_half_up(exact, decimals) for exact in points]
    assert (card.total, card.percent) == (_half_up(total, decimals), _half_up(percent, decimals))


def _exact(parts, extra):
    """The points of each aspect, the total and the percentage, None where there is none: FORMAT.md section 4 in fractions."""
    full = [weight * sum(most for most, _, _ in items) for weight, items in parts]
    applying = [weight * sum(most for most, _, gone in items if not gone) for weight, items in parts]
    given = [weight * sum(points for _, points, gone in items if not gone) for weight, items in parts]
    scaled = [
        got * most / rest if rest else None if most else Fraction(0)
        for got, most, rest in zip(given, full, applying, strict=True)
    ]
    if sum(applying) * 2 < sum(full):
        return scaled, None, None
    staying = sum(most for most, points in zip(full, scaled, strict=True) if points is not None)
    points = sum(points for points in scaled if points is not None)
    points = points * sum(full) / staying if staying else Fraction(0)
    return scaled, max(points + extra, Fraction(0)), points / sum(full) * 100 if sum(full) else None


def _half_up(exact, decimals):
    return None if exact is None else Decimal(floor(exact * 10**decimals + Fraction(1, 2))).scaleb(-decimals)


@pytest.mark.parametrize(
    ("named", "body_type", "chosen"),
    [
        ("2021", "service", "2021"),
        ("2030", "service", None),
        (None, "service", "2022"),
        (None, "charity", None),  # the two rubrics for charity both fit
        (None, "culture", None),
        (None, None, None),
    ],
)
def test_a_rubric_is_the_one_named_or_the_only_one_for_the_type(named, body_type, chosen):
    rubrics = (
        rubric({}, id="2021", types=("charity",)),
        rubric({}, id="2022", types=("service", "charity")),
    )
    found = rubric_for(evaluation("2022", rubric=named), body_type, programme(rubrics=rubrics))
    assert (found and found.id) == chosen


def test_a_rubric_without_types_is_for_every_body():
    assert rubric_for(evaluation("2022"), None, programme(rubrics=(rubric({}),))).id == "2022"
