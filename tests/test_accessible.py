"""What can be seen without axe: headings in order, names, labels, targets, room for large type, the keyboard alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from starcase.options import Options
from starcase.pipeline import build
from tests.test_browser import PAGES

ROOT = Path(__file__).resolve().parents[1]
ALL = (
    *PAGES,
    "data/index.html",
    "elder/index.html",
    "elder/organizations/index.html",
    "elder/organizations/page/2/index.html",
)
FAULTS = """() => {
  const faults = [], text = (one) => one.textContent.trim();
  const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
  let before = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!seen(heading)) continue;
    const level = Number(heading.tagName[1]);
    if (level > before + 1) faults.push(`h${level} after h${before}: ${text(heading)}`);
    before = level;
  }
  for (const one of document.querySelectorAll("a[href], button")) {
    if (!seen(one)) continue;
    if (!text(one) && !one.getAttribute("aria-label") && !one.querySelector("img[alt]:not([alt=''])")) faults.push(`no name: ${one.outerHTML}`);
    if (one.closest(".prose, p, td, th, dd, .skip")) continue;
    const box = one.getBoundingClientRect();
    if (box.height < 24 || box.width < 24) faults.push(`small: ${text(one)}`);
  }
  for (const field of document.querySelectorAll("input")) if (!field.labels.length) faults.push(`no label: ${field.outerHTML}`);
  for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) faults.push(`no alt: ${image.outerHTML}`);
  const ids = Array.from(document.querySelectorAll("[id]"), (one) => one.id);
  if (new Set(ids).size < ids.length) faults.push("an id twice");
  return faults;
}"""
OPENED = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
STOPS = """() => {
  const wanted = "a[href], button, input, summary, [tabindex='0']";
  window.stops = Array.from(document.querySelectorAll(wanted)).filter((one) => one.tabIndex >= 0 && one.getClientRects().length && one.checkVisibility());
  return window.stops.length;
}"""
REACHED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  return [window.stops.indexOf(one), style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("bundled") / "site"
    assert build(Options(root=ROOT, output=output, as_of=date(2026, 11, 22), jobs=1)).published
    return output


def test_headings_names_labels_and_targets_are_in_order_on_every_kind_of_page(site: Path, page: Page) -> None:
    for url in ALL:
        page.goto((site / url).as_uri())
        page.evaluate(OPENED)
        assert page.evaluate(FAULTS) == [], url


def test_nothing_runs_over_the_edge_at_twice_the_size_or_on_the_smallest_phone(site: Path, browser: Browser) -> None:
    """1280 pixels at 200 % are 640, at 400 % 320."""
    for width, kept in ((640, {}), (320, {"starcase-text-size": "largest"}), (320, {"starcase-version": "elder"})):
        with browser.new_context(viewport={"width": width, "height": 640}) as context:
            for name, value in kept.items():
                context.add_init_script(f"localStorage.setItem('{name}', '{value}')")
            page = context.new_page()
            for url in ALL:
                page.goto((site / url).as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width, kept)


@pytest.mark.parametrize("url", ["index.html", "organizations/shouwang/index.html", "elder/index.html"])
def test_the_keyboard_alone_reaches_everything_in_order_and_shows_where_it_is(url: str, site: Path, page: Page) -> None:
    page.goto((site / url).as_uri())
    for stop in range(page.evaluate(STOPS)):
        page.keyboard.press("Tab")
        assert page.evaluate(REACHED) == [stop, True]
