"""Rating schemes as they were published, written as programmes and replayed: each file under tests/schemes says where it is from and what comes out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from starcase.checks import SCHEMES
from tests.cities import City, read_files
from tests.sites import split_files

FILES = {path.stem: path for path in sorted((Path(__file__).parent / "schemes").glob("*.txt"))}


@cache
def _parts(scheme: str) -> dict[str, str]:
    text = FILES[scheme].read_text(encoding="utf-8")
    return split_files(text[text.index("-- content/") :])


@cache
def _city(scheme: str, day: str = "") -> City:
    files = {name: text for name, text in _parts(scheme).items() if name.startswith("content/")}
    return read_files(files, day or _parts(scheme).get("as-of", "2024-06-01").strip())


def _lines(scheme: str, part: str) -> list[list[str]]:
    return [line.split() for line in _parts(scheme).get(part, "").splitlines() if line.strip()]


def _cases(part: str) -> list[tuple[str, list[str]]]:
    return [(scheme, line) for scheme in FILES for line in _lines(scheme, part)]


def _level(city: City, body: str) -> str:
    """The level that the latest evaluation earns, or the service figures where there is none."""
    judged = city.judged(body)
    if judged:
        verdict = judged[-1].verdict
        level = verdict.level if verdict else None
    else:
        level = city.standing(body).level
    return _name(city, body, level)


def _name(city: City, body: str, level: str | None, programme: str | None = None) -> str:
    known = {str(one.id): one.name for one in city.programme(body, programme).known_levels}
    return known[level] if level else "-"


def test_all_kinds_of_schemes_are_there() -> None:
    assert len(FILES) >= 11
    assert all(path.read_text(encoding="utf-8").startswith("依据：") for path in FILES.values())


@pytest.mark.parametrize(("scheme", "line"), _cases("expect"), ids=lambda one: one if isinstance(one, str) else one[0])
def test_a_body_gets_the_level_that_the_published_scheme_gives_it(scheme: str, line: list[str]) -> None:
    body, level, *rules = line
    city = _city(scheme)
    if body in city.bodies:
        assert _level(city, body) == level
    lines = _places_of(scheme)
    warned = (one for one in city.found if one.severity.value != "hint")
    said = [one.rule for one in warned if lines.get((one.place.file, one.place.line)) == body]
    assert said == rules


def _places_of(scheme: str) -> dict[tuple[str, int], str]:
    """The body to which each line of the records belongs."""
    found: dict[tuple[str, int], str] = {}
    for name, text in _parts(scheme).items():
        body = ""
        for number, line in enumerate(text.splitlines(), start=1):
            body = line.removeprefix("id: ") if line.startswith("id: ") else body
            found[name, number] = body
    return found


@pytest.mark.parametrize("scheme", FILES)
def test_nothing_else_is_said_and_every_body_is_looked_at(scheme: str) -> None:
    city = _city(scheme)
    expected = {line[0]: line[2:] for line in _lines(scheme, "expect")}
    assert set(expected) == set(_places_of(scheme).values()) - {""}
    assert sorted(rule for rules in expected.values() for rule in rules) == sorted(city.rules)


@pytest.mark.parametrize(("scheme", "line"), _cases("placed"), ids=lambda one: one if isinstance(one, str) else one[0])
def test_quotas_leave_the_level_that_the_scheme_leaves(scheme: str, line: list[str]) -> None:
    body, level = line
    city = _city(scheme)
    assert _name(city, body, city.placed(body).level) == level


@pytest.mark.parametrize(("scheme", "line"), _cases("totals"), ids=lambda one: one if isinstance(one, str) else one[0])
def test_points_add_up_as_the_scheme_adds_them(scheme: str, line: list[str]) -> None:
    body, total = line
    assert float(str(_city(scheme).catalogue.by_id[_city(scheme).bodies[body].id].total)) == float(total)


@pytest.mark.parametrize(
    ("scheme", "line"), _cases("in-force"), ids=lambda one: one if isinstance(one, str) else " ".join(one)
)
def test_a_level_is_in_force_on_the_days_that_the_scheme_says(scheme: str, line: list[str]) -> None:
    day, body, level = line
    body, _, programme = body.partition("@")
    city = _city(scheme, day)
    standing = city.standing(body, programme or None)
    is_in_force = standing.state.value == "rated"
    assert _name(city, body, standing.level if is_in_force else None, programme or None) == level


@pytest.mark.parametrize(("scheme", "rules"), _cases("programme"), ids=lambda one: one if isinstance(one, str) else "")
def test_what_does_not_fit_together_in_the_published_scheme_itself_is_found(scheme: str, rules: list[str]) -> None:
    settings = _city(scheme).settings
    found = [
        problem.rule.id
        for programme in settings.programmes.values()
        for check in SCHEMES
        for problem in check(programme, settings.documents[programme.id])
    ]
    assert set(rules) <= set(found)
