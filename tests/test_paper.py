"""What comes out of the printer: a body's scorecard, its certificate, a notice with its list."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.page_parts import links, main, words
from tests.paper import print_page, read_code, size_mm, texts
from tests.sites import Site, build_site

A4, A4_ACROSS = (210, 297), (297, 210)
SCORES = "scores: {leader: 58, roster: 17, visits-done: 18}"
BODIES = f"""
-- content/organizations/rich.yaml --
name: 守望邻里服务队
programme: example-stars
type: service
region: anju
summary: 结对看望独居老人。
contact: {{phone: 0000-7654321, address: 安居路1号, how_to_join: 到社区登记。}}
evaluations:
- {{period: 2020, level: star3, decided: 2020-11-30}}
- {{period: 2021, level: star4, decided: 2021-11-30, certificate_no: 第21号}}
- {{period: 2022, outcome: not_rated, decided: 2022-11-30}}
- period: 2023
  level: star5
  decided: 2023-11-30
  certificate_no: 第23-007号
  {SCORES}
  reason: {{text: 各方面都有进步。, basis: 示例公告〔2023〕2号}}
  evidence: {{roster: [{{title: 成员名册}}]}}
sources: [{{title: 示例资料}}]
-- content/organizations/bare.yaml --
{{name: 只有名字的队, programme: example-stars, region: anju}}
-- content/organizations/over.yaml --
{{name: 到期的队, programme: example-stars, region: anju, evaluations: [{{period: 2021, level: star4, decided: 2021-11-30, certificate_no: 第21-001号}}]}}
-- content/organizations/lost.yaml --
name: 取消的队
programme: example-stars
region: anju
evaluations: [{{period: 2023, level: star4, decided: 2023-11-30}}]
decisions: [{{date: 2024-03-01, kind: withdrawn, from: star4}}]
-- content/organizations/paused.yaml --
name: 暂缓的队
programme: example-stars
region: anju
evaluations: [{{period: 2023, level: star4, decided: 2023-11-30}}]
decisions: [{{date: 2024-03-01, kind: suspended, from: star4}}]
-- content/organizations/gone.yaml --
name: 解散的队
programme: example-stars
region: anju
status: dissolved
evaluations: [{{period: 2023, level: star4, decided: 2023-11-30}}]
-- content/organizations/raised.yaml --
name: 升级的队
programme: example-stars
region: anju
evaluations: [{{period: 2023, level: star3, decided: 2023-11-30, certificate_no: 第23-009号}}]
decisions: [{{date: 2024-03-01, kind: promoted, from: star3, to: star4}}]
-- content/organizations/emptied.yaml --
name: 这次没有等级的队
programme: example-stars
region: anju
evaluations: [{{period: 2022, level: star4, decided: 2022-11-30}}, {{period: 2023, outcome: rated, decided: 2023-11-30}}]
-- content/organizations/resumed.yaml --
name: 恢复的队
programme: example-stars
region: anju
evaluations: [{{period: 2023, level: star4, decided: 2023-11-30, certificate_no: 第23-011号}}]
decisions: [{{date: 2024-02-01, kind: suspended, from: star4}}, {{date: 2024-03-01, kind: resumed}}]
-- content/organizations/typed.yaml --
{{name: 只写了星级的队, programme: example-stars, region: anju, level: star3}}
"""
NEVER_RATED = ("bare",)
OVER = {
    "over": "四星级已于2023年11月29日到期，这张证书不再有效。",
    "lost": "星级已取消，这张证书不再有效。",
    "paused": "星级已暂缓，这张证书暂时不能使用。",
    "emptied": "现在没有有效的星级，这张证书不再有效。",
    "gone": "这个组织已停止活动，这张证书不再有效。",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("paper"), BODIES)


def certificate(site: Site, identifier: str) -> str:
    return site.page(f"organizations/{identifier}/plaque/index.html")


def body(site: Site, identifier: str) -> str:
    return site.page(f"organizations/{identifier}/index.html")


def test_a_body_prints_as_its_scorecard_with_every_item(site: Site, page: Page) -> None:
    pdf = print_page(page, site.output / "organizations/rich/index.html")
    text = "".join(texts(pdf))
    assert size_mm(pdf) == A4
    for said in (
        *("守望邻里服务队", "五星级", "有效期至2025年11月29日", "编号rich", "第23-007号"),
        *(
            "队伍建设",
            "负责人作用",
            "成员名册",
            "上门服务",
            "58",
            "93",
            "各方面都有进步。",
            "示例公告〔2023〕2号",
            "示例资料",
        ),
        *("0000-7654321", "安居路1号", "https://stars.example.org/organizations/rich/"),
    ):
        assert said in text, said


def test_paper_has_neither_menu_nor_what_only_a_screen_is_good_for(site: Site, page: Page) -> None:
    text = "".join(texts(print_page(page, site.output / "organizations/rich/index.html")))
    for said in (
        "首页",
        "按地区找",
        "字号",
        "打印",
        "跳到正文",
        "怎样参加",
        "核实身份",
        "同在",
        "逐条看依据",
        "看“示例",
    ):
        assert said not in text, said


def test_sheets_are_numbered(site: Site, page: Page) -> None:
    sheets = texts(print_page(page, site.output / "organizations/rich/index.html"))
    assert [sheet[:3] for sheet in sheets] == [f"{number}/{len(sheets)}" for number in range(1, len(sheets) + 1)]


def test_a_body_without_data_is_one_sheet(site: Site, page: Page) -> None:
    assert len(print_page(page, site.output / "organizations/bare/index.html").pages) == 1


def test_a_browser_that_cannot_unfold_by_its_style_sheet_does_so_by_script(site: Site, page: Page) -> None:
    page.add_init_script("CSS.supports = function () { return false; };")
    page.goto((site.output / "organizations/rich/index.html").as_uri())
    folded = page.locator(".scorecard details:not([open])")
    before = folded.count()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert (before > 0, folded.count()) == (True, 0)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert folded.count() == before


def test_a_certificate_is_one_sheet_across_with_what_an_office_writes_on_it(site: Site, page: Page) -> None:
    pdf = print_page(page, site.output / "organizations/rich/plaque/index.html")
    (text,) = texts(pdf)
    assert size_mm(pdf) == A4_ACROSS
    for said in (
        *("星级证书", "守望邻里服务队", "五星级", "示例社区社会组织星级评定", "示例市社会工作部", "（盖章处）"),
        *("第23-007号", "2023年11月30日", "2025年11月29日"),
        *("2022年度不予评定", "2021年度四星级", "https://stars.example.org/organizations/rich/"),
    ):
        assert said in text, said
    assert "2020年度" not in text, "more than the two ratings before"


def test_the_code_of_a_certificate_leads_to_the_body(site: Site) -> None:
    assert read_code(certificate(site, "rich")) == "https://stars.example.org/organizations/rich/"


def test_a_level_that_was_changed_between_rounds_is_the_one_on_the_certificate(site: Site) -> None:
    text = words(main(certificate(site, "raised")))
    assert "四星级" in text and "第23-009号" in text and "评定日期 2024年3月1日" in text
    assert "2023年度 三星级" in text


def test_a_level_that_was_resumed_has_its_certificate_again(site: Site) -> None:
    text = words(main(certificate(site, "resumed")))
    assert "四星级" in text and "第23-011号" in text and "评定日期 2024年3月1日" in text


def test_a_typed_level_has_a_certificate_that_claims_no_day(site: Site) -> None:
    text = words(main(certificate(site, "typed")))
    assert "三星级" in text and "评定日期" not in text and "有效期至" not in text


@pytest.mark.parametrize(("identifier", "said"), OVER.items())
def test_a_certificate_that_holds_no_more_stays_and_says_so(site: Site, identifier: str, said: str) -> None:
    html = certificate(site, identifier)
    assert said in words(main(html))
    assert 'class="level' not in html and 'class="seal' not in html
    assert links(main(html)).popitem()[1] == "../index.html"


@pytest.mark.parametrize("identifier", [*OVER, *NEVER_RATED])
def test_only_a_level_in_force_is_offered_as_a_certificate(site: Site, identifier: str) -> None:
    assert "打印证书" not in links(body(site, identifier))
    assert links(body(site, "rich"))["打印证书"] == "plaque/index.html"


@pytest.mark.parametrize("identifier", NEVER_RATED)
def test_a_body_that_was_never_rated_has_no_certificate(site: Site, identifier: str) -> None:
    assert not site.has(f"organizations/{identifier}/plaque/index.html")


def test_search_engines_are_led_to_the_body_and_not_to_its_certificate(site: Site) -> None:
    sitemap = site.page("sitemap.xml")
    assert "organizations/rich/<" in sitemap
    assert "/plaque/" not in sitemap and "/print/" not in sitemap
    assert '<meta name="robots" content="noindex">' in certificate(site, "rich")


def test_a_page_with_its_code_stays_light(site: Site) -> None:
    assert len(gzip.compress(body(site, "rich").encode(), 6)) < 30_000


def test_the_list_of_a_notice_prints_on_numbered_sheets_that_all_have_its_head_and_ends_at_the_seal(
    tmp_path: Path, page: Page
) -> None:
    ids = [f"t{number:02}" for number in range(60)]
    bodies = "".join(
        f"-- content/organizations/{one}.yaml --\n{{name: 第{one}队, programme: example-stars, region: anju}}\n"
        for one in ids
    )
    notice = (
        "-- content/notices/gongshi.md --\n---\ntitle: 星级公示\ndate: 2024-05-20\nkind: 公示\nissuer: 示例市社会工作部\n"
        f"programme: example-stars\nlist: [{', '.join(f'{{id: {one}, level: star4}}' for one in ids)}]\n---\n正文。\n"
    )
    site = build_site(tmp_path, bodies + notice)
    sheets = texts(print_page(page, site.output / "notices/gongshi/index.html"))
    assert len(sheets) > 1
    assert all("序号名称拟定星级" in sheet for sheet in sheets)
    assert sheets[-1].endswith("示例市社会工作部（盖章处）2024年5月20日")
    assert sheets[-1].startswith(f"{len(sheets)}/{len(sheets)}")
