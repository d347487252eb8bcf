"""Who takes consent back is nowhere after the next build, and what only a person can decide is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PIL import Image

from starcase.cli import main
from tests.sites import rebuild, write_site
from tests.test_personal_data import everything

CONTENT = """
-- content/organizations/a/shouwang.yaml --
# 守望队的记录
name: 守望邻里志愿服务队
programme: example-stars
region: anju
summary: 示例介绍。                 # 自己写的
contact: {phone: 13900001234, consent: true}
people:
  leader: {name: 张示芹, role: 社区居民, consent: true}
  members: 46
photos:
  - {file: team.jpg, alt: 队员合影, consent: true}
  - {file: zhang.jpg, alt: 张示芹在探访老人, consent: true}
-- content/organizations/a/gushi.md --
---
title: 示例故事
author: 张示芹
photo: {file: zhang2.jpg, alt: 张 示芹和老人, consent: true}
date: 2024-05-01
---
那天，张示芹来得最早。
-- content/organizations/chenguang.yaml --
名称: 晨光队
项目: example-stars
人员:
  负责人:
    姓名: 张示芹
    同意公开: true
照片: [{文件: only.jpg, 图片说明: 负责人张示芹, 已获同意: true}]
-- content/notices/n.md --
---
title: 名单
date: 2024-05-01
kind: 公告
attachments: [{title: 名单, file: list.txt}]
---
见附件。
-- content/notices/list.txt --
守望队 张示芹
-- review/organizations/shouwang.yaml --
# 只给自己人看
notes: 示例
consents:
  - {person: 李示, given: 2023-01-01}
  - {person: 张示芹, scope: 姓名和照片, given: 2023-01-01}
"""
PICTURES = ("a/team.jpg", "a/zhang.jpg", "a/zhang2.jpg", "only.jpg")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    write_site(tmp_path, CONTENT)
    for name in PICTURES:
        Image.new("RGB", (64, 48)).save(tmp_path / "content/organizations" / name)
    yield tmp_path


def text_of(root: Path, file: str) -> str:
    return (root / file).read_text("utf-8")


def test_name_and_photos_are_gone_at_the_next_build_and_the_rest_stays_as_it_was(root: Path) -> None:
    before = rebuild(root)
    assert not before.errors and "张示芹" in everything(before)
    assert main(["consent", "withdraw", "张示芹", "--root", str(root)]) == 0
    assert text_of(root, "content/organizations/a/shouwang.yaml") == (
        "# 守望队的记录\nname: 守望邻里志愿服务队\nprogramme: example-stars\nregion: anju\n"
        "summary: 示例介绍。                 # 自己写的\ncontact: {phone: 13900001234, consent: true}\npeople:\n  leader: {role: 社区居民}\n  members: 46\n"
        "photos:\n  - {file: team.jpg, alt: 队员合影, consent: true}\n"
    )
    assert text_of(root, "content/organizations/a/gushi.md") == (
        "---\ntitle: 示例故事\ndate: 2024-05-01\n---\n那天，张示芹来得最早。\n"
    )
    assert text_of(root, "content/organizations/chenguang.yaml") == "名称: 晨光队\n项目: example-stars\n"
    (root / "content/organizations/a/gushi.md").unlink()
    (root / "content/notices/list.txt").write_text("守望队", "utf-8")
    after = rebuild(root)
    assert not after.errors and "张示芹" not in everything(after)


def test_what_was_done_and_what_is_left_is_told_with_file_and_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["consent", "withdraw", "张示芹", "--root", str(root)])
    told = capsys.readouterr().out
    for place in (
        "content/organizations/a/shouwang.yaml:8  删去了负责人的姓名",
        "content/organizations/a/shouwang.yaml:12  撤下了照片“zhang.jpg”",
        "content/organizations/a/gushi.md:4  撤下了配图“zhang2.jpg”",
        "content/organizations/a/gushi.md:5  这里还写着这个名字，请改写：那天，张示芹来得最早。",
        "content/organizations/a/shouwang.yaml:11  照片“team.jpg”里有没有本人，请看一看；有的，请删去这一条",
        "content/organizations/a/shouwang.yaml:6  联系电话里的手机号码是不是本人的",
        "content/notices/list.txt  附件里写着这个名字，请改好后替换",
    ):
        assert place in told, told
    assert "已改好 9 处" in told and "还有 4 处" in told


def test_the_withdrawal_is_written_down_for_every_body(root: Path) -> None:
    main(["consent", "withdraw", "张 示芹", "--root", str(root)])
    kept = text_of(root, "review/organizations/shouwang.yaml")
    assert kept.startswith("# 只给自己人看\nnotes: 示例\nconsents:\n  - {person: 李示, given: 2023-01-01}\n")
    assert "{person: 张示芹, scope: 姓名和照片, given: 2023-01-01, withdrawn: " in kept
    assert "withdrawn" in text_of(root, "review/organizations/chenguang.yaml")


def test_pictures_that_nothing_names_any_more_leave_the_content_folder(root: Path) -> None:
    main(["consent", "withdraw", "张示芹", "--root", str(root)])
    left = {path.name for path in (root / "content").rglob("*.jpg")}
    assert left == {"team.jpg"}
    assert {path.name for path in (root / "review/withdrawn").iterdir()} == {"zhang.jpg", "zhang2.jpg", "only.jpg"}


def test_only_the_body_that_is_named_changes(root: Path) -> None:
    other = text_of(root, "content/organizations/a/shouwang.yaml")
    assert main(["consent", "withdraw", "张示芹", "--organization", "晨光队", "--root", str(root)]) == 0
    assert text_of(root, "content/organizations/a/shouwang.yaml") == other
    assert "张示芹" not in text_of(root, "content/organizations/chenguang.yaml")
    assert "withdrawn" not in text_of(root, "review/organizations/shouwang.yaml")


def test_a_name_that_is_nowhere_is_said_and_nothing_is_written(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    assert main(["consent", "withdraw", "王示", "--root", str(root)]) == 1
    assert "没有“王示”" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_a_register_that_cannot_be_read_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "review/organizations/shouwang.yaml").write_text("consents: [\n  {person", "utf-8")
    before = text_of(root, "content/organizations/a/shouwang.yaml")
    assert main(["consent", "withdraw", "张示芹", "--root", str(root)]) == 2
    assert "review/organizations/shouwang.yaml" in capsys.readouterr().err
    assert text_of(root, "content/organizations/a/shouwang.yaml") == before


def test_the_list_says_who_is_shown_without_consent_and_who_still_is(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["consent", "list", "--root", str(root)]) == 1
    told = capsys.readouterr().out
    assert "守望邻里志愿服务队：张示芹，范围 姓名和照片，2023-01-01 同意" in told
    assert "content/organizations/chenguang.yaml:5  公布了“张示芹”的姓名，登记里没有" in told
    assert (
        main(["consent", "add", "张示芹", "--organization", "chenguang", "--scope", "姓名", "--root", str(root)]) == 0
    )
    assert main(["consent", "list", "--root", str(root)]) == 0
    register = root / "review/organizations/chenguang.yaml"
    register.write_text(register.read_text("utf-8").replace("given:", "withdrawn:"), "utf-8")
    capsys.readouterr()
    assert main(["consent", "list", "--root", str(root)]) == 1
    assert "撤回了同意，资料里还写着" in capsys.readouterr().out


def test_the_form_can_be_printed_and_signed(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "同意书.docx"
    assert main(["consent", "form", "--to", str(target), "--organization", "chenguang", "--root", str(root)]) == 0
    document = docx.Document(str(target))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "晨光队" in cells and any("□ 照片" in text for text in cells)
    assert any("随时可以撤回" in one.text for one in document.paragraphs)
    assert document.core_properties.author == ""
