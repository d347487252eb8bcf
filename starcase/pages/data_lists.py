"""Regions and programmes to download, and what all the published data mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import CSV, JSON, PageKind
from starcase.views import urls
from starcase.views.areas import count_bodies
from starcase.views.public.open_data_dictionary import project_dictionary_data, project_dictionary_sheet, project_schema
from starcase.views.public.open_data_programmes import project_programmes_data
from starcase.views.public.open_data_regions import project_regions_sheet


def plan_regions(catalogue: Catalogue) -> Iterator[Page]:
    """The sheet of all regions, with the bodies in each; none where there are no regions."""
    if catalogue.regions.nodes:
        counts = count_bodies(catalogue.regions.nodes, catalogue.by_region)
        yield Page(REGIONS_KIND.name, urls.REGIONS_SHEET, (counts,))


def _always(kind: str, url: str) -> Callable[[Catalogue], Iterator[Page]]:
    """Plans a file that depends on nothing but what all pages share."""
    return partial(_plan_always, kind, url)


def _plan_always(kind: str, url: str, catalogue: Catalogue) -> Iterator[Page]:
    yield Page(kind, url)


def _lone(name: str, url: str, project: Callable[..., object], form: str) -> PageKind:
    return PageKind(name, url.replace(".", r"\."), _always(name, url), project, form)


REGIONS_KIND = PageKind("data_regions", r"data/regions\.csv", plan_regions, project_regions_sheet, CSV)
PROGRAMMES_KIND = _lone("data_programmes", urls.PROGRAMMES_DATA, project_programmes_data, JSON)
SCHEMA_KIND = _lone("data_schema", urls.SCHEMA, project_schema, JSON)
DICTIONARY_KIND = _lone("data_dictionary", urls.DICTIONARY_DATA, project_dictionary_data, JSON)
DICTIONARY_SHEET_KIND = _lone("data_dictionary_sheet", urls.DICTIONARY_SHEET, project_dictionary_sheet, CSV)
