"""The badges that other sites may show."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.badges import find_badges
from starcase.views.public.badge import project_badge


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for programme, badges in find_badges(catalogue).items():
        for badge in badges:
            yield Page(KIND.name, urls.badge_url(programme, badge.level, badge.year), (programme, badge))


KIND = PageKind("badge", r"badges/[^/]+/[^/]+/[0-9]{4}\.svg", plan, project_badge, "pages/badge.xml")
