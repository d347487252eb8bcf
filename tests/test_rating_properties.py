"""What is true of every rating, whatever the scheme and the bodies: drawn at random, written as YAML, and judged by the program."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starcase.model import verdict as trace
from starcase.model.values import Exactness
from starcase.model.verdict import Condition, Doubt, Lowered, Need, Refused, Verdict, Waived, level_from
from tests.cities import REGIONS, City, read_files
from tests.sites import split_files

ORDER = ("gold", "star5", "star4", "star3")
STEPS = {"star3": 1, "star4": 2, "star5": 3, "gold": 3}
NAMES = {"gold": "金牌", "star5": "五星级", "star4": "四星级", "star3": "三星级"}
YEARS = (2021, 2022, 2023)
ITEMS = {"leader": 30, "roster": 20, "visits": 40, "feedback": 10}
ASPECTS = {"team": ("leader", "roster"), "work": ("visits", "feedback")}

PROPERTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Record = dict[str, Any]


# ── what is drawn ──


@st.composite
def needs(draw: st.DrawFn, total: int) -> Record:
    """What one level asks for: a total and perhaps more."""
    some: Record = {"total": total + draw(st.integers(-3, 3))}
    if draw(st.booleans()):
        some["each_aspect_percent"] = draw(st.integers(30, 90))
    if draw(st.integers(0, 3)) == 0:
        some["items"] = {"visits": draw(st.integers(5, 38))}
    if draw(st.integers(0, 3)) == 0:
        some["aspects"] = {"team": draw(st.integers(5, 45))}
    if draw(st.integers(0, 2)) == 0:
        over = draw(st.sampled_from(["period", "all"]))
        some["indicators"] = {"hours": {"at_least": draw(st.integers(1, 9)) * 50, "over": over}}
    return some


@st.composite
def schemes(draw: st.DrawFn) -> Record:
    """A programme with four levels, the best of them an honour, and rules."""
    asked = {level: draw(needs(total)) for level, total in zip(ORDER, (88, 75, 60, 45), strict=True)}
    if draw(st.booleans()):
        asked["gold"]["from"] = draw(st.sampled_from([["star5"], ["star5", "gold"], ["star4"]]))
    elif draw(st.booleans()):
        level, periods = draw(st.sampled_from(ORDER[1:])), draw(st.integers(1, 2))
        asked["gold"]["held"] = {"level": level, "periods": periods, "consecutive": draw(st.booleans())}
    rules: Record = {}
    if draw(st.booleans()):
        rules["step_limit"] = draw(st.integers(1, 2))
    if draw(st.booleans()):
        rules["new_at_most"] = draw(st.sampled_from(ORDER[1:]))
    if draw(st.integers(0, 3)) == 0:
        rules["first_period"] = draw(st.sampled_from(YEARS))
    if draw(st.booleans()):
        rules["eligibility"] = {"founded_months": draw(st.sampled_from([6, 12, 24]))}
    rules["caps"] = draw(st.lists(caps(), max_size=2))
    return {
        "name": "示例星级",
        "indicators": [
            {"id": "hours", "name": "服务时长", "unit": "小时", "add_up": True},
            {"id": "satisfaction", "name": "满意度"},
        ],
        "levels": [
            {"id": level, "name": NAMES[level], "needs": asked[level]}
            | ({"honour": True, "counts_as": "star5"} if level == "gold" else {})
            for level in ORDER
        ],
        "rules": rules,
        "rubrics": [
            {
                "id": "1",
                "aspects": [
                    {
                        "id": aspect,
                        "name": aspect,
                        "items": [{"id": one, "name": one, "max": ITEMS[one]} for one in items],
                    }
                    for aspect, items in ASPECTS.items()
                ],
            }
        ],
    }


@st.composite
def caps(draw: st.DrawFn) -> Record:
    """A cap that falls away as things get better."""
    looks_at = draw(st.sampled_from(["satisfaction", "visits", "work", "total"]))
    bound = {"satisfaction": 60, "visits": 20, "work": 25, "total": 80}[looks_at]
    subjects: dict[str, Record] = {
        "satisfaction": {"indicator": "satisfaction"},
        "visits": {"item": "visits"},
        "work": {"aspect": "work"},
        "total": {"total": True},
    }
    when = {**subjects[looks_at], "below": bound}
    return {"name": f"{looks_at}不足", "when": when, "at_most": draw(st.sampled_from(ORDER[1:]))}


@st.composite
def scores(draw: st.DrawFn) -> dict[str, float]:
    """Points of every item in halves, mostly high."""
    return {item: draw(st.integers(most if draw(st.booleans()) else 0, most * 2)) / 2 for item, most in ITEMS.items()}


@st.composite
def evaluations(draw: st.DrawFn, year: int) -> Record:
    given: Record = {"period": year, "decided": f"{year}-11-30"}
    outcome = draw(st.sampled_from(["rated"] * 5 + ["not_rated", "exempt", "withdrawn"]))
    if outcome == "rated":
        given["level"] = draw(st.sampled_from(ORDER))
    else:
        given["outcome"] = outcome
    if year == YEARS[-1] or draw(st.booleans()):
        given["scores"] = draw(scores())
    return given


@st.composite
def bodies(draw: st.DrawFn) -> Record:
    """A body that was rated in the last year, with scores, and perhaps in the two before; its service figures are exact."""
    past = [draw(evaluations(year)) for year in YEARS[:-1] if draw(st.booleans())]
    last = draw(evaluations(YEARS[-1])) | {"level": draw(st.sampled_from(ORDER))}
    last.pop("outcome", None)
    services = {year: {"hours": draw(st.integers(0, 10)) * 50} for year in YEARS if draw(st.booleans())}
    if draw(st.booleans()):
        services.setdefault(YEARS[-1], {})["satisfaction"] = draw(st.sampled_from([40, 59, 60, 90]))
    founded = draw(st.none() | st.sampled_from(["2020", "2021-06", "2022-03-10", "2022-11-30", "2023"]))
    return {"services": services, "evaluations": [*past, last], **({"founded": founded} if founded else {})}


CITIES = st.tuples(schemes(), st.lists(bodies(), min_size=1, max_size=6))


def read(scheme: Record, records: list[Record], *, order: list[int] | None = None) -> City:
    """The city of a scheme and its bodies, o0, o1 …; `order` is that of their files."""
    files = split_files(REGIONS) | {"content/programmes/stars.yaml": _write(scheme)}
    for place, number in enumerate(order or range(len(records))):
        head = {"id": f"o{number}", "name": f"示例{number}队", "programme": "stars", "region": "anju"}
        files[f"content/organizations/{place:03}.yaml"] = _write(head | records[number])
    return read_files(files)


def _write(value: Record) -> str:
    """JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)


# ── the same, reckoned in the plainest way ──


def expected(scheme: Record, body: Record) -> str | None:
    """The level that the last evaluation of a body earns, by FORMAT.md section 4."""
    rules, last = scheme["rules"], body["evaluations"][-1]
    if (
        "eligibility" in rules
        and "founded" in body
        and _is_young(body["founded"], rules["eligibility"]["founded_months"])
    ):
        return None
    had, was_rated = _past(body["evaluations"][:-1])
    is_first = rules.get("first_period") == last["period"]
    level = next(
        (one["id"] for one in scheme["levels"] if _meets(one["needs"], body, had, is_first=is_first)),
        None,
    )
    if level is None:
        return None
    for cap in rules["caps"]:
        if _is_below(cap["when"], body) and ORDER.index(cap["at_most"]) > ORDER.index(level):
            level = cap["at_most"]
    if "new_at_most" in rules and not was_rated and ORDER.index(rules["new_at_most"]) > ORDER.index(level):
        level = rules["new_at_most"]
    if "step_limit" in rules and was_rated and not is_first:
        most = (STEPS[had] if had else 0) + rules["step_limit"]
        if STEPS[level] > most:
            level = {1: "star3", 2: "star4", 3: "star5"}[most]
    return level


def _is_young(founded: str, months: int) -> bool:
    """Whether fewer whole months lie between the last day that was meant and the day made, 30 November 2023."""
    year, month, day = {4: f"{founded}-12-31", 7: f"{founded}-30", 10: founded}[len(founded)].split("-")
    whole = (2023 - int(year)) * 12 + 11 - int(month) - (int(day) > 30)
    return whole < months


def _past(earlier: list[Record]) -> tuple[str | None, bool]:
    """The latest level before, and whether there was any rating."""
    level, was_rated = None, False
    for one in earlier:
        if one.get("outcome") != "exempt":
            level, was_rated = one.get("level"), True
    return level, was_rated


def _meets(asked: Record, body: Record, had: str | None, *, is_first: bool) -> bool:
    last = body["evaluations"][-1]
    points = last["scores"]
    sums = {aspect: sum(points[item] for item in items) for aspect, items in ASPECTS.items()}
    full = {aspect: sum(ITEMS[item] for item in items) for aspect, items in ASPECTS.items()}
    hours = {year: given["hours"] for year, given in body["services"].items() if "hours" in given}
    found = [sum(points.values()) >= asked["total"]]
    if "each_aspect_percent" in asked:
        found += [_percent(sums[one], full[one]) >= asked["each_aspect_percent"] for one in ASPECTS]
    found += [points[item] >= least for item, least in asked.get("items", {}).items()]
    found += [sums[aspect] >= least for aspect, least in asked.get("aspects", {}).items()]
    for need in asked.get("indicators", {}).values():
        counted = (
            hours.values() if need["over"] == "all" else [hours[last["period"]]] if last["period"] in hours else []
        )
        found.append(bool(counted) and sum(counted) >= need["at_least"])
    if "from" in asked and not is_first:
        found.append(had in asked["from"] or (had == "gold" and "star5" in asked["from"]))
    if "held" in asked:
        found.append(_held(body["evaluations"][:-1], asked["held"]) >= asked["held"]["periods"])
    return all(found)


def _percent(points: float, full: int) -> Decimal:
    return Decimal(int(Decimal(str(points)) * 10000 / full + Decimal("0.5"))) / 100


def _held(earlier: list[Record], held: Record) -> int:
    years = [one["period"] for one in earlier if "level" in one and STEPS[one["level"]] >= STEPS[held["level"]]]
    return 1 if held["consecutive"] and len(years) == 2 and years[1] - years[0] != 1 else len(years)


def _is_below(when: Record, body: Record) -> bool:
    last = body["evaluations"][-1]
    points = last["scores"]
    found = {
        "indicator": body["services"].get(last["period"], {}).get("satisfaction"),
        "item": points["visits"],
        "aspect": points["visits"] + points["feedback"],
        "total": sum(points.values()),
    }
    (subject,) = (one for one in found if one in when)
    return found[subject] is not None and found[subject] < when["below"]


@PROPERTY
@given(CITIES)
def test_a_level_is_what_the_format_says(drawn: tuple[Record, list[Record]]) -> None:
    scheme, records = drawn
    city = read(scheme, records)
    for number, record in enumerate(records):
        assert city.level(f"o{number}") == expected(scheme, record)


@PROPERTY
@given(CITIES)
def test_a_body_is_held_back_where_another_level_was_given_and_only_there(drawn: tuple[Record, list[Record]]) -> None:
    scheme, records = drawn
    for record in records:
        del record["evaluations"][:-1]
    city = read(scheme, records)
    wrong = {f"o{n}" for n, one in enumerate(records) if one["evaluations"][-1]["level"] != expected(scheme, one)}
    assert city.held == wrong


# ── better never makes it worse ──


@PROPERTY
@given(CITIES, st.data())
def test_more_points_never_lower_a_level(drawn: tuple[Record, list[Record]], data: st.DataObject) -> None:
    scheme, records = drawn
    before = read(scheme, records)
    for record in records:
        points = record["evaluations"][-1]["scores"]
        item = data.draw(st.sampled_from(sorted(ITEMS)))
        points[item] = data.draw(st.integers(int(points[item] * 2), ITEMS[item] * 2)) / 2
    _none_fell(before, read(scheme, records))


@PROPERTY
@given(CITIES, st.data())
def test_a_larger_service_figure_never_lowers_a_level(drawn: tuple[Record, list[Record]], data: st.DataObject) -> None:
    scheme, records = drawn
    before = read(scheme, records)
    for record in records:
        for counts in record["services"].values():
            for indicator in counts:
                counts[indicator] += data.draw(st.integers(0, 200))
    _none_fell(before, read(scheme, records))


@PROPERTY
@given(CITIES, st.data())
def test_a_better_past_never_lowers_a_level(drawn: tuple[Record, list[Record]], data: st.DataObject) -> None:
    scheme, records = drawn
    before = read(scheme, records)
    for record in records:
        for one in record["evaluations"][:-1]:
            if "level" in one:
                one["level"] = data.draw(st.sampled_from(ORDER[: ORDER.index(one["level"]) + 1]))
    _none_fell(before, read(scheme, records))


def _none_fell(before: City, after: City) -> None:
    for body in before.bodies:
        assert _rank(after.level(body)) <= _rank(before.level(body)), body


def _rank(level: str | None) -> int:
    return ORDER.index(level) if level else len(ORDER)


# ── the trace ──


@PROPERTY
@given(CITIES)
def test_the_level_follows_from_the_trace_alone(drawn: tuple[Record, list[Record]]) -> None:
    for verdict in _verdicts(read(*drawn)):
        assert level_from(verdict.steps) == verdict.level


@PROPERTY
@given(CITIES)
def test_every_step_follows_from_the_numbers_in_it(drawn: tuple[Record, list[Record]]) -> None:
    for verdict in _verdicts(read(*drawn)):
        level: str | None = None
        for step in verdict.steps:
            match step:
                case Refused():
                    level = None
                case trace.Tested(tested, conditions):
                    assert level is None, "nothing is tested below the level that was reached"
                    level = tested if all(_holds(one) for one in conditions) else None
                case Lowered(before=before, after=after):
                    assert before == level
                    assert _is_lowered_rightly(step)
                    level = after
                case Waived():
                    pass
        assert level == verdict.level


@PROPERTY
@given(CITIES)
def test_the_level_follows_from_the_sentences_alone(drawn: tuple[Record, list[Record]]) -> None:
    city = read(*drawn)
    for body in city.bodies:
        level = city.level(body)
        assert level_told(city.told(body)) == (NAMES[level] if level else None), city.told(body)


def _verdicts(city: City) -> list[Verdict]:
    return [one.verdict for body in city.bodies for one in city.judged(body) if one.verdict]


def _holds(condition: Condition) -> bool:
    """Whether what was found meets what is asked, by its numbers."""
    if condition.found is None:
        return condition.doubt is not Doubt.MISSING
    reaches = condition.found >= condition.asked and condition.exactness is not Exactness.UNDER
    return not reaches if condition.is_below else reaches


def _is_lowered_rightly(step: Lowered) -> bool:
    if step.condition:
        return _holds(step.condition)
    if step.limit is None or step.after is None:
        return True
    return STEPS[step.after] == (STEPS[step.base] if step.base else 0) + step.limit < STEPS[step.before]


_NUMBER = r"(?:约|近)?([\d.]+)余?"
_REACHED = re.compile(rf"{_NUMBER}(?:分|%|小时)，达到(.+?)（(?:每个方面)?([\d.]+)(?:分|%|小时)（含）以上）$")
_MISSED = re.compile(rf"{_NUMBER}(?:分|%|小时)，低于(.+?)(?:对每个方面)?要求的([\d.]+)")
_HELD = re.compile(r"^有([\d.]+)期评为.+或更高，达到(.+?)（([\d.]+)期）$")
_NOT_HELD = re.compile(r"^只有([\d.]+)期评为.+或更高，(.+?)要求([\d.]+)期$")
_FROM = re.compile(r"^上一次是.+，符合(.+?)对原等级的要求$")
_LOWERED = re.compile(r"评为(.+)$")


def level_told(sentences: list[str]) -> str | None:
    """The level that a reader comes to who knows nothing but the sentences, and does the comparing anew."""
    level: str | None = None
    for said in sentences:
        if found := _REACHED.search(said) or _HELD.search(said):
            assert Decimal(found[1]) >= Decimal(found[3]), said
            level = found[2]
        elif found := _MISSED.search(said) or _NOT_HELD.search(said):
            assert Decimal(found[1]) < Decimal(found[3]), said
        elif found := _FROM.search(said) or _LOWERED.search(said):
            level = found[1]
        else:
            assert re.search("没有.*的数据|要求原等级是|暂不定等级", said), said
    return level


# ── order ──


@PROPERTY
@given(CITIES, st.randoms())
def test_the_order_of_bodies_and_files_does_not_matter(
    drawn: tuple[Record, list[Record]], chance: random.Random
) -> None:
    scheme, records = drawn
    quota = {"levels": ["star5", "gold"], "percent": 40}
    scheme["rules"]["quotas"] = [quota]
    order = list(range(len(records)))
    chance.shuffle(order)
    assert _outcome(read(scheme, records)) == _outcome(read(scheme, records, order=order))


def _outcome(city: City) -> Mapping[str, object]:
    return {
        body: (
            body in city.held,
            str(city.standing(body)),
            city.catalogue.placements.get(city.bodies[body].id),
            sorted(one.message for one in city.found if _is_of(one.place.file, body, city)),
        )
        for body in city.bodies
    }


def _is_of(file: str, body: str, city: City) -> bool:
    return city.catalogue.by_id[city.bodies[body].id].document.file == file


# ── quotas ──


AREAS = ("anju", "leye", "heping", "city")
DISTRICTS = {"anju": "east", "leye": "east", "heping": "west", "city": None}


@st.composite
def contests(draw: st.DrawFn) -> tuple[Record, list[Record]]:
    """A scheme with quotas, and bodies with their totals and areas, each given the level that it earns before quotas."""
    bounds = {"gold": 90, "star5": 75, "star4": 50, "star3": 25}
    scheme = draw(schemes())
    scheme["rules"] = {"quotas": draw(st.lists(quotas(), max_size=2))}
    for level in scheme["levels"]:
        level["needs"] = {"total": bounds[level["id"]]}
        if draw(st.integers(0, 2)) == 0:
            within = {"within": draw(st.sampled_from(["district", "community"]))} if draw(st.booleans()) else {}
            level["needs"]["quota"] = {"places": draw(st.integers(0, 3)), **within}
    totals = draw(st.lists(st.integers(20, 100), min_size=1, max_size=12))
    records = []
    for total in totals:
        level = next((one for one, least in bounds.items() if total >= least), None)
        given = {"level": level} if level else {"outcome": "not_rated"}
        points = {
            "leader": min(total, 30),
            "roster": max(min(total - 30, 20), 0),
            "visits": max(min(total - 50, 40), 0),
        }
        points["feedback"] = max(total - 90, 0)
        evaluation = {"period": 2023, "scores": points, **given}
        records.append({"region": draw(st.sampled_from(AREAS)), "evaluations": [evaluation]})
    return scheme, records


@st.composite
def quotas(draw: st.DrawFn) -> Record:
    levels = draw(st.sampled_from([["gold"], ["star5"], ["star5", "gold"], ["star4"], ["star4", "star5", "gold"]]))
    quota: Record = {"levels": levels, "percent": draw(st.sampled_from([0, 10, 25, 50, 100]))}
    if draw(st.booleans()):
        quota["within"] = "district"
    if draw(st.booleans()):
        quota["at_least"] = draw(st.integers(1, 2))
    return quota


def _limits(scheme: Record) -> list[tuple[Record, frozenset[str]]]:
    """Every quota with the levels that take its places; gold counts as five stars."""
    own = [(one["needs"]["quota"], {one["id"]}) for one in scheme["levels"] if "quota" in one["needs"]]
    shared = [(quota, set(quota["levels"])) for quota in scheme["rules"]["quotas"]]
    return [(quota, frozenset(levels | ({"gold"} if "star5" in levels else set()))) for quota, levels in own + shared]


def _area(record: Record, quota: Record) -> str | None:
    match quota.get("within"):
        case "community":
            return None if record["region"] == "city" else record["region"]
        case "district":
            return DISTRICTS[record["region"]]
        case _:
            return ""


def _places(quota: Record, bodies: int) -> int:
    places: int = quota.get("places", max(bodies * quota.get("percent", 0) // 100, quota.get("at_least", 0)))
    return places


@settings(PROPERTY, max_examples=120)
@given(contests())
def test_no_quota_is_exceeded_in_any_area_and_nobody_is_lowered_for_nothing(drawn: tuple[Record, list[Record]]) -> None:
    scheme, records = drawn
    city = read(scheme, _accepting(scheme, records))
    limits = _limits(scheme)
    if not limits:
        return
    levels = [city.placed(f"o{number}").level for number in range(len(records))]
    for quota, counted in limits:
        evaluated = Counter(_area(record, quota) for record in records)
        held = Counter(_area(record, quota) for record, level in zip(records, levels, strict=True) if level in counted)
        assert all(held[area] <= _places(quota, evaluated[area]) for area in evaluated)
    for number, record in enumerate(records):
        for step in city.placed(f"o{number}").lowered:
            assert any(_is_full(step.before, record, records, levels, limit) for limit in limits)


def _accepting(scheme: Record, records: list[Record]) -> list[Record]:
    """The scheme only warns, so that every body is placed, whatever it was given."""
    scheme["rules"]["mismatch"] = "warning"
    return records


def _is_full(
    level: str | None,
    record: Record,
    records: list[Record],
    levels: Sequence[str | None],
    limit: tuple[Record, frozenset[str]],
) -> bool:
    """Whether bodies of the area have all places of a quota, none of them with fewer points than the one that went without."""
    quota, counted = limit
    if level not in counted:
        return False
    inside = [n for n, one in enumerate(records) if _area(one, quota) == _area(record, quota)]
    placed = [n for n in inside if levels[n] in counted and ORDER.index(levels[n] or "") <= ORDER.index(level or "")]
    return len(placed) == _places(quota, len(inside)) and all(_points(records[n]) >= _points(record) for n in placed)


def _points(record: Record) -> int:
    points: int = sum(record["evaluations"][0]["scores"].values())
    return points


@settings(PROPERTY, max_examples=60)
@given(contests())
def test_what_quotas_make_of_a_round_can_be_given_without_a_word(drawn: tuple[Record, list[Record]]) -> None:
    """The levels that come out, typed as they are, are accepted; where totals are equal at a border, with a reason."""
    scheme, records = drawn
    city = read(scheme, _accepting(scheme, records))
    if not _limits(scheme):
        return
    for number, record in enumerate(records):
        level = city.placed(f"o{number}").level
        evaluation = {key: one for key, one in record["evaluations"][0].items() if key not in ("level", "outcome")}
        given = {"level": level} if level else {"outcome": "not_rated"}
        record["evaluations"] = [evaluation | given | {"reason": "按活动场次排先后"}]
    again = read(scheme, records)
    assert again.problems == []


# ── time ──


@settings(PROPERTY, max_examples=60)
@given(
    services=st.dictionaries(st.sampled_from(["2021", "2022", "2022-H1", "2023-Q2", "2023-07"]), st.integers(0, 20)),
    to_date=st.none() | st.sampled_from(["2021", "2022-06", "2023-03-10"]),
    founded=st.none() | st.sampled_from(["2021", "2022-05", "2022-11-30"]),
    cadence=st.none() | st.sampled_from(["yearly", "quarterly", "monthly"]),
    over=st.sampled_from(["period", "all"]),
    first=st.dates(date(2020, 6, 1), date(2024, 6, 1)),
    data=st.data(),
)
def test_a_level_of_figures_is_the_same_on_every_day_until_it_says_that_it_may_change(
    services: dict[str, int],
    to_date: str | None,
    founded: str | None,
    cadence: str | None,
    over: str,
    first: date,
    data: st.DataObject,
) -> None:
    if "2022" in services:
        services.pop("2022-H1", None)
    scheme: Record = {
        "name": "示例星级",
        "indicators": [{"id": "hours", "name": "服务时长", "add_up": True}],
        "levels": [
            {"id": f"star{n}", "name": f"{n}星", "needs": {"indicators": {"hours": {"at_least": n * 4, "over": over}}}}
            for n in (5, 4, 3, 2, 1)
        ],
        "rules": {"eligibility": {"founded_months": 12}},
        **({"cadence": cadence} if cadence else {}),
    }
    counts: Record = {period: {"hours": hours} for period, hours in services.items()}
    if to_date:
        counts["to_date"] = {"as_of": to_date, "hours": 9}
    record = {"id": "o0", "name": "示例队", "programme": "stars", "services": counts} | (
        {"founded": founded} if founded else {}
    )
    files = {"content/programmes/stars.yaml": _write(scheme), "content/organizations/a.yaml": _write(record)}
    standing = read_files(files, first.isoformat()).standing("o0")
    last = standing.until - timedelta(days=1) if standing.until else date(2026, 1, 1)
    assert last >= first
    for day in (last, data.draw(st.dates(first, last))):
        assert read_files(files, day.isoformat()).standing("o0") == standing


@pytest.mark.parametrize(
    ("sentences", "level"),
    [
        (["总分86.5分，达到四星级（80分（含）以上）", "总分86.5分，低于五星级要求的90分"], "四星级"),
        (["总分96分，达到五星级（90分（含）以上）", "满意度55，低于60，按“满意度不足”最高评为二星级"], "二星级"),
        (["总分40分，低于三星级要求的60分"], None),
        (["评定时成立未满12个月，暂不定等级"], None),
    ],
)
def test_a_reader_comes_to_the_level(sentences: list[str], level: str | None) -> None:
    assert level_told(sentences) == level


def test_every_need_is_told_in_a_way_that_a_reader_can_check() -> None:
    """The reader above knows the sentences of all needs but evidence, which counts documents."""
    assert {need.value for need in Need} == {
        *("total", "percent", "each_aspect", "each_aspect_percent", "aspect", "item", "indicator", "from", "held"),
        "evidence",
    }
