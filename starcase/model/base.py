"""What every model of written facts has in common: it is frozen, strict, and its keys are known in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from starcase.language import Label


class Model(BaseModel):
    """A mapping that people write, after `read/` has given every value its final type."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True, defer_build=True)

    shorthand: ClassVar[str | None] = None
    """The field that a bare value stands for: `validity: 24` would mean `{months: 24}`."""


class Choice(StrEnum):
    """A fixed value: its English word is stored, its Chinese words are read as the same."""

    zh: tuple[str, ...]
    __hash__ = str.__hash__  # Enum's own is a call in Python, and these are counted by the hundred thousand

    def __new__(cls, word: str, *zh: str) -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.zh = zh
        return member

    @property
    def label(self) -> Label:
        """What a message calls the value."""
        return Label(self.zh[0] if self.zh else self.value, self.value)


@dataclass(frozen=True, slots=True)
class Keyed:
    """Annotates a tuple that is written as a mapping with the writer's own keys: `{leader: 5}` is one item, two fields."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Rest(Keyed):
    """As `Keyed`, for a mapping that also has fixed keys: whatever is none of those belongs here."""


def key(
    *chinese: str,
    says: str = "",
    default: Any = ...,
    written: str | None = None,
    **constraints: Any,
) -> Any:
    """A field of a model: its Chinese key first, then other accepted spellings (FORMAT.md section 7).

    `says` explains it to a communicator in one Chinese sentence; `written` is the English key where Python cannot use it as a name.
    """
    return Field(
        default,
        title=chinese[0] if chinese else None,
        description=says or None,
        alias=written,
        json_schema_extra={"chinese": list(chinese)},
        **constraints,
    )


def written_key(model: type[Model], field: str) -> str:
    """The English key of a field, as people write it."""
    return model.model_fields[field].alias or field


def chinese_keys(model: type[Model], field: str) -> tuple[str, ...]:
    """The Chinese keys of a field, the preferred one first; empty for a field that has none."""
    extra = model.model_fields[field].json_schema_extra
    return tuple(str(word) for word in extra["chinese"]) if isinstance(extra, dict) and "chinese" in extra else ()  # type: ignore[union-attr]


@cache
def spellings(model: type[Model]) -> Mapping[str, str]:
    """Every key that may be written in this mapping, with the field it means."""
    fields = [
        field for field, about in model.model_fields.items() if not any(isinstance(m, Rest) for m in about.metadata)
    ]
    written = {written_key(model, field): field for field in fields}
    chinese = {word: field for field in fields for word in chinese_keys(model, field)}
    return MappingProxyType({**chinese, **written})
