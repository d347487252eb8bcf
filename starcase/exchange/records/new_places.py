"""Where a new record is written: where those of its neighbours lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from starcase.exchange.records.shelf import Shelf
from starcase.model.ids import RegionId
from starcase.model.region import Tier

_TOP = "content/organizations"


def folder_for(places: tuple[RegionId, ...], shelf: Shelf) -> str:
    """The folder, from the root, in which most records of the same place lie, else of the place above it and so on.

    Where there are none up to the district, it is a folder named after the district.
    """
    tree = shelf.settings.regions
    if not places or places[0] not in tree:
        return _TOP
    for node in tree.upwards(places[0]):
        if folder := _folders(shelf).get(node.id):
            return folder
        if node.tier is Tier.DISTRICT:
            return f"{_TOP}/{node.id}"
    return _TOP


@lru_cache(maxsize=1)
def _folders(shelf: Shelf) -> Mapping[RegionId, str]:
    """The commonest folder of the records at or below each place. A folder that is one body's own, with its stories, is none."""
    counts: dict[RegionId, Counter[str]] = {}
    own = _own_folders(shelf)
    for record in shelf.records:
        for region in _places_above(shelf, record.regions) if record.folder not in own else ():
            counts.setdefault(region, Counter())[record.folder] += 1
    return {region: min(each, key=lambda folder: (-each[folder], folder)) for region, each in counts.items()}


def _places_above(shelf: Shelf, regions: tuple[RegionId, ...]) -> Iterator[RegionId]:
    tree = shelf.settings.regions
    yield from dict.fromkeys(node.id for region in regions if region in tree for node in tree.upwards(region))


def _own_folders(shelf: Shelf) -> frozenset[str]:
    """Folders with one record and with stories: another record there would take the stories from it."""
    with_stories = {file.rpartition("/")[0] for file in shelf.sources.stories}
    records = Counter(record.folder for record in shelf.records)
    return frozenset(folder for folder in with_stories if records[folder] == 1)
