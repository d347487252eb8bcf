"""The site is replaced as a whole or not at all, whatever happens to the build."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from starcase.language import words_for
from starcase.machine import MachineError
from starcase.model.output import Output
from starcase.publish import Published, publish_outputs, rollback, site_files, whole_site

ROOT = Path(__file__).resolve().parent.parent
ON_WINDOWS = sys.platform == "win32"

PICTURE = Output("media/a.jpg", b"picture")
OLD = (Output("index.html", b"old home"), Output("organizations/a/index.html", b"old a"), PICTURE)
NEW = (Output("index.html", b"new home"), Output("organizations/b/index.html", b"new b"), PICTURE)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "project" / "site"


def contents(site: Path) -> dict[str, bytes]:
    return {path: (site / path).read_bytes() for path in site_files(site)} if site.exists() else {}


def wanted(outputs: tuple[Output, ...]) -> dict[str, bytes]:
    return {output.path: output.content for output in outputs}


def beside(site: Path) -> set[str]:
    return {entry.name for entry in (site.parent / f".{site.name}.starcase").iterdir()}


BEFORE = """
import os, sys
from pathlib import Path
from starcase.publish import *
from tests.test_publish import NEW, OLD
"""


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs Python code in a process of its own, where it may die or lack something."""
    command = [sys.executable, "-c", BEFORE + textwrap.dedent(program), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=120)


# ── What is published ──


def test_the_first_release_makes_the_folder(site: Path) -> None:
    assert publish_outputs(OLD, site) == Published(count=3, changed=3)
    assert contents(site) == wanted(OLD)


def test_a_new_release_replaces_the_old_one_and_drops_what_was_removed(site: Path) -> None:
    publish_outputs(OLD, site)
    published = publish_outputs(NEW, site)
    assert contents(site) == wanted(NEW)
    assert not (site / "organizations" / "a").exists()
    assert published == Published(count=3, changed=3), "home is different, b is new, a is gone; the picture is the same"


def test_a_release_that_would_come_out_the_same_leaves_the_site_and_the_previous_release_alone(site: Path) -> None:
    publish_outputs(OLD, site)
    publish_outputs(NEW, site)
    before = site.stat().st_ino
    assert publish_outputs(NEW, site) == Published(count=3, changed=0)
    assert site.stat().st_ino == before
    assert rollback(site) and contents(site) == wanted(OLD)


def test_nothing_but_the_lock_the_list_and_the_previous_release_stays_beside_the_site(site: Path) -> None:
    publish_outputs(OLD, site)
    assert beside(site) == {"lock", "made.txt"}
    publish_outputs(NEW, site)
    assert beside(site) == {"lock", "made.txt", "previous"}


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has no such modes")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_files_and_folders_have_the_same_modes_under_every_umask(site: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish_outputs(OLD, site)
    finally:
        os.umask(before)
    modes = {path.relative_to(site).as_posix(): path.stat().st_mode & 0o777 for path in [site, *site.rglob("*")]}
    assert {mode for path, mode in modes.items() if path.endswith((".html", ".jpg"))} == {0o644}
    assert {mode for path, mode in modes.items() if not path.endswith((".html", ".jpg"))} == {0o755}


@pytest.mark.skipif(ON_WINDOWS, reason="Windows has no such modes")
def test_a_file_whose_mode_was_changed_by_hand_is_published_again(site: Path) -> None:
    publish_outputs(OLD, site)
    (site / "index.html").chmod(0o600)
    assert publish_outputs(OLD, site).changed == 1
    assert (site / "index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(ON_WINDOWS, reason="making links needs a right on Windows")
def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "disk" / "www", tmp_path / "site"
    real.parent.mkdir()
    link.symlink_to(real, target_is_directory=True)
    publish_outputs(OLD, link)
    publish_outputs(NEW, link)
    assert link.is_symlink() and contents(real) == wanted(NEW)
    assert (real.parent / ".www.starcase").is_dir(), "what is staged lies on the file system of the real folder"


# ── Paths that no site may have ──


@pytest.mark.parametrize(
    "path",
    [
        "../outside.html",
        "a/../../outside.html",
        "/etc/outside.html",
        "a//b.html",
        "./a.html",
        "a\\b.html",
        "c:/a.html",
        "a/nul",
        "con.html",
        "a/LPT1.txt",
        "a./index.html",
        "a /index.html",
        "what?.html",
        "a\x00.html",
        "a\nb.html",
        "",
        "organizations/" + "a" * 200 + "/index.html",
        "字" * 90,
    ],
)
def test_a_path_that_leaves_the_site_or_that_some_system_cannot_hold_is_refused(site: Path, path: str) -> None:
    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match="不能作为网站里的文件名"):
        publish_outputs((*NEW, Output(path, b"")), site)
    assert contents(site) == wanted(OLD)
    assert not (site.parent.parent / "outside.html").exists()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/index.html", "A/index.html"),
        ("a/index.html", "a/index.html"),
        ("a", "a/index.html"),
        ("a/b/index.html", "A/B"),
        ("photos/é.jpg", "photos/e\u0301.jpg"),
    ],
)
def test_two_files_that_some_system_would_lay_over_each_other_are_refused(site: Path, first: str, second: str) -> None:
    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match="会互相覆盖"):
        publish_outputs((*NEW, Output(first, b"1"), Output(second, b"2")), site)
    assert contents(site) == wanted(OLD)


# ── Somebody's own folder ──


def test_a_folder_with_files_of_its_own_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    documents = tmp_path / "Documents"
    (documents / "work").mkdir(parents=True)
    (documents / "work" / "letter.txt").write_text("mine")
    with pytest.raises(MachineError, match=r"work/letter\.txt"):
        publish_outputs(NEW, documents)
    assert (documents / "work" / "letter.txt").read_text() == "mine"
    assert [entry.name for entry in tmp_path.iterdir()] == ["Documents"]


def test_a_file_that_somebody_put_into_the_site_is_never_lost(site: Path) -> None:
    publish_outputs(OLD, site)
    (site / "MP_verify.txt").write_text("mine")
    for _ in range(2):
        with pytest.raises(MachineError, match=r"MP_verify\.txt"):
            publish_outputs(NEW, site)
    assert (site / "MP_verify.txt").read_text() == "mine"


def test_an_empty_folder_and_what_file_managers_leave_in_it_may_be_replaced(site: Path) -> None:
    site.mkdir(parents=True)
    (site / ".DS_Store").write_bytes(b"litter")
    publish_outputs(OLD, site)
    assert contents(site) == wanted(OLD)


def test_a_file_in_the_place_of_the_folder_is_refused(site: Path) -> None:
    site.parent.mkdir()
    site.write_text("mine")
    with pytest.raises(MachineError, match="是一个文件"):
        publish_outputs(OLD, site)
    assert site.read_text() == "mine"


# ── Going back ──


def test_rollback_returns_to_the_previous_release_and_a_second_one_comes_back(site: Path) -> None:
    publish_outputs(OLD, site)
    publish_outputs(NEW, site)
    assert rollback(site) and contents(site) == wanted(OLD)
    assert rollback(site) and contents(site) == wanted(NEW)
    publish_outputs(OLD, site)
    assert contents(site) == wanted(OLD)


def test_rollback_says_so_where_there_is_no_previous_release(site: Path) -> None:
    publish_outputs(OLD, site)
    assert rollback(site) is False
    assert contents(site) == wanted(OLD)


# ── A build that fails, is killed, or is not alone ──


def test_a_build_that_fails_half_way_leaves_the_site_and_nothing_half_written(site: Path) -> None:
    def failing() -> Iterator[Output]:
        yield NEW[0]
        raise PermissionError(13, "Permission denied", "content/photo.jpg")

    publish_outputs(OLD, site)
    with pytest.raises(MachineError, match=r"没有权限读写“content/photo\.jpg”"):
        publish_outputs(failing(), site)
    assert contents(site) == wanted(OLD)
    assert beside(site) == {"lock", "made.txt"}


@pytest.mark.skipif(ON_WINDOWS, reason="the limit exists on POSIX only")
def test_a_disk_that_takes_no_more_leaves_the_site_as_it_was(site: Path) -> None:
    publish_outputs(OLD, site)
    done = run(
        """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        try:
            publish_outputs((*NEW, Output("big.bin", b"x" * 100_000)), Path(sys.argv[1]))
        except MachineError as error:
            sys.exit(0 if "不允许写入" in str(error) else str(error))
        """,
        site,
    )
    assert done.returncode == 0, done.stderr
    assert contents(site) == wanted(OLD)
    assert beside(site) == {"lock", "made.txt"}


def test_a_second_build_waits_for_the_first_and_says_so_when_it_takes_too_long(site: Path) -> None:
    publish_outputs(OLD, site)

    def second_build_comes() -> Iterator[Output]:
        done = run("publish_outputs(OLD, Path(sys.argv[1]), wait=0.1)", site)
        assert "另一次生成正在写" in done.stderr
        yield from NEW

    publish_outputs(second_build_comes(), site)
    assert contents(site) == wanted(NEW)


KILLED_AT_EVERY_STEP = """
    import json, signal

    STEPS = {"open", "os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "ctypes.dlsym", "shutil.rmtree"}

    def die_at(number):
        seen = 0
        def hook(event, arguments):
            nonlocal seen
            seen += event in STEPS
            if event in STEPS and seen == number:
                os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)

    def site_of(folder):
        return {path: (folder / path).read_text() for path in site_files(folder)} if folder.exists() else {}

    unsteady = sys.argv[2] == "two renames"
    if unsteady:
        import starcase.publish
        starcase.publish.exchange = lambda one, other: False   # as on a system that has no such call

    found = []
    for number in range(1, 1000):
        site = Path(sys.argv[1]) / str(number) / "site"
        publish_outputs((Output("index.html", b"older"),), site)
        publish_outputs(OLD, site)
        child = os.fork()
        if child == 0:
            die_at(number)
            publish_outputs(NEW, site)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
        left = site_of(site)
        went_back = rollback(site)
        found.append({"left": left, "after_rollback": site_of(site), "went_back": went_back})
        publish_outputs(NEW, site)
        found[-1]["next"] = site_of(site)
        found[-1]["beside"] = sorted(entry.name for entry in site.parent.joinpath(".site.starcase").iterdir())
        if not killed:
            break
    json.dump(found, sys.stdout)
"""


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
@pytest.mark.parametrize("way", ["exchange", "two renames"])
def test_a_build_killed_before_any_of_its_steps_leaves_a_whole_site_and_a_way_back(tmp_path: Path, way: str) -> None:
    done = run(KILLED_AT_EVERY_STEP, tmp_path, way)
    assert done.returncode == 0, done.stderr
    runs = json.loads(done.stdout)
    old, new = ({path: content.decode() for path, content in wanted(outputs).items()} for outputs in (OLD, NEW))
    older = {"index.html": "older"}
    assert len(runs) > 30, "the steps of a build were met"
    for number, run_ in enumerate(runs, start=1):
        whole = (old, new) if way == "exchange" else (old, new, {})  # between two renames there is no site at all
        assert run_["left"] in whole, f"step {number}"
        assert run_["went_back"], f"step {number}"
        assert run_["after_rollback"] == (old if run_["left"] == new else older), f"step {number}"
        assert run_["next"] == new, f"step {number}"
        assert run_["beside"] == ["lock", "made.txt", "previous"], f"step {number}"
    assert [run_["left"] for run_ in runs].count(new) > 5, "some were killed after the switch"


def test_a_system_without_exchange_still_replaces_the_site_and_says_which_promise_is_weaker(site: Path) -> None:
    publish_outputs(OLD, site)
    done = run(
        """
        import starcase.publish
        starcase.publish.exchange = lambda one, other: False
        print(publish_outputs(NEW, Path(sys.argv[1])).weaker)
        """,
        site,
    )
    assert "不能一步替换" in done.stdout, done.stderr
    assert contents(site) == wanted(NEW)
    assert rollback(site) and contents(site) == wanted(OLD)


def test_a_folder_that_is_in_use_is_given_its_old_site_back(site: Path) -> None:
    publish_outputs(OLD, site)
    done = run(
        """
        import starcase.publish
        starcase.publish.exchange = lambda one, other: False
        site = Path(sys.argv[1]).resolve()
        def refuse(event, arguments):   # as Windows does while a program has the folder open
            if event == "os.rename" and "ready-" in str(arguments[0]) and str(arguments[1]) == str(site):
                raise PermissionError(13, "Access is denied", str(site))
        sys.addaudithook(refuse)
        try:
            publish_outputs(NEW, site)
        except MachineError as error:
            print(error)
        """,
        site,
    )
    assert "正被别的程序打开" in done.stdout, done.stderr
    assert contents(site) == wanted(OLD)


@pytest.mark.skipif(sys.platform != "linux", reason="the call exists on Linux only")
def test_the_new_release_is_on_the_disk_before_it_is_called_ready(site: Path) -> None:
    done = run(
        """
        def show(event, arguments):
            if event == "ctypes.dlsym":
                print(arguments[1])
            if event == "os.rename":
                print(Path(arguments[0]).name, "becomes", Path(arguments[1]).name.partition("-")[0])
        publish_outputs(OLD, Path(sys.argv[1]))
        sys.addaudithook(show)
        publish_outputs(NEW, Path(sys.argv[1]))
        """,
        site,
    )
    steps = done.stdout.splitlines()
    assert steps[:4] == ["made.new becomes made.txt", "syncfs", "staging becomes ready", "renameat2"], done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system of its own, in a name space of its own")
def test_a_mount_point_is_replaced_entry_by_entry_and_says_which_promise_is_weaker(tmp_path: Path) -> None:
    done = run(
        """
        import ctypes
        site, libc = Path(sys.argv[1]) / "site", ctypes.CDLL(None)
        site.mkdir()
        CLONE_NEWNS, CLONE_NEWUSER, MS_REC_PRIVATE = 0x20000, 0x10000000, 0x44000
        assert libc.unshare(CLONE_NEWNS if os.getuid() == 0 else CLONE_NEWNS | CLONE_NEWUSER) == 0
        libc.mount(b"none", b"/", None, MS_REC_PRIVATE, None)
        assert libc.mount(b"none", os.fsencode(site), b"tmpfs", 0, None) == 0
        publish_outputs((*OLD, Output("gone/index.html", b""), Output("gone.html", b"")), site)
        print(publish_outputs(NEW, site).weaker)
        assert site_files(site) == sorted(made.path for made in NEW)
        assert all((site / made.path).read_bytes() == made.content for made in NEW)
        assert sorted(entry.name for entry in site.iterdir()) == ["index.html", "media", "organizations"]
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert "挂载点" in done.stdout


def test_no_build_replaces_a_site_that_is_being_read(site: Path) -> None:
    publish_outputs(OLD, site)
    with whole_site(site) as folder:
        assert folder
        done = run("publish_outputs(NEW, Path(sys.argv[1]), wait=0.1)", site)
        assert "另一次生成正在写" in done.stderr
        assert contents(folder) == wanted(OLD)


def test_what_the_machine_refused_is_said_in_the_words_of_the_site() -> None:
    said = MachineError("没有找到“{path}”。请检查它是不是被移走或改名了。", path="site").message(words_for("zh-CN"))
    assert said == "没有找到“site”。请检查它是不是被移走或改名了。"
