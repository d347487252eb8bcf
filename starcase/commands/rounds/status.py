"""`round status`: how far each round has come, who is missing, and what is due next."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date

from starcase.commands.ending import WHOLE
from starcase.commands.rounds.desk import Seat, open_desk, take_seat
from starcase.language import Words, mark, say_day
from starcase.report import Line, print_lines
from starcase.reviewing.deciding import is_human
from starcase.reviewing.folders import read_rounds
from starcase.reviewing.ledger import Progress, coming_days, current_group, progress_of
from starcase.reviewing.publishing import notice_of
from starcase.reviewing.roster import unknown_bodies, unlisted_bodies
from starcase.views.parts import say_period

_MOST_NAMED = 10


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    with open_desk(typed, words) as desk:
        found, _ = read_rounds(desk.root, desk.settings, desk.bodies)
        named = [typed.words] if typed.words else [[one.programme, str(one.period)] for one in found]
        if not named:
            print(words("还没有开过批。开批用 round open 项目 期次。"))
        for words_of_one in named:
            print_lines(_lines(take_seat(desk, words_of_one)), sys.stdout)
    return WHOLE


def _lines(seat: Seat) -> Iterator[Line]:
    desk, folder, words = seat.desk, seat.folder, seat.desk.words
    stage = words(folder.round.status.label.title)
    says = mark("{programme} {period}：{stage}，参评 {n} {measure}，不参评 {out}")
    out, measure = len(folder.round.not_taking_part), seat.programme.measure_word
    yield (
        words(
            says,
            programme=seat.programme.name,
            period=say_period(folder.period, words),
            stage=stage,
            n=len(seat.roster.rows),
            measure=measure,
            out=out,
        ),
        "green",
    )
    for body in unknown_bodies(folder.round, desk.rows(seat.programme)):
        yield words("  round.yaml 里写的“{body}”不是这个项目的组织，请核对编号。", body=body), "yellow"
    if unlisted := unlisted_bodies(folder.round, desk.rows(seat.programme)):
        names = "、".join(row.name for row in unlisted[:_MOST_NAMED]) + ("……" if len(unlisted) > _MOST_NAMED else "")
        says = mark("  名单以外还有 {n} 个：{names}。要参评的，把编号加到 round.yaml 的 bodies 里。")
        yield words(says, n=len(unlisted), names=names), "yellow"
    for group in folder.round.groups:
        yield _group_line(progress_of(folder, seat.roster, group), words), ""
    if folder.decisions:
        decided = sum(bool(one.level or one.outcome) for one in folder.decisions.decisions)
        human = sum(map(is_human, folder.decisions.decisions))
        yield words("  审定：已有结果 {n}，其中人定的 {human}", n=decided, human=human), ""
    if folder.objections:
        yield (
            words("  异议：{n} 件，没有答复的 {open} 件", n=len(folder.objections), open=len(folder.open_objections)),
            "",
        )
    notice = notice_of(desk.loaded.catalogue.notices, desk.loaded.catalogue.coming, folder)
    for what, when in list(coming_days(folder, desk.day, notice.closes if notice else None))[:1]:
        yield words("  下一个日子：{day}，{what}", day=say_day(when, words), what=words(what)), ""
    yield from reminder_lines(seat)


def _group_line(progress: Progress, words: Words) -> str:
    says = mark("  {group}：评分表收到 {received}/{sheets}，已评 {scored}/{bodies}，待改 {waiting} 行")
    return words(
        says,
        group=progress.group.name,
        received=len(progress.received),
        sheets=progress.sheets,
        scored=progress.scored,
        bodies=progress.bodies,
        waiting=progress.waiting,
    )


def reminder_lines(seat: Seat) -> Iterator[Line]:
    """A text to paste where people are reminded, of the group whose turn it is; nothing where all is in."""
    words = seat.desk.words
    progress = progress_of(seat.folder, seat.roster, current_group(seat.folder, seat.roster))
    if progress.is_complete:
        return
    yield words("催报（可以直接复制）："), "bold"
    yield reminder(seat, progress), ""


def reminder(seat: Seat, progress: Progress) -> str:
    """Who has not sent a sheet back, whose rows wait, and until when."""
    words, group = seat.desk.words, progress.group
    day = say_day(seat.desk.day, words)
    says = mark("【{programme}】{period}：截至{day}，{group}评分表已收到 {n} 份，共 {sheets} 份。")
    parts = [
        words(
            says,
            programme=seat.programme.name,
            period=say_period(seat.folder.period, words),
            day=day,
            group=group.name,
            n=len(progress.received),
            sheets=progress.sheets,
        )
    ]
    if progress.missing:
        names = words("、").join(area.name for area in progress.missing)
        parts.append(words("还没有交的：{names}。", names=names))
    waiting = [
        words("{name}（{n} 行）", name=area.name, n=entry.waiting) for area, entry in progress.received if entry.waiting
    ]
    if waiting:
        parts.append(words("要改后再交的：{names}。", names=words("、").join(waiting)))
    parts.append(_until(group.until, seat.desk.day, words))
    return "".join(parts)


def _until(last: date | None, day: date, words: Words) -> str:
    if last is None:
        return words("请尽快交来。")
    if last < day:
        return words("期限是{day}，已经过了，请马上交来。", day=say_day(last, words))
    return words("请在{day}前交来。", day=say_day(last, words))
