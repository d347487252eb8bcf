"""Which badges there are: for every level of a programme the years in which a body has come by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from starcase.model.catalogue import Catalogue
from starcase.model.ids import LevelId, ProgrammeId
from starcase.model.row import Row
from starcase.model.standing import Standing, State
from starcase.views.scheme import rates_bodies


class Badge(Struct, frozen=True):
    level: LevelId
    year: int


@lru_cache(maxsize=1)
def find_badges(catalogue: Catalogue) -> Mapping[ProgrammeId, tuple[Badge, ...]]:
    """The badges of every programme that has any, the best level first, the latest year first.

    A site that does not know its public address has none: nobody could say where they are.
    """
    if not catalogue.config.base_url:
        return {}
    found = {given for row in catalogue.rows for given in _given(row)}
    every = (
        (programme.id, tuple(_badges(programme.id, [level.id for level in programme.known_levels], found)))
        for programme in filter(rates_bodies, catalogue.programmes.values())
    )
    return {programme: badges for programme, badges in every if badges}


def _badges(
    programme: ProgrammeId, levels: list[LevelId], found: set[tuple[ProgrammeId, LevelId, int]]
) -> Iterator[Badge]:
    for level in levels:
        years = sorted((year for of, one, year in found if (of, one) == (programme, level)), reverse=True)
        yield from (Badge(level, year) for year in years)


def _given(row: Row) -> Iterator[tuple[ProgrammeId, LevelId, int]]:
    """Each level that a body has or once came by, with the year."""
    for move in row.moves:
        if move.to_level:
            yield move.programme, move.to_level, move.round.year
    standings = ((row.programme, row.standing), *((one.programme, one.standing) for one in row.elsewhere))
    for programme, standing in standings:
        year = _year_of(standing)
        if programme and standing.level and year:
            yield programme, standing.level, year


def _year_of(standing: Standing) -> int | None:
    if standing.state is not State.RATED:
        return None
    if standing.period:
        return standing.period.year
    return standing.since.year if standing.since else None
