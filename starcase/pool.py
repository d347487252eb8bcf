"""Spreads work over processes in batches, and gives the results in the order of the work."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T")
B = TypeVar("B")
R = TypeVar("R")

_BATCH = 64
_BATCHES_WORTH_A_POOL = 8


class Workers(Struct, frozen=True):
    """Where work is done: in this process while there is little of it, else in an executor.

    Without `open_executor` these are processes of this machine, `jobs` of them or as many as it has cores. Any other
    `concurrent.futures.Executor` serves, also one that shares neither memory nor disk: whatever a batch needs goes with it.
    """

    jobs: int | None = None
    open_executor: Callable[[int], Executor] | None = None

    def map(self, work: Callable[[bytes, B], list[R]], context: bytes, batches: Iterable[B]) -> Iterator[R]:
        """Results in the order of the batches; only a few are under way at once, so memory does not grow with the work.

        `context` is what every batch needs besides.
        """
        count = self.jobs or os.cpu_count() or 1
        remaining = iter(batches)
        first = tuple(islice(remaining, _BATCHES_WORTH_A_POOL))
        if count < 2 or len(first) < _BATCHES_WORTH_A_POOL:
            for batch in chain(first, remaining):
                yield from work(context, batch)
        elif self.open_executor is None:
            with _open_processes(count, context) as processes:
                yield from _in_order((processes.submit(_work, work, batch) for batch in chain(first, remaining)), count)
        else:
            with self.open_executor(count) as executor:
                yield from _in_order((executor.submit(work, context, batch) for batch in chain(first, remaining)), count)


def _in_order(submitted: Iterator[Future[list[R]]], workers: int) -> Iterator[R]:
    under_way: deque[Future[list[R]]] = deque()
    for future in submitted:
        under_way.append(future)
        if len(under_way) > 4 * workers:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def in_batches(tasks: Iterable[T]) -> Iterator[tuple[T, ...]]:
    remaining = iter(tasks)
    while batch := tuple(islice(remaining, _BATCH)):
        yield batch


# --- processes of this machine ---


def _open_processes(count: int, context: bytes) -> Executor:
    """Processes that are given the context once, when they start."""
    gc.freeze()  # what is in memory now stays shared with the processes that start from it
    return ProcessPoolExecutor(count, mp_context=_start_method(), initializer=_start_worker, initargs=(context,))


def _start_method() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux, one thread): a worker then starts with everything imported."""
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


_given: list[bytes] = []
"""The context of a worker, put there once when it starts."""


def _start_worker(context: bytes) -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent has been killed."""
    _given[:] = [context]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work(work: Callable[[bytes, B], list[R]], batch: B) -> list[R]:
    return work(_given[0], batch)


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
