"""Which record a row of a table belongs to: by its id, else by its name within its community."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.records.new_ids import Unnamed, new_ids
from starcase.exchange.records.shelf import Record, Shelf
from starcase.exchange.tables.given import Complaint, Entry, Given, KeyPath, Spot
from starcase.language import Listing, phrase
from starcase.model.ids import OrganizationId, RegionId
from starcase.model.region_tree import RegionTree
from starcase.read.identifiers import parse_identifier
from starcase.read.scalars import Fault
from starcase.read.words import folded

_ID: KeyPath = ("id",)
_NAME: KeyPath = ("name",)
_REGION: KeyPath = ("region",)


class Matched(Struct, frozen=True):
    """What tables tell of one body: its record, or None where it is new, and its rows made one."""

    record: Record | None
    id: OrganizationId
    entry: Entry

    @property
    def name(self) -> str:
        """The name as the table gives it, else as it stands."""
        return text_of(self.entry, _NAME) or (self.record.name if self.record else "")


class Matching(Struct, frozen=True):
    """Bodies in the order of their first rows; rows of which nobody can tell whose they are stand in the complaints."""

    bodies: tuple[Matched, ...]
    complaints: tuple[Complaint, ...]


def text_of(entry: Entry, path: KeyPath) -> str:
    """What a row gives for a path as text, empty where it gives nothing."""
    found = next((one.value for one in entry.given if one.path == path and one.value is not None), None)
    return "" if found is None else str(found).strip()


def regions_of(entry: Entry) -> tuple[RegionId, ...]:
    """The places that a row names."""
    found = next((one.value for one in entry.given if one.path == _REGION and one.value), ())
    return tuple(RegionId(str(one)) for one in (found if isinstance(found, list | tuple) else (found,)))


def match_rows(entries: Iterable[Entry], shelf: Shelf) -> Matching:
    """Finds each row's record; new bodies get their ids. Two rows of one body, in different sheets, are made one."""
    finder = _Finder(shelf)
    groups: dict[object, list[Entry]] = {}
    records: dict[object, Record | None] = {}
    complaints: list[Complaint] = []
    for entry in entries:
        found = finder.find(entry)
        if isinstance(found, Complaint):
            complaints.append(found)
            continue
        if found is None and (remark := finder.remark(entry)):
            complaints.append(remark)
        key: object = found.document if found else _key_of_new(entry)
        groups.setdefault(key, []).append(entry)
        records[key] = found
    whole: dict[object, Entry] = {}
    for key, rows in groups.items():
        merged, wrong = _one_of(rows)
        complaints += wrong
        if merged is not None:
            whole[key] = merged
    return Matching(tuple(_with_ids(whole, records, shelf)), tuple(complaints))


def _key_of_new(entry: Entry) -> tuple[str, ...]:
    written = text_of(entry, _ID).casefold()
    return (written,) if written else (folded(text_of(entry, _NAME)), *sorted(regions_of(entry)))


def _with_ids(
    entries: Mapping[object, Entry], records: Mapping[object, Record | None], shelf: Shelf
) -> Iterable[Matched]:
    nameless = [key for key in entries if records[key] is None and not text_of(entries[key], _ID)]
    bodies = (Unnamed(text_of(entries[key], _NAME), regions_of(entries[key])) for key in nameless)
    written = {text_of(entry, _ID).casefold() for entry in entries.values()}
    made = new_ids(bodies, {*shelf.by_id, *written}, shelf.settings.regions)
    given = dict(zip(nameless, made, strict=True))
    for key, entry in entries.items():
        record = records[key]
        own = record.id if record else given.get(key) or OrganizationId(text_of(entry, _ID).casefold())
        yield Matched(record, own, entry)


def _one_of(rows: Sequence[Entry]) -> tuple[Entry | None, list[Complaint]]:
    """Several rows of one body as one. Two in one sheet, or two that contradict each other, are asked about."""
    first, *others = rows
    merged = {one.path: one for one in first.given if one.value is not None}
    for other in others:
        if (other.spot.file, other.spot.sheet) == (first.spot.file, first.spot.sheet):
            return None, [_twice(first, row) for row in rows]
        for one in other.given:
            known = merged.setdefault(one.path, one)
            if one.value is not None and known.value != one.value:
                return None, [_contradiction(one, known)]
    return replace(first, given=tuple(merged.values())), []


def _twice(first: Entry, row: Entry) -> Complaint:
    given = _given(row, _ID) or _given(row, _NAME)
    others = first.spot.row if first is not row else 0
    wrong = phrase("同一个组织在这张表里有两行（另一行是第{row}行）", row=others)
    if first is row:
        wrong = phrase("同一个组织在这张表里不止一行")
    mend = phrase("如果是同一个组织，请合并成一行；如果是同名的两个组织，请在“编号”列分别写上不同的编号。")
    return Complaint(given.spot if given else row.spot, "", text_of(row, _NAME), wrong, mend)


def _contradiction(one: Given, other: Given) -> Complaint:
    wrong = phrase(
        "同一个组织在《{file}》第{row}行写的是“{value}”", file=other.spot.file, row=other.spot.row, value=other.value
    )
    return Complaint(one.spot, "", str(one.value), wrong, phrase("请核对，两处写成一样的，或者只留一处。"))


def _given(entry: Entry, path: KeyPath) -> Given | None:
    return next((one for one in entry.given if one.path == path and one.value is not None), None)


class _Finder:
    """Finds records by id, and by name and place."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._tree: RegionTree = shelf.settings.regions
        self._named: dict[str, list[Record]] = {}
        for record in shelf.records:
            for name in {folded(name) for name in (record.name, *record.former_names)}:
                self._named.setdefault(name, []).append(record)

    def find(self, entry: Entry) -> Record | Complaint | None:
        """The record of a row; None for a new body; a complaint where nobody can tell."""
        if written := text_of(entry, _ID):
            return self._by_id(entry, written)
        name = text_of(entry, _NAME)
        if not name:
            return self._complaint(entry, _NAME, phrase("这一行没有写组织名称"), phrase("请在“组织名称”列写上名称。"))
        near = self._in_place(self._namesakes(entry, name), regions_of(entry))
        if len(near) == 1:
            return near[0]
        return self._which(entry, name, near) if near else None

    def remark(self, entry: Entry) -> Complaint | None:
        """That a new body has a namesake elsewhere: worth a look."""
        name = text_of(entry, _NAME)
        others = [] if text_of(entry, _ID) else self._namesakes(entry, name)
        if not others:
            return None
        wrong = phrase(
            "别的社区有同名的组织（{ids}），这一行当作新的组织", ids=Listing(tuple(one.id for one in others[:5]))
        )
        mend = phrase("如果就是那个组织，请在“编号”列写上它的编号，再导入一次。")
        return self._complaint(entry, _NAME, wrong, mend, must=False)

    def _by_id(self, entry: Entry, written: str) -> Record | Complaint | None:
        record = self._shelf.by_id.get(written.casefold())
        if record is not None:
            return record
        name = text_of(entry, _NAME)
        near = self._in_place(self._namesakes(entry, name), regions_of(entry))
        if near:
            wrong = phrase("没有这个编号；同名的组织编号是{ids}", ids=Listing(tuple(one.id for one in near)))
            return self._complaint(entry, _ID, wrong, phrase("请把编号改成上面的；不知道的，清空这一格。"))
        parsed = parse_identifier(written, has_page=True)
        if isinstance(parsed, Fault):
            offered = str(dict(parsed.values).get("offers", ""))
            wrong = phrase("编号只能用小写字母、数字和连字符，也不能与网站自己的文件夹重名")
            return self._complaint(
                entry, _ID, wrong, phrase("请清空这一格，会自动编号；或者改成 {offers}。", offers=offered)
            )
        if not name:
            return self._complaint(
                entry, _ID, phrase("没有这个编号"), phrase("请改成正确的编号；新的组织，请写上名称，清空编号。")
            )
        return None

    def _namesakes(self, entry: Entry, name: str) -> list[Record]:
        programme = text_of(entry, ("programme",))
        found = self._named.get(folded(name), []) if name else []
        return [one for one in found if not programme or one.programme in (None, programme)]

    def _in_place(self, records: Sequence[Record], places: tuple[RegionId, ...]) -> list[Record]:
        """Those of the very places; where there is none, those of places within or around them. All where no place is named."""
        if not places:
            return list(records)
        exact = [record for record in records if set(record.regions) & set(places)]
        return exact or [record for record in records if self._is_near(record, places)]

    def _is_near(self, record: Record, places: tuple[RegionId, ...]) -> bool:
        if not record.regions:
            return True
        return any(one in self._above(other) or other in self._above(one) for one in record.regions for other in places)

    def _above(self, region: RegionId) -> frozenset[RegionId]:
        return frozenset(node.id for node in self._tree.upwards(region)) if region in self._tree else frozenset()

    def _which(self, entry: Entry, name: str, near: Sequence[Record]) -> Complaint:
        wrong = phrase("同名的组织有{n}个，看不出是哪一个", n=len(near))
        mend = phrase("请在“编号”列写上其中一个：{ids}。", ids=Listing(tuple(self._shown(one) for one in near[:8])))
        return self._complaint(entry, _NAME, wrong, mend)

    def _shown(self, record: Record) -> str:
        places = [self._tree[one].name for one in record.regions if one in self._tree]
        return f"{record.id}（{'、'.join(places)}）" if places else str(record.id)

    def _complaint(self, entry: Entry, path: KeyPath, wrong: object, mend: object, *, must: bool = True) -> Complaint:
        given = _given(entry, path)
        field = {_ID: "编号", _NAME: "组织名称"}.get(path, "")
        spot = given.spot if given else Spot(entry.spot.file, entry.spot.sheet, entry.spot.row)
        return Complaint(spot, field, text_of(entry, path), wrong, mend, must)  # type: ignore[arg-type]
