"""Reads an organization's record against its programme and the regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from starcase.language import Label
from starcase.model.base import Model
from starcase.model.ids import IndicatorId, OrganizationId, ProgrammeId, TypeId
from starcase.model.organization import (
    Contact,
    Decision,
    DecisionKind,
    Evaluation,
    Fact,
    Organization,
    Services,
    Status,
)
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.values import Period
from starcase.problems import DocumentId, Path, Problem, Spot, problem, rule
from starcase.read.evaluation import check_evaluations, inside_evaluation
from starcase.read.names import Names, Role, known_id, names_of_programme, names_of_programmes, names_of_regions
from starcase.read.peek import peek_text
from starcase.read.reading import Inner, Inside, Reading
from starcase.read.record import own_id, read_record, whole
from starcase.read.result import Identity, Read
from starcase.sources.yamltree import Tree

OVERLAPPING_PERIODS = rule(
    "overlapping-periods",
    says="“{indicator}”在 {period} 的数，和 {other} 的数时间上有重叠，会算两遍。",
    mend="请只留一种：要么按年，要么按半年、季度或月；累计的数写在 to_date（累计）下面。",
)
DECISION_WITHOUT_LEVEL = rule(
    "decision-without-level",
    says="变动是“{kind}”，没有写新等级。",
    mend="请加上一行 to: 和新等级。",
)
DECISION_DIRECTION = rule(
    "decision-direction",
    says="变动是“{kind}”，等级却从“{before}”变到“{after}”。",
    mend="请核对类别和前后两个等级。",
)

_PERSONS = ("人", "名", "位")


def read_organization(
    tree: Tree,
    document: DocumentId,
    stem: str,
    programmes: Mapping[ProgrammeId, Programme],
    regions: RegionTree,
) -> tuple[Read[Organization], Identity | None]:
    """A body's record, or where an error holds it back, what is still known of it.

    `stem` is the id where none is written. Names are resolved in the record's programme, in the programme and rubric of each
    evaluation, and among the regions. Reports whatever can be wrong in the one record (FORMAT.md sections 1, 2, 6).
    """
    around = {**names_of_programmes(programmes), **names_of_regions(regions)}
    programme = _programme(tree, programmes, around)
    names = {**around, **names_of_programme(programme)} if programme else around
    inner: Mapping[type[Model], Inner] = {
        Evaluation: inside_evaluation(programmes, programme, _type(tree, names), around),
        Fact: inside_fact,
    }
    reading = Reading(document, Organization, names, inner, _units(programme))
    given = {"id": own_id(Organization, tree, stem, reading)}
    organization, values = read_record(Organization, tree, reading, Label("组织", "organization"), given)
    read = whole(
        organization,
        reading,
        partial(check_evaluations, programmes=programmes, own=programme),
        partial(_check_services, programme=programme),
        partial(_check_decisions, programme=programme),
    )
    return read, None if read.value else _identity(values, reading)


def inside_fact(tree: dict[str, Tree], path: Path, reading: Reading) -> Inside:
    """A figure may repeat the unit that stands beside it."""
    unit = peek_text(Fact, tree, "unit")
    return Inside(reading.with_units({"value": (unit,)} if unit else {}))


def _programme(tree: Tree, programmes: Mapping[ProgrammeId, Programme], around: Names) -> Programme | None:
    found = known_id(around, Role.PROGRAMME, peek_text(Organization, tree, "programme"))
    return programmes.get(ProgrammeId(found)) if found else None


def _type(tree: Tree, names: Names) -> TypeId | None:
    found = known_id(names, Role.TYPE, peek_text(Organization, tree, "type"))
    return TypeId(found) if found else None


def _units(programme: Programme | None) -> Mapping[str | int, tuple[str, ...]]:
    """The units that the figures of a record may repeat: those of its indicators, and persons for the members."""
    indicators = programme.indicators if programme else ()
    units: dict[str | int, tuple[str, ...]] = {"members": _PERSONS, "party_members": _PERSONS}
    units.update({indicator.id: (indicator.unit,) for indicator in indicators if indicator.unit})
    return units


def _identity(values: Mapping[str, Any], reading: Reading) -> Identity | None:
    """What is still known of a body whose record has an error; None where not even its name can be read."""
    if "name" not in values:
        return None
    contact = values.get("contact")
    is_sound = isinstance(contact, Contact) and not reading.has_error_at(("contact",))
    return Identity(
        id=OrganizationId(values["id"]),
        name=values["name"],
        programme=values.get("programme"),
        regions=values.get("regions", ()),
        contact=contact if is_sound else None,
        status=Status.DRAFT if reading.has_error_at(("status",)) else values.get("status", Status.ACTIVE),
    )


def _check_services(reading: Reading, programme: Programme | None) -> Iterator[Problem]:
    """Reports overlapping-periods."""
    for path, services in reading.each(Services):
        periods: dict[IndicatorId, list[Period]] = {}
        for counted in services.periods:
            for figure in counted.counts:
                periods.setdefault(figure.indicator, []).append(counted.period)
        for indicator, counted_periods in periods.items():
            for earlier, later in _overlaps(counted_periods):
                known = programme.indicator(indicator) if programme else None
                yield problem(
                    OVERLAPPING_PERIODS,
                    reading.document,
                    (*path, str(later), indicator),
                    related=(Spot(reading.document, (*path, str(earlier), indicator)),),
                    indicator=known.name if known else indicator,
                    period=later,
                    other=earlier,
                )


def _overlaps(periods: list[Period]) -> Iterator[tuple[Period, Period]]:
    """Each two periods, one after the other, that have days in common."""
    in_order = sorted(periods, key=lambda period: (period.first_day, -period.last_day.toordinal()))
    return (pair for pair in pairwise(in_order) if pair[0].overlaps(pair[1]))


def _check_decisions(reading: Reading, programme: Programme | None) -> Iterator[Problem]:
    """Reports: decision-without-level, decision-direction."""
    ranks = {level.id: rank for rank, level in enumerate(programme.known_levels)} if programme else {}
    for path, decision in reading.each(Decision):
        if decision.kind not in (DecisionKind.PROMOTED, DecisionKind.DEMOTED):
            continue
        if decision.to_level is None:
            if not reading.has_error_at((*path, "to")):
                yield problem(DECISION_WITHOUT_LEVEL, reading.document, path, kind=decision.kind.label)
        elif decision.from_level in ranks and decision.to_level in ranks:
            has_risen = ranks[decision.to_level] < ranks[decision.from_level]
            if decision.from_level == decision.to_level or has_risen != (decision.kind is DecisionKind.PROMOTED):
                yield _wrong_direction(path, decision, programme, reading)


def _wrong_direction(path: Path, decision: Decision, programme: Programme | None, reading: Reading) -> Problem:
    levels = {level.id: level.name for level in programme.known_levels} if programme else {}
    before, after = (levels.get(level) if level else None for level in (decision.from_level, decision.to_level))
    return problem(
        DECISION_DIRECTION, reading.document, (*path, "kind"), kind=decision.kind.label, before=before, after=after
    )
