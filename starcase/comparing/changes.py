"""Two states side by side: what is new, what is gone, and which fields of the rest are others."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from starcase.comparing.facts import Fact, Kind, KnownWay, Record, State, Way


class FieldChange(Struct, frozen=True):
    """One field: `old` is None where it was not there, `new` where it is not any more.

    `entry` is as much of the way as leads to an entry of a list that is new, or gone, as a whole; None where there is none.
    """

    old: Fact | None
    new: Fact | None
    entry: Way | None = None

    @property
    def way(self) -> Way:
        fact = self.new or self.old
        return fact.way if fact else ()


class Named(Struct, frozen=True):
    """A record of which no fields need to be told."""

    kind: Kind
    id: str
    name: str


class Changed(Struct, frozen=True):
    """A record whose facts are others, by its name of now."""

    kind: Kind
    id: str
    name: str
    fields: tuple[FieldChange, ...]


class Comparison(Struct, frozen=True):
    """`held_back` could not be compared: one of the two records has errors."""

    added: tuple[Named, ...]
    removed: tuple[Named, ...]
    changed: tuple[Changed, ...]
    held_back: tuple[Named, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.held_back)


def compare(before: State, now: State) -> Comparison:
    """What is other in the state of now; each list by kind, then by id."""
    old, new = before.records, now.records
    both = [(old[key], new[key]) for key in _in_order(old.keys() & new.keys()) if old[key].digest != new[key].digest]
    changed = (_changed(was, one) for was, one in both if not (was.held_back or one.held_back))
    added = [new[key] for key in _in_order(new.keys() - old.keys())]
    removed = [old[key] for key in _in_order(old.keys() - new.keys())]
    unknown = [one for one in added if one.id in before.unreadable] + [
        one for one in removed if one.id in now.unreadable
    ]
    return Comparison(
        added=tuple(_named(one) for one in added if one.id not in before.unreadable),
        removed=tuple(_named(one) for one in removed if one.id not in now.unreadable),
        changed=tuple(one for one in changed if one.fields),
        held_back=tuple(
            _named(one) for one in (*(one for was, one in both if was.held_back or one.held_back), *unknown)
        ),
    )


def _in_order(keys: set[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    kinds = list(Kind)
    return sorted(keys, key=lambda key: (kinds.index(key[0]), key[1]))


def _named(record: Record) -> Named:
    return Named(record.kind, record.id, record.name)


def _changed(before: Record, now: Record) -> Changed:
    return Changed(now.kind, now.id, now.name, tuple(compare_facts(before.list_facts(), now.list_facts())))


def compare_facts(old: tuple[Fact, ...], new: tuple[Fact, ...]) -> Iterator[FieldChange]:
    """The fields that differ, in the order of the new facts; at the end those that are gone."""
    before, now = ({fact.known_by: fact for fact in facts} for facts in (old, new))
    ways_before, ways_now = _ways(before), _ways(now)
    for known, fact in now.items():
        was = before.get(known)
        if was is None:
            yield FieldChange(None, fact, _whole_entry(fact.way, ways_before))
        elif was.value != fact.value:
            yield FieldChange(was, fact)
    for known, fact in before.items():
        if known not in now:
            yield FieldChange(fact, None, _whole_entry(fact.way, ways_now))


def _ways(facts: dict[KnownWay, Fact]) -> set[KnownWay]:
    """Every way to a fact, and every part of one."""
    return {known[:end] for known in facts for end in range(1, len(known) + 1)}


def _whole_entry(way: Way, elsewhere: set[KnownWay]) -> Way | None:
    """As much of the way as leads to the outermost entry that the other record does not have."""
    for end, step in enumerate(way, start=1):
        if step.is_entry and tuple(one.known_by for one in way[:end]) not in elsewhere:
            return way[:end]
    return None
