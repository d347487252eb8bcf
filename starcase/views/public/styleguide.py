"""The style guide: the colours and every component, each with its examples."""

from __future__ import annotations

from msgspec import Struct

from starcase.views.frame import Frame, frame_page
from starcase.views.shared import Shared

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
    """`colours` are tokens; the components stand in the template, which includes their examples."""

    frame: Frame
    title: str
    lead: str
    colours: tuple[str, ...]


def project_style_guide(shared: Shared, url: str) -> StyleGuideView:
    """The page; it needs nothing of the content."""
    words = shared.words
    return StyleGuideView(
        frame=frame_page(shared, url, words("样式指南")),
        title=words("样式指南"),
        lead=words("网页由这些部件拼成。这一页只在预览和带草稿生成时有，不会公布。"),
        colours=COLOURS,
    )
