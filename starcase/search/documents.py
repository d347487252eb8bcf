"""What is searched, in the order in which it is shown: bodies by their levels, then stories that no body leads to."""

from __future__ import annotations

from itertools import chain

from msgspec import Struct

from starcase.language import mark
from starcase.machine import MachineError
from starcase.model.catalogue import Catalogue
from starcase.model.programme import Programme
from starcase.model.row import Row
from starcase.problems import DocumentId
from starcase.views.public.programmes import order_programmes
from starcase.views.public.search import SearchEntry, SearchStory, project_search_entry, project_search_story
from starcase.views.shared import Shared

FOR_DOCUMENT = 20
MOST_DOCUMENTS = 1 << FOR_DOCUMENT
"""More would not go into the bits that a document has in the numbers that are sorted."""
_TOO_MANY = mark("组织和故事一共有 {n} 份，站内搜索最多能放下 {most} 份，所以没有生成网站。请把它们分成几个网站。")


class Documents(Struct, frozen=True):
    """Documents are numbered: bodies from 0 on, then stories. `told` are, for each, the stories whose words lead to it.

    `programmes` are those that have bodies.
    """

    bodies: tuple[SearchEntry, ...]
    stories: tuple[SearchStory, ...]
    told: tuple[tuple[DocumentId, ...], ...]
    programmes: tuple[Programme, ...]

    @property
    def count(self) -> int:
        return len(self.bodies) + len(self.stories)

    @property
    def names(self) -> tuple[str, ...]:
        return (*(body.name for body in self.bodies), *(story.title for story in self.stories))


def list_documents(catalogue: Catalogue, shared: Shared) -> Documents:
    """All that the public pages show, in order."""
    bodies = sorted((project_search_entry(shared, row) for row in catalogue.rows), key=lambda body: body.rank)
    apart = [
        story for story in catalogue.stories if not any(_leads(catalogue.by_id.get(one)) for one in story.organizations)
    ]
    told = (_stories_of(catalogue, body) for body in bodies)
    used = {programme for body in bodies for programme, _ in body.rated}
    if len(bodies) + len(apart) > MOST_DOCUMENTS:
        raise MachineError(_TOO_MANY, n=len(bodies) + len(apart), most=MOST_DOCUMENTS)
    return Documents(
        bodies=tuple(bodies),
        stories=tuple(map(project_search_story, apart)),
        told=tuple(chain(told, ((story.document,) for story in apart))),
        programmes=tuple(one for one in order_programmes(shared.programmes) if one.id in used),
    )


def _leads(row: Row | None) -> bool:
    return row is not None and not row.is_held_back


def _stories_of(catalogue: Catalogue, body: SearchEntry) -> tuple[DocumentId, ...]:
    """The stories of a body; none of one that is held back."""
    if not _leads(catalogue.by_id[body.id]):
        return ()
    return tuple(story.document for story in catalogue.stories_of.get(body.id, ()))
