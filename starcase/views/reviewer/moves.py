"""Who rises and falls: in the current rounds, in what they have decided and not yet published, and between rounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from starcase.language import say_day
from starcase.model.desk import Decided, Line, Noted, RoundFacts
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.move import MoveKind
from starcase.model.organization import Outcome
from starcase.model.row import Row
from starcase.model.standing import State
from starcase.model.values import Period
from starcase.views import urls
from starcase.views.parts import say_period
from starcase.views.reviewer import addresses
from starcase.views.reviewer.desk import (
    SECRET,
    Cell,
    Column,
    DeskView,
    Kind,
    Section,
    Table,
    frame,
    link_workbook,
    make_workbook,
    number_cell,
    say_level,
    say_region,
)
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet


class Moved(Struct, frozen=True, array_like=True):
    """A body's move as reviewers read it; `now` is the word that the public sees."""

    id: OrganizationId
    name: str
    district: RegionId | None
    programme: ProgrammeId | None
    day: date
    period: Period | None
    what: str
    before: LevelId | None
    after: LevelId | None
    why: str
    now: str


class Proposed(Struct, frozen=True, array_like=True):
    """A decision of a round beside the level in force."""

    name: str
    district: RegionId | None
    before: LevelId | None
    decided: Decided


def moves_in(
    rows: Iterable[Row], lines: Mapping[OrganizationId, Line], rounds: Iterable[RoundFacts]
) -> tuple[Moved, ...]:
    """The moves of the current rounds, the newest first."""
    current = {(one.programme, one.period) for one in rounds}
    found = (
        Moved(
            row.id,
            row.name,
            lines[row.id].district,
            move.programme,
            move.day,
            move.period,
            move.kind.zh[0],
            move.from_level,
            move.to_level,
            "；".join(filter(None, (move.reason, move.basis))),
            row.standing.state.value,
        )
        for row in rows
        for move in row.moves
        if (move.programme, move.period) in current and move.kind is not MoveKind.ANOTHER_RUBRIC
    )
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.what, one.id)))


def decisions_between(notes: Mapping[OrganizationId, Noted], lines: Mapping[OrganizationId, Line]) -> tuple[Moved, ...]:
    """Every decision between rounds, the newest first."""
    found = (
        Moved(
            body,
            lines[body].name,
            lines[body].district,
            lines[body].programme,
            day,
            None,
            kind,
            before,
            after,
            basis or "",
            lines[body].state,
        )
        for body, noted in notes.items()
        for day, kind, before, after, basis in noted.decisions
    )
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.id)))


def proposals(
    decided: Iterable[Decided],
    rows: Mapping[OrganizationId, Row],
    lines: Mapping[OrganizationId, Line],
    rounds: Iterable[RoundFacts],
) -> tuple[Proposed, ...]:
    """What the current rounds have decided, in the order of the bodies' ids."""
    current = {(one.programme, one.period) for one in rounds if one.stage}
    found = (
        Proposed(
            rows[one.organization].name, lines[one.organization].district, rows[one.organization].standing.level, one
        )
        for one in decided
        if (one.programme, one.period) in current and one.organization in rows
    )
    return tuple(found)


# ── The page ──


def project_moves(
    shared: Shared, url: str, moves: tuple[Moved, ...], proposed: tuple[Proposed, ...], between: tuple[Moved, ...]
) -> DeskView:
    """Promotions and demotions; decisions between rounds with their basis, beside what the public sees now."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("升降星")),
        secret=words(SECRET),
        heading=words("升降星"),
        sections=(
            *(
                (Section("proposed", words("本轮审定结果对照"), _proposed_table(proposed, url, shared)),)
                if proposed
                else ()
            ),
            Section("moves", words("本轮已记入资料的变动"), _move_table(moves, url, shared)),
            Section("between", words("两轮之间的决定（摘牌、降星、暂停、恢复）"), _between_table(between, url, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def project_moves_sheet(
    shared: Shared, url: str, moves: tuple[Moved, ...], proposed: tuple[Proposed, ...], between: tuple[Moved, ...]
) -> Sheet:
    if proposed:
        return make_workbook(_proposed_table(proposed, url, shared), shared.words("本轮审定结果对照"), shared)
    return make_workbook(_move_table(moves, url, shared), shared.words("升降星"), shared)


def _move_table(moves: tuple[Moved, ...], url: str, shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("区县"), Kind.CHOICE),
        Column(words("项目"), Kind.CHOICE),
        Column(words("期次")),
        Column(words("日期")),
        Column(words("变动"), Kind.CHOICE),
        Column(words("原等级"), Kind.CHOICE),
        Column(words("新等级"), Kind.CHOICE),
        Column(words("理由和依据"), Kind.PROSE),
    )
    rows = (
        (
            Cell(one.name, urls.relative(url, addresses.body_url(one.id))),
            Cell(say_region(one.district, shared)),
            Cell(_programme(one.programme, shared)),
            Cell(say_period(one.period, words) if one.period else ""),
            Cell(say_day(one.day, words)),
            Cell(words(one.what), tone="look" if one.what == MoveKind.DEMOTED.zh[0] else ""),
            Cell(say_level(one.programme, one.before, shared)),
            Cell(say_level(one.programme, one.after, shared)),
            Cell(one.why),
        )
        for one in moves
    )
    return Table(columns, tuple(rows), words("这一轮还没有升降。"))


def _between_table(between: tuple[Moved, ...], url: str, shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("区县"), Kind.CHOICE),
        Column(words("日期")),
        Column(words("决定"), Kind.CHOICE),
        Column(words("原等级")),
        Column(words("新等级")),
        Column(words("依据"), Kind.PROSE),
        Column(words("公开显示"), Kind.CHOICE),
    )
    rows = (
        (
            Cell(one.name, urls.relative(url, addresses.body_url(one.id))),
            Cell(say_region(one.district, shared)),
            Cell(say_day(one.day, words)),
            Cell(words(one.what)),
            Cell(say_level(one.programme, one.before, shared)),
            Cell(say_level(one.programme, one.after, shared)),
            Cell(one.why or words("没有写依据"), tone="" if one.why else "must"),
            Cell(words(State(one.now).zh[0])),
        )
        for one in between
    )
    return Table(columns, tuple(rows), words("没有这样的决定。"))


def _proposed_table(proposed: tuple[Proposed, ...], url: str, shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("区县"), Kind.CHOICE),
        Column(words("总分"), Kind.NUMBER),
        Column(words("现行等级"), Kind.CHOICE),
        Column(words("申报等级"), Kind.CHOICE),
        Column(words("推荐等级"), Kind.CHOICE),
        Column(words("按分应得"), Kind.CHOICE),
        Column(words("审定等级"), Kind.CHOICE),
        Column(words("审定组"), Kind.CHOICE),
        Column(words("理由和依据"), Kind.PROSE),
    )
    return Table(columns, tuple(_proposed_row(one, url, shared) for one in proposed))


def _proposed_row(one: Proposed, url: str, shared: Shared) -> tuple[Cell, ...]:
    decided, words = one.decided, shared.words
    differs = decided.level != decided.computed and decided.total is not None
    levels = (one.before, decided.claimed, decided.recommended, decided.computed)
    given = say_level(decided.programme, decided.level, shared)
    return (
        Cell(one.name, urls.relative(url, addresses.body_url(decided.organization))),
        Cell(say_region(one.district, shared)),
        number_cell(decided.total),
        *(Cell(say_level(decided.programme, level, shared)) for level in levels),
        Cell(
            given or words(Outcome(decided.outcome).zh[0] if decided.outcome else ""),
            tone="must" if differs and not decided.reason else "look" if differs else "",
        ),
        Cell(decided.by),
        Cell(decided.reason or ""),
    )


def _programme(programme: ProgrammeId | None, shared: Shared) -> str:
    known = shared.programmes.get(programme) if programme else None
    return known.name if known else ""
