"""Checks that enough of an evaluation was scored to draw a level from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starcase.model.organization import Organization, Outcome
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Problem, Severity, problem, rule
from starcase.rating.scorecard import is_mostly_n_a, rubric_for

MOSTLY_NOT_APPLICABLE = rule(
    "mostly-not-applicable",
    says="写了“不适用”的内容占到总分值的一半以上，得不出总分和等级。",
    mend="请补上得分；确实大半不适用的，这一次不评等级，评定结果写 not_rated（不予评定）。",
)


def check_scores(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``mostly-not-applicable``; a warning where no level was drawn from it, nothing where the outcome says that there is none.

    Source: FORMAT.md section 4, n/a.
    """
    for number, evaluation in enumerate(record.evaluations):
        if evaluation.programme not in (None, record.programme) or evaluation.outcome not in (None, Outcome.RATED):
            continue
        rubric = rubric_for(evaluation, record.type, programme)
        if rubric and is_mostly_n_a(evaluation, rubric):
            severity = Severity.ERROR if evaluation.level else Severity.WARNING
            yield problem(MOSTLY_NOT_APPLICABLE, document, ("evaluations", number, "scores"), severity=severity)
