"""Planned pages as bytes for a worker, with everything that they are made of: each Row packed once, each record fetched from the store."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from starcase.model.output import Kept, Page
from starcase.model.packing import pack, unpack
from starcase.model.row import AnyRow, NoticeRow, PageRow, Row, StoryRow
from starcase.pool import in_batches
from starcase.problems import DocumentId

Fetch = Callable[[DocumentId], bytes]

_ROWS: tuple[type[AnyRow], ...] = (Row, StoryRow, NoticeRow, PageRow)
_NUMBERS: dict[type[object], int] = {shape: number for number, shape in enumerate(_ROWS)}
_PACKED_ROWS = 5_000
_UNPACKED_ROWS = 500
MOST_ROWS = 7_500
"""In a parcel, but for those of one page: what a worker holds at a time does not grow with the site."""


def pack_pages(pages: Iterable[Page], fetch: Fetch, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """Parcels of pages, in their order; `fetch` gives a record's bytes."""
    packed: dict[str, bytes] = {}
    for batch in chain.from_iterable(_cut_heavy(some, most_rows) for some in in_batches(pages)):
        if len(packed) > _PACKED_ROWS:
            packed.clear()
        content = io.BytesIO()
        _Packer(content, packed, fetch).dump(batch)
        yield content.getvalue()


def _cut_heavy(batch: tuple[Page, ...], most: int) -> Iterator[tuple[Page, ...]]:
    """A batch, in several parts where its pages are made of very many Rows; a list that several pages share counts once."""
    part: list[Page] = []
    held: dict[int, int] = {}
    for page in batch:
        lists = {id(one): len(one) for one in page.parts if type(one) is tuple}
        more = sum(length for one, length in lists.items() if one not in held)
        if part and more and sum(held.values()) + more > most:
            yield tuple(part)
            part, held = [], {}
        part.append(page)
        held.update(lists)
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
