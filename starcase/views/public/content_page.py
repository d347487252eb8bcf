"""A page of the site's own, such as the one about it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from starcase.model.page import ContentPage
from starcase.sources.markdown import to_html
from starcase.views.frame import Frame, frame_page
from starcase.views.shared import Shared

_BELOW_TITLE = 2


@dataclass(frozen=True, slots=True)
class ContentPageView:
    frame: Frame
    title: str
    is_draft: bool
    summary: str | None
    body: Markup


def project_content_page(shared: Shared, url: str, record: bytes) -> ContentPageView:
    """The page of a text; its headings stand below the title."""
    page = ContentPage.model_validate_json(record)
    return ContentPageView(
        frame=frame_page(shared, url, page.title, description=page.summary or page.title),
        title=page.title,
        is_draft=page.draft,
        summary=page.summary,
        body=Markup(to_html(page.body, shared.words, prefix=page.id, heading=_BELOW_TITLE)),
    )
