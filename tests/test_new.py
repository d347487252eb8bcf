"""`new` asks in Chinese and writes a file that can be read, filled in, and previewed; who stops half-way leaves nothing."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from starcase.cli import main
from starcase.language import Words
from starcase.model.notice import Notice
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.model.story import Story
from starcase.writing.form import Line, fill_in
from starcase.writing.forms import NOTICE, ORGANIZATION, PROGRAMME, STORY
from tests.sites import rebuild, write_site
from tests.word_files import story

SITE = """
-- content/organizations/dong/xinya.yaml --
name: 新芽课堂
programme: example-stars
region: anju
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path, SITE)


@dataclass(frozen=True)
class Ended:
    returncode: int
    stdout: str
    stderr: str


New = Callable[..., Ended]


@pytest.fixture
def new(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> New:
    """Runs the command with answers that are piped in."""

    def run(*arguments: str, answers: str) -> Ended:
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        status = main(["new", *arguments, "--root", str(root)])
        return Ended(status, *capsys.readouterr())

    return run


def files(root: Path) -> set[str]:
    found = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return {path for path in found if not path.startswith(".starcase/")}


def test_an_organization_is_written_where_its_neighbours_lie(root: Path, new: New) -> None:
    before = files(root)
    ended = new("organization", answers="暖心理发队\n1\n为民\n乐业\n2025年5月\n给老人理发。\n\n")
    assert ended.returncode == 0 and files(root) - before == {"content/organizations/dong/nuan-xin-li-fa-dui.yaml"}
    site = rebuild(root)
    assert not site.errors
    page = site.page("organizations/nuan-xin-li-fa-dui/index.html")
    assert "给老人理发。" in page and "乐业社区" in page and "2025年5月" in page


def test_a_namesake_gets_an_id_made_unlike_by_its_place(root: Path, new: New) -> None:
    (root / "content/organizations/dong/xinya.yaml").rename(root / "content/organizations/dong/xin-ya-ke-tang.yaml")
    ended = new("organization", answers="新芽课堂\n1\n\n乐业\n\n\nxin-ya-ke-tang\n\n")
    assert "“xin-ya-ke-tang”已经用过了，请换一个。" in ended.stdout
    assert (root / "content/organizations/dong/xin-ya-ke-tang-leye.yaml").is_file()


@pytest.mark.parametrize("kind", ["organization", "story", "notice", "programme"])
def test_who_stops_half_way_leaves_nothing(root: Path, new: New, kind: str) -> None:
    before = files(root)
    ended = new(kind, answers="示例的名称\n")
    assert ended.returncode == 130 and "什么也没有写入" in ended.stderr and files(root) == before


def test_a_notice_and_a_programme_can_be_built_as_they_are_written(root: Path, new: New) -> None:
    assert new("notice", answers="示例公示\n公示\n2024-05-20\n示例市社会工作部\n1\n\n\n\n").returncode == 0
    assert new("programme", answers="示例评定\n\n示例市\n示例市\n3\n\n").returncode == 0
    site = rebuild(root, drafts=True)
    assert not site.errors and site.has("notices/shi-li-gong-shi/index.html")
    assert "三星级" in site.page("programmes/shi-li-ping-ding/index.html")


def test_a_story_from_word_can_be_previewed_and_its_pictures_come_with_consent(
    root: Path, new: New, tmp_path: Path
) -> None:
    ended = new("story", "--from", str(story(tmp_path / "稿.docx")), answers="新芽\ndeng\n")
    assert ended.returncode == 0, ended.stderr
    written = root / "content/organizations/dong/deng.md"
    assert {"deng-1.jpg", "deng-2.png"} <= {path.name for path in written.parent.iterdir()}
    drafted = rebuild(root, drafts=True)
    assert not drafted.errors and "<img" not in drafted.page("stories/deng/index.html").partition("<article")[2]
    assert not rebuild(root).has("stories/deng/index.html"), "it is a draft"
    text = written.read_text("utf-8")
    assert "true" not in re.findall(r"已获同意:.*", text)[0].partition("#")[0], "consent is never claimed"
    finished = re.sub(r"图片说明:  .*", "图片说明: 灯下的人", re.sub(r"已获同意:.*", "已获同意: 是", text))
    written.write_text(finished.replace("草稿: true\n", ""), "utf-8")
    site = rebuild(root)
    assert not site.errors
    body = site.page("stories/deng/index.html").partition('article__body">')[2]
    assert body.index("二十名") < body.index("图1 队员在讲题") < body.index("桌上有一盏灯。")
    assert 'alt="孩子们围着一张桌子"' in body and 'alt="灯下的人"' in body


def test_what_is_there_already_is_not_touched(root: Path, new: New, tmp_path: Path) -> None:
    there = root / "content/organizations/dong/deng-1.jpg"
    there.write_bytes(b"mine")
    before = files(root)
    ended = new("story", "--from", str(story(tmp_path / "稿.docx")), answers="新芽\ndeng\n")
    assert ended.returncode == 2 and "deng-1.jpg”已经有了" in ended.stderr
    assert there.read_bytes() == b"mine" and files(root) - before <= {"稿.docx"}


def test_a_word_file_that_cannot_be_read_is_said_in_a_sentence(root: Path, new: New, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"no")
    ended = new("story", "--from", str(tmp_path / "坏.docx"), answers="")
    assert ended.returncode == 2 and "《坏.docx》打不开" in ended.stderr and "Traceback" not in ended.stderr


FORMS: tuple[tuple[tuple[Line, ...], type, str, dict[str, str]], ...] = (
    (ORGANIZATION, Organization, "organizations/a.yaml", {"name": "甲队", "programme": "example-stars"}),
    (STORY, Story, "organizations/dong/a.md", {"title": "甲"}),
    (NOTICE, Notice, "notices/a.md", {"title": "甲", "date": "2024-05-01", "kind": "公告"}),
    (PROGRAMME, Programme, "programmes/a.yaml", {"name": "甲"}),
)


@pytest.mark.parametrize("tag", ["zh-CN", "en"])
def test_every_line_that_is_commented_out_may_be_used_as_it_stands(root: Path, tag: str) -> None:
    for lines, kind, name, values in FORMS:
        used = re.sub(r"^# ", "", fill_in(lines, values, kind, Words(tag)), flags=re.MULTILINE)
        place = root / "content" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"---\n{used}---\n正文\n" if name.endswith(".md") else used, "utf-8")
    shape = re.compile("unknown-key|key-belongs|twin-keys|unknown-word|yaml-|.*-instead-of-")
    report = rebuild(root, drafts=True).report
    assert [(one.place, one.message) for one in report.problems if shape.match(one.rule)] == []
