"""The regions in which bodies are, numbered, and how a body's name can be said shorter by its place."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from starcase.folding import fold
from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode
from starcase.search.numbers import code_numbers
from starcase.views.public.search import SearchEntry

WHOLE_NAME, STEM = "\t", "\v"
"""What stands at the beginning of a name for that of its first place, and for that without the word of its tier."""
_TIER_WORDS = (
    *(
        "微网格",
        "网格",
        "社区",
        "街道",
        "地区",
        "新区",
        "矿区",
        "林区",
        "开发区",
        "示范区",
        "自治县",
        "自治区",
        "自治州",
    ),
    *("办事处", "村", "镇", "乡", "区", "县", "市", "省", "州", "旗", "盟"),
)
_SHORTEST = 2
_TIERS = tuple(Tier)


class Places(Struct, frozen=True):
    """Regions in the order of the tree: a place's number is at most that of what lies below it. `stems` are lengths."""

    nodes: tuple[RegionNode, ...]
    numbers: Mapping[RegionId, int]
    stems: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(node.name for node in self.nodes)

    def first_of(self, body: SearchEntry) -> int | None:
        """The number of a body's first place."""
        return next((self.numbers[region] for region in body.regions if region in self.numbers), None)

    def shorten(self, body: SearchEntry) -> str:
        """The body's name, its place's left out at the beginning."""
        number = self.first_of(body)
        if number is None:
            return body.name
        place, stem = self.nodes[number].name, self.stems[number]
        if body.name.startswith(place):
            return WHOLE_NAME + body.name[len(place) :]
        return STEM + body.name[stem:] if body.name.startswith(place[:stem]) else body.name


def list_places(catalogue: Catalogue) -> Places:
    """The regions that have bodies, in themselves or below."""
    nodes = tuple(node for node in catalogue.regions.nodes.values() if catalogue.by_region.get(node.id))
    numbers = {node.id: number for number, node in enumerate(nodes)}
    return Places(nodes, numbers, tuple(_stem(node.name) for node in nodes))


def place_names_as_data(places: Places) -> str:
    """How places are called, folded, each name once: by these a large site tells a place in a query before it knows where any is.

    Those with the same word for their tier stand together: that word on a line, then lines with a first character and what follows it in each
    name. An empty line comes before the next word.
    """
    ends: dict[str, dict[str, set[str]]] = {}
    for name, stem in zip(places.names, places.stems, strict=True):
        begin, end = fold(name[:stem]), fold(name[stem:])
        ends.setdefault(end, {}).setdefault(begin[:1], set()).add(begin[1:])
    return "\n\n".join("\n".join([end, *_lines(begins)]) for end, begins in sorted(ends.items()))


def _lines(begins: Mapping[str, set[str]]) -> list[str]:
    return [f"{first} {' '.join(sorted(rests))}" for first, rests in sorted(begins.items())]


def _stem(name: str) -> int:
    """How long a name is without the word of its tier; that is left out only where something is left."""
    ends = (len(name) - len(word) for word in _TIER_WORDS if name.endswith(word))
    return min((end for end in ends if end >= _SHORTEST), default=len(name))


def places_as_data(places: Places) -> dict[str, object]:
    """The places as the engine reads them."""
    parents = [1 + places.numbers[node.parent] if node.parent else 0 for node in places.nodes]
    return {
        "names": "\n".join(places.names),
        "parents": code_numbers(parents),
        "stems": code_numbers(places.stems),
        "tiers": code_numbers([_TIERS.index(node.tier) for node in places.nodes]),
    }
