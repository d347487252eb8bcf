"""A programme's own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starcase.model.catalogue import Catalogue
from starcase.model.ids import ProgrammeId
from starcase.model.output import Page
from starcase.model.programme import Programme, Rates
from starcase.model.row import Row, StoryRow
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.programme import project_programme
from starcase.views.rounds import rounds_of_programme
from starcase.views.tally import gone_last, sum_services, tally_rows

FIRST = 12
STORIES = 6
ROUNDS = 3

Told = tuple[StoryRow, tuple[Row, ...]]
"""A story with the bodies that it is about."""


def plan(catalogue: Catalogue) -> Iterator[Page]:
    stories = _first_stories(catalogue)
    for programme in catalogue.programmes.values():
        rows = gone_last(listed_bodies(catalogue, programme))
        told = tuple(stories.get(programme.id, ()))
        rounds = rounds_of_programme(catalogue, programme.id, ROUNDS)
        parts = (programme.id, tally_rows(rows), sum_services(rows), rows[:FIRST], told, rounds)
        yield Page(KIND.name, urls.programme_url(programme.id), parts)


def listed_bodies(catalogue: Catalogue, programme: Programme) -> tuple[Row, ...]:
    """The bodies of a programme in directory order; none where persons are rated."""
    return () if programme.rates is Rates.PERSONS else catalogue.by_programme.get(programme.id, ())


def _first_stories(catalogue: Catalogue) -> Mapping[ProgrammeId, list[Told]]:
    """The newest stories of each programme's bodies, at most STORIES."""
    stories: dict[ProgrammeId, list[Told]] = {}
    for story in catalogue.stories:
        bodies = tuple(catalogue.by_id[one] for one in story.organizations if one in catalogue.by_id)
        for programme in dict.fromkeys(row.programme for row in bodies if row.programme):
            told = stories.setdefault(programme, [])
            if len(told) < STORIES:
                told.append((story, bodies))
    return stories


KIND = PageKind("programme", r"programmes/[^/]+/index\.html", plan, project_programme, "pages/programme.html")
