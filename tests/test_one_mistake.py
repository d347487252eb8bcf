"""A mistake as people make it is told once, at its place, and nothing is told that only follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import check_site, split_files

RECORD = "-- content/organizations/a.yaml --\nname: 示例队\nprogramme: example-stars\n"

CASES = {
    "the first of several lines lacks its colon": (
        "-- content/organizations/a.yaml --\nname 示例队\nprogramme: example-stars\n",
        ["a.yaml:1:1 yaml-line-without-colon"],
    ),
    "a comment stands below it": (
        "-- content/organizations/a.yaml --\nname 示例队\n# 待核对\nprogramme: example-stars\n",
        ["a.yaml:1:1 yaml-line-without-colon"],
    ),
    "the first line of a list item lacks its colon": (
        RECORD + "evaluations:\n- period 2022\n  level: star4\n",
        ["a.yaml:4:3 yaml-line-without-colon"],
    ),
    "the name of a list lacks its colon": (
        RECORD + "evaluations\n- period: 2022\n  level: star4\n",
        ["a.yaml:3:1 yaml-line-without-colon"],
    ),
    "the name of a group of lines lacks its colon": (
        RECORD + "contact\n  hours: 每周三\n",
        ["a.yaml:3:1 yaml-line-without-colon"],
    ),
    "a quote is left open in a text of two lines": (
        RECORD + 'summary: "有人等\n  有灯亮\nfee：免费\n',
        ["a.yaml:3:10 yaml-unclosed-quote", "a.yaml:5:4 yaml-full-width-colon"],
    ),
    "words touch their colons between brackets": (
        RECORD + "people: {leader:{role: 教师}, members: 46}\n",
        ["a.yaml:3:16 yaml-colon-without-space"],
    ),
    "text stands behind a bracket, and another line has its own mistake": (
        RECORD + "offers: [理发] 等\nfee：免费\n",
        ["a.yaml:3:14 yaml-text-after-bracket", "a.yaml:4:4 yaml-full-width-colon"],
    ),
    "the programme of a record cannot be read": (
        RECORD + "level: star5\n-- content/programmes/example-stars.yaml --\nname：示例评定\n",
        ["example-stars.yaml:1:5 yaml-full-width-colon"],
    ),
    "the regions cannot be read": (
        RECORD + "region: anju\n-- content/regions.yaml --\n- id：example-city\n  tier: city\n",
        ["regions.yaml:1:5 yaml-full-width-colon"],
    ),
    "a region's tier is unknown, so that none of its children is": (
        RECORD
        + "region: anju\n-- content/regions.yaml --\n"
        + "- {id: example-city, name: 示例市, tier: 大市, children: [{id: anju, name: 安居社区, tier: 社区}]}\n",
        ["regions.yaml:1:39 unknown-word"],
    ),
    "the regions cannot be read, and a type is unknown": (
        RECORD + "region: anju\ntype: 文体类\n-- content/regions.yaml --\n- id：example-city\n  tier: city\n",
        ["a.yaml:4:7 unknown-name", "regions.yaml:1:5 yaml-full-width-colon"],
    ),
    "consent is not said in a word that is understood": (
        RECORD + "photos: [{file: a.pdf, consent: 口头}]\n-- content/organizations/a.pdf --\n（照片）\n",
        ["a.yaml:3:33 yes-or-no-wanted"],
    ),
    "a figure of millions has two commas between braces": (
        RECORD + "services: {2022: {visits: 1,234,567, hours: 5}}\n",
        ["a.yaml:3:27 yaml-comma-in-number"],
    ),
    "a region was copied": (
        "-- content/regions.yaml --\n"
        "- {id: example-city, name: 示例市, tier: 市}\n"
        "- {id: anju, name: 安居社区, tier: 社区}\n"
        "- {id: anju, name: 安居社区, tier: 社区}\n",
        ["regions.yaml:3:8 written-twice"],
    ),
    "a figure is unusual in a period that is written in another way": (
        RECORD + "services:\n  2022-H1: {visits: 5}\n  2022H2: {visits: '1,200'}\n",
        ["a.yaml:5:3 plain-form", "a.yaml:5:20 plain-form"],
    ),
}


@pytest.mark.parametrize(("text", "told"), CASES.values(), ids=CASES)
def test_it_is_told_once_where_it_stands(text: str, told: list[str], tmp_path: Path) -> None:
    found = check_site(tmp_path, text).problems
    said = [f"{one.place.file.rpartition('/')[2]}:{one.place.line}:{one.place.column} {one.rule}" for one in found]
    assert said == told, split_files(text)


@pytest.mark.parametrize("top", ["/", "index.html"])
def test_an_old_address_may_lead_to_the_home_page(top: str, tmp_path: Path) -> None:
    text = f"-- content/redirects.yaml --\n- {{from: old/, to: {top}}}\n"
    assert not [one for one in check_site(tmp_path, text).problems if one.severity.value == "error"]


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
    assert [found.message for found in report.problems] == ["链接“#ruhe”要跳到的地方“ruhe”在 about/index.html 里没有。"]


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
