"""Which file of many holds a token, and what tells it from others there: hashes of its UTF-16 units that the browser reckons alike."""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

from starcase.folding import ENCODING

_RUNGS = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 170, 256, 384, 512, 640, 768, 896, 1024, 1200)
"""Numbers of slots are seldom changed by an edit: only these are used."""

FOR_DIGEST = 16
"""The bits of a digest."""

Units = NDArray[np.uint32]


def count_slots(size: int, wanted: int, most: int) -> int:
    """How many slots hold so many bytes in all, each about as many as are wanted; of two rungs the nearer one."""
    return min((rung for rung in _RUNGS if rung <= most), key=lambda rung: abs(rung - size / wanted))


def slots_of(units: tuple[Units, ...], slots: int) -> Units:
    """The slot of each token; `units` are the tokens' first units, their second ones, and so on."""
    found = np.zeros_like(units[0])
    for unit in units:
        found = found * np.uint32(31) + unit
    found ^= found >> np.uint32(15)
    return found - found // np.uint32(slots) * np.uint32(slots)  # several times as quick as %


def hash_of(text: str) -> int:
    """The same hash of a single text, all of its bits."""
    units = text.encode(ENCODING)
    found = 0
    for unit in struct.unpack(f"<{len(units) // 2}H", units):
        found = found * 31 + unit & 0xFFFFFFFF
    return found ^ found >> 15


def digests_of(grams: Units) -> Units:
    """What tells each gram, two units as one number, from others in its slot."""
    return grams * np.uint32(2654435761) >> np.uint32(32 - FOR_DIGEST)
