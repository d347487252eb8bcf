"""The self-check as a workbook: a sheet to be signed, and one with every single place."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from starcase.inspection.answers import Answer, Verdict
from starcase.language import Said, Words, mark, say_day
from starcase.problems import PlacedProblem
from starcase.report import SEVERITIES

_MOST_PLACES = 10
_LINE = 17  # points
_FILLS = {Verdict.GOOD: "#E2F0D9", Verdict.BAD: "#F8CBAD", Verdict.LOOK: "#FFF2CC"}
_HEADS = (mark("序号"), mark("检查项"), mark("结果"), mark("情况"), mark("怎么办"), mark("在哪里"), mark("复核"))
_WIDTHS = (6, 30, 11, 26, 40, 44, 14)
_DETAIL = (mark("程度"), mark("文件"), mark("行"), mark("列"), mark("哪里不对"), mark("怎么改"))
_DETAIL_WIDTHS = (9, 44, 7, 7, 60, 60)


def self_check_sheet(
    title: str, day: date, answers: Iterable[Answer], problems: Iterable[PlacedProblem], words: Words
) -> bytes:
    """The workbook, every cell a text; the sheet prints on A4 across."""
    made = io.BytesIO()
    book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    _write_answers(book, title, day, tuple(answers), words)
    _write_problems(book, tuple(problems), words)
    book.close()
    return made.getvalue()


def _write_answers(book: Workbook, title: str, day: date, answers: tuple[Answer, ...], words: Words) -> None:
    sheet = _sheet(book, words("自查表"), _WIDTHS)
    heading = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, len(_WIDTHS) - 1, words("{site}自查表", site=title), heading)
    sheet.write_string(
        1, 0, words("检查日期：{day}　　检查人：＿＿＿＿＿＿　　复核人：＿＿＿＿＿＿", day=say_day(day, words))
    )
    _write_heads(book, sheet, 2, _HEADS, words)
    plain = _format(book)
    coloured = {verdict: _format(book, fill) for verdict, fill in _FILLS.items()}
    part_format = _format(book, "#EDEDED", bold=True)
    row, part = 3, ""
    for number, answer in enumerate(answers, start=1):
        if answer.part != part:
            part = answer.part
            sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, words(part), part_format)
            row += 1
        cells = (
            str(number),
            words(answer.title),
            "",
            _said(answer.found, words),
            _said(answer.mend, words),
            _places(answer, words),
            "",
        )
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, plain)
        sheet.write_string(row, 2, words(answer.verdict.value), coloured[answer.verdict])
        sheet.set_row(row, _LINE * _lines(cells, _WIDTHS))
        row += 1
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)


def _write_problems(book: Workbook, problems: tuple[PlacedProblem, ...], words: Words) -> None:
    sheet = _sheet(book, words("明细"), _DETAIL_WIDTHS)
    _write_heads(book, sheet, 0, _DETAIL, words)
    plain = _format(book)
    for row, one in enumerate(problems, start=1):
        place = one.place
        cells = (words(SEVERITIES[one.severity]), place.file, str(place.line), str(place.column), one.message, one.mend)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, plain)
        sheet.set_row(row, _LINE * _lines(cells, _DETAIL_WIDTHS))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(problems)), len(_DETAIL) - 1)


def _sheet(book: Workbook, name: str, widths: tuple[int, ...]) -> Worksheet:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_heads(book: Workbook, sheet: Worksheet, row: int, heads: tuple[str, ...], words: Words) -> None:
    head = _format(book, "#D9E2F3", bold=True)
    for column, text in enumerate(heads):
        sheet.write_string(row, column, words(text), head)


def _format(book: Workbook, fill: str | None = None, *, bold: bool = False) -> Format:
    looks = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "bold": bold}
    return book.add_format({**looks, "bg_color": fill} if fill else looks)


def _lines(cells: tuple[str, ...], widths: tuple[int, ...]) -> int:
    """How many lines the highest cell of a row needs; a Chinese character is as wide as two digits."""
    return max(
        sum(max(1, -(-sum(1 if one.isascii() else 2 for one in line) // (width - 1))) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )


def _said(said: Said, words: Words) -> str:
    return said if isinstance(said, str) else said.said(words)


def _places(answer: Answer, words: Words) -> str:
    shown = "\n".join(answer.places[:_MOST_PLACES])
    left = len(answer.places) - _MOST_PLACES
    return f"{shown}\n{words('还有 {n} 处，见“明细”表', n=left)}" if left > 0 else shown
