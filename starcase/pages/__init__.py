"""Page kinds, as a visible tuple, in the order in which a site is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages import (
    changes,
    changes_feed,
    changes_files,
    changes_round,
    content_page,
    directory,
    home,
    how,
    how_programme,
    level,
    need,
    not_found,
    notice,
    notices,
    organization,
    programme,
    programme_list,
    programmes,
    redirect,
    region,
    regions,
    robots,
    sitemap,
    statistics,
    stories,
    story,
    type,
)
from starcase.pages.kind import PageKind

PAGES: tuple[PageKind, ...] = (
    home.KIND,
    organization.KIND,
    organization.HELD_BACK_KIND,
    directory.KIND,
    need.KIND,
    regions.KIND,
    region.KIND,
    programmes.KIND,
    programme.KIND,
    programme_list.KIND,
    type.KIND,
    level.KIND,
    stories.KIND,
    story.KIND,
    notices.KIND,
    notice.KIND,
    statistics.KIND,
    changes.KIND,
    changes_round.KIND,
    changes_feed.KIND,
    changes_files.SHEET_KIND,
    changes_files.DATA_KIND,
    how.KIND,
    how_programme.KIND,
    content_page.KIND,
    redirect.KIND,
    not_found.KIND,
    robots.KIND,
    sitemap.KIND,
    sitemap.INDEX_KIND,
)


def plan_pages(catalogue: Catalogue, most_listed: int = sitemap.MOST_LISTED) -> Iterator[Page]:
    """Every page of the site, one by one; last the sitemaps, which list the others, so many in each at most."""
    planned: list[str] = []
    for kind in PAGES:
        for page in kind.plan(catalogue):
            if kind is not redirect.KIND:
                planned.append(page.url)
            yield page
    yield from sitemap.plan(catalogue, planned, most_listed)


def find_page(catalogue: Catalogue, url: str, most_listed: int = sitemap.MOST_LISTED) -> Page | None:
    """The page at an address, None where there is none; without planning the others where that can be spared."""
    if re.fullmatch(sitemap.KIND.address, url):
        planned = plan_pages(catalogue, most_listed)
    else:
        planned = chain.from_iterable(kind.plan_at(catalogue, url) for kind in PAGES)
    return next((page for page in planned if page.url == url), None)
