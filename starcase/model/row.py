"""Rows: what the pages of others need of a body, a story, a notice or a page (about 300 bytes each)."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.contest import Contest
from starcase.model.ids import (
    IndicatorId,
    NoticeId,
    OrganizationId,
    PageId,
    ProgrammeId,
    RegionId,
    StoryId,
    TypeId,
)
from starcase.model.move import Move
from starcase.model.notice import NoticeKind
from starcase.model.organization import Relations, Status
from starcase.model.packing import digest_of, pack
from starcase.model.standing import Standing
from starcase.model.values import Day, PartialDate
from starcase.problems import DocumentId


class Membership(Struct, frozen=True, array_like=True):
    """A body in a programme other than its own: one that its evaluations name, or that is built from its own."""

    programme: ProgrammeId
    standing: Standing
    total: Decimal | None = None


class Row(Struct, frozen=True, array_like=True):
    """One body. `digest` tells the Row, and the record that it was made of, from every other; `regions` are those that the record names; `sums` the exact figures of indicators that add up, year by year.

    `order` is the pinyin sort key; `total` that of the evaluation in force. A body held back has only id, name, programme, regions,
    phone, address and a standing of HELD_BACK.
    """

    document: DocumentId
    digest: str
    id: OrganizationId
    name: str
    order: str
    programme: ProgrammeId | None
    type: TypeId | None
    regions: tuple[RegionId, ...]
    status: Status
    standing: Standing
    summary: str | None = None
    offers: tuple[str, ...] = ()
    for_whom: str | None = None
    tags: tuple[str, ...] = ()
    phone: str | None = None
    address: str | None = None
    total: Decimal | None = None
    former_names: tuple[str, ...] = ()
    relations: Relations | None = None
    founded: PartialDate | None = None
    uscc: str | None = None
    sums: tuple[tuple[IndicatorId, int, Decimal], ...] = ()
    """Indicator, year, exact sum of that year."""
    elsewhere: tuple[Membership, ...] = ()
    contests: tuple[Contest, ...] = ()
    """Its rounds with quotas."""
    moves: tuple[Move, ...] = ()
    """What became of its level in each of its programmes, oldest first."""

    @property
    def is_held_back(self) -> bool:
        return self.standing.state.value == "held_back"


class StoryRow(Struct, frozen=True, array_like=True):
    document: DocumentId
    digest: str
    id: StoryId
    title: str
    date: PartialDate | None
    organizations: tuple[OrganizationId, ...]
    summary: str
    draft: bool = False
    publish_on: Day | None = None
    expires_on: Day | None = None
    """The day on which it goes offline."""


class NoticeRow(Struct, frozen=True, array_like=True):
    document: DocumentId
    digest: str
    id: NoticeId
    title: str
    date: Day
    kind: NoticeKind
    programme: ProgrammeId | None
    opens: Day | None
    closes: Day | None
    organizations: tuple[OrganizationId, ...]
    draft: bool = False
    publish_on: Day | None = None
    expires_on: Day | None = None
    """The day on which it goes offline."""


class PageRow(Struct, frozen=True, array_like=True):
    document: DocumentId
    digest: str
    id: PageId
    title: str
    menu: str | None
    order: int
    draft: bool = False


AnyRow = Row | StoryRow | NoticeRow | PageRow
R = TypeVar("R", bound=AnyRow)


def seal_row(row: R) -> R:
    """The Row whose digest, that of its record until now, becomes that of the whole Row."""
    return replace(row, digest=digest_of(pack(row)))


def alter_row(row: R, **changes: object) -> R:
    """The Row with other values, and so with another digest."""
    return seal_row(replace(row, **changes))
