"""A city's own look: what docs/theming.md shows is built, and every part of it is on the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.page_parts import main, words
from tests.sites import Site, build_site, check_site

GUIDE = (Path(__file__).resolve().parents[1] / "docs" / "theming.md").read_text("utf-8")
FILES = dict(re.findall(r"^`(templates/\S+)`\n\n```\w+\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE))
PAUSED = """
-- content/organizations/a.yaml --
{id: shouwang, name: 守望队, programme: example-stars, region: anju, status: paused}
-- content/pages/about.md --
---
title: 关于本站
draft: true
---
示例。
"""


def _with_theme(files: dict[str, str]) -> str:
    return PAUSED + "".join(f"-- {name} --\n{text}" for name, text in files.items())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("theme"), _with_theme(FILES), drafts=True)


def test_the_guide_shows_colours_a_component_and_a_page() -> None:
    assert sorted(FILES) == [
        "templates/components/notice/notice.html",
        "templates/pages/public/not-found.html",
        "templates/static/css/theme.css",
    ]


def test_the_theme_is_built_without_a_complaint(site: Site, tmp_path: Path) -> None:
    assert site.report.published and not site.problems
    assert check_site(tmp_path, _with_theme(FILES)).problems == ()


def test_its_colours_stand_behind_the_bundled_ones(site: Site) -> None:
    style = site.page("assets/site.css")
    assert style.index("--red: #9f1d20") < style.index("--red: #0b5d4e") < style.index(".level")


def test_its_component_and_its_page_stand_in_place_of_the_bundled_ones(site: Site) -> None:
    assert "请注意： 草稿：这一页还没有发布。" in words(main(site.page("about/index.html")))
    assert "<h1>没有找到这一页</h1>" in site.page("404.html")


def test_a_field_that_a_page_does_not_have_stops_the_build(tmp_path: Path) -> None:
    page = FILES["templates/pages/public/not-found.html"].replace("view.ways", "view.waves")
    with pytest.raises(AttributeError, match="waves"):
        build_site(tmp_path, _with_theme({"templates/pages/public/not-found.html": page}))
