"""Which numbers a printed figure may stand for, and which rounding makes one number the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from msgspec import Struct

from starcase.model.programme import Rounding
from starcase.model.reconciled import Outcome
from starcase.model.values import Count, Exactness

SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
"""Words before a unit, or behind a figure, that multiply it."""

_SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
_LAST_DIGIT = re.compile(r"[0-9]+(?:\.(?P<decimals>[0-9]+))?(?P<scale>百万|千万|万亿|[十百千万亿])?")


class Span(Struct, frozen=True):
    """All numbers from `low` on up to `high`, which is None where there is no end, and one of them unless it is open."""

    low: Fraction
    high: Fraction | None
    is_open: bool = False

    def meets(self, other: Span) -> bool:
        """Whether a number lies in both."""
        return not self._ends_before(other.low) and not other._ends_before(self.low)

    def _ends_before(self, number: Fraction) -> bool:
        return self.high is not None and (self.high < number or (self.high == number and self.is_open))


class Printed(Struct, frozen=True):
    """A number as it was printed: its value, how it is to be taken (a range to `high`), and what its last digit is worth."""

    value: Fraction
    step: Fraction = Fraction(1)
    exactness: Exactness = Exactness.EXACT
    high: Fraction | None = None

    @property
    def is_exact(self) -> bool:
        return self.exactness is Exactness.EXACT

    @property
    def rounded(self) -> Span:
        """What it may stand for where an exact one may have been rounded or truncated to its last digit."""
        if not self.is_exact:
            return self._approximate()
        return Span(self.value - self.step / 2, self.value + self.step, is_open=True)

    @property
    def counted(self) -> Span:
        """What it may stand for where a whole number was counted, one by one; its last digit else is a rounded one."""
        return Span(self.value, self.value) if self.is_exact and self.step == 1 else self.rounded

    def _approximate(self) -> Span:
        """Source: FORMAT.md section 4, Approximate figures; nothing that is counted is below 0."""
        match self.exactness:
            case Exactness.AT_LEAST:
                return Span(self.value, None)
            case Exactness.UNDER:
                return Span(Fraction(0), self.value, is_open=True)
            case Exactness.RANGE:
                return Span(self.value, self.high)
            case _:
                return Span(Fraction(0), None)


def printed_count(count: Count, scale: int) -> Printed:
    """A figure as it was printed before a unit such as 万元, which multiplies it by `scale`."""
    last = _LAST_DIGIT.search(count.text)
    decimals, word = (last["decimals"] or "", last["scale"] or "") if last else ("", "")
    step = Fraction(scale * {**SCALES, **_SMALL_SCALES}.get(word, 1), 10 ** len(decimals))
    high = None if count.high is None else Fraction(count.high) * scale
    return Printed(Fraction(count.value) * scale, step, count.exactness, high)


def printed_number(number: Decimal) -> Printed:
    """An exact number; the zeros at its end were printed as well."""
    return Printed(Fraction(number), Fraction(1, 10 ** decimals_of(number)))


def decimals_of(number: Decimal) -> int:
    """How many decimals were printed."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def add_spans(spans: Sequence[Span]) -> Span:
    """What the sum of numbers in these spans may be."""
    low = sum((span.low for span in spans), Fraction(0))
    highs = [span.high for span in spans if span.high is not None]
    if len(highs) < len(spans):
        return Span(low, None)
    return Span(low, sum(highs, Fraction(0)), any(span.is_open for span in spans))


def percent_spans(part: Span, whole: Span) -> Span:
    """What the percentage may be that a part is of a whole."""
    low = part.low / whole.high * 100 if whole.high else Fraction(0)
    high = part.high / whole.low * 100 if part.high is not None and whole.low > 0 else None
    return Span(low, high, part.is_open)


def round_to(number: Fraction, step: Fraction, rounding: Rounding) -> Fraction:
    """A number from 0 on to a multiple of `step`: half up, or without what is left over."""
    half = Fraction(1, 2) if rounding is Rounding.NEAREST else 0
    return floor(number / step + half) * step


def fit(reckoned: Fraction, printed: Printed, said: Rounding | None) -> tuple[Outcome, Rounding | None] | None:
    """Whether a reckoned number is the printed one, and by which rounding; None where it is not.

    Half up is taken for granted where nothing is `said`.
    """
    if reckoned == printed.value:
        return Outcome.AGREES, None
    wanted = said or Rounding.NEAREST
    found = [each for each in Rounding if round_to(reckoned, printed.step, each) == printed.value]
    if wanted in found:
        return Outcome.AGREES, wanted
    return (only_by(found[0]), found[0]) if found else None


def only_by(rounding: Rounding) -> Outcome:
    """The outcome where nothing but this rounding explains a figure, and another was to be expected."""
    return Outcome.ONLY_TRUNCATED if rounding is Rounding.TRUNCATED else Outcome.ONLY_NEAREST
