"""Each body as data, beside its page and made of the same parts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages import organization
from starcase.pages.kind import JSON, PageKind
from starcase.views import urls
from starcase.views.public.open_data_body import project_body_data, project_held_back_data


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return chain.from_iterable(plan_beside(catalogue, page) for page in organization.plan(catalogue))


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The data of one body, unless it is held back."""
    return chain.from_iterable(plan_beside(catalogue, page) for page in organization.plan_of(catalogue, identifier))


def plan_beside(catalogue: Catalogue, page: Page) -> Iterator[Page]:
    """The data beside a body's page. They need neither neighbours nor the rounds in which it moved."""
    kept, row, related, _, stories, files, placed, _ = page.parts
    yield Page(KIND.name, urls.body_data_url(row.id), (kept, row, related, stories, files, placed))  # type: ignore[attr-defined]


def plan_held_back(catalogue: Catalogue) -> Iterator[Page]:
    return map(_beside_held_back, organization.plan_held_back(catalogue))


def plan_held_back_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The data of one body, where it is held back."""
    return map(_beside_held_back, organization.plan_held_back_of(catalogue, identifier))


def _beside_held_back(page: Page) -> Page:
    (row,) = page.parts
    return Page(HELD_BACK_KIND.name, urls.body_data_url(row.id), (row,))  # type: ignore[attr-defined]


KIND = PageKind("data_body", r"data/organizations/([^/]+)\.json", plan, project_body_data, JSON, plan_of, plan_beside)
HELD_BACK_KIND = PageKind(
    "data_body_held_back", KIND.address, plan_held_back, project_held_back_data, JSON, plan_held_back_of
)
