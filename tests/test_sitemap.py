"""What machines read, and the page for an address that there is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.page_parts import links, main, words
from tests.sites import Site, build_site

BODY = "-- content/organizations/a.yaml --\n{id: shouwang, name: 守望队, programme: example-stars, region: anju}\n"
NO_ADDRESS = "-- config.yaml --\ntitle: 示例站\n"
ADDRESS = "-- config.yaml --\ntitle: 示例站\nbase_url: https://example.org/stars/\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("sitemap"), ADDRESS + BODY)


def test_the_sitemap_lists_every_page_by_its_full_address_without_index_html(site: Site) -> None:
    listed = set(re.findall(r"<loc>(.*?)</loc>", site.page("sitemap.xml")))
    pages = {path.relative_to(site.output).as_posix() for path in site.output.rglob("index.html")}
    assert listed == {f"https://example.org/stars/{page.removesuffix('index.html')}" for page in pages}
    assert "https://example.org/stars/organizations/shouwang/" in listed


def test_an_address_that_has_moved_is_not_in_the_sitemap(tmp_path: Path) -> None:
    moved = "-- content/redirects.yaml --\n- {from: old-place, to: organizations/shouwang}\n"
    site = build_site(tmp_path, ADDRESS + BODY + moved)
    assert site.has("old-place/index.html")
    assert "old-place" not in site.page("sitemap.xml")


def test_without_an_address_there_is_no_sitemap_and_robots_names_none(tmp_path: Path) -> None:
    site = build_site(tmp_path, NO_ADDRESS + BODY)
    assert not site.has("sitemap.xml")
    assert site.page("robots.txt") == "User-agent: *\nDisallow:\n"


def test_robots_leads_to_the_sitemap(site: Site) -> None:
    assert site.page("robots.txt").endswith("\nSitemap: https://example.org/stars/sitemap.xml\n")


def test_the_404_page_links_by_full_addresses_because_it_is_served_at_any_depth(site: Site) -> None:
    page = site.page("404.html")
    addresses = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert addresses and all(address.startswith("https://example.org/stars/") for address in addresses)
    assert links(main(page))["找组织"] == "https://example.org/stars/organizations/index.html"


def test_without_an_address_the_404_page_links_as_any_page_of_the_top_folder(tmp_path: Path) -> None:
    page = build_site(tmp_path, NO_ADDRESS + BODY).page("404.html")
    assert links(main(page))["找组织"] == "organizations/index.html"
    assert 'href="assets/site.css"' in page


def test_the_404_page_leaves_links_to_other_places_as_they_are(tmp_path: Path) -> None:
    contact = "contact: {phone: 0000-1234567, email: a@example.org}"
    identity = f"identity: {{{contact}, portal: {{name: 示例门户, url: 'https://portal.example.org/'}}}}\n"
    page = build_site(tmp_path, ADDRESS + identity + BODY).page("404.html")
    assert links(page)["示例门户"] == "https://portal.example.org/"
    assert 'href="tel:00001234567"' in page and 'href="mailto:a@example.org"' in page


def test_the_404_page_says_what_to_do(site: Site) -> None:
    assert words(main(site.page("404.html"))).startswith("没有这一页 网址可能写错了")
