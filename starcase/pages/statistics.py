"""The numbers of the whole site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.output import Page
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.row import Row
from starcase.model.tally import ProgrammeNumbers
from starcase.pages.kind import PageKind
from starcase.pages.programme import listed_bodies
from starcase.views import urls
from starcase.views.areas import area_of, find_seats
from starcase.views.public.programmes import order_programmes
from starcase.views.public.statistics import project_statistics
from starcase.views.rounds import find_rounds
from starcase.views.tally import sum_services, tally_rows


def plan(catalogue: Catalogue) -> Iterator[Page]:
    seats = frozenset(seat.id for seat in find_seats(catalogue.regions))
    bodies = [(programme, listed_bodies(catalogue, programme)) for programme in order_programmes(catalogue.programmes)]
    numbers = tuple(_count(programme, rows, catalogue.regions, seats) for programme, rows in bodies if rows)
    listed = len({row.id for _, rows in bodies for row in rows})
    changed = tuple(dict.fromkeys(one.programme for one in find_rounds(catalogue)))
    yield Page(KIND.name, urls.STATISTICS, (listed, numbers, changed))


def _count(
    programme: Programme, rows: tuple[Row, ...], regions: RegionTree, seats: frozenset[RegionId]
) -> ProgrammeNumbers:
    by_area = _split_by_area(programme, rows, regions, seats)
    return ProgrammeNumbers(
        programme=programme.id,
        all=tally_rows(rows),
        areas=tuple((area, tally_rows(by_area[area])) for area in regions.nodes if area in by_area),
        services=sum_services(rows),
    )


def _split_by_area(
    programme: Programme, rows: tuple[Row, ...], regions: RegionTree, seats: frozenset[RegionId]
) -> dict[RegionId, list[Row]]:
    """Bodies by the part of the programme's region that they lie in, else by city; in each once where they name several."""
    by_area: dict[RegionId, list[Row]] = {}
    area_with = cache(lambda region: area_of(region, programme, regions, seats))
    for row in rows:
        for area in dict.fromkeys(map(area_with, row.regions)):
            by_area.setdefault(area, []).append(row)
    return by_area


KIND = PageKind("statistics", r"statistics/index\.html", plan, project_statistics, "pages/statistics.html")
