"""The pages of a programme's types."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.ids import ProgrammeId, TypeId
from starcase.model.output import Family, Page
from starcase.model.row import Row
from starcase.pages.kind import PageKind, plan_families
from starcase.pages.paging import stretch_bodies
from starcase.views import urls
from starcase.views.public.listing import project_type
from starcase.views.tally import gone_last


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(families(catalogue))


def families(catalogue: Catalogue) -> Iterator[Family]:
    """The pages of each type."""
    for programme in catalogue.programmes.values():
        by_type: dict[TypeId | None, list[Row]] = {}
        for row in gone_last(catalogue.by_programme.get(programme.id, ())):
            by_type.setdefault(row.type, []).append(row)
        for kind in programme.types:
            yield Family(KIND.name, _plan_type, (programme.id, kind.id, tuple(by_type.get(kind.id, ()))))


def _plan_type(programme: ProgrammeId, kind: TypeId, bodies: tuple[Row, ...]) -> Iterator[Page]:
    for url, stretch, rows in stretch_bodies(urls.type_url(programme, kind), bodies):
        yield Page(KIND.name, url, (programme, kind, stretch, rows))


KIND = PageKind("type", r"programmes/[^/]+/types/.+", plan, project_type, "pages/listing.html", families=families)
