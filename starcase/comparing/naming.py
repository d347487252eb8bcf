"""What the ids in a record stand for, in words: levels and items are named as the record's own programme names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.base import Model
from starcase.model.catalogue import Catalogue
from starcase.model.ids import (
    AspectId,
    IndicatorId,
    ItemId,
    LevelId,
    OrganizationId,
    ProgrammeId,
    RegionId,
    RubricId,
    TypeId,
)
from starcase.model.programme import Programme


class Naming(Struct, frozen=True):
    """`programme` is the one in which levels, types, indicators and items are looked up; None for no known one."""

    catalogue: Catalogue
    programme: Programme | None = None

    def within(self, model: Model) -> Naming:
        """As things are named inside a record or one of its parts: by the programme that it is, or that it names."""
        if isinstance(model, Programme):
            return replace(self, programme=model)
        named = self.catalogue.programmes.get(getattr(model, "programme", None) or ProgrammeId(""))
        return replace(self, programme=named) if named else self

    def name(self, id_type: object, written: str) -> str:
        """The name of what an id of that type stands for; the id itself where nothing is known of it."""
        find = _FINDERS.get(id_type)
        return (find(self, written) if find else None) or written


def _programme_part(field: str) -> Callable[[Naming, str], str | None]:
    def find(naming: Naming, written: str) -> str | None:
        return _name_in(getattr(naming.programme, field, ()), written)

    return find


def _name_in(parts: object, written: str) -> str | None:
    if not isinstance(parts, tuple):  # levels that are not published
        return None
    return next((part.name for part in parts if part.id == written), None)


def _rubric_part(naming: Naming, written: str) -> str | None:
    """An aspect, an item, a bonus or a deduction item of any rubric."""
    rubrics = naming.programme.rubrics if naming.programme else ()
    return _name_in(tuple(_parts(rubrics)), written)


def _parts(rubrics: Iterable[object]) -> Iterable[object]:
    for rubric in rubrics:
        aspects = getattr(rubric, "aspects", ())
        yield from aspects
        yield from (item for aspect in aspects for item in aspect.items)
        extras = (getattr(rubric, name, None) for name in ("bonus", "deductions"))
        yield from (item for extra in extras if extra for item in extra.items)


def _organization(naming: Naming, written: str) -> str | None:
    row = naming.catalogue.by_id.get(OrganizationId(written))
    return row.name if row else None


def _programme(naming: Naming, written: str) -> str | None:
    programme = naming.catalogue.programmes.get(ProgrammeId(written))
    return programme.name if programme else None


def _region(naming: Naming, written: str) -> str | None:
    regions = naming.catalogue.regions
    return regions[RegionId(written)].name if RegionId(written) in regions else None


_FINDERS: Mapping[object, Callable[[Naming, str], str | None]] = {
    OrganizationId: _organization,
    ProgrammeId: _programme,
    RegionId: _region,
    TypeId: _programme_part("types"),
    LevelId: _programme_part("levels"),
    IndicatorId: _programme_part("indicators"),
    RubricId: _programme_part("rubrics"),
    AspectId: _rubric_part,
    ItemId: _rubric_part,
}
