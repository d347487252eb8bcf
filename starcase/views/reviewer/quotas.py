"""How the places of each quota are taken, who stands at its border, and how many totals lie near each bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import mark, say_number
from starcase.model.desk import Decided, Line, RoundFacts
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.values import Period
from starcase.rating.quotas import Limit, count_places, limits_of
from starcase.rating.terms import needs_for, place_of
from starcase.views import urls
from starcase.views.parts import say_period
from starcase.views.reviewer import addresses
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
    say_region,
)
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

NEAR = Decimal(1)
"""Points."""


class AtBorder(Struct, frozen=True, array_like=True):
    id: OrganizationId
    name: str
    total: Decimal


class QuotaUse(Struct, frozen=True, array_like=True):
    """The places of one quota in one area: `given` of `places`; the last body inside and the first outside, by total."""

    programme: ProgrammeId
    period: Period
    area: RegionId | None
    levels: tuple[LevelId, ...]
    evaluated: int
    places: int
    given: int
    last_inside: AtBorder | None
    first_outside: AtBorder | None


class BoundUse(Struct, frozen=True, array_like=True):
    """How many totals lie up to a point below and above the bound of a level, and right on it."""

    programme: ProgrammeId
    level: LevelId
    bound: Decimal
    below: int
    on: int
    above: int


def with_decisions(
    lines: Iterable[Line], decided: Iterable[Decided], rounds: Iterable[RoundFacts], recorded: Iterable[RoundFacts]
) -> tuple[tuple[Line, ...], tuple[RoundFacts, ...]]:
    """The lines and rounds to count: what a round that is under way has decided stands before what is recorded."""
    periods = {one.programme: one.period for one in rounds}
    current = {one.organization: one for one in decided if periods.get(one.programme) == one.period}
    drafted = {one.programme for one in current.values()}
    counted = (
        *(one for one in rounds if one.programme in drafted),
        *(one for one in recorded if one.programme not in drafted),
    )
    changed = (
        replace(line, period=one.period, level=one.level, total=one.total)
        if (one := current.get(line.id)) and one.programme == line.programme
        else line
        for line in lines
    )
    return tuple(changed), counted


def count_quotas(
    lines: Iterable[Line], rounds: Iterable[RoundFacts], programmes: Mapping[ProgrammeId, Programme], tree: RegionTree
) -> Iterator[QuotaUse]:
    """Every quota of the current rounds, area by area. Bodies that are scored by another rubric count with the others."""
    lines = tuple(lines)
    for one in rounds:
        programme = programmes[one.programme]
        evaluated = [line for line in lines if (line.programme, line.period) == (one.programme, one.period)]
        for limit in _limits(programme):
            for area, inside in _by_area(evaluated, limit.quota.within, tree).items():
                yield _use(programme, one.period, area, limit, inside)


def _limits(programme: Programme) -> tuple[Limit, ...]:
    rubrics = programme.rubrics or (None,)
    return tuple(dict.fromkeys(limit for rubric in rubrics for limit in limits_of(programme, rubric)))


def _by_area(lines: Iterable[Line], tier: Tier | None, tree: RegionTree) -> dict[RegionId | None, list[Line]]:
    found: dict[RegionId | None, list[Line]] = {}
    for line in lines:
        home = next((region for region in line.regions if region in tree), None)
        way = tree.upwards(home) if home and tier else ()
        found.setdefault(next((node.id for node in way if node.tier is tier), None), []).append(line)
    return found


def _use(programme: Programme, period: Period, area: RegionId | None, limit: Limit, inside: list[Line]) -> QuotaUse:
    holders = [line for line in inside if line.level in limit.levels]
    worst = max((place_of(level, programme) for level in limit.levels), default=0)
    waiting = [line for line in inside if place_of(line.level, programme) > worst]
    return QuotaUse(
        programme=programme.id,
        period=period,
        area=area,
        levels=tuple(level.id for level in programme.known_levels if level.id in limit.levels),
        evaluated=len(inside),
        places=count_places(limit.quota, len(inside)),
        given=len(holders),
        last_inside=_least(holders, -1),
        first_outside=_least(waiting, 1),
    )


def _least(lines: list[Line], sign: int) -> AtBorder | None:
    """The body with the least (-1) or the largest (1) total."""
    scored = [(line.total * sign, line) for line in lines if line.total is not None]
    if not scored:
        return None
    _, line = max(scored, key=lambda one: (one[0], one[1].id))
    return AtBorder(line.id, line.name, line.total or Decimal(0))


def count_bounds(
    lines: Iterable[Line], rounds: Iterable[RoundFacts], programmes: Mapping[ProgrammeId, Programme]
) -> Iterator[BoundUse]:
    """The bounds of the current rounds, the best level first."""
    lines = tuple(lines)
    for one in rounds:
        programme = programmes[one.programme]
        totals = [
            line.total
            for line in lines
            if (line.programme, line.period) == (one.programme, one.period) and line.total is not None
        ]
        for level, bound in _bounds(programme):
            near = [total.compare(bound) for total in totals if abs(total - bound) <= NEAR]
            yield BoundUse(one.programme, level, bound, *(near.count(Decimal(side)) for side in (-1, 0, 1)))


def _bounds(programme: Programme) -> Iterator[tuple[LevelId, Decimal]]:
    rubrics = programme.rubrics or (None,)
    found = (
        (level.id, needs.total.at_least)
        for rubric in rubrics
        for level, needs in needs_for(programme, rubric)
        if needs.total
    )
    return iter(dict.fromkeys(found))


# ── The page ──


def project_quotas(shared: Shared, url: str, quotas: tuple[QuotaUse, ...], bounds: tuple[BoundUse, ...]) -> DeskView:
    """Quotas and borders of the current rounds."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("名额与分数线")),
        secret=words(SECRET),
        heading=words("名额与分数线"),
        notes=(words("名额按本轮已评定的组织数计算，比例向下取整；资料有错误、还没读进来的不在内。"),),
        sections=(
            Section("quotas", words("名额"), quota_table(quotas, url, shared)),
            Section("bounds", words("分数线附近"), _bound_table(bounds, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def project_quotas_sheet(shared: Shared, url: str, quotas: tuple[QuotaUse, ...], bounds: tuple[BoundUse, ...]) -> Sheet:
    return make_workbook(quota_table(quotas, url, shared), shared.words("名额"), shared)


def quota_table(quotas: tuple[QuotaUse, ...], url: str, shared: Shared) -> Table:
    """One row for each quota and area."""
    words = shared.words
    columns = (
        Column(words("范围")),
        Column(words("项目"), Kind.CHOICE),
        Column(words("期次"), Kind.CHOICE),
        Column(words("等级"), Kind.CHOICE),
        *(Column(words(label), Kind.NUMBER) for label in (mark("已评定"), mark("名额"), mark("已给"), mark("剩余"))),
        Column(words("最后一名（总分）")),
        Column(words("下一名（总分）")),
    )
    return Table(columns, tuple(_quota_row(one, url, shared) for one in quotas), words("这一轮没有名额限制。"))


def _quota_row(one: QuotaUse, url: str, shared: Shared) -> tuple[Cell, ...]:
    words, programme = shared.words, shared.programmes[one.programme]
    names = (level.name for level in programme.known_levels if level.id in one.levels)
    left = one.places - one.given
    return (
        Cell(say_region(one.area, shared) if one.area else words("全部")),
        Cell(programme.name),
        Cell(say_period(one.period, words)),
        Cell(words("、").join(names)),
        count_cell(one.evaluated),
        count_cell(one.places),
        count_cell(one.given, tone="must" if left < 0 else ""),
        number_cell(left, "must" if left < 0 else "faint"),
        _border_cell(one.last_inside, url),
        _border_cell(one.first_outside, url),
    )


def _border_cell(one: AtBorder | None, url: str) -> Cell:
    return (
        Cell(f"{one.name} {say_number(one.total)}", urls.relative(url, addresses.body_url(one.id))) if one else Cell("")
    )


def _bound_table(bounds: tuple[BoundUse, ...], shared: Shared) -> Table:
    words = shared.words
    labels = (mark("分数线"), mark("低 1 分以内"), mark("正好"), mark("高 1 分以内"))
    columns = (
        Column(words("等级")),
        Column(words("项目"), Kind.CHOICE),
        *(Column(words(label), Kind.NUMBER) for label in labels),
    )
    rows = (
        (
            Cell(level.name if (level := shared.programmes[one.programme].level(one.level)) else one.level),
            Cell(shared.programmes[one.programme].name),
            number_cell(one.bound),
            *map(count_cell, (one.below, one.on, one.above)),
        )
        for one in bounds
    )
    return Table(columns, tuple(rows), words("这一轮没有分数线。"))
