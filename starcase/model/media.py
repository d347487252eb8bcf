"""A file that a record names: a photo or an attachment, with its address in the output."""

from __future__ import annotations

from msgspec import Struct


class NamedFile(Struct, frozen=True):
    """`written` is the text of the record's `file:`; `path` is relative to the root; `size` in bytes.

    `width` and `height` in pixels, None where it is no picture.
    """

    written: str
    path: str
    url: str
    size: int
    width: int | None = None
    height: int | None = None
