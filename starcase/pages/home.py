"""The home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, islice

from starcase.model.catalogue import Catalogue
from starcase.model.notice import NoticeKind
from starcase.model.output import Page
from starcase.model.row import NoticeRow, Row
from starcase.pages import changes_feed, stories_feed
from starcase.pages.kind import PageKind
from starcase.pages.need import FEW, find_needs
from starcase.views import urls
from starcase.views.areas import count_areas
from starcase.views.public.home import project_home
from starcase.views.public.programmes import order_programmes
from starcase.views.tally import group_of, tally_rows

HONOURED = 12
STORIES = 3


def plan(catalogue: Catalogue) -> Iterator[Page]:
    needs = tuple(need for need, _ in find_needs(catalogue)[:FEW])
    areas = count_areas(catalogue.regions, catalogue.by_region)
    running = tuple(notice for notice in catalogue.notices if _takes_objections(notice, catalogue.as_of))
    honoured = tuple(islice(_find_honoured(catalogue), HONOURED))
    stories = tuple(
        (story, tuple(catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id))
        for story in catalogue.stories[:STORIES]
    )
    tally = tally_rows(chain.from_iterable(catalogue.by_programme.values()))
    yield Page(
        KIND.name,
        urls.HOME,
        (
            tally,
            needs,
            areas,
            running,
            honoured,
            stories,
            stories_feed.has_feed(catalogue),
            changes_feed.has_feed(catalogue),
        ),
    )


def _takes_objections(notice: NoticeRow, day: date) -> bool:
    """Whether a day lies in a notice's days for objections; not where the last one is not known."""
    if notice.kind is not NoticeKind.PUBLICITY or notice.opens is None or notice.closes is None:
        return False
    return notice.opens <= day <= notice.closes


def _find_honoured(catalogue: Catalogue) -> Iterator[Row]:
    """Bodies that exist and hold an honour, by programme, in directory order."""
    for programme in order_programmes(catalogue.programmes):
        honours = {level.id for level in programme.known_levels if level.honour}
        for row in catalogue.by_programme.get(programme.id, ()):
            group = group_of(row)
            if group.level in honours and not group.is_gone:
                yield row


KIND = PageKind("home", r"index\.html", plan, project_home, "pages/home.html")
