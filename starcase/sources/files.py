"""Reads a file whole, also one that somebody is saving at this moment."""

from __future__ import annotations

import os
import time

_TRIES = 5
_PAUSE = 0.05


def read_steadily(path: str) -> bytes:
    """The bytes of a file. One that changes while it is read is read again, so that half a save is not taken for a whole one."""
    for _ in range(_TRIES):
        with open(path, "rb") as file:
            before = os.fstat(file.fileno())
            content = file.read()
            after = os.stat(path)
        if _same(before, after) and len(content) == after.st_size:
            break
        time.sleep(_PAUSE)
    return content


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_ino, one.st_size, one.st_mtime_ns) == (other.st_ino, other.st_size, other.st_mtime_ns)
