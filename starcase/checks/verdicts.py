"""Checks the levels that were given against those that the scores and rules earn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from starcase.checks.grounds import find_grounds
from starcase.checks.levels import level_name
from starcase.language import Listing, say_number
from starcase.model.organization import Evaluation, Organization
from starcase.model.programme import Programme
from starcase.model.rubric import OnMismatch, Rubric
from starcase.model.verdict import Condition, Doubt, Lowered, Need, Refusal, Refused, Tested, Verdict
from starcase.problems import DocumentId, Path, Problem, Severity, Spot, problem, rule
from starcase.rating.by_figures import days_of_change, decide_by_figures
from starcase.rating.events import events_in, is_evaluated
from starcase.rating.evidence import evidence_given, items_with_evidence
from starcase.rating.judging import Judged
from starcase.rating.quotas import may_fall_to
from starcase.rating.telling import Names, tell_briefly, tell_doubt, tell_due, tell_given
from starcase.rating.terms import is_lower, needs_for, rules_for
from starcase.rating.verdicts import is_possible

LEVEL_NOT_EARNED = rule(
    "level-not-earned",
    says="{period} {given}，按得分和评定规则{due}：{why}。",
    mend="请核对得分、服务数据和等级。评得低一些的，在 reason 里写明理由；破格的，写明 exception 和依据 basis。",
)
LEVEL_NOT_IN_FIGURES = rule(
    "level-not-in-figures",
    says="等级写的是“{declared}”，按服务数据{due}：{why}。",
    mend="请核对等级和服务数据。",
)
FIGURE_IN_DOUBT = rule(
    "figure-in-doubt",
    says="{what}，等级只能暂按现有数据定。",
    mend="请补上确切的数据。",
    severity=Severity.WARNING,
)
TOTAL_IN_GAP = rule(
    "total-in-gap",
    says="总分 {total} 落在公布的两档分数之间，按低的一档“{level}”算。",
    mend="请和评定单位核对这个分数算哪一档，并在项目文件里把分数段写连续。",
    severity=Severity.WARNING,
)
EVIDENCE_MISSING = rule(
    "evidence-missing",
    says="{period} 的评定，要求有佐证材料的内容没有写：{items}。",
    mend="请在 evidence（佐证材料）里补上，每项至少写一个名称。",
    severity=Severity.WARNING,
)
EXCEPTION_WITHOUT_BASIS = rule(
    "exception-without-basis",
    says="写了破格，却没有写依据，所以不算数。",
    mend="请在 reason 里加上 basis:（依据），写明文件或会议。",
    severity=Severity.WARNING,
)


def check_judged(
    record: Organization,
    programme: Programme,
    source: Programme | None,
    judged: Iterable[Judged],
    document: DocumentId,
    written: DocumentId | None = None,
) -> Iterator[Problem]:
    """Reports what is wrong with a body's evaluations in one programme; `source` is the one that it is built from.

    `written` is the document of the programme, where it is known.
    Reports: level-not-earned, figure-in-doubt, total-in-gap, evidence-missing, exception-without-basis.
    Source: FORMAT.md section 4.
    """
    for one in judged:
        evaluation, path = one.evaluation, ("evaluations", one.event.number)
        if not is_evaluated(evaluation):
            continue
        if evaluation.reason and evaluation.reason.exception and not evaluation.reason.basis:
            yield problem(EXCEPTION_WITHOUT_BASIS, document, (*path, "reason", "exception"))
        if one.rubric and one.card:
            yield from _check_evidence(evaluation, one.rubric, path, document)
            yield from _check_gap(one.card.total, Names(programme, one.rubric), path, document)
        if one.verdict and not (_is_mostly_n_a(one.verdict) and programme.id == record.programme):
            names = Names(programme, one.rubric, source)
            yield from _compare(evaluation, one.verdict, names, path, document, written)
            yield from _check_doubts(one.verdict, names, path, document)


def check_typed_level(
    record: Organization, programme: Programme, document: DocumentId, as_of: date
) -> Iterator[Problem]:
    """Reports level-not-in-figures where the typed level of a body without evaluations differs from that of its service figures.

    Only a warning where it was right on some other day: which records are held back never depends on the day. Where a figure is missing
    there is no level to compare with, only a doubt. Reports: figure-in-doubt.
    """
    if events_in(record, programme):
        return
    verdict = decide_by_figures(record, programme, as_of, record.level)
    if verdict is None:
        return
    names = Names(programme)
    for doubt in _each_figure(verdict.doubts):
        if record.level or record.services:
            at = ("services",) if record.services else ("level",)
            yield problem(FIGURE_IN_DOUBT, document, at, what=tell_doubt(doubt, names))
    if record.level is None or is_possible(record.level, verdict, programme) or _misses_figure(verdict):
        return
    is_mild = rules_for(programme, None).mismatch is OnMismatch.WARNING or _was_right(record, programme)
    yield problem(
        LEVEL_NOT_IN_FIGURES,
        document,
        ("level",),
        severity=Severity.WARNING if is_mild else Severity.ERROR,
        related=(Spot(document, ("services",)),) if record.services else (),
        declared=level_name(record.level, programme),
        due=tell_due(verdict.level, programme),
        why=tell_briefly(verdict, names, record.level),
    )


def _was_right(record: Organization, programme: Programme) -> bool:
    """Whether the figures support the typed level on any day at all."""
    changes = days_of_change(record, programme)
    before = (day - timedelta(days=1) for day in changes[:1])
    verdicts = (decide_by_figures(record, programme, day, record.level) for day in (*before, *changes))
    return any(verdict is not None and is_possible(record.level, verdict, programme) for verdict in verdicts)


def _misses_figure(verdict: Verdict) -> bool:
    return any(doubt.doubt is Doubt.MISSING for doubt in verdict.doubts)


def _is_mostly_n_a(verdict: Verdict) -> bool:
    """Whether there is no total, which is reported with the scores of the body's own programme."""
    return any(isinstance(step, Refused) and step.why is Refusal.NO_TOTAL for step in verdict.steps)


def _compare(
    evaluation: Evaluation,
    verdict: Verdict,
    names: Names,
    path: Path,
    document: DocumentId,
    written: DocumentId | None,
) -> Iterator[Problem]:
    programme, rubric, declared = names.programme, names.rubric, evaluation.level
    if is_possible(declared, verdict, programme):
        return
    if is_lower(declared, verdict.level, programme) and (
        _has_reason(evaluation) or may_fall_to(declared, verdict.level, programme, rubric)
    ):
        return  # what quotas may have lowered is compared once all bodies are known
    rules = rules_for(programme, rubric)
    yield problem(
        LEVEL_NOT_EARNED,
        document,
        (*path, "level" if declared else "outcome"),
        severity=Severity.WARNING if rules.mismatch is OnMismatch.WARNING else Severity.ERROR,
        related=(*_related(evaluation, verdict, path, document), *find_grounds(verdict, declared, names, written)),
        period=evaluation.period,
        given=tell_given(declared, programme),
        due=tell_due(verdict.level, programme),
        why=tell_briefly(verdict, names, declared),
    )


def _related(evaluation: Evaluation, verdict: Verdict, path: Path, document: DocumentId) -> Iterator[Spot]:
    """Where the scores stand, and the figure that took the level down."""
    if evaluation.vetoes:
        yield Spot(document, (*path, "vetoes"))
    elif evaluation.scores is not None:
        yield Spot(document, (*path, "scores"))
    looked_at = [step.condition for step in verdict.steps if isinstance(step, Lowered) and step.condition]
    for test in verdict.steps:
        if isinstance(test, Tested) and not test.is_met:
            looked_at += test.conditions
    if any(condition.need is Need.INDICATOR and condition.found is not None for condition in looked_at):
        yield Spot(document, ("services",))


def _check_doubts(verdict: Verdict, names: Names, path: Path, document: DocumentId) -> Iterator[Problem]:
    for condition in _each_figure(verdict.doubts):
        yield problem(FIGURE_IN_DOUBT, document, path, what=tell_doubt(condition, names))


def _each_figure(doubts: Iterable[Condition]) -> Iterable[Condition]:
    """One doubt of each figure, however many levels ask for it."""
    return {(doubt.subject, doubt.found): doubt for doubt in doubts}.values()


def _check_gap(total: Decimal | None, names: Names, path: Path, document: DocumentId) -> Iterator[Problem]:
    """A total that lies in none of the printed ranges, between two of them."""
    asked = [(level, needs.total) for level, needs in needs_for(names.programme, names.rubric) if needs.total]
    if total is None or all(bound.at_most is None for _, bound in asked):
        return
    below = [(level, bound) for level, bound in asked if bound.at_least <= total]
    if not below or len(below) == len(asked):
        return
    level, best = below[0]
    is_in_range = any(bound.at_most is not None and total <= bound.at_most for _, bound in below)
    if best.at_most is not None and not is_in_range:
        yield problem(TOTAL_IN_GAP, document, (*path, "scores"), total=say_number(total), level=level.name)


def _check_evidence(evaluation: Evaluation, rubric: Rubric, path: Path, document: DocumentId) -> Iterator[Problem]:
    """Items that require evidence, apply, and were given points."""
    required = items_with_evidence(rubric)
    if not required:
        return
    points = {score.item: score.points for score in evaluation.scores or ()}
    given = evidence_given(evaluation)
    missing = tuple(item.name for item in required if points.get(item.id) and item.id not in given)
    if missing:
        where = (*path, "evidence") if evaluation.evidence else (*path, "scores")
        yield problem(EVIDENCE_MISSING, document, where, period=evaluation.period, items=Listing(missing))


def _has_reason(evaluation: Evaluation) -> bool:
    return bool(evaluation.reason and (evaluation.reason.text or evaluation.reason.basis))
