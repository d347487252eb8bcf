"""A whole tiny site in one string, built for real."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from starcase.checking import check
from starcase.model.report import Report
from starcase.options import Options
from starcase.pipeline import build

BASE = """
-- config.yaml --
title: 示例站
base_url: https://stars.example.org/
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  contact: {name: 党群服务中心, phone: 0000-1234567}
  children:
  - id: east
    name: 东湖区
    tier: district
    children:
    - id: anju
      name: 安居社区
      tier: community
    - id: leye
      name: 乐业社区
      tier: community
-- content/programmes/example-stars.yaml --
id: example-stars
name: 示例社区社会组织星级评定
authority: 示例市社会工作部
region: example-city
level_word: 星级
measure_word: 支
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
indicators:
- {id: visits, name: 服务人次, unit: 人次, add_up: true}
- {id: hours, name: 服务时长, unit: 小时, decimals: 2, add_up: true}
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5}
- {id: star5, name: 五星级, stars: 5, needs: {total: 90}}
- {id: star4, name: 四星级, stars: 4, needs: {total: 80}}
- {id: star3, name: 三星级, stars: 3, needs: {total: 60}}
validity: {months: 24}
rubrics:
- id: "2022"
  aspects:
  - id: team
    name: 队伍建设
    items:
    - {id: leader, name: 负责人作用, max: 60}
    - {id: roster, name: 成员名册, max: 20, may_be_n_a: true}
  - id: work
    name: 活动开展
    items:
    - {id: visits-done, name: 上门服务, max: 20}
"""

_MARK = re.compile(r"^-- (\S+) --\n", re.MULTILINE)


def split_files(text: str) -> dict[str, str]:
    """`-- path --` lines, each followed by the file's text."""
    parts = _MARK.split(text.lstrip("\n"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def write_site(root: Path, text: str, base: str = BASE) -> Path:
    """Writes a site's files below `root`; those of `text` replace those of `base`."""
    for path, content in {**split_files(base), **split_files(text)}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    return root


@dataclass(frozen=True)
class Site:
    """A site that has been built: what the run said, and what it wrote."""

    root: Path
    output: Path
    report: Report

    @property
    def problems(self) -> list[str]:
        """`file:line:column rule`, in order."""
        return [f"{p.place.file}:{p.place.line}:{p.place.column} {p.rule}" for p in self.report.problems]

    @property
    def errors(self) -> list[str]:
        return [
            f"{p.place.file}:{p.place.line}:{p.place.column} {p.rule}"
            for p in self.report.problems
            if p.severity.value == "error"
        ]

    def page(self, path: str) -> str:
        return (self.output / path).read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        return (self.output / path).is_file()


def build_site(folder: Path, text: str, base: str = BASE, **options: Any) -> Site:
    """Writes and builds a site below `folder`, for the day 2024-06-01 unless told otherwise."""
    root = write_site(folder, text, base)
    return rebuild(root, **options)


def rebuild(root: Path, **options: Any) -> Site:
    output = root / "site"
    return Site(root, output, build(_options(root, output, options)))


def check_site(folder: Path, text: str, base: str = BASE, **options: Any) -> Report:
    root = write_site(folder, text, base)
    return check(_options(root, root / "site", options))


def _options(root: Path, output: Path, options: dict[str, Any]) -> Options:
    return Options(root=root, output=output, **{"as_of": date(2024, 6, 1), "jobs": 1, **options})
