"""Puts a finished site in the place of the old one: as a whole or not at all (DESIGN.md section 2, rule 4).

Beside the output `site` stands `.site.starcase`: the lock, what is being written, and one previous release. A new
release passes through `staging` (being written) and `ready-<inode>` (complete, on the disk); the switch leaves the old
one under that name or as `replaced`, and settling makes it `previous`. Settling is also how the next run finishes, or
takes back, what a killed one had begun.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from starcase.language import Listing, mark
from starcase.machine import MachineError, explain
from starcase.model.output import Output

FILE_MODE = 0o644
FOLDER_MODE = 0o755

_WAIT_SECONDS = 60.0
_LONGEST_PATH = 200  # UTF-16 units: leaves 60 of Windows' 260 for the folder that the project lies in
_LONGEST_NAME = 255  # bytes: what most file systems can hold
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # what file managers leave in any folder
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))
_WINDOWS_DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})

_UNSTEADY = mark(
    "这个系统不能一步替换整个网站文件夹：替换的一瞬间访问者可能打不开页面；如果恰好那时断电，请再运行一次。"
)
_MIXED = mark("输出文件夹是一个挂载点，只能逐个替换里面的文件：替换的一瞬间新旧页面会混在一起，也不保留上一次的网站。")


@dataclass(frozen=True, slots=True)
class Published:
    """`count` files stand in the output; `changed` are new, different or gone.

    `weaker` says which promise this system cannot keep; None where it keeps all.
    """

    count: int
    changed: int
    weaker: str | None = None


@dataclass(frozen=True, slots=True)
class _House:
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
    def staging(self) -> Path:
        return self.slots / "staging"

    @property
    def replaced(self) -> Path:
        return self.slots / "replaced"

    @property
    def previous(self) -> Path:
        return self.slots / "previous"


def publish_outputs(outputs: Iterable[Output], output: Path, *, wait: float = _WAIT_SECONDS) -> Published:
    """Writes all files beside the output, then puts them in its place; a link is followed to the folder it names.

    A site that would come out the same stays as it is. Waits up to `wait` seconds for another build to end. Raises
    MachineError, with the output as it was, where a path cannot stand in a site, the folder holds somebody's own
    files, or the system refuses.
    """
    with _held(output, wait) as house, _clean_on_failure(house):
        old = _own_files(house)
        new, different = _stage(outputs, house)
        changed = different + len(old - new)
        if not changed and house.output.is_dir():
            _remove(house.staging)
            return Published(len(new), 0)
        _note_made(house, new | old)
        return Published(len(new), changed, _switch(house, _make_ready(house)))


def rollback(output: Path, *, wait: float = _WAIT_SECONDS) -> bool:
    """Puts the previous release back, and keeps the present one as the previous; False where there is none."""
    with _held(output, wait) as house:
        if not house.previous.is_dir():
            return False
        _own_files(house)
        house.previous.rename(house.staging)
        _switch(house, _make_ready(house))
        return True


@contextlib.contextmanager
def whole_site(output: Path, *, wait: float = _WAIT_SECONDS) -> Iterator[Path | None]:
    """The folder of a complete site, which no build replaces meanwhile; None where none has been built."""
    output = output.resolve()
    known = _home_of(output).is_dir()  # else it was copied here: nobody replaces it
    with _held(output, wait) if known else contextlib.nullcontext():
        yield output if (output / "index.html").is_file() else None


def site_files(site: Path) -> list[str]:
    """The files of a site, as sorted paths relative to it with `/`, without what file managers leave behind."""
    return sorted(_files_in(site))


def remove_leftovers(output: Path) -> None:
    """Removes what killed builds left beside the output; the site and its previous release stay."""
    if _home_of(output.resolve()).is_dir():
        with _held(output, _WAIT_SECONDS):
            pass


def remove_site(output: Path) -> None:
    """Removes the site, its previous release and what lies beside them; MachineError where a file is somebody's own."""
    with _held(output, _WAIT_SECONDS) as house:
        _own_files(house)
        _remove(house.output)
    _remove(house.home)


# ── Whose folder it is ──


@contextlib.contextmanager
def _held(output: Path, wait: float) -> Iterator[_House]:
    """The output's house, locked, and settled after whatever was killed in it."""
    house = _house_of(output)
    try:
        house.home.mkdir(parents=True, exist_ok=True)
        with FileLock(house.home / "lock", timeout=wait):
            _settle(house)
            house.slots.mkdir(exist_ok=True)
            yield house
    except Timeout as error:
        raise MachineError(mark("另一次生成正在写“{path}”。请等它结束，再运行一次。"), path=output) from error
    except OSError as error:
        raise explain(error) from error


def _house_of(output: Path) -> _House:
    output = output.resolve()
    if output.exists() and not output.is_dir():
        raise MachineError(mark("“{path}”是一个文件，不能用来放网站。请换一个输出文件夹。"), path=output)
    home = _home_of(output)
    house = _House(output, home, output / ".starcase" if os.path.ismount(output) else home)
    if not home.is_dir():
        _own_files(house)  # leaves nothing beside a folder that is not ours
    return house


def _home_of(output: Path) -> Path:
    return output.parent / f".{output.name}.starcase"


def _own_files(house: _House) -> set[str]:
    """The files of the output; MachineError where starcase did not make all of them."""
    there = _files_in(house.output)
    made = set(house.made.read_text("utf-8").splitlines()) if there and house.made.is_file() else set()
    if foreign := sorted(there - made):
        raise MachineError(
            mark("“{path}”里有不是本软件生成的文件（{files}），替换会丢失它们。请把它们移走，或换一个输出文件夹。"),
            path=house.output,
            files=Listing(tuple(foreign[:3]), is_quoted=False, is_cut=len(foreign) > 3),
        )
    return there


def _files_in(folder: Path) -> set[str]:
    """Paths of all files below a folder, relative to it with `/`."""
    found: set[str] = set()
    for parent, folders, files in os.walk(folder):
        if Path(parent) == folder and ".starcase" in folders:
            folders.remove(".starcase")
        inside = Path(parent).relative_to(folder)
        found.update((inside / name).as_posix() for name in files if name not in _LITTER)
    return found


def _note_made(house: _House, files: set[str]) -> None:
    unfinished = house.made.with_suffix(".new")
    unfinished.write_text("".join(f"{path}\n" for path in sorted(files)), "utf-8", newline="\n")
    unfinished.replace(house.made)


# ── Writing the new release ──


def _stage(outputs: Iterable[Output], house: _House) -> tuple[set[str], int]:
    """Writes the files; their paths, and how many the output does not hold in the same way."""
    house.staging.mkdir()
    house.staging.chmod(FOLDER_MODE)
    taken: dict[str, str] = {}
    folders: set[str] = set()
    different = 0
    for made in outputs:
        _claim(made.path, taken, folders)
        _write(house.staging, made)
        different += not _holds(house.output, made)
    return set(taken.values()), different


def _write(staging: Path, made: Output) -> None:
    path = staging / made.path
    missing = []
    for folder in path.parents:
        if folder.is_dir():
            break
        missing.append(folder)
    for folder in reversed(missing):
        folder.mkdir()
        folder.chmod(FOLDER_MODE)
    path.write_bytes(made.content)
    path.chmod(FILE_MODE)


def _holds(output: Path, made: Output) -> bool:
    """Whether the output has this file, with these bytes and the mode that is given to every file."""
    path = output / made.path
    try:
        about = path.stat()
        same_mode = sys.platform == "win32" or stat.S_IMODE(about.st_mode) == FILE_MODE
        return same_mode and about.st_size == len(made.content) and path.read_bytes() == made.content
    except OSError:
        return False


def _claim(path: str, taken: dict[str, str], folders: set[str]) -> None:
    """Keeps a path for one file; refuses one that Windows, macOS or Linux could not hold beside the others."""
    if _is_unsafe(path):
        raise MachineError(mark("“{path}”不能作为网站里的文件名。请给它改一个短一些、没有特殊符号的名字。"), path=path)
    folded = unicodedata.normalize("NFC", path).casefold()
    above = {folded[:at] for at, character in enumerate(folded) if character == "/"}
    clash = next((taken[name] for name in (folded, *above) if name in taken), path if folded in folders else None)
    if clash is not None:
        says = mark("“{path}”和“{other}”只有大小写不同或者重名，会互相覆盖。请给其中一个改名。")
        raise MachineError(says, path=path, other=clash)
    taken[folded] = path
    folders |= above


def _is_unsafe(path: str) -> bool:
    """Whether a path leaves the site, or some system cannot hold it."""
    if len(path.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_PATH:
        return True
    return any(_is_unsafe_name(name) for name in path.split("/"))


def _is_unsafe_name(name: str) -> bool:
    return (
        name in ("", ".", "..")
        or name[-1] in ". "
        or any(character in '<>:"|?*\\' or not character.isprintable() for character in name)
        or name.partition(".")[0].casefold() in _WINDOWS_DEVICES
        or len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME
    )


# ── The switch ──


def _make_ready(house: _House) -> Path:
    """Marks the staged release as complete: it is on the disk, and its name tells whether it has been switched yet."""
    _sync(house.staging)
    ready = house.slots / _ready_name(house.staging)
    house.staging.rename(ready)
    return ready


def _ready_name(folder: Path) -> str:
    return f"ready-{folder.stat().st_ino}"


def _switch(house: _House, ready: Path) -> str | None:
    """Puts the release in the output's place; says which promise was weaker."""
    weaker = _put_in_place(house, ready)
    with contextlib.suppress(OSError):  # the site stands; the next run tidies up what this one could not
        _sync_folder(house.output.parent)
        _sync_folder(house.slots)
        _settle(house)
    return weaker


def _put_in_place(house: _House, ready: Path) -> str | None:
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


def _exchange_contents(house: _House, ready: Path) -> None:
    """Puts a release into an output that cannot be renamed itself, entry by entry; what is gone goes last."""
    gone = _names_in(house.output) - _names_in(ready) - {house.slots.name}
    house.replaced.mkdir()
    _move_in(house, ready)
    for name in gone:
        (house.output / name).rename(house.replaced / name)


def _names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def _move_in(house: _House, ready: Path) -> None:
    for entry in list(ready.iterdir()):
        old = house.output / entry.name
        if old.exists():
            old.rename(house.replaced / entry.name)
        entry.rename(old)


def _settle(house: _House) -> None:
    """Makes what was replaced the previous release, and removes what never came into its place."""
    _remove(house.staging)
    for ready in list(house.slots.glob("ready-*")):
        if ready.name != _ready_name(ready):
            ready.rename(house.replaced)
            continue
        if house.is_fixed and house.replaced.exists():
            _move_in(house, ready)
        _remove(ready)
    if house.is_fixed:
        _remove(house.slots)
        return
    if house.replaced.exists():
        if house.output.exists():
            _remove(house.previous)
            house.replaced.rename(house.previous)
        else:
            house.replaced.rename(house.output)


@contextlib.contextmanager
def _clean_on_failure(house: _House) -> Iterator[None]:
    """Frees the space of a release that could not be finished."""
    try:
        yield
    finally:
        shutil.rmtree(house.staging, ignore_errors=True)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _sync(folder: Path) -> None:
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
