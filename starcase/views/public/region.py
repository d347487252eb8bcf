"""A region: how to reach its office, its bodies, nearest first, and what lies below it in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from starcase.language import Words
from starcase.model.ids import RegionId
from starcase.model.programme import Level, Programme
from starcase.model.region_tree import RegionNode
from starcase.model.row import Row
from starcase.model.stretch import Stretch
from starcase.model.tally import RollUp, Tally
from starcase.views import urls
from starcase.views.areas import crumbs_to, say_tier
from starcase.views.charts import Chart
from starcase.views.counts import view_levels, view_types
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.papers import PaperLink
from starcase.views.parts import Card, Cell, Entry, Pager, Table, make_cards, say_date
from starcase.views.public.contact import ContactView, make_contact
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.public.roster import has_roster, link_region_roster
from starcase.views.scheme import measure_of
from starcase.views.sections import Index, crumbs_down, say_here, say_title, view_indexes, view_pager
from starcase.views.shared import Shared
from starcase.views.tally import count_levels, say_tally


class ProgrammeCount(Struct, frozen=True):
    """A programme's bodies in the region; without types and levels there is no table."""

    name: Entry
    sentence: str
    charts: tuple[Chart, ...]


class RegionView(Struct, frozen=True):
    """`children`, `places` and `counts` stand on the first page; `up` leads to the region above where there is no body here.

    `children` is the table of regions below; without any body below, `places` lists them instead. `counts` are of programmes with
    types or levels, `other_counts` of those without.
    """

    frame: Frame
    title: str
    lead: str
    facts: tuple[Labelled, ...]
    contact: ContactView | None
    up: Link | None
    children: Table | None
    places: tuple[Entry, ...]
    heading: str
    indexes: tuple[Index, ...]
    cards: tuple[Card, ...]
    pager: Pager | None
    counts: tuple[ProgrammeCount, ...]
    other_counts: tuple[Entry, ...]
    papers: tuple[PaperLink, ...]


def project_region(
    shared: Shared,
    url: str,
    region: RegionId,
    leads_down: bool,
    stretch: Stretch,
    rows: tuple[Row, ...],
    roll_up: RollUp | None,
) -> RegionView:
    """A page of a region; `roll_up` stands on the first. Where it `leads_down`, only bodies of the place itself are listed."""
    words, node, first = shared.words, shared.regions[region], urls.region_url(region)
    counts = _view_counts(roll_up.all, url, shared) if roll_up and roll_up.below else ()
    title = say_title(node.name, stretch, words)
    lead = _lead(node, leads_down, roll_up, shared)
    is_empty = roll_up is not None and not roll_up.all.listed
    return RegionView(
        frame=frame_page(
            shared,
            url,
            title,
            here=say_here(stretch, words),
            crumbs=crumbs_to(region, shared) + crumbs_down(node.name, first, stretch, words),
            description=lead,
        ),
        title=title,
        lead=lead,
        facts=given(*_view_facts(node, url, shared)) if roll_up else (),
        contact=make_contact(None, (region,), shared) if roll_up else None,
        up=_link_up(node, url, shared) if is_empty else None,
        children=_view_children(node, roll_up, url, shared) if roll_up and not is_empty else None,
        places=tuple(_link_children(node, url, shared)) if is_empty else (),
        heading=_heading(node, leads_down, words),
        indexes=view_indexes(first, stretch, url, words),
        cards=make_cards(rows, url, shared),
        pager=view_pager(first, stretch),
        counts=tuple(one for one in counts if one.charts),
        other_counts=tuple(one.name for one in counts if not one.charts),
        papers=_link_papers(node, roll_up, url, shared),
    )


def _heading(node: RegionNode, leads_down: bool, words: Words) -> str:
    name = words("{region}本级", region=node.name) if leads_down else node.name
    return words("{region}的组织", region=name)


def _lead(node: RegionNode, leads_down: bool, roll_up: RollUp | None, shared: Shared) -> str:
    words = shared.words
    if roll_up is None:
        return words("按名称的拼音排列。") if leads_down else words("本地的在前，下级地区的在后。")
    if not roll_up.all.listed:
        return words("本站还没有列出{region}的组织。", region=node.name)
    counts = say_tally(roll_up.all, words("个"), words)
    if leads_down:
        return words("本站列出的组织{counts}请先选下级地区，组织列在那里的页面上。", counts=counts)
    return words("本站列出的组织{counts}", counts=counts)


def _view_facts(node: RegionNode, url: str, shared: Shared) -> Iterator[Labelled | None]:
    words, regions = shared.words, shared.regions
    yield label_text(words("层级"), say_tier(node, shared))
    yield label_text(words("区划代码"), node.code)
    yield label_text(words("曾用名"), words("、").join(node.former_names))
    if node.merged_into and node.merged_into in regions:
        into = regions[node.merged_into]
        yield label_links(words("已并入"), (Link(into.name, urls.relative(url, urls.region_url(into.id))),))
    yield label_text(words("截止"), say_date(node.until, words) if node.until else None)


def _link_up(node: RegionNode, url: str, shared: Shared) -> Link | None:
    if node.parent is None:
        return Link(shared.words("看全部地区"), urls.relative(url, urls.REGIONS))
    above = shared.regions[node.parent]
    return Link(shared.words("看{region}的组织", region=above.name), urls.relative(url, urls.region_url(above.id)))


def _link_children(node: RegionNode, url: str, shared: Shared) -> Iterator[Entry]:
    for child in node.children:
        yield Entry(shared.regions[child].name, urls.relative(url, urls.region_url(child)))


def _view_children(node: RegionNode, roll_up: RollUp, url: str, shared: Shared) -> Table | None:
    """The regions below with their bodies; by level where all levels in force are of one programme."""
    if not roll_up.below:
        return None
    words = shared.words
    programme, levels = _levels_in(roll_up.all, shared)
    below = [
        (Cell(shared.regions[child].name, urls.relative(url, urls.region_url(child))), tally)
        for child, tally in roll_up.below
    ]
    here = [(Cell(words("{region}本级", region=node.name)), roll_up.here)] if roll_up.here.current else []
    return Table(
        caption=words("各地的组织数"),
        columns=(
            Cell(words("地区")),
            Cell(words("组织"), numeric=True),
            *(Cell(level.name, numeric=True) for level in levels),
        ),
        rows=tuple((name, *_number_cells(tally, programme, levels)) for name, tally in (*below, *here)),
    )


def _levels_in(tally: Tally, shared: Shared) -> tuple[Programme | None, tuple[Level, ...]]:
    """The levels that bodies have here; none where they are of several programmes and cannot be compared."""
    rated = [one for one in shared.programmes.values() if tally.of_programme(one.id).rated]
    if len(rated) != 1:
        return None, ()
    return rated[0], tuple(level for level, number in count_levels(tally, rated[0]) if number)


def _number_cells(tally: Tally, programme: Programme | None, levels: tuple[Level, ...]) -> Iterator[Cell]:
    yield Cell(str(tally.current), numeric=True)
    numbers = {level.id: number for level, number in count_levels(tally, programme)} if programme else {}
    for level in levels:
        yield Cell(str(numbers[level.id]), numeric=True)


def _link_papers(node: RegionNode, roll_up: RollUp | None, url: str, shared: Shared) -> tuple[PaperLink, ...]:
    if roll_up is None or not roll_up.all.current or not has_roster(node):
        return ()
    return link_region_roster(node, url, shared)


def _view_counts(tally: Tally, url: str, shared: Shared) -> tuple[ProgrammeCount, ...]:
    found = ((programme, tally.of_programme(programme.id)) for programme in shared.programmes.values())
    return tuple(_view_count(programme, one, url, shared) for programme, one in found if one.listed)


def _view_count(programme: Programme, tally: Tally, url: str, shared: Shared) -> ProgrammeCount:
    charts = (view_levels(tally, programme, url, shared), view_types(tally, programme, url, shared))
    return ProgrammeCount(
        name=Entry(programme.name, urls.relative(url, urls.programme_url(programme.id)), str(tally.current)),
        sentence=say_tally(tally, measure_of(programme, shared.words), shared.words),
        charts=tuple(chart for chart in charts if chart),
    )
