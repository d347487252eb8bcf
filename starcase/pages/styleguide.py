"""The style guide, for whoever works on the look of the site; only where drafts are shown."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.styleguide import project_style_guide


def plan(catalogue: Catalogue) -> Iterator[Page]:
    if catalogue.shows_drafts:
        yield Page(KIND.name, urls.STYLEGUIDE)


KIND = PageKind("styleguide", r"styleguide/index\.html", plan, project_style_guide, "pages/styleguide.html")
