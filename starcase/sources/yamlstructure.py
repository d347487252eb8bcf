"""What is wrong, or hardly meant, in a YAML text that can be read: keys, lists, text that look like something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starcase.sources.yamllines import OTHER_DASHES, STRANGE_SPACES, diagnose_line, shortened
from starcase.sources.yamlnodes import ListNode, MappingNode, Node, ScalarNode
from starcase.sources.yamlrules import (
    COLON_WITHOUT_SPACE,
    COMMA_IN_NUMBER,
    DASH_OTHER,
    DASH_WITHOUT_SPACE,
    DUPLICATE_KEY,
    FULL_WIDTH_BRACKET,
    FULL_WIDTH_COLON,
    FULL_WIDTH_COMMA,
    FULL_WIDTH_SPACE,
    KEY_EMPTY,
    KEY_NOT_TEXT,
    LINE_AS_TEXT,
    LINES_JOINED,
    MERGE_KEY,
    Fault,
    Point,
    fault,
)

# A line that starts with a strange space, with another dash, with a hyphen that touches its word, or with a word that
# touches its colon; a list in brackets whose items are divided by Chinese commas; lines below a key that are as short as
# items; a number with a comma.
_STRANGE_LINE = re.compile(
    rf"^ *+(?:[{STRANGE_SPACES}]|(?:- ++)*[{OTHER_DASHES}]|-[^\s\-\d.]|[^\s：:,，。#\"'\-]{{1,30}}+(?:：|:(?=[^\s/])))",
    re.MULTILINE,
)
_STRANGE_LIST = re.compile(r"\[[^\]\n，、]*+[，、]")
_SHORT = rf"[^\s，。、；：！？,.;:!?#\[{{\"'|>&*%@`\-{OTHER_DASHES}]{{1,12}}+"
_SHORT_LINE = re.compile(_SHORT)
_SHORT_LINES = re.compile(rf":\ *+\n(?:\ ++{_SHORT}\ *+(?:\n|\Z)){{2}}")
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,3},(?P<next>\d{3})(?!\d)(?:,\d{3})*[^\s,{}\[\]]*")
_DIGITS_AFTER_COMMA = re.compile(r",\d{3}(?!\d)")
_INDENTATION = re.compile(" *")
_STARTS_A_LIST = re.compile("[［｛]")


def is_suspicious(text: str) -> bool:
    """Whether a readable text might hold something for `structure_faults`: a quick look that says yes too often."""
    if "［" in text or "｛" in text:
        return True
    return any(strange.search(text) for strange in (_STRANGE_LINE, _STRANGE_LIST, _SHORT_LINES, _DIGITS_AFTER_COMMA))


def structure_faults(root: Node, lines: list[str]) -> Iterator[Fault]:
    """The faults of a composed document; `lines` are its text's."""
    if isinstance(root, ScalarNode):
        yield from _scalar_faults(root, lines, "")
    else:
        yield from _faults_within(root, lines, "")


def _faults_within(node: ListNode | MappingNode, lines: list[str], above: str) -> Iterator[Fault]:
    if isinstance(node, MappingNode):
        yield from _mapping_faults(node, lines)
        return
    for item in node.items:
        if not isinstance(item, ScalarNode):
            yield from _faults_within(item, lines, above)
            continue
        yield from _scalar_faults(item, lines, above)
        if node.flow and item.plain and (comma := re.search("[，、]", item.text)):
            yield fault(FULL_WIDTH_COMMA, item.start, text=shortened(item.text), sign=comma[0])


def _mapping_faults(node: MappingNode, lines: list[str]) -> Iterator[Fault]:
    seen: dict[str, ScalarNode] = {}
    for key, value in node.pairs:
        if not isinstance(key, ScalarNode):
            yield fault(KEY_NOT_TEXT, key.start)
            continue
        yield from _key_faults(key, value, lines)
        if (first := seen.setdefault(key.text, key)) is not key:
            yield fault(DUPLICATE_KEY, key.start, related=(first.start,), name=shortened(key.text))
        if isinstance(value, ScalarNode):
            yield from _scalar_faults(value, lines, key.text)
        else:
            yield from _faults_within(value, lines, key.text)


def _key_faults(key: ScalarNode, value: Node, lines: list[str]) -> Iterator[Fault]:
    number, column = key.start
    if not key.text.strip():
        yield fault(KEY_EMPTY, key.start)
    if not key.plain:
        return
    if key.text == "<<":
        yield fault(MERGE_KEY, key.start)
    found = diagnose_line(number, lines[number]) if _is_first(lines[number], column) else None
    if found and found.fault.rule in (FULL_WIDTH_SPACE, DASH_OTHER, DASH_WITHOUT_SPACE):
        yield found.fault
    for figure in _THOUSANDS.finditer(lines[number], max(column - 4, 0), column + 40):
        if figure.start() < column == figure.start("next"):
            yield fault(COMMA_IN_NUMBER, (number, figure.start()), number=figure[0], plain=figure[0].replace(",", ""))
    if isinstance(value, ScalarNode) and value.is_empty and (colon := re.search("[:：]", key.text)):
        about = FULL_WIDTH_COLON if colon[0] == "：" else COLON_WITHOUT_SPACE
        point = (number, column + colon.start()) if key.end[0] == number else key.start
        yield fault(about, point, name=shortened(key.text[: colon.start()]))


def _scalar_faults(node: ScalarNode, lines: list[str], above: str) -> Iterator[Fault]:
    """What a text may have swallowed: list items and keys whose punctuation is not recognised."""
    if not node.plain or not node.text:
        return
    if _STARTS_A_LIST.match(node.text):
        yield fault(FULL_WIDTH_BRACKET, node.start, sign=node.text[0])
    first, column = node.start
    stands_alone = _is_first(lines[first], column)
    rows = range(first if stands_alone else first + 1, node.end[0] + 1)
    if above and stands_alone and len(rows) > 1 and all(_SHORT_LINE.fullmatch(lines[row].strip(" ")) for row in rows):
        yield fault(LINES_JOINED, node.start, above=shortened(above), count=len(rows))
    for number in rows:
        found = diagnose_line(number, lines[number])
        if found is None:
            continue
        if found.fault.rule in (FULL_WIDTH_COLON, COLON_WITHOUT_SPACE):
            yield fault(LINE_AS_TEXT, _first_word(lines, number), line=shortened(lines[number]), above=shortened(above))
        elif stands_alone and found.fault.rule in (DASH_OTHER, DASH_WITHOUT_SPACE):
            yield found.fault


def _is_first(line: str, column: int) -> bool:
    """Whether only spaces stand before a column. Lines may be long and hold many values: none is copied for each of them."""
    indentation = _INDENTATION.match(line)
    return indentation is not None and indentation.end() >= column


def _first_word(lines: list[str], number: int) -> Point:
    return number, len(lines[number]) - len(lines[number].lstrip(" "))
