"""A round that is killed at any write: nothing is lost or half written, and the same command once more finishes it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from starcase.cli import main
from starcase.exchange.editing.applying import settle
from tests.round_city import ROUND, fill, scores_of, write_city

if sys.platform == "win32":  # pragma: no cover
    pytest.skip("a process cannot be forked there", allow_module_level=True)

_KILLED = 9
_WRITING = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree")
_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def _run(root: Path, *typed: str) -> int:
    return main(["round", *typed, "--root", str(root), "--as-of", "2026-10-05", "--jobs", "1"])


def _in_child(do: Callable[[], object]) -> int:
    """Does something in a process of its own; its exit status."""
    child = os.fork()
    if child == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        try:
            do()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _killed_at(root: Path, number: int, *typed: str) -> bool:
    """Runs a command that dies just before its n-th change on the disk; whether it came so far."""

    def run() -> None:
        seen = 0

        def count(event: str, given: tuple[object, ...]) -> None:
            nonlocal seen
            place = str(given[0]) if given else ""
            is_write = event in _WRITING or (event == "open" and isinstance(given[2], int) and bool(given[2] & _FLAGS))
            if is_write and place.startswith(str(root)) and "/.starcase/public" not in place:
                seen += 1
                if seen == number:
                    os._exit(_KILLED)

        sys.addaudithook(count)
        _run(root, *typed)

    return _in_child(run) == _KILLED


def _files(root: Path) -> dict[str, bytes]:
    """Every file of the content and of the reviewers."""
    places = (one for name in ("content", "review") for one in sorted((root / name).rglob("*")) if one.is_file())
    return {place.relative_to(root).as_posix(): place.read_bytes() for place in places}


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A root just before each step of a round; `back` in it holds the sheets that came back."""
    base = tmp_path_factory.mktemp("stages")
    root = write_city(base / "open", districts=2, each=2)
    programme = root / "content/programmes/stars.yaml"
    programme.write_text(
        programme.read_text("utf-8").replace("publicity: {working_days: 5}", "publicity: {days: 1}"), "utf-8"
    )
    assert _run(root, "status") == 0  # from here on what was read is remembered
    found = {"open": root}

    def then(step: str) -> Path:
        before = list(found.values())[-1]
        found[step] = Path(shutil.copytree(before, base / step))
        return found[step]

    root = then("collect")
    place = root / "review/rounds/stars/2026/round.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(ROUND, "utf-8")
    for group, folder in (("district", "out"), ("city", "out")):
        assert _run(root, "sheet", "--group", group, "--to", str(root / folder)) == 0
    for sheet in sorted((root / "out").glob("*.xlsx")):
        fill(sheet, lambda body: scores_of(85), root / "back" / sheet.name)
    root = then("decide")
    assert _run(root, "collect", str(root / "back")) == 0
    root = then("publicity")
    assert _run(root, "decide", "--decided", "2026-10-05") == 0
    root = then("publish")
    assert _run(root, "publicity", "--opens", "2026-10-03") == 0
    notice = root / "content/notices/stars-2026-publicity.md"
    notice.write_text(re.sub(r"draft: true.*\n", "", notice.read_text("utf-8")), "utf-8")
    return found


@pytest.mark.parametrize("step", ["open", "collect", "decide", "publicity", "publish"])
def test_a_killed_step_has_done_all_or_nothing_and_can_be_repeated(
    step: str, stages: dict[str, Path], tmp_path: Path
) -> None:
    root = tmp_path / "root"
    more = {"open": ("stars", "2026"), "collect": (str(root / "back"),), "publicity": ("--opens", "2026-10-03")}
    typed = (step, *more.get(step, ()))
    before = _files(stages[step])
    shutil.copytree(stages[step], root)
    _in_child(lambda: _run(root, *typed))
    after = _files(root)
    assert after != before, "the step does something"
    number = 0
    while True:
        number += 1
        shutil.rmtree(root)
        shutil.copytree(stages[step], root)
        if not _killed_at(root, number, *typed):
            break
        if number % 2:  # whoever comes next, whatever it wants, finishes what was begun or takes it back
            settle(root)
            assert _files(root) in (before, after), f"killed at change {number}"
        _in_child(lambda: _run(root, *typed))
        assert _files(root) == after, f"killed at change {number} and repeated"
    assert number > 3, "it was killed at some change at all"
