"""A YAML text on the desk: where its values stand in it, and what is to take the place of which stretch."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from starcase.sources.yamlnodes import ListNode, MappingNode, Node, ScalarNode
from starcase.sources.yamlrules import Point


class CannotEdit(Exception):
    """The text is written in a way in which the change cannot be made without touching anything else; nothing is changed."""


class Change(Struct, frozen=True):
    """A stretch of the text and what takes its place; both ends are alike where something is put in."""

    start: int
    end: int
    text: str


class Manuscript:
    """The text of one document, and the changes that are noted in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.changes: list[Change] = []
        self._starts = line_starts(text)

    def at(self, point: Point) -> int:
        """Where a point stands in the text."""
        return self._starts[point[0]] + point[1]

    def line_end(self, place: int) -> int:
        """Where the line of a place ends."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def end(self, node: Node) -> int:
        """Behind the last sign of a value."""
        if isinstance(node, ScalarNode):
            start = self.at(node.start)
            return start + len(self.text[start : self.at(node.end)].rstrip(" \n"))
        if node.flow:
            return self.at(node.end)
        if isinstance(node, MappingNode):
            key, value = node.pairs[-1]
            return max(self.end(value), self.at(key.start) + 1)
        return max(self.end(node.items[-1]), self.at(node.start) + 1)

    def put(self, start: int, end: int, text: str) -> None:
        """Notes what takes the place of a stretch, unless it stands there already."""
        if self.text[start:end] != text:
            self.changes.append(Change(start, end, text))

    def column(self, node: MappingNode) -> int:
        """The column of a mapping's keys."""
        return node.pairs[0][0].start[1] if node.pairs else node.start[1]

    def colon(self, key: Node, value: Node) -> int:
        """Behind the colon of an entry."""
        start = self.end(key)
        place = self.text.find(":", start, max(self.at(value.start), start) + 1)
        if place < 0:
            raise CannotEdit("a key without a colon")
        return place + 1

    def dash(self, node: ListNode, number: int) -> int:
        """Where the dash of an entry stands."""
        before = self.at(node.start) if number == 0 else self.end(node.items[number - 1])
        line = self._starts[node.items[number].start[0]]
        place = max(before, line)
        found = self.text.find("-", place, self.at(node.items[number].start) + 1)
        if found < 0:
            found = self.text.rfind("-", before, self.at(node.items[number].start) + 1)
        if found < 0:
            raise CannotEdit("an entry without a dash")
        return found

    def quote(self, node: Node) -> str:
        """The sign around a value: that of its quotes."""
        sign = self.text[self.at(node.start)] if isinstance(node, ScalarNode) and not node.plain else ""
        return sign if sign in ("'", '"') else ""

    def source(self, node: Node) -> str:
        """A value as it was typed."""
        return self.text[self.at(node.start) : self.end(node)]

    def end_of_entry(self, node: MappingNode, number: int) -> int:
        """Behind the value of an entry, or its colon."""
        key, value = node.pairs[number]
        return max(self.end(value), self.colon(key, value))

    def stands_alone(self, start: int) -> bool:
        """Whether only spaces stand before a place on its line."""
        return not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip(" ")


def apply_changes(text: str, changes: Iterable[Change]) -> str:
    """The text with all changes made; raises CannotEdit where two are about one stretch."""
    pieces: list[str] = []
    position = 0
    for one in sorted(changes, key=lambda one: one.start):  # stable: what goes in at one place keeps its order
        if one.start < position:
            raise CannotEdit("two changes of one stretch")
        pieces += text[position : one.start], one.text
        position = one.end
    return "".join((*pieces, text[position:]))


def line_starts(text: str) -> list[int]:
    """Where each line begins, and one behind the last."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
