"""Looks once at a file that a record names: what it is, how large, what of persons it holds, and why it cannot be shown. Runs in workers."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from msgspec import Struct
from PIL import Image

from starcase.media.pictures import BROKEN, OTHERS, format_of, is_too_large, moves, opened, upright_size
from starcase.privacy.attachments import Trace, look_inside


class Flaw(StrEnum):
    """Why a picture cannot be published."""

    BROKEN = "broken"
    TOO_LARGE = "too_large"
    MOVES = "moves"
    OTHER_FORMAT = "other_format"


class Looked(Struct, frozen=True, array_like=True):
    """What was seen: the SHA-256 of all bytes, how many they are; `format`, `width` and `height` (upright) of a picture.

    `traces` are of persons and of hidden things, in what is no picture.
    """

    digest: str
    size: int
    format: str | None = None
    width: int = 0
    height: int = 0
    flaw: Flaw | None = None
    traces: tuple[Trace, ...] = ()


def look_at(content: bytes) -> Looked:
    """A picture is read to its end, so that a broken one is found before a page shows it."""
    digest, size, found = hashlib.sha256(content).hexdigest(), len(content), format_of(content)
    if found is None:
        return Looked(digest, size, traces=look_inside(content))
    if found in OTHERS:
        return Looked(digest, size, found, flaw=Flaw.OTHER_FORMAT)
    width = height = 0
    try:
        with opened(content) as picture:
            width, height = upright_size(picture)
            flaw = _find_flaw(picture)
    except (MemoryError, Image.DecompressionBombError):
        flaw = Flaw.TOO_LARGE
    except BROKEN:
        flaw = Flaw.BROKEN
    return Looked(digest, size, found, width, height, flaw)


def look_at_batch(_: bytes, batch: tuple[bytes, ...]) -> list[Looked]:
    """What was seen of each content."""
    return list(map(look_at, batch))


def _find_flaw(picture: Image.Image) -> Flaw | None:
    if is_too_large(*picture.size):
        return Flaw.TOO_LARGE
    if moves(picture):
        return Flaw.MOVES
    picture.draft(None, (max(1, picture.width // 8), max(1, picture.height // 8)))  # a JPEG: as quickly as can be
    picture.load()
    return None
