"""The workbook for the meeting that decides: every body with its scores and levels side by side, and what people decide there read back."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

import xlsxwriter
from msgspec import Struct
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from starcase.exchange.rounds.books import Book, text_of
from starcase.exchange.rounds.layout import HIDDEN_SHEET
from starcase.exchange.tables.given import Complaint, Spot
from starcase.language import Phrase, Words, mark, phrase
from starcase.model.ids import LevelId, OrganizationId
from starcase.model.organization import Outcome, Reason, ReasonKind
from starcase.model.programme import Programme
from starcase.model.rounds import RoundDecision, RoundFolder, RoundGroup
from starcase.rating.scorecard import score_evaluation
from starcase.rating.terms import needs_for, place_of
from starcase.read.scalars import Fault, Understood
from starcase.read.shapes import parse_choice
from starcase.read.words import folded
from starcase.reviewing.cells import Wrong, read_cell
from starcase.reviewing.columns import Part, SheetColumn
from starcase.reviewing.deciding import Considered, tell_why
from starcase.reviewing.joining import Voice
from starcase.reviewing.roster import Roster
from starcase.views.parts import say_period

C = TypeVar("C", Outcome, ReasonKind)
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HEAD, _FIRST = 2, 3
"""The rows of the sheet, from 0."""
_LEVEL = SheetColumn("level", mark("审定等级"), Part.LEVEL)
_ASKED = (mark("审定等级"), mark("评定结果"), mark("变动理由"), mark("依据"), mark("破格"))
_OUTCOMES = (Outcome.NOT_RATED, Outcome.SUSPENDED, Outcome.EXEMPT)


class Decided(Struct, frozen=True):
    """What the meeting's workbook says of one body."""

    organization: OrganizationId
    level: LevelId | None
    outcome: Outcome | None
    reason: Reason | None


def write_meeting(
    folder: RoundFolder,
    roster: Roster,
    considered: Sequence[Considered],
    areas: Mapping[OrganizationId, str],
    words: Words,
) -> bytes:
    """The workbook: what scores come to beside what was claimed and recommended; the last columns are for the meeting."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    title = words("{programme}{period}审定表", programme=roster.programme.name, period=say_period(roster.period, words))
    book.set_properties({"created": _MADE, "title": title, "comments": words("内部资料 请勿外传")})
    sheet = book.add_worksheet(words("审定表"))
    looks = _looks(book)
    sheet.write_string(0, 0, title, looks["title"])
    says = words(
        "只填浅黄色的格：等级和计算的不一样，要写变动理由；破格的写依据。改好后保存，再运行 round decide 收回。内部资料，请勿外传。"
    )
    sheet.write_string(1, 0, says, looks["help"])
    heads, widths = _heads(folder, words)
    for at, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(_HEAD, at, head, looks["head"])
        sheet.set_column(at, at, width)
    ranked = sorted(
        considered,
        key=lambda one: (place_of(one.computed, roster.programme), -(one.total or Decimal(0)), one.row.order),
    )
    for number, one in enumerate(ranked, _FIRST):
        _write_body(sheet, number, one, folder, roster.programme, areas, looks, words)
    last = _FIRST + max(len(ranked), 1) - 1
    _write_choices(sheet, last, len(heads) - len(_ASKED), roster.programme, words)
    sheet.set_row(_HEAD, 44)
    sheet.autofilter(_HEAD, 0, last, len(heads) - 1)
    sheet.freeze_panes(_FIRST, 2)
    sheet.protect(
        "", {"sort": True, "autofilter": True, "format_cells": True, "format_columns": True, "format_rows": True}
    )
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    about = book.add_worksheet(HIDDEN_SHEET)
    for at, (key, value) in enumerate(
        {"meeting": "1", "programme": roster.programme.id, "period": str(roster.period)}.items()
    ):
        about.write_row(at, 0, (key, value))
    about.very_hidden()
    book.close()
    return made.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cell: Mapping[str, object] = {
        "font_name": "宋体",
        "font_size": 11,
        "valign": "vcenter",
        "border": 1,
        "border_color": "#BFBFBF",
    }
    made: Mapping[str, Mapping[str, object]] = {
        "title": {"font_name": "黑体", "font_size": 16},
        "help": {"font_name": "宋体", "font_size": 11, "font_color": "#7F1D1D"},
        "head": {**cell, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2DCDB"},
        "plain": {**cell, "num_format": "@"},
        "number": {**cell, "align": "center"},
        "notable": {**cell, "num_format": "@", "bg_color": "#FCE4D6"},
        "asked": {**cell, "num_format": "@", "locked": False, "bg_color": "#FFFBE6", "text_wrap": True},
    }
    return {name: book.add_format(dict(values)) for name, values in made.items()}


def _heads(folder: RoundFolder, words: Words) -> tuple[list[str], list[int]]:
    groups = [words("{group}总分", group=group.name) for group in folder.round.groups]
    before = ["编号", "名称", "地区", "类型", "现等级", "申报星级", "推荐星级"]
    heads = [words(head) for head in before]
    heads += [
        *groups,
        words("总分"),
        words("超过界线"),
        words("距上一级"),
        words("计算等级"),
        words("计算的依据"),
        words("请注意"),
    ]
    widths = [12, 30, 12, 12, 9, 9, 9, *(9 for _ in groups), 9, 9, 9, 9, 40, 30, 10, 10, 24, 20, 10]
    return [*heads, *(words(head) for head in _ASKED)], widths


def _write_body(
    sheet: Worksheet,
    number: int,
    one: Considered,
    folder: RoundFolder,
    programme: Programme,
    areas: Mapping[OrganizationId, str],
    looks: Mapping[str, Format],
    words: Words,
) -> None:
    kind = programme.type(one.row.type)
    decision, reason = one.decision, one.decision.reason
    notes = "；".join(note.said(words) for note in notes_on(one, folder, programme))
    why = tell_why(one, programme, decision.level)
    said: list[str | Decimal | None] = [
        one.row.id,
        one.row.name,
        areas.get(one.row.id, ""),
        kind.name if kind else "",
        name_of(one.before, programme),
        name_of(decision.claimed, programme),
        name_of(decision.recommended, programme),
        *(total_of(one, group) for group in folder.round.groups),
        one.total,
        *margins_of(one, programme),
        name_of(one.computed, programme),
        why.said(words) if why else "",
        notes,
    ]
    for at, value in enumerate(said):
        if isinstance(value, Decimal):
            sheet.write_number(number, at, float(value), looks["number"])
        else:
            sheet.write_string(number, at, value or "", looks["notable" if value and value == notes else "plain"])
    exception = words(reason.exception.zh[0]) if reason and reason.exception else ""
    outcome = words(decision.outcome.zh[0]) if decision.outcome and decision.level is None else ""
    asked = (
        name_of(decision.level, programme),
        outcome,
        reason.text if reason else "",
        reason.basis if reason else "",
        exception,
    )
    for at, text in enumerate(asked, len(said)):
        sheet.write_string(number, at, text or "", looks["asked"])


def margins_of(one: Considered, programme: Programme) -> tuple[Decimal | None, Decimal | None]:
    """By how much a total lies above the nearest bound of a level, and how much is missing to the next one; None where there is no such bound."""
    total = one.total
    if total is None:
        return None, None
    bounds = [needs.total.at_least for _, needs in needs_for(programme, one.rubric) if needs.total]
    reached, missed = [bound for bound in bounds if bound <= total], [bound for bound in bounds if bound > total]
    return total - max(reached) if reached else None, min(missed) - total if missed else None


def name_of(level: LevelId | None, programme: Programme) -> str:
    """The name of a level; empty for none."""
    known = programme.level(level)
    return known.name if known else level or ""


def total_of(one: Considered, group: RoundGroup) -> Decimal | None:
    """The total that a group's own points come to; None where it did not score every item."""
    voice = next((voice for voice in one.voices if voice.group.id == group.id), None)
    return _total(one, voice) if voice and one.evaluation and one.rubric else None


def _total(one: Considered, voice: Voice) -> Decimal | None:
    assert one.evaluation is not None and one.rubric is not None
    points = [{"item": item, "points": points} for item, points in voice.row.scores]
    bonus = [{"item": item, "points": points} for item, points in voice.row.bonus]
    deductions = [{"item": item, "points": points} for item, points in voice.row.deductions]
    fields = {"period": one.evaluation.period, "scores": points, "bonus": bonus, "deductions": deductions}
    card = score_evaluation(type(one.evaluation).model_validate(fields, strict=False), one.rubric)
    return card.total if card else None


def notes_on(one: Considered, folder: RoundFolder, programme: Programme) -> Iterator[Phrase]:
    """What the meeting must look at: levels that differ, borders, groups that are missing or at odds, records that cannot be read."""
    if one.is_unread:
        yield phrase("资料里有错误，先改好才能算")
    elif one.rubric is None:
        yield phrase("不知道用哪个评分标准")
    elif one.joined.lacks(one.rubric):
        yield phrase("没有评分") if not one.joined.scores else phrase("有的内容没有评分")
    names = {group.id: group.name for group in folder.round.groups}
    if one.joined.silent and one.joined.scores:
        yield phrase("没有{groups}的分，权重给了其他组", groups="、".join(names[group] for group in one.joined.silent))
    if one.joined.split:
        yield phrase("各组对是否适用说法不一")
    if one.joined.is_veto_disputed:
        yield phrase("否决情形只有一部分组写了")
    if one.border:
        yield phrase("{level}名额边上总分相同", level=name_of(one.border.level, programme))
    if one.lowered:
        yield phrase("{level}名额已满", level=name_of(one.lowered[0].before, programme))
    if one.verdict and one.verdict.between:
        yield phrase("服务数据不是确数")
    recommended = one.decision.recommended
    if recommended and one.verdict and recommended != one.computed:
        yield phrase("推荐的和计算的不一样")
    if one.is_human and not one.decision.reason:
        yield phrase("人定的，没有写理由")


def _write_choices(sheet: Worksheet, last: int, start: int, programme: Programme, words: Words) -> None:
    choices = (
        [level.name for level in programme.known_levels],
        [words(one.zh[0]) for one in _OUTCOMES],
        None,
        None,
        [words(one.zh[0]) for one in ReasonKind],
    )
    for at, names in enumerate(choices, start):
        if names and len(",".join(names)) < 255:
            sheet.data_validation(_FIRST, at, last, at, {"validate": "list", "source": names, "error_type": "warning"})


# ── Read back ──


def is_meeting(book: Book) -> bool:
    """Whether a workbook is that of a meeting."""
    return any(len(row) > 1 and text_of(row[0]) == "meeting" for row in book.tabs.get(HIDDEN_SHEET, ()))


def read_meeting(
    book: Book, file: str, roster: Roster, words: Words
) -> tuple[tuple[Decided, ...], tuple[Complaint, ...]]:
    """What the meeting decided, body by body, and what has to be mended in the workbook."""
    decided: list[Decided] = []
    complaints: list[Complaint] = []
    for tab, cells in book.tabs.items():
        heads = next(
            ((at, row) for at, row in enumerate(cells[:30]) if _columns(row, words).keys() >= {"编号", "审定等级"}),
            None,
        )
        if tab == HIDDEN_SHEET or heads is None:
            continue
        at, columns = heads[0], _columns(heads[1], words)
        for number, row in enumerate(cells[at + 1 :], at + 2):
            texts = {name: text_of(row[place]) for name, place in columns.items() if place < len(row)}
            if not texts.get("编号"):
                continue
            spot = Spot(file, tab, number)
            try:
                decided.append(_read_row(texts, roster))
            except Wrong as fault:
                complaints.append(Complaint(spot, "", texts["编号"], fault.wrong, fault.mend))
    return tuple(decided), tuple(complaints)


def _columns(row: Sequence[object], words: Words) -> dict[str, int]:
    """The columns that are read back, by their Chinese heads."""
    wanted = {folded(words(head)): head for head in ("编号", *_ASKED)}
    return {wanted[head]: at for at, cell in enumerate(row) if (head := folded(text_of(cell))) in wanted}


def _read_row(texts: Mapping[str, str], roster: Roster) -> Decided:
    """One body's decision. May raise Wrong."""
    body = OrganizationId(texts["编号"])
    if body not in roster.by_id:
        raise Wrong(phrase("参评名单里没有这个编号"), phrase("请核对编号。"))
    level = read_cell(_LEVEL, texts["审定等级"], roster.programme) if texts.get("审定等级") else None
    outcome = _choice(Outcome, texts.get("评定结果", "")) if texts.get("评定结果") else None
    if level and outcome not in (None, Outcome.RATED):
        raise Wrong(phrase("写了等级，又写了评定结果"), phrase("有等级的，把评定结果清空。"))
    exception = _choice(ReasonKind, texts["破格"]) if texts.get("破格") else None
    text, basis = texts.get("变动理由") or None, texts.get("依据") or None
    reason = Reason(text=text, basis=basis, exception=exception) if text or basis or exception else None
    return Decided(body, LevelId(str(level)) if level else None, outcome, reason)


def _choice(choices: type[C], text: str) -> C:
    parsed = parse_choice(choices, text)
    if isinstance(parsed, Fault):
        known = "、".join(one.zh[0] for one in choices)
        raise Wrong(phrase("“{text}”不是规定的写法", text=text), phrase("可以写：{known}。", known=known))
    found = parsed.value if isinstance(parsed, Understood) else parsed
    assert isinstance(found, choices)
    return found


def decision_after(before: RoundDecision, said: Decided) -> RoundDecision:
    """A decision with what the meeting said; a row that was left as it was drafted changes nothing."""
    outcome = None if said.outcome is Outcome.RATED else said.outcome
    return before.model_copy(update={"level": said.level, "outcome": outcome, "reason": said.reason})
