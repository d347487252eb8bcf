"""A workbook as it comes from a street, with every mistake that people make: each is said at its cell, and nothing else is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from starcase.exchange.tables.archives import marked_name
from starcase.exchange.tables.given import Tables
from starcase.exchange.tables.marked import REASONS, write_marked
from starcase.exchange.tables.reading import read_tables
from starcase.language import Words
from tests.office_tables import cells, expected, messages, names, values

HEADS = [
    "序号", "组织名称", "区县", "街道（乡镇）", "社区（村）", "类别", "星级", "状态", "成立时间", "统一社会信用代码",
    "成员人数", "联系电话", "负责人手机", "身份证号", "同意公开姓名", "2023年服务人次", "2023年满意度（%）", "2024年星级",
    "2024年评定日期", "共建单位",
]  # fmt: skip
GOOD = {
    "组织名称": "守望邻里服务队", "区县": "东湖区", "街道（乡镇）": "桥头街道", "社区（村）": "安居社区", "类别": "为民服务类",
    "星级": "五星", "状态": "正常", "成立时间": "2018年3月", "成员人数": "46人", "联系电话": "0311-7654321",
    "负责人手机": "13800000000", "同意公开姓名": "否", "2023年服务人次": "1200余人次", "2023年满意度（%）": 96.5,
    "2024年星级": "★★★★★", "2024年评定日期": datetime(2024, 11, 30),
}  # fmt: skip

# What is planted: the column, what is written there, and a part of what is said about it.
PLANTED: tuple[tuple[str, Any, str], ...] = (
    ("组织名称", None, "没有写组织名称"),
    ("区县", "东糊区", "地区里没有这个地方"),
    ("街道（乡镇）", "桥西街道", "“东湖区”下面没有这个地方"),
    ("街道（乡镇）", "山前镇", "“东湖区”下面没有这个地方，它在 示例市/西山区/山前镇"),
    ("社区（村）", "安聚社区", "“桥头街道”下面没有这个地方"),
    ("社区（村）", "乐业社区", "“桥头街道”下面没有这个地方，它在 示例市/东湖区/乐业社区"),
    ("类别", "为民服物类", "没有这个类型"),
    ("类别", "文体类", "没有这个类型"),
    ("星级", "六星", "没有这个星级"),
    ("星级", "★★★★★★", "没有这个星级"),
    ("星级", "优秀", "没有这个星级"),
    ("星级", 7, "没有这个星级"),
    ("状态", "运转良好", "不是可以选的写法"),
    ("成立时间", "去年春天", "不是日期"),
    ("成立时间", "2018年13月", "日历上没有这一天"),
    ("成立时间", "2023-02-30", "日历上没有这一天"),
    ("成立时间", "18年3月", "不是日期"),
    ("成立时间", 2018.1, "看不出是1月还是10月"),
    ("成立时间", "3018-03", "年份不在1900到2100之间"),
    ("统一社会信用代码", "91130100MA0ABCDE1", "统一社会信用代码是18位，这里是17位"),
    ("统一社会信用代码", "5213010076812345X7", "校验码对不上"),
    ("统一社会信用代码", "5I130100768123456O", "不会出现的字符"),
    ("统一社会信用代码", 9.11301007681234e17, "后面几位已经变成0"),
    ("成员人数", "四十六", "看不出是多少"),
    ("成员人数", -3, "比0小"),
    ("成员人数", datetime(2024, 3, 5), "被表格软件变成了日期"),
    ("成员人数", "46户籍", "单位不对|看不出是多少"),
    ("联系电话", 3117654321, "区号前面的0好像丢了"),
    ("联系电话", "见通知", "不是电话号码"),
    ("联系电话", "0311-76543", "不像电话号码"),
    ("负责人手机", "1380000000", "手机号是11位，这里是10位"),
    ("负责人手机", "138000000001", "手机号是11位，这里是12位"),
    ("身份证号", "13010019500101123", "身份证号应当是18位，这里是17位"),
    ("身份证号", 1.30100195001011e17, "后面几位已经变成0"),
    ("同意公开姓名", "再问问", "应当写“是”或“否”"),
    ("2023年服务人次", "很多", "看不出是多少"),
    ("2023年服务人次", "12OO", "看不出是多少|单位不对"),
    ("2023年服务人次", "500—100", "前面的数比后面的大"),
    ("2023年服务人次", "1200小时前", "单位不对"),
    ("2023年服务人次", "99999999999999", "数太大"),
    ("2023年服务人次", "85%", "写成了百分比"),
    ("2023年满意度（%）", 965, "比100%大"),
    ("2024年星级", "三级甲等", "没有这个星级"),
    ("2024年评定日期", "2024年11月", "要写到哪一天"),
    ("2024年评定日期", "11月30日", "不是日期"),
    ("共建单位", "没有听说过的队", "现有资料里没有这个组织"),
)


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tables]:
    root = tmp_path_factory.mktemp("messy")
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "汇总表"
    page["A1"] = "东湖区2024年度社区社会组织情况汇总表"
    page.merge_cells("A1:T1")
    page["A2"] = "填报单位：桥头街道（盖章）"
    page["R2"] = "填报日期：2024年12月5日"
    for column, head in enumerate(HEADS, start=1):
        page.cell(4, column, head)
    for number, (field, value, _) in enumerate(PLANTED):
        row = {**GOOD, "组织名称": f"守望邻里服务第{number}队", "序号": number + 1, field: value}
        for column, head in enumerate(HEADS, start=1):
            page.cell(5 + number, column, row.get(head))
    last = 5 + len(PLANTED)
    page.cell(last, 1, "合 计")
    page.cell(last, 16, 54321)
    page.cell(last + 1, 1, "注：以上数据由各社区填报。")
    page.cell(last + 3, 1, "填表人：示例")
    book.save(root / "桥头街道.xlsx")
    return root, read_tables([root / "桥头街道.xlsx"], expected())


def test_every_planted_mistake_is_said_at_its_cell(messy: tuple[Path, Tables]) -> None:
    _, tables = messy
    said = cells(tables, must=True)
    for number, (field, value, part) in enumerate(PLANTED):
        place = f"汇总表!{chr(ord('A') + HEADS.index(field))}{5 + number}"
        assert any(one in said.get(place, "") for one in part.split("|")), (place, value, said.get(place))


def test_nothing_else_is_said(messy: tuple[Path, Tables]) -> None:
    _, tables = messy
    places = {f"汇总表!{chr(ord('A') + HEADS.index(field))}{5 + at}" for at, (field, _, _) in enumerate(PLANTED)}
    assert set(cells(tables, must=True)) == places
    assert not cells(tables, must=False)
    assert len(PLANTED) >= 40


def test_the_rows_with_mistakes_wait(messy: tuple[Path, Tables]) -> None:
    assert messy[1].entries == ()


def test_a_message_names_file_sheet_row_column_header_value_reason_and_mend(messy: tuple[Path, Tables]) -> None:
    number = next(at for at, (field, value, _) in enumerate(PLANTED) if (field, value) == ("星级", "六星"))
    message = (
        f"《桥头街道.xlsx》“汇总表”第{5 + number}行G列（星级）：写的是“六星”，没有这个星级。"
        "请改成：“金牌”、“五星级”、“四星级”、“三星级”。"
    )
    assert message in messages(messy[1])
    assert message in (Path(__file__).parents[1] / "docs" / "tables.md").read_text("utf-8")


def test_a_private_number_is_never_repeated(messy: tuple[Path, Tables]) -> None:
    said = "\n".join(messages(messy[1]))
    assert "1380000000" not in said
    assert "13010019500101123" not in said


def test_no_message_has_words_of_programmers(messy: tuple[Path, Tables]) -> None:
    said = "\n".join(messages(messy[1])).lower()
    assert not [word for word in ("非法", "无效", "异常", "null", "id") if word in said]


def test_a_marked_copy_has_every_cell_coloured_and_a_reason_in_its_row(messy: tuple[Path, Tables]) -> None:
    root, tables = messy
    copy = root / marked_name(tables.sources[0])
    assert copy.name == "桥头街道-需修改.xlsx"
    assert write_marked(tables.sources[0], tables.complaints, copy, Words())
    sheet = load_workbook(copy)["汇总表"]
    assert sheet.cell(4, len(HEADS) + 1).value == REASONS
    for number, (field, value, part) in enumerate(PLANTED):
        cell = sheet.cell(5 + number, HEADS.index(field) + 1)
        assert cell.fill.start_color.rgb == "FFFFC7CE"
        assert cell.comment is not None
        reason = str(sheet.cell(5 + number, len(HEADS) + 1).value)
        assert any(one in reason for one in part.split("|"))
        assert cell.value == value
    assert sheet["B6"].fill.fill_type is None


def test_a_copy_that_was_mended_is_read_whole_and_loses_its_marks(messy: tuple[Path, Tables], tmp_path: Path) -> None:
    _, tables = messy
    copy = tmp_path / "桥头街道-需修改.xlsx"
    write_marked(tables.sources[0], tables.complaints, copy, Words())
    book = load_workbook(copy)
    sheet = book["汇总表"]
    for number, (field, _, _) in enumerate(PLANTED):
        good = "另外一支队" if field == "组织名称" else GOOD.get(field)
        sheet.cell(5 + number, HEADS.index(field) + 1).value = good
    sheet["G7"] = "九星"
    book.save(copy)
    again = read_tables([copy], expected())
    assert list(cells(again)) == ["汇总表!G7"]
    assert len(again.entries) == len(PLANTED) - 1
    assert marked_name(again.sources[0]) == copy.name
    write_marked(again.sources[0], again.complaints, copy, Words())
    sheet = load_workbook(copy)["汇总表"]
    assert [cell.coordinate for row in sheet["A5:T50"] for cell in row if cell.fill.fill_type] == ["G7"]
    assert [cell.coordinate for row in sheet["A5:T50"] for cell in row if cell.comment] == ["G7"]


def test_a_good_row_gives_every_value_as_yaml_would_hold_it(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADS)
    page.append([GOOD.get(head) for head in HEADS])
    book.save(tmp_path / "好.xlsx")
    tables = read_tables([tmp_path / "好.xlsx"], expected())
    assert messages(tables) == []
    assert names(tables) == ["守望邻里服务队"]
    assert values(tables.entries[0]) == {
        "name": "守望邻里服务队",
        "type": "service",
        "level": "star5",
        "status": "active",
        "founded": "2018-03",
        "people.members": 46,
        "contact.phone": "0311-7654321",
        "review.contacts.mobile": "13800000000",
        "people.leader.consent": False,
        "services.2023.visits": "1200余",
        "services.2023.satisfaction": 96.5,
        "evaluations.2024.level": "star5",
        "evaluations.2024.decided": "2024-11-30",
        "region": "anju",
    }
