"""Reckons how long a rating is valid, in months and years of the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from starcase.model.programme import Cadence, Programme, Rhythm, ValidFrom, Validity
from starcase.model.values import Period, month_length

_DAY = timedelta(days=1)
_MONTH, _QUARTER, _YEAR = 1, 3, 12
_RHYTHMS = {Rhythm.MONTHLY: _MONTH, Rhythm.QUARTERLY: _QUARTER, Rhythm.YEARLY: _YEAR}


@lru_cache(maxsize=4096)
def same_day_after(day: date, months: int) -> date:
    """The same date some months later; where that month is too short, the day after its end.

    So the day before it is the last day of the term, also of one that ends in a month without that date: a year from
    2024-02-29 ends on 2025-02-28. Past the calendar's end it is the calendar's last day.
    """
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if year > date.max.year:
        return date.max
    length = month_length(year, month + 1)
    same = date(year, month + 1, min(day.day, length))
    return same if day.day <= length else same + _DAY


def last_valid_day(made: date, period: Period | None, programme: Programme) -> date | None:
    """The last day of a rating made on a day for a period; None where it holds until the next decision.

    A decision without an evaluation has no period: then the month or quarter of the day made stands for it.
    Source: FORMAT.md section 4, In force.
    """
    if months := _months(programme.validity):
        return same_day_after(_first_day(made, programme.validity), months) - _DAY
    rhythm = months_between_rounds(programme.cadence)
    if rhythm not in (_MONTH, _QUARTER):
        return None
    return (period or _period_of(made, rhythm)).next().last_day


def _months(validity: Validity | None) -> int:
    return (validity.months or 0) + (validity.years or 0) * _YEAR if validity else 0


def _first_day(made: date, validity: Validity | None) -> date:
    """The day from which months and years are counted."""
    if validity and validity.valid_from is ValidFrom.NEXT_JANUARY:
        return same_day_after(date(made.year, 1, 1), _YEAR)
    return made


def months_between_rounds(cadence: Cadence | None) -> int | None:
    """The months from one round to the next; None where there is no rhythm."""
    if cadence is None:
        return None
    return _RHYTHMS[cadence.every] if cadence.every else cadence.months


def _period_of(day: date, months: int) -> Period:
    return Period(day.year, f"{day.month:02}" if months == _MONTH else f"Q{(day.month + 2) // 3}")
