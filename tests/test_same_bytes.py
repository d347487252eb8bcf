"""The same content gives the same bytes: in any folder, time zone, locale and order of work (DESIGN.md section 2, rule 5)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image

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


def _build(root: Path, jobs: int, **environment: str) -> dict[str, bytes]:
    """Every file of a site that is built in a process of its own."""
    command = [sys.executable, "-m", "starcase.cli", "build", "--root", str(root), "--output", str(root / "out")]
    subprocess.run(
        [*command, "--as-of", "2024-06-01", "--jobs", str(jobs)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        cwd=root,
        check=False,
        capture_output=True,
    )
    return {str(file.relative_to(root / "out")): file.read_bytes() for file in (root / "out").rglob("*") if file.is_file()}


def test_neither_place_nor_time_nor_order_changes_a_byte(tmp_path: Path) -> None:
    here = _write(tmp_path / "here", range(BODIES))
    there = _write(tmp_path / "别处 的 folder", range(BODIES - 1, -1, -1))
    once = _build(here, 1, PYTHONHASHSEED="0", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    again = _build(there, 2, PYTHONHASHSEED="77", TZ="America/New_York", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    assert len(once) > BODIES and once.keys() == again.keys()
    assert [path for path in once if once[path] != again[path]] == []
