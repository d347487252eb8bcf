"""Links between pages: relative, so that a site works in any folder."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starcase.model.config import Config
from starcase.model.region_tree import RegionTree
from starcase.views.frame import frame_page
from starcase.views.shared import MenuItem, Shared
from starcase.views.urls import relative

_FOLDERS = st.lists(st.sampled_from(["organizations", "organ", "regions", "a", "page"]), max_size=4)
_ADDRESSES = st.builds(lambda folders: "/".join((*folders, "index.html")), _FOLDERS)


@given(_ADDRESSES, _ADDRESSES, st.sampled_from(["", "#letter-a"]))
def test_a_link_leads_from_any_page_to_any_other_by_the_shortest_way(here: str, there: str, anchor: str) -> None:
    link = relative(here, there + anchor)
    address, _, found = link.partition("#")
    leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(here), address)) if address else here
    assert (leads_to, found) == (there, anchor.removeprefix("#"))
    folder = posixpath.dirname(here) or "."
    assert link == anchor or address == posixpath.relpath(there, folder)


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("organizations/a/index.html", "regions/b/index.html", "../../regions/b/index.html"),
        ("organizations/a/index.html", "organizations/b/index.html", "../b/index.html"),
        ("organizations/a/index.html", "organizations/a/index.html", "index.html"),
        ("organizations/a/index.html", "index.html", "../../index.html"),
        ("index.html", "assets/site.css", "assets/site.css"),
        ("how/index.html", "how/index.html#bands", "#bands"),
    ],
)
def test_a_link_is_relative_and_names_its_file(here: str, there: str, link: str) -> None:
    assert relative(here, there) == link


_ITEMS = st.lists(
    st.builds(MenuItem, st.just("名"), _ADDRESSES, st.sampled_from(["organizations", "a", ""])), max_size=3
)


@given(_ITEMS.map(tuple), _ITEMS.map(tuple), st.lists(_ADDRESSES, min_size=1, max_size=8))
def test_what_stands_around_a_page_leads_from_there(
    menu: tuple[MenuItem, ...], footer: tuple[MenuItem, ...], pages: list[str]
) -> None:
    shared = Shared(Config(title="站"), {}, RegionTree(), menu, footer)
    for here in pages:
        frame = frame_page(shared, here, "题")
        assert [link.href for link in frame.menu] == [
            relative(here, to) for to in ("index.html", *(one.url for one in menu))
        ]
        assert [link.href for link in frame.footer.links] == [relative(here, one.url) for one in footer]
        assert [link.current for link in frame.menu[1:]] == [one.section == here.partition("/")[0] for one in menu]
        assert (frame.home, frame.icon) == (relative(here, "index.html"), relative(here, "assets/icon.svg"))
