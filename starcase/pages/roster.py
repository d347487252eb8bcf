"""Rosters to print, and the same in Word: of regions whose offices print them, and of the levels of programmes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from starcase.model.catalogue import Catalogue
from starcase.model.ids import LevelId, ProgrammeId, RegionId
from starcase.model.output import Family, Page
from starcase.model.row import Row
from starcase.pages.kind import WORD, PageKind, plan_families
from starcase.views import urls
from starcase.views.public.roster import (
    Part,
    has_roster,
    project_level_paper,
    project_level_roster,
    project_region_paper,
    project_region_roster,
)
from starcase.views.scheme import rates_bodies
from starcase.views.tally import group_of, is_gone

_MOST = 1_000
"""A roster is cut into documents of so many bodies, so that each can be opened and printed."""

Parts = Iterator[tuple[Part, tuple[Row, ...]]]


def plan_regions(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(regions(catalogue))


def plan_region_words(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(region_words(catalogue))


def plan_levels(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(levels(catalogue))


def plan_level_words(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(level_words(catalogue))


def regions(catalogue: Catalogue) -> Iterator[Family]:
    """The roster of each region."""
    return _regions(catalogue, REGION_KIND.name, in_word=False)


def region_words(catalogue: Catalogue) -> Iterator[Family]:
    """The same in Word."""
    return _regions(catalogue, REGION_WORD_KIND.name, in_word=True)


def levels(catalogue: Catalogue) -> Iterator[Family]:
    """The roster of each level."""
    return _levels(catalogue, LEVEL_KIND.name, in_word=False)


def level_words(catalogue: Catalogue) -> Iterator[Family]:
    """The same in Word."""
    return _levels(catalogue, LEVEL_WORD_KIND.name, in_word=True)


def _regions(catalogue: Catalogue, kind: str, *, in_word: bool) -> Iterator[Family]:
    plan = partial(_plan_region, kind, _order(catalogue), in_word)
    for node in catalogue.regions.nodes.values():
        if has_roster(node):
            yield Family(kind, plan, (node.id, catalogue.by_region.get(node.id, ())))


def _plan_region(
    kind: str, order: Mapping[RegionId, int], in_word: bool, region: RegionId, bodies: tuple[Row, ...]
) -> Iterator[Page]:
    for part, rows in _cut((row for row in bodies if not is_gone(row)), order):
        page = urls.region_roster_url(region, part.number)
        yield Page(kind, urls.word_url(page) if in_word else page, (region, part, rows))


def _levels(catalogue: Catalogue, kind: str, *, in_word: bool) -> Iterator[Family]:
    plan = partial(_plan_level, kind, _order(catalogue), in_word)
    for programme in filter(rates_bodies, catalogue.programmes.values()):
        by_level: dict[LevelId, list[Row]] = {}
        for row in catalogue.by_programme.get(programme.id, ()):
            group = group_of(row)
            if group.level is not None and not group.is_gone:
                by_level.setdefault(group.level, []).append(row)
        for level in programme.known_levels:
            yield Family(kind, plan, (programme.id, level.id, tuple(by_level.get(level.id, ()))))


def _plan_level(
    kind: str,
    order: Mapping[RegionId, int],
    in_word: bool,
    programme: ProgrammeId,
    level: LevelId,
    bodies: tuple[Row, ...],
) -> Iterator[Page]:
    for part, rows in _cut(bodies, order):
        page = urls.level_roster_url(programme, level, part.number)
        yield Page(kind, urls.word_url(page) if in_word else page, (programme, level, part, rows))


def _order(catalogue: Catalogue) -> Mapping[RegionId, int]:
    """Where each region stands in the tree, those below it after it."""
    return {region: place for place, region in enumerate(catalogue.regions.nodes)}


def _cut(rows: Iterable[Row], order: Mapping[RegionId, int]) -> Parts:
    """The bodies place by place, in documents that are not too long; none where there are no bodies."""
    placed = sorted(rows, key=lambda row: min((order[region] for region in row.regions if region in order), default=-1))
    count = -(-len(placed) // _MOST)
    for number in range(1, count + 1):
        start = (number - 1) * _MOST
        yield Part(number, count, start + 1, len(placed)), tuple(placed[start : start + _MOST])


REGION_KIND = PageKind(
    "region_roster",
    r"print/regions/.+/index\.html",
    plan_regions,
    project_region_roster,
    "pages/roster.html",
    families=regions,
)
REGION_WORD_KIND = PageKind(
    "region_roster_word",
    r"print/regions/.+/list\.docx",
    plan_region_words,
    project_region_paper,
    WORD,
    families=region_words,
)
LEVEL_KIND = PageKind(
    "level_roster",
    r"print/programmes/.+/index\.html",
    plan_levels,
    project_level_roster,
    "pages/roster.html",
    families=levels,
)
LEVEL_WORD_KIND = PageKind(
    "level_roster_word",
    r"print/programmes/.+/list\.docx",
    plan_level_words,
    project_level_paper,
    WORD,
    families=level_words,
)
