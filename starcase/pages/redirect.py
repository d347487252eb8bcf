"""A page at an old address, which leads to the new one or says why it is gone."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views.public.redirect import address_to_url, project_redirect


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for redirect in catalogue.redirects:
        yield Page(KIND.name, address_to_url(redirect.from_address), (redirect,))


KIND = PageKind("redirect", r".+", plan, project_redirect, "pages/redirect.html")
