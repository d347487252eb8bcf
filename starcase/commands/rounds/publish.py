"""`round publish`: writes scores and levels into the organizations' records, all of them or none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from starcase.commands.ending import NOTHING_PUBLISHED, WHOLE
from starcase.commands.rounds.decide import Drafted, draft, is_up_to_date
from starcase.commands.rounds.desk import Seat, open_desk, placed, take_seat
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.editing.edits import edit_documents
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.wanted import REMOVE, Changes
from starcase.exchange.rounds.files import with_status
from starcase.language import Phrase, Words, mark, phrase, say_day
from starcase.model.rounds import Stage
from starcase.pool import Workers
from starcase.problems import Problem
from starcase.report import Line, Progress, print_lines, show_progress
from starcase.reviewing.folders import paths_of
from starcase.reviewing.publishing import (
    GONE,
    Entry,
    changes_of,
    check_texts,
    evaluation_of_absent,
    evaluation_to_publish,
    notice_id,
    notice_of,
)
from starcase.views.parts import say_period

_MOST_NAMED = 20


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status: 4 where something keeps the round from being published."""
    with open_desk(typed, words) as desk:
        seat = take_seat(desk, typed.words)
        if seat.folder.round.status is Stage.PUBLISHED:
            print(words("这一批已经公布过，没有改动。"))
            return WHOLE
        with show_progress(sys.stderr, words) as progress:
            progress.stage("levels")
            drafted = draft(seat)
            against = list(_what_stands_against(drafted))
            planned = _plan(drafted, progress) if not against else None
        if planned is None:
            return _refuse([(reason.said(words), "red") for reason in against], words)
        if planned.errors or planned.unwritable:
            return _refuse([*_what_is_wrong(planned, seat)], words)
        _write(seat, planned.texts)
        says = mark("已写入 {n} 份组织资料：{programme} {period}。请运行 build.py 生成网站，看过再发布。")
        print_lines(
            [
                (
                    words(
                        says,
                        n=planned.written,
                        programme=seat.programme.name,
                        period=say_period(seat.folder.period, words),
                    ),
                    "green",
                )
            ],
            sys.stdout,
        )
    return WHOLE


class _Planned(Struct, frozen=True, eq=False):
    """What would be written, for how many records, and why it cannot be."""

    texts: dict[str, bytes]
    written: int
    errors: tuple[Problem, ...]
    unwritable: tuple[str, ...]


def _plan(drafted: Drafted, progress: Progress) -> _Planned:
    """The texts of all records with their evaluations, read again as the build will read them."""
    seat, desk = drafted.seat, drafted.seat.desk
    entries = tuple(_entries(drafted))
    progress.stage("edit")
    texts, unwritable = _edited(seat, entries, progress)
    wanted = {entry.row.id: entry.evaluation for entry in entries}
    progress.stage("again")
    with Workers(desk.options.jobs) as workers:
        errors, differing = check_texts(
            texts, wanted, desk.loaded.catalogue, seat.programme, workers, lambda done: progress.step(done, len(wanted))
        )
    return _Planned(texts, len(entries), errors, (*unwritable, *map(desk.name_of, differing)))


def _what_is_wrong(planned: _Planned, seat: Seat) -> Iterator[Line]:
    """Mistakes by the names of the bodies: the records in which they would stand are not written."""
    texts, words = {file: content.decode() for file, content in planned.texts.items()}, seat.desk.words
    rows = {row.document: row for row in seat.desk.rows(seat.programme)}
    for problem in planned.errors:
        (told,) = placed(seat.desk, (problem,), texts)
        row = rows.get(problem.spot.document)
        yield f"{row.name if row else told.place.file}：{told.message}{told.mend}", "red"
    if planned.errors:
        file = paths_of(seat.folder.programme, seat.folder.period).decisions
        yield words("请在 {file} 里改 level，或者写上 reason；改好再运行一次。", file=file), ""
    for name in planned.unwritable:
        yield words("“{name}”的资料写法特别，不能自动写入。请照审定结果自己写。", name=name), "red"


def _refuse(lines: list[Line], words: Words) -> int:
    print_lines(lines, sys.stdout)
    print_lines([(words("没有公布，什么也没有改动。"), "red")], sys.stdout)
    return NOTHING_PUBLISHED


# ── Whether it may be published ──


def _what_stands_against(drafted: Drafted) -> Iterator[Phrase]:
    seat, folder = drafted.seat, drafted.folder
    if folder.decisions is None:
        yield phrase("还没有审定结果。请先运行 round decide。")
        return
    if not is_up_to_date(drafted):
        yield phrase("评分或者审定结果还有变动。请先运行 round decide，看过再公布。")
    unread = [one.row.name for one in drafted.considered if one.is_unread]
    if unread:
        yield phrase(
            "有 {n} 份组织资料有错误：{names}。请先运行 check，按它说的改好。", n=len(unread), names=_named(unread)
        )
    open_ones = [one for one in drafted.considered if not (one.decision.level or one.decision.outcome or one.is_unread)]
    if open_ones:
        names = _named([one.row.name for one in open_ones])
        mend = mark(
            "有 {n} 个组织还没有审定结果：{names}。请在 decisions.yaml 里写上 level 或 outcome；不参评的写进 round.yaml 的 not_taking_part。"
        )
        yield phrase(mend, n=len(open_ones), names=names)
    strays = [one.organization for one in folder.decisions.decisions if one.organization not in seat.roster.by_id]
    if strays:
        says = mark("decisions.yaml 里的 {names} 不在参评名单里。请核对编号，不要的删去。")
        yield phrase(says, names=_named([str(one) for one in strays]))
    if folder.open_objections:
        yield phrase("有 {n} 件异议还没有答复。请用 round objection 答复。", n=len(folder.open_objections))
    if seat.programme.publicity:
        yield from _publicity_stands_against(seat, drafted.decided)


def _publicity_stands_against(seat: Seat, decided: date) -> Iterator[Phrase]:
    catalogue = seat.desk.loaded.catalogue
    notice = notice_of(catalogue.notices, catalogue.coming, seat.folder)
    file = f"content/notices/{notice_id(seat.folder)}.md"
    if notice is None and not (seat.desk.root / file).exists():
        yield phrase("还没有公示。请先运行 round publicity。")
    elif notice is None:
        yield phrase("公示还是草稿：{file}。请核对后删去 draft 一行，公布它。", file=file)
    elif notice.closes is None:
        yield phrase("公示没有写截止日期：{file}。请写上 closes。", file=file)
    elif seat.desk.day <= notice.closes:
        yield phrase("公示到{day}为止，还没有结束。", day=say_day(notice.closes, seat.desk.words))
    elif decided <= notice.closes:
        yield phrase("评定日期还在公示期里。请用 round decide --decided 改成公示结束以后的一天。")


def _named(names: list[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("……" if len(names) > _MOST_NAMED else "")


# ── What is written ──


def _entries(drafted: Drafted) -> Iterator[Entry]:
    """Every record with the evaluation that it gets: of those that took part, and of those that did not."""
    seat, desk = drafted.seat, drafted.seat.desk
    for one in drafted.considered:
        body = desk.read_body(one.row)
        evaluation = evaluation_to_publish(one, one.decision, seat.roster, body, drafted.decided)
        yield Entry(one.row, body, evaluation)
    absent = {one.organization for one in seat.folder.round.not_taking_part}
    for row in desk.rows(seat.programme):
        if row.id in absent and not row.is_held_back:
            body = desk.read_body(row)
            yield Entry(row, body, evaluation_of_absent(seat.roster, body, drafted.decided))


def _edited(seat: Seat, entries: tuple[Entry, ...], progress: Progress) -> tuple[dict[str, bytes], list[str]]:
    """The files that change, with their new text; and the names of bodies whose file cannot be changed without touching anything else."""
    by_file: dict[str, dict[int, Changes]] = {}
    names: dict[str, list[str]] = {}
    for entry in entries:
        document = entry.row.document
        changes = changes_of(entry, seat.programme, seat.desk.day)
        if changes:
            found = {path: REMOVE if value is GONE else value for path, value in changes.items()}
            by_file.setdefault(document.file, {})[document.number] = found
            names.setdefault(document.file, []).append(entry.row.name)
    texts: dict[str, bytes] = {}
    unwritable: list[str] = []
    for done, (file, documents) in enumerate(by_file.items(), start=1):
        progress.step(done, len(by_file))
        before = (seat.desk.root / file).read_bytes().decode()
        try:
            texts[file] = edit_documents(before, documents).encode()
        except CannotEdit:
            unwritable += names[file]
    return texts, unwritable


def _write(seat: Seat, texts: Mapping[str, bytes]) -> None:
    """The records and the round's status, as one."""
    file = paths_of(seat.folder.programme, seat.folder.period).round
    round_text = (seat.desk.root / file).read_bytes().decode()
    writes: dict[Path, bytes | None] = {Path(name): content for name, content in texts.items()}
    apply_all(seat.desk.root, {**writes, Path(file): with_status(round_text, Stage.PUBLISHED).encode()})
