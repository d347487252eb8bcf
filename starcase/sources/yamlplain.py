"""YAML that says one thing a line, as most records do, to values without a parser."""

from __future__ import annotations

import re
from typing import Any

Tree = dict[str, "Tree"] | list["Tree"] | str | None

EMPTY_WORDS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 40
# All but tabs, whatever else than \n YAML takes for the end of a line, and what nobody can see.
_ODD = re.compile("[^\n -~\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_SIGNS = r"\[\]{}#&*!|>'\"%@`:?"
_FIRST = rf"[^\s\-,<{_SIGNS}]"
_TEXT = rf"{_FIRST}[^:#\n]*(?:(?::(?=[^ \n])|(?<! )#)[^:#\n]*)*(?<! )"
_ENTRY = rf"{_FIRST}[^,\n{_SIGNS}]*"
_VALUE = rf"{_TEXT}|\"[^\"\\\n]*\"|'[^'\n]*'|\[ *(?:{_ENTRY}(?:, *{_ENTRY})*)?\]"
_LINE = re.compile(
    rf"^(?: *(?:#.*)?|( *)(- )?(?:((?![.：]){_FIRST}[^:#：\n]{{0,80}}(?<! )):(?=[ \n]|\Z))? *({_VALUE})?|(.+))$",
    re.MULTILINE,
)
"""Nothing; or how far a line is set in, the sign of an entry, a key, a value; or anything else."""


def plain_tree(text: str) -> Tree:
    """The values of a text, the same as YAML's; None where anything in it is not as simple as can be."""
    if _ODD.search(text):
        return None
    whole: dict[str, Tree] = {}
    around: list[tuple[int, Any]] = [(-1, whole)]  # the mappings and lists that a line stands in, with their columns
    awaiting: str | None = ""  # the key that has no value yet
    for indent, sign, key, written, other in _LINE.findall(text):
        if not (key or (sign and written)):
            if sign or written or other:
                return None
            continue
        column = len(indent)
        at, holder = around[-1]
        if at > column:
            while around[-1][0] > column:
                around.pop()
            (at, holder), awaiting = around[-1], None
        if at < column or (sign and type(holder) is dict):
            if awaiting is None or len(around) > _DEEPEST:
                return None
            opened: Any = [] if sign else {}
            holder[awaiting] = opened
            around.append((column, opened))
            holder = opened
        elif not sign and type(holder) is list:  # of a key in the same column
            around.pop()
            at, holder = around[-1]
            if at < column:
                return None
        value, awaiting = _read(written) if written else None, None
        if sign:
            holder.append({} if key else value)
        if key:
            if sign:
                holder = holder[-1]
                around.append((column + 2, holder))
            if key in holder or key in EMPTY_WORDS:
                return None
            holder[key] = value
            awaiting = None if written else key
    return whole.get("")


def _read(written: str) -> Tree:
    """One value as it is written in its line."""
    match written[0]:
        case '"' | "'":
            return written[1:-1]
        case "[":
            inside = written[1:-1].strip(" ")
            return [_read(entry.strip(" ")) for entry in inside.split(",")] if inside else []
    return None if written in EMPTY_WORDS else written
