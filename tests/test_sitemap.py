"""What machines read, and the page for an address that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from starcase.keys import page_key
from starcase.loading import Loaded
from starcase.model.output import Page
from starcase.options import Options
from starcase.pages import find_page, plan_pages
from starcase.pipeline import load
from starcase.render.page import render_page
from tests.page_parts import links, main, words
from tests.sites import Site, build_site, write_site

BODY = "-- content/organizations/a.yaml --\n{id: shouwang, name: 守望队, programme: example-stars, region: anju}\n"
NO_ADDRESS = "-- config.yaml --\ntitle: 示例站\n"
ADDRESS = "-- config.yaml --\ntitle: 示例站\nbase_url: https://example.org/stars/\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("sitemap"), ADDRESS + BODY)


def test_the_sitemap_lists_every_page_by_its_full_address_without_index_html(site: Site) -> None:
    listed = set(re.findall(r"<loc>(.*?)</loc>", site.page("sitemap.xml")))
    found = {path.relative_to(site.output).as_posix() for path in site.output.rglob("index.html")}
    pages = {path for path in found if '<meta name="robots" content="noindex">' not in site.page(path)}
    assert "print/regions/east/index.html" in found - pages
    pages -= {page for page in pages if page.startswith("elder/")}  # they name their twin as the one to be found
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


IDS = ("anju", "anning", "baihe", "caihong", "shequ", "shouwang", "sishui", "songbai", "songshu")


def read(folder: Path, ids: Iterable[str] = IDS) -> Loaded:
    """A site of some bodies, read."""
    bodies = (BODY.replace("shouwang", one).replace("a.yaml", f"{one}.yaml") for one in ids)
    root = write_site(folder, ADDRESS + "".join(bodies))
    loaded = load(Options(root=root, output=root / "site", as_of=date(2024, 6, 1), jobs=1))
    with closing(loaded.store):
        return loaded


def sitemaps(loaded: Loaded, most: int) -> dict[str, Page]:
    """What a site plans for search engines where a sitemap may list no more than so many addresses."""
    return {page.url: page for page in plan_pages(loaded.catalogue, most) if page.url.startswith("sitemap")}


def listed(loaded: Loaded, page: Page) -> list[str]:
    """The addresses in a sitemap or an index of sitemaps, without that of the site."""
    content = render_page(loaded.context, page).content
    return [
        (loc.text or "").removeprefix("https://example.org/stars/")
        for loc in ElementTree.fromstring(content).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]


def test_where_one_sitemap_cannot_list_all_pages_an_index_leads_to_several(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    (whole,) = sitemaps(loaded, 1000).values()
    several = sitemaps(loaded, 5)
    index = several.pop("sitemap.xml")
    assert "<sitemapindex " in render_page(loaded.context, index).content.decode()
    assert listed(loaded, index) == list(several) and len(several) > 5
    sections = [listed(loaded, page) for page in several.values()]
    assert max(map(len, sections)) <= 5
    assert sorted(url for section in sections for url in section) == sorted(listed(loaded, whole))


def test_a_sitemap_holds_as_many_addresses_as_it_may(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    count = len(listed(loaded, sitemaps(loaded, 1000)["sitemap.xml"]))
    assert list(sitemaps(loaded, count)) == ["sitemap.xml"]
    assert len(sitemaps(loaded, count - 1)) > 2


def test_sitemaps_are_cut_by_kind_of_page_then_by_the_letters_of_its_address(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    several = sitemaps(loaded, 3)
    assert listed(loaded, several["sitemap-organizations-so.xml"]) == [
        "organizations/songbai/",
        "organizations/songshu/",
    ]
    assert listed(loaded, several["sitemap-organizations-b.xml"]) == ["organizations/baihe/"]
    assert listed(loaded, several["sitemap-pages-h.xml"]) == ["how/"]


def test_a_new_body_changes_only_the_sitemap_of_its_letters(tmp_path: Path) -> None:
    before, after = (sitemaps(read(tmp_path / name, ids), 4) for name, ids in (("a", IDS), ("b", (*IDS, "songtao"))))
    changed = [
        url for url, page in after.items() if url not in before or page_key(page, b"") != page_key(before[url], b"")
    ]
    assert changed == ["sitemap-organizations-so.xml"]
    assert before.keys() == after.keys()


def test_the_preview_finds_each_of_several_sitemaps(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    several = sitemaps(loaded, 5)
    assert {url: find_page(loaded.catalogue, url, 5) for url in several} == several
    assert find_page(loaded.catalogue, "sitemap-organizations-x.xml", 5) is None


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
