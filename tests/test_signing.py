"""Where config.yaml demands signatures, nothing is published that was not signed as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from starcase.cli import main
from tests.sites import write_site

SITE = """
-- config.yaml --
title: 示例站
sign_off: [first, final]
-- content/organizations/anju.yaml --
name: 安居队
programme: example-stars
region: anju
"""


def run(root: Path, *arguments: str) -> int:
    return main([*arguments, "--root", str(root), "--as-of", "2024-06-01"])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "root", SITE)


def test_nothing_is_published_before_every_step_is_signed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "build") == 4
    assert run(root, "sign", "first") == 0
    assert "接下来请签终审" in capsys.readouterr().out
    assert run(root, "build") == 4
    assert "还没有终审的审签，不能发布" in capsys.readouterr().out
    assert run(root, "sign", "终审") == 0
    assert run(root, "build") == 0
    assert (root / "site" / "organizations" / "anju" / "index.html").is_file()


def test_a_signature_stands_for_the_content_as_it_was(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "sign", "first") == run(root, "sign", "final") == 0
    record = root / "content/organizations/anju.yaml"
    record.write_text(record.read_text("utf-8") + "fee: 免费\n", "utf-8")
    assert run(root, "build") == 4
    said = capsys.readouterr().out
    assert "初审是 2024-06-01 签的，签过以后资料又改过" in said and "终审" in said
    assert run(root, "sign", "final") == 4  # the steps before have to be signed again first
    assert run(root, "sign", "first") == run(root, "sign", "final") == run(root, "build") == 0


def test_drafts_are_shown_without_signatures_and_a_site_that_demands_none_needs_none(root: Path) -> None:
    assert run(root, "check", "--drafts") == 0
    (root / "config.yaml").write_text("title: 示例站\n", "utf-8")
    assert run(root, "build") == 0


def test_only_a_step_that_is_demanded_can_be_signed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "sign", "second") == run(root, "sign") == 2
    assert "first（初审）、final（终审）" in capsys.readouterr().err


def test_a_signature_holds_no_name_and_is_not_published(root: Path) -> None:
    assert run(root, "sign", "first") == run(root, "sign", "final") == run(root, "build") == 0
    lines = (root / "content/sign-off.yaml").read_text("utf-8").splitlines()[1:]
    assert [line.split(", digest: ")[0] for line in lines] == [
        "- {step: first, date: 2024-06-01",
        "- {step: final, date: 2024-06-01",
    ]
    digest = lines[0].split("digest: ")[1].rstrip("}").encode()
    assert not [path for path in (root / "site").rglob("*") if path.is_file() and digest in path.read_bytes()]
