"""Which needs and rules hold for an evaluation, and how the levels of a programme stand to one another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from starcase.model.ids import LevelId
from starcase.model.programme import Level, Programme
from starcase.model.rubric import Needs, Rubric, Rules
from starcase.model.same import Same

LevelsAndNeeds = tuple[tuple[Level, Needs], ...]

_NO_RULES = Rules()
_NO_NEEDS = Needs()


def rules_for(programme: Programme, rubric: Rubric | None) -> Rules:
    """The rubric's own rules where it has any, else the programme's."""
    return (rubric.rules if rubric else None) or programme.rules or _NO_RULES


def needs_for(programme: Programme, rubric: Rubric | None) -> LevelsAndNeeds:
    """The levels that are computed, best first, with what each asks for; empty where none asks for anything.

    A rubric's needs stand in place of the programme's for the levels that it names. A level without needs below all that have some
    asks for nothing; one that stands above such a level is decided, not computed.
    """
    return _needs_for(Same(programme), Same(rubric))


@lru_cache(maxsize=1024)
def _needs_for(programme: Same[Programme], rubric: Same[Rubric | None]) -> LevelsAndNeeds:
    own = {entry.level: entry.needs for entry in rubric.value.needs} if rubric.value else {}
    asked = [(level, own.get(level.id, level.needs)) for level in programme.value.known_levels]
    last = max((place for place, (_, needs) in enumerate(asked) if needs), default=-1)
    if last < 0:
        return ()
    return tuple((level, needs or _NO_NEEDS) for place, (level, needs) in enumerate(asked) if needs or place > last)


def with_decided(needs: LevelsAndNeeds, given: LevelId | None, programme: Programme) -> LevelsAndNeeds:
    """The levels that are computed and, at its place among them, the one that was given: if it is not computed, it is taken as decided."""
    if given is None or not needs or any(level.id == given for level, _ in needs):
        return needs
    asked = {level.id: asked for level, asked in needs}
    return tuple(
        (level, asked.get(level.id, _NO_NEEDS))
        for level in programme.known_levels
        if level.id in asked or level.id == given
    )


def places_of(programme: Programme) -> Mapping[LevelId, int]:
    """Each level's place in the order, 0 for the best."""
    return _places_of(Same(programme))


@lru_cache(maxsize=1024)
def _places_of(programme: Same[Programme]) -> Mapping[LevelId, int]:
    return {level.id: place for place, level in enumerate(programme.value.known_levels)}


def reaches(level: LevelId, wanted: LevelId, programme: Programme) -> bool:
    """Whether a level is the wanted one, or better, or counts as such."""
    places = places_of(programme)
    if level not in places or wanted not in places:
        return level == wanted
    known = programme.level(level)
    counted = known.counts_as if known and known.counts_as in places else level
    return min(places[level], places[counted or level]) <= places[wanted]


def is_lower(level: LevelId | None, other: LevelId | None, programme: Programme) -> bool:
    """Whether a level is lower than another; none is lower than any."""
    return place_of(level, programme) > place_of(other, programme)


def place_of(level: LevelId | None, programme: Programme) -> int:
    """A level's place in the order, 0 for the best; none stands after the last."""
    places = places_of(programme)
    return places.get(level, len(places)) if level else len(places)


def is_one_of(level: LevelId | None, wanted: tuple[LevelId, ...], programme: Programme) -> bool:
    """Whether a level is, or counts as, one of the wanted ones."""
    known = programme.level(level)
    return level is not None and (level in wanted or (known is not None and known.counts_as in wanted))


def next_lower(level: LevelId, programme: Programme) -> LevelId | None:
    """The level below; None below the lowest."""
    levels = [one.id for one in programme.known_levels]
    place = levels.index(level)
    return levels[place + 1] if place + 1 < len(levels) else None


def steps_of(programme: Programme) -> tuple[LevelId, ...]:
    """The levels that steps are counted in, lowest first: all but honours."""
    return tuple(level.id for level in reversed(programme.known_levels) if not level.honour)


def step_number(level: LevelId | None, programme: Programme) -> int:
    """How many steps a level stands above none, from 1; an honour stands with the level that it counts as, else with the next below it."""
    if level is None:
        return 0
    steps = steps_of(programme)
    known = programme.level(level)
    if known and known.honour:
        if known.counts_as in steps:
            return steps.index(known.counts_as) + 1
        below = [one for one in programme.known_levels[places_of(programme)[level] :] if not one.honour]
        return steps.index(below[0].id) + 1 if below else 0
    return steps.index(level) + 1 if level in steps else 0
