"""Badges that other sites may show: pictures of words, which prove nothing and say so."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.page_parts import words
from tests.sites import BASE, Site, build_site, rebuild

BODIES = """
-- content/organizations/shouwang.yaml --
name: 守望邻里志愿服务队
programme: example-stars
evaluations:
- {period: 2021, level: star4, decided: 2021-12-01}
- {period: 2022-H2, level: star4, decided: 2023-01-10}
- {period: 2023, level: star5, decided: 2023-12-01}
-- content/organizations/jinpai.yaml --
name: 金色晚霞合唱团
programme: example-stars
evaluations: [{period: 2023, level: gold, decided: 2023-12-01}]
-- content/organizations/weiping.yaml --
name: 还没有评的队
programme: example-stars
"""
HOW = "how/example-stars/index.html"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("badges"), BODIES)


def badges(site: Site) -> list[str]:
    folder = site.output / "badges"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_there_is_a_badge_for_every_level_and_every_year_in_which_a_body_came_by_it(site: Site) -> None:
    assert badges(site) == [f"example-stars/{one}.svg" for one in ("gold/2023", "star4/2021", "star5/2023")]
    assert "badges" not in site.page("sitemap.xml")


def test_a_badge_is_small_and_loads_nothing(site: Site) -> None:
    for name in badges(site):
        content = (site.output / "badges" / name).read_bytes()
        assert len(content) < 3_000
        root = ElementTree.fromstring(content)
        assert root.tag == f"{SVG}svg"
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "title", "desc", "rect", "path"),
            *("g", "circle", "text"),
        }
        named = {name.rpartition("}")[2] for element in root.iter() for name in element.attrib}
        assert not named & {"href", "src", "style", "class"} and b"url(" not in content


def test_a_badge_says_in_words_what_it_shows_and_that_it_proves_nothing(site: Site) -> None:
    root = ElementTree.fromstring(site.page("badges/example-stars/star4/2021.svg"))
    assert (root.get("lang"), root.get("role")) == ("zh-CN", "img")
    told = {element.get("id"): element.text for element in root if element.get("id")}
    assert (root.get("aria-labelledby") or "").split() == list(told)
    title, about = told.values()
    assert title == "示例社区社会组织星级评定：四星级（2021年）"
    assert about and "不能证明评定结果" in about and "示例站" in about
    shown = [element.text for element in root.iter(f"{SVG}text")]
    assert shown == ["示例社区社会组织星级评定", "四星级", "2021年", "示例站"]


def test_stars_are_drawn_as_many_as_there_are_and_an_honour_is_a_medal(site: Site) -> None:
    four = site.page("badges/example-stars/star4/2021.svg")
    filled, outlined = re.findall(r'<path fill="(#9f1d20|none)" stroke="[^"]+" d="(M[^"]+)"', four)
    assert filled[1].count("z") == 4 and outlined[1].count("z") == 1
    assert "<circle" in site.page("badges/example-stars/gold/2023.svg")
    on_page = re.search(r'class="level__star" d="([^"]+)"', site.page("organizations/shouwang/index.html"))
    five = site.page("badges/example-stars/star5/2023.svg")
    assert on_page and on_page[1] in five


def test_the_page_on_how_it_is_rated_tells_how_to_show_a_badge(site: Site) -> None:
    html = site.page(HOW)
    found = re.search(
        r'<details class="fold">\s*<summary>在别的网页上放星级图标</summary>(.*?)</details>', html, re.DOTALL
    )
    assert found
    assert "不证明任何事" in words(found[1]) and "只看本站上它自己的网页" in words(found[1])
    shown = re.findall(r'<img class="badge" src="([^"]+)"', found[1])
    assert shown == [f"../../badges/example-stars/{one}.svg" for one in ("gold/2023", "star5/2023", "star4/2021")]
    code = re.search(r"<code>(.*?)</code>", found[1], re.DOTALL)
    assert code
    written = unescape(code[1])
    assert written.startswith(
        '<a href="https://stars.example.org/organizations/组织编号/"><img src="https://stars.example.org/badges/'
    )
    picture = re.search(r'src="https://stars.example.org/([^"]+)"', written)
    assert picture and site.has(picture[1])


def test_what_the_code_says_of_the_size_is_true(site: Site, tmp_path: Path) -> None:
    for name in badges(site):
        root = ElementTree.fromstring((site.output / "badges" / name).read_text("utf-8"))
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    root = ElementTree.fromstring(site.page("badges/example-stars/gold/2023.svg"))
    assert f'width="{root.get("width")}" height="{root.get("height")}"' in unescape(site.page(HOW))


def test_without_a_public_address_there_is_no_badge(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODIES + "-- config.yaml --\ntitle: 示例站\n")
    assert badges(site) == [] and "图标" not in words(site.page(HOW))


def test_a_level_that_nobody_has_any_more_in_a_year_loses_its_badge(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODIES)
    (tmp_path / "content/organizations/jinpai.yaml").unlink()
    site = rebuild(tmp_path)
    assert "example-stars/gold/2023.svg" not in badges(site)
    assert "gold/2023.svg" not in site.page(HOW)


def lie_apart(one: list[float], other: list[float]) -> bool:
    """Whether two boxes (x, y, width, height) of text share no place; a line's box is a little higher than its letters."""
    left, right = sorted((one, other), key=lambda box: box[0])
    above, below = sorted((one, other), key=lambda box: box[1])
    return left[0] + left[2] <= right[0] or above[1] + above[3] - 6 <= below[1]


def test_the_words_of_a_badge_fit_into_it_however_long_the_programmes_name(tmp_path: Path, page: Page) -> None:
    name = "示例省示例市社区社会组织和志愿服务队伍规范化建设星级评定与动态管理（2021—2025）"
    site = build_site(tmp_path, BODIES, BASE.replace("name: 示例社区社会组织星级评定", f"name: {name}"))
    for badge in badges(site):
        page.goto((site.output / "badges" / badge).as_uri())
        width, height = page.evaluate(
            "(svg => [svg.width.baseVal.value, svg.height.baseVal.value])(document.documentElement)"
        )
        boxes = page.evaluate(
            "[...document.querySelectorAll('text')].map(text => { const box = text.getBBox(); return [box.x, box.y, box.width, box.height] })"
        )
        assert all(x >= 16 and x + wide <= width - 4 and y >= 0 and y + high <= height for x, y, wide, high in boxes)
        assert all(lie_apart(one, other) for one, other in combinations(boxes, 2))
        assert "".join(page.locator("text").all_text_contents()).startswith(name)
