"""Equal values of bodies are one value in memory, and no figure becomes another."""

from __future__ import annotations

from decimal import Decimal

from starcase.model.alike import Alike
from starcase.model.ids import IndicatorId, OrganizationId, RegionId
from starcase.model.organization import Status
from starcase.model.packing import pack, unpack
from starcase.model.row import Row
from starcase.model.standing import Standing, State
from starcase.problems import DocumentId


def _row(identifier: str, figure: str) -> Row:
    document, standing = DocumentId(f"{identifier}.yaml", 0), Standing(State.RATED)
    row = Row(
        document, "", OrganizationId(identifier), identifier, "", None, None, (RegionId("c1"),), Status.ACTIVE, standing
    )
    packed = pack((*unpack(list, pack(row))[:21], [[IndicatorId("visits"), 2024, Decimal(figure)]]))
    return unpack(Row, packed)


def test_bodies_share_what_they_have_alike() -> None:
    alike = Alike()
    first, second = (alike.share(_row(identifier, "12")) for identifier in ("a", "b"))
    assert first.standing is second.standing
    assert first.regions is second.regions
    assert first.sums[0] is second.sums[0]
    assert (first, second) == (_row("a", "12"), _row("b", "12"))


def test_a_figure_stays_written_as_it_was() -> None:
    alike = Alike()
    written = [pack(alike.share(_row("a", figure))) for figure in ("1", "1.0", "1.00")]
    assert written == [pack(_row("a", figure)) for figure in ("1", "1.0", "1.00")]
    assert len(set(written)) == 3
