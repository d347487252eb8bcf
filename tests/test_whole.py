"""Whatever happens to a build, the site is the whole old one or the whole new one, and the next build needs no help."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from starcase.publish import site_files
from tests.sites import write_site

REPOSITORY = Path(__file__).resolve().parents[1]
ON_WINDOWS = sys.platform == "win32"
ON_LINUX = sys.platform == "linux"

STEADY = """
-- content/organizations/shouwang.yaml --
name: 守望邻里志愿服务队
programme: example-stars
region: anju
offers: [陪伴]
evaluations: [{period: 2022, level: star4, decided: 2022-11-30}]
-- content/organizations/zhousan.md --
---
title: 周三的门铃
organizations: [shouwang]
---
每到周三，门铃就响。
"""
STATES = {
    "old": """
-- content/organizations/wanqing.yaml --
name: 晚晴陪伴社
programme: example-stars
region: leye
""",
    "new": """
-- content/organizations/wanqing.yaml --
name: 晚晴与朝阳陪伴社
programme: example-stars
region: anju
-- content/organizations/xinya.yaml --
name: 新芽课堂
programme: example-stars
region: anju
""",
}


def write(root: Path, state: str) -> None:
    """Puts one of the two contents in the place of the other."""
    for text in STATES.values():
        for line in text.splitlines():
            if line.startswith("-- "):
                (root / line.split()[1]).unlink(missing_ok=True)
    write_site(root, STEADY + STATES[state])


def tree(site: Path) -> dict[str, str]:
    """What a visitor can read."""
    return {path: (site / path).read_text("utf-8") for path in site_files(site)} if site.exists() else {}


BEFORE = """
import errno, io, json, os, shutil, signal, sys
from contextlib import redirect_stdout, suppress
from itertools import count
from pathlib import Path
from starcase.cli import main
from tests.mounts import *
from tests.test_whole import *

def is_step(event, arguments):
    '''Whether a call changes something on the disk.'''
    changes = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "os.link", "os.utime", "ctypes.dlsym"}
    return event in changes or event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)

def at_step(number, act):
    '''Acts before the n-th change on the disk.'''
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        if is_step(event, arguments):
            seen += 1
            act(seen, arguments) if seen >= number else None
    sys.addaudithook(hook)

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def starcase(*typed, first=lambda: None):
    '''Runs the command line in a process of its own: its exit status, negative for a signal, and what it said.'''
    said = root.parent / "said.txt"
    child = os.fork()
    if child == 0:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        first()
        status = 3
        try:
            status = main([*typed, "--root", str(root)])
            sys.stdout.flush()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.read_text("utf-8")

def build(first=lambda: None):
    return starcase("--as-of", "2024-06-01", "--jobs", "1", first=first)

root = Path(sys.argv[1])
site = root / "site"
home = root / ".site.starcase"
found = {}
with redirect_stdout(io.StringIO()):  # once in this process: what it loads need not be loaded by each child
    main(["--root", str(write_site(root.parent / "warm", STEADY)), "--jobs", "1"])
"""
AFTER = "\njson.dump(found, sys.stdout)\n"


def in_a_child(program: str, root: Path) -> dict[str, Any]:
    """What a program finds out that builds a site, again and again, in processes that may die or lack something."""
    command = [sys.executable, "-c", BEFORE + textwrap.dedent(program) + AFTER, str(root)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def root(quick_disk: Path) -> Path:
    root = quick_disk / "项目"
    root.mkdir()
    return root


# ── Killed ──


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_a_build_killed_at_any_step_leaves_the_old_site_or_the_new_one_and_the_next_build_needs_no_help(root: Path) -> None:
    found = in_a_child(
        """
        trees = {}
        for state in STATES:
            write(root, state)
            assert build()[0] == 0
            trees[state] = tree(site)
        found["runs"] = []
        state, other, status = "new", "old", -signal.SIGKILL
        while status == -signal.SIGKILL:
            write(root, other)
            status, _ = build(lambda: at_step(2 * len(found["runs"]) + 1, die))
            left = tree(site)
            next_status, said = build()
            back_status, _ = starcase("rollback")
            found["runs"].append({
                "left": [name for name in trees if trees[name] == left],
                "next": (next_status, "Traceback" in said),
                "back": (back_status, tree(site) == trees[state]),
                "beside": sorted(entry.name.partition("-")[0] for entry in home.iterdir()),
            })
            assert starcase("rollback")[0] == 0 and tree(site) == trees[other]
            state, other = other, state
        """,
        root,
    )
    assert len(found["runs"]) > 12, "the steps of a build were met"
    for number, run in enumerate(found["runs"]):
        assert len(run["left"]) == 1, f"step {2 * number + 1}: {run}"
        assert run["next"] == [0, False], f"step {2 * number + 1}: {run}"
        assert run["back"] == [0, True], f"step {2 * number + 1}: {run}"
        assert run["beside"] == ["files", "files", "lock", "made.txt", "previous"], f"step {2 * number + 1}: {run}"


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_a_visitor_reads_whole_pages_of_one_of_the_two_sites_while_one_replaces_the_other(root: Path) -> None:
    """By path every page is whole; whoever holds the folder open keeps reading the site that stood when it was opened."""
    found = in_a_child(
        """
        import select

        def open_site():
            return os.open(site, os.O_RDONLY | os.O_DIRECTORY)

        def read(folder, path):
            try:
                with open(os.open(path, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
                    return file.read()
            except FileNotFoundError:
                return None

        def read_all(folder):
            return {path: page for path in paths if (page := read(folder, path)) is not None}

        def visit(before, until, tell):
            '''Reads in a loop: by path, in a folder held open for one look, in one held open from the beginning.'''
            held, wrong, seen, begun, last = open_site(), [], set(), 0, False
            while True:
                now = open_site()
                looked = read_all(now)
                os.close(now)
                seen.update(name for name in trees if trees[name] == looked)
                wrong += ["mixed"] if looked not in trees.values() else []
                wrong += ["changed under the reader"] if read_all(held) != before else []
                for path in paths:
                    page = site / path
                    try:
                        known = page.read_text("utf-8") in [one.get(path) for one in trees.values()]
                    except FileNotFoundError:
                        known = any(path not in one for one in trees.values())
                    wrong += [] if known else [path]
                if last:
                    break
                if not begun:
                    begun = os.write(tell, b".")
                last = select.select([until], [], [], 0)[0] != []
            os.write(tell, json.dumps({"wrong": sorted(set(wrong)), "seen": sorted(seen)}).encode())
            os._exit(0)

        trees = {}
        for state in STATES:
            write(root, state)
            assert build()[0] == 0
            trees[state] = tree(site)
        paths = sorted(set().union(*trees.values()))
        found["visits"] = []
        for state, other in 2 * (("new", "old"), ("old", "new")):
            write(root, other)
            (until, stop), (answer, tell) = os.pipe(), os.pipe()
            visitor = os.fork()
            if visitor == 0:
                visit(trees[state], until, tell)
            os.read(answer, 1)  # the visitor has begun to read
            assert build()[0] == 0
            os.write(stop, b".")
            os.waitpid(visitor, 0)
            found["visits"].append(json.loads(os.read(answer, 100_000).lstrip(b".")))
        """,
        root,
    )
    for visit in found["visits"]:
        assert visit == {"wrong": [], "seen": ["new", "old"]}


# ── A disk that takes no more ──

SITE_OR_NONE = pytest.mark.parametrize("before", ["no site", "old"])


def assert_only_whole_sites(tries: list[dict[str, Any]], says: str) -> None:
    """A build that fails says why in one sentence and changes nothing; the last one, which had what it needs, succeeds."""
    *failed, last = tries
    assert failed, "the disk was too small at first"
    for one in failed:
        assert one["status"] == 3 and says in one["said"] and "原来的网站没有改动" in one["said"], one
        assert "Traceback" not in one["said"] and one["said"].count("\n") == 2, one
        assert one["site"] == "before" and not one["left over"], one
    assert last["status"] == 0 and last["site"] == "new", last


@pytest.mark.skipif(not ON_LINUX, reason="mounts a disk of its own")
@SITE_OR_NONE
@pytest.mark.parametrize("short_of", ["room", "inodes"])
def test_a_full_disk_leaves_the_site_as_it_was_until_there_is_room(root: Path, before: str, short_of: str) -> None:
    found = in_a_child(
        f"""
        before, short_of = "{before}", "{short_of}"
        own_mounts()
        mount_memory(root, "size=8m,nr_inodes=2000")
        if before != "no site":
            write(root, before)
            assert build()[0] == 0
        write(root, "new")
        standing = tree(site)

        def fill(free):
            (root / "full").mkdir()
            with suppress(OSError):
                for number in count():
                    with open(root / "full" / str(number), "wb") as file:
                        file.write(bytes(4096 if short_of == "room" else 0))
            for number in range(free):
                (root / "full" / str(number)).unlink()

        found["tries"] = []
        status, free = 3, 0
        while status == 3:
            fill(free)
            status, said = build()
            shutil.rmtree(root / "full")
            now = tree(site)
            found["tries"].append({{
                "status": status,
                "said": said,
                "site": "before" if now == standing else "new" if "organizations/xinya/index.html" in now else "mixed",
                "left over": [entry.name for entry in home.glob("*") if entry.name in ("staging", "undo") or "-unf" in entry.name],
            }})
            free = 2 * free + 3
        again = build()
        found["again"] = (again[0], tree(site) == now)
        found["back"] = (starcase("rollback")[0], tree(site) == (standing or now))
        """,
        root,
    )
    assert_only_whole_sites(found["tries"], "磁盘空间不够了")
    assert found["again"] == [0, True]
    assert found["back"] == [0 if before == "old" else 2, True]


@pytest.mark.skipif(not ON_LINUX, reason="mounts a disk of its own")
@pytest.mark.parametrize("disk", ["size=4k", "size=48k", "nr_inodes=2", "nr_inodes=3"])
def test_a_full_disk_for_the_cache_costs_only_the_cache(root: Path, disk: str) -> None:
    found = in_a_child(
        f"""
        own_mounts()
        mount_memory(root / ".starcase", "{disk}")
        for state in STATES:
            write(root, state)
            found[state] = build()
        """,
        root,
    )
    for status, said in found.values():
        assert status == 0 and "已生成" in said and "Traceback" not in said, said


# ── A disk that fails, or may not be written ──


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
@pytest.mark.parametrize("lasting", [False, True])
def test_a_disk_that_fails_at_any_step_is_said_and_leaves_the_old_site_or_the_new_one(root: Path, lasting: bool) -> None:
    found = in_a_child(
        f"""
        lasting = {lasting}
        trees = {{}}
        for state in STATES:
            write(root, state)
            assert build()[0] == 0
            trees[state] = tree(site)
        state, other = "new", "old"

        def fail(number, arguments):
            os.write(met, b".")
            if number == step or lasting:
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(arguments[0]))

        met = os.open(root.parent / "met.txt", os.O_RDWR | os.O_CREAT | os.O_APPEND)
        found["runs"], step = [], 1
        while step == 1 or os.fstat(met).st_size:
            os.ftruncate(met, 0)
            write(root, other)
            status, said = build(lambda: at_step(step, fail))
            left = [name for name in trees if trees[name] == tree(site)]
            next_status, next_said = build()
            back = starcase("rollback")[0], tree(site) == trees[state]
            assert starcase("rollback")[0] == 0 and tree(site) == trees[other]
            found["runs"].append({{
                "status": status,
                "said": said,
                "left": ["before", "wanted"][left == [other]] if left else "mixed",
                "next": (next_status, "Traceback" in next_said),
                "back": back,
                "beside": sorted(entry.name.partition("-")[0] for entry in home.iterdir()),
            }})
            state, other = other, state
            step += 2
        """,
        root,
    )
    *failing, last = found["runs"]
    assert last["status"] == 0 and len(failing) > 12, "the steps of a build were met"
    for number, run in enumerate(failing):
        assert "Traceback" not in run["said"], f"step {2 * number + 1}: {run}"
        if run["status"] == 0:
            assert run["left"] == "wanted", f"step {2 * number + 1}: {run}"
        else:
            assert run["status"] == 3 and run["left"] == "before", f"step {2 * number + 1}: {run}"
            assert "读写出错，磁盘可能坏了" in run["said"] and "原来的网站没有改动" in run["said"], run
        assert run["next"] == [0, False] and run["back"] == [0, True], f"step {2 * number + 1}: {run}"
        assert run["beside"] == ["files", "files", "lock", "made.txt", "previous"], f"step {2 * number + 1}: {run}"
    assert {run["status"] for run in failing} == {0, 3}, "some failures cost only what the next build would have known"
