"""The sheet that is signed before an import counts: what will be new and what changes, on paper."""

from __future__ import annotations

from datetime import date

from starcase.exchange.records.importing import Plan, Step
from starcase.language import Words, mark, say_day
from starcase.model.region_tree import RegionTree
from starcase.render.word import write_word
from starcase.views.papers import Column, Paper, PaperRow

_STEPS = (mark("初审"), mark("复审"), mark("终审"))
_WIDTHS = (12, 44, 34, 88)


def sign_off_sheet(plan: Plan, regions: RegionTree, day: date, owner: str, words: Words) -> bytes:
    """A Word document: every body that is new or changes, with what becomes of it, and room for three signatures."""
    heads = (words("序号"), words("组织名称"), words("所在地"), words("新增或改动"))
    steps = (*plan.new, *plan.changed)
    counted = words(
        "新增 {new} 个，改动 {changed} 个；等修改的 {waiting} 行不在内。",
        new=len(plan.new),
        changed=len(plan.changed),
        waiting=plan.waiting,
    )
    lines = (counted, words("打印日期：{day}", day=say_day(day, words)))
    return write_word(
        Paper(
            title=words("资料更新审签单"),
            lines=lines,
            columns=tuple(Column(head, width) for head, width in zip(heads, _WIDTHS, strict=True)),
            rows=tuple(_row(number, step, regions, words) for number, step in enumerate(steps, start=1)),
            notes=(words("请逐项核对后签字。有不同意的，请在该行旁边写明，并退回修改。"),),
            seal=tuple(
                words("{step}（签字）：　　　　　　　　　　　年　　月　　日", step=words(step)) for step in _STEPS
            ),
            language=words.tag,
            publisher=owner,
        )
    )


def _row(number: int, step: Step, regions: RegionTree, words: Words) -> PaperRow:
    places = words("、").join(
        "".join(node.name for node in regions.path(one)[-2:]) for one in step.regions if one in regions
    )
    told = [_change(one.header, one.before, one.after, words) for one in step.changes if one.after != step.name]
    what = words("新增：{told}", told=words("；").join(told)) if step.is_new else words("；").join(told)
    return PaperRow(str(number), step.name, None, (places, what))


def _change(header: str, before: str, after: str, words: Words) -> str:
    if not before:
        return words("{header}：{after}", header=header, after=after)
    return words("{header}：{before} 改为 {after}", header=header, before=before, after=after or words("（空）"))
