"""What people come for, walked through as they do: on a phone, on a tablet, at a desk; in light, in dark; inside WeChat."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.served import served
from tests.sites import Site, build_site

SITE = """
-- config.yaml --
title: 示例站
identity: {contact: {phone: 0000-7654321}}
-- content/organizations/bodies.yaml --
id: lifa
name: 示例邻里上门理发志愿服务队
programme: example-stars
region: anju
offers: [上门理发]
contact: {phone: 0000-1111111, how_to_join: 到社区登记。}
evaluations:
- {period: 2022, level: star5, decided: 2022-11-30}
- {period: 2023, level: gold, decided: 2023-11-30}
---
id: jianfa
name: 示例剪发社
programme: example-stars
region: leye
offers: [上门理发]
---
id: changming
name: 示例市春和示例区听雨示例街道麦田示例社区幸福里小区第一网格邻里守望助老助残扶幼济困红色志愿服务示范分队第一小组
programme: example-stars
region: leye
---
id: jiudui
name: 示例旧队
programme: example-stars
region: leye
status: dissolved
"""
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Mobile MicroMessenger/8.0.2"
)
WITHOUT_SPEECH = "delete window.speechSynthesis; delete Window.prototype.speechSynthesis"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("journeys"), SITE)


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site.output) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone inside WeChat, which cannot read aloud."""
    with browser.new_context(viewport={"width": 360, "height": 740}, user_agent=WECHAT, locale="zh-CN") as context:
        context.add_init_script(WITHOUT_SPEECH)
        yield context


def _open(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(url)
    return page


def test_i_need_somebody_to_cut_my_hair(address: str, phone: BrowserContext) -> None:
    page = _open(phone, address)
    page.locator(".need", has_text="上门理发").click()
    page.get_by_role("link", name="示例剪发社").click()
    assert page.get_by_role("link", name="打电话").get_attribute("href") == "tel:00001234567"
    assert "这是示例市党群服务中心的电话" in page.locator(".contact").inner_text()


def test_what_gold_means_and_who_gave_it(address: str, phone: BrowserContext) -> None:
    page = _open(phone, f"{address}organizations/lifa/index.html")
    page.locator(".record__head").get_by_role("link", name="金牌").click()
    assert page.locator(".lead").inner_text().startswith("由示例市社会工作部评定。")


def test_whether_the_person_at_my_door_is_genuine(address: str, phone: BrowserContext) -> None:
    page = _open(phone, address)
    page.get_by_role("combobox").fill("上门理发志愿")
    page.get_by_role("option", name="示例邻里上门理发志愿服务队").click()
    page.wait_for_url("**/organizations/lifa/**")
    section = page.locator("section", has=page.get_by_role("heading", name="核实身份"))
    assert section.get_by_role("link", name="0000-1234567").is_visible(), "the place's number, not the body's own"


def test_what_changed_this_year(address: str, phone: BrowserContext) -> None:
    page = _open(phone, address)
    page.locator("main").get_by_role("link", name="星级变动").click()
    page.locator("main").get_by_role("link", name="2023年度").click()
    assert "示例邻里上门理发志愿服务队" in page.locator(".moves").first.inner_text()


def test_how_i_can_join(address: str, phone: BrowserContext) -> None:
    for body, said in (("lifa", "到社区登记。"), ("jianfa", "没有写明怎样参加，可以打本页上的电话问。")):
        page = _open(phone, f"{address}organizations/{body}/index.html")
        section = page.locator("section", has=page.get_by_role("heading", name="怎样参加"))
        assert section.locator("p").inner_text() == said


def test_something_is_wrong_on_this_page(address: str, phone: BrowserContext) -> None:
    page = _open(phone, f"{address}organizations/lifa/index.html")
    section = page.locator("section", has=page.get_by_role("heading", name="本页有误"))
    assert section.get_by_role("link", name="0000-7654321").get_attribute("href") == "tel:00007654321"


def test_a_body_that_is_no_more_says_where_to_go_now(address: str, phone: BrowserContext) -> None:
    page = _open(phone, f"{address}organizations/jiudui/index.html")
    notice = page.locator(".record__notice")
    assert notice.inner_text() == "这个组织已停止活动。别的组织，看：乐业社区"
    notice.get_by_role("link").click()
    assert page.get_by_role("link", name="示例剪发社").is_visible()
    assert page.locator("h1").inner_text() == "乐业社区"


def test_nothing_is_dead_inside_wechat(address: str, phone: BrowserContext) -> None:
    page = _open(phone, f"{address}organizations/lifa/index.html")
    for button in page.locator("button:visible").all():
        before = page.content()
        page.evaluate("window.print = () => document.body.append('printed')")
        if button.get_attribute("type") != "submit":
            button.click()
            assert page.content() != before, button.inner_text()
    for link in page.locator("a:visible").all():
        href = link.get_attribute("href") or ""
        assert href.split(":")[0] == "tel" or href.endswith((".html", ".json", "#main")), href


def test_the_first_screen_of_a_phone_says_who_where_how_good_and_has_the_button_to_call(
    address: str, phone: BrowserContext
) -> None:
    page = _open(phone, f"{address}organizations/lifa/index.html")
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 24
    _is_on_the_first_screen(page, "h1", ".record__place >> text=安居社区", ".level__word", ".contact__call")


def test_a_name_of_fifty_characters_leaves_room_for_the_rest(address: str, phone: BrowserContext) -> None:
    page = _open(phone, f"{address}organizations/changming/index.html")
    assert len(page.locator("h1").inner_text()) > 50
    _is_on_the_first_screen(page, "h1", ".record__place >> text=乐业社区", ".state", ".contact__call")


def _is_on_the_first_screen(page: Page, *said: str) -> None:
    for each in said:
        box = page.locator(each).first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 740, each


def test_no_width_and_no_scheme_hides_the_way(address: str, browser: Browser, tmp_path: Path) -> None:
    """Wherever the journeys pass, their next step is to be seen, and nothing runs over the edge."""
    steps = (
        ("index.html", "link", "上门理发"),
        ("organizations/search/shang-men-li-fa/index.html", "link", "示例剪发社"),
        ("organizations/lifa/index.html", "link", "打电话"),
        ("changes/index.html", "link", "2023年度"),
        ("elder/index.html", "link", "退出长辈版"),
    )
    for width, scheme in product((360, 768, 1440), ("light", "dark")):
        with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type]
            page = context.new_page()
            for url, role, name in steps:
                page.goto(address + url)
                step = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
                box = step.bounding_box()
                assert box and box["x"] >= 0 and box["x"] + box["width"] <= width, (url, width, scheme)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (url, width)
