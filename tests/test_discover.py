"""Every file is read as what its place says, or somebody is told that it is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from starcase.language import Words
from starcase.problems import Problem
from starcase.sources.discover import Sources, discover_sources

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
needs_case = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the file system takes both for one")


def found_in(root: Path, *files: str) -> tuple[Sources, tuple[Problem, ...]]:
    for file in ("config.yaml", "content/regions.yaml", *files):
        place = root / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("a: 1\n", encoding="utf-8")
    return discover_sources(root)


def rules_of(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(found.spot.document.file, found.rule.id) for found in problems]


def test_each_file_is_read_as_what_its_folder_says(tmp_path: Path) -> None:
    sources, problems = found_in(
        tmp_path,
        *("content/programmes/b.yml", "content/programmes/a.yaml"),
        *("content/organizations/c.yaml", "content/organizations/桥头街道/安居/d.YAML"),
        *("content/organizations/桥头街道/s.md", "content/notices/2024/n.md", "content/pages/about.md"),
        "content/redirects.yaml",
    )
    assert problems == ()
    assert sources == Sources(
        config="config.yaml",
        programmes=("content/programmes/a.yaml", "content/programmes/b.yml"),
        regions="content/regions.yaml",
        organizations=("content/organizations/c.yaml", "content/organizations/桥头街道/安居/d.YAML"),
        stories=("content/organizations/桥头街道/s.md",),
        notices=("content/notices/2024/n.md",),
        pages=("content/pages/about.md",),
        redirects="content/redirects.yaml",
    )


def test_nothing_outside_content_is_looked_at(tmp_path: Path) -> None:
    _, problems = found_in(tmp_path, "review/organizations/secret.yaml", "site/index.html", "notes.yaml.txt")
    assert problems == ()


@pytest.mark.parametrize(
    "file",
    [
        *(".hidden.yaml", ".git/config.yaml", "~$记录.docx", "a.yaml.swp", ".a.yaml.swp", "a.yaml~", "#a.yaml#"),
        *("Thumbs.db", "desktop.ini", ".DS_Store", "a.yaml.bak", "__MACOSX/a.yaml", "README.md", "photo.jpg", "a.PDF"),
    ],
)
def test_leftovers_and_what_records_may_name_are_passed_over(tmp_path: Path, file: str) -> None:
    sources, problems = found_in(tmp_path, f"content/organizations/{file}")
    assert (sources.organizations, sources.stories, problems) == ((), (), ())


@pytest.mark.parametrize("file", ["申请表.docx", "名单.xlsx", "附件.zip"])
def test_notices_and_pages_may_name_any_attachment(tmp_path: Path, file: str) -> None:
    assert found_in(tmp_path, f"content/notices/{file}", f"content/pages/{file}")[1] == ()


@pytest.mark.parametrize(
    ("file", "rule", "word"),
    [
        ("content/organizations/a.yaml.txt", "file-misnamed", "a.yaml"),
        ("content/organizations/a.yml.txt", "file-misnamed", "a.yml"),
        ("content/pages/a.markdown", "file-misnamed", "a.md"),
        ("content/notices/a.yaml", "file-misnamed", "a.md"),
        ("content/region.yaml", "file-misnamed", "regions.yaml"),
        ("content/organizations/记录.docx", "file-unknown", "记录.docx"),
        ("content/organizations/记录.xlsx", "file-unknown", "import"),
        ("content/organizations/a.yaml.lnk", "file-linked", "快捷方式"),
        ("content/shouwang.yaml", "file-misplaced", "content/organizations"),
        ("content/about.md", "file-misplaced", "content/pages"),
        ("content/programmes/about.md", "file-misplaced", "content/pages"),
    ],
)
def test_a_file_that_nothing_reads_is_a_warning_with_the_way_to_mend_it(
    tmp_path: Path, file: str, rule: str, word: str
) -> None:
    _, (found,) = found_in(tmp_path, file)
    assert (found.spot.document.file, found.rule.id, found.is_error) == (file, rule, False)
    assert word in found.message(Words()) + found.mend(Words())


@pytest.mark.parametrize(
    ("folder", "file", "meant"),
    [
        ("organisations", "a.yaml", "content/organizations"),
        ("Programmes", "a.yaml", "content/programmes"),
        ("组织档案", "a.yaml", "content/organizations"),
        ("公示公告", "a.md", "content/notices"),
        ("misc", "a.yaml", "content/organizations"),
        ("misc", "a.md", "content/pages"),
    ],
)
@needs_case
def test_a_folder_that_nobody_knows_is_reported_once_with_the_one_that_was_meant(
    tmp_path: Path, folder: str, file: str, meant: str
) -> None:
    _, (found,) = found_in(tmp_path, f"content/{folder}/{file}", f"content/{folder}/deeper/b{file}")
    assert rules_of((found,)) == [(f"content/{folder}", "folder-unknown")]
    assert dict(found.values) == {"folder": folder, "count": "2", "meant": meant}


def test_a_folder_of_photos_may_have_any_name(tmp_path: Path) -> None:
    assert found_in(tmp_path, "content/照片/a.jpg")[1] == ()


def test_without_config_the_site_stops(tmp_path: Path) -> None:
    found_in(tmp_path)
    (tmp_path / "config.yaml").unlink()
    sources, (found,) = discover_sources(tmp_path)
    assert sources.config is None
    assert (found.rule.id, found.is_error, found.rule.stops_site) == ("config-missing", True, True)


def test_a_config_inside_content_is_told_where_it_belongs(tmp_path: Path) -> None:
    assert rules_of(found_in(tmp_path, "content/config.yaml")[1]) == [("content/config.yaml", "config-misplaced")]


def test_without_content_the_site_stops(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("", encoding="utf-8")
    sources, (found,) = discover_sources(tmp_path)
    assert sources == Sources(config="config.yml")
    assert (found.rule.id, found.rule.stops_site) == ("content-missing", True)


def test_an_empty_content_is_fine_without_regions(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    (tmp_path / "content").mkdir()
    assert discover_sources(tmp_path) == (Sources(config="config.yaml"), ())


@pytest.mark.parametrize("second", ["config.yml", "content/regions.yml"])
def test_the_same_file_with_both_endings_is_an_error_and_the_first_is_read(tmp_path: Path, second: str) -> None:
    sources, problems = found_in(tmp_path, second)
    assert rules_of(problems) == [(second, "file-twice")]
    assert (sources.config, sources.regions) == ("config.yaml", "content/regions.yaml")


@needs_case
@pytest.mark.parametrize("other", ["content/organizations/A.yaml", "content/Organizations/a.yaml"])
def test_paths_that_differ_only_in_case_stop_the_site(tmp_path: Path, other: str) -> None:
    _, problems = found_in(tmp_path, "content/organizations/a.yaml", other)
    collision = next(found for found in problems if found.rule.id == "path-collision")
    assert collision.rule.stops_site
    assert {"content/organizations/a.yaml", other} == {value for _, value in collision.values}


@needs_case
def test_names_that_differ_only_in_how_an_accent_is_stored_collide(tmp_path: Path) -> None:
    _, problems = found_in(tmp_path, "content/organizations/\u00e9.yaml", "content/organizations/e\u0301.yaml")
    assert [found.rule.id for found in problems] == ["path-collision"]


@needs_case
@pytest.mark.parametrize("name", ["con.yaml", "AUX.md", "com1.yaml", "a:b.yaml", "a?.yaml", "a\\b.yaml", "a\nb.yaml"])
def test_a_name_that_windows_refuses_is_an_error(tmp_path: Path, name: str) -> None:
    assert rules_of(found_in(tmp_path, f"content/organizations/{name}")[1]) == [
        (f"content/organizations/{name}", "path-refused")
    ]


@needs_case
def test_a_folder_that_windows_refuses_is_reported_once(tmp_path: Path) -> None:
    _, problems = found_in(tmp_path, "content/organizations/nul/a.yaml", "content/organizations/nul/b.yaml")
    assert rules_of(problems) == [("content/organizations/nul", "path-refused")]


@needs_case
def test_a_name_that_is_no_text_is_reported_and_not_read(tmp_path: Path) -> None:
    found_in(tmp_path, "content/organizations/a.yaml")
    (tmp_path / os.fsdecode(b"content/organizations/\xb0\xb2.yaml")).write_text("", encoding="utf-8")
    sources, problems = discover_sources(tmp_path)
    assert sources.organizations == ("content/organizations/a.yaml",)
    assert rules_of(problems) == [("content/organizations/��.yaml", "path-refused")]


@needs_links
def test_a_link_is_read_only_where_it_leads_to_a_file_of_content(tmp_path: Path) -> None:
    found_in(tmp_path, "content/organizations/a.yaml", "outside.yaml", "content/programmes/p.yaml")
    folder = tmp_path / "content/organizations"
    (folder / "inside.yaml").symlink_to("a.yaml")
    (folder / "outside.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "up").symlink_to(tmp_path)
    (folder / "itself.yaml").symlink_to("itself.yaml")
    (folder / "nowhere.yaml").symlink_to("gone.yaml")
    sources, problems = discover_sources(tmp_path)
    assert sources.organizations == ("content/organizations/a.yaml", "content/organizations/inside.yaml")
    assert rules_of(problems) == [
        (f"content/organizations/{name}", "file-linked")
        for name in ("itself.yaml", "nowhere.yaml", "outside.yaml", "up")
    ]


@needs_links
def test_content_itself_may_be_a_link(tmp_path: Path) -> None:
    found_in(tmp_path / "elsewhere", "content/organizations/a.yaml")
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    (tmp_path / "content").symlink_to(tmp_path / "elsewhere" / "content")
    sources, problems = discover_sources(tmp_path)
    assert (sources.organizations, problems) == (("content/organizations/a.yaml",), ())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a matter of Unix")
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    found_in(tmp_path, "content/organizations/a.yaml")
    os.mkfifo(tmp_path / "content/organizations/pipe.yaml")
    assert rules_of(discover_sources(tmp_path)[1]) == [("content/organizations/pipe.yaml", "file-linked")]
