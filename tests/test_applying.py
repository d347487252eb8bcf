"""Files are written all together or not at all, wherever the run is killed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from starcase.cli import main
from starcase.commands.folders import JOURNAL as KNOWN_JOURNAL
from starcase.exchange.editing.applying import JOURNAL, apply_all, settle

ROOT = Path(__file__).resolve().parents[1]
BEFORE = {"content/a.yaml": "旧一", "content/b.yaml": "旧二", "content/gone.yaml": "旧三"}
AFTER = {"content/a.yaml": "新一", "content/b.yaml": "新二", "content/new/c.yaml": "新四", "review/d.yaml": "新五"}

# Ends itself at the k-th call that Python makes to the file system, without any tidying up. One that writes is cut in the middle.
KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from starcase.exchange.editing import applying

left = int(sys.argv[3])
watched = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate"}

def kill(event, arguments):
    global left
    if event in watched and armed:
        left -= 1
        if left == 0:
            os._exit(9)

armed = False
sys.addaudithook(kill)
root = Path(sys.argv[2])
armed = True
applying.apply_all(root, {
    Path("content/a.yaml"): "新一".encode(), Path("content/b.yaml"): "新二".encode(), Path("content/gone.yaml"): None,
    root / "content/new/c.yaml": "新四".encode(), Path("review/d.yaml"): "新五".encode(),
})
"""


def lay(root: Path) -> None:
    for path, text in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def there(root: Path) -> dict[str, str]:
    files = (path for top in ("content", "review") for path in (root / top).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files if path.name[0] != "."}


def test_everything_is_written_and_deleted_together(tmp_path: Path) -> None:
    lay(tmp_path)
    writes = {Path(path): text.encode() for path, text in AFTER.items()}
    apply_all(tmp_path, {**writes, Path("content/gone.yaml"): None})
    assert there(tmp_path) == AFTER
    assert [path.name for path in (tmp_path / ".starcase").iterdir() if path.suffix != ".lock"] == []


def test_a_run_killed_anywhere_has_changed_all_or_nothing_once_the_next_comes(tmp_path: Path) -> None:
    ends = set()
    for step in range(1, 60):
        root = tmp_path / str(step)
        lay(root)
        done = subprocess.run([sys.executable, "-c", KILLED, str(ROOT), str(root), str(step)], check=False)
        settle(root)
        ends.add(tuple(sorted(there(root).items())))
        assert there(root) in (BEFORE, AFTER), step
        assert list(root.rglob(".*.starcase")) == []
        if done.returncode == 0:
            break
    assert done.returncode == 0 and step > 12
    assert len(ends) == 2  # some were taken back, some were finished


def test_what_somebody_changed_after_the_kill_stays_as_they_left_it(tmp_path: Path) -> None:
    for step in range(1, 60):
        root = tmp_path / str(step)
        lay(root)
        subprocess.run([sys.executable, "-c", KILLED, str(ROOT), str(root), str(step)], check=False)
        if (root / JOURNAL).exists() and there(root)["content/b.yaml"] == "旧二":
            break
    (root / "content/b.yaml").write_text("别人改的", "utf-8")
    assert settle(root) == (root / "content/b.yaml",)
    assert there(root) == {**AFTER, "content/b.yaml": "别人改的"}


def test_a_file_that_somebody_saved_before_the_rest_was_done_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path)
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in ("旧一", "比旧二更早的")]
    writes = [("content/a.yaml", "新一".encode(), digests[0]), ("content/b.yaml", "新二".encode(), digests[1])]
    (tmp_path / JOURNAL).parent.mkdir(exist_ok=True)
    (tmp_path / JOURNAL).write_bytes(msgspec.msgpack.encode(writes))
    assert main(["check", "--root", str(tmp_path)]) == 3
    said = capsys.readouterr().err
    assert "没有动它们" in said and "content/b.yaml" in said
    assert there(tmp_path) == {**BEFORE, "content/a.yaml": "新一"} and not (tmp_path / JOURNAL).exists()


def test_every_command_looks_for_the_journal_where_it_is() -> None:
    assert KNOWN_JOURNAL == JOURNAL
