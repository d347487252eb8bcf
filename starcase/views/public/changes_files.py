"""What changed in a round, to download: a sheet for people, data for programs; both say what the page says."""

from __future__ import annotations

from msgspec import Struct, field

from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
from starcase.model.move import Moved, MoveKind
from starcase.model.values import Period
from starcase.views import urls
from starcase.views.frame import canonical_address
from starcase.views.moves import name_kind, name_level, say_area
from starcase.views.parts import say_period, say_place
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

_WHOLE_WAY = 9
"""No place has more regions above it."""


class LevelName(Struct, frozen=True):
    id: LevelId
    name: str


class Change(Struct, frozen=True):
    """`from` and `to` are ids of `levels`; `period` is null for what happened between rounds."""

    organization: OrganizationId
    name: str
    regions: tuple[RegionId, ...]
    place: str
    kind: MoveKind
    kind_name: str
    before: LevelId | None = field(name="from")
    after: LevelId | None = field(name="to")
    date: str
    period: str | None
    reason: str | None
    basis: str | None
    page: str


class ChangesData(Struct, frozen=True):
    programme: ProgrammeId
    programme_name: str
    period: str
    levels: tuple[LevelName, ...]
    changes: tuple[Change, ...]


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
