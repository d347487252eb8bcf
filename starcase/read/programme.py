"""Reads a programme: names inside it are resolved to its own ids, its figures and rules checked against each other."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from starcase.language import Label, Phrase
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
from starcase.model.rubric import Held, Rubric, When
from starcase.model.source import Source
from starcase.problems import DocumentId, Path, Problem, Severity, problem, rule
from starcase.read.names import Index, Names, Role, index, known_id, names_of_regions
from starcase.read.order import check_dates, check_exactly_one, check_unique
from starcase.read.peek import peek_each, peek_text
from starcase.read.reading import Inner, Inside, Reading
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

_LEVEL_WORDS = ("星级", "等级", "称号", "star level", "level", "title")


class Outline(Struct, frozen=True):
    """What a programme and its levels are called, gathered before it is read, for programmes that are built from it."""

    id: str
    name: str | None
    levels: Index


def outline_programme(tree: Tree, stem: str) -> Outline:
    """The outline of a programme that may still turn out to be wrong."""
    name = peek_text(Programme, tree, "name")
    return Outline(peek_text(Programme, tree, "id") or stem, name, index(Role.LEVEL, _named(tree, "levels", Level)))


def read_programme(
    tree: Tree,
    document: DocumentId,
    stem: str,
    regions: RegionTree | None = None,
    outlines: tuple[Outline, ...] | None = None,
) -> Read[Programme]:
    """A programme, as far as it could be read.

    Where the regions are given, its own may be written by name; `outlines` of all programmes say which one it is built from.
    Reports, beside what can be wrong in any record, whatever in it does not fit together (FORMAT.md section 3).
    """
    names = {
        **_own_names(tree),
        **(names_of_regions(regions) if regions is not None else {}),
        **_source_names(tree, outlines),
    }
    inside_held = _inside_held(tree, names, outlines or ())
    inner: dict[type[Model], Inner] = {Rubric: inside_rubric, Claim: _inside_claim, Held: inside_held}
    reading = Reading(document, Programme, names, inner)
    programme, _ = read_record(
        Programme, tree, reading, Label("项目", "programme"), {"id": own_id(Programme, tree, stem, reading)}
    )
    return Read(programme, check_record(reading, *_CHECKS))


def _source_names(tree: Tree, outlines: tuple[Outline, ...] | None) -> Names:
    """What the programmes are called that this one may be built from."""
    if outlines is None or peek_text(Programme, tree, "built_from") is None:
        return {}
    return {Role.PROGRAMME: index(Role.PROGRAMME, ((one.id, one.name) for one in outlines))}


def _inside_held(tree: Tree, names: Names, outlines: tuple[Outline, ...]) -> Inner:
    """A programme that is built from another counts that one's levels; whatever they are called where that one is not known."""
    written = peek_text(Programme, tree, "built_from")
    source = known_id(names, Role.PROGRAMME, written)
    levels = next((one.levels for one in outlines if one.id == source), None)

    def inside(tree: dict[str, Tree], path: Path, reading: Reading) -> Inside:
        if written is None:
            return Inside(reading)
        others: Names = {role: known for role, known in reading.names.items() if role is not Role.LEVEL}
        return Inside(reading.with_names({**others, Role.LEVEL: levels} if levels else others))

    return inside


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
    yield from check_unique(reading.document, Phrase("类型编号"), types)
    levels = (((*path, "id"), level.id) for path, level in reading.each(Level))
    yield from check_unique(reading.document, Phrase("等级编号"), levels)
    indicators = (((*path, "id"), indicator.id) for path, indicator in reading.each(Indicator))
    yield from check_unique(reading.document, Phrase("统计项编号"), indicators)
    rubrics = (((*path, "id"), rubric.id) for path, rubric in reading.each(Rubric))
    yield from check_unique(reading.document, Phrase("评分标准编号"), rubrics)
    claims = (((*path, "id"), claim.id) for path, claim in reading.each(Claim) if claim.id)
    yield from check_unique(reading.document, Phrase("公布数据编号"), claims)
    sources = (((*path, "id"), source.id) for path, source in reading.each(Source) if source.id)
    yield from check_unique(reading.document, Phrase("资料来源编号"), sources)


def _check_levels(reading: Reading) -> Iterator[Problem]:
    for path, level in reading.each(Level):
        if level.counts_as == level.id:
            yield problem(COUNTS_AS_ITSELF, reading.document, (*path, "counts_as"), name=level.name)
    for path, programme in reading.each(Programme):
        if programme.level_word.casefold() not in _LEVEL_WORDS:
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
        yield from check_exactly_one(
            reading, path, {Label("周期", "every"): cadence.every, Label("月数", "months"): cadence.months}
        )
    for path, validity in reading.each(Validity):
        lasts = {Label("月数", "months"): validity.months, Label("年数", "years"): validity.years}
        yield from check_exactly_one(reading, path, lasts)
    for path, publicity in reading.each(Publicity):
        days = {Label("工作日", "working_days"): publicity.working_days, Label("自然日", "days"): publicity.days}
        yield from check_exactly_one(reading, path, days)
    for path, authority in reading.each(Authority):
        begins, ends = (Label("起", "from"), authority.from_date), (Label("截止", "until"), authority.until)
        yield from check_dates(reading.document, path, earlier=begins, later=ends, key="until")


def _check_claims(reading: Reading) -> Iterator[Problem]:
    for path, claim in reading.each(Claim):
        if claim.id is not None and claim.of == claim.id:
            yield problem(CLAIM_OF_ITSELF, reading.document, (*path, "of"), got=claim.id)


_CHECKS = (_check_unique, _check_levels, _check_conditions, _check_terms, _check_claims, check_rubrics)
