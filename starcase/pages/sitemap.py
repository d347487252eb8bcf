"""The sitemap for search engines, where the site knows its public address; of a large site an index, and a sitemap of each section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.sitemap import project_sitemap

MOST_LISTED = 50_000
"""A sitemap lists no more addresses (https://www.sitemaps.org/protocol.html); its other limit is 50 MB, a thousand bytes for each."""


def plan(catalogue: Catalogue, planned: Iterable[str] = (), most: int = MOST_LISTED) -> Iterator[Page]:
    """The sitemaps of the pages that have been `planned`; they are the last to be planned, and without base_url there are none."""
    listed = sorted(url for url in planned if url.endswith("index.html"))
    if not catalogue.config.base_url or not listed:
        return
    if len(listed) <= most:
        yield Page(KIND.name, urls.SITEMAP, (tuple(listed),))
        return
    sections = dict(_cut_by_kind(listed, most))
    yield Page(INDEX_KIND.name, urls.SITEMAP, (tuple(sections),))
    yield from (Page(KIND.name, url, (some,)) for url, some in sections.items())


def _cut_by_kind(listed: list[str], most: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The address of each section's sitemap and what it lists; a new page changes only the section that it lies in."""
    kinds: dict[str, list[str]] = {}
    for url in listed:
        folders = url.split("/")[:-1]
        kinds.setdefault(folders[0] if len(folders) > 1 else "", []).append(url)
    for kind, some in kinds.items():
        begin = len(f"{kind}/") if kind else 0
        for end, section in _cut_by_letter(some, begin, most):
            yield urls.sitemap_url(kind, section[0][begin:end]), tuple(section)


def _cut_by_letter(listed: list[str], end: int, most: int) -> Iterator[tuple[int, list[str]]]:
    """Sorted addresses that are alike up to `end`, whole or cut by their next letter until no section is too long."""
    if len(listed) <= most:
        yield end, listed
        return
    for _, some in groupby(listed, key=itemgetter(end)):
        yield from _cut_by_letter(list(some), end + 1, most)


KIND = PageKind("sitemap", r"sitemap(?:-[^/]+)?\.xml", plan, project_sitemap, "pages/sitemap.xml")
INDEX_KIND = PageKind("sitemap-index", r"sitemap\.xml", plan, project_sitemap, "pages/sitemap-index.xml")
