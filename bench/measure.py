"""Runs a program and tells what it took: seconds, CPU, the peak of its memory, what it wrote.

A program in Python may write its compiled files, as it does for users, whatever the environment here says (PYTHONDONTWRITEBYTECODE):
else a file that is newer than its compiled one is compiled again at every start.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.05
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: `cpu` over all its processes, `peak` in bytes (0 where nobody looked)."""

    wall: float
    cpu: float
    peak: int
    said: str


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in an output folder: the bytes of each file by its path from there."""

    sizes: Mapping[str, int]

    @property
    def size(self) -> int:
        return sum(self.sizes.values())


class Failed(Exception):
    """The program ended with a status other than 0. The text is what it said last."""


def run(
    command: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None, memory: bool = False
) -> Run:
    """Wait for the program. Looking at memory costs it time, so one run gives good seconds or a good peak."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as warned:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env={**_environment(), **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=warned,
            start_new_session=True,
        )
        peak = 0
        while True:
            ended, status, used = os.wait4(process.pid, os.WNOHANG if memory else 0)
            if ended:
                break
            peak = max(peak, sum(_pss(member) for member in _session(process.pid)))
            time.sleep(PAUSE)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        for stream in (said, warned):
            stream.seek(0)
        if process.returncode:
            raise Failed(f"{command}: {process.returncode}\n{said.read()[-2000:]}{warned.read()[-2000:]}")
        return Run(wall, used.ru_utime + used.ru_stime, peak, said.read())


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _session(leader: int) -> Iterator[Path]:
    """The folders under /proc of all processes that a program started, those of its children's children too."""
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # ended meanwhile
            if int(after_name[3]) == leader:
                yield folder


def _pss(folder: Path) -> int:
    """Bytes of a process, a page that n processes share counted as 1/n of a page in each."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def written(folder: Path) -> Written:
    """Look at every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return Written({path.relative_to(folder).as_posix(): path.stat().st_size for path in files})
