"""All bodies of a programme in pages, where its own page shows only the first."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.pages.paging import stretch_bodies
from starcase.pages.programme import FIRST, listed_bodies
from starcase.views import urls
from starcase.views.public.listing import project_programme_list


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for programme in catalogue.programmes.values():
        rows = listed_bodies(catalogue, programme)
        if len(rows) > FIRST:
            for url, stretch, some in stretch_bodies(urls.programme_list_url(programme.id), rows):
                yield Page(KIND.name, url, (programme.id, stretch, some))


KIND = PageKind("programme_list", r"programmes/[^/]+/page/.+", plan, project_programme_list, "pages/listing.html")
