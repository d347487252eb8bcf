"""Planned pages as bytes for a worker, with everything that they are made of: each Row packed once, each record fetched from the store."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from starcase.model.output import Kept, Page
from starcase.model.packing import pack, unpack
from starcase.model.row import AnyRow, NoticeRow, PageRow, Row, StoryRow
from starcase.problems import DocumentId

Fetch = Callable[[DocumentId], bytes]

_ROWS: tuple[type[AnyRow], ...] = (Row, StoryRow, NoticeRow, PageRow)
_NUMBERS: dict[type[object], int] = {shape: number for number, shape in enumerate(_ROWS)}
_MOST_PAGES = 32
_PACKED_ROWS = 5_000
_UNPACKED_ROWS = 500
MOST_ROWS = 7_500
"""In a parcel, but for those of one page: what a worker holds at a time does not grow with the site."""


def pack_pages(pages: Iterable[Page], fetch: Fetch, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """Parcels of pages, in their order; `fetch` gives a record's bytes."""
    packed: dict[str, bytes] = {}
    for batch in _in_parts(pages, most_rows):
        if len(packed) > _PACKED_ROWS:
            packed.clear()
        content = io.BytesIO()
        _Packer(content, packed, fetch).dump(batch)
        yield content.getvalue()


def _in_parts(pages: Iterable[Page], most: int) -> Iterator[tuple[Page, ...]]:
    """The pages in their order, so many together, fewer where they are made of very many Rows; a list that several of them share counts once.

    A part that has many Rows already waits for no other page that brings some: those that take longest are begun first.
    """
    part: list[Page] = []
    held: dict[int, int] = {}
    for page in pages:
        lists = {id(one): len(one) for one in page.parts if type(one) is tuple}
        rows, more = sum(held.values()), sum(length for one, length in lists.items() if one not in held)
        if len(part) == _MOST_PAGES or (part and more and (rows > most // 2 or rows + more > most)):
            yield tuple(part)
            part, held = [], {}
        part.append(page)
        held.update(lists)
    if part:
        yield tuple(part)


def unpack_pages(parcel: bytes) -> tuple[Page, ...]:
    """The pages of a parcel; in the place of each Kept stand the record's bytes."""
    pages: tuple[Page, ...] = pickle.loads(parcel)
    return pages


class _Packer(pickle.Pickler):
    """Packs what many pages of a parcel have in common once: rows as their own bytes, records as they were kept."""

    def __init__(self, file: io.BytesIO, packed: dict[str, bytes], fetch: Fetch) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._packed = packed
        self._fetch = fetch
        self._records: dict[Kept, bytes] = {}

    def reducer_override(self, value: object) -> Any:
        shape = type(value)
        if shape is Kept:
            return bytes, (self._record(value),)  # type: ignore[arg-type]
        number = _NUMBERS.get(shape)
        return NotImplemented if number is None else (_unpack_row, (number, self._pack(value)))  # type: ignore[arg-type]

    def _record(self, kept: Kept) -> bytes:
        if kept not in self._records:
            self._records[kept] = self._fetch(kept.document)
        return self._records[kept]

    def _pack(self, row: AnyRow) -> bytes:
        content = self._packed.get(row.digest)
        if content is None:
            content = self._packed[row.digest] = pack(row)
        return content


@lru_cache(maxsize=_UNPACKED_ROWS)
def _unpack_row(shape: int, packed: bytes) -> AnyRow:
    row: AnyRow = unpack(_ROWS[shape], packed)
    return row
