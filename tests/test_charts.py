"""Charts: bars from zero with their numbers as words, and the same figures as a table."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser

from starcase.language import Words
from starcase.views.charts import Counted, chart_counts, say_share
from tests.page_parts import links, table, words
from tests.sites import Site, build_site

DISTRICTS = (
    *("东湖区", "西山县", "高新技术产业开发区", "循环化工园区", "南河区", "北关县"),
    *("新城区", "老城区", "平原县", "丘陵县", "滨水区", "藁城经济技术开发区"),
)
RATED = (8, 1, 0, 3, 5, 2, 4, 1, 6, 2, 1, 12)
UNRATED = (2, 1, 1, 0, 0, 3, 0, 2, 0, 0, 1, 4)
PAGE = "statistics/index.html"


def city() -> str:
    """Twelve districts, each with some bodies that have a level and some that have none."""
    regions = "".join(f"  - {{id: d{number}, name: {name}, tier: district}}\n" for number, name in enumerate(DISTRICTS))
    bodies = "".join(
        f"-- content/organizations/d{place}-{number}.yaml --\nname: {name}第{number + 1}队\nprogramme: example-stars\n"
        f"type: service\nregion: d{place}\n" + (f"level: star{3 + number % 3}\n" if number < RATED[place] else "")
        for place, name in enumerate(DISTRICTS)
        for number in range(RATED[place] + UNRATED[place])
    )
    return (
        "\n-- content/regions.yaml --\n- id: example-city\n  name: 示例市\n  tier: city\n  children:\n"
        + regions
        + bodies
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("charts"), city())


def chart(html: str, caption: str) -> str:
    found = re.findall(r'<figure class="chart">.*?</figure>', html, re.DOTALL)
    return next(one for one in found if f'<figcaption class="chart__caption">{caption}</figcaption>' in one)


def bars(html: str) -> list[tuple[str, str, list[tuple[str, float]]]]:
    """Label, words at its end, and what is drawn above the track: kind and width in per cent."""
    rows = re.findall(
        r'class="bars__label">(.*?)</span><svg.*?>(.*?)</svg><span class="bars__text">(.*?)</span></li>',
        html,
        re.DOTALL,
    )
    return [
        (
            words(label),
            words(text),
            [(kind, float(width)) for kind, width in re.findall(r'class="bars__(\w+)" width="([\d.]+)"', svg)[1:]],
        )
        for label, svg, text in rows
    ]


def test_a_share_is_told_to_a_tenth_and_never_as_nothing() -> None:
    said = [say_share(part, whole, Words()) for part, whole in ((1, 3), (1, 2), (0, 5), (5, 5), (1, 7356), (4, 7356))]
    assert said == ["33.3%", "50%", "0%", "100%", "不到0.1%", "0.1%"]


def test_bars_are_as_long_as_their_numbers_from_zero() -> None:
    counted = (
        Counted("一", "a", 40),
        Counted("二", None, 10),
        Counted("三", None, 0),
        Counted("未评", None, 5, apart=True),
    )
    made = chart_counts("按星级", "星级", counted, "支", Words())
    assert [(bar.label, bar.share, bar.text, bar.note) for bar in made.bars] == [
        ("一", 100.0, "40支", "72.7%"),
        ("二", 25.0, "10支", "18.2%"),
        ("三", 0.0, "0支", "0%"),
        ("未评", 12.5, "5支", "9.1%"),
    ]
    assert [bar.hollow for bar in made.bars] == [False, False, False, True]
    assert made.table and [[cell.text for cell in row] for row in made.table.rows] == [
        ["一", "40", "72.7%"],
        ["二", "10", "18.2%"],
        ["三", "0", "0%"],
        ["未评", "5", "9.1%"],
    ]


def test_where_nothing_is_counted_no_share_is_told() -> None:
    made = chart_counts("按星级", "星级", (Counted("一", None, 0),), "支", Words())
    assert made.table and [cell.text for cell in made.table.columns] == ["星级", "数量（支）"]
    assert made.bars[0].share == 0 and made.bars[0].note == ""


@pytest.mark.parametrize("page", [PAGE, "programmes/example-stars/index.html"])
def test_levels_are_drawn_in_their_order_and_those_without_one_hollow(site: Site, page: str) -> None:
    drawn = bars(chart(site.page(page), "按星级"))
    assert [(label, kinds[0][0]) for label, _, kinds in drawn] == [
        *((level, "bar") for level in ("金牌", "五星级", "四星级", "三星级")),
        ("未评", "hollow"),
    ]
    rated, unrated = sum(RATED), sum(UNRATED)
    numbers = [int(text.partition("支")[0]) for _, text, _ in drawn]
    assert sum(numbers[:4]) == rated and numbers[4] == unrated
    longest = max(numbers)
    assert [kinds[0][1] for _, _, kinds in drawn] == [round(number / longest * 100, 2) for number in numbers]


def test_districts_are_compared_and_filled_as_far_as_bodies_have_a_level(site: Site) -> None:
    html = chart(site.page(PAGE), "按地区")
    drawn = bars(html)
    assert [label for label, _, _ in drawn] == list(DISTRICTS)
    for (_, text, ((outer, long), (inner, filled))), rated, unrated in zip(drawn, RATED, UNRATED, strict=True):
        assert text == f"{rated + unrated}支 有星级{rated}支"
        assert (outer, inner) == ("hollow", "bar")
        assert long == pytest.approx((rated + unrated) / 16 * 100, abs=0.02)
        assert filled == pytest.approx(rated / 16 * 100, abs=0.02)
    assert "填满的一段是有星级的" in words(html)
    assert links(html)["东湖区"] == "../regions/d0/index.html"


def test_every_chart_has_its_figures_as_a_table(site: Site) -> None:
    for page in (PAGE, "programmes/example-stars/index.html"):
        for caption in ("按星级", "按类型"):
            html = chart(site.page(page), caption)
            twin = table(html, caption)
            assert [(label, text) for label, text, _ in bars(html)] == [
                (label, f"{cells[0]}支 {cells[1]}") for label, cells in list(twin.items())[1:]
            ]
    areas = table(chart(site.page(PAGE), "按地区"), "按地区")
    assert areas["地区"] == ["数量（支）", "有星级", "占比"]
    assert areas["藁城经济技术开发区"] == ["16", "12", "75%"] and areas["高新技术产业开发区"] == ["1", "0", "0%"]


def test_nothing_of_a_chart_needs_a_style_or_is_read_twice(site: Site) -> None:
    html = site.page(PAGE)
    assert "style=" not in html and "<style" not in html
    tracks = re.findall(r'<svg class="bars__track"[^>]*>', html)
    assert tracks and all('aria-hidden="true"' in track for track in tracks)


def test_twelve_districts_stay_readable_on_a_small_telephone(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto((site.output / PAGE).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shown = page.locator(".chart", has_text="按地区").first
    rows = shown.locator(".bars__row")
    assert rows.count() == len(DISTRICTS)
    for row in rows.all():
        label, text, track = (row.locator(f".bars__{part}").bounding_box() for part in ("label", "text", "track"))
        assert label and text and track
        assert label["x"] + label["width"] <= text["x"], "words do not lie on each other"
        assert track["y"] >= label["y"] + label["height"] - 1 and track["width"] > 250
    page.close()


def test_bars_stand_in_one_column_where_there_is_room(site: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((site.output / PAGE).as_uri())
    tracks = page.locator(".chart", has_text="按星级").first.locator(".bars__track")
    boxes = [track.bounding_box() for track in tracks.all()]
    assert len({(box["x"], box["width"]) for box in boxes if box}) == 1
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hollow_bar_and_a_filled_one_differ_by_more_than_their_colour(
    site: Site, browser: Browser, scheme: str
) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto((site.output / PAGE).as_uri())
    found = "element => { const style = getComputedStyle(element); return [style.fill, style.stroke]; }"
    paper = page.locator("body").evaluate("element => getComputedStyle(element).backgroundColor")
    fill, stroke = page.locator(".bars__hollow").first.evaluate(found)
    filled, no_stroke = page.locator(".bars__bar").first.evaluate(found)
    assert (fill, stroke, no_stroke) == (paper, filled, "none")
    page.close()


def test_on_paper_the_bars_stand_without_the_table(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site.output / PAGE).as_uri())
    page.emulate_media(media="print")
    assert page.locator(".chart__twin").first.is_hidden() and page.locator(".bars__text").first.is_visible()
    page.close()
