"""The pages of regions of every tier: a region's bodies, nearest first, and what lies below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.output import Page
from starcase.model.region_tree import RegionTree
from starcase.model.row import Row
from starcase.model.tally import RollUp, Tally
from starcase.pages.kind import PageKind
from starcase.pages.paging import split_pages
from starcase.views import urls
from starcase.views.areas import part_below
from starcase.views.public.region import project_region
from starcase.views.tally import is_gone, tally_rows


def plan(catalogue: Catalogue) -> Iterator[Page]:
    depths = _measure_depths(catalogue.regions)
    tallies = {region: tally_rows(catalogue.by_region.get(region, ())) for region in catalogue.regions.nodes}
    for region in catalogue.regions.nodes:
        slices = split_pages(_nearest_first(catalogue, region, depths))
        for number, some in enumerate(slices, start=1):
            roll_up = _roll_up(catalogue, region, tallies) if number == 1 else None
            url = urls.numbered_url(urls.region_url(region), number)
            yield Page(KIND.name, url, (region, number, len(slices), some, roll_up))


def _measure_depths(regions: RegionTree) -> dict[RegionId, int]:
    """How many regions stand above each."""
    depths: dict[RegionId, int] = {}
    for node in regions.nodes.values():
        depths[node.id] = depths[node.parent] + 1 if node.parent else 0
    return depths


def _nearest_first(catalogue: Catalogue, region: RegionId, depths: Mapping[RegionId, int]) -> tuple[Row, ...]:
    """Bodies of the place itself before those of the places below it; those that no longer exist at the end."""

    def depth(row: Row) -> int:
        places = row.regions
        if len(places) > 1:
            places = tuple(place for place in places if part_below(place, region, catalogue.regions))
        return min(depths[place] for place in places)

    rows = catalogue.by_region.get(region, ())
    return tuple(sorted(rows, key=lambda row: (is_gone(row), depth(row))))


def _roll_up(catalogue: Catalogue, region: RegionId, tallies: Mapping[RegionId, Tally]) -> RollUp:
    here = (row for row in catalogue.by_region.get(region, ()) if region in row.regions)
    below = tuple((child, tallies[child]) for child in catalogue.regions[region].children)
    return RollUp(all=tallies[region], here=tally_rows(here), below=below)


KIND = PageKind("region", plan, project_region, "pages/region.html")
