"""What can be searched: of each body and each story the words that its public pages show, and how high it ranks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId, StoryId, TypeId
from starcase.model.organization import Status
from starcase.model.programme import Programme
from starcase.model.row import Row, StoryRow
from starcase.model.same import Same
from starcase.model.standing import Standing, State
from starcase.views import urls
from starcase.views.parts import Card, make_card
from starcase.views.shared import Shared
from starcase.views.tally import is_gone

_LONGEST_LINE = 18
_HONOURED, _STARRED, _LEVELLED, _WITHOUT_LEVEL, _PAUSED, _GONE = range(6)

Rated = tuple[ProgrammeId, LevelId | None]
"""A programme, and the level in force in it."""


class SearchEntry(Struct, frozen=True):
    """A body as it can be found. `rated` are its programmes, its own first; `state` stands in place of a level or beside it.

    `order` tells how the name is read; `what` is one short line; `own` are the words of its record by which it is found besides its names and places. The lower `rank`, the earlier.
    """

    id: OrganizationId
    name: str
    order: str
    former: tuple[str, ...]
    regions: tuple[RegionId, ...]
    place: str
    rated: tuple[Rated, ...]
    type: TypeId | None
    state: str
    what: str
    phone: str
    own: tuple[str, ...]
    rank: tuple[int, int]


class SearchStory(Struct, frozen=True):
    """A story that no body leads to."""

    id: StoryId
    title: str
    what: str


def project_search_entry(shared: Shared, row: Row) -> SearchEntry:
    """A body that is held back has only its name and its places."""
    card = make_card(row, urls.HOME, shared)
    programme = shared.programmes.get(row.programme) if row.programme else None
    is_shown = not row.is_held_back
    return SearchEntry(
        id=row.id,
        name=_on_one_line(row.name),
        order=row.order,
        former=tuple(map(_on_one_line, row.former_names)),
        regions=row.regions,
        place=card.place,
        rated=tuple(_rated(row)),
        type=row.type,
        state=card.status or card.standing.state or "",
        what=_say_what(card) if is_shown else "",
        phone=row.phone if row.phone and is_shown and not is_gone(row) else "",
        own=tuple(filter(None, (row.summary, *row.offers, row.for_whom, *row.tags, card.type))) if is_shown else (),
        rank=_rank(row, programme),
    )


def project_search_story(story: StoryRow) -> SearchStory:
    """A story with its first words."""
    return SearchStory(story.id, _on_one_line(story.title), _cut(story.summary))


def _on_one_line(name: str) -> str:
    return " ".join(name.split())


def _rated(row: Row) -> Iterable[Rated]:
    if row.programme:
        yield row.programme, _level_shown(row.standing, row)
    for place in row.elsewhere:
        yield place.programme, _level_shown(place.standing, row)


def _level_shown(standing: Standing, row: Row) -> LevelId | None:
    return standing.level if standing.state is State.RATED and not is_gone(row) else None


def _say_what(card: Card) -> str:
    """What it offers, as much of it as a line holds; else how its summary begins."""
    line = ""
    for offer in card.offers:
        longer = f"{line}、{offer}" if line else offer
        if len(longer) > _LONGEST_LINE:
            break
        line = longer
    return line or _cut((card.offers or (card.summary or "",))[0])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1]}…"


def _rank(row: Row, programme: Programme | None) -> tuple[int, int]:
    if is_gone(row):
        return _GONE, 0
    if row.status is Status.PAUSED:
        return _PAUSED, 0
    if row.standing.state is not State.RATED or programme is None:
        return _WITHOUT_LEVEL, 0
    return _ranks_of(Same(programme)).get(row.standing.level, (_WITHOUT_LEVEL, 0))


@lru_cache(maxsize=128)
def _ranks_of(programme: Same[Programme]) -> Mapping[LevelId | None, tuple[int, int]]:
    """Honours stand before stars, these before other levels; stars of all programmes go together."""
    ranks: dict[LevelId | None, tuple[int, int]] = {}
    for height, level in enumerate(programme.value.known_levels):
        if level.honour:
            ranks[level.id] = _HONOURED, height
        elif level.stars:
            ranks[level.id] = _STARRED, -level.stars
        else:
            ranks[level.id] = _LEVELLED, height
    return ranks
