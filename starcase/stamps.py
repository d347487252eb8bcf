"""Tells whether files can have changed since they were last looked at, without reading them."""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import sys
import time
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

from msgspec import Struct

COARSE = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT) counts in steps of two seconds."""
_FOLDER = struct.Struct("<Q")
_FILE = struct.Struct("<QQQqqq")


def stamp_of(path: Path | str) -> str:
    """What changes with every change of a file: size, times, identity; empty where that cannot be relied on.

    The time of the last change of any kind (ctime) cannot be set by hand, so old contents with old times are noticed. Empty where there is
    no such time (Windows), and for a file that changed a moment ago: another change within the same tick of the clock would not show.
    """
    if sys.platform == "win32":
        return ""
    about = os.stat(path)
    if max(about.st_mtime_ns, about.st_ctime_ns) > time.time_ns() - COARSE:
        return ""
    return f"{about.st_dev} {about.st_ino} {about.st_size} {about.st_mtime_ns} {about.st_ctime_ns}"


class Stamped(Struct, frozen=True):
    """A digest of the names and stamps of many files, and the time, in nanoseconds, of the newest change among them."""

    digest: str
    newest: int


def stamp_trees(places: Iterable[Path]) -> Stamped | None:
    """The stamps of some files, and of all that lies below some folders.

    None where there are no stamps to rely on: on Windows, and where a link leads to another folder, which is not looked into.
    """
    if sys.platform == "win32":
        return None
    digest, newest = hashlib.blake2b(digest_size=16), 0
    for place in places:
        found = _below(place)
        if found is None:
            return None
        digest.update(b"%d\0" % len(found))
        for path, about in sorted(found, key=itemgetter(0)):
            says, changed = _stamp(about)
            digest.update(b"%b\0%b" % (os.fsencode(path), says))
            newest = max(newest, changed)
    return Stamped(digest.hexdigest(), newest)


def _below(place: Path) -> list[tuple[str, os.stat_result]] | None:
    """The files and folders at and below a place, links as what they lead to; None where one leads to a folder."""
    if not os.path.isdir(place):
        return [("", os.stat(place))] if os.path.exists(place) else []
    found: list[tuple[str, os.stat_result]] = []
    folders = [str(place)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                is_link = entry.is_symlink()
                if entry.is_dir():
                    if is_link:
                        return None
                    folders.append(entry.path)
                leads_nowhere = is_link and not os.path.exists(entry.path)
                found.append((entry.path, entry.stat(follow_symlinks=not leads_nowhere)))
    return found


def _stamp(about: os.stat_result) -> tuple[bytes, int]:
    """Mode, device, inode, size, times of the last change of content and of any kind; and the later of these, in nanoseconds.

    Of a folder the mode alone: its times say nothing that its entries do not.
    """
    if stat.S_ISDIR(about.st_mode):
        return _FOLDER.pack(about.st_mode), 0
    content, kind = about.st_mtime_ns, about.st_ctime_ns
    return _FILE.pack(about.st_mode, about.st_dev, about.st_ino, about.st_size, content, kind), max(content, kind)
