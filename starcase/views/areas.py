"""Regions as people look for them: the word of their tier, the way down to them, where to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from starcase.model.ids import RegionId
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.row import Row
from starcase.model.same import Same
from starcase.model.tally import GONE, RegionCounts
from starcase.views import urls
from starcase.views.parts import Entry
from starcase.views.shared import Shared


class Area(Struct, frozen=True):
    """A city, or what stands in its place, and its districts that have bodies."""

    name: Entry
    places: tuple[Entry, ...]


def tier_word(tier: Tier, shared: Shared) -> str:
    """The tier's own word from config.yaml, else all that it may mean: 街道、乡镇."""
    own = next((entry.word for entry in shared.config.tiers if entry.tier is tier), None)
    return own or shared.words("、").join(shared.words(word) for word in tier.zh)


def say_tier(node: RegionNode, shared: Shared) -> str:
    """The tier of a region; of several words the one that its name ends like: 慈峪镇 is a 乡镇, no 街道."""
    own = next((entry.word for entry in shared.config.tiers if entry.tier is node.tier), None)
    fitting = next((word for word in node.tier.zh if node.name[-1] in word), node.tier.zh[0])
    return own or shared.words(fitting)


def find_seats(regions: RegionTree) -> tuple[RegionNode, ...]:
    """The regions to begin from, whose children are districts or less: cities, and whatever stands outside of one."""
    return tuple(seat for root in regions.roots for seat in _seats(root, regions))


def has_cities(region: RegionId, regions: RegionTree) -> bool:
    """Whether cities lie just below a region, or provinces."""
    return any(regions[child].tier in (Tier.PROVINCE, Tier.CITY) for child in regions[region].children)


def _seats(node: RegionNode, regions: RegionTree) -> Iterator[RegionNode]:
    if has_cities(node.id, regions):
        for child in node.children:
            yield from _seats(regions[child], regions)
    else:
        yield node


def count_areas(regions: RegionTree, by_region: Mapping[RegionId, tuple[Row, ...]]) -> RegionCounts:
    """Bodies that exist in each seat and in each of its children; those without any left out."""
    return count_bodies((region for seat in find_seats(regions) for region in (seat.id, *seat.children)), by_region)


def count_bodies(wanted: Iterable[RegionId], by_region: Mapping[RegionId, tuple[Row, ...]]) -> RegionCounts:
    """Bodies that exist in each of the regions; those without any left out."""
    counts = _count_all(Same(by_region))
    return tuple((region, counts[region]) for region in wanted if counts.get(region))


@lru_cache(maxsize=1)
def _count_all(by_region: Same[Mapping[RegionId, tuple[Row, ...]]]) -> Mapping[RegionId, int]:
    """Bodies that exist in every region: counted once for all pages that ask."""
    return {region: sum([row.status not in GONE for row in rows]) for region, rows in by_region.value.items()}


def view_areas(counts: RegionCounts, url: str, shared: Shared) -> tuple[Area, ...]:
    """The seats and their districts as lists of links on the page at `url`."""
    numbers = dict(counts)

    def entry(region: RegionId) -> Entry:
        href = urls.relative(url, urls.region_url(region))
        return Entry(shared.regions[region].name, href, str(numbers[region]))

    return tuple(
        Area(entry(seat.id), tuple(entry(child) for child in seat.children if child in numbers))
        for seat in find_seats(shared.regions)
        if seat.id in numbers
    )


def part_below(region: RegionId, top: RegionId, regions: RegionTree) -> RegionId | None:
    """The child of `top` that a place lies in; `top` where it is the place itself, None where it is elsewhere."""
    path = [node.id for node in regions.path(region)]
    if top not in path:
        return None
    below = path[path.index(top) + 1 :]
    return below[0] if below else top


def area_of(region: RegionId, programme: Programme, regions: RegionTree, seats: frozenset[RegionId]) -> RegionId:
    """The part of a programme's region that a place lies in, else its city: one of the `seats`."""
    below = part_below(region, programme.region, regions) if programme.region else None
    if below:
        return below
    path = [node.id for node in regions.path(region)]
    return next((above for above in path if above in seats), path[0])


def name_area(area: RegionId, programme: Programme, shared: Shared) -> str:
    """The programme's own region stands for the bodies that are in none of its parts."""
    name = shared.regions[area].name
    return shared.words("{region}本级", region=name) if area == programme.region else name


def crumbs_to(region: RegionId, shared: Shared) -> tuple[tuple[str, str], ...]:
    """The way down to a region, itself left out: label and address."""
    above = shared.regions.path(region)[:-1]
    index = (shared.words("按地区找"), urls.REGIONS)
    return (index, *((node.name, urls.region_url(node.id)) for node in above))
