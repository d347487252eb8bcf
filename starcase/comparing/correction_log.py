"""Drafts a correction log (更正记录) of what changed: a notice that a communicator finishes and publishes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date

from starcase.comparing.changes import Changed, Comparison, FieldChange
from starcase.comparing.facts import Kind
from starcase.comparing.telling import say_labels, say_values
from starcase.language import Words, say_day

_NEVER_AGAIN = (("contact",), ("people", "leader"), ("photos",))
"""Fields whose earlier value may have been taken away for somebody's sake: it is not published a second time."""
_NOT_PUBLIC = frozenset({"consent"})
_UP = "../.."


def draft_log(comparison: Comparison, day: date, words: Words) -> str:
    """The Markdown file of the notice: a table of what changed in the bodies that stand in both states. It is a draft until somebody says otherwise."""
    bodies = [one for one in comparison.changed if one.kind is Kind.ORGANIZATION]
    title = words("更正记录（{day}）", day=say_day(day, words))
    gone = [one.name for one in comparison.removed if one.kind is Kind.ORGANIZATION]
    lines = (
        "---",
        f"id: correction-{day.isoformat()}",
        f"title: {title}",
        f"date: {day.isoformat()}",
        "kind: 公告",
        "draft: true",
        "---",
        "",
        words(
            "> 起草说明（发布前请删去这一段，再删去上面的 draft: true）：这是程序按改动列出的。请删去不是更正的行，例如新的评定和新的数据；每一行写上更正的原因。"
        ),
        "",
        words("本站发现以下资料有误，现予更正。"),
        "",
        words("| 组织 | 更正的内容 | 原来 | 更正为 | 原因 |"),
        "|---|---|---|---|---|",
        *(row for one in bodies for row in _rows(one, words)),
        *(("", words("不再列出：{names}。", names=words("、").join(gone))) if gone else ()),
        "",
    )
    return "\n".join(lines)


def _rows(changed: Changed, words: Words) -> Iterator[str]:
    """A line of the table for each field; each names the body, since any of them may be deleted."""
    link = f"[{_cell(changed.name)}]({_UP}/organizations/{changed.id}/index.html)"
    for change in changed.fields:
        if change.way[-1].label.key not in _NOT_PUBLIC:
            cells = (link, _cell(say_labels(change.way, words)), *_values(change, words), "")
            yield f"| {' | '.join(cells)} |"


def _values(change: FieldChange, words: Words) -> tuple[str, str]:
    old, new = say_values(change)
    keys = tuple(step.label.key for step in change.way)
    if old and any(keys[: len(some)] == some for some in _NEVER_AGAIN):
        old = words("（不再重复）")
    return _cell(old or words("没有写")), _cell(new or words("不再公布"))


def _cell(text: str) -> str:
    """Text that means nothing to Markdown."""
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", html.escape(text, quote=False))
