"""What became of a body, and which others it has to do with: before it, after it, above it, beside it, around it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from starcase.model.ids import OrganizationId
from starcase.model.organization import Organization, Status
from starcase.model.row import Row
from starcase.views import urls
from starcase.views.frame import Link
from starcase.views.parts import Card, make_cards, say_period, say_place
from starcase.views.public.community import community_of
from starcase.views.public.labelled import Labelled, label_links
from starcase.views.shared import Shared


class StatusNotice(Struct, frozen=True):
    """What a reader must know first: that the body pauses, has merged, is no more; `links` lead on."""

    text: str
    links: tuple[Link, ...]


class Neighbourhood(Struct, frozen=True):
    """Other bodies of the same community, and its page."""

    heading: str
    cards: tuple[Card, ...]
    more: Link


def say_status(body: Organization, related: tuple[Row, ...], url: str, shared: Shared) -> StatusNotice | None:
    """What a reader must know first; nothing of a body that is at work."""
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


def label_relations(
    body: Organization, related: tuple[Row, ...], url: str, shared: Shared
) -> tuple[Labelled | None, ...]:
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


def _link_bodies(rows: Iterable[Row], url: str) -> tuple[Link, ...]:
    return tuple(Link(row.name, urls.relative(url, urls.organization_url(row.id))) for row in rows)


def _named_in(row: Row, relation: str) -> tuple[OrganizationId, ...]:
    """The bodies that a row names in one relation."""
    value = getattr(row.relations, relation)
    return value if isinstance(value, tuple) else (value,)


def _once(*groups: tuple[OrganizationId, ...]) -> tuple[OrganizationId, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))


def view_neighbourhood(row: Row, neighbours: tuple[Row, ...], url: str, shared: Shared) -> Neighbourhood | None:
    """Its neighbours and the way to all of its community; None where nothing is known of either."""
    region = community_of(row.regions, shared.regions)
    if region is None or not neighbours:
        return None
    words, name = shared.words, say_place((region,), shared, deepest=1)
    more = Link(words("{place}的全部组织", place=name), urls.relative(url, urls.region_url(region)))
    return Neighbourhood(words("同在{place}", place=name), make_cards(neighbours, url, shared), more)
