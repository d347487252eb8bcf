"""What one header means: a column of the format, in which period, counted in what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from starcase.read.dates import parse_period
from starcase.read.scalars import Fault, Understood
from starcase.read.words import closest, folded

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
YEAR = r"(?:19|20)[0-9]{2}"
_PART = r"(?:上半年|下半年|H[12]|Q[1-4]|第?[一二三四1-4]季度?|(?:1[0-2]|0?[1-9])月份?)"
PERIOD_IN_TEXT = re.compile(rf"{YEAR}(?:年度|年|度)?(?:[-/.]?{_PART})?", re.IGNORECASE)
CUMULATIVE = re.compile(
    rf"(?:截至|截止|截止到)?(?:{YEAR}年?(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?(?:底|末)?)?(?:累计|历年累计|总计)"
)
_SCALE = re.compile(r"(百万|千万|亿|万|千|百)(?=[人次名场小时个户件元]|$)")


class Meaning(Struct, frozen=True):
    """What a column means: the column, where its path may still hold PERIOD; `scale` is one that the header names (`万`).

    `indicator`: the name of the indicator, whose id each programme gives. `place`: its index in the sheet.
    `choice`: the one value that a tick in this column gives (`五星级`), where each value has a column of its own.
    """

    place: int
    header: str
    column: Column
    period: str | None = None
    scale: str = ""
    indicator: str | None = None
    choice: str | None = None


class Vocabulary(Struct, frozen=True):
    """Every header that is known, folded, with what it means; `saved` gives the header, or the key path, that one stands for.

    `choices` are the values that may have a column of their own, to be ticked: types, levels.
    """

    saved: Mapping[str, str]
    by_path: Mapping[str, Column]
    known: Mapping[str, Column]
    indicators: Mapping[str, Column]
    evaluated: Mapping[str, Column]
    choices: Mapping[str, Column]
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
    saved = {plain_header(header): key.strip() for header, key in (expected.mappings or {}).items()}
    by_path = {".".join(column.path): column for column in every.values() if column.tier is None}
    shown = tuple(dict.fromkeys(column.header for column in every.values()))
    choices = _choices(expected, known[folded("类型")], known[folded("星级")])
    return Vocabulary(saved, by_path, {**words, **known}, indicators, evaluated, choices, shown)


def _choices(expected: Expected, of_type: Column, of_level: Column) -> dict[str, Column]:
    """Types and levels as headers name them: 为民服务类, 为民服务; 五星级, 五星."""
    programmes = expected.programmes.values()
    types = {folded(one.name): of_type for programme in programmes for one in programme.types}
    levels = {folded(one.name): of_level for programme in programmes for one in programme.known_levels}
    short = {name.removesuffix("类"): column for name, column in types.items()}
    short |= {name.removesuffix("级"): column for name, column in levels.items()}
    return {**short, **levels, **types}


def _spelled(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by every spelling of their headers; a header goes before another column's alias."""
    listed = tuple(columns)
    aliases = {folded(alias): column for column in reversed(listed) for alias in column.aliases}
    return {**aliases, **{plain_header(column.header): column for column in reversed(listed)}}


def mistaken_mappings(expected: Expected, words: Vocabulary) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Saved mappings to a column that there is not: header, what is written, and what it may mean."""
    for header, key in (expected.mappings or {}).items():
        if key.strip() not in _NOT_READ and recognise(header, 0, words) is None:
            yield header, key, tuple(closest(key, words.shown))


# ── One header ──


def recognise(header: str, place: int, words: Vocabulary) -> Meaning | None:
    """What a header means; None for one that is not known."""
    plain = plain_header(header)
    return _as_saved(place, header, plain, words) if plain in words.saved else _as_known(place, header, plain, words)


def _as_saved(place: int, header: str, plain: str, words: Vocabulary) -> Meaning | None:
    """What a saved mapping makes of a header, in the period that either of them names."""
    key = words.saved[plain]
    if key in _NOT_READ:
        return None
    column = words.by_path.get(key)
    found = (
        _meaning(place, header, column, None, plain) if column else _as_known(place, header, plain_header(key), words)
    )
    if found is not None and found.period is None and (period := PERIOD_IN_TEXT.search(plain)) is not None:
        return replace(found, period=period_of(period[0]))
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
    if (found := CUMULATIVE.search(plain)) is not None:
        column = _called(_without(plain, found), (words.indicators,))
        return _meaning(place, header, column, TO_DATE, plain) if column is not None else None
    if (found := PERIOD_IN_TEXT.search(plain)) is None or (period := period_of(found[0])) is None:
        return None
    column = _called(_without(plain, found), (words.evaluated, words.indicators))
    return _meaning(place, header, column, period, plain) if column is not None else None


def is_ignored(header: str, words: Vocabulary) -> bool:
    """Whether nobody expects this column to be read."""
    plain = plain_header(header)
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


def plain_header(header: str) -> str:
    """A header without stars, spaces and what it says of having to be filled in."""
    return folded(_MUST.sub("", _STARS.sub("", tidy(header))))


def _bare(plain: str) -> str:
    return _IN_BRACKETS.sub("", plain)


def _without(plain: str, found: re.Match[str]) -> str:
    rest = plain[: found.start()] + plain[found.end() :]
    return rest.replace("()", "").strip("-_:：的") or rest


def period_of(text: str) -> str | None:
    """A period that was found in a header, as the format writes it; None for what is none."""
    parsed = parse_period(text.upper().replace("年度", "年").replace("度", "年") if "季" not in text else text)
    if isinstance(parsed, Fault):
        return None
    return str(parsed.value if isinstance(parsed, Understood) else parsed)
