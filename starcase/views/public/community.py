"""Which place is a body's neighbourhood."""

from __future__ import annotations

from starcase.model.ids import RegionId
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree


def community_of(regions: tuple[RegionId, ...], tree: RegionTree) -> RegionId | None:
    """The place whose bodies are neighbours: the first region's community, else its street; None for anything wider."""
    if not regions or regions[0] not in tree:
        return None
    outermost = {node.tier: node.id for node in tree.upwards(regions[0])}
    return outermost.get(Tier.COMMUNITY) or outermost.get(Tier.STREET)
