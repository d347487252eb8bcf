"""The same content gives the same bytes: in any folder, time zone, locale and order of work (DESIGN.md section 2, rule 5)."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import shutil
import subprocess
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from PIL import Image

from starcase.options import Options
from starcase.pipeline import build
from tests.compared import Tree, different_trees, tree_of
from tests.sites import write_site

REPOSITORY = Path(__file__).resolve().parents[1]
BODIES = 520
"""Enough for reading and rendering in several processes."""

PLACES = ("anju", "leye", "[anju, leye]", "东湖区")
LEVELS = ("gold", "star5", "star4", "star3")
SHARED = """
-- content/organizations/of-one-file.yaml --
id: shouwang
name: 守望邻里志愿服务队
programme: example-stars
region: anju
photos: [{file: shouwang.png, alt: 合影, consent: true}]
evaluations:
- {period: 2022, level: star4, decided: 2022-11-30, scores: {leader: 50.5, roster: n/a, visits-done: 18.25}}
decisions: [{date: 2023-05-01, kind: suspended}]
---
id: wanqing
name: 晚晴社
programme: example-stars
level: star9
---
id: caogao
name: 草稿队
programme: example-stars
status: draft
-- content/organizations/zhousan.md --
---
title: 周三的门铃
organizations: [shouwang]
---
正文[^1]。

[^1]: 脚注
-- content/notices/gongshi.md --
---
title: 公示
date: 2024-05-28
kind: 公示
programme: example-stars
opens: 2024-05-28
list: [{id: shouwang, level: star4}]
---
-- content/redirects.yaml --
- {from: old/shouwang, to: organizations/shouwang}
"""


def _body(number: int) -> str:
    tags = ", ".join(("养老", "助残", "读书", "理发", "调解")[number % 5 :])
    return f"""
-- content/organizations/{number % 9}/b{number}.yaml --
name: {"春夏秋冬"[number % 4]}风第{number % 90}队
programme: example-stars
type: {("service", "charity")[number % 2]}
region: {PLACES[number % 4]}
offers: [{tags}]
services: {{2023: {{visits: {number}, hours: {number}.25}}}}
relations: {{partners: [b{(number + 1) % BODIES}], paired_with: [b{(number + 7) % BODIES}]}}
evaluations: [{{period: 2023, level: {LEVELS[number % 4]}, decided: 2023-11-30}}]
"""


def _write(folder: Path, numbers: range) -> Path:
    """The site, its records written in the order of `numbers`."""
    folder.mkdir()
    root = write_site(folder, SHARED + "".join(_body(number) for number in numbers))
    Image.new("RGB", (40, 30), "red").save(root / "content/organizations/shouwang.png")
    return root


_IN_SOME_ORDER = """
import os, random, sys
from starcase.cli import main

listed, scanned = os.listdir, os.scandir

def mixed(entries):
    entries = sorted(entries, key=str)
    return random.Random(7).sample(entries, len(entries))

class Mixed:
    def __init__(self, *folder):
        with scanned(*folder) as entries:
            self.entries = iter(mixed(entries))
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.close()
    def __iter__(self):
        return self.entries
    def __next__(self):
        return next(self.entries)
    def close(self):
        self.entries = iter(())

os.listdir, os.scandir = lambda *folder: mixed(listed(*folder)), Mixed
sys.exit(main())
"""
"""The command line on a system that lists every folder in an order of its own."""

_BESIDE = _IN_SOME_ORDER.replace(
    "sys.exit(main())",
    """
import starcase.pipeline, starcase.release_tree

forks = []
os.register_at_fork(before=lambda: forks.append(1))
starcase.pipeline.WORTH_A_COPY, starcase.release_tree._LARGE = 1, 0
status = main()
assert len(forks) == (2 if sys.platform == "linux" else 0), "one to look at the site, one for the index"
sys.exit(status)
""",
)
"""The same, and even a small city is thought worth several processes after one edit."""


def _build(root: Path, jobs: int, *program: str, umask: int = 0o022, **environment: str) -> dict[str, Any]:
    """Builds a site in a process of its own; what it says."""
    command = [
        sys.executable,
        *(program or ("-m", "starcase.cli")),
        "build",
        "--root",
        str(root),
        "--output",
        str(root / "out"),
    ]
    done = subprocess.run(
        [*command, "--as-of", "2024-06-01", "--jobs", str(jobs), "--format", "json"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        cwd=root,
        check=False,
        capture_output=True,
        umask=umask,
    )
    assert done.returncode == 1, done.stderr.decode()
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The site as one process makes it of nothing."""
    root = _write(tmp_path_factory.mktemp("once") / "here", range(BODIES))
    _build(root, 1, PYTHONHASHSEED="0", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    tree = tree_of(root / "out")
    assert len(tree) > BODIES
    return tree


def test_neither_place_nor_time_nor_order_changes_a_byte(once: Tree, tmp_path: Path) -> None:
    there = _write(tmp_path / "别处 的 folder", range(BODIES - 1, -1, -1))
    around = {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}
    _build(there, 2, "-c", _IN_SOME_ORDER, umask=0o077, **around)
    assert different_trees(tree_of(there / "out"), once) is None


def test_a_site_that_was_edited_has_the_bytes_of_one_that_was_written_so(once: Tree, tmp_path: Path) -> None:
    root = _write(tmp_path / "edited", range(BODIES))
    body, redirects = root / "content/organizations/3/b12.yaml", root / "content/redirects.yaml"
    before = body.read_text("utf-8"), redirects.read_text("utf-8")
    body.write_text(before[0].replace("第12队", "第121队"), "utf-8")
    redirects.unlink()
    (root / "content/organizations/neu.yaml").write_text(
        "name: 新来的\nprogramme: example-stars\nregion: anju\n", "utf-8"
    )
    _build(root, 2, PYTHONHASHSEED="1", umask=0o077)
    assert different_trees(tree_of(root / "out"), once)
    body.write_text(before[0], "utf-8")
    redirects.write_text(before[1], "utf-8")
    (root / "content/organizations/neu.yaml").unlink()
    said = _build(root, 2, "-c", _BESIDE, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C")
    assert different_trees(tree_of(root / "out"), once) is None
    assert said["rendered"] < BODIES // 4, "what was kept has been used"


_ELSEWHERE = """
import os, pickle, sys
import starcase.pipeline

forbidden = tuple(sys.argv[1:])

def refuse(event, given):
    if event in ("open", "os.listdir", "os.scandir", "sqlite3.connect") and str(given[0]).startswith(forbidden):
        raise PermissionError(f"{event} {given[0]}")

sys.addaudithook(refuse)

def work_on(most):
    for _ in range(most):
        try:
            task = pickle.load(sys.stdin.buffer)
        except EOFError:
            sys.exit("no more tasks")
        work, given = pickle.loads(task)
        sys.stdout.buffer.write(pickle.dumps(work(*given)))
        sys.stdout.buffer.flush()

forks = hasattr(os, "fork")
while forks and os.fork():
    if os.wait()[1]:
        sys.exit()
work_on(8 if forks else 1_000_000)
"""
"""A process that hands every eight tasks to a new one, which has the program in memory and nothing else."""


class _Elsewhere(ThreadPoolExecutor):
    """Does each task in a process of its own, which starts in another folder, is given bytes, gives bytes, and reads no file of the site."""

    def __init__(self, folder: Path, forbidden: tuple[Path, ...], count: int) -> None:
        super().__init__(count)
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": "5"}
        command = [sys.executable, "-c", _ELSEWHERE, *map(str, forbidden)]
        begin = partial(subprocess.Popen, command, cwd=folder, env=environment, stdin=subprocess.PIPE)
        self._places = [begin(stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(count)]
        self._free = SimpleQueue[subprocess.Popen[bytes]]()
        for place in self._places:
            self._free.put(place)
        self.tasks = 0

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        self.tasks += 1
        return super().submit(self._send, pickle.dumps((work, given)))

    def _send(self, task: bytes) -> object:
        place = self._free.get()
        assert place.stdin and place.stdout and place.stderr
        try:
            pickle.dump(task, place.stdin)
            place.stdin.flush()
            return pickle.load(place.stdout)
        except (EOFError, OSError):
            raise AssertionError(place.stderr.read().decode()) from None
        finally:
            self._free.put(place)

    def shutdown(self, *args: Any, **named: Any) -> None:
        super().shutdown(*args, **named)
        for place in self._places:
            place.communicate()


def test_workers_that_share_neither_memory_nor_disk_make_the_same_site(once: Tree, tmp_path: Path) -> None:
    root = _write(tmp_path / "root", range(BODIES))
    (tmp_path / "elsewhere").mkdir()
    own = root / "templates"
    shutil.copytree(REPOSITORY / "templates", own)
    opened: list[_Elsewhere] = []

    def open_executor(count: int) -> Executor:
        opened.append(_Elsewhere(tmp_path / "elsewhere", (root, REPOSITORY / "templates"), count))
        return opened[-1]

    build(Options(root, root / "out", as_of=date(2024, 6, 1), jobs=2, open_executor=open_executor))
    assert sum(executor.tasks for executor in opened) > 2 * BODIES // 64, "records were read there, and pages made"
    assert different_trees(tree_of(root / "out"), once) is None


def test_the_list_of_all_files_gives_the_true_digest_of_each(once: Tree) -> None:
    listed = json.loads(once["data/manifest.json"][1] or b"")["sha256"]
    files = {path: content for path, (_, content) in once.items() if content is not None}
    assert listed == {path: hashlib.sha256(files[path]).hexdigest() for path in files if path != "data/manifest.json"}
    assert any(path.endswith(".jpg") for path in listed)
