"""Reads the documents of a reviewing round: what it is, what was decided, who objected, which sheets came back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from starcase.language import Label
from starcase.model.base import Model
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree
from starcase.model.rounds import Objection, Return, Round, RoundDecision, RoundDecisions, RoundGroup
from starcase.problems import DocumentId, Problem
from starcase.read.fields import read_each
from starcase.read.names import Names, Role, index, names_of_programme, names_of_regions
from starcase.read.order import check_unique
from starcase.read.reading import Reading
from starcase.read.record import check_record, read_record, whole
from starcase.read.result import Read
from starcase.sources.yamltree import Tree

M = TypeVar("M", bound=Model)


def read_round(tree: Tree, document: DocumentId, programme: Programme, around: Names) -> Read[Round]:
    """A round of a programme. `around` are the names of bodies, where they are known."""
    reading = Reading(document, Round, {**around, **names_of_programme(programme)})
    round_, _ = read_record(Round, tree, reading, Label("评定批次", "round"), {})
    return whole(round_, reading, _check_groups)


def read_decisions(
    tree: Tree, document: DocumentId, programme: Programme, round_: Round, around: Names
) -> Read[RoundDecisions]:
    """What was decided in a round."""
    groups = {Role.GROUP: index(Role.GROUP, ((group.id, group.name) for group in round_.groups))}
    reading = Reading(document, RoundDecisions, {**around, **names_of_programme(programme), **groups})
    decisions, _ = read_record(RoundDecisions, tree, reading, Label("审定结果", "decisions"), {})
    return whole(decisions, reading, _check_decisions)


def read_objections(tree: Tree, document: DocumentId, around: Names) -> Read[tuple[Objection, ...]]:
    """The objections of a round."""
    return _read_list(Objection, tree, Reading(document, Objection, around), Label("异议", "objections"))


def read_ledger(tree: Tree, document: DocumentId, round_: Round, regions: RegionTree) -> Read[tuple[Return, ...]]:
    """The sheets that came back, each version of them."""
    groups = {Role.GROUP: index(Role.GROUP, ((group.id, group.name) for group in round_.groups))}
    names = {**names_of_regions(regions), **groups} if regions.nodes else groups
    return _read_list(Return, tree, Reading(document, Return, names), Label("收表台账", "ledger"))


def _read_list(model: type[M], tree: Tree, reading: Reading, label: Label) -> Read[tuple[M, ...]]:
    entries = read_each(model, tree, reading, label)
    problems = check_record(reading)
    return Read(None if any(met.is_error for met in problems) else entries, problems)


def _check_groups(reading: Reading) -> Iterator[Problem]:
    """Reports: written-twice."""
    places = (((*path, "id"), group.id) for path, group in reading.each(RoundGroup))
    yield from check_unique(reading.document, Label("评审组", "groups"), places)


def _check_decisions(reading: Reading) -> Iterator[Problem]:
    """Reports: written-twice."""
    places = (((*path, "organization"), one.organization) for path, one in reading.each(RoundDecision))
    yield from check_unique(reading.document, Label("组织", "organization"), places)
