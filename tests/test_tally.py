"""Counting bodies: each once, and never as what it is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from starcase.language import Words
from starcase.model.organization import Status
from starcase.model.programme import Type
from starcase.model.row import Row
from starcase.model.standing import Standing, State
from starcase.model.tally import ServiceTotal
from starcase.problems import DocumentId
from starcase.views.tally import (
    count_levels,
    count_states,
    count_types,
    count_without_type,
    gone_last,
    say_tally,
    sum_services,
    tally_rows,
)
from tests.bodies import programme

STARS = programme(types=(Type(id="service", name="为民服务类"), Type(id="charity", name="社会公益类")))


def row(name: str, **facts: object) -> Row:
    """An active body of 示例星级评定 that was never rated."""
    known = {
        "programme": "stars",
        "type": None,
        "regions": (),
        "status": Status.ACTIVE,
        "standing": Standing(State.UNRATED),
    }
    return Row(DocumentId(f"content/{name}.yaml"), "", name, name, name, **{**known, **facts})


def rated(level: str) -> Standing:
    return Standing(State.RATED, level)


HELD_BACK = Standing(State.HELD_BACK)
BODIES = (
    row("a", type="service", standing=rated("star5")),
    row("b", type="service", standing=rated("star5"), status=Status.PAUSED),
    row("c", type="charity", standing=Standing(State.EXPIRED, "star4")),
    row("d", standing=HELD_BACK),
    row("e", type="charity", standing=rated("gold"), status=Status.MERGED),
    row("f", type="service", standing=rated("star4"), status=Status.DISSOLVED),
    row("g"),
)


def test_merged_and_dissolved_bodies_are_listed_but_are_not_among_the_bodies() -> None:
    tally = tally_rows(BODIES)
    assert (tally.listed, tally.current) == (7, 5)


def test_a_level_counts_only_while_it_is_in_force_and_the_body_exists() -> None:
    levels = {level.name: number for level, number in count_levels(tally_rows(BODIES), STARS)}
    assert levels == {"金牌": 0, "五星级": 2, "四星级": 0, "三星级": 0}
    assert tally_rows(BODIES).rated == 2


def test_whatever_stands_in_place_of_a_level_is_counted_as_that() -> None:
    states = {state.zh[0]: number for state, number in count_states(tally_rows(BODIES))}
    assert states == {"未评": 1, "已过期": 1, "资料核对中": 1}


def test_levels_and_states_together_are_all_bodies_that_exist() -> None:
    tally = tally_rows(BODIES)
    levels = sum(number for _, number in count_levels(tally, STARS))
    assert levels + sum(number for _, number in count_states(tally)) == tally.current


def test_a_body_held_back_has_no_type_and_is_not_counted_as_one_without() -> None:
    tally = tally_rows(BODIES)
    types = {kind.name: number for kind, number in count_types(tally, STARS)}
    assert types == {"为民服务类": 2, "社会公益类": 1}
    assert count_without_type(tally) == 1
    assert tally.held_back == 1


def test_a_tally_does_not_depend_on_the_order_of_the_bodies() -> None:
    assert tally_rows(BODIES) == tally_rows(reversed(BODIES))


def test_a_tally_can_be_looked_at_one_programme_at_a_time() -> None:
    tally = tally_rows((*BODIES, row("h", programme="other")))
    assert tally.of_programme("other").listed == 1
    assert tally.of_programme("stars") == tally_rows(BODIES)


@pytest.mark.parametrize(
    ("bodies", "sentence"),
    [
        ((), "共0支。"),
        (BODIES[:1], "共1支。"),
        (BODIES, "共7支，其中资料核对中1支，暂停活动1支，已并入其他组织1支，已停止活动1支。"),
    ],
)
def test_the_sentence_names_only_what_there_is(bodies: tuple[Row, ...], sentence: str) -> None:
    assert say_tally(tally_rows(bodies), "支", Words()) == sentence


def test_bodies_that_no_longer_exist_stand_at_the_end_of_a_list() -> None:
    assert [body.id for body in gone_last(BODIES)] == ["a", "b", "c", "d", "g", "e", "f"]


def test_service_figures_are_added_by_indicator_and_year_and_say_how_many_bodies_gave_one() -> None:
    bodies = (
        row("a", sums=(("hours", 2023, Decimal("2.5")), ("visits", 2023, Decimal(10)))),
        row("b", sums=(("hours", 2023, Decimal("0.25")), ("hours", 2024, Decimal(1)))),
        row("c"),
    )
    assert sum_services(bodies) == (
        ServiceTotal("hours", 2023, Decimal("2.75"), 2),
        ServiceTotal("hours", 2024, Decimal(1), 1),
        ServiceTotal("visits", 2023, Decimal(10), 1),
    )
