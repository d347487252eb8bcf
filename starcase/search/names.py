"""The names of a large site, cut into tokens: which documents' names or places hold it, token by token.

A token is a letter for its kind and what is looked for. Each occurrence is one number, the token's bits above those of the document.
What queries ask for together lies together: characters side by side, characters one apart, and sounds have files of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, pairwise
from typing import TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from starcase.folding import ENCODING, fold, fold_words
from starcase.pinyin import read_pieces, without_tone
from starcase.search.documents import FOR_DOCUMENT, MOST_DOCUMENTS, Documents
from starcase.search.numbers import CUT, Numbers, code_lists, size_of_lists, starts_of
from starcase.search.places import Places
from starcase.search.scripts import Script, name_by_digest, put
from starcase.search.slots import count_slots, hash_of, slots_of

T = TypeVar("T")

_WHOLE, _PAIR, _SKIPPING, _SINGLE, _PLACE, _SYLLABLES, _SYLLABLE, _INITIALS, _THREE, _PLACE_SYLLABLES = range(10)
_LETTERS = "=bsupyYiIq"
"""What a token of each kind begins with."""
_FOR_PART = 16
_LINE = 8
_HASH = 0xFFFFF
"""The bits of a whole name's hash that are kept: enough to tell it from others with the same first two characters, as a card then does for sure."""
_VAGUE = (_SINGLE, _SYLLABLE, _INITIALS)
_FEW = 10
"""So many names a browser reads to see which is called exactly so."""
_LONGEST, _BEST = 2_000, 300
"""A list that is longer is cut, and so many documents are left of it; where a token tells little, every list that is longer than that."""

Occurrences = NDArray[np.uint64]


class Family(Struct, frozen=True):
    """Tokens that share files: their kinds, about how many bytes a file has, and how many files there may be."""

    name: str
    kinds: tuple[int, ...]
    slot_size: int
    most_slots: int


FAMILIES = (
    Family("names", (_WHOLE, _PAIR, _SINGLE, _PLACE), 2_000, 768),
    Family("apart", (_SKIPPING,), 3_000, 170),
    Family("spoken", (_SYLLABLES, _SYLLABLE, _INITIALS, _THREE, _PLACE_SYLLABLES), 4_000, 384),
)


class Tokens(Struct, frozen=True):
    """All tokens, and the documents of each: those of the n-th begin at `starts[n]`; `cut` tells the lists of which only the best are left."""

    tokens: tuple[str, ...]
    documents: NDArray[np.uint32]
    starts: Numbers
    cut: NDArray[np.bool_]


class Sequences(Struct, frozen=True):
    """What stands one after the other in the names, 0 between them, and the document of each."""

    values: NDArray[np.uint64]
    documents: NDArray[np.uint64]


class Names(Struct, frozen=True):
    """The names and former names of all documents, the names of their places, and how the names are read.

    `wholes` are whole names by their numbers in `folded`, `syllables` and those of places by theirs in `spellings`.
    """

    names: Sequences
    places: Sequences
    wholes: Sequences
    folded: tuple[str, ...]
    syllables: Sequences
    place_syllables: Sequences
    spellings: tuple[str, ...]


def make_names(documents: Documents, places: Places) -> Iterator[tuple[str, Iterator[Script]]]:
    """The files of each family of tokens, slot by slot."""
    names = _gather(documents, places)
    for family in FAMILIES:
        yield family.name, _make_family(family, _list_tokens(family, names, documents.count), documents.count)


def _make_family(family: Family, tokens: Tokens, documents: int) -> Iterator[Script]:
    lengths = np.diff(tokens.starts, append=len(tokens.documents))
    size = size_of_lists(lengths, documents) + _LINE * len(tokens.tokens)
    slots = count_slots(size, family.slot_size, family.most_slots)
    slot_of_each = _slots_of(tokens.tokens, slots)
    order = np.argsort(slot_of_each, kind="stable")
    borders = np.searchsorted(slot_of_each[order], np.arange(slots + 1))
    for slot in range(slots):
        chosen = order[borders[slot] : borders[slot + 1]]
        yield _make_slot(f"{family.name}/{slot}", tokens, chosen.tolist(), lengths)


def _make_slot(kind: str, tokens: Tokens, chosen: list[int], lengths: Numbers) -> Script:
    """The lines of some tokens."""
    chosen.sort(key=lambda number: tokens.tokens[number])
    said = tuple(tokens.tokens[number] for number in chosen)
    parts = [tokens.documents[tokens.starts[number] : tokens.starts[number] + lengths[number]] for number in chosen]
    documents = np.concatenate(parts) if parts else np.zeros(0, np.uint32)
    starts = np.cumsum(lengths[chosen]) - lengths[chosen]
    cut = tokens.cut[chosen]
    content = (
        "\n".join(said).encode(),
        documents.astype("<u4").tobytes(),
        starts.astype("<u4").tobytes(),
        cut.tobytes(),
    )
    digest = hashlib.blake2b(b"".join(content), digest_size=16).digest()
    return name_by_digest(kind, digest, partial(_write, said, documents, starts, cut.tolist()))


def _write(
    tokens: tuple[str, ...], documents: NDArray[np.uint32], starts: Numbers, cut: list[bool], name: str
) -> bytes:
    coded = code_lists(documents.astype(np.int64), starts)
    lines = (
        b"\\n%b\\t%b%b" % (token.encode(), text, CUT if is_cut else b"")
        for token, text, is_cut in zip(tokens, coded, cut, strict=True)
    )
    return put(name, b'"%b\\n"' % b"".join(lines))


def _together(token: str) -> bytes:
    """What tells the slot of a token: those of other kinds with the same characters stand there, too, and whole names with their first two."""
    said = token[1:].encode(ENCODING)
    return said[:4] if token[0] == _LETTERS[_WHOLE] else said


def _slots_of(tokens: tuple[str, ...], slots: int) -> Numbers:
    """The slot of each token; those of one length are reckoned together."""
    found = np.zeros(len(tokens), np.int64)
    by_length: dict[int, list[int]] = {}
    coded = [_together(token) for token in tokens]
    for number, content in enumerate(coded):
        by_length.setdefault(len(content), []).append(number)
    for length, numbers in by_length.items():
        units = np.frombuffer(b"".join(coded[number] for number in numbers), "<u2").reshape(-1, length // 2)
        found[numbers] = slots_of(tuple(units.T.astype(np.uint32)), slots)
    return found


# ── Names to sequences ──


def _gather(documents: Documents, places: Places) -> Names:
    called = [
        *((body.name, *body.former) for body in documents.bodies),
        *((story.title,) for story in documents.stories),
    ]
    folded, spellings = _Numbered(), _Numbered()
    return Names(
        names=_as_units([fold_words(names) for names in called]),
        places=_as_units([b"".join(one) for one in _in_places(documents, places, lambda name: fold_words((name,)))]),
        wholes=_as_sequences([[folded.number(fold(name)) for name in names] for names in called]),
        folded=folded.values,
        syllables=_as_sequences(list(_read_aloud(documents, spellings))),
        place_syllables=_as_sequences(
            [list(chain.from_iterable(one)) for one in _in_places(documents, places, partial(_read, spellings))]
        ),
        spellings=spellings.values,
    )


class _Numbered:
    """Gives each new value the next number, from 1 on."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, value: str) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(self._numbers)


def _as_units(texts: Sequence[bytes]) -> Sequences:
    values = np.frombuffer(b"".join(texts), "<u2").astype(np.uint64)
    return Sequences(values, np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) // 2 for text in texts]))


def _as_sequences(lists: Sequence[Sequence[int]]) -> Sequences:
    values = np.fromiter(chain.from_iterable(lists), np.uint64)
    return Sequences(values, np.repeat(np.arange(len(lists), dtype=np.uint64), [len(one) for one in lists]))


def _in_places(documents: Documents, places: Places, told: Callable[[str], T]) -> list[list[T]]:
    """What is told of each region in which a document is, by the region's name."""

    @cache
    def known(number: int) -> tuple[T, ...]:
        node = places.nodes[number]
        above = known(places.numbers[node.parent]) if node.parent else ()
        return (*above, told(node.name))

    numbers = (
        [places.numbers[region] for region in body.regions if region in places.numbers] for body in documents.bodies
    )
    found = [list(chain.from_iterable(map(known, some))) for some in numbers]
    return [*found, *[[] for _ in documents.stories]]


def _read_aloud(documents: Documents, spellings: _Numbered) -> Iterator[list[int]]:
    """The syllables of the names of each document."""
    read = partial(_read, spellings)
    for body in documents.bodies:
        yield [*read(body.name, body.order), *chain.from_iterable(map(read, body.former))]
    for story in documents.stories:
        yield read(story.title)


def _read(spellings: _Numbered, name: str, order: str | None = None) -> list[int]:
    """The syllables of a name, 0 before it and where something cannot be read; each letter and digit in it is a syllable of its own."""
    found = [0]
    for piece, syllable in read_pieces(name, order):
        if piece.isascii():
            found += map(spellings.number, piece)
        else:
            found.append(spellings.number(without_tone(syllable)) if syllable.isascii() else 0)
    return found


# ── Sequences to tokens ──


def _list_tokens(family: Family, names: Names, documents: int) -> Tokens:
    """The tokens of a family, one kind after the other."""
    listed = [_list_kind(kind, _find(kind, names), names, documents) for kind in family.kinds]
    offsets = np.cumsum([0, *(len(one.documents) for one in listed)])
    return Tokens(
        tokens=tuple(chain.from_iterable(one.tokens for one in listed)),
        documents=np.concatenate([one.documents for one in listed]),
        starts=np.concatenate([one.starts + offset for one, offset in zip(listed, offsets[:-1], strict=True)]),
        cut=np.concatenate([one.cut for one in listed]),
    )


def _list_kind(kind: int, found: Occurrences, names: Names, documents: int) -> Tokens:
    found.sort()
    found = found[starts_of(found)]
    numbers = found >> np.uint64(FOR_DOCUMENT)
    starts = starts_of(numbers)
    lengths = np.diff(starts, append=len(found))
    cut = lengths > (_BEST if kind in _VAGUE else max(_LONGEST, documents // 8))
    left = np.where(cut, _BEST, lengths)
    kept = np.repeat(left, lengths) > np.arange(len(found)) - np.repeat(starts, lengths)
    return Tokens(
        tokens=tuple(_spell(kind, number, names) for number in numbers[starts].tolist()),
        documents=(found[kept] & np.uint64(MOST_DOCUMENTS - 1)).astype(np.uint32),
        starts=np.cumsum(left) - left,
        cut=cut,
    )


def _find(kind: int, names: Names) -> Occurrences:
    """The occurrences of a kind."""
    finders: dict[int, Callable[[], Occurrences]] = {
        _WHOLE: lambda: _singles(_hard_to_tell(names)),
        _PAIR: lambda: _pairs(names.names),
        _SKIPPING: lambda: _around(_without_halves(names.names)),
        _SINGLE: lambda: _singles(_without_halves(names.names)),
        _PLACE: lambda: _pairs(names.places),
        _SYLLABLES: lambda: _pairs(names.syllables),
        _SYLLABLE: lambda: _singles(names.syllables),
        _INITIALS: lambda: _pairs(_initials(names)),
        _THREE: lambda: _triples(_initials(names)),
        _PLACE_SYLLABLES: lambda: _pairs(names.place_syllables),
    }
    return finders[kind]()


def _hard_to_tell(names: Names) -> Sequences:
    """The whole names of which each pair stands in many names: of others a browser reads the few that hold all pairs."""
    found = np.unique(_pairs(names.names)) >> np.uint64(FOR_DOCUMENT)
    starts = starts_of(found)
    counts = dict(zip(found[starts].tolist(), np.diff(starts, append=len(found)).tolist(), strict=True))
    is_hard = [min(_counts_of(name, counts), default=_FEW + 1) > _FEW for name in names.folded]
    return replace(
        names.wholes, values=np.where(np.array(is_hard)[names.wholes.values.astype(np.int64)], names.wholes.values, 0)
    )


def _counts_of(name: str, counts: Mapping[int, int]) -> Iterator[int]:
    """In how many documents each pair of a name stands."""
    units = np.frombuffer(name.encode(ENCODING), "<u2").tolist()
    pairs = (one << _FOR_PART | other for one, other in pairwise(units))
    return (counts[pair] for pair in pairs if pair in counts)


def _initials(names: Names) -> Sequences:
    letters = np.array([ord(spelling[0]) if spelling else 0 for spelling in names.spellings], np.uint64)
    return replace(names.syllables, values=letters[names.syllables.values.astype(np.int64)])


def _without_halves(found: Sequences) -> Sequences:
    return replace(found, values=np.where(_is_half(found.values), 0, found.values))


def _is_half(values: Occurrences) -> NDArray[np.bool_]:
    """Whether it is one of the two units of a rare character."""
    is_half: NDArray[np.bool_] = (values & np.uint64(0xF800)) == 0xD800
    return is_half


def _singles(found: Sequences) -> Occurrences:
    return _number(found.values, found.documents, found.values != 0)


def _pairs(found: Sequences) -> Occurrences:
    """Two that stand side by side and cut no character."""
    one, other = found.values[:-1], found.values[1:]
    cuts = ((one & np.uint64(0xFC00)) == 0xDC00) | ((other & np.uint64(0xFC00)) == 0xD800)
    return _number(one << np.uint64(_FOR_PART) | other, found.documents[1:], (one != 0) & (other != 0) & ~cuts)


def _around(found: Sequences) -> Occurrences:
    """Two with a third one between them."""
    one, other = found.values[:-2], found.values[2:]
    chosen = (one != 0) & (found.values[1:-1] != 0) & (other != 0)
    return _number(one << np.uint64(_FOR_PART) | other, found.documents[2:], chosen)


def _triples(found: Sequences) -> Occurrences:
    """Three letters that stand side by side."""
    one, two, three = found.values[:-2], found.values[1:-1], found.values[2:]
    chosen = (one != 0) & (two != 0) & (three != 0)
    return _number(one << np.uint64(_FOR_PART) | two << np.uint64(8) | three, found.documents[2:], chosen)


def _number(tokens: Occurrences, documents: Occurrences, chosen: NDArray[np.bool_]) -> Occurrences:
    """Those occurrences that are chosen, as numbers."""
    at = np.flatnonzero(chosen)
    return tokens[at] << np.uint64(FOR_DOCUMENT) | documents[at]


def _spell(kind: int, part: int, names: Names) -> str:
    """The token of a number."""
    one, other = part >> _FOR_PART, part & (1 << _FOR_PART) - 1
    if kind == _WHOLE:
        said = _spell_whole(names.folded[part])
    elif kind == _SINGLE:
        said = chr(other)
    elif kind == _SYLLABLE:
        said = names.spellings[other]
    elif kind in (_SYLLABLES, _PLACE_SYLLABLES):
        said = f"{names.spellings[one]} {names.spellings[other]}"
    elif kind == _INITIALS:
        said = chr(one) + chr(other)
    elif kind == _THREE:
        said = chr(one) + chr(other >> 8) + chr(other & 0xFF)
    else:
        said = part.to_bytes(4, "big").decode("utf-16-be")
    return _LETTERS[kind] + said


def _spell_whole(name: str) -> str:
    """A whole name as its first two characters, which tell the slot, and a hash."""
    return f"{name[:2]}{hash_of(name) & _HASH:x}"
