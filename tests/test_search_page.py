"""Searching as people do it: the box of every page, the search page, the directory narrowed; with a keyboard, an input method, without script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.page_parts import links, main, words
from tests.served import served
from tests.sites import Site, build_site

LEVELS = ("gold", "star5", "star4", "star3")
CONTACT = "identity: {contact: {phone: 0000-7654321转8}}\n"


def _body(number: int) -> str:
    level = f"level: {LEVELS[number % 4]}, " if number < 12 else ""
    community = "leye" if number % 3 else "anju"
    return (
        f"{{id: team{number}, name: 暖心理发{number}队, programme: example-stars, type: {'service' if number % 2 else 'charity'}, "
        f"{level}region: {community}, offers: [上门理发], contact: {{phone: 0000-12345{number:02}}}}}"
    )


CONTENT = f"""
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
{CONTACT}
-- content/organizations/teams.yaml --
{chr(10).join(f"---{chr(10)}{_body(number)}" for number in range(24))}
---
{{id: shouwang, name: 守望邻里志愿服务队, programme: example-stars, type: service, level: star4, region: leye, offers: [代买药品], contact: {{phone: 0000-1112223}}}}
---
{{id: jieban, name: 结伴种花社, former_names: [绿手指社], programme: example-stars, region: anju}}
-- content/organizations/stories/xuetang.md --
---
title: 张大爷的血糖仪
date: 2024-03-05
organizations: [shouwang]
---
志愿者每周教他用血糖仪。
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = build_site(tmp_path_factory.mktemp("search"), CONTENT)
    assert site.report.published and not site.problems
    return site


@pytest.fixture(scope="module")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site below /a/b/ of a server."""
    top = tmp_path_factory.mktemp("served")
    shutil.copytree(site.output, top / "a" / "b")
    with served(top) as top_address:
        yield f"{top_address}a/b/"


def _open(page: Page, site: Site, path: str) -> None:
    page.goto((site.output / path.partition("?")[0]).as_uri() + "".join(path.partition("?")[1:]))


def _options(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.get_by_role("option").all_inner_texts()]


def _names(page: Page) -> list[str]:
    return page.locator(".finder .card__name").all_inner_texts()


def _query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


# The box of every page


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("index.html", "search/index.html"),
        ("organizations/shouwang/index.html", "../../search/index.html"),
        ("programmes/example-stars/levels/star4/index.html", "../../../../search/index.html"),
        ("404.html", "https://stars.example.org/search/index.html"),
    ],
)
def test_every_page_has_one_box_that_leads_to_the_search_page(site: Site, path: str, leads_to: str) -> None:
    html = site.page(path)
    assert html.count('role="search"') == 1
    assert f'role="search" action="{leads_to}" method="get"' in html


def test_results_stand_below_the_box_while_somebody_types(site: Site, page: Page) -> None:
    _open(page, site, "regions/index.html")
    box = page.get_by_role("combobox")
    box.press_sequentially("理发1")
    expect(page.get_by_role("option").first).to_be_visible()
    found = _options(page)
    assert len(found) == 9 and found[-1] == "查看全部结果"
    assert found[0].startswith("暖心理发") and "社区" in found[0] and found[0].endswith("级")
    assert page.locator(".search__panel mark").first.inner_text() == "理发1"
    expect(page.locator(".search [role=status]")).to_have_text("下面有8个结果，用上下键选")
    assert box.get_attribute("aria-expanded") == "true"


def test_the_box_is_worked_with_a_keyboard_alone(site: Site, page: Page) -> None:
    _open(page, site, "stories/index.html")
    box = page.get_by_role("combobox")
    while not box.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("暖心")
    expect(page.get_by_role("option")).to_have_count(9)

    def chosen() -> int:
        return int(box.evaluate("field => +(field.getAttribute('aria-activedescendant') || '-1').replace(/\\D/g, '')"))

    walked = []
    for key in ("ArrowDown", "ArrowDown", "End", "ArrowUp", "Home"):
        page.keyboard.press(key)
        walked.append(chosen())
    assert walked == [0, 1, 8, 7, 0]
    assert page.locator("[role=option][aria-selected=true]").count() == 1
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == ""
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert box.input_value() == "暖心"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(9)
    page.keyboard.press("ArrowDown")
    name = page.locator("[aria-selected=true] .search__name").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_enter_without_a_choice_leads_to_all_results(site: Site, page: Page) -> None:
    _open(page, site, "organizations/shouwang/index.html")
    page.get_by_role("combobox").fill("邻里")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    expect(page.locator(".finder .card__name")).to_have_text(["守望邻里志愿服务队"])
    assert page.get_by_role("textbox", name="搜索组织和故事").input_value() == "邻里"


def test_nothing_is_searched_while_an_input_method_composes(site: Site, page: Page) -> None:
    _open(page, site, "stories/index.html")
    keyboard = page.context.new_cdp_session(page)
    box = page.get_by_role("combobox")
    box.focus()
    for text in ("shou", "shouw", "shou'wang"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(150)
        assert page.get_by_role("listbox").is_hidden()
    arrow = "new KeyboardEvent('keydown', {key: 'ArrowDown', keyCode: 229, bubbles: true})"
    box.evaluate(f"field => field.dispatchEvent({arrow})")
    page.wait_for_timeout(150)
    assert page.get_by_role("listbox").is_hidden()
    keyboard.send("Input.insertText", {"text": "守望"})
    expect(page.locator(".search__name")).to_have_text(["守望邻里志愿服务队"])


def test_the_enter_that_ends_a_composition_sends_nothing(site: Site, page: Page) -> None:
    _open(page, site, "stories/index.html")
    for key_code, goes_on in ((229, False), (13, True)):
        event = f"new KeyboardEvent('keydown', {{key: 'Enter', keyCode: {key_code}, bubbles: true, cancelable: true}})"
        assert page.get_by_role("combobox").evaluate(f"field => field.dispatchEvent({event})") is goes_on


def test_the_files_of_the_search_are_loaded_only_when_the_box_is_used(address: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "programmes/example-stars/index.html")
    assert not [url for url in asked if "/search/" in url]
    page.get_by_role("combobox").focus()
    page.get_by_role("combobox").press_sequentially("守望")
    page.get_by_role("option").first.click()
    page.wait_for_url(address + "organizations/shouwang/index.html")
    assert f"{address}search/manifest.js" in asked
    assert all(url.startswith(address) for url in asked)


def test_a_name_touched_before_its_address_came_is_followed_when_it_comes(address: str, page: Page) -> None:
    held: list[Route] = []
    page.route("**/search/cards/**", lambda one: held.append(one))
    page.goto(address + "stories/index.html")
    page.get_by_role("combobox").press_sequentially("守望")
    page.get_by_role("option").first.click()
    page.wait_for_timeout(200)
    assert page.url == address + "stories/index.html"
    for one in held:
        one.continue_()
    page.wait_for_url(address + "organizations/shouwang/index.html")


def test_nothing_is_called_missing_when_a_file_of_the_search_did_not_come(address: str, page: Page) -> None:
    page.route("**/search/own/**", lambda one: one.fulfill(body="", content_type="text/javascript"))
    page.goto(address + "stories/index.html")
    page.get_by_role("combobox").press_sequentially("龘龘龘")
    expect(page.locator(".search [role=status]")).to_have_text("现在不能边写边找，看看别的找法")


def test_a_former_name_is_told_beside_the_name_that_holds_now(site: Site, page: Page) -> None:
    _open(page, site, "stories/index.html")
    page.get_by_role("combobox").press_sequentially("绿手指")
    expect(page.get_by_role("option").first).to_contain_text("曾用名：绿手指社")


# The search page


def test_the_page_says_how_many_and_what_was_found_where(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html?q=守望邻里")
    expect(page.locator(".finder [aria-live]").filter(has_text="找到")).to_have_text("找到1个结果")
    card = page.locator(".finder .card")
    assert card.locator("mark").all_inner_texts() == ["守望邻里"]
    assert card.locator(".card__place span").all_inner_texts() == ["东湖区 乐业社区", "为民服务类"]
    assert card.get_by_role("link", name="0000-1112223").get_attribute("href") == "tel:00001112223"
    assert "代买药品" in card.inner_text()
    card.get_by_role("link").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "守望邻里志愿服务队"


def test_what_is_found_by_a_service_or_by_its_sound_says_so(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html?q=代买药品")
    expect(page.locator(".finder .card")).to_contain_text("在服务内容中找到")
    page.get_by_role("textbox", name="搜索组织和故事").fill("shouwang")
    expect(page.locator(".finder .card").first).to_contain_text("按读音找到")
    page.get_by_role("textbox", name="搜索组织和故事").fill("血糖仪")
    expect(page.locator(".finder .card").first).to_contain_text("在服务故事中找到")


def test_levels_are_drawn_as_the_pages_draw_them(site: Site, page: Page) -> None:
    def drawn() -> dict[str, str]:
        script = (
            "cards => cards.map(card => [card.querySelector('a').textContent, card.querySelector('.level').outerHTML])"
        )
        return dict(page.locator(".card:has(.level)").evaluate_all(script))

    _open(page, site, "organizations/index.html")
    on_page = drawn()
    _open(page, site, "search/index.html?q=队&page=9")
    expect(page.locator(".finder .card")).to_have_count(25)
    found = drawn()
    assert len(found) == 13
    assert found == {name: on_page[name] for name in found}


def test_a_choice_made_while_the_answer_is_on_its_way_keeps_what_was_typed(address: str, page: Page) -> None:
    page.goto(address + "search/index.html?q=理")
    expect(page.locator(".finder__count")).to_have_text("找到24个结果")
    page.locator(".finder__facets").evaluate("fold => fold.open = true")
    page.route("**/search/**", lambda one: None)
    page.get_by_role("textbox", name="搜索组织和故事").fill("理发")
    page.locator("[data-part=groups]").get_by_role("link", name="四星级").click()
    page.wait_for_timeout(150)
    assert _query(page) == {"q": ["理发"], "level": ["star4"]}


def test_what_is_asked_for_is_in_the_address_and_back_leads_back(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html")
    box = page.get_by_role("textbox", name="搜索组织和故事")
    box.press_sequentially("理发", delay=120)
    expect(page.locator(".finder__count")).to_have_text("找到24个结果")
    groups = page.locator("[data-part=groups]")
    page.locator(".finder__facets").evaluate("fold => fold.open = true")
    groups.get_by_role("link", name="四星级").click()
    expect(page.locator(".finder__count")).to_have_text("找到3个结果")
    page.locator(".finder__sort").get_by_role("link", name="按名称").click()
    expect(page.locator(".finder__sort [aria-current]")).to_have_text("按名称")
    assert _query(page) == {"q": ["理发"], "level": ["star4"], "sort": ["name"]}
    shown, link = _names(page), page.url

    page.go_back()
    expect(page.locator(".finder__sort [aria-current]")).to_have_text("最相关")
    page.go_back()
    expect(page.locator(".finder__count")).to_have_text("找到24个结果")
    page.go_back()
    expect(page.get_by_role("heading", name="不用搜索也能找")).to_be_visible()
    assert box.input_value() == "" and _query(page) == {}

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".finder__count")).to_have_text("找到3个结果")
    assert _names(page) == shown


def test_facets_count_and_lead_down_the_regions_and_back(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    _open(page, site, "search/index.html?q=理发")
    groups = page.locator("[data-part=groups]")
    expect(groups.get_by_role("heading")).to_have_text(["地区", "类型", "等级"])
    groups.get_by_role("link", name="安居社区").click()
    expect(page.locator(".finder__count")).to_have_text("找到8个结果")
    assert _query(page) == {"q": ["理发"], "region": ["示例市/东湖区/安居社区"]}
    groups.get_by_role("link", name="为民服务类").click()
    expect(page.locator(".finder__count")).to_have_text("找到4个结果")
    page.get_by_role("link", name="去掉“安居社区”").click()
    expect(page.locator(".finder__count")).to_have_text("找到12个结果")
    assert _query(page) == {"q": ["理发"], "type": ["service"]}


def test_a_place_that_is_no_longer_there_narrows_nothing(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html?q=理发&region=示例市/西湖区")
    expect(page.locator(".finder__count")).to_have_text("找到24个结果")
    assert _query(page) == {"q": ["理发"]}


def test_more_results_come_ten_at_a_time_and_the_reader_goes_on_with_them(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html?q=理发")
    more = page.get_by_role("button", name="更多结果")
    expect(page.locator(".finder .card")).to_have_count(10)
    first = page.locator(".finder .card").first.element_handle()
    more.click()
    expect(page.locator(".finder .card")).to_have_count(20)
    assert first and first.evaluate("one => one.isConnected"), "what says the same as before is not drawn again"
    eleventh = page.locator(".finder .card").nth(10).locator("a").first
    expect(eleventh).to_be_focused()
    more.click()
    expect(page.locator(".finder .card")).to_have_count(24)
    expect(more).to_be_hidden()
    page.reload()
    expect(page.locator(".finder .card")).to_have_count(24)


def test_where_nothing_is_found_the_page_helps(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html?q=守望滑翔伞基地")
    expect(page.locator(".finder__count")).to_have_text("没有找到")
    assert "守望滑翔伞基地" in page.locator(".finder__help").inner_text()
    assert page.get_by_role("heading", name="不用搜索也能找").is_visible()
    phone = page.locator(".finder__help").get_by_role("link", name="0000-7654321转8")
    assert phone.get_attribute("href") == "tel:00007654321,8"
    page.locator(".finder__help").get_by_role("link", name="守望", exact=False).first.click()
    expect(page.locator(".finder .card__name").first).to_have_text("守望邻里志愿服务队")


def test_the_page_does_not_search_while_an_input_method_composes(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html")
    keyboard = page.context.new_cdp_session(page)
    page.get_by_role("textbox", name="搜索组织和故事").focus()
    keyboard.send("Input.imeSetComposition", {"text": "li'fa", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(200)
    assert _query(page) == {}
    keyboard.send("Input.insertText", {"text": "理发"})
    expect(page.locator(".finder__count")).to_have_text("找到24个结果")


# My community, and the directory narrowed


def test_my_community_is_chosen_once_and_offered_everywhere(site: Site, page: Page) -> None:
    _open(page, site, "search/index.html?q=理发")
    page.get_by_text("选定我的社区").click()
    page.get_by_label("社区或村的名称").press_sequentially("安居")
    page.get_by_role("button", name="安居社区").click()
    home = page.locator("[data-part=home]")
    expect(home).to_have_text("我的社区：安居社区")
    page.locator(".finder__facets").evaluate("fold => fold.open = true")
    expect(page.locator(".facet").first).to_contain_text("安居社区 8")

    _open(page, site, "organizations/index.html")
    expect(home).to_have_text("我的社区：安居社区")
    home.get_by_role("link").click()
    expect(page.locator(".finder__count")).to_have_text("找到9个结果")
    page.get_by_text("换一个社区").click()
    page.get_by_role("button", name="不再记住").click()
    expect(home).to_be_hidden()
    page.reload()
    expect(home).to_be_hidden()


def test_my_community_holds_for_the_page_where_nothing_may_be_stored(site: Site, page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})")
    _open(page, site, "organizations/index.html")
    page.get_by_text("选定我的社区").click()
    page.get_by_label("社区或村的名称").press_sequentially("乐业")
    page.get_by_role("button", name="乐业社区").click()
    page.locator("[data-part=home]").get_by_role("link", name="乐业社区").click()
    expect(page.locator(".finder__count")).to_have_text("找到17个结果")


def test_the_directory_is_narrowed_in_place_and_comes_back(site: Site, page: Page) -> None:
    _open(page, site, "organizations/index.html")
    plain = page.locator("#unfiltered")
    page.get_by_text("筛选", exact=True).click()
    page.locator("[data-part=groups]").get_by_role("link", name="金牌").click()
    expect(page.locator(".finder__count")).to_have_text("找到3个结果")
    expect(plain).to_be_hidden()
    assert _names(page) == ["暖心理发0队", "暖心理发4队", "暖心理发8队"]
    assert _query(page) == {"level": ["gold"]}
    page.get_by_role("link", name="去掉“金牌”").click()
    expect(plain).to_be_visible()
    expect(page.locator(".finder__found")).to_be_hidden()
    page.go_back()
    expect(plain).to_be_hidden()


# Without script, without files, on other media


def test_without_script_the_box_leads_to_lists_and_nothing_is_dead(site: Site, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        _open(page, site, "organizations/shouwang/index.html")
        page.locator("#search-field").fill("理发")
        page.get_by_role("button", name="搜索").click()
        assert urlsplit(page.url).path.endswith("/search/index.html")
        assert not page.locator(".finder").is_visible()
        assert page.locator("noscript p").is_visible()
        page.get_by_text("按需要找").click()
        assert page.get_by_role("link", name="上门理发").is_visible()
        page.get_by_role("navigation", name="按拼音首字母").get_by_role("link", name="S").click()
        assert page.url.endswith("/organizations/index.html#letter-s")
        assert not page.locator(".finder").is_visible()


def test_the_search_page_shows_the_ways_that_the_directory_shows(site: Site) -> None:
    page = site.page("search/index.html")
    assert links(main(page))["上门理发 24"] == "../organizations/search/shang-men-li-fa/index.html"
    assert links(main(page))["S"] == "../organizations/index.html#letter-s"


def test_an_empty_site_has_a_search_page_that_says_so(tmp_path: Path) -> None:
    assert "本站还没有列出组织。" in words(main(build_site(tmp_path, "").page("search/index.html")))


@pytest.mark.parametrize("path", ["search/index.html?q=理发", "organizations/index.html?level=gold"])
def test_where_the_files_of_the_search_are_missing_the_page_says_so_and_shows_the_lists(
    site: Site, tmp_path: Path, page: Page, page_errors: list[str], path: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.output, copy)
    (copy / "search" / "manifest.js").unlink()
    page.goto((copy / path.partition("?")[0]).as_uri() + "".join(path.partition("?")[1:]))
    expect(page.locator("[data-part=lost]")).to_be_visible()
    expect(page.locator("#unfiltered")).to_be_visible()
    assert page.get_by_role("button", name="更多结果").is_hidden()
    page_errors.clear()


def test_where_files_are_missing_the_box_still_leads_on(
    site: Site, tmp_path: Path, page: Page, page_errors: list[str]
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.output, copy)
    (copy / "search" / "manifest.js").unlink()
    page.goto((copy / "stories/index.html").as_uri())
    page.get_by_role("combobox").fill("理发")
    page.get_by_role("option", name="现在不能边写边找").click()
    expect(page.locator("[data-part=lost]")).to_be_visible()
    page_errors.clear()


@pytest.mark.parametrize("size", ["standard", "largest"])
def test_nothing_is_wider_than_a_small_phone_and_targets_fit_a_finger(site: Site, page: Page, size: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.add_init_script(f"localStorage.setItem('starcase-text-size', '{size}')")

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        small = "all => all.filter(e => e.offsetParent && e.offsetHeight < 44).map(e => e.outerHTML)"
        assert page.locator(":is(.search, .finder) :is(input, button, a, summary)").evaluate_all(small) == []

    _open(page, site, "search/index.html?q=理发&level=star4")
    expect(page.locator(".finder .card")).to_have_count(3)
    page.get_by_text("筛选", exact=True).click()
    fits()
    _open(page, site, "stories/index.html")
    page.get_by_role("combobox").press_sequentially("理发")
    expect(page.get_by_role("option").first).to_be_visible()
    fits()


def test_a_printed_page_has_no_box(site: Site, page: Page) -> None:
    page.emulate_media(media="print")
    _open(page, site, "organizations/shouwang/index.html")
    assert page.locator(".search").is_hidden()
