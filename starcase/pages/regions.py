"""The tree of regions."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.areas import count_bodies
from starcase.views.public.regions import project_regions


def plan(catalogue: Catalogue) -> Iterator[Page]:
    if catalogue.regions.nodes:
        yield Page(KIND.name, urls.REGIONS, (count_bodies(catalogue.regions.nodes, catalogue.by_region),))


KIND = PageKind("regions", r"regions/index\.html", plan, project_regions, "pages/regions.html")
