"""What is published of a file that records name, and under which addresses."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from PIL import __version__ as pillow
from PIL import features

from starcase.media.encoding import sizes_of
from starcase.media.looking import Looked
from starcase.model.media import NamedFile, Rendition
from starcase.privacy.attachments import Sort

_FOLDER = "media"
_LETTERS = 16
_SEEN, _OPENED = ("webp", "jpg"), ("jpg",)


@cache
def recipe() -> str:
    """Stands for all that decides what a picture becomes, but for the picture: this package's own code, and Pillow."""
    digest = hashlib.blake2b(digest_size=16)
    for entry in sorted(resources.files("starcase.media").iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".py"):
            digest.update(entry.read_bytes())
    libraries = (features.version(name) for name in ("libjpeg_turbo", "jpg", "webp", "littlecms2", "zlib"))
    digest.update(f"{pillow} {tuple(libraries)}".encode())
    return digest.hexdigest()


def name_picture(written: str, path: str, looked: Looked, *, is_photo: bool) -> NamedFile:
    """A picture with its renditions: all of a photo, which pages show; of evidence the one that a link opens.

    The largest JPEG, which every browser can show, stands for it.
    """
    sizes = sizes_of(looked.width, looked.height)
    ends, shown = (_SEEN, sizes) if is_photo else (_OPENED, sizes[-1:])
    name = f"{_FOLDER}/{looked.digest[:_LETTERS]}"
    renditions = tuple(Rendition(f"{name}-{width}.{end}", width, height) for end in ends for width, height in shown)
    best = renditions[-1]
    return NamedFile(written, path, best.url, looked.size, best.width, best.height, renditions, looked.digest)


def name_document(written: str, path: str, looked: Looked, suffix: str) -> NamedFile:
    """A file that is published as it is."""
    url = f"{_FOLDER}/{looked.digest[:_LETTERS]}{suffix}"
    is_unread = any(trace.sort is Sort.UNREAD for trace in looked.traces)
    return NamedFile(
        written, path, url, looked.size, renditions=(Rendition(url),), digest=looked.digest, is_unread=is_unread
    )
