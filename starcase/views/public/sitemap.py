"""The addresses of pages, or of sitemaps, for search engines."""

from __future__ import annotations

from msgspec import Struct

from starcase.views.frame import canonical_address
from starcase.views.shared import Shared


class SitemapView(Struct, frozen=True):
    addresses: tuple[str, ...]


def project_sitemap(shared: Shared, url: str, listed: tuple[str, ...]) -> SitemapView:
    """Full addresses of what stands at the listed urls."""
    addresses = (canonical_address(shared, each) for each in listed)
    return SitemapView(tuple(address for address in addresses if address))
