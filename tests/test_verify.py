"""`build.py verify`: is a site whole, and is it what the present content gives."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from starcase.cli import main
from tests.sites import build_site, write_site

BODIES = "".join(
    f"""
-- content/organizations/b{number}.yaml --
name: 守望{number}队
programme: example-stars
region: anju
"""
    for number in range(3)
)
RATED = """
-- content/organizations/rated.yaml --
name: 晚晴社
programme: example-stars
region: leye
evaluations: [{period: 2022, level: star4, decided: 2022-11-30}]
"""
WHOLE = {"whole": True, "missing": [], "changed": [], "additional": [], "outdated": []}

Starcase = Callable[..., tuple[int, str]]


@pytest.fixture
def starcase(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Starcase:
    """Runs the command line in this process: its exit status, and all that it said."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards

    def run(*arguments: object) -> tuple[int, str]:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        return status, "".join(capfd.readouterr())

    return run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, built for 2024-06-01."""
    return build_site(tmp_path_factory.mktemp("built"), BODIES + RATED).root


@pytest.fixture
def root(tmp_path: Path, built: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "项目"))


@pytest.fixture
def verify(starcase: Starcase, root: Path) -> Callable[..., tuple[int, dict[str, object]]]:
    """Verifies a site for 2024-06-01, unless told otherwise: the exit status, and what was found."""

    def run(*typed: object, day: str = "2024-06-01") -> tuple[int, dict[str, object]]:
        options = ("--root", root, "--as-of", day, "--jobs", 1, "--format", "json")
        status, said = starcase("verify", *options, *typed)
        found: dict[str, object] = json.loads(said)
        return status, found

    return run


Verify = Callable[..., tuple[int, dict[str, object]]]


def test_a_site_that_was_just_built_is_whole_and_up_to_date(verify: Verify) -> None:
    assert verify() == (0, WHOLE)


def test_it_is_said_in_plain_words(starcase: Starcase, root: Path) -> None:
    status, said = starcase("verify", "--root", root, "--as-of", "2024-06-01", "--jobs", 1)
    assert status == 0
    assert "是完整的" in said and "它和现在的资料一致。" in said


def test_a_file_that_is_missing_changed_or_added_is_named(verify: Verify, root: Path) -> None:
    (root / "site" / "index.html").unlink()
    with open(root / "site" / "organizations" / "b1" / "index.html", "a") as page:
        page.write("<p>")
    (root / "site" / "媒体").mkdir()
    (root / "site" / "媒体" / "mine.txt").write_text("mine")
    assert verify() == (
        1,
        {
            "whole": False,
            "missing": ["index.html"],
            "changed": ["organizations/b1/index.html"],
            "additional": ["媒体/mine.txt"],
            "outdated": [],
        },
    )


def test_what_file_managers_leave_is_no_additional_file(verify: Verify, root: Path) -> None:
    (root / "site" / "organizations" / ".DS_Store").write_bytes(b"litter")
    assert verify() == (0, WHOLE)


def test_a_site_that_was_copied_elsewhere_is_verified_there(verify: Verify, root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "site", tmp_path / "U 盘")
    shutil.rmtree(root / "site")
    assert verify(tmp_path / "U 盘") == (0, WHOLE)
    (tmp_path / "U 盘" / "404.html").write_text("")
    assert verify(tmp_path / "U 盘") == (1, {**WHOLE, "whole": False, "changed": ["404.html"]})


def test_pages_that_the_content_would_give_otherwise_are_named(verify: Verify, root: Path) -> None:
    write_site(root, BODIES.replace("守望1队", "朝阳队") + RATED)
    (root / "content" / "organizations" / "b2.yaml").rename(root / "content" / "organizations" / "b9.yaml")
    status, found = verify()
    outdated = found["outdated"]
    assert status == 1 and found["whole"] is True
    assert isinstance(outdated, list) and {f"organizations/b{number}/index.html" for number in (1, 2, 9)} <= {*outdated}
    assert "programmes/index.html" not in outdated


def test_the_day_decides_what_the_content_gives(verify: Verify) -> None:
    status, found = verify(day="2024-12-01")  # the rating has run out
    assert status == 1 and "organizations/rated/index.html" in str(found["outdated"])


def test_drafts_are_part_of_a_site_only_where_they_were_asked_for(
    verify: Verify, starcase: Starcase, root: Path
) -> None:
    write_site(root, BODIES.replace("region: anju", "status: draft") + RATED)
    assert starcase("--root", root, "--as-of", "2024-06-01", "--jobs", 1, "--drafts")[0] == 0
    assert verify()[0] == 1
    assert verify("--drafts") == (0, WHOLE)


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda manifest: manifest.unlink(), "missing"),
        (lambda manifest: manifest.write_text("{"), "changed"),
        (lambda manifest: manifest.write_text('{"sha256": {}}'), "changed"),
        (lambda manifest: manifest.write_bytes(b"\xff\xfe"), "changed"),
        (lambda manifest: manifest.write_bytes(manifest.read_bytes() + b" "), "changed"),
    ],
)
def test_a_site_whose_list_is_damaged_is_not_whole_and_is_still_compared_with_the_content(
    verify: Verify, root: Path, harm: Callable[[Path], object], named: str
) -> None:
    harm(root / "site" / "data" / "manifest.json")
    assert verify() == (1, {**WHOLE, "whole": False, named: ["data/manifest.json"]})
    (root / "site" / "404.html").write_text("")
    assert verify()[1]["outdated"] == ["404.html"]


def test_a_page_and_the_list_that_were_changed_together_do_not_fit_the_content(verify: Verify, root: Path) -> None:
    manifest, page = root / "site" / "data" / "manifest.json", root / "site" / "404.html"
    listed = json.loads(manifest.read_text("utf-8"))["sha256"]
    index, other = listed["index.html"], listed["404.html"]
    page.write_bytes((root / "site" / "index.html").read_bytes())
    manifest.write_text(manifest.read_text("utf-8").replace(other, index), "utf-8", newline="\n")
    assert verify() == (1, {**WHOLE, "outdated": ["404.html"]})


def test_ten_paths_are_named_and_the_others_counted(starcase: Starcase, root: Path) -> None:
    for number in range(14):
        (root / "site" / f"mine-{number:02}.txt").write_text("mine")
    status, said = starcase("verify", "--root", root, "--as-of", "2024-06-01", "--jobs", 1)
    assert status == 1
    assert "多出 14 个文件：\n" in said and "  另有 4 个\n" in said
    assert "mine-09.txt" in said and "mine-10.txt" not in said


def test_content_with_errors_says_that_nothing_could_be_compared(
    verify: Verify, starcase: Starcase, root: Path
) -> None:
    (root / "content" / "regions.yaml").write_text("- nonsense", "utf-8")
    assert verify() == (4, {**WHOLE, "outdated": None})
    assert "没有和资料核对" in starcase("verify", "--root", root)[1]
    (root / "site" / "index.html").unlink()
    assert verify()[0] == 1, "that the site is damaged counts for more"


def test_where_there_is_no_site_there_is_nothing_to_verify(starcase: Starcase, root: Path, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        status, said = starcase("verify", "--root", root, place)
        assert status == 2 and "还没有生成好的网站" in said


def test_nothing_is_written_and_nothing_remembered_is_believed(verify: Verify, root: Path) -> None:
    def everything() -> dict[str, tuple[int, int]]:
        inside = (path for name in ("site", "content", ".starcase") for path in (root / name).rglob("*"))
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in inside}

    for remembered in filter(Path.is_file, (root / ".starcase").rglob("*")):
        remembered.write_bytes(b"\x00" * remembered.stat().st_size)
    before = everything()
    assert verify() == (0, WHOLE)
    assert everything() == before


def test_help_says_that_a_folder_may_be_named(starcase: Starcase) -> None:
    assert starcase("verify", "--help")[1].startswith("用法：python3 build.py verify [网站文件夹] [选项]\n")
    assert "“b”是多写的" in starcase("verify", "a", "b")[1]
