"""The ways in which one value is written in a cell, and what stands in YAML for it."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starcase.exchange.tables.cell_reads import PLAIN_LOOK, Around
from starcase.exchange.tables.cell_texts import show_cell, tidy
from starcase.exchange.tables.cells import read_cell
from starcase.exchange.tables.columns import record_columns
from starcase.exchange.tables.reading import read_tables
from starcase.model.region_tree import RegionTree
from starcase.read.names import ProgrammeIndex
from tests.office_tables import body, expected, read_rows, values, write_rows

# Header, what is written, and the value; values of one header stand together.
WRITTEN: tuple[tuple[str, str, tuple[tuple[Any, object], ...]], ...] = (
    (
        "星级",
        "level",
        (
            ("五星级", "star5"), ("五星", "star5"), ("5星", "star5"), ("5 星级", "star5"), ("５星级", "star5"), ("★★★★★", "star5"),
            ("★★★★☆", "star4"), ("⭐⭐⭐", "star3"), ("四星级★★★★", "star4"), (" 五星级 ", "star5"), ("五星级\u200b", "star5"),
            ("star5", "star5"), ("金牌", "gold"), ("金牌★★★★★", "gold"), (5, "star5"), ("五星级组织", "star5"), ("五星级社区社会组织", "star5"), ("四星级（★★★★）", "star4"), ("三颗星", "star3"),
            ("未评", None), ("未参加评定", None), ("/", None), ("—", None), ("无", None), ("", None),
        ),
    ),
    (
        "成立时间",
        "founded",
        (
            ("2018", "2018"), (2018, "2018"), ("2018年", "2018"), ("2018年3月", "2018-03"), ("2018.3", "2018-03"), (2018.03, "2018-03"),
            ("2018-3-5", "2018-03-05"), ("2018/03/05", "2018-03-05"), ("２０１８年３月５日", "2018-03-05"), ("2018年3月5号", "2018-03-05"),
            (20180305, "2018-03-05"), ("20180305", "2018-03-05"), (201803, "2018-03"), ("201803", "2018-03"), (43164, "2018-03-05"),
            (datetime(2018, 3, 5, 8, 30), "2018-03-05"), (date(2018, 3, 5), "2018-03-05"), ("2018-03-05 00:00:00", "2018-03-05"),
            ("不详", None),
        ),
    ),
    (
        "2023年服务人次",
        "services.2023.visits",
        (
            (1200, 1200), ("1200", 1200), ("１２００", 1200), ("1,200", 1200), ("1，200", 1200), ("1200人次", 1200), ("1200余", "1200余"),
            ("1200余人次", "1200余"), ("约1200", "约1200"), ("近千", "近千"), ("4.5万余", "4.5万余"), ("4.5万", "4.5万"), ("上万人次", "上万"),
            ("100—150", "100—150"), ("1200人", 1200), (0, 0), ("未统计", None), ("/", None), (" ", None),
        ),
    ),
    (
        "2023年服务时长",
        "services.2023.hours",
        ((2410.5, 2410.5), ("2410.50小时", 2410.5), (0.1 + 0.2, 0.3), (1e6, 1000000)),
    ),
    ("2023年满意度", "services.2023.satisfaction", (("96.5%", 96.5), (96.5, 96.5), ("96.5％", 96.5), ("0.5%", 0.5), (100, 100))),
    (
        "联系电话",
        "contact.phone",
        (
            ("0311-7654321", "0311-7654321"), ("（0311）7654321", "(0311)7654321"), ("0311—7654321", "0311-7654321"), ("12345", "12345"),
            ("7654321", "7654321"), ("0311-7654321、0311-7654322", "0311-7654321、0311-7654322"), (13800000000, "13800000000"),
            ("138 0000 0000", "138 0000 0000"), ("400-123-4567", "400-123-4567"), ("0311-7654321转8", "0311-7654321转8"),
        ),
    ),
    ("服务内容", "offers", (("上门探访、代买代办", ["上门探访", "代买代办"]), ("上门；代买\n读报", ["上门", "代买", "读报"]), ("上门，代买", ["上门", "代买"]))),
    ("同意公开姓名", "people.leader.consent", (("是", True), ("√", True), ("否", False), ("×", False), ("同意", True), (True, True), ("", None))),
    ("状态", "status", (("正常", "active"), ("正常运行", "active"), ("已注销", "dissolved"), ("注销", "dissolved"), ("paused", "paused"))),
    ("类型", "type", (("为民服务类", "service"), ("为民服务", "service"), ("service", "service"), ("社会公益类 ", "charity"))),
    ("简介", "summary", (("低龄老人  结对\n看望老人", "低龄老人结对看望老人"), ("A  B", "A B"), (2024, "2024"), ("第一段\n\n第二段", "第一段\n第二段"))),
    ("统一社会信用代码", "uscc", (("52130100MJ0123456N", "52130100MJ0123456N"), ("52130100mj0123456n", "52130100MJ0123456N"))),
    ("组织名称", "name", (("守望 邻里服务队", "守望邻里服务队"), ("守望\u3000邻里\u200b服务队 ", "守望邻里服务队"), ("守望（东湖）服务队", "守望（东湖）服务队"))),
    ("成员人数", "people.members", ((46, 46), ("46人", 46), ("46名", 46), ("约40", "约40"))),
    ("共建单位", "relations.partners", (("和风调解队、wanqing", ["hefeng", "wanqing"]),)),
)  # fmt: skip


@pytest.mark.parametrize(("header", "path", "some"), WRITTEN, ids=[one[0] for one in WRITTEN])
def test_a_cell_is_understood(tmp_path: Path, header: str, path: str, some: tuple[tuple[Any, object], ...]) -> None:
    """One row a way of writing; `编号` keeps them apart."""
    against = expected("", body("hefeng", "和风调解队"), body("wanqing", "晚晴民歌社"))
    named = [] if path == "name" else ["组织名称"]
    rows = [[f"row-{at}", *(f"第{at}队" for _ in named), written] for at, (written, _) in enumerate(some)]
    tables = read_rows(tmp_path, ["编号", *named, header], *rows, against=against)
    assert [str(one.wrong) for one in tables.complaints] == []
    found = {str(values(entry)["id"]): values(entry).get(path) for entry in tables.entries}
    for at, (written, value) in enumerate(some):
        assert (found[f"row-{at}"], type(found[f"row-{at}"])) == (value, type(value)), written


CELLS = st.one_of(
    st.text(max_size=30),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(CELLS)
def test_no_cell_breaks_the_reading(cell: Any) -> None:
    around = Around(None, ProgrammeIndex({}), RegionTree(), {})
    for column in record_columns():
        read_cell(cell, column, PLAIN_LOOK, around)
    show_cell(cell)


@given(st.text(max_size=60))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_time_or_a_yes_where_a_figure_is_wanted_is_said(tmp_path: Path) -> None:
    rows = [["组织名称", "成员人数"], ["一队", time(8, 30)], ["二队", True]]
    tables = read_tables([write_rows(tmp_path / "表.xlsx", *rows)], expected())
    assert [str(one.wrong) for one in tables.complaints] == ["被表格软件变成了日期", "看不出是多少"]
