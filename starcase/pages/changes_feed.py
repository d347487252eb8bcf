"""The feed of the latest moves, where the site knows its public address."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.changes_feed import project_changes_feed
from starcase.views.rounds import latest_moves

LATEST = 50


def plan(catalogue: Catalogue) -> Iterator[Page]:
    latest = latest_moves(catalogue, LATEST) if catalogue.config.base_url else ()
    if latest:
        yield Page(KIND.name, urls.CHANGES_FEED, (latest,))


KIND = PageKind("changes_feed", r"changes/feed\.xml", plan, project_changes_feed, "pages/changes-feed.xml")
