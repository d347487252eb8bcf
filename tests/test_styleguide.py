"""The style guide: every component with its examples, for whoever works on the look; never published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from starcase.render.assets import STYLES
from starcase.render.folders import bundled_templates
from starcase.views.public.styleguide import COLOURS, COMPONENTS
from tests.page_parts import headings, words
from tests.sites import Site, build_site

FOLDER = bundled_templates() / "components"
OWN = "styleguide"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("styleguide"), "", drafts=True)


def test_every_component_is_a_folder_with_its_style_and_its_examples() -> None:
    folders = {place.name: place for place in FOLDER.iterdir() if place.name != OWN}
    assert tuple(sorted(folders)) == COMPONENTS
    assert [name for name, place in folders.items() if not (place / "examples.html").is_file()] == []
    styles = {f"components/{css.parent.name}/{css.name}" for css in FOLDER.rglob("*.css")}
    assert styles <= set(STYLES)


def test_every_macro_is_shown_or_is_a_part_of_one_that_is() -> None:
    """The parts: of a scorecard, of a card, of a level, of the finder, of lists that an example shows whole."""
    said = {name: (FOLDER / name / "examples.html").read_text("utf-8") for name in COMPONENTS}
    for name in COMPONENTS:
        sources = [
            place.read_text("utf-8") for place in (FOLDER / name).glob("*.html") if place.name != "examples.html"
        ]
        macros = re.findall(r"{% macro (\w+)", "".join(sources))
        assert not macros or any(f"{macro}(" in said[name] for macro in macros), name


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_example_of_a_component_is_rendered(component: str, site: Site) -> None:
    page = site.page("styleguide/index.html")
    part = page.partition(f'id="component-{component}"')[2].partition('<div class="section__head">')[0]
    shown = re.findall(
        r'<figcaption class="example__title">(.*?)</figcaption>\s*<div class="example__shown">(.*?)</div>\n',
        part,
        re.DOTALL,
    )
    written = (FOLDER / component / "examples.html").read_text("utf-8")
    assert [title for title, _ in shown] == re.findall(r'call example\("(.*?)"\)', written)
    assert all("<" in html for _, html in shown)


def test_every_colour_that_is_a_token_has_its_swatch() -> None:
    tokens = (bundled_templates() / "static/css/tokens.css").read_text("utf-8").partition("@media")[0]
    assert set(re.findall(r"--([\w-]+): #", tokens)) == set(COLOURS)


def test_the_style_guide_is_there_with_drafts_only(tmp_path: Path, site: Site) -> None:
    assert headings(site.page("styleguide/index.html"))[:2] == ["颜色", "areas"]
    assert "样式指南" in words(site.page("styleguide/index.html"))
    assert not build_site(tmp_path, "").has("styleguide/index.html")
