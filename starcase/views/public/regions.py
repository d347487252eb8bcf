"""The tree of regions, down to streets and townships."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.ids import RegionId
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode
from starcase.model.tally import RegionCounts
from starcase.views import urls
from starcase.views.areas import find_seats
from starcase.views.frame import Frame, frame_page
from starcase.views.parts import Entry
from starcase.views.shared import Shared

_TIERS = tuple(Tier)


class Branch(Struct, frozen=True):
    """A region with the regions below it."""

    name: Entry
    branches: tuple[Branch, ...]


class Seat(Struct, frozen=True):
    """A city, or what stands in its place; `above` is the province that it belongs to."""

    above: Entry | None
    name: Entry
    branches: tuple[Branch, ...]


class RegionsView(Struct, frozen=True):
    frame: Frame
    title: str
    lead: str
    seats: tuple[Seat, ...]


def project_regions(shared: Shared, url: str, counts: RegionCounts) -> RegionsView:
    """The tree; `counts` are the bodies in each region that has any."""
    words, numbers = shared.words, dict(counts)
    lead = words("地名后面的数字，是本站在那里列出的组织数，包括下级的。")
    return RegionsView(
        frame=frame_page(shared, url, words("按地区找"), description=lead),
        title=words("按地区找"),
        lead=lead,
        seats=tuple(_view_seat(seat, numbers, url, shared) for seat in find_seats(shared.regions)),
    )


def _view_seat(seat: RegionNode, numbers: dict[RegionId, int], url: str, shared: Shared) -> Seat:
    above = shared.regions[seat.parent] if seat.parent else None
    return Seat(
        above=_entry(above, numbers, url) if above else None,
        name=_entry(seat, numbers, url),
        branches=_view_branches(seat, numbers, url, shared) or _view_children(seat, numbers, url, shared),
    )


def _view_branches(node: RegionNode, numbers: dict[RegionId, int], url: str, shared: Shared) -> tuple[Branch, ...]:
    """What lies below a region, as far as streets; communities stand on the pages of their streets."""
    children = (shared.regions[child] for child in node.children)
    return tuple(
        Branch(_entry(child, numbers, url), _view_branches(child, numbers, url, shared))
        for child in children
        if _TIERS.index(child.tier) <= _TIERS.index(Tier.STREET)
    )


def _view_children(seat: RegionNode, numbers: dict[RegionId, int], url: str, shared: Shared) -> tuple[Branch, ...]:
    """The communities of a seat that has nothing between."""
    return tuple(Branch(_entry(shared.regions[child], numbers, url), ()) for child in seat.children)


def _entry(node: RegionNode, numbers: dict[RegionId, int], url: str) -> Entry:
    number = numbers.get(node.id)
    return Entry(node.name, urls.relative(url, urls.region_url(node.id)), str(number) if number else "")
