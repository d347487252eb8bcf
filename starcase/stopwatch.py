"""How long each stage takes, and how far a run has come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Protocol


class Progress(Protocol):
    def stage(self, name: str) -> None: ...

    def step(self, done: int, total: int) -> None: ...


class Stopwatch:
    """Seconds by stage, in the order in which they first ran."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._seconds: dict[str, float] = {}

    @property
    def timings(self) -> tuple[tuple[str, float], ...]:
        return tuple(self._seconds.items())

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        if self._progress:
            self._progress.stage(name)
        started = perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + perf_counter() - started
