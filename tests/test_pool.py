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

from starcase.pool import map_batches, open_pool

ROOT = Path(__file__).resolve().parents[1]


def _double(context: bytes, tasks: tuple[int, ...]) -> list[int]:
    return [2 * task + len(context) for task in tasks]


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
    assert list(map_batches(None, _double, b"abc", range(amount))) == expected
    assert list(map_batches(_FarAway(), _double, b"abc", range(amount))) == expected
    with open_pool(2, 1000) as pool:
        assert pool is not None
        assert list(map_batches(pool, _double, b"abc", range(amount))) == expected


def test_only_as_much_work_is_taken_as_is_under_way() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for number in range(1_000_000):
            taken.append(number)
            yield number

    results = map_batches(_FarAway(), _double, b"", endless())
    assert next(results) == 0
    assert len(taken) < 10_000


def test_little_work_is_not_worth_a_pool() -> None:
    with open_pool(2, 10) as pool:
        assert pool is None


def test_workers_end_when_their_parent_is_killed() -> None:
    program = (
        "import time\n"
        "from starcase.pool import open_pool\n"
        "with open_pool(2, 1000) as pool:\n"
        "    futures = [pool.submit(time.sleep, 60) for _ in range(2)]\n"
        "    print(*pool._processes, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(pid) for pid in parent.stdout.readline().split()]
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
