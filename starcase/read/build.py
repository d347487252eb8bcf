"""Builds a model from values that have their final types; what pydantic finds wrong is worded here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from starcase.language import Label
from starcase.model.base import Model, chinese_keys
from starcase.problems import Path, Rule, rule
from starcase.read.reading import BROKEN, Reading
from starcase.read.values import label_of

MISSING_KEY = rule(
    "missing-key",
    says="缺少“{field}”，这一项必须有。",
    mend="请加上一行 {written}: 和它的内容。",
)
TOO_SMALL = rule(
    "number-too-small",
    says="“{field}”写的 {got} 太小，不能小于 {limit}。",
    mend="请核对后改正。",
)
TOO_LARGE = rule(
    "number-too-large",
    says="“{field}”写的 {got} 太大，不能大于 {limit}。",
    mend="请核对后改正。",
)
NOT_ABOVE = rule(
    "number-not-above",
    says="“{field}”写的 {got}，应当大于 {limit}。",
    mend="请核对后改正。",
    stops_site=True,
)

BOUNDS: Mapping[str, tuple[Rule, str]] = {
    "greater_than_equal": (TOO_SMALL, "ge"),
    "greater_than": (NOT_ABOVE, "gt"),
    "less_than_equal": (TOO_LARGE, "le"),
}
"""The errors of pydantic that content can cause beside a missing key: the rule, and where pydantic puts the bound."""


def build(model: type[Model], values: Mapping[str, Any], broken: Set[str], path: Path, reading: Reading) -> Any:
    """The model, noted with its place; BROKEN where a value that it cannot be without is missing or out of bounds.

    `broken` are fields whose problem has been reported. A value out of bounds is left out, so that the rest can still be checked.
    Reports: missing-key, number-too-small, number-too-large, number-not-above.
    """
    try:
        made = model.__pydantic_validator__.validate_python(values)
    except ValidationError as invalid:
        wrong = {_report(error, invalid, model, values, broken, path, reading) for error in invalid.errors()}
        if any(model.model_fields[field].is_required() for field in wrong):
            return BROKEN
        made = model.__pydantic_validator__.validate_python({name: values[name] for name in values.keys() - wrong})
    reading.built.setdefault(model, []).append((path, made))
    return made


def _report(
    error: ErrorDetails,
    invalid: ValidationError,
    model: type[Model],
    values: Mapping[str, Any],
    broken: Set[str],
    path: Path,
    reading: Reading,
) -> str:
    """Words one error, and gives the field in which it is."""
    key, *steps = error["loc"]
    field = next(name for name, about in model.model_fields.items() if key in (name, about.alias))
    title = next(iter(chinese_keys(model, field)), None)
    if error["type"] == "missing":
        if field not in broken:
            reading.report(MISSING_KEY, path, field=Label(title or str(key), str(key)), written=key)
        return field
    if error["type"] not in BOUNDS:
        raise invalid  # a type that reading should have built: a bug, not a mistake in the content
    about, bound = BOUNDS[error["type"]]
    here = (*path, str(key), *_own_steps(steps, values[field]))
    own = None if here[-1] == key else reading.renamed.get(here)
    reading.report(
        about, here, field=own or label_of(title, here, reading), got=error["input"], limit=error["ctx"][bound]
    )
    return field


def _own_steps(steps: Sequence[int | str], value: Any) -> Path:
    """The steps below a field as they are written: an entry of the writer's own is known by its key, not by its number."""
    if steps and isinstance(steps[0], int) and isinstance(value[steps[0]], dict):
        return (str(next(iter(value[steps[0]].values()))),)
    return tuple(steps)
