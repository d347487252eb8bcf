"""Values as the YAML that people would write: plain where plain text stays what it is, quoted where it would not."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

Value = object
"""A text, number, day or yes and no; a sequence or a mapping of such; None is left blank."""

LONGEST_LINE = 90
"""Characters of a list in brackets; a longer one is written line by line."""

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_SIGNS = frozenset(
    "-?:,[]{}#&*!|>'\"%@`=<［｛\u3000"
)  # what a plain text may not begin with, or only confuses at its start
_UNSAFE = re.compile(r":(?=\s|\Z)|\s#|[\x00-\x1f\x7f-\x9f\u2028\u2029]|\A\s|\s\Z|\A(?:---|\.\.\.)")
_UNSAFE_IN_BRACKETS = re.compile(r"[,\[\]{}，、:]")
_NEGATIVE = re.compile(r"-[0-9.]+")


class Style(Struct, frozen=True):
    """How a document is written: how many spaces inner keys and dashes stand further in, and whether its keys are Chinese."""

    step: int = 2
    dash: int = 2
    chinese: bool = False


def scalar_text(value: Value, quote: str = "", *, in_brackets: bool = False) -> str:
    """One value on one line. `quote` is the sign that stood around the value before, and is kept."""
    text = as_text(value)
    if isinstance(value, str) and quote == "'" and "\n" not in text and not re.search(r"[\x00-\x1f\x7f-\x9f]", text):
        return "'" + text.replace("'", "''") + "'"
    if isinstance(value, str) and (quote == '"' or not _is_safe(text, in_brackets)):
        return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")
    return text


def as_text(value: Value) -> str:
    """A single value as our reader would find it typed; blank for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _is_safe(text: str, in_brackets: bool) -> bool:
    if text in _EMPTY or _UNSAFE.search(text):
        return False
    if text[0] in _SIGNS and not _NEGATIVE.fullmatch(text):
        return False
    return not (in_brackets and _UNSAFE_IN_BRACKETS.search(text))


def is_single(value: Value) -> bool:
    """Whether a value is neither a list nor a mapping."""
    return isinstance(value, str) or not isinstance(value, Mapping | Sequence)


def fits_in_brackets(value: Value) -> bool:
    """Whether people would write a value on the line of its key."""
    if isinstance(value, str):
        return "\n" not in value
    if isinstance(value, Mapping):
        return not value
    if isinstance(value, Sequence):
        return all(is_single(item) for item in value) and len(bracket_text(value)) <= LONGEST_LINE
    return True


def bracket_text(value: Value) -> str:
    """A value of any shape as it stands on one line, in brackets or braces where it has parts."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key)}: {bracket_text(part)}".rstrip() for key, part in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(bracket_text(part) if part is not None else '""' for part in value) + "]"
    return scalar_text(value, in_brackets=True)


def key_text(key: object) -> str:
    """A key of a mapping."""
    return scalar_text(str(key), in_brackets=True)


def entry_lines(key: str, value: Value, indent: int, style: Style) -> list[str]:
    """The lines of one key and its value, `indent` spaces in."""
    head = " " * indent + key_text(key) + ":"
    if fits_in_brackets(value):
        text = bracket_text(value) if not is_single(value) else scalar_text(value)
        return [f"{head} {text}".rstrip()]
    return [head + block_opening(value), *block_lines(value, indent, style)]


def block_opening(value: Value) -> str:
    """What stands behind the colon before a value that begins on the next line."""
    return " |-" if isinstance(value, str) and _is_literal(value) else ""


def block_lines(value: Value, indent: int, style: Style) -> list[str]:
    """The lines below a key that stands `indent` spaces in."""
    if isinstance(value, str):
        inner = " " * (indent + style.step)
        lines = value.split("\n") if _is_literal(value) else [scalar_text(value)]
        return [inner + line if line else "" for line in lines]
    if isinstance(value, Mapping):
        return [line for key, part in value.items() for line in entry_lines(str(key), part, indent + style.step, style)]
    assert isinstance(value, Sequence)
    return [line for item in value for line in item_lines(item, indent + style.dash, style)]


def item_lines(item: Value, indent: int, style: Style) -> list[str]:
    """The lines of one entry of a list; its dash stands `indent` spaces in."""
    dash = " " * indent + "- "
    if isinstance(item, Mapping) and item:
        first, *others = block_lines(item, indent + 2 - style.step, style)
        return [dash + first.lstrip(" "), *others]
    return [dash + bracket_text(item)]


def _is_literal(text: str) -> bool:
    """Whether a text of several lines can be written as it is, line by line."""
    lines = text.split("\n")
    return all(line == line.rstrip() and not line.startswith((" ", "---", "...")) for line in lines) and bool(
        lines[0] and lines[-1] and not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)
    )
