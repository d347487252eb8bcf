"""What this site counts itself, as charts: bodies by type and level, services by year."""

from __future__ import annotations

from starcase.language import Words, say_number
from starcase.model.programme import Indicator, Programme
from starcase.model.tally import ServiceTotal, Tally
from starcase.views import urls
from starcase.views.charts import Chart, Counted, chart_counts
from starcase.views.parts import Cell, Table, make_bars
from starcase.views.scheme import rates_bodies
from starcase.views.shared import Shared
from starcase.views.tally import count_levels, count_states, count_types, count_without_type


def view_types(tally: Tally, programme: Programme, url: str, shared: Shared) -> Chart | None:
    """Bodies by type; None for a programme without types."""
    words = shared.words
    if not programme.types:
        return None
    counted = [
        Counted(kind.name, urls.relative(url, urls.type_url(programme.id, kind.id)), number)
        for kind, number in count_types(tally, programme)
    ]
    apart = [
        Counted(words("类型没有写明"), None, count_without_type(tally), apart=True),
        Counted(words("资料核对中"), None, tally.held_back, apart=True),
    ]
    told = [*counted, *(one for one in apart if one.number)]
    return chart_counts(words("按类型"), words("类型"), told, programme.measure_word, words)


def view_levels(tally: Tally, programme: Programme, url: str, shared: Shared) -> Chart | None:
    """Bodies by the level in force, then those that have none; None for a programme whose bodies have no levels."""
    words = shared.words
    if not programme.known_levels or not rates_bodies(programme):
        return None
    counted = [
        Counted(level.name, urls.relative(url, urls.level_url(programme.id, level.id)), number)
        for level, number in count_levels(tally, programme)
    ]
    apart = [Counted(words(state.zh[0]), None, number, apart=True) for state, number in count_states(tally)]
    word = programme.level_word
    caption = words("按{level_word}", level_word=word)
    return chart_counts(caption, word, [*counted, *apart], programme.measure_word, words)


def say_counts_as(tally: Tally, programme: Programme, words: Words) -> tuple[str, ...]:
    """Levels that count as another, with the sum that follows."""
    numbers = {level.id: number for level, number in count_levels(tally, programme)}
    found = ((level, programme.level(level.counts_as)) for level in programme.known_levels)
    return tuple(
        words(
            "{level}视同{other}，合起来{n}{measure}。",
            level=level.name,
            other=other.name,
            n=numbers[level.id] + numbers[other.id],
            measure=programme.measure_word,
        )
        for level, other in found
        if other and numbers[level.id]
    )


def view_services(totals: tuple[ServiceTotal, ...], programme: Programme, words: Words) -> tuple[Chart, ...]:
    """For each indicator its exact totals by year, and how many bodies they come from."""
    charts = (
        _view_indicator(
            indicator, tuple(total for total in totals if total.indicator == indicator.id), programme, words
        )
        for indicator in programme.indicators
    )
    return tuple(chart for chart in charts if chart.bars)


def _view_indicator(
    indicator: Indicator, totals: tuple[ServiceTotal, ...], programme: Programme, words: Words
) -> Chart:
    unit = indicator.unit or ""
    caption = words("{name}（{unit}）", name=indicator.name, unit=unit) if unit else indicator.name
    bars = make_bars([(words("{year}年", year=each.year), each.total, say_number(each.total)) for each in totals])
    return Chart(
        caption=caption,
        bars=bars,
        table=Table(
            caption=caption,
            columns=(
                Cell(words("年份")),
                Cell(words("合计"), numeric=True),
                Cell(words("组织数"), numeric=True),
            ),
            rows=tuple(
                (Cell(bar.label), Cell(bar.text, numeric=True), Cell(str(each.bodies), numeric=True))
                for bar, each in zip(bars, totals, strict=True)
            ),
        ),
    )
