"""The version for old people: few things on a page, each large, and a button to call beside every body."""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct

from starcase.language import Words
from starcase.model.organization import Contact
from starcase.model.row import Row
from starcase.model.stretch import Stretch
from starcase.model.tally import Need, Ways
from starcase.views import urls
from starcase.views.areas import Area, view_areas
from starcase.views.frame import Frame, Link, frame_elder_page
from starcase.views.parts import Entry, Pager, StandingView, make_card
from starcase.views.public.contact import ContactView, make_contact
from starcase.views.public.directory import anchor_letter, name_letter, view_initials
from starcase.views.sections import Index, letter_of, say_here, say_last_section, say_title, view_indexes, view_pager
from starcase.views.shared import Shared
from starcase.views.tally import is_gone

_OFFERS = 4
_NEEDS = 12
"""As many as stand unfolded above the directory."""


class ElderBody(Struct, frozen=True):
    """A body: what it does in one line, and its phone, else that of its place; nobody is to call one that is no more."""

    name: str
    href: str
    place: str
    standing: StandingView
    does: str | None
    contact: ContactView | None


class ElderGroup(Struct, frozen=True):
    """Bodies below a heading; without a `label` there is none, without an `anchor` nothing leads there."""

    label: str
    anchor: str | None
    bodies: tuple[ElderBody, ...]


class ElderHomeView(Struct, frozen=True):
    frame: Frame
    title: str
    phone: Link | None
    needs: tuple[Entry, ...]
    all_bodies: Link
    regions: str
    steps: tuple[str, ...]
    more: tuple[Entry, ...]


class ElderListView(Struct, frozen=True):
    """A page of the directory, or of a need; `needs` and `areas` stand on the directory's first page only, `back` on the others."""

    frame: Frame
    title: str
    needs: tuple[Entry, ...]
    more_needs: tuple[Entry, ...]
    areas: tuple[Area, ...]
    regions: str
    heading: str
    lead: str
    back: Link | None
    indexes: tuple[Index, ...]
    groups: tuple[ElderGroup, ...]
    pager: Pager | None


def project_elder_home(shared: Shared, url: str, needs: tuple[Need, ...]) -> ElderHomeView:
    """The home page: search, needs, the reader's community, whom to call, who stands at the door."""
    words, contact = shared.words, shared.config.identity.contact
    frame = frame_elder_page(shared, url, urls.HOME, words("长辈版"))
    phone = frame.footer.phone if contact.phone else None
    return ElderHomeView(
        frame=frame,
        title=words("您要找什么？"),
        phone=phone,
        needs=_list_needs(needs, url),
        all_bodies=Link(words("全部组织"), urls.relative(url, urls.ELDER_DIRECTORY)),
        regions=urls.relative(url, urls.REGIONS),
        steps=_say_steps(words),
        more=tuple(
            Entry(item.label, urls.relative(url, item.url)) for item in shared.menu if item.url != urls.DIRECTORY
        ),
    )


def _say_steps(words: Words) -> tuple[str, ...]:
    """What to do when somebody comes to the door."""
    return (
        words("先不开门，问清楚是哪个组织的、叫什么。"),
        words("在上面搜这个名称，打开它的页面，看“核实身份”。"),
        words("照那里写的电话打过去问。来人自己给的电话不算数。"),
    )


def project_elder_directory(
    shared: Shared,
    url: str,
    stretch: Stretch,
    rows: tuple[Row, ...],
    before: str | None,
    starts: tuple[tuple[str, int], ...],
    ways: Ways | None,
) -> ElderListView:
    """A page of the directory, made of the same parts as its ordinary twin."""
    words, first = shared.words, urls.ELDER_DIRECTORY
    title = say_title(words("找组织"), stretch, words)
    return ElderListView(
        frame=frame_elder_page(shared, url, _twin_of(url), title, here=say_here(stretch, words)),
        title=title,
        needs=_list_needs(ways.needs[:_NEEDS], url) if ways else (),
        more_needs=_list_needs(ways.needs[_NEEDS:], url) if ways else (),
        areas=view_areas(ways.areas, url, shared) if ways else (),
        regions=urls.relative(url, urls.REGIONS),
        heading=words("全部组织"),
        lead=words("按名称的拼音排列。") if rows or stretch.steps else words("本站还没有列出组织。"),
        back=None if stretch.is_first else Link(words("按需要、地区找"), urls.relative(url, first)),
        indexes=view_initials(stretch, starts, url, words, first),
        groups=_group(stretch, rows, before, url, shared),
        pager=view_pager(first, stretch),
    )


def project_elder_need(
    shared: Shared, url: str, need: str, slug: str, number: int | None, stretch: Stretch, rows: tuple[Row, ...]
) -> ElderListView:
    """A page of the bodies that meet a need, made of the same parts as its ordinary twin."""
    words, first = shared.words, urls.elder_url(urls.need_url(slug))
    title = say_title(words("我需要：{need}", need=need), stretch, words)
    return ElderListView(
        frame=frame_elder_page(shared, url, _twin_of(url), title),
        title=title,
        needs=(),
        more_needs=(),
        areas=(),
        regions=urls.relative(url, urls.REGIONS),
        heading=words("写明“{need}”的组织", need=need),
        lead="" if number is None else words("共{n}个组织。", n=number),
        back=Link(words("找别的"), urls.relative(url, urls.ELDER)),
        indexes=view_indexes(first, stretch, url, words),
        groups=(ElderGroup("", None, _view_bodies(rows, url, shared)),) if rows else (),
        pager=view_pager(first, stretch),
    )


def _twin_of(url: str) -> str:
    return url.partition("/")[2]


def _list_needs(needs: tuple[Need, ...], url: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(need.word, urls.relative(url, urls.elder_url(urls.need_url(need.slug))), str(need.count))
        for need in needs
    )


def _group(
    stretch: Stretch, rows: tuple[Row, ...], before: str | None, url: str, shared: Shared
) -> tuple[ElderGroup, ...]:
    words = shared.words
    if stretch.folders:
        return (ElderGroup(say_last_section(stretch, words), None, _view_bodies(rows, url, shared)),) if rows else ()
    return tuple(
        ElderGroup(
            name_letter(letter, words),
            None if letter == before else anchor_letter(letter),
            _view_bodies(tuple(some), url, shared),
        )
        for letter, some in groupby(rows, letter_of)
    )


def _view_bodies(rows: tuple[Row, ...], url: str, shared: Shared) -> tuple[ElderBody, ...]:
    return tuple(_view_body(row, url, shared) for row in rows)


def _view_body(row: Row, url: str, shared: Shared) -> ElderBody:
    card = make_card(row, url, shared)
    own = Contact(phone=row.phone)
    return ElderBody(
        name=card.name,
        href=card.href,
        place=card.place,
        standing=card.standing,
        does=shared.words("、").join(card.offers[:_OFFERS]) or card.summary,
        contact=None if is_gone(row) else make_contact(own, row.regions, shared),
    )
