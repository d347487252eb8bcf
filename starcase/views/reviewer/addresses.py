"""Where each reviewers' page lives in their site."""

from __future__ import annotations

from starcase.model.desk import Pile
from starcase.model.ids import OrganizationId, RegionId

HOME = "index.html"
DISTRICTS = "districts/index.html"
BODIES = "bodies/index.html"
QUOTAS = "quotas/index.html"
MOVES = "moves/index.html"
PUBLICITY = "publicity/index.html"
CLAIMS = "claims/index.html"
RUBRICS = "rubrics/index.html"
TRAIL = "trail/index.html"
ROBOTS = "robots.txt"
MARK = "internal.txt"
"""By this file a site for reviewers is known."""


def pile_url(pile: Pile) -> str:
    return f"checklist/{pile.value}/index.html"


def district_url(district: RegionId | None) -> str:
    """The page of a district; one for the bodies that lie nowhere (no id begins with `_`)."""
    return f"districts/{district or '_'}/index.html"


def body_url(body: OrganizationId) -> str:
    return f"bodies/{body}/index.html"


def workbook_url(page: str) -> str:
    """A page's list as a workbook, beside the page."""
    return page.removesuffix("index.html") + "list.xlsx"
