"""What portals and their inspection look for: the named <meta> entries, and the marks at the foot of every page."""

from __future__ import annotations

import re
from urllib.parse import quote

from msgspec import Struct

from starcase.model.config import Config

_RECORDS_OFFICE = "https://beian.miit.gov.cn/"
_POLICE = "https://beian.mps.gov.cn/#/query/webSearch?code={code}"
_CONAC = "https://bszs.conac.cn/sitename?method=show&id={code}"
_FIND_ERROR = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={code}"

Meta = tuple[tuple[str, str], ...]


class Published(Struct, frozen=True):
    """A text that somebody published: a date as it is known, who said it, who wrote it, what it is about; None and empty where nobody knows."""

    published: str | None = None
    source: str | None = None
    author: str | None = None
    keywords: tuple[str, ...] = ()


class Mark(Struct, frozen=True):
    """`icon` names a drawing of components/marks; `href` is None where the mark leads nowhere."""

    icon: str
    label: str
    href: str | None


def site_meta(config: Config) -> Meta:
    """The entries of every page."""
    return _given(
        ("SiteName", config.title),
        ("SiteDomain", config.base_url.partition("://")[2].partition("/")[0] if config.base_url else None),
        ("SiteIDCode", config.identity.site_code),
    )


def column_meta(column: str, description: str | None) -> Meta:
    """Those of a page in a column, or of the column's own, which alone is described."""
    return _given(("ColumnName", column), ("ColumnDescription", description), ("ColumnType", column))


def article_meta(title: str, address: str | None, article: Published, config: Config) -> Meta:
    """Those of a text. Where nobody is named as its source, that is the site."""
    return _given(
        ("ArticleTitle", title),
        ("PubDate", article.published),
        ("ContentSource", article.source or config.identity.owner or config.title),
        ("Author", article.author),
        ("Keywords", ",".join(article.keywords)),
        ("Url", address),
    )


def _given(*entries: tuple[str, str | None]) -> Meta:
    return tuple((name, value) for name, value in entries if value)


def police_href(text: str) -> str | None:
    """Where the police's record is looked up; None for a text without its number."""
    number = re.search(r"\d{11,}", text)
    return _POLICE.format(code=number[0]) if number else None


def records_href() -> str:
    """Where the record of the ministry is looked up."""
    return _RECORDS_OFFICE


def conac_href(text: str) -> str | None:
    """Where the mark of a party or government organ is looked up: by its code, or the address that was issued; None for other words."""
    if text.startswith("https://"):
        return text
    return _CONAC.format(code=text) if re.fullmatch(r"[0-9A-Fa-f]{16,}", text) else None


def find_error_href(config: Config, address: str | None) -> str | None:
    """Where a mistake on a government site is reported, with the page's address where that is known; None without a site code."""
    code = config.identity.site_code
    if not code:
        return None
    about = f"&url={quote(address, safe='')}" if address else ""
    return _FIND_ERROR.format(code=quote(code)) + about
