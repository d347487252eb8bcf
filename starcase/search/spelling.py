"""Names in few bytes: the characters that are most frequent in them as one plain character, others as two.

In UTF-8 a Chinese character takes three bytes, of which a compressor cannot make one sign; so names come out a fifth smaller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from starcase.search.numbers import PLAIN

_SINGLE = 66
_LEADS = len(PLAIN) - _SINGLE
_MOST = _SINGLE + _LEADS * len(PLAIN)
_KEPT = frozenset("\n\t\v")
"""Signs that stay what they are, as do characters beyond those that can be spelled."""


def make_alphabet(texts: Iterable[str]) -> str:
    """The characters to be spelled, most frequent first; among them all that spelling is done with."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text)
    ranked = sorted(counts.keys() - _KEPT, key=lambda one: (-counts[one], one))
    plain = sum(one.isascii() for one in ranked)
    others = [one for one in ranked if not one.isascii()][: _MOST - plain]
    chosen = frozenset(others)
    return "".join(one for one in ranked if one.isascii() or one in chosen)


def spellings(alphabet: str) -> Mapping[int, str]:
    """How each character of an alphabet is spelled, for `str.translate`."""
    return {ord(one): _spell(number) for number, one in enumerate(alphabet)}


def _spell(number: int) -> str:
    if number < _SINGLE:
        return PLAIN[number]
    lead, last = divmod(number - _SINGLE, len(PLAIN))
    return PLAIN[_SINGLE + lead] + PLAIN[last]
