"""Changes values in a YAML text by the smallest possible difference, and only where exactly those values change by it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import yaml
from msgspec import Struct

from starcase.exchange.editing.kinds import Kind, chinese_key, kind_below, rank_of, shorthand_key, spellings_of
from starcase.exchange.editing.yaml_text import (
    Style,
    as_text,
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
from starcase.model.organization import Organization
from starcase.problems import DocumentId, Problem, Severity
from starcase.sources.text import HIDDEN
from starcase.sources.yamlnodes import ListNode, MappingNode, Node, ScalarNode, Tree, compose, to_tree
from starcase.sources.yamlrules import Point
from starcase.sources.yamltree import Keys, RawDocument, parse_document, split_documents

REMOVE: Final[Any] = type("Remove", (), {"__repr__": lambda self: "REMOVE"})()
"""In place of a value: the key, or the entry of a list, goes."""

Step = str | int
Changes = Mapping[tuple[Step, ...], object]
Spellings = Callable[[str], Collection[str]]


class CannotEdit(Exception):
    """The text is written in a way in which the change cannot be made without touching anything else; nothing is changed."""


class _Change(Struct, frozen=True):
    """A stretch of the text and what takes its place; both ends are alike where something is put in."""

    start: int
    end: int
    text: str


def edit(
    text: str,
    document: int,
    changes: Changes,
    *,
    kind: Kind = Organization,
    also_written: Spellings = lambda step: (),
) -> str:
    """A file's text with values of its n-th document set, or taken out with REMOVE; everything else stays as it was typed.

    A path is made of English keys and of positions in lists; the position after the last appends. A list or mapping as a value takes
    the place of the whole. `also_written` gives other names of the writer's own keys (of an indicator, an item). Line ends, a byte
    order mark and characters that nobody sees are kept. Raises CannotEdit.
    """
    return edit_documents(text, {document: changes}, kind=kind, also_written=also_written)


def edit_documents(
    text: str,
    changes: Mapping[int, Changes],
    *,
    kind: Kind = Organization,
    also_written: Spellings = lambda step: (),
) -> str:
    """As `edit`, for several documents of one file."""
    plain, origin = _readable(text)
    documents = split_documents(plain, "")
    starts = _line_starts(plain)
    found: list[_Change] = []
    expected = {}
    for number, wanted in changes.items():
        if number >= len(documents):
            raise CannotEdit(f"document {number}")
        raw = documents[number]
        editor = _Editor(raw.text, also_written)
        expected[number] = editor.merge(editor.root, _nested(wanted), kind)
        offset = starts[raw.first_line - 1]
        found += [_Change(offset + one.start, offset + one.end, one.text) for one in editor.changes]
    if not found:
        return text
    _verify(documents, split_documents(_applied(plain, found), ""), expected)
    newline = "\r\n" if "\r\n" in text else "\n"
    moved = [_Change(origin(one.start), origin(one.end), one.text.replace("\n", newline)) for one in found]
    return _applied(text, moved)


def _readable(text: str) -> tuple[str, Callable[[int], int]]:
    """The text as it is parsed, and where each place of it stands in what was given."""
    if "\r" not in text and not HIDDEN.search(text):
        return text, lambda place: place
    kept = [
        at
        for at, character in enumerate(text)
        if not HIDDEN.match(character) and not (character == "\r" and text[at + 1 : at + 2] == "\n")
    ]
    plain = "".join(text[at] for at in kept).replace("\r", "\n")
    return plain, lambda place: _before_line_end(text, kept[place]) if place < len(kept) else len(text)


def _before_line_end(text: str, place: int) -> int:
    """A place before the `\\n` of a `\\r\\n` is one before both."""
    return place - 1 if text[place] == "\n" and place and text[place - 1] == "\r" else place


def _applied(text: str, changes: Iterable[_Change]) -> str:
    pieces: list[str] = []
    position = 0
    for one in sorted(changes, key=lambda one: one.start):  # stable: what goes in at one place keeps its order
        if one.start < position:
            raise CannotEdit("two changes of one stretch")
        pieces += text[position : one.start], one.text
        position = one.end
    return "".join((*pieces, text[position:]))


def _verify(before: Sequence[RawDocument], after: Sequence[RawDocument], expected: Mapping[int, Tree]) -> None:
    """Nothing but the wanted values has changed; nothing new is wrong with the text."""
    if len(before) != len(after):
        raise CannotEdit("documents")
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if number not in expected:
            if old.text != new.text:
                raise CannotEdit("another document")
            continue
        tree, problems = _parsed(new)
        if _filled(tree) != _filled(expected[number]) or (problems and not _had_before(problems, old)):
            raise CannotEdit("values")


def _had_before(problems: Iterable[Problem], old: RawDocument) -> bool:
    """Whether a text had all these problems already, and none of them kept it from being read."""
    known = {found.rule.id for found in _parsed(old)[1] if not found.is_error}
    return all(found.rule.id in known for found in problems)


def _parsed(raw: RawDocument) -> tuple[Tree, tuple[Problem, ...]]:
    return parse_document(RawDocument(DocumentId(""), raw.text, 1))


def _filled(tree: Tree) -> Tree:
    """A tree without what makes no difference: an empty mapping or list is as absent as a blank."""
    if isinstance(tree, dict):
        return {key: _filled(below) for key, below in tree.items()} or None
    if isinstance(tree, list):
        return [_filled(below) for below in tree] or None
    return tree or None


def _nested(changes: Changes) -> dict[Step, Any]:
    """Changes by path as one tree of `_Inside`, so that new values of one new mapping are written together."""
    nested: dict[Step, Any] = {}
    for path, value in changes.items():
        here = nested
        for step in path[:-1]:
            below = here.setdefault(step, _Inside())
            if not isinstance(below, _Inside):
                raise CannotEdit("a value inside another that is given")
            here = below
        if isinstance(here.get(path[-1]), _Inside):
            raise CannotEdit("a value inside another that is given")
        here[path[-1]] = value
    return nested


class _Inside(dict[Step, Any]):
    """Changes below a place, as against a mapping that is to take its place."""


def _new_value(wanted: Any) -> Any:
    """The value of a place where nothing stands yet; REMOVE where nothing is to stand there."""
    if not isinstance(wanted, _Inside):
        return wanted
    below = {step: made for step, value in wanted.items() if (made := _new_value(value)) is not REMOVE}
    if not below:
        return REMOVE
    if all(isinstance(step, int) for step in below):
        return [below[step] for step in sorted(below)]
    return {str(step): value for step, value in below.items()}


def _tree_of(value: Any) -> Tree:
    """A value as it would be parsed."""
    if isinstance(value, Mapping):
        return {str(key): _tree_of(below) for key, below in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_tree_of(below) for below in value]
    return as_text(value) or None


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


class _Editor:
    """One document: its nodes, and the changes that make of it what is wanted."""

    def __init__(self, text: str, also_written: Spellings) -> None:
        self.text = text
        self.changes: list[_Change] = []
        self._starts = _line_starts(text)
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

    # ── Places ──

    def _at(self, point: Point) -> int:
        return self._starts[point[0]] + point[1]

    def _line_end(self, place: int) -> int:
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def _end(self, node: Node) -> int:
        """Behind the last sign of a value."""
        if isinstance(node, ScalarNode):
            start = self._at(node.start)
            return start + len(self.text[start : self._at(node.end)].rstrip(" \n"))
        if node.flow:
            return self._at(node.end)
        if isinstance(node, MappingNode):
            key, value = node.pairs[-1]
            return max(self._end(value), self._at(key.start) + 1)
        return max(self._end(node.items[-1]), self._at(node.start) + 1)

    def _put(self, start: int, end: int, text: str) -> None:
        if self.text[start:end] != text:
            self.changes.append(_Change(start, end, text))

    # ── What is wanted at a place ──

    def merge(self, node: Node, wanted: _Inside | dict[Step, Any], kind: Kind) -> Tree:
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
                if (new := _new_value(value)) is not REMOVE:
                    added.append((step, new))
            elif value is REMOVE:
                removed.append(written)
                made.pop(node.pairs[written][0].text)  # type: ignore[union-attr]
            else:
                key, old = node.pairs[written]
                below = kind_below(kind, step)
                made[key.text] = self._set(old, self._colon(key, old), value, below, node.flow, self._column(node))  # type: ignore[union-attr]
        if removed:
            self._remove_entries(node, removed)
        for name, new in added:
            made[self._written_key(name, kind)] = _tree_of(self._in_its_keys(new, kind_below(kind, name)))
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

    def _column(self, node: MappingNode) -> int:
        return node.pairs[0][0].start[1] if node.pairs else node.start[1]

    def _colon(self, key: Node, value: Node) -> int:
        """Behind the colon of an entry."""
        start = self._end(key)
        place = self.text.find(":", start, max(self._at(value.start), start) + 1)
        if place < 0:
            raise CannotEdit("a key without a colon")
        return place + 1

    # ── A value in the place of another ──

    def _set(self, old: Node, after: int, wanted: Any, kind: Kind, flow: bool, column: int) -> Tree:
        """Sets the value that stands `after` a colon or a dash; `column` is that of its key."""
        if isinstance(wanted, _Inside):
            return self._merge_below(old, after, wanted, kind, flow, column)
        if isinstance(old, ListNode) and isinstance(wanted, Sequence) and not isinstance(wanted, str) and old.items:
            return self._set_list(old, self._in_its_keys(wanted, kind))
        bare = wanted[0] if isinstance(wanted, list | tuple) and len(wanted) == 1 else wanted
        if _filled(to_tree(old)) in (_filled(_tree_of(wanted)), _filled(_tree_of(bare))):
            return to_tree(old)
        return self._replace(old, after, self._in_its_keys(wanted, kind), flow, column)

    def _merge_below(self, old: Node, after: int, wanted: _Inside, kind: Kind, flow: bool, column: int) -> Tree:
        if isinstance(old, ScalarNode) and not old.is_empty and set(wanted) == {0}:  # a list of one, written bare
            return self._set(old, after, wanted[0], kind, flow, column)
        if not isinstance(old, ScalarNode) and not _is_blank(old):
            if isinstance(old, MappingNode) and set(wanted) == {0}:
                return self._set(old, after, wanted[0], kind, flow, column)
            return self.merge(old, wanted, kind)
        new = _new_value(wanted)
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
        start = self._at(old.start)
        is_empty = isinstance(old, ScalarNode) and old.is_empty and start == self._at(old.end)
        end = start if is_empty else self._end(old)
        if flow or fits_in_brackets(new):
            text = scalar_text(new, self._quote(old), in_brackets=flow) if is_single(new) else bracket_text(new)
            if is_empty or _is_block(old):
                self._put(after, end, f" {text}")
            else:
                self._put(start, end, text)
            return _tree_of(new)
        lines = [block_opening(new), *block_lines(new, column, self._style)]
        if _is_block(old) or (isinstance(old, ScalarNode) and "\n" in self.text[start:end]):
            self._put(after, end, "\n".join(lines))
            return _tree_of(new)
        if block_opening(new) and self.text[end : self._line_end(end)].strip():
            raise CannotEdit("a comment behind a text that becomes several lines")
        self._put(after, end, block_opening(new))
        self._put(self._line_end(end), self._line_end(end), "\n" + "\n".join(lines[1:]))
        return _tree_of(new)

    def _quote(self, node: Node) -> str:
        """The sign around a value: that of its quotes."""
        sign = self.text[self._at(node.start)] if isinstance(node, ScalarNode) and not node.plain else ""
        return sign if sign in ("'", '"') else ""

    # ── Entries of a mapping ──

    def _add_entries(self, node: MappingNode, added: list[tuple[str, Any]], kind: Kind, gone: frozenset[int]) -> None:
        """Puts each new key behind the last that stands before it by the format; keys that it does not know go to the end."""
        if not added:
            return
        column = self._column(node)
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
                place = self._line_end(self._end_of_entry(node, number))
                self._put(place, place, "\n" + "\n".join(entry_lines(written, value, column, self._style)))
        if before_all:
            start = self._at(node.pairs[0][0].start)
            self._put(start, start, "\n".join(before_all)[column:] + "\n" + " " * column)

    def _end_of_entry(self, node: MappingNode, number: int) -> int:
        key, value = node.pairs[number]
        return max(self._end(value), self._colon(key, value))

    def _predecessor(self, node: MappingNode, key: str, kind: Kind) -> int | None:
        rank = rank_of(kind, key)
        numbers = [
            n for n, (k, _) in enumerate(node.pairs) if isinstance(k, ScalarNode) and rank_of(kind, k.text) <= rank
        ]
        return numbers[-1] if numbers else None

    def _add_in_braces(self, node: MappingNode, number: int | None, text: str) -> None:
        if not node.pairs:
            self._put(self._at(node.start) + 1, self._at(node.start) + 1, text)
        elif number is None:
            start = self._at(node.pairs[0][0].start)
            self._put(start, start, f"{text}, ")
        else:
            place = self._end_of_entry(node, number)
            self._put(place, place, f", {text}")

    def _remove_entries(self, node: MappingNode, numbers: list[int]) -> None:
        if node.flow:
            kept = [pair for number, pair in enumerate(node.pairs) if number not in numbers]
            texts = [self.text[self._at(key.start) : max(self._end(value), self._end(key))] for key, value in kept]
            self._put(self._at(node.start), self._at(node.end), "{" + ", ".join(texts) + "}")
            return
        first_stays = 0 not in numbers
        for number in numbers:
            start = self._at(node.pairs[number][0].start)
            end = self._line_end(self._end_of_entry(node, number))
            if first_stays or number > 0 or self._stands_alone(start):
                self._put(start - node.pairs[number][0].start[1], min(end + 1, len(self.text)), "")
            elif len(node.pairs) > 1 and 1 not in numbers:
                self._put(start, self._at(node.pairs[1][0].start), "")
            else:
                raise CannotEdit("the first keys of an entry")

    def _stands_alone(self, start: int) -> bool:
        """Whether only spaces stand before a place on its line."""
        return not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip(" ")

    # ── Entries of a list ──

    def _merge_list(self, node: ListNode, wanted: dict[Step, Any], kind: Kind) -> Tree:
        made: list[Any] = list(to_tree(node) or [])
        gone: list[int] = []
        new: list[Any] = []
        for step in sorted(wanted, key=lambda step: step if isinstance(step, int) else -1):
            if not isinstance(step, int):
                raise CannotEdit("a key in a list")
            if step >= len(node.items):
                new.append(self._in_its_keys(_new_value(wanted[step]), kind))
            elif wanted[step] is REMOVE:
                gone.append(step)
            else:
                item = node.items[step]
                after = self._at(item.start) if node.flow else self._dash(node, step) + 1
                made[step] = self._set(item, after, wanted[step], kind, node.flow, node.start[1])
        made = [one for number, one in enumerate(made) if number not in gone] + [_tree_of(one) for one in new]
        if gone and new:
            raise CannotEdit("entries that come and go")
        if gone:
            self._keep_items(node, [number for number in range(len(node.items)) if number not in gone])
        elif new:
            self._append(node, new)
        return made

    def _dash(self, node: ListNode, number: int) -> int:
        """Where the dash of an entry stands."""
        before = self._at(node.start) if number == 0 else self._end(node.items[number - 1])
        line = self._starts[node.items[number].start[0]]
        place = max(before, line)
        found = self.text.find("-", place, self._at(node.items[number].start) + 1)
        if found < 0:
            found = self.text.rfind("-", before, self._at(node.items[number].start) + 1)
        if found < 0:
            raise CannotEdit("an entry without a dash")
        return found

    def _append(self, node: ListNode, new: list[Any]) -> None:
        if node.flow:
            text = ", ".join(bracket_text(one) for one in new)
            place = self._end(node.items[-1]) if node.items else self._at(node.start) + 1
            self._put(place, place, f", {text}" if node.items else text)
            return
        column, last = node.start[1], node.items[-1]
        in_braces = isinstance(last, MappingNode) and last.flow
        place = self._line_end(self._end(node))
        lines = [
            line
            for one in new
            for line in (
                [" " * column + "- " + bracket_text(one)] if in_braces else item_lines(one, column, self._style)
            )
        ]
        self._put(place, place, "\n" + "\n".join(lines))

    def _set_list(self, node: ListNode, wanted: Sequence[Any]) -> Tree:
        """Makes a list equal to another; entries that are in both keep what was typed."""
        old = [repr(_filled(to_tree(item))) for item in node.items]
        new = [repr(_filled(_tree_of(item))) for item in wanted]
        if old == new:
            return to_tree(node)
        if not wanted:
            raise CannotEdit("a list that becomes empty")
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if node.flow:
            texts = [
                text
                for tag, i, j, k, m in steps
                for text in (map(self._source, node.items[i:j]) if tag == "equal" else map(bracket_text, wanted[k:m]))
            ]
            self._put(self._at(node.start), self._at(node.end), "[" + ", ".join(texts) + "]")
        else:
            self._set_lines(node, wanted, steps)
        return _tree_of(wanted)

    def _source(self, node: Node) -> str:
        return self.text[self._at(node.start) : self._end(node)]

    def _set_lines(
        self, node: ListNode, wanted: Sequence[Any], steps: Iterable[tuple[str, int, int, int, int]]
    ) -> None:
        column = node.start[1]
        for tag, i, j, k, m in steps:
            if tag == "equal":
                continue
            lines = "\n".join(line for one in wanted[k:m] for line in item_lines(one, column, self._style))
            if i == j and i > 0:
                place = self._line_end(self._end(node.items[i - 1]))
                self._put(place, place, "\n" + lines)
                continue
            start = self._dash(node, i)
            if i == j:
                self._put(start, start, lines[column:] + "\n" + " " * column)
            elif lines:
                self._put(start, self._end(node.items[j - 1]), lines[column:])
            else:
                self._cut_items(node, range(i, j))

    def _keep_items(self, node: ListNode, kept: list[int]) -> None:
        if node.flow:
            text = ", ".join(self._source(node.items[number]) for number in kept)
            self._put(self._at(node.start), self._at(node.end), f"[{text}]")
            return
        self._cut_items(node, [number for number in range(len(node.items)) if number not in kept])

    def _cut_items(self, node: ListNode, numbers: Iterable[int]) -> None:
        for number in numbers:
            start = self._dash(node, number)
            if not self._stands_alone(start):
                raise CannotEdit("an entry on a line with others")
            end = self._line_end(max(self._end(node.items[number]), start + 1))
            self._put(self.text.rfind("\n", 0, start) + 1, min(end + 1, len(self.text)), "")


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
