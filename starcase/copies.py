"""A copy of this process, which does one piece of work beside it with all that is in memory."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NoReturn

_WHOLE = b"."
"""Ends what the copy says: without it, it came to no end."""


def can_copy() -> bool:
    """Whether a copy is safe (Linux, one thread)."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def begun_in_copy(work: Callable[[], bytes]) -> Iterator[Callable[[], bytes | None]]:
    """Begins work in a copy; what is handed over waits for its bytes, None where it failed. The copy ends with the block, or with this process."""
    gc.freeze()  # what is in memory now stays shared
    (reading, saying), (waiting, wanted) = os.pipe(), os.pipe()
    with _closed_at_last(reading, waiting):
        with _closed_at_last(saying):
            copy = _fork()
            if copy == 0:
                os.close(wanted)
                _work(work, saying, waiting)
        try:
            yield partial(_read, reading)
        finally:
            os.close(wanted)
            if copy is not None:
                os.kill(copy, signal.SIGKILL)  # workers that were opened meanwhile may hold its pipes
                os.waitpid(copy, 0)


@contextmanager
def _closed_at_last(*handles: int) -> Iterator[None]:
    try:
        yield
    finally:
        for handle in handles:
            os.close(handle)


def _fork() -> int | None:
    """0 in the copy; None where it would be one process too many."""
    try:
        return os.fork()
    except OSError:
        return None


def _work(work: Callable[[], bytes], saying: int, waiting: int) -> NoReturn:
    """The copy does nothing but this: whatever fails here is none of its business."""
    try:
        threading.Thread(target=_end_when_unwanted, args=(waiting,), daemon=True).start()
        with open(saying, "wb") as pipe:
            pipe.write(work() + _WHOLE)
    finally:
        os._exit(0)


def _end_when_unwanted(waiting: int) -> None:
    os.read(waiting, 1)  # nothing is ever said: it ends when nobody is left to say it
    os._exit(0)


def _read(reading: int) -> bytes | None:
    with open(reading, "rb", closefd=False) as pipe:
        said = pipe.read()
    return said.removesuffix(_WHOLE) if said.endswith(_WHOLE) else None
