"""The pages of a programme's types."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.ids import TypeId
from starcase.model.output import Page
from starcase.model.row import Row
from starcase.pages.kind import PageKind
from starcase.pages.paging import stretch_bodies
from starcase.views import urls
from starcase.views.public.listing import project_type
from starcase.views.tally import gone_last


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for programme in catalogue.programmes.values():
        by_type: dict[TypeId | None, list[Row]] = {}
        for row in gone_last(catalogue.by_programme.get(programme.id, ())):
            by_type.setdefault(row.type, []).append(row)
        for kind in programme.types:
            first = urls.type_url(programme.id, kind.id)
            for url, stretch, rows in stretch_bodies(first, tuple(by_type.get(kind.id, ()))):
                yield Page(KIND.name, url, (programme.id, kind.id, stretch, rows))


KIND = PageKind("type", r"programmes/[^/]+/types/.+", plan, project_type, "pages/listing.html")
