"""How one programme rates."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.badges import find_badges
from starcase.views.public.how_programme import project_how_programme
from starcase.views.scheme import has_how


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for programme in catalogue.programmes.values():
        if has_how(programme):
            badges = find_badges(catalogue).get(programme.id, ())
            yield Page(KIND.name, urls.how_url(programme.id), (programme.id, badges))


KIND = PageKind("how_programme", r"how/[^/]+/index\.html", plan, project_how_programme, "pages/how-programme.html")
