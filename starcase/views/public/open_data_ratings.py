"""A body's ratings as data: what its page tells of them, with ids, days and numbers in place of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from msgspec import Struct, field

from starcase.model.config import Depth
from starcase.model.ids import AspectId, ItemId
from starcase.model.organization import Decision, DecisionKind, Evaluation, ItemPoints, Outcome, Reason, ReasonKind
from starcase.model.programme import Level
from starcase.model.rubric import Aspect, Extra, Item, Rubric
from starcase.model.scorecard import AspectResult, Scorecard
from starcase.model.standing import HistoryEntry, Standing
from starcase.views.public.documents import Files
from starcase.views.public.open_data_documents import DocumentData, list_documents
from starcase.views.public.open_data_fields import Named, as_written, plain_number, titled
from starcase.views.public.rated import (
    Rated,
    authorities_of,
    explain,
    find_latest,
    find_reply,
    known_entries,
    known_years,
    last_day_of,
    level_given,
    vetoes_of,
)


class ItemData(Struct, frozen=True, forbid_unknown_fields=True):
    """Points of one item; of bonus and deduction items `max` may be null."""

    id: Annotated[ItemId, as_written(Item, "id", "Id of the item in the rubric")]
    name: Annotated[str, as_written(Item, "name", "Name of the item")]
    points: Annotated[float | None, titled("得分", "Points; null where the item does not apply", "分")]
    max: Annotated[float | None, as_written(Item, "max", "Most points that the item can give", "分")]
    evidence: Annotated[tuple[DocumentData, ...], as_written(Evaluation, "evidence", "Evidence for the points")]


class AspectData(Struct, frozen=True, forbid_unknown_fields=True):
    """`items` are empty where the site does not publish them."""

    id: Annotated[AspectId, as_written(Aspect, "id", "Id of the aspect in the rubric")]
    name: Annotated[str, as_written(Aspect, "name", "Name of the aspect")]
    points: Annotated[float | None, titled("得分", "Points, weighted; null where nothing of it applies", "分")]
    max: Annotated[float, as_written(Aspect, "max", "Most points that the aspect can give", "分")]
    items: Annotated[tuple[ItemData, ...], as_written(Aspect, "items", "Items; empty where they are not published")]


class ExtraData(Struct, frozen=True, forbid_unknown_fields=True):
    """Bonus or deductions; `points` is what counts after the limit."""

    points: Annotated[float, titled("得分", "Points that count, never below 0", "分")]
    items: Annotated[tuple[ItemData, ...], as_written(Extra, "items", "Items; empty where they are not published")]


class ScorecardData(Struct, frozen=True, forbid_unknown_fields=True):
    """As deep as the site publishes scores."""

    rubric: Annotated[str, as_written(Evaluation, "rubric", "Id of the rubric")]
    illustrative: Annotated[bool, as_written(Rubric, "illustrative", "Whether the rubric is an invented example")]
    total: Annotated[float | None, titled("总分", "Total; null where more than half of the points do not apply", "分")]
    max: Annotated[float, titled("满分", "Sum of the aspects' most points", "分")]
    aspects: Annotated[tuple[AspectData, ...], as_written(Rubric, "aspects", "Aspects; empty where not published")]
    bonus: Annotated[ExtraData | None, as_written(Rubric, "bonus", "Bonus, where any was given and is published")]
    deductions: Annotated[
        ExtraData | None, as_written(Rubric, "deductions", "Deductions, where any were made and are published")
    ]


class RatingData(Struct, frozen=True, forbid_unknown_fields=True):
    """One evaluation (`outcome`) or one decision between rounds (`decision`)."""

    period: Annotated[
        str | None, as_written(Evaluation, "period", "Period of an evaluation: 2024, 2024-H1, 2024-Q3, 2024-07")
    ]
    outcome: Annotated[Outcome | None, as_written(Evaluation, "outcome", "Outcome of an evaluation")]
    decision: Annotated[DecisionKind | None, as_written(Decision, "kind", "Kind of a decision")]
    level: Annotated[Named | None, as_written(Evaluation, "level", "Level that was given; null where none was")]
    from_level: Annotated[Named | None, as_written(Decision, "from_level", "Level before a decision")] = field(
        name="from"
    )
    decided: Annotated[date | None, as_written(Evaluation, "decided", "Day on which it was decided")]
    valid_until: Annotated[date | None, as_written(Evaluation, "valid_until", "Last day that it was given for")]
    authorities: Annotated[tuple[str, ...], titled("评定单位", "Who rated at that time")]
    certificate_no: Annotated[str | None, as_written(Evaluation, "certificate_no", "Number of the certificate")]
    scorecard: Annotated[ScorecardData | None, titled("评分表", "Points, as far as they are published")]
    vetoes: Annotated[tuple[str, ...], as_written(Evaluation, "vetoes", "Vetoes against a level")]
    reason: Annotated[str | None, as_written(Evaluation, "reason", "Reason that was given")]
    basis: Annotated[str | None, as_written(Reason, "basis", "Document that it rests on")]
    exception: Annotated[ReasonKind | None, as_written(Reason, "exception", "Which rule it departs from")]
    explanation: Annotated[
        tuple[str, ...], titled("等级怎样得来", "How the level follows from the rules, in sentences")
    ]


class YearData(Struct, frozen=True, forbid_unknown_fields=True):
    """What a year's results of another programme come to, where nobody has decided."""

    period: Annotated[str, titled("年度", "Year")]
    level: Annotated[Named | None, titled("等级", "Level that they come to; null for none")]


class ProgrammeRatings(Struct, frozen=True, forbid_unknown_fields=True):
    programme: Annotated[Named, titled("项目", "Programme")]
    history: Annotated[tuple[RatingData, ...], titled("评定和变动", "Evaluations and decisions, the newest first")]
    years: Annotated[
        tuple[YearData, ...], titled("按年度结果", "Levels that follow from another programme, the newest first")
    ]
    reply: Annotated[str | None, as_written(Evaluation, "reply", "The body's own statement on the latest rating")]


def list_ratings(rated: Iterable[Rated], standing: Standing) -> Iterator[ProgrammeRatings]:
    """The ratings in each programme, its own first, without those that lie in the future."""
    for one in rated:
        entries = known_entries(one, standing)
        years = known_years(one, standing)[::-1]
        if entries or years:
            yield ProgrammeRatings(
                programme=Named(one.programme.id, one.programme.name),
                history=tuple(_list_entry(entry, one) for entry in entries),
                years=tuple(
                    YearData(str(year), name_level(one.programme.level(verdict.level)))
                    for year, verdict in (years[:1] if entries else years)
                ),
                reply=find_reply(entries[: find_latest(entries) + 1], one),
            )


def name_level(level: Level | None) -> Named | None:
    return Named(level.id, level.name) if level else None


def _list_entry(entry: HistoryEntry, rated: Rated) -> RatingData:
    evaluation = rated.evaluation(entry)
    if evaluation is None:
        return _list_decision(entry, rated.body.decisions[entry.number], rated)
    trace, reason = explain(entry, rated), evaluation.reason
    return RatingData(
        period=str(evaluation.period),
        outcome=Outcome(entry.what),
        decision=None,
        level=name_level(level_given(entry, rated)),
        from_level=None,
        decided=evaluation.decided,
        valid_until=last_day_of(entry, rated),
        authorities=authorities_of(entry, rated),
        certificate_no=evaluation.certificate_no,
        scorecard=_list_scorecard(entry, rated),
        vetoes=vetoes_of(entry, rated),
        reason=reason.text if reason else None,
        basis=reason.basis if reason else None,
        exception=reason.exception if reason else None,
        explanation=((trace.lines or (trace.sentence,)) + ((trace.departs,) if trace.departs else ())) if trace else (),
    )


def _list_decision(entry: HistoryEntry, decision: Decision, rated: Rated) -> RatingData:
    return RatingData(
        period=None,
        outcome=None,
        decision=decision.kind,
        level=name_level(rated.programme.level(decision.to_level)),
        from_level=name_level(rated.programme.level(decision.from_level)),
        decided=decision.date,
        valid_until=None,
        authorities=(),
        certificate_no=None,
        scorecard=None,
        vetoes=(),
        reason=None,
        basis=decision.basis,
        exception=None,
        explanation=(),
    )


def _list_scorecard(entry: HistoryEntry, rated: Rated) -> ScorecardData | None:
    """The scorecard as deep as the site publishes it (FORMAT.md section 5, `publish`)."""
    judged, depth = rated.judgement(entry), rated.shared.config.publish.scores
    if judged is None or judged.rubric is None or judged.card is None or depth is Depth.LEVEL:
        return None
    card, rubric, evaluation = judged.card, judged.rubric, judged.evaluation
    shows_aspects, shows_items = depth in (Depth.ASPECTS, Depth.ITEMS), depth is Depth.ITEMS
    evidence = _list_evidence(evaluation, rated) if shows_items else {}
    return ScorecardData(
        rubric=rubric.id,
        illustrative=rubric.illustrative,
        total=_number(card.total),
        max=plain_number(card.max),
        aspects=tuple(_list_aspects(card, rubric, evidence, shows_items)) if shows_aspects else (),
        bonus=_list_extra(card.bonus, evaluation.bonus, rubric.bonus, shows_items) if shows_aspects else None,
        deductions=_list_extra(card.deductions, evaluation.deductions, rubric.deductions, shows_items)
        if shows_aspects
        else None,
    )


def _list_evidence(evaluation: Evaluation, rated: Rated) -> Mapping[ItemId, tuple[DocumentData, ...]]:
    files: Files = rated.files
    return {one.item: list_documents(one.documents, files, rated.url, rated.shared) for one in evaluation.evidence}


def _list_aspects(
    card: Scorecard, rubric: Rubric, evidence: Mapping[ItemId, tuple[DocumentData, ...]], shows_items: bool
) -> Iterator[AspectData]:
    for result, aspect in zip(card.aspects, rubric.aspects, strict=True):
        items = _list_items(result, aspect, evidence) if shows_items else ()
        yield AspectData(result.id, result.name, _number(result.points), plain_number(result.max), tuple(items))


def _list_items(
    result: AspectResult, aspect: Aspect, evidence: Mapping[ItemId, tuple[DocumentData, ...]]
) -> list[ItemData]:
    return [
        ItemData(item.id, item.name, _number(points), plain_number(item.max), evidence.get(item.id, ()))
        for points, item in zip(result.items, aspect.items, strict=True)
    ]


def _list_extra(
    counted: Decimal, given: tuple[ItemPoints, ...], extra: Extra | None, shows_items: bool
) -> ExtraData | None:
    """What was given of bonus or deductions; None where nothing was."""
    if not given:
        return None
    known = {ItemId(item.id or item.name): item for item in extra.items} if extra and shows_items else {}
    items = ((one, known[one.item]) for one in given if one.item in known)
    return ExtraData(
        plain_number(counted),
        tuple(ItemData(one.item, item.name, plain_number(one.points), _number(item.max), ()) for one, item in items),
    )


def _number(number: Decimal | None) -> float | None:
    return None if number is None else plain_number(number)
