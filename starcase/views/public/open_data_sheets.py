"""Published values in the cells of a sheet, a column for each of their fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec
from msgspec import Struct

from starcase.language import Label, Words
from starcase.views.public.open_data_fields import LIST_MARK
from starcase.views.sheets import Cell, Sheet


def make_sheet(name: str, shape: type[Struct], entries: Sequence[Struct], words: Words) -> Sheet:
    """A row for each entry; the columns are headed by the fields' titles, in another language by their keys."""
    fields = [one.name for one in msgspec.structs.fields(shape)]
    return Sheet(
        columns=column_titles(shape, words),
        rows=tuple(tuple([_cell(getattr(entry, one)) for one in fields]) for entry in entries),
        name=name,
    )


def column_titles(shape: type[Struct], words: Words) -> tuple[str, ...]:
    """What heads the column of each field."""
    return tuple(label.said(words) for label in _labels(shape))


@cache
def _labels(shape: type[Struct]) -> tuple[Label, ...]:
    _, defined = msgspec.json.schema_components([shape])
    properties = defined[shape.__name__]["properties"]
    return tuple(Label(about["title"], key) for key, about in properties.items())


def _cell(value: object) -> Cell:
    if value is None or type(value) is str or type(value) is int or type(value) is float:
        return value
    if type(value) is tuple:
        return LIST_MARK.join([str(one) for one in value])
    return value.isoformat() if type(value) is date else str(value)
