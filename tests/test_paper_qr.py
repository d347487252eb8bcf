"""Codes that lead back to a body's page: readable, quiet without an address, and good for as long as they hang on a wall."""

from __future__ import annotations

from pathlib import Path

import pytest
import segno
from playwright.sync_api import Page

from starcase.views.qr_code import draw_code
from tests.page_parts import main, words
from tests.paper import draw, read_code, read_modules, read_picture
from tests.sites import BASE, Site, build_site, rebuild, write_site

OLD = """
-- content/organizations/old.yaml --
{name: 老邻居服务队, programme: example-stars, region: anju, evaluations: [{period: 2023, level: star4, decided: 2023-11-30}]}
-- content/organizations/new.yaml --
{name: 新邻居服务队, programme: example-stars, region: anju}
"""
FULL = {1: 14, 2: 26, 3: 42, 4: 62, 5: 84, 6: 106, 7: 122, 8: 152, 9: 180, 10: 213}
"""How many bytes each version holds at level M. Source: ISO/IEC 18004:2015, table 7."""


def address(length: int) -> str:
    return ("https://a.cn/" + "organizations-0123456789/" * 60)[:length]


@pytest.mark.parametrize("length", [1, 13, 27, 43, 49, 61, 63, 87, 107, 123, 160, 181, 240, 300, 500, 1000])
def test_a_code_of_any_length_can_be_read(length: int) -> None:
    code = draw_code(address(length))
    assert read_modules(draw(code.path, code.size)) == address(length)


@pytest.mark.parametrize(("version", "length"), FULL.items())
def test_a_full_code_is_drawn_as_segno_draws_it(version: int, length: int) -> None:
    """In one that is not full segno pads by one byte more, which readers do not look at."""
    code = draw_code(address(length))
    theirs = segno.make_qr(address(length), error="M", mode="byte", mask=3, boost_error=False)
    assert theirs.version == version
    assert draw(code.path, code.size) == [list(row) for row in theirs.matrix_iter(border=4)]


def test_an_address_in_chinese_can_be_read() -> None:
    code = draw_code("https://例子.cn/组织/守望/")
    assert read_modules(draw(code.path, code.size)) == "https://例子.cn/组织/守望/"


def test_the_code_on_paper_leads_to_the_page(tmp_path: Path, page: Page) -> None:
    site = build_site(tmp_path, OLD)
    page.emulate_media(media="print", color_scheme="dark")
    page.goto((site.output / "organizations/old/index.html").as_uri())
    assert read_picture(page.locator(".paper-mark .qr").screenshot()) == "https://stars.example.org/organizations/old/"
    assert page.locator(".paper-mark").inner_text().endswith("https://stars.example.org/organizations/old/")


def test_on_a_screen_there_is_no_code(tmp_path: Path, page: Page) -> None:
    site = build_site(tmp_path, OLD)
    page.goto((site.output / "organizations/old/index.html").as_uri())
    assert not page.locator(".qr").is_visible()


@pytest.mark.parametrize("base_url", ["", "base_url: http://stars.example.org/"])
def test_without_a_secure_public_address_there_is_no_code(tmp_path: Path, base_url: str) -> None:
    config = f"-- config.yaml --\ntitle: 示例站\n{base_url}\n"
    site = build_site(tmp_path, OLD + config)
    assert "qr__dark" not in site.page("organizations/old/index.html")
    assert "qr__dark" not in site.page("organizations/old/plaque/index.html")


def scan(before: str, after: Site) -> str:
    """What somebody reads who scans a code that was printed before, in the words of the page that it leads to."""
    there = before.removeprefix("https://stars.example.org/")
    assert after.has(f"{there}index.html")
    return after.page(f"{there}index.html")


@pytest.fixture
def printed(tmp_path: Path) -> tuple[Path, str]:
    """A site, and the code that its plaque had."""
    site = build_site(tmp_path, OLD)
    code = read_code(site.page("organizations/old/plaque/index.html"))
    assert code == "https://stars.example.org/organizations/old/"
    return tmp_path, code


def change(root: Path, record: str, more: str = "") -> Site:
    return rebuild(write_site(root, f"-- content/organizations/old.yaml --\n{record}\n{more}", BASE))


def test_after_a_merger_the_code_leads_on(printed: tuple[Path, str]) -> None:
    root, code = printed
    html = scan(
        code,
        change(
            root,
            "{name: 老邻居服务队, programme: example-stars, region: anju, status: merged, relations: {merged_into: new}}",
        ),
    )
    assert "这个组织已并入： 新邻居服务队" in words(main(html))
    assert 'href="../new/index.html"' in html


def test_after_a_dissolution_the_code_says_so(printed: tuple[Path, str]) -> None:
    root, code = printed
    record = "{name: 老邻居服务队, programme: example-stars, region: anju, status: dissolved}"
    assert "这个组织已停止活动" in words(main(scan(code, change(root, record))))


def test_after_a_rename_the_code_leads_to_the_new_address(printed: tuple[Path, str]) -> None:
    root, code = printed
    redirects = "-- content/redirects.yaml --\n- {from: organizations/old/, to: organizations/renamed/}\n"
    html = scan(
        code, change(root, "{id: renamed, name: 老邻居服务队, programme: example-stars, region: anju}", redirects)
    )
    assert '<meta http-equiv="refresh" content="0; url=../renamed/index.html">' in html


def test_after_a_rename_the_old_certificate_leads_to_the_new_one(printed: tuple[Path, str]) -> None:
    root, _ = printed
    record = (root / "content/organizations/old.yaml").read_text("utf-8").replace("{name:", "{id: renamed, name:")
    redirects = "-- content/redirects.yaml --\n- {from: organizations/old/, to: organizations/renamed/}\n"
    html = change(root, record, redirects).page("organizations/old/plaque/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../../renamed/plaque/index.html">' in html


def test_of_a_body_that_was_taken_out_the_code_gives_the_reason(printed: tuple[Path, str]) -> None:
    root, code = printed
    (root / "content/organizations/old.yaml").unlink()
    redirects = "-- content/redirects.yaml --\n- {from: organizations/old/, gone: 重复登记，已删去。}\n"
    assert "重复登记，已删去。" in scan(code, rebuild(write_site(root, redirects)))


def test_while_a_record_is_checked_the_code_says_so(printed: tuple[Path, str]) -> None:
    root, code = printed
    html = scan(code, change(root, "{name: 老邻居服务队, programme: example-stars, region: anju, level: no-such}"))
    assert "资料核对中" in words(main(html))


def test_after_a_withdrawal_the_code_says_so(printed: tuple[Path, str]) -> None:
    root, code = printed
    record = (
        "{name: 老邻居服务队, programme: example-stars, region: anju,"
        " evaluations: [{period: 2023, level: star4, decided: 2023-11-30}],"
        " decisions: [{date: 2024-03-01, kind: withdrawn, from: star4, basis: 弄虚作假}]}"
    )
    text = words(main(scan(code, change(root, record))))
    assert "已取消" in text
    assert "2024年3月1日取消星级" in text
