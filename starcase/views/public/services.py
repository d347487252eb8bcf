"""What a body has done, in figures: by period, to date, and any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words, mark
from starcase.model.ids import IndicatorId
from starcase.model.organization import Fact, Organization, PeriodCounts, ToDate
from starcase.model.programme import Indicator, Programme
from starcase.model.source import Source
from starcase.model.values import Count, Exactness, PartialDate, Period
from starcase.views.charts import Chart
from starcase.views.parts import Cell, Figure, Table, make_bars, say_date, say_period
from starcase.views.shared import Shared

_MOST_BARS = 12
_NO_FIGURE = mark("—")
_AS_OF = mark("截至{date}")
_SOURCE = mark("来源：{title}")


class FigureGroup(Struct, frozen=True):
    """Large figures; `heading` is empty where they stand alone, `notes` hold for all of them."""

    heading: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]


class ServicesView(Struct, frozen=True):
    heading: str
    chart: Chart | None
    table: Table | None
    groups: tuple[FigureGroup, ...]


def project_services(body: Organization, programme: Programme | None, shared: Shared) -> ServicesView | None:
    """The service figures of a body, as typed; None where it gives none."""
    periods = body.services.periods if body.services else ()
    to_date = body.services.to_date if body.services else None
    indicators = _used_indicators(periods, programme)
    has_services = bool(indicators or (to_date and to_date.counts))
    if not (has_services or body.facts):
        return None
    facts_heading = shared.words("其他数据") if has_services else ""
    groups = (
        _group_to_date(to_date, programme, shared.words) if to_date and to_date.counts else None,
        _group_facts(body, facts_heading, programme, shared.words) if body.facts else None,
    )
    return ServicesView(
        heading=shared.words("服务数据") if has_services else shared.words("数据"),
        chart=_draw_chart(periods, indicators, shared.words),
        table=_tabulate(periods, indicators, shared.words) if indicators else None,
        groups=tuple(group for group in groups if group),
    )


def _used_indicators(periods: Iterable[PeriodCounts], programme: Programme | None) -> tuple[Indicator, ...]:
    """The indicators that have a figure in some period, in the programme's order."""
    used = {one.indicator for period in periods for one in period.counts}
    known = programme.indicators if programme else ()
    return tuple(indicator for indicator in known if indicator.id in used)


def _counts_of(periods: Iterable[PeriodCounts], indicator: IndicatorId) -> tuple[tuple[Period, Count], ...]:
    """The indicator's figures, oldest first."""
    found = ((each.period, one.count) for each in periods for one in each.counts if one.indicator == indicator)
    return tuple(sorted(found, key=lambda pair: _when(pair[0])))


def _when(period: Period) -> tuple[int, int, int]:
    """Sorts by the period's end, the shorter first."""
    first, last = period.months
    return period.year, last, -(last - first)


def _tabulate(periods: Iterable[PeriodCounts], indicators: Sequence[Indicator], words: Words) -> Table:
    """All periods, the latest first, by all indicators."""
    found = {each.period: {one.indicator: one.count.text for one in each.counts} for each in periods if each.counts}
    has_gaps = any(len(counts) < len(indicators) for counts in found.values())
    no_figure = words(_NO_FIGURE)
    caption = mark("各期服务数据，“—”表示没有数据") if has_gaps else mark("各期服务数据")
    heads = (Cell(_name_with_unit(indicator, words), numeric=True) for indicator in indicators)
    rows = (
        (
            Cell(say_period(period, words)),
            *[Cell(found[period].get(each.id, no_figure), numeric=True) for each in indicators],
        )
        for period in sorted(found, key=_when, reverse=True)
    )
    return Table(words(caption), (Cell(words("时间")), *heads), tuple(rows))


def _name_with_unit(indicator: Indicator, words: Words) -> str:
    return words("{name}（{unit}）", name=indicator.name, unit=indicator.unit) if indicator.unit else indicator.name


def _draw_chart(periods: Iterable[PeriodCounts], indicators: Iterable[Indicator], words: Words) -> Chart | None:
    """The first indicator that can be compared over at least two periods of one length, oldest first; its table stands beside it."""
    for indicator in indicators:
        counts = _of_one_length(_counts_of(periods, indicator.id))
        if len(counts) > 1:
            return _chart(indicator, counts, words)
    return None


def _of_one_length(counts: Sequence[tuple[Period, Count]]) -> tuple[tuple[Period, Count], ...]:
    """Those of the commonest length of period, the longer one where two are as common."""
    lengths = [_length(period) for period, _ in counts]
    best = max(set(lengths), key=lambda length: (lengths.count(length), length), default=0)
    return tuple(pair for pair, length in zip(counts, lengths, strict=True) if length == best)


def _length(period: Period) -> int:
    first, last = period.months
    return last - first + 1


def _chart(indicator: Indicator, counts: Sequence[tuple[Period, Count]], words: Words) -> Chart:
    shown = counts[-_MOST_BARS:]
    bars = make_bars([(say_period(period, words), count.value, count.text) for period, count in shown])
    inexact = [count.exactness is not Exactness.EXACT for _, count in shown]
    if any(inexact):
        bars = tuple(replace(bar, approximate=each) for bar, each in zip(bars, inexact, strict=True))
    notes = (
        words("图中是最近{n}期。", n=len(shown)) if len(shown) < len(counts) else None,
        words("浅色的条不是准确数，按写出的数画，范围按下限画。") if any(inexact) else None,
    )
    return Chart(_name_with_unit(indicator, words), bars, tuple(note for note in notes if note))


def _group_to_date(to_date: ToDate, programme: Programme | None, words: Words) -> FigureGroup:
    counts = {one.indicator: one.count for one in to_date.counts}
    known = [one for one in programme.indicators if one.id in counts] if programme else []
    figures = tuple(Figure(counts[one.id].text, one.unit or "", one.name, "") for one in known)
    return FigureGroup(words("累计"), figures, (_say_as_of(to_date.as_of, words),))


def _group_facts(body: Organization, heading: str, programme: Programme | None, words: Words) -> FigureGroup:
    """What all the figures share is said once below them, the rest beside each."""
    sources = (*body.sources, *(programme.sources if programme else ()))
    as_of = [_say_as_of(fact.as_of, words) for fact in body.facts]
    origin = [_say_source(fact, sources, words) for fact in body.facts]
    separate = [column for column in (as_of, origin) if len(set(column)) > 1]
    shared = [column[0] for column in (as_of, origin) if len(set(column)) == 1]
    beside = zip(*separate, strict=True) if separate else [()] * len(body.facts)
    return FigureGroup(
        heading,
        tuple(
            Figure(fact.value.text, fact.unit or "", fact.what, words("，").join(note for note in notes if note))
            for fact, notes in zip(body.facts, beside, strict=True)
        ),
        tuple(note for note in shared if note),
    )


def _say_as_of(day: PartialDate | None, words: Words) -> str:
    return words(_AS_OF, date=say_date(day, words)) if day else words("资料没有写明截至时间")


def _say_source(fact: Fact, sources: Iterable[Source], words: Words) -> str:
    """The title of the source that the figure names, or the source in its own words; empty where it names none."""
    if fact.source is None:
        return ""
    named = next((source for source in sources if source.id == fact.source), None)
    return words(_SOURCE, title=(named.title if named else None) or fact.source)
