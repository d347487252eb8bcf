"""YAML text to values, or to nodes that know their place; harmless whatever the text.

PyYAML's events are read one by one instead of composing its nodes: that takes no recursion (the C composer kills the
process at some 25,000 nested brackets) and time in proportion to the text, and shows each anchor, alias and tag where
it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from starcase.sources.text import CONTROL_CHARACTER, joins_in_chinese, unreadable_code
from starcase.sources.yamlplain import EMPTY_WORDS, Tree, plain_tree
from starcase.sources.yamlrules import ALIAS, SEPARATOR, TAG, TOO_DEEP, Fault, Point, fault

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    CParser = None  # type: ignore[assignment,misc]

DEEPEST = 50
_LIKE_A_KEY = re.compile("[:：]")


class ScalarNode(Struct, frozen=True):
    """`text` as it was typed, without its quotes; `plain` where there were none."""

    text: str
    plain: bool
    start: Point
    end: Point

    @property
    def is_empty(self) -> bool:
        return self.plain and self.text in EMPTY_WORDS


class ListNode(Struct, frozen=True):
    """`end` is known of one in brackets only; a block ends where its last value does."""

    items: tuple[Node, ...]
    flow: bool
    start: Point
    end: Point


class MappingNode(Struct, frozen=True):
    """`end` as that of a list."""

    pairs: tuple[tuple[Node, Node], ...]
    flow: bool
    start: Point
    end: Point


Node = ScalarNode | ListNode | MappingNode


class Doubt(Exception):
    """The text is not as simple as `build_tree` hopes: compose it and look closely."""


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser, where libyaml is missing."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


NextEvent = Callable[[], Event | None]


def events_in_c(text: str) -> NextEvent:
    return CParser(text).get_event


def events_in_python(text: str) -> NextEvent:
    next_event: NextEvent = _PythonParser(text).get_event
    return next_event


events_of: Callable[[str], NextEvent] = events_in_python if CParser is None else events_in_c


def build_tree(text: str) -> Tree:
    """The values of a text in which nothing is out of the ordinary: the quick way, for the thousands of such records.

    Raises Doubt for anything else, and what PyYAML raises for a text that it cannot read.
    """
    tree = plain_tree(text)
    return _tree_of_events(text) if tree is None else tree


def _tree_of_events(text: str) -> Tree:
    next_event = events_of(text)
    values: list[Any] = []
    outer: list[list[Any]] = []
    while (event := next_event()) is not None:
        if type(event) is ScalarEvent:
            values.append(_simple_scalar(event, text))
        elif isinstance(event, CollectionStartEvent):
            if event.anchor is not None or event.tag is not None or len(outer) == DEEPEST:
                raise Doubt
            outer.append(values)
            values = []
        elif isinstance(event, CollectionEndEvent):
            made = _simple_mapping(values) if isinstance(event, MappingEndEvent) else values
            values = outer.pop()
            values.append(made)
        elif isinstance(event, AliasEvent):
            raise Doubt
    if len(values) != 1 or not isinstance(values[0], dict | list):
        raise Doubt
    return values[0]


def _simple_scalar(event: ScalarEvent, text: str) -> str | None:
    if event.anchor is not None or event.tag is not None:
        raise Doubt
    value = event.value
    if not event.style:
        if value in EMPTY_WORDS:
            return None
        if " " in value and _spans_lines(event) and _LIKE_A_KEY.search(value):
            raise Doubt
    elif event.style == '"' and unreadable_code(value):
        raise Doubt
    return _joined(event, text) if " " in value else value


def _simple_mapping(flat: list[Any]) -> dict[str, Tree]:
    keys, values = flat[::2], flat[1::2]
    try:
        made = dict(zip(keys, values, strict=True))
    except TypeError:  # a list or a mapping as a key
        raise Doubt from None
    if len(made) < len(keys) or None in made or "<<" in made:
        raise Doubt
    if None in values and _LIKE_A_KEY.search("".join(keys)):
        raise Doubt
    return made


def compose(text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The nodes of a text, and the faults of its anchors, aliases, tags and depth.

    No node: nothing is written, or it is too deep. Raises what PyYAML raises for a text that it cannot read.
    """
    next_event = events_of(text)
    faults: list[Fault] = []
    nodes: list[Node] = []
    outer: list[tuple[CollectionStartEvent, list[Node]]] = []
    while (event := next_event()) is not None:
        start = point_of(event.start_mark)
        if isinstance(event, NodeEvent):
            faults += _faults_of_marks(event, start)
        if isinstance(event, ScalarEvent):
            nodes.append(ScalarNode(_joined(event, text), not event.style, start, point_of(event.end_mark)))
        elif isinstance(event, AliasEvent):
            nodes.append(ScalarNode(f"*{event.anchor}", False, start, point_of(event.end_mark)))
        elif isinstance(event, CollectionStartEvent):
            if len(outer) == DEEPEST:
                return None, (*faults, fault(TOO_DEEP, start, limit=DEEPEST))
            outer.append((event, nodes))
            nodes = []
        elif isinstance(event, CollectionEndEvent):
            opening, siblings = outer.pop()
            siblings.append(_collection(opening, nodes, point_of(event.end_mark)))
            nodes = siblings
        elif isinstance(event, DocumentStartEvent) and nodes:
            faults.append(fault(SEPARATOR, start, line="---"))
    return nodes[0] if nodes else None, tuple(faults)


def to_tree(node: Node) -> Tree:
    """The values of a composed document that has no faults."""
    if isinstance(node, ScalarNode):
        return None if node.is_empty else node.text
    if isinstance(node, ListNode):
        return [to_tree(item) for item in node.items]
    return {key.text: to_tree(value) for key, value in node.pairs if isinstance(key, ScalarNode)}


def point_of(mark: Any) -> Point:
    """The point of one of PyYAML's marks."""
    return (mark.line, mark.column) if mark is not None else (0, 0)


def _collection(opening: CollectionStartEvent, children: list[Node], end: Point) -> Node:
    start, flow = point_of(opening.start_mark), bool(opening.flow_style)
    if isinstance(opening, MappingStartEvent):
        return MappingNode(tuple(zip(children[::2], children[1::2], strict=True)), flow, start, end)
    return ListNode(tuple(children), flow, start, end)


def _faults_of_marks(event: NodeEvent, start: Point) -> Iterator[Fault]:
    if event.anchor is not None:
        yield fault(ALIAS, start, sign="*" if isinstance(event, AliasEvent) else "&")
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
        yield fault(TAG, start)
    if isinstance(event, ScalarEvent) and event.style == '"' and (code := unreadable_code(event.value)):
        yield fault(CONTROL_CHARACTER, start, code=code)


def _spans_lines(event: ScalarEvent) -> bool:
    start, end = event.start_mark, event.end_mark
    return start is not None and end is not None and start.line < end.line


def _joined(event: ScalarEvent, text: str) -> str:
    """A scalar's text. Lines that it was written on join in Chinese without the space that YAML puts there."""
    start, end = event.start_mark, event.end_mark
    if event.style == "|" or start is None or end is None or start.line == end.line:
        return event.value
    value, position, pieces = event.value, 0, [""]
    for line in text[start.index : end.index].split("\n"):
        words = line.strip(" \t\"'")
        at = value.find(words, position, position + len(line) + 2) if words else -1
        if at < 0:
            continue
        gap = value[position:at]
        if gap == " " and joins_in_chinese(pieces[-1][-1:], words[0]):
            gap = ""
        pieces += gap, words
        position = at + len(words)
    return "".join(pieces) + value[position:]
