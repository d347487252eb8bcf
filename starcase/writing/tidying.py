"""Tidies YAML: keys in the order of the format, one space behind colons, no needless quotes; no value and no comment changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import yaml
from msgspec import Struct
from yaml import SafeLoader

from starcase.exchange.editing.kinds import Kind, kind_below, rank_of, vocabulary_of
from starcase.exchange.editing.yaml_text import scalar_text
from starcase.problems import Problem
from starcase.sources.documents import split_documents
from starcase.sources.front_matter import split_front_matter
from starcase.sources.yamlnodes import ListNode, MappingNode, Node, ScalarNode, compose
from starcase.sources.yamltree import RawDocument, Tree, parse_document

_COMMENT = re.compile(r"[ \t]*#")
_FULL_WIDTH_KEY = re.compile(r"(?P<before> *(?:- +)?)(?P<key>[^\s:：#\"'\[{][^:：#\"'\[{]{0,30})：[ \t\u3000]*")
_TEXT_BEGINS = re.compile(r":[ \t]+[|>][+-]?\d?[+-]?[ \t]*(?:#.*)?$")
_MEANINGLESS = re.compile(r"[\s\"'\\：:]")


class Tidied(Struct, frozen=True):
    """`text` is the tidy text; the same as before where `problems` keep it from being tidied, or it is written too strangely."""

    text: str
    problems: tuple[Problem, ...] = ()
    is_strange: bool = False


def tidy_yaml(text: str, file: str, kind: Kind) -> Tidied:
    """A YAML file, document by document; `kind` is what each of them is."""
    return _with_line_ends(text, lambda plain: _tidy_parts(plain, split_documents(plain, file), kind))


def tidy_front_matter(text: str, file: str, kind: Kind) -> Tidied:
    """A Markdown file, of which only what stands above the text is touched."""

    def tidy(plain: str) -> Tidied:
        front, problems = split_front_matter(plain, file)
        return _tidy_parts(plain, (front.raw,), kind) if front else Tidied(plain, problems)

    return _with_line_ends(text, tidy)


def _with_line_ends(text: str, tidy: Callable[[str], Tidied]) -> Tidied:
    plain = text.replace("\r\n", "\n")
    tidied = tidy(plain)
    if tidied.text == plain:
        return Tidied(text, tidied.problems, tidied.is_strange)
    return Tidied(tidied.text.replace("\n", "\r\n") if "\r\n" in text else tidied.text)


def _tidy_parts(text: str, parts: tuple[RawDocument, ...], kind: Kind) -> Tidied:
    lines = text.split("\n")
    for raw in reversed(parts):
        tidied = _tidy_document(raw, kind)
        if tidied.problems or tidied.is_strange:
            return Tidied(text, tidied.problems, tidied.is_strange)
        first = raw.first_line - 1
        last = first + raw.text.count("\n") + (not raw.text.endswith("\n"))
        lines[first:last] = tidied.text.removesuffix("\n").split("\n")
    return Tidied("\n".join(lines))


def _tidy_document(raw: RawDocument, kind: Kind) -> Tidied:
    mended = _mend_colons(raw, kind)
    tree, problems = parse_document(mended)
    if wrong := tuple(met for met in problems if met.is_error):
        return Tidied(raw.text, wrong)
    tidied = mended.text
    for step in (_reorder, _space_and_unquote, _trim):
        tidied = step(tidied, kind)
    if not _says_the_same(raw, tree, tidied):
        return Tidied(raw.text, is_strange=True)
    return Tidied(tidied)


def _says_the_same(raw: RawDocument, tree: Tree, tidied: str) -> bool:
    """Whether all values are those of before, and no character of value or comment is lost."""
    again, _ = parse_document(RawDocument(raw.id, tidied, raw.first_line))
    return again == tree and sorted(_MEANINGLESS.sub("", raw.text)) == sorted(_MEANINGLESS.sub("", tidied))


def _mend_colons(raw: RawDocument, kind: Kind) -> RawDocument:
    """The document with full-width colons behind its keys as they must be written, where that is all that was wrong."""
    if "：" not in raw.text or not _has_errors(raw):
        return raw
    known = vocabulary_of(kind)
    lines, deeper = raw.text.split("\n"), None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if deeper is not None and (indent > deeper or not line.strip()):
            continue  # within a text of several lines
        found = _FULL_WIDTH_KEY.match(line)
        if found and found["key"].strip() in known:
            lines[number] = f"{found['before']}{found['key'].strip()}: {line[found.end() :]}".rstrip()
        deeper = indent if _TEXT_BEGINS.search(lines[number]) else None
    mended = RawDocument(raw.id, "\n".join(lines), raw.first_line)
    return raw if _has_errors(mended) else mended


def _has_errors(raw: RawDocument) -> bool:
    return any(met.is_error for met in parse_document(raw)[1])


# ── The order of keys ──


def _reorder(text: str, kind: Kind) -> str:
    root, _ = compose(text)
    lines = text.split("\n")
    return "\n".join(_ordered(root, kind, lines, 0, len(lines))) if root else text


def _ordered(node: Node, kind: Kind, lines: list[str], first: int, last: int) -> list[str]:
    """The lines from `first` to before `last`, in which a node stands, with the keys of its mappings in order.

    Comments right above a key go with it; those at the beginning and at the end stay there.
    """
    entries = list(_entries(node, kind))
    starts = [start for start, _, _ in entries]
    if not entries or len(set(starts)) < len(starts) or not all(_begins(lines[at], _column(node)) for at in starts):
        return lines[first:last]
    end = _before_tail(lines, starts[-1] + 1, last, _column(node))
    leads = [
        starts[0],
        *(_lead(lines, before, at, _column(node)) for before, at in pairwise(starts)),
    ]
    chunks = [
        [*lines[lead:start], *_ordered_entry(value, below, lines, start, stop)]
        for lead, stop, (start, value, below) in zip(leads, [*leads[1:], end], entries, strict=True)
    ]
    if isinstance(node, MappingNode):
        chunks = _by_rank(node, kind, chunks)
    return [*lines[first : starts[0]], *(line for chunk in chunks for line in chunk), *lines[end:last]]


def _entries(node: Node, kind: Kind) -> Iterator[tuple[int, Node, Kind]]:
    """The line on which each key or entry begins, with its value; none of what stands in brackets."""
    if isinstance(node, MappingNode) and not node.flow:
        for key, value in node.pairs:
            yield key.start[0], value, kind_below(kind, _text(key))
    elif isinstance(node, ListNode) and not node.flow:
        for item in node.items:
            yield item.start[0], item, kind


def _column(node: Node) -> int:
    """Where the keys of a mapping begin, or the dashes of a list."""
    return node.start[1]


def _begins(line: str, column: int) -> bool:
    return not line[:column].strip()


def _text(key: Node) -> str:
    return key.text if isinstance(key, ScalarNode) else ""


def _lead(lines: list[str], before: int, start: int, column: int) -> int:
    """The first of the comment lines that stand right above an entry."""
    at = start
    while at - 1 > before and re.match(rf"[ ]{{{column}}}#", lines[at - 1]):
        at -= 1
    return at


def _before_tail(lines: list[str], first: int, last: int, column: int) -> int:
    """The end of an entry without the blank lines, and the comments further out, behind it."""
    while last > first:
        line = lines[last - 1]
        if line.strip() and not (_COMMENT.match(line) and len(line) - len(line.lstrip()) < column):
            break
        last -= 1
    return last


def _ordered_entry(value: Node, kind: Kind, lines: list[str], start: int, stop: int) -> list[str]:
    """The lines of one key or entry with its value."""
    if isinstance(value, ScalarNode) or value.flow:
        return lines[start:stop]
    if value.start[0] > start:
        return [lines[start], *_ordered(value, kind, lines, start + 1, stop)]
    if not isinstance(value, MappingNode):
        return lines[start:stop]
    column = value.start[1]
    dash = lines[start][:column]
    undashed = [*lines[:start], " " * column + lines[start][column:], *lines[start + 1 :]]
    ordered = _ordered(value, kind, undashed, start, stop)
    head = next(number for number, line in enumerate(ordered) if line.strip() and not _COMMENT.match(line))
    above = [dash.partition("-")[0] + line.lstrip() if line.strip() else line for line in ordered[:head]]
    return [*above, dash + ordered[head][column:], *ordered[head + 1 :]]


def _by_rank(node: MappingNode, kind: Kind, chunks: list[list[str]]) -> list[list[str]]:
    """The entries of a mapping in the order of the format; the writer's own keys, and unknown ones, stay where they are."""
    ranks = [rank_of(kind, _text(key)) for key, _ in node.pairs]
    if any(rank < 0 for rank, _ in ranks):
        return chunks
    order = sorted(range(len(chunks)), key=lambda number: ranks[number][0])
    return [chunks[number] for number in order]


# ── Spaces, quotes, blank lines ──


def _space_and_unquote(text: str, kind: Kind) -> str:
    root, _ = compose(text)
    lines = text.split("\n")
    for (line, start), (_, end), new in sorted(_small_changes(root, lines), reverse=True) if root else ():
        lines[line] = lines[line][:start] + new + lines[line][end:]
    return "\n".join(lines)


Change = tuple[tuple[int, int], tuple[int, int], str]


def _small_changes(node: Node, lines: list[str]) -> Iterator[Change]:
    """Stretches of one line, and what belongs there."""
    if isinstance(node, ListNode):
        for item in node.items:
            yield from _small_changes(item, lines)
            yield from _unquoted(item, lines, in_brackets=node.flow)
    elif isinstance(node, MappingNode):
        for key, value in node.pairs:
            yield from _unquoted(key, lines, in_brackets=True)
            yield from _small_changes(value, lines)
            yield from _unquoted(value, lines, in_brackets=node.flow)
            if not node.flow and isinstance(key, ScalarNode):
                yield from _one_space(key, value, lines)


def _one_space(key: ScalarNode, value: Node, lines: list[str]) -> Iterator[Change]:
    line, after = key.end
    gap = re.compile(r"[ \t]*:[ \t]{2,}(?=\S)|[ \t]+:[ \t]+(?=\S)").match(lines[line], after)
    if gap and value.start == (line, gap.end()):
        yield key.end, (line, gap.end()), ": "


def _unquoted(node: Node, lines: list[str], *, in_brackets: bool) -> Iterator[Change]:
    """A text in quotes that would be the same text without, for every reader of YAML."""
    if not isinstance(node, ScalarNode) or node.plain or node.start[0] != node.end[0]:
        return
    written = lines[node.start[0]][node.start[1] : node.end[1]]
    if (
        written[:1] not in "\"'"
        or written[1:-1] != node.text
        or _resolve(yaml.ScalarNode, node.text, (True, False)) != _TEXT
    ):
        return
    if scalar_text(node.text, in_brackets=in_brackets) == node.text:
        yield node.start, node.end, node.text


_TEXT = "tag:yaml.org,2002:str"
_resolve: Callable[[type, str, tuple[bool, bool]], str] = SafeLoader("").resolve


def _trim(text: str, kind: Kind) -> str:
    """No spaces at the ends of lines, no more than one blank line, none at the ends; texts of several lines stay as they are."""
    root, _ = compose(text)
    lines = text.split("\n")
    kept = set(_texts_of_lines(root, lines)) if root else set()
    trimmed: list[str] = []
    for number, line in enumerate(lines):
        plain = line if number in kept else line.rstrip(" \t")
        if plain or number in kept or (trimmed and trimmed[-1]):
            trimmed.append(plain)
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return "\n".join(trimmed) + "\n"


def _texts_of_lines(node: Node, lines: list[str]) -> Iterator[int]:
    """The lines of texts that go over several; the blank ones below a text only where they are part of it."""
    if isinstance(node, ScalarNode):
        first = node.start[0]
        is_block = lines[first][node.start[1] :].startswith(("|", ">"))  # which ends where the next line begins
        last = min(node.end[0] + (not is_block), len(lines))
        while last - 1 > first and not lines[last - 1] and not node.text.endswith("\n\n"):
            last -= 1
        yield from range(first, last) if node.end[0] > first else ()
        return
    inner = node.items if isinstance(node, ListNode) else tuple(part for pair in node.pairs for part in pair)
    for each in inner:
        yield from _texts_of_lines(each, lines)
