"""What is checked once a record can be read: each record by itself, all records together, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from starcase.checks.address import find_no_address
from starcase.checks.dates import check_coming, check_founded, check_made, check_valid_until
from starcase.checks.decisions import check_decisions
from starcase.checks.levels import check_level_in_force
from starcase.checks.links import audit_links
from starcase.checks.namesakes import find_namesakes, find_shared_codes
from starcase.checks.paths import audit_paths
from starcase.checks.persons import check_persons
from starcase.checks.scores import check_scores
from starcase.checks.status import check_merger
from starcase.model.catalogue import Catalogue
from starcase.model.organization import Organization
from starcase.model.output import Output
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Problem

Check = Callable[[Organization, Programme, DocumentId, date], Iterable[Problem]]
Finding = Callable[[Catalogue], Iterable[Problem]]
Audit = Callable[[Iterable[Output]], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    check_founded,
    check_coming,
    check_made,
    check_valid_until,
    check_level_in_force,
    check_decisions,
    check_scores,
    check_persons,
    check_merger,
)
FINDINGS: tuple[Finding, ...] = (find_no_address, find_namesakes, find_shared_codes)
AUDITS: tuple[Audit, ...] = (audit_links, audit_paths)
