"""The published figures of a programme, laid out so that each finds those that it can be compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from starcase.model.ids import LevelId, RegionId, TypeId
from starcase.model.programme import Claim, ClaimWhere, Programme
from starcase.model.reconciled import Gap
from starcase.model.values import PartialDate
from starcase.rating.spans import SCALES, Printed, Span, printed_count

_BODIES = ("organizations", "组织")
_SCALED = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))})(.*)")
_COUNTING = frozenset(
    (
        *"个家支名人位件项份所次场户村篇条处间座栋幢辆台套部本期对组队批类种门届班只张站例宗起轮棵株盏面枚艘架",
        *("人次", "场次", "户次", "件次", "批次", "家次", "车次", "班次", "社区", "街道", "小区", "网格", "单位"),
    )
)
"""Units in which things are counted one by one; whatever is measured (小时, 亩, 元) may have been rounded."""

Levels = frozenset[LevelId]


class Scope(Struct, frozen=True):
    """What a figure counts, and when: two figures of one scope are the same figure. `levels` is None where all bodies are counted."""

    what: str
    unit: str
    type: TypeId | None
    region: RegionId | None
    levels: Levels | None
    as_of: PartialDate | None
    source: str | None


class Parts(Struct, frozen=True):
    """The parts of a figure: those that were published, by place, and the names of those that were not."""

    terms: tuple[int, ...]
    missing: tuple[str, ...]


class Book(Struct, frozen=True):
    """A programme's claims by place, with what each was printed as, what it may stand for, and what it counts."""

    programme: Programme
    printed: tuple[Printed, ...]
    spans: tuple[Span, ...]
    scopes: tuple[Scope, ...]
    by_id: Mapping[str, int]
    by_scope: Mapping[Scope, tuple[int, ...]]
    parts: Mapping[int, Parts]
    wholes: Mapping[int, int]

    def claim(self, place: int) -> Claim:
        return self.programme.claims[place]

    def first_of(self, scope: Scope) -> int | None:
        """The first figure of a scope."""
        return next(iter(self.by_scope.get(scope, ())), None)

    def gap_between(self, place: int, others: Iterable[int]) -> Gap | None:
        """Why a figure cannot be compared with others, whatever they are."""
        claim = self.claim(place)
        if any(_are_apart(claim.as_of, self.claim(other).as_of) for other in others):
            return Gap.TIMES
        measured = {unit for one in (place, *others) if not is_counting(unit := self.scopes[one].unit)}
        return Gap.UNITS if len(measured) > 1 else None


def open_book(programme: Programme) -> Book:
    """Lays out the claims of a programme."""
    claims = programme.claims
    units = [_split_unit(claim) for claim in claims]
    printed = tuple(printed_count(claim.value, scale) for claim, (scale, _) in zip(claims, units, strict=True))
    scopes = tuple(_scope(claim, unit, programme) for claim, (_, unit) in zip(claims, units, strict=True))
    by_id = {claim.id: place for place, claim in enumerate(claims) if claim.id}
    by_scope = _by_scope(scopes)
    parts = {
        place: _find_parts(programme, place, scopes, by_id, by_scope)
        for place, claim in enumerate(claims)
        if claim.parts
    }
    return Book(
        programme=programme,
        printed=printed,
        spans=tuple(
            one.counted if is_counting(unit) else one.rounded for one, (_, unit) in zip(printed, units, strict=True)
        ),
        scopes=scopes,
        by_id=by_id,
        by_scope=by_scope,
        parts=parts,
        wholes=_only_wholes(parts),
    )


def counts_bodies(claim: Claim) -> bool:
    """Whether a figure counts the programme's bodies, and not anything else."""
    return claim.what in _BODIES


def is_counting(unit: str) -> bool:
    """Whether a unit counts things one by one; figures without a unit do."""
    return not unit or unit in _COUNTING


def scale_of(claim: Claim) -> str:
    """The word before the unit that multiplies a figure: 万 of 万元; empty where there is none."""
    scaled = _SCALED.match(claim.unit or "")
    return scaled[1] if scaled else ""


def _find_parts(
    programme: Programme,
    whole: int,
    scopes: tuple[Scope, ...],
    by_id: Mapping[str, int],
    by_scope: Mapping[Scope, tuple[int, ...]],
) -> Parts:
    """The figures that a figure names as its parts, by their ids or by the types that they count.

    A name that is an id as well as a type means the figure; where that is not the type's own (only its better levels, only one region), the
    type's is missing.
    """
    terms: list[int] = []
    missing: list[str] = []
    for part in programme.claims[whole].parts:
        kind, of_type = programme.type(TypeId(part)), replace(scopes[whole], type=TypeId(part))
        term = by_id.get(part, next(iter(by_scope.get(of_type, ())), None))
        if term is not None:
            terms.append(term)
        if term is None or (scopes[term].type == part and not _counts_the_same(scopes[term], of_type)):
            missing.append(kind.name if kind else part)
    return Parts(tuple(dict.fromkeys(terms)), tuple(dict.fromkeys(missing)))


def _counts_the_same(one: Scope, other: Scope) -> bool:
    return (one.what, one.type, one.region, one.levels) == (other.what, other.type, other.region, other.levels)


def _by_scope(scopes: Iterable[Scope]) -> Mapping[Scope, tuple[int, ...]]:
    found: dict[Scope, list[int]] = {}
    for place, scope in enumerate(scopes):
        found.setdefault(scope, []).append(place)
    return {scope: tuple(places) for scope, places in found.items()}


def _only_wholes(parts: Mapping[int, Parts]) -> Mapping[int, int]:
    """For each part of one whole only, that whole."""
    wholes: dict[int, set[int]] = {}
    for whole, split in parts.items():
        for term in split.terms:
            wholes.setdefault(term, set()).add(whole)
    return {term: found.pop() for term, found in wholes.items() if len(found) == 1}


def _split_unit(claim: Claim) -> tuple[int, str]:
    """What the unit multiplies a figure by, and what is left of it; bodies are counted whatever their measure word."""
    scale = scale_of(claim)
    unit = "" if counts_bodies(claim) else (claim.unit or "").removeprefix(scale)
    return SCALES.get(scale, 1), unit


def _scope(claim: Claim, unit: str, programme: Programme) -> Scope:
    where = claim.where or ClaimWhere()
    return Scope(
        what=_BODIES[0] if counts_bodies(claim) else claim.what,
        unit=unit,
        type=where.type,
        region=where.region,
        levels=_levels(where, programme),
        as_of=claim.as_of,
        source=None if claim.as_of else claim.source,
    )


def _levels(where: ClaimWhere, programme: Programme) -> Levels | None:
    """The levels that are counted together; None where bodies are counted whatever their level."""
    if where.level is not None:
        return frozenset((where.level,))
    if where.level_at_least is None:
        return None
    levels = [level.id for level in programme.known_levels]
    return frozenset(levels[: levels.index(where.level_at_least) + 1]) if where.level_at_least in levels else None


def _are_apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two dates, as precisely as they are known, cannot be of the same time."""
    if one is None or other is None:
        return False
    return one.last_day < other.first_day or other.last_day < one.first_day
