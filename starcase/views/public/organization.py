"""An organization's page: who it is, how to reach it, what it does, what it has done, how its level came about."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from starcase.language import Words
from starcase.model.contest import Placed
from starcase.model.ids import OrganizationId, RegionId
from starcase.model.organization import Contact, Organization, People, Person, Schedule, Status
from starcase.model.programme import Programme, Rates
from starcase.model.row import Row, StoryRow
from starcase.model.standing import State
from starcase.model.tally import GONE
from starcase.privacy.masking import shown_name
from starcase.views import urls
from starcase.views.frame import Frame, Link, canonical_address, frame_page
from starcase.views.linked_data import describe_body
from starcase.views.parts import (
    Card,
    Entry,
    StandingView,
    StoryCard,
    make_cards,
    make_story_card,
    say_date,
    say_period,
    say_place,
    view_standing,
)
from starcase.views.portal import Published, find_error_href
from starcase.views.public.changes import name_round
from starcase.views.public.community import community_of
from starcase.views.public.contact import ContactView, link_phone, make_contact
from starcase.views.public.documents import DocumentView, Files, PictureView, make_documents, make_pictures
from starcase.views.public.known_body import read_body
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.public.plaque import link_plaque
from starcase.views.public.qr import QrView, project_qr
from starcase.views.public.ratings import RatingsView, project_ratings
from starcase.views.public.services import ServicesView, project_services
from starcase.views.public.verify import VerifyView, project_verify
from starcase.views.rounds import RoundName
from starcase.views.scheme import authorities_on
from starcase.views.shared import Shared

_OPEN_STORIES = 3
_LONG_NAME = 18
"""More characters than this are set smaller, so that a phone's first screen holds more than the name."""
_ROUNDS = 3
_NO_STANDING = StandingView(None, None, None)


class StatusNotice(Struct, frozen=True):
    """What a reader must know first: that the body pauses, has merged, is no more; `links` lead on."""

    text: str
    links: tuple[Link, ...]


class Neighbourhood(Struct, frozen=True):
    """Other bodies of the same community, and its page."""

    heading: str
    cards: tuple[Card, ...]
    more: Link


class Correction(Struct, frozen=True):
    """Whom to tell of a mistake: the site's phone and address, or the page of the programme's authority."""

    text: str
    links: tuple[Link, ...]


class OrganizationView(Struct, frozen=True):
    """`places` lead from the province down to each place; `level` to what the level in force means; `older_stories` are folded below the latest; `data` is the same as a JSON file."""

    frame: Frame
    name: str
    has_long_name: bool
    places: tuple[tuple[Link, ...], ...]
    kind: tuple[Link, ...]
    standing: StandingView
    level: str | None
    notice: StatusNotice | None
    contact: ContactView | None
    summary: str | None
    offers: tuple[str, ...]
    terms: tuple[Labelled, ...]
    how_to_join: str | None
    verify: VerifyView
    pictures: tuple[PictureView, ...]
    stories: tuple[StoryCard, ...]
    older_stories: tuple[Entry, ...]
    services: ServicesView | None
    ratings: tuple[RatingsView, ...]
    changes: tuple[Link, ...]
    background: tuple[Labelled, ...]
    neighbourhood: Neighbourhood | None
    sources: tuple[DocumentView, ...]
    number: str
    correction: Correction
    plaque: Link | None
    qr: QrView | None
    data: str


class HeldBackView(Struct, frozen=True):
    frame: Frame
    name: str
    places: tuple[tuple[Link, ...], ...]
    contact: ContactView | None
    correction: Correction
    data: str


def project_organization(
    shared: Shared,
    url: str,
    record: bytes,
    row: Row,
    related: tuple[Row, ...],
    neighbours: tuple[Row, ...],
    stories: tuple[StoryRow, ...],
    files: Files,
    placed: tuple[Placed, ...],
    rounds: tuple[RoundName, ...],
) -> OrganizationView:
    """The page of a body.

    `related` are the bodies that it names and those that name it; `neighbours` others of its community; `placed` is what quotas made of
    its evaluations; `rounds` are those in which it moved, the newest first.
    """
    body = read_body(record)
    programme = shared.programmes.get(body.programme)
    pictures = make_pictures(body.photos, files, url, shared)
    place = say_place(body.regions, shared)
    contact = make_contact(body.contact if body.status not in GONE else None, body.regions, shared)
    return OrganizationView(
        frame=_frame(
            shared,
            url,
            body.name,
            body.summary or place,
            programme,
            picture=pictures[0].src if pictures else None,
            linked_data=describe_body(body, place, url, shared),
        ),
        name=body.name,
        has_long_name=len(body.name) > _LONG_NAME,
        places=_link_places(body.regions, url, shared),
        kind=_link_kind(body, programme, url),
        standing=_view_standing(row, programme, shared),
        level=_link_level(row, programme, url),
        notice=_say_status(body, related, url, shared),
        contact=contact,
        summary=body.summary,
        offers=body.offers,
        terms=_terms(body, shared),
        how_to_join=_say_how_to_join(body, contact, shared),
        verify=project_verify(body, shared),
        pictures=pictures,
        stories=tuple(make_story_card(story, url, shared) for story in stories[:_OPEN_STORIES]),
        older_stories=tuple(_enter_story(story, url, shared) for story in stories[_OPEN_STORIES:]),
        services=project_services(body, programme, shared),
        ratings=project_ratings(body, row.standing, placed, files, url, shared),
        changes=tuple(_link_round(one, body, url, shared) for one in rounds[:_ROUNDS]),
        background=_background(body, programme, related, url, shared),
        neighbourhood=_neighbourhood(row, neighbours, url, shared),
        sources=make_documents(body.sources, files, url, shared),
        number=body.id,
        correction=_correction(programme, url, shared),
        plaque=link_plaque(row, programme, url, shared),
        qr=project_qr(shared, url),
        data=urls.relative(url, urls.body_data_url(body.id)),
    )


def project_held_back(shared: Shared, url: str, row: Row) -> HeldBackView:
    """The page of a body whose record has errors: who it is and how to reach it, nothing else."""
    programme = shared.programmes.get(row.programme) if row.programme else None
    own = Contact(phone=row.phone, address=row.address)
    return HeldBackView(
        frame=_frame(shared, url, row.name, say_place(row.regions, shared), programme),
        name=row.name,
        places=_link_places(row.regions, url, shared),
        contact=make_contact(own, row.regions, shared),
        correction=_correction(programme, url, shared),
        data=urls.relative(url, urls.body_data_url(row.id)),
    )


def _frame(
    shared: Shared,
    url: str,
    name: str,
    description: str,
    programme: Programme | None,
    picture: str | None = None,
    linked_data: Markup | None = None,
) -> Frame:
    authorities = authorities_on(programme, None) if programme else ()
    return frame_page(
        shared,
        url,
        name,
        crumbs=((shared.words("找组织"), urls.DIRECTORY),),
        description=description,
        article=Published(source=shared.words("、").join(authorities) or None),
        picture=picture,
        linked_data=linked_data,
    )


def _link_places(regions: Iterable[RegionId], url: str, shared: Shared) -> tuple[tuple[Link, ...], ...]:
    """The way from the province down to each place."""
    return tuple(
        tuple(Link(node.name, urls.relative(url, urls.region_url(node.id))) for node in shared.regions.path(region))
        for region in regions
        if region in shared.regions
    )


def _link_kind(body: Organization, programme: Programme | None, url: str) -> tuple[Link, ...]:
    """The type and the programme."""
    if programme is None:
        return ()
    kind = programme.type(body.type)
    types = (Link(kind.name, urls.relative(url, urls.type_url(programme.id, kind.id))),) if kind else ()
    return (*types, Link(programme.name, urls.relative(url, urls.programme_url(programme.id))))


def _view_standing(row: Row, programme: Programme | None, shared: Shared) -> StandingView:
    """The standing; none for a body that is no more, whose past ratings stand further down."""
    if row.status in GONE:
        return _NO_STANDING
    return view_standing(row.standing, programme, shared.words)


def _link_level(row: Row, programme: Programme | None, url: str) -> str | None:
    """The page that says what the level in force means, and who gives it."""
    standing = row.standing
    if programme is None or standing.level is None or standing.state is not State.RATED:
        return None
    return urls.relative(url, urls.level_url(programme.id, standing.level))


def _say_how_to_join(body: Organization, contact: ContactView | None, shared: Shared) -> str | None:
    """How to take part; where nothing is written of it, and the body is at work, whom to ask."""
    if body.status in GONE:
        return None
    if body.contact and body.contact.how_to_join:
        return body.contact.how_to_join
    can_ask = body.status is Status.ACTIVE and contact and contact.phone
    return shared.words("没有写明怎样参加，可以打本页上的电话问。") if can_ask else None


def _say_status(body: Organization, related: tuple[Row, ...], url: str, shared: Shared) -> StatusNotice | None:
    words = shared.words
    onward = _link_bodies(_successors(body, related), url)
    match body.status:
        case Status.DRAFT:
            return StatusNotice(words("草稿：这一页还没有发布。"), ())
        case Status.PAUSED:
            return StatusNotice(words("这个组织暂停活动，去之前请先问清楚。"), ())
        case Status.MERGED:
            text = words("这个组织已并入：") if onward else words("这个组织已并入别的组织。")
            return StatusNotice(text, onward)
        case Status.DISSOLVED:
            if onward:
                return StatusNotice(words("这个组织已停止活动。接着做的是："), onward)
            nearby = _link_nearby(body, url, shared)
            text = words("这个组织已停止活动。别的组织，看：") if nearby else words("这个组织已停止活动。")
            return StatusNotice(text, nearby)
        case _:
            return None


def _link_nearby(body: Organization, url: str, shared: Shared) -> tuple[Link, ...]:
    """Where else to go: the page of the body's community, else of its first place."""
    place = community_of(body.regions, shared.regions) or next(iter(body.regions), None)
    if place is None or place not in shared.regions:
        return ()
    return (Link(shared.regions[place].name, urls.relative(url, urls.region_url(place))),)


def _successors(body: Organization, related: tuple[Row, ...]) -> tuple[Row, ...]:
    """The body that this one has merged into, and those that say they succeed it."""
    into = body.relations.merged_into if body.relations else None
    return tuple(row for row in related if row.id == into or (row.relations and body.id in row.relations.succeeds))


def _link_bodies(rows: Iterable[Row], url: str) -> tuple[Link, ...]:
    return tuple(Link(row.name, urls.relative(url, urls.organization_url(row.id))) for row in rows)


def _enter_story(story: StoryRow, url: str, shared: Shared) -> Entry:
    date = say_date(story.date, shared.words) if story.date else ""
    return Entry(story.title, urls.relative(url, urls.story_url(story.id)), date)


def _terms(body: Organization, shared: Shared) -> tuple[Labelled, ...]:
    """For whom, where, when and for how much."""
    words = shared.words
    return given(
        label_text(words("服务对象"), body.for_whom),
        label_text(words("服务范围"), body.area),
        label_text(words("收费"), body.fee),
        label_text(words("活动时间"), _say_schedule(body.schedule, shared)),
    )


def _say_schedule(schedule: Schedule | None, shared: Shared) -> str | None:
    if schedule is None:
        return None
    words = shared.words
    days = words("、").join(words("{day}日", day=day) for day in schedule.monthly)
    monthly = words("每月{days}", days=days) if days else None
    return words("，").join(text for text in (monthly, schedule.text) if text) or None


def _link_round(one: RoundName, body: Organization, url: str, shared: Shared) -> Link:
    """The page of a round; of a programme other than the body's own it is named."""
    (programme_id, period), words = one, shared.words
    programme = shared.programmes[programme_id]
    label = name_round(programme, period, words)
    if programme_id != body.programme:
        label = words("{programme}：{here}", programme=programme.name, here=label)
    return Link(label, urls.relative(url, urls.changes_url(programme_id, period)))


def _background(
    body: Organization, programme: Programme | None, related: tuple[Row, ...], url: str, shared: Shared
) -> tuple[Labelled, ...]:
    words = shared.words
    return given(
        label_text(words("成立时间"), say_date(body.founded, words) if body.founded else None),
        *_people(body.people, programme, shared),
        *_relations(body, related, url, shared),
    )


def _people(people: People | None, programme: Programme | None, shared: Shared) -> tuple[Labelled | None, ...]:
    """Numbers of members; the leader only with consent, and never where persons are rated."""
    if people is None:
        return ()
    words = shared.words
    shows_leader = programme is None or programme.rates is Rates.BODIES
    return (
        label_text(words("负责人"), _say_person(people.leader, words) if people.leader and shows_leader else None),
        label_text(words("成员"), words("{n}人", n=people.members.text) if people.members else None),
        label_text(words("党员"), words("{n}人", n=people.party_members.text) if people.party_members else None),
    )


def _say_person(person: Person, words: Words) -> str | None:
    name = shown_name(person)
    return words("，").join(text for text in (name, person.role) if text) or None


def _relations(body: Organization, related: tuple[Row, ...], url: str, shared: Shared) -> tuple[Labelled | None, ...]:
    """What the body says of others, and what others say of it, each once."""
    words, by_id, own = shared.words, {row.id: row for row in related}, body.relations
    if own is None and not related:
        return ()

    def named(*organizations: OrganizationId | None) -> tuple[Link, ...]:
        return _link_bodies((by_id[one] for one in organizations if one in by_id), url)

    def naming(relation: str) -> tuple[OrganizationId, ...]:
        return tuple(row.id for row in related if row.relations and body.id in _named_in(row, relation))

    before = (by_id.get(one) for one in _once(own.succeeds if own else (), naming("merged_into")))
    predecessors = tuple(_link_predecessor(row, url, shared) for row in before if row)
    return (
        label_links(words("隶属"), named(own.part_of) if own else ()),
        label_links(words("下属组织"), named(*naming("part_of"))),
        label_links(words("前身"), predecessors),
        label_links(words("后继组织"), named(*naming("succeeds"))),
        label_links(words("共建单位"), named(*_once(own.partners if own else (), naming("partners")))),
        label_links(words("结对单位"), named(*_once(own.paired_with if own else (), naming("paired_with")))),
    )


def _link_predecessor(row: Row, url: str, shared: Shared) -> Link:
    """A body that this one came out of, with the latest level that it had: its ratings stay on its own page."""
    programme, standing = shared.programmes.get(row.programme) if row.programme else None, row.standing
    level = programme.level(standing.level) if programme else None
    label = row.name
    if level and standing.period:
        period = say_period(standing.period, shared.words)
        label = shared.words("{name}（{period}评为{level}）", name=row.name, period=period, level=level.name)
    return Link(label, urls.relative(url, urls.organization_url(row.id)))


def _named_in(row: Row, relation: str) -> tuple[OrganizationId, ...]:
    """The bodies that a row names in one relation."""
    value = getattr(row.relations, relation)
    return value if isinstance(value, tuple) else (value,)


def _once(*groups: tuple[OrganizationId, ...]) -> tuple[OrganizationId, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))


def _neighbourhood(row: Row, neighbours: tuple[Row, ...], url: str, shared: Shared) -> Neighbourhood | None:
    region = community_of(row.regions, shared.regions)
    if region is None or not neighbours:
        return None
    words, name = shared.words, say_place((region,), shared, deepest=1)
    more = Link(words("{place}的全部组织", place=name), urls.relative(url, urls.region_url(region)))
    return Neighbourhood(words("同在{place}", place=name), make_cards(neighbours, url, shared), more)


def _correction(programme: Programme | None, url: str, shared: Shared) -> Correction:
    words, contact = shared.words, shared.config.identity.contact
    find_error = find_error_href(shared.config, canonical_address(shared, url))
    online = Link(words("网上找错"), find_error) if find_error else None
    phone = link_phone(contact.phone)
    email = Link(contact.email, f"mailto:{contact.email}") if contact.email else None
    if links := tuple(link for link in (online, phone, email) if link):
        return Correction(words("请告诉我们哪一句不对："), links)
    if programme is None:
        return Correction(words("请向住地的社区或村反映。"), ())
    to_programme = Link(programme.name, urls.relative(url, urls.programme_url(programme.id)))
    return Correction(words("请向主管单位反映，单位名称见："), (to_programme,))
