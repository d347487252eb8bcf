"""A record as the facts that it states: each with the way to it and its value, so that any two records can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from starcase.language import Label


class Kind(StrEnum):
    """What a record is of, in the order in which changes are told."""

    ORGANIZATION = "organization"
    STORY = "story"
    NOTICE = "notice"
    PAGE = "page"
    PROGRAMME = "programme"
    REGION = "region"
    REDIRECT = "redirect"
    CONFIG = "config"


class Step(Struct, frozen=True):
    """A key on the way to a fact; or, where it `is_entry`, what tells one entry of a list from the others."""

    label: Label
    is_entry: bool = False

    @property
    def known_by(self) -> tuple[str, bool]:
        """What makes it the same step in another record, whatever its words."""
        return self.label.key, self.is_entry


Way = tuple[Step, ...]
KnownWay = tuple[tuple[str, bool], ...]


class Fact(Struct, frozen=True):
    """`value` is as it is written (several values are a tuple); `said` names what ids stand for."""

    way: Way
    value: str | tuple[str, ...]
    said: str

    @property
    def known_by(self) -> KnownWay:
        return tuple(step.known_by for step in self.way)


class Record(Struct, frozen=True):
    """`digest` is another wherever a fact is; `list_facts` is called only then. One `held_back` has errors, so its facts are not known."""

    kind: Kind
    id: str
    name: str
    digest: str
    list_facts: Callable[[], tuple[Fact, ...]]
    held_back: bool = False


class State(Struct, frozen=True):
    """All records by what they are of and their id; of the `unreadable` ones nothing is known but the id."""

    records: Mapping[tuple[Kind, str], Record]
    unreadable: frozenset[str] = frozenset()


def make_state(records: Iterable[Record], unreadable: Iterable[str] = ()) -> State:
    return State({(record.kind, record.id): record for record in records}, frozenset(unreadable))


def say_way(way: Way) -> str:
    """The way as keys: `evaluations[2025].scores[leader]`."""
    said = ""
    for step in way:
        key = step.label.key
        said += f"[{key}]" if step.is_entry else f".{key}"
    return said.removeprefix(".")
