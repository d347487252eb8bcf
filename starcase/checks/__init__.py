"""What is checked once it can be read: programmes, each record by itself, all records together, and what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

from starcase.checks.address import find_no_address
from starcase.checks.anatomy import Anatomy
from starcase.checks.articles import find_articles_of_the_future
from starcase.checks.ascent import check_ascent
from starcase.checks.bands import check_ranges
from starcase.checks.claims import check_claims
from starcase.checks.contrast import check_contrast
from starcase.checks.dates import check_coming, check_founded, check_made, check_valid_until
from starcase.checks.decisions import check_decisions
from starcase.checks.editions import find_taken_folders
from starcase.checks.levels import check_level_in_force
from starcase.checks.limits import check_limits
from starcase.checks.links import LinkAudit
from starcase.checks.minima import check_minima
from starcase.checks.namesakes import find_namesakes, find_shared_codes
from starcase.checks.paths import PathAudit
from starcase.checks.persons import check_persons
from starcase.checks.publicity import find_publicity
from starcase.checks.quotas import check_quota_tiers, check_quotas
from starcase.checks.reach import check_past_in_reach, check_periods_in_reach, check_points_in_reach
from starcase.checks.scores import check_scores
from starcase.checks.status import check_merger
from starcase.checks.verdicts import check_typed_level
from starcase.model.catalogue import Catalogue
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Problem
from starcase.settings import Settings
from starcase.sources.stylesheet import Sheet

Scheme = Callable[[Programme, DocumentId], Iterable[Problem]]
Setting = Callable[[Settings], Iterable[Problem]]
Style = Callable[[Sequence[Sheet]], Iterable[Problem]]
Check = Callable[[Organization, Programme, DocumentId, date], Iterable[Problem]]
Finding = Callable[[Catalogue], Iterable[Problem]]


class Audit(Protocol):
    """Sees the files of a made site one by one, keeps of each no more than it must, and says at the end what it found."""

    def see(self, file: Anatomy) -> None: ...

    def found(self) -> Iterable[Problem]: ...


SCHEMES: tuple[Scheme, ...] = (
    check_ranges,
    check_ascent,
    check_points_in_reach,
    check_past_in_reach,
    check_minima,
    check_quotas,
    check_limits,
    check_claims,
)
SETTINGS: tuple[Setting, ...] = (check_periods_in_reach, check_quota_tiers)
STYLES: tuple[Style, ...] = (check_contrast,)
CHECKS: tuple[Check, ...] = (
    check_founded,
    check_coming,
    check_made,
    check_valid_until,
    check_level_in_force,
    check_typed_level,
    check_decisions,
    check_scores,
    check_persons,
    check_merger,
)
FINDINGS: tuple[Finding, ...] = (
    find_no_address,
    find_taken_folders,
    find_namesakes,
    find_shared_codes,
    find_publicity,
    find_articles_of_the_future,
)
AUDITS: tuple[Callable[[], Audit], ...] = (LinkAudit, PathAudit)
