"""All regions in one list, to download as a sheet."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from starcase.model.ids import RegionId
from starcase.model.organization import Contact
from starcase.model.region import Region, Tier
from starcase.model.region_tree import RegionNode
from starcase.model.tally import RegionCounts
from starcase.views import urls
from starcase.views.areas import say_tier
from starcase.views.parts import say_place
from starcase.views.public.open_data_fields import as_written, titled
from starcase.views.public.open_data_list import WHOLE_WAY, address_of
from starcase.views.public.open_data_sheets import make_sheet
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet


class ListedRegion(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[RegionId, as_written(Region, "id", "Id of the place, as organizations name it")]
    name: Annotated[str, as_written(Region, "name", "Name")]
    tier: Annotated[
        Tier, as_written(Region, "tier", "Tier: province, city, district, street, community, grid, microgrid")
    ]
    tier_name: Annotated[str, titled("层级名称", "The tier in words")]
    code: Annotated[str | None, as_written(Region, "code", "Administrative code")]
    parent: Annotated[RegionId | None, titled("上级编号", "Id of the place that it lies in")]
    place: Annotated[str, titled("所在地", "Names from the outermost place down to this one")]
    former_names: Annotated[tuple[str, ...], as_written(Region, "former_names", "Names that it had before")]
    merged_into: Annotated[
        RegionId | None, as_written(Region, "merged_into", "Id of the place that it was merged into")
    ]
    until: Annotated[str | None, as_written(Region, "until", "Until when it existed")]
    office: Annotated[str | None, titled("联系单位", "Office that answers for the place")]
    phone: Annotated[str | None, as_written(Contact, "phone", "Phone of the office")]
    address: Annotated[str | None, as_written(Contact, "address", "Address of the office")]
    hours: Annotated[str | None, as_written(Contact, "hours", "Opening hours of the office")]
    bodies: Annotated[
        int, titled("本站列出的组织", "Bodies that this site lists in it and below, without those that are gone", "个")
    ]
    page: Annotated[str, titled("网页", "Its page")]


def project_regions_sheet(shared: Shared, url: str, counts: RegionCounts) -> Sheet:
    """The regions in the order in which they are written; `counts` are the bodies in each."""
    numbers = dict(counts)
    regions = [_list_region(node, numbers.get(node.id, 0), url, shared) for node in shared.regions.nodes.values()]
    return make_sheet(shared.words("地区"), ListedRegion, regions, shared.words)


def _list_region(node: RegionNode, bodies: int, url: str, shared: Shared) -> ListedRegion:
    contact = node.contact or Contact()
    return ListedRegion(
        id=node.id,
        name=node.name,
        tier=node.tier,
        tier_name=say_tier(node, shared),
        code=node.code,
        parent=node.parent,
        place=say_place((node.id,), shared, deepest=WHOLE_WAY),
        former_names=node.former_names,
        merged_into=node.merged_into,
        until=str(node.until) if node.until else None,
        office=contact.name,
        phone=contact.phone,
        address=contact.address,
        hours=contact.hours,
        bodies=bodies,
        page=address_of(urls.region_url(node.id), url, shared),
    )
