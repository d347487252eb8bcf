"""A zip file of parts that are packed already, each in one or several pieces."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence

from msgspec import Struct

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LAST = struct.Struct("<4s4H2LH")
_NEEDS = 20
_DEFLATED = 8
_MADE = 0, 1 << 5 | 1
"""Midnight, the first of January 1980: always the same, so that equal parts give equal bytes."""


class _Packed(Struct, frozen=True):
    """A part: its name, and what a zip file says of it: checksum, packed and unpacked size."""

    name: bytes
    says: tuple[int, int, int]


def write_archive(parts: Mapping[str, Sequence[bytes]]) -> bytes:
    """The zip file; the pieces of a part are raw deflate streams, of which the last one ends it.

    Source: APPNOTE.TXT, .ZIP File Format Specification, sections 4.3.7, 4.3.12, 4.3.16.
    """
    content, listed = bytearray(), bytearray()
    for name, pieces in parts.items():
        packed = _Packed(name.encode("ascii"), _measure(pieces))
        listed += _CENTRAL.pack(b"PK\1\2", _NEEDS, *_about(packed), 0, 0, 0, 0, len(content)) + packed.name
        content += _LOCAL.pack(b"PK\3\4", *_about(packed)) + packed.name
        content += b"".join(pieces)
    end = _LAST.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(listed), len(content), 0)
    return bytes(content + listed + end)


def _about(packed: _Packed) -> tuple[int, ...]:
    """What stands in both headers: version needed, flags, method, time and day, checksum, sizes, lengths of name and extra field."""
    return _NEEDS, 0, _DEFLATED, *_MADE, *packed.says, len(packed.name), 0


def _measure(pieces: Sequence[bytes]) -> tuple[int, int, int]:
    checksum = size = 0
    for piece in pieces:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(piece)
        checksum, size = zlib.crc32(content, checksum), size + len(content)
    return checksum, sum(map(len, pieces)), size
