"""All rounds in which something changed; none where nothing has."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.changes import project_changes
from starcase.views.rounds import count_round, find_rounds


def plan(catalogue: Catalogue) -> Iterator[Page]:
    rounds = tuple(count_round(one) for one in find_rounds(catalogue))
    if rounds:
        yield Page(KIND.name, urls.CHANGES, (rounds,))


KIND = PageKind("changes", r"changes/index\.html", plan, project_changes, "pages/changes.html")
