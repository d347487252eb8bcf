"""How a value of a record is called and shown in a table, and whether a table says just what is written already."""

from __future__ import annotations

from collections.abc import Mapping

from starcase.exchange.editing.yaml_text import as_text
from starcase.exchange.records.cell_values import said_in_cell
from starcase.exchange.records.shelf import Shelf, expected_of
from starcase.exchange.tables.cell_reads import PLAIN_LOOK, Around
from starcase.exchange.tables.cells import read_cell
from starcase.exchange.tables.columns import Column, Kind, table_columns
from starcase.exchange.tables.given import KeyPath
from starcase.exchange.tables.sheet_rows import bodies_of
from starcase.model.ids import ProgrammeId, RegionId
from starcase.model.programme import Programme
from starcase.privacy.masking import veil
from starcase.read.names import ProgrammeIndex
from starcase.sources.yamltree import Tree

_REGION: KeyPath = ("region",)


class Wording:
    """The words of tables for the records of a shelf; columns are made once for each programme and period."""

    def __init__(self, shelf: Shelf) -> None:
        self._settings = shelf.settings
        self._columns: dict[tuple[str | None, str], Mapping[KeyPath, Column]] = {}
        self._programmes = ProgrammeIndex(shelf.settings.programmes)
        self._bodies = bodies_of(expected_of(shelf, None)).by_name

    def header(self, path: KeyPath, programme: str | None) -> str:
        """What the column of a path is called."""
        if path == _REGION:
            return "地区"
        column = self._column(path, programme)
        return column.header if column else path[-1]

    def said(self, tree: Tree, path: KeyPath, programme: str | None) -> str:
        """A value in the words of a table; a number of a person that stands in a text is covered."""
        if path == _REGION:
            listed = tree if isinstance(tree, list) else [tree] if tree else []
            return "、".join(self._place_name(str(one)) for one in listed)
        column = self._column(path, programme)
        cell = said_in_cell(tree, column, self._programme(programme)) if column else None
        text = plainly(tree) if cell is None else str(cell)
        return text if path[0] == "contact" else veil(text)

    def is_the_same(self, tree: Tree, path: KeyPath, value: object, programme: str | None) -> bool:
        """Whether a table that gives this value says just what an export would: an untouched cell changes nothing."""
        column = self._column(path, programme)
        if column is None or column.kind in (Kind.PLACE, Kind.REGION):
            return False
        own = self._programme(programme)
        cell = said_in_cell(tree, column, own)
        around = Around(own, self._programmes, self._settings.regions, self._bodies)
        return cell is not None and read_cell(cell, column, PLAIN_LOOK, around).value == value

    def _place_name(self, region: str) -> str:
        tree = self._settings.regions
        return "".join(node.name for node in tree.path(RegionId(region))[-2:]) if region in tree else region

    def _column(self, path: KeyPath, programme: str | None) -> Column | None:
        period = path[1] if len(path) > 2 and path[0] in ("services", "evaluations") else ""
        if (programme, period) not in self._columns:
            periods = (period,) if period else ()
            columns = table_columns(self._programme(programme), self._settings.regions, periods, periods)
            self._columns[programme, period] = {column.path: column for column in reversed(columns)}
        return self._columns[programme, period].get(path)

    def _programme(self, programme: str | None) -> Programme | None:
        return self._settings.programmes.get(ProgrammeId(programme)) if programme else None


def plainly(value: object) -> str:
    """A value as a sheet shows it."""
    if isinstance(value, dict):
        return "；".join(f"{key}：{plainly(below)}" for key, below in value.items())
    if isinstance(value, list | tuple):
        return "、".join(plainly(one) for one in value)
    return as_text(value)
