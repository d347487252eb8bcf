"""A city of 22 districts for a reviewing round, and reviewers who fill in the sheets that they are sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook

DISTRICTS = 22
EACH = 4
ITEMS = {"leader": 30, "roster": 20, "visits": 30, "review": 20}

PROGRAMME = """\
id: stars
name: 示例星级评定
authority: 示例市社会工作部
region: city
level_word: 星级
measure_word: 支
types: [{id: service, name: 为民服务类}, {id: charity, name: 社会公益类}]
levels:
- {id: gold, name: 金牌, honour: true, counts_as: star5, needs: {total: 95, from: [star5, gold], quota: 2}}
- {id: star5, name: 五星级, stars: 5, needs: {total: 90}}
- {id: star4, name: 四星级, stars: 4, needs: {total: 80}}
- {id: star3, name: 三星级, stars: 3, needs: {total: 60}}
rules:
  step_limit: 1
  vetoes: [{id: fraud, name: 弄虚作假}]
cadence: yearly
validity: {months: 24}
publicity: {working_days: 5}
rubrics:
- id: "2026"
  aspects:
  - id: team
    name: 队伍建设
    items:
    - {id: leader, name: 负责人作用, max: 30, guidance: 看负责人是不是常在。}
    - {id: roster, name: 成员名册, max: 20, may_be_n_a: true}
  - id: work
    name: 活动开展
    items:
    - {id: visits, name: 上门服务, max: 30}
    - {id: review, name: 居民评议, max: 20}
  bonus: {max: 5, items: [{id: award, name: 获奖, max: 5}]}
  deductions: {max: 5, items: [{id: late, name: 迟报, max: 5}]}
"""

ROUND = """\
# 2026年的评定
status: scoring
rubric: "2026"
opens: 2026-09-01
groups:
  - {id: self, name: 自评, weight: 0, until: 2026-09-10}
  - {id: district, name: 区县评审组, tier: district, weight: 0.4, decides: [star3, star4], until: 2026-09-20}
  - {id: city, name: 市评审组, tier: city, weight: 0.6, decides: [star5, gold], until: 2026-09-30}
aggregate: weighted_mean        # 加权平均
bodies: all
"""


def write_city(root: Path, districts: int = DISTRICTS, each: int = EACH) -> Path:
    """A root with `each` bodies in each district; every one was three stars two years ago."""
    files = {"config.yaml": "title: 示例名录\n", "content/programmes/stars.yaml": PROGRAMME}
    regions = ["- id: city\n  name: 示例市\n  tier: city\n  contact: {phone: 0000-1234567}\n  children:\n"]
    for number in range(1, districts + 1):
        regions.append(f"  - {{id: d{number}, name: 示例{number}区, tier: district}}\n")
        for body in range(1, each + 1):
            identifier = body_id(number, body)
            files[f"content/organizations/d{number}/{identifier}.yaml"] = _record(identifier, number, body)
    files["content/regions.yaml"] = "".join(regions)
    for name, text in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="\n")
    return root


def body_id(district: int, body: int) -> str:
    """The id of the n-th body of a district."""
    return f"d{district}-b{body}"


def _record(identifier: str, district: int, body: int) -> str:
    return f"""\
# 示例{district}区的第{body}支队伍
id: {identifier}
name: 示例{district}区{body}号服务队
programme: stars
type: service
level: star3                    # 现行的
region: d{district}
founded: 2018-03
evaluations:
  # 上一次评定
  - period: 2024
    level: star3
    decided: 2024-11-29
    scores: {{leader: 20, roster: 15, visits: 20, review: 10}}
contact:
  phone: 0000-1234567
"""


Points = Mapping[str, Decimal | float | str | None]


def fill(path: Path, points: Callable[[str], Points | None], target: Path | None = None) -> Path:
    """Fills in a sheet that went out: for each body what stands in its columns, by their hidden keys; None leaves its row blank."""
    book = load_workbook(path)
    for sheet in book.worksheets:
        if sheet.title == "starcase":
            continue
        keys = {cell.value: cell.column for cell in sheet[4] if cell.value}
        for row in range(6, sheet.max_row + 1):
            given = points(str(sheet.cell(row, 1).value))
            for key, value in (given or {}).items():
                sheet.cell(row, keys[key]).value = value
    target = target or path
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def scores_of(total: int) -> dict[str, float]:
    """Points of the four items that come to a total of at most 100, the fullest first."""
    left, given = float(total), {}
    for item, most in ITEMS.items():
        given[item] = min(left, float(most))
        left -= given[item]
    return given
