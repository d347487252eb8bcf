"""Which region a table means: by the names in its columns for district, street and community, or by a path in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase
from starcase.model.ids import RegionId
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.same import Same
from starcase.read.words import closest, folded, quoted

_ENDINGS = re.compile(r"(?<=.{2})(?:街道办事处|街道|居民委员会|村民委员会|居委会|村委会|社区|区|县|市|镇|乡|村)$")
_OFFICES = re.compile(r"(?:办事处|居民委员会|村民委员会|居委会|村委会)$")
_STEPS = re.compile(r"[/／>＞\\|\-—·\s]+")
_SHOWN = 8


class Part(Struct, frozen=True):
    """One step of a path, outermost first; `tier` is None where nobody said which."""

    name: str
    tier: Tier | None = None


class Misplaced(Struct, frozen=True):
    """Why there is no such place: at which part (from 0), and what to do."""

    at: int
    wrong: Wrong


class _Names(Struct, frozen=True):
    """Regions by their names, by their names without what kind of place they are, and by what they were called before.

    `within`: a region whose places are meant before others.
    """

    tree: RegionTree
    within: RegionId | None
    by_name: Mapping[str, tuple[RegionNode, ...]]
    by_core: Mapping[str, tuple[RegionNode, ...]]
    by_former: Mapping[str, tuple[RegionNode, ...]]

    def called(self, name: str) -> tuple[RegionNode, ...]:
        """The regions that a name may mean, the plainest meaning first."""
        plain = folded(name)
        office = _OFFICES.sub("", plain)
        return (
            self.by_name.get(plain)
            or self.by_name.get(office)
            or self.by_former.get(plain)
            or self.by_core.get(_core(office), ())
        )

    def meant(self, nodes: Sequence[RegionNode]) -> tuple[RegionNode, ...]:
        """Those of some regions that lie within; all of them where none does."""
        return tuple(node for node in nodes if self.is_within(node)) or tuple(nodes)

    def is_within(self, node: RegionNode) -> bool:
        return self.within is None or any(above.id == self.within for above in self.tree.upwards(node.id))

    def is_below(self, node: RegionNode, above: Sequence[RegionNode]) -> bool:
        wanted = {one.id for one in above}
        return any(ancestor.id in wanted for ancestor in self.tree.upwards(node.id))


def find_place(parts: Sequence[Part], tree: RegionTree, within: RegionId | None = None) -> RegionId | Misplaced:
    """The region that some names mean together; steps between may be left out. `within`: where it lies if the names leave that open."""
    names = _names_of(Same(tree), within)
    found: tuple[RegionNode, ...] = ()
    for at, part in enumerate(parts):
        known = names.called(part.name)
        same_tier = names.meant(tuple(node for node in known if part.tier in (None, node.tier)) or known)
        here = tuple(node for node in same_tier if not at or names.is_below(node, found))
        if not here:
            return Misplaced(at, _elsewhere(part, same_tier, found, names) if known else _unknown(part, found, names))
        found = here
    if len(found) == 1:
        return found[0].id
    return Misplaced(len(parts) - 1, _several(parts[-1], found, names))


def find_path(text: str, tree: RegionTree, within: RegionId | None = None) -> RegionId | Wrong:
    """The region that one text means: a name, an id, a path such as 东湖区/安居社区, or the same without strokes."""
    if text in tree.nodes:
        return RegionId(text)
    names = _names_of(Same(tree), within)
    steps = tuple(Part(step) for step in _STEPS.split(text) if step)
    if len(steps) == 1 and not names.called(text) and (joined := _joined(folded(text), names)):
        steps = joined
    place = find_place(steps, tree, within) if steps else Misplaced(0, _unknown(Part(text), (), names))
    return place.wrong if isinstance(place, Misplaced) else place


def _joined(text: str, names: _Names) -> tuple[Part, ...]:
    """The steps of a path that was written without strokes: 示例市东湖区安居社区."""
    for name, nodes in names.by_name.items():
        if text.endswith(name):
            for node in nodes:
                rest, steps = text.removesuffix(name), [Part(node.name, node.tier)]
                for above in names.tree.path(node.id)[-2::-1]:
                    if rest.endswith(folded(above.name)):
                        rest = rest.removesuffix(folded(above.name))
                        steps.append(Part(above.name, above.tier))
                if not rest:
                    return tuple(reversed(steps))
    return ()


@lru_cache(maxsize=64)
def _names_of(tree: Same[RegionTree], within: RegionId | None) -> _Names:
    nodes = tuple(tree.value.nodes.values())
    return _Names(
        tree.value,
        within,
        _grouped((folded(node.name), node) for node in nodes),
        _grouped((_core(folded(node.name)), node) for node in nodes),
        _grouped((folded(name), node) for node in nodes for name in node.former_names),
    )


def _grouped(pairs: Iterable[tuple[str, RegionNode]]) -> dict[str, tuple[RegionNode, ...]]:
    found: dict[str, tuple[RegionNode, ...]] = {}
    for name, node in pairs:
        found[name] = (*found.get(name, ()), node)
    return found


def _core(name: str) -> str:
    return _ENDINGS.sub("", name)


# ── What is wrong ──


def _unknown(part: Part, above: Sequence[RegionNode], names: _Names) -> Wrong:
    below = _below(above, part.tier, names)
    if above and not below:
        wrong = phrase("“{above}”下面还没有列出任何地方", above=above[0].name)
        return Wrong(wrong, phrase("请先在 content/regions.yaml 里补上“{name}”，或者空着这一格。", name=part.name))
    nowhere = phrase("地区里没有这个地方")
    wrong = phrase("“{above}”下面没有这个地方", above=above[0].name) if above else nowhere
    known = list(dict.fromkeys(node.name for node in below))
    near = closest(part.name, known) or (known if len(known) <= _SHOWN else [])
    if not near:
        return Wrong(wrong, phrase("请核对名称；确实是新的地方，请管理网站的人先在地区文件里补上。"))
    return Wrong(wrong, phrase("请改成：{offers}。", offers=quoted(near)))


def _below(above: Sequence[RegionNode], tier: Tier | None, names: _Names) -> tuple[RegionNode, ...]:
    """The places of a tier below some others; where none was said, the ones next below."""
    if not above:
        return tuple(one for one in names.tree.nodes.values() if tier in (None, one.tier) and names.is_within(one))
    if tier is None:
        return tuple(names.tree[child] for node in above for child in node.children)
    return tuple(node for node in names.tree.nodes.values() if node.tier is tier and names.is_below(node, above))


def _elsewhere(part: Part, known: Sequence[RegionNode], above: Sequence[RegionNode], names: _Names) -> Wrong:
    wrong = phrase("“{above}”下面没有这个地方，它在 {place}", above=above[0].name, place=_path(known[0], names))
    return Wrong(wrong, phrase("请核对这一行的区县、街道和社区，把写错的改过来。"))


def _several(part: Part, found: Sequence[RegionNode], names: _Names) -> Wrong:
    wrong = phrase("叫这个名称的地方有{count}个", count=len(found))
    offers = quoted([_path(node, names) for node in found])
    return Wrong(wrong, phrase("请把它的区县和街道也写上，是下面的哪一个：{offers}。", offers=offers))


def _path(node: RegionNode, names: _Names) -> str:
    return "/".join(one.name for one in names.tree.path(node.id))
