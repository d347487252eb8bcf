"""Finds the rows of headers in a sheet: what stands above each column, however many rows of groups there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.tables.cell_texts import tidy
from starcase.exchange.tables.columns import Column
from starcase.exchange.tables.grid import Area, Cell, Grid
from starcase.exchange.tables.headers import (
    CUMULATIVE,
    PERIOD_IN_TEXT,
    YEAR,
    Meaning,
    Vocabulary,
    is_ignored,
    period_of,
    plain_header,
    recognise,
)
from starcase.read.words import closest

SEARCHED_ROWS = 30
_MOST_DEEP = 4
"""Rows of headers, one above the other: groups, years, halves of a year, columns."""
_LONGEST_NAMING = 16
"""Signs of a header that names the bodies; longer texts are sentences."""
_FILLED_IN = re.compile(
    rf"(?:填报|制表|填表|上报|统计)?(?:日期|时间)?[:：]?{YEAR}[年./-][0-9]{{1,2}}[月./-][0-9]{{1,2}}日?|截至.*"
)
_NAMES = (("name",), ("id",))

_Stack = tuple[str, ...]
"""What stands above a column, from the top: headers that it shares with others, its own last; empty where nothing does."""


class Unknown(Struct, frozen=True):
    """A header that is not known, with the known ones that it may mean."""

    place: int
    header: str
    offers: tuple[str, ...]


class Head(Struct, frozen=True):
    """The headers of a table: the last of their rows (from 0), the columns that are known and those that are not.

    `sheet_period` is what the title, or the sheet's name, says of all that is below.
    """

    row: int
    meanings: tuple[Meaning, ...]
    unknown: tuple[Unknown, ...]
    texts: tuple[str, ...]
    sheet_period: str | None = None


class _Candidate(Struct, frozen=True):
    """Rows that may be the headers: the first of them, how many, and how many columns are known by them."""

    first: int
    deep: int
    stacks: tuple[_Stack, ...]
    score: int


def find_head(grid: Grid, words: Vocabulary, searched: range = range(SEARCHED_ROWS)) -> Head | None:
    """The headers of a sheet: the rows among the first thirty by which most columns are known; of equal ones the fewest."""
    naming = [row for row in searched if row < len(grid.rows) and _names_bodies(grid.rows[row], words)]
    found = [candidate for row in naming for candidate in _candidates(grid, row, words) if candidate.score]
    best = max(found, key=lambda one: (one.score, -one.deep, -one.first), default=None)
    return _head(grid, best, words) if best is not None else None


def split_tables(grid: Grid, words: Vocabulary) -> Iterator[tuple[Grid, Head]]:
    """The tables of a sheet, one below the other, each as a sheet that is blank elsewhere; none where there are no headers."""
    head = find_head(grid, words)
    while head is not None:
        below = _next_head(grid, head, words)
        if below is None:
            yield grid, head
            return
        start = _with_title(grid, below, head.row + 1)
        yield replace(grid, rows=grid.rows[:start]), head
        grid = replace(grid, rows=[*[()] * start, *grid.rows[start:]])
        head = find_head(grid, words, range(below, below + 1))


def _head(grid: Grid, best: _Candidate, words: Vocabulary) -> Head:
    known = _meanings(best.stacks, words)
    return Head(
        best.first + best.deep - 1,
        known,
        tuple(_unknown(best.stacks, {one.place for one in known}, words)),
        tuple(stack[-1] if stack else "" for stack in best.stacks),
        _title_period(grid, best.first),
    )


def _unknown(stacks: Sequence[_Stack], known: set[int], words: Vocabulary) -> Iterator[Unknown]:
    for place, stack in enumerate(stacks):
        if stack and place not in known and not is_ignored(stack[-1], words):
            yield Unknown(place, "".join(stack), tuple(closest(stack[-1], words.shown)))


# ── Which rows ──


def _names_bodies(row: Sequence[Cell], words: Vocabulary) -> bool:
    texts = (tidy(cell) for cell in row if isinstance(cell, str) and len(cell) <= _LONGEST_NAMING)
    found = (recognise(text, 0, words) for text in texts if text)
    return any(one is not None and one.column.path in _NAMES for one in found)


def _candidates(grid: Grid, naming: int, words: Vocabulary) -> Iterator[_Candidate]:
    """The headers as one row would give them, then as several rows would that the naming one is among."""
    for deep in range(1, _MOST_DEEP + 1):
        for first in range(max(naming - deep + 1, 0), naming + 1):
            if first + deep > len(grid.rows) or not (stacks := _stacks(grid, first, deep)):
                continue
            score = _score(stacks, words)
            if score == 1 and _is_list_of_headers(grid, first + deep - 1, words):
                continue
            yield _Candidate(first, deep, stacks, score)


def _score(stacks: Sequence[_Stack], words: Vocabulary) -> int:
    """How many columns are known; none where nothing names the bodies."""
    known = {(one.column.path, one.column.tier, one.period, one.choice) for one in _meanings(stacks, words)}
    return len(known) if any(path in _NAMES for path, *_ in known) else 0


def _is_list_of_headers(grid: Grid, row: int, words: Vocabulary) -> bool:
    """Whether a row where only one column is known rather begins a list of headers, as in a guide: more stand below it."""
    below = [
        _header_text(cells[place]) for cells in grid.rows[row + 1 : row + 6] for place in range(min(len(cells), 3))
    ]
    return any(recognise(text, 0, words) is not None for text in below if text)


# ── Several tables ──


def _next_head(grid: Grid, head: Head, words: Vocabulary) -> int | None:
    """The row of other headers below a table; its own once more, as on each printed page, are none."""
    endings = {name[-1] for name, column in words.known.items() if column.path in _NAMES}
    for number in range(head.row + 1, len(grid.rows)):
        row = grid.rows[number]
        if not any(isinstance(cell, str) and cell.strip()[-1:] in endings for cell in row):
            continue
        is_other = any(
            text and (text,) != head.texts[place : place + 1] for place, text in enumerate(map(_header_text, row))
        )
        if is_other and _names_bodies(row, words) and _score(_stacks(grid, number, 1), words) > 1:
            return number
    return None


def _with_title(grid: Grid, row: int, above: int) -> int:
    """The first row of what belongs to headers: blank rows above them, and rows of one text, which are titles."""
    start = row
    while start > above and sum(cell != "" for cell in grid.rows[start - 1]) <= 1:
        start -= 1
    return start


# ── What stands above a column ──


def _stacks(grid: Grid, first: int, deep: int) -> tuple[_Stack, ...]:
    """The headers of each column in some rows; nothing where the last of these holds none."""
    levels = [[_header_text(cell) for cell in row] for row in grid.rows[first : first + deep]]
    if not any(levels[-1]):
        return ()
    width = max(map(len, levels))
    levels = [level + [""] * (width - len(level)) for level in levels]
    borders: set[int] = set()
    for number, level in enumerate(levels[:-1]):
        own = {place for place, text in enumerate(level) if text}
        has_below = {place for below in levels[number + 1 :] for place, text in enumerate(below) if text}
        levels[number] = _spread(level, has_below, borders, first + number, grid.areas)
        borders |= own
    return tuple(tuple(filter(None, column)) for column in zip(*levels, strict=True))


def _spread(level: list[str], has_below: set[int], borders: set[int], row: int, areas: Sequence[Area]) -> list[str]:
    """A row of groups, what stands above several columns repeated over each of them, as far as the group above reaches."""
    spread = list(level)
    reach = {area.left: area.right for area in areas if area.top == row}
    until, above = -1, ""
    for place, text in enumerate(level):
        if place in borders:
            until = -1
        if text:
            above, until = text, reach.get(place, -1 if areas else len(level))
        elif place in has_below and place <= until:
            spread[place] = above
    return spread


def _header_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 1900 <= cell <= 2100:
        return f"{int(cell)}年"
    return f"{cell.year}年{cell.month}月" if isinstance(cell, date) else ""


# ── What a column means ──


def _meanings(stacks: Sequence[_Stack], words: Vocabulary) -> tuple[Meaning, ...]:
    """The columns that are known; one to be ticked only where there is another for the same thing."""
    found = [one for place, stack in enumerate(stacks) if stack and (one := _understand(stack, place, words))]
    ticked = Counter(_thing(one) for one in found if one.choice is not None)
    return tuple(one for one in found if one.choice is None or ticked[_thing(one)] > 1)


def _thing(meaning: Meaning) -> tuple[object, ...]:
    return meaning.column.path, meaning.period


def _understand(stack: _Stack, place: int, words: Vocabulary) -> Meaning | None:
    """What the headers above a column mean together, in the period that one of them names; else what the own one means."""
    known = (recognise(text, place, words) for text in _together(stack))
    found = next((one for one in known if one is not None), None)
    if found is not None:
        return replace(found, header=stack[-1])
    column = words.choices.get(plain_header(stack[-1]))
    return _to_be_ticked(stack, place, column, words) if column is not None else None


def _to_be_ticked(stack: _Stack, place: int, column: Column, words: Vocabulary) -> Meaning | None:
    """A value that has a column of its own, of what stands above it: 五星 below 2024年星级."""
    above, own = stack[:-1], stack[-1]
    under = _understand(above, place, words) if above else None
    if under is None or under.column.names != column.names:
        under = recognise(f"{_period_in(above)}{column.header}", place, words)
    return replace(under, header=own, choice=own) if under is not None else None


def _together(stack: _Stack) -> Iterator[str]:
    """Headers above a column as one: all of them, then fewer of the upper ones, always in the period that is named; last the own."""
    *above, own = stack
    when = _period_in(above)
    for count in range(len(above), -1, -1):
        for some in combinations(above, count):
            joined = "".join((*some, own))
            yield joined if plain_header(when) in plain_header(joined) else f"{when}{joined}"
            if count > 1:  # 2023年, 服务人次, 上半年: what tells the time belongs together
                yield "".join(sorted((*some, own), key=_tells_no_time))
    yield own


def _period_in(texts: Iterable[str]) -> str:
    """The first period that some headers name, as they name it."""
    plain = [plain_header(text) for text in texts]
    found = (CUMULATIVE.search(text) or PERIOD_IN_TEXT.search(text) for text in plain)
    return next((one[0] for one in found if one is not None), "")


_TIME = re.compile(rf"(?:{YEAR})?(?:年度|年|度)?(?:上半年|下半年|第?[一二三四1-4]季度?|[0-9]{{1,2}}月份?)?")


def _tells_no_time(text: str) -> bool:
    return _TIME.fullmatch(plain_header(text)) is None


def _title_period(grid: Grid, first: int) -> str | None:
    """The one period that the rows above the headers, or the sheet's name, speak of; not the day of filling in."""
    texts = [text for row in grid.rows[:first] for cell in row if isinstance(cell, str) and (text := tidy(cell))]
    for some in ([grid.sheet], texts):
        plain = (_FILLED_IN.sub("", plain_header(text)) for text in some)
        periods = {period_of(found[0]) for text in plain for found in PERIOD_IN_TEXT.finditer(text)}
        if len(periods) == 1:
            return periods.pop()
    return None
