"""Tells a writer's own mistake from its echo: a name that is unknown only because the file that defines it cannot be read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from starcase.problems import Problem
from starcase.read.evaluation import NO_RUBRIC
from starcase.read.names import NOTHING_TO_NAME, UNKNOWN_NAME, Role
from starcase.sources.discover import Sources


def ids_passed_over(misplaced: Iterable[Problem]) -> frozenset[str]:
    """The ids that files which are not read most likely have: who names one of them has made no second mistake."""
    names = (posixpath.basename(trouble.spot.document.file) for trouble in misplaced)
    return frozenset(name.partition(".")[0].lower() for name in names)


def without_echoes(problems: Iterable[Problem], unread: Iterable[Problem], sources: Sources) -> Iterator[Problem]:
    """What is wrong in records, without names that are unknown only because a programme or the regions could not be read whole."""
    broken = {trouble.spot.document.file for trouble in unread if trouble.is_error}
    no_regions, no_programme = sources.regions in broken, not broken.isdisjoint(sources.programmes)
    for trouble in problems:
        names_region = ("role", Role.REGION.label) in trouble.values
        is_name = trouble.rule in (UNKNOWN_NAME, NOTHING_TO_NAME, NO_RUBRIC)
        if not (is_name and (no_regions if names_region else no_programme)):
            yield trouble
