"""Values of a record's tree by the format's English keys, however they were typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from starcase.exchange.editing.kinds import Kind, kind_below, spellings_of
from starcase.exchange.editing.yaml_text import as_text
from starcase.sources.yamltree import Tree, normal_key

Step = str | int
Place = tuple[Step, ...]
Spellings = Callable[[str], Collection[str]]


def value_at(tree: Tree, place: Place, kind: Kind, also_written: Spellings) -> Tree:
    """What stands at a place; None where nothing does."""
    for number, step in enumerate(place):
        tree = _inner(tree, step, kind, also_written)
        if tree is None:
            return None
        kind = kind_below(kind, step)
        if not isinstance(tree, dict | list) and number < len(place) - 1:
            return None
    return tree


def with_value(tree: Tree, place: Place, value: object, kind: Kind, also_written: Spellings) -> Tree:
    """The tree with another value at a place; what it stands in is made where it is missing."""
    if not place:
        return tree_of(value)
    step, below = place[0], kind_below(kind, place[0])
    inner = with_value(_inner(tree, step, kind, also_written), place[1:], value, below, also_written)
    if isinstance(step, int):
        listed = list(tree) if isinstance(tree, list) else [] if tree is None else [tree]
        return [*listed[:step], inner, *listed[step + 1 :]]
    mapping = dict(tree) if isinstance(tree, dict) else {}
    mapping[key_in(mapping, step, kind, also_written) or step] = inner
    return mapping


def tree_of(value: object) -> Tree:
    """A value as it would be parsed."""
    if isinstance(value, Mapping):
        return {str(key): tree_of(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [tree_of(below) for below in value]
    return as_text(value) or None


def key_in(mapping: Mapping[str, Any], step: str, kind: Kind, also_written: Spellings) -> str | None:
    """The key as it is typed in a mapping; None where it is not there."""
    if step in mapping:
        return step
    words = spellings_of(kind, step)
    if words:
        return next((word for word in words if word in mapping), None)
    alike = {normal_key(word) for word in (step, *also_written(step))}
    return next((key for key in mapping if normal_key(key) in alike), None)


def _inner(tree: Tree, step: Step, kind: Kind, also_written: Spellings) -> Tree:
    if isinstance(step, int):
        listed = tree if isinstance(tree, list) else [] if tree is None else [tree]
        return listed[step] if step < len(listed) else None
    if not isinstance(tree, dict):
        return None
    key = key_in(tree, step, kind, also_written)
    return tree[key] if key is not None else None
