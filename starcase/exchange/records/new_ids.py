"""Ids for bodies that have none yet: the name in pinyin, made unlike by the region."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set

from msgspec import Struct

from starcase.model.ids import OrganizationId, RegionId
from starcase.model.region_tree import RegionTree
from starcase.pinyin import toneless
from starcase.read.identifiers import parse_identifier, suggested_id
from starcase.read.scalars import Fault

_LONGEST = 40
_KINDS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:红色|社区|志愿者?|服务|社会组织|邻里|示例)*"
    r"(?:志愿者?|服务队|小分队|工作室|服务站|服务中心|联合会|促进会|协会|学会|中心|队伍|团队|分队|小队|队|社|团|会|所|站)$"
)
"""What many names end in, and what therefore tells no two bodies apart."""


class Unnamed(Struct, frozen=True):
    """A body that needs an id."""

    name: str
    regions: tuple[RegionId, ...]


def new_ids(bodies: Iterable[Unnamed], taken: Set[str], regions: RegionTree) -> tuple[OrganizationId, ...]:
    """An id for each body, in their order; `taken` are in use, in lower case.

    Bodies of like names all get the region behind it, so that the order in which they come makes no difference.
    """
    bodies = tuple(bodies)
    short = tuple(_pinyin(one.name) for one in bodies)
    counts = Counter(short)
    used = {*taken}
    made = []
    for one, stem in zip(bodies, short, strict=True):
        is_free = counts[stem] == 1 and stem not in used and not _is_refused(stem)
        chosen = stem if is_free else _unlike(stem, one.regions, used, regions)
        used.add(chosen)
        made.append(OrganizationId(chosen))
    return tuple(made)


def _pinyin(name: str) -> str:
    """`nuanxin-linli` for 暖心邻里志愿服务队: syllables in pairs, without what all such names end in."""
    syllables = toneless(_KINDS.sub("", name)) or toneless(name)
    pairs = ["".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2)]
    while len("-".join(pairs)) > _LONGEST and len(pairs) > 1:
        pairs.pop()
    return suggested_id("-".join(pairs))


def _is_refused(stem: str) -> bool:
    return isinstance(parse_identifier(stem, has_page=True), Fault)


def _unlike(stem: str, places: tuple[RegionId, ...], used: Set[str], regions: RegionTree) -> str:
    """The stem with its place, then with the places above, then with a number."""
    tried = stem
    for node in regions.upwards(places[0]) if places and places[0] in regions else ():
        tried = f"{tried}-{node.id}"
        short = f"{stem}-{node.id}"
        if free := next((one for one in (short, tried) if one not in used and not _is_refused(one)), None):
            return free
    return next(one for number in range(2, len(used) + 3) if (one := f"{stem}-{number}") not in used)
