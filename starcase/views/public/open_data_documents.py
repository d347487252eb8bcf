"""Sources, evidence and photos as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from starcase.model.organization import Photo
from starcase.model.source import Source
from starcase.views.public.documents import Files, make_document, make_pictures
from starcase.views.public.open_data_fields import as_written, titled
from starcase.views.shared import Shared


class DocumentData(Struct, frozen=True, forbid_unknown_fields=True):
    title: Annotated[str, as_written(Source, "title", "Title of the document")]
    href: Annotated[
        str | None, titled("链接", "Where it can be opened; relative to this file where it is one of the site's")
    ]
    date: Annotated[str | None, as_written(Source, "date", "Its date, as precisely as it is known")]
    note: Annotated[str | None, as_written(Source, "note", "A note on it")]


class PhotoData(Struct, frozen=True, forbid_unknown_fields=True):
    """A photo whose subjects have agreed to be shown."""

    href: Annotated[str, as_written(Photo, "file", "The picture, relative to this file")]
    width: Annotated[int, titled("宽", "Width", "px")]
    height: Annotated[int, titled("高", "Height", "px")]
    alt: Annotated[str, as_written(Photo, "alt", "What it shows")]
    credit: Annotated[str | None, as_written(Photo, "credit", "Who took it")]


def list_documents(sources: Iterable[Source], files: Files, url: str, shared: Shared) -> tuple[DocumentData, ...]:
    """Sources in the order in which they are written."""
    return tuple(_list_document(source, files, url, shared) for source in sources)


def list_photos(photos: Iterable[Photo], files: Files, url: str, shared: Shared) -> tuple[PhotoData, ...]:
    """The photos that are shown on the page."""
    pictures = make_pictures(photos, files, url, shared)
    return tuple(PhotoData(one.src, one.width, one.height, one.alt, one.credit) for one in pictures)


def _list_document(source: Source, files: Files, url: str, shared: Shared) -> DocumentData:
    shown = make_document(source, files, url, shared)
    return DocumentData(shown.title, shown.href, str(source.date) if source.date else None, source.note)
