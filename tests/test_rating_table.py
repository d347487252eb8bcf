"""The worked cases of docs/rating.md, row by row: what is written there is what the program makes of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cities import City, read_files

DOC = (Path(__file__).resolve().parents[1] / "docs" / "rating.md").read_text(encoding="utf-8")
NO_LEVEL, AS_WRITTEN, ALL_RIGHT = "没有等级", "照写的等级", "都对"


def _section(heading: str) -> str:
    return DOC.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def _rows(heading: str) -> list[tuple[str, ...]]:
    lines = [line for line in _section(heading).splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:]]


def _blocks(heading: str) -> list[Any]:
    return [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", _section(heading), re.DOTALL)]


PROGRAMME, RECORD = _blocks("例子里的项目和组织")
CASES, QUOTAS = _rows("一个组织的评定"), _rows("名额")
FIGURES, BUILT = _rows("没有评定的，按服务数据"), _rows("由别的项目得出的等级")


def test_the_tables_are_long_enough_to_be_worth_reading() -> None:
    assert (len(CASES), len(QUOTAS), len(FIGURES), len(BUILT)) >= (40, 12, 5, 4)


# ── one body ──


@pytest.mark.parametrize("row", CASES, ids=[f"{number}: {row[2]}" for number, row in enumerate(CASES, start=1)])
def test_a_case_comes_out_as_it_is_written(row: tuple[str, ...]) -> None:
    in_programme, in_record, outcome, told = row
    level, rules = re.sub(r"，`.*", "", outcome), re.findall(r"`([a-z-]+)`", outcome)
    city = _read(_programme(in_programme), _record(in_record, level))
    assert _level(city) == level
    assert city.rules == rules
    assert "；".join(city.told("example")) == told


def _level(city: City) -> str:
    found = city.level("example")
    known = {str(one.id): one.name for one in city.programme("example").known_levels}
    return AS_WRITTEN if found == "as decided" else known[found] if found else NO_LEVEL


def _read(programme: dict[str, Any], record: dict[str, Any], day: str = "2024-06-01") -> City:
    return read_files({_place("programmes"): _write(programme), _place("organizations"): _write(record)}, day)


def _place(folder: str) -> str:
    return f"content/{folder}/example.yaml"


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _changes(cell: str) -> dict[str, Any]:
    """Everything in backticks, as one mapping."""
    return {key: value for part in re.findall("`(.*?)`", cell) for key, value in yaml.safe_load(f"{{{part}}}").items()}


def _programme(cell: str) -> dict[str, Any]:
    programme: dict[str, Any] = json.loads(_write(PROGRAMME))
    (rubric,) = programme["rubrics"]
    for key, value in _changes(cell).items():
        match key:
            case "rules":
                programme["rules"] = value
            case "rubric":
                rubric |= value
            case "items" | "aspects":
                for one in _parts(rubric, key):
                    one |= value.get(one["id"], {})
            case "gold":
                gold = {"id": "gold", "name": "金牌", "honour": True, "counts_as": "star5", "needs": value}
                programme["levels"].insert(0, gold)
            case _:
                (level,) = (level for level in programme["levels"] if level["id"] == key)
                level["needs"] = value
    return programme


def _parts(rubric: dict[str, Any], which: str) -> Iterator[dict[str, Any]]:
    for aspect in rubric["aspects"]:
        yield from [aspect] if which == "aspects" else aspect["items"]


def _record(cell: str, level: str) -> dict[str, Any]:
    """The record with its changes; unless the row says otherwise it was given the level that comes out."""
    record: dict[str, Any] = json.loads(_write(RECORD))
    (evaluation,) = record["evaluations"]
    before: list[dict[str, Any]] = []
    for key, value in _changes(cell).items():
        if key == "before":
            before = [{**one, "decided": f"{one['period']}-11-30"} for one in value]
        elif key in ("services", "founded", "decisions"):
            record[key] = value
        elif value == "none":
            del evaluation[key]
        else:
            evaluation[key] = value
    if "level" not in evaluation and "outcome" not in evaluation:
        evaluation |= {"level": level} if level != NO_LEVEL else {"outcome": "not_rated"}
    return record | {"evaluations": [*before, evaluation]}


# ── quotas ──


_BODY = re.compile(r"(\S+?)(?:（([东西])）)? (\d+|无分) (\S+?)(＊?)(?:、|$)")
_AREAS = {"东": "east", "西": "west"}


@pytest.mark.parametrize("row", QUOTAS, ids=[f"{number}: {row[0]}" for number, row in enumerate(QUOTAS, start=1)])
def test_places_are_given_as_it_is_written(row: tuple[str, ...]) -> None:
    quota, bodies, outcome, _ = row
    quotas = _changes(quota)
    programme = {
        "id": "example",
        "name": "示例名额",
        "levels": [
            {"id": "star5", "name": "五星级", "needs": {"total": 90} | _quota(quotas, "star5")},
            {"id": "star4", "name": "四星级", "needs": {"total": 60} | _quota(quotas, "star4")},
        ],
        "rubrics": [{"id": "1", "aspects": [{"id": "all", "name": "综合", "items": [{"id": "whole", "name": "综合评价", "max": 100}]}]}],
    }  # fmt: skip
    regions = [{"id": area, "name": f"{name}区", "tier": "district"} for name, area in _AREAS.items()]
    found = {name: (area, total, level, mark) for name, area, total, level, mark in _BODY.findall(bodies)}
    assert "、".join(_BODY.findall(bodies)[n][0] for n in range(len(found))) == "、".join(found)
    records = [_competitor(number, name, *facts) for number, (name, facts) in enumerate(found.items())]
    city = read_files(
        {
            _place("programmes"): _write(programme),
            "content/regions.yaml": _write(regions),
            **{f"content/organizations/o{number}.yaml": _write(one) for number, one in enumerate(records)},
        }
    )
    names = {f"o{number}.yaml": name for number, name in enumerate(found)}
    said = "、".join(f"{names[one.place.file.rpartition('/')[2]]} `{one.rule}`" for one in city.found)
    assert (said or ALL_RIGHT) == outcome


def _quota(quotas: dict[str, Any], level: str) -> dict[str, Any]:
    return {"quota": quotas[level]} if level in quotas else {}


def _competitor(number: int, name: str, area: str, total: str, level: str, mark: str) -> dict[str, Any]:
    ids = {"五星级": "star5", "四星级": "star4"}
    given = {"level": ids[level]} if level in ids else {"outcome": "not_rated"}
    scores = {} if total == "无分" else {"scores": {"whole": int(total)}}
    reason = {"reason": "示例理由"} if mark else {}
    place = {"region": _AREAS[area]} if area else {}
    evaluation = {"period": 2023, **given, **scores, **reason}
    return {"id": f"o{number}", "name": f"示例{name}队", "programme": "example", "evaluations": [evaluation], **place}


# ── service figures, and levels built from others ──


@pytest.mark.parametrize("row", FIGURES)
def test_figures_earn_what_is_written(row: tuple[str, ...]) -> None:
    services, day, level, _ = row
    (scheme,) = _blocks("没有评定的，按服务数据")
    indicators = [{"id": "hours", "name": "服务时长", "add_up": True}]
    record = {"name": "示例队", "programme": "example", "services": yaml.safe_load(services.strip("`"))}
    city = _read({"id": "example", "name": "示例时长", "indicators": indicators, **scheme}, record, day)
    names = {one["id"]: one["name"] for one in scheme["levels"]}
    assert names.get(str(city.standing("example").level), NO_LEVEL) == level
    assert city.problems == []


@pytest.mark.parametrize("row", BUILT)
def test_months_come_to_the_year_that_is_written(row: tuple[str, ...]) -> None:
    months, day, level, _ = row
    (scheme,) = _blocks("由别的项目得出的等级")
    source = {
        "id": "monthly",
        "name": "示例月度星级",
        "levels": [{"id": "m5", "name": "月五星"}, {"id": "m4", "name": "月四星"}],
    }
    evaluations = [
        {"period": f"2023-{int(month):02}", "level": star} for month, star in re.findall(r"(\d+)月 (月.星)", months)
    ]
    record = {"name": "示例队", "programme": "monthly", "evaluations": evaluations}
    files = {
        "content/programmes/monthly.yaml": _write(source),
        "content/programmes/yearly.yaml": _write({"id": "yearly", "name": "示例年度等级", **scheme}),
        _place("organizations"): _write(record),
    }
    names = {one["id"]: one["name"] for one in scheme["levels"]}
    assert names.get(str(read_files(files, day).standing("example", "yearly").level), NO_LEVEL) == level
