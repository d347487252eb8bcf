"""Tells a writer's own mistake from its echo: what is wrong only because the file that would make it right cannot be read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from starcase.catalogue.quotas import QUOTA_EXCEEDED, QUOTA_OVERFULL, QUOTA_PASSED_OVER
from starcase.checks.verdicts import LEVEL_NOT_EARNED, LEVEL_NOT_IN_FIGURES
from starcase.problems import Problem
from starcase.read.evaluation import NO_RUBRIC
from starcase.read.names import NOTHING_TO_NAME, UNKNOWN_NAME, Role
from starcase.sources.discover import Sources

_OF_LEVELS = (LEVEL_NOT_EARNED, LEVEL_NOT_IN_FIGURES, QUOTA_EXCEEDED, QUOTA_PASSED_OVER, QUOTA_OVERFULL)


def ids_passed_over(misplaced: Iterable[Problem]) -> frozenset[str]:
    """The ids that files which are not read most likely have: who names one of them has made no second mistake."""
    names = (posixpath.basename(trouble.spot.document.file) for trouble in misplaced)
    return frozenset(name.partition(".")[0].lower() for name in names)


def without_echoes(problems: Iterable[Problem], unread: Iterable[Problem], sources: Sources) -> Iterator[Problem]:
    """What is wrong in records, without what follows only from a programme or the regions that could not be read whole.

    Those are names that are not known there, and levels that what is left of a programme does not support.
    """
    broken = {trouble.spot.document.file for trouble in unread if trouble.is_error}
    no_regions, no_programme = sources.regions in broken, not broken.isdisjoint(sources.programmes)
    for trouble in problems:
        names_region = ("role", Role.REGION.label) in trouble.values
        is_name = trouble.rule in (UNKNOWN_NAME, NOTHING_TO_NAME, NO_RUBRIC)
        is_echo = is_name and (no_regions if names_region else no_programme)
        if not is_echo and not (no_programme and trouble.rule in _OF_LEVELS):
            yield trouble
