"""What a body's services come to: the figure of an indicator in a period, or of all periods up to a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from starcase.model.ids import IndicatorId
from starcase.model.organization import Organization, PeriodCounts
from starcase.model.programme import Programme
from starcase.model.values import Count, Exactness, Period
from starcase.rating.calendar import months_between_rounds


class Figure(Struct, frozen=True):
    """A number as sure as its parts; `high` is the upper end of a range.

    Source: FORMAT.md section 4, Approximate figures.
    """

    value: Decimal
    exactness: Exactness = Exactness.EXACT
    high: Decimal | None = None


def figure_in(body: Organization, programme: Programme, wanted: IndicatorId, period: Period) -> Figure | None:
    """The indicator's own figure of a period or, where it adds up, the sum of the periods inside it; None where there is none.

    Source: FORMAT.md section 4, Indicators.
    """
    periods = body.services.periods if body.services else ()
    own = _figures((one for one in periods if one.period == period), wanted)
    if own:
        return own[0]
    indicator = programme.indicator(wanted)
    if indicator is None or not indicator.add_up:
        return None
    return _add(_figures((one for one in periods if period.contains(one.period)), wanted))


def figure_until(body: Organization, wanted: IndicatorId, day: date) -> Figure | None:
    """The sum of the periods that ended by a day; where there are none, what `to_date` says of a time up to then."""
    services = body.services
    if services is None:
        return None
    ended = _figures((one for one in services.periods if one.period.last_day <= day), wanted)
    if ended:
        return _add(ended)
    to_date = services.to_date
    if to_date is None or (to_date.as_of and to_date.as_of.first_day > day):
        return None
    return next((_figure(one.count) for one in to_date.counts if one.indicator == wanted), None)


def latest_period(body: Organization, programme: Programme, day: date) -> Period | None:
    """The latest period that has ended by a day and of which a body gives figures: of the length in which its programme rates."""
    ended = (period for period in _rating_periods(body, programme) if period.last_day <= day)
    return max(ended, key=lambda period: (period.last_day, -period.first_day.toordinal()), default=None)


def days_of_figures(body: Organization, programme: Programme) -> frozenset[date]:
    """The days from which figures of a body count: on no other day does a sum or the latest period change."""
    services = body.services
    if services is None:
        return frozenset()
    ends = {one.period.last_day for one in services.periods}
    ends.update(period.last_day for period in _rating_periods(body, programme))
    if services.to_date and services.to_date.as_of:
        ends.add(services.to_date.as_of.first_day)
    return frozenset(ends)


def _rating_periods(body: Organization, programme: Programme) -> list[Period]:
    """The periods of which a body gives figures; the whole year or quarter where its programme rates by years or quarters."""
    months = months_between_rounds(programme.cadence)
    given = [one.period for one in (body.services.periods if body.services else ())]
    if months == 12:
        return [Period(period.year) for period in given]
    return [_quarter_of(period) for period in given] if months == 3 else given


def _quarter_of(period: Period) -> Period:
    first, last = period.months
    return Period(period.year, f"Q{(last + 2) // 3}") if last - first < 3 else period


def _figures(periods: Iterable[PeriodCounts], wanted: IndicatorId) -> list[Figure]:
    return [_figure(one.count) for each in periods for one in each.counts if one.indicator == wanted]


def _figure(count: Count) -> Figure:
    return Figure(count.value, count.exactness, count.high)


def _add(figures: list[Figure]) -> Figure | None:
    """Their sum; about that much where they are of different kinds."""
    if len(figures) < 2:
        return figures[0] if figures else None
    kinds = {figure.exactness for figure in figures}
    total = sum((figure.value for figure in figures), Decimal(0))
    kind = kinds.pop() if len(kinds) == 1 else Exactness.ABOUT
    if kind is Exactness.RANGE:
        return Figure(total, kind, sum((figure.high or figure.value for figure in figures), Decimal(0)))
    return Figure(total, kind)
