"""What the format says of the mapping at a place: which keys it has, in which order, and how they are called in Chinese."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, TypeAlias

from msgspec import Struct

from starcase.model.base import Model, chinese_keys, spellings, written_key
from starcase.read.annotations import alternatives, fields_inside, item_of, keyed_by, plain, rest_field


class Own(Struct, frozen=True):
    """A mapping with the writer's own keys; `inner` is what stands behind each of them."""

    inner: Kind


Kind: TypeAlias = type[Model] | Own | None
"""What a mapping is; None: nothing is known of it, or it is no mapping. A list is of the kind of its entries."""


def kind_below(kind: Kind, step: str | int) -> Kind:
    """What stands behind a key, or in an entry of a list."""
    if isinstance(step, int) or kind is None:
        return kind
    return kind.inner if isinstance(kind, Own) else _below(kind, step)


@cache
def _below(model: type[Model], step: str) -> Kind:
    field = spellings(model).get(step)
    if field is None:
        rest = rest_field(model)
        return _pair_value(model, rest) if rest else None
    return Own(_pair_value(model, field)) if keyed_by(model, field) else fields_inside(model).get(field)


def _pair_value(model: type[Model], field: str) -> Kind:
    keyed = keyed_by(model, field)
    assert keyed is not None
    pair = next(
        plain(item)
        for choice in alternatives(plain(model.model_fields[field].annotation))
        if (item := item_of(choice)) is not None
    )
    return _below(pair, written_key(pair, keyed.value))


def in_english(place: tuple[str | int, ...], kind: Kind) -> tuple[str | int, ...]:
    """A place with the format's English keys, however they were typed."""
    plain: list[str | int] = []
    for step in place:
        plain.append(step if isinstance(step, int) else _english_key(kind, step))
        kind = kind_below(kind, step)
    return tuple(plain)


def _english_key(kind: Kind, step: str) -> str:
    if kind is None or isinstance(kind, Own) or step not in spellings(kind):
        return step
    return written_key(kind, spellings(kind)[step])


def shorthand_key(kind: Kind) -> str | None:
    """The key that a bare value stands for."""
    if kind is None or isinstance(kind, Own) or kind.shorthand is None:
        return None
    return written_key(kind, kind.shorthand)


def spellings_of(kind: Kind, step: str) -> Collection[str]:
    """Every way in which a fixed key may be written; empty for a key of the writer's own."""
    if kind is None or isinstance(kind, Own) or step not in spellings(kind):
        return ()
    field = spellings(kind)[step]
    return (written_key(kind, field), *chinese_keys(kind, field))


def chinese_key(kind: Kind, step: str) -> str:
    """How a key is written in a document with Chinese keys."""
    return next((word for word in spellings_of(kind, step) if not word.isascii()), step)


def rank_of(kind: Kind, key: str) -> tuple[int, str]:
    """Where a key stands among its neighbours, as something to compare; the writer's own stand before `to_date` and its like."""
    if kind is None or isinstance(kind, Own):
        return 0, ""
    field = spellings(kind).get(key)
    if field is None:
        return -1, key
    return list(kind.model_fields).index(field), ""


def ordered(value: Any, kind: Kind) -> Any:
    """A value with the keys of its mappings in the order of the format."""
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: rank_of(kind, key))
        return {key: ordered(value[key], kind_below(kind, key)) for key in keys}
    if isinstance(value, list | tuple):
        return [ordered(one, kind) for one in value]
    return value


def vocabulary_of(kind: Kind) -> frozenset[str]:
    """Every fixed key that may stand anywhere in a document."""
    found: set[str] = set()
    waiting, seen = [kind], set[Kind]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, Own):
            waiting.append(one.inner)
        elif one is not None and one not in seen:
            seen.add(one)
            found.update(spellings(one))
            waiting += [kind_below(one, step) for step in (*spellings(one), "")]
    return frozenset(found)
