"""Checks that what one level asks for fits together: no total that its minima go beyond, no minimum that others already force."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from starcase.checks.scheme import Asked, Scheme, in_each_scheme, plain
from starcase.language import Label, Said
from starcase.model.programme import Programme
from starcase.model.rubric import Aspect, Needs, Rubric
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule
from starcase.rating.maxima import aspect_maximum, full_points, most_extra

RANGE_BELOW_MINIMA = rule(
    "range-below-minima",
    says="“{level}”的总分写到{high}分为止，而它要的各项最低分合起来已经至少有{forced}分，没有人能落在这个范围里。",
    mend="请对照文件核对总分的范围和各项最低分。",
    severity=Severity.WARNING,
)
TOTAL_ALREADY_MET = rule(
    "total-already-met",
    says="“{level}”要总分{total}分，而它要的各项最低分合起来已经至少有{forced}分，这条总分不起作用。",
    mend="请对照文件核对总分和各项最低分，看是不是写错了数。",
    severity=Severity.WARNING,
)
MINIMUM_ALREADY_MET = rule(
    "minimum-already-met",
    says="“{level}”要“{name}”{points}分，而它的其他条件已经要{forced}分，这一条不起作用。",
    mend="请对照文件核对，看是不是写错了数；没有写错的，这一条可以删去。",
    severity=Severity.WARNING,
)


def check_minima(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``range-below-minima``, ``total-already-met`` and ``minimum-already-met``."""
    return in_each_scheme(_check_minima, programme, document)


def _check_minima(scheme: Scheme) -> Iterator[Problem]:
    if scheme.counted:
        for asked in scheme.asked:
            yield from _check_total(asked, scheme.counted, scheme)
            yield from _check_aspects(asked, scheme.counted, scheme)


def _check_total(asked: Asked, rubric: Rubric, scheme: Scheme) -> Iterator[Problem]:
    total, forced = asked.needs.total, _forced_total(asked.needs, rubric)
    if total is None or forced is None:
        return
    name, least = asked.level.name, plain(forced)
    related = tuple(scheme.spot((*asked.path, *path)) for path in _minima_of(asked.needs))
    where, document = asked.total_path, scheme.document
    if total.at_most is not None and total.at_most < forced:
        high = plain(total.at_most)
        yield problem(RANGE_BELOW_MINIMA, document, where, related=related, level=name, high=high, forced=least)
    elif total.at_least < forced:
        low = plain(total.at_least)
        yield problem(TOTAL_ALREADY_MET, document, where, related=related, level=name, total=low, forced=least)


def _minima_of(needs: Needs) -> Iterator[Path]:
    """Where the minima stand that force a total."""
    for key in ("percent", "each_aspect", "each_aspect_percent"):
        if getattr(needs, key) is not None:
            yield (key,)
    yield from (("aspects", one.aspect) for one in needs.aspects)
    yield from (("items", one.item) for one in needs.items)


def _forced_total(needs: Needs, rubric: Rubric) -> Decimal | None:
    """The least total of whoever meets all minima; None where nothing is certain: an aspect may be n/a, deductions have no limit."""
    lost = most_extra(rubric.deductions)
    if lost is None or any(aspect.items and all(item.may_be_n_a for item in aspect.items) for aspect in rubric.aspects):
        return None
    together = sum((_forced_points(aspect, needs) for aspect in rubric.aspects), Decimal(0))
    return max(together, _share(full_points(rubric), needs.percent)) - lost


def _forced_points(aspect: Aspect, needs: Needs) -> Decimal:
    """The least points in an aspect."""
    own = (one.points for one in needs.aspects if one.aspect == aspect.id)
    return min(max(_forced_by_others(aspect, needs), *own, Decimal(0)), aspect_maximum(aspect))


def _forced_by_others(aspect: Aspect, needs: Needs) -> Decimal:
    """The least points in an aspect, but for its own minimum: items that may be n/a force none."""
    wanted = {one.item: one.points for one in needs.items}
    items = (min(wanted[item.id], item.max) for item in aspect.items if item.id in wanted and not item.may_be_n_a)
    by_items = sum(items, Decimal(0)) * aspect.weight
    by_percent = _share(aspect_maximum(aspect), needs.each_aspect_percent)
    return max(by_items, by_percent, needs.each_aspect or Decimal(0))


def _share(points: Decimal, percent: Decimal | None) -> Decimal:
    return points * (percent or Decimal(0)) / 100


def _check_aspects(asked: Asked, rubric: Rubric, scheme: Scheme) -> Iterator[Problem]:
    """Minima of aspects that the aspect's items, or the bound for every aspect, go beyond; in the same way the bound for every aspect."""
    minima = {one.aspect: one.points for one in asked.needs.aspects}
    for aspect in rubric.aspects:
        points, forced = minima.get(aspect.id), _forced_by_others(aspect, asked.needs)
        if points is not None and points < forced <= aspect_maximum(aspect):
            yield _tell_minimum(asked, ("aspects", aspect.id), aspect.name, points, forced, scheme)
    each = asked.needs.each_aspect
    least = min(_share(aspect_maximum(aspect), asked.needs.each_aspect_percent) for aspect in rubric.aspects)
    if each is not None and each < least:
        yield _tell_minimum(asked, ("each_aspect",), Label("各方面最低分", "each_aspect"), each, least, scheme)


def _tell_minimum(asked: Asked, path: Path, name: Said, points: Decimal, forced: Decimal, scheme: Scheme) -> Problem:
    return problem(
        MINIMUM_ALREADY_MET,
        scheme.document,
        (*asked.path, *path),
        related=(scheme.spot(asked.path),),
        level=asked.level.name,
        name=name,
        points=plain(points),
        forced=plain(forced),
    )
