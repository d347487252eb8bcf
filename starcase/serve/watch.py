"""Notices that somebody saved: the folders of the content and the templates, and config.yaml."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

from starcase.serve.preview import Saved
from starcase.sources.discover import is_leftover

_CONTENT = "content"
PUBLIC_FOLDERS = (_CONTENT, "templates")
_FILES = ("config.yaml", "config.yml")
_QUIET = 20
"""Milliseconds without a save that end a burst of them."""


async def watch(root: Path, changed: Callable[[Saved], None], folders: Sequence[str] = PUBLIC_FOLDERS) -> None:
    """Calls `changed` after every burst of saves in some folders of the root, for ever.

    With None when watching begins, and again when one of the folders came or went.
    """
    while True:
        again = asyncio.Event()
        watching = asyncio.gather(
            _watch_top(root, changed, folders, again), _watch_folders(root, changed, folders, again)
        )
        await asyncio.sleep(0)  # awatch begins at its first step
        changed(None)
        await watching


async def _watch_top(
    root: Path, changed: Callable[[Saved], None], folders: Sequence[str], again: asyncio.Event
) -> None:
    """Watches the root's own entries, not what is below; sets `again` when one of the folders came or went."""
    names = (*folders, *_FILES)

    def is_ours(change: Change, path: str) -> bool:
        return Path(path).name in names and not _is_of_its_entries(change, path)

    async for changes in awatch(root, watch_filter=is_ours, step=_QUIET, recursive=False, stop_event=again):
        changed(_places(changes))
        if any(change is not Change.modified and Path(path).name in folders for change, path in changes):
            again.set()


async def _watch_folders(
    root: Path, changed: Callable[[Saved], None], folders: Sequence[str], again: asyncio.Event
) -> None:
    places = [root / name for name in folders if (root / name).is_dir()]
    if not places:
        await again.wait()
        return
    async for changes in awatch(*places, watch_filter=_Filter(root), step=_QUIET, stop_event=again):
        changed(_places(changes))


def _is_of_its_entries(change: Change, path: str) -> bool:
    """Whether only the entries of a folder came or went, as some systems tell beside the entries themselves."""
    return change is Change.modified and Path(path).is_dir()


def _places(changes: set[tuple[Change, str]]) -> frozenset[Path]:
    return frozenset(Path(path) for _, path in changes)


class _Filter(DefaultFilter):
    """Lets through what may make a difference: not what editors leave in the content."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._content = root / _CONTENT

    def __call__(self, change: Change, path: str) -> bool:
        of_others = _is_of_its_entries(change, path) or self._is_leftover(Path(path))
        return super().__call__(change, path) and not of_others

    def _is_leftover(self, place: Path) -> bool:
        below = place.relative_to(self._content).parts if place.is_relative_to(self._content) else ()
        return any(map(is_leftover, below))
