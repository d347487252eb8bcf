"""Bodies and their work as rows of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starcase.language import Words, mark, say_day
from starcase.model.desk import Line, Mark, Pile, Work
from starcase.model.standing import State
from starcase.views import urls
from starcase.views.parts import say_period, say_place
from starcase.views.reviewer import addresses
from starcase.views.reviewer.desk import Cell, Column, Kind, Table, number_cell, say_level, say_region
from starcase.views.shared import Shared

_TONES = {Pile.MUST: "must", Pile.LOOK: "look", Pile.SAMPLE: ""}
_LAPSED = mark("{result}（资料已改，作废）")
_NOT_YET = mark("未核查")


def work_table(lines: Iterable[Line], piles: tuple[Pile, ...], url: str, shared: Shared, empty: str = "") -> Table:
    """One row for each thing to be looked at, with the body's facts beside it."""
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("编号")),
        Column(words("区县"), Kind.CHOICE),
        Column(words("社区")),
        *((Column(words("清单"), Kind.CHOICE),) if len(piles) > 1 else ()),
        Column(words("事项"), Kind.CHOICE),
        Column(words("说明"), Kind.PROSE),
        Column(words("总分"), Kind.NUMBER),
        Column(words("评定等级"), Kind.CHOICE),
        Column(words("按分应得"), Kind.CHOICE),
        Column(words("核查"), Kind.CHOICE),
    )
    rows = (
        (
            _name(line, url),
            Cell(line.id, tone="faint"),
            Cell(say_region(line.district, shared)),
            Cell(say_place(line.regions, shared, deepest=1)),
            *((Cell(words(one.pile.zh[0])),) if len(piles) > 1 else ()),
            Cell(one.kind, tone=_TONES[one.pile]),
            Cell(one.says),
            number_cell(line.total),
            Cell(say_level(line.programme, line.level, shared)),
            _earned(line, shared),
            say_mark(line.mark, words),
        )
        for line, one in _each_work(lines, piles)
    )
    return Table(columns, tuple(rows), empty)


def _each_work(lines: Iterable[Line], piles: tuple[Pile, ...]) -> Iterator[tuple[Line, Work]]:
    return ((line, one) for line in lines for one in line.work if one.pile in piles)


def body_table(lines: Iterable[Line], url: str, shared: Shared) -> Table:
    """One row for each body."""
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("编号")),
        Column(words("区县"), Kind.CHOICE),
        Column(words("社区")),
        Column(words("项目"), Kind.CHOICE),
        Column(words("类型"), Kind.CHOICE),
        Column(words("期次"), Kind.CHOICE),
        Column(words("总分"), Kind.NUMBER),
        Column(words("评定等级"), Kind.CHOICE),
        Column(words("按分应得"), Kind.CHOICE),
        Column(words("状态"), Kind.CHOICE),
        Column(words("必须处理"), Kind.NUMBER),
        Column(words("需要核对"), Kind.NUMBER),
        Column(words("抽查"), Kind.CHOICE),
        Column(words("核查"), Kind.CHOICE),
    )
    return Table(columns, tuple(_body_row(line, url, shared) for line in lines), words("没有组织。"))


def _body_row(line: Line, url: str, shared: Shared) -> tuple[Cell, ...]:
    words = shared.words
    programme = shared.programmes.get(line.programme) if line.programme else None
    kind = programme.type(line.type) if programme else None
    must, look = (sum(one.pile is pile for one in line.work) for pile in (Pile.MUST, Pile.LOOK))
    return (
        _name(line, url),
        Cell(line.id, tone="faint"),
        Cell(say_region(line.district, shared)),
        Cell(say_place(line.regions, shared, deepest=1)),
        Cell(programme.name if programme else ""),
        Cell(kind.name if kind else ""),
        Cell(say_period(line.period, words) if line.period else ""),
        number_cell(line.total),
        Cell(say_level(line.programme, line.level, shared)),
        _earned(line, shared),
        Cell(say_state(line, words)),
        number_cell(must or None, "must"),
        number_cell(look or None, "look"),
        Cell(words("是") if line.has(Pile.SAMPLE) else ""),
        say_mark(line.mark, words),
    )


def say_state(line: Line, words: Words) -> str:
    """What the public sees of its standing."""
    return words(State(line.state).zh[0])


def say_mark(found: Mark | None, words: Words) -> Cell:
    """The latest tick; a lapsed one says so."""
    if found is None:
        return Cell(words(_NOT_YET), tone="faint")
    result = words(found.result.zh[0])
    if found.has_lapsed:
        return Cell(words(_LAPSED, result=result), tone="look")
    return Cell(result, tone="good" if found.is_settled else "look")


def tell_mark(found: Mark, words: Words) -> str:
    """Who ticked when, and what was remarked."""
    said = words("{by}，{day}", by=found.by, day=say_day(found.day, words))
    return words("{said}：{remark}", said=said, remark=found.remark) if found.remark else said


def _earned(line: Line, shared: Shared) -> Cell:
    differs = line.earned is not None and line.earned != line.level and line.has(Pile.MUST)
    return Cell(say_level(line.programme, line.earned, shared), tone="must" if differs else "")


def _name(line: Line, url: str) -> Cell:
    return Cell(line.name, urls.relative(url, addresses.body_url(line.id)))
