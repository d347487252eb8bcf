"""What a run is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from starcase.cache_folder import cache_folder

if TYPE_CHECKING:
    from concurrent.futures import Executor

PUBLIC, REVIEW = "public", "review"
"""Audiences."""


class Options(Struct, frozen=True):
    """`root` holds config.yaml and content/; `as_of` is the day that is taken for today.

    `open_executor` opens that many workers elsewhere than in processes of this machine: any `concurrent.futures.Executor`.
    """

    root: Path
    output: Path
    audience: str = PUBLIC
    as_of: date | None = None
    jobs: int | None = None
    drafts: bool = False
    strict: bool = False
    cache: bool = True
    open_executor: Callable[[int], Executor] | None = None

    @property
    def is_for_reviewers(self) -> bool:
        return self.audience == REVIEW

    @property
    def cache_folder(self) -> Path | None:
        """Where what was found and made is kept for the next run; None where nothing is to be kept."""
        return cache_folder(self.root, self.audience) if self.cache else None
