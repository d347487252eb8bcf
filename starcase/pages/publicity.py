"""The lists of notices as Word documents."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.catalogue import Catalogue
from starcase.model.output import Kept, Page
from starcase.pages.kind import WORD, PageKind
from starcase.views import urls
from starcase.views.public.publicity import project_publicity


def plan(catalogue: Catalogue) -> Iterator[Page]:
    """A document for each notice that has a list."""
    for notice in catalogue.notices:
        if notice.organizations:
            bodies = tuple(catalogue.by_id[one] for one in notice.organizations if one in catalogue.by_id)
            url = urls.word_url(urls.notice_url(notice.id))
            yield Page(KIND.name, url, (Kept(notice.document, notice.digest), notice, bodies))


KIND = PageKind("publicity_word", r"notices/[^/]+/list\.docx", plan, project_publicity, WORD)
