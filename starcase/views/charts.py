"""Charts of bars from zero, each with the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words, say_number
from starcase.views.parts import Bar, Cell, Table, make_bars

_TENTH = Decimal("0.1")


class Chart(Struct, frozen=True):
    """`notes` say how to read it; `table` is None where the same figures stand beside it."""

    caption: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...] = ()
    table: Table | None = None


class Counted(Struct, frozen=True):
    """What is counted, the page that lists it, and how many; `apart` sets it off from the others."""

    label: str
    href: str | None
    number: int
    apart: bool = False


def chart_counts(caption: str, heading: str, counted: Sequence[Counted], measure: str, words: Words) -> Chart:
    """How many there are of each, which together are all; those set apart are drawn hollow."""
    bars = make_bars(
        [(one.label, Decimal(one.number), words("{n}{measure}", n=one.number, measure=measure)) for one in counted]
    )
    whole = sum(one.number for one in counted)
    shares = [say_share(one.number, whole, words) if whole else "" for one in counted]
    columns = (Cell(heading), Cell(words("数量（{unit}）", unit=measure), numeric=True))
    return Chart(
        caption=caption,
        bars=tuple(
            replace(bar, href=one.href, note=share, hollow=one.apart)
            for bar, one, share in zip(bars, counted, shares, strict=True)
        ),
        table=Table(
            caption=caption,
            columns=(*columns, Cell(words("占比"), numeric=True)) if whole else columns,
            rows=tuple(
                (Cell(one.label), Cell(str(one.number), numeric=True), *([Cell(share, numeric=True)] if whole else []))
                for one, share in zip(counted, shares, strict=True)
            ),
        ),
    )


def say_share(part: int, whole: int, words: Words) -> str:
    """A part of a whole in per cent, to a tenth; so small a part that it would read as nothing says so."""
    share = (Decimal(part * 100) / whole).quantize(_TENTH, ROUND_HALF_UP)
    if part and not share:
        return words("不到0.1%")
    return f"{say_number(share)}%"
