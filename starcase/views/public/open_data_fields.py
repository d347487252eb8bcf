"""How each field of the published data is explained where it is declared: its Chinese title, its English meaning, its unit."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from starcase.model.base import Model, chinese_keys

LIST_MARK = "；"
"""Stands between several values in one cell; Chinese names and addresses hold commas and enumeration commas."""


def titled(title: str, meaning: str, unit: str | None = None) -> Meta:
    """A field that no record has under this name."""
    return Meta(title=title, description=meaning, extra_json_schema={"unit": unit} if unit else None)


def as_written(model: type[Model], field: str, meaning: str, unit: str | None = None) -> Meta:
    """A field that records have too: its title is the Chinese key that people write it under."""
    return titled(chinese_keys(model, field)[0], meaning, unit)


def code_of(model: type[Model], field: str, meaning: str) -> Meta:
    """The id that a record names something by, beside its name."""
    return titled(f"{chinese_keys(model, field)[0]}编号", meaning)


@lru_cache(maxsize=4096)
def plain_number(number: Decimal) -> float:
    """A number for JSON and spreadsheets, whole where it is whole: 5 and 4.5."""
    whole = int(number)
    return whole if number == whole else float(number)


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """What an id stands for."""

    id: Annotated[str, titled("编号", "Permanent id")]
    name: Annotated[str, titled("名称", "Name")]
