"""The search page: a box, what it finds, and the ways that need no search."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.stretch import Stretch
from starcase.model.tally import Ways
from starcase.views.frame import Frame, frame_page
from starcase.views.public.directory import WaysView, view_initials, view_ways
from starcase.views.public.finder import Finder, view_finder
from starcase.views.sections import Index
from starcase.views.shared import Shared


class SearchView(Struct, frozen=True):
    """`ways` is None where nothing is listed, and then there are no letters either."""

    frame: Frame
    title: str
    finder: Finder
    ways: WaysView | None
    indexes: tuple[Index, ...]


def project_search(
    shared: Shared, url: str, stretch: Stretch, starts: tuple[tuple[str, int], ...], ways: Ways
) -> SearchView:
    """The page; `stretch` and `starts` are those of the directory's first page, whose letters it shows too."""
    words = shared.words
    frame = frame_page(shared, url, words("搜索"))
    view = view_ways(ways, url, shared)
    return SearchView(
        frame=frame,
        title=words("搜索"),
        finder=view_finder(url, frame),
        ways=view,
        indexes=view_initials(stretch, starts, url, words) if view else (),
    )
