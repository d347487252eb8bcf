"""The pages of stories, one each."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Kept, Page
from starcase.model.row import StoryRow
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.story import project_story


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each story of the catalogue."""
    return (_plan_story(story, catalogue) for story in catalogue.stories)


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The page of one story."""
    return (_plan_story(story, catalogue) for story in catalogue.stories if story.id == identifier)


def _plan_story(story: StoryRow, catalogue: Catalogue) -> Page:
    bodies = tuple(catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id)
    files = catalogue.files.get(story.document, ())
    return Page(KIND.name, urls.story_url(story.id), (Kept(story.document, story.digest), story.draft, bodies, files))


KIND = PageKind("story", r"stories/([^/]+)/index\.html", plan, project_story, "pages/story.html", plan_of)
