"""Which paths may stand in a site, so that Windows, macOS and Linux can all hold it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from starcase.language import mark
from starcase.machine import MachineError
from starcase.release_tree import folders_of

_LONGEST_PATH = 200  # UTF-16 units: leaves 60 of Windows' 260 for the folder that the project lies in
_LONGEST_NAME = 255  # bytes: what most file systems can hold
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))
_WINDOWS_DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})


class Claims:
    """The paths of a release, each for one file."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}
        self._folders: set[str] = {""}

    def trust(self, paths: Iterable[str]) -> None:
        """Keeps paths that were found to go together before."""
        self._taken.update((_fold(path), path) for path in paths)
        self._folders |= folders_of(self._taken)

    def claim(self, path: str) -> None:
        """Keeps a path for one file; MachineError for one that some system could not hold beside the others."""
        if _is_unsafe(path):
            raise MachineError(
                mark("“{path}”不能作为网站里的文件名。请给它改一个短一些、没有特殊符号的名字。"), path=path
            )
        folded = _fold(path)
        clash = self._taken.get(folded) or (path if folded in self._folders else self._claim_folder(folded))
        if clash is not None:
            says = mark("“{path}”和“{other}”只有大小写不同或者重名，会互相覆盖。请给其中一个改名。")
            raise MachineError(says, path=path, other=clash)
        self._taken[folded] = path

    def _claim_folder(self, folded: str) -> str | None:
        """Keeps the folders above a path; the file that already has one of these names, if any."""
        folder = folded.rpartition("/")[0]
        while folder not in self._folders:
            if folder in self._taken:
                return self._taken[folder]
            self._folders.add(folder)
            folder = folder.rpartition("/")[0]
        return None


def _fold(path: str) -> str:
    return path if path.isascii() and path.islower() else unicodedata.normalize("NFC", path).casefold()


def _is_unsafe(path: str) -> bool:
    """Whether a path leaves the site, or some system cannot hold it."""
    if len(path) > _LONGEST_PATH // 2 and len(path.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_PATH:
        return True
    return any(map(_is_unsafe_name, path.split("/")))


@lru_cache(maxsize=100_000)
def _is_unsafe_name(name: str) -> bool:
    return (
        name in ("", ".", "..")
        or name[-1] in ". "
        or any(character in '<>:"|?*\\' or not character.isprintable() for character in name)
        or name.partition(".")[0].casefold() in _WINDOWS_DEVICES
        or len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME
    )
