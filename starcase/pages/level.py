"""The pages of the levels that a programme gives bodies: those that exist and have the level in force."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.ids import LevelId, ProgrammeId
from starcase.model.output import Family, Page
from starcase.model.row import Row
from starcase.pages.kind import PageKind, plan_families
from starcase.pages.paging import stretch_bodies
from starcase.views import urls
from starcase.views.public.listing import project_level
from starcase.views.scheme import rates_bodies
from starcase.views.tally import group_of


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(families(catalogue))


def families(catalogue: Catalogue) -> Iterator[Family]:
    """The pages of each level."""
    for programme in filter(rates_bodies, catalogue.programmes.values()):
        by_level: dict[LevelId, list[Row]] = {}
        for row in catalogue.by_programme.get(programme.id, ()):
            group = group_of(row)
            if group.level is not None and not group.is_gone:
                by_level.setdefault(group.level, []).append(row)
        for level in programme.known_levels:
            yield Family(KIND.name, _plan_level, (programme.id, level.id, tuple(by_level.get(level.id, ()))))


def _plan_level(programme: ProgrammeId, level: LevelId, bodies: tuple[Row, ...]) -> Iterator[Page]:
    for url, stretch, rows in stretch_bodies(urls.level_url(programme, level), bodies):
        yield Page(KIND.name, url, (programme, level, stretch, rows))


KIND = PageKind("level", r"programmes/[^/]+/levels/.+", plan, project_level, "pages/listing.html", families=families)
