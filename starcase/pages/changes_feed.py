"""The feed of the latest moves, where the site knows its public address."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.changes_feed import project_changes_feed
from starcase.views.rounds import find_rounds, latest_moves

LATEST = 50


def plan(catalogue: Catalogue) -> Iterator[Page]:
    if has_feed(catalogue):
        yield Page(KIND.name, urls.CHANGES_FEED, (latest_moves(catalogue, LATEST),))


def has_feed(catalogue: Catalogue) -> bool:
    """Whether there is anything to subscribe to."""
    return bool(catalogue.config.base_url and find_rounds(catalogue))


KIND = PageKind("changes_feed", r"changes/feed\.xml", plan, project_changes_feed, "pages/feed.xml")
