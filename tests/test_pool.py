"""Work spread over processes comes back in order, and nothing is left behind when the parent dies."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path

import pytest

from starcase.pool import Workers, in_batches

ROOT = Path(__file__).resolve().parents[1]


def _double(context: bytes, tasks: tuple[int, ...]) -> list[int]:
    return [2 * task + len(context) for task in tasks]


def _processes(context: bytes, tasks: object) -> list[int]:
    return [os.getpid()]


class _FarAway(Executor):
    """Shares no memory with the caller: what goes in and comes out is pickled."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[object] = Future()
        function, given = pickle.loads(pickle.dumps((fn, args)))
        future.set_result(pickle.loads(pickle.dumps(function(*given))))
        return future


@pytest.mark.parametrize("amount", [0, 1, 64, 65, 1000])
def test_results_stand_in_the_order_of_the_work(amount: int) -> None:
    expected = [2 * number + 3 for number in range(amount)]
    for workers in (Workers(1), Workers(2), Workers(2, lambda count: _FarAway())):
        assert list(workers.map(_double, b"abc", in_batches(range(amount)))) == expected


def test_work_that_comes_after_closing_opens_other_processes() -> None:
    with Workers(2) as workers:
        first = set(workers.map(_processes, b"", in_batches(range(600))))
        workers.close()
        assert all(not Path(f"/proc/{process}").exists() for process in first)
        assert first.isdisjoint(workers.map(_processes, b"", in_batches(range(600))))


def test_only_as_much_work_is_taken_as_is_under_way() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for number in range(1_000_000):
            taken.append(number)
            yield number

    results = Workers(2, lambda count: _FarAway()).map(_double, b"", in_batches(endless()))
    assert next(results) == 0
    assert len(taken) < 10_000


def test_little_work_is_not_worth_an_executor() -> None:
    opened: list[int] = []

    def open_executor(count: int) -> Executor:
        opened.append(count)
        return _FarAway()

    workers = Workers(2, open_executor)
    assert len(list(workers.map(_double, b"", in_batches(range(400))))) == 400
    assert opened == []
    assert len(list(workers.map(_double, b"", in_batches(range(600))))) == 600
    assert opened == [2]


_BESIDE = """
import os, time
from starcase.pool import Workers
from tests.test_pool import _FarAway

here = os.getpid()

def fail():
    raise ValueError("as it should")

def end_too_soon():
    return [here] if os.getpid() == here else os._exit(9)

with Workers(2) as workers:
    with workers.beside(lambda: [os.getpid(), "x" * 200_000]) as results:
        process, text = results()
        assert process != here and len(text) == 200_000
    with workers.beside(end_too_soon) as results:
        assert results() == [here], "a copy that came to no end"
    with workers.beside(fail) as results:
        try:
            results()
            raise SystemExit("nobody heard of it")
        except ValueError:
            pass
    with workers.beside(lambda: time.sleep(60)):
        assert os.waitpid(-1, os.WNOHANG) == (0, 0), "it is at work"
    try:
        os.waitpid(-1, os.WNOHANG)
        raise SystemExit("it ends with those who asked for it")
    except ChildProcessError:
        pass
    os.fork = lambda: os.open("/nowhere", 0)
    with workers.beside(lambda: [os.getpid()]) as results:
        assert results() == [here], "one process too many"
for alone in (Workers(1), Workers(2, lambda count: _FarAway())):
    with alone.beside(lambda: [os.getpid()]) as results:
        assert results() == [here]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux makes copies of a process that are safe to use")
def test_work_goes_on_beside_the_rest_in_a_copy_of_this_process_and_is_done_here_where_that_fails() -> None:
    done = subprocess.run([sys.executable, "-c", _BESIDE], cwd=ROOT, capture_output=True, text=True, timeout=50)
    assert (done.returncode, done.stderr) == (0, "")


def _sleep(context: bytes, tasks: tuple[int, ...]) -> list[int]:
    os.write(1, f"{os.getpid()}\n".encode())  # in one piece: two workers say it at once
    time.sleep(60)
    return list(tasks)


def test_workers_end_when_their_parent_is_killed() -> None:
    program = (
        "from starcase.pool import Workers, in_batches\n"
        "from tests.test_pool import _sleep\n"
        "list(Workers(2).map(_sleep, b'', in_batches(range(1000))))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
    assert len(workers) == 2
    for _ in range(100):
        if not any(_is_alive(worker) for worker in workers):
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived its parent")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.is_file() or status.read_text().rpartition(")")[2].split()[0] != "Z"
