"""How many bodies there are of each kind: a small sum over Rows that travels in their place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from starcase.model.ids import IndicatorId, LevelId, ProgrammeId, RegionId, TypeId
from starcase.model.organization import Status
from starcase.model.standing import State

GONE = (Status.MERGED, Status.DISSOLVED)


class Group(Struct, frozen=True):
    """What bodies that are counted together have in common; `level` is the one in force, else None."""

    programme: ProgrammeId | None
    type: TypeId | None
    status: Status
    state: State
    level: LevelId | None

    @property
    def is_gone(self) -> bool:
        """Merged into another or dissolved: listed, so that it can be found, but no longer one of the bodies."""
        return self.status in GONE

    @property
    def is_held_back(self) -> bool:
        return self.state is State.HELD_BACK


class Tally(Struct, frozen=True):
    """Bodies by group. `listed` is all of them, `current` those that still exist, bodies held back included."""

    counts: tuple[tuple[Group, int], ...] = ()

    def count(self, wanted: Callable[[Group], bool]) -> int:
        return sum(number for group, number in self.counts if wanted(group))

    @property
    def listed(self) -> int:
        return self.count(lambda group: True)

    @property
    def current(self) -> int:
        return self.count(lambda group: not group.is_gone)

    @property
    def held_back(self) -> int:
        return self.count(lambda group: group.is_held_back)

    @property
    def rated(self) -> int:
        """Bodies that exist and have a level in force."""
        return self.count(lambda group: not group.is_gone and group.level is not None)

    def of_programme(self, programme: ProgrammeId) -> Tally:
        return Tally(tuple((group, number) for group, number in self.counts if group.programme == programme))


class ServiceTotal(Struct, frozen=True):
    """The exact figures of one indicator and year added up; `bodies` gave one."""

    indicator: IndicatorId
    year: int
    total: Decimal
    bodies: int


class Need(Struct, frozen=True):
    """Something that people need: a word that bodies offer or are tagged with, its part of an address, and how many."""

    word: str
    slug: str
    count: int


RegionCounts = tuple[tuple[RegionId, int], ...]
"""How many bodies that exist there are in each region, roll-ups included."""


class Ways(Struct, frozen=True):
    """What the ways into the directory are made of; in `programmes` a body counts in each of its programmes."""

    needs: tuple[Need, ...]
    areas: RegionCounts
    tally: Tally
    programmes: Tally


class RollUp(Struct, frozen=True):
    """Bodies of a region: all, those in the place itself, and those in each region just below it."""

    all: Tally
    here: Tally
    below: tuple[tuple[RegionId, Tally], ...]


class ProgrammeNumbers(Struct, frozen=True):
    """A programme's bodies, all together and by area, and their exact service figures by year."""

    programme: ProgrammeId
    all: Tally
    areas: tuple[tuple[RegionId, Tally], ...]
    services: tuple[ServiceTotal, ...]
