"""How the program asks for memory: seldom looked through for circles, and given back as soon as it is free."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress

_RARELY = (1_000_000, 50, 100)
"""How seldom Python looks for circles: hardly anything here makes any."""
_TRIM_THRESHOLD = -1
_MOST_KEPT = 1 << 20


def spare_memory() -> None:
    """Sets how this process, and those forked from it, use memory.

    The C library of Linux would keep whatever large pieces were freed once, each process for itself: a quarter of the peak of a
    large site. Source: mallopt(3), M_TRIM_THRESHOLD (bytes at the top of the heap).
    """
    gc.set_threshold(*_RARELY)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library than GNU's
            ctypes.CDLL(None).mallopt(_TRIM_THRESHOLD, _MOST_KEPT)
