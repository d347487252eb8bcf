"""Stories: the list, newest first in pages, and a page each; and the site's own pages."""

from __future__ import annotations

import re
from pathlib import Path

from starcase.model.media import NamedFile
from starcase.model.organization import Photo
from starcase.model.page import ContentPage
from starcase.model.story import Story
from tests.bodies import body, evaluation, partial
from tests.record_pages import headings, make_site, plain, section
from tests.sites import build_site


def story(identifier: str, **facts: object) -> Story:
    return Story(**{"id": identifier, "title": f"故事{identifier}", "organizations": ("shouwang",), **facts})


def test_the_list_shows_fifty_stories_a_page_in_the_order_of_the_catalogue() -> None:
    site = make_site(body(), stories=tuple(story(f"s{number}") for number in range(51)))
    first, second = site.html["stories/index.html"], site.html["stories/page/2/index.html"]
    assert re.findall(r'<h2 class="card__name"><a href="(s\d+)/index.html">', first) == [
        f"s{number}" for number in range(50)
    ]
    assert re.findall(r'<h2 class="card__name"><a href="\.\./\.\./(s\d+)/index.html">', second) == ["s50"]
    assert 'rel="next"' in first and 'rel="prev"' in second


def test_a_site_without_stories_has_no_list_of_them() -> None:
    assert "stories/index.html" not in make_site(body()).html


def test_a_story_in_the_list_names_its_day_and_leads_to_its_organizations() -> None:
    told = story("s1", date=partial("2025-12"), summary="每周三上门。")
    html = make_site(body(), stories=(told,)).html["stories/index.html"]
    assert "2025年12月" in html and "每周三上门。" in html
    assert '<a href="../organizations/shouwang/index.html">守望邻里志愿服务队</a>' in html


def test_a_storys_page_says_when_who_wrote_it_and_from_where() -> None:
    told = story("s1", date=partial("2025-12-03"), author="本站", source="街道简报")
    text = {"s1": "<p>第一段。</p><h2>小标题</h2><p>第二段。</p>"}
    html = make_site(body(), stories=(told,), texts=text).html["stories/s1/index.html"]
    assert (
        plain(html.partition('class="byline">')[2].partition("</p>")[0])
        == "时间：2025年12月3日 作者：本站 来源：街道简报"
    )
    assert headings(html) == ["小标题", "故事里的组织"]
    assert "<p>第一段。</p>" in html
    assert (
        '<meta name="PubDate" content="2025-12-03">' in html
        and '<meta name="ContentSource" content="街道简报">' in html
    )


def test_a_storys_text_stands_below_its_title_and_opens_its_entry_in_the_list(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        """
-- config.yaml --
title: 示例站
language: en
-- content/organizations/a.yaml --
{name: 示例队, programme: example-stars, region: anju}
-- content/organizations/told.md --
---
title: 敲门
---
# 清晨

**每周三**上门[^1]。

[^1]: 周三
""",
    )
    page = site.page("stories/told/index.html")
    assert "<h2>清晨</h2>" in page and "<strong>每周三</strong>上门<sup" in page
    assert 'href="#told-fnref-1" title="Back to note 1 in the text"' in page
    assert "每周三上门。" in site.page("stories/index.html")


def test_a_storys_organizations_stand_as_in_any_list() -> None:
    rated = body(evaluations=(evaluation("2023", level="star4", decided="2023-11-30"),))
    told = section(make_site(rated, stories=(story("s1"),)).html["stories/s1/index.html"], "故事里的组织")
    assert "四星级" in told and 'href="../../organizations/shouwang/index.html"' in told
    held = section(
        make_site(rated, stories=(story("s1"),), held_back=("shouwang",)).html["stories/s1/index.html"], "故事里的组织"
    )
    assert "四星级" not in held and "资料核对中" in held


def test_a_storys_picture_loads_at_once_and_has_its_measures() -> None:
    told = story("s1", photos=(Photo(file="门.jpg", alt="敲门的人", credit="居民"),))
    files = {"s1": (NamedFile("门.jpg", "content/门.jpg", "media/4d.jpg", 9000, 1200, 800),)}
    html = make_site(body(), stories=(told,), files=files).html["stories/s1/index.html"]
    assert 'src="../../media/4d.jpg" width="1200" height="800" alt="敲门的人" loading="eager"' in html
    assert "摄影：居民" in html


def test_a_draft_says_that_it_is_one() -> None:
    drafts = make_site(body(), stories=(story("s1", draft=True), story("s2")))
    assert "草稿" in drafts.html["stories/s1/index.html"] and "草稿" not in drafts.html["stories/s2/index.html"]


def test_a_page_of_the_site_stands_at_its_own_address_below_its_title() -> None:
    about = ContentPage(id="about", title="关于本站", summary="数字从哪里来。")
    text = {"about": "<h2>本站是什么</h2><p>介绍社区社会组织。</p>"}
    html = make_site(pages=(about,), texts=text).html["about/index.html"]
    assert html.count("<h1>关于本站</h1>") == 1 and headings(html) == ["本站是什么"]
    assert "数字从哪里来。" in html and "介绍社区社会组织。" in html
