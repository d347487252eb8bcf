"""An organization's page: who it is, how to reach it, what it does, what it has done, how its level came about."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from starcase.model.contest import Placed
from starcase.model.ids import RegionId
from starcase.model.organization import Contact, Organization, Schedule, Status
from starcase.model.programme import Programme
from starcase.model.row import Row, StoryRow
from starcase.model.standing import State
from starcase.model.tally import GONE
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.linked_data import describe_body
from starcase.views.parts import (
    Entry,
    StandingView,
    StoryCard,
    make_story_card,
    say_date,
    say_place,
    view_standing,
)
from starcase.views.portal import Published
from starcase.views.public.background import list_background
from starcase.views.public.changes import name_round
from starcase.views.public.contact import ContactView, make_contact
from starcase.views.public.correction import Correction, view_correction
from starcase.views.public.documents import DocumentView, Files, PictureView, make_documents, make_pictures
from starcase.views.public.known_body import read_body
from starcase.views.public.labelled import Labelled, given, label_text
from starcase.views.public.plaque import link_plaque
from starcase.views.public.qr import QrView, project_qr
from starcase.views.public.ratings import RatingsView, project_ratings
from starcase.views.public.relations import Neighbourhood, StatusNotice, say_status, view_neighbourhood
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
        notice=say_status(body, related, url, shared),
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
        background=list_background(body, programme, related, url, shared),
        neighbourhood=view_neighbourhood(row, neighbours, url, shared),
        sources=make_documents(body.sources, files, url, shared),
        number=body.id,
        correction=view_correction(programme, url, shared),
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
        correction=view_correction(programme, url, shared),
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
