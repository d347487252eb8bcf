"""A table of bodies as a workbook that people fill in: headers with notes, lists to choose from, locked ids, a guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from starcase.exchange.tables.columns import Column, Kind
from starcase.exchange.tables.grid import GUIDE, PHOTOS
from starcase.exchange.tables.photo_lists import PHOTO_COLUMNS
from starcase.exchange.tables.sheet_rows import EXAMPLE
from starcase.exchange.tables.sheet_style import (
    Lists,
    Look,
    add_lists,
    make_workbook,
    note,
    offer,
    protect,
    width_of,
)
from starcase.language import Words, mark
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree

Cell = str | int | float | None
ROWS_TO_FILL = 2_000
"""Rows below the last filled one that have formats and lists."""
_A4 = 9
_COUNTS = frozenset((Kind.COUNT,))
_GUIDE = (
    mark("1．一行填一个组织。灰色的“示例”一行不用删，导入时会跳过。"),
    mark("2．橙色表头必须填，蓝色表头的内容只存在内部资料里，不会公开。其余的都会公开。"),
    mark("3．有下拉箭头的格子请从列表里选。先选区县，再选街道，再选社区。"),
    mark("4．编号由网站给出，不要改；新加的组织空着。"),
    mark("5．数字说不准的，写成 1200余、约1200、4.5万余；没有统计的空着，不要写0。"),
    mark("6．空着的格子不会改动网站上原来的内容。"),
    mark("7．交照片的，在“照片”一张表里一行写一张：文件名、图片说明、同意公开了没有。"),
    mark("8．编号一列锁住了，没有密码。要解锁：审阅 → 撤销工作表保护。"),
)
_HEADS = (mark("列"), mark("表头"), mark("怎样填"), mark("例子"), mark("公开吗"))


class FillIn(Struct, frozen=True):
    """What goes into the workbook; `rows` and `photos` are those already known, `has_example`: a marked row shows how to fill it in."""

    name: str
    columns: tuple[Column, ...]
    regions: RegionTree
    rows: Sequence[Sequence[Cell]] = ()
    has_example: bool = False
    photos: Sequence[Sequence[Cell]] = ()


def write_fill_in(table: FillIn, words: Words) -> bytes:
    """The workbook; the same bytes for the same table."""

    def fill(book: Workbook, look: Look) -> None:
        sheet = book.add_worksheet(table.name[:31])
        photos = book.add_worksheet(PHOTOS)
        guide = book.add_worksheet(GUIDE)
        lists = add_lists(book)
        _write_heads(sheet, table.columns, look, words)
        first = _write_rows(sheet, table, look, words)
        _offer_choices(sheet, table, lists, first, words)
        _write_photos(photos, table, look, lists, words)
        _write_guide(guide, table, look, words)
        _set_print(sheet, table.columns)
        sheet.freeze_panes(1, _frozen(table.columns))
        protect(sheet)
        sheet.activate()

    return make_workbook(fill)


def _write_photos(sheet: Worksheet, table: FillIn, look: Look, lists: Lists, words: Words) -> None:
    """The sheet for what each photo shows, and whether those on it have agreed."""
    listed = FillIn(PHOTOS, PHOTO_COLUMNS, table.regions, table.photos, table.has_example)
    _write_heads(sheet, listed.columns, look, words)
    first = _write_rows(sheet, listed, look, words)
    _offer_choices(sheet, listed, lists, first, words)
    _set_print(sheet, listed.columns)
    sheet.freeze_panes(1, 0)
    protect(sheet)


def write_photo_list(photos: Sequence[Sequence[Cell]], words: Words) -> bytes:
    """A workbook of photos alone, in which what they show and who agreed is still to be written."""

    def fill(book: Workbook, look: Look) -> None:
        sheet = book.add_worksheet(PHOTOS)
        _write_photos(sheet, FillIn(PHOTOS, (), RegionTree({}), photos=photos), look, add_lists(book), words)
        sheet.activate()

    return make_workbook(fill)


def _set_print(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """On paper: A4 across, headers and names on each sheet."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, _frozen(columns) - 1)


def _frozen(columns: Sequence[Column]) -> int:
    return next((place + 1 for place, column in enumerate(columns) if column.path == ("name",)), 1)


def _write_heads(sheet: Worksheet, columns: Sequence[Column], look: Look, words: Words) -> None:
    sheet.set_row(0, 34)
    for place, column in enumerate(columns):
        head = look.required if column.is_required else look.private if column.is_private else look.head
        body = look.locked if column.is_locked else look.number if column.kind in _COUNTS else look.text
        sheet.set_column(place, place, max(width_of(column.header), width_of(column.example)) + 2, body)
        sheet.write_string(0, place, column.header, head)
        if said := _how(column, words):
            note(sheet, 0, place, said)


def _how(column: Column, words: Words) -> str:
    """How a column is filled in."""
    parts = [words(column.note)] if column.note else []
    if column.choices and column.kind is not Kind.YES_NO:
        parts.append(words("可以选：{choices}。", choices="、".join(column.choices)))
    elif column.kind is Kind.YES_NO:
        parts.append(words("写“是”或“否”。没有问过本人的空着。"))
    elif column.kind is Kind.PLACE:
        parts.append(words("从列表里选。"))
    elif column.kind is Kind.LIST:
        parts.append(words("有几项的，用顿号分开。") if "顿号" not in column.note else "")
    return "\n".join(part for part in parts if part)


def _write_rows(sheet: Worksheet, table: FillIn, look: Look, words: Words) -> int:
    """Writes the example and the rows; the first row (from 0) that people fill in."""
    first = 1
    if table.has_example:
        for place, text in enumerate(_example(table)):
            sheet.write_string(1, place, text, look.example)
        first = 2
    for number, row in enumerate(table.rows, start=first):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            elif cell is not None:
                sheet.write_number(number, place, cell)
    last = first + len(table.rows) + ROWS_TO_FILL
    sheet.autofilter(0, 0, max(first + len(table.rows) - 1, 1), len(table.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last}"})
    return first


def _example(table: FillIn) -> Iterator[str]:
    path = _first_path(table.regions)
    for column in table.columns:
        if column.is_locked:
            yield EXAMPLE
        elif column.tier is not None:
            yield next((node.name for node in path if node.tier is column.tier), "")
        elif column.example or column.is_private:
            yield column.example
        elif column.kind is Kind.COUNT:
            yield "96.5" if "%" in column.units else "1200余"
        elif column.kind is Kind.YES_NO or column.path[0] == "evaluations":
            yield ""
        else:
            yield _typical(column)


def _typical(column: Column) -> str:
    """A choice as an example: the status that most have; of levels the last, since few have the best."""
    return mark("正常") if column.path == ("status",) else next(iter(column.choices[-1:]), "")


def _first_path(regions: RegionTree) -> tuple[RegionNode, ...]:
    """The first place that has the deepest of the tiers that people choose from."""
    deepest = next((node for node in regions.nodes.values() if node.tier is Tier.COMMUNITY), None)
    return regions.path(deepest.id) if deepest else ()


def _offer_choices(sheet: Worksheet, table: FillIn, lists: Lists, first: int, words: Words) -> None:
    rows = (first, first + len(table.rows) + ROWS_TO_FILL)
    wrong = words("这里要写列表里有的。点格子右边的箭头选一个。")
    unusual = words("列表里没有这个地方。先检查有没有写错；确实是新的，要请管理网站的人先加上。")
    tiers = [(place, column.tier) for place, column in enumerate(table.columns) if column.tier is not None]
    for place, column in enumerate(table.columns):
        if column.choices:
            offer(sheet, rows, place, lists.add(column.header, column.choices), strictly=True, says=wrong)
    for at, (place, tier) in enumerate(tiers):
        above = tiers[:at]
        choices = _below(table.regions, tier, [one for _, one in above])
        if not choices:
            continue
        parents = [f"${_letters(column)}{first + 1}" for column, _ in above]
        heading = table.columns[place].header
        source = (
            lists.add_dependent(heading, choices, parents)
            if parents
            else lists.add(heading, next(iter(choices.values())))
        )
        offer(sheet, rows, place, source, strictly=False, says=unusual)


def _letters(column: int) -> str:
    above, place = divmod(column, 26)
    return (_letters(above - 1) if above else "") + chr(ord("A") + place)


def _below(regions: RegionTree, tier: Tier | None, above: Sequence[Tier | None]) -> Mapping[str, tuple[str, ...]]:
    """The places of a tier by the names of what is above them in the columns before, joined by `/`."""
    found: dict[str, tuple[str, ...]] = {}
    for node in regions.nodes.values():
        if node.tier is tier and node.merged_into is None:
            names = {one.tier: one.name for one in regions.upwards(node.id)}
            key = "/".join(names.get(one, "") for one in above if one is not None)
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), node.name)))
    return found


def _write_guide(sheet: Worksheet, table: FillIn, look: Look, words: Words) -> None:
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 60)
    sheet.set_column(3, 4, 22)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, words("怎样填这张表"), look.title)
    for row, line in enumerate(_GUIDE, start=1):
        sheet.write_string(row, 0, words(line))
    top = len(_GUIDE) + 2
    for place, head in enumerate(_HEADS):
        sheet.write_string(top, place, words(head), look.head)
    for row, (place, column) in enumerate(enumerate(table.columns), start=top + 1):
        public = words("不公开") if column.is_private else words("公开")
        cells = (_letters(place), column.header, _how(column, words), column.example, public)
        for at, cell in enumerate(cells):
            sheet.write_string(row, at, cell, look.plain)


def everyday(columns: Iterable[Column], regions: RegionTree) -> tuple[Column, ...]:
    """The columns that people fill in; the city among them only where there are several."""
    several = sum(node.tier is Tier.CITY for node in regions.nodes.values()) > 1
    return tuple(column for column in columns if column.is_everyday or (several and column.tier is Tier.CITY))


def part_of(regions: RegionTree, root: str | None) -> RegionTree:
    """The regions at and below one, with all above it; all regions where none is named."""
    if root is None or root not in regions.nodes:
        return regions
    kept = {
        node.id
        for node in regions.nodes.values()
        if any(above.id == root for above in regions.upwards(node.id))
        or any(node.id == above.id for above in regions.path(regions.nodes[root].id))  # type: ignore[index]
    }
    return RegionTree({name: node for name, node in regions.nodes.items() if name in kept})
