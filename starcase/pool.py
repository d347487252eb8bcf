"""Spreads work over processes in batches, and gives the results in the order of the work."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_WORTH_A_POOL = 500
_BATCH = 64


@contextmanager
def open_pool(jobs: int | None, amount: int) -> Iterator[Executor | None]:
    """An executor for `amount` tasks; None where the work is too small to be worth processes."""
    workers = jobs or os.cpu_count() or 1
    if workers < 2 or amount < _WORTH_A_POOL:
        yield None
        return
    with ProcessPoolExecutor(workers, mp_context=_start_method(), initializer=_start_worker) as pool:
        yield pool


def _start_method() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux, one thread): a worker then starts with everything imported."""
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if can_fork else "spawn")


def _start_worker() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent has been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def map_batches(
    executor: Executor | None, work: Callable[[bytes, tuple[T, ...]], list[R]], context: bytes, tasks: Iterable[T]
) -> Iterator[R]:
    """Results in the order of the tasks; only a few batches are under way at once, so memory does not grow with the work.

    `context` goes with every batch: any `concurrent.futures.Executor` serves, also one that shares neither memory nor disk.
    """
    batches = _in_batches(tasks)
    if executor is None:
        for batch in batches:
            yield from work(context, batch)
        return
    under_way: deque[Future[list[R]]] = deque()
    for batch in batches:
        under_way.append(executor.submit(work, context, batch))
        if len(under_way) > 4 * (os.cpu_count() or 1):
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def _in_batches(tasks: Iterable[T]) -> Iterator[tuple[T, ...]]:
    remaining = iter(tasks)
    while batch := tuple(islice(remaining, _BATCH)):
        yield batch
