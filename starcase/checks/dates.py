"""Checks a record's dates against one another and against today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starcase.model.organization import Decision, Organization
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule
from starcase.rating.events import Event, list_events

FOUNDED_IN_FUTURE = rule(
    "founded-in-future",
    says="成立时间 {founded} 还没有到。",
    mend="请核对成立时间的年份。",
    severity=Severity.WARNING,  # which records are held back never depends on the day
)
NOT_YET_MADE = rule(
    "not-yet-made",
    says="{day} 还没有到，这一条从那一天起才算数。",
    mend="日期没有写错就不用改；写错了请改正。",
    severity=Severity.HINT,
)
MADE_BEFORE_FOUNDED = rule(
    "made-before-founded",
    says="这一条的日期 {day} 早于成立时间 {founded}。",
    mend="请核对这个日期和成立时间；由别的组织改组而来的，在 relations 里写 succeeds（前身）。",
)
VALID_UNTIL_TOO_EARLY = rule(
    "valid-until-too-early",
    says="有效期至 {until}，而没有写评定日期的评定从期次结束的次日 {day} 起才算数，一天也没有生效。",
    mend="请写上评定日期，或核对有效期。",
    severity=Severity.WARNING,
)


def check_founded(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``founded-in-future``."""
    if record.founded and record.founded.first_day > as_of:
        yield problem(FOUNDED_IN_FUTURE, document, ("founded",), founded=record.founded)


def check_coming(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``not-yet-made`` for evaluations and decisions of days to come."""
    for event in list_events(record):
        if event.day > as_of:
            yield problem(NOT_YET_MADE, document, _path_of_day(event), day=event.day)


def check_made(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``made-before-founded``; a body that succeeds another may show what that one was given."""
    succeeds = record.relations.succeeds if record.relations else ()
    if record.founded is None or succeeds:
        return
    for event in list_events(record):
        if event.day < record.founded.first_day:
            path = _path_of_day(event)
            yield problem(MADE_BEFORE_FOUNDED, document, path, day=event.day, founded=record.founded)


def check_valid_until(
    record: Organization, programme: Programme, document: DocumentId, as_of: date
) -> Iterator[Problem]:
    """Reports ``valid-until-too-early`` for an evaluation that does not say when it was decided."""
    for number, evaluation in enumerate(record.evaluations):
        until, day = evaluation.valid_until, evaluation.period.day_after
        if until and until < day and not evaluation.decided:
            path = ("evaluations", number, "valid_until")
            yield problem(VALID_UNTIL_TOO_EARLY, document, path, until=until, day=day)


def _path_of_day(event: Event) -> Path:
    """Where the day of an event is written; it follows from the period where an evaluation gives none."""
    if isinstance(event.what, Decision):
        return "decisions", event.number, "date"
    return "evaluations", event.number, "decided" if event.what.decided else "period"
