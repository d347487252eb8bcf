"""The pages of notices, one each."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Kept, Page
from starcase.pages.kind import PageKind
from starcase.views import urls
from starcase.views.public.notice import project_notice


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each notice of the catalogue."""
    for notice in catalogue.notices:
        bodies = tuple(catalogue.by_id[one] for one in notice.organizations if one in catalogue.by_id)
        files = catalogue.files.get(notice.document, ())
        yield Page(KIND.name, urls.notice_url(notice.id), (Kept(notice.document, notice.digest), notice, bodies, files))


KIND = PageKind("notice", r"notices/[^/]+/index\.html", plan, project_notice, "pages/notice.html")
