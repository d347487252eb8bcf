"""Rosters to print, and the same in Word: of regions whose offices print them, and of the levels of programmes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from starcase.model.catalogue import Catalogue
from starcase.model.ids import LevelId, RegionId
from starcase.model.output import Page
from starcase.model.row import Row
from starcase.pages.kind import WORD, PageKind
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
    for region, part, rows in _regions(catalogue):
        yield Page(REGION_KIND.name, urls.region_roster_url(region, part.number), (region, part, rows))


def plan_region_words(catalogue: Catalogue) -> Iterator[Page]:
    for region, part, rows in _regions(catalogue):
        url = urls.word_url(urls.region_roster_url(region, part.number))
        yield Page(REGION_WORD_KIND.name, url, (region, part, rows))


def plan_levels(catalogue: Catalogue) -> Iterator[Page]:
    yield from _plan_levels(catalogue, LEVEL_KIND.name, in_word=False)


def plan_level_words(catalogue: Catalogue) -> Iterator[Page]:
    yield from _plan_levels(catalogue, LEVEL_WORD_KIND.name, in_word=True)


def _regions(catalogue: Catalogue) -> Iterator[tuple[RegionId, Part, tuple[Row, ...]]]:
    order = _order(catalogue)
    for node in catalogue.regions.nodes.values():
        rows = catalogue.by_region.get(node.id, ()) if has_roster(node) else ()
        for part, some in _cut((row for row in rows if not is_gone(row)), order):
            yield node.id, part, some


def _plan_levels(catalogue: Catalogue, kind: str, *, in_word: bool) -> Iterator[Page]:
    order = _order(catalogue)
    for programme in filter(rates_bodies, catalogue.programmes.values()):
        by_level: dict[LevelId, list[Row]] = {}
        for row in catalogue.by_programme.get(programme.id, ()):
            group = group_of(row)
            if group.level is not None and not group.is_gone:
                by_level.setdefault(group.level, []).append(row)
        for level in programme.known_levels:
            for part, rows in _cut(by_level.get(level.id, ()), order):
                page = urls.level_roster_url(programme.id, level.id, part.number)
                yield Page(kind, urls.word_url(page) if in_word else page, (programme.id, level.id, part, rows))


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
)
REGION_WORD_KIND = PageKind(
    "region_roster_word", r"print/regions/.+/list\.docx", plan_region_words, project_region_paper, WORD
)
LEVEL_KIND = PageKind(
    "level_roster",
    r"print/programmes/.+/index\.html",
    plan_levels,
    project_level_roster,
    "pages/roster.html",
)
LEVEL_WORD_KIND = PageKind(
    "level_roster_word", r"print/programmes/.+/list\.docx", plan_level_words, project_level_paper, WORD
)
