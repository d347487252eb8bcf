"""The style guide: the colours and every component, each with its examples."""

from __future__ import annotations

from msgspec import Struct

from starcase.views.frame import Frame, frame_page
from starcase.views.shared import Shared

COMPONENTS = (
    "areas",
    "article",
    "badge",
    "bars",
    "card",
    "chart",
    "checked",
    "chips",
    "community",
    "contact",
    "document",
    "elder",
    "facts",
    "figure",
    "files",
    "finder",
    "fold",
    "letters",
    "level",
    "moves",
    "needs",
    "notice",
    "overview",
    "pager",
    "paper",
    "photo",
    "plaque",
    "prose",
    "qr",
    "rating",
    "reconciled",
    "record",
    "rows",
    "scheme",
    "scorecard",
    "search",
    "table",
    "tools",
    "trace",
    "tree",
    "ways",
)
COLOURS = (
    "paper",
    "paper-tint",
    "ink",
    "ink-soft",
    "hairline",
    "edge",
    "red",
    "red-deep",
    "red-tint",
    "on-red",
    "gold",
    "gold-line",
    "gold-tint",
    "bar",
    "bar-track",
)


class StyleGuideView(Struct, frozen=True):
    """`components` are folders of templates/components/, whose examples.html shows them; `colours` are tokens."""

    frame: Frame
    title: str
    lead: str
    colours: tuple[str, ...]
    components: tuple[str, ...]


def project_style_guide(shared: Shared, url: str) -> StyleGuideView:
    """The page; it needs nothing of the content."""
    words = shared.words
    return StyleGuideView(
        frame=frame_page(shared, url, words("样式指南")),
        title=words("样式指南"),
        lead=words("网页由这些部件拼成。这一页只在预览和带草稿生成时有，不会公布。"),
        colours=COLOURS,
        components=COMPONENTS,
    )
