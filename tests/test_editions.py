"""A site in several languages: the same pages beside the first, the content marked as what it is, and everything else only once."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from starcase.options import Options
from starcase.pages import find_page, plan_pages
from starcase.pipeline import load
from starcase.publish import site_files
from starcase.render.edition import mark_chinese
from tests.served import served
from tests.sites import Site, build_site, check_site, rebuild

TWO = """
-- config.yaml --
title: 示例站
languages: [zh-CN, en]
base_url: https://stars.example.org/sub/
-- content/organizations/a.yaml --
id: shouwang
name: 守望队
programme: example-stars
region: anju
type: service
summary: 看望独居老人。
former_names: [守望小组]
tags: [养老]
evaluations:
- {period: 2022, level: star4, decided: 2022-12-01, scores: {leader: 50, roster: 15, visits-done: 20}}
-- content/organizations/s.md --
---
title: 守望队的一天
date: 2024-01
organizations: [shouwang]
---
见[名单](../../data/organizations.csv)和[组织](../../organizations/shouwang/index.html)。
-- content/notices/n.md --
---
title: 公告一
date: 2024-02-01
kind: 公告
list: [{id: shouwang, level: star4}]
---
正文。
-- content/pages/about.md --
---
title: 关于本站
---
见[没有的页](../nowhere/index.html)。
-- content/redirects.yaml --
- {from: organizations/lao/, to: organizations/shouwang/}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("two"), TWO)


def _pages(site: Site, folder: str) -> set[str]:
    below = f"{folder}/" if folder else ""
    paths = (path.removeprefix(below) for path in site_files(site.output) if path.startswith(below))
    return {path for path in paths if path.endswith("index.html")}


def test_every_page_but_old_addresses_is_there_in_both_languages(site: Site) -> None:
    first = {path for path in _pages(site, "") if not path.startswith("en/")}
    assert _pages(site, "en") == {path for path in first if not path.startswith("organizations/lao/")}
    assert "You are here" in site.page("en/organizations/shouwang/index.html")


def test_the_preview_finds_each_page_of_both_languages(site: Site) -> None:
    loaded = load(Options(site.root, site.output, cache=False))
    with closing(loaded.store):
        planned = list(plan_pages(loaded.catalogue))
        assert {page.edition for page in planned} == {"", "en"}
        assert [find_page(loaded.catalogue, page.path) for page in planned] == planned


def test_what_is_no_page_stands_once(site: Site) -> None:
    assert all(path.endswith(".html") for path in site_files(site.output) if path.startswith("en/"))


def test_no_link_of_either_language_is_dead_and_a_dead_one_is_told_once(tmp_path: Path) -> None:
    report = check_site(tmp_path, TWO)
    dead = [found for found in report.problems if found.rule.startswith("link-")]
    assert [(found.rule, found.place.file, found.place.line) for found in dead] == [
        ("link-dead", "content/pages/about.md", 4)
    ]


def test_pages_lead_to_each_other_and_name_each_other_to_search_engines(site: Site) -> None:
    here, there = site.page("organizations/shouwang/index.html"), site.page("en/organizations/shouwang/index.html")
    base = "https://stars.example.org/sub/"
    assert f'hreflang="en" href="{base}en/organizations/shouwang/"' in here
    assert f'hreflang="zh-CN" href="{base}organizations/shouwang/"' in there
    assert f'<link rel="canonical" href="{base}en/organizations/shouwang/">' in there
    assert re.search(
        r'<a [^>]*href="../../en/organizations/shouwang/index.html" lang="en" hreflang="en">English</a>', here
    )
    assert re.search(r'<a [^>]*href="../../../organizations/shouwang/index.html" lang="zh-CN"[^>]*>中文</a>', there)
    assert f"{base}en/organizations/shouwang/" in site.page("sitemap.xml")
    assert "hreflang" not in site.page("404.html") + site.page("organizations/lao/index.html")


def test_the_content_stays_as_it_is_written_and_says_in_which_language(site: Site) -> None:
    page = site.page("en/organizations/shouwang/index.html")
    assert '<html lang="en"' in page and '<h1 lang="zh-CN">守望队</h1>' in page
    assert "看望独居老人。" in page
    unmarked = re.sub(r'<(\w+)[^>]* lang="zh-CN"[^>]*>[^<]*</\1>|<[^>]*>', "", page.partition("<body>")[2])
    assert not re.search("[\u3400-\u9fff]", unmarked)
    assert ' lang="zh-CN">' not in site.page("organizations/shouwang/index.html").partition("<body>")[2]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<b>守望队</b>", '<b lang="zh-CN">守望队</b>'),
        ("<p>Valid: 守望队, 2024</p>", '<p>Valid: <span lang="zh-CN">守望队</span>, 2024</p>'),
        ("<p>守望队 <i>x</i></p>", '<p><span lang="zh-CN">守望队</span> <i>x</i></p>'),
        ("<title>守望队 - Stars</title>", '<title lang="zh-CN">守望队 - Stars</title>'),
        ('<a lang="zh-CN">中文</a>', '<a lang="zh-CN">中文</a>'),
        (
            "<p>第12期、第13期 A 段</p>",
            '<p><span lang="zh-CN">第12期、第13期</span> A <span lang="zh-CN">段</span></p>',
        ),
        ('<script type="x">{"守":"<望>"}</script>', '<script type="x">{"守":"<望>"}</script>'),
        ('<img alt="守望">', '<img alt="守望">'),
        ("<p>46 people</p>", "<p>46 people</p>"),
    ],
)
def test_chinese_words_are_marked_by_the_closest_element(text: str, marked: str) -> None:
    assert mark_chinese(text, "zh-CN") == marked


def test_search_finds_in_the_one_index_and_leads_to_pages_of_the_language(
    site: Site, page: Page, page_errors: list[str]
) -> None:
    with served(site.output) as address:
        page.goto(f"{address}en/search/index.html?q=守望队")
        page.wait_for_selector(".hit a")
        body = f"{address}en/organizations/shouwang/index.html"
        expect(page.locator(".hit a").first).to_have_js_property("href", body)
        page.goto(f"{address}en/organizations/index.html")
        page.fill("#search-field", "守望")
        page.wait_for_selector(".search__hit .search__name")
        expect(page.locator(".search__hit").first).to_have_js_property("href", body)


def test_an_edit_changes_the_pages_of_both_languages_and_leaves_the_rest(site: Site, tmp_path: Path) -> None:
    other = build_site(tmp_path, TWO)
    record = other.root / "content/organizations/a.yaml"
    record.write_text(record.read_text("utf-8").replace("看望独居老人", "看望邻居"), "utf-8")
    again = rebuild(other.root)
    for page in ("organizations/shouwang/index.html", "en/organizations/shouwang/index.html"):
        assert "看望邻居" in again.page(page)
    assert again.report.reused > again.report.rendered
    whole = rebuild(other.root, cache=False)
    assert whole.report.changed == 0


def test_one_language_alone_is_the_site_that_it_was(site: Site, tmp_path: Path) -> None:
    one = build_site(tmp_path, TWO.replace("languages: [zh-CN, en]\n", ""))
    assert not one.has("en/index.html") and "hreflang" not in one.page("index.html")
    data = "data/organizations/shouwang.json"
    assert json.loads(one.page(data)) == json.loads(site.page(data))
