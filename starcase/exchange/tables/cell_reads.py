"""What a cell is read against, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from starcase.exchange.tables.grid import Mark
from starcase.exchange.tables.wrong import Wrong
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.read.names import ProgrammeIndex

Value = str | int | float | bool | list[str] | None


class Reads(Struct, frozen=True):
    """What a cell came to: its value (None: nothing was written), and what is wrong or worth a look."""

    value: Value = None
    wrong: Wrong | None = None


class Around(Struct, frozen=True):
    """What a cell is read against: the row's programme, the regions and programmes, the bodies by folded id and name.

    `bodies` gives None for a name that several bodies have.
    """

    programme: Programme | None
    programmes: ProgrammeIndex
    regions: RegionTree
    bodies: Mapping[str, str | None]


class Look(Struct, frozen=True):
    """How a cell looks: its mark, the scale that its header names (`万`), and whether the file tells percentages from numbers."""

    mark: Mark | None = None
    scale: str = ""
    is_plain: bool = False


PLAIN_LOOK = Look()
