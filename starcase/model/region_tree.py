"""The regions as a tree that can be asked: who is above a place, and whose contact it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from starcase.model.ids import RegionId
from starcase.model.organization import Contact
from starcase.model.region import Tier
from starcase.model.values import PartialDate


class RegionNode(Struct, frozen=True):
    """One region, without its children's contents."""

    id: RegionId
    name: str
    tier: Tier
    parent: RegionId | None
    children: tuple[RegionId, ...] = ()
    code: str | None = None
    contact: Contact | None = None
    former_names: tuple[str, ...] = ()
    merged_into: RegionId | None = None
    until: PartialDate | None = None


class RegionTree(Struct, frozen=True):
    """All regions by id, in the order in which they are written (parents before children)."""

    nodes: Mapping[RegionId, RegionNode] = field(default_factory=dict)

    def __contains__(self, region: object) -> bool:
        return region in self.nodes

    def __getitem__(self, region: RegionId) -> RegionNode:
        return self.nodes[region]

    @property
    def roots(self) -> tuple[RegionNode, ...]:
        return tuple(node for node in self.nodes.values() if node.parent is None)

    def path(self, region: RegionId) -> tuple[RegionNode, ...]:
        """From the outermost region down to this one, itself included."""
        return tuple(self.upwards(region))[::-1]

    def upwards(self, region: RegionId) -> Iterator[RegionNode]:
        """From this region, itself first, up to the outermost one."""
        node = self.nodes[region]
        yield node
        while node.parent:
            node = self.nodes[node.parent]
            yield node

    def contact(self, region: RegionId) -> tuple[RegionNode, Contact] | None:
        """The nearest contact at or above a place, with the region that gives it."""
        return next(((node, node.contact) for node in self.upwards(region) if node.contact), None)
