"""The checklist as a workbook that reviewers fill in: one row a body, with what is to be looked at beside it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from starcase.exchange.tables.sheet_style import Look, add_lists, make_workbook, note, offer, protect
from starcase.language import Words, mark, say_number
from starcase.model.desk import Line
from starcase.model.review import CheckResult

SHEET = mark("核查清单")
SECRET = mark("内部资料 请勿外传")
NUMBER, NAME, RESULT, REMARK, BY, DAY, DIGEST = (
    mark("编号"),
    mark("组织"),
    mark("核查结果"),
    mark("备注"),
    mark("核查人"),
    mark("核查日期"),
    mark("资料指纹"),
)
_DISTRICT, _PLACE, _WORK, _TOTAL, _LEVEL, _DUE, _BEFORE = (
    mark("区县"),
    mark("社区"),
    mark("要核查的事项"),
    mark("总分"),
    mark("评定等级"),
    mark("按分应得"),
    mark("上次核查"),
)
_COLUMNS = (
    (NUMBER, 14),
    (NAME, 26),
    (_DISTRICT, 10),
    (_PLACE, 14),
    (_WORK, 60),
    (_TOTAL, 8),
    (_LEVEL, 10),
    (_DUE, 10),
    (_BEFORE, 22),
    (RESULT, 11),
    (REMARK, 36),
    (BY, 10),
    (DAY, 13),
    (DIGEST, 34),
)
_ASKED = frozenset((RESULT, REMARK, BY, DAY))
_WORK_COLUMN = 4
_HELP = mark("只填橙色表头的四列：核查结果从列表里选，核查人写姓名，日期写成 2026-11-22。没有查的空着。灰色的不要改。")
_ABOUT_RESULT = mark("属实：看过，没有问题。退回：资料要社区改。调整：等级或得分要改。待查：还要再看。")
_CHOOSE = mark("请从列表里选：属实、退回、调整、待查。")
_TITLE_ROW, _HELP_ROW, _HEAD_ROW = range(3)


class Listed(Struct, frozen=True):
    """A body as the workbook lists it, in words; `digest` is that of its record as it is now."""

    line: Line
    district: str
    place: str
    says: tuple[str, ...]
    level: str
    due: str
    before: str
    digest: str


def write_checklist(bodies: Sequence[Listed], about: str, words: Words) -> bytes:
    """The workbook; `about` says which piles and districts it holds. The same bytes for the same bodies."""

    def fill(book: Workbook, look: Look) -> None:
        sheet = book.add_worksheet(words(SHEET))
        choices = add_lists(book).add(words(RESULT), [words(result.zh[0]) for result in CheckResult])
        first, last = _HEAD_ROW + 1, _HEAD_ROW + max(len(bodies), 1)
        sheet.write_string(_TITLE_ROW, 0, words("{secret}　{about}", secret=words(SECRET), about=about), look.title)
        sheet.write_string(_HELP_ROW, 0, words(_HELP))
        for column, (heading, width) in enumerate(_COLUMNS):
            asked = heading in _ASKED
            hidden = {"hidden": True} if heading == DIGEST else {}
            sheet.set_column(column, column, width, look.text if asked else None, hidden)
            sheet.write_string(_HEAD_ROW, column, words(heading), look.required if asked else look.head)
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F2F2F2", "font_size": 11})
        for row, body in enumerate(bodies, start=first):
            _write_row(sheet, row, body, look, wrapped)
        names = [heading for heading, _ in _COLUMNS]
        offer(sheet, (first, last), names.index(RESULT), choices, strictly=True, says=words(_CHOOSE))
        note(sheet, _HEAD_ROW, names.index(RESULT), words(_ABOUT_RESULT))
        sheet.freeze_panes(first, 2)
        sheet.autofilter(_HEAD_ROW, 0, last, len(_COLUMNS) - 1)
        sheet.set_header(f"&C{words(SECRET)}")
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)
        sheet.activate()
        protect(sheet)

    return make_workbook(fill)


def _write_row(sheet: Worksheet, row: int, body: Listed, look: Look, wrapped: Format) -> None:
    says = "\n".join(f"{number}. {text}" for number, text in enumerate(body.says, start=1))
    total = "" if body.line.total is None else say_number(body.line.total)
    facts = (body.line.id, body.line.name, body.district, body.place, says, total, body.level, body.due, body.before)
    for column, text in enumerate(facts):
        sheet.write_string(row, column, text, wrapped if column in (1, _WORK_COLUMN) else look.locked)
    for column in range(len(facts), len(_COLUMNS) - 1):
        sheet.write_blank(row, column, None, look.text)
    sheet.write_string(row, len(_COLUMNS) - 1, body.digest, look.locked)
