"""YAML becomes plain text values; what is wrong is reported where it stands, in words for somebody who is no programmer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from starcase.language import Words
from starcase.problems import DocumentId, Spot
from starcase.problems import Path as SpotPath
from starcase.sources.yamlnodes import compose, to_tree
from starcase.sources.yamlplain import plain_tree
from starcase.sources.yamlstructure import is_suspicious, structure_faults
from starcase.sources.yamltree import (
    LARGEST,
    RawDocument,
    Tree,
    parse_document,
    place_of,
    places_of,
    split_documents,
)

FILE = "content/organizations/a.yaml"
ROOT = Path(__file__).resolve().parent.parent


def document(text: str, first_line: int = 1) -> RawDocument:
    return RawDocument(DocumentId(FILE), text, first_line)


def tree_of(text: str) -> Tree:
    tree, problems = parse_document(document(text))
    assert problems == ()
    return tree


def faults(text: str) -> list[str]:
    """Each problem as `line:column rule`, with `~` before a warning."""
    _, problems = parse_document(document(text))
    return [f"{'' if p.is_error else '~'}{p.spot.at[0]}:{p.spot.at[1]} {p.rule.id}" for p in problems if p.spot.at]


# Values


def test_every_value_is_text_exactly_as_it_was_typed() -> None:
    text = "a: no\nb: 0311\nc: 12:30\nd: 1_000\ne: 2022-11-30\nf: '0x1F'\ng: \"是\"\nh: 1.50\n"
    assert tree_of(text) == {
        **{"a": "no", "b": "0311", "c": "12:30", "d": "1_000", "e": "2022-11-30"},
        **{"f": "0x1F", "g": "是", "h": "1.50"},
    }


def test_an_empty_value_is_none_and_empty_quotes_are_an_empty_text() -> None:
    text = "a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: {g: , h: }\ni:\n-\n"
    expected = {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": {"g": None, "h": None}, "i": [None]}
    assert tree_of(text) == expected


def test_keys_are_text_too() -> None:
    assert tree_of("2022: {1: a}\nno: b\nnull: c\n") == {
        "2022": {"1": "a"},
        "no": "b",
        "null": "c",
    }


def test_lists_and_mappings_of_every_style() -> None:
    text = "- {a: [1, 2]}\n- b: {c: d}\n  e:\n  - f\n  - - g\n"
    assert tree_of(text) == [{"a": ["1", "2"]}, {"b": {"c": "d"}, "e": ["f", ["g"]]}]


def test_a_text_block_keeps_its_lines() -> None:
    assert tree_of("a: |\n  地址：某路\n   － 二\n\n  三: 四\n") == {"a": "地址：某路\n － 二\n\n三: 四\n"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 低龄老人结对，\n  照看高龄老人。\n", "低龄老人结对，照看高龄老人。"),
        ("a: 使用\n  APP 报\n  名\n", "使用 APP 报名"),
        ("a: 一行\n\n  二行\n  三行\n", "一行\n二行三行"),
        ("a: >\n  一行\n  二行\n", "一行二行\n"),
        ("a: '一 行\n  二行'\n", "一 行二行"),
        ('a: "一行\n  二行"\n', "一行二行"),
        ("a: two\n  words\n", "two words"),
    ],
)
def test_lines_of_chinese_join_without_a_space(text: str, value: str) -> None:
    assert tree_of(text) == {"a": value}


def test_lines_join_in_chinese_also_where_a_warning_made_the_parser_look_closely() -> None:
    tree, problems = parse_document(document("a: 每周三上门，\n  地址：安居\nb: x\n"))
    assert tree == {"a": "每周三上门，地址：安居", "b": "x"}
    assert [found.rule.id for found in problems] == ["yaml-line-as-text"]


# Documents of a file


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("a: 1\n", [("a: 1\n", 1)]),
        ("a: 1\n---\nb: 2\n", [("a: 1\n", 1), ("b: 2\n", 3)]),
        ("---\na: 1\n---\nb: 2\n---\n", [("a: 1\n", 2), ("b: 2\n", 4)]),
        ("# 说明\n\n---\n# 空\n---\n\na: 1\n", [("\na: 1\n", 6)]),
        ("%YAML 1.2\n---\na: 1\n...\n", [("a: 1\n", 3)]),
        ("a: 1\n--- # 下一个\nb: 2\n", [("a: 1\n", 1), ("b: 2\n", 3)]),
        ("a: 1\n-------\nb: 2\n", [("a: 1\n", 1), ("b: 2\n", 3)]),
        ("a: |\n  x\n---\nb: 2\n", [("a: |\n  x\n", 1), ("b: 2\n", 4)]),
        ("a: 'x\n---\n'\n", [("a: 'x\n", 1), ("'\n", 3)]),
        ("a: 1\n--- {b: 2}\n", [("a: 1\n", 1), ("--- {b: 2}\n", 2)]),
        ("a: 1\n...\nb: 2\n", [("a: 1\n", 1), ("b: 2\n", 3)]),
        ("a: ...\n ---\n....\n", [("a: ...\n ---\n....\n", 1)]),
        ("", []),
        ("\n  \n# 说明\n", []),
        ("---\n---\n", []),
    ],
)
def test_a_line_of_hyphens_ends_a_document(text: str, documents: list[tuple[str, int]]) -> None:
    split = split_documents(text, FILE)
    assert [(raw.text, raw.first_line) for raw in split] == documents
    assert [raw.id for raw in split] == [DocumentId(FILE, number) for number in range(len(documents))]


def test_content_on_the_line_of_hyphens_belongs_to_the_next_document() -> None:
    assert tree_of("--- {b: 2}\n") == {"b": "2"}


def test_a_fault_is_placed_in_the_file_rather_than_in_its_document() -> None:
    _, second = split_documents("a: 1\n---\nb: 2\n名称：守望\n", FILE)
    _, (found,) = parse_document(second)
    assert found.spot == Spot(DocumentId(FILE, 1), at=(4, 3))


# Mistakes: each text, and where which rule stands

MISTAKES = [
    # Chinese punctuation
    ("id: a\n名称：守望\nregion: b\n", ["2:3 yaml-full-width-colon"]),
    ("id: a\n名称：守望", ["2:3 yaml-full-width-colon"]),
    ("名称：守望\nid: a\n", ["1:3 yaml-full-width-colon"]),
    ("名称：守望\n类型：为民\n", ["1:3 yaml-full-width-colon", "2:3 yaml-full-width-colon"]),
    ("name： x\n", ["1:5 yaml-full-width-colon"]),
    ("id: a\n“name”：“x”\n", ["2:7 yaml-full-width-colon"]),
    ("people:\n  members：46\n  leader: x\n", ["2:10 yaml-full-width-colon"]),
    ("people:\n  leader: x\n  members：46\n", ["3:10 yaml-full-width-colon"]),
    ("a: {members：46, x：1}\n", ["1:12 yaml-full-width-colon", "1:18 yaml-full-width-colon"]),
    ("people:\n  members：46\n", ["~2:3 yaml-line-as-text"]),
    ("offers: [上门, 代买］\nname: x\n", ["1:16 yaml-full-width-bracket"]),
    ("offers: ［上门, 代买］\n", ["~1:9 yaml-full-width-bracket"]),
    ("offers: [上门，代买]\n", ["~1:10 yaml-full-width-comma"]),
    ("people: {members: 46，party: 3}\n", ["1:21 yaml-full-width-comma"]),
    ("name: x\n\u3000region: y\n", ["2:1 yaml-full-width-space"]),
    ("people:\n\u3000\u3000members: 46\n", ["2:1 yaml-full-width-space"]),
    ("people:\n  a: 1\n \u00a0b: 2\n", ["3:2 yaml-full-width-space"]),
    ("offers:\n  － 上门\n  － 代买\n", ["2:3 yaml-dash-other", "3:3 yaml-dash-other"]),
    ("offers:\n－ 上门\n", ["2:1 yaml-dash-other"]),
    ("offers:\n  －上门\n  －代买\n", ["2:3 yaml-dash-other", "3:3 yaml-dash-other"]),
    ("offers:\n  • 上门\n", ["2:3 yaml-dash-other"]),
    ("evaluations:\n  － period: 2022\n", ["2:3 yaml-dash-other"]),
    ("id: a\n———\nid: b\n", ["2:1 yaml-separator"]),
    # spaces that are missing
    ("id: a\nname:守望\nregion: b\n", ["2:5 yaml-colon-without-space"]),
    ("a: {members:46, x:1}\n", ["1:12 yaml-colon-without-space", "1:18 yaml-colon-without-space"]),
    ("offers:\n  - 上门\n  -代买\n  - 陪聊\n", ["3:3 yaml-dash-without-space"]),
    ("offers:\n  -上门\n  -代买\n", ["2:3 yaml-dash-without-space", "3:3 yaml-dash-without-space"]),
    ("-name: 守望\n", ["1:1 yaml-dash-without-space"]),
    ("---name: a\n", ["1:1 yaml-separator"]),
    # lines, indentation, lists
    ("id: a\n守望邻里\nregion: b\n", ["2:1 yaml-line-without-colon"]),
    ("people:\n  leader\n  members: 46\n", ["2:3 yaml-line-without-colon"]),
    ("people:\n\tmembers: 46\n", ["2:1 yaml-tab"]),
    ("people:\n  a: 1\n \tb: 46\n", ["3:2 yaml-tab"]),
    ("people:\n  a: 1\n b: 2\n", ["3:2 yaml-indentation"]),
    ("people:\n  a: 1\n   b: 2\n", ["3:4 yaml-indentation"]),
    ("name: x\n  region: y\n", ["2:3 yaml-indentation"]),
    ("  name: x\nregion: y\n", ["2:1 yaml-indentation"]),
    ("a:\n  - b: 1\n    c: 2\n   d: 3\n", ["4:4 yaml-indentation"]),
    ("a: b\n- c\n", ["2:1 yaml-list-mixed"]),
    ("- a\nb: c\n", ["2:1 yaml-list-mixed"]),
    ("offers: - 上门\n", ["1:9 yaml-dash-on-key-line"]),
    ("summary: 地址: 某路\n", ["1:12 yaml-colon-in-value"]),
    ("a: [b, c: d: e]\n", ["1:12 yaml-colon-in-value"]),
    ("offers:\n  上门探访\n  代买代办\n", ["~2:3 yaml-lines-joined"]),
    ("a: {visits: 2,870}\n", ["1:13 yaml-comma-in-number"]),
    # quotes and brackets
    ('name: "守望\nregion: a\n', ["1:7 yaml-unclosed-quote"]),
    ("name: '守望", ["1:7 yaml-unclosed-quote"]),
    ('name: "守望”\nregion: a\n', ["1:7 yaml-unclosed-quote"]),
    ('name: "守望\nregion: "a"\n', ["1:7 yaml-unclosed-quote"]),
    ('name: "守望"邻里\nregion: a\n', ["1:11 yaml-text-after-quote"]),
    ('name: "守望\\队"\n', ["1:10 yaml-escape"]),
    ("a: [b, c\nd: e\n", ["1:4 yaml-bracket"]),
    ("a: [b, c\n", ["1:4 yaml-bracket"]),
    ("a: {b: 1}}\n", ["1:10 yaml-bracket"]),
    ("a: {b: [1}\n", ["1:8 yaml-bracket"]),
    ("a: {b: 1 c: 2}\n", ["1:10 yaml-comma-missing"]),
    ("a: {b: 1,\n    c: 2\n    d: 3}\n", ["3:5 yaml-comma-missing"]),
    ("a: [b, , c]\n", ["1:8 yaml-comma-extra"]),
    ("a: [b] c\nd: e\n", ["1:8 yaml-text-after-bracket"]),
    ("a: @守望\n", ["1:4 yaml-reserved-sign"]),
    ("a: `守望`\n", ["1:4 yaml-reserved-sign"]),
    ("a: %5\n", ["1:4 yaml-reserved-sign"]),
    ("a: |守望\n", ["1:4 yaml-reserved-sign"]),
    # what YAML can do and content may not
    ("a: &b c\n", ["1:4 yaml-alias"]),
    ("a: *b\n", ["1:4 yaml-alias"]),
    ("a: *重要*\n", ["1:4 yaml-alias"]),
    ("a: !!python/object:os.system x\n", ["1:4 yaml-tag"]),
    ("a: !紧急 x\n", ["1:4 yaml-tag"]),
    ("<<: {a: b}\n", ["1:1 yaml-merge-key"]),
    ("a: 1\nb: 2\na: 3\n", ["3:1 yaml-duplicate-key"]),
    ("a: [{b: 1, b: 2}]\n", ["1:12 yaml-duplicate-key"]),
    ("? [a]\n: b\n", ["1:3 yaml-key-not-text"]),
    ("a: {{ b }}\n", ["1:5 yaml-key-not-text"]),
    (": b\n", ["1:1 yaml-key-empty"]),
    ("a: {: b}\n", ["1:5 yaml-key-empty"]),
    # the whole
    ("守望邻里志愿服务队\n", ["1:1 yaml-not-a-record"]),
    ("'a: b'\n", ["1:1 yaml-not-a-record"]),
    ("# 说明\n", ["1:1 yaml-empty"]),
    ('a: "\\x00"\n', ["1:4 text-control-character"]),
    ("a: 守\x07望\n", ["1:5 text-control-character"]),
    (f"{'a' * 1100}: b\n", ["1:1101 yaml-syntax"]),
]


@pytest.mark.parametrize(("text", "expected"), MISTAKES)
def test_a_mistake_is_recognised_and_placed(text: str, expected: list[str]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in MISTAKES])
def test_the_words_of_a_mistake_are_plain_chinese(text: str) -> None:
    _, problems = parse_document(document(text))
    for found in problems:
        said = found.message(Words()) + found.mend(Words())
        assert "请" in said
        assert not re.search(r"非法|无效|异常|null|token|scalar|expected|\{\w+\}", said), said


@pytest.mark.parametrize("text", [text for text, _ in MISTAKES])
def test_an_error_leaves_no_values_and_a_warning_does(text: str) -> None:
    tree, problems = parse_document(document(text))
    assert (tree is None) is any(found.is_error for found in problems)


def test_a_colon_that_touches_a_bracket_is_reported_where_the_parser_refuses_it() -> None:
    assert faults("a: {members:[46]}\n") in (["1:12 yaml-colon-without-space"], [])  # libyaml; PyYAML's own parser


FINE = """\
title: “一老一幼”
summary: 【公示】每周三 14:00-16:00，见 http://example.com:80/a
note: 反映的问题：已经整改；C&D、A*B 和 #1 都好!
quoted: "里面有 & * ! 和 [、{、：、，"
single: '它''s {a: &b}'
block: |
  名称：守望
  － 上门
  &a *b !c
  [[[[[[
folded: >
  名称：守望
  -上门
times:
  - 时间：周三
  - 12:30
  - a:b
number:
  -5
said:
  ——引自来信
tabbed:\t守望
"[a]": b
list: [养老助残, "一，二", -5, n/a]
"""


def test_signs_inside_text_are_no_mistake() -> None:
    tree, problems = parse_document(document(FINE))
    assert problems == ()
    assert isinstance(tree, dict)
    assert tree["number"] == "-5"
    assert tree["quoted"] == "里面有 & * ! 和 [、{、：、，"


def test_all_mistakes_of_a_document_are_reported_in_one_run() -> None:
    text = """\
id: a
名称：守望
类型:为民
people:
  leader: {name: 张三，consent: true}
  members：46
evaluations:
  - period: 2022
    level：star4
    scores:
      leader:5
     training: 4
contact:
\tphone: 0311
offers: [上门, 代买
summary: 说明: 详见附件
name: "某某"队
"""
    assert faults(text) == [
        "2:3 yaml-full-width-colon",
        "3:3 yaml-colon-without-space",
        "5:20 yaml-full-width-comma",
        "6:10 yaml-full-width-colon",
        "9:10 yaml-full-width-colon",
        "11:13 yaml-colon-without-space",
        "12:6 yaml-indentation",
        "14:1 yaml-tab",
        "15:9 yaml-bracket",
        "16:12 yaml-colon-in-value",
        "17:11 yaml-text-after-quote",
    ]


def test_a_mistake_in_one_region_does_not_hide_that_of_another() -> None:
    text = "- id: a\n  name：甲\n- id: b\n  name: '乙\n- id: c\n  name: 丙\n - x\n"
    assert faults(text) == ["2:7 yaml-full-width-colon", "4:9 yaml-unclosed-quote", "7:2 yaml-indentation"]


def test_a_duplicate_key_names_the_line_of_the_first() -> None:
    _, (found,) = parse_document(document("a: 1\nb: 2\na: 3\n", first_line=11))
    assert found.related == (Spot(DocumentId(FILE), at=(11, 1)),)
    assert found.message(Words()) == "“a”写了两次，上一次在第 11 行。"


# Guards


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[{a: ", "? "])
def test_too_deep_a_nesting_is_an_error_where_it_goes_too_deep(opening: str) -> None:
    assert [fault.split()[1] for fault in faults(opening * 30_000)] == ["yaml-too-deep"]


def test_nesting_is_fine_up_to_its_limit() -> None:
    assert faults("[" * 50 + "]" * 50) == []
    assert faults("[" * 51 + "]" * 51) == ["1:51 yaml-too-deep"]


def test_too_large_a_document_is_refused_unread() -> None:
    assert faults("a: " + "守" * LARGEST) == ["1:1 yaml-too-large"]


def test_references_that_multiply_are_never_followed() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert {fault.split()[1] for fault in faults("\n".join(lines))} == {"yaml-alias"}


SIGNS = [
    *":-[]{}\"'#&*!|>%@`,? \n\t：，“”［］｛｝－—\u3000\\a守",
    *("- ", ": ", "\n  ", "\n- ", "---", "...", "<<: ", "&a ", "*a", "!!s ", "名称：", "key: ", "|\n"),
    *("\x85", "\u2028", "\r", "\x00", "\ud800", "\ufffd", '"\\ud800"', '"\\U00110000"', "%YAML 1.1\n"),
]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from([mistake for mistake, _ in MISTAKES]), st.integers(0, 40))
@example("[" * 30_000, "", 0)
@example('a: "\\U00110000"', "", 0)
def test_no_text_at_all_escapes_as_anything_but_located_problems(noise: str, around: str, at: int) -> None:
    text = around[:at] + noise + around[at:]
    lines = text.split("\n")
    tree, problems = parse_document(document(text, first_line=5))
    places = [found.spot.at for found in problems] + [spot.at for found in problems for spot in found.related]
    places.append(place_of(document(text, first_line=5), Spot(DocumentId(FILE), ("a", 0, "b"), key=True), no_spellings))
    assert isinstance(tree, dict | list) or any(found.is_error for found in problems)
    for place in places:
        assert place is not None
        line, column = place
        assert 5 <= line < 5 + len(lines)
        assert 1 <= column <= len(lines[line - 5]) + 1


def test_without_libyaml_the_values_and_the_mistakes_are_the_same(tmp_path: Path) -> None:
    cases = [text for text, _ in MISTAKES] + [FINE.replace("\t", " "), "a: 一\n  二\nb: [c, {d: e}]\n"]
    program = """
import sys
sys.modules["yaml._yaml"] = None
from starcase.sources import yamlnodes
from tests.test_yamltree import *
assert yamlnodes.CParser is None
for text in eval(sys.stdin.read()):
    print(repr((parse_document(document(text))[0], faults(text))))
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=repr(cases).encode(),
        capture_output=True,
        env=environment,
        cwd=ROOT,
        check=True,
    )
    expected = [repr((parse_document(document(text))[0], faults(text))) for text in cases]
    assert run.stdout.decode().splitlines() == expected


# Places

RECORD = """\
# 示例
编号: shouwang
项目: example-stars
offers: 上门探访
people: {leader: {name: , 身份: 居民}, members: 46}
services:
  ２０２２年度: {访问人次: 2000余}
  2022年下半年: {visits: 3}
  2023年7月: {visits: 5}
evaluations:
  - period: 2022
    scores:
      队伍 建设: 5
      leader: 4
  - 期次: 2021
reason: 年度评定
status:
"""
SPELLINGS = {
    "id": ("编号", "标识"),
    "role": ("身份",),
    "visits": ("访问人次",),
    "team": ("队伍建设",),
    "period": ("期次", "评定年度"),
}


def no_spellings(_: str) -> Collection[str]:
    return ()


def place(*path: str | int, key: bool = False) -> tuple[int, int]:
    spot = Spot(DocumentId(FILE), path, key)
    return place_of(document(RECORD), spot, lambda step: SPELLINGS.get(step, ()))


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("id",), (2, 5), (2, 1)),
        (("offers",), (4, 9), (4, 1)),
        (("people", "leader", "role"), (5, 31), (5, 27)),
        (("people", "leader", "name"), (5, 25), (5, 19)),
        (("services", "2022", "visits"), (7, 18), (7, 12)),
        (("services", "2022-H2", "visits"), (8, 22), (8, 14)),
        (("services", "2023-07"), (9, 12), (9, 3)),
        (("evaluations", 0, "scores", "team"), (13, 14), (13, 7)),
        (("evaluations", 1, "period"), (15, 9), (15, 5)),
        (("status",), (17, 8), (17, 1)),
    ],
)
def test_the_place_of_a_value_and_of_its_key(path: SpotPath, value: tuple[int, int], key: tuple[int, int]) -> None:
    assert (place(*path), place(*path, key=True)) == (value, key)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), (2, 1)),
        (("region",), (2, 1)),
        (("region", "street"), (2, 1)),
        (("people", "party_members"), (5, 9)),
        (("people", "leader", "consent"), (5, 18)),
        (("evaluations", 1, "scores", "leader"), (15, 5)),
        (("evaluations", 2), (11, 3)),
        (("evaluations", 2, "period"), (11, 3)),
    ],
)
def test_what_is_missing_is_placed_at_what_should_hold_it(path: SpotPath, expected: tuple[int, int]) -> None:
    assert place(*path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("offers", 0), (4, 9)),
        (("offers", 1), (4, 9)),
        (("people", 0, "members"), (5, 45)),
        (("reason", "text"), (16, 9)),
        (("reason", 0, "text", "more"), (16, 9)),
    ],
)
def test_a_value_that_stands_for_a_list_or_a_mapping_is_placed_where_it_is_written(
    path: SpotPath, expected: tuple[int, int]
) -> None:
    assert place(*path) == expected


def test_a_spot_that_knows_its_place_keeps_it_and_others_count_from_the_file() -> None:
    spots = (Spot(DocumentId(FILE), at=(3, 4)), Spot(DocumentId(FILE), ("b",)), Spot(DocumentId(FILE), ("c", "d")))
    assert places_of(document("a: 1\nb: 2\nc:", first_line=7), spots, no_spellings) == ((3, 4), (8, 4), (9, 3))


def test_columns_count_characters() -> None:
    text = "名称: {甲: 😀𠮷, 乙: 1}\n"
    assert place_of(document(text), Spot(DocumentId(FILE), ("名称", "乙")), no_spellings) == (1, 16)


def test_an_exact_key_goes_before_one_that_only_looks_alike() -> None:
    spot = Spot(DocumentId(FILE), ("2022",))
    assert place_of(document("2022年: a\n2022: b\n"), spot, no_spellings) == (2, 7)


@pytest.mark.parametrize("text", ["a: [\n", "", "a: \x07\n", "[" * 100])
def test_a_text_that_cannot_be_read_has_its_first_line_as_the_place_of_everything(text: str) -> None:
    assert place_of(document(text, first_line=4), Spot(DocumentId(FILE), ("a",)), no_spellings) == (4, 1)


# The bundled content


def test_the_bundled_content_is_read_without_a_word() -> None:
    files = [*sorted(ROOT.glob("content/**/*.yaml")), ROOT / "config.yaml"]
    documents = [raw for file in files for raw in split_documents(file.read_text(encoding="utf-8"), file.name)]
    assert len(documents) > 50
    assert [found for raw in documents for found in parse_document(raw)[1]] == []


# Without a parser

LINES = [
    "a: ",
    "b:",
    "b: ",
    "年 度: ",
    "- ",
    "- a: ",
    "  ",
    "  b: ",
    "  - ",
    "    ",
    "\n",
    "\n",
    "# c",
    ": ",
    "：",
    "~",
    "null",
    "甲 乙",
    "x#y",
    "x:y",
]
VALUES = [
    "[a, 乙]",
    "[]",
    "[a,]",
    '"甲: 乙"',
    "'#'",
    '"\\n"',
    "&a",
    "*a",
    "|",
    "<<: ",
    "...",
    "---",
    "\t",
    "\x85",
    "-",
    "?",
    "{a: b}",
    " #",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*LINES, *LINES, *VALUES]), max_size=14).map("".join))
@example("a:\n- b: 1\n  c:\n  - 2\n-  d\n")
@example("a: 1\n  b: 2")
@example("a:\n  b:\nc:\n  - x\n")
def test_values_that_need_no_parser_are_those_that_a_parser_finds(text: str) -> None:
    tree = plain_tree(text)
    if tree is not None and not is_suspicious(text):
        root, faults = compose(text)
        assert root is not None
        assert (to_tree(root), faults, list(structure_faults(root, text.split("\n")))) == (tree, (), [])


def test_a_record_as_most_are_needs_no_parser() -> None:
    assert plain_tree(
        'id: a\n名称: 守望 队\nfounded: 2019-08\noffers: [巡逻, 走访 老人]\nnone:\nlink: http://a.b/#c\n\n# 注\npeople:\n  members: "12"\nevaluations:\n'
        "- period: 2024\n  scores:\n    leader: 3.5\n- period: ~\n  vetoes:\n  - 甲\n  - '乙: 丙'\nempty: []\n"
    ) == {
        "id": "a",
        "名称": "守望 队",
        "founded": "2019-08",
        "offers": ["巡逻", "走访 老人"],
        "none": None,
        "link": "http://a.b/#c",
        "people": {"members": "12"},
        "evaluations": [{"period": "2024", "scores": {"leader": "3.5"}}, {"period": None, "vetoes": ["甲", "乙: 丙"]}],
        "empty": [],
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "a: b: c",
        "a: |\n  b",
        "a: b\n  c",
        "a: {b: c}",
        "a: 1\na: 2",
        "a: &b c",
        "a:\n - b\n  - c",
        "a: 1\n b: 2",
        "a: 'b''c'",
        "- - a",
        "a : b",
        "a:\tb",
    ],
)
def test_what_is_not_as_simple_as_can_be_is_left_to_a_parser(text: str) -> None:
    assert plain_tree(text) is None
