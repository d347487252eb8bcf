"""Several hundred broken inputs: each is one located, worded problem or more, and takes nothing else with it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from starcase.cli import main
from starcase.loading import Loaded
from starcase.options import Options
from starcase.pages import find_page
from starcase.parcels import pack_pages, unpack_pages
from starcase.pipeline import load, make_outputs
from starcase.problems import PlacedProblem
from starcase.render.page import render_page
from starcase.rulebook import all_rules
from tests.sites import write_site

RECORD = "content/organizations/shouwang/shouwang.yaml"
STORY = "content/organizations/shouwang/zhousan.md"
SITE = """
-- content/organizations/shouwang/shouwang.yaml --
name: 守望邻里志愿服务队
programme: example-stars
type: 为民服务类
level: star4
region: 东湖区/安居社区
founded: 2018-03
relations: {partners: [wanqing]}
summary: 低龄老人结对看望高龄独居老人。
offers: [上门探访, 代买代办]
schedule: {monthly: [6, 16]}
people: {leader: {name: 李某, role: 社区居民, consent: true}, members: 46}
services:
  2022: {visits: 2000余, hours: 310.5}
  2023-H1: {服务人次: 900}
  to_date: {as_of: 2022-12, hours: 4.5万余}
facts:
- {what: 结对, value: 约60, unit: 对, as_of: 2023}
evaluations:
- period: 2022
  level: star5
  decided: 2022-11-30
- period: 2023
  rubric: "2022"
  level: 四星级
  decided: 2023-11-30
  scores: {leader: 55, roster: n/a, visits-done: 18.25}
  reason: {text: 情况有变}
  evidence: {leader: [{title: 登记表, date: 2023-10}]}
decisions:
- {date: 2024-03-01, kind: suspended, basis: 会议纪要}
- {date: 2024-04-01, kind: resumed}
contact: {phone: 0000-7654321, hours: "9:00-17:00"}
-- content/organizations/shouwang/zhousan.md --
---
title: 周三的门铃
date: 2024-03-06
---
正文**一段**。
-- content/organizations/wanqing.yaml --
name: 晚晴社
programme: example-stars
region: leye
relations: {paired_with: [shouwang]}
-- content/notices/gongshi.md --
---
title: 公示
date: 2024-05-01
kind: 公示
programme: example-stars
opens: 2024-05-01
closes: 2024-05-08
list: [{id: shouwang, level: star4}, wanqing]
---
名单如下。
-- content/pages/about.md --
---
title: 关于
---
正文。
-- content/redirects.yaml --
- {from: old/shouwang, to: organizations/shouwang}
"""
FILES = (
    "config.yaml",
    "content/regions.yaml",
    "content/programmes/example-stars.yaml",
    "content/redirects.yaml",
    RECORD,
    STORY,
    "content/notices/gongshi.md",
    "content/pages/about.md",
)
HELD_ALONE = {RECORD: {"shouwang"}, STORY: {"zhousan"}, FILES[6]: {"gongshi"}, FILES[7]: {"about"}}
"""What may be held back when a file is broken; any other file stops the site."""

SHOWN = ("index.html", "organizations/index.html", "organizations/shouwang/index.html")

STOPPING = {rule.id for rule in all_rules() if rule.stops_site}
QUOTED = re.compile("“[^”]*”")
TECHNICAL = re.compile(r"非法|无效|异常|null|None|<class|Decimal\(|\{\w*\}")


def _load(root: Path) -> Loaded:
    return load(Options(root=root, output=root / "site", as_of=date(2024, 6, 1), jobs=1))


def _judge(root: Path, broken: str, wrong_names: bool = False) -> Loaded:
    """Reads the site of which one file has been broken, and makes pages of whatever was understood.

    `wrong_names`: the break may change what things are called, so that who names them is wrong as well.
    """
    loaded = _load(root)
    errors = [found for found in loaded.problems if found.severity == "error"]
    for found in loaded.problems:
        _judge_words(found)
        _judge_place(root, found)
    if loaded.stopped:
        assert any(found.rule in STOPPING or found.place.file not in HELD_ALONE for found in errors), errors
    elif not wrong_names:
        assert set(loaded.held_back) <= HELD_ALONE.get(broken, set())
        assert {found.place.file for found in errors} <= {broken}
        assert bool(errors) == bool(loaded.held_back), errors
    if not errors:
        pages = [page for url in SHOWN if (page := find_page(loaded.catalogue, url))]
        for parcel in pack_pages(pages, loaded.store.record):
            assert all(render_page(loaded.context, whole).content for whole in unpack_pages(parcel))
    return loaded


def _judge_words(found: PlacedProblem) -> None:
    assert found.message.strip() and found.mend.strip()
    assert not TECHNICAL.search(QUOTED.sub("", found.message + found.mend)), found.message


def _judge_place(root: Path, found: PlacedProblem) -> None:
    """The place lies in the file, or is the beginning of one that is not there."""
    line, column = found.place.line, found.place.column
    place = root / found.place.file
    text = place.read_bytes().decode("utf-8-sig", errors="replace") if place.is_file() else ""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= line <= len(lines), found
    assert 1 <= column <= len(lines[line - 1]) + 1, found


# ── Lines ──

Line = Callable[[str], str]

LINES: dict[str, Line] = {
    "is missing": lambda line: "",
    "stands twice": lambda line: f"{line}\n{line}",
    "is indented": lambda line: f"  {line}",
    "is indented by one": lambda line: f" {line}",
    "is not indented": lambda line: line.lstrip(),
    "begins with a tab": lambda line: f"\t{line}",
    "begins with a byte order mark": lambda line: f"\ufeff{line}",
    "is an item": lambda line: f"- {line}",
    "is no item": lambda line: line.replace("- ", "  ", 1),
    "has full-width colons": lambda line: line.replace(":", "："),
    "has full-width commas": lambda line: line.replace(",", "，"),
    "has full-width brackets": lambda line: line.translate(str.maketrans("[]{}", "【】｛｝")),
    "has Chinese quotes": lambda line: re.sub(r": (.*)", r": “\1”", line, count=1),
    "has colons without a space": lambda line: line.replace(": ", ":"),
    "has lost a closing bracket": lambda line: re.sub(r"[\]}]", "", line, count=1),
    "has lost an opening bracket": lambda line: re.sub(r"[\[{]", "", line, count=1),
    "has an open quote": lambda line: line.replace(": ", ": '", 1),
    "has a colon at its end": lambda line: f"{line}: x",
    "has a NUL": lambda line: f"{line}\0",
    "is an alias": lambda line: re.sub(": .*", ": *a", line, count=1),
    "is a conflict": lambda line: f"<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> other",
    "has a separator before it": lambda line: f"---\n{line}",
    "is the last, cut in half": lambda line: line[: len(line) // 2] + "\x00cut",
}


def _broken_lines(text: str, break_line: Line) -> Iterator[str]:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        broken = "\n".join((*lines[:number], break_line(line), *lines[number + 1 :]))
        yield broken.partition("\x00cut")[0]


@pytest.mark.parametrize("how", LINES)
def test_a_record_of_which_a_line(how: str, tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    text = (root / RECORD).read_text(encoding="utf-8")
    for broken in dict.fromkeys(_broken_lines(text, LINES[how])):
        (root / RECORD).write_text(broken, encoding="utf-8", newline="")
        _judge(root, RECORD)


# ── Values ──

VALUES: dict[str, Any] = {
    "nothing": None,
    "an empty list": [],
    "an empty mapping": {},
    "a negative number": "-5",
    "no number": "nan",
    "a huge number": "1e400",
    "an emoji": "🎉",
    "a long text": "长" * 20_000,
    "a list": ["a", "b"],
    "lists in lists": [[["a"]]],
    "a mapping": {"a": "b"},
}


def _paths(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for step, below in steps:
        yield (*path, step)
        yield from _paths(below, (*path, step))


def _each_changed(text: str, change: Callable[[Any, Any], None]) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The text of a YAML document after a change of one value, for each value in turn, with its path; JSON is YAML as well."""
    tree = yaml.load(text, yaml.BaseLoader)
    for path in _paths(tree):
        changed = holder = deepcopy(tree)
        for step in path[:-1]:
            holder = holder[step]
        change(holder, path[-1])
        yield path, json.dumps(changed, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("value", VALUES)
def test_a_record_with_a_wrong_value_in_every_place_in_turn(value: str, tmp_path: Path) -> None:
    def put(holder: Any, step: Any) -> None:
        holder[step] = VALUES[value]

    root = write_site(tmp_path, SITE)
    for _, text in _each_changed((root / RECORD).read_text(encoding="utf-8"), put):
        (root / RECORD).write_text(text, encoding="utf-8")
        _judge(root, RECORD)


def test_a_record_with_every_key_mistyped_in_turn(tmp_path: Path) -> None:
    def mistype(holder: Any, step: Any) -> None:
        if isinstance(step, str):
            holder[f"{step}x"] = holder.pop(step)

    root = write_site(tmp_path, SITE)
    for path, text in _each_changed((root / RECORD).read_text(encoding="utf-8"), mistype):
        (root / RECORD).write_text(text, encoding="utf-8")
        problems = _judge(root, RECORD).problems
        assert isinstance(path[-1], int) or any(f"“{path[-1]}x”" in found.message for found in problems), path


@pytest.mark.parametrize("file", ["config.yaml", "content/regions.yaml", "content/programmes/example-stars.yaml"])
@pytest.mark.parametrize("value", ["nothing", "a huge number", "an emoji", "a list", "a mapping"])
def test_settings_with_a_wrong_value_in_every_place_in_turn(file: str, value: str, tmp_path: Path) -> None:
    def put(holder: Any, step: Any) -> None:
        holder[step] = VALUES[value]

    root = write_site(tmp_path, SITE)
    for _, text in _each_changed((root / file).read_text(encoding="utf-8"), put):
        (root / file).write_text(text, encoding="utf-8")
        _judge(root, file, wrong_names=True)


# ── Files ──


def _rewrite(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def rewrite(file: Path) -> None:
        file.write_bytes(change(file.read_bytes()))

    return rewrite


def _be_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _lead_to_itself(file: Path) -> None:
    file.unlink()
    os.symlink(file.name, file)


BREAKS: dict[str, Callable[[Path], None]] = {
    "is empty": _rewrite(lambda _: b""),
    "is in GBK": _rewrite(lambda content: content.decode().encode("gb18030")),
    "is in UTF-16": _rewrite(lambda content: content.decode().encode("utf-16")),
    "is cut in the middle of a character": _rewrite(lambda content: content[: len(content) // 3] + b"\xe5\xae"),
    "is a picture": _rewrite(lambda _: b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "is an archive": _rewrite(lambda _: b"PK\x03\x04" + bytes(500)),
    "is nothing but NUL": _rewrite(lambda _: bytes(4096)),
    "ends its lines with CR": _rewrite(lambda content: content.replace(b"\n", b"\r")),
    "ends its lines with CRLF": _rewrite(lambda content: content.replace(b"\n", b"\r\n")),
    "begins with two byte order marks": _rewrite(lambda content: b"\xef\xbb\xbf" * 2 + content),
    "has a byte order mark in the middle": _rewrite(lambda content: content.replace(b"\n", b"\n\xef\xbb\xbf", 1)),
    "has a byte that is no UTF-8": _rewrite(lambda content: content + b"\xff\xfe\n"),
    "is a bomb of aliases": _rewrite(lambda _: b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
    "is 30,000 brackets": _rewrite(lambda _: b"name: " + b"[" * 30_000),
    "is nested 2,000 deep": _rewrite(lambda _: b"".join(b" " * depth + b"a:\n" for depth in range(2_000))),
    "has 500 keys that nobody knows": _rewrite(lambda _: b"".join(b"k%d: 1\n" % number for number in range(500))),
    "is 300 records without ids": _rewrite(lambda _: b"---\nname: a\n" * 300),
    "is one key, 500 times": _rewrite(lambda _: b"name: a\n" * 500),
    "is a list of words": _rewrite(lambda _: b"- a\n- b\n"),
    "is one word": _rewrite(lambda _: "守望".encode()),
    "is a web page": _rewrite(lambda _: b"<!doctype html><p>x</p>"),
    "is 9 MB": _rewrite(lambda _: b"name: " + b"x" * 9_000_000),
    "has full-width colons": _rewrite(lambda content: content.decode().replace(": ", "： ").encode()),
}


@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that(file: str, how: str, tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    BREAKS[how](root / file)
    _judge(root, file, wrong_names=file not in HELD_ALONE)


@pytest.mark.parametrize("change", [_be_a_folder, _lead_to_itself, Path.unlink], ids=["folder", "loop", "missing"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_there(file: str, change: Callable[[Path], None], tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    change(root / file)
    _judge(root, file, wrong_names=True)


@pytest.mark.parametrize("name", ["🎉🎉", "守望 队", "con", "a:b", "index", ".hidden", "a.", "-", "a\u202eb", "%2e%2e"])
@pytest.mark.parametrize("file", [RECORD, STORY])
def test_a_file_whose_name_is(name: str, file: str, tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / file).rename((root / file).with_name(name + Path(file).suffix))
    _judge(root, file, wrong_names=True)


def test_an_empty_record_is_said_to_be_empty_and_who_names_it_has_made_no_mistake(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / RECORD).write_text("\n", encoding="utf-8")
    loaded = _load(root)
    assert [(found.place.file, found.rule) for found in loaded.problems] == [(RECORD, "yaml-empty")]
    assert loaded.held_back == ("shouwang",) and not loaded.stopped


def test_an_empty_programme_is_one_problem(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / "content/programmes/example-stars.yaml").write_text("", encoding="utf-8")
    loaded = _load(root)
    assert [found.rule for found in loaded.problems] == ["yaml-empty"] and loaded.stopped


def test_who_names_a_record_whose_file_is_not_read_has_made_no_second_mistake(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / RECORD).rename(root / f"{RECORD}.txt")
    assert [found.rule for found in _load(root).problems] == ["file-misnamed"]


def test_an_old_address_does_not_lead_to_a_record_without_a_page(tmp_path: Path) -> None:
    root = write_site(tmp_path, SITE)
    (root / RECORD).write_text("programme: example-stars\n", encoding="utf-8")
    loaded = _load(root)
    assert not loaded.stopped and loaded.held_back == ("shouwang",)
    urls = {output.path for output in make_outputs(loaded)}
    assert "organizations/shouwang/index.html" not in urls and "old/shouwang/index.html" not in urls


@pytest.mark.parametrize(
    ("file", "text", "checked", "built"),
    [
        (RECORD, None, 0, 0),
        (RECORD, "name: [\n", 1, 1),
        ("content/regions.yaml", "- {}\n", 1, 4),
        ("config.yaml", "title: [\n", 1, 4),
    ],
)
def test_the_exit_status_says_what_became_of_the_site(
    file: str, text: str | None, checked: int, built: int, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = write_site(tmp_path, SITE)
    if text is not None:
        (root / file).write_text(text, encoding="utf-8")
    common = ["--root", str(root), "--as-of", "2024-06-01", "--jobs", "1", "--format", "json"]
    assert main(["check", *common]) == checked
    said = json.loads(capfdbinary.readouterr().out)
    assert any(found["severity"] == "error" for found in said["problems"]) == bool(checked)
    assert main(["build", *common, "--output", str(tmp_path / "out")]) == built
    assert json.loads(capfdbinary.readouterr().out)["published"] == (built < 4)
    assert (tmp_path / "out" / "index.html").is_file() == (built < 4)
