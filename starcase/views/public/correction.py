"""Whom to tell of a mistake on a page."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.programme import Programme
from starcase.views import urls
from starcase.views.frame import Link, canonical_address
from starcase.views.portal import find_error_href
from starcase.views.public.contact import link_phone
from starcase.views.shared import Shared


class Correction(Struct, frozen=True):
    """Whom to tell of a mistake: the site's phone and address, or the page of the programme's authority."""

    text: str
    links: tuple[Link, ...]


def view_correction(programme: Programme | None, url: str, shared: Shared) -> Correction:
    """The site\'s own ways to report, else the authority of the programme, else the community."""
    words, contact = shared.words, shared.config.identity.contact
    find_error = find_error_href(shared.config, canonical_address(shared, url))
    online = Link(words("网上找错"), find_error) if find_error else None
    phone = link_phone(contact.phone)
    email = Link(contact.email, f"mailto:{contact.email}") if contact.email else None
    if links := tuple(link for link in (online, phone, email) if link):
        return Correction(words("请告诉我们哪一句不对："), links)
    if programme is None:
        return Correction(words("请向住地的社区或村反映。"), ())
    to_programme = Link(programme.name, urls.relative(url, urls.programme_url(programme.id)))
    return Correction(words("请向主管单位反映，单位名称见："), (to_programme,))
