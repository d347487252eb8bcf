"""What is wanted of a YAML text: values by their paths, and as the trees that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.yaml_text import as_text
from starcase.sources.yamlplain import Tree

REMOVE: Final[Any] = type("Remove", (), {"__repr__": lambda self: "REMOVE"})()
"""In place of a value: the key, or the entry of a list, goes."""

Step = str | int
Changes = Mapping[tuple[Step, ...], object]


class Inside(dict[Step, Any]):
    """Changes below a place, as against a mapping that is to take its place."""


def nest_changes(changes: Changes) -> dict[Step, Any]:
    """Changes by path as one tree of `Inside`, so that new values of one new mapping are written together."""
    nested: dict[Step, Any] = {}
    for path, value in changes.items():
        here = nested
        for step in path[:-1]:
            below = here.setdefault(step, Inside())
            if not isinstance(below, Inside):
                raise CannotEdit("a value inside another that is given")
            here = below
        if isinstance(here.get(path[-1]), Inside):
            raise CannotEdit("a value inside another that is given")
        here[path[-1]] = value
    return nested


def new_value(wanted: Any) -> Any:
    """The value of a place where nothing stands yet; REMOVE where nothing is to stand there."""
    if not isinstance(wanted, Inside):
        return wanted
    below = {step: made for step, value in wanted.items() if (made := new_value(value)) is not REMOVE}
    if not below:
        return REMOVE
    if all(isinstance(step, int) for step in below):
        return [below[step] for step in sorted(below)]
    return {str(step): value for step, value in below.items()}


def tree_of(value: Any) -> Tree:
    """A value as it would be parsed."""
    if isinstance(value, Mapping):
        return {str(key): tree_of(below) for key, below in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [tree_of(below) for below in value]
    return as_text(value) or None


def filled(tree: Tree) -> Tree:
    """A tree without what makes no difference: an empty mapping or list is as absent as a blank."""
    if isinstance(tree, dict):
        return {key: filled(below) for key, below in tree.items()} or None
    if isinstance(tree, list):
        return [filled(below) for below in tree] or None
    return tree or None
