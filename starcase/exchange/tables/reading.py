"""Reads tables as offices send them: workbooks, lists, folders and zips of them become entries and complaints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from starcase.exchange.tables.archives import UnreadableFile, complain, find_sources, is_table, marked_name, read_source
from starcase.exchange.tables.columns import REVIEW, record_columns
from starcase.exchange.tables.expected import Expected
from starcase.exchange.tables.given import (
    Complaint,
    Entry,
    Given,
    KeyPath,
    PhotoNote,
    Source,
    Spot,
    Tables,
    column_letters,
)
from starcase.exchange.tables.grid import NOT_TABLES, Grid
from starcase.exchange.tables.head_rows import split_tables
from starcase.exchange.tables.headers import Vocabulary, mistaken_mappings, vocabulary
from starcase.exchange.tables.mappings import MAPPINGS
from starcase.exchange.tables.photo_lists import is_photo_text, read_photo_list, read_photo_text
from starcase.exchange.tables.settling import settle
from starcase.exchange.tables.sheet_rows import Bodies, Row, Sheet, bodies_of, read_rows
from starcase.exchange.tables.workbooks import read_workbook
from starcase.language import Phrase, phrase
from starcase.read.words import folded, quoted

Progress = Callable[[int, int], None]
"""Is told how many of how many files have been read."""
_FEW = 3
"""A sheet with fewer filled rows or columns is no table that somebody would miss."""


def read_tables(paths: Sequence[Path], expected: Expected, progress: Progress | None = None) -> Tables:
    """Every body that the tables tell of, and everything to mend in them. Rows that wait are not among the entries.

    Several rows of one body (one a period, or in several sheets) are one entry, as long as they do not contradict each other.
    """
    found, complaints = find_sources(paths)
    sources, replaced = _without_twins(tuple(source for source in found if is_table(source)))
    words, bodies = vocabulary(expected), bodies_of(expected)
    texts = tuple(source for source in found if is_photo_text(source.name))
    told = _Found([], [*complaints, *replaced, *_of_mappings(expected, words)], [])
    if not (sources or texts or complaints):
        told.complaints.append(_no_table(paths))
    for number, source in enumerate((*sources, *texts), start=1):
        _read_source(source, expected, words, bodies, told)
        if progress is not None:
            progress(number, len(sources) + len(texts))
    entries, contradictions = _entries(told.rows)
    others = tuple(source for source in found if not is_table(source) and source not in texts)
    every = tuple(sorted({*told.complaints, *contradictions}, key=_order))
    return Tables(entries, every, (*sources, *texts), others, tuple(told.photos))


def _without_twins(sources: Sequence[Source]) -> tuple[tuple[Source, ...], tuple[Complaint, ...]]:
    """Of a table and its marked copy beside it, the one that was saved last: what was mended there is not to be written over."""
    by_file = {source.file: source for source in sources}
    older: dict[str, Source] = {}
    for source in sources:
        copy = by_file.get(f"{source.file.rpartition('/')[0]}/{marked_name(source)}".lstrip("/"))
        if copy is not None and copy is not source:
            is_newer = _saved(source) > _saved(copy)
            older[(copy if is_newer else source).file] = source if is_newer else copy
    wrong = {
        file: phrase("旁边的《{other}》是后来保存的，读的是那一份，这一份没有读", other=other.name)
        for file, other in older.items()
    }
    mend = phrase("要读这一份的话，请把另一份移到别处，再导入。")
    complaints = tuple(complain(file, says, mend, must=False) for file, says in wrong.items())
    return tuple(source for source in sources if source.file not in older), complaints


def _saved(source: Source) -> float:
    """When a file was saved; those inside one zip say nothing of it."""
    return source.path.stat().st_mtime if source.inside is None else 0.0


def _order(complaint: Complaint) -> tuple[Spot, str]:
    return complaint.spot, complaint.wrong.text


def _of_mappings(expected: Expected, words: Vocabulary) -> Iterator[Complaint]:
    """What is wrong with the mappings that somebody saved."""
    if expected.mappings is None:
        mend = phrase("请一行写一个，前面是表里的表头，后面是模板里的表头，例如“带头人: 负责人”。")
        yield complain(MAPPINGS, phrase("这个文件看不懂，没有用它"), mend, must=False)
    for header, key, offers in mistaken_mappings(expected, words):
        mend = phrase("请改成模板里的表头。")
        if offers:
            mend = phrase("请改成：{offers}。", offers=quoted(offers))
        yield Complaint(Spot(MAPPINGS), header, key, phrase("没有这一列"), mend, must=False)


def _no_table(paths: Sequence[Path]) -> Complaint:
    name = paths[0].name if paths else ""
    return complain(name, phrase("里面没有表格"), phrase("请放进 .xlsx、.xls、.ods 或 .csv 格式的表，再导入。"))


# ── One file ──


class _Found(Struct):
    """What is gathered from the sheets of all files."""

    rows: list[Row]
    complaints: list[Complaint]
    photos: list[PhotoNote]


def _read_source(source: Source, expected: Expected, words: Vocabulary, bodies: Bodies, found: _Found) -> None:
    try:
        content = read_source(source)
        if is_photo_text(source.name):
            _add_photos(read_photo_text(source.file, content), found)
            return
        grids, wrong = read_workbook(source.file, content)
    except UnreadableFile as unreadable:
        found.complaints.append(unreadable.complaint)
        return
    found.complaints += wrong
    headless: list[Grid] = []
    for grid in (one for one in grids if one.sheet not in NOT_TABLES):
        if (photos := read_photo_list(source.file, grid)) is not None:
            _add_photos(photos, found)
        elif not _read_grid(source.file, grid, expected, words, bodies, found):
            headless.append(grid)
    found.complaints += _of_headless(source.file, headless, has_tables=len(headless) < len(grids) or bool(wrong))


def _add_photos(told: tuple[tuple[PhotoNote, ...], tuple[Complaint, ...]], found: _Found) -> None:
    found.photos += told[0]
    found.complaints += told[1]


def _read_grid(file: str, grid: Grid, expected: Expected, words: Vocabulary, bodies: Bodies, found: _Found) -> bool:
    """Whether the sheet has headers, and so is a table."""
    tables = tuple(split_tables(grid, words))
    if tables and grid.is_hidden:
        wrong = phrase("这张表是隐藏的，没有读")
        mend = phrase("要用的话，请取消隐藏再导入。")
        found.complaints.append(Complaint(Spot(file, grid.sheet), "", "", wrong, mend, must=False))
        return True
    numbers: set[int] = set()
    places: set[int] = set()
    for part, head in tables:
        meanings, of_headers = settle(file, part, head, bodies.programmes)
        rows, of_rows = read_rows(Sheet(file, part, head, meanings, expected, bodies))
        found.rows += rows
        found.complaints += (*of_headers, *of_rows)
        places.update(one.place for one in meanings)
        numbers.update(row.spot.row - 1 for row in rows)
    if tables:
        found.complaints += _of_sheet(file, grid, numbers, places)
    return bool(tables)


def _of_sheet(file: str, grid: Grid, rows: set[int], columns: set[int]) -> Iterator[Complaint]:
    """What is worth a look in a sheet as a whole: rows and columns that nobody sees, pictures that float over it."""
    hidden = sorted(grid.hidden_rows & rows)
    if hidden:
        wrong = phrase("有{count}行是隐藏的，也读进来了，第一行是第{row}行", count=len(hidden), row=hidden[0] + 1)
        mend = phrase("不要的话，请取消隐藏，删去这些行，再导入。")
        yield Complaint(Spot(file, grid.sheet), "", "", wrong, mend, must=False)
    if unseen := sorted(grid.hidden_columns & columns):
        wrong = phrase(
            "有{count}列是隐藏的，也读进来了，第一列是{column}列",
            count=len(unseen),
            column=column_letters(unseen[0] + 1),
        )
        mend = phrase("不要的话，请取消隐藏，删去这些列，再导入。")
        yield Complaint(Spot(file, grid.sheet), "", "", wrong, mend, must=False)
    if grid.pictures:
        wrong = phrase("表里有{count}张图片，没有读", count=grid.pictures)
        mend = phrase("照片请放进“照片/组织名称”文件夹，和表一起交。")
        yield Complaint(Spot(file, grid.sheet), "", "", wrong, mend, must=False)


def _of_headless(file: str, grids: Iterable[Grid], *, has_tables: bool) -> Iterator[Complaint]:
    """Sheets without headers: a word about each that somebody might miss, or about the file where it holds nothing else."""
    missed = [grid for grid in grids if not grid.is_hidden and _is_filled(grid)]
    mend = phrase("请让表头里有“组织名称”一列，其他列的表头照模板写。")
    for grid in missed:
        wrong = phrase("前30行里没有找到表头，这张表没有读")
        yield Complaint(Spot(file, grid.sheet), "", "", wrong, mend, must=not has_tables)
    if not missed and not has_tables:
        yield complain(file, phrase("里面没有可以读的表"), mend)


def _is_filled(grid: Grid) -> bool:
    widths = [sum(cell != "" for cell in row) for row in grid.rows]
    return sum(width >= _FEW for width in widths) >= _FEW


# ── Rows that are about one body ──


class _Open(Struct):
    """An entry while rows are added to it; `periods` are those of the rows that gave its values."""

    given: dict[KeyPath, Given]
    spot: Spot
    periods: dict[KeyPath, str]


def _entries(rows: Iterable[Row]) -> tuple[tuple[Entry, ...], tuple[Complaint, ...]]:
    """Rows of one body as one entry. A row that contradicts an earlier one waits."""
    known: dict[tuple[str, str], _Open] = {}
    complaints: list[Complaint] = []
    for row in rows:
        entry = None
        for who in _who(row):
            entry = entry or known.get(who)
        if entry is None:
            if not row.waits:
                entry = _Open({one.path: one for one in row.given}, row.spot, _periods(row))
                known.update(dict.fromkeys(_who(row), entry))
            continue
        if (contradiction := _contradiction(entry, row)) is not None:
            complaints.append(contradiction)
        elif not row.waits:
            complaints += filter(None, [_twin(entry, row)])
            _add(entry, row)
    opened = {id(entry): entry for entry in known.values()}
    return tuple(Entry(tuple(one.given.values()), one.spot) for one in opened.values()), tuple(complaints)


def _periods(row: Row) -> dict[KeyPath, str]:
    return {one.path: row.period for one in row.given} if row.period is not None else {}


def _who(row: Row) -> tuple[tuple[str, str], ...]:
    """What two rows of one body have in common: the id, else name and region."""
    told = {one.path: one.value for one in row.given if one.path in (("id",), ("name",), ("region",))}
    if ("id",) in told:
        return (("id", folded(str(told["id",]))),)
    if ("name",) in told:
        return ((folded(str(told["name",])), str(told.get(("region",), ""))),)
    return ()


def _contradiction(entry: _Open, row: Row) -> Complaint | None:
    """The first value of a row that is another than the one given before; of rows of other periods only dated values count."""
    for one in row.given:
        before = entry.given.get(one.path)
        if before is None or before.value == one.value:
            continue
        if row.period is not None and entry.periods.get(one.path, row.period) != row.period:
            continue
        shown = "" if one.path[0] == REVIEW else str(one.value)
        mend = phrase("请核对，只留对的一行；不是同一个组织的，把社区写清楚。")
        return Complaint(one.spot, _HEADERS.get(one.path, ""), shown, _not_as(before.spot, one.spot), mend)
    return None


def _twin(entry: _Open, row: Row) -> Complaint | None:
    """A second row of a body in one sheet, where rows are of no period."""
    if row.period is not None or (row.spot.file, row.spot.sheet) != (entry.spot.file, entry.spot.sheet):
        return None
    wrong = phrase("和第{row}行是同一个组织，两行合在一起读了", row=entry.spot.row)
    return Complaint(row.spot, "", "", wrong, phrase("请核对；重复的话，删去一行。"), must=False)


def _not_as(before: Spot, spot: Spot) -> Phrase:
    if (before.file, before.sheet) == (spot.file, spot.sheet):
        return phrase("和第{row}行同一个组织写的不一样", row=before.row)
    return phrase(
        "和《{file}》“{sheet}”第{row}行同一个组织写的不一样", file=before.file, sheet=before.sheet, row=before.row
    )


_HEADERS = {column.path: column.header for column in record_columns()}


def _add(entry: _Open, row: Row) -> None:
    """Adds what a row says; where two periods tell another thing of the body itself, the later one holds."""
    for one in row.given:
        earlier = entry.periods.get(one.path)
        if one.path not in entry.given or row.period is None or earlier is None or earlier <= row.period:
            entry.given[one.path] = one
            if row.period is not None:
                entry.periods[one.path] = row.period
