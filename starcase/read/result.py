"""What reading a document gives: the record where it can be used, and every problem that was met."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.organization import Contact, Status
from starcase.problems import Problem

T = TypeVar("T")


class Read(Struct, Generic[T], frozen=True):
    """`value` is None when an error makes it unusable.

    A programme or the regions are given as far as they could be read, so that other records can still be read against them: their
    errors let nothing be published anyway. Every other record with an error is None.
    """

    value: T | None
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(met.is_error for met in self.problems)


class Identity(Struct, frozen=True):
    """What is still known of a body that is held back, for its page 资料核对中.

    `contact` is None where a problem lies in it; `status` is DRAFT where it cannot be read, so that a draft never slips out.
    """

    id: OrganizationId
    name: str
    programme: ProgrammeId | None
    regions: tuple[RegionId, ...]
    contact: Contact | None
    status: Status
