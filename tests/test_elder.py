"""The version for old people: pages of its own for home and directory, large type elsewhere, nothing that floats, nothing dead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.page_parts import headings, links, main, words
from tests.served import served
from tests.sites import Site, build_site

SITE = """
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
identity: {contact: {phone: 0000-7654321}}
-- content/organizations/bodies.yaml --
id: lifa
name: 示例理发队
programme: example-stars
region: anju
offers: [上门理发]
contact: {phone: 0000-1111111}
evaluations: [{period: 2023, level: gold, decided: 2023-11-30}]
---
id: jianfa
name: 示例剪发社
programme: example-stars
region: leye
offers: [上门理发, 陪同就医]
---
id: jiudui
name: 示例旧队
programme: example-stars
region: leye
offers: [上门理发]
status: dissolved
"""
PHONE = {"width": 360, "height": 780}
MAIN_PAGES = (
    "elder/index.html",
    "elder/organizations/index.html",
    "elder/organizations/search/shang-men-li-fa/index.html",
)
ELSEWHERE = (
    "organizations/lifa/index.html",
    "regions/index.html",
    "regions/example-city/index.html",
    "programmes/example-stars/index.html",
    "how/example-stars/index.html",
    "search/index.html",
    "statistics/index.html",
)
VOICE = """
const said = window.said = [];
const speech = {
  getVoices: () => [{ lang: "zh-CN", name: "voice" }],
  speak: (one) => { said.push(one.text); window.end = () => one.onend(); },
  cancel: () => { said.push("(silence)"); },
  addEventListener: () => {},
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
TOUCHED = """(least) => Array.from(document.querySelectorAll("a[href], button, summary, input")).filter((one) => {
  const box = one.getBoundingClientRect();
  const inSentence = one.closest(".prose, p.text, .notice") || one.className === "skip";
  return box.width && !inSentence && (box.width < least - 0.5 || box.height < least - 0.5);
}).map((one) => one.textContent.trim())"""

SET = """() => {
  const written = (one) => Array.from(one.childNodes).some((child) => child.nodeType === 3 && child.data.trim());
  const all = Array.from(document.querySelectorAll("body *")).filter((one) => one.getClientRects().length && written(one));
  const styles = all.map((one) => getComputedStyle(one)), size = (one) => parseFloat(one.fontSize);
  return [Math.min(...styles.map(size)), Math.min(...styles.map((one) => parseFloat(one.lineHeight) / size(one)))];
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("elder"), SITE)


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site.output) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN") as context:
        yield context


def _choose(context: BrowserContext, **kept: str) -> None:
    for name, value in kept.items():
        context.add_init_script(f"localStorage.setItem('starcase-{name.replace('_', '-')}', '{value}')")


def _version(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-version")


def test_its_home_page_leads_by_need_by_place_and_by_telephone(site: Site) -> None:
    html = site.page("elder/index.html")
    assert headings(html) == ["我需要……", "我家附近", "找不到，打电话问", "有人上门，先核实", "还可以看"]
    found = links(main(html))
    assert found["上门理发 2"] == "organizations/search/shang-men-li-fa/index.html"
    assert found["打电话 0000-7654321"] == "tel:00007654321"
    assert found["按地区找我的社区"] == "../regions/index.html"


def test_who_cuts_hair_near_me_is_two_touches_away_with_a_number_to_call(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{address}elder/index.html")
    page.get_by_role("link", name="上门理发").click()
    bodies = page.locator(".elder-body")
    assert bodies.locator("h3").all_inner_texts() == ["示例剪发社", "示例理发队"]
    assert bodies.nth(1).get_by_role("link", name="打电话").get_attribute("href") == "tel:00001111111"
    assert "金牌" in bodies.nth(1).inner_text()


def test_a_body_without_a_number_shows_that_of_its_place_and_says_whose_it_is(site: Site) -> None:
    entry = main(site.page("elder/organizations/index.html")).partition("示例剪发社")[2].partition("</li>")[0]
    assert "tel:00001234567" in entry
    assert "这是示例市党群服务中心的电话" in words(entry)


def test_nobody_is_to_call_a_body_that_is_no_more(site: Site) -> None:
    entry = main(site.page("elder/organizations/index.html")).partition("示例旧队")[2].partition("</li>")[0]
    assert "已停止活动" in entry
    assert "tel:" not in entry


def test_search_engines_are_led_to_the_ordinary_twin(site: Site) -> None:
    assert 'rel="canonical" href="https://stars.example.org/organizations/"' in site.page(
        "elder/organizations/index.html"
    )
    assert "elder" not in site.page("sitemap.xml")


def test_the_page_for_a_missing_address_leads_there_from_any_depth(site: Site) -> None:
    assert links(site.page("404.html"))["长辈版"] == "https://stars.example.org/elder/index.html"


def test_every_page_has_the_way_in_and_without_script_it_is_a_plain_link(site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site.output / "organizations/lifa/index.html").as_uri())
        page.get_by_role("link", name="长辈版").click()
        assert page.locator("h1").inner_text() == "您要找什么？"
        page.get_by_role("link", name="退出长辈版").click()
        assert page.locator("h1").inner_text() == "找到身边的社区组织"


def test_the_choice_is_kept_on_other_pages_until_it_is_left(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{address}index.html")
    page.get_by_role("link", name="长辈版").click()
    page.wait_for_url("**/elder/index.html")
    page.goto(f"{address}organizations/lifa/index.html")
    assert _version(page) == "elder"
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) == 20
    page.get_by_role("link", name="退出长辈版").click()
    assert _version(page) is None
    page.goto(f"{address}index.html")
    assert page.url == f"{address}index.html"
    assert page.get_by_role("link", name="长辈版").inner_text() == "长辈版"


def test_a_page_that_has_a_twin_gives_way_to_it_once_the_version_is_chosen(
    address: str, context: BrowserContext
) -> None:
    _choose(context, version="elder")
    page = context.new_page()
    page.goto(f"{address}organizations/index.html#letter-s")
    page.wait_for_url("**/elder/organizations/index.html#letter-s")
    page.goto(f"{address}organizations/index.html?q=x")
    assert page.url.endswith("/organizations/index.html?q=x"), "what somebody searched for stays on the page"


def test_on_a_page_without_a_twin_the_version_is_put_on_in_place(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{address}organizations/lifa/index.html")
    page.get_by_role("link", name="长辈版").click()
    assert page.url.endswith("/organizations/lifa/index.html")
    assert _version(page) == "elder"
    assert page.get_by_role("link", name="退出长辈版").is_visible()


def test_whatever_is_touched_is_sixty_pixels_or_more_on_its_own_pages_and_forty_four_elsewhere(
    site: Site, context: BrowserContext
) -> None:
    _choose(context, version="elder")
    page = context.new_page()
    for url in (*MAIN_PAGES, *ELSEWHERE):
        page.goto((site.output / url).as_uri())
        assert page.evaluate(TOUCHED, 60 if url in MAIN_PAGES else 44) == [], url
        page.evaluate("document.documentElement.dataset.textSize = 'largest'")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], url


def test_text_is_from_eighteen_to_thirty_pixels_on_lines_far_enough_apart(site: Site, context: BrowserContext) -> None:
    _choose(context, version="elder")
    page = context.new_page()
    for url in (*MAIN_PAGES, *ELSEWHERE):
        page.goto((site.output / url).as_uri())
        least, tightest = page.evaluate(SET)
        assert (least >= 18, tightest >= 1.3) == (True, True), url
        page.evaluate("document.documentElement.dataset.textSize = 'largest'")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 30


def test_what_search_finds_pushes_the_page_down_and_covers_nothing(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{address}elder/index.html")
    page.get_by_role("combobox").fill("理发")
    page.locator(".search__hit").first.wait_for()
    panel, heading = page.locator(".search__panel").bounding_box(), page.locator("h2").first.bounding_box()
    assert panel and heading and panel["y"] + panel["height"] <= heading["y"]


def test_the_page_is_read_aloud_piece_by_piece_until_it_is_told_to_stop(site: Site, context: BrowserContext) -> None:
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto((site.output / "elder/index.html").as_uri())
    page.get_by_role("button", name="朗读").click()
    page.evaluate("window.end()")
    assert page.evaluate("window.said.filter((one) => one !== '(silence)')")[0] == "您要找什么"
    page.get_by_role("button", name="停止朗读").click()
    assert page.evaluate("window.said").pop() == "(silence)"
    assert page.get_by_role("button", name="朗读").is_visible()


@pytest.mark.parametrize("agent", ["Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/86 MicroMessenger/8.0.2"])
def test_inside_wechat_or_without_a_voice_there_is_no_button_to_read(agent: str, site: Site, browser: Browser) -> None:
    for script, user_agent in ((VOICE, agent), ("", "Mozilla/5.0")):
        with browser.new_context(user_agent=user_agent) as context:
            context.add_init_script(script)
            page = context.new_page()
            page.goto((site.output / "elder/index.html").as_uri())
            assert page.locator("[data-module='text-size']").is_visible()
            assert page.locator("[data-module='read-aloud']").is_hidden()


def test_my_community_is_chosen_once_and_then_one_touch_away(address: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{address}elder/index.html")
    page.get_by_role("link", name="选定我的社区").click()
    page.get_by_label("社区或村的名称").fill("安居")
    page.get_by_role("button", name="安居社区").click()
    page.goto(f"{address}elder/index.html")
    page.get_by_role("link", name="我的社区：安居社区").click()
    page.locator(".hit").first.wait_for()
    assert page.locator(".hit h3").all_inner_texts() == ["示例理发队"]
    assert page.locator(".hit").get_by_role("link", name="0000-1111111").get_attribute("href") == "tel:00001111111"
