"""The search page."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.directory import find_starts, find_ways
from starcase.pages.kind import PageKind
from starcase.pages.paging import stretch_bodies
from starcase.views import urls
from starcase.views.public.search_page import project_search


def plan(catalogue: Catalogue) -> Iterator[Page]:
    _, stretch, _ = next(stretch_bodies(urls.DIRECTORY, catalogue.rows))
    yield Page(KIND.name, urls.SEARCH, (stretch, find_starts(catalogue), find_ways(catalogue)))


KIND = PageKind("search", r"search/index\.html", plan, project_search, "pages/search.html")
