"""Colours that a site gives itself are measured, and refused where they cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from starcase.checks.contrast import check_contrast, measure_contrast
from starcase.problems import Problem
from starcase.render.assets import find_colours
from starcase.render.folders import bundled_templates
from starcase.sources.stylesheet import Scheme, Sheet, read_tokens
from tests.sites import build_site

THEME = "templates/static/css/theme.css"
BUNDLED = tuple(Sheet(place.read_text("utf-8")) for place in find_colours((bundled_templates(),)))


def _theme(css: str) -> list[Problem]:
    return list(check_contrast((*BUNDLED, Sheet(css, THEME))))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert measure_contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert measure_contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)


def test_the_bundled_colours_can_be_read_in_light_and_in_dark() -> None:
    own = tuple(Sheet(sheet.text, f"{number}.css") for number, sheet in enumerate(BUNDLED))
    assert list(check_contrast(own)) == []


def test_a_site_with_colours_that_cannot_be_read_is_not_published(tmp_path: Path) -> None:
    site = build_site(tmp_path, f"-- {THEME} --\n:root {{\n  --ink-soft: #999;\n}}\n")
    assert not site.report.published
    (found,) = site.report.problems
    assert (found.place.file, found.place.line, found.place.column) == (THEME, 2, 3)
    assert found.message.startswith("浅色模式下，次要的字（--ink-soft，#999）放在")
    assert "对比度只有 2.5:1，至少要 4.5:1" in found.message


def test_a_site_with_colours_that_can_be_read_is_published_with_them(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        f"-- {THEME} --\n:root {{ --bar: #005a9c; }}\n@media (prefers-color-scheme: dark) {{ :root {{ --bar: #5aa9e6; }} }}\n",
    )
    assert site.report.published and not site.problems
    assert "--bar: #005a9c" in site.page("assets/site.css")


@pytest.mark.parametrize(
    ("css", "rules"),
    [
        (":root { --red: #ff9a8d }", {"contrast-too-low"}),
        ("@media (prefers-color-scheme: dark) { :root { --red: #9f1d20 } }", {"contrast-too-low"}),
        (":root { --paper: #777; --paper-tint: #777; --red-tint: #777; }", {"contrast-too-low"}),
        (":root { --brand: #ff9a8d; --red: var(--brand); }", {"contrast-too-low"}),
        (":root { --red: hsl(0 100% 30%); }", {"colour-unclear"}),
        (":root { --hairline: pink; --page: 70rem; }", set()),
        ("@media print { :root { --red: #fff } }", set()),
        ("@media (min-width: 48em) { :root { --title: 2rem } }", set()),
        ("/* :root { --red: #fff } */ .note { --red: #fff }", set()),
    ],
)
def test_only_colours_that_hold_on_the_screen_are_measured(css: str, rules: set[str]) -> None:
    assert {found.rule.id for found in _theme(css)} == rules


def test_of_each_colour_and_scheme_the_worst_is_told() -> None:
    found = _theme(":root { --red: #ff9a8d; }")
    assert [dict(one.values)["name"] for one in found] == ["red"]


def test_the_shade_that_is_offered_can_be_read() -> None:
    (found,) = _theme(":root { --gold: #c9a227; }")
    shade = dict(dict(found.values)["mend"].values)["shade"]  # type: ignore[union-attr]
    dark = "@media (prefers-color-scheme: dark) { :root { --gold: #e8bd55; } }"
    assert _theme(f":root {{ --gold: {shade}; }} {dark}") == []


def test_a_token_is_found_at_its_place_whatever_stands_before_it() -> None:
    css = "/* a: b; {\n */\n:root {\n  --ink:\n    #123456 ;\n}\n@media (prefers-color-scheme: dark) {\n  :root { --ink : #abc }\n}"
    light, dark = read_tokens(css)
    assert (light.name, light.value, light.at, light.schemes) == ("ink", "#123456", (4, 3), tuple(Scheme))
    assert (dark.name, dark.value, dark.at, dark.schemes) == ("ink", "#abc", (8, 11), (Scheme.DARK,))
