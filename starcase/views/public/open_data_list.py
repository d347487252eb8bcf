"""All bodies in one list, to download: what directories and lists show of each, for people in a sheet, for programs as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated

from msgspec import Struct, field

from starcase.model.config import Depth
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId, TypeId
from starcase.model.organization import Contact, Organization, Status
from starcase.model.programme import Level, Programme
from starcase.model.region import Region
from starcase.model.row import Membership, Row
from starcase.model.same import Same
from starcase.model.standing import Standing, State
from starcase.model.tally import GONE
from starcase.views import urls
from starcase.views.frame import canonical_address
from starcase.views.parts import say_place
from starcase.views.public.contact import make_contact
from starcase.views.public.open_data_fields import as_written, code_of, plain_number, titled
from starcase.views.public.open_data_sheets import make_sheet
from starcase.views.shared import Shared
from starcase.views.sheets import Frame, Piece, Sheet

WHOLE_WAY = 9
"""No place has more regions above it."""
_SHOWS_TOTAL = frozenset(Depth) - {Depth.LEVEL}


class ListedElsewhere(Struct, frozen=True, forbid_unknown_fields=True):
    """The standing of a body in a programme other than its own."""

    programme_name: Annotated[str, as_written(Organization, "programme", "Name of the programme")]
    level_name: Annotated[
        str | None, as_written(Organization, "level", "Name of the level in force; null where none is")
    ]
    state_name: Annotated[str, titled("评定状态", "Standing on the day on which the site was made, in words")]
    valid_until: Annotated[date | None, titled("有效期至", "Last day on which the level is, or was, valid")]
    total: Annotated[float | None, titled("总分", "Total of the evaluation in force, where totals are published", "分")]
    programme: Annotated[ProgrammeId, code_of(Organization, "programme", "Id of the programme")]
    level: Annotated[LevelId | None, code_of(Organization, "level", "Id of the level in force")]
    state: Annotated[State, titled("评定状态代码", "The standing")]

    def __str__(self) -> str:
        return f"{self.programme_name} {self.level_name or self.state_name}"


class ListedBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A body in the list: what people look for first, then codes; null where the record says nothing, or where it is not shown."""

    id: Annotated[OrganizationId, as_written(Organization, "id", "Permanent id of the body, part of its address")]
    name: Annotated[str, as_written(Organization, "name", "Name")]
    programme_name: Annotated[str | None, as_written(Organization, "programme", "Name of its programme")]
    type_name: Annotated[str | None, as_written(Organization, "type", "Name of its type")]
    level_name: Annotated[
        str | None, as_written(Organization, "level", "Name of the level in force; null where none is")
    ]
    stars: Annotated[int | None, as_written(Level, "stars", "Stars of the level; null for an honour", "颗")]
    state_name: Annotated[
        str | None, titled("评定状态", "Standing on the day on which the site was made, in words; null once it is gone")
    ]
    valid_until: Annotated[date | None, titled("有效期至", "Last day on which the level is, or was, valid")]
    total: Annotated[float | None, titled("总分", "Total of the evaluation in force, where totals are published", "分")]
    status_name: Annotated[
        str | None, as_written(Organization, "status", "Whether it is active, paused, merged, dissolved, in words")
    ]
    place: Annotated[str, titled("所在地", "Its places by name, each with those that it lies in")]
    summary: Annotated[str | None, as_written(Organization, "summary", "What it is, in a sentence")]
    offers: Annotated[tuple[str, ...], as_written(Organization, "offers", "What it offers")]
    for_whom: Annotated[str | None, as_written(Organization, "for_whom", "Whom it serves")] = field(name="for")
    phone: Annotated[str | None, as_written(Contact, "phone", "Phone, its own or its community's")]
    phone_of: Annotated[str | None, titled("电话属于", "Whose phone it is, where it is not its own")]
    address: Annotated[str | None, as_written(Contact, "address", "Its own address")]
    founded: Annotated[
        str | None, as_written(Organization, "founded", "Date of foundation, as precisely as it is known")
    ]
    former_names: Annotated[tuple[str, ...], as_written(Organization, "former_names", "Names that it had before")]
    uscc: Annotated[str | None, as_written(Organization, "uscc", "Unified social credit code")]
    elsewhere: Annotated[tuple[ListedElsewhere, ...], titled("其他项目", "Its standing in other programmes")]
    tags: Annotated[tuple[str, ...], as_written(Organization, "tags", "Tags")]
    region_codes: Annotated[tuple[str, ...], as_written(Region, "code", "Administrative codes of its places")]
    programme: Annotated[ProgrammeId | None, code_of(Organization, "programme", "Id of its programme")]
    type: Annotated[TypeId | None, code_of(Organization, "type", "Id of its type in the programme")]
    level: Annotated[LevelId | None, code_of(Organization, "level", "Id of the level in force")]
    state: Annotated[State | None, titled("评定状态代码", "The standing")]
    status: Annotated[Status | None, titled("状态代码", "The status")]
    regions: Annotated[tuple[RegionId, ...], code_of(Organization, "regions", "Ids of its places, as in regions.csv")]
    page: Annotated[str, titled("网页", "Its page: full address, or relative to this file where the site knows none")]
    file: Annotated[str, titled("数据文件", "Its own JSON file, with ratings, scores and figures")]


class BodiesFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Bodies in the order of the directory: by pinyin."""

    site: Annotated[str, titled("网站名称", "Name of the site")]
    organizations: Annotated[tuple[ListedBody, ...], titled("组织", "Bodies")]


class _Called(Struct, frozen=True):
    """What of a programme every body in it shows."""

    programme: Programme | None
    types: Mapping[TypeId | None, str]
    levels: Mapping[LevelId | None, Level]


def project_bodies_data(shared: Shared, url: str, rows: tuple[Row, ...]) -> BodiesFile:
    """The list as data."""
    return BodiesFile(shared.config.title, list_bodies(rows, shared))


def project_data_piece(
    shared: Shared, url: str, rows: tuple[Row, ...], before: int, is_last: bool
) -> Piece[BodiesFile]:
    """Some bodies of the list as data."""
    return Piece(project_bodies_data(shared, url, rows), before, is_last)


def project_sheet_piece(shared: Shared, url: str, rows: tuple[Row, ...], before: int, is_last: bool) -> Piece[Sheet]:
    """Some bodies of the list as rows of a sheet."""
    return Piece(project_bodies_sheet(shared, url, rows), before, is_last)


def project_sheet_frame(shared: Shared, url: str, rows: tuple[Row, ...], count: int) -> Frame:
    """What stands around the rows of the sheet, of which these are the first."""
    return Frame(project_bodies_sheet(shared, url, rows), count)


def project_bodies_sheet(shared: Shared, url: str, rows: tuple[Row, ...]) -> Sheet:
    """The list as a sheet, a row each."""
    return _make_sheet(Same(rows), shared)


@lru_cache(maxsize=1)
def _make_sheet(rows: Same[tuple[Row, ...]], shared: Shared) -> Sheet:
    words = shared.words
    return make_sheet(words("组织"), ListedBody, _list_bodies(rows, shared), words)


def list_bodies(rows: tuple[Row, ...], shared: Shared) -> tuple[ListedBody, ...]:
    """What is published of each; made once for the files of one list, which are written one after the other."""
    return _list_bodies(Same(rows), shared)


@lru_cache(maxsize=1)
def _list_bodies(rows: Same[tuple[Row, ...]], shared: Shared) -> tuple[ListedBody, ...]:
    programmes = shared.programmes
    called = {programme.id: _call(programme) for programme in programmes.values()}
    unknown = _call(None)
    return tuple(_list_body(row, called.get(row.programme or ProgrammeId(""), unknown), shared) for row in rows.value)


def _call(programme: Programme | None) -> _Called:
    if programme is None:
        return _Called(None, {}, {})
    return _Called(
        programme,
        {kind.id: kind.name for kind in programme.types},
        {level.id: level for level in programme.known_levels},
    )


def _list_body(row: Row, called: _Called, shared: Shared) -> ListedBody:
    words, tree = shared.words, shared.regions
    is_gone, is_known = row.status in GONE and not row.is_held_back, not row.is_held_back
    standing = None if is_gone else row.standing
    level = called.levels.get(_level_in_force(standing)) if standing else None
    own = Contact(phone=row.phone, address=row.address) if not is_gone else None
    contact = make_contact(own, row.regions, shared)
    page = urls.organization_url(row.id)
    return ListedBody(
        id=row.id,
        name=row.name,
        former_names=row.former_names,
        uscc=row.uscc,
        programme=row.programme,
        programme_name=called.programme.name if called.programme else None,
        type=row.type,
        type_name=called.types.get(row.type),
        status=row.status if is_known else None,
        status_name=words(row.status.zh[0]) if is_known else None,
        state=standing.state if standing else None,
        state_name=words(standing.state.zh[0]) if standing else None,
        level=level.id if level else None,
        level_name=level.name if level else None,
        stars=level.stars if level and not level.honour else None,
        valid_until=standing.valid_until if standing else None,
        total=_total(row, shared) if level else None,
        elsewhere=() if is_gone else tuple(_list_elsewhere(row, shared)),
        regions=row.regions,
        place=say_place(row.regions, shared, deepest=WHOLE_WAY),
        region_codes=tuple(code for region in row.regions if region in tree and (code := tree[region].code)),
        founded=str(row.founded) if row.founded else None,
        summary=row.summary,
        offers=row.offers,
        for_whom=row.for_whom,
        tags=row.tags,
        phone=contact.phone.label if contact and contact.phone else None,
        phone_of=contact.phone_of if contact else None,
        address=None if is_gone else row.address,
        page=address_of(page, urls.BODIES_DATA, shared),
        file=address_of(urls.body_data_url(row.id), urls.BODIES_DATA, shared),
    )


def _list_elsewhere(row: Row, shared: Shared) -> Iterator[ListedElsewhere]:
    for one in row.elsewhere:
        programme = shared.programmes.get(one.programme)
        if programme is None:
            continue
        level = programme.level(_level_in_force(one.standing))
        yield ListedElsewhere(
            programme=programme.id,
            programme_name=programme.name,
            state=one.standing.state,
            state_name=shared.words(one.standing.state.zh[0]),
            level=level.id if level else None,
            level_name=level.name if level else None,
            valid_until=one.standing.valid_until,
            total=_total(one, shared) if level else None,
        )


def _level_in_force(standing: Standing) -> LevelId | None:
    return standing.level if standing.state is State.RATED else None


def _total(one: Row | Membership, shared: Shared) -> float | None:
    """The total, as far as the site publishes scores (FORMAT.md section 5, `publish`)."""
    is_shown = one.total is not None and shared.config.publish.scores in _SHOWS_TOTAL
    return plain_number(one.total) if is_shown and one.total is not None else None


def address_of(page: str, file: str, shared: Shared) -> str:
    """The public address of a page or file; the way to it from a data file where the site knows none."""
    return canonical_address(shared, page) or urls.relative(file, page)
