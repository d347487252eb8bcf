"""`round decide`: reckons the levels, drafts the decisions, takes back what the meeting decided, and writes its papers."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starcase.arguments import UsageMistake
from starcase.commands.ending import FOUND_ERRORS, WHOLE
from starcase.commands.rounds.desk import Seat, open_desk, take_seat, write_file
from starcase.exchange.editing.applying import apply_all
from starcase.exchange.rounds.books import open_book
from starcase.exchange.rounds.files import change_decisions, with_status, write_decisions
from starcase.exchange.rounds.meeting import (
    Decided,
    decision_after,
    is_meeting,
    name_of,
    notes_on,
    read_meeting,
    write_meeting,
)
from starcase.exchange.rounds.papers import Occasion, all_papers
from starcase.exchange.tables.archives import UnreadableFile, find_sources, is_table, read_source
from starcase.exchange.tables.given import Complaint, Spot, say_complaint
from starcase.language import Phrase, Words, mark, phrase
from starcase.model.ids import OrganizationId
from starcase.model.region import Tier
from starcase.model.rounds import RoundDecision, RoundDecisions, RoundFolder, RoundGroup, Stage
from starcase.render.word import write_word
from starcase.report import Line, print_lines, show_progress
from starcase.reviewing.deciding import Considered, consider, is_human
from starcase.reviewing.folders import paths_of

_MOST_NAMED = 10
_STAGES = tuple(Stage)


class Drafted(Struct, frozen=True, eq=False):
    """A round with its decisions as they stand after this draft."""

    seat: Seat
    folder: RoundFolder
    considered: tuple[Considered, ...]
    decided: date

    @property
    def decisions(self) -> dict[OrganizationId, RoundDecision]:
        return {one.row.id: one.decision for one in self.considered}


def run(typed: argparse.Namespace, words: Words) -> int:
    """The exit status: 1 where the meeting's workbook has something to mend."""
    named, files = _split(typed.words)
    with open_desk(typed, words) as desk:
        seat = take_seat(desk, named)
        if seat.folder.round.status is Stage.PUBLISHED:
            raise UsageMistake("这一批已经公布。要改的，请在组织资料的变动记录里写。")
        with show_progress(sys.stderr, words) as progress:
            progress.stage("levels")
            said, complaints = _read_meetings(files, seat)
            drafted = draft(seat, typed.decided, said)
            apply_all(desk.root, _writes(drafted, words))
            if typed.to:
                progress.stage("papers")
                _write_papers(drafted, Path(typed.to), words)
        for complaint in complaints:
            print_lines([(say_complaint(complaint, words), "red")], sys.stdout)
        print_lines(_lines(drafted, typed.to), sys.stdout)
    return FOUND_ERRORS if complaints else WHOLE


def _split(typed: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The round that is named, and the meeting's workbooks."""
    files = [
        word
        for word in typed
        if Path(word).suffix.lower() in (".xlsx", ".xls", ".ods", ".et", ".zip") or Path(word).is_dir()
    ]
    return [word for word in typed if word not in files], [Path(word) for word in files]


def _read_meetings(files: Sequence[Path], seat: Seat) -> tuple[Mapping[OrganizationId, Decided], tuple[Complaint, ...]]:
    sources, unfound = find_sources(files) if files else ((), ())
    said: dict[OrganizationId, Decided] = {}
    complaints = list(unfound)
    for source in filter(is_table, sources):
        try:
            book = open_book(read_source(source), source, seat.desk.settings.config.time_zone)
        except UnreadableFile as refusal:
            book = refusal.complaint
        if isinstance(book, Complaint):
            complaints.append(book)
        elif not is_meeting(book):
            mend = phrase("请交 round decide 写出的审定表；评分表用 round collect 收。")
            complaints.append(Complaint(Spot(source.file), "", "", phrase("这不是审定表"), mend))
        else:
            decided, wrong = read_meeting(book, source.file, seat.roster, seat.desk.words)
            said |= {one.organization: one for one in decided}
            complaints += wrong
    return said, tuple(complaints)


def draft(seat: Seat, decided: date | None = None, said: Mapping[OrganizationId, Decided] | None = None) -> Drafted:
    """The decisions of a round as its scores and its people have them now."""
    folder, desk = seat.folder, seat.desk
    before = folder.decisions or RoundDecisions(decided=decided or desk.day)
    known = {one.organization: one for one in before.decisions}
    for body, one in (said or {}).items():
        known[body] = decision_after(known.get(body) or RoundDecision(organization=body), one)
    day = decided or before.decided
    heard = replace(folder, decisions=RoundDecisions(decided=day, decisions=tuple(known.values())))
    considered = consider(heard, seat.roster, day, desk.read_body, desk.rows(seat.programme))
    return Drafted(seat, folder, considered, day)


def _writes(drafted: Drafted, words: Words) -> dict[Path, bytes | None]:
    folder, root = drafted.folder, drafted.seat.desk.root
    paths = paths_of(folder.programme, folder.period)
    writes: dict[Path, bytes | None] = {}
    after = _kept_of_others(folder, drafted.decisions)
    if folder.decisions is None:
        whole = RoundDecisions(decided=drafted.decided, decisions=tuple(after.values()))
        writes[Path(paths.decisions)] = write_decisions(whole, words).encode()
    else:
        text = (root / paths.decisions).read_bytes().decode()
        changed = change_decisions(text, folder.decisions, after, drafted.decided)
        if changed != text:
            writes[Path(paths.decisions)] = changed.encode()
    if _STAGES.index(folder.round.status) < _STAGES.index(Stage.DECIDING):
        text = (root / paths.round).read_bytes().decode()
        writes[Path(paths.round)] = with_status(text, Stage.DECIDING).encode()
    return writes


def _kept_of_others(
    folder: RoundFolder, drafted: Mapping[OrganizationId, RoundDecision]
) -> dict[OrganizationId, RoundDecision]:
    """The drafted decisions, and those of people on bodies that are not in the roster any more."""
    others = folder.decisions.decisions if folder.decisions else ()
    kept = {one.organization: one for one in others if one.organization not in drafted and is_human(one)}
    return {**drafted, **kept}


def areas_by_body(seat: Seat) -> dict[OrganizationId, str]:
    """The district of each body, by its name."""
    group = next((one for one in seat.folder.round.groups if one.tier is Tier.DISTRICT), seat.folder.round.groups[-1])
    by_district: RoundGroup = group.model_copy(update={"tier": Tier.DISTRICT})
    return {row.id: area.name for area in seat.roster.areas(by_district) for row in area.rows}


def _write_papers(drafted: Drafted, folder: Path, words: Words) -> None:
    seat = drafted.seat
    areas = areas_by_body(seat)
    begins = f"{seat.folder.period}-"
    book = write_meeting(seat.folder, seat.roster, drafted.considered, areas, words)
    write_file(folder / f"{begins}{words('审定表')}.xlsx", book)
    identity = seat.desk.settings.config.identity
    occasion = Occasion(seat.roster, areas, drafted.decided, words, identity.owner or seat.desk.settings.config.title)
    for name, paper in all_papers(occasion, drafted.considered).items():
        write_file(folder / f"{begins}{name}.docx", write_word(paper))


def _lines(drafted: Drafted, to: str | None) -> Iterator[Line]:
    seat, words, programme = drafted.seat, drafted.seat.desk.words, drafted.seat.programme
    counts = Counter(one.decision.level for one in drafted.considered)
    paths = paths_of(seat.folder.programme, seat.folder.period)
    yield words("审定结果已起草：{file}", file=paths.decisions), "green"
    for level in programme.known_levels:
        yield f"  {level.name}：{counts[level.id]}", ""
    yield words("  没有等级：{n}", n=counts[None]), ""
    human = sum(one.is_human for one in drafted.considered)
    yield words("  人定的（不会被起草覆盖）：{n}", n=human), ""
    noted: dict[str, list[Considered]] = {}
    for one in drafted.considered:
        for note in notes_on(one, seat.folder, programme):
            noted.setdefault(note.said(words), []).append(one)
    for says, some in noted.items():
        yield words("  {note}：{n} 个", note=says, n=len(some)), "yellow"
        for one in some[:_MOST_NAMED]:
            yield f"    {_side_by_side(one, seat).said(words)}", ""
        if len(some) > _MOST_NAMED:
            yield words("    还有 {n} 个，都在审定表里。", n=len(some) - _MOST_NAMED), ""
    if to:
        yield words("审定表、拟评定名单、升降星对照表、汇总表在：{folder}", folder=to), "green"
    else:
        yield words("要审定表和 Word 名单的，加上 --to 文件夹。"), ""


def _side_by_side(one: Considered, seat: Seat) -> Phrase:
    programme = seat.programme
    says = mark("{name}（{id}）：申报 {claimed}，推荐 {recommended}，计算 {computed}，审定 {level}")
    return phrase(
        says,
        name=one.row.name,
        id=one.row.id,
        claimed=name_of(one.decision.claimed, programme) or "—",
        recommended=name_of(one.decision.recommended, programme) or "—",
        computed=name_of(one.computed, programme) or "—",
        level=name_of(one.decision.level, programme) or "—",
    )


def is_up_to_date(drafted: Drafted) -> bool:
    """Whether decisions.yaml says what the scores and the people say now."""
    written = drafted.folder.decisions
    if written is None:
        return False
    known = {one.organization: one for one in written.decisions}
    return all(known.get(body) == one for body, one in drafted.decisions.items())
