"""Reads the tree of regions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from starcase.language import Label
from starcase.model.ids import RegionId
from starcase.model.region import Region, Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.problems import DocumentId, Path, Problem, Spot, problem, rule
from starcase.read.fields import read_each
from starcase.read.names import RegionIndex, Role, known_id, region_index
from starcase.read.order import check_unique
from starcase.read.reading import Reading, fault_problem
from starcase.read.record import check_record
from starcase.read.result import Read
from starcase.read.scalars import Fault
from starcase.sources.yamltree import Tree

TIER_NOT_BELOW = rule(
    "tier-not-below",
    says="“{name}”的层级是“{tier}”，却写在“{parent}”（{parent_tier}）下面。",
    mend="请核对层级，或者把它移到更高一级的地区下面。",
)
MERGED_IN_A_CIRCLE = rule(
    "merged-in-a-circle",
    says="“{name}”并入的地区，一路并入下去又回到“{name}”。",
    mend="请写它最后并入的那个地区，或者删去“并入”这一项。",
    stops_site=True,
)

_TIERS = list(Tier)


def read_regions(*parts: tuple[DocumentId, Tree]) -> Read[RegionTree]:
    """The regions of documents that are lists, with their children; as far as they could be read. A country has one for each province.

    Reports, beside what can be wrong in any record: written-twice (ids; names below one region), tier-not-below, unknown-name,
    merged-in-a-circle.
    """
    readings = tuple((Reading(document, Region), tree) for document, tree in parts)
    label = Label("地区", "region")
    index = region_index(
        _grow(tuple(one for reading, tree in readings for one in read_each(Region, tree, reading, label)))
    )
    unique = partial(_check_unique, ids={}, tops={})
    mergers = partial(_check_mergers, index=index, told=set())
    problems = (found for reading, _ in readings for found in check_record(reading, unique, _check_tiers, mergers))
    return Read(_with_mergers(index), tuple(problems))


def _grow(roots: tuple[Region, ...]) -> RegionTree:
    """The tree of the regions; of two with one id, the first."""
    parents: dict[RegionId, RegionId | None] = {}
    found: dict[RegionId, Region] = {}
    for region, parent in _in_order(roots, None):
        found.setdefault(region.id, region)
        parents.setdefault(region.id, parent)
    children: dict[RegionId, list[RegionId]] = {}
    for identifier, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(identifier)
    return RegionTree({key: _node(region, parents[key], tuple(children.get(key, ()))) for key, region in found.items()})


def _in_order(regions: tuple[Region, ...], parent: RegionId | None) -> Iterator[tuple[Region, RegionId | None]]:
    for region in regions:
        yield region, parent
        yield from _in_order(region.children, region.id)


def _node(region: Region, parent: RegionId | None, children: tuple[RegionId, ...]) -> RegionNode:
    return RegionNode(
        id=region.id,
        name=region.name,
        tier=region.tier,
        parent=parent,
        children=children,
        code=region.code,
        contact=region.contact,
        former_names=region.former_names,
        merged_into=region.merged_into,
        until=region.until,
    )


def _with_mergers(index: RegionIndex) -> RegionTree:
    """The tree with every `merged_into` as an id; None where it cannot be found."""
    return RegionTree({key: replace(node, merged_into=_merger(node, index)) for key, node in index.tree.nodes.items()})


def _merger(node: RegionNode, index: RegionIndex) -> RegionId | None:
    found = known_id({Role.REGION: index}, Role.REGION, node.merged_into)
    return RegionId(found) if found else None


def _in_document_order(reading: Reading) -> list[tuple[Path, Region]]:
    """Every region with its place, parents before children (they are built after them)."""
    return sorted(reading.each(Region), key=lambda placed: placed[0])


def _check_unique(reading: Reading, ids: dict[str, Spot], tops: dict[str, Spot]) -> Iterator[Problem]:
    """`ids` and `tops` are those of the documents before, and the names of their outermost regions; these are added."""
    regions = _in_document_order(reading)
    once: dict[str, tuple[Path, Region]] = {}  # a whole region that was copied is told by its id alone
    for path, region in regions:
        if region.id.casefold() not in ids:
            once.setdefault(region.id, (path, region))
    yield from check_unique(
        reading.document, Label("编号", "id"), (((*path, "id"), region.id) for path, region in regions), ids
    )
    siblings: dict[Path, list[tuple[Path, str]]] = {}
    for path, region in once.values():
        siblings.setdefault(path[:-1], []).append(((*path, "name"), region.name))
    for above, named in siblings.items():
        yield from check_unique(reading.document, Label("名称", "name"), named, None if above else tops)


def _check_tiers(reading: Reading) -> Iterator[Problem]:
    placed = dict(_in_document_order(reading))
    for path, region in placed.items():
        parent = placed.get(path[:-2])
        if parent is not None and _TIERS.index(region.tier) <= _TIERS.index(parent.tier):
            yield problem(
                TIER_NOT_BELOW,
                reading.document,
                (*path, "tier"),
                name=region.name,
                tier=region.tier.label,
                parent=parent.name,
                parent_tier=parent.tier.label,
            )


def _check_mergers(reading: Reading, index: RegionIndex, told: set[RegionId]) -> Iterator[Problem]:
    """Reports: unknown-name; merged-in-a-circle once for each circle, whose regions go to `told`."""
    for path, region in _in_document_order(reading):
        if region.merged_into is None:
            continue
        found = index.find(region.merged_into)
        here = (*path, "merged_into")
        if isinstance(found, Fault):
            yield fault_problem(found, region.merged_into, Label("并入", "merged_into"), reading.document, here)
        elif region.id not in told and (circle := _circle(region.id, index)):
            told |= circle
            yield problem(MERGED_IN_A_CIRCLE, reading.document, here, name=region.name)


def _circle(start: RegionId, index: RegionIndex) -> set[RegionId]:
    """The regions through which a region is at last merged into itself; none where it is not."""
    passed: set[RegionId] = set()
    at: RegionId | None = start
    while at is not None and at not in passed:
        passed.add(at)
        at = _merger(index.tree[at], index)
    return passed if at == start else set()
