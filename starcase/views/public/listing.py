"""Bodies that have one thing in common: a type, a level, a need or just their programme."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words
from starcase.model.ids import LevelId, ProgrammeId, TypeId
from starcase.model.programme import Level, Programme
from starcase.model.row import Row
from starcase.model.stretch import Stretch
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.needs import say_needs
from starcase.views.papers import PaperLink
from starcase.views.parts import Card, Entry, LevelMark, Pager, draw_level, make_cards
from starcase.views.public.roster import link_level_roster
from starcase.views.scheme import Scheme, authorities_on, has_how, scheme_of
from starcase.views.sections import Index, crumbs_down, say_here, say_title, view_indexes, view_pager
from starcase.views.shared import Shared


class Asked(Struct, frozen=True):
    """What a level asks for, by one version of the rubric; `heading` is empty where there is one version."""

    heading: str
    needs: tuple[str, ...]


class ListingView(Struct, frozen=True):
    """`indexes` lead to the sections of a long list; `empty` stands in place of cards where there are none.

    `others` are the sister pages, headed by `others_heading`.
    """

    frame: Frame
    title: str
    mark: LevelMark | None
    lead: str
    asked: tuple[Asked, ...]
    how: Link | None
    heading: str
    indexes: tuple[Index, ...]
    cards: tuple[Card, ...]
    empty: str
    pager: Pager | None
    others_heading: str
    others: tuple[Entry, ...]
    papers: tuple[PaperLink, ...]


def project_type(
    shared: Shared, url: str, programme_id: ProgrammeId, kind_id: TypeId, stretch: Stretch, rows: tuple[Row, ...]
) -> ListingView:
    """A page of the bodies of one type."""
    programme, words, first = shared.programmes[programme_id], shared.words, urls.type_url(programme_id, kind_id)
    kind = next(kind for kind in programme.types if kind.id == kind_id)
    others = tuple(
        Entry(other.name, urls.relative(url, urls.type_url(programme_id, other.id)))
        for other in programme.types
        if other != kind
    )
    view = ListingView(
        frame=_frame(shared, url, kind.name, first, stretch, programme),
        title=kind.name,
        mark=None,
        lead=kind.summary or words("{programme}中的一类组织。", programme=programme.name),
        asked=(),
        how=None,
        heading=words("本站列出的{type}组织", type=kind.name),
        indexes=view_indexes(first, stretch, url, words),
        cards=_cards(rows, url, shared),
        empty=words("本站还没有列出这一类的组织。"),
        pager=view_pager(first, stretch),
        others_heading=words("其他类型"),
        others=others,
        papers=(),
    )
    return _narrow(view, stretch, words)


def project_level(
    shared: Shared, url: str, programme_id: ProgrammeId, level_id: LevelId, stretch: Stretch, rows: tuple[Row, ...]
) -> ListingView:
    """A page of the bodies whose level in force is this one, and what the level asks for."""
    programme, words, first = shared.programmes[programme_id], shared.words, urls.level_url(programme_id, level_id)
    level = next(level for level in programme.known_levels if level.id == level_id)
    asked = _ask(level, programme, shared)
    authorities = words("、").join(authorities_on(programme, None))
    by = words("由{authority}评定。", authority=authorities) if authorities else ""
    known = words("评为{level}，要做到下面各条。", level=level.name)
    unknown = words("评为{level}的条件没有公布，本站照来源写明的列出。", level=level.name)
    others = tuple(
        Entry(other.name, urls.relative(url, urls.level_url(programme_id, other.id)))
        for other in programme.known_levels
        if other != level
    )
    view = ListingView(
        frame=_frame(shared, url, level.name, first, stretch, programme),
        title=level.name,
        mark=draw_level(level, programme),
        lead=by + (known if asked else unknown),
        asked=asked,
        how=_how_link(shared, url, programme),
        heading=words("现在是{level}的组织", level=level.name),
        indexes=view_indexes(first, stretch, url, words),
        cards=_cards(rows, url, shared),
        empty=words("本站现在没有列出{level}的组织。", level=level.name),
        pager=view_pager(first, stretch),
        others_heading=words("其他{level_word}", level_word=programme.level_word),
        others=others,
        papers=link_level_roster(programme, level, url, shared) if rows or stretch.steps else (),
    )
    return _narrow(view, stretch, words)


def project_need(
    shared: Shared, url: str, need: str, slug: str, number: int | None, stretch: Stretch, rows: tuple[Row, ...]
) -> ListingView:
    """A page of the bodies that meet a need; their `number` stands on the list's own pages only."""
    words, first = shared.words, urls.need_url(slug)
    title = words("我需要：{need}", need=need)
    view = ListingView(
        frame=_frame_at(shared, url, title, title, first, stretch, ((words("找组织"), urls.DIRECTORY),)),
        title=title,
        mark=None,
        lead=words("共{n}个组织，地点和电话在各自的页面上。", n=number),
        asked=(),
        how=None,
        heading=words("写明“{need}”的组织", need=need),
        indexes=view_indexes(first, stretch, url, words),
        cards=make_cards(rows, url, shared),
        empty="",
        pager=view_pager(first, stretch),
        others_heading="",
        others=(),
        papers=(),
    )
    return _narrow(view, stretch, words)


def project_programme_list(
    shared: Shared, url: str, programme_id: ProgrammeId, stretch: Stretch, rows: tuple[Row, ...]
) -> ListingView:
    """A page of all bodies of a programme."""
    programme, words, first = shared.programmes[programme_id], shared.words, urls.programme_list_url(programme_id)
    view = ListingView(
        frame=_frame(shared, url, words("全部组织"), first, stretch, programme),
        title=words("{programme}：全部组织", programme=programme.name),
        mark=None,
        lead=words("按名称的拼音排列。"),
        asked=(),
        how=None,
        heading=words("本站列出的组织"),
        indexes=view_indexes(first, stretch, url, words),
        cards=_cards(rows, url, shared),
        empty="",
        pager=view_pager(first, stretch),
        others_heading="",
        others=(),
        papers=(),
    )
    return _narrow(view, stretch, words)


def _narrow(view: ListingView, stretch: Stretch, words: Words) -> ListingView:
    """A page in a section says which one it is; what the list is about stands on the list's own page."""
    if not stretch.folders:
        return view
    title, lead = say_title(view.title, stretch, words), words("按名称的拼音排列。")
    return replace(view, title=title, mark=None, lead=lead, asked=(), how=None, others_heading="", others=(), papers=())


def _frame(shared: Shared, url: str, here: str, first: str, stretch: Stretch, programme: Programme) -> Frame:
    title = shared.words("{programme}：{here}", programme=programme.name, here=here)
    between = ((shared.words("全部项目"), urls.PROGRAMMES), (programme.name, urls.programme_url(programme.id)))
    return _frame_at(shared, url, title, here, first, stretch, between)


def _frame_at(
    shared: Shared, url: str, title: str, here: str, first: str, stretch: Stretch, between: tuple[tuple[str, str], ...]
) -> Frame:
    """The frame of a page of the list at `first`; the title in the browser's tab tells its pages apart."""
    down = crumbs_down(here, first, stretch, shared.words) if stretch.folders else ()
    return frame_page(
        shared,
        url,
        say_title(title, stretch, shared.words),
        here=say_here(stretch, shared.words) or here,
        crumbs=between + down,
    )


def _cards(rows: tuple[Row, ...], url: str, shared: Shared) -> tuple[Card, ...]:
    """Cards on a page of one programme, which need not name it."""
    return tuple(replace(card, programme=None) for card in make_cards(rows, url, shared))


def _how_link(shared: Shared, url: str, programme: Programme) -> Link | None:
    if not has_how(programme) or scheme_of(programme) is Scheme.DECLARED:
        return None
    label = shared.words("{programme}怎么评", programme=programme.name)
    return Link(label, urls.relative(url, urls.how_url(programme.id)))


def _ask(level: Level, programme: Programme, shared: Shared) -> tuple[Asked, ...]:
    """The needs that the programme states for a level, and those of rubrics that state their own."""
    own = tuple(
        Asked(
            shared.words("评分标准“{rubric}”", rubric=rubric.name or rubric.id),
            say_needs(entry.needs, programme, (rubric,), shared),
        )
        for rubric in programme.rubrics
        for entry in rubric.needs
        if entry.level == level.id
    )
    common = say_needs(level.needs, programme, programme.rubrics, shared) if level.needs else ()
    heading = shared.words("其他评分标准") if own and common else ""
    return (*own, *((Asked(heading, common),) if common else ()))
