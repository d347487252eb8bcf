"""The list of rating schemes."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.how import project_how
from starcase.views.scheme import has_how


def plan(catalogue: Catalogue) -> Iterator[Page]:
    if any(has_how(programme) for programme in catalogue.programmes.values()):
        yield Page(KIND.name, urls.HOW)


KIND = PageKind("how", r"how/index\.html", plan, project_how, "pages/how.html")
