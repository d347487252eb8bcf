"""`fmt` tidies what people write: the order of keys, spaces, needless quotes. No value and no comment changes, ever."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starcase.cli import main
from starcase.model.organization import Organization
from starcase.model.programme import Programme
from starcase.problems import DocumentId
from starcase.sources.documents import RawDocument
from starcase.sources.yamltree import parse_document
from starcase.writing.tidying import tidy_front_matter, tidy_yaml
from tests.sites import write_site

CONTENT = Path(__file__).resolve().parents[1] / "content"

UNTIDY = """\
# 守望队的资料
联系方式：  # 公开的
  电话: "0311-0000000"
  地址:   '示例路1号'
# 类型由街道定
type: service
name:   "守望队"·


evaluations:
  - level: star4   # 评定
    # 当年的
    period: 2024
    scores: {roster: 5, leader: 6}
summary: |
  第一行·

  第二行


programme: example-stars
""".replace("·", "   ")
TIDY = """\
# 守望队的资料
name: 守望队

programme: example-stars
# 类型由街道定
type: service
summary: |
  第一行·

  第二行

evaluations:
  # 当年的
  - period: 2024
    level: star4   # 评定
    scores: {roster: 5, leader: 6}
联系方式: # 公开的
  地址: 示例路1号
  电话: 0311-0000000
""".replace("·", "   ")


def tidy(text: str) -> str:
    told = tidy_yaml(text, "a.yaml", Organization)
    assert not told.problems and not told.is_strange
    return told.text


def values(text: str) -> object:
    tree, problems = parse_document(RawDocument(DocumentId("a.yaml"), text, 1))
    assert not any(met.is_error for met in problems), problems
    return tree


def test_keys_stand_in_the_order_of_the_format_and_comments_stay_with_them() -> None:
    assert tidy(UNTIDY) == TIDY
    assert tidy(TIDY) == TIDY


@pytest.mark.parametrize(
    "text",
    [
        'name: "2022"\n',
        "name: 'no'\n",
        'name: "# 不是注释"\n',
        'name: "a: b"\n',
        'tags: ["a, b", "甲，乙"]\n',
        'summary: ""\n',
        'name: "~"\n',
    ],
)
def test_quotes_stay_where_the_text_would_be_another_without(text: str) -> None:
    assert tidy(text) == text


def test_line_ends_and_documents_stay_as_they_were() -> None:
    two = "type: service\r\nname: 甲\r\n---\r\n# 第二份\r\nid: b\r\nname: 乙\r\n"
    assert tidy(two) == "name: 甲\r\ntype: service\r\n---\r\n# 第二份\r\nid: b\r\nname: 乙\r\n"


def test_only_what_stands_above_a_story_is_touched() -> None:
    story = "---\ndate:   2024-05-01\ntitle: 灯\n---\n\n正文   \n\n\n* 甲：乙\n"
    told = tidy_front_matter(story, "a.md", Organization)
    assert told.text == "---\ndate: 2024-05-01\ntitle: 灯\n---\n\n正文   \n\n\n* 甲：乙\n"


@pytest.mark.parametrize("file", sorted((CONTENT / "programmes").glob("*.yaml")), ids=lambda file: file.stem)
def test_real_programmes_keep_every_value_and_comment(file: Path) -> None:
    before = file.read_text("utf-8")
    after = tidy_yaml(before, file.name, Programme).text
    assert values(after) == values(before) and comments(after) == comments(before)
    assert tidy_yaml(after, file.name, Programme).text == after


def comments(text: str) -> list[str]:
    return sorted(found.strip() for found in re.findall(r"(?:^|\s)(#[^\n]*)", text, re.MULTILINE))


WORDS = st.sampled_from(["守望队", '"带引号"', "'单引号'", "12", '"12"', "a b", "约120", "", '"a # b"'])
END = st.sampled_from(["", "  ", "  # 尾注", " # 又一句 "])
ABOVE = st.sampled_from(["", "# 上面的话\n", "\n", "\n# 空行后的话\n", "   \n\n", "# 隔开的话\n\n"])
SIMPLE = st.sampled_from(["id", "name", "programme", "type", "简介", "for", "fee", "no-such-key"])
INNER = st.permutations(["address", "电话", "hours"])


@st.composite
def records(draw: st.DrawFn) -> str:
    keys = draw(st.lists(SIMPLE, unique=True, min_size=1))
    parts = [f"{draw(ABOVE)}{key}:{draw(st.sampled_from([' ', '   ']))}{draw(WORDS)}{draw(END)}\n" for key in keys]
    lines = "".join(
        (f"{draw(st.sampled_from(['', '  # 里面的话', '']))}".strip() and "  # 里面的话\n") or "" for _ in "1"
    )
    parts.append(
        f"{draw(ABOVE)}contact:{draw(END)}\n{lines}"
        + "".join(f"  {key}: {draw(WORDS)}{draw(END)}\n" for key in draw(INNER))
    )
    entries = "".join(
        f"  - {first}: {value}\n    {second}: 5{draw(END)}\n"
        for value in draw(st.lists(st.sampled_from(["2022", "2023"]), max_size=2, unique=True))
        for first, second in [draw(st.permutations(["period", "level"]))]
    )
    if entries:
        parts.append(f"evaluations:\n{entries}")
    parts.append(f"{draw(ABOVE)}summary: |\n  一行  \n\n\n  # 不是注释\n")
    return "".join(draw(st.permutations(parts)))


@settings(max_examples=100, deadline=None)
@given(records())
def test_whatever_is_tidied_says_what_it_said_and_is_tidy_the_next_time(text: str) -> None:
    after = tidy_yaml(text, "a.yaml", Organization)
    if after.problems:
        assert after.text == text
        return
    assert not after.is_strange
    assert values(after.text) == values(text)
    assert comments(after.text) == comments(text)
    assert tidy_yaml(after.text, "a.yaml", Organization).text == after.text


Fmt = Callable[..., tuple[int, str, str]]


@pytest.fixture
def fmt(capsys: pytest.CaptureFixture[str]) -> Fmt:
    """Runs the command: its status, and what it said on either stream."""

    def run(root: Path, *arguments: str) -> tuple[int, str, str]:
        status = main(["fmt", "--root", str(root), *arguments])
        return (status, *capsys.readouterr())

    return run


def test_the_command_tidies_all_files_or_says_which_it_would(tmp_path: Path, fmt: Fmt) -> None:
    root = write_site(tmp_path, "-- content/organizations/a.yaml --\n" + UNTIDY)
    place = root / "content/organizations/a.yaml"
    would = fmt(root, "--check")
    assert would[0] == 1 and "content/organizations/a.yaml\n" in would[1]
    assert place.read_text("utf-8") == UNTIDY
    assert fmt(root, str(place))[0] == 0 and place.read_text("utf-8") == TIDY
    fmt(root)
    again = fmt(root, "--check")
    assert again[:2] == (0, "都是整齐的，没有改动。\n")
    assert "不是这个网站的资料文件" in fmt(root, str(root / "build.py"))[2]


def test_a_file_with_a_mistake_is_left_alone_and_the_mistake_said(tmp_path: Path, fmt: Fmt) -> None:
    root = write_site(tmp_path, "-- content/organizations/a.yaml --\nname: [甲\ntype:  b\n")
    told = fmt(root, "content/organizations/a.yaml")
    assert "content/organizations/a.yaml 没有整理：请先改好上面的错误。" in told[1]
    assert (root / "content/organizations/a.yaml").read_text("utf-8") == "name: [甲\ntype:  b\n"
