"""The pages of regions of every tier: a region's bodies, nearest first, and what lies below it.

Of a province with many bodies only those of its own are listed; the others are on the pages of its cities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.output import Page
from starcase.model.region_tree import RegionTree
from starcase.model.row import Row
from starcase.model.tally import RollUp, Tally
from starcase.pages.kind import PageKind
from starcase.pages.paging import is_long, stretch_bodies
from starcase.views import urls
from starcase.views.areas import has_cities, part_below
from starcase.views.public.region import project_region
from starcase.views.tally import gone_last, is_gone, tally_rows


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return _plan_regions(catalogue, catalogue.regions.nodes)


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The pages of one region."""
    return _plan_regions(catalogue, [region for region in catalogue.regions.nodes if region == identifier])


def _plan_regions(catalogue: Catalogue, regions: Iterable[RegionId]) -> Iterator[Page]:
    depths = _measure_depths(catalogue.regions)
    tally = cache(lambda region: tally_rows(catalogue.by_region.get(region, ())))
    for region in regions:
        leads_down = is_long(catalogue.by_region.get(region, ())) and has_cities(region, catalogue.regions)
        rows = _own(catalogue, region) if leads_down else _nearest_first(catalogue, region, depths)
        for url, stretch, some in stretch_bodies(urls.region_url(region), rows):
            roll_up = _roll_up(catalogue, region, tally) if stretch.is_first else None
            yield Page(KIND.name, url, (region, leads_down, stretch, some, roll_up))


def _measure_depths(regions: RegionTree) -> dict[RegionId, int]:
    """How many regions stand above each."""
    depths: dict[RegionId, int] = {}
    for node in regions.nodes.values():
        depths[node.id] = depths[node.parent] + 1 if node.parent else 0
    return depths


def _nearest_first(catalogue: Catalogue, region: RegionId, depths: Mapping[RegionId, int]) -> tuple[Row, ...]:
    """Bodies of the place itself before those of the places below it; those that no longer exist at the end."""

    def depth(row: Row) -> int:
        if len(row.regions) == 1:
            return depths[row.regions[0]]
        return min(depths[place] for place in row.regions if part_below(place, region, catalogue.regions))

    rows = catalogue.by_region.get(region, ())
    return tuple(sorted(rows, key=lambda row: (is_gone(row), depth(row))))


def _own(catalogue: Catalogue, region: RegionId) -> tuple[Row, ...]:
    """Bodies of the place itself; those that no longer exist at the end."""
    return gone_last(row for row in catalogue.by_region.get(region, ()) if region in row.regions)


def _roll_up(catalogue: Catalogue, region: RegionId, tally: Callable[[RegionId], Tally]) -> RollUp:
    below = tuple((child, tally(child)) for child in catalogue.regions[region].children)
    return RollUp(all=tally(region), here=tally_rows(_own(catalogue, region)), below=below)


KIND = PageKind(
    "region", r"regions/([^/]+)/(?:page/.+/)?index\.html", plan, project_region, "pages/region.html", plan_of
)
