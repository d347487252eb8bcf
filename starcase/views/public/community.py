"""Which place is a body's neighbourhood."""

from __future__ import annotations

from starcase.model.ids import RegionId
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree


def community_of(regions: tuple[RegionId, ...], tree: RegionTree) -> RegionId | None:
    """The place whose bodies are neighbours: the first region's community, else its street; None for anything wider."""
    path = tree.path(regions[0]) if regions and regions[0] in tree else ()
    for tier in (Tier.COMMUNITY, Tier.STREET):
        if found := next((node.id for node in path if node.tier is tier), None):
            return found
    return None
