"""One body as data: what its page shows, with ids, days and numbers in place of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from msgspec import Struct, field

from starcase.model.contest import Placed
from starcase.model.ids import IndicatorId, OrganizationId, RegionId, StoryId
from starcase.model.organization import (
    Contact,
    Fact,
    IndicatorCount,
    Organization,
    People,
    PeriodCounts,
    Person,
    Relations,
    Schedule,
    Services,
    Status,
    ToDate,
)
from starcase.model.programme import Indicator, Programme, Rates
from starcase.model.region import Region, Tier
from starcase.model.row import Row, StoryRow
from starcase.model.source import Source
from starcase.model.standing import State
from starcase.model.story import Story
from starcase.model.tally import GONE
from starcase.model.values import Count, Exactness
from starcase.privacy.masking import shown_name
from starcase.views import urls
from starcase.views.public.contact import ContactView, make_contact
from starcase.views.public.documents import Files
from starcase.views.public.known_body import read_body
from starcase.views.public.open_data_documents import DocumentData, PhotoData, list_documents, list_photos
from starcase.views.public.open_data_fields import Named, as_written, plain_number, titled
from starcase.views.public.open_data_list import address_of
from starcase.views.public.open_data_ratings import ProgrammeRatings, list_ratings, name_level
from starcase.views.public.rated import rate_body
from starcase.views.shared import Shared


class StandingData(Struct, frozen=True, forbid_unknown_fields=True):
    state: Annotated[State, titled("评定状态", "Standing on the day on which the site was made")]
    level: Annotated[Named | None, as_written(Organization, "level", "Level in force; null where none is")]
    valid_until: Annotated[date | None, titled("有效期至", "Last day on which the level is, or was, valid")]


class PlaceData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[RegionId, as_written(Region, "id", "Id of the place, as in regions.csv")]
    name: Annotated[str, as_written(Region, "name", "Its name")]
    tier: Annotated[Tier, as_written(Region, "tier", "Its tier")]
    code: Annotated[str | None, as_written(Region, "code", "Its administrative code")]
    path: Annotated[tuple[str, ...], titled("上级", "Names from the outermost place down to this one")]


class ContactData(Struct, frozen=True, forbid_unknown_fields=True):
    """`phone_of` and `place_of` are null where phone and address are the body's own."""

    phone: Annotated[str | None, as_written(Contact, "phone", "Phone")]
    phone_of: Annotated[str | None, titled("电话属于", "Whose phone it is, where it is not its own")]
    address: Annotated[str | None, as_written(Contact, "address", "Address")]
    hours: Annotated[str | None, as_written(Contact, "hours", "Opening hours")]
    place_of: Annotated[str | None, titled("地址属于", "Whose address and hours they are, where not its own")]


class AmountData(Struct, frozen=True, forbid_unknown_fields=True):
    """`text` is the figure as it was published; `number` only where that is exact, so that nobody adds up what is approximate."""

    text: Annotated[str, titled("原文", "The figure as it was published")]
    number: Annotated[float | None, titled("准确数", "The number, where it is exact; else null")]
    exactness: Annotated[Exactness, titled("准确程度", "exact, about, at_least, under or range")]


class FigureData(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of one indicator, as an amount."""

    indicator: Annotated[IndicatorId, as_written(Indicator, "id", "Id of the indicator in the programme")]
    name: Annotated[str, as_written(Indicator, "name", "What is counted")]
    unit: Annotated[str | None, as_written(Indicator, "unit", "Unit")]
    text: Annotated[str, titled("原文", "The figure as it was published")]
    number: Annotated[float | None, titled("准确数", "The number, where it is exact; else null")]
    exactness: Annotated[Exactness, titled("准确程度", "exact, about, at_least, under or range")]


class PeriodData(Struct, frozen=True, forbid_unknown_fields=True):
    period: Annotated[str, as_written(PeriodCounts, "period", "Period: 2024, 2024-H1, 2024-Q3, 2024-07")]
    counts: Annotated[tuple[FigureData, ...], titled("数据", "Figures of the period")]


class ToDateData(Struct, frozen=True, forbid_unknown_fields=True):
    """Cumulative figures: never to be added to those of periods."""

    as_of: Annotated[
        str | None, as_written(ToDate, "as_of", "Day, month or year up to which they count; null where unknown")
    ]
    counts: Annotated[tuple[FigureData, ...], titled("数据", "Cumulative figures")]


class FactData(Struct, frozen=True, forbid_unknown_fields=True):
    what: Annotated[str, as_written(Fact, "what", "What the figure is of")]
    unit: Annotated[str | None, as_written(Fact, "unit", "Unit")]
    text: Annotated[str, titled("原文", "The figure as it was published")]
    number: Annotated[float | None, titled("准确数", "The number, where it is exact; else null")]
    exactness: Annotated[Exactness, titled("准确程度", "exact, about, at_least, under or range")]
    as_of: Annotated[str | None, as_written(Fact, "as_of", "When it held; null where unknown")]
    source: Annotated[str | None, as_written(Fact, "source", "Where it was published")]


class PersonData(Struct, frozen=True, forbid_unknown_fields=True):
    """A name only of who has agreed to be named."""

    name: Annotated[str | None, as_written(Person, "name", "Name, where the person has agreed")]
    role: Annotated[str | None, as_written(Person, "role", "Role")]


class PeopleData(Struct, frozen=True, forbid_unknown_fields=True):
    leader: Annotated[PersonData | None, as_written(People, "leader", "Who leads it")]
    members: Annotated[AmountData | None, as_written(People, "members", "Number of members", "人")]
    party_members: Annotated[AmountData | None, as_written(People, "party_members", "Number of party members", "人")]


class RelatedData(Struct, frozen=True, forbid_unknown_fields=True):
    """Bodies that it names, and those that name it."""

    part_of: Annotated[tuple[Named, ...], as_written(Relations, "part_of", "Bodies that it is part of")]
    parts: Annotated[tuple[Named, ...], titled("下属组织", "Bodies that are part of it")]
    succeeds: Annotated[tuple[Named, ...], as_written(Relations, "succeeds", "Bodies that it came from")]
    succeeded_by: Annotated[tuple[Named, ...], titled("后继组织", "Bodies that came from it, or that it merged into")]
    partners: Annotated[tuple[Named, ...], as_written(Relations, "partners", "Bodies that it works with")]
    paired_with: Annotated[tuple[Named, ...], as_written(Relations, "paired_with", "Bodies that it is paired with")]


class ScheduleData(Struct, frozen=True, forbid_unknown_fields=True):
    text: Annotated[str | None, as_written(Schedule, "text", "When it meets")]
    monthly: Annotated[tuple[int, ...], as_written(Schedule, "monthly", "Days of every month on which it meets")]


class StoryData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[StoryId, as_written(Story, "id", "Id of the story")]
    title: Annotated[str, as_written(Story, "title", "Title")]
    date: Annotated[str | None, as_written(Story, "date", "Date, as precisely as it is known")]
    page: Annotated[str, titled("网页", "Its page")]


class BodyFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A body as its page shows it; null and empty lists stand where the record says nothing."""

    id: Annotated[OrganizationId, as_written(Organization, "id", "Permanent id of the body, part of its address")]
    name: Annotated[str, as_written(Organization, "name", "Name")]
    page: Annotated[str, titled("网页", "Its page")]
    status: Annotated[Status, as_written(Organization, "status", "Whether it is active, paused, merged, dissolved")]
    former_names: Annotated[tuple[str, ...], as_written(Organization, "former_names", "Names that it had before")]
    uscc: Annotated[str | None, as_written(Organization, "uscc", "Unified social credit code")]
    programme: Annotated[Named | None, as_written(Organization, "programme", "Its programme")]
    type: Annotated[Named | None, as_written(Organization, "type", "Its type in the programme")]
    standing: Annotated[StandingData | None, titled("现行等级", "Level in force; null once the body is gone")]
    regions: Annotated[tuple[PlaceData, ...], as_written(Organization, "regions", "Places that it belongs to")]
    founded: Annotated[
        str | None, as_written(Organization, "founded", "Date of foundation, as precisely as it is known")
    ]
    summary: Annotated[str | None, as_written(Organization, "summary", "What it is, in a sentence")]
    offers: Annotated[tuple[str, ...], as_written(Organization, "offers", "What it offers")]
    for_whom: Annotated[str | None, as_written(Organization, "for_whom", "Whom it serves")] = field(name="for")
    area: Annotated[str | None, as_written(Organization, "area", "Where it serves")]
    fee: Annotated[str | None, as_written(Organization, "fee", "What it charges")]
    schedule: Annotated[ScheduleData | None, as_written(Organization, "schedule", "When it meets")]
    tags: Annotated[tuple[str, ...], as_written(Organization, "tags", "Tags")]
    contact: Annotated[ContactData | None, as_written(Organization, "contact", "How to reach it, or its community")]
    how_to_join: Annotated[str | None, as_written(Contact, "how_to_join", "How to join")]
    people: Annotated[PeopleData | None, as_written(Organization, "people", "People in it")]
    relations: Annotated[RelatedData, as_written(Organization, "relations", "Other bodies")]
    to_date: Annotated[ToDateData | None, as_written(Services, "to_date", "Cumulative service figures")]
    services: Annotated[tuple[PeriodData, ...], as_written(Organization, "services", "Service figures by period")]
    facts: Annotated[tuple[FactData, ...], as_written(Organization, "facts", "Other figures")]
    ratings: Annotated[tuple[ProgrammeRatings, ...], titled("评定情况", "Ratings in each programme, its own first")]
    stories: Annotated[tuple[StoryData, ...], titled("服务故事", "Stories that tell of it, the newest first")]
    photos: Annotated[tuple[PhotoData, ...], as_written(Organization, "photos", "Photos")]
    sources: Annotated[tuple[DocumentData, ...], as_written(Organization, "sources", "Where all this comes from")]


class HeldBackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A body whose record is being checked: who it is and how to reach it, nothing else."""

    id: Annotated[OrganizationId, as_written(Organization, "id", "Permanent id of the body, part of its address")]
    name: Annotated[str, as_written(Organization, "name", "Name")]
    page: Annotated[str, titled("网页", "Its page")]
    held_back: Annotated[bool, titled("资料核对中", "Always true: the record is being checked")]
    regions: Annotated[tuple[PlaceData, ...], as_written(Organization, "regions", "Places that it belongs to")]
    contact: Annotated[ContactData | None, as_written(Organization, "contact", "How to reach it")]


def project_body_data(
    shared: Shared,
    url: str,
    record: bytes,
    row: Row,
    related: tuple[Row, ...],
    stories: tuple[StoryRow, ...],
    files: Files,
    placed: tuple[Placed, ...],
) -> BodyFile:
    """The data of a body; the parts are some of those that its page is made of."""
    body = read_body(record)
    programme, works = shared.programmes.get(body.programme), body.status not in GONE
    kind = programme.type(body.type) if programme else None
    services = body.services or Services()
    contact = make_contact(body.contact if works else None, body.regions, shared)
    return BodyFile(
        id=body.id,
        name=body.name,
        page=address_of(urls.organization_url(body.id), url, shared),
        status=body.status,
        former_names=body.former_names,
        uscc=body.uscc,
        programme=Named(programme.id, programme.name) if programme else None,
        type=Named(kind.id, kind.name) if kind else None,
        standing=_list_standing(row, programme) if works else None,
        regions=tuple(_list_places(body.regions, shared)),
        founded=_text(body.founded),
        summary=body.summary,
        offers=body.offers,
        for_whom=body.for_whom,
        area=body.area,
        fee=body.fee,
        schedule=ScheduleData(body.schedule.text, body.schedule.monthly) if body.schedule else None,
        tags=body.tags,
        contact=_list_contact(contact),
        how_to_join=body.contact.how_to_join if body.contact and works else None,
        people=_list_people(body.people, programme) if body.people else None,
        relations=_list_related(body, related),
        to_date=_list_to_date(services.to_date, programme),
        services=tuple(_list_periods(services.periods, programme)),
        facts=tuple(_list_facts(body, programme)),
        ratings=tuple(list_ratings(rate_body(body, placed, files, url, shared), row.standing)),
        stories=tuple(_list_story(story, url, shared) for story in stories),
        photos=list_photos(body.photos, files, url, shared),
        sources=list_documents(body.sources, files, url, shared),
    )


def project_held_back_data(shared: Shared, url: str, row: Row) -> HeldBackFile:
    """The data of a body that is held back."""
    contact = make_contact(Contact(phone=row.phone, address=row.address), row.regions, shared)
    return HeldBackFile(
        id=row.id,
        name=row.name,
        page=address_of(urls.organization_url(row.id), url, shared),
        held_back=True,
        regions=tuple(_list_places(row.regions, shared)),
        contact=_list_contact(contact),
    )


def _list_standing(row: Row, programme: Programme | None) -> StandingData:
    standing = row.standing
    level = programme.level(standing.level) if programme and standing.state is State.RATED else None
    return StandingData(standing.state, name_level(level), standing.valid_until)


def _list_places(regions: Iterable[RegionId], shared: Shared) -> Iterator[PlaceData]:
    for region in regions:
        if region in shared.regions:
            path = shared.regions.path(region)
            yield PlaceData(region, path[-1].name, path[-1].tier, path[-1].code, tuple(node.name for node in path))


def _list_contact(view: ContactView | None) -> ContactData | None:
    if view is None:
        return None
    return ContactData(view.phone.label if view.phone else None, view.phone_of, view.address, view.hours, view.place_of)


def _list_people(people: People, programme: Programme | None) -> PeopleData:
    """Numbers of members; the leader only with consent, and never where persons are rated."""
    leader = people.leader if programme is None or programme.rates is Rates.BODIES else None
    name = shown_name(leader) if leader else None
    return PeopleData(
        leader=PersonData(name, leader.role) if leader and (name or leader.role) else None,
        members=_list_amount(people.members),
        party_members=_list_amount(people.party_members),
    )


def _list_related(body: Organization, related: tuple[Row, ...]) -> RelatedData:
    """What the body says of others, and what others say of it, each once; its successor only once it is gone."""
    own, by_id = body.relations or Relations(), {row.id: row for row in related}
    said = [(row, row.relations) for row in related if row.relations]

    def named(ids: Iterable[OrganizationId | None], *others: Row) -> tuple[Named, ...]:
        rows = (*(by_id[one] for one in ids if one in by_id), *others)
        return tuple(Named(one, name) for one, name in {row.id: row.name for row in rows}.items())

    into = (own.merged_into,) if body.status in GONE else ()
    return RelatedData(
        part_of=named((own.part_of,)),
        parts=named((), *(row for row, theirs in said if theirs.part_of == body.id)),
        succeeds=named(own.succeeds, *(row for row, theirs in said if theirs.merged_into == body.id)),
        succeeded_by=named(into, *(row for row, theirs in said if body.id in theirs.succeeds)),
        partners=named(own.partners, *(row for row, theirs in said if body.id in theirs.partners)),
        paired_with=named(own.paired_with, *(row for row, theirs in said if body.id in theirs.paired_with)),
    )


def _list_to_date(to_date: ToDate | None, programme: Programme | None) -> ToDateData | None:
    figures = tuple(_list_figures(to_date.counts, programme)) if to_date else ()
    return ToDateData(_text(to_date.as_of), figures) if to_date and figures else None


def _list_periods(periods: Iterable[PeriodCounts], programme: Programme | None) -> Iterator[PeriodData]:
    for one in periods:
        if figures := tuple(_list_figures(one.counts, programme)):
            yield PeriodData(str(one.period), figures)


def _list_figures(counts: Iterable[IndicatorCount], programme: Programme | None) -> Iterator[FigureData]:
    """The figures of known indicators, in the order in which they are written."""
    for one in counts:
        if indicator := programme.indicator(one.indicator) if programme else None:
            count = one.count
            yield FigureData(
                indicator.id, indicator.name, indicator.unit, count.text, exact_number(count), count.exactness
            )


def _list_facts(body: Organization, programme: Programme | None) -> Iterator[FactData]:
    sources = {one.id: one for one in (*(programme.sources if programme else ()), *body.sources) if one.id}
    for fact in body.facts:
        value, source = fact.value, _name_source(fact.source, sources.get(fact.source or ""))
        yield FactData(
            fact.what, fact.unit, value.text, exact_number(value), value.exactness, _text(fact.as_of), source
        )


def _name_source(written: str | None, source: Source | None) -> str | None:
    return (source.title if source else None) or written


def _list_story(story: StoryRow, url: str, shared: Shared) -> StoryData:
    return StoryData(story.id, story.title, _text(story.date), address_of(urls.story_url(story.id), url, shared))


def _list_amount(count: Count | None) -> AmountData | None:
    return AmountData(count.text, exact_number(count), count.exactness) if count else None


def exact_number(count: Count) -> float | None:
    """The number of a figure; None for one that is approximate."""
    return plain_number(count.value) if count.exactness is Exactness.EXACT else None


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
