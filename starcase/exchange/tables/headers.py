"""Finds the row of headers in a sheet, or the two rows, and what each column means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.tables.cell_texts import tidy
from starcase.exchange.tables.columns import (
    ROW_PERIOD,
    TO_DATE,
    Column,
    evaluation_columns,
    indicator_column,
    record_columns,
)
from starcase.exchange.tables.expected import Expected
from starcase.exchange.tables.grid import Area, Cell, Grid
from starcase.read.dates import parse_period
from starcase.read.scalars import Fault, Understood
from starcase.read.words import closest, folded

SEARCHED_ROWS = 30
_IGNORED = frozenset(
    map(
        folded,
        (
            "序号", "序", "行号", "no", "no.", "备注", "说明", "附注", "需修改原因", "合计", "总计", "小计", "照片", "图片",
            "组织照片", "活动照片", "星级logo", "填表人", "填报人", "审核人", "填报日期", "填报时间", "填报单位", "签字", "盖章",
        ),
    )
)  # fmt: skip
"""Headers that say nothing of a body."""
_NOT_READ = frozenset(("不读", "忽略", "-", ""))
_WEAK_ENDINGS = ("情况", "名称", "（个）", "数量", "数", "及时间")
_BEGINNINGS = ("所属", "所在", "现有", "目前", "当前", "组织", "队伍", "团队", "主要", "是否")
_STARS = re.compile(r"^[*＊※•●\s]+|[*＊※:：\s]+$")
_MUST = re.compile(r"[(（\[【](?:必填|选填|可不填|不填|必填项|选填项|下拉选择|可选)[)）\]】]")
_IN_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_YEAR = r"(?:19|20)[0-9]{2}"
_PART = r"(?:上半年|下半年|H[12]|Q[1-4]|第?[一二三四1-4]季度?|(?:1[0-2]|0?[1-9])月份?)"
_PERIOD = re.compile(rf"{_YEAR}(?:年度|年|度)?(?:[-/.]?{_PART})?", re.IGNORECASE)
_CUMULATIVE = re.compile(
    rf"(?:截至|截止|截止到)?(?:{_YEAR}年?(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?(?:底|末)?)?(?:累计|历年累计|总计)"
)
_SCALE = re.compile(r"(百万|千万|亿|万|千|百)(?=[人次名场小时个户件元]|$)")
_FILLED_IN = re.compile(
    rf"(?:填报|制表|填表|上报|统计)?(?:日期|时间)?[:：]?{_YEAR}[年./-][0-9]{{1,2}}[月./-][0-9]{{1,2}}日?|截至.*"
)


class Meaning(Struct, frozen=True):
    """What a column means: the column, where its path may still hold PERIOD; `scale` is one that the header names (`万`).

    `indicator`: the name of the indicator, whose id each programme gives. `place`: its index in the sheet.
    """

    place: int
    header: str
    column: Column
    period: str | None = None
    scale: str = ""
    indicator: str | None = None


class Unknown(Struct, frozen=True):
    """A header that is not known, with the known ones that it may mean."""

    place: int
    header: str
    offers: tuple[str, ...]


class Head(Struct, frozen=True):
    """The headers of a sheet: the last of their rows (from 0), the columns that are known and those that are not.

    `sheet_period` is what the title, or the sheet's name, says of all that is below.
    """

    row: int
    meanings: tuple[Meaning, ...]
    unknown: tuple[Unknown, ...]
    texts: tuple[str, ...]
    sheet_period: str | None = None


class Vocabulary(Struct, frozen=True):
    """Every header that is known, folded, with what it means; `saved` gives the header, or the key path, that one stands for."""

    saved: Mapping[str, str]
    by_path: Mapping[str, Column]
    known: Mapping[str, Column]
    indicators: Mapping[str, Column]
    evaluated: Mapping[str, Column]
    shown: tuple[str, ...]


def vocabulary(expected: Expected) -> Vocabulary:
    """The headers that may stand above tables of these programmes."""
    known = _spelled((*record_columns(), ROW_PERIOD))
    indicators = _spelled(
        indicator_column(indicator) for one in expected.programmes.values() for indicator in one.indicators
    )
    evaluated = _spelled(evaluation_columns())
    words = {folded(one.level_word): known[folded("星级")] for one in expected.programmes.values()}
    every = {**indicators, **evaluated, **words, **known}
    saved = {_plain(header): key.strip() for header, key in (expected.mappings or {}).items()}
    by_path = {".".join(column.path): column for column in every.values() if column.tier is None}
    shown = tuple(dict.fromkeys(column.header for column in every.values()))
    return Vocabulary(saved, by_path, {**words, **known}, indicators, evaluated, shown)


def _spelled(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by every spelling of their headers; a header goes before another column's alias."""
    listed = tuple(columns)
    aliases = {folded(alias): column for column in reversed(listed) for alias in column.aliases}
    return {**aliases, **{_plain(column.header): column for column in reversed(listed)}}


def mistaken_mappings(expected: Expected, words: Vocabulary) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Saved mappings to a column that there is not: header, what is written, and what it may mean."""
    for header, key in (expected.mappings or {}).items():
        if key.strip() not in _NOT_READ and recognise(header, 0, words) is None:
            yield header, key, tuple(closest(key, words.shown))


# ── One header ──


def recognise(header: str, place: int, words: Vocabulary) -> Meaning | None:
    """What a header means; None for one that is not known."""
    plain = _plain(header)
    return _as_saved(place, header, plain, words) if plain in words.saved else _as_known(place, header, plain, words)


def _as_saved(place: int, header: str, plain: str, words: Vocabulary) -> Meaning | None:
    """What a saved mapping makes of a header, in the period that either of them names."""
    key = words.saved[plain]
    if key in _NOT_READ:
        return None
    column = words.by_path.get(key)
    found = _meaning(place, header, column, None, plain) if column else _as_known(place, header, _plain(key), words)
    if found is not None and found.period is None and (period := _PERIOD.search(plain)) is not None:
        return replace(found, period=_period(period[0]))
    return found


def _as_known(place: int, header: str, plain: str, words: Vocabulary) -> Meaning | None:
    if (column := words.known.get(plain)) is not None:
        return _meaning(place, header, column, None, plain)
    return _in_a_period(place, header, plain, words) or _in_no_period(place, header, plain, words)


def _in_no_period(place: int, header: str, plain: str, words: Vocabulary) -> Meaning | None:
    column = _called(plain, (words.known, words.indicators, words.evaluated))
    return _meaning(place, header, column, None, plain) if column is not None else None


def _in_a_period(place: int, header: str, plain: str, words: Vocabulary) -> Meaning | None:
    """What a header means that names a period: an indicator, or what an evaluation says."""
    if (found := _CUMULATIVE.search(plain)) is not None:
        column = _called(_without(plain, found), (words.indicators,))
        return _meaning(place, header, column, TO_DATE, plain) if column is not None else None
    if (found := _PERIOD.search(plain)) is None or (period := _period(found[0])) is None:
        return None
    column = _called(_without(plain, found), (words.evaluated, words.indicators))
    return _meaning(place, header, column, period, plain) if column is not None else None


def is_ignored(header: str, words: Vocabulary) -> bool:
    """Whether nobody expects this column to be read."""
    plain = _plain(header)
    return plain in _IGNORED or _bare(plain) in _IGNORED or words.saved.get(plain) in _NOT_READ


def _meaning(place: int, header: str, column: Column, period: str | None, plain: str) -> Meaning:
    is_indicator = column.path[0] == "services"
    scale = _SCALE.search("".join(_IN_BRACKETS.findall(plain))) if is_indicator else None
    name = column.aliases[0] if is_indicator else None
    return Meaning(place, header, column, period, scale[1] if scale else "", name)


def _called(plain: str, order: Sequence[Mapping[str, Column]]) -> Column | None:
    """The column that a header without its period names, the likelier kinds first."""
    for spelled in _variants(plain):
        for known in order:
            if (column := known.get(spelled)) is not None:
                return column
    return None


def _variants(plain: str) -> Iterable[str]:
    """A header, then without what stands in brackets, then without weak words around it."""
    bare = _bare(plain)
    yield from dict.fromkeys((plain, bare))
    for ending in _WEAK_ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending) + 1:
            yield bare.removesuffix(ending)
    for beginning in _BEGINNINGS:
        if bare.startswith(beginning) and len(bare) > len(beginning) + 1:
            yield bare.removeprefix(beginning)


def _plain(header: str) -> str:
    return folded(_MUST.sub("", _STARS.sub("", tidy(header))))


def _bare(plain: str) -> str:
    return _IN_BRACKETS.sub("", plain)


def _without(plain: str, found: re.Match[str]) -> str:
    rest = plain[: found.start()] + plain[found.end() :]
    return rest.replace("()", "").strip("-_:：的") or rest


def _period(text: str) -> str | None:
    parsed = parse_period(text.upper().replace("年度", "年").replace("度", "年") if "季" not in text else text)
    if isinstance(parsed, Fault):
        return None
    return str(parsed.value if isinstance(parsed, Understood) else parsed)


# ── Rows of headers ──

_Stack = tuple[str, str]
"""What stands above a column: a header that it shares with others, or nothing, and its own."""


def find_head(grid: Grid, words: Vocabulary) -> Head | None:
    """The headers of a sheet: the row, or the two rows, among the first thirty in which most columns are known."""
    best: tuple[int, int, int, list[_Stack]] | None = None
    for row in range(min(SEARCHED_ROWS, len(grid.rows))):
        for depth, stacks in enumerate(_candidates(grid, row)):
            score = _score(stacks, words)
            if score == 1 and _is_list_of_headers(grid, row + depth, words):
                continue
            if score and (best is None or (score, -depth) > best[:2]):
                best = (score, -depth, row + depth, stacks)
    if best is None:
        return None
    _, negative, last, stacks = best
    known = tuple(one for place, stack in enumerate(stacks) if (one := _understand(stack, place, words)) is not None)
    return Head(
        last,
        known,
        tuple(_unknown(stacks, {one.place for one in known}, words)),
        tuple(below or above for above, below in stacks),
        _title_period(grid, last + negative),
    )


def _unknown(stacks: Sequence[_Stack], known: set[int], words: Vocabulary) -> Iterator[Unknown]:
    for place, (above, below) in enumerate(stacks):
        text = below or above
        if text and place not in known and not is_ignored(text, words):
            yield Unknown(place, f"{above}{below}", tuple(closest(text, words.shown)))


def _candidates(grid: Grid, row: int) -> Iterator[list[_Stack]]:
    """The headers as one row would give them, then as two rows would."""
    upper = [_header_text(cell) for cell in grid.rows[row]]
    yield [("", text) for text in upper]
    if row + 1 < len(grid.rows) and any(lower := [_header_text(cell) for cell in grid.rows[row + 1]]):
        width = max(len(upper), len(lower))
        upper, lower = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
        yield list(zip(_spread(upper, lower, row, grid.areas), lower, strict=True))


def _header_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return tidy(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 1900 <= cell <= 2100:
        return f"{int(cell)}年"
    return f"{cell.year}年{cell.month}月" if isinstance(cell, date) else ""


def _spread(upper: list[str], lower: list[str], row: int, areas: Sequence[Area]) -> list[str]:
    """The upper row, what stands above several columns repeated over each of them."""
    spread = list(upper)
    reach = {area.left: area.right for area in areas if area.top == row}
    until, above = -1, ""
    for place, text in enumerate(upper):
        if text:
            above, until = text, reach.get(place, -1 if areas else len(upper))
        elif lower[place] and place <= until:
            spread[place] = above
    return spread


def _understand(stack: _Stack, place: int, words: Vocabulary) -> Meaning | None:
    """What the headers above a column mean together; else what the own one means, in the period of the one above."""
    above, below = stack
    if not (above and below):
        return recognise(above or below, place, words) if above or below else None
    if (together := recognise(f"{above}{below}", place, words)) is not None:
        return replace(together, header=below)
    plain = _plain(above)
    period = _CUMULATIVE.search(plain) or _PERIOD.search(plain)
    if period is not None and (found := recognise(f"{period[0]}{below}", place, words)) is not None:
        return replace(found, header=below)
    return recognise(below, place, words)


def _score(stacks: list[_Stack], words: Vocabulary) -> int:
    """How many columns are known; none where nothing names the bodies."""
    found = (_understand(stack, place, words) for place, stack in enumerate(stacks))
    known = {(one.column.path, one.column.tier, one.period) for one in found if one is not None}
    names_bodies = any(path in (("name",), ("id",)) for path, _, _ in known)
    return len(known) if names_bodies else 0


def _is_list_of_headers(grid: Grid, row: int, words: Vocabulary) -> bool:
    """Whether a row where only one column is known rather begins a list of headers, as in a guide: more stand below it."""
    below = [
        _header_text(cells[place]) for cells in grid.rows[row + 1 : row + 6] for place in range(min(len(cells), 3))
    ]
    return any(recognise(text, 0, words) is not None for text in below if text)


def _title_period(grid: Grid, first: int) -> str | None:
    """The one period that the rows above the headers, or the sheet's name, speak of; not the day of filling in."""
    texts = [text for row in grid.rows[:first] for cell in row if isinstance(cell, str) and (text := tidy(cell))]
    for some in ([grid.sheet], texts):
        plain = (_FILLED_IN.sub("", _plain(text)) for text in some)
        periods = {_period(found[0]) for text in plain for found in _PERIOD.finditer(text)}
        if len(periods) == 1:
            return periods.pop()
    return None
