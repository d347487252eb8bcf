"""The list of notices, newest first, in pages; none where there are no notices."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.pages.paging import split_pages
from starcase.views import urls
from starcase.views.public.notice import project_notices


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """Pages of fifty notices each."""
    slices = split_pages(catalogue.notices) if catalogue.notices else ()
    for number, shown in enumerate(slices, start=1):
        yield Page(KIND.name, urls.numbered_url(urls.NOTICES, number), (shown, number, len(slices)))


KIND = PageKind("notices", r"notices/(?:page/\d+/)?index\.html", plan, project_notices, "pages/notices.html")
