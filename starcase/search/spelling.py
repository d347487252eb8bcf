"""Names in few bytes: characters, and runs of them that stand in many names, as signs; the most frequent signs as one plain character, others as two.

In UTF-8 a Chinese character takes three bytes, of which a compressor cannot make one sign; and names of bodies are made of the same few
words again and again. So names come out less than three quarters of their size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from starcase.search.numbers import PLAIN

_SINGLE = 66
_LEADS = len(PLAIN) - _SINGLE
_MOST = _SINGLE + _LEADS * len(PLAIN)
_KEPT = frozenset("\n\t\v")
"""Signs that stay what they are, as do characters beyond those that can be spelled."""
_MOST_RUNS, _OFTEN = 600, 8
"""How many runs get a sign of their own, and how often two signs must stand side by side for it."""
_AT_ONCE = 30

Text = NDArray[np.int64]


class Spelled(Struct, frozen=True):
    """Texts, line by line, and what the signs mean that they are spelled with, each on a line, most frequent first."""

    signs: str
    text: str


def spell(texts: Sequence[str]) -> Spelled:
    """The texts, in which no line ends, as few bytes."""
    known, units = _as_units("\n".join(texts))
    units = _join_runs(units, known)
    counts = np.bincount(units, minlength=len(known)).tolist()
    ranked = sorted(
        (n for n in range(len(known)) if counts[n] and _is_spelled(known[n])), key=lambda n: (-counts[n], known[n])
    )
    rare = [n for n in ranked if not known[n].isascii() and len(known[n]) == 1][::-1][: max(0, len(ranked) - _MOST)]
    signs = [n for n in ranked if n not in set(rare)]
    spellings = dict(enumerate(known)) | {n: _spell(place) for place, n in enumerate(signs)}
    return Spelled("\n".join(known[n] for n in signs), "".join(map(spellings.__getitem__, units.tolist())))


def _as_units(text: str) -> tuple[list[str], Text]:
    """The characters of a text, those that stay first and then the most frequent, and the text as their numbers."""
    counts = Counter(text)
    known = [*sorted(_KEPT), *sorted(counts.keys() - _KEPT, key=lambda one: (-counts[one], one))]
    numbers = {one: number for number, one in enumerate(known)}
    return known, np.fromiter(map(numbers.__getitem__, text), np.int64, len(text))


def _join_runs(units: Text, known: list[str]) -> Text:
    """The text with a number for each run that is frequent, which is added to what is known: pair after pair, the most frequent first."""
    left = min(_MOST_RUNS, _MOST - len(known))
    while left > 0 and (pairs := list(_frequent_pairs(units, min(left, _AT_ONCE)))):
        joined = np.full(len(units), -1)
        for one, other in pairs:
            joined[:-1][(units[:-1] == one) & (units[1:] == other)] = len(known)
            known.append(known[one] + known[other])
        at = np.flatnonzero(joined >= 0)
        units[at] = joined[at]
        units = np.delete(units, at + 1)
        left -= len(pairs)
    return units


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


def _is_spelled(one: str) -> bool:
    return one not in _KEPT


def _spell(number: int) -> str:
    if number < _SINGLE:
        return PLAIN[number]
    lead, last = divmod(number - _SINGLE, len(PLAIN))
    return PLAIN[_SINGLE + lead] + PLAIN[last]
