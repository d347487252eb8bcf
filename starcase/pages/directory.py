"""The directory of all bodies, in pages, with the ways into it on its first page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.model.tally import Ways
from starcase.pages.kind import PageKind
from starcase.pages.need import find_needs
from starcase.pages.paging import is_long, split_pages, stretch_bodies
from starcase.views import urls
from starcase.views.areas import count_areas
from starcase.views.public.directory import project_directory
from starcase.views.sections import letter_of
from starcase.views.tally import tally_rows


def plan(catalogue: Catalogue) -> Iterator[Page]:
    starts = find_starts(catalogue)
    before = None
    for url, stretch, rows in stretch_bodies(urls.DIRECTORY, catalogue.rows):
        ways = find_ways(catalogue) if stretch.is_first else None
        yield Page(KIND.name, url, (stretch, rows, before, starts, ways))
        before = letter_of(rows[-1]) if starts else None


def find_starts(catalogue: Catalogue) -> tuple[tuple[str, int], ...]:
    """For each letter the page, from 1, on which it begins; in a long directory each has pages of its own."""
    starts: dict[str, int] = {}
    if is_long(catalogue.rows):
        return ()
    for number, rows in enumerate(split_pages(catalogue.rows), start=1):
        for row in rows:
            starts.setdefault(letter_of(row), number)
    return tuple(starts.items())


def find_ways(catalogue: Catalogue) -> Ways:
    """What the ways in by need, region, programme, type and level are made of."""
    return Ways(
        needs=tuple(need for need, _ in find_needs(catalogue)),
        areas=count_areas(catalogue.regions, catalogue.by_region),
        tally=tally_rows(catalogue.rows),
        programmes=tally_rows(chain.from_iterable(catalogue.by_programme.values())),
    )


KIND = PageKind("directory", r"organizations/(?:page/.+/)?index\.html", plan, project_directory, "pages/directory.html")
