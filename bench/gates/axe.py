"""Looks at a built site with axe-core: one page and the longest of every kind, in every mode; finds nothing, or names what.

    npm pack axe-core && tar xzf axe-core-*.tgz package/axe.min.js
    .venv-tests/bin/python bench/gates/axe.py SITE --axe package/axe.min.js [--pages 2] [--only TEXT]

The modes are light, dark, the version for old people (also at its largest text), a phone, and without script. The rules are those of
WCAG 2.0 to 2.2, A and AA, and axe's own best practices; contrast is measured in the colours that are drawn. Exit status 1 where
anything is found. Chromium and playwright are those of the tests.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from starcase.pages import PAGES
from tests.chromium import ready_chromium

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
KEPT_CHOICE = "try {{ localStorage.setItem({name!r}, {value!r}) }} catch (refused) {{}}"


@dataclass(frozen=True)
class Mode:
    """How a visitor meets the page: what was chosen on the device, and what the browser says of itself."""

    name: str
    width: int = 1280
    dark: bool = False
    script: bool = True
    chosen: dict[str, str] = field(default_factory=dict)


ELDER = {"starcase-version": "elder"}
MODES = (
    Mode("light"),
    Mode("dark", dark=True),
    Mode("phone", width=360),
    Mode("elder", width=360, chosen=ELDER),
    Mode("elder, largest, dark", width=360, dark=True, chosen={**ELDER, "starcase-text-size": "largest"}),
    Mode("no script", width=360, script=False),
)


ASKED = ("search/index.html?q=服务", "search/index.html?q=查无此词", "organizations/index.html?level=star4")
"""Pages as a script fills them in."""


def find_pages(site: Path, most: int) -> Iterator[str]:
    """Of every kind of page the first by its address, and the longest ones: so many in all."""
    files = sorted(site.rglob("*.html"))
    seen: set[str] = set()
    for kind in PAGES:
        if not kind.template.endswith(".html"):
            continue
        found = [file for file in files if re.fullmatch(kind.address, file.relative_to(site).as_posix())]
        chosen = dict.fromkeys(found[:1] + sorted(found, key=lambda file: -file.stat().st_size)[: most - 1])
        for file in chosen:
            url = file.relative_to(site).as_posix()
            if url not in seen:
                seen.add(url)
                yield url
    yield from ASKED


def look(page: Page, axe: str) -> list[dict[str, Any]]:
    """What axe finds on the page as it stands, everything that folds laid open."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.evaluate(axe)
    result = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", list(TAGS))
    violations: list[dict[str, Any]] = result["violations"]
    return violations


def visit(
    browser: Browser, site: Path, urls: Iterable[str], mode: Mode, axe: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each page in one mode, with each of its violations."""
    context = browser.new_context(
        viewport={"width": mode.width, "height": 800},
        color_scheme="dark" if mode.dark else "light",
        locale="zh-CN",
        bypass_csp=True,
    )
    for name, value in mode.chosen.items():
        context.add_init_script(KEPT_CHOICE.format(name=name, value=value))
    if not mode.script:
        context.route("**/*.js", lambda route: route.abort())  # axe itself is a script
    page = context.new_page()
    for url in urls:
        path, mark, query = url.partition("?")
        page.goto(f"{(site / path).as_uri()}{mark}{query}")
        page.wait_for_timeout(400 if query else 100)
        for violation in look(page, axe):
            yield url, violation
    context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--axe", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    axe, site = given.axe.read_text("utf-8"), given.site.resolve()
    urls = [url for url in find_pages(site, given.pages) if given.only in url]
    found: dict[tuple[str, str], list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ready_chromium(), args=["--disable-gpu"])
        for mode in MODES:
            for url, violation in visit(browser, site, urls, mode, axe):
                for node in violation["nodes"]:
                    key = (violation["id"], re.sub(r"\d+", "0", node["html"][:120]))
                    found.setdefault(key, []).append(f"{mode.name}: {url}")
        browser.close()
    for (rule, html), places in found.items():
        print(json.dumps({"rule": rule, "html": html, "times": len(places), "first": places[0]}, ensure_ascii=False))
    print(f"{len(urls)} pages, {len(MODES)} modes, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
