"""What a run says, to people and to programs."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from starcase.language import Words, words_for
from starcase.model.report import Report
from starcase.problems import Place, PlacedProblem, Severity
from starcase.report import as_json, build_lines, check_lines, count_problems, print_lines, show_progress

SCORE = PlacedProblem(
    place=Place("content/organizations/b.yaml", 4, 50),
    rule="score-out-of-range",
    severity=Severity.ERROR,
    message="“队伍建设”得分 9，应在 0 到 6 之间。",
    mend="请核对评分表。",
)
TWICE = PlacedProblem(
    place=Place("content/organizations/c.yaml", 1, 1),
    rule="id-twice",
    severity=Severity.ERROR,
    message="编号“a”用了两次。",
    mend="请改一个。",
    related=(Place("content/organizations/a.yaml", 1, 1),),
)
HINT = PlacedProblem(Place("config.yaml", 1, 1), "no-base-url", Severity.HINT, "没有正式网址。", "请写上 base_url。")
PUBLISHED = Report(
    published=True,
    stopped=False,
    problems=(HINT, SCORE, TWICE),
    held_back=("b", "c"),
    outputs=356,
    changed=12,
    rendered=18,
    reused=320,
    next_rebuild=date(2026, 12, 1),
    next_rebuild_reason="“守望队”的评定状态从这一天起可能会变。",
    timings=(("read", 0.123456), ("publish", 1.5)),
    output=Path("site"),
)


def text(lines: Iterator[tuple[str, str]]) -> list[str]:
    return [line for line, _ in lines]


def test_a_build_says_errors_first_then_what_is_held_back_where_to_look_and_when_to_build_again() -> None:
    assert text(build_lines(replace(PUBLISHED, output=Path.cwd() / "site"))) == [
        "必须改 2 处：",
        "content/organizations/b.yaml:4:50  “队伍建设”得分 9，应在 0 到 6 之间。  请核对评分表。",
        "content/organizations/c.yaml:1:1  编号“a”用了两次。  请改一个。  另见 content/organizations/a.yaml:1:1",
        "建议看 1 处：",
        "config.yaml:1:1  没有正式网址。  请写上 base_url。",
        "有错误、暂不公布的资料 2 份：b、c",
        f"已生成 356 个网页和文件，12 个有变化。用浏览器打开 {Path('site', 'index.html')}",
        "请在 2026年12月1日 再生成一次网站。“守望队”的评定状态从这一天起可能会变。",
        "新制作 18 页，沿用 320 页；用时 1.6 秒（读取 0.1，发布 1.5）。",
    ]


def test_a_clean_build_says_where_to_look_and_what_was_done() -> None:
    report = Report(published=True, stopped=False, outputs=3, changed=0, reused=3, output=Path("/srv/www/site"))
    assert text(build_lines(report)) == [
        f"已生成 3 个网页和文件，0 个有变化。用浏览器打开 {Path('/srv/www/site/index.html')}",
        "新制作 0 页，沿用 3 页；用时 0.0 秒。",
    ]


def test_a_build_that_published_nothing_says_that_the_site_stayed_as_it_was() -> None:
    report = replace(PUBLISHED, published=False, stopped=True, held_back=())
    assert text(build_lines(report))[-1] == "没有发布：请先改正上面的错误。site 保持原样。"


def test_a_weaker_promise_is_said() -> None:
    report = replace(PUBLISHED, weaker_promise="这个系统不能一步替换整个网站文件夹。")
    assert "这个系统不能一步替换整个网站文件夹。" in text(build_lines(report))


@pytest.mark.parametrize(
    ("report", "closing"),
    [
        (Report(published=False, stopped=False, problems=(HINT,)), "检查完毕：没有错误，可以发布。"),
        (
            Report(published=False, stopped=False, problems=(SCORE,), held_back=("b",)),
            "检查完毕：有错误的资料暂不公布，其余可以发布。",
        ),
        (
            Report(published=False, stopped=True, problems=(TWICE,)),
            "检查完毕：上面的错误改正之前，整个网站都不能发布。",
        ),
    ],
)
def test_a_check_says_what_the_problems_mean_for_publishing(report: Report, closing: str) -> None:
    assert text(check_lines(report))[-1] == closing


def test_a_long_list_of_what_is_held_back_is_cut_but_counted() -> None:
    many = replace(PUBLISHED, held_back=tuple(f"team-{number:03}" for number in range(300)))
    line = next(line for line in text(build_lines(many)) if "暂不公布" in line)
    assert "300 份" in line and "team-019 等" in line and "team-020" not in line


def test_a_build_tells_the_first_hints_of_a_rule_and_counts_the_others_and_a_check_tells_all() -> None:
    hints = tuple(replace(HINT, place=Place("a.yaml", line, 1), rule="written-otherwise") for line in range(1, 201))
    report = replace(PUBLISHED, problems=(*hints, HINT, SCORE))
    told = text(build_lines(report))
    assert [line.split()[0] for line in told if "没有正式网址" in line] == [
        *(f"a.yaml:{line}:1" for line in range(1, 6)),
        "config.yaml:1:1",
    ]
    assert "还有 195 处与上面同类的提示，check 命令会全部列出。" in told
    assert "建议看 201 处：" in told
    assert sum("没有正式网址" in line for line in text(check_lines(report))) == 201


def test_errors_are_all_told_however_many_are_alike() -> None:
    errors = tuple(replace(SCORE, place=Place("a.yaml", line, 1)) for line in range(1, 31))
    assert sum("队伍建设" in line for line in text(build_lines(replace(PUBLISHED, problems=errors)))) == 30


def test_a_terminal_shows_the_mending_on_a_line_of_its_own() -> None:
    lines = text(build_lines(PUBLISHED, on_terminal=True))
    assert lines[1] == "content/organizations/b.yaml:4:50  “队伍建设”得分 9，应在 0 到 6 之间。\n    请核对评分表。"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x1b[2J\x07队", "\\x1b[2J\\x07队"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("左\u202e右", "左\\u202e右"),
        ("全角\u3000空格与 𠮷", "全角\u3000空格与 𠮷"),
    ],
)
def test_characters_that_would_steer_the_terminal_are_shown_and_not_sent(typed: str, shown: str) -> None:
    report = Report(published=False, stopped=True, problems=(replace(SCORE, message=typed),))
    assert shown in text(build_lines(report))[1] and (typed == shown or typed not in text(build_lines(report))[1])


def test_problems_are_counted_by_severity() -> None:
    assert count_problems(PUBLISHED.problems, words_for("zh-CN")) == "必须改 2 处，建议看 1 处"
    assert count_problems((), words_for("zh-CN")) == ""


# ── Where it is printed ──


def at_terminal(say: Callable[[io.TextIOWrapper], None]) -> str:
    """What arrives at a terminal."""
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8") as terminal:
        say(terminal)
    shown = b""
    with suppress(OSError):  # which is how a terminal that nobody holds any more ends
        while some := os.read(ours, 100_000):
            shown += some
    os.close(ours)
    return shown.decode("utf-8")


@pytest.mark.parametrize("no_colour", [False, True])
def test_a_terminal_gets_colours_unless_it_wants_none(monkeypatch: pytest.MonkeyPatch, no_colour: bool) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_colour:
        monkeypatch.setenv("NO_COLOR", "1")
    shown = at_terminal(lambda terminal: print_lines(build_lines(PUBLISHED, on_terminal=True), terminal))
    assert ("\x1b[1;31m" in shown) is not no_colour
    assert "config.yaml:1:1  没有正式网址。" in shown
    assert "\r\n    请写上 base_url。" in shown, "long lines are left to the terminal"


def test_a_pipe_gets_plain_lines_and_no_progress() -> None:
    stream = io.StringIO()
    with show_progress(stream, Words()) as progress:
        progress.stage("read")
        progress.step(25, 0)
    print_lines(build_lines(PUBLISHED), stream)
    assert stream.getvalue().splitlines() == text(build_lines(PUBLISHED))


def test_progress_says_what_is_done_and_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")

    def work(terminal: io.TextIOWrapper) -> None:
        with show_progress(terminal, Words()) as progress:
            progress.stage("read")
            progress.step(25, 0)
            progress.step(50, 300)

    shown = at_terminal(work)
    assert "正在读取资料……" in shown and "正在读取资料 25" in shown and "正在读取资料 50/300" in shown
    assert shown.endswith("\x1b[1A\x1b[2K"), "the line is erased"


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp1252"])
def test_a_console_without_our_characters_never_stops_the_report(encoding: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
    print_lines(build_lines(replace(PUBLISHED, held_back=("队✓𠮷",))), stream)
    stream.flush()
    assert b"\\u2713\\U00020bb7" in raw.getvalue()


# ── For programs ──


def test_json_has_exactly_the_promised_keys() -> None:
    assert json.loads(as_json(PUBLISHED)) == {
        "published": True,
        "held_back": ["b", "c"],
        "problems": [
            {
                "rule": "no-base-url",
                "severity": "hint",
                "file": "config.yaml",
                "line": 1,
                "column": 1,
                "sheet": None,
                "message": "没有正式网址。",
                "mend": "请写上 base_url。",
                "related": [],
            },
            {
                "rule": "score-out-of-range",
                "severity": "error",
                "file": "content/organizations/b.yaml",
                "line": 4,
                "column": 50,
                "sheet": None,
                "message": "“队伍建设”得分 9，应在 0 到 6 之间。",
                "mend": "请核对评分表。",
                "related": [],
            },
            {
                "rule": "id-twice",
                "severity": "error",
                "file": "content/organizations/c.yaml",
                "line": 1,
                "column": 1,
                "sheet": None,
                "message": "编号“a”用了两次。",
                "mend": "请改一个。",
                "related": [{"file": "content/organizations/a.yaml", "line": 1, "column": 1}],
            },
        ],
        "outputs": 356,
        "changed": 12,
        "rendered": 18,
        "reused": 320,
        "next_rebuild": "2026-12-01",
        "timings": {"read": 0.123, "publish": 1.5},
    }


def test_json_is_readable_utf_8_even_where_a_file_name_is_not() -> None:
    written = as_json(replace(PUBLISHED, problems=(replace(SCORE, place=Place("content/\udcff.yaml", 1, 1)),)))
    assert "得分" in written.decode("utf-8")
    assert json.loads(written)["problems"][0]["file"] == "content/\udcff.yaml"
