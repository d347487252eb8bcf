"""Keeps what was seen of files from one run to the next, so that a photo is opened once."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from msgspec import Struct, field

from starcase.media.addresses import recipe
from starcase.media.looking import Looked
from starcase.model.packing import pack, unpack

_NAME = "pictures.bin"
_SEAL = 32


class Known(Struct, frozen=True):
    """What was seen, by the content's digest; and of files, by path, the stamp and the digest."""

    seen: Mapping[str, Looked] = field(default_factory=dict)
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def at(self, path: str, stamp: str) -> Looked | None:
        """What was seen of a file that is as it was; an empty stamp is never believed."""
        before, digest = self.files.get(path, ("", ""))
        return self.seen.get(digest) if stamp and stamp == before else None


def load_known(folder: Path | None) -> Known:
    """What an earlier run kept; nothing where that is not there, not whole, or of another program."""
    with contextlib.suppress(OSError, ValueError):
        if folder:
            content = (folder / _NAME).read_bytes()
            if content[:_SEAL] == _seal(content[_SEAL:]):
                return unpack(Known, content[_SEAL:])
    return Known()


def keep_known(folder: Path | None, known: Known) -> None:
    """Not being able to keep it costs time only."""
    if folder is None:
        return
    content = pack(known)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{_NAME}.new"
        unfinished.write_bytes(_seal(content) + content)
        unfinished.replace(folder / _NAME)


def _seal(content: bytes) -> bytes:
    return hashlib.blake2b(recipe().encode() + _way_of_looking() + content, digest_size=_SEAL).digest()


@cache
def _way_of_looking() -> bytes:
    """Stands for what is looked for in documents; pictures are not drawn anew for it."""
    digest = hashlib.blake2b(digest_size=16)
    for entry in sorted(resources.files("starcase.privacy").iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".py"):
            digest.update(entry.read_bytes())
    return digest.digest()
