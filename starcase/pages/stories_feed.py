"""The feed of new stories, where the site knows its public address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.model.row import StoryRow
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.stories_feed import project_stories_feed, told_on

LATEST = 30


def plan(catalogue: Catalogue) -> Iterator[Page]:
    if has_feed(catalogue):
        yield Page(KIND.name, urls.STORIES_FEED, (_latest(catalogue),))


def has_feed(catalogue: Catalogue) -> bool:
    """Whether there is anything to subscribe to."""
    return bool(catalogue.config.base_url and _latest(catalogue))


@lru_cache(maxsize=1)
def _latest(catalogue: Catalogue) -> tuple[StoryRow, ...]:
    """The newest stories by the day on which they were told; those without any day cannot be news."""
    told = [(day, story) for story in catalogue.stories if not story.draft and (day := told_on(story))]
    told.sort(key=lambda one: (one[0], one[1].id), reverse=True)
    return tuple(story for _, story in told[:LATEST])


KIND = PageKind("stories_feed", r"stories/feed\.xml", plan, project_stories_feed, "pages/feed.xml")
