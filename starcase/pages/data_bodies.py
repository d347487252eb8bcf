"""The list of all bodies to download: a sheet as CSV and as a workbook, and data; of a long list several files each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.model.row import Row
from starcase.model.same import Same
from starcase.pages.kind import CSV, CSV_PIECE, JSON, JSON_PIECE, XLSX, XLSX_FRAME, XLSX_PIECE, PageKind, PieceKind
from starcase.views import urls
from starcase.views.public.open_data_list import (
    project_bodies_data,
    project_bodies_sheet,
    project_data_piece,
    project_sheet_frame,
    project_sheet_piece,
)
from starcase.views.sheets import ROWS_OF_PIECE

MOST = 10_000
"""A file holds no more bodies: spreadsheets stay quick."""


def plan_sheet(catalogue: Catalogue) -> Iterator[Page]:
    """A sheet of all bodies, or several."""
    parts = cut_bodies(catalogue)
    for number, rows in enumerate(parts, start=1):
        yield Page(SHEET_KIND.name, urls.bodies_file_url(number if len(parts) > 1 else None, "csv"), (rows,))


def plan_data(catalogue: Catalogue) -> Iterator[Page]:
    return chain.from_iterable(plan_data_beside(catalogue, sheet) for sheet in plan_sheet(catalogue))


def plan_data_beside(catalogue: Catalogue, sheet: Page) -> Iterator[Page]:
    """The same bodies as data."""
    yield Page(DATA_KIND.name, f"{sheet.url.removesuffix('.csv')}.json", sheet.parts)


def plan_workbook(catalogue: Catalogue) -> Iterator[Page]:
    return chain.from_iterable(plan_workbook_beside(catalogue, sheet) for sheet in plan_sheet(catalogue))


def plan_workbook_beside(catalogue: Catalogue, sheet: Page) -> Iterator[Page]:
    """The same bodies as a workbook."""
    yield Page(WORKBOOK_KIND.name, f"{sheet.url.removesuffix('.csv')}.xlsx", sheet.parts)


@lru_cache(maxsize=1)
def cut_bodies(catalogue: Catalogue, most: int = MOST) -> tuple[tuple[Row, ...], ...]:
    """The bodies of each file, in the order of the directory; one file where so many fit into it."""
    rows = catalogue.rows
    if len(rows) <= most:
        return (rows,)
    return tuple(rows[start : start + most] for start in range(0, len(rows), most))


def _list_pieces(page: Page) -> Iterator[Page]:
    """The pieces of a file of bodies."""
    rows = _rows_of(page)
    for number, some in enumerate(_cut_pieces(Same(rows))):
        before = number * ROWS_OF_PIECE
        yield Page(_PIECES[page.kind].name, f"{page.url}/{number}", (some, before, before + len(some) == len(rows)))


def _workbook_pieces(page: Page) -> Iterator[Page]:
    """The frame of a workbook of bodies, and its rows."""
    rows = _rows_of(page)
    yield Page(_FRAME.name, f"{page.url}/frame", (_cut_pieces(Same(rows))[0], len(rows)))
    if rows:
        yield from _list_pieces(page)


def _rows_of(page: Page) -> tuple[Row, ...]:
    (rows,) = page.parts
    return rows  # type: ignore[return-value]


@lru_cache(maxsize=1)
def _cut_pieces(rows: Same[tuple[Row, ...]]) -> tuple[tuple[Row, ...], ...]:
    """The bodies of each piece, the same for every file of them; an empty list has one piece."""
    starts = range(0, len(rows.value) or 1, ROWS_OF_PIECE)
    return tuple(rows.value[start : start + ROWS_OF_PIECE] for start in starts)


_ADDRESS = r"data/organizations(?:-[0-9]+)?\."
SHEET_KIND = PageKind("data_bodies_sheet", _ADDRESS + "csv", plan_sheet, project_bodies_sheet, CSV, pieces=_list_pieces)
DATA_KIND = PageKind(
    "data_bodies",
    _ADDRESS + "json",
    plan_data,
    project_bodies_data,
    JSON,
    beside=plan_data_beside,
    pieces=_list_pieces,
)
WORKBOOK_KIND = PageKind(
    "data_bodies_workbook",
    _ADDRESS + "xlsx",
    plan_workbook,
    project_bodies_sheet,
    XLSX,
    beside=plan_workbook_beside,
    pieces=_workbook_pieces,
)
_FRAME = PieceKind("data_bodies_workbook_frame", project_sheet_frame, XLSX_FRAME)
_PIECES = {
    SHEET_KIND.name: PieceKind("data_bodies_sheet_piece", project_sheet_piece, CSV_PIECE),
    DATA_KIND.name: PieceKind("data_bodies_piece", project_data_piece, JSON_PIECE),
    WORKBOOK_KIND.name: PieceKind("data_bodies_workbook_piece", project_sheet_piece, XLSX_PIECE),
}
PIECES = (_FRAME, *_PIECES.values())
