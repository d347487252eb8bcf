"""All that was read of a content folder, kept in memory and brought up to date file by file."""

from __future__ import annotations

import os
import pickle
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from datetime import date
from itertools import chain, groupby

from msgspec import Struct
from msgspec.structs import replace

from starcase.catalogue import substitute
from starcase.changed import digest_text, digest_to_keep, kinds_of, split_file
from starcase.found import Found, Kind, unpack_found
from starcase.gathering import gather
from starcase.loading import (
    Combined,
    Loaded,
    Surroundings,
    combine,
    find_places,
    look_around,
    read_into_store,
    tell,
)
from starcase.media.named_files import NamedFiles
from starcase.model.catalogue import Catalogue
from starcase.model.output import Output
from starcase.model.packing import digest_of, pack
from starcase.options import Options
from starcase.pool import Workers
from starcase.problems import DocumentId, Place, Spot
from starcase.reading import read_batch
from starcase.render.assets import make_assets
from starcase.sources.files import read_steadily
from starcase.store import Store


class Records(Struct, frozen=True):
    """The records' bytes, and their words: here, and not in the store, which a build may be writing meanwhile."""

    content: Mapping[DocumentId, bytes]
    said: Mapping[DocumentId, bytes]

    def record(self, document: DocumentId) -> bytes:
        return self.content[document]

    def words(self) -> Iterable[tuple[DocumentId, bytes]]:
        return self.said.items()

    def close(self) -> None:
        """Nothing is open."""


class Read(Struct, frozen=True):
    """What was read of some files: what was found in each, in the order of the documents; records; their words; and digests of texts.

    Of a document that shares its file with no other there is no digest.
    """

    found: Mapping[str, tuple[Found, ...]]
    records: Mapping[DocumentId, bytes]
    words: Mapping[DocumentId, bytes]
    texts: Mapping[DocumentId, bytes]


class Remembered(Struct, frozen=True):
    """Everything that was read, and what was made of it.

    `kinds` are the files of records, and what they hold. `files` are those that records name, `places` tell where problems are.
    `assets` are what pages are shown with, by address; `stamp` is their digest.
    """

    options: Options
    around: Surroundings
    context: bytes
    kinds: Mapping[str, Kind]
    has_links: bool
    assets: Mapping[str, Output]
    stamp: str
    read: Read
    combined: Combined
    files: NamedFiles
    places: Mapping[Spot, Place]
    loaded: Loaded


def read_all(options: Options) -> Remembered:
    """Reads the whole content; may raise Damaged."""
    around = look_around(options)
    kinds = kinds_of(around.sources)
    with closing(read_into_store(options, around, Workers(options.jobs))) as store:
        read = _read_store(store, kinds, around.as_of)
        store.keep()
    with Workers(options.jobs) as workers:
        files = NamedFiles(options.root, workers, options.cache_folder, around.context.guard)
        combined = combine(options, around, gather(chain.from_iterable(read.found.values()), files.look_ahead))
    loaded, places = _tell(options, around, read, combined, {})
    assets = tuple(make_assets(around.folders))
    return Remembered(
        options=options,
        around=around,
        context=pickle.dumps(around.context),
        kinds=kinds,
        has_links=any(os.path.islink(os.path.join(options.root, file)) for file in kinds),
        assets={asset.path: asset for asset in assets},
        stamp=digest_of(pack(assets)),
        read=read,
        combined=combined,
        files=files,
        places=places,
        loaded=loaded,
    )


def _read_store(store: Store, kinds: Collection[str], day: date) -> Read:
    by_file = groupby(map(unpack_found, store.found()), lambda one: one.document.file)
    found = {**dict.fromkeys(sorted(kinds), ()), **{file: tuple(some) for file, some in by_file}}
    texts = {
        DocumentId(file, number): text
        for file, some in found.items()
        if len(some) > 1
        for number, text in store.texts(file, day).items()
    }
    return Read(found, dict(store.records()), dict(store.words()), texts)


def read_again(before: Remembered, files: Collection[str]) -> Remembered:
    """The same as reading everything, where nothing has changed but some of the files of records."""
    read = _with_files(before.read, [_read_file(before, file) for file in files])
    combined = _substitute(before, read, files)
    if combined is None:
        gathered = gather(chain.from_iterable(read.found.values()), lambda _: before.files.find)
        combined = combine(before.options, before.around, gathered)
    still = {spot: place for spot, place in before.places.items() if spot.document.file not in files}
    loaded, places = _tell(before.options, before.around, read, combined, still)
    return replace(before, read=read, combined=combined, places=places, loaded=loaded)


def _read_file(before: Remembered, file: str) -> Read:
    """A file as it is now; of its documents those that are as they were are not read again."""
    known = before.read
    tasks = split_file(file, before.kinds[file], read_steadily(os.path.join(before.options.root, file)))
    digests = {task.document: digest_text(task) for task in tasks}
    kept = {document for document, some in digests.items() if known.texts.get(document) in some}
    fresh = read_batch(before.context, tuple(task for task in tasks if task.document not in kept))
    found = {
        **{one.document: one for one in known.found[file] if one.document in kept},
        **{packed.document: unpack_found(packed) for packed in fresh},
    }
    records = {
        **{document: known.records[document] for document in kept if document in known.records},
        **{packed.document: packed.record for packed in fresh if packed.record is not None},
    }
    texts = {
        **{document: known.texts[document] for document in kept},
        **{packed.document: digest_to_keep(digests[packed.document], packed) for packed in fresh},
    }
    words = {
        **{document: known.words[document] for document in kept if document in known.words},
        **{packed.document: packed.words for packed in fresh if packed.words},
    }
    told = {file: tuple(found[document] for document in digests)}
    return Read(told, records, words, texts if len(texts) > 1 else {})


def _with_files(before: Read, files: Iterable[Read]) -> Read:
    found, records, words = dict(before.found), dict(before.records), dict(before.words)
    texts = dict(before.texts)
    for now in files:
        for one in chain.from_iterable(before.found[file] for file in now.found):
            records.pop(one.document, None)
            words.pop(one.document, None)
            texts.pop(one.document, None)
        found |= now.found
        records |= now.records
        words |= now.words
        texts |= now.texts
    return Read(found, records, words, texts)


def _substitute(before: Remembered, read: Read, files: Iterable[str]) -> Combined | None:
    """What was combined, with nothing but what was read of some files in the place of what they held; None where that is not enough."""
    gathered, catalogue = before.combined.gathered, before.combined.catalogue
    problems = list(gathered.problems)
    for file in files:
        if len(before.read.found[file]) != len(read.found[file]):
            return None
        for old, new in zip(before.read.found[file], read.found[file], strict=True):
            changed = _substitute_one(catalogue, old, new)
            if changed is None:
                return None
            catalogue = changed
            for found in old.problems:
                problems.remove(found)
            problems += new.problems
    return replace(before.combined, gathered=replace(gathered, problems=problems), catalogue=catalogue)


def _substitute_one(catalogue: Catalogue, old: Found, new: Found) -> Catalogue | None:
    if new is old:
        return catalogue
    if old.row is None or new.row is None or old.held or new.held or old.files != new.files:
        return None
    return substitute(catalogue, old.row, new.row)


def _tell(
    options: Options, around: Surroundings, read: Read, combined: Combined, known: Mapping[Spot, Place]
) -> tuple[Loaded, Mapping[Spot, Place]]:
    """The site, and the places of its problems, of which some were known."""
    places = dict(known)

    def find(spots: Iterable[Spot]) -> Mapping[Spot, Place]:
        if unknown := [spot for spot in spots if spot not in places]:
            places.update(find_places(options.root, around, unknown))
        return places

    return tell(options, around, combined, Records(read.records, read.words), find), places
