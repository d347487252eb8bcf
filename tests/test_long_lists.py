"""Lists of more than a thousand: cut into sections, so that people find their place and one new record changes few pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from starcase.catalogue import build_catalogue
from starcase.checks.anatomy import take_apart
from starcase.checks.links import LinkAudit
from starcase.keys import page_key
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config
from starcase.model.organization import Status
from starcase.model.output import Output, Page
from starcase.model.programme import Type
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.row import Row, StoryRow, seal_row
from starcase.model.rubric import Bound, Needs
from starcase.model.standing import Standing, State
from starcase.pages import directory, find_page, level, need, plan_pages, programme_list, region, stories, type
from starcase.pinyin import sort_key
from starcase.problems import DocumentId
from starcase.render.folders import template_folders
from starcase.render.page import RenderingContext, render_page
from starcase.render.templates import read_templates
from starcase.views import urls
from starcase.views.shared import Shared
from tests.bodies import LEVELS, partial, programme
from tests.page_parts import links, main, names, table, words

ROOT = Path(__file__).resolve().parents[1]
LISTS = (directory, need, region, programme_list, type, level, stories)
STAR = LEVELS[1].model_copy(update={"needs": Needs(total=Bound(at_least=Decimal(90)))})
STARS = programme(types=(Type(id="service", name="为民服务类"),), levels=(STAR, *LEVELS[2:]))
REGIONS = RegionTree(
    {
        node.id: node
        for node in (
            RegionNode("hebei", "示例省", Tier.PROVINCE, None, ("big", "small")),
            RegionNode("big", "大市", Tier.CITY, "hebei", ("east", "west")),
            RegionNode("east", "东区", Tier.DISTRICT, "big"),
            RegionNode("west", "西区", Tier.DISTRICT, "big"),
            RegionNode("small", "小市", Tier.CITY, "hebei"),
        )
    }
)


def bodies(how_many: Mapping[str, int], where: str = "east") -> list[Row]:
    """So many bodies whose names begin with each word."""
    return [body(f"{word}{number}队", where) for word, count in how_many.items() for number in range(count)]


def body(name: str, where: str = "east", **facts: object) -> Row:
    identifier = f"b{name.encode().hex()}"
    known = {
        "document": DocumentId(f"content/organizations/{identifier}.yaml"),
        "digest": "",
        "id": identifier,
        "name": name,
        "order": sort_key(name),
        "programme": "stars",
        "type": "service",
        "regions": (where,),
        "status": Status.ACTIVE,
        "standing": Standing(State.RATED, "star5"),
        "offers": ("理发",),
    }
    return seal_row(Row(**{**known, **facts}))


def told(identifier: str, when: str | None) -> StoryRow:
    day = partial(when) if when else None
    document = DocumentId(f"content/organizations/{identifier}.md")
    return seal_row(StoryRow(document, "", identifier, f"故事{identifier}", day, (), "经过。"))


BODIES = [
    *bodies({"安": 300, "柏": 200, "石": 700, "松": 600, "3": 12}),
    *bodies({"绿": 40}, "small"),
    *bodies({"省": 3}, "hebei"),
]
TOLD = [
    *(told(f"s{month}-{number}", f"2025-{month:02}-{number % 28 + 1:02}") for month in (3, 4) for number in range(510)),
    *(told(f"y{number}", "2025") for number in range(2)),
    *(told(f"{number}", "2024-05") for number in (2024, 2025)),
    told("undated", None),
]


def catalogue_of(rows: Iterable[Row], stories: Iterable[StoryRow] = ()) -> Catalogue:
    config, day, programmes = Config(title="示例站"), date(2026, 1, 1), {"stars": STARS}
    catalogue, _ = build_catalogue(
        config, day, programmes, REGIONS, (), tuple(rows), tuple(stories), (), (), frozenset()
    )
    return catalogue


def shared_of(catalogue: Catalogue) -> Shared:
    return Shared(catalogue.config, catalogue.programmes, catalogue.regions, ())


def plan_lists(catalogue: Catalogue) -> dict[str, Page]:
    return {page.url: page for module in LISTS for page in module.KIND.plan(catalogue)}


def changed(before: dict[str, Page], after: dict[str, Page]) -> set[str]:
    """The pages that have to be made again, and those that are there no more."""
    keys = ({url: page_key(page, b"") for url, page in pages.items()} for pages in (before, after))
    return {url for url, _ in set.symmetric_difference(*(set(one.items()) for one in keys))}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(BODIES, TOLD)


@pytest.fixture(scope="module")
def html(catalogue: Catalogue) -> dict[str, str]:
    """Every page of a list."""
    context = RenderingContext(shared_of(catalogue), read_templates(template_folders(ROOT), "public"))
    return {url: render_page(context, page).content.decode() for url, page in plan_lists(catalogue).items()}


def crumbs(page: str) -> str:
    return words(page.partition('class="crumbs"')[2].partition("</nav>")[0].partition(">")[2])


def indexes(page: str) -> list[str]:
    return re.findall(r'<nav class="letters.*?</nav>', page, re.DOTALL)


# --- bodies -----------------------------------------------------------------------------------------------------------


def test_a_long_directory_begins_with_its_letters_and_how_many_each_has(html: dict[str, str]) -> None:
    first = html["organizations/index.html"]
    (index,) = indexes(first)
    assert links(index) == {
        "其他 12": "page/other/index.html",
        "A 300": "page/a/index.html",
        "B 200": "page/b/index.html",
        "L 40": "page/l/index.html",
        "S 1303": "page/s/index.html",
    }
    assert "请选名称第一个字的拼音首字母" in words(index)
    assert names(first) == [] and "<summary>按地区找</summary>" in first


def test_a_letter_has_pages_of_its_own_that_lead_to_the_other_letters(html: dict[str, str]) -> None:
    second = html["organizations/page/a/page/2/index.html"]
    assert names(second) == [f"安{number}队" for number in range(50, 100)]
    assert links(main(second))["上一页"] == "../../index.html" and links(main(second))["下一页"] == "../3/index.html"
    (index,) = indexes(second)
    assert links(index)["B"] == "../../../b/index.html"
    assert re.findall(r'aria-current="true">(.*?)</a>', index) == ["A"]
    assert words(main(second).partition("</h1>")[0]) == "找组织：拼音首字母A，第2页"
    assert crumbs(second).endswith("首页 找组织 A，第2页")


def test_a_letter_that_is_long_itself_is_cut_by_syllable(html: dict[str, str]) -> None:
    letter = html["organizations/page/s/index.html"]
    assert links(indexes(letter)[1]) == {
        "sheng 3": "sheng/index.html",
        "shi 700": "shi/index.html",
        "song 600": "song/index.html",
    }
    syllable = html["organizations/page/s/song/index.html"]
    assert names(syllable)[:2] == ["松0队", "松1队"]
    assert crumbs(syllable).endswith("首页 找组织 S song")
    assert links(syllable)["S"] == "../index.html"


@pytest.mark.parametrize(
    "folder",
    [
        "organizations",
        "organizations/search/li-fa",
        "regions/big",
        "programmes/stars",
        "programmes/stars/types/service",
    ],
)
def test_every_body_stands_once_in_the_sections_of_a_list(folder: str, html: dict[str, str]) -> None:
    sections = [page for url, page in html.items() if url.startswith(f"{folder}/page/")]
    listed = [name for page in sections for name in names(page)]
    expected = {row.name for row in BODIES if folder != "regions/big" or "east" in row.regions}
    assert len(listed) == len(expected) and set(listed) == expected


def test_a_section_of_any_list_says_what_it_is_and_leads_back(html: dict[str, str]) -> None:
    types = html["programmes/stars/types/service/page/a/index.html"]
    assert crumbs(types).endswith("全部项目 示例星级评定 为民服务类 A")
    assert "<title>示例星级评定：为民服务类：拼音首字母A - 示例站</title>" in types
    needs = html["organizations/search/li-fa/page/s/shi/page/2/index.html"]
    assert crumbs(needs).endswith("找组织 我需要：理发 S shi，第2页")
    whole = html["programmes/stars/page/a/index.html"]
    assert crumbs(whole).endswith("示例星级评定 全部组织 A") and links(whole)["全部组织"] == "../1/index.html"


def test_what_a_list_is_about_stands_on_its_own_page_only(html: dict[str, str]) -> None:
    own, section = (html[f"programmes/stars/levels/star5/{page}index.html"] for page in ("", "page/a/"))
    assert "总分90分" in words(own) and "其他等级" in words(own)
    assert "总分90分" not in words(section) and "其他等级" not in words(section)
    assert words(main(section).partition("</h1>")[0]) == "五星级：拼音首字母A"


def test_a_city_with_many_bodies_shows_its_districts_then_its_letters(html: dict[str, str]) -> None:
    city = html["regions/big/index.html"]
    assert table(city, "各地的组织数")["东区"][0] == "1812"
    assert links(city)["A 300"] == "page/a/index.html"
    assert city.index("各地的组织数") < city.index('class="letters')
    section = html["regions/big/page/a/index.html"]
    assert crumbs(section).endswith("按地区找 示例省 大市 A") and "各地的组织数" not in section


def test_a_province_with_many_bodies_lists_its_own_and_leads_down_to_its_cities(html: dict[str, str]) -> None:
    province = html["regions/hebei/index.html"]
    assert "请先选下级地区" in words(province)
    assert links(province)["大市"] == "../big/index.html"
    assert "示例省本级的组织" in words(province) and names(province) == ["省0队", "省1队", "省2队"]
    assert [url for url in html if url.startswith("regions/hebei/")] == ["regions/hebei/index.html"]


def test_a_list_of_a_thousand_is_only_cut_into_pages() -> None:
    pages = plan_lists(catalogue_of(bodies({"安": 500, "柏": 500})))
    assert "organizations/page/20/index.html" in pages
    assert not [url for url in pages if re.search("page/[a-z]", url)]


def test_a_cut_that_would_leave_all_in_one_section_is_passed_over() -> None:
    one_letter = catalogue_of(bodies({"绿": 600, "楼": 600}))
    assert "organizations/page/l/index.html" not in plan_lists(one_letter)
    first = next(directory.KIND.plan(one_letter))
    (index,) = directory.KIND.project(shared_of(one_letter), first.url, *first.parts).indexes
    assert [(jump.label, jump.href) for jump in index.jumps] == [
        ("lou", "page/l/lou/index.html"),
        ("lü", "page/l/lv/index.html"),
    ]


def test_a_long_list_that_nothing_can_cut_is_cut_into_pages() -> None:
    assert "organizations/page/22/index.html" in plan_lists(catalogue_of(bodies({"3": 1_100})))


# --- stories ----------------------------------------------------------------------------------------------------------


def test_a_long_list_of_stories_is_cut_by_year_and_a_long_year_by_month(html: dict[str, str]) -> None:
    first, year = html["stories/index.html"], html["stories/page/2025/index.html"]
    assert list(links(indexes(first)[0])) == ["2025年 1022", "2024年 2", "日期不详 1"]
    assert list(links(indexes(year)[1])) == ["2025年4月 510", "2025年3月 510", "日期不详 2"]
    month = html["stories/page/2025/04/page/2/index.html"]
    assert words(main(month).partition("</h1>")[0]) == "服务故事：2025年4月，第2页"
    assert crumbs(month).endswith("首页 服务故事 2025年 2025年4月，第2页")
    assert len(names(month)) == 50


def test_a_story_whose_id_is_a_year_keeps_its_own_address(catalogue: Catalogue, html: dict[str, str]) -> None:
    planned = [page.url for page in plan_pages(catalogue)]
    assert len(planned) == len(set(planned))
    assert links(html["stories/page/2024/index.html"])["故事2025"] == "../../2025/index.html"


def test_stories_of_one_year_are_cut_by_month_at_once_and_keep_their_addresses() -> None:
    pages = plan_lists(catalogue_of((), [one for one in TOLD if one.date and one.date.year == 2025]))
    assert "stories/page/2025/04/index.html" in pages and "stories/page/2025/index.html" not in pages


# --- the whole --------------------------------------------------------------------------------------------------------


def test_no_link_between_the_pages_of_long_lists_is_dead(catalogue: Catalogue, html: dict[str, str]) -> None:
    assets = (urls.STYLESHEET, urls.SCRIPT, urls.FINDER_SCRIPT, urls.ICON)
    paths = (*assets, *(page.url for page in plan_pages(catalogue)))
    audit = LinkAudit()
    for path in paths:
        audit.see(take_apart(Output(path, html.get(path, "").encode())))
    assert list(audit.found()) == []


def test_the_preview_finds_every_page_of_a_long_list(catalogue: Catalogue) -> None:
    deepest = (
        "organizations/page/s/shi/page/2/index.html",
        "regions/big/page/a/index.html",
        "stories/page/2025/04/index.html",
    )
    planned = plan_lists(catalogue)
    assert [find_page(catalogue, url) for url in deepest] == [planned[url] for url in deepest]


def test_a_new_body_changes_only_its_own_sections_and_the_pages_that_count(catalogue: Catalogue) -> None:
    made_again = changed(plan_lists(catalogue), plan_lists(catalogue_of([*BODIES, body("石1队新")], TOLD)))
    sections = {url for url in made_again if "/page/s/shi/" in url}
    letters = {url for url in made_again if url.endswith("/page/s/index.html")}
    assert made_again - sections - letters == {
        "organizations/index.html",
        "organizations/search/li-fa/index.html",
        "programmes/stars/page/1/index.html",
        "programmes/stars/types/service/index.html",
        "programmes/stars/levels/star5/index.html",
        "regions/hebei/index.html",
        "regions/big/index.html",
        "regions/east/index.html",
    }
    assert len(letters) == 7 and len(sections) <= 7 * (700 // 50 + 1)


def test_a_new_story_changes_only_its_month_and_the_pages_that_count(catalogue: Catalogue) -> None:
    after = plan_lists(catalogue_of(BODIES, [*TOLD, told("new", "2025-03-29")]))
    made_again = changed(plan_lists(catalogue), after)
    others = {url for url in made_again if not url.startswith("stories/page/2025/03/")}
    assert others == {"stories/index.html", "stories/page/2025/index.html"}
