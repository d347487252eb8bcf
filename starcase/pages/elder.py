"""The version for old people: twins of the home page, of the directory and of the needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from starcase.model.catalogue import Catalogue
from starcase.model.output import Family, Page
from starcase.pages import directory, need
from starcase.pages.kind import PageKind, plan_families
from starcase.pages.need import FEW, find_needs
from starcase.views import urls
from starcase.views.public.elder import project_elder_directory, project_elder_home, project_elder_need


def plan_home(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(HOME_KIND.name, urls.ELDER, (tuple(each for each, _ in find_needs(catalogue)[:FEW]),))


def plan_directory(catalogue: Catalogue) -> Iterator[Page]:
    for page in directory.plan(catalogue):
        yield Page(DIRECTORY_KIND.name, urls.elder_url(page.url), page.parts)


def plan_needs(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(needs(catalogue))


def needs(catalogue: Catalogue) -> Iterator[Family]:
    """The pages of each need."""
    return (replace(family, kind=NEED_KIND.name, plan=_plan_need) for family in need.families(catalogue))


def _plan_need(*parts: Any) -> Iterator[Page]:
    for page in need.plan_need(*parts):
        yield Page(NEED_KIND.name, urls.elder_url(page.url), page.parts)


HOME_KIND = PageKind("elder-home", r"elder/index\.html", plan_home, project_elder_home, "pages/elder-home.html")
DIRECTORY_KIND = PageKind(
    "elder-directory",
    f"elder/{directory.KIND.address}",
    plan_directory,
    project_elder_directory,
    "pages/elder-list.html",
)
NEED_KIND = PageKind(
    "elder-need", f"elder/{need.KIND.address}", plan_needs, project_elder_need, "pages/elder-list.html", families=needs
)
