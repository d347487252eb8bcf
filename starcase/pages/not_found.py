"""The page that a server sends for an address that there is not."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.not_found import project_not_found


def plan(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(KIND.name, urls.NOT_FOUND)


KIND = PageKind("not_found", r"404\.html", plan, project_not_found, "pages/not-found.html")
