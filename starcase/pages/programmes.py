"""The list of all programmes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.programmes import project_programmes
from starcase.views.tally import tally_rows


def plan(catalogue: Catalogue) -> Iterator[Page]:
    yield Page(KIND.name, urls.PROGRAMMES, (tally_rows(chain.from_iterable(catalogue.by_programme.values())),))


KIND = PageKind("programmes", r"programmes/index\.html", plan, project_programmes, "pages/programmes.html")
