"""An evaluation: what names mean in it, and whether its scores fit its rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starcase.language import Label
from starcase.model.ids import ProgrammeId, TypeId
from starcase.model.organization import Evaluation, ItemPoints, Outcome
from starcase.model.programme import Programme
from starcase.model.rubric import Extra, Rubric
from starcase.problems import Path, Problem, Spot, problem, rule
from starcase.read.names import Names, Role, known_id, names_of_programme, names_of_rubric
from starcase.read.order import check_dates
from starcase.read.peek import peek, peek_text
from starcase.read.reading import Inner, Inside, Reading
from starcase.read.shapes import parse_choice
from starcase.read.words import quoted
from starcase.sources.yamltree import Tree

RUBRIC_NOT_SAID = rule(
    "rubric-not-said",
    says="这次评定没有写评分标准，能用的不止一个：{offers}。",
    mend="请加上一行 rubric: 和其中的一个。",
)
NO_RUBRIC = rule(
    "no-rubric",
    says="这次评定写了得分，但项目“{programme}”没有适合这个组织类型的评分标准。",
    mend="请在项目文件里写上评分标准，或在这里写明 rubric:；得分不公布的，删去得分。",
)
MISSING_SCORE = rule(
    "missing-score",
    says="“{item}”没有得分；写了得分，每一项都要有。",
    mend="请补上“{item}”的得分；没有得分不等于0分，不要随手填0。",
)
SCORE_RANGE = rule(
    "score-out-of-range",
    says="“{item}”得分 {got}，应在 0 到 {max} 之间。",
    mend="请核对评分表里“{item}”这一行。",
)
N_A_NOT_ALLOWED = rule(
    "n-a-not-allowed",
    says="“{item}”写了不适用，评分标准里这一项不能不适用。",
    mend="请填写得分；确实可以不适用的，在评分标准的这一项加上 may_be_n_a: true。",
)
LEVEL_OR_OUTCOME = rule(
    "level-or-outcome-missing",
    says="这次评定没有写等级，也没有写评定结果。",
    mend="请写上 level: 和等级；没有评上的，写上 outcome: 和评定结果（不予评定、未参评、暂缓 或 已取消）。",
)
LEVEL_WITHOUT_RATING = rule(
    "level-without-rating",
    says="评定结果是“{outcome}”，却又写了等级“{level}”。",
    mend="请删去等级，或者改正评定结果。",
)
EVALUATED_TWICE = rule(
    "evaluated-twice",
    says="{period} 的评定写了两次。",
    mend="请只留一次，或者改正期次。",
)

_PERIOD = Label("期次", "period")
_DECIDED = Label("评定日期", "decided")
_VALID_UNTIL = Label("有效期至", "valid_until")


def inside_evaluation(
    programmes: Mapping[ProgrammeId, Programme], own: Programme | None, kind: TypeId | None, around: Names
) -> Inner:
    """What holds inside an evaluation of a body whose programme and type are known.

    Names mean what they mean in the evaluation's own programme and rubric. Left out, the rubric is the only one for the body's type,
    and the outcome is `rated` where a level is given. `around` are the names that mean the same everywhere.
    Reports: rubric-not-said, no-rubric. Source: FORMAT.md sections 2 and 3.
    """

    def enter(tree: dict[str, Tree], path: Path, reading: Reading) -> Inside:
        programme = _programme(tree, programmes, own, around)
        given: dict[str, object] = {}
        if peek_text(Evaluation, tree, "level") and not peek_text(Evaluation, tree, "outcome"):
            given["outcome"] = Outcome.RATED
        if programme is None:
            return Inside(reading.with_names(around), given)
        names = {**around, **names_of_programme(programme)}
        rubric = _rubric(tree, path, programme, kind, names, reading)
        if rubric is not None:
            given["rubric"] = rubric.id
            names |= names_of_rubric(programme, rubric)
        return Inside(reading.with_names(names), given)

    return enter


def _programme(
    tree: dict[str, Tree], programmes: Mapping[ProgrammeId, Programme], own: Programme | None, around: Names
) -> Programme | None:
    written = peek_text(Evaluation, tree, "programme")
    if written is None:
        return own
    return programmes.get(ProgrammeId(known_id(around, Role.PROGRAMME, written) or ""))


def _rubric(
    tree: dict[str, Tree], path: Path, programme: Programme, kind: TypeId | None, names: Names, reading: Reading
) -> Rubric | None:
    written = peek_text(Evaluation, tree, "rubric")
    if written is not None:
        found = known_id(names, Role.RUBRIC, written)
        return next((rubric for rubric in programme.rubrics if rubric.id == found), None)
    fitting = [rubric for rubric in programme.rubrics if not rubric.types or kind in rubric.types]
    if len(fitting) == 1:
        return fitting[0]
    has_scores = peek(Evaluation, tree, "scores") is not None
    if fitting and (has_scores or not _needs_no_rubric(tree)):
        reading.report(RUBRIC_NOT_SAID, path, offers=quoted([rubric.id for rubric in fitting]))
    elif has_scores and not fitting:
        reading.report(NO_RUBRIC, (*path, "scores"), programme=programme.name)
    return None


def _needs_no_rubric(tree: dict[str, Tree]) -> bool:
    """Whether the body was not compared at all in this round, so that no rubric was used."""
    outcome = parse_choice(Outcome, peek_text(Evaluation, tree, "outcome") or "")
    return outcome in (Outcome.EXEMPT, Outcome.SUSPENDED, Outcome.WITHDRAWN)


def check_evaluations(
    reading: Reading, programmes: Mapping[ProgrammeId, Programme], own: Programme | None
) -> Iterator[Problem]:
    """Whether each evaluation is whole, its scores fit its rubric, and no period is evaluated twice."""
    first: dict[object, Path] = {}
    for path, evaluation in reading.each(Evaluation):
        programme = programmes.get(evaluation.programme) if evaluation.programme else own
        yield from _check_result(path, evaluation, programme, reading)
        yield from _check_days(path, evaluation, reading)
        if programme is not None:
            yield from _check_points(path, evaluation, programme, reading)
        which = (evaluation.programme or (own.id if own else None), evaluation.period)
        if which in first:
            related = (Spot(reading.document, (*first[which], "period")),)
            yield problem(
                EVALUATED_TWICE, reading.document, (*path, "period"), related=related, period=evaluation.period
            )
        first.setdefault(which, path)


def _check_result(
    path: Path, evaluation: Evaluation, programme: Programme | None, reading: Reading
) -> Iterator[Problem]:
    if evaluation.level and evaluation.outcome not in (None, Outcome.RATED):
        outcome = evaluation.outcome.label if evaluation.outcome else ""
        known = programme.level(evaluation.level) if programme else None
        level = known.name if known else evaluation.level
        yield problem(LEVEL_WITHOUT_RATING, reading.document, (*path, "level"), outcome=outcome, level=level)
    if evaluation.level or evaluation.outcome or programme is None or not programme.known_levels:
        return
    if not (reading.has_error_at((*path, "level")) or reading.has_error_at((*path, "outcome"))):
        yield problem(LEVEL_OR_OUTCOME, reading.document, path)


def _check_days(path: Path, evaluation: Evaluation, reading: Reading) -> Iterator[Problem]:
    begins = (_PERIOD, evaluation.period.first_day)
    decided = (_DECIDED, evaluation.decided)
    yield from check_dates(reading.document, path, earlier=begins, later=decided, key="decided")
    valid_until = (_VALID_UNTIL, evaluation.valid_until)
    yield from check_dates(reading.document, path, earlier=decided, later=valid_until, key="valid_until")


def _check_points(path: Path, evaluation: Evaluation, programme: Programme, reading: Reading) -> Iterator[Problem]:
    rubric = next((rubric for rubric in programme.rubrics if rubric.id == evaluation.rubric), None)
    if rubric is None:
        return
    if evaluation.scores is not None:
        yield from _check_scores((*path, "scores"), evaluation, rubric, reading)
    yield from _check_extra((*path, "bonus"), evaluation.bonus, rubric.bonus, reading)
    yield from _check_extra((*path, "deductions"), evaluation.deductions, rubric.deductions, reading)


def _check_scores(path: Path, evaluation: Evaluation, rubric: Rubric, reading: Reading) -> Iterator[Problem]:
    scores = {score.item: score.points for score in evaluation.scores or ()}
    items = rubric.items
    missing = [item for item in items if item.id not in scores and not reading.has_error_at((*path, item.id))]
    if len(missing) > _mistyped_keys(path, reading):
        yield from (problem(MISSING_SCORE, reading.document, path, item=item.name) for item in missing)
    for item in items:
        if item.id not in scores:
            continue
        points = scores[item.id]
        if points is None:
            if not item.may_be_n_a:
                yield problem(N_A_NOT_ALLOWED, reading.document, (*path, item.id), item=item.name)
        elif not 0 <= points <= item.max:
            yield problem(SCORE_RANGE, reading.document, (*path, item.id), item=item.name, got=points, max=item.max)


def _mistyped_keys(path: Path, reading: Reading) -> int:
    """How many scores stand beside a name that is not known: they are most likely those of the items that have none."""
    return sum(met.spot.key and met.spot.path[:-1] == path for met in reading.problems)


def _check_extra(path: Path, given: tuple[ItemPoints, ...], extra: Extra | None, reading: Reading) -> Iterator[Problem]:
    known = {item.id or item.name: item for item in extra.items} if extra and given else {}
    for one in given:
        item = known.get(one.item)
        if item is not None and item.max is not None and one.points > item.max:
            here = (*path, one.item)
            yield problem(SCORE_RANGE, reading.document, here, item=item.name, got=one.points, max=item.max)
