"""Spreads work over processes, in batches whose results come in the order of the work, or as one piece that goes on beside the rest."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import Self, TypeVar

from starcase.copies import begun_in_copy, can_copy

T = TypeVar("T")
B = TypeVar("B")
R = TypeVar("R")

_BATCH = 32
_BATCHES_WORTH_A_POOL = 16


class Workers:
    """Where work is done: in this process while there is little of it, else in an executor, which is opened when it is first needed.

    Without `open_executor` these are processes of this machine, `jobs` of them or as many as it has cores; they start from
    the little that is in memory when the first work comes. Any other `concurrent.futures.Executor` serves, also one that shares
    neither memory nor disk: whatever a batch needs goes with it.
    """

    def __init__(
        self,
        jobs: int | None = None,
        open_executor: Callable[[int], Executor] | None = None,
        prepare: Callable[[], object] | None = None,
    ) -> None:
        """`prepare` loads what every process will need: those that start from this one then share it."""
        self._count = jobs or os.cpu_count() or 1
        self._copies = 0
        self._open = open_executor
        self._prepare = prepare
        self._opened = ExitStack()
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the processes. Work that comes later opens others."""
        self._executor = None
        self._opened.close()

    def map(self, work: Callable[[bytes, B], list[R]], context: bytes, batches: Iterable[B]) -> Iterator[R]:
        """Results in the order of the batches; only a few are under way at once, so memory does not grow with the work.

        `context` is what every batch needs besides.
        """
        remaining = iter(batches)
        first = list(islice(remaining, _BATCHES_WORTH_A_POOL)) if self._count > 1 else []
        all_batches = chain(first, remaining)
        if len(first) < _BATCHES_WORTH_A_POOL:
            for batch in all_batches:
                yield from work(context, batch)
        elif self._open is not None:
            executor = self._executor or self._opened.enter_context(self._open(self._count))
            self._executor = executor
            yield from _in_order((executor.submit(work, context, batch) for batch in all_batches), self._count)
        else:
            processes = self._executor or self._opened.enter_context(
                _open_processes(max(1, self._count - self._copies), self._prepare)
            )
            self._executor = processes
            with _on_disk(context) as place:
                submitted = (processes.submit(_work, work, place, batch) for batch in all_batches)
                yield from _in_order(submitted, self._count)

    @contextmanager
    def beside(self, work: Callable[[], Iterable[R]]) -> Iterator[Callable[[], Iterable[R]]]:
        """Begins work that needs much of what is in memory, in a copy of this process; what is handed over gives its results.

        The copy takes the place of a worker. Where there can be none, or it comes to no end, the work is done when the results are asked for.
        """
        if self._count < 2 or self._open is not None or not can_copy():
            yield work
            return
        with begun_in_copy(lambda: pickle.dumps(list(work()))) as wait:
            self._copies += 1
            try:
                yield lambda: _results(wait(), work)
            finally:
                self._copies -= 1


def _results(said: bytes | None, work: Callable[[], Iterable[R]]) -> Iterable[R]:
    if said is None:
        return work()
    results: list[R] = pickle.loads(said)
    return results


def _in_order(submitted: Iterator[Future[list[R]]], workers: int) -> Iterator[R]:
    under_way: deque[Future[list[R]]] = deque()
    for future in submitted:
        under_way.append(future)
        if len(under_way) > 3 * workers:
            yield from under_way.popleft().result()
    while under_way:
        yield from under_way.popleft().result()


def in_batches(tasks: Iterable[T]) -> Iterator[tuple[T, ...]]:
    remaining = iter(tasks)
    while batch := tuple(islice(remaining, _BATCH)):
        yield batch


# --- processes of this machine ---


def _open_processes(count: int, prepare: Callable[[], object] | None) -> Executor:
    if prepare:
        prepare()
    gc.freeze()  # what is in memory now stays shared with the processes that start from it
    return ProcessPoolExecutor(count, mp_context=_start_method(), initializer=_start_worker)


@contextmanager
def _on_disk(context: bytes) -> Iterator[str]:
    """The context in a file, for processes of this machine to read once instead of with every batch."""
    with TemporaryDirectory(prefix="starcase-", ignore_cleanup_errors=True) as folder:
        place = os.path.join(folder, "context")
        with open(place, "wb") as file:
            file.write(context)
        yield place


def _start_method() -> multiprocessing.context.BaseContext:
    """Fork where it is safe (Linux, one thread): a worker then starts with everything imported."""
    return multiprocessing.get_context("fork" if can_copy() else "spawn")


def _start_worker() -> None:
    """A worker leaves Ctrl-C to its parent, and ends when the parent has been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _work(work: Callable[[bytes, B], list[R]], place: str, batch: B) -> list[R]:
    return work(_read_context(place), batch)


@lru_cache(maxsize=1)
def _read_context(place: str) -> bytes:
    with open(place, "rb") as file:
        return file.read()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
