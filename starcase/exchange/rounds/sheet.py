"""A workbook in which one group scores the bodies of one region; the same bytes for the same round."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from starcase.exchange.rounds.layout import (
    BODY_KEYS,
    HIDDEN_SHEET,
    SheetTask,
    asked_of,
    heading_of,
    sheet_tabs,
    title_of,
)
from starcase.language import Words, mark, say_day
from starcase.model.ids import OrganizationId
from starcase.model.programme import Programme
from starcase.model.rounds import RoundGroup, ScoreRow
from starcase.model.row import Row
from starcase.model.rubric import Rubric
from starcase.reviewing.cells import cell_of, vetoes_of
from starcase.reviewing.columns import Part, SheetColumn

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_TITLE, _HELP, _BAND, _KEYS, _HEAD, _FIRST = range(6)
"""The rows of a sheet, from 0; bodies stand from the last one on."""
_NOT_APPLICABLE = mark("不适用")
_BODY_HEADS = (mark("编号"), mark("名称"), mark("所在地"), mark("类型"), mark("现等级"))
_BODY_WIDTHS = (12, 30, 14, 12, 9)
_LONGEST_LIST = 255
"""Characters that a drop-down takes when it is written into the cell's rule."""
_PROTECTED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


class _Look(Struct, frozen=True):
    """The formats of a workbook."""

    title: Format
    help: Format
    band: Format
    head: Format
    key: Format
    locked: Format
    text: Format
    number: Format
    words: Format
    sum: Format
    earlier: Format


def write_sheet(task: SheetTask, words: Words) -> bytes:
    """The workbook: a tab for each rubric, locked but for what is asked, and a hidden sheet by which it is known again."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    title = title_of(task.roster, task.group, task.area, words)
    book.set_properties({"created": _MADE, "title": title, "comments": words("内部资料 请勿外传")})
    look = _look(book)
    taken: list[str] = []
    for rubric, rows in sheet_tabs(task):
        name = _tab_name(rubric, words, taken)
        taken.append(name)
        _write_tab(book.add_worksheet(name), task, rubric, rows, look, title, words)
    _write_about(book.add_worksheet(HIDDEN_SHEET), task.about)
    book.close()
    return made.getvalue()


def _tab_name(rubric: Rubric | None, words: Words, taken: Sequence[str]) -> str:
    """A tab's name has at most 31 characters and must be unlike the others."""
    called = (rubric.name or rubric.id) if rubric else words("没有评分标准")
    plain = "".join(letter for letter in called if letter not in "[]:*?/\\'")[:24] or "1"
    return f"{plain}-{len(taken) + 1}" if any(plain.casefold() == one.casefold() for one in taken) else plain


def _look(book: xlsxwriter.Workbook) -> _Look:
    cell: Mapping[str, object] = {
        "font_name": "宋体",
        "font_size": 11,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#BFBFBF",
    }
    made = {
        "title": {"font_name": "黑体", "font_size": 16, "valign": "vcenter"},
        "help": {"font_name": "宋体", "font_size": 11, "font_color": "#7F1D1D", "valign": "vcenter"},
        "band": {**cell, "bold": True, "align": "center", "bg_color": "#E7E6E6"},
        "head": {**cell, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2DCDB"},
        "key": {"font_size": 8, "font_color": "#999999"},
        "locked": {**cell, "num_format": "@", "bg_color": "#F2F2F2"},
        "text": {**cell, "num_format": "@", "locked": False, "bg_color": "#FFFBE6", "text_wrap": True},
        "number": {**cell, "num_format": "General", "locked": False, "bg_color": "#FFFBE6", "align": "center"},
        "words": {**cell, "num_format": "@", "locked": False, "bg_color": "#FFFBE6", "align": "center"},
        "sum": {**cell, "bold": True, "align": "center", "bg_color": "#F2F2F2", "num_format": "0.##"},
        "earlier": {**cell, "align": "center", "font_color": "#595959", "bg_color": "#F2F2F2"},
    }
    return _Look(**{name: book.add_format(dict(values)) for name, values in made.items()})


def _write_about(sheet: Worksheet, about: Mapping[str, str]) -> None:
    for at, (key, value) in enumerate(about.items()):
        sheet.write_string(at, 0, key)
        sheet.write_string(at, 1, value)
    sheet.very_hidden()
    sheet.protect()


def _write_tab(
    sheet: Worksheet,
    task: SheetTask,
    rubric: Rubric | None,
    rows: Sequence[Row],
    look: _Look,
    title: str,
    words: Words,
) -> None:
    columns = asked_of(task.group, task.roster, rubric) if rubric else ()
    sheet.write_string(_TITLE, 0, title, look.title)
    sheet.write_string(_HELP, 0, _help(task.group, words), look.help)
    sheet.set_row(_TITLE, 30)
    sheet.set_row(_KEYS, None, None, {"hidden": True})
    sheet.set_row(_HEAD, 62)
    _write_heads(sheet, columns, look, words)
    given = {row.organization: row for row in task.given.rows} if task.given else {}
    for at, row in enumerate(rows, _FIRST):
        _write_body(sheet, at, row, task, look)
        _write_points(sheet, at, given.get(row.id), columns, rubric, task.roster.programme, look, words)
    last = _FIRST + max(len(rows), 1) - 1
    _write_rules(sheet, last, columns, task.roster.programme, words)
    end = _write_earlier(sheet, task, rows, rubric, len(BODY_KEYS) + len(columns) + 1, look, words)
    sheet.autofilter(_HEAD, 0, last, end - 1)
    sheet.freeze_panes(_FIRST, 2)
    sheet.protect("", _PROTECTED)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)


def _help(group: RoundGroup, words: Words) -> str:
    said = [
        words("只填浅黄色的格。点一下表头能看到评分说明。没有评的组织，整行留空。内部资料，请勿外传。"),
        *([words("请在{day}前交回。", day=say_day(group.until, words))] if group.until else ()),
    ]
    return "".join(said)


def _write_heads(sheet: Worksheet, columns: Sequence[SheetColumn], look: _Look, words: Words) -> None:
    for at, (key, head, width) in enumerate(zip(BODY_KEYS, _BODY_HEADS, _BODY_WIDTHS, strict=True)):
        sheet.write_string(_KEYS, at, key, look.key)
        sheet.write_string(_HEAD, at, words(head), look.head)
        sheet.write_blank(_BAND, at, None, look.band)
        sheet.set_column(at, at, width)
    band = ""
    for at, column in enumerate(columns, len(BODY_KEYS)):
        before, band = band, _band(column, words)
        sheet.write_string(_BAND, at, band if band != before else "", look.band)
        sheet.write_string(_KEYS, at, column.key, look.key)
        sheet.write_string(_HEAD, at, heading_of(column, words), look.head)
        sheet.set_column(at, at, 24 if column.part is Part.TEXT else 14 if not column.is_points else 10)
        if note := _note(column, words):
            sheet.write_comment(_HEAD, at, note, {"x_scale": 2, "y_scale": 1.5, "author": ""})
    at = len(BODY_KEYS) + len(columns)
    sheet.write_string(_HEAD, at, words("各项合计"), look.head)
    sheet.write_blank(_BAND, at, None, look.band)
    sheet.set_column(at, at, 9)


def _band(column: SheetColumn, words: Words) -> str:
    if column.part is Part.BONUS:
        return words("加分")
    if column.part is Part.DEDUCTION:
        return words("扣分")
    return column.above


def _note(column: SheetColumn, words: Words) -> str:
    parts = [column.guidance or ""]
    if column.may_be_n_a:
        parts.append(words("不适用的，写“不适用”。"))
    if column.part is Part.VETOES:
        parts.append(words("没有的留空；几种一起的，用顿号分开。"))
    if column.key == "evidence":
        parts.append(
            words("写成“评价内容：材料名称”，几项的用分号分开，例如：负责人作用：工作台账、照片；成员名册：名册。")
        )
    return "\n".join(filter(None, parts))


def _write_body(sheet: Worksheet, at: int, row: Row, task: SheetTask, look: _Look) -> None:
    roster = task.roster
    kind, level = roster.programme.type(row.type), roster.programme.level(row.standing.level)
    home = next((roster.regions[region].name for region in row.regions if region in roster.regions), "")
    texts = (row.id, row.name, home, kind.name if kind else "", level.name if level else "")
    for column, text in enumerate(texts):
        sheet.write_string(at, column, text, look.locked)


def _write_points(
    sheet: Worksheet,
    at: int,
    given: ScoreRow | None,
    columns: Sequence[SheetColumn],
    rubric: Rubric | None,
    programme: Programme,
    look: _Look,
    words: Words,
) -> None:
    for place, column in enumerate(columns, len(BODY_KEYS)):
        style = look.number if column.is_points else look.text if column.part is Part.TEXT else look.words
        text = shown_cell(given, column, programme, words) if given else ""
        if isinstance(text, Decimal):
            sheet.write_number(at, place, float(text), style)
        elif text:
            sheet.write_string(at, place, text, style)
        else:
            sheet.write_blank(at, place, None, style)
    if rubric:
        sheet.write_formula(at, len(BODY_KEYS) + len(columns), _sum(at, columns, rubric), look.sum, "")


def shown_cell(row: ScoreRow, column: SheetColumn, programme: Programme, words: Words) -> str | Decimal:
    """What a cell shows people: names in place of ids; empty where nothing was said."""
    text = cell_of(row, column)
    if not text:
        return ""
    match column.part:
        case Part.ITEM | Part.BONUS | Part.DEDUCTION:
            return words(_NOT_APPLICABLE) if text == "n/a" else Decimal(text)
        case Part.LEVEL:
            level = next((one for one in programme.known_levels if one.id == text), None)
            return level.name if level else text
        case Part.VETOES:
            names = dict(vetoes_of(programme))
            return "、".join(names.get(veto, veto) for veto in row.vetoes)
        case Part.TEXT:
            return text


def _sum(at: int, columns: Sequence[SheetColumn], rubric: Rubric) -> str:
    """The points as a formula, blank while none are given; what n/a makes of it, collecting reckons."""
    cells = {
        (column.part, column.of): xl_rowcol_to_cell(at, place) for place, column in enumerate(columns, len(BODY_KEYS))
    }
    points = [cell for (part, _), cell in cells.items() if part is Part.ITEM]
    parts = [
        f"SUM({','.join(cells[Part.ITEM, item.id] for item in aspect.items)})*{aspect.weight}"
        for aspect in rubric.aspects
        if aspect.items
    ]
    said = "+".join(parts) or "0"
    for part, extra, sign in ((Part.BONUS, rubric.bonus, "+"), (Part.DEDUCTION, rubric.deductions, "-")):
        own = ",".join(cell for (which, _), cell in cells.items() if which is part)
        if own and extra:
            said += f"{sign}SUM({own})" if extra.max is None else f"{sign}MIN(SUM({own}),{extra.max})"
    counted = ",".join(points)
    return f'=IF(COUNT({counted})=0,"",{said})' if counted else '=""'


def _write_rules(
    sheet: Worksheet, last: int, columns: Sequence[SheetColumn], programme: Programme, words: Words
) -> None:
    for place, column in enumerate(columns, len(BODY_KEYS)):
        cell = xl_rowcol_to_cell(_FIRST, place)
        if column.is_points:
            sheet.data_validation(_FIRST, place, last, place, _points_rule(column, cell, words))
        elif column.part is not Part.TEXT:
            choices = [level.name for level in programme.known_levels]
            if column.part is Part.VETOES:
                choices = [name for _, name in vetoes_of(programme)]
            if choices and len(",".join(choices)) <= _LONGEST_LIST:
                sheet.data_validation(_FIRST, place, last, place, _choice_rule(column, choices, words))


def _points_rule(column: SheetColumn, cell: str, words: Words) -> dict[str, object]:
    most = format(column.max.normalize(), "f") if column.max is not None else None
    within = f"{cell}>=0" if most is None else f"{cell}>=0,{cell}<={most}"
    formula = f"AND(ISNUMBER({cell}),{within})"
    if column.may_be_n_a:
        formula = f'OR({formula},{cell}="{words(_NOT_APPLICABLE)}")'
    says = words("请填 0 到 {max} 的数，可以有小数。", max=most) if most else words("请填 0 以上的数，可以有小数。")
    if column.may_be_n_a:
        says += words("不适用的，写“不适用”。")
    return {
        "validate": "custom",
        "value": f"={formula}",
        "error_title": words("分数不对"),
        "error_message": says,
        "ignore_blank": True,
    }


def _choice_rule(column: SheetColumn, choices: list[str], words: Words) -> dict[str, object]:
    is_one = column.part is Part.LEVEL
    return {
        "validate": "list",
        "source": choices,
        "error_type": "stop" if is_one else "warning",
        "error_title": words("请从下拉列表里选"),
        "error_message": words("请从下拉列表里选一个。")
        if is_one
        else words("请从下拉列表里选；几种一起的，用顿号分开。"),
    }


# ── What earlier groups gave ──


def _write_earlier(
    sheet: Worksheet,
    task: SheetTask,
    rows: Sequence[Row],
    rubric: Rubric | None,
    start: int,
    look: _Look,
    words: Words,
) -> int:
    """A block of columns for each earlier group, to read only; the place after the last. Items are folded away, the sum stays in sight."""
    place = start
    for group, given in task.earlier if rubric else ():
        assert rubric is not None
        columns = asked_of(group, task.roster, rubric)
        by_body = {row.organization: row for row in given.rows}
        place = _write_earlier_group(sheet, group, columns, by_body, rows, rubric, task, place, look, words)
    return place


def _write_earlier_group(
    sheet: Worksheet,
    group: RoundGroup,
    columns: Sequence[SheetColumn],
    by_body: Mapping[OrganizationId, ScoreRow],
    rows: Sequence[Row],
    rubric: Rubric,
    task: SheetTask,
    place: int,
    look: _Look,
    words: Words,
) -> int:
    folded = [column for column in columns if column.is_points]
    shown = [column for column in columns if not column.is_points]
    end = place + len(columns) + 1
    for at in range(place, end):
        sheet.write_string(_BAND, at, group.name if at == place else "", look.band)
    sheet.write_string(_HEAD, place, words("{group}合计", group=group.name), look.head)
    sheet.set_column(place, place, 10)
    for at, column in enumerate((*shown, *folded), place + 1):
        sheet.write_string(_KEYS, at, f"{group.id}/{column.key}", look.key)
        sheet.write_string(_HEAD, at, f"{group.name} {heading_of(column, words)}", look.head)
        is_folded = column in folded
        sheet.set_column(at, at, 10, None, {"level": 1, "hidden": True} if is_folded else {})
    sheet.write_string(_KEYS, place, f"{group.id}/total", look.key)
    for number, row in enumerate(rows, _FIRST):
        given = by_body.get(row.id)
        _write_cell(sheet, number, place, _total(given, rubric) if given else "", look)
        for at, column in enumerate((*shown, *folded), place + 1):
            text = shown_cell(given, column, task.roster.programme, words) if given else ""
            _write_cell(sheet, number, at, text, look)
    return end


def _total(row: ScoreRow, rubric: Rubric) -> str | Decimal:
    """The points as they were given, n/a left out; empty where none were."""
    given = {item: points for item, points in row.scores if points is not None}
    if not given:
        return ""
    weighted = (given.get(item.id, Decimal(0)) * aspect.weight for aspect in rubric.aspects for item in aspect.items)
    extra = _limited(row.bonus, rubric.bonus.max if rubric.bonus else None)
    return (
        sum(weighted, Decimal(0))
        + extra
        - _limited(row.deductions, rubric.deductions.max if rubric.deductions else None)
    )


def _limited(points: Sequence[tuple[object, Decimal]], most: Decimal | None) -> Decimal:
    given = sum((one for _, one in points), Decimal(0))
    return given if most is None else min(given, most)


def _write_cell(sheet: Worksheet, row: int, column: int, value: str | Decimal, look: _Look) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), look.earlier)
    else:
        sheet.write_string(row, column, value, look.earlier)
