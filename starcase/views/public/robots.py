"""What robots.txt says."""

from __future__ import annotations

from msgspec import Struct

from starcase.views import urls
from starcase.views.frame import canonical_address
from starcase.views.shared import Shared


class RobotsView(Struct, frozen=True):
    """`sitemap` is None where the site does not know its public address."""

    sitemap: str | None


def project_robots(shared: Shared, url: str) -> RobotsView:
    return RobotsView(canonical_address(shared, urls.SITEMAP))
