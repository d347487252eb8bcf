"""What is known of every document, column by column: the whole index of names of a small site, the facets of a large one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from starcase.folding import simplified
from starcase.model.ids import LevelId, ProgrammeId, TypeId
from starcase.model.programme import Level, Programme
from starcase.search.documents import Documents
from starcase.search.numbers import code_numbers
from starcase.search.places import Places, places_as_data
from starcase.search.spelling import learn_spelling, spell
from starcase.views.parts import draw_level
from starcase.views.public.search import Rated

_MOST_RUNS = 600
"""How many runs of characters of names get a sign of their own."""


class Kind(Struct, frozen=True):
    """A programme, by its number, with one of its levels."""

    programme: int
    id: LevelId
    label: str
    stars: int | None
    out_of: int
    honour: bool


class Kinds(Struct, frozen=True):
    """What documents are told apart by, numbered: programmes, their levels, their types."""

    kinds: tuple[Kind, ...]
    programmes: Mapping[ProgrammeId, int]
    levels: Mapping[Rated, int]
    types: Mapping[tuple[ProgrammeId, TypeId], int]


def list_kinds(documents: Documents) -> Kinds:
    """The levels and types of the programmes that have bodies."""
    listed = [(programme, level) for programme in documents.programmes for level in programme.known_levels]
    programmes = {programme.id: number for number, programme in enumerate(documents.programmes)}
    types = ((programme.id, kind.id) for programme in documents.programmes for kind in programme.types)
    return Kinds(
        kinds=tuple(_make_kind(programmes[programme.id], level, programme) for programme, level in listed),
        programmes=programmes,
        levels={(programme.id, level.id): number for number, (programme, level) in enumerate(listed)},
        types={one: number for number, one in enumerate(types)},
    )


def _make_kind(number: int, level: Level, programme: Programme) -> Kind:
    drawn = draw_level(level, programme)
    return Kind(number, level.id, drawn.word, drawn.stars, drawn.out_of, drawn.honour)


class Columns(Struct, frozen=True):
    """Of each document a number from 1 on, 0 for none. `also` are further places of a document; `elsewhere` are its other programmes,
    each with the kind of its level there, from 1 on.
    """

    place: tuple[int, ...]
    programme: tuple[int, ...]
    kind: tuple[int, ...]
    type: tuple[int, ...]
    also: tuple[tuple[int, int], ...]
    elsewhere: tuple[tuple[int, int, int], ...]


def make_columns(documents: Documents, places: Places, kinds: Kinds) -> Columns:
    """The columns by which documents are narrowed and sorted."""
    bodies, nothing = documents.bodies, (0,) * len(documents.stories)
    own = [body.rated[0] if body.rated else None for body in bodies]
    typed = [(body.rated[0][0], body.type) if body.rated and body.type else None for body in bodies]
    return Columns(
        place=(*(_from_one(places.first_of(body)) for body in bodies), *nothing),
        programme=(*(_from_one(kinds.programmes.get(rated[0]) if rated else None) for rated in own), *nothing),
        kind=(*(_from_one(kinds.levels.get(rated) if rated else None) for rated in own), *nothing),
        type=(*(_from_one(kinds.types.get(kind) if kind else None) for kind in typed), *nothing),
        also=tuple(_further_places(documents, places)),
        elsewhere=tuple(
            (number, kinds.programmes[rated[0]], _from_one(kinds.levels.get(rated)))
            for number, body in enumerate(bodies)
            for rated in body.rated[1:]
            if rated[0] in kinds.programmes
        ),
    )


def _from_one(number: int | None) -> int:
    return 0 if number is None else number + 1


def _further_places(documents: Documents, places: Places) -> Iterator[tuple[int, int]]:
    for number, body in enumerate(documents.bodies):
        known = [places.numbers[region] for region in body.regions if region in places.numbers]
        yield from ((number, place) for place in dict.fromkeys(known[1:]))


def columns_as_data(places: Places, columns: Columns) -> dict[str, object]:
    """What narrowing and sorting need."""
    return {
        "places": places_as_data(places),
        "place": code_numbers(columns.place),
        "programme": code_numbers(columns.programme),
        "kind": code_numbers(columns.kind),
        "type": code_numbers(columns.type),
        "also": columns.also,
        "elsewhere": columns.elsewhere,
    }


def core_as_data(documents: Documents, places: Places, columns: Columns) -> dict[str, object]:
    """All that a search by name needs besides, for a site that is small enough."""
    names = [*(places.shorten(body) for body in documents.bodies), *(story.title for story in documents.stories)]
    former = [(number, name) for number, body in enumerate(documents.bodies) for name in body.former]
    called = [*names, *(name for _, name in former)]
    spelling = learn_spelling(called, _MOST_RUNS)
    return {
        "signs": spelling.signs,
        "names": spell(called, spelling),
        "formerly": code_numbers([number for number, _ in former]),
        "state": _states_as_data(documents),
        **columns_as_data(places, columns),
        "variants": variants(set("".join((*documents.names, *places.names)))),
    }


def _states_as_data(documents: Documents) -> dict[str, object]:
    """What is shown in place of a level, or beside it: the labels, and of each body the number of its own, 0 for none."""
    states = [body.state for body in documents.bodies]
    labels = sorted({state for state in states if state})
    numbers = {"": 0, **{label: number for number, label in enumerate(labels, start=1)}}
    return {"labels": labels, "of": code_numbers([numbers[state] for state in states])}


def variants(characters: Iterable[str]) -> dict[str, str]:
    """The traditional ones of some characters and, in the same order, their simplified ones."""
    found = sorted(simplified().keys() & characters)
    return {"from": "".join(found), "to": "".join(simplified()[one] for one in found)}
