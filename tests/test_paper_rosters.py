"""Rosters of regions and levels, and the lists of notices: to print, and as Word documents that Word opens."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from playwright.sync_api import Page

from starcase.pages import roster
from starcase.render.word import write_word
from starcase.views.papers import Column, Paper, PaperRow
from tests.page_parts import links, main, words
from tests.paper import print_page, texts
from tests.sites import Site, build_site

NEEDLE = 'name: "甲&乙<丙>“丁”队"'
BODIES = f"""
-- content/organizations/z.yaml --
{NEEDLE}
programme: example-stars
type: charity
region: leye
contact: {{phone: 0000-1111111}}
evaluations: [{{period: 2023, level: star4, decided: 2023-11-30}}]
-- content/organizations/a.yaml --
{{name: 安安队, programme: example-stars, type: service, region: leye}}
-- content/organizations/b.yaml --
name: 宝宝队
programme: example-stars
region: anju
evaluations: [{{period: 2023, level: star4, decided: 2024-01-15}}]
-- content/organizations/c.yaml --
{{name: 从前队, programme: example-stars, region: anju, status: dissolved}}
-- content/notices/gongshi.md --
---
title: 星级公示
date: 2024-05-20
opens: 2024-05-20
closes: 2024-05-27
kind: 公示
issuer: 示例市社会工作部
objections_to: 示例市社会工作部
programme: example-stars
list: [{{id: z, level: star5}}, {{id: b, level: star4}}]
---
正文。
-- content/notices/tongzhi.md --
---
{{title: 评定通知, date: 2024-03-01, kind: 通知, programme: example-stars}}
---
正文。
"""
EAST = [
    ["序号", "名称", "地区", "类型", "星级", "电话"],
    ["1", "宝宝队", "东湖区 安居社区", "", "四星级", "0000-1234567"],
    ["2", "安安队", "东湖区 乐业社区", "为民服务类", "未评", "0000-1234567"],
    ["3", "甲&乙<丙>“丁”队", "东湖区 乐业社区", "社会公益类", "四星级", "0000-1111111"],
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("rosters"), BODIES)


def word(site: Site, path: str) -> Document:
    return docx.Document(str(site.output / path))


def table(document: Document) -> list[list[str]]:
    (found,) = document.tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_roster_of_a_region_has_all_below_it_place_by_place_but_those_that_are_no_more(site: Site) -> None:
    text = words(main(site.page("print/regions/east/index.html")))
    cells = " ".join(" ".join(filter(None, row)) for row in EAST)
    assert cells in text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert "从前队" not in text


def test_a_roster_says_how_many_since_when_from_whom_and_where_the_seal_goes(site: Site) -> None:
    text = words(main(site.page("print/regions/east/index.html")))
    for said in (
        "东湖区组织名册",
        "共3个",
        "评定情况最近一次变动：2024年1月15日",
        "没有自己电话的组织，写的是所在地区的电话。",
        "评定单位：示例市社会工作部",
        "资料来源：示例站 https://stars.example.org/regions/east/",
        "（盖章处）",
    ):
        assert said in text, said


def test_the_roster_of_a_level_has_the_bodies_that_have_it_now(site: Site) -> None:
    document = word(site, "print/programmes/example-stars/levels/star4/list.docx")
    assert [row[1] for row in table(document)] == ["名称", "宝宝队", "甲&乙<丙>“丁”队"]
    assert lines(document)[0] == "示例社区社会组织星级评定：四星级名册"
    assert not site.has("print/programmes/example-stars/levels/star5/list.docx"), "nobody has it"


def test_lists_lead_to_their_rosters(site: Site) -> None:
    of_region = links(main(site.page("regions/east/index.html")))
    of_level = links(main(site.page("programmes/example-stars/levels/star4/index.html")))
    assert of_region["打印名册"] == "../../print/regions/east/index.html"
    assert of_region["名册（Word）"] == "../../print/regions/east/list.docx"
    assert of_level["打印名册"] == "../../../../print/programmes/example-stars/levels/star4/index.html"
    assert links(main(site.page("notices/gongshi/index.html")))["名单（Word）"] == "list.docx"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("regions/east", "东湖区组织名册.docx"),
        ("programmes/example-stars/levels/star4", "示例社区社会组织星级评定：四星级名册.docx"),
        ("print/regions/east", "东湖区组织名册.docx"),
        ("notices/gongshi", "星级公示.docx"),
    ],
)
def test_a_word_document_is_saved_under_its_title(site: Site, place: str, name: str) -> None:
    assert f'download="{name}"' in site.page(f"{place}/index.html")


@pytest.mark.parametrize("place", ["regions/example-city", "regions/anju", "programmes/example-stars/levels/star5"])
def test_a_list_without_a_roster_leads_to_none(site: Site, place: str) -> None:
    assert "打印名册" not in links(main(site.page(f"{place}/index.html")))
    assert not site.has(f"print/{place}/index.html")


def test_a_roster_prints_on_numbered_sheets_without_links_to_follow(site: Site, page: Page) -> None:
    (text,) = texts(print_page(page, site.output / "print/regions/east/index.html"))
    assert text.startswith("1/1")
    assert text.endswith("（盖章处）年月日")
    assert "Word" not in text and "首页" not in text


def test_a_long_roster_is_cut_into_documents_that_count_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "_MOST", 2)
    site = build_site(tmp_path, BODIES)
    second = words(main(site.page("print/regions/east/2/index.html")))
    assert "共3个" in second and "第2册，共2册：第3至3号" in second
    assert table(word(site, "print/regions/east/2/list.docx"))[1:] == EAST[3:]
    assert links(main(site.page("print/regions/east/index.html")))["第2册"] == "2/index.html"


def test_the_word_roster_says_what_the_printed_one_says(site: Site) -> None:
    document = word(site, "print/regions/east/list.docx")
    assert table(document) == EAST
    assert lines(document)[:3] == ["东湖区组织名册", "共3个", "评定情况最近一次变动：2024年1月15日"]
    assert lines(document)[-2:] == ["（盖章处）", "　　　　年　　月　　日"]


def test_the_list_of_a_notice_comes_in_word_with_how_to_object_and_the_seal(site: Site) -> None:
    document = word(site, "notices/gongshi/list.docx")
    assert table(document) == [
        ["序号", "名称", "地区", "拟定星级"],
        ["1", "甲&乙<丙>“丁”队", "东湖区 乐业社区", "五星级"],
        ["2", "宝宝队", "东湖区 安居社区", "四星级"],
    ]
    said = lines(document)
    assert said[0] == "星级公示"
    assert "公示期：2024年5月20日至2024年5月27日" in said
    assert "向谁提：示例市社会工作部" in said
    assert said[-3:] == ["示例市社会工作部", "（盖章处）", "2024年5月20日"]


def test_a_notice_without_a_list_has_no_document(site: Site) -> None:
    assert not site.has("notices/tongzhi/list.docx")
    assert "名单（Word）" not in links(main(site.page("notices/tongzhi/index.html")))


def test_a_word_document_is_a4_with_its_head_on_every_page_and_page_numbers(site: Site) -> None:
    document = word(site, "print/regions/east/list.docx")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    head, *rows = document.tables[0].rows
    assert head._tr.xpath("w:trPr/w:tblHeader")
    assert not any(row._tr.xpath("w:trPr/w:tblHeader") for row in rows)
    assert section.footer._element.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]
    wide = section.page_width - section.left_margin - section.right_margin
    assert abs(sum(column.width for column in document.tables[0].columns) - wide) < 20_000


def test_a_word_document_names_fonts_of_windows_with_those_of_other_systems(site: Site) -> None:
    with zipfile.ZipFile(site.output / "print/regions/east/list.docx") as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    for name, other in (("FangSong", "仿宋"), ("SimSun", "宋体"), ("SimHei", "黑体")):
        assert f'w:name="{name}"><w:altName w:val="{other},' in fonts


def test_the_same_list_has_the_same_bytes(site: Site, tmp_path: Path) -> None:
    path = "print/regions/east/list.docx"
    assert (build_site(tmp_path, BODIES).output / path).read_bytes() == (site.output / path).read_bytes()
    with zipfile.ZipFile(site.output / path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("text", ["a\x00b\x0bc", "\x1b]0;", "\ufffe\uffff", "]]>", "&lt;", "<w:p/>", "队" * 3000, "𠮷"])
def test_no_text_breaks_a_document(text: str) -> None:
    paper = Paper(
        text, (text,), (Column(text, 20),) * 3, (PaperRow("1", text, None, (text,)),), (text,), (text,), "zh-CN", text
    )
    document = docx.Document(io.BytesIO(write_word(paper)))
    kept = "".join(one for one in text if one >= " " and one not in "\ufffe\uffff")
    assert table(document)[1] == ["1", kept, kept]
    assert lines(document)[0] == kept
