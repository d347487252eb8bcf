"""Tables as offices send them, for tests: what they are read against, and what they came to, in short."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from starcase.exchange.tables.expected import Expected, Known
from starcase.exchange.tables.given import Entry, Tables, column_letters, say_complaint
from starcase.exchange.tables.reading import read_tables
from starcase.language import Words
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.settings import read_settings
from starcase.sources.discover import Sources
from tests.sites import split_files

PLACES = """
-- content/regions.yaml --
- id: example-city
  name: 示例市
  tier: city
  children:
  - id: east
    name: 东湖区
    tier: district
    children:
    - id: qiaotou
      name: 桥头街道
      tier: street
      children:
      - {id: anju, name: 安居社区, tier: community, former_names: [红旗社区]}
      - {id: wenhua-east, name: 文化社区, tier: community}
    - {id: leye, name: 乐业社区, tier: community}
  - id: west
    name: 西山区
    tier: district
    children:
    - id: shanqian
      name: 山前镇
      tier: street
      children:
      - {id: wenhua-west, name: 文化社区, tier: community}
-- content/programmes/example-stars.yaml --
id: example-stars
name: 示例社区社会组织星级评定
region: example-city
level_word: 星级
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
indicators:
- {id: visits, name: 服务人次, unit: 人次, add_up: true}
- {id: hours, name: 服务时长, unit: 小时, decimals: 2, add_up: true}
- {id: satisfaction, name: 满意度, unit: "%", decimals: 1}
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5}
- {id: star5, name: 五星级, stars: 5}
- {id: star4, name: 四星级, stars: 4}
- {id: star3, name: 三星级, stars: 3}
rubrics: [{id: "2022", aspects: [{id: team, name: 队伍, items: [{id: leader, name: 负责人作用, max: 100}]}]}]
"""
SECOND_PROGRAMME = """
-- content/programmes/hours.yaml --
id: hours
name: 示例时长榜
indicators: [{id: time, name: 服务时长, unit: 小时}]
"""


@cache
def expected(more: str = "", *bodies: Known, programme: str | None = None, **mappings: str) -> Expected:
    """What a small site knows."""
    files = split_files(PLACES + more)
    programmes = tuple(file for file in files if file.startswith("content/programmes/"))
    sources = Sources(regions="content/regions.yaml", programmes=programmes)
    settings, problems = read_settings(sources, lambda file: (files[file], ()))
    assert not [problem for problem in problems if problem.is_error]
    chosen = ProgrammeId(programme) if programme else None
    return Expected(settings.programmes, settings.regions, chosen, bodies, mappings)


def body(identifier: str, name: str, region: str = "anju", programme: str = "example-stars") -> Known:
    return Known(OrganizationId(identifier), name, (RegionId(region),), ProgrammeId(programme))


def write_rows(path: Path, *rows: list[Any], sheet: str = "汇总表") -> Path:
    """A workbook made by openpyxl."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            page.cell(number, column, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def read_rows(root: Path, *rows: list[Any], against: Expected | None = None) -> Tables:
    return read_tables([write_rows(root / "表.xlsx", *rows)], against or expected())


def values(entry: Entry) -> dict[str, object]:
    """What an entry gives, by dotted paths."""
    return {".".join(one.path): one.value for one in entry.given}


def names(tables: Tables) -> list[object]:
    return [values(entry).get("name") for entry in tables.entries]


def cells(tables: Tables, *, must: bool | None = None) -> dict[str, str]:
    """Each complaint's reason by its cell (`汇总表!D5`, `汇总表!5` for a row, `汇总表` for a sheet)."""
    found: dict[str, str] = {}
    for one in tables.complaints:
        if must is None or one.must is must:
            row = f"!{column_letters(one.spot.column) if one.spot.column else ''}{one.spot.row}" if one.spot.row else ""
            found[f"{one.spot.sheet or one.spot.file}{row}"] = str(one.wrong)
    return found


def messages(tables: Tables) -> list[str]:
    return [say_complaint(one, Words()) for one in tables.complaints]
