"""Turns an older release into the new one, file by file, so that it can be turned back at any moment."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Collection
from pathlib import Path

from starcase.publish.house import House, remove
from starcase.release_tree import FILE_MODE, FOLDER_MODE, Entry, Glances, Stamp, Tree, folders_of, mode_of, stamps

_JOURNAL = "journal.txt"
_NEW = "+"


class Staging:
    """The tree that becomes the new release: the spare one or the previous one where there is one, else an empty one.

    `older` are the files of the release that it was. Whatever is taken out of it moves to `undo`, under the number of a line in the journal; the line is written first.
    """

    def __init__(self, house: House, origin: Path | None, glances: Glances) -> None:
        """Starts from the release in `origin`, or from nothing."""
        self.folder = house.staging
        self.is_new = origin is None
        self._lists = house.home
        self._undo = house.undo
        self._taken = 0
        house.slots.mkdir(exist_ok=True)
        self._undo.mkdir()
        self._journal = open(self._undo / _JOURNAL, "a", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by `close`
        if origin is None:
            self.folder.mkdir()
        else:
            self._note(origin.name)
            origin.rename(self.folder)
        self._tree = Tree(self.folder, house.home, glances)
        self.older = frozenset(self._tree.found)
        self._folders = {"", *self._tree.folders}
        self._touched: set[str] = set()
        self._made: set[str] = set()
        self._tidy()

    def close(self) -> None:
        with contextlib.suppress(OSError):  # a line that could not be written: nothing was done after it
            self._journal.close()

    def entry(self, path: str) -> Entry | None:
        """What the tree still holds at a path from the release that it was, if it is what was made then."""
        return None if path in self._made else self._tree.entry(path)

    def write(self, path: str, content: bytes) -> None:
        """Puts a new file in; in the place of one that is there."""
        full = self._clear(path)
        handle = os.open(full, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(full, FILE_MODE)

    def take_over(self, other: Path, path: str) -> None:
        """Puts in the file that another release has at the same path: a link into an empty tree, else a copy."""
        full = self._clear(path)
        if self.is_new:
            with contextlib.suppress(OSError):
                os.link(other / path, full)
                return
        shutil.copyfile(other / path, full)
        os.chmod(full, FILE_MODE)

    def keep_only(self, paths: Collection[str]) -> None:
        """Takes out every file that is not to be there, and the folders that are left empty."""
        for path in [path for path in self._tree.found if path not in paths]:
            self._take_out(path)
        for folder in sorted(self._folders - folders_of(paths) - {""}, reverse=True):
            os.rmdir(self.folder / folder)
            self._touch(folder)
            self._folders.remove(folder)

    def folder_stamps(self) -> dict[str, Stamp]:
        """All folders, with stamps in which every later change of what they hold will show."""
        known = self._tree.lasting_folders()
        untouched = {path: known[path] for path in self._folders & known.keys() if path not in self._touched}
        others = (path for path in self._folders if path and path not in untouched)
        return untouched | dict(stamps(self.folder, self._lists, others))

    def _tidy(self) -> None:
        """What people and their file managers did to the older release does not come into the new one."""
        for path in self._tree.litter:
            os.unlink(self.folder / path)
            self._touch(path)
        os.chmod(self.folder, FOLDER_MODE)
        for folder, stamp in self._tree.folders.items():
            if stamp and stat.S_IMODE(mode_of(stamp)) != FOLDER_MODE:
                os.chmod(self.folder / folder, FOLDER_MODE)
                self._touched.add(folder)

    def _touch(self, path: str) -> None:
        """Something came into the folder of that path, or went out of it."""
        self._touched.add(path.rpartition("/")[0])

    # --- taking out ---

    def _clear(self, path: str) -> str:
        """Makes room for a new file: its place is empty, its folder is there."""
        if path in self._folders:
            self._remove_folder(path)
        self._make_folder(path.rpartition("/")[0])
        if path in self._tree.found:
            self._take_out(path)
        else:
            self._note(f"{_NEW} {path}")
        if not self.is_new:  # an empty tree has nothing else that could be asked for
            self._made.add(path)
        self._touch(path)
        return f"{self.folder}/{path}"

    def _take_out(self, path: str) -> None:
        self._note(f"{self._taken} {path}")
        os.rename(f"{self.folder}/{path}", self._undo / str(self._taken))
        self._taken += 1
        self._touch(path)
        del self._tree.found[path]

    def _remove_folder(self, path: str) -> None:
        for inside in [found for found in self._tree.found if found.startswith(f"{path}/")]:
            self._take_out(inside)
        for folder in sorted((one for one in self._folders if f"{one}/".startswith(f"{path}/")), reverse=True):
            os.rmdir(self.folder / folder)
            self._touch(folder)
            self._folders.remove(folder)

    def _make_folder(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._make_folder(folder.rpartition("/")[0])
        if folder in self._tree.found:
            self._take_out(folder)
        with contextlib.suppress(FileExistsError):  # a system that does not tell A from a has it under another spelling
            os.mkdir(f"{self.folder}/{folder}")
        os.chmod(f"{self.folder}/{folder}", FOLDER_MODE)
        self._touch(folder)
        self._folders.add(folder)

    def _note(self, line: str) -> None:
        if not self.is_new:
            self._journal.write(f"{line}\n")
            self._journal.flush()


def origin_of(house: House, *, stands: bool) -> Path | None:
    """The release that the new one is made of; None where it has to be put together from nothing.

    The previous release is used up only where a standing one takes its place.
    """
    slots = (house.spare, house.previous) if stands else (house.spare,)
    return next((slot for slot in slots if slot.is_dir()), None) if may_reuse(house) else None


def may_reuse(house: House) -> bool:
    """Not at a mount point, which keeps no other release; nor where A is taken for a, and a new path may name an old file."""
    takes_cases_for_one = (house.home / "LOCK").exists()
    return not house.is_fixed and not takes_cases_for_one


def stage_previous(house: House) -> None:
    """Makes the previous release the one to be published, as it is."""
    house.undo.mkdir()
    (house.undo / _JOURNAL).write_text(f"{house.previous.name}\n", "utf-8")
    house.previous.rename(house.staging)


def take_back(house: House) -> None:
    """Removes what a run left that came to no end; the release that it was turning into a new one is as it was before.

    Each step may be taken back twice: this run may be killed as well.
    """
    remove(unfinished_spare(house))
    if house.staging.exists():
        origin, *steps = _read_journal(house.undo) or ("",)
        slot = house.slots / origin if origin else house.staging
        if origin and not slot.exists():
            for step in reversed(steps):
                _take_step_back(house, *step.split(" ", 1))
            _remove_empty_folders(house.staging)
            house.staging.rename(slot)
        else:
            remove(house.staging)
    remove(house.undo)


def _read_journal(undo: Path) -> list[str]:
    """The whole lines; the last one may have been cut off, before anything was done."""
    with contextlib.suppress(FileNotFoundError):
        return [line.decode() for line in (undo / _JOURNAL).read_bytes().split(b"\n")[:-1]]
    return []


def _take_step_back(house: House, number: str, path: str) -> None:
    place = house.staging / path
    if number == _NEW:
        if place.is_file():
            place.unlink()
    elif (taken := house.undo / number).exists():
        _make_way(house.staging, path)
        taken.replace(place)


def _make_way(folder: Path, path: str) -> None:
    """Whatever is a file where a folder was, or a folder where a file was, is of the new release."""
    *above, _ = path.split("/")
    for name in above:
        folder /= name
        if folder.is_file():
            folder.unlink()
        folder.mkdir(exist_ok=True)
    if (folder / path.rpartition("/")[2]).is_dir():
        remove(folder / path.rpartition("/")[2])


def _remove_empty_folders(folder: Path) -> None:
    for parent, folders, _ in os.walk(folder, topdown=False):
        for name in folders:
            with contextlib.suppress(OSError):  # it is not empty
                os.rmdir(os.path.join(parent, name))


# --- the spare release ---


def unfinished_spare(house: House) -> Path:
    return house.slots / "spare-unfinished"


def lay_spare(house: House, release: Path) -> None:
    """Makes the spare release of links to the files of another; none where the file system knows no links."""
    place = unfinished_spare(house)
    try:
        _link_folder(str(release), str(place))
    except OSError:
        shutil.rmtree(place, ignore_errors=True)


def _link_folder(source: str, target: str) -> None:
    os.mkdir(target)
    os.chmod(target, FOLDER_MODE)
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _link_folder(entry.path, f"{target}/{entry.name}")
            else:
                os.link(entry.path, f"{target}/{entry.name}")
