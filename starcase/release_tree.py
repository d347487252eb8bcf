"""One release on the disk, and what is known of its files: a list that is checked against the files themselves."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import struct
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from starcase.copies import begun_in_copy, can_copy
from starcase.model.output import Planned

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in any folder."""
SLOTS = ".starcase"
FILE_MODE = 0o644
FOLDER_MODE = 0o755

Stamp = bytes
_LAID_OUT = struct.Struct("<QQqqq")
_COARSE = 2_000_000_000
_SEAL = 16
_FINE = 50_000_000
"""Nanoseconds within which a change might not show in a file's times."""
_LARGE = 1_000_000
"""Bytes of what is known of a release."""
WORTH_A_COPY = 5_000
"""Folders: fewer are looked at sooner than this process is copied."""


class Entry(Struct, frozen=True, array_like=True):
    """A file of a release: its page's key (empty for what is no page), the SHA-256 of its bytes, its stamp when it was last looked at.

    An empty stamp says nothing: there is none, or the file had changed so short a time before that another change might not show.
    """

    key: str
    sha256: str
    stamp: Stamp = b""


class Notes(Struct, frozen=True):
    """What a build notes of its release for the next one: a digest of what all pages share, and where each family's pages stand, by its key."""

    around: bytes = b""
    families: Mapping[bytes, Planned] = {}


class _Saved(Struct, frozen=True):
    files: dict[str, Entry]
    folders: dict[str, Stamp]
    notes: Notes


class Glance(Struct, frozen=True):
    """What of a release is gone, or no longer as it was known, or not for sure: its files and its folders."""

    files: list[str]
    folders: list[str]


Glances = Mapping[str, Glance]
"""By the mark of all that was known of the release."""


class Tree:
    """A release in a folder, as it is now.

    `found` are its files with their stamps, `folders` those below it with theirs, `litter` is what file managers left there. `mark`
    stands for all that is known of it; `notes` are those of the build that made it.
    """

    def __init__(self, folder: Path, lists: Path, glances: Glances = MappingProxyType({})) -> None:
        """The release in `folder`; what is known of it is kept below `lists`, under the folder's own identity.

        `glances` are releases that were looked at just before.
        """
        self.folder = folder
        self.litter: list[str] = []
        self._root = str(folder)
        self._settled = _settled(lists)
        stands = folder.is_dir()
        self.mark, saved = _load(_list_of(folder, lists)) if stands else ("", _Saved({}, {}, Notes()))
        self._entries, self.folders, self.notes = saved.files, saved.folders, saved.notes
        self._altered: Set[str] = frozenset()
        self.found = {path: entry.stamp for path, entry in self._entries.items()}
        if stands:
            self._walk(glances.get(self.mark))

    def entries(self, paths: Collection[str]) -> Iterable[Entry] | None:
        """The entries of files that were made; None where one of them is not any more."""
        if not self._altered.isdisjoint(paths) and None in map(self.entry, paths):
            return None
        return map(self._entries.__getitem__, paths)

    def entry(self, path: str) -> Entry | None:
        """The file's entry; None where there is no such file, or it is not the one that was made. A doubtful one is read."""
        known, stamp = self._entries.get(path), self.found.get(path)
        if known is None or stamp is None:
            return None
        if known.stamp == stamp and stamp:
            return known
        if not _is_ours(stamp) or _sha256(self.folder / path) != known.sha256:
            del self._entries[path]
            return None
        self._entries[path] = replace(known, stamp=_lasting(stamp, self._settled))
        return self._entries[path]

    def look(self, path: str) -> Entry | None:
        """What stands at a path, by its content: its entry, without a key where it is not the file that was made; None where there is no such file."""
        entry, stamp = self.entry(path), self.found.get(path)
        if entry is not None or stamp is None or not _is_ours(stamp):
            return entry
        sha256 = _sha256(self.folder / path)
        if sha256 is None:
            return None
        self._entries[path] = Entry("", sha256, _lasting(stamp, self._settled))
        return self._entries[path]

    def known_below(self, folder: str) -> list[str]:
        """The files of the release below a folder, also those that are gone."""
        return [path for path in self._entries if path.startswith(folder)]

    def broken(self) -> list[str]:
        """The files that are missing, not what was made, or no part of the release; nothing where nothing is known."""
        if not self._entries:
            return []
        found = self.found
        doubtful = [path for path, known in self._entries.items() if not known.stamp or found.get(path) != known.stamp]
        added = found.keys() - self._entries.keys()
        return sorted(added.union(path for path in doubtful if self.entry(path) is None))

    def is_untouched(self) -> bool:
        """Whether everything is there that was made, as it was made, and nothing else but litter."""
        if not self._entries or self.broken():
            return False
        modes_kept = all(not stamp or mode_of(stamp) == stat.S_IFDIR | FOLDER_MODE for stamp in self.folders.values())
        return modes_kept and self.folders.keys() == folders_of(self._entries)

    def lasting_folders(self) -> dict[str, Stamp]:
        """All folders, with stamps in which every later change of what they hold will show; an empty stamp where that cannot be said."""
        littered = {path.rpartition("/")[0] for path in self.litter}
        return {
            path: b"" if path in littered else _lasting(stamp, self._settled) for path, stamp in self.folders.items()
        }

    def tidy_folders(self, paths: Iterable[str]) -> None:
        """Removes the folders in which none of these paths lies, and gives the others their mode back."""
        needed = folders_of(paths)
        for folder, stamp in sorted(self.folders.items(), reverse=True):
            if folder not in needed:
                with contextlib.suppress(OSError):  # what file managers leave may stay
                    os.rmdir(self.folder / folder)
                    del self.folders[folder]
            elif stamp and stat.S_IMODE(mode_of(stamp)) != FOLDER_MODE:
                os.chmod(self.folder / folder, FOLDER_MODE)

    def _walk(self, glance: Glance | None) -> None:
        """Looks at every file and folder that is known. A folder whose stamp is the known one holds what it held then: it need not be listed."""
        seen = glance or _glance_at_both(self._root, self.found, self.folders)
        files, folders = seen.files, seen.folders
        self._altered = frozenset(files)
        for path, about in _look_at(self._root, files):
            if about is None or stat.S_ISDIR(about.st_mode):
                del self.found[path]
            else:
                self.found[path] = _stamp(about)
        altered = _look_at(self._root, folders)
        for folder, about in altered:
            if about is None or not stat.S_ISDIR(about.st_mode):
                del self.folders[folder]
        self._forget_below([folder for folder, about in altered if about and not stat.S_ISDIR(about.st_mode)])
        standing = {folder: _stamp(about) for folder, about in altered if about and folder in self.folders}
        self.folders.update(standing)
        waiting = ["", *standing]
        while waiting:
            waiting += self._list(waiting.pop())

    def _forget_below(self, links: Iterable[str]) -> None:
        """What was found behind a link that stands where a folder was is no part of the release."""
        for link in links:
            for found in (self.found, self.folders):
                for path in [path for path in found if path.startswith(f"{link}/")]:
                    del found[path]

    def _list(self, folder: str) -> list[str]:
        """Finds what came into one folder, and gives the folders among that."""
        inside, folders = f"{folder}/" if folder else "", []
        with os.scandir(f"{self._root}/{folder}") as entries:
            for entry in entries:
                path = inside + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if path != SLOTS and path not in self.folders:
                        self.folders[path] = _stamp(entry.stat(follow_symlinks=False))
                        folders.append(path)
                elif entry.name in LITTER:
                    self.litter.append(path)
                elif path not in self.found:
                    self.found[path] = _stamp(entry.stat(follow_symlinks=False))
        return folders


def home_of(output: Path) -> Path:
    """The folder beside an output where all else lies that belongs to it."""
    return output.parent / f".{output.name}.starcase"


def glance_at(folders: Iterable[Path], lists: Path) -> Iterator[tuple[str, Glance]]:
    """Looks at the releases in some folders, of which something is known; gives the marks of that, too."""
    for folder in folders:
        if folder.is_dir():
            mark, saved = _load(_list_of(folder, lists))
            if mark:
                known = {path: entry.stamp for path, entry in saved.files.items()}
                yield mark, Glance(_altered(str(folder), known), _altered(str(folder), saved.folders))


def _glance_at_both(root: str, files: Mapping[str, Stamp], folders: Mapping[str, Stamp]) -> Glance:
    """What is no longer as it was known; of many, the folders are looked at beside the files."""
    if len(folders) < WORTH_A_COPY or not can_copy():
        return Glance(_altered(root, files), _altered(root, folders))
    with begun_in_copy(lambda: os.fsencode("\0".join(_altered(root, folders)))) as wait:
        altered, said = _altered(root, files), wait()
    if said is None:
        return Glance(altered, _altered(root, folders))
    return Glance(altered, os.fsdecode(said).split("\0") if said else [])


def _altered(root: str, known: Mapping[str, Stamp]) -> list[str]:
    """What is gone, or no longer as it was known, or not for sure."""
    altered = []
    for path, stamp in known.items():
        try:
            now = _stamp(os.lstat(f"{root}/{path}"))
        except (FileNotFoundError, NotADirectoryError):
            now = b""
        if now != stamp or not now:
            altered.append(path)
    return altered


def _look_at(root: str, paths: Iterable[str]) -> list[tuple[str, os.stat_result | None]]:
    """What stands at these paths now; None where nothing does."""
    found: list[tuple[str, os.stat_result | None]] = []
    for path in paths:
        try:
            found.append((path, os.lstat(f"{root}/{path}")))
        except (FileNotFoundError, NotADirectoryError):
            found.append((path, None))
    return found


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder in which some paths lie, at whatever depth; but for the top one."""
    found: set[str] = set()
    while folders := {path.rpartition("/")[0] for path in paths} - found - {""}:
        found |= folders
        paths = folders
    return found


def stamps(folder: Path, lists: Path, paths: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    """The stamps of files or folders; empty ones for those that changed a moment ago."""
    settled = _settled(lists)
    for path in paths:
        yield path, _lasting(_stamp(os.lstat(f"{folder}/{path}")), settled)


def let_settle(lists: Path) -> None:
    """Waits until every later change of what changed just now will show in its stamp, where that takes only a moment."""
    wait = time.time_ns() - _settled(lists)
    if wait < _COARSE:
        time.sleep(wait / 1_000_000_000)


def save_entries(
    folder: Path, lists: Path, entries: Mapping[str, Entry], folders: Mapping[str, Stamp], notes: Notes
) -> None:
    """Keeps what is known of the release in `folder`: all its files and folders, and what its build notes."""
    content = msgspec.msgpack.encode(_Saved(dict(entries), dict(folders), notes))
    place = _list_of(folder, lists)
    unfinished = place.with_suffix(".new")
    unfinished.write_bytes(_seal(place, content) + content)
    unfinished.replace(place)


def mark_of_site(output: Path) -> str:
    """Stands for all that is kept about the standing site, file by file; empty where nothing is."""
    folder = output.resolve()
    with contextlib.suppress(OSError), open(_list_of(folder, home_of(folder)), "rb") as kept:
        return kept.read(_SEAL).hex()
    return ""


def is_untouched(output: Path, mark: str) -> bool:
    """Whether the site with this mark still stands as it was published: every file and folder, and none else."""
    folder = output.resolve()
    with contextlib.suppress(OSError):
        tree = Tree(folder, home_of(folder))
        return mark != "" and tree.mark == mark and tree.is_untouched()
    return False


def is_large(output: Path, lists: Path) -> bool:
    """Whether so much is known of the site that looking at it is better done beside other work."""
    with contextlib.suppress(OSError):
        return _list_of(output, lists).stat().st_size > _LARGE
    return False


def forget_lists(lists: Path, but: tuple[Path, ...]) -> None:
    """Removes what is known of releases that are not in these folders: another folder may come to have the same identity."""
    kept = {_list_of(folder, lists).name for folder in but if folder.is_dir()}
    for place in lists.glob("files-*"):
        if place.name not in kept:
            place.unlink(missing_ok=True)


def _list_of(folder: Path, lists: Path) -> Path:
    return lists / f"files-{folder.stat().st_ino}.list"


def _load(place: Path) -> tuple[str, _Saved]:
    """What was saved, and its mark; nothing where it is not, or not whole."""
    with contextlib.suppress(OSError, msgspec.DecodeError):
        content = place.read_bytes()
        if content[:_SEAL] == _seal(place, content[_SEAL:]):
            return content[:_SEAL].hex(), msgspec.msgpack.decode(content[_SEAL:], type=_Saved)
    return "", _Saved({}, {}, Notes())


def _seal(place: Path, content: bytes) -> bytes:
    return hashlib.blake2b(place.name.encode() + content, digest_size=_SEAL).digest()


def _no_stamp(about: os.stat_result) -> Stamp:
    """Windows has no time of the last change that nobody can set."""
    return b""


def _whole_stamp(about: os.stat_result) -> Stamp:
    return _LAID_OUT.pack(about.st_mode, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


_stamp: Callable[[os.stat_result], Stamp] = _no_stamp if sys.platform == "win32" else _whole_stamp
"""What changes with every change of a file, as bytes, of which a large site has many; empty where the system has nothing of the kind."""


def mode_of(stamp: Stamp) -> int:
    mode: int = _LAID_OUT.unpack(stamp)[0]
    return mode


def _is_ours(stamp: Stamp) -> bool:
    """Whether it is a plain file, with the mode that is given to every one."""
    return not stamp or mode_of(stamp) == stat.S_IFREG | FILE_MODE


def _sha256(path: Path) -> str | None:
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return None


def _lasting(stamp: Stamp, settled: int) -> Stamp:
    """The stamp, if every later change of the file will show in it."""
    return stamp if stamp and max(_LAID_OUT.unpack(stamp)[3:]) < settled else b""


def _settled(lists: Path) -> int:
    """What changed before this time, in nanoseconds, cannot change once more without another stamp; nothing where the clock cannot be asked.

    A moment ago is enough if the file system's clock is this machine's and a fine one.
    """
    place = lists / "lock"
    try:
        os.utime(place)
        told, now = place.stat().st_mtime_ns, time.time_ns()
    except OSError:
        return 0
    is_fine = told % 10_000_000 != 0 and abs(now - told) < _FINE
    return now - (_FINE if is_fine else _COARSE)
