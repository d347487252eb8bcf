"""The guide for people who have never used a terminal: what it tells to type works, and prints what it shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from starcase.arguments import find_command, parse_options
from starcase.commands import COMMANDS
from tests.word_files import story

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs/guide.zh-CN.md"
PROGRAM = str(ROOT / "build.py")
LATER = 1_795_320_000  # 2026-11-22
BLOCK = re.compile(r"(?:<!-- (?P<how>.*?) -->\n)?```console\n> py build\.py ?(?P<typed>.*)\n(?P<shown>(?:.*\n)*?)```")
SKIPPED = "…"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("guide")
    for part in ("regions.yaml", "programmes/example-stars.yaml", "organizations/example-stars"):
        place = root / "content" / part
        place.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / "content" / part).is_dir() else shutil.copy)(ROOT / "content" / part, place)
    shutil.copy(ROOT / "config.yaml", root)
    story(root / "稿件.docx")
    return root


def run(clone: Path, typed: str, answers: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", PROGRAM, *shlex.split(typed), "--root", "."]
    told = {**os.environ, "SOURCE_DATE_EPOCH": str(LATER)}
    return subprocess.run(
        command, cwd=clone, input=answers, env=told, capture_output=True, encoding="utf-8", timeout=180, check=False
    )


def shows(said: str, shown: str) -> bool:
    """Whether all lines that the guide shows were said, in their order; “…” stands for any number of others."""
    pattern = "".join(r"(?:.*\n)*" if line == SKIPPED else re.escape(line) + "\n" for line in shown.splitlines())
    return re.fullmatch(pattern, said) is not None


def test_every_command_of_the_guide_works_in_its_order_and_prints_what_is_shown(clone: Path) -> None:
    blocks = [found.groupdict() for found in BLOCK.finditer(GUIDE.read_text("utf-8"))]
    assert len(blocks) >= 9
    for block in blocks:
        if "填好的表.xlsx" in block["typed"]:
            shutil.copy(clone / "全部组织.xlsx", clone / "填好的表.xlsx")
        how, _, answers = (block["how"] or "").partition(" ")
        ended = run(clone, block["typed"], answers.replace("|", "\n") + "\n")
        assert ended.returncode == 0, (block["typed"], ended.stdout, ended.stderr)
        assert how == "运行" or shows(ended.stdout, block["shown"]), ended.stdout
    assert (clone / "site/organizations/nuanxin-lifa/index.html").is_file()


def test_every_picture_of_the_guide_is_there() -> None:
    named = re.findall(r"\]\((?!https?:)([^)#]+)\)", GUIDE.read_text("utf-8"))
    assert sum(name.endswith(".png") for name in named) == 9
    for name in named:
        assert (GUIDE.parent / name).is_file(), name


@pytest.mark.parametrize(("name", "command"), [("预览.bat", "serve"), ("生成网站.bat", "build")])
def test_the_files_to_double_click_are_written_as_windows_reads_them(name: str, command: str) -> None:
    content = (ROOT / name).read_bytes()
    assert content.isascii() and content.count(b"\n") == content.count(b"\r\n")
    lines = content.decode().split("\r\n")
    assert lines.index("chcp 65001 >nul") < lines.index('cd /d "%~dp0"')
    (typed,) = (line.partition("build.py")[2].split() for line in lines if "build.py" in line)
    found, rest = find_command(typed, COMMANDS)
    found = found or COMMANDS[0]
    assert found.name == command and parse_options(found, rest, COMMANDS)
    assert lines[-2] == "pause"
