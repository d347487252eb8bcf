"""The list of all bodies to download: a sheet as CSV and as a workbook, and data; of a long list several files each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.model.row import Row
from starcase.pages.kind import CSV, JSON, XLSX, PageKind
from starcase.views import urls
from starcase.views.public.open_data_list import project_bodies_data, project_bodies_sheet

MOST = 10_000
"""A file holds no more bodies: spreadsheets stay quick, and whoever makes it needs 100 MB for the list, not 500."""


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


_ADDRESS = r"data/organizations(?:-[0-9]+)?\."
SHEET_KIND = PageKind("data_bodies_sheet", _ADDRESS + "csv", plan_sheet, project_bodies_sheet, CSV)
DATA_KIND = PageKind("data_bodies", _ADDRESS + "json", plan_data, project_bodies_data, JSON, beside=plan_data_beside)
WORKBOOK_KIND = PageKind(
    "data_bodies_workbook", _ADDRESS + "xlsx", plan_workbook, project_bodies_sheet, XLSX, beside=plan_workbook_beside
)
