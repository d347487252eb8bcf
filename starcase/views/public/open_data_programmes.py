"""All programmes as data: who rates what, into which levels and by which rubrics, and what their authorities have published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct, field

from starcase.model.ids import IndicatorId, LevelId, ProgrammeId, RegionId, TypeId
from starcase.model.programme import Authority, Claim, Indicator, Level, Programme, Rates, Type, Unpublished
from starcase.model.rubric import Aspect, Extra, Item, Rubric
from starcase.model.values import Exactness
from starcase.rating.claim_book import counts_bodies
from starcase.views import urls
from starcase.views.claims import say_source, say_what
from starcase.views.needs import say_needs
from starcase.views.public.open_data_body import exact_number
from starcase.views.public.open_data_documents import DocumentData, list_documents
from starcase.views.public.open_data_fields import as_written, plain_number, titled
from starcase.views.public.open_data_list import address_of
from starcase.views.scheme import full_points, say_cadence, say_publicity, say_validity
from starcase.views.shared import Shared


class AuthorityData(Struct, frozen=True, forbid_unknown_fields=True):
    name: Annotated[str, as_written(Authority, "name", "Name")]
    since: Annotated[str | None, as_written(Authority, "from_date", "Since when")] = field(name="from")
    until: Annotated[str | None, as_written(Authority, "until", "Until when; null while it still is")]


class TypeData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[TypeId, as_written(Type, "id", "Id")]
    name: Annotated[str, as_written(Type, "name", "Name")]
    summary: Annotated[str | None, as_written(Type, "summary", "What belongs to it")]


class IndicatorData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[IndicatorId, as_written(Indicator, "id", "Id")]
    name: Annotated[str, as_written(Indicator, "name", "What is counted")]
    unit: Annotated[str | None, as_written(Indicator, "unit", "Unit")]
    add_up: Annotated[bool, as_written(Indicator, "add_up", "Whether figures of several bodies may be added up")]


class LevelData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[LevelId, as_written(Level, "id", "Id")]
    name: Annotated[str, as_written(Level, "name", "Name")]
    stars: Annotated[int | None, as_written(Level, "stars", "Stars; null where it has none", "颗")]
    honour: Annotated[bool, as_written(Level, "honour", "Whether it is an honour beside the stars")]
    counts_as: Annotated[LevelId | None, as_written(Level, "counts_as", "Id of the level that it counts as")]
    needs: Annotated[tuple[str, ...], as_written(Level, "needs", "What it asks for, in sentences")]


class RubricItemData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[str | None, as_written(Item, "id", "Id")]
    name: Annotated[str, as_written(Item, "name", "What is looked at")]
    max: Annotated[float | None, as_written(Item, "max", "Most points", "分")]
    guidance: Annotated[str | None, as_written(Item, "guidance", "How points are given")]


class RubricAspectData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[str, as_written(Aspect, "id", "Id")]
    name: Annotated[str, as_written(Aspect, "name", "Name")]
    weight: Annotated[float, as_written(Aspect, "weight", "Weight")]
    items: Annotated[tuple[RubricItemData, ...], as_written(Aspect, "items", "Items")]


class RubricData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[str, as_written(Rubric, "id", "Id")]
    name: Annotated[str | None, as_written(Rubric, "name", "Name")]
    types: Annotated[tuple[TypeId, ...], as_written(Rubric, "types", "Ids of the types that it is for; empty for all")]
    illustrative: Annotated[bool, as_written(Rubric, "illustrative", "Whether it is an invented example")]
    max: Annotated[float, as_written(Rubric, "max", "Most points", "分")]
    aspects: Annotated[tuple[RubricAspectData, ...], as_written(Rubric, "aspects", "Aspects")]
    bonus: Annotated[tuple[RubricItemData, ...], as_written(Rubric, "bonus", "Bonus items")]
    deductions: Annotated[tuple[RubricItemData, ...], as_written(Rubric, "deductions", "Deduction items")]


class ClaimData(Struct, frozen=True, forbid_unknown_fields=True):
    """A figure that an authority published; never to be mixed with what this site counts."""

    what: Annotated[str, as_written(Claim, "what", "What it is of")]
    unit: Annotated[str | None, as_written(Claim, "unit", "Unit")]
    text: Annotated[str, titled("原文", "The figure as it was published")]
    number: Annotated[float | None, titled("准确数", "The number, where it is exact; else null")]
    exactness: Annotated[Exactness, titled("准确程度", "exact, about, at_least, under or range")]
    share: Annotated[float | None, as_written(Claim, "share", "Share as published", "%")]
    as_of: Annotated[str | None, as_written(Claim, "as_of", "When it held; null where that was not published")]
    source: Annotated[str | None, as_written(Claim, "source", "Where it was published")]


class ProgrammeData(Struct, frozen=True, forbid_unknown_fields=True):
    id: Annotated[ProgrammeId, as_written(Programme, "id", "Permanent id")]
    name: Annotated[str, as_written(Programme, "name", "Name")]
    page: Annotated[str, titled("网页", "Its page")]
    summary: Annotated[str | None, as_written(Programme, "summary", "What it is")]
    started: Annotated[str | None, as_written(Programme, "started", "Since when it exists")]
    authorities: Annotated[tuple[AuthorityData, ...], as_written(Programme, "authority", "Who rates, or is in charge")]
    region: Annotated[RegionId | None, as_written(Programme, "region", "Id of the place that it is for")]
    rates: Annotated[
        Rates, as_written(Programme, "rates", "Whether bodies or persons are rated; persons are never listed")
    ]
    built_from: Annotated[
        ProgrammeId | None, as_written(Programme, "built_from", "Id of the programme whose levels it rests on")
    ]
    cadence: Annotated[str | None, as_written(Programme, "cadence", "How often is rated")]
    validity: Annotated[str | None, as_written(Programme, "validity", "How long a level is valid")]
    publicity: Annotated[str | None, as_written(Programme, "publicity", "How long results are open to objections")]
    level_word: Annotated[str, as_written(Programme, "level_word", "What its levels are called")]
    measure_word: Annotated[str, as_written(Programme, "measure_word", "Measure word of its bodies")]
    types: Annotated[tuple[TypeData, ...], as_written(Programme, "types", "Types of bodies")]
    indicators: Annotated[tuple[IndicatorData, ...], as_written(Programme, "indicators", "What is counted")]
    levels_published: Annotated[bool, titled("等级已公布", "False where it has levels that were not published")]
    levels: Annotated[tuple[LevelData, ...], as_written(Programme, "levels", "Levels, the best first")]
    rubrics: Annotated[tuple[RubricData, ...], as_written(Programme, "rubrics", "Rubrics")]
    claims: Annotated[tuple[ClaimData, ...], as_written(Programme, "claims", "Figures that its authorities published")]
    sources: Annotated[tuple[DocumentData, ...], as_written(Programme, "sources", "Where all this comes from")]


class ProgrammesFile(Struct, frozen=True, forbid_unknown_fields=True):
    site: Annotated[str, titled("网站名称", "Name of the site")]
    programmes: Annotated[tuple[ProgrammeData, ...], titled("项目", "Programmes")]


def project_programmes_data(shared: Shared, url: str) -> ProgrammesFile:
    """Every programme, in the order of the files."""
    programmes = shared.programmes.values()
    return ProgrammesFile(shared.config.title, tuple(_list_programme(one, url, shared) for one in programmes))


def _list_programme(programme: Programme, url: str, shared: Shared) -> ProgrammeData:
    words = shared.words
    return ProgrammeData(
        id=programme.id,
        name=programme.name,
        page=address_of(urls.programme_url(programme.id), url, shared),
        summary=programme.summary,
        started=_text(programme.started),
        authorities=tuple(
            AuthorityData(one.name, _text(one.from_date), _text(one.until)) for one in programme.authority
        ),
        region=programme.region,
        rates=programme.rates,
        built_from=programme.built_from,
        cadence=(say_cadence(programme.cadence, words) if programme.cadence else "") or None,
        validity=(say_validity(programme.validity, words) if programme.validity else "") or None,
        publicity=say_publicity(programme, words) or None,
        level_word=programme.level_word,
        measure_word=programme.measure_word,
        types=tuple(TypeData(one.id, one.name, one.summary) for one in programme.types),
        indicators=tuple(IndicatorData(one.id, one.name, one.unit, one.add_up) for one in programme.indicators),
        levels_published=not isinstance(programme.levels, Unpublished),
        levels=tuple(_list_level(level, programme, shared) for level in programme.known_levels),
        rubrics=tuple(_list_rubric(rubric) for rubric in programme.rubrics),
        claims=tuple(_list_claims(programme, shared)),
        sources=list_documents(programme.sources, (), url, shared),
    )


def _list_level(level: Level, programme: Programme, shared: Shared) -> LevelData:
    needs = say_needs(level.needs, programme, programme.rubrics, shared) if level.needs else ()
    return LevelData(level.id, level.name, level.stars, level.honour, level.counts_as, needs)


def _list_rubric(rubric: Rubric) -> RubricData:
    return RubricData(
        id=rubric.id,
        name=rubric.name,
        types=rubric.types,
        illustrative=rubric.illustrative,
        max=plain_number(full_points(rubric)),
        aspects=tuple(
            RubricAspectData(
                one.id,
                one.name,
                plain_number(one.weight),
                tuple(RubricItemData(item.id, item.name, plain_number(item.max), item.guidance) for item in one.items),
            )
            for one in rubric.aspects
        ),
        bonus=tuple(_list_extra(rubric.bonus)),
        deductions=tuple(_list_extra(rubric.deductions)),
    )


def _list_extra(extra: Extra | None) -> Iterator[RubricItemData]:
    for item in extra.items if extra else ():
        most = None if item.max is None else plain_number(item.max)
        yield RubricItemData(item.id, item.name, most, item.guidance)


def _list_claims(programme: Programme, shared: Shared) -> Iterator[ClaimData]:
    for claim in programme.claims:
        yield ClaimData(
            what=say_what(claim, programme, shared),
            unit=claim.unit or (programme.measure_word if counts_bodies(claim) else None),
            text=claim.value.text,
            number=exact_number(claim.value),
            exactness=claim.value.exactness,
            share=None if claim.share is None else plain_number(claim.share),
            as_of=_text(claim.as_of),
            source=say_source(claim, programme, shared.words) or None,
        )


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)
