"""What an old Excel workbook (xls) holds beside its values: errors of formulas, hidden rows.

Sources: [MS-CFB] for the container, [MS-XLS] for the records in it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

_FREE_OR_END = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
_STREAMS = ("Workbook", "Book")
_BOUND_SHEET, _FORMULA, _ROW, _ERROR, _END = 0x0085, 0x0006, 0x0208, 0x0205, 0x000A
_IS_HIDDEN = 0x20


class Inside(Struct, frozen=True):
    """Cells whose formula came to an error, and rows that nobody sees; both count from 0."""

    errors: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()


def look_inside_xls(content: bytes) -> dict[str, Inside]:
    """What the sheets of an xls workbook hold, by their names; nothing where the file is not as it should be."""
    try:
        book = _workbook_stream(content)
        return {name: _look(book, start) for name, start in _sheets(book)}
    except (struct.error, LookupError, UnicodeDecodeError, StopIteration):
        return {}


# ── The records of the workbook ──


def _records(book: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record up to the end of its part."""
    while start + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, start)
        yield kind, book[start + 4 : start + 4 + size]
        if kind == _END:
            return
        start += 4 + size


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """Name and start of each sheet."""
    for kind, content in _records(book, 0):
        if kind == _BOUND_SHEET:
            start, count, is_wide = struct.unpack_from("<IxxBB", content)
            text = content[8 : 8 + count * (2 if is_wide & 1 else 1)]
            yield text.decode("utf-16-le" if is_wide & 1 else "latin-1"), start


def _look(book: bytes, start: int) -> Inside:
    errors: set[tuple[int, int]] = set()
    hidden: set[int] = set()
    for kind, content in _records(book, start):
        if (kind == _ERROR and len(content) >= 8 and content[7] == 1) or (
            kind == _FORMULA and content[6:7] == b"\x02" and content[12:14] == b"\xff\xff"
        ):
            errors.add(_place(content))
        elif kind == _ROW and len(content) >= 16 and content[12] & _IS_HIDDEN:
            hidden.add(_place(content)[0])
    return Inside(frozenset(errors), frozenset(hidden))


def _place(content: bytes) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", content)
    return row, column


# ── The container ──


def _workbook_stream(content: bytes) -> bytes:
    """The stream in which the workbook stands: in sectors of its own, or a small one inside another stream."""
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    if not (9 <= shift <= 12 and small_shift < shift):
        raise LookupError(shift)
    size = 1 << shift
    folder, cutoff, first_small = struct.unpack_from("<I4xII", content, 48)
    sectors = _Sectors(content[size:], size, _allocation(content, size))
    entries = sectors.chain(folder)
    first, whole = next(
        struct.unpack_from("<II", entries, at + 116)
        for at in range(0, len(entries), 128)
        if _name(entries, at) in _STREAMS
    )
    if whole >= cutoff:
        return sectors.chain(first)[:whole]
    (within,) = struct.unpack_from("<I", entries, 116)
    table = sectors.chain(first_small)
    small = _Sectors(sectors.chain(within), 1 << small_shift, struct.unpack(f"<{len(table) // 4}I", table))
    return small.chain(first)[:whole]


def _name(entries: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<H", entries, at + 64)
    return entries[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le")


class _Sectors(Struct, frozen=True):
    """Pieces of one size, and which follows which."""

    content: bytes
    size: int
    table: tuple[int, ...]

    def chain(self, sector: int) -> bytes:
        """All pieces from one on; a table that goes in a circle ends somewhere."""
        found: list[bytes] = []
        while sector < _FREE_OR_END and len(found) <= len(self.table):
            found.append(self.content[self.size * sector : self.size * (sector + 1)])
            sector = self.table[sector]
        return b"".join(found)


def _allocation(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows which."""
    parts = list(struct.unpack_from("<109I", content, 76))
    (more,) = struct.unpack_from("<I", content, 68)
    seen: set[int] = set()
    while more < _FREE_OR_END and more not in seen:
        seen.add(more)
        *listed, more = struct.unpack_from(f"<{size // 4}I", content, size * (more + 1))
        parts += listed
    sectors = (content[size * (part + 1) : size * (part + 2)] for part in parts if part < _FREE_OR_END)
    table = b"".join(sector for sector in sectors if len(sector) == size)
    return struct.unpack(f"<{len(table) // 4}I", table)
