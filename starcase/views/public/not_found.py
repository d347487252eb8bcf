"""The page for an address that there is not; it is served at any depth, so it links by full addresses."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.parts import Entry
from starcase.views.shared import Shared


class NotFoundView(Struct, frozen=True):
    frame: Frame
    title: str
    lead: str
    ways: tuple[Entry, ...]


def project_not_found(shared: Shared, url: str) -> NotFoundView:
    """The page; without a base_url it links as any page of the top folder does (DESIGN.md section 2, rule 6)."""
    words, base = shared.words, shared.config.base_url
    title = words("没有这一页")
    frame = replace(frame_page(shared, url, title), translations=())
    home = Entry(words("首页"), urls.HOME)
    ways = (home, *(Entry(item.label, item.url) for item in shared.menu))
    return NotFoundView(
        frame=_link_fully(frame, base) if base else frame,
        title=title,
        lead=words("网址可能写错了，也可能这一页已经改了地方。可以从这里找："),
        ways=tuple(replace(way, href=_full(way.href, base)) for way in ways) if base else ways,
    )


def _full(href: str, base: str) -> str:
    """The full address of a link from the top folder; addresses of other sites, phones and mail stay."""
    scheme, colon, _ = href.partition(":")
    return href if colon and "/" not in scheme else f"{base.rstrip('/')}/{href}"


def _link_fully(frame: Frame, base: str) -> Frame:
    def links(some: tuple[Link, ...]) -> tuple[Link, ...]:
        return tuple(replace(link, href=_full(link.href, base)) if link.href else link for link in some)

    return replace(
        frame,
        home=_full(frame.home, base),
        stylesheet=_full(frame.stylesheet, base),
        script=_full(frame.script, base),
        icon=_full(frame.icon, base),
        search=_full(frame.search, base),
        elder=replace(frame.elder, href=_full(frame.elder.href, base)),
        canonical=None,
        menu=links(frame.menu),
        crumbs=links(frame.crumbs),
        footer=replace(frame.footer, links=links(frame.footer.links)),
    )
