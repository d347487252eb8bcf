"""`round objection`: lists the objections of a round, records one, or answers one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from starcase.arguments import UsageMistake
from starcase.commands.ending import WHOLE
from starcase.commands.rounds.desk import Seat, open_desk, take_seat
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.rounds.files import add_objection, answer_objection
from starcase.language import Words, say_day
from starcase.model.ids import OrganizationId
from starcase.model.rounds import Objection, Stage
from starcase.read.names import Role, known_id
from starcase.report import Line, print_lines
from starcase.reviewing.folders import paths_of


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status."""
    with open_desk(typed, words) as desk:
        seat = take_seat(desk, typed.words)
        if typed.text or typed.answer:
            if seat.folder.round.status is Stage.PUBLISHED:
                raise UsageMistake("这一批已经公布，不再收异议。")
            _change(seat, typed)
            seat = take_seat(desk, [seat.programme.id, str(seat.folder.period)])
        print_lines(_lines(seat), sys.stdout)
    return WHOLE


def _change(seat: Seat, typed: argparse.Namespace) -> None:
    file = Path(paths_of(seat.folder.programme, seat.folder.period).objections)
    place = seat.desk.root / file
    text = place.read_bytes().decode() if place.is_file() else ""
    changed = _answered(text, seat, typed) if typed.answer else _added(text, seat, typed)
    apply_all(seat.desk.root, {file: changed.encode()})


def _added(text: str, seat: Seat, typed: argparse.Namespace) -> str:
    body = None
    if typed.organization:
        body = known_id(seat.desk.bodies, Role.ORGANIZATION, typed.organization)
        if body is None:
            raise UsageMistake("没有“{word}”这个组织，请写它的编号。", word=typed.organization)
    known = seat.folder.objections
    objection = Objection(date=seat.desk.day, organization=OrganizationId(body) if body else None, text=typed.text)
    if objection in known:
        raise UsageMistake("同一天同样的异议已经记过了。")
    return add_objection(text, len(known), objection)


def _answered(text: str, seat: Seat, typed: argparse.Namespace) -> str:
    known = seat.folder.objections
    waiting = [at for at, one in enumerate(known, 1) if one.is_open]
    number = typed.number or (waiting[0] if len(waiting) == 1 else None)
    if number is None or number > len(known):
        raise UsageMistake("请用 --number 写明答复的是第几件。")
    answered = known[number - 1].model_copy(update={"answered": seat.desk.day, "answer": typed.answer})
    return answer_objection(text, number - 1, answered)


def _lines(seat: Seat) -> Iterator[Line]:
    desk, words = seat.desk, seat.desk.words
    if not seat.folder.objections:
        yield words("还没有异议。"), ""
    for number, one in enumerate(seat.folder.objections, 1):
        about = desk.name_of(one.organization) if one.organization else words("整份名单")
        yield (
            words(
                "{number}．{day} {about}：{text}",
                number=number,
                day=say_day(one.date, words),
                about=about,
                text=one.text,
            ),
            "",
        )
        if one.answer:
            answered = say_day(one.answered, words) if one.answered else ""
            yield words("    {day}答复：{answer}", day=answered, answer=one.answer), "green"
        else:
            yield words("    还没有答复；没有答复不能公布。"), "yellow"
