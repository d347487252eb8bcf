"""What stands around every page: head, menu, the way back, footer."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.config import ContentSecurityPolicy
from starcase.views import urls
from starcase.views.shared import Shared

_POLICIES = {
    ContentSecurityPolicy.STRICT: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
    ),
    ContentSecurityPolicy.PORTAL: "object-src 'none'; base-uri 'self'",
    ContentSecurityPolicy.OFF: None,
}


class Link(Struct, frozen=True):
    """`href` is None for a text that leads nowhere; `current` marks where the reader is."""

    label: str
    href: str | None
    current: bool = False


class Footer(Struct, frozen=True):
    """Who answers for the site; None or empty where config.yaml says nothing."""

    owner: str | None
    organizer: str | None
    phone: Link | None
    email: Link | None
    address: str | None
    icp: Link | None
    police: str | None
    links: tuple[Link, ...]


class Elder(Struct, frozen=True):
    """The way to the version for old people: the page's own twin there, else the home page of it."""

    href: str
    is_twin: bool


class Frame(Struct, frozen=True):
    """`title` is for the browser's tab; `crumbs` lead from the portal or the home page to here, the last one current.

    `search` is the page that a search leads to: the way to the top folder, then its address there.
    """

    language: str
    title: str
    description: str
    site_title: str
    site_subtitle: str | None
    home: str
    stylesheet: str
    script: str
    icon: str
    search: str
    elder: Elder
    policy: str | None
    canonical: str | None
    meta: tuple[tuple[str, str], ...]
    menu: tuple[Link, ...]
    crumbs: tuple[Link, ...]
    footer: Footer


def frame_page(
    shared: Shared,
    url: str,
    title: str,
    *,
    here: str = "",
    crumbs: tuple[tuple[str, str], ...] = (),
    description: str = "",
    published: str | None = None,
    source: str | None = None,
) -> Frame:
    """The frame of the page at `url`.

    `crumbs` are the pages between home and here (label, url), without either; `here` is the last crumb where the title says more than
    it needs; `published` a date as text; `source` who said it.
    """
    config = shared.config
    return Frame(
        language=config.language,
        title=config.title if url == urls.HOME else f"{title} - {config.title}",
        description=description or config.subtitle or config.title,
        site_title=config.title,
        site_subtitle=config.subtitle,
        home=urls.relative(url, urls.HOME),
        stylesheet=urls.relative(url, urls.STYLESHEET),
        script=urls.relative(url, urls.SCRIPT),
        icon=urls.relative(url, urls.ICON),
        search="../" * url.count("/") + urls.SEARCH,
        elder=_elder(url),
        policy=_POLICIES[config.csp],
        canonical=canonical_address(shared, url),
        meta=_portal_meta(shared, title, crumbs, published, source),
        menu=_menu(shared, url),
        crumbs=_crumbs(shared, url, here or title, crumbs),
        footer=_footer(shared, url),
    )


def frame_elder_page(shared: Shared, url: str, twin: str, title: str, *, here: str = "") -> Frame:
    """The frame of the page at `url` of the version for old people; `twin` is the ordinary page that it stands for.

    Search engines are led to the twin.
    """
    frame = frame_page(shared, url, title, here=here)
    return replace(
        frame,
        canonical=canonical_address(shared, twin),
        home=urls.relative(url, urls.ELDER),
        elder=Elder(urls.relative(url, twin), is_twin=True),
    )


def _elder(url: str) -> Elder:
    is_twin = urls.has_elder_twin(url)
    return Elder(urls.relative(url, urls.elder_url(url) if is_twin else urls.ELDER), is_twin)


def canonical_address(shared: Shared, url: str) -> str | None:
    """The page's full public address; None without a base_url."""
    base = shared.config.base_url
    return f"{base.rstrip('/')}/{url.removesuffix('index.html')}" if base else None


def _menu(shared: Shared, url: str) -> tuple[Link, ...]:
    section = url.partition("/")[0]
    home = Link(shared.words("首页"), urls.relative(url, urls.HOME), url == urls.HOME)
    return (home, *[Link(item.label, urls.relative(url, item.url), item.section == section) for item in shared.menu])


def _crumbs(shared: Shared, url: str, title: str, between: tuple[tuple[str, str], ...]) -> tuple[Link, ...]:
    if url == urls.HOME:
        return ()
    portal = shared.config.identity.portal
    outer = (Link(portal.name, portal.url),) if portal.name and portal.url else ()
    home = Link(shared.words("首页"), urls.relative(url, urls.HOME))
    return (
        *outer,
        home,
        *(Link(label, urls.relative(url, to)) for label, to in between),
        Link(title, None, current=True),
    )


def _portal_meta(
    shared: Shared, title: str, crumbs: tuple[tuple[str, str], ...], published: str | None, source: str | None
) -> tuple[tuple[str, str], ...]:
    """The names that the inspection of government sites looks for; entries without a value are left out."""
    config = shared.config
    entries = (
        ("SiteName", config.title),
        ("SiteDomain", config.base_url.partition("://")[2].partition("/")[0] if config.base_url else None),
        ("SiteIDCode", config.identity.site_code),
        ("ColumnName", crumbs[0][0] if crumbs else title),
        ("ColumnType", crumbs[0][0] if crumbs else title),
        ("ArticleTitle", title if published else None),
        ("PubDate", published),
        ("ContentSource", source),
    )
    return tuple((name, value) for name, value in entries if value)


def _footer(shared: Shared, url: str) -> Footer:
    identity = shared.config.identity
    contact = identity.contact
    return Footer(
        owner=identity.owner,
        organizer=identity.organizer,
        phone=Link(contact.phone, telephone_href(contact.phone)) if contact.phone else None,
        email=Link(contact.email, f"mailto:{contact.email}") if contact.email else None,
        address=contact.address,
        icp=Link(identity.icp, "https://beian.miit.gov.cn/") if identity.icp else None,
        police=identity.police,
        links=tuple(Link(item.label, urls.relative(url, item.url)) for item in shared.footer),
    )


@lru_cache(maxsize=4096)
def telephone_href(phone: str) -> str:
    """A `tel:` link of a number as people write it: digits, a leading plus, an extension after a comma."""
    number, _, extension = phone.replace("转", "#").replace("－", "-").partition("#")
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    more = "".join(character for character in extension if character.isdigit())
    return f"tel:{digits},{more}" if more else f"tel:{digits}"
