"""What changed in one round, in pages; a long round in sections."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from starcase.language import words_for
from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.model.move import MoveKind
from starcase.model.output import Page
from starcase.model.programme import Programme
from starcase.model.stretch import OTHER, By, Step
from starcase.pages.kind import PageKind
from starcase.pages.paging import stretch_moves
from starcase.views import urls
from starcase.views.moves import name_kind
from starcase.views.public.changes import count_areas_of, project_round
from starcase.views.rounds import find_rounds


def plan(catalogue: Catalogue) -> Iterator[Page]:
    for one in find_rounds(catalogue):
        first, name = (
            urls.changes_url(one.programme, one.period),
            partial(_name, catalogue.programmes[one.programme], catalogue),
        )
        for url, stretch, moved in stretch_moves(first, one.moved, name):
            counts = count_areas_of(one.moved) if stretch.is_first else ()
            yield Page(KIND.name, url, (one.programme, one.period, counts, stretch, moved))


def _name(programme: Programme, catalogue: Catalogue, step: Step) -> Step:
    """A step with the names of its kinds of moves, or of its regions."""
    words = words_for(catalogue.config.language)
    if step.by is By.CHANGE:
        return replace(step, names=tuple(name_kind(MoveKind(one), programme, words) for one in step.sections))
    if step.by is By.AREA:
        other = words("地区没有写明")
        names = (other if one == OTHER else catalogue.regions[RegionId(one)].name for one in step.sections)
        return replace(step, names=tuple(names))
    return step


KIND = PageKind(
    "changes_round", r"changes/[^/]+/[^/]+/(?:page/.+/)?index\.html", plan, project_round, "pages/changes-round.html"
)
