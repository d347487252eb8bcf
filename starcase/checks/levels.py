"""Checks the level that a record gives against the level in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from starcase.model.ids import LevelId
from starcase.model.organization import Evaluation, Organization
from starcase.model.programme import Programme
from starcase.model.standing import State
from starcase.problems import DocumentId, Problem, Severity, Spot, problem, rule
from starcase.rating.events import Event, events_in
from starcase.rating.in_force import standing_on

LEVEL_NOT_IN_FORCE = rule(
    "level-not-in-force",
    says="等级写的是“{typed}”，按评定记录和变动记录应是“{actual}”。",
    mend="请把等级改成“{actual}”；记录不全的，补上最近的一次。",
    severity=Severity.WARNING,
)
LEVEL_EXPIRED = rule(
    "level-expired",
    says="等级写的是“{typed}”，而最近一次评定的有效期到 {until} 为止。",
    mend="请补上新的评定记录；还没有重新评定的，删去这一行。",
    severity=Severity.WARNING,
)
LEVEL_ENDED = rule(
    "level-ended",
    says="等级写的是“{typed}”，按评定记录和变动记录现在却没有等级。",
    mend="请删去这一行；记录不全的，补上最近的一次。",
    severity=Severity.WARNING,
)


def check_level_in_force(
    record: Organization, programme: Programme, document: DocumentId, as_of: date
) -> Iterator[Problem]:
    """Reports ``level-not-in-force``, ``level-expired`` and ``level-ended`` where the typed `level` is not the one in force.

    Not where there is nothing to compare it with, nor where the record holds an evaluation or decision of a day to come. Related is the
    latest evaluation or decision.
    Source: FORMAT.md section 4, In force.
    """
    events = events_in(record, programme)
    if record.level is None or not events or events[-1].day > as_of or not programme.known_levels:
        return
    standing = standing_on(record, programme, as_of)
    typed = level_name(record.level, programme)
    says = partial(problem, document=document, path=("level",), related=(_spot(events[-1], document),), typed=typed)
    if standing.state is State.EXPIRED:
        yield says(LEVEL_EXPIRED, until=standing.valid_until)
    elif standing.level is None:
        yield says(LEVEL_ENDED)
    elif standing.level != record.level:
        yield says(LEVEL_NOT_IN_FORCE, actual=level_name(standing.level, programme))


def _spot(event: Event, document: DocumentId) -> Spot:
    """Where an evaluation or decision is written."""
    return Spot(document, ("evaluations" if isinstance(event.what, Evaluation) else "decisions", event.number))


def level_name(level: LevelId, programme: Programme) -> str:
    """The name of a level; its id where the programme has no such level."""
    known = programme.level(level)
    return known.name if known else level
