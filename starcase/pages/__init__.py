"""Page kinds, as a visible tuple, in the order in which a site is made: first what takes longest, beside which the others are planned."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Protocol

from msgspec.structs import replace

from starcase.model.catalogue import Catalogue
from starcase.model.edition import editions_of, in_edition
from starcase.model.output import Family, Page, Planned
from starcase.pages import (
    badge,
    changes,
    changes_feed,
    changes_files,
    changes_round,
    content_page,
    data_bodies,
    data_body,
    data_index,
    data_lists,
    directory,
    elder,
    home,
    how,
    how_programme,
    level,
    need,
    not_found,
    notice,
    notices,
    organization,
    plaque,
    programme,
    programme_list,
    programmes,
    publicity,
    redirect,
    region,
    regions,
    robots,
    roster,
    search,
    sitemap,
    statistics,
    stories,
    stories_feed,
    story,
    styleguide,
    type,
)
from starcase.pages.kind import Beside, PageKind

PAGES: tuple[PageKind, ...] = (
    data_bodies.SHEET_KIND,
    data_bodies.DATA_KIND,
    data_bodies.WORKBOOK_KIND,
    home.KIND,
    organization.KIND,
    data_body.KIND,
    organization.HELD_BACK_KIND,
    data_body.HELD_BACK_KIND,
    plaque.KIND,
    directory.KIND,
    need.KIND,
    regions.KIND,
    region.KIND,
    programmes.KIND,
    programme.KIND,
    programme_list.KIND,
    type.KIND,
    level.KIND,
    roster.REGION_KIND,
    roster.REGION_WORD_KIND,
    roster.LEVEL_KIND,
    roster.LEVEL_WORD_KIND,
    stories.KIND,
    stories_feed.KIND,
    story.KIND,
    notices.KIND,
    notice.KIND,
    publicity.KIND,
    statistics.KIND,
    changes.KIND,
    changes_round.KIND,
    changes_feed.KIND,
    changes_files.SHEET_KIND,
    changes_files.DATA_KIND,
    data_index.KIND,
    data_lists.REGIONS_KIND,
    data_lists.PROGRAMMES_KIND,
    data_lists.SCHEMA_KIND,
    data_lists.DICTIONARY_KIND,
    data_lists.DICTIONARY_SHEET_KIND,
    how.KIND,
    how_programme.KIND,
    badge.KIND,
    search.KIND,
    elder.HOME_KIND,
    elder.DIRECTORY_KIND,
    elder.NEED_KIND,
    content_page.KIND,
    redirect.KIND,
    styleguide.KIND,
    not_found.KIND,
    robots.KIND,
    sitemap.KIND,
    sitemap.INDEX_KIND,
)

_TRANSLATED = tuple(
    kind for kind in PAGES if kind.template.endswith(".html") and kind not in (redirect.KIND, not_found.KIND)
)
"""What each language beside the first has, too: the pages. Files, and what is addressed by servers and old links, stand once."""

_UNLISTED = frozenset(
    kind.name
    for kind in (
        redirect.KIND,
        plaque.KIND,
        roster.REGION_KIND,
        roster.LEVEL_KIND,
        elder.HOME_KIND,
        elder.DIRECTORY_KIND,
        elder.NEED_KIND,
        styleguide.KIND,
    )
)
"""Not for search engines: what only leads elsewhere, and what is on another page, too."""

_BESIDE: Mapping[str, tuple[PageKind, ...]] = {
    organization.KIND.name: (data_body.KIND, plaque.KIND),
    data_bodies.SHEET_KIND.name: (data_bodies.DATA_KIND, data_bodies.WORKBOOK_KIND),
}
"""Kinds that have pages beside those of another, made of the same parts: made one after the other, these are read once."""
_FOLLOWING = frozenset(kind.name for kinds in _BESIDE.values() for kind in kinds)


class Standing(Protocol):
    """What stands of the pages that were planned before."""

    def take(self, family: Family) -> Planned | None:
        """Takes over all pages of a family; None where they are not what they were."""
        ...

    def note(self, family: Family, planned: Planned) -> None:
        """That the pages of a family have been planned."""
        ...


def plan_pages(
    catalogue: Catalogue, most_listed: int = sitemap.MOST_LISTED, standing: Standing | None = None
) -> Iterator[Page]:
    """Every page of the site, one by one, but for those of families that stand; last the sitemaps, which list the others, so many in each at most."""
    listed: list[str] = []
    for family in list_families(catalogue):
        known = standing.take(family) if standing else None
        if known is None:
            known = yield from _plan_family(family)
            if standing:
                standing.note(family, known)
        listed += known.listed
    yield from sitemap.plan(catalogue, listed, most_listed)


def _plan_family(family: Family) -> Generator[Page, None, Planned]:
    """Its pages, and at the end where they stand."""
    listed: list[str] = []
    others: list[str] = []
    for planned in family.pages():
        page = replace(planned, edition=family.edition) if family.edition else planned
        (others if page.kind in _UNLISTED else listed).append(page.path)
        yield page
    return Planned(tuple(listed), tuple(others))


def list_families(catalogue: Catalogue) -> Iterator[Family]:
    """All that is planned together, in every language; but for the sitemaps."""
    yield from _families(PAGES, catalogue)
    for edition in editions_of(catalogue.config)[1:]:
        for family in _families(_TRANSLATED, in_edition(catalogue, edition)):
            yield replace(family, edition=edition.folder)


def _families(kinds: tuple[PageKind, ...], catalogue: Catalogue) -> Iterator[Family]:
    """The families of some kinds, with the pages beside theirs; all pages of a kind that has none together."""
    for kind in kinds:
        if kind.name in _FOLLOWING:
            continue
        besides = tuple(other.beside for other in _BESIDE.get(kind.name, ()) if other in kinds and other.beside)
        if kind.families is None:
            yield Family(kind.name, partial(_plan_with, besides, catalogue, partial(kind.plan, catalogue)))
        else:
            for family in kind.families(catalogue):
                yield replace(family, plan=partial(_plan_with, besides, catalogue, family.plan)) if besides else family


def _plan_with(
    besides: tuple[Beside, ...], catalogue: Catalogue, plan: Callable[..., Iterable[Page]], *parts: object
) -> Iterator[Page]:
    """The pages that are planned of some parts, each followed by those beside it."""
    for page in plan(*parts):
        yield page
        for beside in besides:
            yield from beside(catalogue, page)


def find_page(catalogue: Catalogue, url: str, most_listed: int = sitemap.MOST_LISTED) -> Page | None:
    """The page at an address, None where there is none; without planning the others where that can be spared."""
    if re.fullmatch(sitemap.KIND.address, url):
        return _first(plan_pages(catalogue, most_listed), url)
    for edition in editions_of(catalogue.config)[1:]:
        if url.startswith(f"{edition.folder}/"):
            inside = url.removeprefix(f"{edition.folder}/")
            translated = in_edition(catalogue, edition)
            page = _first(chain.from_iterable(kind.plan_at(translated, inside) for kind in _TRANSLATED), inside)
            return replace(page, edition=edition.folder) if page else None
    return _first(chain.from_iterable(kind.plan_at(catalogue, url) for kind in PAGES), url)


def _first(planned: Iterator[Page], url: str) -> Page | None:
    return next((page for page in planned if page.url == url), None)
