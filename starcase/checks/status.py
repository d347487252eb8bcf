"""Checks that a body that was merged says into which other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starcase.model.organization import Organization, Status
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Problem, Severity, problem, rule

MERGED_INTO_NOTHING = rule(
    "merged-into-nothing",
    says="状态是“已并入”，却没有写并入了哪个组织。",
    mend="请在 relations（关系）里写 merged_into: 和那个组织的编号。",
    severity=Severity.WARNING,
)
MERGED_BUT_GOING_ON = rule(
    "merged-but-going-on",
    says="写了并入“{into}”，状态却不是“已并入”。",
    mend="请把状态写成 merged（已并入），或者删去 merged_into 一行。",
    severity=Severity.WARNING,
)


def check_merger(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``merged-into-nothing`` and ``merged-but-going-on``."""
    into = record.relations.merged_into if record.relations else None
    merged = record.status is Status.MERGED
    if merged and not into:
        yield problem(MERGED_INTO_NOTHING, document, ("status",))
    if into and not merged:
        yield problem(MERGED_BUT_GOING_ON, document, ("relations", "merged_into"), into=into)
