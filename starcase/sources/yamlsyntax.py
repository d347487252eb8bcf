"""Why a YAML text cannot be read: the parser's complaint, turned into where the writer went wrong and how to mend it.

A text is mended and read again after each fault, so that one run shows them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml
from msgspec import Struct

from starcase.sources.yamllines import Diagnosis, diagnose_line, shortened
from starcase.sources.yamlnodes import events_of, point_of
from starcase.sources.yamlrules import (
    ALIAS,
    BRACKET,
    COLON_IN_VALUE,
    COLON_WITHOUT_SPACE,
    COMMA_EXTRA,
    COMMA_MISSING,
    DASH_ON_KEY_LINE,
    ESCAPE,
    FULL_WIDTH_BRACKET,
    FULL_WIDTH_COMMA,
    INDENTATION,
    KEY_EMPTY,
    LINE_WITHOUT_COLON,
    LIST_MIXED,
    RESERVED_SIGN,
    SYNTAX,
    TAB,
    TAG,
    TEXT_AFTER_BRACKET,
    TEXT_AFTER_QUOTE,
    UNCLOSED_QUOTE,
    Fault,
    Point,
    fault,
)

MOST_FAULTS = 20
_CHARACTERS_TO_READ = 4_000_000  # a long text is not read again for each of its faults
_NEAR = 40  # lines above a complaint in which its cause is looked for
_LONGEST_KEY = 1024  # in YAML; what is longer before a colon is no key

_TOP_LINE = re.compile(r"[^\s#\]}]")
_HAS_COLON = re.compile(r"[^\s].*?:(?:\s|$)|\s*- ")
_OPENING_QUOTE = re.compile(r"(?:^\s*|: +|- +|[\[{,] *)(?P<quote>[\"'])")
_OTHER_BRACKETS = {"[": "［］【】", "{": "｛｝"}
_PARTNERS = {"[": "]", "{": "}"}


class _Complaint(Struct, frozen=True):
    """What the parser says: `at` the place where it gave up, `since` the start of what it was reading."""

    words: str
    at: Point
    since: Point


def syntax_faults(text: str) -> tuple[Fault, ...]:
    """Every fault, at most twenty, for which a text cannot be read; none where it can."""
    lines = text.split("\n")
    faults: list[Fault] = []
    for _ in range(max(1, min(MOST_FAULTS, _CHARACTERS_TO_READ // (len(text) + 1)))):
        complaint = _complaint_about(lines)
        if complaint is None:
            break
        found = _diagnose(lines, complaint)
        number = found.fault.point[0]
        seen = any(number == earlier.point[0] for earlier in faults)
        if not seen:
            faults.append(found.fault)
        if seen or found.mended is None:
            _blank_entry(lines, number)
        else:
            lines[number] = found.mended
    return tuple(faults)


def _complaint_about(lines: list[str]) -> _Complaint | None:
    try:
        next_event = events_of("\n".join(lines))
        while next_event() is not None:
            pass
    except yaml.MarkedYAMLError as error:
        at = point_of(error.problem_mark)
        since = at if error.context_mark is None else point_of(error.context_mark)
        words = f"{error.context or ''}; {error.problem or ''}"
        return _Complaint(words, _within(lines, at), _within(lines, since))
    except (yaml.YAMLError, ValueError):  # a number in an escape that is no character
        return _Complaint("", (0, 0), (0, 0))
    return None


def _within(lines: list[str], point: Point) -> Point:
    """The point itself; past the last line, the end of the last line that says something."""
    line, column = point
    if line < len(lines) and (lines[line] or line < len(lines) - 1):
        return line, min(column, len(lines[line]))
    last = next((number for number in range(len(lines) - 1, -1, -1) if lines[number].strip()), 0)
    return last, len(lines[last])


def _blank_entry(lines: list[str], number: int) -> None:
    """Empties the outermost entry that a line belongs to, so that what follows it can be read; no place moves."""
    start, end = number, number + 1
    while start > 0 and not _TOP_LINE.match(lines[start]):
        start -= 1
    while end < len(lines) and not _TOP_LINE.match(lines[end]):
        end += 1
    lines[start:end] = [""] * (end - start)


def _diagnose(lines: list[str], complaint: _Complaint) -> Diagnosis:
    for words, diagnose in _DIAGNOSES:
        if re.search(words, complaint.words):
            return diagnose(lines, complaint)
    return Diagnosis(fault(SYNTAX, complaint.at))


def _tab(lines: list[str], complaint: _Complaint) -> Diagnosis:
    number, column = complaint.at
    return Diagnosis(fault(TAB, complaint.at), lines[number].replace("\t", "  ") if column >= 0 else None)


def _alias(lines: list[str], complaint: _Complaint) -> Diagnosis:
    return Diagnosis(fault(ALIAS, complaint.since, sign=_character(lines, complaint.since)))


def _tag(lines: list[str], complaint: _Complaint) -> Diagnosis:
    return Diagnosis(fault(TAG, complaint.since))


def _reserved_sign(lines: list[str], complaint: _Complaint) -> Diagnosis:
    point = complaint.since
    if _character(lines, point) == "\t":
        return _tab(lines, complaint)
    return Diagnosis(fault(RESERVED_SIGN, point, sign=_character(lines, point)))


def _unclosed_quote(lines: list[str], complaint: _Complaint) -> Diagnosis:
    return _quote_left_open(lines, complaint.since)


def _quote_left_open(lines: list[str], point: Point) -> Diagnosis:
    """A quote that its line does not close; where its text goes on below, nobody can tell how far."""
    number, sign = point[0], _character(lines, point)
    below = lines[number + 1] if number + 1 < len(lines) else ""
    goes_on = below.startswith(" ") and not _HAS_COLON.match(below)
    return Diagnosis(fault(UNCLOSED_QUOTE, point, sign=sign), None if goes_on else lines[number] + sign)


def _escape(lines: list[str], complaint: _Complaint) -> Diagnosis:
    number, column = complaint.at
    backslash = lines[number].rfind("\\", 0, column + 1)
    return Diagnosis(fault(ESCAPE, (number, max(backslash, 0))), lines[number].replace("\\", "/"))


def _line_without_colon(lines: list[str], complaint: _Complaint) -> Diagnosis:
    number, column = complaint.since
    line = lines[number]
    wrong = fault(LINE_WITHOUT_COLON, (number, column), line=shortened(line))
    return diagnose_line(number, line) or Diagnosis(wrong, f"{line.rstrip()}:")


def _touching_colon(lines: list[str], complaint: _Complaint) -> Diagnosis:
    """Between brackets a word touches its colon, and the colon another bracket or a comma."""
    number, column = complaint.at
    line = lines[number]
    wrong = fault(COLON_WITHOUT_SPACE, complaint.at, name=shortened(line[complaint.since[1] : column]))
    return Diagnosis(wrong, f"{line[: column + 1]} {line[column + 1 :]}")


def _second_colon(lines: list[str], complaint: _Complaint) -> Diagnosis:
    number, column = complaint.at
    line = lines[number]
    if earlier := re.match(r"[\s-]*([^\s:][^:]*):\s", line[:column]):
        wrong = fault(COLON_IN_VALUE, complaint.at, name=shortened(earlier[1]))
        return Diagnosis(wrong, f"{line[:column]}：{line[column + 1 :]}")
    if column > _LONGEST_KEY:
        return Diagnosis(fault(SYNTAX, complaint.at))
    cause = _cause_above(lines, number) or _no_colon_above(lines, number) or diagnose_line(number, line)
    return cause or _misaligned(lines, number)


def _no_colon_above(lines: list[str], number: int) -> Diagnosis | None:
    """The first line of a mapping, where it lacks its colon; the parser complains of the second."""
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip() and lines[n].lstrip()[0] != "#"), number)
    line, column = lines[above].rstrip(), _starts_at(lines[above])
    if above == number or ":" in line or column != _starts_at(lines[number]):
        return None
    return Diagnosis(fault(LINE_WITHOUT_COLON, (above, column), line=shortened(line[column:])), f"{line}:")


def _starts_at(line: str) -> int:
    """The column of the first word, after spaces and the dashes of a list."""
    return len(line) - len(line.lstrip(" -"))


def _cause_above(lines: list[str], number: int) -> Diagnosis | None:
    """The line above whose text runs on into this line, where its punctuation says why."""
    for above in range(number - 1, max(number - _NEAR, -1), -1):
        if opening := _open_quote(lines[above]):
            return _quote_left_open(lines, (above, opening))
        if found := diagnose_line(above, lines[above]):
            return found
        if _HAS_COLON.match(lines[above]):
            return None
    return None


def _open_quote(line: str) -> int | None:
    """The column of a quote that opens a value and is not closed in its line."""
    opening = _OPENING_QUOTE.search(line)
    if opening is None or opening["quote"] in line[opening.end() :]:
        return None
    return opening.start("quote")


def _misaligned(lines: list[str], number: int) -> Diagnosis:
    spaces = len(lines[number]) - len(lines[number].lstrip(" "))
    return Diagnosis(fault(INDENTATION, (number, spaces), spaces=spaces))


def _dash_on_key_line(lines: list[str], complaint: _Complaint) -> Diagnosis:
    return Diagnosis(fault(DASH_ON_KEY_LINE, complaint.at))


def _misplaced(lines: list[str], complaint: _Complaint) -> Diagnosis:
    """Something stands where the next key or item of a block should start."""
    number, column = complaint.at
    before, sign = lines[number][:column], _character(lines, complaint.at)
    if directive := _directive(lines, number):
        return directive
    if cause := _quote_above(lines, number):
        return cause
    if before.rstrip().endswith(("'", '"')):
        rest = lines[number][column:]
        return Diagnosis(fault(TEXT_AFTER_QUOTE, complaint.at, text=shortened(rest)), before)
    if sign in ("]", "}"):
        return Diagnosis(fault(BRACKET, complaint.at, sign=sign), before)
    if sign == ":":
        return Diagnosis(fault(KEY_EMPTY, complaint.at))
    if before.rstrip().endswith(("]", "}")):
        return Diagnosis(fault(TEXT_AFTER_BRACKET, complaint.at, text=shortened(lines[number][column:])), before)
    if before.strip(" -"):
        return Diagnosis(fault(SYNTAX, complaint.at))
    if column == complaint.since[1] and number > complaint.since[0] and "block" in complaint.words:
        return Diagnosis(fault(LIST_MIXED, complaint.at))
    cause = _no_colon_above(lines, number) or diagnose_line(number, lines[number])
    return cause or _misaligned(lines, number)


def _directive(lines: list[str], number: int) -> Diagnosis | None:
    above = (n for n in range(max(number - _NEAR, 0), number) if lines[n].startswith("%"))
    return next((Diagnosis(fault(RESERVED_SIGN, (n, 0), sign="%"), "") for n in above), None)


def _quote_above(lines: list[str], number: int) -> Diagnosis | None:
    """A quote that was left open above and took the next quote, in this line, for its end."""
    for above in range(number - 1, max(number - _NEAR, -1), -1):
        opening = _open_quote(lines[above])
        if opening is not None and lines[above][opening] in lines[number]:
            return _quote_left_open(lines, (above, opening))
    return None


def _in_brackets(lines: list[str], complaint: _Complaint) -> Diagnosis:
    """Between brackets, something stands where a comma or the closing bracket should."""
    (start, opener_column), (number, column) = complaint.since, complaint.at
    opener, sign = _character(lines, complaint.since), _character(lines, complaint.at)
    if sign in ("]", "}"):
        return Diagnosis(fault(BRACKET, complaint.since, sign=opener))
    if number > start or not sign:
        return _other_bracket(lines, complaint) or _open_bracket(lines, complaint)
    if lines[number][:column].rstrip().endswith(("'", '"')) and sign != ":":
        return Diagnosis(fault(TEXT_AFTER_QUOTE, complaint.at, text=shortened(lines[number][column:])))
    return _between_items(lines, complaint, opener_column)


def _other_bracket(lines: list[str], complaint: _Complaint) -> Diagnosis | None:
    """A full-width bracket that was meant to close the list."""
    number, column = complaint.since
    line, opener = lines[number], _character(lines, complaint.since)
    found = re.compile(f"[{_OTHER_BRACKETS.get(opener, '')}］｝]").search(line, column + 1)
    if found is None:
        return None
    mended = line[: found.start()] + _PARTNERS.get(opener, "") + line[found.end() :]
    return Diagnosis(fault(FULL_WIDTH_BRACKET, (number, found.start()), sign=found[0]), mended)


def _open_bracket(lines: list[str], complaint: _Complaint) -> Diagnosis:
    """A bracket that nothing closes, or one of several lines that lacks its comma."""
    opener, number = _character(lines, complaint.since), complaint.at[0]
    next_entry = next((n for n in range(number, len(lines)) if _TOP_LINE.match(lines[n])), len(lines))
    closes_below = any(_PARTNERS.get(opener, "") in line for line in lines[number : next_entry + 1])
    if closes_below and number < next_entry and _character(lines, complaint.at):
        text = lines[number].strip()
        return Diagnosis(fault(COMMA_MISSING, (number, lines[number].index(text)), text=shortened(text)))
    return Diagnosis(fault(BRACKET, complaint.since, sign=opener))


def _between_items(lines: list[str], complaint: _Complaint, opener: int) -> Diagnosis:
    number, column = complaint.at
    line = lines[number]
    item = max(line.rfind(",", 0, column), opener) + 1
    written = line[item:column]
    if (comma := re.search("[，、]", written)) and line[column : column + 1] == ":":
        at = item + comma.start()
        mended = f"{line[:at]},{line[at + 1 :]}"
        return Diagnosis(fault(FULL_WIDTH_COMMA, (number, at), text=shortened(written), sign=comma[0]), mended)
    if line[column : column + 1] != ":":
        return Diagnosis(fault(COMMA_MISSING, complaint.at, text=shortened(line[column:])))
    key, _, rest = written.partition(":")
    if len(rest.split()) < 2:
        return Diagnosis(fault(COLON_IN_VALUE, complaint.at, name=shortened(key)))
    word = rest.split()[-1]
    return Diagnosis(fault(COMMA_MISSING, (number, line.rindex(word, 0, column)), text=shortened(word)))


def _stray_sign(lines: list[str], complaint: _Complaint) -> Diagnosis:
    sign, before = _character(lines, complaint.at), lines[complaint.at[0]][: complaint.at[1]].rstrip()
    if sign in ("]", "}"):
        return Diagnosis(fault(BRACKET, complaint.at, sign=sign))
    if sign == ":":
        return Diagnosis(fault(KEY_EMPTY, complaint.at))
    if sign == "," and before.endswith((",", "[", "{")):
        return Diagnosis(fault(COMMA_EXTRA, complaint.at))
    return Diagnosis(fault(RESERVED_SIGN, complaint.at, sign=sign) if sign else fault(SYNTAX, complaint.at))


def _character(lines: list[str], point: Point) -> str:
    return lines[point[0]][point[1] : point[1] + 1]


_DIAGNOSES: tuple[tuple[str, Callable[[list[str], _Complaint], Diagnosis]], ...] = (
    (r"a tab character|'\\t'", _tab),
    ("scanning an (alias|anchor)", _alias),
    ("(scanning|parsing) a tag|tag handle", _tag),
    ("scanning a (directive|block scalar)", _reserved_sign),
    ("quoted scalar; found unexpected end", _unclosed_quote),
    ("quoted scalar", _escape),
    ("could not find expected ':'", _line_without_colon),
    ("found unexpected ':'", _touching_colon),
    ("mapping values are not allowed", _second_colon),
    ("mapping keys are not allowed|cannot start any token", _reserved_sign),
    ("sequence entries are not allowed", _dash_on_key_line),
    ("parsing a flow (sequence|mapping)", _in_brackets),
    ("node content", _stray_sign),
    ("block (mapping|collection)|document start", _misplaced),
)
