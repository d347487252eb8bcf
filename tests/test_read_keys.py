"""Keys that are not known, values of the wrong shape, and what is offered instead."""

from __future__ import annotations

import pytest

from starcase.problems import Problem
from starcase.read.words import closest
from tests.trees import complaints, read_record, said, words_of


def _problems(text: str) -> tuple[Problem, ...]:
    read, _ = read_record(f"name: 守望队\nprogramme: example-stars\n{text}")
    return read.problems


@pytest.mark.parametrize(
    "text, offered",
    [
        ("stauts: active", "“status”"),
        ("状况: 正常", "“状态”"),
        ("Status: active", "“status”"),
        ("ID: a", "“id”"),
        ("ｓｕｍｍａｒｙ: 一句话", "“summary”"),
        ("tag: [养老]", "“tags”"),
        ("former-names: [旧名]", "“former_names”"),
        ("简要: 一句话", "“简介”"),
    ],
)
def test_an_unknown_key_is_an_error_with_the_nearest_known_one(text: str, offered: str) -> None:
    problems = _problems(text)
    assert [one.rule.id for one in problems] == ["unknown-key"]
    assert problems[0].spot.key
    assert offered in words_of(problems)


def test_a_blank_key_that_is_unknown_is_still_an_error() -> None:
    assert complaints("nickname:") == ["unknown-key nickname@key"]


def test_where_nothing_is_near_all_keys_are_offered() -> None:
    assert "“id”、“name”" in words_of(_problems("xyzzy: 1"))


@pytest.mark.parametrize(
    "text, home",
    [
        ("phone: 0311-1234567", "“contact”"),
        ("电话: 0311-1234567", "“联系方式”"),
        ("members: 4", "“people”"),
        ("scores: {a: 1}", "“evaluations”"),
    ],
)
def test_a_key_of_an_inner_mapping_is_sent_there(text: str, home: str) -> None:
    problems = _problems(text)
    assert [one.rule.id for one in problems] == ["key-belongs-below"]
    assert home in words_of(problems)


def test_a_key_of_the_whole_record_is_sent_to_the_outermost_level() -> None:
    assert complaints("contact: {phone: 0311-1234567, tags: [养老]}") == ["key-belongs-above contact.tags@key"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("summary: [一, 二]", "list-instead-of-value summary"),
        ("summary: {一: 二}", "mapping-instead-of-value summary"),
        ("founded: [2018]", "list-instead-of-value founded"),
        ("contact: 0311-1234567", "value-instead-of-mapping contact"),
        ("contact: [0311-1234567]", "list-instead-of-mapping contact"),
        ("services: 2000", "value-instead-of-mapping services"),
        ("services: {2022: 2000}", "value-instead-of-mapping services.2022"),
        ("facts: [{what: 耕地, value: [1, 2, 3]}]", "range-reversed facts.0.value"),
        ("facts: [{what: 耕地, value: {多: 1}}]", "mapping-instead-of-value facts.0.value"),
        ("tags: [{养老: 1}]", "mapping-instead-of-value tags.0"),
        ("evaluations: [2022]", "value-instead-of-mapping evaluations.0"),
        ("status: acive", "unknown-word status"),
        ("people: {leader: {role: 居民, consent: 也许}}", "yes-or-no-wanted people.leader.consent"),
        ("schedule: {monthly: [6, 32]}", "number-too-large schedule.monthly.1"),
        ("schedule: {monthly: [6, 初一]}", "whole-number-wanted schedule.monthly.1"),
    ],
)
def test_a_value_of_the_wrong_shape_is_located_and_named(text: str, expected: str) -> None:
    assert complaints(text) == [expected]


def test_a_mistyped_word_is_answered_with_the_right_one() -> None:
    assert "请改成 “active”" in words_of(_problems("status: acive"))
    assert "请改成 “正常”" in words_of(_problems("status: 正在"))


def test_a_word_in_other_width_or_case_is_understood() -> None:
    assert said(_problems("status: ＡＣＴＩＶＥ")) == ["plain-form status"]


def test_a_document_that_is_a_list_or_empty_is_explained() -> None:
    assert said(read_record("[一, 二]")[0].problems) == ["list-instead-of-mapping"]
    assert said(read_record("- name: 甲队\n- name: 乙队")[0].problems) == ["records-as-list"]
    assert said(read_record("name:")[0].problems) == ["missing-key", "missing-key"]


def test_every_mistake_of_a_record_is_shown_in_one_go() -> None:
    text = """
stauts: active
founded: 去年
services: {2022: {visits: 很多, visit: 2}}
evaluations:
- {period: 2022, scores: {leader: 9, roster: 五}}
- {level: star9}
contact: {phone: 13912345678}
"""
    assert sorted(complaints(text)) == [
        "count-wanted services.2022.visits",
        "date-wanted founded",
        "level-or-outcome-missing evaluations.0",
        "missing-key evaluations.1",
        "missing-score evaluations.0.scores",
        "mobile-without-consent contact.phone",
        "number-wanted evaluations.0.scores.roster",
        "score-out-of-range evaluations.0.scores.leader",
        "unknown-key stauts@key",
        "unknown-name evaluations.1.level",
        "unknown-name services.2022.visit@key",
    ]


def test_nearest_words_come_first_and_far_ones_not_at_all() -> None:
    assert closest("负责人做用", ["负责人作用", "成员名册", "负责人"]) == ["负责人作用", "负责人"]
    assert closest("电话", ["地址", "摘要"]) == []
    assert closest("Item", ["items", "time"]) == ["items"]
    assert closest("守望队" * 40, ["守望队" * 39]) == [], "a text of this length is no mistyped name"
