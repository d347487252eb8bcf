"""The reviewers' page of each body."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.desk import Desk
from starcase.model.output import Page
from starcase.pages.reviewer.kind import DeskKind
from starcase.views.reviewer import addresses
from starcase.views.reviewer.body import project_body


def plan(desk: Desk) -> Iterator[Page]:
    """A page for each body, made of its record's bytes and of what reviewers keep of it."""
    catalogue = desk.catalogue
    for line in desk.lines:
        row = catalogue.by_id[line.id]
        reviewed = desk.reviews.get(line.id)
        parts = (
            desk.records.get(line.id),
            reviewed.kept if reviewed else None,
            row,
            line,
            catalogue.files.get(row.document, ()),
            catalogue.placements.get(line.id, ()),
            desk.scores.get(line.id, ()),
        )
        yield Page(KIND.name, addresses.body_url(line.id), parts)


KIND = DeskKind("desk-body", plan, project_body, "pages/body.html")
