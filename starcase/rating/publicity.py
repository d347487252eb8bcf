"""Counts the days of a publicity period: on the calendar, or the working days that the State Council's holidays leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar

from starcase.model.programme import Publicity

_DAY = timedelta(days=1)


def last_day_of(opens: date, publicity: Publicity) -> date | None:
    """The last day for objections; the day after `opens` is day one. None where no working days are known for a year.

    Source: FORMAT.md section 5, Notice: `closes`.
    """
    if publicity.days:
        return opens + timedelta(days=publicity.days)
    try:
        working = _working_days(opens + _DAY)
        return [next(working) for _ in range(publicity.working_days or 0)][-1]
    except (NotImplementedError, IndexError):
        return None


def last_known_year() -> int:
    """The last year whose holidays are known."""
    return int(max(day.year for day in chinese_calendar.holidays))


def _working_days(day: date) -> Iterator[date]:
    """Every working day from a day on; NotImplementedError where a year's holidays are not known."""
    while True:
        if chinese_calendar.is_workday(day):
            yield day
        day += _DAY
