"""Finds where a programme says what a verdict rests on: the needs and rules that decided it."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.ids import LevelId
from starcase.model.programme import Programme
from starcase.model.rubric import Rubric
from starcase.model.verdict import Condition, Lowered, Lowering, Need, Refusal, Refused, Step, Tested, Verdict
from starcase.problems import DocumentId, Path, Spot
from starcase.rating.telling import Names
from starcase.rating.terms import rules_for

_KEYS = {Need.ASPECT: "aspects", Need.ITEM: "items", Need.INDICATOR: "indicators"}
_RULES = {Lowering.NEW: "new_at_most", Lowering.STEP: "step_limit"}


def find_grounds(
    verdict: Verdict, declared: LevelId | None, names: Names, document: DocumentId | None
) -> Iterator[Spot]:
    """The rules that refused a level or took it down; where none did, what the level that was given asks for, or the one that was reached.

    `document` is the programme's own; nothing is found where it is not known.
    """
    if document is None:
        return
    paths = [path for step in verdict.steps if (path := _path_of_rule(step, names.programme, names.rubric))]
    if not paths:
        paths = list(_paths_of_needs(verdict, declared, names.programme, names.rubric))
    for path in paths:
        yield Spot(document, path)


def _path_of_rule(step: Step, programme: Programme, rubric: Rubric | None) -> Path:
    """Where the rule of a step stands; empty where the step is none of a rule."""
    above = (*_path_of_rubric(rubric, programme), "rules") if rubric and rubric.rules else ("rules",)
    match step:
        case Refused(Refusal.TOO_NEW):
            return (*above, "eligibility")
        case Lowered(Lowering.CAP, name=name):
            caps = rules_for(programme, rubric).caps
            return (*above, "caps", next(number for number, cap in enumerate(caps) if cap.name == name))
        case Lowered(by) if by in _RULES:
            return (*above, _RULES[by])
        case _:
            return ()


def _paths_of_needs(
    verdict: Verdict, declared: LevelId | None, programme: Programme, rubric: Rubric | None
) -> Iterator[Path]:
    tests = [step for step in verdict.steps if isinstance(step, Tested) and step.conditions]
    wanted = [test for test in tests if test.level == declared] or [test for test in tests if test.is_met]
    for test in wanted:
        above = _path_of_level(test.level, programme, rubric)
        yield (*above, *_path_of_need(test.conditions[0]))


def _path_of_level(level: LevelId, programme: Programme, rubric: Rubric | None) -> Path:
    if rubric and any(entry.level == level for entry in rubric.needs):
        return (*_path_of_rubric(rubric, programme), "needs", level)
    number = next(number for number, one in enumerate(programme.known_levels) if one.id == level)
    return "levels", number, "needs"


def _path_of_rubric(rubric: Rubric, programme: Programme) -> Path:
    return "rubrics", next(number for number, one in enumerate(programme.rubrics) if one.id == rubric.id)


def _path_of_need(condition: Condition) -> Path:
    if key := _KEYS.get(condition.need):
        return key, condition.subject
    return (condition.need.value,)
