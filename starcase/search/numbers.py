"""Numbers as few characters: 46 characters end a number, 46 others go on with it; none needs escaping in a script."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BASE = 46
PLAIN = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
"""The characters with which numbers are written."""
_CHARACTERS = np.array([ord(character) for character in PLAIN], np.uint8)
_LAST, _MORE = _CHARACTERS[:_BASE], _CHARACTERS[_BASE:]

Numbers = NDArray[np.int64]
CUT = b" "
"""What stands at the end of a list of which only the best documents are left. It is no number."""


def code_numbers(values: Sequence[int] | Numbers) -> str:
    """Numbers from 0 on, one after the other."""
    return _code_each(np.asarray(values, np.int64))[0].tobytes().decode("ascii")


def code_lists(values: Numbers, starts: Numbers) -> list[bytes]:
    """Lists that follow each other, each of ascending numbers: its first one, then how many are left out before each of the others."""
    if not len(starts):
        return []
    gaps = values.copy()
    gaps[1:] -= values[:-1] + 1
    gaps[starts] = values[starts]
    coded, ends = _code_each(gaps)
    text, borders = coded.tobytes(), [0, *ends[np.append(starts[1:], len(values)) - 1].tolist()]
    return [text[one:other] for one, other in itertools.pairwise(borders)]


def starts_of(values: NDArray[np.uint64]) -> Numbers:
    """Where another value stands than the one before."""
    return np.flatnonzero(np.append(len(values) > 0, values[1:] != values[:-1]))


def size_of_lists(lengths: Numbers, most: int) -> int:
    """About how many characters lists of so many numbers below `most` take, if they are spread evenly."""
    digits = 1 + (lengths * _BASE < most) + (lengths * _BASE**2 < most)
    return int((lengths * digits).sum())


def _code_each(values: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """The characters of all numbers, and where each number's end."""
    lengths = np.ones(len(values), np.int64)
    most, limit = int(values.max(initial=0)), _BASE
    while most >= limit:
        lengths += values >= limit
        limit *= _BASE
    ends = np.cumsum(lengths)
    coded = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    coded[ends - 1] = _LAST[values % _BASE]
    rest, at, left = values // _BASE, ends - 2, lengths - 1
    while len(more := np.flatnonzero(left)):
        rest, at, left = rest[more], at[more], left[more]
        coded[at] = _MORE[rest % _BASE]
        rest, at, left = rest // _BASE, at - 1, left - 1
    return coded, ends
