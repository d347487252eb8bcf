"""The directory: every body once, by the first letter of its pinyin, in pages; and the ways into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.page_parts import card, headings, links, main, names, section, words
from tests.sites import Site, build_site

# 55 names on A, B and Z, so that B begins on the first page and goes on to the second.
NAMES = [f"安心{n}号队" for n in range(20)] + [f"北桥{n}号队" for n in range(33)] + ["中山队", "3号楼队"]
BODIES = "\n---\n".join(
    f"{{id: b{number}, name: {name}, programme: example-stars, type: service, region: anju, offers: [理发]}}"
    for number, name in enumerate(NAMES)
)
SITE = f"""
-- content/organizations/all.yaml --
{BODIES}
-- content/organizations/gone.yaml --
id: gone
name: 安宁队
programme: example-stars
region: leye
status: dissolved
level: star4
offers: [理发]
---
id: paused
name: 安康队
programme: example-stars
region: leye
status: paused
level: star4
---
id: wrong
name: 安泰队
programme: example-stars
region: leye
level: 七星级
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("directory"), SITE)


@pytest.fixture(scope="module")
def first(site: Site) -> str:
    return site.page("organizations/index.html")


@pytest.fixture(scope="module")
def second(site: Site) -> str:
    return site.page("organizations/page/2/index.html")


def test_a_page_holds_fifty_bodies_and_every_body_stands_once(first: str, second: str) -> None:
    assert len(names(main(first))) == 50
    assert len(names(main(second))) == 8
    assert len({*names(main(first)), *names(main(second))}) == 58


def test_bodies_stand_under_the_first_letter_of_their_pinyin(first: str) -> None:
    assert headings(first)[-3:] == ["其他", "A", "B"]
    assert names(section(first, "A"))[:2] == ["安康队", "安宁队"]


def test_the_index_leads_to_the_page_on_which_a_letter_begins(first: str, second: str) -> None:
    index = re.search(r'<nav class="letters".*?</nav>', first, re.DOTALL)
    assert index
    assert links(index[0]) == {
        "其他": "#letter-other",
        "A": "#letter-a",
        "B": "#letter-b",
        "Z": "page/2/index.html#letter-z",
    }
    assert 'id="letter-b"' in first and 'id="letter-b"' not in second and 'id="letter-z"' in second
    assert links(second)["B"] == "../../index.html#letter-b"


def test_the_pager_leads_on_and_back(first: str, second: str) -> None:
    assert links(first)["下一页"] == "page/2/index.html"
    assert links(second)["上一页"] == "../../index.html"


def test_the_first_page_says_what_is_listed_and_what_of_it_is_held_back_or_gone(first: str) -> None:
    assert "本站列出的组织共58个，其中资料核对中1个，暂停活动1个，已停止活动1个。" in words(first)


def test_a_dissolved_body_shows_that_in_place_of_its_level(first: str) -> None:
    assert card(first, "安宁队") == "安宁队 已停止活动 东湖区 乐业社区"


def test_a_paused_body_keeps_its_level_and_says_that_it_is_paused(first: str) -> None:
    assert card(first, "安康队") == "安康队 四星级 东湖区 乐业社区 暂停活动"


def test_a_body_held_back_shows_only_name_and_place(first: str) -> None:
    assert card(first, "安泰队") == "安泰队 资料核对中 东湖区 乐业社区"


def test_the_ways_in_stand_on_the_first_page_and_count_only_bodies_that_exist(first: str, second: str) -> None:
    assert re.findall(r"<summary>(.*?)</summary>", first) == [
        "筛选",
        "按需要找",
        "按地区找",
        "按项目找",
        "按类型、等级找",
    ]
    ways = links(first)
    assert ways["理发 55"] == "search/li-fa/index.html"
    assert ways["东湖区 57"] == "../regions/east/index.html"
    assert ways["示例社区社会组织星级评定 57"] == "../programmes/example-stars/index.html"
    assert ways["四星级 1"] == "../programmes/example-stars/levels/star4/index.html"
    assert ways["为民服务类 55"] == "../programmes/example-stars/types/service/index.html"
    assert "<summary>" not in second


def test_an_empty_directory_says_so(tmp_path: Path) -> None:
    page = build_site(tmp_path, "").page("organizations/index.html")
    assert words(main(page)) == "找组织 本站还没有列出组织。"


def test_a_list_of_a_need_is_paged_too_and_leaves_out_who_is_gone(site: Site) -> None:
    page = site.page("organizations/search/li-fa/index.html")
    assert len(names(main(page))) == 50
    assert links(page)["下一页"] == "page/2/index.html"
    assert len(names(main(site.page("organizations/search/li-fa/page/2/index.html")))) == 5


def test_needs_that_sound_alike_have_addresses_of_their_own(tmp_path: Path) -> None:
    bodies = "\n---\n".join(
        f"{{id: b{number}, name: 队{number}, programme: example-stars, region: anju, offers: [{offer}]}}"
        for number, offer in enumerate(("送饭", "送饭", "松饭", "松饭", "Wi-Fi 维修", "Wi-Fi 维修"))
    )
    page = build_site(tmp_path, f"-- content/organizations/all.yaml --\n{bodies}\n").page("organizations/index.html")
    ways = links(page)
    assert ways["Wi-Fi 维修 2"] == "search/wi-fi-wei-xiu/index.html"
    assert ways["送饭 2"] != ways["松饭 2"]
    assert re.fullmatch(r"search/song-fan-[0-9a-f]{8}/index\.html", ways["松饭 2"])


def test_a_need_told_at_length_has_an_address_that_every_computer_can_store(tmp_path: Path) -> None:
    offer = "低龄老人结对帮扶高龄老人" * 8
    body = f"{{id: b, name: 结对队, programme: example-stars, region: anju, offers: [{offer}]}}"
    page = build_site(tmp_path, f"-- content/organizations/all.yaml --\n{body}\n").page("organizations/index.html")
    address = links(page)[f"{offer} 1"]
    assert re.fullmatch(r"search/di-ling-lao-ren-[a-z-]+-[0-9a-f]{8}/index\.html", address)
    assert len(address) < 100
