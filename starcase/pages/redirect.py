"""A page at an old address, which leads to the new one or says why it is gone; a body's certificate moves with its page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.ids import OrganizationId
from starcase.model.output import Page
from starcase.model.redirect import Redirect
from starcase.pages import organization, plaque
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.redirect import address_to_url, project_redirect


def plan(catalogue: Catalogue) -> Iterator[Page]:
    written = {address_to_url(redirect.from_address): redirect for redirect in catalogue.redirects}
    for url, redirect in {**_certificates(catalogue), **written}.items():
        yield Page(KIND.name, url, (redirect,))


def _certificates(catalogue: Catalogue) -> dict[str, Redirect]:
    """From where the certificates of renamed bodies were to where they are."""
    return {
        _certificate_of(old): Redirect(from_address=_certificate_of(old), to=page.url)
        for one in catalogue.redirects
        if (old := _body_at(one.from_address)) and (new := _body_at(one.to or ""))
        for page in plaque.plan_of(catalogue, new)
    }


def _body_at(address: str) -> str | None:
    found = re.fullmatch(organization.KIND.address, address_to_url(address))
    return found[1] if found else None


def _certificate_of(identifier: str) -> str:
    return urls.plaque_url(OrganizationId(identifier))


KIND = PageKind("redirect", r".+", plan, project_redirect, "pages/redirect.html")
