"""Sources, evidence and attachments, each with a link where it can be opened; and photos."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec import Struct

from starcase.language import Words
from starcase.model.media import NamedFile
from starcase.model.organization import Photo
from starcase.model.source import Source
from starcase.views import urls
from starcase.views.parts import say_date
from starcase.views.shared import Shared

Files = tuple[NamedFile, ...]

_KILO = 1024


class DocumentView(Struct, frozen=True):
    """`details` are its date, kind and size, and what is noted about it."""

    title: str
    href: str | None
    details: tuple[str, ...]


class PictureSource(Struct, frozen=True):
    """A photo in one format: its media type, and its addresses by width, as a `srcset`."""

    type: str
    srcset: str


class PictureView(Struct, frozen=True):
    """`width` and `height` in pixels keep its place on the page while it loads.

    `sources` are the same picture in several widths, in the formats that browsers may prefer to that of `src`; `widths` are those of
    its own format. Both are written as a `srcset` is. Without a `caption`, `alt` is shown in its place.
    """

    src: str
    width: int
    height: int
    alt: str
    credit: str | None
    sources: tuple[PictureSource, ...] = ()
    widths: str = ""
    caption: str | None = None


def make_document(source: Source, files: Files, url: str, shared: Shared) -> DocumentView:
    """A source as it is listed on the page at `url`; its file, where it has one, before its address."""
    file = _find(source.file, files)
    details = (
        say_date(source.date, shared.words) if source.date else None,
        _say_file(file, shared.words) if file else None,
        source.note,
    )
    return DocumentView(
        title=source.title or (PurePosixPath(source.file).name if source.file else None) or source.url or "",
        href=urls.relative(url, file.url) if file else _web_address(source.url),
        details=tuple(detail for detail in details if detail),
    )


def make_documents(sources: Iterable[Source], files: Files, url: str, shared: Shared) -> tuple[DocumentView, ...]:
    """The sources in the order in which they are written."""
    return tuple(make_document(source, files, url, shared) for source in sources)


def make_picture(
    photo: Photo | None, files: Files, url: str, shared: Shared, caption: str | None = None
) -> PictureView | None:
    """A photo; None where its file is missing or no picture, or nobody says what is to be seen on it."""
    file = _find(photo.file, files) if photo else None
    if photo is None or not photo.alt or file is None or file.width is None or file.height is None:
        return None
    return PictureView(
        src=urls.relative(url, file.url),
        width=file.width,
        height=file.height,
        alt=photo.alt,
        credit=shared.words("摄影：{name}", name=photo.credit) if photo.credit else None,
        sources=(PictureSource("image/webp", webp),) if (webp := _list_widths(file, ".webp", url)) else (),
        widths=_list_widths(file, ".jpg", url),
        caption=caption or None,
    )


def _list_widths(file: NamedFile, ending: str, url: str) -> str:
    """`../a-480.webp 480w, …`: what there is of a picture in one format."""
    some = (one for one in file.renditions if one.url.endswith(ending))
    return ", ".join(f"{urls.relative(url, one.url)} {one.width}w" for one in some)


def make_pictures(photos: Iterable[Photo], files: Files, url: str, shared: Shared) -> tuple[PictureView, ...]:
    """The photos whose files can be shown, in the order in which they are written."""
    pictures = (make_picture(photo, files, url, shared) for photo in photos)
    return tuple(picture for picture in pictures if picture)


def _find(written: str | None, files: Files) -> NamedFile | None:
    return next((file for file in files if file.written == written), None)


def _web_address(address: str | None) -> str | None:
    """Only what a browser opens as a page: never a script."""
    return address if address and address.lower().startswith(("https://", "http://")) else None


def _say_file(file: NamedFile, words: Words) -> str:
    kind = PurePosixPath(file.written).suffix.removeprefix(".").upper()
    if file.size < _KILO * _KILO:
        return words("{kind} 文件，{size} KB", kind=kind, size=max(1, round(file.size / _KILO)))
    return words("{kind} 文件，{size} MB", kind=kind, size=round(file.size / _KILO / _KILO, 1))
