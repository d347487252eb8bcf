"""How offices arrange tables: titles, two rows of headers, a year a column or a year a row, merged cells, totals, notes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

from starcase.exchange.tables.columns import (
    NOT_IN_TABLES,
    PERIOD,
    ROW_PERIOD,
    evaluation_columns,
    record_columns,
    table_columns,
)
from starcase.exchange.tables.given import Tables
from starcase.exchange.tables.headers import recognise, vocabulary
from starcase.exchange.tables.mappings import read_mappings
from starcase.exchange.tables.reading import read_tables
from starcase.model.base import written_key
from starcase.model.organization import Contact, Organization, Person, Relations
from starcase.model.region_tree import RegionTree
from tests.office_tables import (
    SECOND_PROGRAMME,
    body,
    cells,
    expected,
    messages,
    names,
    read_rows,
    values,
    write_rows,
)

# A header as offices write it, and the path that it means.
HEADERS = {
    "组织名称": "name", "单位名称": "name", "社会组织名称*": "name", "队伍名称（必填）": "name", " 名 称 ": "name",
    "组织\n名称": "name", "名称：": "name", "所属街道": "region", "镇街": "region", "所在社区": "region", "村（社区）": "region",
    "县（市、区）": "region", "区 县": "region", "所属社区（村）": "region", "类别": "type", "组织类型": "type", "星级": "level",
    "现星级": "level", "称号": "level", "等级": "level", "成立日期": "founded", "成立时间（年月）": "founded", "负责人": "people.leader.name",
    "联系人": "people.leader.name", "负责人姓名": "people.leader.name", "联系电话": "contact.phone", "电话": "contact.phone",
    "手机号": "review.contacts.mobile", "负责人电话": "review.contacts.mobile", "身份证号码": "review.contacts.id_number",
    "人数": "people.members", "成员人数（人）": "people.members", "党员数": "people.party_members",
    "统一社会信用代码": "uscc", "服务内容": "offers", "主要服务": "offers", "备注": None, "序号": None, "照片": None,
    "2023年服务人次": "services.2023.visits", "2023年度服务人次（人次）": "services.2023.visits",
    "服务人次（2023年）": "services.2023.visits", "服务人次2023": "services.2023.visits", "２０２３年服务人次": "services.2023.visits",
    "2023年上半年服务人次": "services.2023-H1.visits", "2023年第三季度服务人次": "services.2023-Q3.visits",
    "2023年7月服务人次": "services.2023-07.visits", "累计服务时长": "services.to_date.hours",
    "截至2023年底累计服务时长": "services.to_date.hours", "2024年星级": "evaluations.2024.level",
    "2024年度评定结果": "evaluations.2024.outcome", "2024年证书编号": "evaluations.2024.certificate_no",
    "年度": "period", "评定年度": "period", "name": "name", "contact.phone": None, "今天天气": None,
}  # fmt: skip


@pytest.mark.parametrize(("header", "path"), HEADERS.items())
def test_a_header_is_known_by_the_ways_it_is_written(header: str, path: str | None) -> None:
    found = recognise(header, 0, vocabulary(expected()))
    told = found and ".".join(found.period if step == PERIOD and found.period else step for step in found.column.path)
    assert told == path


def test_no_header_means_two_columns() -> None:
    for columns in ((*record_columns(), ROW_PERIOD), evaluation_columns()):
        spelled = [word for column in columns for word in (column.header, *column.aliases)]
        assert not {word for word in spelled if spelled.count(word) > 1} - {"地区"}


def test_every_field_of_a_record_has_a_column_or_is_left_out_by_name() -> None:
    told = {column.path[-1] for column in record_columns()}
    for model in (Organization, Contact, Person, Relations):
        fields = {written_key(model, field) for field in model.model_fields} - {"region"}
        assert fields - told <= NOT_IN_TABLES


def test_a_header_of_a_saved_mapping_is_read_as_it_says(tmp_path: Path) -> None:
    against = expected(带头大哥="负责人", 咨询热线="contact.phone", 联系电话="不读")
    tables = read_rows(
        tmp_path,
        ["组织名称", "带头大哥", "咨询热线", "联系电话"],
        ["守望队", "张三", "0311-7654321", "乱写的"],
        against=against,
    )
    assert messages(tables) == []
    assert values(tables.entries[0]) == {
        "name": "守望队",
        "people.leader.name": "张三",
        "contact.phone": "0311-7654321",
    }


def test_a_saved_mapping_may_mean_an_indicator_in_the_period_of_either_header(tmp_path: Path) -> None:
    against = expected(**{"2023年跑腿数": "服务人次", "去年时长": "2022年服务时长"})
    tables = read_rows(tmp_path, ["组织名称", "2023年跑腿数", "去年时长"], ["一队", 5, 6], against=against)
    assert values(tables.entries[0]) == {"name": "一队", "services.2023.visits": 5, "services.2022.hours": 6}


def test_saved_mappings_are_read_from_their_file_and_a_mistaken_one_is_said(tmp_path: Path) -> None:
    (tmp_path / "review").mkdir()
    place = tmp_path / "review" / "mappings.yaml"
    assert read_mappings(tmp_path) == {}
    place.write_text("带头大哥: 负责人\n# 示例\n电话2:\n咨询热线: 公开电化\n", "utf-8")
    mappings = read_mappings(tmp_path)
    assert mappings == {"带头大哥": "负责人", "电话2": "", "咨询热线": "公开电化"}
    tables = read_rows(tmp_path, ["组织名称", "带头大哥"], ["一队", "张三"], against=expected(**mappings))
    assert values(tables.entries[0])["people.leader.name"] == "张三"
    assert messages(tables) == [
        "《review/mappings.yaml》（咨询热线）：写的是“公开电化”，没有这一列。请改成：“公开电话”、“公开地址”。"
    ]
    place.write_text("- 负责人", "utf-8")
    assert read_mappings(tmp_path) is None
    unread = replace(expected(), mappings=None)
    assert cells(read_rows(tmp_path, ["组织名称"], ["一队"], against=unread)) == {
        "review/mappings.yaml": "这个文件看不懂，没有用它"
    }


def test_an_unknown_header_is_said_with_what_it_may_mean_and_only_where_it_has_values(tmp_path: Path) -> None:
    tables = read_rows(tmp_path, ["组织名称", "成员人術", "空列", "星级"], ["守望队", 46, None, "五星级"])
    assert messages(tables) == [
        "《表.xlsx》“汇总表”第1行B列（成员人術）：没有认出这个表头，这一列没有读。请把表头改成：“成员人数”、“党员人数”；用不到的话不用管它。"
    ]
    assert values(tables.entries[0]) == {"name": "守望队", "level": "star5"}


def test_the_header_is_found_below_titles_and_the_title_is_no_body(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["附件2"],
        ["示例市社区社会组织汇总表"],
        [None],
        *[["说明第几条"]] * 12,
        ["序号", "组织名称", "星级"],
        [1, "守望队", "五星级"],
    )
    assert names(tables) == ["守望队"]
    assert messages(tables) == []


def test_one_known_header_is_enough_unless_it_begins_a_list_of_headers(tmp_path: Path) -> None:
    assert names(read_rows(tmp_path, ["名称", "联系人及电话号"], ["一队", "张三"])) == ["一队"]
    assert names(read_rows(tmp_path, ["组织名称"], ["一队"])) == ["一队"]
    tables = read_rows(tmp_path, ["组织名称", "必填", "写全称"], ["区县", "必填", "选"], ["星级", "选填", "选"])
    assert cells(tables) == {"汇总表": "前30行里没有找到表头，这张表没有读"}


def test_a_sheet_without_headers_is_said_so(tmp_path: Path) -> None:
    tables = read_rows(tmp_path, *[["守望队", "东湖区", "五星级"]] * 4)
    assert cells(tables) == {"汇总表": "前30行里没有找到表头，这张表没有读"}
    assert tables.complaints[0].must


def test_years_above_their_figures_are_read_with_them(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["组织名称", "2022年", None, "2023年", None],
        [None, "服务人次", "服务时长", "服务人次", "服务时长"],
        ["守望队", 1, 2.5, 3, 4],
    )
    assert values(tables.entries[0]) == {
        "name": "守望队",
        "services.2022.visits": 1,
        "services.2022.hours": 2.5,
        "services.2023.visits": 3,
        "services.2023.hours": 4,
    }


def test_figures_above_their_years_are_read_with_them(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        [None, "服务人次", None, "负责人", None],
        ["组织名称", 2022, 2023, "姓名", "电话"],
        ["守望队", 1, 3, "张三", "13800000000"],
    )
    assert values(tables.entries[0]) == {
        "name": "守望队",
        "services.2022.visits": 1,
        "services.2023.visits": 3,
        "people.leader.name": "张三",
        "review.contacts.mobile": "13800000000",
    }


def _merged(root: Path, areas: str, *rows: list[Any]) -> Tables:
    """A workbook with merged cells, as read."""
    book = load_workbook(write_rows(root / "表.xlsx", *rows))
    for area in areas.split():
        book["汇总表"].merge_cells(area)
    book.save(root / "表.xlsx")
    return read_tables([root / "表.xlsx"], expected())


def test_groups_over_years_over_figures_are_read_together(tmp_path: Path) -> None:
    tables = _merged(
        tmp_path,
        "A1:G1 A2:A4 B2:C2 D2:G2 B3:B4 C3:C4 D3:E3 F3:G3",
        ["东湖区社区社会组织2025年汇总表"],
        ["组织名称", "所在地", None, "服务情况", None, None, None],
        [None, "街道", "社区", "2023年", None, "2024年", None],
        [None, None, None, "服务人次", "服务时长", "服务人次", "服务时长"],
        ["守望队", "桥头街道", "安居社区", 1, 2, 3, 4],
    )
    assert messages(tables) == []
    assert values(tables.entries[0]) == {
        "name": "守望队",
        "region": "anju",
        "services.2023.visits": 1,
        "services.2023.hours": 2,
        "services.2024.visits": 3,
        "services.2024.hours": 4,
    }


def test_four_rows_of_headers_down_to_halves_of_a_year_are_read_together(tmp_path: Path) -> None:
    tables = _merged(
        tmp_path,
        "A1:A4 B1:E1 B2:C2 D2:E2 B3:C3 D3:E3",
        ["组织名称", "服务情况", None, None, None],
        [None, "服务人次", None, "服务时长", None],
        [None, "2023年", None, "2024年", None],
        [None, "上半年", "下半年", "上半年", "下半年"],
        ["守望队", 1, 2, 3, 4],
    )
    assert messages(tables) == []
    assert values(tables.entries[0]) == {
        "name": "守望队",
        "services.2023-H1.visits": 1,
        "services.2023-H2.visits": 2,
        "services.2024-H1.hours": 3,
        "services.2024-H2.hours": 4,
    }


def test_a_column_a_choice_is_read_by_its_tick(tmp_path: Path) -> None:
    tables = _merged(
        tmp_path,
        "A1:A2 B1:C1 D1:F1",
        ["组织名称", "类别（打√）", None, "2024年星级", None, None],
        [None, "为民服务类", "社会公益类", "五星", "四星", "三星"],
        ["守望队", "√", None, None, "✓", None],
        ["晚晴社", None, "是", 1, None, None],
        ["和风队", "√", "√", None, None, None],
        ["春雨队", "×", "/", None, None, None],
        ["秋叶队", "待定", None, None, None, "3"],
    )
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望队", "type": "service", "evaluations.2024.level": "star4"},
        {"name": "晚晴社", "type": "charity", "evaluations.2024.level": "star5"},
        {"name": "春雨队"},
    ]
    assert cells(tables) == {
        "汇总表!C5": "同一项打了几个√：为民服务类、社会公益类",
        "汇总表!B7": "这一列只打√",
        "汇总表!F7": "这一列只打√",
    }


def test_ticked_columns_need_no_header_above_them_but_one_alone_is_none(tmp_path: Path) -> None:
    heads = ["组织名称", "五星级", "四星级", "金牌", "社会公益类"]
    tables = read_rows(tmp_path, heads, ["守望队", "√", None, None, None], ["晚晴社", None, None, "√", "√"])
    assert [values(entry)["level"] for entry in tables.entries] == ["star5", "gold"]
    assert cells(tables) == {"汇总表!E1": "没有认出这个表头，这一列没有读"}


def test_two_tables_one_below_the_other_are_both_read_by_their_own_headers(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["附表一：2023年", None, None],
        ["组织名称", "社区", "服务人次"],
        ["守望队", "安居社区", 5],
        ["填表人：示例", "联系电话：0000-1234567"],
        [None],
        ["附表二：2024年"],
        ["组织名称", "服务人次", "社区"],
        ["晚晴社", 20, "乐业社区"],
    )
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望队", "services.2023.visits": 5, "region": "anju"},
        {"name": "晚晴社", "services.2024.visits": 20, "region": "leye"},
    ]


@pytest.mark.parametrize(
    "below", [["甲", 1, 2], ["1", "2", "3"], [None, "（人）", "(人次)"], ["必填", "选填", "选填"]], ids=str
)
def test_a_row_that_numbers_columns_or_names_their_units_is_no_body(tmp_path: Path, below: list[Any]) -> None:
    tables = read_rows(tmp_path, ["组织名称", "成员人数", "2023年服务人次"], below, ["守望队", 5, 6], ["12", 7, 8])
    assert (names(tables), messages(tables)) == (["守望队", "12"], [])


def test_a_star_in_the_column_of_results_is_a_level(tmp_path: Path) -> None:
    heads = ["组织名称", "2023年评定结果", "2024年评定结果"]
    tables = read_rows(tmp_path, heads, ["守望队", "五星", "不予评定"], ["晚晴社", "已评定", "六星"])
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望队", "evaluations.2023.level": "star5", "evaluations.2024.outcome": "not_rated"}
    ]
    assert cells(tables) == {"汇总表!C3": "不是可以选的写法"}


def test_a_table_beside_another_is_said_and_not_read(tmp_path: Path) -> None:
    heads = ["组织名称", "星级", "组织名称", "星级"]
    tables = read_rows(tmp_path, heads, ["守望队", "五星", "晚晴社", "四星"])
    assert cells(tables, must=True) == {"汇总表!C1": "右边好像并排还有一张表，从这一列起没有读"}
    assert names(tables) == ["守望队"]


def test_one_row_a_year_becomes_one_body(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["组织名称", "社区", "年度", "服务人次", "星级", "成员人数"],
        ["守望队", "安居社区", 2022, 1200, "四星级", 40],
        ["守望队", "安居社区", "2023年度", "1300余", "五星级", 46],
        ["晚晴社", "乐业社区", "2023年", 5, "不予评定", None],
    )
    assert messages(tables) == []
    assert [values(entry) for entry in tables.entries] == [
        {
            "name": "守望队",
            "region": "anju",
            "services.2022.visits": 1200,
            "evaluations.2022.level": "star4",
            "services.2023.visits": "1300余",
            "evaluations.2023.level": "star5",
            "people.members": 46,
        },
        {"name": "晚晴社", "region": "leye", "services.2023.visits": 5, "evaluations.2023.outcome": "not_rated"},
    ]


def test_a_year_that_is_missing_or_not_one_is_said_at_its_cell(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path, ["组织名称", "年度", "服务人次"], ["守望队", None, 5], ["晚晴社", "上年", 5], ["和风队", 2024, 5]
    )
    assert cells(tables) == {"汇总表!B2": "没有写年度", "汇总表!B3": "看不出是哪一年、哪一期"}
    assert names(tables) == ["和风队"]


def test_a_year_in_the_title_holds_for_columns_that_name_none_and_is_said(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path, ["示例市2023年度服务情况表"], ["填报日期：2024年1月5日"], ["组织名称", "服务人次"], ["守望队", 5]
    )
    assert values(tables.entries[0])["services.2023.visits"] == 5
    assert cells(tables, must=False) == {"汇总表!B3": "表头没有写是哪一年的，按标题里的 2023 读了"}


def test_the_name_of_a_sheet_may_tell_the_year(tmp_path: Path) -> None:
    book = Workbook()
    for year in (2022, 2023):
        page = book.create_sheet(f"{year}年")
        page.append(["组织名称", "服务人次"])
        page.append(["守望队", year])
    del book["Sheet"]
    book.save(tmp_path / "表.xlsx")
    tables = read_tables([tmp_path / "表.xlsx"], expected())
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望队", "services.2022.visits": 2022, "services.2023.visits": 2023}
    ]


def test_a_figure_of_no_year_is_not_read_and_said_so(tmp_path: Path) -> None:
    tables = read_rows(tmp_path, ["组织名称", "服务人次"], ["守望队", 5])
    assert cells(tables) == {"汇总表!B1": "没有写是哪一年的，这一列没有读"}
    assert values(tables.entries[0]) == {"name": "守望队"}


def test_a_result_table_of_one_year_is_an_evaluation(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["2024年度星级评定结果"],
        ["组织名称", "星级", "证书编号", "评定日期"],
        ["守望队", "五星级", "示例001", "2024.11.30"],
    )
    assert values(tables.entries[0]) == {
        "name": "守望队",
        "evaluations.2024.level": "star5",
        "evaluations.2024.certificate_no": "示例001",
        "evaluations.2024.decided": "2024-11-30",
    }


def test_a_scale_in_the_header_is_kept_with_the_figure(tmp_path: Path) -> None:
    tables = read_rows(tmp_path, ["组织名称", "2023年服务人次（万人次）"], ["守望队", 4.5], ["晚晴社", "4.5万余"])
    assert [values(entry)["services.2023.visits"] for entry in tables.entries] == ["4.5万", "4.5万余"]


LEFT_OUT: tuple[list[Any], ...] = (
    ["合计", None, 12], ["合 计：", None, "共12"], [None, "小计", 12], ["东湖区小计", None, 12], ["总计", "3个", 12],
    ["注：数据截至年底。", None, None], ["填表人：示例", None, "审核人：示例"], [None, "（盖章）", None],
    ["联系电话：0000-1234567", None, None], ["（此表一式两份）", None, None], [None, "截至2024年12月", None],
    [None, "以上情况属实", None], [None, "二、社会公益类", None], ["制表日期：2024年", "复核：示例", None],
    ["示例（不导入）", "示例队", 5], ["例", "示例队", 5], ["编号", "组织名称", "成员人数"], [None, None, None], ["", " \u3000", None],
)  # fmt: skip


@pytest.mark.parametrize("row", LEFT_OUT, ids=[str(number) for number in range(len(LEFT_OUT))])
def test_rows_that_are_no_bodies_are_left_out_without_a_word(tmp_path: Path, row: list[Any]) -> None:
    tables = read_rows(
        tmp_path, ["编号", "组织名称", "成员人数"], ["shouwang", "守望队", 5], row, ["wanqing", "晚晴社", 7]
    )
    assert names(tables) == ["守望队", "晚晴社"]
    assert messages(tables) == []


def test_a_total_that_the_rows_do_not_make_is_said(tmp_path: Path) -> None:
    heads = ["组织名称", "成员人数", "党员人数", "2023年服务人次", "2023年满意度"]
    rows = (["一队", 5, 2, "约100", 95], ["二队", 6, None, 20, 96], ["合计", 12, 2, 120, 191])
    assert cells(read_rows(tmp_path, heads, *rows)) == {"汇总表!B4": "合计写的是12，各行加起来是11"}
    parts = (["东湖区小计", 5, None, None, None], *rows)
    assert cells(read_rows(tmp_path, heads, *parts)) == {}


def test_a_merged_street_holds_for_all_its_rows(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["街道", "社区", "组织名称"],
        ["桥头街道", "安居社区", "一队"],
        [None, None, "二队"],
        [None, "文化社区", "三队"],
    ):
        page.append(row)
    page.merge_cells("A2:A4")
    page.merge_cells("B2:B3")
    book.save(tmp_path / "表.xlsx")
    tables = read_tables([tmp_path / "表.xlsx"], expected())
    assert [values(entry)["region"] for entry in tables.entries] == ["anju", "anju", "wenhua-east"]


def test_running_numbers_are_no_ids(tmp_path: Path) -> None:
    tables = read_rows(tmp_path, ["编号", "组织名称"], [1, "一队"], ["2", "二队"], [3, "三队"])
    assert [values(entry) for entry in tables.entries] == [{"name": "一队"}, {"name": "二队"}, {"name": "三队"}]
    assert cells(tables, must=False) == {"汇总表!A1": "这一列是1、2、3……的序号，没有当作组织编号"}


def test_ids_that_are_known_are_ids(tmp_path: Path) -> None:
    against = expected("", body("1", "一队"), body("2", "二队"))
    tables = read_rows(tmp_path, ["编号", "组织名称"], [1, "一队"], [2, "二队"], against=against)
    assert [values(entry)["id"] for entry in tables.entries] == ["1", "2"]


def test_of_two_columns_that_say_the_same_the_first_is_read(tmp_path: Path) -> None:
    tables = read_rows(tmp_path, ["组织名称", "电话", "联系电话"], ["一队", "0311-7654321", "0311-7654322"])
    assert values(tables.entries[0])["contact.phone"] == "0311-7654321"
    assert cells(tables) == {"汇总表!C1": "和B列说的是同一项，这一列没有读"}


def test_a_body_that_is_told_twice_otherwise_waits_at_the_second_place(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["组织名称", "社区", "成员人数"],
        ["一队", "安居社区", 5],
        ["一队", "安居社区", 6],
        ["一队", "乐业社区", 6],
        ["二队", "安居社区", 5],
        ["二队", "安居社区", 5],
    )
    assert cells(tables, must=True) == {"汇总表!C3": "和第2行同一个组织写的不一样"}
    assert cells(tables, must=False) == {"汇总表!6": "和第5行是同一个组织，两行合在一起读了"}
    assert [(values(entry)["name"], values(entry)["region"]) for entry in tables.entries] == [
        ("一队", "anju"),
        ("一队", "leye"),
        ("二队", "anju"),
    ]


def test_a_body_that_two_files_tell_of_otherwise_names_the_other_file(tmp_path: Path) -> None:
    paths = [write_rows(tmp_path / f"{at}.xlsx", ["组织名称", "成员人数"], ["一队", at]) for at in (1, 2)]
    tables = read_tables(paths, expected())
    assert "和《1.xlsx》“汇总表”第2行同一个组织写的不一样" in messages(tables)[0]


# What stands in the columns for district, street and community, and the region; a text is what is said instead.
PLACES: tuple[tuple[tuple[str, str, str], str], ...] = (
    (("东湖区", "桥头街道", "安居社区"), "anju"), (("东湖区", "", "安居社区"), "anju"), (("", "", "安居社区"), "anju"),
    (("东湖", "桥头", "安居"), "anju"), (("东湖区", "桥头街道办事处", "安居社区居委会"), "anju"),
    (("东湖区", "桥头街道", "红旗社区"), "anju"), (("东湖区", "桥头街道", ""), "qiaotou"), (("东湖区", "", ""), "east"),
    (("东湖区", "", "文化社区"), "wenhua-east"), (("西山区", "", "文化社区"), "wenhua-west"), (("", "山前镇", "文化社区"), "wenhua-west"),
    (("", "", "文化社区"), "叫这个名称的地方有2个"), (("西山区", "", "安居社区"), "“西山区”下面没有这个地方，它在 示例市/东湖区/桥头街道/安居社区"),
    (("南海区", "", ""), "地区里没有这个地方"), (("东湖区", "桥头街道", "新社区"), "“桥头街道”下面没有这个地方"),
)  # fmt: skip


def test_the_columns_of_places_make_one_region(tmp_path: Path) -> None:
    rows = [[f"第{at}队", *places] for at, (places, _) in enumerate(PLACES)]
    tables = read_rows(tmp_path, ["组织名称", "区县", "街道", "社区"], *rows)
    regions = {entry.spot.row: values(entry)["region"] for entry in tables.entries}
    said = {one.spot.row: str(one.wrong) for one in tables.complaints}
    for row, (places, region) in enumerate(PLACES, start=2):
        assert regions.get(row, said.get(row)) == region, places


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("东湖区/安居社区", "anju"), ("示例市东湖区桥头街道安居社区", "anju"), ("东湖区 安居社区", "anju"), ("anju", "anju"),
        ("安居社区、乐业社区", ["anju", "leye"]), ("东湖区-桥头街道-文化社区", "wenhua-east"),
    ],
)  # fmt: skip
def test_a_path_in_one_cell_is_a_region(tmp_path: Path, text: str, region: object) -> None:
    tables = read_rows(tmp_path, ["组织名称", "所在地区"], ["一队", text])
    assert values(tables.entries[0])["region"] == region


def test_a_name_that_stands_in_two_places_means_the_one_where_the_programme_is(tmp_path: Path) -> None:
    western = """
-- content/programmes/west.yaml --
id: west-stars
name: 西山星级
region: west
"""
    rows = (["组织名称", "项目", "社区"], ["一队", "西山星级", "文化社区"], ["二队", "example-stars", "文化社区"])
    tables = read_rows(tmp_path, *rows, against=expected(western))
    assert [values(entry)["region"] for entry in tables.entries] == ["wenhua-west"]
    assert cells(tables) == {"汇总表!C3": "叫这个名称的地方有2个"}


def test_each_row_is_read_by_its_own_programme(tmp_path: Path) -> None:
    tables = read_rows(
        tmp_path,
        ["组织名称", "项目", "2023年服务时长", "2023年服务人次"],
        ["一队", "示例时长榜", 5, None],
        ["二队", "example-stars", 5, 6],
        ["三队", "示例时长榜", 5, 6],
        ["四队", "示列时长榜", 5, None],
        against=expected(SECOND_PROGRAMME),
    )
    assert [values(entry) for entry in tables.entries] == [
        {"programme": "hours", "name": "一队", "services.2023.time": 5},
        {"programme": "example-stars", "name": "二队", "services.2023.hours": 5, "services.2023.visits": 6},
    ]
    assert cells(tables) == {"汇总表!D4": "“示例时长榜”没有这个统计项", "汇总表!B5": "没有这个项目"}


def test_a_table_of_no_programme_waits_and_is_told_so_once(tmp_path: Path) -> None:
    rows = (["组织名称", "星级"], ["一队", "五星级"], ["二队", "五星级"])
    tables = read_rows(tmp_path, *rows, against=expected(SECOND_PROGRAMME))
    assert cells(tables, must=True) == {"汇总表": "看不出它属于哪个项目"}
    assert tables.entries == ()
    chosen = expected(SECOND_PROGRAMME, programme="example-stars")
    assert names(read_rows(tmp_path, *rows, against=chosen)) == ["一队", "二队"]
    known = expected(SECOND_PROGRAMME, body("yidui", "一队"), body("erdui", "二队"))
    assert names(read_rows(tmp_path, *rows, against=known)) == ["一队", "二队"]


def test_the_columns_of_a_programme_have_its_own_words_and_choices() -> None:
    programme = next(iter(expected().programmes.values()))
    columns = {".".join(column.path): column for column in table_columns(programme, RegionTree(), ["2024"], ["2023"])}
    assert columns["level"].header == "星级"
    assert columns["level"].choices == ("金牌", "五星级", "四星级", "三星级")
    assert columns["type"].choices == ("为民服务类", "社会公益类")
    assert columns["services.2024.visits"].header == "2024年服务人次（人次）"
    assert columns["evaluations.2023.level"].header == "2023年星级"
