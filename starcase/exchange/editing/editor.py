"""Writes what is wanted into one YAML document: each value by the smallest change of the text."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import yaml

from starcase.exchange.editing.kinds import Kind, chinese_key, kind_below, rank_of, shorthand_key, spellings_of
from starcase.exchange.editing.manuscript import CannotEdit, Change, Manuscript
from starcase.exchange.editing.wanted import REMOVE, Inside, Step, filled, new_value, tree_of
from starcase.exchange.editing.yaml_text import (
    Style,
    block_lines,
    block_opening,
    bracket_text,
    entry_lines,
    fits_in_brackets,
    is_single,
    item_lines,
    key_text,
    scalar_text,
)
from starcase.problems import Severity
from starcase.sources.yamlnodes import ListNode, MappingNode, Node, ScalarNode, compose, to_tree
from starcase.sources.yamlplain import Tree
from starcase.sources.yamltree import Keys

Spellings = Callable[[str], Collection[str]]


class Editor:
    """One document: its nodes, and the changes that make of it what is wanted."""

    def __init__(self, text: str, also_written: Spellings) -> None:
        self._page = Manuscript(text)
        try:
            root, faults = compose(text)
        except (yaml.YAMLError, ValueError) as error:
            raise CannotEdit("cannot be read") from error
        if root is None or any(found.rule.severity is Severity.ERROR for found in faults):
            raise CannotEdit("cannot be read")
        self.root = root
        self._style = _style_of(root)
        self._keys = Keys(lambda step: also_written(step))
        self._also_written = also_written

    @property
    def changes(self) -> list[Change]:
        """What is to take the place of which stretch of the text."""
        return self._page.changes

    # ── What is wanted at a place ──

    def merge(self, node: Node, wanted: Inside | dict[Step, Any], kind: Kind) -> Tree:
        """Makes the changes below a mapping or a list; gives the tree that stands there afterwards."""
        if isinstance(node, MappingNode):
            return self._merge_mapping(node, wanted, kind)
        if isinstance(node, ListNode):
            return self._merge_list(node, wanted, kind)
        raise CannotEdit("a single value")

    def _merge_mapping(self, node: MappingNode, wanted: dict[Step, Any], kind: Kind) -> Tree:
        made = dict(to_tree(node) or {})  # type: ignore[arg-type]
        removed: list[int] = []
        added: list[tuple[str, Any]] = []
        for step, value in wanted.items():
            if isinstance(step, int):
                raise CannotEdit("a position in a mapping")
            written = self._entry(node, step, kind)
            if written is None:
                if (new := new_value(value)) is not REMOVE:
                    added.append((step, new))
            elif value is REMOVE:
                removed.append(written)
                made.pop(node.pairs[written][0].text)  # type: ignore[union-attr]
            else:
                key, old = node.pairs[written]
                after, column = self._page.colon(key, old), self._page.column(node)
                made[key.text] = self._set(old, after, value, kind_below(kind, step), node.flow, column)  # type: ignore[union-attr]
        if removed:
            self._remove_entries(node, removed)
        for name, new in added:
            made[self._written_key(name, kind)] = tree_of(self._in_its_keys(new, kind_below(kind, name)))
        self._add_entries(node, added, kind, frozenset(removed))
        return made

    def _entry(self, node: MappingNode, step: str, kind: Kind) -> int | None:
        """The number of the entry that a step leads to."""
        words = spellings_of(kind, step)
        numbers = {key.text: number for number, (key, _) in enumerate(node.pairs) if isinstance(key, ScalarNode)}
        exact = next((numbers[word] for word in (step, *words) if word in numbers), None)
        if exact is not None or words:
            return exact
        found = self._keys.entry(node, step)
        return None if found is None else next(n for n, (key, _) in enumerate(node.pairs) if key is found[0])

    def _written_key(self, step: str, kind: Kind) -> str:
        if not self._style.chinese:
            return step
        if spellings_of(kind, step):
            return chinese_key(kind, step)
        names = [word for word in self._also_written(step) if not word.isascii()]
        return names[0] if len(names) == 1 else step

    def _in_its_keys(self, value: Any, kind: Kind) -> Any:
        """A new value with its keys in the language of the document."""
        if isinstance(value, Mapping):
            return {
                self._written_key(key, kind): self._in_its_keys(value[key], kind_below(kind, key))
                for key in sorted(value, key=lambda key: rank_of(kind, key))
            }
        if isinstance(value, Sequence) and not isinstance(value, str):
            return [self._in_its_keys(below, kind) for below in value]
        return value

    # ── A value in the place of another ──

    def _set(self, old: Node, after: int, wanted: Any, kind: Kind, flow: bool, column: int) -> Tree:
        """Sets the value that stands `after` a colon or a dash; `column` is that of its key."""
        if isinstance(wanted, Inside):
            return self._merge_below(old, after, wanted, kind, flow, column)
        if isinstance(old, ListNode) and isinstance(wanted, Sequence) and not isinstance(wanted, str) and old.items:
            return self._set_list(old, self._in_its_keys(wanted, kind))
        bare = wanted[0] if isinstance(wanted, list | tuple) and len(wanted) == 1 else wanted
        if filled(to_tree(old)) in (filled(tree_of(wanted)), filled(tree_of(bare))):
            return to_tree(old)
        return self._replace(old, after, self._in_its_keys(wanted, kind), flow, column)

    def _merge_below(self, old: Node, after: int, wanted: Inside, kind: Kind, flow: bool, column: int) -> Tree:
        if isinstance(old, ScalarNode) and not old.is_empty and set(wanted) == {0}:  # a list of one, written bare
            return self._set(old, after, wanted[0], kind, flow, column)
        if not isinstance(old, ScalarNode) and not _is_blank(old):
            if isinstance(old, MappingNode) and set(wanted) == {0}:
                return self._set(old, after, wanted[0], kind, flow, column)
            return self.merge(old, wanted, kind)
        new = new_value(wanted)
        if new is REMOVE:
            return to_tree(old)
        if isinstance(old, ScalarNode) and not old.is_empty:
            new = self._around_bare_value(old, new, kind)
            if is_single(new):
                return self._set(old, after, new, kind, flow, column)
        return self._replace(old, after, self._in_its_keys(new, kind), flow, column)

    def _around_bare_value(self, old: ScalarNode, new: Any, kind: Kind) -> Any:
        """What becomes of a bare value when something is set beside it."""
        if isinstance(new, list):
            return [old.text, *new]
        bare = shorthand_key(kind)
        if bare is None:
            raise CannotEdit("a value inside a single one")
        return new[bare] if set(new) == {bare} else {bare: old.text, **new}

    def _replace(self, old: Node, after: int, new: Any, flow: bool, column: int) -> Tree:
        start = self._page.at(old.start)
        is_empty = isinstance(old, ScalarNode) and old.is_empty and start == self._page.at(old.end)
        end = start if is_empty else self._page.end(old)
        if flow or fits_in_brackets(new):
            text = scalar_text(new, self._page.quote(old), in_brackets=flow) if is_single(new) else bracket_text(new)
            if is_empty or _is_block(old):
                self._page.put(after, end, f" {text}")
            else:
                self._page.put(start, end, text)
            return tree_of(new)
        lines = [block_opening(new), *block_lines(new, column, self._style)]
        if _is_block(old) or (isinstance(old, ScalarNode) and "\n" in self._page.text[start:end]):
            self._page.put(after, end, "\n".join(lines))
            return tree_of(new)
        if block_opening(new) and self._page.text[end : self._page.line_end(end)].strip():
            raise CannotEdit("a comment behind a text that becomes several lines")
        self._page.put(after, end, block_opening(new))
        self._page.put(self._page.line_end(end), self._page.line_end(end), "\n" + "\n".join(lines[1:]))
        return tree_of(new)

    # ── Entries of a mapping ──

    def _add_entries(self, node: MappingNode, added: list[tuple[str, Any]], kind: Kind, gone: frozenset[int]) -> None:
        """Puts each new key behind the last that stands before it by the format; keys that it does not know go to the end."""
        if not added:
            return
        column = self._page.column(node)
        before_all: list[str] = []
        for key, value in sorted(added, key=lambda one: rank_of(kind, one[0])):
            written = self._written_key(key, kind)
            value = self._in_its_keys(value, kind_below(kind, key))
            number = self._predecessor(node, key, kind)
            if number is not None and number in gone:
                raise CannotEdit("a key beside one that goes")
            if node.flow:
                self._add_in_braces(node, number, f"{key_text(written)}: {bracket_text(value)}".rstrip())
            elif number is None:
                before_all += entry_lines(written, value, column, self._style)
            else:
                place = self._page.line_end(self._page.end_of_entry(node, number))
                self._page.put(place, place, "\n" + "\n".join(entry_lines(written, value, column, self._style)))
        if before_all:
            start = self._page.at(node.pairs[0][0].start)
            self._page.put(start, start, "\n".join(before_all)[column:] + "\n" + " " * column)

    def _predecessor(self, node: MappingNode, key: str, kind: Kind) -> int | None:
        rank = rank_of(kind, key)
        numbers = [
            n for n, (k, _) in enumerate(node.pairs) if isinstance(k, ScalarNode) and rank_of(kind, k.text) <= rank
        ]
        return numbers[-1] if numbers else None

    def _add_in_braces(self, node: MappingNode, number: int | None, text: str) -> None:
        if not node.pairs:
            self._page.put(self._page.at(node.start) + 1, self._page.at(node.start) + 1, text)
        elif number is None:
            start = self._page.at(node.pairs[0][0].start)
            self._page.put(start, start, f"{text}, ")
        else:
            place = self._page.end_of_entry(node, number)
            self._page.put(place, place, f", {text}")

    def _remove_entries(self, node: MappingNode, numbers: list[int]) -> None:
        if node.flow:
            kept = [pair for number, pair in enumerate(node.pairs) if number not in numbers]
            texts = [
                self._page.text[self._page.at(key.start) : max(self._page.end(value), self._page.end(key))]
                for key, value in kept
            ]
            self._page.put(self._page.at(node.start), self._page.at(node.end), "{" + ", ".join(texts) + "}")
            return
        first_stays = 0 not in numbers
        for number in numbers:
            start = self._page.at(node.pairs[number][0].start)
            end = self._page.line_end(self._page.end_of_entry(node, number))
            if first_stays or number > 0 or self._page.stands_alone(start):
                self._page.put(start - node.pairs[number][0].start[1], min(end + 1, len(self._page.text)), "")
            elif len(node.pairs) > 1 and 1 not in numbers:
                self._page.put(start, self._page.at(node.pairs[1][0].start), "")
            else:
                raise CannotEdit("the first keys of an entry")

    # ── Entries of a list ──

    def _merge_list(self, node: ListNode, wanted: dict[Step, Any], kind: Kind) -> Tree:
        made: list[Any] = list(to_tree(node) or [])
        gone: list[int] = []
        new: list[Any] = []
        for step in sorted(wanted, key=lambda step: step if isinstance(step, int) else -1):
            if not isinstance(step, int):
                raise CannotEdit("a key in a list")
            if step >= len(node.items):
                new.append(self._in_its_keys(new_value(wanted[step]), kind))
            elif wanted[step] is REMOVE:
                gone.append(step)
            else:
                item = node.items[step]
                after = self._page.at(item.start) if node.flow else self._page.dash(node, step) + 1
                made[step] = self._set(item, after, wanted[step], kind, node.flow, node.start[1])
        made = [one for number, one in enumerate(made) if number not in gone] + [tree_of(one) for one in new]
        if gone and new:
            raise CannotEdit("entries that come and go")
        if gone:
            self._keep_items(node, [number for number in range(len(node.items)) if number not in gone])
        elif new:
            self._append(node, new)
        return made

    def _append(self, node: ListNode, new: list[Any]) -> None:
        if node.flow:
            text = ", ".join(bracket_text(one) for one in new)
            place = self._page.end(node.items[-1]) if node.items else self._page.at(node.start) + 1
            self._page.put(place, place, f", {text}" if node.items else text)
            return
        column, last = node.start[1], node.items[-1]
        in_braces = isinstance(last, MappingNode) and last.flow
        place = self._page.line_end(self._page.end(node))
        lines = [
            line
            for one in new
            for line in (
                [" " * column + "- " + bracket_text(one)] if in_braces else item_lines(one, column, self._style)
            )
        ]
        self._page.put(place, place, "\n" + "\n".join(lines))

    def _set_list(self, node: ListNode, wanted: Sequence[Any]) -> Tree:
        """Makes a list equal to another; entries that are in both keep what was typed."""
        old = [repr(filled(to_tree(item))) for item in node.items]
        new = [repr(filled(tree_of(item))) for item in wanted]
        if old == new:
            return to_tree(node)
        if not wanted:
            raise CannotEdit("a list that becomes empty")
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if node.flow:
            texts = [
                text
                for tag, i, j, k, m in steps
                for text in (
                    map(self._page.source, node.items[i:j]) if tag == "equal" else map(bracket_text, wanted[k:m])
                )
            ]
            self._page.put(self._page.at(node.start), self._page.at(node.end), "[" + ", ".join(texts) + "]")
        else:
            self._set_lines(node, wanted, steps)
        return tree_of(wanted)

    def _set_lines(
        self, node: ListNode, wanted: Sequence[Any], steps: Iterable[tuple[str, int, int, int, int]]
    ) -> None:
        column = node.start[1]
        for tag, i, j, k, m in steps:
            if tag == "equal":
                continue
            lines = "\n".join(line for one in wanted[k:m] for line in item_lines(one, column, self._style))
            if i == j and i > 0:
                place = self._page.line_end(self._page.end(node.items[i - 1]))
                self._page.put(place, place, "\n" + lines)
                continue
            start = self._page.dash(node, i)
            if i == j:
                self._page.put(start, start, lines[column:] + "\n" + " " * column)
            elif lines:
                self._page.put(start, self._page.end(node.items[j - 1]), lines[column:])
            else:
                self._cut_items(node, range(i, j))

    def _keep_items(self, node: ListNode, kept: list[int]) -> None:
        if node.flow:
            text = ", ".join(self._page.source(node.items[number]) for number in kept)
            self._page.put(self._page.at(node.start), self._page.at(node.end), f"[{text}]")
            return
        self._cut_items(node, [number for number in range(len(node.items)) if number not in kept])

    def _cut_items(self, node: ListNode, numbers: Iterable[int]) -> None:
        for number in numbers:
            start = self._page.dash(node, number)
            if not self._page.stands_alone(start):
                raise CannotEdit("an entry on a line with others")
            end = self._page.line_end(max(self._page.end(node.items[number]), start + 1))
            self._page.put(self._page.text.rfind("\n", 0, start) + 1, min(end + 1, len(self._page.text)), "")


def _is_blank(node: Node) -> bool:
    if isinstance(node, ScalarNode):
        return node.is_empty
    return not (node.pairs if isinstance(node, MappingNode) else node.items)


def _style_of(root: Node) -> Style:
    """How a document is written, by the first inner mapping, the first list with dashes, and the language of its keys."""
    entries = list(_entries_within(root))
    keys = [key.text for _, key, _ in entries if key.text[:1].isalpha()]
    blocks = [(key, value) for outer, key, value in entries if not outer.flow and _is_block(value)]
    steps = [value.start[1] - key.start[1] for key, value in blocks if isinstance(value, MappingNode)]
    dashes = [value.start[1] - key.start[1] for key, value in blocks if isinstance(value, ListNode)]
    chinese = sum(not key.isascii() for key in keys)
    return Style(next(iter(steps), 2), next(iter(dashes), 2), chinese > len(keys) - chinese)


def _entries_within(root: Node) -> Iterator[tuple[MappingNode, ScalarNode, Node]]:
    """Each key of a document with its mapping and its value, outer ones first."""
    waiting: deque[Node] = deque([root])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, ListNode):
            waiting += node.items
        elif isinstance(node, MappingNode):
            waiting += [value for _, value in node.pairs]
            yield from ((node, key, value) for key, value in node.pairs if isinstance(key, ScalarNode))


def _is_block(node: Node) -> bool:
    return not isinstance(node, ScalarNode) and not node.flow
