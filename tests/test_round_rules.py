"""How the points of several groups become one, and what is said of round files that people wrote by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from starcase.loading import look_around
from starcase.model.ids import ItemId, OrganizationId
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.rounds import Aggregate, GroupId, Round, RoundDecision, RoundFolder, RoundGroup, ScoreRow
from starcase.model.rubric import Aspect, Item, Rubric
from starcase.options import Options
from starcase.problems import DocumentId
from starcase.read.programme import read_programme
from starcase.reviewing.columns import columns_of
from starcase.reviewing.deciding import is_human
from starcase.reviewing.folders import read_rounds
from starcase.reviewing.joining import Joined, Voice, join_scores
from starcase.reviewing.scores import read_scores, write_scores
from starcase.sources.yamltree import parse_document, split_documents
from tests.round_city import PROGRAMME, ROUND, write_city

RUBRIC = Rubric(
    id="1",
    aspects=(
        Aspect(
            id="a",
            name="甲",
            items=(Item(id="x", name="子", max=Decimal(10)), Item(id="y", name="丑", max=Decimal(10))),
        ),
    ),
)
BODY = OrganizationId("body")


def _join(
    how: Aggregate, *given: tuple[str, dict[str, str | None]], weights: tuple[str, ...] = ("0", "0.4", "0.6")
) -> Joined:
    """What groups called self, district and city gave, joined."""
    names = ("self", "district", "city")
    groups = tuple(
        RoundGroup(id=GroupId(name), name=name, weight=Decimal(weight))
        for name, weight in zip(names, weights, strict=True)
    )
    by_name = {group.id: group for group in groups}
    voices = [
        Voice(
            by_name[GroupId(name)],
            ScoreRow(
                BODY,
                tuple(
                    (ItemId(item), None if points is None else Decimal(points)) for item, points in points_of.items()
                ),
            ),
        )
        for name, points_of in given
    ]
    return join_scores(BODY, voices, Round(groups=groups, aggregate=how), RUBRIC)


@pytest.mark.parametrize(
    ("how", "x"),
    [
        (Aggregate.MEAN, "7.50"),
        (Aggregate.MEDIAN, "7.50"),
        (Aggregate.WEIGHTED_MEAN, "7.80"),
        (Aggregate.LAST, "9.00"),
    ],
)
def test_points_are_joined_as_the_round_says_and_weight_0_does_not_count(how: Aggregate, x: str) -> None:
    joined = _join(
        how, ("self", {"x": "10", "y": "10"}), ("district", {"x": "6", "y": "6"}), ("city", {"x": "9", "y": "9"})
    )
    assert dict(joined.scores)[ItemId("x")] == Decimal(x)


def test_each_item_is_rounded_half_up_once_from_its_exact_value() -> None:
    joined = _join(
        Aggregate.WEIGHTED_MEAN,
        ("district", {"x": "5", "y": "0.005"}),
        ("city", {"x": "4", "y": "0.005"}),
        weights=("0", "1", "2"),
    )
    assert joined.scores == ((ItemId("x"), Decimal("4.33")), (ItemId("y"), Decimal("0.01")))


def test_the_weight_of_a_missing_group_goes_to_the_others_and_is_listed() -> None:
    joined = _join(Aggregate.WEIGHTED_MEAN, ("district", {"x": "6", "y": "6"}))
    assert (dict(joined.scores)[ItemId("x")], joined.silent) == (Decimal("6.00"), ("city",))


def test_where_groups_disagree_on_what_applies_the_last_is_followed_and_it_is_told() -> None:
    joined = _join(Aggregate.MEAN, ("district", {"x": None, "y": None}), ("city", {"x": "8", "y": None}))
    assert joined.scores == ((ItemId("x"), Decimal("8.00")), (ItemId("y"), None))
    assert joined.split == ("x",)


def test_an_item_that_nobody_scored_is_missing_and_not_zero() -> None:
    joined = _join(Aggregate.MEAN, ("district", {"x": "6"}))
    assert joined.lacks(RUBRIC) == ("y",)


@pytest.mark.parametrize(
    ("decision", "human"),
    [
        ({"level": "star4", "computed": "star4", "total": Decimal(85)}, False),
        ({"outcome": "not_rated", "total": Decimal(40)}, False),
        ({}, False),
        ({"level": "star5", "computed": "star4", "total": Decimal(85)}, True),
        ({"computed": "star4", "total": Decimal(85), "outcome": "suspended"}, True),
        ({"level": "star4"}, True),
        ({"level": "star4", "computed": "star4", "total": Decimal(85), "reason": {"text": "已核对"}}, True),
    ],
)
def test_a_decision_of_people_is_told_from_a_draft(decision: dict[str, object], human: bool) -> None:
    made = RoundDecision.model_validate({"organization": "a", **decision}, strict=False)
    assert is_human(made) is human


# ── Files that people write by hand ──


def _programme() -> Programme:
    raw = split_documents(PROGRAMME, "stars.yaml")[0]
    read = read_programme(parse_document(raw)[0], DocumentId("stars.yaml"), "stars", RegionTree(), None)
    assert read.value is not None
    return read.value


def test_scores_are_written_and_read_again_as_they_are() -> None:
    programme = _programme()
    rows = (
        ScoreRow(
            OrganizationId("a"),
            tuple((ItemId(item), points) for item, points in (("leader", Decimal("4.5")), ("roster", None))),
            bonus=((ItemId("award"), Decimal(2)),),
            vetoes=("fraud",),
            claimed="star5",
            evidence="负责人作用：台账",
            remark="=1+1，还有，\n换行",
        ),
    )
    content = write_scores(rows, columns_of(programme.rubrics)).decode("utf-8-sig")
    assert "'=1+1" in content, "a spreadsheet must not take it for a formula"
    assert read_scores(content, "d1.csv", programme, Round(rubric="2026")) == (rows, ())


def test_what_is_wrong_in_a_score_file_is_told_at_its_place(tmp_path: Path) -> None:
    programme = _programme()
    text = "organization,leader,负责,claimed\na,31,1,六星\n,5,,\n"
    rows, problems = read_scores(text, "d1.csv", programme, Round(rubric="2026"))
    assert rows == (ScoreRow(OrganizationId("a")),)
    assert [(one.rule.id, one.spot.at) for one in problems] == [
        ("round-score-column", (1, 3)),
        ("round-score", (2, 2)),
        ("round-score", (2, 4)),
        ("round-score-nobody", (3, 1)),
    ]


def test_a_round_is_read_with_chinese_keys_and_names(tmp_path: Path) -> None:
    root = write_city(tmp_path, districts=1, each=2)
    chinese = ROUND.replace("status: scoring", "阶段: 评分中").replace("aggregate: weighted_mean", "汇总方式: 加权平均")
    chinese = chinese.replace("groups:", "评审组:").replace("decides: [star3, star4]", "decides: [三星级, 四星级]")
    place = root / "review" / "rounds" / "stars" / "2026" / "round.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(chinese + "not_taking_part: {d1-b2: 正在换届}\n", "utf-8")
    found, problems = _rounds(root)
    assert problems == []
    round_ = found[0].round
    assert (round_.status.value, round_.aggregate, round_.groups[1].decides) == (
        "scoring",
        Aggregate.WEIGHTED_MEAN,
        ("star3", "star4"),
    )
    assert [one.organization for one in round_.not_taking_part] == ["d1-b2"]


def test_a_mistake_in_a_round_is_told_at_its_place(tmp_path: Path) -> None:
    root = write_city(tmp_path, districts=1, each=2)
    place = root / "review" / "rounds" / "stars" / "2026" / "round.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(ROUND.replace("weight: 0.4", "wieght: 0.4").replace("[star5, gold]", "[star6]"), "utf-8")
    found, problems = _rounds(root)
    assert found == ()
    assert problems == [("unknown-key", ("groups", 1, "wieght")), ("unknown-name", ("groups", 2, "decides", 0))]


def _rounds(root: Path) -> tuple[tuple[RoundFolder, ...], list[tuple[str, tuple[str | int, ...]]]]:
    around = look_around(Options(root=root, output=root / "site"))
    found, problems = read_rounds(root, around.settings)
    return found, [(one.rule.id, one.spot.path) for one in problems]
