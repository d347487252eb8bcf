"""What search engines are told of a page as data (JSON-LD, schema.org): who a body is and how it is reached, and nothing that would be a claim of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup
from msgspec import json

from starcase.model.organization import Organization
from starcase.model.tally import GONE
from starcase.views.frame import canonical_address
from starcase.views.shared import Shared

_CONTEXT = "https://schema.org"
_UNSAFE = re.compile("[<>&\u2028\u2029]")
"""What could end a <script>, or a line of one."""


def describe_body(body: Organization, place: str, url: str, shared: Shared) -> Markup:
    """A body: name, places, what it does, its own telephone and address as they are published. Never a rating: that is not for us to vouch for.

    One that is no more has neither telephone nor address.
    """
    contact = body.contact if body.status not in GONE else None
    return _write(
        {
            "@type": "Organization",
            "name": body.name,
            "alternateName": list(body.former_names),
            "identifier": body.uscc,
            "url": canonical_address(shared, url),
            "description": body.summary,
            "foundingDate": str(body.founded) if body.founded else None,
            "areaServed": body.area,
            "location": {"@type": "Place", "name": place} if place else None,
            "knowsAbout": list(body.offers),
            "telephone": contact.phone if contact else None,
            "address": contact.address if contact else None,
        }
    )


def describe_site(shared: Shared, url: str) -> Markup:
    """The site, and who publishes it."""
    config = shared.config
    owner = config.identity.owner
    return _write(
        {
            "@type": "WebSite",
            "name": config.title,
            "description": config.subtitle,
            "inLanguage": config.language,
            "url": canonical_address(shared, url),
            "publisher": {"@type": "Organization", "name": owner} if owner else None,
        }
    )


def _write(facts: Mapping[str, object]) -> Markup:
    """The facts that are known, as text that may stand in a <script> as it is."""
    known = {"@context": _CONTEXT, **{name: fact for name, fact in facts.items() if fact not in (None, [])}}
    text = json.encode(known).decode()
    return Markup(_UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))
