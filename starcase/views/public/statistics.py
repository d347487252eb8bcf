"""What this site counts itself: bodies and services of each programme; nothing that an authority published is mixed in."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words
from starcase.model.ids import ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.tally import ProgrammeNumbers, Tally
from starcase.views import urls
from starcase.views.areas import name_area
from starcase.views.charts import Chart, say_share
from starcase.views.counts import say_counts_as, view_levels, view_services, view_types
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.moves import name_changes
from starcase.views.parts import Bar, Cell, Entry, Table, make_bars
from starcase.views.shared import Shared
from starcase.views.tally import say_tally


class ProgrammeStatistics(Struct, frozen=True):
    """`notes` say what is counted; they stand below the charts that they are about."""

    anchor: str
    name: Link
    sentence: str
    charts: tuple[Chart, ...]
    notes: tuple[str, ...]
    services: tuple[Chart, ...]
    services_note: str
    changes: Link | None


class StatisticsView(Struct, frozen=True):
    frame: Frame
    title: str
    lead: str
    index: tuple[Entry, ...]
    programmes: tuple[ProgrammeStatistics, ...]


def project_statistics(
    shared: Shared, url: str, listed: int, numbers: tuple[ProgrammeNumbers, ...], changed: tuple[ProgrammeId, ...]
) -> StatisticsView:
    """The numbers of all programmes that have bodies; `listed` counts a body of several programmes once, `changed` are those with changes."""
    words = shared.words
    programmes = tuple(_view(one, one.programme in changed, url, shared) for one in numbers)
    lead = (
        words("这里只数本站列出的{n}个组织。主管单位公布的数字另在各项目的页面上，不混在一起。", n=listed)
        if listed
        else words("本站还没有列出组织。")
    )
    return StatisticsView(
        frame=frame_page(shared, url, words("统计")),
        title=words("统计"),
        lead=lead,
        index=tuple(
            Entry(one.name.label, f"#{one.anchor}", str(each.all.listed))
            for one, each in zip(programmes, numbers, strict=True)
        ),
        programmes=programmes,
    )


def _view(numbers: ProgrammeNumbers, has_changed: bool, url: str, shared: Shared) -> ProgrammeStatistics:
    programme, words = shared.programmes[numbers.programme], shared.words
    charts = (
        view_levels(numbers.all, programme, url, shared),
        view_types(numbers.all, programme, url, shared),
        _view_areas(numbers, programme, url, shared),
    )
    return ProgrammeStatistics(
        anchor=f"programme-{programme.id}",
        name=Link(programme.name, urls.relative(url, urls.programme_url(programme.id))),
        sentence=say_tally(numbers.all, programme.measure_word, words),
        charts=tuple(chart for chart in charts if chart),
        notes=(*say_counts_as(numbers.all, programme, words), *_say_what_is_counted(numbers, words)),
        services=view_services(numbers.services, programme, words),
        services_note=words("只加各组织给出的确切数字；写作“约”“余”“多”的和累计的，不加在内。"),
        changes=_link_changes(programme, url, words) if has_changed else None,
    )


def _link_changes(programme: Programme, url: str, words: Words) -> Link:
    label = words("看{changes}", changes=name_changes(programme, words))
    return Link(label, urls.relative(url, f"{urls.CHANGES}#programme-{programme.id}"))


def _say_what_is_counted(numbers: ProgrammeNumbers, words: Words) -> tuple[str, ...]:
    gone = numbers.all.listed - numbers.all.current
    spread = sum(tally.current for _, tally in numbers.areas) > numbers.all.current
    notes = (
        words("各表不数已并入和已停止活动的组织。") if gone else "",
        words("跨地区的组织在每个地区各数一次。") if spread else "",
    )
    return tuple(note for note in notes if note)


def _view_areas(numbers: ProgrammeNumbers, programme: Programme, url: str, shared: Shared) -> Chart | None:
    """Bodies by area, and how many of them have a level in force where the programme has levels."""
    if not numbers.areas:
        return None
    words, measure, rated = shared.words, programme.measure_word, bool(programme.known_levels)
    named = [(name_area(area, programme, shared), area, tally) for area, tally in numbers.areas]
    bars = make_bars(
        [
            (name, Decimal(tally.current), words("{n}{measure}", n=tally.current, measure=measure))
            for name, _, tally in named
        ]
    )
    drawn = tuple(
        replace(bar, href=urls.relative(url, urls.region_url(area)))
        for bar, (_, area, _) in zip(bars, named, strict=True)
    )
    if rated:
        drawn = tuple(_draw_area(bar, tally, programme, words) for bar, (_, _, tally) in zip(drawn, named, strict=True))
    note = words("条长是数量，从零起；填满的一段是有{level_word}的。", level_word=programme.level_word)
    return Chart(
        words("按地区"), drawn, (note,) if rated else (), _tabulate_areas(named, programme, words, rated=rated)
    )


def _draw_area(bar: Bar, tally: Tally, programme: Programme, words: Words) -> Bar:
    """The bar of an area, filled as far as its bodies have a level."""
    inner = float(round(Decimal(tally.rated) / tally.current * Decimal(str(bar.share)), 2)) if tally.current else 0.0
    note = words(
        "有{level_word}{n}{measure}", level_word=programme.level_word, n=tally.rated, measure=programme.measure_word
    )
    return replace(bar, note=note, hollow=True, inner=inner)


def _tabulate_areas(
    named: list[tuple[str, RegionId, Tally]], programme: Programme, words: Words, *, rated: bool
) -> Table:
    columns = (Cell(words("地区")), Cell(words("数量（{unit}）", unit=programme.measure_word), numeric=True))
    counts = [(Cell(name), Cell(str(tally.current), numeric=True)) for name, _, tally in named]
    if not rated:
        return Table(words("按地区"), columns, tuple(counts))
    more = (
        Cell(words("有{level_word}", level_word=programme.level_word), numeric=True),
        Cell(words("占比"), numeric=True),
    )
    return Table(
        words("按地区"),
        (*columns, *more),
        tuple((*cells, *_cells_of_rated(tally, words)) for cells, (_, _, tally) in zip(counts, named, strict=True)),
    )


def _cells_of_rated(tally: Tally, words: Words) -> tuple[Cell, Cell]:
    share = say_share(tally.rated, tally.current, words) if tally.current else words("—")
    return Cell(str(tally.rated), numeric=True), Cell(share, numeric=True)
