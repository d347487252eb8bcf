"""What a government portal looks for on a page, how a page is passed on, and what search engines are told as data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.served import served
from tests.sites import Site, build_site

HOSTILE = "</script><script>alert(1)</script><!--&amp;"
CONFIG = """
-- config.yaml --
title: 示例站
subtitle: 示例说明
base_url: https://stars.example.org/sub/
csp: {csp}
identity:
  owner: 示例单位
  icp: 示例ICP备00000000号
  police: 示例公网安备 00000000000000号
  site_code: "1300000000"
  conac: 08E616E2D4F5109FE053022819AC8824
  portal: {{name: 示例市人民政府, url: https://www.example.org/}}
"""
CONTENT = f"""
-- content/organizations/a.yaml --
id: shouwang
name: 守望队
programme: example-stars
region: anju
summary: {json.dumps("看望独居老人。" + HOSTILE, ensure_ascii=True)}
former_names: [守望小组]
founded: 2018-03
contact: {{phone: 0000-1111111, address: 示例路1号}}
evaluations:
- {{period: 2022, level: star4, decided: 2022-12-01, scores: {{leader: 50, roster: 15, visits-done: 20}}}}
-- content/organizations/b.yaml --
{{id: hefeng, name: 和风队, programme: example-stars, region: leye, status: merged, relations: {{merged_into: shouwang}}}}
-- content/organizations/s.md --
---
title: 守望队的一天
date: 2024-01-05
organizations: [shouwang]
author: 示例作者
summary: 一支队伍怎样出门。
tags: [养老, 助老]
---
正文。
-- content/notices/n.md --
---
title: 公告一
date: 2024-02-01
kind: 公告
issuer: 示例市社会工作部
---
正文。
-- content/pages/about.md --
---
title: 关于本站
summary: 数字从哪里来。
---
正文。
"""


def _build(folder: Path, csp: str = "strict") -> Site:
    return build_site(folder, CONFIG.format(csp=csp) + CONTENT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = _build(tmp_path_factory.mktemp("portal"))
    assert site.errors == []
    return site


def _meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', html))


SITE = {"SiteName": "示例站", "SiteDomain": "stars.example.org", "SiteIDCode": "1300000000"}


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("index.html", {}),
        (
            "stories/index.html",
            {"ColumnName": "服务故事", "ColumnDescription": "服务故事：示例说明", "ColumnType": "服务故事"},
        ),
        (
            "stories/s/index.html",
            {
                "ColumnName": "服务故事",
                "ColumnType": "服务故事",
                "ArticleTitle": "守望队的一天",
                "PubDate": "2024-01-05",
                "ContentSource": "示例单位",
                "Author": "示例作者",
                "Keywords": "养老,助老",
                "Url": "https://stars.example.org/sub/stories/s/",
            },
        ),
        (
            "notices/n/index.html",
            {
                "ColumnName": "公示公告",
                "ColumnType": "公示公告",
                "ArticleTitle": "公告一",
                "PubDate": "2024-02-01",
                "ContentSource": "示例市社会工作部",
                "Url": "https://stars.example.org/sub/notices/n/",
            },
        ),
        (
            "about/index.html",
            {
                "ColumnName": "关于本站",
                "ColumnType": "关于本站",
                "ArticleTitle": "关于本站",
                "ContentSource": "示例单位",
                "Url": "https://stars.example.org/sub/about/",
            },
        ),
    ],
)
def test_each_kind_of_page_has_the_named_entries_of_its_kind(site: Site, path: str, named: dict[str, str]) -> None:
    assert _meta(site.page(path)) == {**SITE, **named}


def test_every_page_says_to_which_site_it_belongs(site: Site) -> None:
    for path in site.output.rglob("*.html"):
        assert SITE.items() <= _meta(path.read_text("utf-8")).items(), path


def test_the_way_back_begins_at_the_portal(site: Site) -> None:
    crumbs = site.page("stories/s/index.html").partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>\s][^<>]*)<", crumbs) == [
        "当前位置：",
        "示例市人民政府",
        "首页",
        "服务故事",
        "守望队的一天",
    ]
    assert 'href="https://www.example.org/"' in crumbs


def test_the_foot_leads_to_where_each_mark_is_checked(site: Site) -> None:
    foot = site.page("stories/s/index.html").partition("<footer")[2]
    for href in (
        "https://beian.miit.gov.cn/",
        "https://beian.mps.gov.cn/#/query/webSearch?code=00000000000000",
        "https://bszs.conac.cn/sitename?method=show&amp;id=08E616E2D4F5109FE053022819AC8824",
        "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1300000000"
        "&amp;url=https%3A%2F%2Fstars.example.org%2Fsub%2Fstories%2Fs%2F",
    ):
        assert f'href="{href}"' in foot
    assert foot.count('<svg class="mark"') == 3 and "<img" not in foot


def test_without_an_identity_there_is_no_mark(tmp_path: Path) -> None:
    page = build_site(tmp_path, CONTENT).page("organizations/shouwang/index.html")
    assert "jiucuo" not in page and "conac" not in page and 'class="mark"' not in page
    assert "footer__marks" not in page and "SiteIDCode" not in page


def test_a_mistake_on_a_page_is_reported_where_the_government_takes_reports(site: Site) -> None:
    page = site.page("organizations/shouwang/index.html").partition("本页有误")[2]
    assert re.search(r'href="https://zfwzgl[^"]*shouwang%2F">网上找错</a>', page)


def test_each_page_is_passed_on_with_a_title_and_a_description_of_its_own(site: Site) -> None:
    shared: dict[tuple[str, ...], str] = {}
    for path in sorted(site.output.rglob("index.html")):
        html = path.read_text("utf-8")
        told = tuple(re.findall(r'<meta property="og:(?:title|description)" content="([^"]+)">', html))
        assert told == tuple(re.findall(r'<meta itemprop="(?:name|description)" content="([^"]+)">', html)), path
        assert len(told) == 2, path
        assert told not in shared or "plaque" in str(path), (path, shared.get(told))
        shared[told] = str(path)
    assert ("守望队的一天", "一支队伍怎样出门。") in shared


def _linked_data(html: str) -> dict[str, Any]:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    told: dict[str, Any] = json.loads(text)
    return told


def test_a_body_is_described_as_published_and_nothing_is_claimed(site: Site) -> None:
    assert _linked_data(site.page("organizations/shouwang/index.html")) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "守望队",
        "alternateName": ["守望小组"],
        "url": "https://stars.example.org/sub/organizations/shouwang/",
        "description": "看望独居老人。" + HOSTILE,
        "foundingDate": "2018-03",
        "location": {"@type": "Place", "name": "东湖区 安居社区"},
        "telephone": "0000-1111111",
        "address": "示例路1号",
    }


def test_a_body_that_is_no_more_is_described_without_a_telephone(tmp_path: Path) -> None:
    content = CONTENT.replace("status: merged", "contact: {phone: 0000-2222222}, status: merged")
    told = _linked_data(build_site(tmp_path, content).page("organizations/hefeng/index.html"))
    assert told["name"] == "和风队" and "telephone" not in told


INJECTED = 'document.head.append(Object.assign(document.createElement("script"), {textContent: "window.ran = true"}))'


@pytest.mark.parametrize(("csp", "ran"), [("strict", False), ("portal", True), ("off", True)])
def test_only_the_strict_policy_keeps_out_what_a_portal_injects(
    csp: str, ran: bool, tmp_path: Path, page: Page, page_errors: list[str]
) -> None:
    site = _build(tmp_path, csp)
    assert ("Content-Security-Policy" in site.page("index.html")) is (csp != "off")
    with served(site.output) as address:
        page.goto(f"{address}organizations/shouwang/index.html")
        assert page_errors == [], "the data about the body are no violation"
        assert page.evaluate("document.querySelectorAll('head script').length") == 2, "no text ends the data"
        page.evaluate(INJECTED)
        assert page.evaluate("window.ran === true") is ran
    page_errors.clear()


def test_no_page_asks_another_host_for_anything(site: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(site.output) as address:
        for path in ("index.html", "organizations/shouwang/index.html", "search/index.html?q=守望"):
            page.goto(address + path, wait_until="networkidle")
        assert [url for url in asked if not url.startswith((address, "data:"))] == []
