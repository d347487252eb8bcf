"""What the README shows is what happens."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RECORD = "content/organizations/mine/nuanxin-lifa.yaml"


def _blocks(readme: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "config.yaml", root)
    (root / RECORD).parent.mkdir()
    return root


def _build(clone: Path) -> str:
    command = [sys.executable, "-X", "utf8", str(ROOT / "build.py"), "--root", ".", "--as-of", "2026-11-22"]
    ended = subprocess.run(command, cwd=clone, capture_output=True, encoding="utf-8", timeout=120, check=False)
    lines = (ended.stdout + ended.stderr).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("新制作"))  # how long it took is another each time


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_adding_an_organization_prints_what_the_readme_shows(readme: str, clone: Path) -> None:
    (record,), (clean, wrong) = _blocks(readme, "yaml"), _blocks(readme, "console")
    shutil.rmtree(clone / "site", ignore_errors=True)
    (clone / RECORD).write_text(record, encoding="utf-8")
    assert _build(clone) == clean.partition("\n")[2]
    assert (clone / "site/organizations/nuanxin-lifa/index.html").is_file()

    (clone / RECORD).write_text(record.replace("type: 为民", "tpye: 为民").replace("240余", "二百四"), encoding="utf-8")
    assert _build(clone).startswith(wrong)


def test_both_readmes_name_files_that_exist() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / readme).read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{readme} names {target}"
