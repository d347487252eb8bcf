"""Looks at a value of a mapping before the mapping as a whole is read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from starcase.model.base import Model, spellings
from starcase.sources.yamltree import Tree


@cache
def _spellings_of(model: type[Model], field: str) -> tuple[str, ...]:
    return tuple(word for word, means in spellings(model).items() if means == field)


def is_blank(tree: Tree) -> bool:
    """Whether nothing at all is filled in."""
    if isinstance(tree, dict):
        return all(is_blank(below) for below in tree.values())
    if isinstance(tree, list):
        return all(is_blank(below) for below in tree)
    return not tree or tree.isspace()


def peek(model: type[Model], tree: Tree, field: str) -> Tree:
    """What is written for a field, in whichever spelling; None where nothing is."""
    if not isinstance(tree, dict):
        return None
    for word in _spellings_of(model, field):
        if word in tree and not is_blank(tree[word]):
            return tree[word]
    return None


def peek_text(model: type[Model], tree: Tree, field: str) -> str | None:
    """As `peek`, for a field that holds one text."""
    found = peek(model, tree, field)
    return found.strip() or None if isinstance(found, str) else None


def peek_each(model: type[Model], tree: Tree, field: str) -> Iterator[Tree]:
    """As `peek`, for a field that holds several values or one."""
    found = peek(model, tree, field)
    if isinstance(found, list):
        yield from found
    elif found is not None:
        yield found
