"""What stands around every page: head, menu, the way back, footer."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from starcase.language import mark, words_for
from starcase.model.config import ContentSecurityPolicy
from starcase.views import urls
from starcase.views.portal import (
    Mark,
    Meta,
    Published,
    article_meta,
    column_meta,
    conac_href,
    find_error_href,
    police_href,
    records_href,
    site_meta,
)
from starcase.views.shared import Shared

_POLICIES = {
    ContentSecurityPolicy.STRICT: (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
    ),
    ContentSecurityPolicy.PORTAL: "object-src 'none'; base-uri 'self'",
    ContentSecurityPolicy.OFF: None,
}


_OWN_NAME = mark("中文")
"""What a language calls itself: each catalogue has its own name in this place."""


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
    police: Link | None
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


class Share(Struct, frozen=True):
    """How the page is shown where somebody passes it on; `image` is a full address."""

    kind: str
    title: str
    image: str | None


class Translation(Struct, frozen=True):
    """The same page in another language, under that language's own name; `address` in full, where the site knows its own."""

    language: str
    label: str
    href: str
    address: str | None


class Elder(Struct, frozen=True):
    """The way to the version for old people: the page's own twin there, else the home page of it."""

    href: str
    is_twin: bool


class Frame(Struct, frozen=True):
    """`title` is for the browser's tab; `crumbs` lead from the portal or the home page to here, the last one current.

    `search` is the page that a search leads to: the way to the top folder, then its address there. `index` is the folder of the
    search's files where they do not stand beside that page. `linked_data` is JSON-LD, fit to stand in a <script>.
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
    index: str | None
    elder: Elder
    policy: str | None
    canonical: str | None
    translations: tuple[Translation, ...]
    meta: Meta
    share: Share
    linked_data: Markup | None
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
    article: Published | None = None,
    picture: str | None = None,
    linked_data: Markup | None = None,
) -> Frame:
    """The frame of the page at `url`.

    `crumbs` are the pages between home and here (label, url), without either; `here` is the last crumb where the title says more than
    it needs; `article` is what is known of a text that somebody published; `picture` the way to the one that stands for the page.
    """
    config, around = shared.config, _around(shared, _stand_in(shared, url))
    address = canonical_address(shared, url)
    described = description or _describe(shared, url, title)
    return Frame(
        language=config.language,
        title=config.title if url == urls.HOME else f"{title} - {config.title}",
        description=described,
        site_title=config.title,
        site_subtitle=config.subtitle,
        home=around.home,
        stylesheet=around.stylesheet,
        script=around.script,
        icon=around.icon,
        search="../" * url.count("/") + urls.SEARCH,
        index="../" * (url.count("/") + 1) + urls.SEARCH_FOLDER if shared.edition.folder else None,
        elder=_elder(url),
        policy=_POLICIES[config.csp],
        canonical=address,
        translations=_translations(shared, url),
        meta=_portal_meta(shared, url, title, described, crumbs, article),
        share=Share(
            kind="article" if article and article.published else "website",
            title=title,
            image=_full_address(shared, url, picture) if picture else None,
        ),
        linked_data=linked_data,
        menu=around.menu,
        crumbs=_crumbs(shared, url, here or title, crumbs),
        footer=replace(around.footer, marks=marks) if (marks := _marks(shared, url)) else around.footer,
    )


class _Around(Struct, frozen=True):
    """What stands alike around all pages from which the same ways lead to those that every page names."""

    home: str
    stylesheet: str
    script: str
    icon: str
    menu: tuple[Link, ...]
    footer: Footer


@lru_cache(maxsize=256)
def _around(shared: Shared, url: str) -> _Around:
    return _Around(
        home=urls.relative(url, urls.HOME),
        stylesheet=urls.relative(url, urls.STYLESHEET),
        script=urls.relative(url, urls.SCRIPT),
        icon=urls.relative(url, urls.ICON),
        menu=_menu(shared, url),
        footer=_footer(shared, url),
    )


def _stand_in(shared: Shared, url: str) -> str:
    """An address as deep as `url` in the nearest folder around it that the way to any such page may pass through."""
    folder, below = posixpath.dirname(url), 0
    while folder not in _folders_named(shared):
        folder, below = posixpath.dirname(folder), below + 1
    return posixpath.join(folder, *["-"] * below, "-") if below else url


@lru_cache(maxsize=8)
def _folders_named(shared: Shared) -> frozenset[str]:
    """The folders of the pages and files to which every page leads, with those around them, and of the menu's sections."""
    items = (*shared.menu, *shared.footer)
    named = (urls.STYLESHEET, urls.SCRIPT, urls.ICON, *(item.url for item in items))
    folders = {"", *(item.section for item in items)}
    for end in named:
        steps = end.split("/")
        folders.update("/".join(steps[:length]) for length in range(1, len(steps)))
    return frozenset(folders)


def frame_elder_page(shared: Shared, url: str, twin: str, title: str, *, here: str = "") -> Frame:
    """The frame of the page at `url` of the version for old people; `twin` is the ordinary page that it stands for.

    Search engines are led to the twin.
    """
    frame = frame_page(shared, url, shared.words("{title}（长辈版）", title=title), here=here or title)
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
    return _address_in(shared, shared.edition.folder, url)


def _address_in(shared: Shared, folder: str, url: str) -> str | None:
    base = shared.config.base_url
    if not base:
        return None
    path = url.removesuffix("index.html")
    return f"{base.rstrip('/')}/{posixpath.join(folder, path) if folder else path}"


def _full_address(shared: Shared, url: str, href: str) -> str | None:
    """Where a file stands to which the page at `url` leads; it stands once, whatever the language."""
    return _address_in(shared, "", posixpath.normpath(posixpath.join(posixpath.dirname(url), href)))


def _describe(shared: Shared, url: str, title: str) -> str:
    """What a page says of itself that has nothing of its own to say."""
    about = shared.config.subtitle or shared.config.title
    return about if url == urls.HOME else shared.words("{title}：{site}", title=title, site=about)


def _translations(shared: Shared, url: str) -> tuple[Translation, ...]:
    """The page in the other languages, in the order of the settings."""
    here = shared.edition.folder
    up = "../" * (url.count("/") + bool(here))
    return tuple(
        Translation(
            language=other.language,
            label=words_for(other.language)(_OWN_NAME),
            href=up + posixpath.join(other.folder, url),
            address=_address_in(shared, other.folder, url),
        )
        for other in shared.editions
        if other.folder != here
    )


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
    shared: Shared,
    url: str,
    title: str,
    description: str,
    crumbs: tuple[tuple[str, str], ...],
    article: Published | None,
) -> Meta:
    config = shared.config
    if url == urls.HOME:
        return site_meta(config)
    column = crumbs[0][0] if crumbs else title
    if article is None:
        return (*site_meta(config), *column_meta(column, description))
    text = article_meta(title, canonical_address(shared, url), article, config)
    return (*site_meta(config), *column_meta(column, None), *text)


def _footer(shared: Shared, url: str) -> Footer:
    identity = shared.config.identity
    contact = identity.contact
    return Footer(
        owner=identity.owner,
        organizer=identity.organizer,
        phone=Link(contact.phone, telephone_href(contact.phone)) if contact.phone else None,
        email=Link(contact.email, f"mailto:{contact.email}") if contact.email else None,
        address=contact.address,
        icp=Link(identity.icp, records_href()) if identity.icp else None,
        police=Link(identity.police, police_href(identity.police)) if identity.police else None,
        marks=(),
        links=tuple(Link(item.label, urls.relative(url, item.url)) for item in shared.footer),
    )


def _marks(shared: Shared, url: str) -> tuple[Mark, ...]:
    """The marks of a site of the government; none where the settings name none."""
    words, conac = shared.words, shared.config.identity.conac
    organ = (Mark("organ", words("党政机关"), conac_href(conac)),) if conac else ()
    find_error = find_error_href(shared.config, canonical_address(shared, url))
    return (*organ, *((Mark("find-error", words("我要找错"), find_error),) if find_error else ()))


@lru_cache(maxsize=4096)
def telephone_href(phone: str) -> str:
    """A `tel:` link of a number as people write it: digits, a leading plus, an extension after a comma."""
    number, _, extension = phone.replace("转", "#").replace("－", "-").partition("#")
    digits = "".join(character for character in number if character.isdigit() or character == "+")
    more = "".join(character for character in extension if character.isdigit())
    return f"tel:{digits},{more}" if more else f"tel:{digits}"
