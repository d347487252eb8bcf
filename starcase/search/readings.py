"""How characters are read, so that names and places are found by their sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from starcase.folding import fold
from starcase.pinyin import phrases, read_pieces, readings_of, without_tone
from starcase.search.documents import Documents
from starcase.search.places import Places

RARELY = " "
"""What stands between the characters that are read so in a name and those that only may be."""
_COMMONEST = 2
_WELL_KNOWN = 3000


def find_readings(documents: Documents, places: Places) -> dict[str, str]:
    """Each syllable without its tone, with the characters that are read so in a name, and then those of names that may be elsewhere."""
    pairs = {pair for pairs in _read_names(documents, places) for pair in pairs}
    read = {(fold(character), without_tone(said)) for character, said in pairs if not character.isascii()}
    known = {character for character, _ in read}
    may_be = {(one, said) for one in known for said in _commonest(one)} - read
    here, elsewhere = _by_syllable(read), _by_syllable(may_be)
    return {
        syllable: here.get(syllable, "") + (RARELY + elsewhere[syllable] if syllable in elsewhere else "")
        for syllable in sorted(here.keys() | elsewhere.keys())
    }


def find_sounds(readings: Mapping[str, str]) -> dict[str, str]:
    """The same for the best-known characters that stand in no name, but may be typed for one that sounds alike."""
    known = set("".join(readings.values()))
    return _by_syllable((one, said) for one in _well_known() if one not in known for said in _commonest(one)[:1])


@cache
def _well_known() -> tuple[str, ...]:
    counts = Counter("".join(phrases()))
    common = (one for one in sorted(counts, key=lambda one: (-counts[one], one)) if fold(one) == one)
    return tuple(islice(common, _WELL_KNOWN))


@cache
def _commonest(character: str) -> tuple[str, ...]:
    return tuple(without_tone(said) for said in readings_of(character)[:_COMMONEST])


def _by_syllable(read: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for character, syllable in read:
        found.setdefault(syllable, set()).add(character)
    return {syllable: "".join(sorted(found[syllable])) for syllable in sorted(found)}


def _read_names(documents: Documents, places: Places) -> Iterator[Iterator[tuple[str, str]]]:
    for body in documents.bodies:
        yield read_pieces(body.name, body.order)
        yield from map(read_pieces, body.former)
    yield from map(read_pieces, (*(story.title for story in documents.stories), *places.names))
