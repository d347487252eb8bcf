"""YAML documents to plain values, every mistake worded and located; and the place of a value, when it is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

import yaml
from msgspec.structs import replace

from starcase.problems import Problem, Severity, Spot, Step
from starcase.sources.documents import RawDocument, split_documents
from starcase.sources.text import unreadable_characters
from starcase.sources.yamllines import diagnose_line, shortened
from starcase.sources.yamlnodes import (
    Doubt,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    build_tree,
    compose,
    to_tree,
)
from starcase.sources.yamlplain import Tree
from starcase.sources.yamlrules import EMPTY, NOT_A_RECORD, SEPARATOR, TOO_LARGE, Fault, Point, fault
from starcase.sources.yamlstructure import is_suspicious, structure_faults
from starcase.sources.yamlsyntax import MOST_FAULTS, syntax_faults

__all__ = ["LARGEST", "RawDocument", "Tree", "parse_document", "place_of", "places_of", "split_documents"]

LARGEST = 8_000_000
"""Characters of one document: regions of a whole province are one list."""

Spellings = Callable[[str], Collection[str]]

_UNREADABLE = (yaml.YAMLError, ValueError)  # ValueError: an escape whose number is no character


def parse_document(raw: RawDocument) -> tuple[Tree, tuple[Problem, ...]]:
    """The values of a document, every scalar as text or None where it is empty, and what is wrong.

    The tree is None where there is an error. Reports the rules of `yamlrules` and the unreadable characters of `text`.
    """
    if refused := _refused(raw):
        return None, refused
    try:
        tree = build_tree(raw.text)
    except (Doubt, *_UNREADABLE):
        return _look_closely(raw)
    return _look_closely(raw) if is_suspicious(raw.text) else (tree, ())


def _refused(raw: RawDocument) -> tuple[Problem, ...]:
    """What is wrong before the text is worth reading."""
    if len(raw.text) > LARGEST:
        return _problems(raw, [fault(TOO_LARGE, (0, 0), size=len(raw.text), limit=LARGEST)])
    if re.match(r"---\S", raw.text):
        return _problems(raw, [fault(SEPARATOR, (0, 0), line=shortened(raw.text.partition("\n")[0]))])
    return unreadable_characters(raw.text, raw.id, raw.first_line)


def _look_closely(raw: RawDocument) -> tuple[Tree, tuple[Problem, ...]]:
    """The same as `parse_document`, for a text that may hold mistakes."""
    try:
        root, faults = compose(raw.text)
    except _UNREADABLE:
        wrong = _problems(raw, syntax_faults(raw.text))
        return None, tuple(replace(p, severity=Severity.ERROR) for p in wrong)
    lines = raw.text.split("\n")
    if root is not None and not isinstance(root, ScalarNode):
        faults += tuple(structure_faults(root, lines))
    else:
        faults = faults or tuple(_faults_of_no_record(root, lines))
    problems = _problems(raw, faults)
    if root is None or any(p.is_error for p in problems):
        return None, problems
    return to_tree(root), problems


def _faults_of_no_record(root: Node | None, lines: list[str]) -> Iterable[Fault]:
    """Why a document is neither a mapping nor a list."""
    if not isinstance(root, ScalarNode):
        return [fault(EMPTY, (0, 0))]
    written = range(root.start[0], min(root.end[0] + 1, len(lines))) if root.plain else range(0)
    found = [diagnose_line(number, lines[number]) for number in written[:MOST_FAULTS]]
    return [line.fault for line in found if line] or [fault(NOT_A_RECORD, root.start)]


def _problems(raw: RawDocument, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    """Faults of the text as problems of the file, in their order there."""
    end = _end_of(raw.text)
    return tuple(_problem(raw, one, end) for one in sorted(faults, key=lambda one: one.point))


def _problem(raw: RawDocument, one: Fault, end: Point) -> Problem:
    related = tuple(Spot(raw.id, at=_in_file(raw, point, end)) for point in one.related)
    said = tuple(("line", str(spot.at[0])) for spot in related if spot.at)
    spot = Spot(raw.id, at=_in_file(raw, one.point, end))
    return Problem(one.rule, spot, one.values + said, one.rule.severity, related)


def _in_file(raw: RawDocument, point: Point, end: Point) -> tuple[int, int]:
    """A point of the text, not past its end, as line and column of the file from 1."""
    line, column = min(point, end)
    return raw.first_line + line, column + 1


def _end_of(text: str) -> Point:
    """The end of the last line; a newline at the end of the text starts none."""
    body = text.removesuffix("\n")
    return body.count("\n"), len(body) - body.rfind("\n") - 1


def place_of(raw: RawDocument, spot: Spot, spellings: Spellings) -> tuple[int, int]:
    """Line and column, from 1 in the file, of the value that a spot means; see `places_of`."""
    return places_of(raw, (spot,), spellings)[0]


def places_of(raw: RawDocument, spots: Iterable[Spot], spellings: Spellings) -> tuple[tuple[int, int], ...]:
    """Line and column, from 1 in the file, of several values of one document, which is read once for all of them.

    The steps of a path are English keys, ids, or positions in a list; `spellings` gives the other ways in which a
    key may have been typed, and widths, case, spaces and “2022年度” for 2022 make no difference. A path may be longer
    than what was written: a missing key or item points at what should hold it, a text that stands for a mapping or
    a list at that text. A document that cannot be read has no places but its first line.
    """
    root = _root_of(raw)
    end = _end_of(raw.text)
    keys = Keys(spellings)
    return tuple(spot.at or _in_file(raw, _point(root, spot, keys), end) for spot in spots)


def _root_of(raw: RawDocument) -> Node | None:
    try:
        return None if _refused(raw) else compose(raw.text)[0]
    except _UNREADABLE:
        return None


class Keys:
    """Finds the entries of one document's mappings, each of which is looked through once."""

    def __init__(self, spellings: Spellings) -> None:
        self._spellings = spellings
        self._entries: dict[int, dict[str, tuple[Node, Node]]] = {}

    def entry(self, node: MappingNode, step: str) -> tuple[Node, Node] | None:
        """The key and the value that a step leads to, the nearest spelling first; None where nothing of that name is written."""
        entries = self._entries_of(node)
        if step in entries:
            return entries[step]
        others = frozenset(self._spellings(step))
        alike = {normal_key(spelling) for spelling in (step, *others)}
        written = next((key for key in entries if key in others), None)
        written = written or next((key for key in entries if normal_key(key) in alike), None)
        return entries[written] if written is not None else None

    def _entries_of(self, node: MappingNode) -> dict[str, tuple[Node, Node]]:
        if id(node) not in self._entries:
            first: dict[str, tuple[Node, Node]] = {}
            for key, value in node.pairs:
                if isinstance(key, ScalarNode):
                    first.setdefault(key.text, (key, value))
            self._entries[id(node)] = first
        return self._entries[id(node)]


def _point(root: Node | None, spot: Spot, keys: Keys) -> Point:
    if root is None:
        return 0, 0
    node, point = root, root.start
    for number, step in enumerate(spot.path):
        found = _enter(node, step, keys)
        if found is None:
            break
        key, node = found
        is_last = number == len(spot.path) - 1
        point = key.start if key is not None and spot.key and is_last else node.start
    return point


def _enter(node: Node, step: Step, keys: Keys) -> tuple[Node | None, Node] | None:
    """The key, where there is one, and the value that a step leads to; None where nothing of that name is written."""
    if isinstance(step, int):
        if isinstance(node, ListNode):
            return (None, node.items[step]) if 0 <= step < len(node.items) else None
        return (None, node) if step == 0 else None
    if not isinstance(node, MappingNode):
        return None
    return keys.entry(node, step)


_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:年度?)?[-./]*"
    r"(?:h(?P<half>[12])|(?P<half_word>[上下])半年|q(?P<quarter>[1-4])|第?(?P<quarter_word>[1-4一二三四])季度?"
    r"|(?P<month>\d{1,2})(?:月份?)?)?"
)


def normal_key(key: str) -> str:
    """A key without what makes no difference: width, case, spaces, and how a period is written."""
    plain = "".join(unicodedata.normalize("NFKC", key).casefold().split())
    written = _PERIOD.fullmatch(plain)
    if written is None:
        return plain
    year = written["year"]
    if month := written["month"]:
        return f"{year}-{int(month):02}"
    if quarter := written["quarter"] or written["quarter_word"]:
        return f"{year}-q{quarter.translate(_DIGITS)}"
    if half := written["half"] or written["half_word"]:
        return f"{year}-h{half.translate(_DIGITS)}"
    return str(year)


_DIGITS = str.maketrans("一二三四上下", "123412")
