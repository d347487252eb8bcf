"""Rating schemes, one sentence each."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.programme import Programme
from starcase.views import urls
from starcase.views.frame import Frame, frame_page
from starcase.views.public.programmes import order_programmes
from starcase.views.scheme import has_how, say_scheme
from starcase.views.shared import Shared


class HowEntry(Struct, frozen=True):
    """A programme that rates, one sentence on how, and the page that explains it."""

    programme: str
    sentence: str
    href: str


class HowView(Struct, frozen=True):
    frame: Frame
    title: str
    lead: str
    entries: tuple[HowEntry, ...]


def project_how(shared: Shared, url: str) -> HowView:
    """The list of schemes, those with published figures first."""
    words = shared.words
    programmes = order_programmes(shared.programmes)
    lead = words("每个项目有自己的评定办法。这里说明看哪些方面、分数怎么算、每一级要做到什么。")
    return HowView(
        frame=frame_page(shared, url, words("怎么评的"), description=lead),
        title=words("怎么评的"),
        lead=lead,
        entries=tuple(explain(programme, url, shared) for programme in programmes if has_how(programme)),
    )


def explain(programme: Programme, url: str, shared: Shared) -> HowEntry:
    return HowEntry(programme.name, say_scheme(programme, shared), urls.relative(url, urls.how_url(programme.id)))
