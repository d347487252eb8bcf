"""Who takes part in a round, and who scores whom: a sheet for each group and region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from starcase.catalogue.quotas import FindArea, areas_of
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.organization import Status
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionTree
from starcase.model.rounds import Everybody, Round, RoundGroup
from starcase.model.row import Row
from starcase.model.tally import GONE
from starcase.model.values import Period

_BELOW_A_DISTRICT = (Tier.STREET, Tier.COMMUNITY, Tier.GRID, Tier.MICROGRID)
_EVERYWHERE = RegionId("all")


class Area(Struct, frozen=True):
    """A region for which a group fills in one sheet."""

    region: RegionId
    name: str
    rows: tuple[Row, ...]


class Roster(Struct, frozen=True, eq=False):
    """The bodies that take part, in directory order, with what is needed to say who scores them."""

    programme: Programme
    period: Period
    round: Round
    rows: tuple[Row, ...]
    by_id: Mapping[OrganizationId, Row]
    regions: RegionTree

    def areas(self, group: RoundGroup) -> tuple[Area, ...]:
        """The regions for which a group fills in a sheet, each with its bodies; in the order of the regions."""
        tier, find = sheet_tier(group), areas_of(self.regions)
        found: dict[RegionId, list[Row]] = {}
        for row in self.rows:
            found.setdefault(self._area(row, tier, find), []).append(row)
        order = {region: at for at, region in enumerate(self.regions.nodes)}
        regions = sorted(found, key=lambda region: order.get(region, len(order)))
        return tuple(Area(region, self._name(region), tuple(found[region])) for region in regions)

    def _area(self, row: Row, tier: Tier, find: FindArea) -> RegionId:
        """The region of the tier in which a body lies; else the programme's own."""
        roots = self.regions.roots
        return find(row, tier) or self.programme.region or (roots[0].id if roots else _EVERYWHERE)

    def _name(self, region: RegionId) -> str:
        return self.regions[region].name if region in self.regions else self.programme.name


def sheet_tier(group: RoundGroup) -> Tier:
    """The tier by which the sheets of a group are cut: by district, or by its own tier where that is smaller."""
    return group.tier if group.tier in _BELOW_A_DISTRICT else Tier.DISTRICT


def make_roster(
    programme: Programme, period: Period, round_: Round, rows: Iterable[Row], regions: RegionTree
) -> Roster:
    """The roster of a round; `rows` are all bodies of the programme."""
    out = {one.organization for one in round_.not_taking_part}
    listed = None if isinstance(round_.bodies, Everybody) else frozenset(round_.bodies)
    taking = tuple(
        row for row in rows if row.id not in out and row.status not in GONE and (listed is None or row.id in listed)
    )
    return Roster(programme, period, round_, taking, {row.id: row for row in taking}, regions)


def rows_of(rows: Iterable[Row], programme: ProgrammeId) -> tuple[Row, ...]:
    """The bodies of a programme that still exist."""
    return tuple(row for row in rows if row.programme == programme and row.status not in (*GONE, Status.DRAFT))


def unlisted_bodies(round_: Round, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The bodies of its programme of which a round with a list says nothing, such as those that were added since it was opened."""
    if isinstance(round_.bodies, Everybody):
        return ()
    named = {*round_.bodies, *(one.organization for one in round_.not_taking_part)}
    return tuple(row for row in rows if row.id not in named)


def unknown_bodies(round_: Round, rows: Iterable[Row]) -> tuple[OrganizationId, ...]:
    """The bodies that a round names and that do not belong to its programme."""
    known = {row.id for row in rows}
    named = [one.organization for one in round_.not_taking_part]
    named += [] if isinstance(round_.bodies, Everybody) else round_.bodies
    return tuple(one for one in named if one not in known)
