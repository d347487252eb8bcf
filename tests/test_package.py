"""The package of changes: what a portal has to take and to delete so that it has the whole new site."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from starcase.publish import site_files
from starcase.release_zip import DELETIONS, NothingChanged, read_uploaded, zip_site
from tests.sites import build_site, rebuild

BODIES = """
-- content/organizations/a.yaml --
{id: shouwang, name: 守望队, programme: example-stars, region: anju}
-- content/organizations/b.yaml --
{id: hefeng, name: 和风队, programme: example-stars, region: leye}
"""

Uploaded = Callable[[Path], Path]


@pytest.fixture
def edited(tmp_path: Path) -> tuple[Path, Path]:
    """What was uploaded, and the site after one body was renamed, one was taken away and one was added."""
    site = build_site(tmp_path / "a", BODIES)
    uploaded = Path(shutil.copytree(site.output, tmp_path / "uploaded"))
    folder = site.root / "content" / "organizations"
    (folder / "a.yaml").write_text("{id: shouwang, name: 守望邻里队, programme: example-stars, region: anju}", "utf-8")
    (folder / "b.yaml").unlink()
    (folder / "c.yaml").write_text("{id: wanqing, name: 晚晴社, programme: example-stars, region: leye}", "utf-8")
    return uploaded, rebuild(site.root).output


def _contents(site: Path) -> dict[str, bytes]:
    return {path: (site / path).read_bytes() for path in site_files(site)}


def _changes(site: Path, since: Path) -> bytes:
    packed = zip_site(site, read_uploaded(since))
    assert packed is not None
    assert packed.path == site.with_name("site-changes.zip")
    return packed.path.read_bytes()


def test_what_was_uploaded_becomes_the_new_site_by_unpacking_and_deleting(
    edited: tuple[Path, Path], tmp_path: Path
) -> None:
    uploaded, site = edited
    before = _contents(uploaded)
    _changes(site, uploaded / "data" / "manifest.json")
    with zipfile.ZipFile(site.with_name("site-changes.zip")) as package:
        names = set(package.namelist()) - {DELETIONS}
        package.extractall(uploaded)
    assert all(before.get(name) != (site / name).read_bytes() for name in names), "only what is new or another"
    deleted = (uploaded / DELETIONS).read_bytes().decode("utf-8-sig").split("\r\n")
    assert deleted.pop() == "" and "organizations/hefeng/index.html" in deleted
    for path in (*deleted, DELETIONS):
        (uploaded / path).unlink()
    assert _contents(uploaded) == _contents(site)


def test_the_same_changes_are_the_same_bytes_however_the_earlier_site_is_told(
    edited: tuple[Path, Path], tmp_path: Path
) -> None:
    uploaded, site = edited
    whole = zip_site(uploaded)
    assert whole is not None
    shutil.copy(whole.path, tmp_path / "上次.zip")
    packages = {_changes(site, since) for since in (uploaded, uploaded / "data/manifest.json", tmp_path / "上次.zip")}
    assert len(packages) == 1


def test_an_earlier_package_of_changes_tells_what_was_uploaded(edited: tuple[Path, Path]) -> None:
    uploaded, site = edited
    _changes(site, uploaded)
    with pytest.raises(NothingChanged):
        zip_site(site, read_uploaded(site.with_name("site-changes.zip")))


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04", b'{"sha256": [1]}'])
def test_what_holds_no_list_is_not_taken_for_an_empty_one(content: bytes, tmp_path: Path) -> None:
    """Else everything would be packed, and nothing deleted."""
    (tmp_path / "manifest.json").write_bytes(content)
    assert read_uploaded(tmp_path / "manifest.json") is None
    assert read_uploaded(tmp_path / "nowhere.json") is None
    assert read_uploaded(tmp_path) is None
