"""The pages of organizations: one for each body, a plainer one for those held back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from starcase.model.catalogue import Catalogue
from starcase.model.ids import OrganizationId
from starcase.model.organization import Relations, Status
from starcase.model.output import Page
from starcase.model.row import Row
from starcase.pages.kind import PageKind
from starcase.records import Records
from starcase.views import urls
from starcase.views.public.community import community_of
from starcase.views.public.organization import project_held_back, project_organization

_MOST_NEIGHBOURS = 6

Naming = Mapping[OrganizationId, tuple[Row, ...]]


def plan(catalogue: Catalogue, records: Records) -> Iterator[Page]:
    """A page for each body that is not held back."""
    naming = _index_relations(catalogue)
    for row in catalogue.rows:
        if row.is_held_back:
            continue
        yield Page(
            KIND.name,
            urls.organization_url(row.id),
            (
                records.of(row.document),
                row,
                _related(row, naming, catalogue),
                _neighbours(row, catalogue),
                catalogue.stories_of.get(row.id, ()),
                catalogue.files.get(row.document, ()),
            ),
        )


def plan_held_back(catalogue: Catalogue, records: Records) -> Iterator[Page]:
    """A page for each body that is held back, made from its Row alone."""
    for row in catalogue.rows:
        if row.is_held_back:
            yield Page(HELD_BACK_KIND.name, urls.organization_url(row.id), (row,))


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


def _neighbours(row: Row, catalogue: Catalogue) -> tuple[Row, ...]:
    """The bodies that follow this one in its community's directory, from its end on again from its beginning.

    So each body is shown by those before it, and a new record changes only the pages of its nearest.
    """
    community = community_of(row.regions, catalogue.regions)
    rows = catalogue.by_region.get(community, ()) if community else ()
    place = bisect_right(rows, _directory_order(row), key=_directory_order)
    around = (rows[index] for index in chain(range(place, len(rows)), range(place)))
    others = (other for other in around if other.id != row.id and other.status in (Status.ACTIVE, Status.PAUSED))
    return tuple(islice(others, _MOST_NEIGHBOURS))


def _directory_order(row: Row) -> tuple[str, str, str]:
    return row.order, row.name, row.id


KIND = PageKind("organization", plan, project_organization, "pages/organization.html")
HELD_BACK_KIND = PageKind(
    "organization-held-back", plan_held_back, project_held_back, "pages/organization-held-back.html"
)
