"""The command line, run as people run it: in a process of its own, on a real folder."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from starcase import clock
from starcase.arguments import UsageMistake, read_day
from starcase.cli import main
from starcase.commands import COMMANDS
from starcase.publish import site_files
from tests.sites import write_site

ROOT = Path(__file__).resolve().parent.parent
ON_WINDOWS = sys.platform == "win32"

BODY = """
-- content/organizations/a.yaml --
name: 守望队
programme: example-stars
region: anju
"""
RATED = """
name: 守望队
programme: example-stars
evaluations: [{period: 2022, level: star4, decided: 2022-11-30}]
"""
HELD_BACK = (
    BODY
    + """
-- content/organizations/b.yaml --
name: 错队
programme: example-stars
region: anju
founded: 昨天
"""
)
STOPPED = (
    BODY
    + """
-- content/regions.yaml --
- id: example-city
  name: 示例市
  nonsense: 1
"""
)


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Starcase = Callable[..., Done]


@pytest.fixture
def starcase(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Starcase:
    """Runs the command line in this process: everything but starting Python is as people have it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards

    def run(*arguments: object) -> Done:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        return Done(status, *capfd.readouterr())

    return run


def in_a_process(*arguments: object, wrapped: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line in a process of its own; `wrapped` is Python code that runs before it, in the same process."""
    program = f"import sys\n{textwrap.dedent(wrapped)}\nfrom starcase.cli import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        timeout=300,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "项目", BODY)


def contents(site: Path) -> dict[str, bytes]:
    return {path: (site / path).read_bytes() for path in site_files(site)}


# ── What was typed ──


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"], ["serve", "--help"], ["--version"], ["biuld"]])
def test_help_and_mistakes_are_answered_without_loading_what_builds(arguments: list[str]) -> None:
    heavy = {"pydantic", "jinja2", "tornado", "rich", "yaml", "nh3", "filelock"}
    done = in_a_process(
        *arguments, wrapped=f"import atexit; atexit.register(lambda: print({heavy} & {{*sys.modules}}))"
    )
    assert done.stdout.endswith("set()\n"), done.stdout


def test_help_names_every_command_and_each_command_its_options(starcase: Starcase) -> None:
    said = starcase("--help").stdout
    for command in COMMANDS:
        assert re.search(rf"^  {command.name} +{re.escape(command.says)}$", said, re.MULTILINE)
        own = starcase(command.name, "--help").stdout
        assert all(option.flag in own and option.says in own for option in command.options)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], "没有“biuld”这个命令。是不是想写 build？"),
        (["发布"], "没有“发布”这个命令。可以写：build、serve"),
        (["--strct"], "没有“--strct”这个选项。是不是想写 --strict？"),
        (["--port", "8000"], "build 不能用 --port，它是 serve 的选项。"),
        (["check", "extra"], "“extra”是多写的"),
        (["--as-of"], "--as-of 后面要写日期。"),
        (["--strict=yes"], "--strict 后面不用写内容。"),
        (["--as-of", "2026-02-30"], "“2026-02-30”不是日期。请写成 2026-11-22 或 2026年11月22日。"),
        (["--jobs", "0"], "“0”不行，请写 1 到 1024 的整数。"),
        (["serve", "--port", "web"], "“web”不行，请写 0 到 65535 的整数。"),
        (["--audience", "all"], "“all”不行，可以写：public、review。"),
        (["--format", "xml"], "“xml”不行，可以写：text、json。"),
        (["--root", "nowhere"], "没有“nowhere”这个文件夹。"),
    ],
)
def test_wrong_usage_is_said_in_chinese_with_what_to_type_instead(
    starcase: Starcase, arguments: list[str], said: str
) -> None:
    done = starcase(*arguments)
    assert done.returncode == 2
    assert said in done.stderr and done.stdout == ""


def test_a_folder_without_content_is_no_root(starcase: Starcase, tmp_path: Path) -> None:
    done = starcase("--root", tmp_path)
    assert done.returncode == 2
    assert "里没有 config.yaml，也没有 content 文件夹" in done.stderr


@pytest.mark.parametrize("output", [".", "..", "content", "content/site", "review", "templates", ".starcase/x"])
def test_the_site_is_never_put_where_the_content_is(starcase: Starcase, root: Path, output: str) -> None:
    done = starcase("--root", root, "--output", root / output)
    assert done.returncode == 2 and "网站不能生成到" in done.stderr
    assert (root / "content" / "organizations" / "a.yaml").is_file()


@pytest.mark.parametrize(
    "typed",
    ["2026-11-02", "2026年11月2日", "2026/11/2", "2026.11.02", "２０２６年１１月２日", " 2026-11-02 ", "20261102"],
)
def test_a_day_may_be_written_in_the_usual_ways(typed: str) -> None:
    assert read_day(typed) == date(2026, 11, 2)


@pytest.mark.parametrize("typed", ["", "昨天", "2026-13-01", "11-22", "2026年"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UsageMistake, match="不是日期"):
        read_day(typed)


@pytest.mark.parametrize(
    ("epoch", "zone", "day"),
    [
        ("1764345600", "Asia/Shanghai", date(2025, 11, 29)),  # 2025-11-28 16:00 UTC is midnight there
        ("1764345599", "Asia/Shanghai", date(2025, 11, 28)),
        ("1764345600", "America/New_York", date(2025, 11, 28)),
    ],
)
def test_source_date_epoch_is_todays_date_in_the_sites_time_zone(
    monkeypatch: pytest.MonkeyPatch, epoch: str, zone: str, day: date
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert clock.today(zone) == day


def test_a_source_date_epoch_that_is_no_number_is_wrong_usage(root: Path) -> None:
    done = in_a_process("--root", root, SOURCE_DATE_EPOCH="today")
    assert done.returncode == 2 and "SOURCE_DATE_EPOCH 是“today”" in done.stderr


# ── Building and checking ──


@pytest.mark.parametrize("place", [0, 2, 4])
def test_the_command_may_stand_before_between_and_after_the_options(starcase: Starcase, root: Path, place: int) -> None:
    arguments = ["--root", str(root), "--as-of", "2024-06-01"]
    arguments.insert(place, "build")
    done = starcase(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "site" / "organizations" / "a" / "index.html").is_file()


def test_without_a_command_the_site_is_built_and_said_where_to_open_it(starcase: Starcase, root: Path) -> None:
    done = starcase("--root", root)
    assert done.returncode == 0
    assert f"用浏览器打开 {root / 'site' / 'index.html'}" in done.stdout


@pytest.mark.parametrize(
    ("content", "options", "status"),
    [(BODY, [], 0), (HELD_BACK, [], 1), (HELD_BACK, ["--strict"], 4), (STOPPED, [], 4)],
)
def test_a_build_says_by_its_exit_status_how_much_was_published(
    starcase: Starcase, tmp_path: Path, content: str, options: list[str], status: int
) -> None:
    root = write_site(tmp_path, content)
    done = starcase("--root", root, *options)
    assert done.returncode == status, done.stdout
    assert (root / "site").exists() == (status in (0, 1))
    assert ("没有发布" in done.stdout) == (status == 4)


@pytest.mark.parametrize(("content", "status"), [(BODY, 0), (HELD_BACK, 1), (STOPPED, 1)])
def test_a_check_writes_nothing_but_its_cache_and_says_by_its_exit_status_whether_there_are_errors(
    starcase: Starcase, tmp_path: Path, content: str, status: int
) -> None:
    root = write_site(tmp_path, content)
    before = sorted(root.rglob("*"))
    done = starcase("check", "--root", root)
    assert done.returncode == status, done.stdout
    assert "检查完毕" in done.stdout
    assert [path for path in sorted(root.rglob("*")) if ".starcase" not in path.parts] == before


@pytest.mark.parametrize(("day", "next_rebuild"), [("2024-06-01", "2024-11-30"), ("2024年11月30日", None)])
def test_as_of_decides_what_day_it_is_for_the_site(
    starcase: Starcase, root: Path, day: str, next_rebuild: str | None
) -> None:
    (root / "content" / "organizations" / "a.yaml").write_text(RATED, "utf-8")
    done = starcase("check", "--root", root, "--as-of", day, "--format", "json")
    assert json.loads(done.stdout)["next_rebuild"] == next_rebuild


def test_source_date_epoch_decides_it_where_no_day_was_typed(
    starcase: Starcase, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "content" / "organizations" / "a.yaml").write_text(RATED, "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")  # 2024-06-01
    done = starcase("check", "--root", root, "--format", "json")
    assert json.loads(done.stdout)["next_rebuild"] == "2024-11-30"


def test_a_problem_is_said_with_its_place(starcase: Starcase, tmp_path: Path) -> None:
    done = starcase("check", "--root", write_site(tmp_path, HELD_BACK))
    assert re.search(r"^content/organizations/b\.yaml:4:10  .*昨天.*  ", done.stdout, re.MULTILINE), done.stdout


def test_format_json_prints_one_object_and_nothing_else(starcase: Starcase, tmp_path: Path) -> None:
    root = write_site(tmp_path, HELD_BACK)
    done = starcase("--root", root, "--format", "json")
    said = json.loads(done.stdout)
    counted = {"outputs", "changed", "rendered", "reused"}
    assert set(said) == {"published", "held_back", "problems", *counted, "next_rebuild", "timings"}
    assert said["published"] is True and said["held_back"] == ["b"] and done.stderr == ""
    assert said["outputs"] == len(site_files(root / "site"))


def test_a_console_that_knows_only_gbk_does_not_stop_the_build(tmp_path: Path) -> None:
    root = write_site(tmp_path, HELD_BACK.replace("昨天", "✓𠮷"))
    done = in_a_process("check", "--root", root, PYTHONIOENCODING="gbk")
    assert done.returncode == 1 and "\\u2713\\U00020bb7" in done.stdout


# ── A machine that fails, a person who stops it, a bug ──


@pytest.mark.skipif(ON_WINDOWS, reason="the limit exists on POSIX only")
def test_a_full_disk_is_one_sentence_and_leaves_the_site_as_it_was(starcase: Starcase, root: Path) -> None:
    assert starcase("--root", root).returncode == 0
    before = contents(root / "site")
    write_site(root, BODY.replace("守望队", "新名队"))
    done = in_a_process("--root", root, wrapped="import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))")
    assert done.returncode == 3
    assert "写不进去" in done.stderr and "原来的网站没有改动" in done.stderr and "Traceback" not in done.stderr
    assert contents(root / "site") == before


def test_an_output_below_a_file_is_one_sentence(starcase: Starcase, root: Path) -> None:
    done = starcase("--root", root, "--output", root / "config.yaml" / "site")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr and "原来的网站没有改动" in done.stderr


def test_somebodys_own_folder_is_not_replaced(starcase: Starcase, root: Path, tmp_path: Path) -> None:
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "letter.txt").write_text("mine")
    done = starcase("--root", root, "--output", tmp_path / "Documents")
    assert done.returncode == 3 and "letter.txt" in done.stderr
    assert [file.name for file in (tmp_path / "Documents").iterdir()] == ["letter.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_standard_output_is_said(root: Path) -> None:
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [sys.executable, "-m", "starcase.cli", "check", "--root", str(root)]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=ROOT, env=buffered, stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
    assert done.returncode == 3 and "磁盘空间不够" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(ON_WINDOWS, reason="no such pipes")
def test_a_reader_who_has_had_enough_is_no_trouble(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "starcase.cli", "check", "--root", str(write_site(tmp_path, HELD_BACK))]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.mark.skipif(ON_WINDOWS, reason="Windows ends a process without asking it")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_build_that_is_stopped_leaves_the_site_as_it_was(starcase: Starcase, root: Path, name: str) -> None:
    assert starcase("--root", root).returncode == 0
    before = contents(root / "site")
    write_site(root, BODY.replace("守望队", "新名队"))
    in_the_middle = f"""
        import os, signal
        signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the tests run in the background
        def stop(event, arguments):
            if event == "open" and str(arguments[0]).endswith("staging/organizations/a/index.html"):
                os.kill(os.getpid(), signal.{name})
        sys.addaudithook(stop)
        """
    done = in_a_process("--root", root, wrapped=in_the_middle)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "已停止。网站仍是完整的。\n")
    assert contents(root / "site") == before
    assert not (root / ".site.starcase" / "staging").exists()


def test_a_bug_is_shown_and_asked_to_be_reported() -> None:
    broken = """
        import starcase.cli
        from starcase.arguments import Command
        starcase.cli.COMMANDS = (Command("build", "", (), lambda typed, words: 1 // 0),)
        """
    done = in_a_process(wrapped=broken)
    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr and "请把上面的内容发给维护者" in done.stderr


# ── The other commands ──


def test_rollback_returns_to_the_previous_site(starcase: Starcase, root: Path) -> None:
    assert starcase("--root", root).returncode == 0
    before = contents(root / "site")
    write_site(root, BODY.replace("守望队", "新名队"))
    assert starcase("--root", root).returncode == 0
    assert contents(root / "site") != before
    done = starcase("rollback", "--root", root)
    assert done.returncode == 0 and contents(root / "site") == before


def test_rollback_without_a_previous_site_is_wrong_usage(starcase: Starcase, root: Path) -> None:
    assert starcase("--root", root).returncode == 0
    done = starcase("rollback", "--root", root)
    assert done.returncode == 2 and "没有上一次的网站" in done.stderr


def test_a_zip_holds_the_site_and_has_the_same_bytes_wherever_it_is_made(starcase: Starcase, tmp_path: Path) -> None:
    packed = []
    for folder, zone in (("here", "UTC"), ("那里", "Asia/Shanghai")):
        root = write_site(tmp_path / folder, BODY)
        (root / "content" / "organizations" / "示范图.txt").touch()
        assert in_a_process("--root", root, "--as-of", "2024-06-01", TZ=zone).returncode == 0
        os.utime(root / "site" / "index.html", (time.time() - 1e6, time.time() - 1e6))
        done = starcase("zip", "--root", root)
        assert done.returncode == 0 and f"{len(site_files(root / 'site'))} 个文件" in done.stdout
        packed.append((root / "site.zip").read_bytes())
        with zipfile.ZipFile(root / "site.zip") as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == contents(root / "site")
            assert archive.namelist() == sorted(archive.namelist())
            assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
    assert packed[0] == packed[1]


def test_without_a_site_there_is_nothing_to_pack(starcase: Starcase, root: Path) -> None:
    done = starcase("zip", "--root", root)
    assert done.returncode == 2 and "还没有生成好的网站" in done.stderr
    assert not (root / "site.zip").exists()


def test_clean_removes_caches_and_left_overs_and_the_site_only_when_asked(starcase: Starcase, root: Path) -> None:
    assert starcase("--root", root).returncode == 0
    (root / ".starcase" / "schema").mkdir()
    (root / ".site.starcase" / "staging").mkdir()
    before = contents(root / "site")
    assert starcase("clean", "--root", root).returncode == 0
    assert [entry.name for entry in (root / ".starcase").iterdir()] == ["schema"]
    assert not (root / ".site.starcase" / "staging").exists() and contents(root / "site") == before
    assert starcase("clean", "--root", root, "--site").returncode == 0
    assert not (root / "site").exists() and not (root / ".site.starcase").exists()


def test_schema_writes_a_file_for_each_kind_and_says_how_an_editor_finds_it(
    starcase: Starcase, root: Path, tmp_path: Path
) -> None:
    for options, folder in (([], root / ".starcase" / "schema"), (["--to", tmp_path / "there"], tmp_path / "there")):
        done = starcase("schema", "--root", root, *options)
        assert done.returncode == 0, done.stderr
        written = json.loads((folder / "organization.json").read_text("utf-8"))
        assert "properties" in json.dumps(written)
        assert f"$schema={folder / 'organization.json'}" in done.stdout


def test_doctor_says_what_somebody_who_helps_needs(starcase: Starcase, root: Path) -> None:
    done = starcase("doctor", "--root", root)
    assert done.returncode == 0
    for line in (
        rf"Python：{sys.version.split()[0]}",
        r"组件：.*jinja2 \d",
        "一步替换网站：",
        "资料文件夹：.*content 有",
    ):
        assert re.search(line, done.stdout), line
    assert sorted(entry.name for entry in root.iterdir()) == ["config.yaml", "content"], "nothing is left behind"


# ── Serving the real thing ──


@contextmanager
def serving(root: Path, *arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    program = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # also in the background
        "from starcase.cli import main; sys.exit(main())"
    )
    command = [sys.executable, "-c", program, "serve", "--root", str(root), "--port", "0", *arguments]
    variables = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        said: list[str] = []
        listener = Thread(target=said.extend, args=(process.stdout,))
        listener.start()
        try:
            until(lambda: any("资料已读取" in line for line in said) or process.poll() is not None)
            yield process, said
        finally:
            process.kill()
            process.wait()
            listener.join()


def until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within 30 s")


def page(said: list[str], path: str) -> str:
    address = re.search(r"http://[^ ]+/", said[0])
    assert address, said
    with urlopen(address[0] + path) as answer:
        return str(answer.read().decode())


def test_serve_shows_the_real_site_with_drafts_marked_and_never_writes_it(root: Path) -> None:
    write_site(
        root, BODY + "-- content/organizations/c.yaml --\nname: 草稿队\nprogramme: example-stars\nstatus: draft\n"
    )
    with serving(root) as (_, said):
        assert "守望队" in page(said, "organizations/a/index.html")
        assert "预览：这一页现在不公布" in page(said, "organizations/c/")
        assert "预览：" not in page(said, "organizations/a/")
        assert page(said, "assets/site.css")
        (root / "content" / "organizations" / "a.yaml").write_text("name: 改名队\nprogramme: example-stars\n", "utf-8")
        until(lambda: "改名队" in page(said, "organizations/a/index.html"))
        (root / "content" / "organizations" / "a.yaml").write_text("name: 错队\nprogramme: no-such\n", "utf-8")
        until(lambda: "starcase-panel" in page(said, ""))
    assert not (root / "site").exists() and not (root / ".site.starcase").exists()


@pytest.mark.skipif(ON_WINDOWS, reason="Windows sends Ctrl-C to the whole console")
def test_serve_opens_the_browser_and_ends_quietly(root: Path, tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{opened}.new" && mv "{opened}.new" "{opened}"\n')
    browser.chmod(0o755)
    with serving(root, "--open", BROWSER=f"{browser} %s") as (process, said):
        until(opened.exists)
        assert opened.read_text().strip() in said[0]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert said[-1] == "预览已结束。\n"
