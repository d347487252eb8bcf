"""Looks at the list of what may be published: each entry says why, and holds until a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starcase.model.config import Config
from starcase.problems import DocumentId, Problem, Severity, problem, rule

ALLOWANCE_WITHOUT_REASON = rule(
    "allowance-without-reason",
    says="允许公布的这一条没有写理由。",
    mend="请加上 reason（理由），写明谁同意、为什么公布。",
    severity=Severity.WARNING,
)
ALLOWANCE_EXPIRED = rule(
    "allowance-expired",
    says="允许公布的这一条到 {until} 为止，已经过期，不再算数。",
    mend="请核对还要不要公布：不要的，删去这一条；要的，改写 until（截止）。",
    severity=Severity.WARNING,
)


def check_allowances(config: Config, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports: allowance-without-reason, allowance-expired."""
    for at, one in enumerate(config.privacy.allow):
        if not one.reason:
            yield problem(ALLOWANCE_WITHOUT_REASON, document, ("privacy", "allow", at))
        if one.until and one.until < as_of:
            yield problem(ALLOWANCE_EXPIRED, document, ("privacy", "allow", at, "until"), until=one.until)
