"""Records are changed by the smallest possible difference, and never by a wrong one."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.wanted import REMOVE
from starcase.exchange.editing.yaml_text import Style, entry_lines
from starcase.problems import DocumentId
from starcase.sources.yamltree import RawDocument, parse_document

EXAMPLES = Path(__file__).resolve().parents[1] / "content" / "organizations" / "example-stars"
RECORD = """\
# 示例
id: anju
name: '安居队'   # 名字
programme: example-stars
region: anju
uscc:
tags: [ 养老,  助老 ]
services:
    2023: {visits: 12}
    2024:
        # 全年
        visits: 2000余
        hours: 30

evaluations:
- period: 2023
  level: star3
# 去年
- {period: 2024, level: star4}

schedule: 每周三
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that differ, as in a patch."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({("name",): "晚晴队"}, ["-name: '安居队'   # 名字", "+name: '晚晴队'   # 名字"]),
        ({("uscc",): "91"}, ["-uscc:", "+uscc: 91"]),
        ({("summary",): "一: 二"}, ['+summary: "一: 二"']),
        ({("tags",): ["养老", "助老", "新"]}, ["-tags: [ 养老,  助老 ]", "+tags: [养老, 助老, 新]"]),
        ({("tags",): ["养老", "助老"]}, []),
        ({("region",): ["anju"]}, []),
        ({("region",): ["anju", "hefeng"]}, ["-region: anju", "+region: [anju, hefeng]"]),
        ({("services", "2024", "visits"): 2100}, ["-        visits: 2000余", "+        visits: 2100"]),
        ({("services", "2023", "hours"): 3}, ["-    2023: {visits: 12}", "+    2023: {visits: 12, hours: 3}"]),
        ({("services", "2025", "visits"): 3}, ["+    2025:", "+        visits: 3"]),
        ({("services", "2024", "hours"): REMOVE}, ["-        hours: 30"]),
        ({("evaluations", 0, "decided"): "2023-11-30"}, ["+  decided: 2023-11-30"]),
        ({("evaluations", 2): {"level": "star5", "period": "2025"}}, ["+- {period: 2025, level: star5}"]),
        ({("contact", "phone"): "0311", ("contact", "address"): "某路"}, ["+contact:", "+    address: 某路", "+    phone: 0311"]),
        ({("schedule", "monthly"): [6, 16]}, ["-schedule: 每周三", "+schedule:", "+    text: 每周三", "+    monthly: [6, 16]"]),
        ({("photos", 0): {"alt": "门口", "file": "a.jpg"}}, ["+photos:", "+- file: a.jpg", "+  alt: 门口"]),
    ],
)  # fmt: skip
def test_only_the_lines_of_the_value_change(
    changes: Mapping[tuple[str | int, ...], object], expected: list[str]
) -> None:
    assert changed(RECORD, edit(RECORD, 0, changes)) == expected


def test_windows_line_ends_a_byte_order_mark_and_invisible_characters_stay() -> None:
    text = "\ufeff" + RECORD.replace("\n", "\r\n").replace("全年", "全\u200b年")
    edited = edit(text, 0, {("services", "2024", "visits"): "8", ("contact", "phone"): "0311"})
    expected = text.replace("visits: 2000余", "visits: 8") + "contact:\r\n    phone: 0311\r\n"
    assert edited == expected


def test_another_document_of_the_file_is_not_touched() -> None:
    text = (EXAMPLES / "sanzhi-duiwu.yaml").read_text("utf-8")
    assert changed(text, edit(text, 1, {("name",): "新名"})) == ["-name: 橘灯花圃共建队", "+name: 新名"]


def test_a_record_with_chinese_keys_gets_chinese_keys() -> None:
    text = (EXAMPLES / "hefeng-tiaojie.yaml").read_text("utf-8")
    names = {"visits": ("服务人次",)}
    changes = {("services", "2025", "visits"): "410", ("services", "2026", "visits"): 9, ("uscc",): "91"}
    edited = edit(text, 0, changes, also_written=lambda step: names.get(step, ()))
    added = [line.strip() for line in changed(text, edited) if line.startswith("+")]
    assert [line.lstrip("+ ") for line in added] == ["统一社会信用代码: 91", "服务人次: 410", "2026:", "服务人次: 9"]


@pytest.mark.parametrize("text", ["name: [a\n", "a: &x 1\nb: *x\n", "name: a\nname: b\n", "只有文字\n"])
def test_a_text_that_cannot_be_read_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit):
        edit(text, 0, {("name",): "丙"})


def test_what_cannot_be_set_without_touching_the_rest_is_refused() -> None:
    with pytest.raises(CannotEdit):
        edit(RECORD, 0, {("name", "first"): "b"})
    with pytest.raises(CannotEdit):
        edit(RECORD, 3, {("name",): "b"})


# ── Any record, any change ──

_TEXTS = st.one_of(
    st.sampled_from(["", "~", "null", "no", "0311", "12:30", "a: b", "a #b", "- a", "[甲]", "约120", "甲、乙", "'", '"', "“好”", "行一\n行二", " x", "：", "-1", "@a", "％"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=12),
)  # fmt: skip
_TEXT = _TEXTS.map(lambda text: text.replace("\ufeff", "").replace("\ufffd", ""))
_KEYS = st.sampled_from(["name", "summary", "tags", "people", "2024", "甲乙", "x y", "a.b"])
_VALUES = st.recursive(
    st.one_of(_TEXT, st.none(), st.integers(-9, 9999)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=8,
)
_TREES = st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=5)


def plain(value: Any) -> Any:
    """A value as the reader gives it, without what is blank; a list of one may be written bare."""
    if isinstance(value, dict):
        return {str(key): plain(below) for key, below in value.items()} or None
    if isinstance(value, list):
        below = [plain(below) for below in value]
        if len(below) == 1:
            return below[0]
        return below if any(one is not None for one in below) else None
    return (str(value) or None) if value is not None else None


def written(tree: dict[str, Any], way: int) -> str:
    """The same record as different people would write it."""
    if way == 0:
        return "\n".join(line for key, value in tree.items() for line in entry_lines(key, value, 0, Style())) + "\n"
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=(None, False, True)[way - 1], sort_keys=False, width=1000, indent=3)  # fmt: skip
    return "# 开头\n" + text.replace("\nname:", "\n\n# 名称\nname:", 1) + "# 结尾"


def places(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a record that could be set, those that do not exist yet included."""
    found = [path] if path else []
    if isinstance(tree, dict):
        found += [place for key, below in tree.items() for place in places(below, (*path, key))]
        found.append((*path, "fee"))
    elif isinstance(tree, list):
        found += [place for number, below in enumerate(tree) for place in places(below, (*path, number))]
        found.append((*path, len(tree)))
    return found


def with_value(tree: Any, path: tuple[str | int, ...], value: Any) -> Any:
    step, *rest = path
    changed_tree = dict(tree) if isinstance(tree, dict) else list(tree)
    new = with_value(tree[step], tuple(rest), value) if rest else value
    if isinstance(changed_tree, list) and step == len(changed_tree):
        changed_tree.append(new)
    else:
        changed_tree[step] = new
    return changed_tree


@settings(max_examples=400, deadline=None, derandomize=True)
@given(_TREES, st.integers(0, 3), st.data())
def test_exactly_the_wanted_value_changes_or_nothing_does(tree: dict[str, Any], way: int, data: st.DataObject) -> None:
    text = written(tree, way)
    before, _ = parse_document(RawDocument(DocumentId("x"), text, 1))
    if before is None or plain(before) != plain(tree):
        return  # what the reader refuses or joins is nothing to edit
    path = data.draw(st.sampled_from(places(tree)))
    value = data.draw(_VALUES.filter(lambda value: plain(value) is not None))
    try:
        edited = edit(text, 0, {path: value}, kind=None)
    except CannotEdit:
        return
    after, _ = parse_document(RawDocument(DocumentId("x"), edited, 1))
    assert plain(after) == plain(with_value(tree, path, value))
    for line in (line for line in text.splitlines() if line.startswith("#")):
        assert line in edited.splitlines()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_TREES, st.integers(0, 1), st.sampled_from(["新", "约120", "2024-05-01", "a: b"]))
def test_a_plain_value_can_always_be_set(tree: dict[str, Any], way: int, value: str) -> None:
    text = written({"id": "x", **tree, "fee": "免费"}, way)
    before, problems = parse_document(RawDocument(DocumentId("x"), text, 1))
    if before is None or problems:
        return
    edited = edit(text, 0, {("fee",): value, ("offers", "new"): value}, kind=None)
    assert changed(text, edited)[0] == "-fee: 免费"
    assert len(changed(text, edited)) == 4
