"""What the annotation of a model's field says about how it is written."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from starcase.model.base import Keyed, Model, Rest, spellings


def plain(annotation: Any) -> Any:
    """An annotation without what `Annotated` adds and without `| None`."""
    if get_origin(annotation) is Annotated:
        return plain(get_args(annotation)[0])
    given = [arg for arg in alternatives(annotation) if arg is not types.NoneType]
    return plain(given[0]) if len(given) == 1 and given[0] is not annotation else annotation


def alternatives(annotation: Any) -> tuple[Any, ...]:
    """The members of a union; of anything else, itself."""
    return get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)


def item_of(annotation: Any) -> Any | None:
    """X of `tuple[X, ...]`; None for anything else."""
    return get_args(annotation)[0] if get_origin(annotation) is tuple else None


def keyed_by(model: type[Model], field: str) -> Keyed | None:
    """How a field is written as a mapping with the writer's own keys, if it is."""
    about = model.model_fields[field]
    metadata = (*about.metadata, *getattr(about.annotation, "__metadata__", ()))
    return next((given for given in metadata if isinstance(given, Keyed)), None)


def rest_field(model: type[Model]) -> str | None:
    """The field that takes every key which is none of the fixed ones."""
    return next((field for field in model.model_fields if isinstance(keyed_by(model, field), Rest)), None)


@cache
def fields_inside(model: type[Model]) -> dict[str, type[Model]]:
    """The mappings that may stand inside one of this model, by field: single ones first, then lists of them."""
    single: dict[str, type[Model]] = {}
    several: dict[str, type[Model]] = {}
    for field in dict.fromkeys(spellings(model).values()):
        annotation = plain(model.model_fields[field].annotation)
        for one in (annotation, *alternatives(annotation)):
            listed = plain(item_of(one))
            if isinstance(one, type) and issubclass(one, Model):
                single[field] = one
            elif isinstance(listed, type) and issubclass(listed, Model) and keyed_by(model, field) is None:
                several[field] = listed
    return {**single, **several}
