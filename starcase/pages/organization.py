"""The pages of organizations: one for each body, a plainer one for those held back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from starcase.model.catalogue import Catalogue
from starcase.model.ids import OrganizationId
from starcase.model.organization import Relations, Status
from starcase.model.output import Family, Kept, Page
from starcase.model.row import Row
from starcase.pages.kind import PageKind, plan_families
from starcase.views import urls
from starcase.views.public.community import community_of
from starcase.views.public.organization import project_held_back, project_organization
from starcase.views.rounds import find_moved

_MOST_NEIGHBOURS = 6
_SHOWN = (Status.ACTIVE, Status.PAUSED)

Naming = Mapping[OrganizationId, tuple[Row, ...]]
Neighbours = Mapping[OrganizationId, tuple[Row, ...]]


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each body that is not held back."""
    return plan_families(families(catalogue))


def families(catalogue: Catalogue) -> Iterator[Family]:
    """Each body's page by itself."""
    naming, neighbours = _index_relations(catalogue), _find_neighbours(catalogue.rows, catalogue)
    for row in catalogue.rows:
        if not row.is_held_back:
            yield Family(KIND.name, _plan_body, _parts(row, naming, neighbours, catalogue))


def plan_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The page of one body, unless it is held back."""
    row = catalogue.by_id.get(OrganizationId(identifier))
    if row and not row.is_held_back:
        home = community_of(row.regions, catalogue.regions)
        nearby = catalogue.by_region[home] if home else ()
        yield from _plan_body(*_parts(row, _index_relations(catalogue), _find_neighbours(nearby, catalogue), catalogue))


def _parts(row: Row, naming: Naming, neighbours: Neighbours, catalogue: Catalogue) -> tuple[Any, ...]:
    return (
        Kept(row.document, row.digest),
        row,
        _related(row, naming, catalogue),
        neighbours.get(row.id, ()),
        catalogue.stories_of.get(row.id, ()),
        catalogue.files.get(row.document, ()),
        catalogue.placements.get(row.id, ()),
        find_moved(catalogue).get(row.id, ()),
    )


def _plan_body(kept: Kept, row: Row, *others: object) -> Iterator[Page]:
    yield Page(KIND.name, urls.organization_url(row.id), (kept, row, *others))


def plan_held_back(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each body that is held back, made from its Row alone."""
    for row in catalogue.rows:
        if row.is_held_back:
            yield _plan_held_back_body(row)


def plan_held_back_of(catalogue: Catalogue, identifier: str) -> Iterator[Page]:
    """The page of one body, where it is held back."""
    row = catalogue.by_id.get(OrganizationId(identifier))
    if row and row.is_held_back:
        yield _plan_held_back_body(row)


def _plan_held_back_body(row: Row) -> Page:
    return Page(HELD_BACK_KIND.name, urls.organization_url(row.id), (row,))


def _index_relations(catalogue: Catalogue) -> Naming:
    """For each body, those that name it in a relation."""
    naming: dict[OrganizationId, list[Row]] = {}
    for row in catalogue.rows:
        for named in _named(row.relations):
            naming.setdefault(named, []).append(row)
    return {named: tuple(rows) for named, rows in naming.items()}


def _named(relations: Relations | None) -> tuple[OrganizationId, ...]:
    """The bodies that a record names, each once."""
    if relations is None:
        return ()
    many = chain(relations.succeeds, relations.partners, relations.paired_with)
    return tuple(dict.fromkeys(one for one in (relations.part_of, relations.merged_into, *many) if one))


def _related(row: Row, naming: Naming, catalogue: Catalogue) -> tuple[Row, ...]:
    """The bodies that this one names, then those that name it, each once."""
    named = (catalogue.by_id[one] for one in _named(row.relations) if one in catalogue.by_id)
    return tuple({other.id: other for other in (*named, *naming.get(row.id, ()))}.values())


def _find_neighbours(bodies: tuple[Row, ...], catalogue: Catalogue) -> Neighbours:
    """For each of some bodies those that follow it in its community's directory, from its end on again from its beginning.

    So each body is shown by those before it, and a new record changes only the pages of its nearest.
    """
    homes = {row.id: community_of(row.regions, catalogue.regions) for row in bodies}
    found: dict[OrganizationId, tuple[Row, ...]] = {}
    for community in filter(None, dict.fromkeys(homes.values())):
        rows = catalogue.by_region[community]
        shown = [row for row in rows if row.status in _SHOWN]
        around, most = shown + shown, min(len(shown), _MOST_NEIGHBOURS + 1)
        following = 0
        for row in rows:
            following += row.status in _SHOWN
            if homes.get(row.id) == community and shown:
                start = following % len(shown)
                others = [other for other in around[start : start + most] if other.id != row.id]
                found[row.id] = tuple(others[:_MOST_NEIGHBOURS])
    return found


KIND = PageKind(
    "organization",
    r"organizations/([^/]+)/index\.html",
    plan,
    project_organization,
    "pages/organization.html",
    plan_of,
    families=families,
)
HELD_BACK_KIND = PageKind(
    "organization-held-back",
    KIND.address,
    plan_held_back,
    project_held_back,
    "pages/organization-held-back.html",
    plan_held_back_of,
)
