"""Readers of one value: a text, a number, a name, a figure, a score, or several of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from starcase.language import Label, Said
from starcase.model.values import Count
from starcase.problems import Path, rule
from starcase.read.counts import RANGE_REVERSED, parse_count, parse_range
from starcase.read.reading import ABSENT, BROKEN, UNUSUAL, Reading, settle, shortened
from starcase.read.scalars import Fault, Parsed
from starcase.sources.yamltree import Tree

LIST_INSTEAD_OF_VALUE = rule(
    "list-instead-of-value",
    says="“{field}”只能写一个值，这里写成了列表。",
    mend="请只留一个，写在“{field}”后面的同一行。",
)
MAPPING_INSTEAD_OF_VALUE = rule(
    "mapping-instead-of-value",
    says="“{field}”后面应当直接写内容，这里在下面又分了项（{got}）。",
    mend="请把内容写在“{field}”后面的同一行；里面有冒号的，整句加上引号。",
)

Reader: TypeAlias = Callable[[Tree, Path, Reading], Any]
"""Gives the value that stands at a place, BROKEN after it has reported why there is none, or ABSENT for a blank."""

Parse: TypeAlias = Callable[[str, Reading], Parsed[Any]]


def label_of(title: str | None, path: Path, reading: Reading) -> Said:
    """What people call a value: the title of its field, else the writer's own key."""
    written = reading.renamed.get(path) or next((step for step in reversed(path) if isinstance(step, str)), "")
    return Label(title, written) if title else written


def text_reader(title: str | None) -> Reader:
    """Reads a text as it stands, without space around."""

    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        if isinstance(tree, str):
            return tree.strip() or ABSENT
        return _report_shape(tree, title, path, reading)

    return read


def scalar_reader(parse: Parse, title: str | None) -> Reader:
    """Reads a text that is parsed to a value of its type."""

    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        if not isinstance(tree, str):
            return _report_shape(tree, title, path, reading)
        text = tree.strip()
        if not text:
            return ABSENT
        parsed = parse(text, reading)
        if type(parsed) in UNUSUAL:
            return settle(parsed, text, label_of(title, path, reading), path, reading)
        return parsed

    return read


def count_reader(title: str | None) -> Reader:
    """Reads a figure that may be approximate or a range, with the unit that may stand behind it here."""

    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        units = reading.units.get(path[-1], ())
        if isinstance(tree, str):
            text = tree.strip()
            parsed = parse_count(text, units) if text else ABSENT
        elif isinstance(tree, list):
            text, parsed = _parse_list(tree, units)
        else:
            return _report_shape(tree, title, path, reading)
        if type(parsed) in UNUSUAL:
            return settle(parsed, text, label_of(title, path, reading), path, reading)
        return parsed

    return read


def _parse_list(tree: list[Tree], units: Sequence[str]) -> tuple[str, Parsed[Count]]:
    """The range that a list stands for, with its text."""
    match tree:
        case [str(low), str(high)]:
            return f"{low}—{high}", parse_range(low, high, units)
        case _:
            return f"[{', '.join(figure for figure in tree if isinstance(figure, str))}]", Fault(RANGE_REVERSED)


def _report_shape(tree: Tree, title: str | None, path: Path, reading: Reading) -> Any:
    label = label_of(title, path, reading)
    if isinstance(tree, list):
        reading.report(LIST_INSTEAD_OF_VALUE, path, field=label)
    elif isinstance(tree, dict):
        reading.report(MAPPING_INSTEAD_OF_VALUE, path, field=label, got=shortened(", ".join(tree)))
    return BROKEN


def list_reader(one: Reader) -> Reader:
    """Reads several values; a single one stands for a list of one, and what is broken is left out."""

    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        if not isinstance(tree, list):
            value = one(tree, path, reading)
            return value if value is BROKEN or value is ABSENT else (value,)
        values = [one(below, (*path, at), reading) for at, below in enumerate(tree) if below]
        kept = tuple(value for value in values if value is not BROKEN and value is not ABSENT)
        return kept or (BROKEN if BROKEN in values else ABSENT)

    return read


def either_reader(word: Reader, several: Reader) -> Reader:
    """Reads one word in place of a list: `levels: unpublished`."""

    def read(tree: Tree, path: Path, reading: Reading) -> Any:
        return word(tree, path, reading) if isinstance(tree, str) else several(tree, path, reading)

    return read
