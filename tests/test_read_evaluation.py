"""Evaluations: their rubric, their scores, their days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from starcase.model.organization import Outcome
from tests.trees import PROGRAMME, complaints, organization, programme, read_record, words_of

SCORES = "scores: {leader: 5, roster: 4.5, training: 3}"


def _programme_with(rubrics: str) -> str:
    return PROGRAMME[: PROGRAMME.index("rubrics:")] + rubrics


def test_scores_are_exact_and_by_id_or_name() -> None:
    text = "evaluations: [{period: 2022, level: star4, scores: {负责人作用: 5, roster: 4.50, 成员培训: n/a}}]"
    scores = organization(text).evaluations[0].scores
    assert scores is not None
    assert [(one.item, one.points) for one in scores] == [
        ("leader", Decimal(5)),
        ("roster", Decimal("4.5")),
        ("training", None),
    ]


def test_an_evaluation_without_scores_has_none_rather_than_zero() -> None:
    assert organization("evaluations: [{period: 2022, level: star4}]").evaluations[0].scores is None
    assert (
        organization("evaluations: [{period: 2022, level: star4, scores: {leader: , roster: }}]").evaluations[0].scores
        is None
    )


@pytest.mark.parametrize(
    "scores, expected",
    [
        ("{leader: 5, roster: 4.5}", ["missing-score evaluations.0.scores"]),
        ("{leader: 5, roster: , training: }", ["missing-score evaluations.0.scores"] * 2),
        ("{leader: 6.5, roster: 4.5, training: 3}", ["score-out-of-range evaluations.0.scores.leader"]),
        ("{leader: -1, roster: 4.5, training: 3}", ["score-out-of-range evaluations.0.scores.leader"]),
        ("{leader: n/a, roster: 4.5, training: n/a}", ["n-a-not-allowed evaluations.0.scores.leader"]),
        ("{leader: 优, roster: 4.5, training: 3}", ["number-wanted evaluations.0.scores.leader"]),
        ("{leader: 5分, roster: 4.5, training: 3}", ["plain-form evaluations.0.scores.leader"]),
        ("{leader: 6, roster: 5, training: 0}", []),
    ],
)
def test_once_scores_are_given_every_item_has_one_within_its_points(scores: str, expected: list[str]) -> None:
    assert complaints(f"evaluations: [{{period: 2022, level: star4, scores: {scores}}}]") == expected


def test_a_missing_score_is_named() -> None:
    text = "name: 队\nprogramme: example-stars\nevaluations: [{period: 2022, level: star4, scores: {leader: 5, roster: 4.5}}]"
    assert "“成员培训”没有得分" in words_of(read_record(text)[0].problems)


@pytest.mark.parametrize(
    "extra, expected",
    [
        ("bonus: {媒体报道: 3}", []),
        ("bonus: {media: 3.5}", ["score-out-of-range evaluations.0.bonus.media"]),
        ("bonus: {media: -1}", ["number-too-small evaluations.0.bonus.media"]),
        ("deductions: {群众投诉: 8}", []),
    ],
)
def test_bonus_and_deductions_are_points_of_their_own_items(extra: str, expected: list[str]) -> None:
    assert complaints(f"evaluations: [{{period: 2022, level: star4, {SCORES}, {extra}}}]") == expected


def test_vetoes_are_read_by_name_or_id() -> None:
    text = "evaluations: [{period: 2022, outcome: not_rated, vetoes: [弄虚作假]}, {period: 2023, outcome: not_rated, vetoes: fraud}]"
    assert [one.vetoes for one in organization(text).evaluations] == [("fraud",), ("fraud",)]


# ---- which rubric --------------------------------------------------------------------------------------------------

BY_TYPE = _programme_with("""
rubrics:
- {id: for-service, name: 为民服务类标准, types: [为民服务类], aspects: {id: a, name: 甲, items: [{id: one, name: 一, max: 5}]}}
- {id: for-charity, types: [charity], aspects: {id: a, name: 甲, items: [{id: two, name: 二, max: 5}]}}
""")
TWO = _programme_with("""
rubrics:
- {id: "2022", aspects: {id: a, name: 甲, items: [{id: one, name: 一, max: 5}]}}
- {id: "2024", aspects: {id: a, name: 甲, items: [{id: one, name: 一, max: 5}]}}
""")


def test_the_rubric_left_out_is_the_only_one_for_the_bodys_type() -> None:
    text = "type: 社会公益类\nevaluations: [{period: 2022, level: star4, scores: {二: 4}}]"
    assert organization(text, programme(BY_TYPE)).evaluations[0].rubric == "for-charity"


def test_a_rubric_may_be_written_by_name() -> None:
    text = "evaluations: [{period: 2022, level: star4, rubric: 为民服务类标准, scores: {one: 4}}]"
    assert organization(text, programme(BY_TYPE)).evaluations[0].rubric == "for-service"


def test_quotes_never_change_what_a_rubric_is() -> None:
    for typed in ("2024", '"2024"', "'2024'"):
        record = organization(f"evaluations: [{{period: 2022, level: star4, rubric: {typed}}}]", programme(TWO))
        assert record.evaluations[0].rubric == "2024"


def test_several_rubrics_must_be_told_apart() -> None:
    assert complaints("evaluations: [{period: 2022, level: star4}]", programme(TWO)) == [
        "rubric-not-said evaluations.0"
    ]
    assert complaints("evaluations: [{period: 2022, outcome: exempt}]", programme(TWO)) == []


def test_scores_need_a_rubric() -> None:
    without = programme(_programme_with(""))
    assert complaints("evaluations: [{period: 2022, level: star4, scores: {one: 1}}]", without) == [
        "no-rubric evaluations.0.scores"
    ]
    assert complaints("evaluations: [{period: 2022, level: star4}]", without) == []
    assert complaints("evaluations: [{period: 2022, level: star4, scores: {one: 1}}]", programme(BY_TYPE)) == [
        "no-rubric evaluations.0.scores"
    ]


# ---- result and days -----------------------------------------------------------------------------------------------


def test_an_evaluation_is_rated_where_a_level_is_given() -> None:
    text = "evaluations: [{period: 2022, level: star4}, {period: 2023, outcome: not_rated}]"
    assert [one.outcome for one in organization(text).evaluations] == [Outcome.RATED, Outcome.NOT_RATED]


def test_an_evaluation_has_a_level_or_an_outcome() -> None:
    assert complaints("evaluations: [{period: 2022}]") == ["level-or-outcome-missing evaluations.0"]
    assert complaints("evaluations: [{level: star4}]") == ["missing-key evaluations.0"]


def test_a_level_stands_only_with_a_rating() -> None:
    assert complaints("evaluations: [{period: 2022, level: star4, outcome: 暂缓}]") == [
        "level-without-rating evaluations.0.level"
    ]


def test_one_period_is_evaluated_once_in_a_programme() -> None:
    text = "evaluations: [{period: 2022, level: star4}, {period: 2022年, level: star5}]"
    assert complaints(text) == ["plain-form evaluations.1.period", "evaluated-twice evaluations.1.period"]


@pytest.mark.parametrize(
    "days, expected",
    [
        ("decided: 2022-11-30, valid_until: 2024-11-29", []),
        ("decided: 2021-12-31", ["dates-out-of-order evaluations.0.decided"]),
        ("decided: 2022-11-30, valid_until: 2022-11-29", ["dates-out-of-order evaluations.0.valid_until"]),
        ("decided: 2022-11", ["day-wanted evaluations.0.decided"]),
    ],
)
def test_the_days_of_an_evaluation_come_in_order(days: str, expected: list[str]) -> None:
    assert complaints(f"evaluations: [{{period: 2022, level: star4, {days}}}]") == expected


def test_a_reason_may_be_a_bare_text_and_evidence_one_document() -> None:
    text = "evaluations: [{period: 2022, level: star4, reason: 名额已满, evidence: {负责人作用: {title: 登记簿, date: 2022-09}}}]"
    evaluation = organization(text).evaluations[0]
    assert evaluation.reason is not None and evaluation.reason.text == "名额已满"
    assert [(one.item, one.documents[0].title) for one in evaluation.evidence] == [("leader", "登记簿")]


def test_an_exception_is_one_of_the_known_ones() -> None:
    text = "evaluations: [{period: 2022, level: star4, reason: {exception: step_limt, basis: 会议纪要}}]"
    assert complaints(text) == ["unknown-word evaluations.0.reason.exception"]
