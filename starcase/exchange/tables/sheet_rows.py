"""Reads the rows of one sheet: which of them are bodies, and what each of these says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.tables.cell_names import is_outcome
from starcase.exchange.tables.cell_reads import PLAIN_LOOK, Around, Look
from starcase.exchange.tables.cell_texts import show_cell, tidy
from starcase.exchange.tables.cells import read_cell
from starcase.exchange.tables.columns import (
    PERIOD,
    PROGRAMME_PATH,
    REGION,
    ROW_PERIOD,
    Column,
    Kind,
    indicator_column,
)
from starcase.exchange.tables.expected import Expected
from starcase.exchange.tables.finding_places import Misplaced, Part, find_place
from starcase.exchange.tables.given import Complaint, Given, KeyPath, Spot
from starcase.exchange.tables.grid import Cell, Grid, Mark
from starcase.exchange.tables.head_rows import Head
from starcase.exchange.tables.headers import Meaning
from starcase.exchange.tables.ticks import choose_by_ticks
from starcase.exchange.tables.totals import check_totals
from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase
from starcase.model.ids import ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.same import Same
from starcase.read.names import ProgrammeIndex
from starcase.read.words import folded

EXAMPLE = "示例（不导入）"
"""Stands where an example's id would; such rows are left out."""
_TOTAL = re.compile(r"(?:.{0,12}(?:小计|合计|总计|共计)|总数|累计)[:：]?")
_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|填报人|填表人|审核人|制表人?|填报单位|单位负责人|负责人签字|联系人|填报日期|填报时间|日期"
    r"|[填报制]表(?:日期|时间|单位)|联系(?:电话|方式)|电话|审核|复核|签发|报送单位|上报单位|(?:主管|分管)领导|数据来源|统计口径)[:：].*"
    r"|.*[(（](?:盖章|公章|签字|签名)[)）].*|以下空白.*|第[0-9]+页.*",
    re.DOTALL,
)
_ALONE = re.compile(
    r"[(（].*[)）]|(?:截至|截止|以上|本表|此表|附[:：]).*|[(（]?[一二三四五六七八九十]+[)）]?[、.．].+|附[件表][0-9一二三四五六七八九十]*.*",
    re.DOTALL,
)
"""What stands alone in a row and is no body: a remark, the title of a part."""
_MOST_BELOW = 2
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BELOW_HEAD = re.compile(r"[(（].{1,12}[)）]|[(（]?(?:必填|选填|可不填|单选|下拉选择)项?[)）]?")
"""What may stand below headers in the next rows, and says nothing of a body."""
_EXAMPLE_WORDS = re.compile(r"(?:示例|样例|例如|范例|例)(?:[(（].*)?[:：]?")
_ORDER: tuple[Tier | None, ...] = tuple(Tier)
_NAME: KeyPath = ("name",)
_ID: KeyPath = ("id",)


class Row(Struct, frozen=True):
    """What one row says of a body; `period` is the one it is about, and `waits` that something in it must be mended first."""

    given: tuple[Given, ...]
    spot: Spot
    period: str | None
    waits: bool


class Bodies(Struct, frozen=True):
    """The records there are: the programme of each id; ids by folded id and name, None for a name that several have."""

    programmes: Mapping[str, ProgrammeId | None]
    by_name: Mapping[str, str | None]


def bodies_of(expected: Expected) -> Bodies:
    """The records that are known, as tables look for them."""
    by_name: dict[str, str | None] = {}
    for body in expected.bodies:
        name = folded(body.name)
        by_name[name] = None if name in by_name else body.id
    by_name.update({folded(body.id): body.id for body in expected.bodies})
    return Bodies({body.id: body.programme for body in expected.bodies}, by_name)


class Sheet(Struct, frozen=True):
    """A sheet whose columns are settled, and what it is read against."""

    file: str
    grid: Grid
    head: Head
    meanings: tuple[Meaning, ...]
    expected: Expected
    bodies: Bodies

    def spot(self, row: int, place: int = -1) -> Spot:
        """A place that counts from 0, as people count it; without a column the whole row."""
        return Spot(self.file, self.grid.sheet, row + 1, place + 1)

    def place(self, path: KeyPath) -> int | None:
        """Where the column of a path stands."""
        return next((one.place for one in self.meanings if one.column.path == path), None)

    def complain(self, row: int, meaning: Meaning, value: Cell, wrong: Wrong) -> Complaint:
        shown = "" if meaning.column.is_private else show_cell(value)
        return Complaint(self.spot(row, meaning.place), meaning.header, shown, wrong.wrong, wrong.mend, wrong.must)


def read_rows(sheet: Sheet) -> tuple[tuple[Row, ...], tuple[Complaint, ...]]:
    """The bodies of a sheet, and everything to mend in its rows."""
    rows: list[Row] = []
    complaints: list[Complaint] = []
    bodies: list[Sequence[Cell]] = []
    totals: list[tuple[int, Sequence[Cell]]] = []
    merged, telling = _merged(sheet), _telling(sheet)
    choices = tuple(one for one in sheet.meanings if one.choice is not None)
    programmes, said = ProgrammeIndex(sheet.expected.programmes), set[tuple[int, Wrong]]()
    for number in range(sheet.head.row + 1, len(sheet.grid.rows)):
        cells = _cells(sheet, number, merged)
        if number <= sheet.head.row + _MOST_BELOW and _belongs_to_head(cells):
            continue
        if _is_body(cells, sheet, telling):
            chosen, of_ticks = choose_by_ticks(cells, choices)
            row, found = _read_row(number, chosen, sheet, programmes, said)
            wrong = [sheet.complain(number, one.meaning, cells[one.meaning.place], one.wrong) for one in of_ticks]
            rows.append(replace(row, waits=True) if wrong else row)
            bodies.append(cells)
            complaints += (*wrong, *found)
        elif _is_total(cells):
            totals.append((number, cells))
    if len(totals) == 1 and "小计" not in str(totals[0][1]):  # nobody knows which rows a subtotal adds up
        number, total = totals[0]
        of_totals = check_totals(sheet.meanings, total, bodies)
        complaints += (sheet.complain(number, meaning, "", wrong) for meaning, wrong in of_totals)
    return tuple(rows), tuple(complaints)


# ── Which rows are bodies ──


def _merged(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell that lies under another in a merged area, the place of that one."""
    return {
        (row, area.left): (area.top, area.left)
        for area in sheet.grid.areas
        if area.top > sheet.head.row and area.left == area.right
        for row in range(area.top + 1, min(area.bottom + 1, len(sheet.grid.rows)))
    }


def _cells(sheet: Sheet, number: int, merged: Mapping[tuple[int, int], tuple[int, int]]) -> Sequence[Cell]:
    """The cells of a row, as many as there are headers; a merged area holds for each of its rows."""
    row = sheet.grid.rows[number]
    missing = len(sheet.head.texts) - len(row)
    if not merged:
        return row if missing <= 0 else [*row, *[""] * missing]
    filled = [*row, *[""] * max(missing, 0)]
    for place, cell in enumerate(filled):
        if cell == "" and (above := merged.get((number, place))) is not None:
            filled[place] = sheet.grid.rows[above[0]][above[1]]
    return filled


def _is_body(cells: Sequence[Cell], sheet: Sheet, telling: frozenset[int]) -> bool:
    """Whether a row is about a body: not blank, not a total, a note, an example, or the headers once more."""
    texts = [(place, text) for place, cell in enumerate(cells) if cell != "" and (text := _shown(cell))]
    if not texts:
        return False
    first = texts[0][1]
    if _is_total(cells) or _NOTE.fullmatch(first):
        return False
    if any(_EXAMPLE_WORDS.fullmatch(text) for _, text in texts[:2]):
        return False
    if len(texts) == 1 and len(sheet.meanings) > 1 and _ALONE.fullmatch(first):
        return False
    heads = sheet.head.texts
    if len(texts) > 1 and all(text == heads[place] for place, text in texts if place < len(heads)):
        return False
    return any(place in telling for place, _ in texts)


def _belongs_to_head(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns (甲, 1, 2), names their units or says which must be filled in."""
    texts = [text for cell in cells if cell != "" and (text := _shown(cell))]
    numbers = [int(text) for text in texts if text.isdecimal()]
    if len(texts) > 1 and all(text.isdecimal() or text in _STEMS for text in texts):
        return numbers == list(range(1, len(numbers) + 1))
    return bool(texts) and all(_BELOW_HEAD.fullmatch(text) for text in texts)


def _is_total(cells: Sequence[Cell]) -> bool:
    first = next((text for cell in cells if cell != "" and (text := _shown(cell))), "")
    return bool(_TOTAL.fullmatch(first.replace(" ", "")))


def _telling(sheet: Sheet) -> frozenset[int]:
    """The columns that make a row be about somebody: not those that are often filled in beforehand, as places are."""
    return frozenset(
        one.place for one in sheet.meanings if one.column.kind not in (Kind.PLACE, Kind.REGION, Kind.PERIOD)
    )


def _shown(cell: Cell) -> str:
    return tidy(cell) if isinstance(cell, str) else show_cell(cell)


def _text_at(cells: Sequence[Cell], place: int | None) -> str:
    return _shown(cells[place]) if place is not None and place < len(cells) else ""


# ── What a row says ──


def _read_row(
    number: int, cells: Sequence[Cell], sheet: Sheet, programmes: ProgrammeIndex, said: set[tuple[int, Wrong]]
) -> tuple[Row, tuple[Complaint, ...]]:
    """A row, and what is wrong in it; `said` are the remarks that are made once of a column, with those made before."""
    around, given, found = _around(number, cells, sheet, programmes)
    period = None
    for meaning in sheet.meanings:
        column, cell = meaning.column, cells[meaning.place]
        if column.kind is Kind.PLACE or column.path == PROGRAMME_PATH:
            continue
        if cell == "" and (number, meaning.place) not in sheet.grid.marks:
            continue
        if meaning.indicator is not None:
            counted = _indicator(meaning, around.programme)
            if counted is None:
                found += _no_indicator(number, meaning, cell, sheet, around.programme)
                continue
            column = counted
        reads = read_cell(cell, column, _look(number, meaning, sheet.grid), around)
        if reads.wrong is not None and not (reads.wrong.once and (meaning.place, reads.wrong) in said):
            said.add((meaning.place, reads.wrong))
            found.append(sheet.complain(number, meaning, cell, reads.wrong))
        if column is ROW_PERIOD:
            period = str(reads.value) if reads.value is not None else None
        elif reads.value is not None:
            given.append(
                Given(_path(column.path, meaning, reads.value), reads.value, sheet.spot(number, meaning.place))
            )
    given = _at_period(given, period)
    found += _of_row(number, cells, given, sheet, period)
    given += _region(number, cells, sheet, around.programme, found)
    waits = any(complaint.must for complaint in found)
    return Row(tuple(given), sheet.spot(number), period, waits), tuple(found)


def _around(
    number: int, cells: Sequence[Cell], sheet: Sheet, programmes: ProgrammeIndex
) -> tuple[Around, list[Given], list[Complaint]]:
    """What the cells of a row are read against, once its programme is known."""
    given: list[Given] = []
    found: list[Complaint] = []
    around = Around(None, programmes, sheet.expected.regions, sheet.bodies.by_name)
    named: str | None = None
    for meaning in sheet.meanings:
        if meaning.column.path == PROGRAMME_PATH and cells[meaning.place] != "":
            reads = read_cell(cells[meaning.place], meaning.column, PLAIN_LOOK, around)
            if reads.wrong is not None:
                found.append(sheet.complain(number, meaning, cells[meaning.place], reads.wrong))
            elif reads.value is not None:
                named = str(reads.value)
                given.append(Given(PROGRAMME_PATH, named, sheet.spot(number, meaning.place)))
    if named is None:
        named = _programme_of_record(cells, sheet)
    programme = sheet.expected.programme_of(named)
    if programme is None and not found:
        found.append(_which_programme(sheet))
    return replace(around, programme=programme), given, found


def _programme_of_record(cells: Sequence[Cell], sheet: Sheet) -> ProgrammeId | None:
    """The programme of the record that a row is about, where there is one."""
    for path in (_ID, _NAME):
        body = sheet.bodies.by_name.get(folded(_text_at(cells, sheet.place(path))))
        if body is not None:
            return sheet.bodies.programmes.get(body)
    return None


def _which_programme(sheet: Sheet) -> Complaint:
    """Said once of a sheet, whose rows wait."""
    mend = phrase("请加一列“项目”；整张表都属于一个项目的，导入时用 --programme 写明是哪一个。")
    return Complaint(Spot(sheet.file, sheet.grid.sheet), "", "", phrase("看不出它属于哪个项目"), mend)


def _look(row: int, meaning: Meaning, grid: Grid) -> Look:
    mark = grid.marks.get((row, meaning.place))
    if mark is None and not meaning.scale and not grid.is_plain:
        return PLAIN_LOOK
    return Look(mark, meaning.scale, grid.is_plain)


def _path(path: KeyPath, meaning: Meaning, value: object) -> KeyPath:
    """Where a value belongs: an outcome that was written in the column of levels stands beside the level, and the other way round."""
    if path[0] == "evaluations" and path[-1] in ("level", "outcome"):
        path = (*path[:-1], "outcome" if is_outcome(value) else "level")
    return tuple(meaning.period if step == PERIOD and meaning.period else step for step in path)


def _at_period(given: Sequence[Given], period: str | None) -> list[Given]:
    """Values that are of the row's period; without one they are left out, as `_of_row` says."""
    if period is None:
        return [one for one in given if PERIOD not in one.path]
    return [
        replace(one, path=tuple(period if step == PERIOD else step for step in one.path)) if PERIOD in one.path else one
        for one in given
    ]


def _indicator(meaning: Meaning, programme: Programme | None) -> Column | None:
    """The column of an indicator as the row's programme counts it."""
    if programme is None:
        return None
    return _indicator_of(str(meaning.indicator), meaning.period or PERIOD, Same(programme))


@lru_cache(maxsize=1024)
def _indicator_of(name: str, period: str, programme: Same[Programme]) -> Column | None:
    wanted = folded(name)
    known = (one for one in programme.value.indicators if wanted in (folded(one.name), folded(one.id)))
    return next((indicator_column(one, period) for one in known), None)


def _no_indicator(
    number: int, meaning: Meaning, cell: Cell, sheet: Sheet, programme: Programme | None
) -> Iterator[Complaint]:
    if programme is not None:
        wrong = phrase("“{programme}”没有这个统计项", programme=programme.name)
        mend = phrase("请空着这一格，或者核对这个组织的项目。")
        yield sheet.complain(number, meaning, cell, Wrong(wrong, mend))


def _of_row(
    number: int, cells: Sequence[Cell], given: Sequence[Given], sheet: Sheet, period: str | None
) -> Iterator[Complaint]:
    """What a row needs as a whole: somebody it is about, and its period where the table has one row a period."""
    if not any(one.path in (_NAME, _ID) for one in given):
        meaning = next(one for one in sheet.meanings if one.column.path in (_NAME, _ID))
        if sheet.grid.marks.get((number, meaning.place)) not in (Mark.ERROR, Mark.NOT_RECKONED):
            mend = phrase("请写上组织名称；这一行不要了的话，整行删去。")
            yield sheet.complain(number, meaning, "", Wrong(phrase("没有写组织名称"), mend))
    of_period = next((one for one in sheet.meanings if one.column is ROW_PERIOD), None)
    if of_period is not None and period is None and _text_at(cells, of_period.place) == "":
        wrong = Wrong(phrase("没有写年度"), phrase("请写上这一行是哪一年的。"))
        yield sheet.complain(number, of_period, "", wrong)


# ── Where a body is ──


def _region(
    number: int, cells: Sequence[Cell], sheet: Sheet, programme: Programme | None, found: list[Complaint]
) -> Iterator[Given]:
    """The region that the columns of a row name together, unless a path is given, which says it all."""
    steps = [one for one in _tiers(sheet) if _text_at(cells, one.place)]
    is_said = any(one.column is REGION and _text_at(cells, one.place) for one in sheet.meanings)
    if is_said or not steps:
        return
    parts = tuple(Part(_text_at(cells, one.place), one.column.tier) for one in steps)
    regions, within = Same(sheet.expected.regions), programme.region if programme else None
    place = _find_place(parts, regions, within)
    if isinstance(place, Misplaced):  # offices name a sheet after its district
        in_sheet = _find_place((Part(sheet.grid.sheet), *parts), regions, within) if sheet.grid.sheet else place
        place = place if isinstance(in_sheet, Misplaced) else in_sheet
    if isinstance(place, Misplaced):
        meaning = steps[place.at]
        found.append(sheet.complain(number, meaning, cells[meaning.place], place.wrong))
    else:
        yield Given(REGION.path, place, sheet.spot(number, steps[-1].place))


def _tiers(sheet: Sheet) -> list[Meaning]:
    """The columns that name places, the outermost first."""
    tiers = [one for one in sheet.meanings if one.column.kind is Kind.PLACE and one.column.tier is not None]
    return sorted(tiers, key=lambda one: _ORDER.index(one.column.tier))


@lru_cache(maxsize=16384)
def _find_place(parts: tuple[Part, ...], regions: Same[RegionTree], within: RegionId | None) -> RegionId | Misplaced:
    return find_place(parts, regions.value, within)
