"""The self-check of government sites, as a sheet to be signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from starcase.cli import main
from tests.sites import write_site

SITE = """
-- config.yaml --
title: =示例站
base_url: https://stars.example.org/
identity: {owner: 示例市社会工作部, icp: 京ICP备00000000号}
-- content/organizations/a.yaml --
name: 暖阳帮扶队
programme: example-stars
summary: 有事打13900001234，安居社区的的楼院。
-- content/organizations/b.yaml --
name: 晨光队
programme: example-stars
tpye: service
-- content/organizations/gushi.md --
---
title: 示例故事
organizations: [a]
---
见[这里](../nowhere/index.html)。
"""


@pytest.fixture
def answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, str, str]]:
    root, target = write_site(tmp_path, SITE), tmp_path / "自查.xlsx"
    arguments = ["check", "--root", str(root), "--as-of", "2024-06-01", "--self-check", str(target), "--format", "json"]
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["problems"] and "自查表写在" in said.err and "不合格　网页里没有个人信息" in said.err
    rows = load_workbook(target)["自查表"].iter_rows(min_row=4, values_only=True)
    return {str(row[1]): (str(row[2]), str(row[3] or ""), str(row[5] or "")) for row in rows if row[1]}


def test_every_item_is_answered_from_what_was_found(answers: dict[str, tuple[str, str, str]]) -> None:
    verdicts = {title: verdict for title, (verdict, _, _) in answers.items()}
    assert verdicts["网页里没有个人信息"] == "不合格"
    assert verdicts["没有错别字、繁体字、重复的字"] == "需人工看"
    assert verdicts["站内链接都能打开"] == "不合格"
    assert verdicts["资料没有错误"] == "不合格"
    assert verdicts["文章有日期和来源"] == "需人工看"
    assert verdicts["主办单位"] == verdicts["备案号"] == verdicts["附件里没有个人信息"] == "合格"
    assert verdicts["公安备案号"] == "不合格" and verdicts["外部链接都能打开"] == "需人工看"
    assert answers["网页里没有个人信息"][2] == "content/organizations/a.yaml:3"
    assert answers["主办单位"][1] == "示例市社会工作部"


def test_the_details_name_every_place_in_two_words_of_weight(
    answers: dict[str, tuple[str, str, str]], tmp_path: Path
) -> None:
    book = load_workbook(tmp_path / "自查.xlsx")
    rows = list(book["明细"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {"必须改", "建议看"}
    assert any(row[1] == "content/organizations/b.yaml" and row[2] == "3" for row in rows)
    assert not any("13900001234" in str(cell) for row in rows for cell in row)
    assert book["自查表"]["A1"].value == "=示例站自查表" and book["自查表"]["A1"].data_type == "s"


def test_a_sheet_can_be_had_where_nothing_could_be_published(tmp_path: Path) -> None:
    root, target = write_site(tmp_path, "-- content/regions.yaml --\n- {id: x\n"), tmp_path / "自查.xlsx"
    assert main(["check", "--root", str(root), "--self-check", str(target)]) == 1
    assert load_workbook(target)["明细"].max_row > 1
