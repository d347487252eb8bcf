"""The same content gives the same bytes: in any folder, time zone, locale, hash seed, and with any number of workers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.sites import write_site

ROOT = Path(__file__).resolve().parents[1]
RECORDS = "---\n".join(
    f"id: dui-{number}\nname: 第{number}示例队\nprogramme: example-stars\nregion: {('anju', 'leye')[number % 2]}\n"
    f"type: {('service', 'charity')[number % 2]}\nlevel: star{3 + number % 3}\noffers: [上门理发, 代买代办]\n"
    f"services: {{2022: {{visits: {number}余}}, 2023: {{visits: {7 * number}}}}}\n"
    for number in range(520)
)


def _tree(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def _build(root: Path, jobs: int, **environment: str) -> dict[str, bytes]:
    write_site(root, f"-- content/organizations/many.yaml --\n{RECORDS}")
    command = [sys.executable, str(ROOT / "build.py"), "--root", str(root), "--as-of", "2024-06-01", "--jobs", str(jobs)]
    subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, timeout=300)
    return _tree(root / "site")


def test_two_builds_in_different_surroundings_are_equal(tmp_path: Path) -> None:
    here = _build(tmp_path / "a", 1, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    there = _build(tmp_path / "深处" / "b", 2, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C.UTF-8")
    assert here.keys() == there.keys()
    assert len(here) > 520
    different = [path for path in here if here[path] != there[path]]
    assert different == []
