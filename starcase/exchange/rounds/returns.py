"""Reads a sheet that came back: which one it is, what it says of each body, and what has to be mended in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from starcase.exchange.rounds.books import Book, Cells, text_of
from starcase.exchange.rounds.layout import (
    ABOUT,
    BODY_KEYS,
    HIDDEN_SHEET,
    asked_of,
    name_in_heading,
    title_of,
    version_of,
)
from starcase.exchange.tables.given import Complaint, Source, Spot
from starcase.language import Phrase, Words, phrase
from starcase.model.ids import OrganizationId
from starcase.model.rounds import RoundGroup, ScoreRow
from starcase.model.row import Row
from starcase.read.words import folded
from starcase.reviewing.cells import Value, Wrong, make_row, read_cell
from starcase.reviewing.columns import Part, SheetColumn, columns_for, columns_of, round_rubric, rubrics_of
from starcase.reviewing.roster import Area, Roster

_LOOKED_AT = 30
"""Rows at the top of a sheet among which the heads are looked for."""
_LEAST_HEADS = 3
_NAMES = {"名称": "name", "组织名称": "name", "队伍名称": "name", "编号": "organization", "标识": "organization"}
_NO_BODY = re.compile(r"合计|小计|总计|注[:：]|备注|说明|填表")


class Asked(Struct, frozen=True, eq=False):
    """A sheet that went out: the group and the region of a round."""

    roster: Roster
    group: RoundGroup
    area: Area


class Recognized(Struct, frozen=True):
    """Which sheet a workbook is, as it says itself; `version` is what it was made of."""

    programme: str
    period: str
    group: str
    region: str
    version: str = ""


class TakenRow(Struct, frozen=True):
    """A body's row without an error, and where it stood."""

    row: ScoreRow
    spot: Spot


class Version(Struct, frozen=True):
    """One version of a sheet that came back. `saved` is when it was last saved, in the site's time.

    `waiting` are bodies whose row holds an error, `blank` those with nothing filled in.
    """

    source: Source
    asked: Asked
    digest: str
    saved: str
    rows: tuple[TakenRow, ...]
    blank: tuple[OrganizationId, ...]
    waiting: tuple[OrganizationId, ...]
    complaints: tuple[Complaint, ...]


# ── Which sheet it is ──


def recognize(book: Book, known: Sequence[Asked], words: Words) -> Recognized | None:
    """What a workbook says that it is: in its hidden sheet, else in its title."""
    about = {text_of(row[0]): text_of(row[1]) for row in book.tabs.get(HIDDEN_SHEET, ()) if len(row) > 1}
    if all(about.get(key) for key in ABOUT[:-1]):
        return Recognized(*(about.get(key, "") for key in ABOUT))
    titles = {folded(title_of(one.roster, one.group, one.area, words)): one for one in known}
    for cells in book.tabs.values():
        for row in cells[:_LOOKED_AT]:
            found = next((titles[folded(text_of(cell))] for cell in row if folded(text_of(cell)) in titles), None)
            if found:
                roster = found.roster
                return Recognized(roster.programme.id, str(roster.period), found.group.id, found.area.region)
    return None


def bodies_named(book: Book) -> frozenset[str]:
    """Every text of a workbook's first columns: what may be the id of a body."""
    return frozenset(text_of(cell) for cells in book.tabs.values() for row in cells for cell in row[: len(BODY_KEYS)])


# ── What it says ──


def read_version(book: Book, source: Source, asked: Asked, words: Words, made_of: str = "") -> Version:
    """All that a sheet says of the bodies of its region; `made_of` is the version that it says it was made of."""
    reading = _Reading(source.file, asked, words, asked.roster.programme.name)
    for name, cells in book.tabs.items():
        if name != HIDDEN_SHEET:
            reading.read_tab(name, cells)
    if not reading.has_heads:
        wrong = phrase("没有找到表头，不知道哪一列是什么")
        reading.complain(Spot(source.file), "", "", wrong, phrase("请在发下去的表里填写，不要删去表头。"))
    if made_of and made_of != version_of(asked.roster, asked.area):
        wrong = phrase("发表以后名单或评分标准改过，这是按以前的发的")
        reading.complain(Spot(source.file), "", "", wrong, phrase("不用重填；新增的组织，请再发一次表。"), must=False)
    taken = {one.row.organization: one for one in reading.rows}
    waiting = tuple(body for body in dict.fromkeys(reading.waiting) if body not in taken)
    blank = tuple(body for body in dict.fromkeys(reading.blank) if body not in taken)
    complaints = tuple(sorted(reading.complaints, key=lambda one: one.spot))
    return Version(source, asked, book.digest, book.saved, tuple(taken.values()), blank, waiting, complaints)


class _Heads(Struct, frozen=True):
    """Where the heads stand, and the column of each thing."""

    row: int
    columns: Mapping[int, SheetColumn]
    body: int | None
    name: int | None
    shown: Mapping[int, str]


class _Reading(Struct):
    """One workbook while it is read."""

    file: str
    asked: Asked
    words: Words
    programme: str
    rows: list[TakenRow] = field(default_factory=list)
    blank: list[OrganizationId] = field(default_factory=list)
    waiting: list[OrganizationId] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    first: dict[OrganizationId, Spot] = field(default_factory=dict)
    has_heads: bool = False

    def complain(self, spot: Spot, field: str, value: str, wrong: Phrase, mend: Phrase, *, must: bool = True) -> None:
        self.complaints.append(Complaint(spot, field, value, wrong, mend, must))

    def read_tab(self, tab: str, cells: Cells) -> None:
        heads = self._find_heads(tab, cells)
        if heads is None:
            return
        self.has_heads = True
        needed = self._missing_columns(tab, heads)
        by_name = _by_name(self.asked.area.rows)
        for number, row in enumerate(cells[heads.row + 1 :], heads.row + 2):
            texts = {at: text for at, cell in enumerate(row) if (text := text_of(cell))}
            if not texts or _is_no_body(texts, heads):
                continue
            body = self._body_of(texts, heads, Spot(self.file, tab, number), by_name)
            if body is not None:
                self._read_row(body, texts, heads, Spot(self.file, tab, number), is_whole=not needed)

    def _missing_columns(self, tab: str, heads: _Heads) -> list[SheetColumn]:
        """The items that none of the columns is for: their rows wait."""
        found = {column.key for column in heads.columns.values()}
        rubrics = rubrics_of(self.asked.roster.round, self.asked.roster.programme)
        fitting = [asked_of(self.asked.group, self.asked.roster, rubric) for rubric in rubrics]
        lacking = [[one for one in columns if one.part is Part.ITEM and one.key not in found] for columns in fitting]
        least = min(lacking, key=len, default=[])
        for column in least:
            wrong = phrase("缺少“{name}”一列", name=column.name)
            mend = phrase("请在发下去的表里填写，或者把这一列补上。")
            self.complain(Spot(self.file, tab, heads.row + 1), column.name, "", wrong, mend)
        return least

    # ── heads ──

    def _find_heads(self, tab: str, cells: Cells) -> _Heads | None:
        known = _known_columns(self.asked)
        best: tuple[int, int] = (_LEAST_HEADS - 1, -1)
        for at, row in enumerate(cells[:_LOOKED_AT]):
            hits = len({known[name] for cell in row if (name := _plain(text_of(cell))) in known})
            if hits > best[0]:
                best = (hits, at)
        return self._map_columns(tab, cells, best[1], known) if best[1] >= 0 else None

    def _map_columns(self, tab: str, cells: Cells, at: int, known: Mapping[str, str]) -> _Heads:
        by_key = {column.key: column for column in _own_columns(self.asked)}
        keys = _key_row(cells, at, by_key)
        columns: dict[int, SheetColumn] = {}
        body: dict[str, int] = {}
        shown = {place: text_of(cell) for place, cell in enumerate(cells[at])}
        for place, text in shown.items():
            hidden, named = keys.get(place, ""), known.get(_plain(text))
            key = named if named else hidden if hidden in by_key or hidden in BODY_KEYS else None
            if key is None or "/" in hidden:
                continue
            spot = Spot(self.file, tab, at + 1, place + 1)
            if named and hidden and hidden != named and (hidden in by_key or hidden in BODY_KEYS):
                wrong = phrase("表头和这一列原来的内容对不上，不知道以哪个为准")
                self.complain(spot, text, "", wrong, phrase("请重新下载这张表，把分数抄进去。"))
                continue
            if hidden and not named and key in by_key:
                wrong = phrase("表头改过，仍按“{name}”收下", name=by_key[key].name)
                self.complain(spot, text, "", wrong, phrase("对的话不用管它。"), must=False)
            if key in body or any(one.key == key for one in columns.values()):
                wrong = phrase("“{name}”有两列，不知道以哪一列为准", name=_plain(text))
                self.complain(spot, text, "", wrong, phrase("请只留一列。"))
            elif key in by_key:
                columns[place] = by_key[key]
            else:
                body[key] = place
        return _Heads(at, columns, body.get("organization"), body.get("name"), shown)

    # ── rows ──

    def _body_of(
        self, texts: Mapping[int, str], heads: _Heads, spot: Spot, by_name: Mapping[str, list[Row]]
    ) -> Row | None:
        """The body that a row is about: by its id, else by its name in the region."""
        roster, area = self.asked.roster, self.asked.area
        written = texts.get(heads.body, "") if heads.body is not None else ""
        name = texts.get(heads.name, "") if heads.name is not None else ""
        row = roster.by_id.get(OrganizationId(written.lower()))
        if row is not None and row not in area.rows:
            wrong = phrase("“{name}”不在{area}的名单里", name=row.name, area=area.name)
            self.complain(spot, "", "", wrong, phrase("请把这一行删去，交给它所在的地方填。"))
            return None
        if row is not None:
            self._compare_name(row, name, heads, spot)
            return row
        found = by_name.get(folded(name), []) if name else []
        if len(found) == 1:
            wrong = phrase("编号不对，按名称认作 {id}", id=found[0].id)
            at = Spot(spot.file, spot.sheet, spot.row, (heads.body or 0) + 1)
            self.complain(at, "", written, wrong, phrase("对的话不用管它。"), must=False)
            return found[0]
        self._say_unknown(written, name, spot, found)
        return None

    def _compare_name(self, row: Row, name: str, heads: _Heads, spot: Spot) -> None:
        if not name or folded(name) in {folded(one) for one in (row.name, *row.former_names)}:
            return
        at = Spot(spot.file, spot.sheet, spot.row, (heads.name or 0) + 1)
        wrong = phrase("名称和资料里的“{name}”不一样，按编号认作它", name=row.name)
        mend = phrase("真改了名的，请改组织资料里的名称，原来的写进曾用名。")
        self.complain(at, heads.shown.get(heads.name or 0, ""), name, wrong, mend, must=False)

    def _say_unknown(self, written: str, name: str, spot: Spot, found: Sequence[Row]) -> None:
        if len(found) > 1:
            wrong = phrase("{area}叫这个名称的不止一个", area=self.asked.area.name)
            ids = "、".join(row.id for row in found)
            self.complain(spot, "", name, wrong, phrase("请在编号一列写清楚是哪一个：{ids}。", ids=ids))
        else:
            wrong = phrase("参评名单里没有这个组织")
            mend = phrase("请删去这一行；确实应当参评的，先建好它的资料，再重新发表。")
            self.complain(spot, "", name or written, wrong, mend)

    def _read_row(self, row: Row, texts: Mapping[int, str], heads: _Heads, spot: Spot, *, is_whole: bool) -> None:
        if row.id in self.first:
            wrong = phrase("“{name}”前面第{row}行已经有了", name=row.name, row=self.first[row.id].row)
            self.complain(spot, "", "", wrong, phrase("请只留一行。"))
            return
        self.first[row.id] = spot
        values: list[tuple[SheetColumn, Value]] = []
        is_good, asked = is_whole, self._asked_of_body(row)
        for place, named in heads.columns.items():
            if place not in texts:
                continue
            column = asked.get(named.key, named)
            try:
                _check_asked(column, asked)
                values.append((column, read_cell(column, texts[place], self.asked.roster.programme)))
            except Wrong as fault:
                is_good = False
                at = Spot(spot.file, spot.sheet, spot.row, place + 1)
                self.complain(at, column.name, texts[place], fault.wrong, fault.mend)
        made = make_row(row.id, values)
        if made.is_blank and is_good:
            self.blank.append(row.id)
        elif is_good and self._is_complete(asked, made, heads, spot):
            self.rows.append(TakenRow(made, spot))
        else:
            self.waiting.append(row.id)

    def _is_complete(self, asked: Mapping[str, SheetColumn], made: ScoreRow, heads: _Heads, spot: Spot) -> bool:
        """Whether every item is scored, where any is."""
        given = {item for item, _ in made.scores}
        if not given:
            return True
        lacking = [
            (place, column)
            for place, column in heads.columns.items()
            if column.part is Part.ITEM and column.of not in given and column.key in asked
        ]
        for place, column in lacking:
            at = Spot(spot.file, spot.sheet, spot.row, place + 1)
            mend = phrase("请补上得分；没有得分不等于 0 分。")
            self.complain(at, column.name, "", phrase("“{name}”没有填", name=column.name), mend)
        return not lacking

    def _asked_of_body(self, row: Row) -> dict[str, SheetColumn]:
        """The columns that a body has by the rubric by which it is scored; all of them where it is not known which that is."""
        roster = self.asked.roster
        rubric = round_rubric(roster.round, roster.programme, row.type)
        every = _own_columns(self.asked)
        return {column.key: column for column in (columns_for(rubric, every) if rubric else every)}


def _check_asked(column: SheetColumn, asked: Mapping[str, SheetColumn]) -> None:
    """Raises Wrong where a body is not scored by an item at all."""
    if column.key not in asked:
        raise Wrong(phrase("这个组织的评分标准里没有“{name}”", name=column.name), phrase("请清空这一格。"))


def _own_columns(asked: Asked) -> tuple[SheetColumn, ...]:
    return columns_of(rubrics_of(asked.roster.round, asked.roster.programme))


def _known_columns(asked: Asked) -> dict[str, str]:
    """What may head a column, with the key that it means."""
    known = dict(_NAMES)
    for column in _own_columns(asked):
        known.setdefault(_plain(column.name), column.key)
    return known


def _plain(text: str) -> str:
    return folded(name_in_heading(text))


def _key_row(cells: Cells, heads: int, by_key: Mapping[str, SheetColumn]) -> dict[int, str]:
    """The hidden keys above the heads, where the row is still there."""
    for row in reversed(cells[:heads]):
        texts = {place: text_of(cell) for place, cell in enumerate(row)}
        if sum(text in by_key or text in BODY_KEYS for text in texts.values()) >= _LEAST_HEADS:
            return texts
    return {}


def _by_name(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for name in dict.fromkeys(folded(one) for one in (row.name, *row.former_names)):
            found.setdefault(name, []).append(row)
    return found


def _is_no_body(texts: Mapping[int, str], heads: _Heads) -> bool:
    """Whether a row is a sum, a remark, or says nothing of a body."""
    named = [texts[place] for place in (heads.body, heads.name) if place is not None and place in texts]
    if not named:
        return not any(place in texts for place in heads.columns) or bool(_NO_BODY.match(next(iter(texts.values()))))
    return any(_NO_BODY.match(text) for text in named)


def rows_in(version: Version) -> Iterator[ScoreRow]:
    """The rows that can be taken in."""
    return (taken.row for taken in version.rows)
