"""The pages of regions of every tier: a region's bodies, nearest first, and what lies below it.

Of a province with many bodies only those of its own are listed; the others are on the pages of its cities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial

from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.output import Family, Page
from starcase.model.region_tree import RegionTree
from starcase.model.row import Row
from starcase.model.same import Same
from starcase.model.tally import RollUp, Tally
from starcase.pages.kind import PageKind, plan_families
from starcase.pages.paging import is_long, stretch_bodies
from starcase.views import urls
from starcase.views.areas import has_cities, part_below
from starcase.views.public.region import project_region
from starcase.views.tally import gone_last, is_gone, tally_rows


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(families(catalogue))


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The pages of one region."""
    return plan_families(_families(catalogue, [region for region in catalogue.regions.nodes if region == identifier]))


def families(catalogue: Catalogue) -> Iterator[Family]:
    """The pages of each region."""
    return _families(catalogue, catalogue.regions.nodes)


def _families(catalogue: Catalogue, regions: Iterable[RegionId]) -> Iterator[Family]:
    tally = cache(lambda bodies: tally_rows(bodies.value))
    plan = partial(_plan_region, catalogue.regions, _measure_depths(catalogue.regions), lambda rows: tally(Same(rows)))
    for region in regions:
        bodies = catalogue.by_region.get(region, ())
        below = tuple(catalogue.by_region.get(child, ()) for child in catalogue.regions[region].children)
        yield Family(KIND.name, plan, (region, bodies, below))


def _plan_region(
    regions: RegionTree,
    depths: Mapping[RegionId, int],
    tally: Callable[[tuple[Row, ...]], Tally],
    region: RegionId,
    bodies: tuple[Row, ...],
    below: tuple[tuple[Row, ...], ...],
) -> Iterator[Page]:
    """The pages of one region, of its bodies and those of the regions just below it."""
    leads_down = is_long(bodies) and has_cities(region, regions)
    own = gone_last(row for row in bodies if region in row.regions)
    rows = own if leads_down else _nearest_first(bodies, region, regions, depths)
    for url, stretch, some in stretch_bodies(urls.region_url(region), rows):
        roll_up = None
        if stretch.is_first:
            counts = tuple(zip(regions[region].children, map(tally, below), strict=True))
            roll_up = RollUp(all=tally(bodies), here=tally_rows(own), below=counts)
        yield Page(KIND.name, url, (region, leads_down, stretch, some, roll_up))


def _measure_depths(regions: RegionTree) -> dict[RegionId, int]:
    """How many regions stand above each."""
    depths: dict[RegionId, int] = {}
    for node in regions.nodes.values():
        depths[node.id] = depths[node.parent] + 1 if node.parent else 0
    return depths


def _nearest_first(
    bodies: tuple[Row, ...], region: RegionId, regions: RegionTree, depths: Mapping[RegionId, int]
) -> tuple[Row, ...]:
    """Bodies of the place itself before those of the places below it; those that no longer exist at the end."""

    def depth(row: Row) -> int:
        if len(row.regions) == 1:
            return depths[row.regions[0]]
        return min(depths[place] for place in row.regions if part_below(place, region, regions))

    return tuple(sorted(bodies, key=lambda row: (is_gone(row), depth(row))))


KIND = PageKind(
    "region",
    r"regions/([^/]+)/(?:page/.+/)?index\.html",
    plan,
    project_region,
    "pages/region.html",
    plan_of,
    families=families,
)
