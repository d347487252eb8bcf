"""One mistake is one message, at the place where it was made, also where several parts of the program notice it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import check_site

BODY = """
-- content/organizations/jia.yaml --
name: 甲队
programme: example-stars
"""


def _said(tmp_path: Path, text: str) -> list[str]:
    return [f"{p.place.file}:{p.place.line}:{p.place.column} {p.rule}" for p in check_site(tmp_path, text).problems]


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ("{leader: 50, rooster: 18, visits-done: 17}", ["5:26 unknown-name"]),
        ("{leader: 50, rooster: 18}", ["5:13 missing-score", "5:13 missing-score", "5:26 unknown-name"]),
        ("{leader: 50, roster: 很好}", ["5:13 missing-score", "5:34 number-wanted"]),
    ],
)
def test_a_mistyped_item_is_not_also_a_missing_score(scores: str, said: list[str], tmp_path: Path) -> None:
    text = f"{BODY}evaluations:\n- {{period: 2023, level: star3,\n    scores: {scores}}}\n"
    assert [found.partition(":")[2] for found in _said(tmp_path, text)] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[甲队](../organizations/jia/)", ["content/pages/about.md:4:6 link-dead"]),
        ("[甲队]: ../organizations/jia/\n\n[甲队]", ["content/pages/about.md:4:7 link-dead"]),
        ("[甲队](/organizations/jia/index.html)", ["content/pages/about.md:4:6 markdown-link-from-top"]),
        ("[下文](#ruhe)", ["content/pages/about.md:4:6 link-anchor-missing"]),
        ("../a/ 不是链接，[这里](../a/)才是", ["content/pages/about.md:4:17 link-dead"]),
        ("![合影](heying.jpg)", ["content/pages/about.md:4:7 markdown-picture"]),
        ("[甲队](../organizations/jia/index.html)", []),
    ],
)
def test_a_link_in_a_text_is_reported_where_it_was_written(written: str, said: list[str], tmp_path: Path) -> None:
    assert _said(tmp_path, f"{BODY}-- content/pages/about.md --\n---\ntitle: 关于\n---\n{written}\n") == said


def test_a_dead_link_names_its_own_words(tmp_path: Path) -> None:
    report = check_site(tmp_path, "-- content/pages/about.md --\n---\ntitle: 关于\n---\n[下文](#ruhe)\n")
    assert [found.message for found in report.problems] == [
        "链接“#ruhe”要跳到的地方“ruhe”在 about/index.html 里没有。"
    ]


@pytest.mark.parametrize(
    ("file", "rule", "hint"),
    [
        ("content/notices/gongshi.yaml", "file-misnamed", "gongshi.md"),
        ("content/pages/about.yml", "file-misnamed", "about.md"),
        ("content/organizations/yi.yaml.lnk", "file-linked", "文件本身"),
        ("content/config.yml", "config-misplaced", "移出来"),
        ("content/yi.yaml", "file-misplaced", "content/organizations"),
    ],
)
def test_a_file_that_is_not_read_is_told_apart_by_its_reason(file: str, rule: str, hint: str, tmp_path: Path) -> None:
    report = check_site(tmp_path, f"-- {file} --\ntitle: 示例\n")
    assert [(found.place.file, found.rule) for found in report.problems] == [(file, rule)]
    assert hint in report.problems[0].mend
