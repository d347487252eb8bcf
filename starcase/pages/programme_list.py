"""All bodies of a programme in pages, where its own page shows only the first."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.pages.paging import split_pages
from starcase.pages.programme import FIRST, listed_bodies
from starcase.views import urls
from starcase.views.public.listing import project_programme_list


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for programme in catalogue.programmes.values():
        rows = listed_bodies(catalogue, programme)
        slices = split_pages(rows) if len(rows) > FIRST else ()
        for number, some in enumerate(slices, start=1):
            url = urls.programme_list_url(programme.id, number)
            yield Page(KIND.name, url, (programme.id, number, len(slices), some))


KIND = PageKind("programme_list", plan, project_programme_list, "pages/listing.html")
