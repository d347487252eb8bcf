"""Plans a list that is too long for one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from starcase.model.output import Page
from starcase.model.row import Row
from starcase.views import urls
from starcase.views.parts import PAGE_SIZE

Listed = TypeVar("Listed")


def split_pages(rows: tuple[Listed, ...]) -> tuple[tuple[Listed, ...], ...]:
    """The rows of each page; an empty list has one empty page."""
    return tuple(rows[start : start + PAGE_SIZE] for start in range(0, len(rows) or 1, PAGE_SIZE))


def plan_numbered(kind: str, first: str, rows: tuple[Row, ...], *about: object) -> Iterator[Page]:
    """The pages of a list; the parts are those given, the page's number and the count of pages from 1, its rows."""
    slices = split_pages(rows)
    for number, some in enumerate(slices, start=1):
        yield Page(kind, urls.numbered_url(first, number), (*about, number, len(slices), some))
