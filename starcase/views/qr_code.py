"""Draws an address as a QR code: one path of an SVG. What a version looks like is segno's; each address is only placed in it.

Source: ISO/IEC 18004:2015, sections 7.4 to 7.8. segno tries all eight masks for each code; a reader must read any, so that one will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, reduce
from itertools import chain, compress, count, groupby, product
from operator import xor
from typing import Any

import segno
from msgspec import Struct
from segno import consts as _consts

consts: Any = _consts
"""The tables of the standard; segno gives no types for what is in them."""
_CORRECTION = "M"
_MASK = 3
_QUIET = 4
_STROKE = 8
"""So many modules are drawn at once."""
_BYTE_MODE = 0b0100
_PADS = b"\xec\x11"
_AS_NUMBERS, _AS_DIGITS = bytes.maketrans(b"01", b"\0\1"), bytes.maketrans(b"\0\1", b"01")


class QrCode(Struct, frozen=True):
    """`path` draws the dark modules as lines one wide; `size` is the side of the drawing, the quiet zone included."""

    path: str
    size: int


class _Version(Struct, frozen=True):
    """`blank` holds the modules of a code whose bits are all zero, row by row, as the bits of a number; `drawn` what each data bit changes.

    `width` is the side with as many light modules as it takes to draw rows stroke by stroke; `length_bits` is how long the number of characters is.
    """

    side: int
    width: int
    length_bits: int
    codewords: int
    blank: int
    drawn: tuple[int, ...]


@lru_cache(maxsize=1)
def draw_code(address: str) -> QrCode:
    """The code that leads to an address; a body's page and its certificate, which are made one after the other, have the same.

    Each data bit changes its own module and those of its error correction, whatever the other bits are: a code is the sum of what its bits draw.
    """
    content = address.encode()
    version = _version_for(len(content))
    bits = _bits(_codewords(content, version))
    modules = reduce(xor, compress(version.drawn, bits), version.blank)
    return QrCode("".join(_lines(modules, version)), version.side + 2 * _QUIET)


def _bits(words: bytes) -> bytes:
    """Each bit of some words as a byte."""
    return f"{int.from_bytes(words):0{8 * len(words)}b}".encode().translate(_AS_NUMBERS)


def _lines(modules: int, version: _Version) -> Iterator[str]:
    """The dark modules of each row as lines."""
    in_row = version.width // _STROKE
    strokes = map(_strokes().__getitem__, modules.to_bytes(version.side * in_row))
    return chain.from_iterable(zip(_starts(version.side), *[strokes] * in_row, strict=True))


@lru_cache(maxsize=40)
def _starts(side: int) -> tuple[str, ...]:
    """To where the pen goes for each row."""
    return tuple(f"M{_QUIET} {y + _QUIET}.5" for y in range(side))


@lru_cache(maxsize=1)
def _strokes() -> tuple[str, ...]:
    """For each byte, whose bits are modules in a row, the lines that draw the dark ones, from their beginning to their end."""
    every = product((False, True), repeat=_STROKE)
    return tuple("".join(_draw(dark, len(tuple(run))) for dark, run in groupby(modules)) for modules in every)


def _draw(dark: bool, length: int) -> str:
    return f"h{length}" if dark else f"m{length} 0"


def _codewords(content: bytes, version: _Version) -> bytes:
    """The mode, how many bytes there are, the bytes, the end, and pads up to the version's capacity."""
    bits = f"{_BYTE_MODE:04b}{len(content):0{version.length_bits}b}{int.from_bytes(content):0{8 * len(content)}b}0000"
    words = int(bits, 2).to_bytes(len(bits) // 8)
    return (words + _PADS * version.codewords)[: version.codewords]


def _correction(words: bytes, count: int) -> bytes:
    """The remainder of the words' polynomial by the generator of so many error correction codewords."""
    table, top, rest = _multiples(count), 8 * (count - 1), 0
    kept = (1 << top) - 1
    for word in words:
        rest = ((rest & kept) << 8) ^ table[(rest >> top) ^ word]
    return rest.to_bytes(count)


@lru_cache(maxsize=64)
def _multiples(count: int) -> tuple[int, ...]:
    """Each multiple of a generator, its coefficients as the bytes of a number."""
    exponents, logarithms = consts.GALIOS_EXP, consts.GALIOS_LOG
    generator = consts.GEN_POLY[count]
    rows = (bytes(exponents[logarithms[factor] + one] for one in generator) for factor in range(1, 256))
    return (0, *map(int.from_bytes, rows))


@lru_cache(maxsize=64)
def _version_for(length: int) -> _Version:
    """The smallest version that holds so many bytes."""
    code = segno.make_qr(bytes(length), error=_CORRECTION, mode="byte", mask=_MASK, boost_error=False)
    return _lay_out(int(code.version))


@lru_cache(maxsize=40)
def _lay_out(version: int) -> _Version:
    code = segno.make_qr(b"0", error=_CORRECTION, mode="byte", mask=_MASK, boost_error=False, version=version)
    side = len(code.matrix)
    width = -(-side // _STROKE) * _STROKE
    places = tuple((row, column) for row, column in _zigzag(side) if not _is_pattern(row, column, side, version))
    blank = [bytearray(row).ljust(width, b"\0") for row in code.matrix]
    for row, column in places:
        blank[row][column] = (row + column) % 3 == 0
    blocks = tuple(
        (one.num_data, one.num_total - one.num_data)
        for one in consts.ECC[version][consts.ERROR_LEVEL_M]
        for _ in range(one.num_blocks)
    )
    return _Version(
        side=side,
        width=width,
        length_bits=8 if version < 10 else 16,
        codewords=sum(data for data, _ in blocks),
        blank=int(b"".join(blank).translate(_AS_DIGITS), 2),
        drawn=tuple(_drawn(blocks, tuple(1 << (side - row) * width - 1 - column for row, column in places))),
    )


def _drawn(blocks: tuple[tuple[int, int], ...], places: tuple[int, ...]) -> Iterator[int]:
    """What each data bit draws; `blocks` are (data codewords, error correction codewords) of each, `places` is where each bit goes."""
    for (data, checks), dealt in zip(blocks, _deal(blocks), strict=True):
        own = tuple(place for word in dealt for place in places[8 * word : 8 * word + 8])
        for number, (after, bit) in enumerate(product(reversed(range(data)), range(8))):
            words = bytes([128 >> bit]) + bytes(after)
            yield own[number] + sum(compress(own[8 * data :], _bits(_correction(words, checks))))


def _deal(blocks: tuple[tuple[int, int], ...]) -> tuple[list[int], ...]:
    """Which codewords each block has: the data codewords of all blocks in turn, then their error correction codewords."""
    dealt: tuple[list[int], ...] = tuple([] for _ in blocks)
    number = count()
    for lengths in zip(*blocks, strict=True):
        for turn, (block, length) in product(range(max(lengths)), zip(dealt, lengths, strict=True)):
            if turn < length:
                block.append(next(number))
    return dealt


def _is_pattern(row: int, column: int, side: int, version: int) -> bool:
    """Whether a module belongs to what every code of a version has: patterns, format and version."""
    low, high = min(row, column), max(row, column)
    if low == 6 or high < 9 or (low < 9 and high >= side - 8):
        return True
    if version >= 7 and low < 6 and high >= side - 11:
        return True
    centres: tuple[int, ...] = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    near = [next((one for one in centres if abs(one - at) <= 2), None) for at in (row, column)]
    return None not in near and near not in ([6, centres[-1]], [centres[-1], 6])


def _zigzag(side: int) -> Iterator[tuple[int, int]]:
    """The modules in the order in which bits are placed: columns in pairs from the right, upwards and downwards in turn."""
    rights = [*range(side - 1, 6, -2), *range(5, 0, -2)]
    for number, right in enumerate(rights):
        rows = range(side - 1, -1, -1) if number % 2 == 0 else range(side)
        yield from ((row, column) for row in rows for column in (right, right - 1))
