"""The sitemap for search engines, where the site knows its public address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.sitemap import project_sitemap


def plan(catalogue: Catalogue, planned: Iterable[str] = ()) -> Iterator[Page]:
    """The sitemap of the pages that have been `planned`; it is the last to be planned, and without base_url there is none."""
    listed = tuple(sorted(url for url in planned if url.endswith("index.html")))
    if catalogue.config.base_url and listed:
        yield Page(KIND.name, urls.SITEMAP, (listed,))


KIND = PageKind("sitemap", r"sitemap\.xml", plan, project_sitemap, "pages/sitemap.xml")
