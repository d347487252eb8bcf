"""Puts a finished release in the place of the old one in one step, and tidies up after whatever was killed on the way.

A new release passes through `staging` (being written) and `ready-<inode>` (complete, on the disk); the switch leaves the old one under that
name or as `replaced`, and settling makes it `previous`. Settling is also how the next run finishes, or takes back, what a killed one had
begun.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from pathlib import Path

from starcase.language import mark
from starcase.publish.house import House, holds_files, remove
from starcase.publish.staging import take_back

_UNSTEADY = mark(
    "这个系统不能一步替换整个网站文件夹：替换的一瞬间访问者可能打不开页面；如果恰好那时断电，请再运行一次。"
)
_MIXED = mark("输出文件夹是一个挂载点，只能逐个替换里面的文件：替换的一瞬间新旧页面会混在一起，也不保留上一次的网站。")


def switch(house: House) -> str | None:
    """Puts the staged release in the output's place; says which promise was weaker."""
    ready = house.slots / _ready_name(house.staging)
    house.staging.rename(ready)
    weaker = _put_in_place(house, ready)
    with contextlib.suppress(OSError):  # the site stands; the next run tidies up what this one could not
        _sync_folder(house.output.parent)
        _sync_folder(house.slots)
        settle(house)
    return weaker


def _ready_name(folder: Path) -> str:
    return f"ready-{folder.stat().st_ino}"


def _put_in_place(house: House, ready: Path) -> str | None:
    if house.is_fixed:
        _exchange_contents(house, ready)
        return _MIXED
    if not house.output.exists():
        ready.rename(house.output)
        return None
    if exchange(ready, house.output):
        return None
    try:
        house.output.rename(house.replaced)
        ready.rename(house.output)
    finally:
        if not house.output.exists():
            house.replaced.rename(house.output)
    return _UNSTEADY


def exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    here, both_ways = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return rename is not None and rename(here, os.fsencode(one), here, os.fsencode(other), both_ways) == 0


def _exchange_contents(house: House, ready: Path) -> None:
    """Puts a release into an output that cannot be renamed itself, entry by entry; what is gone goes last."""
    gone = _names_in(house.output) - _names_in(ready) - {house.slots.name}
    house.replaced.mkdir()
    _move_in(house, ready)
    for name in gone:
        (house.output / name).rename(house.replaced / name)


def _names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def _move_in(house: House, ready: Path) -> None:
    for entry in list(ready.iterdir()):
        old = house.output / entry.name
        if old.exists():
            old.rename(house.replaced / entry.name)
        entry.rename(old)


def take_away(house: House) -> None:
    """Leaves no site in the output, in one step; settling removes it."""
    if house.is_fixed:
        house.staging.mkdir(parents=True)
        for name in _names_in(house.output) - {house.slots.name}:
            (house.output / name).rename(house.staging / name)
    elif house.output.exists():
        house.output.rename(house.staging)


def settle(house: House) -> None:
    """Makes what was replaced the previous release, and takes back what never came into its place."""
    for ready in list(house.slots.glob("ready-*")):
        if ready.name != _ready_name(ready):
            ready.rename(house.replaced)
        elif house.is_fixed and house.replaced.exists():
            _move_in(house, ready)
            remove(ready)
        else:
            remove(house.staging)
            ready.rename(house.staging)
    take_back(house)
    if house.is_fixed:
        remove(house.slots)
        return
    if house.replaced.exists():
        if not house.output.exists():
            house.replaced.rename(house.output)
        elif holds_files(house.replaced):
            remove(house.previous)
            house.replaced.rename(house.previous)
        else:
            remove(house.replaced)


def sync(folder: Path) -> None:
    """Sees to it that a whole tree is on the disk: one call for its file system, not one a file."""
    if sys.platform == "linux":
        handle = os.open(folder, os.O_RDONLY)
        try:
            libc = ctypes.CDLL(None, use_errno=True)
            if libc.syncfs(handle):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(handle)
    elif sys.platform != "win32":
        os.sync()


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
