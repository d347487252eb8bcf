"""`round collect`: takes in the sheets that came back, keeps the ledger, and writes errors back into marked copies."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from starcase.arguments import UsageMistake
from starcase.commands.ending import FOUND_ERRORS, WHOLE
from starcase.commands.rounds.desk import Desk, Seat, open_desk, placed
from starcase.commands.rounds.status import reminder_lines
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.rounds.books import Book, open_book
from starcase.exchange.rounds.collecting import Change, Collected, collect
from starcase.exchange.rounds.files import write_ledger
from starcase.exchange.rounds.returns import Asked, Recognized, Version, bodies_named, read_version, recognize
from starcase.exchange.tables.archives import UnreadableFile, find_sources, is_table, marked_name, read_source
from starcase.exchange.tables.given import Complaint, Source, Spot, say_complaint
from starcase.exchange.tables.marked import write_marked
from starcase.language import Words, mark, phrase
from starcase.model.rounds import Return, RoundFolder, Stage
from starcase.report import Line, print_lines
from starcase.reviewing.columns import columns_of, rubrics_of
from starcase.reviewing.folders import paths_of, read_rounds
from starcase.reviewing.roster import make_roster
from starcase.reviewing.scores import write_scores

MARKED = "需修改"
"""The folder of marked copies; it is passed over when a folder is collected."""
_MOST_CHANGES = 10
_MOST_CELLS = 4


class _Wanted(Struct, frozen=True):
    """What was typed that says more of the files: the version to take, and what they are where they do not say it."""

    chosen: str | None
    group: str | None
    region: str | None


class _Given(Struct, frozen=True):
    """What was made of all the files: versions of known sheets, and complaints about those of which nothing could be made."""

    versions: tuple[Version, ...]
    complaints: tuple[Complaint, ...]


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status: 1 where rows or files wait to be mended."""
    if not typed.words:
        raise UsageMistake("请写明收哪些文件，或者它们所在的文件夹。")
    with open_desk(typed, words) as desk:
        seats = _open_rounds(desk)
        sources, unfound = find_sources([Path(word) for word in typed.words])
        wanted = _Wanted(typed.choose, typed.group, typed.region)
        given = _read_all([one for one in sources if is_table(one) and not _is_marked(one)], seats, wanted, desk)
        collected = tuple(_collect_all(given.versions, wanted.chosen, desk, seats))
        apply_all(desk.root, _writes(collected, seats, words))
        complaints = (*unfound, *given.complaints)
        print_lines(_lines(collected, complaints, desk), sys.stdout)
        copies = _write_copies(collected, typed.to, words)
        if copies:
            folders = "、".join(dict.fromkeys(str(one.parent) for one in copies))
            print_lines(
                [
                    (
                        words("要改的地方标在 {n} 份副本里：{folders}。请退回修改。", n=len(copies), folders=folders),
                        "yellow",
                    )
                ],
                sys.stdout,
            )
        for seat in {one.asked.roster.period: seats[_key(one.asked)] for one in collected}.values():
            print_lines(reminder_lines(_again(desk, seat)), sys.stdout)
    waits = complaints or any(one.used and any(met.must for met in one.used.complaints) for one in collected)
    return FOUND_ERRORS if waits else WHOLE


def _is_marked(source: Source) -> bool:
    return MARKED in source.file.split("/")[:-1]


# ── Rounds and their sheets ──

_Key = tuple[str, str]


def _key(asked: Asked) -> _Key:
    return asked.roster.programme.id, str(asked.roster.period)


def _open_rounds(desk: Desk) -> dict[_Key, Seat]:
    """Every round that is not over."""
    found, problems = read_rounds(desk.root, desk.settings, desk.bodies)
    wrong = {
        one.spot.document.file.rpartition("/")[0]
        for one in problems
        if one.is_error and "/scores/" not in one.spot.document.file
    }
    if wrong:
        for one in placed(desk, problems, {}):
            print(f"{one.place.file}:{one.place.line}  {one.message}  {one.mend}", file=sys.stderr)
        raise UsageMistake("这一批的文件里有错误，请按上面说的改好，再来一次。")
    seats: dict[_Key, Seat] = {}
    for folder in found:
        if folder.round.status is not Stage.PUBLISHED:
            programme = desk.settings.programmes[folder.programme]
            roster = make_roster(programme, folder.period, folder.round, desk.rows(programme), desk.settings.regions)
            seats[folder.programme, str(folder.period)] = Seat(desk, programme, folder, roster)
    if not seats:
        raise UsageMistake("没有正在进行的评定。请先运行 round open 开批。")
    return seats


def _again(desk: Desk, seat: Seat) -> Seat:
    """The same round as it is now written."""
    found, _ = read_rounds(desk.root, desk.settings, desk.bodies)
    folder = next(one for one in found if (one.programme, one.period) == (seat.folder.programme, seat.folder.period))
    return Seat(desk, seat.programme, folder, seat.roster)


def _sheets_of(seats: Iterable[Seat]) -> tuple[Asked, ...]:
    return tuple(
        Asked(seat.roster, group, area)
        for seat in seats
        for group in seat.folder.round.groups
        for area in seat.roster.areas(group)
    )


# ── Reading ──


def _read_all(sources: Sequence[Source], seats: Mapping[_Key, Seat], wanted: _Wanted, desk: Desk) -> _Given:
    known = _sheets_of(seats.values())
    versions: list[Version] = []
    complaints: list[Complaint] = []
    for source in sources:
        read = _read_one(source, known, seats, wanted, desk)
        if isinstance(read, Complaint):
            complaints.append(read)
        else:
            versions.append(read)
    return _Given(tuple(versions), tuple(complaints))


def _read_one(
    source: Source, known: Sequence[Asked], seats: Mapping[_Key, Seat], wanted: _Wanted, desk: Desk
) -> Version | Complaint:
    try:
        content = read_source(source)
    except UnreadableFile as refusal:
        return refusal.complaint
    book = open_book(content, source, desk.settings.config.time_zone)
    if isinstance(book, Complaint):
        return book
    recognized = recognize(book, known, desk.words) or _told(book, known, seats, wanted)
    if recognized is None:
        mend = phrase("请在发下去的表里填写；表没有错的，收的时候用 --group 和 --region 写明是哪个组、哪个地方的。")
        return Complaint(Spot(source.file), "", "", phrase("认不出这是哪一张评分表"), mend)
    wanted_sheet = (recognized.programme, recognized.period, recognized.group, recognized.region)
    asked = next((one for one in known if (*_key(one), one.group.id, one.area.region) == wanted_sheet), None)
    if asked is None:
        mend = phrase("请核对是不是交错了文件。")
        said = " ".join(wanted_sheet)
        return Complaint(Spot(source.file), "", said, phrase("正在进行的评定里没有这一张评分表"), mend)
    return read_version(book, source, asked, desk.words, recognized.version)


def _told(book: Book, known: Sequence[Asked], seats: Mapping[_Key, Seat], wanted: _Wanted) -> Recognized | None:
    """Which sheet a workbook is that does not say it: by what was typed, and by the bodies that it names."""
    named = bodies_named(book)
    fitting = []
    for one in known:
        seat = seats[_key(one)]
        if wanted.group and one.group.id != seat.group(wanted.group).id:
            continue
        if wanted.region and one.area.region != seat.area(one.group, wanted.region).region:
            continue
        hits = sum(row.id in named or row.name in named for row in one.area.rows)
        fitting.append((hits, one))
    most = max((hits for hits, _ in fitting), default=0)
    best = [one for hits, one in fitting if hits == most and most]
    if len(best) != 1:
        return None
    roster = best[0].roster
    return Recognized(roster.programme.id, str(roster.period), best[0].group.id, best[0].area.region)


# ── Taking in ──


def _collect_all(
    versions: Sequence[Version], chosen: str | None, desk: Desk, seats: Mapping[_Key, Seat]
) -> Iterator[Collected]:
    by_sheet: dict[tuple[str, ...], list[Version]] = {}
    for one in versions:
        by_sheet.setdefault((*_key(one.asked), one.asked.group.id, one.asked.area.region), []).append(one)
    for together in by_sheet.values():
        asked = together[0].asked
        yield collect(seats[_key(asked)].folder, asked, together, chosen, desk.day)


def _writes(collected: Sequence[Collected], seats: Mapping[_Key, Seat], words: Words) -> dict[Path, bytes | None]:
    """Scores and ledgers as they are to stand; nothing for what stays."""
    writes: dict[Path, bytes | None] = {}
    by_round: dict[_Key, list[Collected]] = {}
    for one in collected:
        by_round.setdefault(_key(one.asked), []).append(one)
    for key, together in by_round.items():
        seat = seats[key]
        paths = paths_of(seat.programme.id, seat.folder.period)
        columns = columns_of(rubrics_of(seat.folder.round, seat.programme))
        for one in together:
            if one.used:
                file = paths.scores(one.asked.group.id, one.asked.area.region)
                writes[Path(file)] = write_scores(one.rows, columns)
        ledger = _joined_ledger(seat.folder, together)
        if ledger != seat.folder.ledger:
            writes[Path(paths.ledger)] = write_ledger(ledger, words).encode()
    return writes


def _joined_ledger(folder: RoundFolder, together: Sequence[Collected]) -> tuple[Return, ...]:
    touched = {(one.asked.group.id, one.asked.area.region) for one in together}
    others = (entry for entry in folder.ledger if (entry.group, entry.region) not in touched)
    order = {group.id: at for at, group in enumerate(folder.round.groups)}
    entries = (*others, *(entry for one in together for entry in one.ledger))
    return tuple(sorted(entries, key=lambda entry: (order.get(entry.group, len(order)), entry.region)))


def _write_copies(collected: Sequence[Collected], to: str | None, words: Words) -> list[Path]:
    """A marked copy of each version in use that has something to mend."""
    written = []
    for one in collected:
        if one.used and any(met.must for met in one.used.complaints):
            source = one.used.source
            folder = Path(to) if to else source.path.parent / MARKED
            target = folder / marked_name(source)
            folder.mkdir(parents=True, exist_ok=True)
            write_marked(source, one.used.complaints, target, words)
            written.append(target)
    return written


# ── Telling ──


def _lines(collected: Sequence[Collected], complaints: Sequence[Complaint], desk: Desk) -> Iterator[Line]:
    words = desk.words
    for complaint in complaints:
        yield say_complaint(complaint, words), "red"
    for one in collected:
        yield from _sheet_lines(one, words)


def _sheet_lines(one: Collected, words: Words) -> Iterator[Line]:
    called = words("{group} {region}", group=one.asked.group.name, region=one.asked.area.name)
    used = one.used
    if used is not None:
        says = mark("{called}：收下《{file}》（{saved}保存），{n} 行；没有填的 {blank} 行，要改的 {waiting} 行。")
        yield (
            words(
                says,
                called=called,
                file=used.source.name,
                saved=used.saved,
                n=len(used.rows),
                blank=len(used.blank),
                waiting=len(used.waiting),
            ),
            "yellow" if used.waiting else "green",
        )
        if one.replaced:
            yield (
                words(
                    "  它替换了《{file}》（{saved}保存），改了 {n} 行：",
                    file=one.replaced.file,
                    saved=one.replaced.saved or "",
                    n=len(one.changes),
                ),
                "",
            )
            yield from _change_lines(one.changes, words)
        if one.kept:
            yield words("  这一份里没有、或者要改的 {n} 行，仍用原来收下的。", n=len(one.kept)), ""
    elif not one.unused:
        yield words("{called}：以前收过，没有变化。", called=called), ""
    for other in one.unused:
        says = mark("  《{file}》（{saved}保存）没有用：有更新的一份。要用它的，加上 --choose {file}。")
        if used is not None and other.saved == used.saved:
            says = mark(
                "  《{file}》是同时保存的，内容不一样，看不出哪一份新，没有用。要用它的，加上 --choose {file}。"
            )
        yield words(says, file=other.source.name, saved=other.saved), "yellow"
    for complaint in used.complaints if used else ():
        yield "  " + say_complaint(complaint, words), "red" if complaint.must else ""


def _change_lines(changes: Sequence[Change], words: Words) -> Iterator[Line]:
    for change in changes[:_MOST_CHANGES]:
        cells = [
            words("{column} {before}→{after}", column=column.name, before=before or "—", after=after or "—")
            for column, before, after in change.cells[:_MOST_CELLS]
        ]
        more = "……" if len(change.cells) > _MOST_CELLS else ""
        yield f"    {change.row.name}：{'，'.join(cells)}{more}", ""
    if len(changes) > _MOST_CHANGES:
        yield words("    还有 {n} 行。", n=len(changes) - _MOST_CHANGES), ""
