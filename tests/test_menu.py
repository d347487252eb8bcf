"""The menu holds what the settings name and what leads somewhere."""

from __future__ import annotations

from pathlib import Path

from tests.page_parts import links
from tests.sites import build_site

BODY = "-- content/organizations/a.yaml --\n{id: shouwang, name: 守望队, programme: example-stars, region: anju}\n"
STORY = "-- content/organizations/s.md --\n---\ntitle: 故事\norganizations: [shouwang]\n---\n正文。\n"
PAGES = """
-- content/pages/about.md --
---
title: 关于
---
正文。
-- content/pages/a-later.md --
---
title: 后来的页
menu: 后来
order: 2
---
正文。
-- content/pages/help.md --
---
title: 使用帮助
menu: 帮助
order: 1
---
正文。
-- content/pages/hidden.md --
---
title: 不在菜单里的页
---
正文。
"""
UNRATED = "-- content/programmes/example-stars.yaml --\n{id: example-stars, name: 示例项目}\n"


def menu(folder: Path, text: str, page: str = "index.html") -> dict[str, str]:
    html = build_site(folder, text).page(page)
    return links(html.partition('<nav class="menu"')[2].partition("</nav>")[0])


def test_entries_without_content_are_hidden(tmp_path: Path) -> None:
    nothing = "-- content/regions.yaml --\n[]\n-- content/programmes/example-stars.yaml --\n{id: p, name: 项目}\n"
    assert list(menu(tmp_path, nothing)) == ["首页"]


def test_entries_stand_in_their_usual_order(tmp_path: Path) -> None:
    found = menu(tmp_path, BODY + STORY + PAGES)
    assert list(found) == ["首页", "找组织", "按地区找", "服务故事", "怎么评的", "关于本站", "帮助", "后来"]
    assert found["服务故事"] == "stories/index.html"
    assert found["帮助"] == "help/index.html"


def test_a_site_that_rates_nothing_does_not_explain_ratings(tmp_path: Path) -> None:
    assert "怎么评的" not in menu(tmp_path, BODY + UNRATED)


def test_the_settings_choose_the_entries_and_their_order(tmp_path: Path) -> None:
    chosen = "-- config.yaml --\nmenu: [how, about, organizations]\n"
    assert list(menu(tmp_path, chosen + BODY + PAGES)) == ["首页", "怎么评的", "关于本站", "帮助", "后来", "找组织"]


def test_pages_that_ask_for_it_are_in_the_menu_even_where_about_is_not(tmp_path: Path) -> None:
    chosen = "-- config.yaml --\nmenu: [organizations]\n"
    assert list(menu(tmp_path, chosen + BODY + PAGES)) == ["首页", "找组织", "帮助", "后来"]


def test_the_entry_of_the_page_is_marked(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODY)
    for page, label in (("regions/anju/index.html", "按地区找"), ("organizations/shouwang/index.html", "找组织")):
        marked = site.page(page).partition('aria-current="true">')[2].partition("<")[0]
        assert marked == label
