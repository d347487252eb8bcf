"""The list of stories, newest first, in pages; none where there are no stories."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.pages.paging import split_pages
from starcase.views import urls
from starcase.views.public.story import project_stories


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """Pages of fifty stories each."""
    slices = split_pages(catalogue.stories) if catalogue.stories else ()
    for number, shown in enumerate(slices, start=1):
        bodies = tuple(
            tuple(catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id) for story in shown
        )
        yield Page(KIND.name, urls.numbered_url(urls.STORIES, number), (shown, bodies, number, len(slices)))


KIND = PageKind("stories", plan, project_stories, "pages/stories.html")
