"""The certificates of bodies that have, or once had, a level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.ids import OrganizationId
from starcase.model.output import Kept, Page
from starcase.model.row import Row
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.plaque import has_plaque, project_plaque


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return _plan_bodies(catalogue, catalogue.rows)


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The certificate of one body."""
    row = catalogue.by_id.get(OrganizationId(identifier))
    return _plan_bodies(catalogue, (row,) if row else ())


def plan_beside(catalogue: Catalogue, page: Page) -> Iterator[Page]:
    """The certificate beside a body's page."""
    _, row, *_ = page.parts
    return _plan_bodies(catalogue, (row,))  # type: ignore[arg-type]


def _plan_bodies(catalogue: Catalogue, rows: Iterable[Row]) -> Iterator[Page]:
    for row in rows:
        if row.programme and has_plaque(row, catalogue.programmes.get(row.programme)):
            yield Page(KIND.name, urls.plaque_url(row.id), (Kept(row.document, row.digest), row))


KIND = PageKind(
    "plaque",
    r"organizations/([^/]+)/plaque/index\.html",
    plan,
    project_plaque,
    "pages/plaque.html",
    plan_of,
    plan_beside,
)
