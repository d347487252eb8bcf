"""Checks that the decisions between rounds follow from what was before them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from starcase.checks.levels import level_name
from starcase.model.organization import Decision, DecisionKind, Organization
from starcase.model.programme import Programme
from starcase.model.standing import State
from starcase.problems import DocumentId, Problem, Severity, problem, rule
from starcase.rating.in_force import standing_on

DECISION_LEVEL_UNUSED = rule(
    "decision-level-unused",
    says="{kind}之后没有等级，这里却写了新等级“{after}”。",
    mend="请删去新等级；等级只是降低的，类别写“降级”。",
    severity=Severity.WARNING,
)
DECISION_FROM_DIFFERS = rule(
    "decision-from-differs",
    says="原等级写的是“{before}”，按之前的记录是“{actual}”。",
    mend="请核对原等级和之前的评定记录、变动记录。",
    severity=Severity.WARNING,
)
RESUMED_WITHOUT_SUSPENSION = rule(
    "resumed-without-suspension",
    says="写的是恢复，之前的记录里却没有暂停，所以不起作用。",
    mend="请补上暂停的那一条，或者写明 to: 和恢复的等级。",
    severity=Severity.WARNING,
)

_ENDS = (DecisionKind.SUSPENDED, DecisionKind.WITHDRAWN)


def check_decisions(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``decision-level-unused``, ``decision-from-differs`` and ``resumed-without-suspension``.

    Each decision is compared with the standing on the day before it.
    """
    for number, decision in enumerate(record.decisions):
        standing = standing_on(record, programme, decision.date - timedelta(days=1))
        before, actual, after = decision.from_level, standing.level, decision.to_level
        if before and actual and before != actual:
            said, found = level_name(before, programme), level_name(actual, programme)
            yield problem(DECISION_FROM_DIFFERS, document, ("decisions", number, "from"), before=said, actual=found)
        if decision.kind in _ENDS and after:
            path, unused = ("decisions", number, "to"), level_name(after, programme)
            yield problem(DECISION_LEVEL_UNUSED, document, path, kind=decision.kind.label, after=unused)
        if _resumes_nothing(decision, standing.state):
            yield problem(RESUMED_WITHOUT_SUSPENSION, document, ("decisions", number))


def _resumes_nothing(decision: Decision, before: State) -> bool:
    return decision.kind is DecisionKind.RESUMED and decision.to_level is None and before is not State.SUSPENDED
