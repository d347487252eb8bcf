"""Texts in few bytes: characters, and runs of them that stand in many names, as signs; the most frequent signs as one plain character, others as two.

In UTF-8 a Chinese character takes three bytes, of which a compressor cannot make one sign; and names of bodies are made of the same few
words again and again. So names come out less than three quarters of their size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starcase.search.numbers import PLAIN

_SINGLE = 66
_LEADS = len(PLAIN) - _SINGLE
_MOST = _SINGLE + _LEADS * len(PLAIN)
_KEPT = frozenset("\n\t\v")
"""Signs that stay what they are, as do characters beyond those that can be spelled."""
_ASCII = frozenset(map(chr, range(0x20, 0x7F)))
_OFTEN = 8
"""How often two signs must stand side by side to get a sign of their own."""
_AT_ONCE = 30

Text = NDArray[np.int64]


class Spelling(Struct, frozen=True):
    """`signs` are what the signs mean, each on a line, the most frequent first; `known` the characters and runs that were met, each with its
    spelling; `joins` pairs of these, by their numbers, that become the next ones, round by round.
    """

    signs: str
    known: tuple[str, ...]
    spellings: tuple[str, ...]
    joins: tuple[tuple[tuple[int, int], ...], ...]


def learn_spelling(texts: Sequence[str], most_runs: int) -> Spelling:
    """How to write such texts, in which no line ends, in few bytes. Every sign of ASCII is spelled, met or not, as other signs are written with it."""
    text = "\n".join(texts)
    counts = Counter(text)
    known = [*sorted(_KEPT), *sorted((counts.keys() | _ASCII) - _KEPT, key=lambda one: (-counts[one], one))]
    units = _as_units(text, known)
    joins: list[tuple[tuple[int, int], ...]] = []
    left = min(most_runs, _MOST - len(known))
    while left > 0 and (pairs := tuple(_frequent_pairs(units, min(left, _AT_ONCE)))):
        units = _join(units, pairs, len(known))
        known += [known[one] + known[other] for one, other in pairs]
        joins.append(pairs)
        left -= len(pairs)
    signs = _rank(known, np.bincount(units, minlength=len(known)).tolist())
    return Spelling(
        "\n".join(known[n] for n in signs), tuple(known), tuple(_spell_all(known, joins, signs)), tuple(joins)
    )


def spell(texts: Sequence[str], spelling: Spelling) -> str:
    """The texts, each on a line, as they are written."""
    text = "\n".join(texts)
    known = [*spelling.known, *sorted(set(text).difference(spelling.known))]
    units, number = _as_units(text, known), len(spelling.known) - sum(map(len, spelling.joins))
    for pairs in spelling.joins:
        units = _join(units, pairs, number)
        number += len(pairs)
    spelled = (*spelling.spellings, *known[len(spelling.known) :])
    return "".join(map(spelled.__getitem__, units.tolist()))


def _as_units(text: str, known: Sequence[str]) -> Text:
    numbers = {one: number for number, one in enumerate(known)}
    return np.fromiter(map(numbers.__getitem__, text), np.int64, len(text))


def _join(units: Text, pairs: Sequence[tuple[int, int]], number: int) -> Text:
    """The text with a number for each of some pairs, from `number` on; none stands in two of them."""
    size = max(number, int(units.max(initial=0)) + 1)
    other, joined = np.full(size, -1), np.zeros(size, np.int64)
    for at, (one, following) in enumerate(pairs):
        other[one], joined[one] = following, number + at
    found = np.flatnonzero(other[units[:-1]] == units[1:])
    units[found] = joined[units[found]]
    return np.delete(units, found + 1)


def _rank(known: Sequence[str], counts: Sequence[int]) -> list[int]:
    """The numbers of what gets a sign, most frequent first; of rare characters, as many as there are too many stay what they are."""
    ranked = sorted(
        (n for n, one in enumerate(known) if one not in _KEPT and (counts[n] or one in _ASCII)),
        key=lambda n: (-counts[n], known[n]),
    )
    rare = [n for n in ranked if not known[n].isascii() and len(known[n]) == 1][::-1][: max(0, len(ranked) - _MOST)]
    return [n for n in ranked if n not in set(rare)]


def _frequent_pairs(units: Text, most: int) -> Iterator[tuple[int, int]]:
    """The most frequent pairs of neighbours, no number in two of them, so that they can be joined at once."""
    base = int(units.max(initial=0)) + 1
    inside = (units[:-1] >= len(_KEPT)) & (units[1:] >= len(_KEPT)) & (units[:-1] != units[1:])
    pairs, counts = np.unique(units[:-1][inside] * base + units[1:][inside], return_counts=True)
    taken: set[int] = set()
    for at in np.argsort(-counts, kind="stable").tolist():
        one, other = divmod(int(pairs[at]), base)
        if counts[at] < _OFTEN or not most:
            return
        if not taken & {one, other}:
            taken |= {one, other}
            most -= 1
            yield one, other


def _spell_all(known: Sequence[str], joins: Iterable[Iterable[tuple[int, int]]], signs: Sequence[int]) -> list[str]:
    """How each is written: with its sign; a run that has none as its halves, a character as itself."""
    places, halves = {n: place for place, n in enumerate(signs)}, list(chain.from_iterable(joins))
    found: list[str] = []
    for n, one in enumerate(known):
        if n in places:
            found.append(_spell(places[n]))
        elif n < len(known) - len(halves):
            found.append(one)
        else:
            found.append("".join(found[half] for half in halves[n - len(known)]))
    return found


def _spell(number: int) -> str:
    if number < _SINGLE:
        return PLAIN[number]
    lead, last = divmod(number - _SINGLE, len(PLAIN))
    return PLAIN[_SINGLE + lead] + PLAIN[last]
