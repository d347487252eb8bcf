"""The workbook that people fill in: made from the schema, the same bytes each time, and read back as it was filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from starcase.cli import main
from starcase.exchange.tables.columns import Column, record_columns, table_columns
from starcase.exchange.tables.fill_in import FillIn, everyday, part_of, write_fill_in
from starcase.exchange.tables.reading import read_tables
from starcase.language import Words
from tests.office_tables import PLACES, SECOND_PROGRAMME, cells, expected, names, values
from tests.sites import write_site


def _columns(*periods: str) -> tuple[Column, ...]:
    known = expected()
    return everyday(table_columns(next(iter(known.programmes.values())), known.regions, periods), known.regions)


def _write(path: Path, *periods: str, rows: tuple[tuple[str, ...], ...] = ()) -> Path:
    table = FillIn("填报表", _columns(*periods), expected().regions, rows, has_example=not rows)
    path.write_bytes(write_fill_in(table, Words()))
    return path


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def _heads(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def _style(sheet: Worksheet, head: str) -> ColumnDimension:
    """The style of a column; neighbours that look alike share one."""
    column = _heads(sheet).index(head) + 1
    return next(one for one in sheet.column_dimensions.values() if one.min <= column <= one.max)


def _validation(sheet: Worksheet, head: str) -> str:
    letter = sheet.cell(1, _heads(sheet).index(head) + 1).column_letter
    (found,) = (one for one in sheet.data_validations.dataValidation if str(one.sqref).startswith(f"{letter}"))
    return str(found.formula1)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return load_workbook(_write(tmp_path_factory.mktemp("template") / "填报表.xlsx", "2024", "2025-Q1"))


def test_the_headers_are_those_of_the_programme(book: Workbook) -> None:
    heads = _heads(_sheet(book, "填报表"))
    assert heads[:8] == ["编号", "组织名称", "区县", "街道", "社区", "类型", "星级", "状态"]
    assert heads[-6:-3] == ["2024年服务人次（人次）", "2024年服务时长（小时）", "2024年满意度（%）"]
    assert heads[-3] == "2025年第1季度服务人次（人次）"
    assert "负责人手机（不公开）" in heads


def test_what_may_be_chosen_is_offered(book: Workbook) -> None:
    sheet, lists = _sheet(book, "填报表"), _sheet(book, "选项")
    assert lists.sheet_state == "hidden"
    for head, choices in (
        ("类型", ["为民服务类", "社会公益类"]),
        ("星级", ["金牌", "五星级", "四星级", "三星级"]),
        ("区县", ["东湖区", "西山区"]),
    ):
        source = _validation(sheet, head).removeprefix("选项!").replace("$", "")
        assert [cell.value for row in lists[source] for cell in row] == choices


def test_streets_and_communities_are_offered_by_what_stands_before_them(book: Workbook) -> None:
    sheet, lists = _sheet(book, "填报表"), _sheet(book, "选项")
    assert "MATCH($C3,选项!" in _validation(sheet, "街道")
    assert 'MATCH($C3&"/"&$D3,选项!' in _validation(sheet, "社区")
    heads = [cell.value for cell in lists[1]]
    at = heads.index("社区") + 1
    pairs = [(lists.cell(row, at).value, lists.cell(row, at + 1).value) for row in range(2, lists.max_row + 1)]
    assert [pair for pair in pairs if pair[0]] == [
        ("东湖区/", "乐业社区"),
        ("东湖区/桥头街道", "安居社区"),
        ("东湖区/桥头街道", "文化社区"),
        ("西山区/山前镇", "文化社区"),
    ]


def test_the_id_is_locked_and_nothing_else(book: Workbook) -> None:
    sheet = _sheet(book, "填报表")
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for head in _heads(sheet):
        assert _style(sheet, head).protection.locked == (head == "编号"), head


def test_codes_phones_and_dates_are_texts(book: Workbook) -> None:
    sheet = _sheet(book, "填报表")
    for head in ("编号", "统一社会信用代码", "公开电话", "负责人手机（不公开）", "成立时间"):
        assert _style(sheet, head).number_format == "@", head


def test_every_header_that_needs_it_has_a_note(book: Workbook) -> None:
    sheet = _sheet(book, "填报表")
    noted = {str(cell.value): cell.comment.text for cell in sheet[1] if cell.comment}
    assert "备案表" in noted["组织名称"]
    assert "金牌、五星级" in noted["星级"]
    assert "不会公开" in noted["负责人手机（不公开）"]


def test_the_guide_says_of_every_column_how_to_fill_it_in_and_whether_it_is_public(book: Workbook) -> None:
    guide = _sheet(book, "填写说明")
    told = {row[1].value: row[4].value for row in guide.iter_rows(min_row=1) if row[4].value}
    assert told["组织名称"] == "公开"
    assert told["负责人手机（不公开）"] == "不公开"
    assert set(_heads(_sheet(book, "填报表"))) <= set(told)


def test_the_template_is_read_as_it_was_filled_in_and_its_example_is_skipped(book: Workbook, tmp_path: Path) -> None:
    copy = load_workbook(_write(tmp_path / "填报表.xlsx", "2024"))
    sheet = _sheet(copy, "填报表")
    heads = _heads(sheet)
    for head, value in (
        ("组织名称", "守望队"),
        ("区县", "东湖区"),
        ("街道", "桥头街道"),
        ("社区", "安居社区"),
        ("星级", "五星级"),
        ("负责人手机（不公开）", "13800000000"),
        ("2024年服务人次（人次）", "1200余"),
    ):
        sheet.cell(3, heads.index(head) + 1).value = value
    copy.save(tmp_path / "交来.xlsx")
    tables = read_tables([tmp_path / "交来.xlsx"], expected())
    assert cells(tables) == {}
    assert [values(entry) for entry in tables.entries] == [
        {
            "name": "守望队",
            "region": "anju",
            "level": "star5",
            "review.contacts.mobile": "13800000000",
            "services.2024.visits": "1200余",
        }
    ]


def test_every_column_of_the_template_is_known_when_it_is_read(tmp_path: Path) -> None:
    book = load_workbook(_write(tmp_path / "填报表.xlsx", "2024", "to_date", "2024-H1", "2024-07"))
    sheet = _sheet(book, "填报表")
    sheet["B3"] = "守望队"
    for column in range(3, sheet.max_column + 1):
        sheet.cell(3, column).value = sheet.cell(2, column).value
    book.save(tmp_path / "交来.xlsx")
    tables = read_tables([tmp_path / "交来.xlsx"], expected())
    assert cells(tables) == {}
    assert names(tables) == ["守望队"]


def test_the_same_table_is_the_same_bytes(tmp_path: Path) -> None:
    first, second = _write(tmp_path / "一.xlsx", "2024"), _write(tmp_path / "二.xlsx", "2024")
    assert first.read_bytes() == second.read_bytes()


def test_rows_that_are_known_stand_in_it(tmp_path: Path) -> None:
    path = _write(tmp_path / "表.xlsx", rows=(("shouwang", "守望队", "东湖区"), ("wanqing", "=晚晴社", "西山区")))
    tables = read_tables([path], expected())
    assert [(values(entry)["id"], values(entry)["name"]) for entry in tables.entries] == [
        ("shouwang", "守望队"),
        ("wanqing", "=晚晴社"),
    ]


def test_the_regions_of_a_programme_are_those_below_its_own() -> None:
    regions = part_of(expected().regions, "west")
    assert list(regions.nodes) == ["example-city", "west", "shanqian", "wenhua-west"]


def test_private_columns_say_so_in_their_headers() -> None:
    assert all("不公开" in column.header for column in record_columns() if column.is_private)


def _command(root: Path, *arguments: str) -> int:
    return main(["template", "--root", str(root), *arguments])


def test_the_command_writes_it_and_leaves_a_file_that_was_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_site(tmp_path / "site", PLACES)
    target = tmp_path / "交给街道" / "填报表.xlsx"
    assert _command(root, "--to", str(target), "--period", "2024、2025年第一季度") == 0
    assert "2024年、2025年第1季度" in capsys.readouterr().out
    written = target.read_bytes()
    assert _command(root, "--to", str(target), "--period", "2024、2025年第一季度") == 0
    target.write_bytes(written + b"filled in")
    assert _command(root, "--to", str(target)) == 2
    assert "没有动它" in capsys.readouterr().err
    assert target.read_bytes() == written + b"filled in"


def test_the_command_takes_the_year_that_figures_are_gathered_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_site(tmp_path / "site", PLACES)
    for day, year in (("2025-06-30", 2024), ("2025-07-01", 2025)):
        _command(root, "--to", str(tmp_path / f"{year}.xlsx"), "--as-of", day)
        assert f"{year}年" in capsys.readouterr().out


def test_the_command_asks_which_programme_where_there_are_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_site(tmp_path / "site", PLACES + SECOND_PROGRAMME)
    target = str(tmp_path / "表.xlsx")
    assert _command(root, "--to", target) == 2
    assert (
        "请用 --programme 写明是哪一个：example-stars（示例社区社会组织星级评定）、hours（示例时长榜）"
        in capsys.readouterr().err
    )
    assert _command(root, "--to", target, "--programme", "示例时长榜") == 0
    assert _command(root, "--to", target, "--programme", "没有的") == 2
    assert _command(root, "--to", target, "--period", "去年") == 2


def test_the_commands_of_the_guide_do_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[1] / "docs" / "tables.md").read_text("utf-8")
    commands = re.findall(r"^python3 build\.py (.+)$", guide, re.MULTILINE)
    root = write_site(tmp_path / "site", PLACES)
    monkeypatch.chdir(tmp_path)
    assert len(commands) == 2
    for command in commands:
        assert main([*command.split(), "--root", str(root)]) == 0
    assert {path.name for path in tmp_path.glob("*.xlsx")} == {"填报表-示例社区社会组织星级评定.xlsx", "填报表.xlsx"}
