"""A page of the site's own, such as the one about it."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from starcase.model.article import Article
from starcase.model.page import ContentPage
from starcase.views.frame import Frame, frame_page
from starcase.views.portal import Published
from starcase.views.shared import Shared


class ContentPageView(Struct, frozen=True):
    frame: Frame
    title: str
    is_draft: bool
    summary: str | None
    body: Markup


def project_content_page(shared: Shared, url: str, record: bytes) -> ContentPageView:
    """The page of a text; its headings stand below the title."""
    article = Article[ContentPage].model_validate_json(record)
    page = article.record
    return ContentPageView(
        frame=frame_page(shared, url, page.title, description=page.summary or page.title, article=Published()),
        title=page.title,
        is_draft=page.draft,
        summary=page.summary,
        body=Markup(article.html),
    )
