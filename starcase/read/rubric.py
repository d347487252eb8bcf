"""A rubric and its rules: what names mean in it, and whether its points, bounds and needs fit together."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from starcase.language import Label, Phrase
from starcase.model.rubric import Aspect, Bound, ExtraItem, Item, Quota, Rubric, When
from starcase.problems import Path, Problem, problem, rule
from starcase.read.build import MISSING_KEY
from starcase.read.names import Names, Role, index
from starcase.read.order import check_bounds, check_exactly_one, check_unique
from starcase.read.peek import peek_each, peek_text
from starcase.read.reading import Inside, Reading
from starcase.sources.yamltree import Tree

SUM_DIFFERS = rule(
    "printed-sum-differs",
    says="“{name}”写的满分是 {printed}，下面各项加起来是 {sum}。",
    mend="请对照文件核对各项分值和权重；满分可以不写，由各项相加得出。",
)
WHEN_WITHOUT_BOUND = rule(
    "when-without-bound",
    says="封顶的“情形”没有写低于多少。",
    mend="请写上 below:（低于）和数目。",
)
WHEN_AT_LEAST = rule(
    "when-at-least",
    says="“不低于”只能和统计项一起用，这里看的是{subject}。",
    mend="请改写成 below:（低于），或者改看一个统计项。",
)


def inside_rubric(tree: dict[str, Tree], path: Path, reading: Reading) -> Inside:
    """Inside a rubric its own aspects and items are meant."""
    return Inside(reading.with_names({**reading.names, **rubric_names([tree])}))


def rubric_names(rubrics: list[Tree]) -> Names:
    """What the aspects and items of some rubrics are called, gathered from trees that have not been read."""
    aspects = [aspect for rubric in rubrics for aspect in peek_each(Rubric, rubric, "aspects")]
    items = [item for aspect in aspects for item in peek_each(Aspect, aspect, "items")]
    return {
        Role.ASPECT: index(
            Role.ASPECT, ((peek_text(Aspect, one, "id"), peek_text(Aspect, one, "name")) for one in aspects)
        ),
        Role.ITEM: index(Role.ITEM, ((peek_text(Item, one, "id"), peek_text(Item, one, "name")) for one in items)),
    }


def check_rubrics(reading: Reading) -> Iterator[Problem]:
    """Whether ids are given once, printed sums are right, and bounds, quotas and conditions are whole.

    Reports: written-twice, printed-sum-differs, numbers-out-of-order, exactly-one, missing-key, when-without-bound, when-at-least.
    """
    for path, rubric in reading.each(Rubric):
        yield from _check_ids(path, reading)
        if not reading.has_error_at((*path, "aspects")):
            yield from _check_sums(path, rubric, reading)
    for path, bound in reading.each(Bound):
        low, high = (Phrase("下限"), bound.at_least), (Phrase("上限"), bound.at_most)
        yield from check_bounds(reading.document, path, low, high)
    for path, quota in reading.each(Quota):
        yield from _check_quota(path, quota, reading)
    for path, when in reading.each(When):
        yield from _check_when(path, when, reading)


def _check_ids(path: Path, reading: Reading) -> Iterator[Problem]:
    aspects = [((*at, "id"), aspect.id) for at, aspect in reading.each(Aspect, below=path)]
    items = [((*at, "id"), item.id) for at, item in reading.each(Item, below=path)]
    extras = [((*at, "id"), item.id) for at, item in reading.each(ExtraItem, below=path) if item.id]
    yield from check_unique(reading.document, Phrase("方面编号"), aspects)
    yield from check_unique(reading.document, Phrase("评价内容编号"), [*items, *extras])


def _check_sums(path: Path, rubric: Rubric, reading: Reading) -> Iterator[Problem]:
    """Source: FORMAT.md section 4: the printed maximum is checked against the sum."""
    total = Decimal(0)
    for at, aspect in enumerate(rubric.aspects):
        points = sum((item.max for item in aspect.items), Decimal(0)) * aspect.weight
        total += points
        yield from _check_sum((*path, "aspects", at, "max"), aspect.name, aspect.max, points, reading)
    yield from _check_sum((*path, "max"), rubric.name or rubric.id, rubric.max, total, reading)


def _check_sum(path: Path, name: str, printed: Decimal | None, points: Decimal, reading: Reading) -> Iterator[Problem]:
    if printed is not None and printed != points:
        shown = f"{points.normalize():f}"
        yield problem(SUM_DIFFERS, reading.document, path, name=name, printed=printed, sum=shown)


def _check_quota(path: Path, quota: Quota, reading: Reading) -> Iterator[Problem]:
    yield from check_exactly_one(
        reading, path, {Label("名额", "places"): quota.places, Label("比例", "percent"): quota.percent}
    )
    is_rule = "quotas" in path
    if is_rule and not quota.levels and not reading.has_error_at((*path, "levels")):
        yield problem(MISSING_KEY, reading.document, path, field=Label("等级", "levels"), written="levels")


def _check_when(path: Path, when: When, reading: Reading) -> Iterator[Problem]:
    if reading.has_error_at(path):
        return
    subjects: dict[Label, object] = {
        Label("统计项", "indicator"): when.indicator,
        Label("评价内容", "item"): when.item,
        Label("方面", "aspect"): when.aspect,
        Label("总分", "total"): when.total or None,
    }
    yield from check_exactly_one(reading, path, subjects)
    if when.indicator is None and when.at_least is not None:
        subject = next((title for title, given in subjects.items() if given), Phrase("别的"))
        yield problem(WHEN_AT_LEAST, reading.document, (*path, "at_least"), subject=subject)
    elif when.below is None and when.at_least is None:
        yield problem(WHEN_WITHOUT_BOUND, reading.document, path)
