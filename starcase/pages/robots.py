"""robots.txt: everything may be read, and where the sitemap is."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.robots import project_robots


def plan(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(KIND.name, urls.ROBOTS)


KIND = PageKind("robots", r"robots\.txt", plan, project_robots, "pages/robots.txt")
