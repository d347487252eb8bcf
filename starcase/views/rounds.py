"""Gathers the moves of all bodies into rounds: what changed in each programme and period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from heapq import nlargest

from starcase.model.catalogue import Catalogue
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.move import Move, Moved, MoveKind, Round, RoundCount
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.row import Row
from starcase.model.values import Period
from starcase.views.areas import area_of, find_seats

RoundName = tuple[ProgrammeId, Period]
_ORDER = {kind: place for place, kind in enumerate(MoveKind)}


@lru_cache(maxsize=1)
def find_rounds(catalogue: Catalogue) -> tuple[Round, ...]:
    """Every round in which something changed, the newest first, programmes in their order.

    In the first round that the site knows of a programme there is nothing to compare with: what is rated there for the first time has
    not changed.
    """
    gathered: dict[RoundName, list[tuple[Row, Move]]] = {}
    for row, move in _told(catalogue):
        gathered.setdefault((move.programme, move.round), []).append((row, move))
    programmes = {programme: place for place, programme in enumerate(catalogue.programmes)}
    names = sorted(gathered, key=lambda name: (_age(name[1]), programmes[name[0]]))
    seats = frozenset(seat.id for seat in find_seats(catalogue.regions))
    places = {region: place for place, region in enumerate(catalogue.regions.nodes)}
    areas = {
        programme.id: partial(_area, programme, catalogue.regions, seats) for programme in catalogue.programmes.values()
    }
    return tuple(Round(name[0], name[1], tuple(_list_moved(gathered[name], areas[name[0]], places))) for name in names)


def _age(period: Period) -> tuple[int, int]:
    """Less for a later period; of those that end on one day, the shorter one is the later."""
    return -period.last_day.toordinal(), -period.first_day.toordinal()


def _told(catalogue: Catalogue) -> Iterator[tuple[Row, Move]]:
    all_moves = [(row, move) for row in catalogue.rows for move in row.moves if move.programme in catalogue.programmes]
    first = _first_rounds(catalogue, all_moves)
    for row, move in all_moves:
        if move.kind is not MoveKind.NEW or move.round.last_day > first[move.programme].last_day:
            yield row, move


def _first_rounds(catalogue: Catalogue, moves: list[tuple[Row, Move]]) -> dict[ProgrammeId, Period]:
    """The first round of each programme: the one that it names, or the earliest in which anybody was rated."""
    first: dict[ProgrammeId, Period] = {}
    for _, move in moves:
        if move.kind is MoveKind.NEW:
            known = first.setdefault(move.programme, move.round)
            first[move.programme] = min(known, move.round, key=lambda period: period.last_day)
    for programme in catalogue.programmes.values():
        named = programme.rules.first_period if programme.rules else None
        if named and programme.id in first:
            first[programme.id] = max(first[programme.id], named, key=lambda period: period.last_day)
    return first


def _list_moved(
    moves: list[tuple[Row, Move]], area: Callable[[Row], RegionId | None], places: Mapping[RegionId, int]
) -> list[Moved]:
    """Each move with the area under which it is listed, by kind, area and name."""

    def order(one: Moved) -> tuple[object, ...]:
        place = places[one.area] if one.area else len(places)
        return _ORDER[one.move.kind], place, one.order, one.name, one.id, one.move.day

    return sorted((Moved(row.id, row.name, row.order, row.regions, area(row), move) for row, move in moves), key=order)


def _area(programme: Programme, regions: RegionTree, seats: frozenset[RegionId], row: Row) -> RegionId | None:
    """The part of the programme's region in which a body lies; of a programme without one the district. The first of several places counts."""
    home = next((region for region in row.regions if region in regions), None)
    if home is None:
        return None
    district = next((node.id for node in regions.upwards(home) if node.tier is Tier.DISTRICT), None)
    return (None if programme.region else district) or area_of(home, programme, regions, seats)


def count_round(one: Round) -> RoundCount:
    """How much changed in a round."""
    counts = Counter(moved.move.kind for moved in one.moved)
    return RoundCount(one.programme, one.period, tuple((kind, counts[kind]) for kind in MoveKind if counts[kind]))


def rounds_of_programme(catalogue: Catalogue, programme: ProgrammeId, most: int) -> tuple[RoundCount, ...]:
    """The newest rounds of a programme in which something changed."""
    found = (one for one in find_rounds(catalogue) if one.programme == programme)
    return tuple(count_round(one) for one, _ in zip(found, range(most), strict=False))


@lru_cache(maxsize=1)
def find_moved(catalogue: Catalogue) -> Mapping[OrganizationId, tuple[RoundName, ...]]:
    """For each body the rounds that list it, the newest first."""
    found: dict[OrganizationId, dict[RoundName, None]] = {}
    for one in find_rounds(catalogue):
        for moved in one.moved:
            found.setdefault(moved.id, {})[one.programme, one.period] = None
    return {body: tuple(rounds) for body, rounds in found.items()}


def latest_moves(catalogue: Catalogue, most: int) -> tuple[Moved, ...]:
    """The latest moves of the site, the newest first."""
    moved = (moved for one in find_rounds(catalogue) for moved in one.moved)
    return tuple(nlargest(most, moved, key=lambda one: (one.move.day, one.move.programme, one.id, one.move.kind)))
