"""Compares the row of totals with what stands above it: a table whose total is another has lost a row, or gained one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from starcase.exchange.tables.columns import Kind
from starcase.exchange.tables.grid import Cell
from starcase.exchange.tables.headers import Meaning
from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase, say_number


def check_totals(
    meanings: Iterable[Meaning], total: Sequence[Cell], rows: Sequence[Sequence[Cell]]
) -> Iterator[tuple[Meaning, Wrong]]:
    """Columns whose total is not the sum of the rows; only those in which every row holds an exact number, or nothing."""
    for meaning in meanings:
        if meaning.column.kind is not Kind.COUNT or "%" in meaning.column.units:
            continue
        told = _number(total[meaning.place])
        cells = [row[meaning.place] for row in rows if row[meaning.place] != ""]
        numbers = [number for cell in cells if (number := _number(cell)) is not None]
        if told is None or len(numbers) < len(cells) or sum(numbers) == told:
            continue
        wrong = phrase(
            "合计写的是{told}，各行加起来是{sum}", told=say_number(told), sum=say_number(sum(numbers, Decimal()))
        )
        yield meaning, Wrong(wrong, phrase("请核对是不是少了一行，或者有一个数写错了。"), must=False)


def _number(cell: Cell) -> Decimal | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, str) and cell.strip().isdecimal():
        return Decimal(cell.strip())
    return None
