"""The list of all bodies to download: a sheet as CSV and as a workbook, and data; of a long list several files each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.model.row import Row
from starcase.pages.kind import CSV, JSON, XLSX, PageKind
from starcase.views import urls
from starcase.views.public.open_data_list import project_bodies_data, project_bodies_sheet

MOST = 50_000
"""A file holds no more bodies: spreadsheets stay quick, and so does the one who makes it."""


def plan_sheet(catalogue: Catalogue) -> Iterator[Page]:
    return _plan(catalogue, SHEET_KIND.name, "csv")


def plan_data(catalogue: Catalogue) -> Iterator[Page]:
    return _plan(catalogue, DATA_KIND.name, "json")


def plan_workbook(catalogue: Catalogue) -> Iterator[Page]:
    return _plan(catalogue, WORKBOOK_KIND.name, "xlsx")


def _plan(catalogue: Catalogue, kind: str, ending: str) -> Iterator[Page]:
    parts = cut_bodies(catalogue)
    for number, rows in enumerate(parts, start=1):
        yield Page(kind, urls.bodies_file_url(number if len(parts) > 1 else None, ending), (rows,))


@lru_cache(maxsize=1)
def cut_bodies(catalogue: Catalogue, most: int = MOST) -> tuple[tuple[Row, ...], ...]:
    """The bodies of each file, in the order of the directory; one file where so many fit into it."""
    rows = catalogue.rows
    if len(rows) <= most:
        return (rows,)
    return tuple(rows[start : start + most] for start in range(0, len(rows), most))


_ADDRESS = r"data/organizations(?:-[0-9]+)?\."
SHEET_KIND = PageKind("data_bodies_sheet", _ADDRESS + "csv", plan_sheet, project_bodies_sheet, CSV)
DATA_KIND = PageKind("data_bodies", _ADDRESS + "json", plan_data, project_bodies_data, JSON)
WORKBOOK_KIND = PageKind("data_bodies_workbook", _ADDRESS + "xlsx", plan_workbook, project_bodies_sheet, XLSX)
