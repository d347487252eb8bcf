"""The columns of a score sheet, made from rubrics: the same for the CSV file, the workbook that goes out and the one that comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from starcase.language import mark
from starcase.model.ids import TypeId
from starcase.model.programme import Programme
from starcase.model.rounds import Round
from starcase.model.rubric import Extra, Rubric


class Part(Enum):
    """What a column gives."""

    ITEM = "item"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    VETOES = "vetoes"
    LEVEL = "level"
    TEXT = "text"


class SheetColumn(Struct, frozen=True):
    """`key` heads the column in the CSV file and is hidden above it in a workbook; `of` is the item's own id."""

    key: str
    name: str
    part: Part
    of: str = ""
    max: Decimal | None = None
    may_be_n_a: bool = False
    guidance: str | None = None
    above: str = ""
    """The aspect's name, for an item."""

    @property
    def is_points(self) -> bool:
        return self.part in (Part.ITEM, Part.BONUS, Part.DEDUCTION)


ORGANIZATION = "organization"
CLAIMED = SheetColumn("claimed", mark("申报星级"), Part.LEVEL)
RECOMMENDED = SheetColumn("recommended", mark("推荐星级"), Part.LEVEL)
EVIDENCE = SheetColumn("evidence", mark("佐证材料"), Part.TEXT)
REMARK = SheetColumn("remark", mark("评语"), Part.TEXT)
VETOES = SheetColumn("vetoes", mark("否决情形"), Part.VETOES)
_ORDER = (Part.ITEM, Part.BONUS, Part.DEDUCTION)
_AFTER = (VETOES, CLAIMED, RECOMMENDED, EVIDENCE, REMARK)
_TAKEN = frozenset((ORGANIZATION, *(column.key for column in _AFTER)))


def round_rubric(round_: Round, programme: Programme, kind: TypeId | None) -> Rubric | None:
    """The rubric by which bodies of a type are scored: the round's, else the only one for the type; None where none or several fit."""
    if round_.rubric is not None:
        return next((rubric for rubric in programme.rubrics if rubric.id == round_.rubric), None)
    fitting = [rubric for rubric in programme.rubrics if not rubric.types or kind in rubric.types]
    return fitting[0] if len(fitting) == 1 else None


def rubrics_of(round_: Round, programme: Programme) -> tuple[Rubric, ...]:
    """The rubrics that a round may use."""
    return tuple(one for one in programme.rubrics if round_.rubric is None or one.id == round_.rubric)


def columns_of(rubrics: Iterable[Rubric]) -> tuple[SheetColumn, ...]:
    """The columns after the body's own: items, bonus, deductions, and what else a group says. One that several rubrics have stands once."""
    found: dict[str, SheetColumn] = {}
    for rubric in rubrics:
        for column in _points_of(rubric):
            known = found.get(column.key)
            taken = column.key in _TAKEN or (known is not None and known.part is not column.part)
            key = f"{column.part.value}.{column.of}" if taken else column.key
            found.setdefault(key, column if key == column.key else _renamed(column, key))
    return (*sorted(found.values(), key=lambda column: _ORDER.index(column.part)), *_AFTER)


def columns_for(rubric: Rubric, every: Iterable[SheetColumn]) -> tuple[SheetColumn, ...]:
    """Those of `every` that bodies scored by one rubric have, in its own words."""
    own = {(column.part, column.of): column for column in _points_of(rubric)}
    return tuple(
        _renamed(own[column.part, column.of], column.key) if column.is_points else column
        for column in every
        if not column.is_points or (column.part, column.of) in own
    )


def _points_of(rubric: Rubric) -> Iterator[SheetColumn]:
    for aspect in rubric.aspects:
        for item in aspect.items:
            lines = [item.guidance, *(f"· {check.name}" for check in item.checks)]
            guidance = "\n".join(filter(None, lines)) or None
            yield SheetColumn(
                item.id, item.name, Part.ITEM, item.id, item.max, item.may_be_n_a, guidance, above=aspect.name
            )
    yield from _extra_of(rubric.bonus, Part.BONUS)
    yield from _extra_of(rubric.deductions, Part.DEDUCTION)


def _extra_of(extra: Extra | None, part: Part) -> Iterator[SheetColumn]:
    for item in extra.items if extra else ():
        most = item.max if item.max is not None else extra.max if extra else None
        yield SheetColumn(item.id or item.name, item.name, part, item.id or item.name, most, guidance=item.guidance)


def _renamed(column: SheetColumn, key: str) -> SheetColumn:
    return SheetColumn(
        key, column.name, column.part, column.of, column.max, column.may_be_n_a, column.guidance, column.above
    )
