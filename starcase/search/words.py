"""The words of what bodies say of themselves, or of their stories: which documents hold two characters side by side.

A gram is two UTF-16 units that do not cut a character in two, so that it is two characters, or a rare one alone. Of stories it is also
told what follows the gram, one of some ways by the unit's lowest bits: so a list is of nearly three characters, and tells a phrase from
its pieces. Each occurrence is one number: its slot, a digest of the gram, what follows and the document, the highest bits first; so sorting
puts all in the order of the files. A file is one ascending list of such numbers: of two grams in a slot hardly ever both have the same
digest, and their characters would take more bytes than the documents of most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starcase.folding import ENCODING, SEPARATOR, fold
from starcase.problems import DocumentId
from starcase.search.documents import FOR_DOCUMENT, MOST_DOCUMENTS, Documents
from starcase.search.numbers import code_lists, size_of_lists, starts_of
from starcase.search.scripts import Script, name_by_digest, put
from starcase.search.slots import FOR_DIGEST, count_slots, digests_of, slots_of

_FOR_NEXT = 6
"""The bits of what follows a gram."""
_AT_ONCE = 8_000_000
"""Occurrences that are sorted together: 64 MB."""
_CHUNK = 400_000
_BUCKETS = 18
_GAP = 4
"""What it takes to come to the list of another gram."""
_MOST_COMMON = 300
_BEST = 100
_MOST_FILES = 240
"""Of a small site, the words of bodies and of stories together."""
_OFTEN = (0, 500, 2_500)
_SAMPLE = 8_000_000
"""Bytes of texts."""

Occurrences = NDArray[np.uint64]


class Manner(Struct, frozen=True):
    """How the files of one kind of words are made: their size in bytes, and the most of them. A list of more documents than the first number of `cut` is left to its best, the second number.

    `nexts`: in how many ways what follows a gram is told apart, a power of two. `goes_by_all`: a file is named by all texts together, not by what is in it.
    """

    kind: str
    slot_size: int
    most_slots: int
    cut: tuple[int, int] | None = None
    nexts: int = 1
    goes_by_all: bool = False


class Texts(Struct, frozen=True):
    """The folded text of each document, in their order."""

    own: tuple[bytes, ...]
    told: tuple[bytes, ...]


class Census(Struct, frozen=True):
    """How often each character stands in some texts, and about how large the files will be."""

    characters: NDArray[np.int64]
    occurrences: int
    size: int


def own_words(*, is_small: bool) -> Manner:
    """Whatever a body says of itself is found: its lists are whole, but for the longest of a large site, which many queries would have to fetch."""
    return Manner("own", 6_000, 128) if is_small else Manner("own", 3_000, 640, cut=(8_000, 1_000))


def story_words(*, is_small: bool, beside: int = 0) -> Manner:
    """What many stories say tells little: such a list is left to its best, so that a reader's phone need not fetch it.

    `beside` is how many files the words of bodies take.
    """
    if is_small:
        return Manner("words", 14_000, _MOST_FILES - beside, cut=(_BEST, _BEST), nexts=16, goes_by_all=True)
    return Manner("words", 8_000, 1_200, cut=(250, 25), nexts=64, goes_by_all=True)


def gather_texts(documents: Documents, words: Mapping[DocumentId, bytes]) -> Texts:
    """The texts of all documents; `words` are those of the stories."""
    folded = cache(lambda text: f"{SEPARATOR}{fold(text)}".encode(ENCODING))
    own = [b"".join(map(folded, body.own)) for body in documents.bodies]
    told = tuple(b"".join(words[story] for story in stories) for stories in documents.told)
    return Texts((*own, *[b""] * len(documents.stories)), told)


def take_census(texts: Sequence[bytes], manner: Manner) -> Census:
    """Counts the characters, and the grams about."""
    characters = np.zeros(1 << 16, np.int64)
    buckets = np.zeros(1 << _BUCKETS, np.int64)
    for units, _ in _read(texts):
        characters += np.bincount(units, minlength=len(characters))
        grams, at = _grams(units)
        if manner.nexts > 1:
            grams = grams * np.uint32(manner.nexts) + _next(units, at, manner.nexts)
        buckets += np.bincount((grams * np.uint32(2654435761)) >> np.uint32(32 - _BUCKETS), minlength=len(buckets))
    characters[ord(SEPARATOR)] = 0
    left = buckets if manner.cut is None else np.where(buckets > manner.cut[0], manner.cut[1], buckets)
    size = size_of_lists(left, len(texts)) + _GAP * np.count_nonzero(buckets)
    return Census(characters, int(buckets.sum()), int(size))


def common_characters(characters: NDArray[np.int64]) -> str:
    """The most frequent characters, most frequent first, by how often each code stands in the texts."""
    order = np.argsort(-characters, kind="stable")[:_MOST_COMMON]
    return "".join(chr(code) for code in order if characters[code] and not 0xD800 <= code < 0xE000)


def often_said(texts: Sequence[bytes]) -> list[str]:
    """The grams that a sample of the texts says most often, in a few strings, the most frequent ones in the first; sorted in each.

    By these a browser knows which pieces of a phrase tell little, and need not be looked up.
    """
    every = 1 + sum(map(len, texts)) // _SAMPLE
    said = [_grams(units)[0] for units, _ in _read(texts[::every])]
    grams, counts = np.unique(np.concatenate(said) if said else np.zeros(0, np.uint32), return_counts=True)
    order = np.argsort(-counts, kind="stable")
    parts = (np.sort(grams[order[start:stop]]) for start, stop in pairwise(_OFTEN))
    return [part.astype(">u4").tobytes().decode("utf-16-be") for part in parts]


def make_words(texts: Sequence[bytes], census: Census, manner: Manner) -> Iterator[Script]:
    """The files of the words, slot by slot. Those of stories go by all stories together: while none changes, nothing is sorted."""
    slots = count_slots(census.size, manner.slot_size, manner.most_slots)
    rounds = min(slots, max(1, -(-census.occurrences // _AT_ONCE)))
    whole = _digest(texts) if manner.goes_by_all else None
    for turn in range(rounds):
        chosen = range(slots * turn // rounds, slots * (turn + 1) // rounds)
        sort = cache(partial(_sort_slots, texts, slots, chosen, manner))
        for slot in chosen:
            of_slot = partial(_of_slot, sort, slot - chosen.start)
            digest = whole or hashlib.blake2b(of_slot().astype("<u8").tobytes()).digest()
            kind = f"{manner.kind}/{slot}"
            write = partial(_write, of_slot, len(texts), manner.nexts)
            yield name_by_digest(kind, digest + f"{kind} {len(texts)}".encode(), write)


def _digest(texts: Sequence[bytes]) -> bytes:
    digest = hashlib.blake2b(b"".join(len(text).to_bytes(8, "little") for text in texts))
    for text in texts:
        digest.update(text)
    return digest.digest()


def _of_slot(sort: Callable[[], Sequence[Occurrences]], slot: int) -> Occurrences:
    return sort()[slot]


def _sort_slots(texts: Sequence[bytes], slots: int, chosen: range, manner: Manner) -> list[Occurrences]:
    """What each of the chosen slots holds."""
    found = _sorted(texts, slots, chosen, manner.nexts)
    starts = np.arange(1, len(chosen), dtype=np.uint64) << np.uint64(FOR_DIGEST + _FOR_NEXT + FOR_DOCUMENT)
    borders = (0, *np.searchsorted(found, starts).tolist(), len(found))
    parts = (found[start:stop] for start, stop in pairwise(borders))
    return [_cut(part[starts_of(part)], manner) for part in parts]


# ── Reading ──


def _read(texts: Sequence[bytes]) -> Iterator[tuple[NDArray[np.uint16], NDArray[np.uint32]]]:
    """The units of some documents' texts at a time, and the document of each unit."""
    parts: list[bytes] = []
    numbers: list[int] = []
    size = 0
    for number, text in enumerate(texts):
        parts.append(text)
        numbers.append(number)
        size += len(text)
        if size > _CHUNK:
            yield _as_units(parts, numbers)
            parts, numbers, size = [], [], 0
    if size:
        yield _as_units(parts, numbers)


def _as_units(parts: list[bytes], numbers: list[int]) -> tuple[NDArray[np.uint16], NDArray[np.uint32]]:
    units = np.frombuffer(b"".join(parts), "<u2")
    lengths = np.fromiter((len(part) // 2 for part in parts), np.int64, len(parts))
    return units, np.repeat(np.array(numbers, np.uint32), lengths)


def _grams(units: NDArray[np.uint16]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The grams of some texts, and where each begins."""
    one, other = units[:-1], units[1:]
    chosen = (one != 0) & (other != 0)
    if np.any(units & 0xF800 == 0xD800):  # halves of rare characters
        chosen &= (one & 0xFC00 != 0xDC00) & (other & 0xFC00 != 0xD800)
    at = np.flatnonzero(chosen)
    return one[at].astype(np.uint32) << np.uint32(16) | other[at], at


def _next(units: NDArray[np.uint16], at: NDArray[np.int64], nexts: int) -> NDArray[np.uint32]:
    """What follows the grams that begin there: the lowest bits of the next unit."""
    following = np.append(units[2:], np.uint16(0))
    return following[at].astype(np.uint32) & np.uint32(nexts - 1)


def _sorted(texts: Sequence[bytes], slots: int, chosen: range, nexts: int) -> Occurrences:
    """All occurrences in the chosen slots, in order, as often as they are there; slots count from the first chosen one."""
    found: list[Occurrences] = []
    for units, documents in _read(texts):
        grams, at = _grams(units)
        slot = slots_of((grams >> np.uint32(16), grams & np.uint32(0xFFFF)), slots)
        if len(chosen) < slots:
            here = np.flatnonzero((slot >= chosen.start) & (slot < chosen.stop))
            grams, at, slot = grams[here], at[here], slot[here]
        key = (slot - np.uint32(chosen.start)).astype(np.uint64) << np.uint64(FOR_DIGEST) | digests_of(grams)
        key <<= np.uint64(_FOR_NEXT)
        if nexts > 1:
            key |= _next(units, at, nexts)
        found.append(key << np.uint64(FOR_DOCUMENT) | documents[at])
    whole = np.empty(sum(map(len, found)), np.uint64)
    at_end = 0
    while found:
        part = found.pop()
        whole[at_end : at_end + len(part)] = part
        at_end += len(part)
    whole.sort()
    return whole


# ── Writing ──


def _cut(found: Occurrences, manner: Manner) -> Occurrences:
    """Of lists that are too long only the best documents."""
    if manner.cut is None:
        return found
    longest, best = manner.cut
    starts = starts_of(found >> np.uint64(FOR_DOCUMENT))
    lengths = np.diff(starts, append=len(found))
    left = np.where(lengths > longest, best, lengths)
    kept: Occurrences = found[np.arange(len(found)) - np.repeat(starts, lengths) < np.repeat(left, lengths)]
    return kept


def _write(of_slot: Callable[[], Occurrences], documents: int, nexts: int, name: str) -> bytes:
    """The numbers of a slot: digest, what follows and document as one, as if there were `documents` of these and `nexts` of those."""
    found = of_slot()
    following = found >> np.uint64(FOR_DOCUMENT) & np.uint64((1 << _FOR_NEXT) - 1)
    digest = found >> np.uint64(_FOR_NEXT + FOR_DOCUMENT) & np.uint64((1 << FOR_DIGEST) - 1)
    document = found & np.uint64(MOST_DOCUMENTS - 1)
    numbers = (digest * np.uint64(nexts) + following) * np.uint64(documents) + document
    return put(name, b'"%b"' % b"".join(code_lists(numbers.astype(np.int64), np.zeros(min(1, len(numbers)), np.int64))))
