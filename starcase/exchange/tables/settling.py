"""Settles what the columns of one sheet mean: whose period holds, which of two is read, which is only a running number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from starcase.exchange.tables.cell_texts import tidy
from starcase.exchange.tables.columns import PERIOD, ROW_PERIOD, evaluation_columns
from starcase.exchange.tables.given import Complaint, Spot, column_letters
from starcase.exchange.tables.grid import Cell, Grid
from starcase.exchange.tables.head_rows import Head, Unknown
from starcase.exchange.tables.headers import Meaning
from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase
from starcase.read.words import folded, quoted

_LEVEL = next(column for column in evaluation_columns() if column.path[-1] == "level")
_ID, _NAME = ("id",), ("name",)


def settle(
    file: str, grid: Grid, head: Head, known_ids: Iterable[str]
) -> tuple[tuple[Meaning, ...], tuple[Complaint, ...]]:
    """The columns that are read, each with its period where it has one (None: the row says it), and what is left out."""
    found: list[Complaint] = []
    meanings = _without_running_numbers(file, grid, head, {folded(known) for known in known_ids}, found)
    meanings = _with_periods(file, grid, head, meanings, found)
    meanings = _without_twins(file, grid, head, meanings, found)
    found += (_not_known(file, grid, head, one) for one in head.unknown if _has_values(grid, head, one.place))
    return tuple(meanings), tuple(found)


def _values(grid: Grid, head: Head, place: int) -> Iterator[Cell]:
    for row in grid.rows[head.row + 1 :]:
        if place < len(row) and row[place] != "":
            yield row[place]


def _has_values(grid: Grid, head: Head, place: int) -> bool:
    return any(not isinstance(value, str) or tidy(value) for value in _values(grid, head, place))


def _without_running_numbers(
    file: str, grid: Grid, head: Head, known_ids: set[str], found: list[Complaint]
) -> list[Meaning]:
    """Offices call the running number of a row 编号, too: whole numbers that count on and are no body's."""
    kept = []
    for meaning in head.meanings:
        if meaning.column.path == _ID and _counts_on(list(_values(grid, head, meaning.place)), known_ids):
            wrong = Wrong(
                phrase("这一列是1、2、3……的序号，没有当作组织编号"),
                phrase("不用改；以后可以把表头写成“序号”。"),
                must=False,
            )
            found.append(_of_header(file, grid, head, meaning, wrong))
        else:
            kept.append(meaning)
    return kept


def _counts_on(values: Sequence[Cell], known_ids: set[str]) -> bool:
    numbers = [int(text) for value in values if (text := str(value).removesuffix(".0").strip()).isdecimal()]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    is_known = any(str(number) in known_ids for number in numbers[:20])
    return bool(numbers) and not is_known and 2 * len(numbers) > len(values) and 2 * steps >= len(numbers) - 1


def _with_periods(
    file: str, grid: Grid, head: Head, meanings: Sequence[Meaning], found: list[Complaint]
) -> list[Meaning]:
    """Gives columns that need a period the row's, else the one of the title; without any they are not read."""
    in_rows = any(meaning.column is ROW_PERIOD for meaning in meanings)
    open_ones = [one for one in meanings if PERIOD in one.column.path and one.period is None]
    is_rating = in_rows or (
        head.sheet_period is not None and any(one.column.path[0] == "evaluations" for one in open_ones)
    )
    kept = []
    for meaning in meanings:
        if is_rating and meaning.column.path == ("level",):
            kept.append(replace(meaning, column=_LEVEL, period=None if in_rows else head.sheet_period))
        elif meaning not in open_ones or in_rows:
            kept.append(meaning)
        elif head.sheet_period is not None:
            kept.append(replace(meaning, period=head.sheet_period))
            if meaning is open_ones[0]:
                found.append(_of_header(file, grid, head, meaning, _by_title(head.sheet_period)))
        else:
            found.append(_of_header(file, grid, head, meaning, _NO_PERIOD))
    return kept


_NO_PERIOD = Wrong(phrase("没有写是哪一年的，这一列没有读"), phrase("请在表头前面加上年份，例如“2024年”。"), must=False)


def _by_title(period: str) -> Wrong:
    wrong = phrase("表头没有写是哪一年的，按标题里的 {period} 读了", period=period)
    return Wrong(wrong, phrase("请核对；不是的话，在表头前面加上年份。"), must=False)


def _without_twins(
    file: str, grid: Grid, head: Head, meanings: Sequence[Meaning], found: list[Complaint]
) -> list[Meaning]:
    """Of two columns that say the same the first is read that holds anything; a second column of names begins another table."""
    first: dict[object, Meaning] = {}
    for meaning in meanings:
        same = (meaning.column.path, meaning.column.tier, meaning.period, meaning.indicator, meaning.choice)
        if (twin := first.get(same)) is None or not _has_values(grid, head, twin.place):
            first[same] = meaning
        elif _has_values(grid, head, meaning.place):
            if meaning.column.path == _NAME:
                found.append(_of_header(file, grid, head, meaning, _BESIDE))
                break
            wrong = phrase("和{column}列说的是同一项，这一列没有读", column=column_letters(twin.place + 1))
            mend = phrase("请只留一列，或者把表头改得不一样。")
            found.append(_of_header(file, grid, head, meaning, Wrong(wrong, mend, must=False)))
    return sorted(first.values(), key=lambda meaning: meaning.place)


_BESIDE = Wrong(
    phrase("右边好像并排还有一张表，从这一列起没有读"), phrase("请把右边的那几列剪切到左边的下面，再导入。")
)


def _of_header(file: str, grid: Grid, head: Head, meaning: Meaning, wrong: Wrong) -> Complaint:
    spot = Spot(file, grid.sheet, head.row + 1, meaning.place + 1)
    return Complaint(spot, meaning.header, "", wrong.wrong, wrong.mend, wrong.must)


def _not_known(file: str, grid: Grid, head: Head, unknown: Unknown) -> Complaint:
    spot = Spot(file, grid.sheet, head.row + 1, unknown.place + 1)
    mend = phrase("用不到的话不用管它；要用的话，请把表头改成模板里的写法。")
    if unknown.offers:
        mend = phrase("请把表头改成：{offers}；用不到的话不用管它。", offers=quoted(unknown.offers))
    return Complaint(spot, unknown.header, "", phrase("没有认出这个表头，这一列没有读"), mend, must=False)
