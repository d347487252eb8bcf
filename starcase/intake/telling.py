"""What an import has to say at the terminal: what goes in, what waits, and where to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starcase.exchange.records.importing import Step
from starcase.exchange.tables.given import Complaint, say_complaint
from starcase.intake.taking_in import TakenIn
from starcase.language import Words
from starcase.privacy.masking import veil
from starcase.report import Line, visible

_MOST_TOLD = 30
_MOST_CHANGES = 6


def import_lines(taken: TakenIn, words: Words, *, is_trial: bool) -> Iterator[Line]:
    """The lines with their colours, the sums last; a long list is cut, and the marked tables hold the rest."""
    plan = taken.plan
    yield from _steps(plan.new, words("新增："), words, "green")
    yield from _steps(plan.changed, words("改动："), words, "cyan")
    yield from _complaints([one for one in plan.complaints if one.must], words("必须改："), words, "red")
    yield from _complaints([one for one in plan.complaints if not one.must], words("建议看："), words, "yellow")
    if plan.private:
        yield (
            words(
                "不公开的手机、姓名等存进了 {n} 个组织的内部资料（review/organizations），不会出现在网站上。",
                n=plan.private,
            ),
            "",
        )
    if taken.others.stories or taken.others.photos:
        stories, photos = len(taken.others.stories), len(taken.others.photos)
        yield words("收下故事 {stories} 篇、照片 {photos} 张。", stories=stories, photos=photos), ""
    counted = words(
        "新增 {new} 个，改动 {changed} 个，没有变化 {same} 个，等修改 {waiting} 行。",
        new=len(plan.new),
        changed=len(plan.changed),
        same=plan.same,
        waiting=plan.waiting,
    )
    done = words("这次只是试看，什么都没有写。") if is_trial else words("已导入。")
    yield f"{done}{counted}", "yellow" if plan.waiting else "green"


def _steps(steps: Sequence[Step], title: str, words: Words, colour: str) -> Iterator[Line]:
    if steps:
        yield title, f"bold {colour}"
    for step in steps[:_MOST_TOLD]:
        yield f"  {visible(step.name)}（{step.id}）{'' if step.is_new else '：' + visible(_changes(step, words))}", ""
    if len(steps) > _MOST_TOLD:
        yield words("  ……还有 {n} 个", n=len(steps) - _MOST_TOLD), ""


def _changes(step: Step, words: Words) -> str:
    told = [
        words(
            "{header} {before} → {after}",
            header=one.header,
            before=one.before or words("（空）"),
            after=one.after or words("（空）"),
        )
        for one in step.changes[:_MOST_CHANGES]
    ]
    more = [words("……还有 {n} 项", n=len(step.changes) - _MOST_CHANGES)] if len(step.changes) > _MOST_CHANGES else []
    return "；".join([*told, *more])


def _complaints(complaints: Sequence[Complaint], title: str, words: Words, colour: str) -> Iterator[Line]:
    if complaints:
        yield title, f"bold {colour}"
    for one in complaints[:_MOST_TOLD]:
        yield f"  {veil(visible(say_complaint(one, words)))}", ""
    if len(complaints) > _MOST_TOLD:
        yield words("  ……还有 {n} 处，都标在“需修改”的表里", n=len(complaints) - _MOST_TOLD), ""
