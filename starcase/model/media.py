"""A file that a record names, a photo or an attachment, and what is published of it."""

from __future__ import annotations

from msgspec import Struct


class Rendition(Struct, frozen=True):
    """One file of the output: its address, and what it is to be; `width` and `height` in pixels, None where it is no picture."""

    url: str
    width: int | None = None
    height: int | None = None


class NamedFile(Struct, frozen=True):
    """`written` is the text of the record's `file:`; `path` is relative to the root; `size` in bytes.

    `url` leads to what anybody can open; `width` and `height` are its own in pixels, None where it is no picture. `renditions` are all
    that is published of a photo, the same picture in several widths and formats. `digest` is that of the content. `is_unread`: there may
    be text in it that the program could not look through.
    """

    written: str
    path: str
    url: str
    size: int
    width: int | None = None
    height: int | None = None
    renditions: tuple[Rendition, ...] = ()
    digest: str = ""
    is_unread: bool = False


class Medium(Struct, frozen=True):
    """A file of the content, as its bytes were when it was found (`digest`), and what is to be made of it."""

    path: str
    digest: str
    renditions: tuple[Rendition, ...]
