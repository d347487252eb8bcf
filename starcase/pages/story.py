"""The pages of stories, one each."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Kept, Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.story import project_story


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each story of the catalogue."""
    for story in catalogue.stories:
        bodies = tuple(catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id)
        files = catalogue.files.get(story.document, ())
        yield Page(KIND.name, urls.story_url(story.id), (Kept(story.document, story.digest), bodies, files))


KIND = PageKind("story", plan, project_story, "pages/story.html")
