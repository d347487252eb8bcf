"""A programme: who runs it, what its authority published, what this site lists, and how it rates."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.ids import ProgrammeId
from starcase.model.move import RoundCount
from starcase.model.programme import Programme, Rates
from starcase.model.row import Row, StoryRow
from starcase.model.tally import ServiceTotal, Tally
from starcase.rating.claims import reconcile
from starcase.views import urls
from starcase.views.charts import Chart
from starcase.views.claims import ClaimGroup, view_claims
from starcase.views.counts import say_counts_as, view_levels, view_services, view_types
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.moves import name_changes
from starcase.views.parts import Card, Entry, StoryCard, make_cards, make_story_card, say_date
from starcase.views.public.changes import enter_rounds
from starcase.views.public.documents import DocumentView, make_documents
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.reconciled import ReconciledView, view_reconciled
from starcase.views.scheme import Scheme, has_how, is_checklist, rates_bodies, say_authority, say_scheme, scheme_of
from starcase.views.shared import Shared
from starcase.views.tally import say_tally


class OwnCount(Struct, frozen=True):
    """What this site counts itself; `notes` say what the numbers hold."""

    sentence: str
    charts: tuple[Chart, ...]
    notes: tuple[str, ...]


class Checklist(Struct, frozen=True):
    heading: str
    items: tuple[str, ...]


class Changes(Struct, frozen=True):
    """What changed in the latest rounds; `all` leads to the others."""

    heading: str
    rounds: tuple[Entry, ...]
    all: Link


class ProgrammeView(Struct, frozen=True):
    """`scheme` is the one sentence on how it rates, empty where nothing is rated; `own` is None where persons are rated."""

    frame: Frame
    title: str
    lead: str
    facts: tuple[Labelled, ...]
    scheme_heading: str
    scheme: str
    how: Link | None
    checklists: tuple[Checklist, ...]
    claims: tuple[ClaimGroup, ...]
    reconciled: ReconciledView | None
    own: OwnCount | None
    cards: tuple[Card, ...]
    all: Link | None
    services: tuple[Chart, ...]
    services_note: str
    changes: Changes | None
    stories: tuple[StoryCard, ...]
    sources: tuple[DocumentView, ...]


def project_programme(
    shared: Shared,
    url: str,
    programme_id: ProgrammeId,
    tally: Tally,
    services: tuple[ServiceTotal, ...],
    first: tuple[Row, ...],
    stories: tuple[tuple[StoryRow, tuple[Row, ...]], ...],
    rounds: tuple[RoundCount, ...],
) -> ProgrammeView:
    """The page of a programme; `first` are the bodies shown on it, `services` the exact totals of its indicators, `rounds` the latest."""
    programme, words = shared.programmes[programme_id], shared.words
    reconciled = reconcile(programme)
    return ProgrammeView(
        frame=frame_page(
            shared,
            url,
            programme.name,
            crumbs=((words("全部项目"), urls.PROGRAMMES),),
            description=programme.summary or "",
        ),
        title=programme.name,
        lead=programme.summary or "",
        facts=given(*_view_facts(programme, url, shared)),
        scheme_heading=words("怎么评的") if rates_bodies(programme) else words("评什么"),
        scheme=say_scheme(programme, shared),
        how=_link_how(programme, url, shared),
        checklists=_view_checklists(programme, shared),
        claims=view_claims(reconciled, programme, shared),
        reconciled=view_reconciled(reconciled, programme, shared),
        own=None if programme.rates is Rates.PERSONS else _count(tally, programme, url, shared),
        cards=tuple(replace(card, programme=None) for card in make_cards(first, url, shared)),
        all=_link_all(tally, first, programme, url, shared),
        services=view_services(services, programme, words),
        services_note=words("只加各组织给出的确切数字；写作“约”“余”“多”的和累计的，不加在内。"),
        changes=_view_changes(rounds, programme, url, shared),
        stories=tuple(make_story_card(story, url, shared, bodies) for story, bodies in stories),
        sources=make_documents(programme.sources, (), url, shared),
    )


def _view_facts(programme: Programme, url: str, shared: Shared) -> Iterator[Labelled | None]:
    words = shared.words
    yield label_text(
        words("评定单位") if rates_bodies(programme) else words("主管单位"), say_authority(programme, words)
    )
    yield label_links(words("地区"), _link_region(programme, url, shared))
    yield label_text(words("起始"), say_date(programme.started, words) if programme.started else None)
    yield label_links(words("属于"), _link_whole(programme, url, shared))
    yield label_links(words("包括"), _link_parts(programme, url, shared))


def _link_region(programme: Programme, url: str, shared: Shared) -> Iterator[Link]:
    if programme.region and programme.region in shared.regions:
        yield Link(shared.regions[programme.region].name, urls.relative(url, urls.region_url(programme.region)))


def _link_whole(programme: Programme, url: str, shared: Shared) -> Iterator[Link]:
    """What the programme is a part of: another programme, or something that this site has no page for."""
    if programme.part_of:
        whole = next((other for other in shared.programmes.values() if _is_called(other, programme.part_of)), None)
        yield _link(whole, url) if whole else Link(programme.part_of, None)


def _link_parts(programme: Programme, url: str, shared: Shared) -> Iterator[Link]:
    for other in shared.programmes.values():
        if other.part_of and _is_called(programme, other.part_of):
            yield _link(other, url)


def _is_called(programme: Programme, name: str) -> bool:
    return name in (programme.id, programme.name)


def _link(programme: Programme, url: str) -> Link:
    return Link(programme.name, urls.relative(url, urls.programme_url(programme.id)))


def _link_how(programme: Programme, url: str, shared: Shared) -> Link | None:
    if not has_how(programme) or scheme_of(programme) is Scheme.CHECKLIST:
        return None
    return Link(shared.words("看评定办法"), urls.relative(url, urls.how_url(programme.id)))


def _view_checklists(programme: Programme, shared: Shared) -> tuple[Checklist, ...]:
    return tuple(
        Checklist(aspect.name, tuple(item.name for item in aspect.items))
        for rubric in programme.rubrics
        if is_checklist(rubric)
        for aspect in rubric.aspects
    )


def _count(tally: Tally, programme: Programme, url: str, shared: Shared) -> OwnCount:
    words = shared.words
    views = (view_levels(tally, programme, url, shared), view_types(tally, programme, url, shared))
    charts = tuple(chart for chart in views if chart)
    if not tally.listed:
        return OwnCount(words("本站还没有列出这个项目的组织。"), charts, ())
    return OwnCount(
        sentence=say_tally(tally, programme.measure_word, words),
        charts=charts,
        notes=say_counts_as(tally, programme, words),
    )


def _view_changes(rounds: tuple[RoundCount, ...], programme: Programme, url: str, shared: Shared) -> Changes | None:
    if not rounds:
        return None
    words = shared.words
    to_all = urls.relative(url, f"{urls.CHANGES}#programme-{programme.id}")
    return Changes(
        name_changes(programme, words), enter_rounds(rounds, programme, url, shared), Link(words("全部期次"), to_all)
    )


def _link_all(tally: Tally, first: tuple[Row, ...], programme: Programme, url: str, shared: Shared) -> Link | None:
    if tally.listed <= len(first):
        return None
    label = shared.words("全部{n}{measure}", n=tally.listed, measure=programme.measure_word)
    return Link(label, urls.relative(url, urls.programme_list_url(programme.id)))
