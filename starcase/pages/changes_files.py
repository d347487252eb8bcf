"""What changed in each round, to download as a sheet and as data."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import CSV, JSON, PageKind
from starcase.views import urls
from starcase.views.public.changes_files import project_data, project_sheet
from starcase.views.rounds import find_rounds


def plan_sheets(catalogue: Catalogue) -> Iterator[Page]:
    return _plan(catalogue, SHEET_KIND.name, "csv")


def plan_data(catalogue: Catalogue) -> Iterator[Page]:
    return _plan(catalogue, DATA_KIND.name, "json")


def _plan(catalogue: Catalogue, kind: str, ending: str) -> Iterator[Page]:
    for one in find_rounds(catalogue):
        url = urls.changes_file_url(one.programme, one.period, ending)
        yield Page(kind, url, (one.programme, one.period, one.moved))


SHEET_KIND = PageKind("changes_sheet", r"data/changes-.+\.csv", plan_sheets, project_sheet, CSV)
DATA_KIND = PageKind("changes_data", r"data/changes-.+\.json", plan_data, project_data, JSON)
