"""The rubric's self-check: what is doubtful in the programmes' files, and which items tell bodies apart at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct

from starcase.language import Words, mark
from starcase.model.desk import Noted, RatingNote, RoundFacts, SchemeNote
from starcase.model.ids import OrganizationId, ProgrammeId
from starcase.model.programme import Programme
from starcase.model.values import Period
from starcase.views.parts import say_period
from starcase.views.reviewer.desk import (
    SECRET,
    Cell,
    Column,
    DeskView,
    Kind,
    Section,
    Table,
    count_cell,
    frame,
    link_workbook,
    make_workbook,
    number_cell,
)
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

_ENOUGH = 20
"""Of fewer scorecards nothing is said."""
_MOSTLY = Decimal(90)
"""Percent."""


class ItemUse(Struct, frozen=True, array_like=True):
    """How an item was scored in a round: percent of the maximum on average, and of bodies with all, none, n/a of it."""

    programme: ProgrammeId
    period: Period
    rubric: str
    aspect: str
    item: str
    max: Decimal
    scored: int
    mean: Decimal | None
    full: Decimal
    none: Decimal
    not_applicable: Decimal


def count_items(
    notes: Mapping[OrganizationId, Noted], rounds: Iterable[RoundFacts], programmes: Mapping[ProgrammeId, Programme]
) -> Iterator[ItemUse]:
    """Every item of the rubrics that the current rounds used."""
    for one in rounds:
        programme = programmes[one.programme]
        ratings = [
            rating
            for noted in notes.values()
            for rating in noted.ratings
            if (rating.programme, rating.period) == (one.programme, one.period) and rating.points
        ]
        for rubric in programme.rubrics:
            yield from _count(programme, one.period, rubric.id, [each for each in ratings if each.rubric == rubric.id])


def _count(programme: Programme, period: Period, rubric_id: str, ratings: list[RatingNote]) -> Iterator[ItemUse]:
    rubric = next(one for one in programme.rubrics if one.id == rubric_id)
    if not ratings:
        return
    items = [(aspect.name, item) for aspect in rubric.aspects for item in aspect.items]
    for place, (aspect, item) in enumerate(items):
        given = [rating.points[place] for rating in ratings]
        points = [one for one in given if one is not None]
        yield ItemUse(
            programme.id,
            period,
            rubric.name or rubric.id,
            aspect,
            item.name,
            item.max,
            len(points),
            _tenth(sum(points, Decimal(0)) / len(points) / item.max * 100) if points else None,
            _share(sum(one == item.max for one in points), len(points)),
            _share(sum(one == 0 for one in points), len(points)),
            _share(len(given) - len(points), len(given)),
        )


def _share(some: int, everything: int) -> Decimal:
    return _tenth(Decimal(some) * 100 / everything) if everything else Decimal(0)


def _tenth(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


# ── The page ──


def project_rubrics(shared: Shared, url: str, notes: tuple[SchemeNote, ...], items: tuple[ItemUse, ...]) -> DeskView:
    """What is doubtful in the programmes, then each item."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("标准自查")),
        secret=words(SECRET),
        heading=words("评分标准自查"),
        notes=(words("几乎人人满分、人人不适用的内容分不出好坏，修订标准时可以考虑。"),),
        sections=(
            Section("notes", words("项目和内部资料文件里的问题"), _note_table(notes, shared)),
            Section("items", words("各项内容的得分"), _item_table(items, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def project_rubrics_sheet(shared: Shared, url: str, notes: tuple[SchemeNote, ...], items: tuple[ItemUse, ...]) -> Sheet:
    return make_workbook(_item_table(items, shared), shared.words("各项内容的得分"), shared)


def _note_table(notes: tuple[SchemeNote, ...], shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("说明"), Kind.PROSE),
        Column(words("怎么改"), Kind.PROSE),
        Column(words("项目"), Kind.CHOICE),
        Column(words("位置")),
    )
    rows = (
        (
            Cell(one.says),
            Cell(one.mend),
            Cell(shared.programmes[one.programme].name if one.programme else ""),
            Cell(one.where, tone="faint"),
        )
        for one in notes
    )
    return Table(columns, tuple(rows), words("没有发现问题。"))


def _item_table(items: tuple[ItemUse, ...], shared: Shared) -> Table:
    words = shared.words
    labels = (
        mark("满分"),
        mark("评了几家"),
        mark("平均得分率 %"),
        mark("满分的 %"),
        mark("零分的 %"),
        mark("不适用的 %"),
    )
    columns = (
        Column(words("评价内容")),
        Column(words("方面"), Kind.CHOICE),
        Column(words("项目"), Kind.CHOICE),
        Column(words("期次"), Kind.CHOICE),
        Column(words("评分标准"), Kind.CHOICE),
        *(Column(words(label), Kind.NUMBER) for label in labels),
        Column(words("提示"), Kind.CHOICE),
    )
    rows = (
        (
            Cell(one.item),
            Cell(one.aspect),
            Cell(shared.programmes[one.programme].name),
            Cell(say_period(one.period, words)),
            Cell(one.rubric),
            number_cell(one.max),
            count_cell(one.scored),
            *map(number_cell, (one.mean, one.full, one.none, one.not_applicable)),
            Cell(_advise(one, words), tone="look"),
        )
        for one in items
    )
    return Table(columns, tuple(rows), words("还没有评分表。"))


def _advise(one: ItemUse, words: Words) -> str:
    if one.scored < _ENOUGH:
        return ""
    if one.full >= _MOSTLY:
        return words("几乎都是满分")
    if one.none >= _MOSTLY:
        return words("几乎都是零分")
    return words("多数不适用") if one.not_applicable > 50 else ""
