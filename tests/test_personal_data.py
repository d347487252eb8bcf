"""Nobody's number is published, and no report repeats it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from starcase.language import Words
from starcase.model.personal import PersonalKind
from starcase.privacy.masking import mask, veil
from starcase.privacy.sightings import find_sightings
from starcase.report import as_json
from tests.sites import Site, build_site

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(first: str = "13290119480101123") -> str:
    """A number with its check digit; the district 132901 is gone since long."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return f"{first}{'10X98765432'[total % 11]}"


def card(first: str = "622202000000000012") -> str:
    for last in "0123456789":
        digits = [int(digit) for digit in reversed(first + last)]
        if (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0:
            return first + last
    raise AssertionError


ID, CARD, MOBILE = id_number(), card(), "13900001234"
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def kinds(text: str) -> list[str]:
    return [one.kind.value + ("" if one.is_certain else "?") for one in find_sightings(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"身份证号{ID}", ["id_number"]),
        (ID.lower().translate(WIDE), ["id_number"]),
        (f"{ID[:6]} {ID[6:14]}-{ID[14:]}", ["id_number"]),
        (f"{ID[:6]}\n  {ID[6:14]}\n  {ID[14:]}", ["id_number"]),
        ("老证号 132901480101123", ["id_number"]),
        ("身份证：130102194801011230", ["id_number"]),
        (f"卡号{CARD}", ["bank_card"]),
        (f"{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}", ["bank_card"]),
        (f"电话{MOBILE}", ["phone"]),
        ("+86 139-0000-1234", ["phone"]),
        ("139 0000 1234", ["phone"]),
        ("1 3 9 0 0 0 0 1 2 3 4", ["phone"]),
        ("１３９００００１２３４", ["phone"]),
        ("139\u200b0000\u200b1234", ["phone"]),
        ("2024-05-01 13900001234", ["phone"]),
        ("家庭电话：0311-87654321", ["phone"]),
        ("服务台0311-87654321", ["phone?"]),
        ("（0311）87654321", ["phone?"]),
        ("咨询电话：87654321", ["phone?"]),
        ("宅电：87654321", ["phone"]),
        ("车牌冀A12345", ["plate"]),
        ("冀A·D12345", ["plate"]),
        ("护照号E12345678", ["passport"]),
        ("港澳通行证 C12345678", ["passport"]),
        ("家住3号楼2单元501室", ["address"]),
        ("三栋二单元501", ["address"]),
        ("住2单元501室", ["address"]),
        ("在3号楼102室办公", ["address?"]),
        ("信箱 zhang@example.org", ["email?"]),
    ],
)
def test_personal_data_is_found_however_it_is_written(text: str, found: list[str]) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "2022-11-30 12:00-14:00",
        "统一社会信用代码 51130000500010000X",
        "统一社会信用代码 12130100401234567X",
        "冀民发〔2022〕12号，证书编号 示例2025-0000503",
        "累计服务 13800000000.50 元",
        "冀公网安备13010202000123号 京ICP备12345678号-1",
        "1号楼2单元24户居民，3号楼4单元12户",
        "2019-2021年，2022-2024年共 1500-2000 人次",
        "注册号 130100000012345",
        "经费 12345678.90 元，占 13.456789012%",
        "https://example.org/s?id=13900001234&mid=2650012345678901",
        "热线 12345、400-123-4567",
        "G107 国道，京藏高速G6，冀中能源",
        "身份证复印件一份，示例号 130102199913011234",
        "序号 20221130000100020003",
        "尺寸 1920×1080，编码 0.13900001234",
    ],
)
def test_other_numbers_raise_no_alarm(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("kind", "text", "covered"),
    [
        ("name", "张桂芹", "张*芹"),
        ("name", "李明", "李*"),
        ("phone", "13900001234", "139****1234"),
        ("phone", "139-0000-1234", "139-****-1234"),
        ("id_number", "130102194801011234", "1301**********1234"),
        ("email", "zhang@example.org", "z***@example.org"),
        ("address", "3号楼2单元501室", "****"),
    ],
)
def test_what_is_covered_can_still_be_told_apart(kind: str, text: str, covered: str) -> None:
    assert mask(PersonalKind(kind), text) == covered


def everything(site: Site) -> str:
    """All that the site says, in whichever file, without what may stand between digits."""
    files = (path for path in site.output.rglob("*") if path.is_file())
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def report_of(site: Site) -> str:
    words = Words()
    return as_json(site.report).decode() + "".join(p.message + p.mend for p in site.report.problems) + words("")


RECORD = f"""
-- content/organizations/nuanyang.yaml --
name: 暖阳帮扶队
programme: example-stars
region: anju
summary: 示例介绍，有事打{MOBILE}。
people: {{leader: {{name: 张示例 {ID}, consent: true}}}}
photos: []
sources: [{{title: 示例, note: "{ID}"}}]
-- content/organizations/story.md --
---
title: 示例故事 {MOBILE}
date: 2024-05-01
---
第一段，联系{MOBILE}。

| 姓名 | 号码 |
|---|---|
| 示例 | {ID} |
-- content/pages/about.md --
---
title: 关于
---
示例身份证号{ID[:6]} {ID[6:]}
"""


def test_numbers_are_covered_in_every_text_and_in_all_that_is_made_of_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, RECORD)
    assert site.report.published and not site.errors
    assert {p.rule for p in site.report.problems} == {"personal-data-covered"} and len(site.problems) == 7
    assert "content/organizations/story.md:5:7 personal-data-covered" in site.problems
    told = everything(site) + report_of(site)
    for number in (MOBILE, ID, ID[:6] + " " + ID[6:], ID[6:]):
        assert number not in told, number
    assert "139****1234" in site.page("organizations/nuanyang/index.html")
    assert f"{ID[:4]}**********{ID[-4:]}" in site.page("stories/story/index.html")


def test_what_no_rule_covers_is_held_back(tmp_path: Path) -> None:
    site = build_site(tmp_path, "-- config.yaml --\ntitle: 示例站\nprivacy: {mask: [email]}\n" + RECORD.lstrip())
    assert {p.rule for p in site.report.problems if p.severity == "error"} == {"personal-data"}
    assert site.report.held_back == ("about", "nuanyang", "story")
    told = everything(site) + report_of(site)
    assert MOBILE not in told and ID not in told
    assert "资料核对中" in site.page("organizations/nuanyang/index.html")
    assert not site.has("stories/story/index.html")


def test_a_body_that_is_held_back_shows_nobodys_number_either(tmp_path: Path) -> None:
    record = f"""
-- content/organizations/a.yaml --
名称: 暖阳帮扶队
项目: example-stars
联系方式: {{地址: 安居社区 {CARD}, 电话: 0000-1234567}}
"""
    site = build_site(tmp_path, record)
    assert site.errors == ["content/organizations/a.yaml:3:12 personal-data"]
    assert CARD not in everything(site) and CARD not in report_of(site)


def test_a_message_about_anything_else_repeats_no_number(tmp_path: Path) -> None:
    record = f"""
-- content/organizations/a.yaml --
name: 暖阳帮扶队
programme: example-stars
members {MOBILE}: 3
{ID}: 张示例
"""
    site = build_site(tmp_path, record)
    assert site.errors
    assert MOBILE not in report_of(site) and ID not in report_of(site)
    assert veil(f"没有“{MOBILE}”这一项") == "没有“139****1234”这一项"


def test_numbers_to_be_called_may_stand_where_people_look_for_them(tmp_path: Path) -> None:
    content = """
-- content/organizations/a.yaml --
name: 暖阳帮扶队
programme: example-stars
contact: {phone: 0311-87654321, address: 安居社区3号楼1单元101室, how_to_join: 写信到 a@example.org}
-- content/organizations/b.yaml --
name: 晨光队
programme: example-stars
contact: {phone: 139 0000 1234, consent: true}
-- content/notices/n.md --
---
title: 示例公示
date: 2024-05-01
kind: 公示
opens: 2024-05-01
closes: 2024-05-08
contact: 电话 0311-87654321
objections_to: 社区办公室 0311-87654321
---
示例。
"""
    site = build_site(tmp_path, content)
    assert not site.problems
    assert "139 0000 1234" in site.page("organizations/b/index.html")


def test_a_mobile_number_in_contact_still_needs_consent_in_whichever_width(tmp_path: Path) -> None:
    record = """
-- content/organizations/a.yaml --
name: 暖阳帮扶队
programme: example-stars
contact: {phone: １３９ ００００ １２３４}
"""
    site = build_site(tmp_path, record)
    assert [one.split()[1] for one in site.errors] == ["mobile-without-consent"]
    assert "１２３４" not in everything(site)


def test_a_number_that_markup_takes_apart_is_found_on_the_page(tmp_path: Path) -> None:
    story = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n打139**0000**1234，或 13&#57;00005678。\n"
    site = build_site(tmp_path, story)
    assert [one.split()[1] for one in site.errors] == ["personal-data", "personal-data"]
    assert not site.has("about/index.html")


def test_a_number_written_in_escapes_is_found(tmp_path: Path) -> None:
    record = (
        '-- content/organizations/a.yaml --\nname: 甲队\nprogramme: example-stars\nsummary: "\\u0031\\u0033900001234"\n'
    )
    site = build_site(tmp_path, record)
    assert [one.split()[1] for one in site.problems] == ["personal-data-covered"]
    assert MOBILE not in everything(site)


ALLOWED = f"""
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
privacy:
  allow: [{{value: 139-0000-1234, where: %s, reason: 本人要求公开, until: 2024-06-30}}]
-- content/organizations/a.yaml --
name: 暖阳帮扶队
programme: example-stars
summary: 示例热线 {MOBILE}
"""


@pytest.mark.parametrize("where", ["content/organizations/a.yaml", "a", "content/organizations", ""])
def test_what_is_allowed_stands_as_it_is(where: str, tmp_path: Path) -> None:
    site = build_site(tmp_path, ALLOWED % where)
    assert not site.problems
    assert MOBILE in site.page("organizations/a/index.html")


def test_what_is_allowed_elsewhere_is_covered_here(tmp_path: Path) -> None:
    site = build_site(tmp_path, ALLOWED % "content/notices")
    assert [one.split()[1] for one in site.problems] == ["personal-data-covered"]


def test_what_is_allowed_no_longer_is_covered_and_both_places_are_told(tmp_path: Path) -> None:
    from datetime import date

    site = build_site(tmp_path, ALLOWED % "a", as_of=date(2024, 6, 30))
    assert MOBILE in site.page("organizations/a/index.html")
    from tests.sites import rebuild

    later = rebuild(tmp_path, as_of=date(2024, 7, 1))
    assert [one.split()[1] for one in later.problems] == ["allowance-expired", "personal-data-expired"]
    assert later.report.published and MOBILE not in everything(later)


def test_a_name_without_consent_is_covered_where_the_site_says_so(tmp_path: Path) -> None:
    content = """
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
privacy: {mask: [phone, 身份证号, 姓名]}
-- content/organizations/a.yaml --
name: 暖阳帮扶队
programme: example-stars
人员: {负责人: {姓名: 张示芹, 身份: 居民}}
"""
    site = build_site(tmp_path, content)
    assert [one.split()[1] for one in site.problems] == ["personal-data-covered"]
    page = site.page("organizations/a/index.html")
    assert "张*芹" in page and "张示芹" not in everything(site)


def test_texts_of_the_settings_are_looked_through_as_well(tmp_path: Path) -> None:
    content = f"""
-- config.yaml --
title: 示例站
subtitle: 站长 {MOBILE}
base_url: https://stars.example.org/
-- content/regions.yaml --
- {{id: example-city, name: 示例市, tier: city, former_names: ["{ID}"]}}
-- content/programmes/example-stars.yaml --
id: example-stars
name: 示例评定
authority: 示例局 {MOBILE}
"""
    site = build_site(tmp_path, content)
    assert {one.split()[0] for one in site.problems} == {
        "config.yaml:2:11",
        "content/regions.yaml:1:60",
        "content/programmes/example-stars.yaml:3:12",
    }
    assert MOBILE not in everything(site) and ID not in everything(site)


def test_the_report_for_programs_covers_numbers_too(tmp_path: Path) -> None:
    site = build_site(tmp_path, RECORD)
    messages = [one["message"] for one in json.loads(as_json(site.report))["problems"]]
    assert messages and all("****" in message for message in messages)
