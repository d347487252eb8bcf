"""Counts Rows by type, level, status and year, and says the counts so that nothing is counted as what it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from operator import attrgetter

from starcase.language import Words, mark
from starcase.model.ids import IndicatorId, LevelId, ProgrammeId, TypeId
from starcase.model.organization import Status
from starcase.model.programme import Level, Programme, Type
from starcase.model.row import Row
from starcase.model.standing import State
from starcase.model.tally import GONE, Group, ServiceTotal, Tally

_said = attrgetter("programme", "type", "status", "standing.state", "standing.level")
"""What of a Row tells its group."""


def group_of(row: Row) -> Group:
    return _group(*_said(row))


def _group(
    programme: ProgrammeId | None, kind: TypeId | None, status: Status, state: State, level: LevelId | None
) -> Group:
    return Group(programme, kind, status, state, level if state is State.RATED else None)


def tally_rows(rows: Iterable[Row]) -> Tally:
    """Counts bodies by group, in an order that does not depend on theirs."""
    counts: Counter[Group] = Counter()
    for said, number in Counter(map(_said, rows)).items():
        counts[_group(*said)] += number
    return Tally(tuple(sorted(counts.items(), key=lambda counted: _order(counted[0]))))


def is_gone(row: Row) -> bool:
    """Merged into another or dissolved."""
    return row.status in GONE


def gone_last(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The same order, those that no longer exist after the others."""
    return tuple(sorted(rows, key=is_gone))


def count_types(tally: Tally, programme: Programme) -> tuple[tuple[Type, int], ...]:
    """Bodies that exist by type, in the programme's order, types without a body included."""
    counts = _count_current(tally, lambda group: group.type)
    return tuple((kind, counts[kind.id]) for kind in programme.types)


def count_levels(tally: Tally, programme: Programme) -> tuple[tuple[Level, int], ...]:
    """Bodies that exist by the level in force, best first, levels without a body included."""
    counts = _count_current(tally, lambda group: group.level)
    return tuple((level, counts[level.id]) for level in programme.known_levels)


def count_states(tally: Tally) -> tuple[tuple[State, int], ...]:
    """Bodies that exist and have no level in force, by what stands in its place."""
    counts = _count_current(tally, lambda group: group.state)
    return tuple((state, counts[state]) for state in State if counts[state] and state is not State.RATED)


def count_without_type(tally: Tally) -> int:
    """Bodies that exist and whose record is shown, but gives no type."""
    return tally.count(lambda group: not group.is_gone and not group.is_held_back and group.type is None)


def sum_services(rows: Iterable[Row]) -> tuple[ServiceTotal, ...]:
    """Exact figures added up by indicator and year; only indicators that add up have any."""
    totals: dict[tuple[IndicatorId, int], list[Decimal]] = {}
    for row in rows:
        for indicator, year, number in row.sums:
            totals.setdefault((indicator, year), []).append(number)
    return tuple(
        ServiceTotal(indicator, year, sum(numbers, Decimal(0)), len(numbers))
        for (indicator, year), numbers in sorted(totals.items())
    )


def say_tally(tally: Tally, measure: str, words: Words) -> str:
    """`共12支，其中已并入其他组织1支。`: all that are listed, and those held back, paused, merged or dissolved."""
    apart = (
        (words("资料核对中{n}{measure}", n=tally.held_back, measure=measure), tally.held_back),
        *((words(text, n=number, measure=measure), number) for text, number in _by_status(tally)),
    )
    more = words("，").join(text for text, number in apart if number)
    if not more:
        return words("共{n}{measure}。", n=tally.listed, measure=measure)
    return words("共{n}{measure}，其中{more}。", n=tally.listed, measure=measure, more=more)


def _by_status(tally: Tally) -> tuple[tuple[str, int], ...]:
    def of(status: Status) -> int:
        return tally.count(lambda group: group.status is status and not group.is_held_back)

    return (
        (mark("暂停活动{n}{measure}"), of(Status.PAUSED)),
        (mark("已并入其他组织{n}{measure}"), of(Status.MERGED)),
        (mark("已停止活动{n}{measure}"), of(Status.DISSOLVED)),
    )


def _count_current(tally: Tally, key: Callable[[Group], object]) -> Counter[object]:
    counts: Counter[object] = Counter()
    for group, number in tally.counts:
        if not group.is_gone:
            counts[key(group)] += number
    return counts


def _order(group: Group) -> tuple[str, str, str, str, str]:
    return (group.programme or "", group.type or "", group.status, group.state, group.level or "")
