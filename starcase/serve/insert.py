"""What the preview adds to a page while sending it: the reload script, the panel of problems, the mark of a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape, unescape
from importlib import resources
from types import MappingProxyType

from msgspec import to_builtins

from starcase.language import Words, mark
from starcase.model.packing import digest_of
from starcase.problems import PlacedProblem, Severity
from starcase.report import count_problems

PANEL_STYLE = "_starcase/panel.css"  # no page can have this address: an id holds no underscore
RELOAD_SCRIPT = "livereload.js"
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'"

_MOST_LISTED = 100
_CALLED = {Severity.ERROR: mark("错误"), Severity.WARNING: mark("提醒"), Severity.HINT: mark("提示")}
_POLICY = re.compile(r'<meta[^>]+http-equiv="?content-security-policy"?[^>]*>', re.IGNORECASE)
_CONTENT = re.compile(r'content="([^"]*)"', re.IGNORECASE)
_ASSET = re.compile(r'\b((?:href|src)="(?:\.\./|/)*assets/[^"?#]+)"', re.IGNORECASE)
_RELATIVE = re.compile(r'\b(href|src)="(?![a-z]+:|[/#])', re.IGNORECASE)


Pages = Mapping[str, tuple[str, ...]]
"""The addresses of the pages that each file makes."""


def insert_all(page: str, host: str, version: int, told: str, words: Words, *, is_draft: bool) -> str:
    """The page with everything that the preview adds, at the end of its body; `told` is its panel."""
    draft = draft_mark(words) if is_draft else ""
    added = _style() + draft + told + reload_script(host, version)
    at = page.lower().rfind("</body>")
    return page[:at] + added + page[at:] if at >= 0 else page + added


def problem_page(title: str, body: str, host: str, version: int, language: str) -> str:
    """A page that stands in for one that cannot be made; it reloads like any other."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>{_style()}</head>"
        f'<body class="starcase-page"><h1>{escape(title)}</h1>{body}{reload_script(host, version)}</body></html>\n'
    )


def panel(problems: tuple[PlacedProblem, ...], words: Words, url: str = "", pages: Pages = MappingProxyType({})) -> str:
    """The problems as a foldable list at the bottom of the page at `url`, first its own.

    It is unfolded where the page has errors of its own, or there are some that belong to no page.
    """
    if not problems:
        return ""
    here = tuple(found for found in problems if url in pages.get(found.place.file, ()))
    others = tuple(found for found in problems if found not in here)
    nobodys = (found for found in others if not pages.get(found.place.file))
    unfolded = any(found.severity is Severity.ERROR for found in (*here, *nobodys))
    counted = (
        words("全站 {counted}", counted=count_problems(problems, words)) if here else count_problems(others, words)
    )
    own = words("这一页 {counted}", counted=count_problems(here, words)) if here else ""
    between = words("；") if own else ""
    inner = _section(words("这一页"), here, words, {}) + _section(words("别处") if here else "", others, words, pages)
    return (
        f'<aside class="starcase-panel" aria-label="{escape(words("资料里的问题"))}">'
        f"<details{' open' if unfolded else ''}><summary>{escape(own + between + counted)}</summary>{inner}</details></aside>"
    )


def _section(title: str, problems: tuple[PlacedProblem, ...], words: Words, pages: Pages) -> str:
    if not problems:
        return ""
    head = f"<h2>{escape(title)}</h2>" if title else ""
    return head + problem_list(problems, words, pages)


def problem_list(problems: Iterable[PlacedProblem], words: Words, pages: Pages = MappingProxyType({})) -> str:
    """Problems in a list, errors first."""
    ranks = list(Severity)
    worst_first = sorted(problems, key=lambda found: ranks.index(found.severity))
    items = "".join(_item(found, words, pages) for found in worst_first[:_MOST_LISTED])
    more = ""
    if (left := len(worst_first) - _MOST_LISTED) > 0:
        more = f"<p>{words('还有 {n} 处没有列出，运行 python3 build.py check 可以看到全部。', n=left)}</p>"
    return f"<ol>{items}</ol>{more}"


def _item(found: PlacedProblem, words: Words, pages: Pages) -> str:
    place = words("{file} 第{line}行第{column}个字", **to_builtins(found.place))
    page = pages.get(found.place.file, ())
    link = f' <a href="/{escape(page[0].removesuffix("index.html"))}">{escape(words("看这一页"))}</a>' if page else ""
    return (
        f'<li class="starcase-{found.severity.value}"><b>{escape(words(_CALLED[found.severity]))}</b> '
        f"<code>{escape(place)}</code> {escape(found.message)} <span>{escape(found.mend)}{link}</span></li>"
    )


def draft_mark(words: Words) -> str:
    return f'<p class="starcase-draft">{escape(words("预览：这一页现在不公布"))}</p>'


def reload_script(host: str, version: int) -> str:
    """The script is told where it comes from, because it does not understand every address; and what it belongs to."""
    name, port = split_host(host)
    query = f"host={name}&port={port}&snipver={version}"
    return f'<script src="/{RELOAD_SCRIPT}?{escape(query)}" defer></script>'


@cache
def panel_style() -> bytes:
    return resources.files("starcase.serve").joinpath("panel.css").read_bytes()


@cache
def panel_stamp() -> str:
    return digest_of(panel_style())


def _style() -> str:
    return f'<link rel="stylesheet" href="/{PANEL_STYLE}?{panel_stamp()}">'


def stamp_assets(page: str, stamp: str) -> str:
    """The page with a stamp in the addresses of stylesheet, script and icon: a browser keeps what has one."""
    return _ASSET.sub(rf'\1?{stamp}"', page) if stamp else page


def split_host(host: str) -> tuple[str, int]:
    """Name and port of a Host header: `localhost:8000`, `[::1]:8000`, `localhost`."""
    name, colon, port = host.rpartition(":")
    return (name, int(port)) if colon and port.isdecimal() else (host, 80)


def take_policy(page: str) -> tuple[str, str | None]:
    """The page without its own content security policy, and that policy: sent as a header it can be extended."""
    found = _POLICY.search(page)
    content = _CONTENT.search(found[0]) if found else None
    if not found or not content:
        return page, None
    return page[: found.start()] + page[found.end() :], unescape(content[1])


def allow_reload(policy: str, host: str) -> str:
    """The policy, extended by the one connection that reloading needs."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    directives = {part[0].lower(): part[1:] for part in parts}
    if "connect-src" not in directives and "default-src" not in directives:
        return policy
    allowed = directives.get("connect-src", directives.get("default-src", []))
    directives["connect-src"] = [*(source for source in allowed if source != "'none'"), f"ws://{host}"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def at_any_depth(page: str, base_url: str | None) -> str:
    """The page 404.html with links from the top folder, since it is sent for any address."""
    if base_url:
        page = page.replace(f'"{base_url.rstrip("/")}/', '"/')
    return _RELATIVE.sub(r'\1="/', page)
