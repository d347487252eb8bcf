"""The checklist goes out as a workbook and comes back: ticks are recorded, mistakes are said at their cell, conflicts wait."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from starcase.cli import main
from tests.desks import desk_text, rebuild_desk
from tests.sites import BASE, write_site


class Desk:
    """A root with its checklist, as reviewers work with it."""

    def __init__(self, root: Path, text: str) -> None:
        self.root = write_site(root / "root", text, BASE)
        self.folder = root

    def run(self, *arguments: str) -> tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = main(["checklist", *arguments, "--root", str(self.root), "--as-of", "2024-06-01", "--jobs", "1"])
        return status, said.getvalue()

    def export(self, *options: str) -> Path:
        target = self.folder / f"清单{len(list(self.folder.glob('*.xlsx')))}.xlsx"
        status, said = self.run("export", "--to", str(target), *options)
        assert status == 0, said
        return target

    def collect(self, *files: Path | str) -> tuple[int, str]:
        return self.run("collect", *map(str, files))

    def review(self, body: str) -> str:
        place = self.root / "review" / "organizations" / f"{body}.yaml"
        return place.read_text("utf-8") if place.exists() else ""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, desk_text(near="# 示例\nnotes:\n- 手写的一行   # 留着\n"))


def fill(list_: Path, name: str, **results: dict[str, str]) -> Path:
    """A copy in which some bodies have been filled in."""
    book = load_workbook(list_)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[3]}
    for body, values in results.items():
        row = _row_of(sheet, body)
        for heading, value in values.items():
            sheet.cell(row, columns[heading]).value = value
    copy = list_.with_name(name)
    book.save(copy)
    return copy


def _row_of(sheet: Worksheet, body: str) -> int:
    return next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, 1).value == body)


def tick(result: str, by: str = "示例甲", **more: str) -> dict[str, str]:
    return {"核查结果": result, "核查人": by, "核查日期": "2024-06-01", **more}


def test_the_list_says_what_to_look_at_offers_the_results_and_filters(desk: Desk) -> None:
    sheet = load_workbook(desk.export()).worksheets[0]
    assert "内部资料 请勿外传" in sheet["A1"].value and sheet.auto_filter.ref and sheet.freeze_panes == "C4"
    says = sheet.cell(_row_of(sheet, "wrong"), 5).value
    assert says.startswith("1. 星级与得分不符：2023 ") and "2. 总分贴近分数线" in says
    (choice,) = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert choice.sqref and sheet.protection.sheet
    assert sheet.cell(4, 1).protection.locked and not sheet.cell(4, 10).protection.locked


def test_a_pile_and_a_district_can_be_sent_out_alone(desk: Desk) -> None:
    sheet = load_workbook(desk.export("--pile", "必须处理", "--district", "东湖区")).worksheets[0]
    assert {row[0].value for row in sheet.iter_rows(min_row=4)} == {"wrong", "above"}
    status, said = desk.run("export", "--district", "西湖区")
    assert status == 2 and "没有“西湖区”这个区县。可以写：东湖区。" in said


def test_what_reviewers_filled_in_is_recorded_beside_what_is_there(desk: Desk) -> None:
    list_ = desk.export()
    one = fill(list_, "甲.xlsx", wrong=tick("退回", 备注="示例：得分抄错"), above=tick("退回"))
    other = fill(list_, "乙.xlsx", near=tick("属实", "示例乙"))
    status, said = desk.collect(one, other)
    assert status == 0 and "收下 3 个组织的核查结果" in said and "东湖区 已核查 3 / 7" in said
    assert "result: 退回\n    remark: 示例：得分抄错" in desk.review("wrong")
    assert desk.review("near").startswith("# 示例\nnotes:\n- 手写的一行   # 留着\n") and "by: 示例乙" in desk.review(
        "near"
    )
    site = rebuild_desk(desk.root)
    assert not [one for one in site.problems if one.startswith("review/")]
    assert "<b>退回</b> 示例甲，2024年6月1日：示例：得分抄错" in site.page("bodies/wrong/index.html")
    assert "<b>退回</b>" in site.page("bodies/above/index.html"), "one that cannot be read can be ticked, too"


def test_collecting_the_same_copy_again_changes_nothing(desk: Desk) -> None:
    copy = fill(desk.export(), "甲.xlsx", wrong=tick("属实"))
    desk.collect(copy)
    before = desk.review("wrong")
    status, said = desk.collect(copy)
    assert status == 0 and "早已记下的 1 条" in said and desk.review("wrong") == before


def test_different_results_of_two_reviewers_are_shown_and_wait(desk: Desk) -> None:
    list_ = desk.export()
    one, other = fill(list_, "甲.xlsx", wrong=tick("属实")), fill(list_, "乙.xlsx", wrong=tick("调整", "示例乙"))
    status, said = desk.collect(one, other)
    assert status == 1 and "写的是“" in said and "请商量好，只留一个结果，再收一次。" in said
    assert not desk.review("wrong")


def test_a_result_that_contradicts_a_recorded_one_waits_until_it_is_settled(desk: Desk) -> None:
    list_ = desk.export()
    desk.collect(fill(list_, "甲.xlsx", wrong=tick("属实")))
    other = fill(list_, "乙.xlsx", wrong=tick("调整", "示例乙"))
    status, said = desk.collect(other)
    assert status == 1 and "和已经记下的不一样：示例甲写的是“属实”" in said and "示例乙" not in desk.review("wrong")
    status, _ = desk.collect(other, "--settled")
    assert status == 0 and "示例乙" in desk.review("wrong")


def test_what_was_left_open_may_be_settled_by_another(desk: Desk) -> None:
    list_ = desk.export()
    desk.collect(fill(list_, "甲.xlsx", wrong=tick("待查")))
    status, _ = desk.collect(fill(list_, "乙.xlsx", wrong=tick("属实", "示例乙")))
    assert status == 0 and "示例乙" in desk.review("wrong")


def test_every_mistake_is_said_at_its_cell_and_the_other_rows_are_taken(desk: Desk) -> None:
    mistakes = {
        "wrong": (
            tick("没问题"),
            "（核查结果）：写的是“没问题”，没有这个核查结果。请从列表里选：属实、退回、调整、待查。",
        ),
        "above": (tick("属实", by=""), "（核查人）：没有写是谁核查的。请写上姓名。"),
        "leap": (tick("属实", 核查日期="昨天"), "（核查日期）：写的是“昨天”，不是日期。请写成 2026-11-22 这样。"),
        "twin": (tick("属实", 编号="nobody"), "（编号）：写的是“nobody”，没有这个编号的组织。"),
        "twins": (tick("属实", 资料指纹=""), "（资料指纹）：资料指纹（隐藏的一列）空了"),
        "gold": ({"备注": "看过了"}, "（核查结果）：写了备注，没有选核查结果。请从列表里选一个结果。"),
    }
    list_ = desk.export()
    rows = {body: _row_of(load_workbook(list_).worksheets[0], body) for body in mistakes}
    filled = {body: values for body, (values, _) in mistakes.items()}
    status, told = desk.collect(fill(list_, "甲.xlsx", near=tick("属实"), **filled))
    assert status == 1
    lines = told.splitlines()
    for body, (_, said) in mistakes.items():
        assert [line for line in lines if f"《甲.xlsx》“核查清单”第{rows[body]}行" in line and said in line], (
            body,
            told,
        )
        assert not desk.review(body)
    assert "属实" in desk.review("near") and (desk.folder / "甲-需修改.xlsx").exists()


def test_a_tick_of_a_record_that_has_changed_since_is_recorded_and_said_to_have_lapsed(desk: Desk) -> None:
    copy = fill(desk.export(), "甲.xlsx", wrong=tick("属实"))
    record = desk.root / "content" / "organizations" / "wrong.yaml"
    record.write_text(record.read_text("utf-8").replace("leader: 50", "leader: 51"), "utf-8")
    status, said = desk.collect(copy)
    assert status == 0 and "资料在导出清单以后改过，这次核查记下了，但已经作废" in said
    assert "属实（资料已改，作废）" in rebuild_desk(desk.root).page("bodies/wrong/index.html")


def test_what_has_been_checked_is_left_out_of_the_next_list(desk: Desk) -> None:
    desk.collect(fill(desk.export(), "甲.xlsx", wrong=tick("属实"), near=tick("待查")))
    numbers = {row[0].value for row in load_workbook(desk.export()).worksheets[0].iter_rows(min_row=4)}
    assert "wrong" not in numbers and "near" in numbers
    everybody = load_workbook(desk.export("--all")).worksheets[0]
    assert "wrong" in {row[0].value for row in everybody.iter_rows(min_row=4)}


def test_a_list_that_is_there_already_is_not_written_over(desk: Desk) -> None:
    copy = fill(desk.export(), "甲.xlsx", wrong=tick("属实"))
    status, said = desk.run("export", "--to", str(copy))
    assert status == 2 and "里面可能有填好的内容，没有动它" in said


def test_a_file_that_is_no_checklist_is_said(desk: Desk) -> None:
    other = desk.folder / "别的.csv"
    other.write_text("名称,电话\n示例,0000\n", "utf-8")
    status, said = desk.collect(other)
    assert status == 1 and "《别的.csv》：里面没有核查清单。请用 checklist export 导出的清单填写。" in said
