"""The site's own pages, one for each file of content/pages."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Kept, Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.content_page import project_content_page


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each of the site's own texts."""
    for page in catalogue.pages:
        yield Page(KIND.name, urls.page_url(page.id), (Kept(page.document, page.digest),))


KIND = PageKind("content-page", r"[^/]+/index\.html", plan, project_content_page, "pages/content-page.html")
