"""What is taken over from the build before: families of pages whose parts are what they were, and pieces of long files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from starcase.keys import family_key, page_key
from starcase.model.catalogue import Catalogue
from starcase.model.ids import RegionId
from starcase.options import Options
from starcase.pages import data_bodies, list_families
from starcase.pages.audiences import plan_site
from starcase.pipeline import load
from starcase.publish import open_release
from starcase.render import workbook
from starcase.render.page import render_page
from starcase.standing import StandingPages
from tests.sites import build_site, rebuild, write_site

BODIES = """
-- content/organizations/wanqing.yaml --
name: 晚晴陪伴社
programme: example-stars
type: service
region: anju
offers: [陪伴]
evaluations:
- {period: 2023, level: star5}
-- content/organizations/xinya.yaml --
name: 新芽课堂
programme: example-stars
type: charity
region: leye
offers: [课堂]
relations: {partners: [hehua]}
-- content/organizations/hehua.yaml --
name: 荷花合唱团
programme: example-stars
type: service
region: leye
-- content/organizations/denghuo.yaml --
name: 灯火巡逻队
programme: example-stars
region: [anju, leye]
offers: [陪伴]
-- content/organizations/qiaotou.yaml --
name: 桥头理发摊
programme: example-stars
type: service
region: east
-- content/organizations/gushi.md --
---
title: 一盏灯
organizations: [wanqing]
---
晚上有人等。
"""
WANQING = "organizations/wanqing.yaml"


def edit(root: Path, name: str, old: str, new: str) -> None:
    place = root / "content" / name
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new), "utf-8")


def options(root: Path) -> Options:
    return Options(root=root, output=root / "site", as_of=date(2024, 6, 1), jobs=1)


def planned_again(root: Path) -> tuple[set[str], int]:
    """The pages that have to be planned beside the standing site, and how many need not be."""
    loaded = load(options(root))
    with open_release(root / "site") as release:
        standing = StandingPages(release, loaded.context.digest())
        return {page.path for page in plan_site(loaded.catalogue, None, standing)}, standing.reused


def test_after_an_edit_only_what_is_made_of_it_is_planned_again(tmp_path: Path) -> None:
    build_site(tmp_path, BODIES)
    untouched, reused = planned_again(tmp_path)
    own = {"organizations/wanqing/index.html", "data/organizations/wanqing.json", "stories/gushi/index.html"}
    others = {"organizations/xinya/index.html", "regions/leye/index.html", "data/organizations/hehua.json"}
    assert not untouched & (own | others) and reused > 20
    edit(tmp_path, WANQING, "offers: [陪伴]", "offers: [陪伴, 送餐]")
    planned, _ = planned_again(tmp_path)
    assert own | {"regions/anju/index.html", "regions/east/index.html"} <= planned and not planned & others
    (tmp_path / "site/data/organizations/hehua.json").write_text("by hand", "utf-8")
    planned, _ = planned_again(tmp_path)
    assert "organizations/hehua/index.html" in planned, "its family does not stand as a whole any more"


EDITS: dict[str, Callable[[Path], object]] = {
    "a summary": lambda root: edit(root, WANQING, "region: anju", "region: anju\nsummary: 晚上陪老人说话。"),
    "a place": lambda root: edit(root, WANQING, "region: anju", "region: leye"),
    "a level": lambda root: edit(root, WANQING, "level: star5", "level: star4"),
    "a relation": lambda root: edit(root, "organizations/xinya.yaml", "[hehua]", "[wanqing]"),
    "a need": lambda root: edit(root, "organizations/denghuo.yaml", "[陪伴]", "[课堂]"),
    "a status": lambda root: edit(root, WANQING, "region: anju", "region: anju\nstatus: dissolved"),
    "a body gone": lambda root: (root / "content/organizations/hehua.yaml").unlink(),
    "a story gone": lambda root: (root / "content/organizations/gushi.md").unlink(),
}


def keys(catalogue: Catalogue) -> dict[bytes, list[str]]:
    """The keys of each family's pages, by the family's own."""
    return {
        key: [page_key(page, b"") for page in family.pages()]
        for family in list_families(catalogue)
        if (key := family_key(family, b""))
    }


def test_families_with_the_same_key_have_the_same_pages(tmp_path: Path) -> None:
    write_site(tmp_path, BODIES)
    before = keys(load(options(tmp_path)).catalogue)
    for name, change in EDITS.items():
        root = write_site(tmp_path / name.replace(" ", "-"), BODIES)
        change(root)
        after = keys(load(options(root)).catalogue)
        same = before.keys() & after.keys()
        assert same and after.keys() - same and all(before[key] == after[key] for key in same), name


# ── Regions ──


def test_regions_are_read_again_where_their_text_or_what_is_kept_of_them_is_another(tmp_path: Path) -> None:
    site = build_site(tmp_path, BODIES)
    kept = tmp_path / ".starcase/public/regions.bin"
    first = kept.read_bytes()
    edit(tmp_path, "regions.yaml", "乐业社区", "乐居社区")
    assert "乐居社区" in (rebuild(tmp_path), site.page("regions/leye/index.html"))[1]
    assert kept.read_bytes() != first
    for harm in (first, kept.read_bytes()[:-5], b""):
        kept.write_bytes(harm)
        assert load(options(tmp_path)).catalogue.regions[RegionId("leye")].name == "乐居社区"
    kept.unlink()
    edit(tmp_path, "regions.yaml", "tier: district", "tier: kingdom")
    assert rebuild(tmp_path).report.stopped and not kept.exists(), "what is wrong is told every time"


# ── Long files ──


def pieces(root: Path) -> dict[str, bytes]:
    folder = root / ".starcase/public/pieces"
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def test_a_long_file_is_the_same_however_it_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = build_site(tmp_path / "whole", BODIES)
    monkeypatch.setattr(data_bodies, "ROWS_OF_PIECE", 2)
    build_site(tmp_path / "cut", BODIES)
    for name in ("data/organizations.csv", "data/organizations.json"):
        assert (tmp_path / "cut/site" / name).read_bytes() == (whole.output / name).read_bytes()
    assert len(pieces(tmp_path / "cut")) == 10, "three of each list, and the frame of the workbook"


def wholes(root: Path) -> dict[str, bytes]:
    """The lists of bodies, each rendered as a whole."""
    loaded = load(options(root))
    pages = (page for page in plan_site(loaded.catalogue, None) if page.path.startswith("data/organizations."))
    return {page.path: render_page(loaded.context, page).content for page in pages}


def test_pieces_that_are_what_they_were_are_kept_and_none_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_bodies, "ROWS_OF_PIECE", 2)
    monkeypatch.setattr(workbook, "ROWS_OF_PIECE", 2)
    build_site(tmp_path, BODIES)
    folder = tmp_path / ".starcase/public/pieces"
    harms: dict[str, Callable[[Path], object]] = {
        "none": lambda place: None,
        "damaged": lambda place: place.write_bytes(place.read_bytes()[:-3] + b"xyz"),
        "of another": lambda place: place.write_bytes(next(iter(before.values()))),
        "gone": lambda place: place.unlink(),
    }
    for number, (name, harm) in enumerate(harms.items()):
        before = pieces(tmp_path)
        edit(tmp_path, "organizations/qiaotou.yaml", "region: east", f"region: east\nsummary: 唱了{number}首歌。")
        for place in folder.rglob("*.*/*"):
            harm(place)
        rebuild(tmp_path)
        assert {path: (tmp_path / "site" / path).read_bytes() for path in wholes(tmp_path)} == wholes(tmp_path), name
        assert len(pieces(tmp_path)) == 10 and len(pieces(tmp_path).keys() - before.keys()) == 3, "one of each list"
        edit(tmp_path, "organizations/qiaotou.yaml", f"\nsummary: 唱了{number}首歌。", "")
