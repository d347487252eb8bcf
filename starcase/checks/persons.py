"""Checks that nothing about single persons is published where persons are rated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from starcase.model.organization import Organization
from starcase.model.programme import Programme, Rates
from starcase.problems import DocumentId, Path, Problem, problem, rule

PERSON_SHOWN = rule(
    "person-shown",
    says="“{programme}”评的是个人，只公布汇总的数，这一项不能公布。",
    mend="请删去这一项；人数写在 services（服务数据）或 facts（其他数据）里。",
)


def check_persons(record: Organization, programme: Programme, document: DocumentId, as_of: date) -> Iterator[Problem]:
    """Reports ``person-shown`` for a level, an evaluation, a decision or a leader's name in a programme that rates persons.

    Source: FORMAT.md section 3, `rates`.
    """
    if programme.rates is Rates.PERSONS:
        for path in _personal(record):
            yield problem(PERSON_SHOWN, document, path, programme=programme.name)


def _personal(record: Organization) -> Iterator[Path]:
    if record.level:
        yield ("level",)
    if any(evaluation.programme in (None, record.programme) for evaluation in record.evaluations):
        yield ("evaluations",)
    if record.decisions:
        yield ("decisions",)
    if record.people and record.people.leader and record.people.leader.name:
        yield "people", "leader", "name"
