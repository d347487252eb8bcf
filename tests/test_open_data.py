"""Everything that can be downloaded: it opens, says what the pages say and nothing else, and explains itself."""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from starcase.model.output import Page
from starcase.options import Options
from starcase.pages.data_bodies import cut_bodies
from starcase.parcels import pack_pages, unpack_pages
from starcase.pipeline import load
from starcase.render.workbook import write_workbook
from starcase.views.sheets import Sheet
from tests.page_parts import links, main, words
from tests.sites import Site, build_site, rebuild, write_site

CITY = """
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
identity: {owner: 示例市社会工作部}
-- content/organizations/team.yaml --
id: shouwang
name: 守望队
programme: example-stars
type: service
region: anju
founded: 2018-03
former_names: [老年互助组]
uscc: "51130100MJ0000000K"
summary: =HYPERLINK("https://evil.example.org","陪老人说话")
offers: [陪伴, 代买]
for: 独居老人
area: 安居社区
fee: 免费
schedule: {text: 每周三, monthly: [5, 20]}
tags: [养老]
people: {leader: {name: 王示例, role: 队长, consent: true}, members: 120余, party_members: 8}
relations: {partners: [heping]}
services:
  to_date: {as_of: 2023-12, visits: 近5000}
  2022: {visits: 2000余, hours: 760.5}
  2023: {visits: 2310}
facts: [{what: 结对老人, value: 约30, unit: 位, as_of: 2023, source: 示例报道}]
evaluations:
- {period: 2021, level: star3, decided: 2021-11-30}
- period: 2022
  level: star5
  decided: 2022-11-30
  certificate_no: 示例2022-001
  scores: {leader: 58.5, roster: n/a, visits-done: 17}
  evidence: {leader: [{title: 工作记录, date: 2022-10}]}
  reply: 会继续做好。
- {period: 2024, level: star4, decided: 2024-11-29}
contact: {phone: "0000-1000001", address: 安居社区示例路1号, how_to_join: 到活动室报名}
sources: [{title: 示例通报, date: 2022-12-01}]
---
id: heping
name: 和平队
programme: example-stars
type: charity
region: leye
people: {leader: {role: 队长}}
level: gold
---
id: binru
name: 并入队
programme: example-stars
region: leye
status: merged
relations: {merged_into: shouwang}
contact: {phone: "0000-7777777"}
evaluations: [{period: 2022, level: star4, decided: 2022-11-30}]
---
id: kouxia
name: 扣下队
programme: example-stars
type: service
region: leye
summary: 这一句不公布
level: star5
people: {leader: {name: 张不公, role: 队长}}
contact: {phone: "0000-2000002"}
-- content/organizations/a.md --
---
id: diyi
title: 雪天 <敲门>
date: 2023-12-01
organizations: [shouwang]
summary: 一早去敲门。
---
雪下了一夜。
-- content/organizations/b.md --
---
id: dier
title: 没有日期的故事
organizations: [shouwang]
---
不知道是哪天。
-- content/organizations/c.md --
---
id: disan
title: 春天的故事
date: 2024-03
organizations: [heping]
---
春天来了。
"""
WITHOUT_ADDRESS = "-- config.yaml --\ntitle: 示例站\n"
ATOM = "{http://www.w3.org/2005/Atom}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("city"), CITY)


def body(site: Site, name: str) -> Any:
    return json.loads(site.page(f"data/organizations/{name}.json"))


def rows(site: Site, file: str) -> list[dict[str, str]]:
    text = (site.output / file).read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_files(site: Site) -> Iterator[tuple[str, Any]]:
    """Every JSON file that the schema speaks of."""
    for path in sorted((site.output / "data").rglob("*.json")):
        name = path.relative_to(site.output / "data").as_posix()
        if name not in ("manifest.json", "schema.json"):
            yield name, json.loads(path.read_text("utf-8"))


def texts(value: Any) -> Iterator[str]:
    """Every text in some data."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


def shown(site: Site, page: str) -> str:
    """The words of a page, as they are read."""
    return html.unescape(words(main(site.page(page))))


# ── What a body's file says ──


def test_a_body_has_a_file_that_its_page_leads_to(city: Site) -> None:
    page = city.page("organizations/shouwang/index.html")
    assert '<link rel="alternate" type="application/json" href="../../data/organizations/shouwang.json">' in page
    assert links(main(page))["数据（JSON）"] == "../../data/organizations/shouwang.json"
    said = body(city, "shouwang")
    assert said["page"] == "https://stars.example.org/organizations/shouwang/"
    assert (said["type"], said["founded"], said["schedule"]) == (
        {"id": "service", "name": "为民服务类"},
        "2018-03",
        {"text": "每周三", "monthly": [5, 20]},
    )
    assert said["standing"] == {
        "state": "rated",
        "level": {"id": "star5", "name": "五星级"},
        "valid_until": "2024-11-29",
    }
    assert said["people"]["leader"] == {"name": "王示例", "role": "队长"}


NOT_ON_THE_PAGE = re.compile(r"[a-z0-9_./:-]+|20\d\d[0-9HQ-]*")
"""Ids, addresses, words for programs, and days, which the page words."""


@pytest.mark.parametrize("name", ["shouwang", "heping", "binru", "kouxia"])
def test_what_the_file_of_a_body_says_stands_on_its_page(city: Site, name: str) -> None:
    page = shown(city, f"organizations/{name}/index.html")
    tags = body(city, name).get("tags", [])
    said = [text for text in texts(body(city, name)) if not NOT_ON_THE_PAGE.fullmatch(text) and text not in tags]
    assert len(said) > 2
    assert [text for text in said if text not in page] == []


def test_figures_that_are_not_exact_have_a_text_and_no_number(city: Site) -> None:
    said = body(city, "shouwang")
    figures = [(one["text"], one["number"], one["exactness"]) for each in said["services"] for one in each["counts"]]
    assert sorted(figures) == [("2000余", None, "at_least"), ("2310", 2310, "exact"), ("760.5", 760.5, "exact")]
    assert said["people"]["members"] == {"text": "120余", "number": None, "exactness": "at_least"}
    assert said["people"]["party_members"]["number"] == 8
    assert [(one["text"], one["number"]) for one in said["to_date"]["counts"]] == [("近5000", None)]
    assert [(one["text"], one["number"]) for one in said["facts"]] == [("约30", None)]


def test_points_are_numbers_and_what_does_not_apply_is_null(city: Site) -> None:
    (rated,) = body(city, "shouwang")["ratings"]
    latest, before = rated["history"]
    assert (latest["period"], latest["decided"], latest["certificate_no"]) == ("2022", "2022-11-30", "示例2022-001")
    assert latest["authorities"] == ["示例市社会工作部"] and rated["reply"] == "会继续做好。"
    card = latest["scorecard"]
    assert (card["max"], [one["points"] for one in card["aspects"]]) == (100, [78, 17])
    assert {one["id"]: one["points"] for one in card["aspects"][0]["items"]} == {"leader": 58.5, "roster": None}
    assert card["aspects"][0]["items"][0]["evidence"][0]["title"] == "工作记录"
    assert before["scorecard"] is None and before["level"]["id"] == "star3"


def test_what_will_be_decided_later_is_not_told_before(city: Site) -> None:
    """The rating of 2024-11-29 is in the record of a site that is made for 2024-06-01."""
    assert "star4" not in city.page("data/organizations/shouwang.json")
    assert {one["等级编号"] for one in rows(city, "data/organizations.csv")} == {"star5", "gold", ""}


def test_a_body_that_has_merged_has_neither_level_nor_phone(city: Site) -> None:
    said = body(city, "binru")
    assert (said["status"], said["standing"], said["contact"]["phone_of"]) == ("merged", None, "示例市党群服务中心")
    assert said["relations"]["succeeded_by"] == [{"id": "shouwang", "name": "守望队"}]
    (row,) = [one for one in rows(city, "data/organizations.csv") if one["编号"] == "binru"]
    assert (row["等级"], row["评定状态"], row["电话"], row["状态"]) == ("", "", "0000-1234567", "已并入")
    assert all("7777777" not in path.read_text("utf-8") for path in city.output.rglob("*.json"))


def test_of_a_body_that_is_held_back_no_more_is_told_than_on_its_page(city: Site) -> None:
    said = body(city, "kouxia")
    assert set(said) == {"id", "name", "page", "held_back", "regions", "contact"}
    assert said["contact"]["phone"] == "0000-2000002"
    (row,) = [one for one in rows(city, "data/organizations.csv") if one["编号"] == "kouxia"]
    assert (row["评定状态"], row["等级"], row["类型"], row["状态"]) == ("资料核对中", "", "", "")
    for path in (city.output / "data").rglob("*.*"):
        content = zipfile_texts(path) if path.suffix == ".xlsx" else path.read_text("utf-8-sig")
        assert "张不公" not in content and "这一句不公布" not in content, path


DEPTHS = {
    "items": {"total", "aspects", "items"},
    "aspects": {"total", "aspects"},
    "total": {"total"},
    "level": set(),
}


@pytest.mark.parametrize(("depth", "told"), DEPTHS.items())
def test_scores_go_as_deep_as_the_site_publishes_them(tmp_path: Path, depth: str, told: set[str]) -> None:
    config = f"-- config.yaml --\ntitle: 示例站\npublish: {{scores: {depth}}}\n"
    site = build_site(tmp_path, re.sub(r"\A\s*-- config.yaml --\n(?:(?!-- ).*\n)*", config, CITY))
    latest = body(site, "shouwang")["ratings"][0]["history"][0]
    card = latest["scorecard"] or {"total": None, "aspects": []}
    assert (card["total"] is not None) is ("total" in told)
    assert bool(card["aspects"]) is ("aspects" in told)
    assert any(one["items"] for one in card["aspects"]) is ("items" in told)
    (row,) = [one for one in rows(site, "data/organizations.csv") if one["编号"] == "shouwang"]
    assert bool(row["总分"]) is ("total" in told)
    page = shown(site, "organizations/shouwang/index.html")
    assert [text for text in latest["explanation"] if text not in page] == []
    assert ("17" in json.dumps(latest)) is ("aspects" in told)


# ── Sheets ──


def test_the_sheet_opens_in_excel_by_a_double_click(city: Site) -> None:
    content = (city.output / "data/organizations.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    listed = {one["编号"]: one for one in rows(city, "data/organizations.csv")}
    assert list(listed) == ["binru", "heping", "kouxia", "shouwang"]
    assert listed["shouwang"]["统一社会信用代码"] == "51130100MJ0000000K"
    assert (listed["shouwang"]["服务内容"], listed["shouwang"]["星数"]) == ("陪伴；代买", "5")
    assert (listed["heping"]["等级"], listed["heping"]["星数"]) == ("金牌", "")
    assert (listed["heping"]["电话"], listed["heping"]["电话属于"]) == ("0000-1234567", "示例市党群服务中心")
    assert listed["shouwang"]["所在地"] == "示例市 东湖区 安居社区"


def test_the_list_of_regions_says_where_each_lies_and_how_many_bodies_there_are(city: Site) -> None:
    listed = {one["编号"]: one for one in rows(city, "data/regions.csv")}
    assert (listed["leye"]["上级编号"], listed["leye"]["层级名称"], listed["leye"]["本站列出的组织"]) == (
        "east",
        "社区",
        "2",
    )
    assert listed["example-city"]["本站列出的组织"] == "3" and listed["example-city"]["联系单位"] == "党群服务中心"


def zipfile_texts(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


def cells(content: bytes) -> dict[str, tuple[str | None, str]]:
    """Each cell of a workbook: its type and its text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = {}
    for cell in sheet.iter(f"{MAIN}c"):
        text = "".join(cell.itertext())
        found[cell.attrib["r"]] = (cell.get("t"), shared[int(text)] if cell.get("t") == "s" else text)
    return found


def test_the_workbook_says_what_the_sheet_says(city: Site) -> None:
    found = cells((city.output / "data/organizations.xlsx").read_bytes())
    heads = [text for place, (_, text) in found.items() if re.fullmatch("[A-Z]+1", place)]
    listed = rows(city, "data/organizations.csv")
    assert heads == list(listed[0])
    for number, row in enumerate(listed, start=2):
        for place, head in (
            (re.sub("1$", str(number), at), text) for at, (_, text) in found.items() if at.endswith("1")
        ):
            if re.fullmatch(f"[A-Z]+{number}", place):
                assert found.get(place, (None, ""))[1] == row[head].removeprefix("'"), (place, head)


def test_in_a_workbook_every_text_is_a_text_and_stays_in_sight(city: Site) -> None:
    with zipfile.ZipFile(city.output / "data/organizations.xlsx") as book:
        sheet, styles = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/styles.xml").decode()
        assert {part.date_time for part in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in book.namelist() if "calcChain" in name or "rels/sheet" in name]
    assert "<f>" not in sheet and "hyperlink" not in sheet.lower().replace("=hyperlink(", "")
    assert '<pane xSplit="2" ySplit="1"' in sheet and 'state="frozen"' in sheet and '<autoFilter ref="A1:' in sheet
    text_format = re.findall(r"<xf [^>]*>", styles.partition("<cellXfs")[2])[1]
    assert 'formatCode="@"' in styles and re.search('numFmtId="(164|49)"', text_format)
    assert set(re.findall(r'<c r="[A-Z]+[2-9]" s="(\d)" t="inlineStr">', sheet)) == {"1"}


NASTY = [
    "=1+1",
    "+8613800000000",
    "-2",
    "@SUM(A1)",
    "＝1",
    "\t=1",
    "https://example.org/",
    "007",
    "1e5",
    "<b>&amp;",
    "a\x07b",
    "_x0041_",
]


def test_no_text_of_a_sheet_turns_into_a_formula_a_link_or_a_number() -> None:
    sheet = Sheet(("编号", "文字"), tuple((str(place), text) for place, text in enumerate(NASTY)), "组织")
    found = cells(write_workbook(sheet))
    meant = [
        re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), found[f"B{row}"][1]) for row in range(2, 14)
    ]
    assert meant == NASTY
    assert {found[f"B{row}"][0] for row in range(2, 14)} == {"inlineStr"}


def test_a_number_of_a_sheet_is_a_number_and_a_text_that_is_too_long_is_cut() -> None:
    found = cells(
        write_workbook(Sheet(("甲", "乙", "丙"), ((4.5, 3, None), ("长" * 40_000, "😀" * 20_000, "")), "组织"))
    )
    assert (found["A2"], found["B2"], "C2" in found, "C3" in found) == ((None, "4.5"), (None, "3"), False, False)
    for place in ("A3", "B3"):
        assert found[place][1].endswith("……") and len(found[place][1].encode("utf-16-le")) <= 2 * 32_767


def test_a_formula_in_a_summary_stays_a_text_wherever_it_is_published(city: Site) -> None:
    written = '=HYPERLINK("https://evil.example.org","陪老人说话")'
    assert {one["简介"] for one in rows(city, "data/organizations.csv")} == {"", f"'{written}"}
    assert ("inlineStr", written) in cells((city.output / "data/organizations.xlsx").read_bytes()).values()
    assert body(city, "shouwang")["summary"] == written


def test_the_same_content_gives_the_same_bytes_on_every_day(city: Site, tmp_path: Path) -> None:
    again = build_site(tmp_path / "elsewhere", CITY, as_of=date(2024, 6, 2))
    for path in (city.output / "data").rglob("*.*"):
        if path.name != "manifest.json":
            name = path.relative_to(city.output)
            assert path.read_bytes() == (again.output / name).read_bytes(), name


# ── Schema and dictionary ──


def test_every_json_file_holds_to_the_published_schema(city: Site) -> None:
    schema = json.loads(city.page("data/schema.json"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    seen = [name for name, value in json_files(city) if not validator.validate(value)]
    assert {"organizations.json", "programmes.json", "dictionary.json", "organizations/shouwang.json"} <= set(seen)
    changed = {**body(city, "shouwang"), "phone": "0000-1"}
    assert not validator.is_valid(changed), "a field that nobody has explained"


def test_the_dictionary_explains_every_field_in_both_languages(city: Site) -> None:
    entries = json.loads(city.page("data/dictionary.json"))["fields"]
    explained = {(one["file"], one["field"]): one for one in entries}
    for name, value in json_files(city):
        for way in ways(value):
            assert any(field == way and file_fits(file, name) for file, field in explained), (name, way)
    for one in entries:
        assert re.search("[\u4e00-\u9fff]", one["title"]) and re.fullmatch(r"[ -~“”]+", one["meaning"]), one
    assert explained["organizations.json", "organizations[].total"]["unit"] == "分"
    assert "merged" in explained["organizations/<id>.json", "status"]["values"]
    assert len(rows(city, "data/dictionary.csv")) == len(entries)


def test_each_column_of_a_sheet_is_in_the_dictionary(city: Site) -> None:
    entries = json.loads(city.page("data/dictionary.json"))["fields"]
    for file in ("organizations.csv", "regions.csv"):
        titles = [one["title"] for one in entries if file in one["file"] and "[]" not in one["field"]]
        assert titles == list(rows(city, f"data/{file}")[0])


def ways(value: Any, above: str = "") -> Iterator[str]:
    """The way to every field of some data."""
    if isinstance(value, list):
        for one in value:
            yield from ways(one, f"{above}[]")
    elif isinstance(value, dict):
        for key, inside in value.items():
            way = f"{above}.{key}" if above else key
            yield way
            yield from ways(inside, way)


def file_fits(described: str, name: str) -> bool:
    pattern = re.sub(r"<[^>]*>", "[^/]+", described.partition(" ")[0].replace(".", r"\."))
    return bool(re.fullmatch(pattern, name))


# ── The page, the feed ──


def test_the_page_leads_to_every_file_and_says_who_decides_on_their_use(city: Site) -> None:
    page = city.page("data/index.html")
    hrefs = set(re.findall(r'href="([^"#:]+)"', main(page)))
    assert {"organizations.xlsx", "organizations.csv", "organizations.json", "regions.csv", "programmes.json"} <= hrefs
    assert {"schema.json", "dictionary.csv", "dictionary.json", "manifest.json", "../stories/feed.xml"} <= hrefs
    assert [href for href in hrefs if not (city.output / "data" / href).is_file()] == []
    assert "以主办单位（示例市社会工作部）的说明为准" in words(main(page))
    assert links(city.page("index.html"))["开放数据"] == "data/index.html"


def test_the_manifest_has_the_digest_of_every_file_to_download(city: Site) -> None:
    digests = json.loads(city.page("data/manifest.json"))["sha256"]
    for name in ("data/organizations.xlsx", "data/organizations/shouwang.json", "stories/feed.xml"):
        assert digests[name] == hashlib.sha256((city.output / name).read_bytes()).hexdigest()


def test_the_feed_tells_the_newest_story_first_and_leaves_out_those_without_a_day(city: Site) -> None:
    feed = ElementTree.fromstring(city.page("stories/feed.xml"))
    told = [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated"), entry.find(f"{ATOM}link").attrib["href"])  # type: ignore[union-attr]
        for entry in feed.iter(f"{ATOM}entry")
    ]
    assert told == [
        ("春天的故事", "2024-03-01T00:00:00+08:00", "https://stars.example.org/stories/disan/"),
        ("雪天 <敲门>", "2023-12-01T00:00:00+08:00", "https://stars.example.org/stories/diyi/"),
    ]
    assert feed.findtext(f"{ATOM}updated") == told[0][1]
    assert len({entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")}) == 2
    for page, href in (("index.html", "stories/feed.xml"), ("stories/index.html", "feed.xml")):
        assert f'<link rel="alternate" type="application/atom+xml" href="{href}"' in city.page(page)


def test_without_a_public_address_there_is_no_feed_and_files_lead_to_the_pages_beside_them(tmp_path: Path) -> None:
    site = build_site(tmp_path, CITY.replace("base_url: https://stars.example.org/", ""))
    assert not site.has("stories/feed.xml") and "feed.xml" not in site.page("data/index.html")
    assert "feed.xml" not in site.page("index.html") and "feed.xml" not in site.page("stories/index.html")
    place = site.output / "data/organizations" / body(site, "shouwang")["page"]
    assert place.resolve() == (site.output / "organizations/shouwang/index.html").resolve()
    for row in rows(site, "data/organizations.csv"):
        assert (site.output / "data" / row["网页"]).is_file() and (site.output / "data" / row["数据文件"]).is_file()


# ── After an edit, and on a large site ──


def test_an_edit_makes_anew_the_files_of_the_body_and_the_lists_alone(tmp_path: Path) -> None:
    site = build_site(tmp_path, CITY)
    record = tmp_path / "content/organizations/team.yaml"
    before = {path: path.read_bytes() for path in (site.output / "data").rglob("*.*")}
    record.write_text(record.read_text("utf-8").replace("fee: 免费", "fee: 只收材料费"), "utf-8")
    rebuild(tmp_path)
    changed = {
        path.relative_to(site.output / "data").as_posix() for path in before if path.read_bytes() != before[path]
    }
    assert changed == {"organizations/shouwang.json", "manifest.json"}
    assert body(site, "shouwang")["fee"] == "只收材料费"


def test_a_long_list_is_cut_into_files_and_no_worker_gets_more_than_one_of_them(tmp_path: Path) -> None:
    root = write_site(tmp_path, CITY)
    catalogue = load(Options(root=root, output=root / "site", as_of=date(2024, 6, 1), jobs=1)).catalogue
    assert cut_bodies(catalogue) == (catalogue.rows,)
    several = cut_bodies(catalogue, 3)
    assert [len(some) for some in several] == [3, 1] and sum(several, ()) == catalogue.rows
    pages = [Page(kind, f"{kind}-{number}", (some,)) for number, some in enumerate(several) for kind in ("a", "b", "c")]
    parcels = [[page.url for page in unpack_pages(one)] for one in pack_pages(pages, lambda _: b"", most_rows=3)]
    assert parcels == [["a-0", "b-0", "c-0"], ["a-1", "b-1", "c-1"]]
