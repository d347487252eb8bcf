"""What the settings and the records know already, which tables are read against and made from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct, field

from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree


class Known(Struct, frozen=True):
    """A body that has a record."""

    id: OrganizationId
    name: str
    regions: tuple[RegionId, ...] = ()
    programme: ProgrammeId | None = None


class Expected(Struct, frozen=True):
    """`programme` is the one that a row belongs to where it names none; `mappings` are saved headers with what they mean.

    None: there are mappings, and they cannot be understood.
    """

    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree = RegionTree()
    programme: ProgrammeId | None = None
    bodies: tuple[Known, ...] = ()
    mappings: Mapping[str, str] | None = field(default_factory=lambda: MappingProxyType({}))

    def programme_of(self, named: str | None) -> Programme | None:
        """The programme of a row that names this one, or none; where there is only one in all, that."""
        if named is not None:
            return self.programmes.get(ProgrammeId(named))
        if self.programme is not None:
            return self.programmes.get(self.programme)
        return next(iter(self.programmes.values())) if len(self.programmes) == 1 else None
