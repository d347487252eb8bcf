"""Twelve wrong stars hidden in a city of four hundred bodies are found, each at its place, and nothing else is."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bench.corpus import LEVELS, write_corpus
from starcase.loading import Loaded
from starcase.options import Options
from starcase.pipeline import load

BODIES = 400
RULES = """
rules:
  step_limit: 1
  new_at_most: star4
  eligibility: {founded_months: 12}
  vetoes: [{id: fraud, name: 弄虚作假}]
  caps: [{name: 活动太少, when: {indicator: activities, below: 12}, at_most: star3}]
"""
NAMES = [level for level, *_ in LEVELS]


def _better(level: str, by: int = 1) -> str:
    return NAMES[NAMES.index(level) - by]


def _give(record: str, level: str) -> str:
    """Another level for the latest evaluation, typed above as well."""
    given = re.sub(r"(?m)^level: \S+", f"level: {level}", record)
    return re.sub(r"(?s)(.*\n    level: )\S+", rf"\g<1>{level}", given)


def _had(record: str, level: str) -> str:
    """Another level for the evaluation before."""
    return re.sub(r"(- period: 2024\n    level: )\S+", rf"\g<1>{level}", record)


def _score(record: str, points: dict[str, str]) -> str:
    for item, given in points.items():
        record = re.sub(rf"(?m)^(      {item}: )\S+", rf"\g<1>{given}", record)
    return record


_FIVE = {"leader": "6", "roster": "5", "training": "5", "house-rules": "4", "guidance": "7", "members": "7"}
_MORE = {"study": "6", "plan": "6", "frequency": "8", "records": "6", "safety": "8", "needs": "6", "resources": "5"}
_FULL = {**_FIVE, **_MORE, "finance": "5", "residents": "7", "partners": "5", "feedback": "4"}

Spoil = Callable[[str], str]
SPOILED: dict[str, tuple[str, Spoil]] = {
    "one level too high": ("star3", lambda record: _give(record, "star4")),
    "two levels too high": ("star2", lambda record: _had(_give(record, "star4"), "star3")),
    "a level too low": ("star4", lambda record: _give(record, "star3")),
    "no level at all": ("star3", lambda record: re.sub(r"(?s)(.*\n    )level: \S+", r"\1outcome: not_rated", _no_level(record))),
    "a score lost": ("star2", lambda record: _score(record, {"frequency": "0", "safety": "0", "records": "0"})),
    "all points given": ("star2", lambda record: _score(record, _FULL)),
    "gold for four stars": ("star4", lambda record: _had(_give(record, "gold"), "star5")),
    "a veto": ("star4", lambda record: record.replace("    scores:", "    vetoes: [fraud]\n    scores:")),
    "too new": ("star3", lambda record: re.sub(r"(?m)^founded: \S+", "founded: 2025-06", record)),
    "a cap": ("star4", lambda record: re.sub(r"(2025:(?:\n    .*)*?\n    activities: )\d+", r"\g<1>5", record)),
    "two steps at once": ("star4", lambda record: _had(record, "star2")),
    "never rated before": ("star5", lambda record: re.sub(r"  - period: 2024\n(?:    .*\n)*", "", record)),
}  # fmt: skip


def _no_level(record: str) -> str:
    return re.sub(r"(?m)^level: \S+\n", "", record)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("city")
    write_corpus(root, BODIES, stories=0)
    programme = root / "content" / "programmes" / "stars.yaml"
    programme.write_text(programme.read_text("utf-8") + RULES, "utf-8")
    return root


def read(root: Path) -> Loaded:
    return load(Options(root=root, output=root / "site", as_of=date(2026, 1, 1), jobs=1))


def hide(root: Path, chance: random.Random) -> dict[str, str]:
    """Spoils one record of each kind, and says which."""
    records = sorted((root / "content" / "organizations").rglob("o*.yaml"))
    hidden: dict[str, str] = {}
    for kind, (level, spoil) in SPOILED.items():
        fitting = [one for one in records if f"\nlevel: {level}\n" in one.read_text("utf-8") and one.stem not in hidden]
        chosen = chance.choice(fitting)
        before = chosen.read_text("utf-8")
        after = spoil(before)
        assert before != after, kind
        chosen.write_text(after, "utf-8")
        hidden[chosen.stem] = kind
    return hidden


def test_every_wrong_star_is_found_and_nothing_else(city: Path) -> None:
    assert [one.rule for one in read(city).problems if one.severity.value != "hint"] == []
    hidden = hide(city, random.Random(12))
    loaded = read(city)
    said = {Path(one.place.file).stem: one.rule for one in loaded.problems if one.severity.value != "hint"}
    assert said == dict.fromkeys(hidden, "level-not-earned")
    assert len(said) == len(SPOILED) == 12
    assert set(loaded.held_back) == set(hidden)
    assert not loaded.stopped
