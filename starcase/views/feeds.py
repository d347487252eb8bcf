"""A feed: what is new, for readers that ask for it by themselves."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from starcase.clock import begin_of_day
from starcase.views.frame import canonical_address
from starcase.views.shared import Shared


class FeedLink(Struct, frozen=True):
    """Where a page says that there is a feed."""

    title: str
    href: str


class FeedEntry(Struct, frozen=True):
    """`id` never changes, whatever happens to the page at `href`; `term` and `category` are None where there are no kinds."""

    id: str
    title: str
    href: str
    updated: str
    term: str | None
    category: str | None
    summary: str


class FeedView(Struct, frozen=True):
    """An Atom feed (RFC 4287); `home` is the page that shows the same."""

    language: str
    title: str
    subtitle: str
    id: str
    home: str
    author: str
    updated: str
    entries: tuple[FeedEntry, ...]


def say_time(day: date, shared: Shared) -> str:
    """The beginning of the day, since nothing tells an hour."""
    return begin_of_day(day, shared.config.time_zone).isoformat()


def public_address(url: str, shared: Shared) -> str:
    """The public address of a page or file; without one there is no feed."""
    return canonical_address(shared, url) or url
