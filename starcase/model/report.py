"""What a run has to say: for the terminal, for machines, for the exit status."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from starcase.language import CHINESE
from starcase.problems import PlacedProblem, Severity


class Report(Struct, frozen=True):
    """`stopped`: errors let nothing be published. `held_back` are ids. `timings` are seconds by stage, in order.

    Of the `outputs`, `changed` differ from the site that stood there before. Of the pages among them `rendered` had to be made,
    `reused` did not.
    """

    published: bool
    stopped: bool
    problems: tuple[PlacedProblem, ...] = ()
    held_back: tuple[str, ...] = ()
    outputs: int = 0
    changed: int = 0
    rendered: int = 0
    reused: int = 0
    next_rebuild: date | None = None
    next_rebuild_reason: str | None = None
    timings: tuple[tuple[str, float], ...] = ()
    output: Path | None = None
    weaker_promise: str | None = None
    language: str = CHINESE

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.problems)
