"""Checks that a better level asks for more than a worse one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from starcase.checks.scheme import Asked, Scheme, in_each_scheme, may_come_down, plain
from starcase.language import Label
from starcase.model.ids import LevelId
from starcase.model.programme import Programme
from starcase.model.rubric import Held, Needs
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule

BOUNDS_NOT_DESCENDING = rule(
    "bounds-not-descending",
    says="“{worse}”的{bound}要 {low}，比它高的“{better}”却只要 {high}。",
    mend="请对照文件核对这两个数，也看看等级是不是从高到低写的。",
    severity=Severity.WARNING,
)
LEVEL_COVERED = rule(
    "level-covered",
    says="够得上“{worse}”的，也都够得上更高的“{better}”，所以谁也不会评为“{worse}”。",
    mend="请核对这两级的达标条件：更高的一级应当要得更多。",
    severity=Severity.WARNING,
)


def check_ascent(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``bounds-not-descending`` and ``level-covered``: of a better level, for the first that stands wrong below it."""
    return in_each_scheme(_check_ascent, programme, document)


def _check_ascent(scheme: Scheme) -> Iterator[Problem]:
    told: set[LevelId] = set()
    for number, worse in enumerate(scheme.asked):
        for better in reversed(scheme.asked[:number]):
            found = _compare(worse, better, scheme)
            if found and better.level.id not in told:
                told.add(better.level.id)
                yield found
            if found:
                break


def _compare(worse: Asked, better: Asked, scheme: Scheme) -> Problem | None:
    for bound, path, low, high in _bounds(worse, better):
        if low > high:
            return problem(
                BOUNDS_NOT_DESCENDING,
                scheme.document,
                path,
                related=(scheme.spot((*better.path, path[-1])),),
                worse=worse.level.name,
                bound=bound,
                low=plain(low),
                better=better.level.name,
                high=plain(high),
            )
    if not _covers(better.needs, worse.needs) or may_come_down(worse, better.level, scheme):
        return None
    where = worse.total_path if worse.needs.total else worse.path
    related = (scheme.spot(better.total_path if better.needs.total else better.path),)
    return problem(
        LEVEL_COVERED, scheme.document, where, related=related, worse=worse.level.name, better=better.level.name
    )


def _bounds(worse: Asked, better: Asked) -> Iterator[tuple[Label, Path, Decimal, Decimal]]:
    """The bounds that lie one below the other where levels are drawn by points alone; an honour is chosen among bodies with stars."""
    if worse.level.honour or better.level.honour:
        return
    if worse.needs.total and better.needs.total:
        yield Label("总分", "total"), worse.total_path, worse.needs.total.at_least, better.needs.total.at_least
    if worse.needs.percent is not None and better.needs.percent is not None:
        yield Label("得分率", "percent"), (*worse.path, "percent"), worse.needs.percent, better.needs.percent


def _covers(fewer: Needs, more: Needs) -> bool:
    """Whether whoever meets `more` meets `fewer` as well."""
    aspects = {one.aspect: one.points for one in more.aspects}
    items = {one.item: one.points for one in more.items}
    figures = {(one.indicator, one.need.over): one.need.at_least for one in more.indicators}
    each = more.each_aspect
    return (
        fewer.quota is None
        and (fewer.evidence is None or more.evidence is not None)
        and _is_at_most(_total(fewer), _total(more))
        and _is_at_most(fewer.percent, more.percent)
        and _is_at_most(fewer.each_aspect, each)
        and _is_at_most(fewer.each_aspect_percent, more.each_aspect_percent)
        and all(_is_at_most(one.points, aspects.get(one.aspect, each)) for one in fewer.aspects)
        and all(_is_at_most(one.points, items.get(one.item)) for one in fewer.items)
        and all(_is_at_most(one.need.at_least, figures.get((one.indicator, one.need.over))) for one in fewer.indicators)
        and (not fewer.from_levels or (bool(more.from_levels) and set(more.from_levels) <= set(fewer.from_levels)))
        and _held_at_most(fewer.held, more.held)
    )


def _total(needs: Needs) -> Decimal | None:
    return needs.total.at_least if needs.total else None


def _is_at_most(low: Decimal | None, high: Decimal | None) -> bool:
    return low is None or (high is not None and low <= high)


def _held_at_most(fewer: Held | None, more: Held | None) -> bool:
    if fewer is None:
        return True
    return (
        more is not None
        and more.level == fewer.level
        and more.periods >= fewer.periods
        and more.consecutive >= fewer.consecutive
    )
