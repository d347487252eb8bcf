"""Notices that somebody saved: the folders of the content and the templates, and config.yaml."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, DefaultFilter, awatch

_FOLDERS = ("content", "templates")
_FILES = ("config.yaml", "config.yml")


async def watch(root: Path, changed: Callable[[], None]) -> None:
    """Calls `changed` after every burst of saves, for ever; a folder made or put back later is noticed as well."""
    while True:
        again = asyncio.Event()
        await asyncio.gather(_watch_top(root, changed, again), _watch_folders(root, changed, again))
        changed()  # what was saved while nobody watched


async def _watch_top(root: Path, changed: Callable[[], None], again: asyncio.Event) -> None:
    """Watches the root's own entries, not what is below; sets `again` when one of the folders came or went."""
    async for changes in awatch(root, watch_filter=_is_ours, recursive=False, stop_event=again):
        changed()
        if any(change is not Change.modified and Path(path).name in _FOLDERS for change, path in changes):
            again.set()


def _is_ours(_: Change, path: str) -> bool:
    return Path(path).name in (*_FOLDERS, *_FILES)


async def _watch_folders(root: Path, changed: Callable[[], None], again: asyncio.Event) -> None:
    folders = [root / name for name in _FOLDERS if (root / name).is_dir()]
    if not folders:
        await again.wait()
        return
    async for _ in awatch(*folders, watch_filter=DefaultFilter(), stop_event=again):
        changed()
