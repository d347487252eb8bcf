"""Ratings and decisions in sentences: what was given when, and what a year comes to."""

from __future__ import annotations

from starcase.language import mark, say_day
from starcase.model.organization import Decision, DecisionKind, Evaluation, Outcome
from starcase.model.standing import HistoryEntry, Standing
from starcase.model.values import Period
from starcase.model.verdict import Verdict
from starcase.views.parts import say_period
from starcase.views.public.rated import Rated
from starcase.views.public.scorecard import ScorecardView

_OUTCOMES = {
    Outcome.NOT_RATED: mark("{period}不予评定。"),
    Outcome.EXEMPT: mark("{period}没有参加评定。"),
    Outcome.SUSPENDED: mark("{period}暂缓评定。"),
    Outcome.WITHDRAWN: mark("{period}的{level_word}已取消。"),
}
_MOVES = {
    DecisionKind.PROMOTED: (mark("{day}升级。"), mark("{day}升为{to}。"), mark("{day}由{level}升为{to}。")),
    DecisionKind.DEMOTED: (mark("{day}降级。"), mark("{day}降为{to}。"), mark("{day}由{level}降为{to}。")),
}
_TURNS = {
    DecisionKind.SUSPENDED: mark("{day}起暂停{level_word}。"),
    DecisionKind.RESUMED: mark("{day}起恢复{level_word}。"),
    DecisionKind.WITHDRAWN: mark("{day}取消{level_word}。"),
}


def title_entry(entry: HistoryEntry, rated: Rated) -> str:
    """What heads an entry of the past: its period, else its day."""
    words = rated.shared.words
    if entry.period is None:
        return say_day(entry.day, words)
    return words("{period}评定", period=say_period(entry.period, words))


def tell_entry(entry: HistoryEntry, card: ScorecardView | None, rated: Rated) -> str:
    """One evaluation or decision as a sentence; its reason follows where it is not listed among the facts."""
    evaluation = rated.evaluation(entry)
    if evaluation is None:
        return _tell_decision(rated.body.decisions[entry.number], rated)
    if entry.what is Outcome.RATED:
        return _tell_level(evaluation, card, rated)
    return _tell_outcome(entry, evaluation, rated)


def _tell_level(evaluation: Evaluation, card: ScorecardView | None, rated: Rated) -> str:
    words, level = rated.shared.words, rated.level(evaluation.level)
    period = say_period(evaluation.period, words)
    total, most = (card.total, card.max) if card else (None, None)
    if total and level:
        text = mark("{period}评定得{total}分（满分{max}分），评为{level}。")
    elif total:
        text = mark("{period}评定得{total}分（满分{max}分）。")
    else:
        text = mark("{period}评为{level}。") if level else mark("{period}参加了评定。")
    return words(text, period=period, total=total, max=most, level=level)


def _tell_outcome(entry: HistoryEntry, evaluation: Evaluation, rated: Rated) -> str:
    words, period = rated.shared.words, say_period(evaluation.period, rated.shared.words)
    what = words(_OUTCOMES[Outcome(entry.what)], period=period, level_word=rated.programme.level_word)
    reason = evaluation.reason.text if evaluation.reason and entry.what is Outcome.EXEMPT else None
    return words("{what}说明：{reason}", what=what, reason=reason) if reason else what


def _tell_decision(decision: Decision, rated: Rated) -> str:
    words = rated.shared.words
    before, after = rated.level(decision.from_level), rated.level(decision.to_level)
    if decision.kind in _MOVES:
        plain, to_only, both = _MOVES[decision.kind]
        text = both if before and after else to_only if after else plain
    else:
        text = _TURNS[decision.kind]
    what = words(text, day=say_day(decision.date, words), level=before, to=after, level_word=rated.programme.level_word)
    return words("{what}依据：{basis}", what=what, basis=decision.basis) if decision.basis else what


def tell_year(year: Period, verdict: Verdict, standing: Standing, rated: Rated) -> str:
    """What a year comes to that nobody has decided; while it lasts, what it would."""
    words, level = rated.shared.words, rated.level(verdict.level)
    has_ended = standing.until is None or year.day_after < standing.until
    if has_ended:
        text = mark("{period}评为{level}。") if level else mark("{period}没有达到任何等级的条件。")
    else:
        text = mark("{period}还没有结束，按目前的结果可评为{level}，年度结束后才算数。")
        text = text if level else mark("{period}还没有结束，目前没有达到任何等级的条件。")
    return words(text, period=say_period(year, words), level=level)
