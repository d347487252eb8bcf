"""What people keep in Excel goes into the records, whole rows at a time, and comes back as it went in."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from starcase.cli import main
from tests.sites import write_site

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "content"

SITE = """
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  children:
    - id: donghu
      name: 东湖示例区
      tier: district
      children:
        - id: qiaotou
          name: 桥头示例街道
          tier: street
          children:
            - {id: anju, name: 安居示例社区, tier: community}
            - {id: hefeng, name: 和风示例社区, tier: community}
-- content/organizations/donghu/anju.yaml --
# 示例：人和事都是虚构的。
id: shouwang
name: 守望邻里志愿服务队
programme: example-stars
type: service
level: star4
region: anju   # 安居
people:
  leader: {name: 示例甲, role: 居民, consent: true}
services:
  2024: {visits: 2000余}
evaluations:
  - period: 2024
    level: star4
    decided: 2024-11-29
---
编号: hechang
组织名称: 小满合唱队
曾用名: [小满歌咏队]
项目: example-stars
所属地区: 和风示例社区
-- content/organizations/donghu/hefeng-wudao.yaml --
name: 和风舞蹈队
programme: example-stars
region: hefeng
"""
HEADS = (
    "编号",
    "组织名称",
    "区县",
    "街道",
    "社区",
    "类型",
    "星级",
    "负责人",
    "负责人同意公开姓名",
    "公开电话",
    "手机",
    "2024年服务人次（人次）",
)
"""As the workbook that `template` writes has them, and a private column as offices call it."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_site(tmp_path / "site-root", SITE)
    return tmp_path / "site-root"


def workbook(path: Path, rows: Sequence[Mapping[str, object]], heads: Sequence[str] = HEADS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    sheet.append(list(heads))
    for row in rows:
        sheet.append([row.get(head) for head in heads])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def taken(root: Path, *arguments: object) -> int:
    return main(["import", "--root", str(root), *map(str, arguments)])


def files(root: Path) -> dict[str, bytes]:
    """Every file of a root but for the program's own."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".starcase" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}


def test_only_the_cells_that_differ_change_the_record(root: Path, tmp_path: Path) -> None:
    path = root / "content/organizations/donghu/anju.yaml"
    before = path.read_text("utf-8")
    row = {
        "编号": "shouwang",
        "组织名称": "守望邻里志愿服务队",
        "类型": "为民服务类",
        "社区": "安居示例社区",
        "公开电话": "0000-1234567",
        "2024年服务人次（人次）": 2100,
    }
    assert taken(root, workbook(tmp_path / "名单.xlsx", [row])) == 0
    expected = before.replace("visits: 2000余", "visits: 2100").replace(
        "decided: 2024-11-29\n", "decided: 2024-11-29\ncontact:\n  phone: 0000-1234567\n"
    )
    assert path.read_text("utf-8") == expected


def test_a_new_body_is_written_where_its_neighbours_lie_with_an_id_that_stays(root: Path, tmp_path: Path) -> None:
    row = {
        "组织名称": "暖心邻里志愿服务队",
        "区县": "东湖示例区",
        "街道": "桥头示例街道",
        "社区": "和风示例社区",
        "类型": "社会公益类",
        "2024年服务人次（人次）": "约120",
    }
    table = workbook(tmp_path / "名单.xlsx", [row])
    assert taken(root, table) == 0
    path = root / "content/organizations/donghu/nuanxin.yaml"
    assert path.read_text("utf-8") == (
        "id: nuanxin\nname: 暖心邻里志愿服务队\nprogramme: example-stars\ntype: charity\nregion: hefeng\n"
        "services:\n  2024:\n    visits: 约120\n"
    )
    before = files(root)
    assert taken(root, table) == 0
    assert files(root) == before


def test_bodies_of_one_name_in_two_communities_get_ids_by_their_regions(root: Path, tmp_path: Path) -> None:
    rows = [
        {"组织名称": "暖心服务队", "区县": "东湖示例区", "街道": "桥头示例街道", "社区": place}
        for place in ("安居示例社区", "和风示例社区")
    ]
    assert taken(root, workbook(tmp_path / "名单.xlsx", rows)) == 0
    made = {path.stem for path in (root / "content/organizations/donghu").glob("nuanxin*")}
    assert made == {"nuanxin-anju", "nuanxin-hefeng"}


@pytest.mark.parametrize("name", ["小满合唱队", "小满歌咏队"])
def test_a_body_is_found_by_its_name_or_former_name_within_its_community(root: Path, tmp_path: Path, name: str) -> None:
    row = {"组织名称": name, "社区": "和风示例社区", "公开电话": "0000-1234567"}
    assert taken(root, workbook(tmp_path / "名单.xlsx", [row])) == 0
    text = (root / "content/organizations/donghu/anju.yaml").read_text("utf-8")
    assert text.endswith("联系方式:\n  电话: 0000-1234567\n")
    assert "\n---\n" in text and not list((root / "content/organizations").rglob("xiaoman*"))


def test_namesakes_are_asked_about_only_within_one_community(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (1, 2):
        text = f"id: tuan-{number}\nname: 晨练团\nprogramme: example-stars\nregion: anju\n"
        (root / f"content/organizations/donghu/tuan-{number}.yaml").write_text(text, "utf-8")
    rows = [{"组织名称": "晨练团", "社区": place} for place in ("安居示例社区", "和风示例社区")]
    assert taken(root, workbook(tmp_path / "名单.xlsx", rows)) == 1
    said = capsys.readouterr().out
    assert (
        "同名的组织有2个，看不出是哪一个。请在“编号”列写上其中一个：“tuan-1（安居示例社区）”、“tuan-2（安居示例社区）”"
        in said
    )
    assert "别的社区有同名的组织（“tuan-1”、“tuan-2”），这一行当作新的组织" in said
    assert (root / "content/organizations/donghu/chenlian.yaml").is_file()


def test_good_rows_go_in_while_bad_ones_wait_and_are_marked(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"编号": "shouwang", "星级": "六星级", "公开电话": "0000-1"},
        {"编号": "hechang", "公开电话": "0000-1234567"},
        {"编号": "hefeng-wudao", "星级": "五星级", "手机": "13800001234"},
    ]
    before = files(root)
    assert taken(root, workbook(tmp_path / "名单.xlsx", rows)) == 1
    said = capsys.readouterr().out
    assert "没有这个星级" in said and "改动 2 个，没有变化 0 个，等修改 1 行" in said
    after = files(root)
    assert "电话: 0000-1234567".encode() in after["content/organizations/donghu/anju.yaml"]
    assert (
        before["content/organizations/donghu/anju.yaml"].split(b"---")[0]
        == after["content/organizations/donghu/anju.yaml"].split(b"---")[0]
    )
    marked = openpyxl.load_workbook(tmp_path / "名单-需修改.xlsx")
    notes = {cell.coordinate for row in marked["名单"].iter_rows() for cell in row if cell.comment}
    assert "G2" in notes


def test_what_the_build_would_hold_back_is_not_written(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads = ("编号", "2024年星级", "2024年评定日期", "2024年评定结果")
    rows = [{"编号": "hechang", "2024年星级": "四星级", "2024年评定结果": "不予评定", "2024年评定日期": "2024-11-29"}]
    before = files(root)
    assert taken(root, workbook(tmp_path / "名单.xlsx", rows, heads)) == 1
    assert {path: text for path, text in files(root).items() if path.startswith("content")} == {
        path: text for path, text in before.items() if path.startswith("content")
    }
    assert "必须改" in capsys.readouterr().out


def test_private_values_go_to_the_reviewers_folder_and_nowhere_else(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"组织名称": "晨练团", "社区": "安居示例社区", "负责人": "示例乙", "手机": "13800001234"},
        {"编号": "hechang", "公开电话": "13900001234"},
        {"编号": "shouwang", "负责人": "示例丙"},
    ]
    assert taken(root, workbook(tmp_path / "名单.xlsx", rows)) == 0
    said = capsys.readouterr().out
    assert "存进了 3 个组织的内部资料" in said
    after = files(root)
    public = b"".join(content for path, content in after.items() if path.startswith("content"))
    for private in ("示例乙", "13800001234", "13900001234", "示例丙"):
        assert private.encode() not in public and private not in said
    assert (
        after["review/organizations/chenlian.yaml"]
        .decode()
        .endswith("contacts:\n  - name: 示例乙\n    phone: 13800001234\n")
    )
    assert "phone: 13900001234" in after["review/organizations/hechang.yaml"].decode()
    assert "示例甲".encode() in public  # what was shown with consent stays, and that is said
    assert "网站上公开的还是原来的" in said


def test_a_number_within_a_text_is_said_and_never_repeated(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"编号": "hechang", "简介": "有事打 13900001111 找队长"}
    paper = tmp_path / "审签单.docx"
    assert taken(root, "--sign-off", paper, workbook(tmp_path / "名单.xlsx", [row], ("编号", "简介"))) == 0
    said = capsys.readouterr().out
    assert "简介 （空） → 有事打 139****1111 找队长" in said and "这里写了电话，公布时已遮盖" in said
    printed = "".join(cell.text for cell in docx.Document(str(paper)).tables[0]._cells)
    assert "13900001111" not in said and "13900001111" not in printed


def test_a_name_is_public_with_consent_and_goes_when_consent_is_withdrawn(root: Path, tmp_path: Path) -> None:
    yes = {"组织名称": "晨练团", "社区": "安居示例社区", "负责人": "示例乙", "负责人同意公开姓名": "是"}
    no = {"编号": "shouwang", "负责人": "示例甲", "负责人同意公开姓名": "否"}
    assert taken(root, workbook(tmp_path / "名单.xlsx", [yes, no])) == 0
    text = (root / "content/organizations/donghu/chenlian.yaml").read_text("utf-8")
    assert "people:\n  leader:\n    name: 示例乙\n    consent: true\n" in text
    text = (root / "content/organizations/donghu/anju.yaml").read_text("utf-8")
    assert "leader: {role: 居民}" in text and "示例甲" not in text


def test_a_trial_writes_nothing_but_says_what_would_be_done(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    table = workbook(
        tmp_path / "名单.xlsx", [{"编号": "shouwang", "星级": "五星级"}, {"组织名称": "晨练团", "社区": "安居示例社区"}]
    )
    assert taken(root, "--dry-run", table) == 0
    said = capsys.readouterr().out
    assert files(root) == before
    assert "这次只是试看，什么都没有写" in said and "晨练团（chenlian）" in said


@pytest.mark.parametrize("programme", [None, "example-stars"])
def test_export_import_export_gives_the_same_bytes_and_changes_no_record(tmp_path: Path, programme: str | None) -> None:
    root = tmp_path / "root"
    shutil.copytree(EXAMPLES, root / "content")
    shutil.copy(ROOT / "config.yaml", root)
    before = files(root)
    chosen = ["--programme", programme] if programme else []
    assert main(["export", "--root", str(root), "--to", str(tmp_path / "a.xlsx"), *chosen]) == 0
    assert taken(root, tmp_path / "a.xlsx") == 0
    assert {path: text for path, text in files(root).items() if not path.startswith("review/received")} == before
    assert main(["export", "--root", str(root), "--to", str(tmp_path / "b.xlsx"), *chosen]) == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_exported_table_that_is_edited_comes_back_exactly(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(EXAMPLES, root / "content")
    shutil.copy(ROOT / "config.yaml", root)
    path = tmp_path / "a.xlsx"
    assert main(["export", "--root", str(root), "--to", str(path), "--programme", "example-stars"]) == 0
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "hefeng-tiaojie")
    row[heads.index("简介")].value = "（示例）新的简介：两句话。"
    row[heads.index("2025年服务人次（人次）")].value = 415
    book.save(path)
    before = files(root)
    assert taken(root, path) == 0
    after = files(root)
    changed = [path for path in before if before[path] != after[path]]
    assert changed == ["content/organizations/example-stars/hefeng-tiaojie.yaml"]
    lines = set(after[changed[0]].decode().splitlines()) - set(before[changed[0]].decode().splitlines())
    assert lines == {"简介: （示例）新的简介：两句话。", "    服务人次: 415"}


def test_headers_that_only_one_office_uses_are_read_as_it_says(root: Path, tmp_path: Path) -> None:
    (root / "review").mkdir()
    (root / "review/mappings.yaml").write_text("咨询热线: 公开电话\n", "utf-8")
    row = {"编号": "hechang", "咨询热线": "0000-1234567"}
    assert taken(root, workbook(tmp_path / "名单.xlsx", [row], ("编号", "咨询热线"))) == 0
    assert (root / "content/organizations/donghu/anju.yaml").read_text("utf-8").endswith("电话: 0000-1234567\n")


def test_a_file_that_holds_another_record_is_not_written_over(root: Path, tmp_path: Path) -> None:
    path = root / "content/organizations/donghu/chenlian.yaml"
    path.write_text("id: other\nname: 别的队\nprogramme: example-stars\nregion: hefeng\n", "utf-8")
    before = path.read_bytes()
    assert taken(root, workbook(tmp_path / "名单.xlsx", [{"组织名称": "晨练团", "社区": "安居示例社区"}])) == 0
    assert path.read_bytes() == before
    assert "id: chenlian\n" in (path.parent / "chenlian-2.yaml").read_text("utf-8")


# ── A street's parcel ──


def story(title: str, text: str) -> bytes:
    document = docx.Document()
    document.add_heading(title, 0)
    document.add_paragraph(text)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def photo(colour: str) -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "JPEG")
    return content.getvalue()


def parcel(folder: Path) -> Path:
    workbook(
        folder / "名单.xlsx", [{"组织名称": "晨练团", "社区": "安居示例社区"}, {"编号": "shouwang", "星级": "六星级"}]
    )
    (folder / "晨练团的一天.docx").write_bytes(story("晨练团的一天", "（示例）天一亮，晨练团的队员就到了。"))
    for name, colour in (
        ("照片/晨练团/IMG_0001.JPG", "red"),
        ("照片/晨练团/集合.jpg", "blue"),
        ("照片/没有这个队/a.jpg", "green"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(photo(colour))
    return folder


def test_a_parcel_is_taken_in_at_once_and_noted(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    folder = parcel(tmp_path / "桥头示例街道")
    assert taken(root, folder) == 1
    said = capsys.readouterr().out
    after = files(root)
    made = "content/organizations/donghu/chenlian"
    assert {
        f"{made}.yaml",
        f"{made}-1.jpg",
        f"{made}-2.jpg",
        "content/organizations/donghu/chen-lian-tuan-de-yi-tian.md",
    } <= set(after)
    assert (
        "organizations" in after["content/organizations/donghu/chen-lian-tuan-de-yi-tian.md"].decode()
        or "相关组织: [chenlian]" in after["content/organizations/donghu/chen-lian-tuan-de-yi-tian.md"].decode()
    )
    assert (
        "看不出是哪个组织的照片" in said
        and "没有图片说明，也没有写明已获同意。请填好《照片说明》表，再导入它。" in said
    )
    assert "收下故事 1 篇、照片 2 张" in said
    received = after["review/received.yaml"].decode()
    assert (
        "from: 桥头示例街道" in received
        and "new: 1" in received
        and "waiting: 1" in received
        and "2026-05-29" in received
    )
    assert (folder / "名单-需修改.xlsx").is_file()
    shown = openpyxl.load_workbook(folder / "照片说明.xlsx")["照片"]
    assert [[cell.value for cell in row[:3]] for row in shown["A2:C3"]] == [
        ["chenlian", "晨练团", "IMG_0001.JPG"],
        ["chenlian", "晨练团", "集合.jpg"],
    ]
    assert main(["check", "--root", str(root)]) == 0


def test_a_parcel_taken_in_twice_changes_nothing_the_second_time(root: Path, tmp_path: Path) -> None:
    folder = parcel(tmp_path / "桥头示例街道")
    taken(root, "--to", tmp_path / "marked", folder)
    before = files(root)
    taken(root, "--to", tmp_path / "marked", folder)
    assert files(root) == before


def photo_list(path: Path, *rows: list[str], sheet: str = "照片") -> Path:
    """A workbook with a sheet of photos; a list of bodies that is there already stays."""
    book = openpyxl.load_workbook(path) if path.is_file() else openpyxl.Workbook()
    page = book.create_sheet(sheet)
    page.append(["组织名称", "照片文件", "图片说明", "摄影", "已获同意"])
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_a_sheet_of_photos_says_what_they_show_and_who_agreed(root: Path, tmp_path: Path) -> None:
    folder = parcel(tmp_path / "桥头示例街道")
    photo_list(
        folder / "名单.xlsx",
        ["晨练团", "集合.jpg", "（示例）六位老人在树荫下练太极", "示例供图", "是"],
        ["晨练团", "img_0001", "（示例）队旗", "", "再问问"],
        ["晨练团", "没有.jpg", "（示例）合影", "", "是"],
        ["没有这个队", "a.jpg", "（示例）a", "", ""],
    )
    assert taken(root, folder) == 1
    record = root / "content/organizations/donghu/chenlian.yaml"
    own = (root / "content/organizations/donghu/chenlian-1.jpg").read_bytes()
    number = 1 if own == photo("blue") else 2
    assert (
        f"  - file: chenlian-{number}.jpg\n    alt: （示例）六位老人在树荫下练太极\n    credit: 示例供图\n    consent: true\n"
        in record.read_text("utf-8")
    )
    page = openpyxl.load_workbook(folder / "名单-需修改.xlsx")["照片"]
    marked = {cell.coordinate for row in page["A1:E5"] for cell in row if cell.fill.fill_type}
    assert marked == {"E3", "B4", "B5"}
    assert "没有收到这张照片" in str(page["F4"].value) and "应当写“是”或“否”" in str(page["F3"].value)
    before = files(root)
    assert taken(root, "--to", tmp_path / "marked", folder) == 1
    assert {**files(root), "review/received.yaml": b""} == {**before, "review/received.yaml": b""}
    book = openpyxl.load_workbook(folder / "名单-需修改.xlsx")
    book["照片"]["E3"] = "是"
    book.save(folder / "名单-需修改.xlsx")
    copy = (folder / "名单-需修改.xlsx").read_bytes()
    taken(root, "--to", tmp_path / "marked", folder)  # the copy is read that was mended, not the table it was made of
    assert (folder / "名单-需修改.xlsx").read_bytes() == copy
    assert f"chenlian-{3 - number}.jpg\n    alt: （示例）队旗\n    consent: true" in record.read_text("utf-8")


def test_a_text_beside_photos_says_it_too_and_an_exported_list_changes_it(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "东湖/照片/守望邻里志愿服务队"
    folder.mkdir(parents=True)
    (folder / "集合.jpg").write_bytes(photo("blue"))
    (folder / "照片说明.txt").write_bytes(
        "文件名 | 说明 | 摄影 | 同意\r\n集合.jpg | （示例）看望老人 | | 已获同意\r\n".encode("gbk")
    )
    assert taken(root, tmp_path / "东湖") == 0
    before = files(root)
    (written,) = [file for file in before if file.endswith(".yaml") and b"alt: " in before[file]]
    assert "    alt: （示例）看望老人\n    consent: true\n" in before[written].decode()
    table = tmp_path / "名单.xlsx"
    assert main(["export", "--root", str(root), "--to", str(table)]) == 0
    assert taken(root, table) == 0
    assert {file: one for file, one in files(root).items() if "received" not in file} == {
        file: one for file, one in before.items() if "received" not in file
    }
    book = openpyxl.load_workbook(table)
    assert [cell.value for cell in book["照片"][2]][2:] == ["shouwang-1.jpg", "（示例）看望老人", "", "是"]
    book["照片"]["F2"] = "否"
    book.save(table)
    assert taken(root, table) == 0
    assert "看望老人" not in files(root)[written].decode()


def test_every_command_of_the_page_about_importing_works_in_its_order(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs/import.md").read_text("utf-8")
    typed = [shlex.split(line)[2:] for line in page.splitlines() if line.startswith("python3 build.py ")]
    assert [one[0] for one in typed] == ["export", "import", "import", "import", "sign"]
    body = {"组织名称": "晨练团", "社区": "安居示例社区"}
    workbook(root / "名单.xlsx", [body])
    (line,) = (line for line in page.splitlines() if line.startswith("集合.jpg | "))
    folder = parcel(tmp_path / "桥头街道")
    workbook(folder / "名单.xlsx", [body])
    (folder / "照片/晨练团/照片说明.txt").write_text(line, "utf-8")
    shutil.make_archive(str(root / "桥头街道"), "zip", folder)
    shutil.make_archive(
        str(root / "东湖街道"), "zip", workbook(tmp_path / "东湖街道/表.xlsx", [{"编号": "hechang"}]).parent
    )
    (setting,) = (line for line in page.splitlines() if line.startswith("sign_off: "))
    with (root / "config.yaml").open("a", encoding="utf-8") as config:
        config.write(f"{setting}\n")
    monkeypatch.chdir(root)
    for command in typed:
        assert main([*command, "--root", "."]) == 0, (command, capsys.readouterr())
    assert "（示例）六位老人在树荫下练太极" in (root / "content/organizations/donghu/chenlian.yaml").read_text("utf-8")
    assert "from: 九月上报" in (root / "review/received.yaml").read_text("utf-8")
    assert (root / "审签单.docx").is_file() and (root / "content/sign-off.yaml").is_file()


def test_many_zips_are_merged_and_each_gets_its_own_marked_table(root: Path, tmp_path: Path) -> None:
    for name, row in (
        ("东", {"组织名称": "晨练团", "社区": "安居示例社区"}),
        ("西", {"编号": "hechang", "星级": "六星级"}),
    ):
        table = workbook(tmp_path / name / "名单.xlsx", [row, {"编号": f"nobody-{ord(name)}", "星级": "四星级"}])
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as packed:
            packed.write(table, "名单.xlsx")
    assert taken(root, "--to", tmp_path / "marked", tmp_path / "东.zip", tmp_path / "西.zip") == 1
    assert {path.relative_to(tmp_path / "marked").as_posix() for path in (tmp_path / "marked").rglob("*.xlsx")} == {
        "东/名单-需修改.xlsx",
        "西/名单-需修改.xlsx",
    }
    received = (root / "review/received.yaml").read_text("utf-8")
    assert "from: 东" in received and "from: 西" in received


def test_the_sheet_to_sign_lists_what_is_new_and_what_changes(root: Path, tmp_path: Path) -> None:
    rows = [{"组织名称": "晨练团", "社区": "安居示例社区"}, {"编号": "hechang", "公开电话": "0000-1234567"}]
    paper = tmp_path / "审签单.docx"
    assert taken(root, "--dry-run", "--sign-off", paper, workbook(tmp_path / "名单.xlsx", rows)) == 0
    document = docx.Document(str(paper))
    told = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert told[1][1:3] == ["晨练团", "桥头示例街道安居示例社区"]
    assert told[2][1] == "小满合唱队" and "公开电话：0000-1234567" in told[2][3]
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(step in text for step in ("初审", "复审", "终审", "新增 1 个，改动 1 个"))


# ── Nothing is half imported ──

KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from starcase.cli import main
from starcase.exchange.editing import applying
left = int(sys.argv[2])
carry_out = applying._carry_out
def kill(place, one):
    global left
    left -= 1
    if left == 0:
        os._exit(9)
    return carry_out(place, one)
applying._carry_out = kill
sys.exit(main(sys.argv[3:]))
"""


def test_the_next_command_finishes_an_import_that_was_killed(root: Path, tmp_path: Path) -> None:
    rows = [
        {"组织名称": "晨练团", "社区": "安居示例社区", "手机": "13800001234"},
        {"编号": "hechang", "公开电话": "0000-1234567"},
    ]
    table = workbook(tmp_path / "名单.xlsx", rows)
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    taken(whole, table)
    command = [sys.executable, "-c", KILLED, str(ROOT), "3", "import", "--root", str(root), str(table)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 9
    assert files(root).keys() != files(whole).keys()
    main(["check", "--root", str(root)])
    skip = "review/received.yaml"
    assert {k: v for k, v in files(root).items() if k != skip} == {k: v for k, v in files(whole).items() if k != skip}
