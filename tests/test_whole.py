"""Whatever happens to a build, the site is the whole old one or the whole new one, and the next build needs no help."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
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
    return (
        {path: (site / path).read_bytes().decode("utf-8", "surrogateescape") for path in site_files(site)}
        if site.exists()
        else {}
    )


LISTENING = """
import errno, io, json, os, shutil, signal, sys, time, traceback
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

def starcase(*typed, first=lambda: None, said="said.txt"):
    '''Runs the command line in a process of its own: its exit status, negative for a signal, and what it said.'''
    said = root.parent / said
    child = os.fork()
    if child == 0:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        status = 70  # for a mistake in the test
        try:
            first()
            status = main([*typed, "--root", str(root)])
            sys.stdout.flush()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.read_text("utf-8")

def build(first=lambda: None):
    return starcase("--as-of", "2024-06-01", "--jobs", "1", first=first)

def answer(program, folder):
    global root, site, home, found
    root, found = Path(folder), {}
    site, home = root / "site", root / ".site.starcase"
    try:
        exec(program, globals())
        print(json.dumps({"found": found}), flush=True)
    except BaseException:
        print(json.dumps({"failed": traceback.format_exc()}), flush=True)

with redirect_stdout(io.StringIO()):  # once in this process: what it loads need not be loaded by each child
    main(["--root", str(write_site(Path(sys.argv[1]), STEADY)), "--jobs", "1"])
for line in sys.stdin:
    if os.fork() == 0:
        answer(*json.loads(line))
        os._exit(0)
    os.wait()
"""

Found = dict[str, Any]
InAChild = Callable[[str, Path], Found]


@pytest.fixture(scope="module")
def in_a_child(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InAChild]:
    """Runs a program that builds a site, again and again, in processes that may die or lack something; what it `found`."""
    command = [sys.executable, "-c", LISTENING, str(tmp_path_factory.mktemp("warm"))]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=REPOSITORY, **pipes) as listening:
        assert listening.stdin and listening.stdout

        def ask(program: str, root: Path) -> Found:
            assert listening.stdin and listening.stdout
            listening.stdin.write(json.dumps((textwrap.dedent(program), str(root))) + "\n")
            listening.stdin.flush()
            answer = json.loads(listening.stdout.readline())
            assert "failed" not in answer, answer["failed"]
            found: Found = answer["found"]
            return found

        yield ask
        listening.stdin.close()


@pytest.fixture
def root(quick_disk: Path) -> Path:
    root = quick_disk.resolve() / "项目"
    root.mkdir()
    return root


# ── Killed ──


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_a_build_killed_at_any_step_leaves_the_old_site_or_the_new_one_and_the_next_build_needs_no_help(
    in_a_child: InAChild, root: Path
) -> None:
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
def test_a_visitor_who_looks_between_any_two_steps_reads_whole_pages_of_one_site(
    in_a_child: InAChild, root: Path
) -> None:
    """By path every page is whole; whoever holds the folder open keeps reading the site that stood when it was opened."""
    found = in_a_child(
        """
        def open_site():
            return os.open(site, os.O_RDONLY | os.O_DIRECTORY)

        def read(folder, path):
            try:
                with open(os.open(path, os.O_RDONLY, dir_fd=folder), encoding="utf-8", errors="surrogateescape", newline="") as file:
                    return file.read()
            except FileNotFoundError:
                return None

        def read_all(folder):
            return {path: page for path in paths if (page := read(folder, path)) is not None}

        def look(held, before):
            '''What is wrong, and which site was seen: by path, in a folder opened now, in one opened before the build.'''
            by_path = {path: read(None, site / path) for path in paths}
            now = open_site()
            looked = read_all(now)
            os.close(now)
            seen = [name for name in trees if trees[name] == looked]
            wrong = [path for path in paths if by_path[path] not in [one.get(path) for one in trees.values()]]
            return wrong + ["mixed"] * (not seen) + ["changed under the reader"] * (read_all(held) != before), seen

        def visit(before, asks, tell):
            held, wrong, seen = open_site(), [], []
            while asked := os.read(asks, 1):
                try:
                    more, name = look(held, before)
                except (OSError, ValueError) as error:  # no site, or half a page
                    more, name = [str(error)], []
                wrong, seen = wrong + more, seen + name
                os.write(tell, asked)
            os.write(tell, json.dumps({"wrong": wrong, "looks": len(seen), "seen": sorted(set(seen))}).encode())
            os._exit(0)

        trees = {}
        for state in STATES:
            write(root, state)
            assert build()[0] == 0
            trees[state] = tree(site)
        paths = sorted(set().union(*trees.values()))
        found["visits"] = []
        for state, other in (("new", "old"), ("old", "new")):
            write(root, other)
            (asks, ask), (told, tell) = os.pipe(), os.pipe()
            visitor = os.fork()
            if visitor == 0:
                os.close(ask)
                visit(trees[state], asks, tell)

            def let_visitor_look(*_):
                os.write(ask, b"?"), os.read(told, 1)

            let_visitor_look()
            assert build(lambda: at_step(1, let_visitor_look))[0] == 0
            let_visitor_look()
            os.close(ask)
            os.waitpid(visitor, 0)
            found["visits"].append(json.loads(os.read(told, 60_000)))
        """,
        root,
    )
    for visit in found["visits"]:
        assert visit["wrong"] == [] and visit["seen"] == ["new", "old"] and visit["looks"] > 30


# ── A disk that takes no more ──


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
@pytest.mark.parametrize("short_of", ["room", "inodes"])
@pytest.mark.parametrize("before", ["no site", "old"])
def test_a_full_disk_leaves_the_site_as_it_was_until_there_is_room(
    in_a_child: InAChild, root: Path, before: str, short_of: str
) -> None:
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
def test_a_full_disk_for_the_cache_costs_only_the_cache(in_a_child: InAChild, root: Path) -> None:
    found = in_a_child(
        """
        own_mounts()
        for disk in ("size=4k", "size=48k", "nr_inodes=2", "nr_inodes=3"):
            mount_memory(root / ".starcase", disk)
            for state in STATES:
                write(root, state)
                found[f"{disk} {state}"] = build()
            unmount(root / ".starcase")
        """,
        root,
    )
    assert len(found) == 8
    for status, said in found.values():
        assert status == 0 and "已生成" in said and "Traceback" not in said, said


# ── A disk that fails, or may not be written ──


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
@pytest.mark.parametrize("lasting", [False, True])
def test_a_disk_that_fails_at_any_step_is_said_and_leaves_the_old_site_or_the_new_one(
    in_a_child: InAChild, root: Path, lasting: bool
) -> None:
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


@pytest.mark.skipif(not ON_LINUX, reason="mounts a disk of its own")
@pytest.mark.parametrize("before", ["no site", "old"])
def test_a_folder_that_may_only_be_read_is_said_and_left_as_it_is(
    in_a_child: InAChild, root: Path, before: str
) -> None:
    found = in_a_child(
        f"""
        if "{before}" != "no site":
            write(root, "{before}")
            assert build()[0] == 0
        write(root, "new")
        standing = tree(site)
        own_mounts()
        mount_read_only(root)
        found["refused"] = build()
        found["site"] = tree(site) == standing
        elsewhere = root.parent / "elsewhere"
        os.environ["XDG_CACHE_HOME"] = str(root.parent / "caches")
        found["elsewhere"] = starcase("--as-of", "2024-06-01", "--output", str(elsewhere))
        unmount(root)
        found["next"] = build()
        found["same"] = tree(site) == tree(elsewhere)
        """,
        root,
    )
    status, said = found["refused"]
    assert status == 3 and found["site"], said
    assert "所在的磁盘是只读的" in said and "原来的网站没有改动" in said and "Traceback" not in said
    assert found["elsewhere"][0] == 0 and found["next"][0] == 0 and found["same"], found


# ── Not alone ──


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_of_two_builds_at_once_the_second_waits_and_both_succeed(in_a_child: InAChild, root: Path) -> None:
    found = in_a_child(
        """
        write(root, "old")
        assert build()[0] == 0
        write(root, "new")
        (waits, second_waits), (ends, first_ends) = os.pipe(), os.pipe()

        def first():
            '''Half-way through its publishing waits until the other build has tried the lock twice.'''
            def hook(event, arguments):
                if event == "open" and str(arguments[0]).endswith("staging/index.html"):
                    os.read(waits, 1), os.read(waits, 1)
            sys.addaudithook(hook)

        def second():
            '''Tells whenever it tries the lock.'''
            def hook(event, arguments):
                if event == "open" and str(arguments[0]).endswith(".site.starcase/lock"):
                    os.write(second_waits, b".")
            sys.addaudithook(hook)

        child = os.fork()
        if child == 0:
            os.write(first_ends, json.dumps(build(first)).encode())
            os._exit(0)
        while not (home / "staging").exists() and os.waitpid(child, os.WNOHANG) == (0, 0):
            time.sleep(0.01)
        found["second"] = starcase("--as-of", "2024-06-01", "--jobs", "1", first=second, said="said too.txt")
        os.waitpid(child, 0)
        found["first"] = json.loads(os.read(ends, 10_000))
        found["whole"] = "organizations/xinya/index.html" in tree(site)
        found["next"] = build()
        """,
        root,
    )
    assert found["first"][0] == 0 and "已生成" in found["first"][1], found
    assert found["second"][0] == 0 and "，0 个有变化" in found["second"][1], "it found what the first one had made"
    assert found["whole"] and found["next"][0] == 0


@pytest.mark.skipif(ON_WINDOWS, reason="forks")
def test_a_record_that_is_being_saved_while_it_is_read_is_read_whole(in_a_child: InAChild, root: Path) -> None:
    found = in_a_child(
        """
        write(root, "new")
        assert build()[0] == 0
        record = root / "content" / "organizations" / "xinya.yaml"
        whole = record.read_bytes() + "summary: 周末为孩子们读书。\\n".encode()
        record.write_bytes(whole[:30])

        def save_the_rest():
            '''An editor comes to the end of its saving after the first part has been read.'''
            stat, opened = os.stat, []
            def look(path, *others, **named):
                if opened and str(path) == str(record):
                    os.stat = stat
                    record.write_bytes(whole)
                return stat(path, *others, **named)
            os.stat = look
            sys.addaudithook(lambda event, given: opened.append(1) if event == "open" and str(given[0]) == str(record) else None)

        found["build"] = build(save_the_rest)
        found["page"] = tree(site)["organizations/xinya/index.html"]
        found["next"] = build()
        """,
        root,
    )
    assert found["build"][0] == 0, found["build"][1]
    assert "周末为孩子们读书" in found["page"]
    assert "，0 个有变化" in found["next"][1]


# ── What is remembered of the content ──


@pytest.mark.skipif(ON_WINDOWS, reason="forks, and limits that kill")
def test_a_build_killed_while_it_reads_leaves_nothing_that_the_next_one_believes(
    in_a_child: InAChild, root: Path
) -> None:
    found = in_a_child(
        """
        import resource

        def die_reading(number):
            '''Before the n-th file of the content is opened.'''
            seen = 0
            def hook(event, arguments):
                nonlocal seen
                if event == "open" and str(arguments[0]).startswith(str(root / "content")):
                    seen += 1
                    die() if seen == number else None
            sys.addaudithook(hook)

        def die_writing(size):
            '''In the middle of whatever file grows beyond a size: SQLite's own writing is seen by no hook.'''
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        trees = {}
        for state in STATES:
            write(root, state)
            assert starcase("--as-of", "2024-06-01", "--jobs", "1", "--no-cache")[0] == 0
            trees[state] = tree(site)
        shutil.rmtree(root / ".starcase", ignore_errors=True)
        deaths = [*((die_reading, number) for number in range(1, 6)), *((die_writing, 512 << number) for number in range(9))]
        state, other = "new", "old"
        for die_so, measure in deaths:
            write(root, other)
            status, _ = build(lambda: die_so(measure))
            left = tree(site)
            next_status, said = build()
            found[f"{die_so.__name__} {measure}"] = {
                "killed": status < 0,
                "left": left in trees.values(),
                "next": (next_status, "Traceback" in said),
                "exact": tree(site) == trees[other],
            }
            state, other = other, state
        """,
        root,
    )
    for death, run in found.items():
        assert run["left"] and run["next"] == [0, False] and run["exact"], f"{death}: {run}"
    assert sum(run["killed"] for run in found.values()) > 8, found
