"""The trail: who ticked, decided and answered what, on which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from starcase.language import mark, say_day
from starcase.model.desk import Desk, Event, Line
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId
from starcase.model.programme import Programme
from starcase.views import urls
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
    say_region,
)
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

_SHOWN = 2_000
_TICKED, _DECIDED, _BETWEEN, _ANSWERED = mark("核查"), mark("审定"), mark("两轮之间的决定"), mark("答复异议")


def list_events(desk: Desk) -> tuple[Event, ...]:
    """All that is written down with a day, the newest first."""
    lines = {line.id: line for line in desk.lines}
    found = (*_ticks(desk, lines), *_decisions(desk, lines), *_between(desk, lines), *_answers(desk, lines))
    return tuple(sorted(found, key=lambda one: (-one.day.toordinal(), one.organization, one.what)))


def _ticks(desk: Desk, lines: Mapping[OrganizationId, Line]) -> Iterator[Event]:
    for body, reviewed in desk.reviews.items():
        if body in lines:
            for tick in reviewed.review.checked:
                detail = "：".join(filter(None, (tick.result.zh[0], tick.remark)))
                yield _event(lines[body], tick.date, _TICKED, tick.by, detail)


def _decisions(desk: Desk, lines: Mapping[OrganizationId, Line]) -> Iterator[Event]:
    for one in desk.decided:
        if one.organization in lines:
            level = _name(one.programme, one.level, desk) or (one.outcome.zh[0] if one.outcome else "")
            detail = "；".join(filter(None, (f"{one.period} {level}", one.reason)))
            yield _event(lines[one.organization], one.decided, _DECIDED, one.by, detail)


def _between(desk: Desk, lines: Mapping[OrganizationId, Line]) -> Iterator[Event]:
    for body, noted in desk.notes.items():
        line = lines[body]
        for day, kind, before, after, basis in noted.decisions:
            levels = " → ".join(filter(None, (_name(line.programme, one, desk) for one in (before, after))))
            yield _event(line, day, _BETWEEN, "", "；".join(filter(None, (f"{kind} {levels}".strip(), basis))))


def _answers(desk: Desk, lines: Mapping[OrganizationId, Line]) -> Iterator[Event]:
    for one in desk.objections:
        line = lines.get(one.organization) if one.organization else None
        if line and one.answered:
            yield _event(line, one.answered, _ANSWERED, "", one.answer or "")


def _event(line: Line, day: date, what: str, by: str, detail: str) -> Event:
    return Event(day, what, line.id, line.name, line.district, by, detail)


def _name(programme: ProgrammeId | None, level: LevelId | None, desk: Desk) -> str:
    known: Programme | None = desk.catalogue.programmes.get(programme) if programme else None
    found = known.level(level) if known else None
    return found.name if found else ""


# ── The page ──


def project_trail(shared: Shared, url: str, events: tuple[Event, ...]) -> DeskView:
    """The newest events; the workbook holds all."""
    words = shared.words
    more = words("这里是最近的 {n} 条，全部 {all} 条在 Excel 里。", n=_SHOWN, all=len(events))
    return DeskView(
        frame=frame(shared, url, words("留痕")),
        secret=words(SECRET),
        heading=words("留痕：谁在哪天定了什么"),
        notes=(more,) if len(events) > _SHOWN else (),
        sections=(Section("trail", words("记录"), _table(events[:_SHOWN], url, shared)),),
        workbook=link_workbook(url, shared),
    )


def project_trail_sheet(shared: Shared, url: str, events: tuple[Event, ...]) -> Sheet:
    return make_workbook(_table(events, url, shared), shared.words("留痕"), shared)


def _table(events: tuple[Event, ...], url: str, shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("区县"), Kind.CHOICE),
        Column(words("日期")),
        Column(words("事项"), Kind.CHOICE),
        Column(words("谁"), Kind.CHOICE),
        Column(words("内容"), Kind.PROSE),
    )
    rows = (
        (
            Cell(one.name, urls.relative(url, addresses.body_url(one.organization))),
            Cell(say_region(one.district, shared)),
            Cell(say_day(one.day, words)),
            Cell(words(one.what)),
            Cell(one.by),
            Cell(one.detail),
        )
        for one in events
    )
    return Table(columns, tuple(rows), words("还没有记录。"))
