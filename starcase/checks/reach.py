"""Checks that somebody can reach each level."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from math import ceil

from msgspec import Struct

from starcase.checks.levels import level_name
from starcase.checks.scheme import (
    Asked,
    Scheme,
    asked_of,
    in_each_scheme,
    may_come_down,
    plain,
    say_most,
    say_rubric,
)
from starcase.language import Listing
from starcase.model.ids import AspectId, ItemId, LevelId
from starcase.model.programme import Cadence, Programme, Rhythm
from starcase.model.rubric import Cap, Rubric
from starcase.problems import DocumentId, Path, Problem, Severity, Spot, problem, rule
from starcase.rating.maxima import aspect_maximum, most_points
from starcase.rating.terms import is_one_of, reaches
from starcase.settings import Settings

TOTAL_OUT_OF_REACH = rule(
    "total-out-of-reach",
    says="“{level}”要总分{total}分，按{rubric}，最高只有{most}，谁也够不到。",
    mend="请对照文件核对分数线，以及评分标准里各项的分值和权重。",
    severity=Severity.WARNING,
)
MINIMUM_OUT_OF_REACH = rule(
    "minimum-out-of-reach",
    says="“{level}”要“{name}”{points}分，按{rubric}，它的满分是{max}分，谁也够不到。",
    mend="请核对最低分和满分；有权重的方面，最低分按乘过权重的分数写。",
    severity=Severity.WARNING,
)
EACH_ASPECT_OUT_OF_REACH = rule(
    "each-aspect-out-of-reach",
    says="“{level}”要每个方面{points}分，按{rubric}，“{name}”的满分是{max}分，谁也够不到。",
    mend="请核对最低分；要的是得分率的，写 each_aspect_percent:（各方面最低得分率）。",
    severity=Severity.WARNING,
)
PAST_NOBODY_HAS = rule(
    "past-nobody-has",
    says="“{level}”要求以前评为{levels}，而按这里的条件，谁也不会先有{levels}。",
    mend="请补上能先评到的等级；第一次评定不看原等级的，在 rules（评定规则）里写 first_period:（首次期次）。",
    severity=Severity.WARNING,
)
HELD_TOO_LONG = rule(
    "held-too-long",
    says="“{level}”要在一年里保持{periods}期，而“{source}”一年只评{count}次。",
    mend="请核对期数，以及“{source}”的评定周期。",
    severity=Severity.WARNING,
)
CAP_CATCHES_ALL = rule(
    "cap-catches-all",
    says="“{name}”低于{below}分就封顶，按{rubric}，它看的那一项最高只有{most}分，所以谁都最高评为“{level}”。",
    mend="请核对低于多少分；要的是百分比的，请换算成分数。",
    severity=Severity.WARNING,
)

_A_YEAR = {Rhythm.MONTHLY: 12, Rhythm.QUARTERLY: 4, Rhythm.YEARLY: 1}


def check_points_in_reach(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``total-out-of-reach``, ``minimum-out-of-reach``, ``each-aspect-out-of-reach`` and ``cap-catches-all``."""
    return in_each_scheme(_check_points, programme, document)


def check_past_in_reach(programme: Programme, document: DocumentId) -> Iterator[Problem]:
    """Reports ``past-nobody-has``: `from` and `held` that name only levels which nobody has first."""
    return in_each_scheme(_check_past, programme, document)


def check_periods_in_reach(settings: Settings) -> Iterator[Problem]:
    """Reports ``held-too-long`` where a programme is built from another that rates less often within a year."""
    for programme in settings.programmes.values():
        source = settings.programmes.get(programme.built_from) if programme.built_from else None
        count = _rated_in_a_year(source.cadence) if source else None
        if source and count:
            yield from _check_held(programme, source, count, settings)


# ── Points ──


def _check_points(scheme: Scheme) -> Iterator[Problem]:
    if scheme.counted:
        for asked in scheme.asked:
            yield from _check_total(asked, scheme.counted, scheme)
            yield from _check_minima(asked, scheme.counted, scheme)
            yield from _check_each_aspect(asked, scheme.counted, scheme)
        for number, cap in enumerate(scheme.rules.caps):
            yield from _check_cap(cap, (*scheme.rules_path, "caps", number), scheme.counted, scheme)


def _check_total(asked: Asked, rubric: Rubric, scheme: Scheme) -> Iterator[Problem]:
    total, most = asked.needs.total, most_points(rubric)
    if total and most is not None and total.at_least > most:
        yield problem(
            TOTAL_OUT_OF_REACH,
            scheme.document,
            asked.total_path,
            related=(scheme.spot((*scheme.rubric_path, "max")),),
            level=asked.level.name,
            total=plain(total.at_least),
            rubric=say_rubric(rubric),
            most=say_most(rubric, most),
        )


def _check_minima(asked: Asked, rubric: Rubric, scheme: Scheme) -> Iterator[Problem]:
    aspects, items = _aspects(rubric, scheme), _items(rubric, scheme)
    wanted = (
        *((("aspects", one.aspect), aspects.get(one.aspect), one.points) for one in asked.needs.aspects),
        *((("items", one.item), items.get(one.item), one.points) for one in asked.needs.items),
    )
    for path, found, points in wanted:
        if found and points > found.most:
            yield problem(
                MINIMUM_OUT_OF_REACH,
                scheme.document,
                (*asked.path, *path),
                related=(found.spot,),
                level=asked.level.name,
                name=found.name,
                points=plain(points),
                rubric=say_rubric(rubric),
                max=plain(found.most),
            )


def _check_each_aspect(asked: Asked, rubric: Rubric, scheme: Scheme) -> Iterator[Problem]:
    least = min(_aspects(rubric, scheme).values(), key=lambda aspect: aspect.most)
    points = asked.needs.each_aspect
    if points is not None and points > least.most:
        yield problem(
            EACH_ASPECT_OUT_OF_REACH,
            scheme.document,
            (*asked.path, "each_aspect"),
            related=(least.spot,),
            level=asked.level.name,
            points=plain(points),
            rubric=say_rubric(rubric),
            name=least.name,
            max=plain(least.most),
        )


def _check_cap(cap: Cap, path: Path, rubric: Rubric, scheme: Scheme) -> Iterator[Problem]:
    """A bound above the maximum is mostly a percentage; a cap at the best level does nothing anyway."""
    when, level = cap.when, scheme.programme.level(cap.at_most)
    if when.below is None or level is None or level == scheme.programme.known_levels[0]:
        return
    aspect = _aspects(rubric, scheme).get(when.aspect) if when.aspect else None
    item = _items(rubric, scheme).get(when.item) if when.item else None
    part = aspect or item
    most = part.most if part else most_points(rubric) if when.total else None
    if most is not None and when.below > most:
        yield problem(
            CAP_CATCHES_ALL,
            scheme.document,
            (*path, "when", "below"),
            related=(part.spot if part else scheme.spot((*scheme.rubric_path, "max")),),
            name=cap.name,
            below=plain(when.below),
            rubric=say_rubric(rubric),
            most=plain(most),
            level=level.name,
        )


class _Part(Struct, frozen=True):
    """An aspect or item, the most that it gives, and where that is written."""

    name: str
    most: Decimal
    spot: Spot


def _aspects(rubric: Rubric, scheme: Scheme) -> dict[AspectId, _Part]:
    return {
        aspect.id: _Part(aspect.name, aspect_maximum(aspect), scheme.spot((*scheme.rubric_path, "aspects", at, "max")))
        for at, aspect in enumerate(rubric.aspects)
    }


def _items(rubric: Rubric, scheme: Scheme) -> dict[ItemId, _Part]:
    return {
        item.id: _Part(item.name, item.max, scheme.spot((*scheme.rubric_path, "aspects", at, "items", number, "max")))
        for at, aspect in enumerate(rubric.aspects)
        for number, item in enumerate(aspect.items)
    }


# ── The past ──


def _check_past(scheme: Scheme) -> Iterator[Problem]:
    had = _levels_had(scheme)
    for asked in scheme.asked:
        if asked.level.id in had or _is_too_high(asked, scheme):
            continue
        if not _finds_from(asked, had, scheme):
            yield _tell_past(asked, "from", asked.needs.from_levels, scheme)
        elif asked.needs.held and not _finds_held(asked, had, scheme):
            yield _tell_past(asked, "held", (asked.needs.held.level,), scheme)


def _levels_had(scheme: Scheme) -> frozenset[LevelId]:
    """The levels that somebody can come to have, each by way of those that come before it."""
    asked = {one.level.id for one in scheme.asked}
    had = {level.id for level in scheme.programme.known_levels if level.id not in asked}
    while True:
        more = {one.level.id for one in scheme.asked if _is_reached(one, had, scheme)}
        if more <= had:
            return frozenset(had)
        had |= more


def _is_reached(asked: Asked, had: Collection[LevelId], scheme: Scheme) -> bool:
    levels = scheme.programme.known_levels
    if any(better.id in had and may_come_down(asked, better, scheme) for better in levels[: levels.index(asked.level)]):
        return True
    return not _is_too_high(asked, scheme) and _finds_from(asked, had, scheme) and _finds_held(asked, had, scheme)


def _is_too_high(asked: Asked, scheme: Scheme) -> bool:
    return scheme.counted is not None and any(
        (*_check_total(asked, scheme.counted, scheme), *_check_minima(asked, scheme.counted, scheme))
    )


def _finds_from(asked: Asked, had: Collection[LevelId], scheme: Scheme) -> bool:
    wanted = asked.needs.from_levels
    if not wanted or scheme.rules.first_period:
        return True
    return any(is_one_of(level, wanted, scheme.programme) for level in had)


def _finds_held(asked: Asked, had: Collection[LevelId], scheme: Scheme) -> bool:
    held = asked.needs.held
    if held is None or scheme.programme.built_from:
        return True
    return any(reaches(level, held.level, scheme.programme) for level in had)


def _tell_past(asked: Asked, key: str, levels: tuple[LevelId, ...], scheme: Scheme) -> Problem:
    programme = scheme.programme
    names = Listing(tuple(level_name(level, programme) for level in levels))
    wanted = {one.level.id: one for one in scheme.asked}
    related = tuple(scheme.spot(wanted[level].path) for level in levels if level in wanted and level != asked.level.id)
    path = (*asked.path, key)
    return problem(PAST_NOBODY_HAS, scheme.document, path, related=related, level=asked.level.name, levels=names)


def _rated_in_a_year(cadence: Cadence | None) -> int | None:
    """How often a programme rates within a year at most; None where it does not say."""
    if cadence is None:
        return None
    if cadence.every is not None:
        return _A_YEAR[cadence.every]
    return ceil(12 / cadence.months) if cadence.months else None


def _check_held(programme: Programme, source: Programme, count: int, settings: Settings) -> Iterator[Problem]:
    document = settings.documents[programme.id]
    for asked in asked_of(programme, document):
        held = asked.needs.held
        if held and held.periods > count:
            yield problem(
                HELD_TOO_LONG,
                document,
                (*asked.path, "held", "periods"),
                related=(Spot(settings.documents[source.id], ("cadence",)),),
                level=asked.level.name,
                periods=held.periods,
                source=source.name,
                count=count,
            )
