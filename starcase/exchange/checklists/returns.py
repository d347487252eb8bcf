"""Reads checklists that came back: ticks by body, merged from the copies of several reviewers; conflicts wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from starcase.exchange.checklists.book import BY, DAY, DIGEST, NAME, NUMBER, REMARK, RESULT
from starcase.exchange.tables.archives import UnreadableFile, complain, find_sources, is_table, read_source
from starcase.exchange.tables.given import Complaint, Source, Spot
from starcase.exchange.tables.grid import NOT_TABLES, Cell, Grid
from starcase.exchange.tables.workbooks import read_workbook
from starcase.language import Phrase, phrase
from starcase.model.ids import OrganizationId
from starcase.model.review import CheckResult, Review, Tick
from starcase.read.dates import parse_day
from starcase.read.scalars import Fault, Understood

_HEADS = {
    NUMBER: (NUMBER, "组织编号"),
    NAME: (NAME, "名称", "组织名称"),
    RESULT: (RESULT, "结果"),
    REMARK: (REMARK, "核查备注"),
    BY: (BY, "核查人员"),
    DAY: (DAY, "日期"),
    DIGEST: (DIGEST,),
}
_NEEDED = (NUMBER, RESULT, BY, DAY, DIGEST)
_LOOKED_AT = 30
"""Rows in which the head is looked for."""
_RESULTS = {word: result for result in CheckResult for word in (*result.zh, result.value)}


class Row(Struct, frozen=True):
    """A row on which a result was written."""

    organization: OrganizationId
    tick: Tick
    spot: Spot


class Returned(Struct, frozen=True):
    """What the files hold; `empty` rows have no result yet."""

    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...]
    sources: tuple[Source, ...]
    empty: int = 0


class Collected(Struct, frozen=True):
    """What is to be recorded, by body; `repeated` ticks were known already, `lapsed` are of a record that has changed since."""

    ticks: Mapping[OrganizationId, tuple[Tick, ...]]
    complaints: tuple[Complaint, ...]
    conflicts: tuple[Complaint, ...]
    repeated: int
    lapsed: int


# ── Reading ──


def read_returns(paths: Sequence[Path]) -> Returned:
    """All rows of all files, folders and zips; every mistake at its cell."""
    sources, found = find_sources(paths)
    complaints, rows, tables = list(found), list[Row](), [one for one in sources if is_table(one)]
    empty = 0
    for source in tables:
        try:
            grids, wrong = read_workbook(source.file, read_source(source))
        except UnreadableFile as unreadable:
            complaints.append(unreadable.complaint)
            continue
        complaints += wrong
        lists = [(grid, head) for grid in grids if _is_list(grid) and (head := _find_head(grid)) is not None]
        if not lists:
            complaints.append(complain(source.file, phrase("里面没有核查清单"), _EXPORT_AGAIN))
        for grid, head in lists:
            empty += _read_grid(source, grid, head, rows, complaints)
    return Returned(tuple(rows), tuple(complaints), tuple(tables), empty)


_EXPORT_AGAIN = phrase("请用 checklist export 导出的清单填写。")


def _is_list(grid: Grid) -> bool:
    return not grid.is_hidden and grid.sheet not in NOT_TABLES


def _find_head(grid: Grid) -> int | None:
    """The row, from 0, in which number and result stand."""
    for number, cells in enumerate(grid.rows[:_LOOKED_AT]):
        if {NUMBER, RESULT} <= _columns(cells).keys():
            return number
    return None


def _columns(cells: Sequence[Cell]) -> dict[str, int]:
    words = {word: head for head, known in _HEADS.items() for word in known}
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        if head := words.get(str(cell).strip()):
            found.setdefault(head, column)
    return found


def _read_grid(source: Source, grid: Grid, head: int, rows: list[Row], complaints: list[Complaint]) -> int:
    """Reads the rows below a head; gives how many have no result."""
    columns = _columns(grid.rows[head])
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        spot = Spot(source.file, grid.sheet, head + 1)
        wrong = phrase("表头少了“{names}”", names="”“".join(missing))
        complaints.append(Complaint(spot, "", "", wrong, _EXPORT_AGAIN))
        return 0
    empty = 0
    for number, cells in enumerate(grid.rows[head + 1 :], start=head + 2):
        texts = {name: _text(cells, column) for name, column in columns.items()}
        if not texts[RESULT]:
            empty += bool(texts[NUMBER])
            if texts.get(REMARK):
                spot = Spot(source.file, grid.sheet, number, columns[RESULT] + 1)
                wrong, mend = phrase("写了备注，没有选核查结果"), phrase("请从列表里选一个结果。")
                complaints.append(Complaint(spot, RESULT, "", wrong, mend))
            continue
        spots = {name: Spot(source.file, grid.sheet, number, column + 1) for name, column in columns.items()}
        read = _read_row(texts, spots)
        if isinstance(read, Row):
            rows.append(read)
        else:
            complaints += read
    return empty


def _text(cells: Sequence[Cell], column: int) -> str:
    cell = cells[column] if column < len(cells) else ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _read_row(texts: Mapping[str, str], spots: Mapping[str, Spot]) -> Row | list[Complaint]:
    wrong: list[Complaint] = []

    def complain_of(name: str, what: Phrase, mend: Phrase) -> None:
        wrong.append(Complaint(spots[name], name, texts[name], what, mend))

    result = _RESULTS.get(texts[RESULT])
    if result is None:
        complain_of(RESULT, phrase("没有这个核查结果"), phrase("请从列表里选：属实、退回、调整、待查。"))
    if not texts[NUMBER]:
        complain_of(NUMBER, phrase("这一行没有编号，不知道是哪个组织"), _EXPORT_AGAIN)
    if not texts[DIGEST]:
        complain_of(DIGEST, phrase("资料指纹（隐藏的一列）空了，不知道核查的是哪一版资料"), _EXPORT_AGAIN)
    if not texts[BY]:
        complain_of(BY, phrase("没有写是谁核查的"), phrase("请写上姓名。"))
    day = _read_day(texts[DAY])
    if day is None:
        what = phrase("不是日期") if texts[DAY] else phrase("没有写哪天核查的")
        complain_of(DAY, what, phrase("请写成 2026-11-22 这样。"))
    if wrong or result is None or day is None:
        return wrong
    tick = Tick(date=day, by=texts[BY], result=result, remark=texts.get(REMARK) or None, digest=texts[DIGEST])
    return Row(OrganizationId(texts[NUMBER].lower()), tick, spots[RESULT])


def _read_day(text: str) -> date | None:
    parsed = parse_day(text) if text else None
    if parsed is None or isinstance(parsed, Fault):
        return None
    return parsed.value if isinstance(parsed, Understood) else parsed


# ── Merging ──


def collect(
    returned: Returned,
    digests: Mapping[OrganizationId, str],
    reviews: Mapping[OrganizationId, Review],
    *,
    is_settled: bool = False,
) -> Collected:
    """What is new. Results of different people that differ, on the same state of a record, wait.

    `digests` are those of the records now. With `is_settled` what came holds against what was recorded before.
    """
    complaints: list[Complaint] = []
    conflicts: list[Complaint] = []
    ticks: dict[OrganizationId, tuple[Tick, ...]] = {}
    repeated = lapsed = 0
    for body, rows in _by_body(returned.rows).items():
        if body not in digests:
            complaints += (_nobody(row) for row in rows)
            continue
        known = reviews[body].checked if body in reviews else ()
        fresh = [row for row in rows if row.tick not in known]
        repeated += len(rows) - len(fresh)
        met = list(_conflicts(fresh, () if is_settled else known))
        conflicts += met
        if fresh and not met:
            ticks[body] = tuple(sorted(dict.fromkeys(row.tick for row in fresh), key=lambda tick: tick.date))
            late = [row for row in fresh if row.tick.digest != digests[body]]
            lapsed += len(late)
            complaints += (_late(row) for row in late)
    return Collected(ticks, tuple(complaints), tuple(conflicts), repeated, lapsed)


def _by_body(rows: Iterable[Row]) -> dict[OrganizationId, list[Row]]:
    found: dict[OrganizationId, list[Row]] = {}
    for row in rows:
        found.setdefault(row.organization, []).append(row)
    return found


def _conflicts(rows: Sequence[Row], known: Sequence[Tick]) -> Iterator[Complaint]:
    """Each row beside an earlier one, or a recorded tick, with which it does not agree."""
    for number, row in enumerate(rows):
        for other in rows[:number]:
            if _differ(row.tick, other.tick):
                wrong = phrase(
                    "和《{file}》第{row}行不一样：{by}写的是“{result}”",
                    file=other.spot.file,
                    row=other.spot.row,
                    by=other.tick.by,
                    result=other.tick.result.zh[0],
                )
                yield Complaint(
                    row.spot, RESULT, row.tick.result.zh[0], wrong, phrase("请商量好，只留一个结果，再收一次。")
                )
        for tick in known:
            if _differ(row.tick, tick):
                says = phrase("和已经记下的不一样：{by}写的是“{result}”", by=tick.by, result=tick.result.zh[0])
                mend = phrase("请商量好；以这一份为准的，收的时候加上 --settled。")
                yield Complaint(row.spot, RESULT, row.tick.result.zh[0], says, mend)


def _differ(one: Tick, other: Tick) -> bool:
    """Whether two people found different things in the same state of a record; 待查 leaves it open."""
    is_open = CheckResult.PENDING in (one.result, other.result)
    return one.by != other.by and one.digest == other.digest and one.result is not other.result and not is_open


def _nobody(row: Row) -> Complaint:
    mend = phrase("请核对编号；组织已经删去的，把这一行也删去。")
    return Complaint(row.spot, NUMBER, row.organization, phrase("没有这个编号的组织"), mend)


def _late(row: Row) -> Complaint:
    wrong = phrase("资料在导出清单以后改过，这次核查记下了，但已经作废")
    return Complaint(row.spot, RESULT, row.tick.result.zh[0], wrong, phrase("请重新导出清单，再查一次。"), must=False)
