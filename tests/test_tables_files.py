"""What people hand in as a table: workbooks of every kind, lists, folders, zips, and files that are something else."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook, load_workbook
from xlsxwriter import Workbook as WrittenWorkbook

from starcase.exchange.tables import archives, old_workbook, workbooks
from starcase.exchange.tables.archives import marked_name
from starcase.exchange.tables.given import Tables
from starcase.exchange.tables.marked import REASONS, write_marked
from starcase.exchange.tables.reading import read_tables
from tests.office_tables import cells, expected, messages, names, values, write_rows

KEPT = Path(__file__).with_name("tables")
HEADS = ["组织名称", "区县", "星级"]
ROW = ["守望邻里服务队", "东湖区", "五星级"]


def _read(*paths: Path) -> Tables:
    return read_tables(paths, expected())


def _workbook(*rows: list[object]) -> bytes:
    made = io.BytesIO()
    book = Workbook()
    assert book.active is not None
    for row in rows or ([*HEADS], [*ROW]):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_workbook_is_read_alike_in_each_format(tmp_path: Path, ending: str) -> None:
    """Two rows of headers, merged titles, streets merged over their rows, percentages, dates, a total: `old.*` are one table."""
    tables = _read(KEPT / f"old.{ending}")
    assert [values(entry) for entry in tables.entries] == [
        {
            "name": "守望邻里服务队",
            "services.2023.visits": 1200,
            "services.2023.satisfaction": 96.5,
            "services.2024.visits": 1300,
            "services.2024.satisfaction": 97,
            "founded": "2018-03-03",
            "region": "anju",
        },
        {
            "name": "晚晴民歌社",
            "services.2023.visits": "800余",
            "services.2023.satisfaction": 90,
            "services.2024.visits": "约900",
            "services.2024.satisfaction": 91.5,
            "founded": "2018-03-04",
            "region": "anju",
        },
        {
            "name": "和风调解队",
            "services.2023.visits": "4.5万余",
            "services.2023.satisfaction": 100,
            "services.2024.visits": 12,
            "services.2024.satisfaction": 88.5,
            "founded": "2018-03-05",
            "region": "wenhua-east",
        },
    ]
    assert cells(tables, must=True) == {}
    assert cells(tables)["去年"] == "这张表是隐藏的，没有读"


def test_an_old_workbook_says_once_a_column_that_a_percentage_was_guessed(tmp_path: Path) -> None:
    said = cells(_read(KEPT / "old.xls"))
    assert [place for place, wrong in said.items() if "百分" in wrong] == ["各队情况!E4", "各队情况!G4"]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_marked_copy_of_each_format_is_a_workbook_that_reads_the_same(tmp_path: Path, ending: str) -> None:
    root = expected()
    tables = read_tables([KEPT / f"old.{ending}"], root)
    copy = tmp_path / marked_name(tables.sources[0])
    assert copy.name == "old-需修改.xlsx"
    assert write_marked(tables.sources[0], tables.complaints, copy)
    again = read_tables([copy], root)
    assert names(again) == names(tables)
    assert [values(entry)["founded"] for entry in again.entries] == [
        values(entry)["founded"] for entry in tables.entries
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_list_is_read_in_any_encoding_and_with_any_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "名单.csv"
    text = "\r\n".join(separator.join(row) for row in (HEADS, ROW))
    path.write_bytes(text.encode(encoding))
    tables = _read(path)
    assert messages(tables) == []
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望邻里服务队", "level": "star5", "region": "east"}
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_list_in_utf_16_without_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "表.csv").write_bytes("组织名称\t星级\t成员人数\r\n守望队\t五星\t46\r\n".encode(encoding))
    assert [values(entry) for entry in _read(tmp_path / "表.csv").entries] == [
        {"name": "守望队", "level": "star5", "people.members": 46}
    ]


PAGE = """<html><head><meta charset="gb2312"></head><body>
<table><tr><td colspan=3><b>汇总表</b></td></tr>
<tr><th rowspan=2>组织<br>名称<th colspan=2>2023年</tr><tr><td>服务人次<td>服务时长</tr>
<tr><td rowspan=1>守望&nbsp;队</td><td>1,200</td><td>3</td></tr><tr><td>晚晴社<td>#DIV/0!<td></table></body></html>"""


def test_a_page_with_a_table_that_a_program_called_xls_is_read(tmp_path: Path) -> None:
    (tmp_path / "表.xls").write_bytes(PAGE.encode("gb18030"))
    tables = _read(tmp_path / "表.xls")
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望队", "services.2023.visits": 1200, "services.2023.hours": 3}
    ]
    assert cells(tables) == {"表.xls!B5": "这一格是公式，算出来是错误"}
    (tmp_path / "表.xls").write_bytes(b"<table><tr><td colspan=99999999>x</table>")
    assert "很远的行或列" in messages(_read(tmp_path / "表.xls"))[0]


XML_OF_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="东湖区"><Table>
<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">汇总表</Data></Cell></Row>
<Row ss:Index="3">{heads}</Row>
<Row><Cell><Data ss:Type="String">守望队</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">文化社区</Data></Cell>
<Cell><Data ss:Type="DateTime">2018-03-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">46</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">晚晴社</Data></Cell><Cell ss:Index="4"><Data ss:Type="Error">#DIV/0!</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_an_xml_workbook_of_2003_is_read_and_a_sheet_named_after_a_district_tells_which(tmp_path: Path) -> None:
    heads = "".join(
        f'<Cell><Data ss:Type="String">{head}</Data></Cell>' for head in ("组织名称", "社区", "成立时间", "成员人数")
    )
    (tmp_path / "表.xls").write_bytes(XML_OF_2003.format(heads=heads).encode())
    tables = _read(tmp_path / "表.xls")
    assert [values(entry) for entry in tables.entries] == [
        {"name": "守望队", "founded": "2018-03-05", "people.members": 46, "region": "wenhua-east"}
    ]
    assert cells(tables) == {"东湖区!D5": "这一格是公式，算出来是错误"}


def test_an_error_of_a_formula_in_an_old_workbook_is_said_at_its_cell(tmp_path: Path) -> None:
    content = (KEPT / "old.xls").read_bytes()
    number = content.index(struct.pack("<HHHH", 0x0203, 14, 3, 4))
    style = content[number + 8 : number + 10]
    error = struct.pack("<HHHH", 0x0205, 8, 3, 4) + style + b"\x2a\x01" + struct.pack("<HHH", 0x00E1, 2, 0)
    (tmp_path / "错.xls").write_bytes(content[:number] + error + content[number + 18 :])
    tables = _read(tmp_path / "错.xls")
    assert cells(tables, must=True) == {"各队情况!E4": "这一格是公式，算出来是错误"}
    assert names(tables) == ["晚晴民歌社", "和风调解队"]


def test_a_list_keeps_zeros_that_were_written_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text('组织名称,联系电话\n守望邻里服务队,="0311-7654321"\n', "utf-8")
    assert values(_read(path).entries[0])["contact.phone"] == "0311-7654321"


def test_a_mistake_in_a_list_is_placed_and_marked_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes("组织名称,星级\n守望邻里服务队,六星\n".encode("gbk"))
    tables = _read(path)
    assert messages(tables)[0].startswith("《名单.csv》第2行B列（星级）：写的是“六星”，没有这个星级。")
    assert write_marked(tables.sources[0], tables.complaints, tmp_path / marked_name(tables.sources[0]))
    sheet = load_workbook(tmp_path / "名单-需修改.xlsx")["表"]
    assert sheet["B2"].fill.start_color.rgb == "FFFFC7CE"
    assert sheet["C1"].value == REASONS


def test_a_folder_is_read_with_everything_below_it_and_without_lock_files(tmp_path: Path) -> None:
    folder = tmp_path / "各街道"
    write_rows(folder / "桥头街道" / "表.xlsx", HEADS, ROW)
    write_rows(folder / "山前镇.xlsx", HEADS, ["晚晴民歌社", "西山区", "四星级"])
    (folder / "~$山前镇.xlsx").write_bytes(b"\x05user")
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "照片").mkdir()
    (folder / "照片" / "一.jpg").write_bytes(b"\xff\xd8\xff")
    tables = _read(folder)
    assert names(tables) == ["晚晴民歌社", "守望邻里服务队"]
    assert [source.file for source in tables.sources] == ["山前镇.xlsx", "桥头街道/表.xlsx"]
    assert [source.file for source in tables.others] == ["照片/一.jpg"]
    assert messages(tables) == [
        "《山前镇.xlsx》：它好像正在 Excel 或 WPS 里打开着，读到的是上一次保存的内容。如果还有没保存的改动，请保存、关闭，再导入一次。"
    ]


def test_a_zip_from_chinese_windows_is_read_with_its_names(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("AAAA/BBBBBB.xlsx", _workbook())
        archive.writestr("AAAA/~$BBBB.xlsx", b"")
    packed = made.getvalue().replace(b"AAAA", "桥头".encode("gbk")).replace(b"BBBBBB", "汇总表".encode("gbk"))
    (tmp_path / "桥头.zip").write_bytes(packed.replace(b"BBBB", "汇总".encode("gbk")))
    tables = _read(tmp_path / "桥头.zip")
    assert [source.file for source in tables.sources] == ["桥头/汇总表.xlsx"]
    assert names(tables) == ["守望邻里服务队"]
    assert tables.entries[0].spot.file == "桥头/汇总表.xlsx"


def test_a_zip_that_says_its_names_are_utf_8_is_read_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "桥头.zip", "w") as archive:
        archive.writestr("汇总表.xlsx", _workbook(HEADS, ["守望邻里服务队", "东湖区", "六星"]))
    tables = _read(tmp_path / "桥头.zip")
    assert list(cells(tables)) == ["Sheet!C2"]
    assert write_marked(tables.sources[0], tables.complaints, tmp_path / marked_name(tables.sources[0]))
    assert load_workbook(tmp_path / "汇总表-需修改.xlsx")["Sheet"]["C2"].fill.start_color.rgb == "FFFFC7CE"


def test_of_several_zips_each_file_is_called_with_its_own(tmp_path: Path) -> None:
    paths = []
    for street in ("桥头", "山前"):
        paths.append(tmp_path / f"{street}.zip")
        with zipfile.ZipFile(paths[-1], "w") as archive:
            archive.writestr("表.xlsx", _workbook(HEADS, [f"{street}服务队", "东湖区", "五星级"]))
    tables = _read(*paths)
    assert [source.file for source in tables.sources] == ["桥头.zip/表.xlsx", "山前.zip/表.xlsx"]


# What the file is called, what is in it, and what is said of it.
NOT_READ: tuple[tuple[str, bytes, str], ...] = (
    ("网页.xls", b"<html><table><tr><td> </td></tr></table>x</html>", "其实是网页"),
    ("网页.xlsx", b"\xef\xbb\xbf<!DOCTYPE html>", "其实是网页"),
    ("单.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "其实是网页"),
    (
        "表.xml.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "文件是坏的",
    ),
    ("图.xlsx", b"\xff\xd8\xff\xe0 jpeg", "其实是图片"),
    ("文.xlsx", b"%PDF-1.7", "其实是PDF"),
    ("空.xlsx", b"", "这个文件是空的"),
    ("空.csv", b"\r\n\r\n", "这个文件是空的"),
    ("半.xlsx", b"PK\x03\x04 broken", "打不开，文件是坏的"),
    ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "打不开，文件是坏的"),
    ("密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
    ("乱.csv", b"\xff\x00\x81\x00\x00\xff\xfe", "里面的文字认不出来"),
    ("引号.csv", "组织名称,星级\n".encode() + b'"' + b"x" * 200_000, "分不清各列"),
    ("包.zip", b"PK\x03\x04 broken", "压缩包是坏的"),
    ("~$表.xlsx", b"\x07owner", "留下的临时文件"),
    ("包.rar", b"Rar!\x1a\x07", "这种压缩包不能直接读"),
)


@pytest.mark.parametrize(("name", "content", "part"), NOT_READ, ids=[one[0] for one in NOT_READ])
def test_a_file_that_cannot_be_read_is_said_so(tmp_path: Path, name: str, content: bytes, part: str) -> None:
    (tmp_path / name).write_bytes(content)
    tables = _read(tmp_path / name)
    assert tables.entries == ()
    (said,) = tables.complaints
    assert part in str(said.wrong)
    assert said.must
    assert said.spot.file == name
    for source in tables.sources:
        assert not write_marked(source, tables.complaints, tmp_path / "copy.xlsx")


@pytest.mark.parametrize(("ending", "seeds"), [("xlsx", 25), ("ods", 25), ("xls", 5)])
def test_a_damaged_workbook_never_ends_the_reading(tmp_path: Path, ending: str, seeds: int) -> None:
    """Old workbooks are read in a process of their own: damage makes the library abort where nothing can be caught."""
    for seed in range(seeds):
        chosen = Random(seed)
        content = bytearray((KEPT / f"old.{ending}").read_bytes())
        for _ in range(1 + 4 * seed):
            content[chosen.randrange(len(content))] = chosen.randrange(256)
        path = tmp_path / f"{seed}.{ending}"
        path.write_bytes(content[: len(content) - seed % 3 * 700])
        tables = _read(path)
        assert tables.entries or tables.complaints
        for source in tables.sources:
            write_marked(source, tables.complaints, tmp_path / "copy.xlsx")


def test_an_old_workbook_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(old_workbook, "_SECONDS", 0.001)
    assert "打不开，文件是坏的" in messages(_read(KEPT / "old.xls"))[0]


def test_a_workbook_with_another_ending_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "表.xls").write_bytes(_workbook())
    (tmp_path / "表.xlsx").write_bytes((KEPT / "old.xls").read_bytes())
    assert names(_read(tmp_path / "表.xls")) == ["守望邻里服务队"]
    assert len(_read(tmp_path / "表.xlsx").entries) == 3


def test_a_file_that_is_not_there_or_not_to_be_opened_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "没有找到这个文件" in messages(_read(tmp_path / "没有.xlsx"))[0]
    path = write_rows(tmp_path / "表.xlsx", HEADS, ROW)
    against = expected()
    monkeypatch.setattr(Path, "read_bytes", _refuse)
    assert "多半正在 Excel 或 WPS 里打开着" in messages(read_tables([path], against))[0]


def _refuse(path: Path) -> bytes:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_folder_without_tables_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert messages(_read(tmp_path / "空")) == [
        "《空》：里面没有表格。请放进 .xlsx、.xls、.ods 或 .csv 格式的表，再导入。"
    ]


def test_a_zip_with_a_password_is_said_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "密.zip", "w") as archive:
        archive.writestr("表.xlsx", _workbook())
    packed = bytearray((tmp_path / "密.zip").read_bytes())
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    packed[6] |= 1
    (tmp_path / "密.zip").write_bytes(bytes(packed))
    assert "压缩包设了密码" in messages(_read(tmp_path / "密.zip"))[0]


def test_a_zip_inside_a_zip_is_said_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "外.zip", "w") as archive:
        archive.writestr("内.zip", b"PK")
        archive.writestr("表.xlsx", _workbook())
    tables = _read(tmp_path / "外.zip")
    assert names(tables) == ["守望邻里服务队"]
    assert "压缩包里又套了压缩包" in messages(tables)[0]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("表.csv", b"0" * (archives.ALWAYS_FINE + 1))
    assert "展开后大得不正常" in messages(_read(tmp_path / "弹.zip"))[0]


def test_a_workbook_whose_parts_are_a_bomb_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 110_000_000)
    assert "展开后大得不正常" in messages(_read(tmp_path / "弹.xlsx"))[0]


def test_a_sheet_that_reaches_to_the_last_cell_is_not_spread_out(tmp_path: Path) -> None:
    book = Workbook()
    page, other = book.active, book.create_sheet("好的")
    assert page is not None
    page["A1"], page["XFD1048576"] = "组织名称", "远"
    other.append(HEADS)
    other.append(ROW)
    book.save(tmp_path / "远.xlsx")
    tables = _read(tmp_path / "远.xlsx")
    assert cells(tables) == {"Sheet": "这张表一直用到了很远的行或列，没有读"}
    assert names(tables) == ["守望邻里服务队"]


def test_an_opendocument_that_repeats_a_cell_a_billion_times_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(KEPT / "old.ods") as old, zipfile.ZipFile(tmp_path / "远.ods", "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "content.xml":
                cell = b'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
                row = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
                content = content.replace(b"</table:table>", row + b"</table:table>", 1)
            new.writestr(entry.filename, content)
    assert "用到了很远的行或列" in messages(_read(tmp_path / "远.ods"))[0]


def test_the_extents_are_looked_at_before_the_library_opens_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_CELLS", 5)
    path = write_rows(tmp_path / "表.xlsx", HEADS, ROW)
    assert cells(_read(path)) == {"汇总表": "这张表一直用到了很远的行或列，没有读"}


def test_pictures_errors_and_formulas_that_were_never_reckoned_are_said(tmp_path: Path) -> None:
    book = WrittenWorkbook(tmp_path / "表.xlsx")
    page = book.add_worksheet("表一")
    page.write_row("A1", ["组织名称", "简介", "成员人数", "服务范围", "党员人数"])
    page.write_row("A2", ["守望邻里服务队", '=DISPIMG("ID_1",1)', "", "", ""], None)
    page.write_formula("B2", '=DISPIMG("ID_1",1)', None, '=DISPIMG("ID_1",1)')
    page.write_formula("C2", "=1/0", None, "#DIV/0!")
    page.write_formula("D2", "=A2&B9", None, "安居社区")
    page.write_formula("E2", "=3+4", None, 7)
    book.close()
    tables = _read(tmp_path / "表.xlsx")
    assert cells(tables) == {
        "表一!B2": "这一列里有图片，没有读",
        "表一!C2": "这一格是公式，算出来是错误",
    }
    book = Workbook()
    assert book.active is not None
    book.active.append(["组织名称", "成员人数"])
    book.active.append(["守望邻里服务队", "=1+1"])
    book.save(tmp_path / "未算.xlsx")
    assert cells(_read(tmp_path / "未算.xlsx")) == {"Sheet!B2": "这一格是公式，文件里没有算出来的结果"}


def test_a_formula_gives_what_it_was_reckoned_to(tmp_path: Path) -> None:
    book = WrittenWorkbook(tmp_path / "表.xlsx")
    page = book.add_worksheet()
    page.write_row("A1", ["组织名称", "成员人数"])
    page.write("A2", "守望邻里服务队")
    page.write_formula("B2", "=40+6", None, 46)
    book.close()
    assert values(_read(tmp_path / "表.xlsx").entries[0])["people.members"] == 46


def test_a_date_shown_without_its_day_is_a_month(tmp_path: Path) -> None:
    book = WrittenWorkbook(tmp_path / "表.xlsx")
    page = book.add_worksheet()
    page.write_row("A1", ["组织名称", "成立时间"])
    for row, code in enumerate(['yyyy"年"m"月"', 'yyyy"年"m"月"d"日"', "yyyy-mm"], start=1):
        page.write(row, 0, f"第{row}队")
        page.write_datetime(row, 1, datetime(2018, 3, 1), book.add_format({"num_format": code}))
    book.close()
    found = [values(entry)["founded"] for entry in _read(tmp_path / "表.xlsx").entries]
    assert found == ["2018-03", "2018-03-01", "2018-03"]


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(HEADS)
    page.append(ROW)
    page.append(["晚晴民歌社", "东湖区", "四星级"])
    page.row_dimensions[3].hidden = True
    book.save(tmp_path / "表.xlsx")
    tables = _read(tmp_path / "表.xlsx")
    assert len(tables.entries) == 2
    assert cells(tables, must=False) == {"Sheet": "有1行是隐藏的，也读进来了，第一行是第3行"}


def test_hidden_columns_that_are_read_are_said(tmp_path: Path) -> None:
    book = load_workbook(write_rows(tmp_path / "表.xlsx", ["组织名称", "备注", "星级"], ["守望队", "无", "五星"]))
    for letter in "BC":
        book["汇总表"].column_dimensions[letter].hidden = True
    book.save(tmp_path / "表.xlsx")
    assert cells(_read(tmp_path / "表.xlsx")) == {"汇总表": "有1列是隐藏的，也读进来了，第一列是C列"}


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    paths = [write_rows(tmp_path / f"{at}.xlsx", HEADS, [f"第{at}队", "东湖区", ""]) for at in range(3)]
    read_tables(paths, expected(), lambda done, all_of_them: told.append((done, all_of_them)))
    assert told == [(1, 3), (2, 3), (3, 3)]
