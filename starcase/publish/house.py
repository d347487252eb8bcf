"""Where everything of one output lies, who may write there, and whose files are in it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from msgspec import Struct

from starcase.language import Listing, mark
from starcase.machine import MachineError, explain
from starcase.release_tree import LITTER, SLOTS, home_of


class House(Struct, frozen=True):
    """Where everything of one output lies. `slots` is on the output's file system, so that a rename is one step."""

    output: Path
    home: Path
    slots: Path

    @property
    def is_fixed(self) -> bool:
        """The output is a mount point: what is in it can be exchanged, the folder itself cannot."""
        return self.slots != self.home

    @property
    def made(self) -> Path:
        """Lists every file of the output and of the previous release: others in the output are somebody's own."""
        return self.home / "made.txt"

    @property
    def unfinished_made(self) -> Path:
        return self.made.with_suffix(".new")

    @property
    def staging(self) -> Path:
        """What is being written."""
        return self.slots / "staging"

    @property
    def undo(self) -> Path:
        """What was taken out of the tree that is being written, so that it can be put back."""
        return self.slots / "undo"

    @property
    def replaced(self) -> Path:
        return self.slots / "replaced"

    @property
    def previous(self) -> Path:
        """The release before the one that stands."""
        return self.slots / "previous"

    @property
    def spare(self) -> Path:
        """The release that stands, once more, as links: the next one is made of it."""
        return self.slots / "spare"


@contextlib.contextmanager
def locked_house(output: Path, wait: float) -> Iterator[House]:
    """The output's house, with its lock held; OSErrors become MachineErrors."""
    house = house_of(output)
    if not house.home.is_dir():
        refuse_foreign(house, files_in(house.output))  # leaves nothing beside a folder that is not ours
    try:
        house.home.mkdir(parents=True, exist_ok=True)
        with FileLock(house.home / "lock", timeout=wait):
            yield house
    except Timeout as error:
        raise MachineError(mark("另一次生成正在写“{path}”。请等它结束，再运行一次。"), path=output) from error
    except OSError as error:
        raise explain(error) from error


def house_of(output: Path) -> House:
    """The output's house, as it may stand there or not; MachineError where it can be none."""
    output = output.resolve()
    if output.exists() and not output.is_dir():
        raise MachineError(mark("“{path}”是一个文件，不能用来放网站。请换一个输出文件夹。"), path=output)
    home = home_of(output)
    return House(output, home, output / SLOTS if os.path.ismount(output) else home)


def refuse_foreign(house: House, there: Collection[str]) -> None:
    """MachineError where starcase did not make all of the files that are in the output."""
    made = set(house.made.read_text("utf-8").splitlines()) if there and house.made.is_file() else set()
    if foreign := sorted(path for path in there if path not in made):
        raise MachineError(
            mark("“{path}”里有不是本软件生成的文件（{files}），替换会丢失它们。请把它们移走，或换一个输出文件夹。"),
            path=house.output,
            files=Listing(tuple(foreign[:3]), is_quoted=False, is_cut=len(foreign) > 3),
        )


def note_made(house: House, files: Collection[str]) -> None:
    """Lists the files that may stand in the output from now on."""
    house.unfinished_made.write_text("".join(f"{path}\n" for path in sorted(files)), "utf-8", newline="\n")
    house.unfinished_made.replace(house.made)


def files_in(folder: Path) -> set[str]:
    """Paths of all files below a folder, relative to it with `/`, without litter."""
    found: set[str] = set()
    for parent, folders, files in os.walk(folder):
        if Path(parent) == folder and SLOTS in folders:
            folders.remove(SLOTS)
        inside = Path(parent).relative_to(folder)
        found.update((inside / name).as_posix() for name in files if name not in LITTER)
    return found


def holds_files(folder: Path) -> bool:
    """Whether there is any file below a folder, but for litter."""
    return any(name not in LITTER for _, _, files in os.walk(folder) for name in files)


def remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
