"""Disks of a test's own, for a child process: seen by nobody else, gone when it ends."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_NEWNS, _NEWUSER = 0x20000, 0x10000000
_RDONLY, _REMOUNT, _BIND, _REC_PRIVATE = 0x1, 0x20, 0x1000, 0x44000

_libc = ctypes.CDLL(None, use_errno=True)


def own_mounts() -> None:
    """From now on this process mounts for itself and its children alone."""
    _done(_libc.unshare(_NEWNS if os.getuid() == 0 else _NEWNS | _NEWUSER))
    _mount(b"none", b"/", None, _REC_PRIVATE)


def mount_memory(folder: Path, options: str) -> None:
    """Puts a disk on a folder: `size=64k`, `nr_inodes=20`."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount(b"none", os.fsencode(folder), b"tmpfs", 0, options.encode())


def mount_read_only(folder: Path) -> None:
    """Lets nobody write into a folder, not even root."""
    name = os.fsencode(folder)
    _mount(name, name, None, _BIND)
    _mount(name, name, None, _BIND | _REMOUNT | _RDONLY)


def unmount(folder: Path) -> None:
    _done(_libc.umount2(os.fsencode(folder), 0))


def _mount(source: bytes, target: bytes, kind: bytes | None, flags: int, options: bytes | None = None) -> None:
    _done(_libc.mount(source, target, kind, ctypes.c_ulong(flags), options))


def _done(failed: int) -> None:
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
