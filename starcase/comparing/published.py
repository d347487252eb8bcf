"""A release as its open data tell it: every body, programme and region, and the facts that their files state."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from starcase.comparing.facts import Fact, Kind, Record, State, Step, Way, make_state
from starcase.language import Label, Words
from starcase.model.base import Choice
from starcase.model.organization import DecisionKind, Outcome, Status
from starcase.model.packing import digest_of
from starcase.model.region import Tier
from starcase.model.standing import State as RatingState
from starcase.views import urls

_BODIES = "data/organizations"
_BODY_FILE = "organizations/<id>.json"
_PROGRAMMES_FILE = "programmes.json"
_KNOWN_BY = ("id", "indicator", "period", "what", "file", "title", "date", "decided", "name", "programme")
"""What an entry of a list is known by: the first of these that it has."""
_FOLLOWS = frozenset({"page", "number", "exactness"})
"""Addresses between pages, and what follows from the text of a figure."""
_COUNTED = frozenset({"本站列出的组织", "网页"})
"""Columns of the list of regions that follow from other records."""
_CHOICES: tuple[type[Choice], ...] = (Status, Outcome, DecisionKind, RatingState, Tier)

Json = Any


class _Walker(Struct, frozen=True):
    """Lists facts, titled as the release's own dictionary titles its fields; `values` are the words that may stand in one."""

    titles: Mapping[tuple[str, str], str]
    values: Mapping[tuple[str, str], frozenset[str]]
    words: Words

    def list_facts(self, record: Json, file: str, above: str = "") -> tuple[Fact, ...]:
        """The facts of an object; `above` is the way of the dictionary to its fields."""
        return tuple(self._of_object(record, file, above, ()))

    def _of_object(self, value: Mapping[str, Json], file: str, above: str, way: Way) -> Iterator[Fact]:
        for key, inner in value.items():
            if key not in _FOLLOWS:
                field = f"{above}{key}"
                label = Label(self.titles.get((file, field), key), key)
                yield from self._of_value(inner, file, field, (*way, Step(label)))

    def _of_value(self, value: Json, file: str, field: str, way: Way) -> Iterator[Fact]:
        """Nothing for what is not there."""
        if isinstance(value, dict) and value.keys() == {"id", "name"}:
            yield Fact(way, value["id"], value["name"])
        elif isinstance(value, dict) and value.keys() == {"text", "number", "exactness"}:
            yield Fact(way, value["text"], value["text"])
        elif isinstance(value, dict):
            yield from self._of_object(value, file, f"{field}.", way)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for step, entry in zip(_entry_steps(value), value, strict=True):
                yield from self._of_object(entry, file, f"{field}[].", (*way, step))
        elif value not in (None, []):
            many = value if isinstance(value, list) else [value]
            said = self.words("、").join(self._say(one, self.values.get((file, field), frozenset())) for one in many)
            yield Fact(way, tuple(map(str, many)) if isinstance(value, list) else str(value), said)

    def _say(self, value: Json, choices: frozenset[str]) -> str:
        if isinstance(value, bool):
            return self.words("是") if value else self.words("否")
        shape = next((shape for shape in _CHOICES if choices == {one.value for one in shape}), None)
        return shape(value).label.said(self.words) if shape else str(value)


def read_published(site: Path, words: Words) -> State:
    """The records of a release. Raises OSError, ValueError or KeyError where its files are not as starcase writes them."""
    walker = _read_dictionary(site, words)
    return make_state((*_bodies(site, walker), *_programmes(site, walker), *_regions(site)))


def _read_dictionary(site: Path, words: Words) -> _Walker:
    fields = json.loads((site / urls.DICTIONARY_DATA).read_bytes())["fields"]
    known = [((entry["file"], entry["field"]), entry) for entry in fields]
    return _Walker(
        {way: entry["title"] for way, entry in known},
        {way: frozenset(entry["values"]) for way, entry in known if entry["values"]},
        words,
    )


def _bodies(site: Path, walker: _Walker) -> Iterator[Record]:
    """One file each; it is taken apart only when another release has other bytes."""
    for file in sorted((site / _BODIES).glob("*.json")):
        content = file.read_bytes()
        body = json.loads(content)
        facts = partial(_facts_of_file, walker, file)
        is_held = body.get("held_back") is True
        yield Record(Kind.ORGANIZATION, body["id"], body["name"], digest_of(content), facts, is_held)


def _facts_of_file(walker: _Walker, file: Path) -> tuple[Fact, ...]:
    return walker.list_facts(json.loads(file.read_bytes()), _BODY_FILE)


def _programmes(site: Path, walker: _Walker) -> Iterator[Record]:
    for programme in json.loads((site / urls.PROGRAMMES_DATA).read_bytes())["programmes"]:
        facts = partial(walker.list_facts, programme, _PROGRAMMES_FILE, "programmes[].")
        digest = digest_of(json.dumps(programme).encode())
        yield Record(Kind.PROGRAMME, programme["id"], programme["name"], digest, facts)


def _regions(site: Path) -> Iterator[Record]:
    """The columns are as they are headed; the first two are id and name."""
    with open(site / urls.REGIONS_SHEET, encoding="utf-8-sig", newline="") as sheet:
        for cells in csv.DictReader(sheet):
            identifier, name = list(cells.values())[:2]
            told = [(title, cell) for title, cell in cells.items() if cell and title not in _COUNTED]
            facts = tuple(Fact((Step(Label(title, title)),), cell, cell) for title, cell in told)
            yield Record(Kind.REGION, identifier, name, digest_of(repr(told).encode()), partial(_as_they_are, facts))


def _as_they_are(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return facts


def _entry_steps(entries: list[Json]) -> Iterator[Step]:
    """What each entry is known by; a number makes the second of the same another one."""
    seen: Counter[str] = Counter()
    for entry in entries:
        known = next((entry[key] for key in _KNOWN_BY if entry.get(key)), "")
        if isinstance(known, dict):  # what an id stands for
            key, title = known["id"], known["name"]
        else:
            key, title = str(known), entry.get("name") or str(known)
        seen[key] += 1
        again = f" #{seen[key]}" if seen[key] > 1 or not key else ""
        yield Step(Label(f"{title}{again}".strip(), f"{key}{again}".strip()), is_entry=True)
