"""The pages of stories, one each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.media import NamedFile
from starcase.model.output import Family, Kept, Page
from starcase.model.row import Row, StoryRow
from starcase.pages.kind import PageKind, plan_families
from starcase.views import urls
from starcase.views.public.story import project_story


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each story of the catalogue."""
    return plan_families(families(catalogue))


def families(catalogue: Catalogue) -> Iterator[Family]:
    """Each story's page by itself."""
    return _families(catalogue.stories, catalogue)


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The page of one story."""
    return plan_families(_families((story for story in catalogue.stories if story.id == identifier), catalogue))


def _families(stories: Iterable[StoryRow], catalogue: Catalogue) -> Iterator[Family]:
    for story in stories:
        bodies = tuple([catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id])
        yield Family(KIND.name, _plan_story, (story, bodies, catalogue.files.get(story.document, ())))


def _plan_story(story: StoryRow, bodies: tuple[Row, ...], files: tuple[NamedFile, ...]) -> Iterator[Page]:
    yield Page(KIND.name, urls.story_url(story.id), (Kept(story.document, story.digest), story.draft, bodies, files))


KIND = PageKind(
    "story", r"stories/([^/]+)/index\.html", plan, project_story, "pages/story.html", plan_of, families=families
)
