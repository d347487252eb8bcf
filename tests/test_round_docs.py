"""The page that explains a round: its commands do what it says, in its order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from starcase.cli import main
from tests.round_city import fill, scores_of, write_city

PAGE = Path(__file__).resolve().parents[1] / "docs" / "rounds.md"
COMMANDS = re.findall(r"^python3 build\.py (round .+)$", PAGE.read_text("utf-8"), re.MULTILINE)


def test_the_commands_of_the_page_take_a_round_from_start_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_city(tmp_path / "root", districts=1, each=2)
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        typed = shlex.split(command)
        if typed[1] == "collect":
            for sheet in sorted(Path("发下去的表").glob("*.xlsx")):
                fill(sheet, lambda body: scores_of(85), Path("收回来的表") / sheet.name)
        if typed[1] == "status":  # the groups that follow
            for group in ("district", "city"):
                folder = Path(group)
                _run(root, capsys, "round", "sheet", "--group", group, "--to", group)
                for sheet in sorted(folder.glob("*.xlsx")):
                    fill(sheet, lambda body: scores_of(85))
                _run(root, capsys, "round", "collect", group)
        if typed[1] == "publish":
            notice = root / "content" / "notices" / "stars-2026-publicity.md"
            notice.write_text(re.sub(r"draft: true.*\n", "", notice.read_text("utf-8")), "utf-8")
        _run(root, capsys, *typed)
    assert "level: star4" in (root / "content/organizations/d1/d1-b1.yaml").read_text("utf-8")
    assert [one.split()[1] for one in COMMANDS] == [
        *("open", "sheet", "collect", "status", "decide", "decide"),
        *("publicity", "objection", "objection", "publish"),
    ]


def _run(root: Path, capsys: pytest.CaptureFixture[str], *typed: str) -> None:
    day = "2026-11-10" if "publish" in typed else "2026-10-21"
    status = main([*typed, "--root", str(root), "--as-of", day])
    said = capsys.readouterr()
    assert status == 0, (typed, said.out + said.err)
