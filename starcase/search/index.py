"""The whole index: from what the public pages show to the files that a browser searches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from starcase.folding import also_simplified, simplified
from starcase.model.catalogue import Catalogue
from starcase.model.region import Tier
from starcase.problems import DocumentId
from starcase.search.cards import card_size, learn_cards, make_cards, make_large_cards, signs_as_data
from starcase.search.columns import Kinds, columns_as_data, core_as_data, list_kinds, make_columns, variants
from starcase.search.documents import Documents, list_documents
from starcase.search.engine import make_engine
from starcase.search.names import FAMILIES, make_names
from starcase.search.places import list_places, place_names_as_data
from starcase.search.questions import AROUND, ASKING, END, LEVEL_ENDING, QUESTIONS, TYPE_ENDING
from starcase.search.readings import find_readings, find_sounds
from starcase.search.scripts import Script, encode, name_by_value, put
from starcase.search.words import (
    common_characters,
    gather_texts,
    make_words,
    often_said,
    own_words,
    story_words,
    take_census,
)
from starcase.views.areas import tier_word
from starcase.views.shared import Shared

MOST_WHOLE = 20_000
"""Of more documents a browser does not load all names at once."""
_MANIFEST = "manifest"
_IN_MANY = ("cards", *(family.name for family in FAMILIES), "own", "words")
_VERSION = 1


def make_index(
    catalogue: Catalogue,
    shared: Shared,
    stories: Iterable[tuple[DocumentId, bytes]],
    folders: tuple[Path, ...],
    most_whole: int = MOST_WHOLE,
) -> Iterator[Script]:
    """The files of the index, last the one that names the others; `stories` are the folded words of stories."""
    documents, places = list_documents(catalogue, shared), list_places(catalogue)
    kinds, is_small = list_kinds(documents), documents.count <= most_whole
    columns, named = make_columns(documents, places, kinds), _Named()
    yield from named.note("engine", [make_engine(folders, is_small=is_small)])
    if is_small:
        yield from named.note("cards", make_cards(documents))
        yield from named.note("core", [name_by_value("core", core_as_data(documents, places, columns))])
    else:
        spelling = learn_cards(documents)
        yield from named.note("signs", [name_by_value("signs", signs_as_data(documents, spelling))])
        yield from named.note("cards", make_large_cards(documents, columns, spelling))
        yield from named.note("columns", [name_by_value("columns", columns_as_data(places, columns))])
        yield from named.note("places", [name_by_value("places", place_names_as_data(places))])
        for kind, scripts in make_names(documents, places):
            yield from named.note(kind, scripts)
    readings = find_readings(documents, places)
    yield from named.note("readings", [name_by_value("readings", readings)])
    yield from named.note("sounds", [name_by_value("sounds", find_sounds(readings))])
    texts = gather_texts(documents, dict(stories))
    own = own_words(is_small=is_small)
    own_census = take_census(texts.own, own)
    yield from named.note("own", make_words(texts.own, own_census, own))
    told = story_words(is_small=is_small, beside=named.count("own"))
    told_census = take_census(texts.told, told)
    yield from named.note("words", make_words(texts.told, told_census, told))
    characters = own_census.characters + told_census.characters
    if not is_small:
        yield from named.note("often", [name_by_value("often", often_said(texts.told))])
    written = _ways_to_write(characters, (*documents.names, *places.names))
    yield from named.note("variants", [name_by_value("variants", variants(written))])
    manifest = {
        "version": _VERSION,
        "mode": "whole" if is_small else "sharded",
        "bodies": len(documents.bodies),
        "documents": documents.count,
        **named.as_data(card_size(documents.count, is_small=is_small)),
        "common": common_characters(characters),
        "both": "".join(sorted(set(also_simplified()) & written)),
        **_facets_as_data(documents, kinds, shared),
        "questions": {"words": QUESTIONS, "around": AROUND, "asking": ASKING, "end": END},
        "endings": {"type": TYPE_ENDING, "level": LEVEL_ENDING},
        "between": shared.words("、"),
        "told": {"nexts": told.nexts, **{one.kind: one.cut and one.cut[1] for one in (own, told)}},
    }
    yield Script(_MANIFEST, "", lambda: put(_MANIFEST, encode(manifest)))


class _Named:
    """The names of the files, by kind, as they go by."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def note(self, kind: str, scripts: Iterable[Script]) -> Iterator[Script]:
        noted = self._names.setdefault(kind, [])
        for script in scripts:
            noted.append(script.name)
            yield script

    def count(self, kind: str) -> int:
        return len(self._names[kind])

    def as_data(self, card_size: int) -> dict[str, object]:
        """Of kinds with many files only what tells each file's content from every other."""
        single = {kind: names[0] for kind, names in self._names.items() if kind not in _IN_MANY}
        hashes = {kind: [name.rpartition("-")[2] for name in self._names.get(kind, ())] for kind in _IN_MANY}
        many = {kind: {"slots": len(some), "names": "".join(some)} for kind, some in hashes.items() if some}
        return {**single, **many, "cards": {"size": card_size, "names": "".join(hashes["cards"])}}


def _facets_as_data(documents: Documents, kinds: Kinds, shared: Shared) -> dict[str, object]:
    return {
        "kinds": kinds.kinds,
        "programmes": [
            {
                "id": programme.id,
                "name": programme.name,
                "types": [{"id": kind.id, "name": kind.name} for kind in programme.types],
            }
            for programme in documents.programmes
        ],
        "tiers": [tier_word(tier, shared) for tier in Tier],
    }


def _ways_to_write(characters: NDArray[np.int64], names: Iterable[str]) -> set[str]:
    """The traditional characters that mean one that stands in the texts or names."""
    written = {chr(code) for code in characters.nonzero()[0]}.union(*names)
    return {one for one, other in simplified().items() if other in written or one in written}
