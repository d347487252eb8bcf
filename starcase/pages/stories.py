"""The list of stories, newest first; none where there are no stories."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.pages.paging import stretch_stories
from starcase.pages.stories_feed import has_feed
from starcase.views import urls
from starcase.views.public.story import project_stories


def plan(catalogue: Catalogue) -> Iterator[Page]:
    if not catalogue.stories:
        return
    for url, stretch, shown in stretch_stories(urls.STORIES, catalogue.stories):
        bodies = tuple(
            tuple(catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id) for story in shown
        )
        yield Page(KIND.name, url, (shown, bodies, stretch, has_feed(catalogue)))


KIND = PageKind("stories", r"stories/(?:page/.+/)?index\.html", plan, project_stories, "pages/stories.html")
