"""What changed in a round, to download: a sheet for people, data for programs; both say what the page says."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct, field

from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.move import Moved, MoveKind
from starcase.model.organization import Decision, Evaluation, Organization
from starcase.model.programme import Level, Programme
from starcase.model.values import Period
from starcase.views import urls
from starcase.views.frame import canonical_address
from starcase.views.moves import name_kind, name_level, say_area
from starcase.views.parts import say_period, say_place
from starcase.views.public.open_data_fields import as_written, titled
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

_WHOLE_WAY = 9
"""No place has more regions above it."""


class LevelName(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[LevelId, as_written(Level, "id", "Id")]
    name: Annotated[str, as_written(Level, "name", "Name")]


class Change(Struct, frozen=True, forbid_unknown_fields=True):
    """`from` and `to` are ids of `levels`; `period` is null for what happened between rounds."""

    organization: Annotated[OrganizationId, as_written(Organization, "id", "Permanent id of the body")]
    name: Annotated[str, as_written(Organization, "name", "Its name")]
    regions: Annotated[
        tuple[RegionId, ...], as_written(Organization, "regions", "Ids of the places that it belongs to")
    ]
    place: Annotated[str, titled("所在地", "The places by name, each with those that it lies in")]
    kind: Annotated[MoveKind, titled("变动", "What happened")]
    kind_name: Annotated[str, titled("变动名称", "What happened, in words")]
    before: Annotated[LevelId | None, as_written(Decision, "from_level", "Id of the level before")] = field(name="from")
    after: Annotated[LevelId | None, as_written(Decision, "to_level", "Id of the level after")] = field(name="to")
    date: Annotated[str, titled("变动日期", "Day from which it holds")]
    period: Annotated[str | None, as_written(Evaluation, "period", "Period; null for what happened between rounds")]
    reason: Annotated[str | None, as_written(Evaluation, "reason", "Reason that was given")]
    basis: Annotated[str | None, as_written(Decision, "basis", "Document that it rests on")]
    page: Annotated[str, titled("网页", "The body's page")]


class ChangesData(Struct, frozen=True, forbid_unknown_fields=True):
    programme: Annotated[ProgrammeId, as_written(Organization, "programme", "Id of the programme")]
    programme_name: Annotated[str, titled("项目名称", "Name of the programme")]
    period: Annotated[str, as_written(Evaluation, "period", "Period: 2024, 2024-H1, 2024-Q3, 2024-07")]
    levels: Annotated[tuple[LevelName, ...], as_written(Programme, "levels", "Levels of the programme, the best first")]
    changes: Annotated[tuple[Change, ...], titled("变动", "What changed")]


def project_sheet(
    shared: Shared, url: str, programme_id: ProgrammeId, period: Period, moved: tuple[Moved, ...]
) -> Sheet:
    """The moves of a round, a row each."""
    programme, words = shared.programmes[programme_id], shared.words
    columns = (
        *(words("编号"), words("名称"), words("区域"), words("地区"), words("变动")),
        *(
            words("原{level_word}", level_word=programme.level_word),
            words("新{level_word}", level_word=programme.level_word),
        ),
        *(words("变动日期"), words("期次"), words("理由"), words("依据"), words("网页")),
    )
    return Sheet(
        columns,
        tuple(
            (
                one.id,
                one.name,
                say_area(one.area, programme, shared),
                say_place(one.regions, shared, deepest=_WHOLE_WAY),
                name_kind(one.move.kind, programme, words),
                name_level(one.move.from_level, programme),
                name_level(one.move.to_level, programme),
                one.move.day.isoformat(),
                say_period(one.move.period, words) if one.move.period else "",
                one.move.reason or "",
                one.move.basis or "",
                _address(one.id, url, shared),
            )
            for one in moved
        ),
    )


def project_data(
    shared: Shared, url: str, programme_id: ProgrammeId, period: Period, moved: tuple[Moved, ...]
) -> ChangesData:
    """The moves of a round, with the ids that the records use."""
    programme = shared.programmes[programme_id]
    return ChangesData(
        programme=programme.id,
        programme_name=programme.name,
        period=str(period),
        levels=tuple(LevelName(level.id, level.name) for level in programme.known_levels),
        changes=tuple(
            Change(
                organization=one.id,
                name=one.name,
                regions=one.regions,
                place=say_place(one.regions, shared, deepest=_WHOLE_WAY),
                kind=one.move.kind,
                kind_name=name_kind(one.move.kind, programme, shared.words),
                before=one.move.from_level,
                after=one.move.to_level,
                date=one.move.day.isoformat(),
                period=str(one.move.period) if one.move.period else None,
                reason=one.move.reason,
                basis=one.move.basis,
                page=_address(one.id, url, shared),
            )
            for one in moved
        ),
    )


def _address(organization: OrganizationId, url: str, shared: Shared) -> str:
    """The body's page: its public address, or the way to it from the file where the site knows none."""
    page = urls.organization_url(organization)
    return canonical_address(shared, page) or urls.relative(url, page)
