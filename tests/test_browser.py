"""The bundled site in a real browser: from a folder, under a sub-path, without script, on a narrow phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page

from starcase.options import Options
from starcase.pipeline import build
from tests.served import served

ROOT = Path(__file__).resolve().parents[1]

# One page of every kind.
PAGES = (
    "index.html",
    "organizations/index.html",
    "organizations/page/2/index.html",
    "organizations/shouwang/index.html",
    "organizations/aixin-laiqiaomen/index.html",
    "programmes/index.html",
    "programmes/red-community/index.html",
    "programmes/example-stars/types/service/index.html",
    "programmes/example-stars/levels/star4/index.html",
    "regions/index.html",
    "regions/shijiazhuang/index.html",
    "stories/index.html",
    "stories/haokun-zhuxue/index.html",
    "notices/index.html",
    "notices/example-2025-gongshi/index.html",
    "statistics/index.html",
    "how/index.html",
    "changes/index.html",
    "changes/example-stars/2025/index.html",
    "how/example-stars/index.html",
    "about/index.html",
    "search/index.html",
    "404.html",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled content as it is on 2026-11-22."""
    output = tmp_path_factory.mktemp("bundled") / "site"
    report = build(Options(root=ROOT, output=output, as_of=date(2026, 11, 22), jobs=1))
    assert report.published and [problem.rule for problem in report.problems] == ["no-base-url"]
    return output


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site served below /a/b/, as a portal would put it."""
    top = tmp_path_factory.mktemp("served")
    shutil.copytree(site, top / "a" / "b")
    with served(top) as top_address:
        yield f"{top_address}a/b/"


def _is_styled(page: Page) -> bool:
    return bool(
        page.evaluate("getComputedStyle(document.body).lineHeight !== 'normal' && document.styleSheets.length === 1")
    )


@pytest.mark.parametrize("url", PAGES)
def test_every_kind_of_page_opens_from_a_folder(url: str, site: Path, page: Page, page_errors: list[str]) -> None:
    page.goto((site / url).as_uri())
    assert _is_styled(page)
    assert page.locator("h1").count() == 1
    assert page.locator("[data-module='print']").is_visible()


def test_every_link_of_every_page_leads_to_a_file(site: Path, page: Page) -> None:
    for url in PAGES[:-1]:
        page.goto((site / url).as_uri())
        for href in page.evaluate("[...document.querySelectorAll('a[href], link[href]')].map(a => a.href)"):
            if href.startswith("file:"):
                target = Path(href.removeprefix("file://").partition("#")[0])
                assert target.is_file(), f"{url} links to {href}"


@pytest.mark.parametrize("url", PAGES)
def test_every_kind_of_page_works_below_a_sub_path(url: str, address: str, page: Page, page_errors: list[str]) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(urljoin(address, url))
    assert answer is not None and answer.ok
    assert _is_styled(page)
    assert all(each.startswith(address) for each in asked), "a page asks another host, or the top of this one"


def test_a_visitor_walks_from_home_to_a_neighbour_s_telephone(address: str, page: Page, page_errors: list[str]) -> None:
    page.goto(address + "index.html")
    page.get_by_role("link", name="按地区找").click()
    page.get_by_role("link", name="春和示例区").click()
    page.get_by_role("link", name="守望邻里志愿服务队").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "守望邻里志愿服务队"
    assert page.get_by_role("link", name="打电话").get_attribute("href") == "tel:00001234567"


def test_without_script_everything_is_there_but_the_tools(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "organizations/shouwang/index.html").as_uri())
    assert page.get_by_role("link", name="打电话").is_visible()
    assert page.locator("[data-module='print']").is_hidden()
    page.locator("summary").first.click()
    assert page.locator("details").first.get_attribute("open") is not None
    context.close()


@pytest.mark.parametrize("url", PAGES)
def test_no_page_is_wider_than_a_small_phone(url: str, site: Path, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto((site / url).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_chosen_text_size_is_kept_on_the_next_page(address: str, page: Page, page_errors: list[str]) -> None:
    def size() -> float:
        return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))

    page.goto(address + "index.html")
    standard = size()
    page.locator("[data-module='text-size']").click()
    larger = size()
    page.goto(address + "about/index.html")
    assert larger > standard
    assert size() == larger


def test_a_policy_forbids_foreign_and_inline_scripts(address: str, page: Page, page_errors: list[str]) -> None:
    page.goto(address + "index.html")
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.body.append(s)"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in error for error in page_errors)
    page_errors.clear()
