"""The page that explains and links everything that can be downloaded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.data_bodies import cut_bodies
from starcase.pages.kind import PageKind
from starcase.pages.stories_feed import has_feed
from starcase.views import urls
from starcase.views.public.open_data import project_open_data
from starcase.views.rounds import find_rounds

_ROUNDS = 5


def plan(catalogue: Catalogue) -> Iterator[Page]:
    files = len(cut_bodies(catalogue))
    example = next((row.id for row in catalogue.rows if not row.is_held_back), None)
    rounds = tuple((one.programme, one.period) for one in islice(find_rounds(catalogue), _ROUNDS))
    about = any(page.id == "about" for page in catalogue.pages)
    yield Page(KIND.name, urls.OPEN_DATA, (files, example, rounds, about, has_feed(catalogue)))


KIND = PageKind("data_index", r"data/index\.html", plan, project_open_data, "pages/data.html")
