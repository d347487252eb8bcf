"""Opens pictures of which nothing is believed: by their first bytes, within limits, and never further than needed."""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from PIL import BmpImagePlugin, GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

LARGEST_SIDE = 10_000
MOST_PIXELS = 65_000_000
"""What is opened at all: a picture of 64 million pixels, as telephones make them, takes 260 MB; a few kB can claim to be any size."""

BROKEN = (
    *(OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, ArithmeticError, AttributeError),
    *(struct.error, zlib.error),
)
"""What Pillow raises for a file that is not what it says."""

_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_OPENERS: dict[str, Callable[[IO[bytes]], Image.Image]] = {
    "JPEG": JpegImagePlugin.JpegImageFile,  # of an MPO, to which a telephone adds previews, the photo itself
    "PNG": PngImagePlugin.PngImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
}
_BEGINNINGS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"8BPS", "PSD"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
)
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF"} | dict.fromkeys(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "HEIC"
)
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->|<!doctype\s+svg[^>]*>)*<svg[\s>]", re.IGNORECASE | re.DOTALL
)
OTHERS = frozenset(("HEIC", "AVIF", "TIFF", "SVG", "PSD", "JPEG XL"))
"""Formats of pictures that are not shown: few browsers can, or more than a picture can hide in them."""


def format_of(content: bytes) -> str | None:
    """The format of a picture, whatever its file is called; None for what is no picture."""
    for beginning, name in _BEGINNINGS:
        if content.startswith(beginning):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp":
        return _BRANDS.get(content[8:12])
    if content[:2] == b"BM" and content[6:10] == bytes(4):
        return "BMP"
    return "SVG" if _SVG.match(content[:2000]) else None


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """The picture, of which nothing but the head has been read. Raises one of BROKEN.

    The classes of Pillow are called by themselves, since `Image.open` looks at the size after its own mind, and tries all formats.
    """
    open_it = _OPENERS.get(format_of(content) or "")
    if open_it is None:
        raise ValueError("no picture")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with open_it(BytesIO(content)) as picture:
            yield picture


def is_too_large(width: int, height: int) -> bool:
    return max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS


def moves(picture: Image.Image) -> bool:
    return bool(getattr(picture, "is_animated", False))


def orientation(picture: Image.Image) -> int:
    """How the camera was held, 1 to 8 as in EXIF; 1 where that cannot be read."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except BROKEN:
        return 1


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Width and height as people see it: a camera may say that its picture lies on its side."""
    lies = orientation(picture) in _SIDEWAYS
    return (picture.height, picture.width) if lies else (picture.width, picture.height)
