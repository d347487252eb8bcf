"""The regions of a large place, kept from one build to the next: to parse some thousand of them takes as long as to look at all records."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path

from starcase.fingerprint import program_digest
from starcase.model.packing import pack, unpack
from starcase.model.region_tree import RegionTree
from starcase.read.result import Read

_NAME = "regions.bin"
_SEAL = 32


def keep_regions(folder: Path | None, says: bytes, read: Callable[[], Read[RegionTree]]) -> Read[RegionTree]:
    """What `read` gives. It is called only where `says`, all that it depends on but the program, is not what it was; what has problems is not kept.

    The seal is over that and over the regions: what is of another text, or damaged, is read anew.
    """
    if folder is None:
        return read()
    place = folder / _NAME
    known = _load(place, says)
    if known is not None:
        return Read(known)
    found = read()
    if found.value is not None and not found.problems:
        _save(place, says, found.value)
    return found


def _load(place: Path, says: bytes) -> RegionTree | None:
    with contextlib.suppress(OSError, ValueError):
        content = place.read_bytes()
        if content[:_SEAL] == _seal(says, content[_SEAL:]):
            return unpack(RegionTree, content[_SEAL:])
    return None


def _save(place: Path, says: bytes, regions: RegionTree) -> None:
    """Not being able to costs time only; regions that would not come back as they are stay unkept."""
    content = pack(regions)
    with contextlib.suppress(OSError, ValueError):
        if unpack(RegionTree, content) == regions:
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(".new")
            unfinished.write_bytes(_seal(says, content) + content)
            unfinished.replace(place)


def _seal(says: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(b"".join((program_digest(), pack(says), content)), digest_size=_SEAL).digest()
