"""Reads a programme: names inside it are resolved to its own ids, its figures and rules checked against each other."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.model.base import Model
from starcase.model.programme import (
    Authority,
    Cadence,
    Claim,
    Indicator,
    Level,
    Programme,
    Publicity,
    Type,
    Validity,
)
from starcase.model.region_tree import RegionTree
from starcase.model.rubric import Rubric, When
from starcase.model.source import Source
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule
from starcase.read.names import Names, Role, index, names_of_regions
from starcase.read.order import check_dates, check_exactly_one, check_unique
from starcase.read.peek import peek_each, peek_text
from starcase.read.reading import Inside, Reading
from starcase.read.record import check_record, own_id, read_record
from starcase.read.result import Read
from starcase.read.rubric import check_rubrics, inside_rubric, rubric_names
from starcase.sources.yamltree import Tree

COUNTS_AS_ITSELF = rule(
    "counts-as-itself",
    says="等级“{name}”写成视同它自己。",
    mend="请写它视同的那个星级，或者删去“视同”这一项。",
    stops_site=True,
)
CLAIM_OF_ITSELF = rule(
    "claim-of-itself",
    says="公布数据“{got}”的占比基数写成了它自己。",
    mend="请写总数那一条的编号。",
    stops_site=True,
)
LEVEL_WORD_UNUSUAL = rule(
    "level-word-unusual",
    says="“等级称呼”写的“{got}”不是常用的说法。",
    mend="通常写 星级、等级 或 称号；页面上会照写的显示。",
    severity=Severity.WARNING,
)

CONDITION_NOT_LISTED = rule(
    "condition-not-listed",
    says="封顶要看统计项“{got}”，项目的统计项里没有它，这条封顶不会起作用。",
    mend="请在 indicators（统计项）里补上“{got}”，或者改正它的编号。",
    severity=Severity.WARNING,
)

_LEVEL_WORDS = ("星级", "等级", "称号")


def read_programme(tree: Tree, document: DocumentId, stem: str, regions: RegionTree | None = None) -> Read[Programme]:
    """A programme, as far as it could be read. Where the regions are given, its own may be written by name.

    Reports, beside what can be wrong in any record, whatever in it does not fit together (FORMAT.md section 3).
    """
    names = {**_own_names(tree), **(names_of_regions(regions) if regions is not None else {})}
    reading = Reading(document, Programme, names, {Rubric: inside_rubric, Claim: _inside_claim})
    programme, _ = read_record(Programme, tree, reading, "项目", {"id": own_id(Programme, tree, stem, reading)})
    return Read(programme, check_record(reading, *_CHECKS))


def _own_names(tree: Tree) -> Names:
    """What its own parts are called, gathered before they are read."""
    types, claims = list(_named(tree, "types", Type)), list(_named(tree, "claims", Claim))
    indicators = list(_named(tree, "indicators", Indicator))
    return {
        Role.TYPE: index(Role.TYPE, types),
        Role.LEVEL: index(Role.LEVEL, _named(tree, "levels", Level)),
        Role.INDICATOR: index(Role.INDICATOR, indicators),
        Role.CONDITION: index(Role.CONDITION, indicators, is_open=True),
        Role.RUBRIC: index(Role.RUBRIC, _named(tree, "rubrics", Rubric)),
        Role.CLAIM: index(Role.CLAIM, claims),
        Role.CLAIM_PART: index(Role.CLAIM_PART, [*claims, *types]),
        Role.SOURCE: index(Role.SOURCE, _named(tree, "sources", Source, "title")),
        **rubric_names(list(peek_each(Programme, tree, "rubrics"))),
    }


def _named(tree: Tree, field: str, model: type[Model], name: str = "name") -> Iterator[tuple[str | None, str | None]]:
    """Id and name of each thing in a list of the programme."""
    has_name = name in model.model_fields
    for below in peek_each(Programme, tree, field):
        yield peek_text(model, below, "id"), peek_text(model, below, name) if has_name else None


def _inside_claim(tree: dict[str, Tree], path: Path, reading: Reading) -> Inside:
    """A figure may repeat the unit that stands beside it."""
    unit = peek_text(Claim, tree, "unit")
    return Inside(reading.with_units({"value": (unit,) if unit else ("个", "家", "支")}))


def _check_unique(reading: Reading) -> Iterator[Problem]:
    types = (((*path, "id"), kind.id) for path, kind in reading.each(Type))
    yield from check_unique(reading.document, "类型编号", types)
    levels = (((*path, "id"), level.id) for path, level in reading.each(Level))
    yield from check_unique(reading.document, "等级编号", levels)
    indicators = (((*path, "id"), indicator.id) for path, indicator in reading.each(Indicator))
    yield from check_unique(reading.document, "统计项编号", indicators)
    rubrics = (((*path, "id"), rubric.id) for path, rubric in reading.each(Rubric))
    yield from check_unique(reading.document, "评分标准编号", rubrics)
    claims = (((*path, "id"), claim.id) for path, claim in reading.each(Claim) if claim.id)
    yield from check_unique(reading.document, "公布数据编号", claims)
    sources = (((*path, "id"), source.id) for path, source in reading.each(Source) if source.id)
    yield from check_unique(reading.document, "资料来源编号", sources)


def _check_levels(reading: Reading) -> Iterator[Problem]:
    for path, level in reading.each(Level):
        if level.counts_as == level.id:
            yield problem(COUNTS_AS_ITSELF, reading.document, (*path, "counts_as"), name=level.name)
    for path, programme in reading.each(Programme):
        if programme.level_word not in _LEVEL_WORDS:
            here = (*path, "level_word")
            yield problem(LEVEL_WORD_UNUSUAL, reading.document, here, got=programme.level_word)


def _check_conditions(reading: Reading) -> Iterator[Problem]:
    """A condition on a figure that the programme does not list can never hold: FORMAT.md section 4 makes it a finding."""
    listed = {indicator.id for _, indicator in reading.each(Indicator)}
    for path, when in reading.each(When):
        if when.indicator is not None and when.indicator not in listed:
            yield problem(CONDITION_NOT_LISTED, reading.document, (*path, "indicator"), got=when.indicator)


def _check_terms(reading: Reading) -> Iterator[Problem]:
    """Cadence, validity and publicity say one thing each; an authority ends after it began."""
    for path, cadence in reading.each(Cadence):
        yield from check_exactly_one(reading, path, {"周期": cadence.every, "月数": cadence.months})
    for path, validity in reading.each(Validity):
        yield from check_exactly_one(reading, path, {"月数": validity.months, "年数": validity.years})
    for path, publicity in reading.each(Publicity):
        yield from check_exactly_one(reading, path, {"工作日": publicity.working_days, "自然日": publicity.days})
    for path, authority in reading.each(Authority):
        begins, ends = ("起", authority.from_date), ("截止", authority.until)
        yield from check_dates(reading.document, path, earlier=begins, later=ends, key="until")


def _check_claims(reading: Reading) -> Iterator[Problem]:
    for path, claim in reading.each(Claim):
        if claim.id is not None and claim.of == claim.id:
            yield problem(CLAIM_OF_ITSELF, reading.document, (*path, "of"), got=claim.id)


_CHECKS = (_check_unique, _check_levels, _check_conditions, _check_terms, _check_claims, check_rubrics)
