"""How a level came about: the latest rating with its scorecard, what followed it, and the ratings before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from starcase.language import mark, say_day
from starcase.model.contest import Placed
from starcase.model.ids import LevelId
from starcase.model.organization import Decision, DecisionKind, Evaluation, Organization, Outcome, Reason, ReasonKind
from starcase.model.programme import Level, Programme, Rates
from starcase.model.rubric import Rubric
from starcase.model.same import Same
from starcase.model.standing import HistoryEntry, Standing, State
from starcase.model.tally import GONE
from starcase.model.values import Period
from starcase.model.verdict import Verdict
from starcase.rating.calendar import last_valid_day
from starcase.rating.in_force import history
from starcase.rating.judging import Judged
from starcase.rating.linked import results_of_years
from starcase.rating.telling import Names
from starcase.views import urls
from starcase.views.frame import Link
from starcase.views.parts import LevelMark, draw_level, say_period
from starcase.views.public.documents import Files
from starcase.views.public.known_body import judge_body
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.public.scorecard import ScorecardView, project_scorecard
from starcase.views.public.trace import TraceView, project_trace
from starcase.views.scheme import authorities_on, has_how
from starcase.views.shared import Shared

_EXCEPTIONS = {
    ReasonKind.STEP_LIMIT: mark("不受逐级晋升的限制"),
    ReasonKind.QUOTA: mark("不受名额的限制"),
    ReasonKind.CAP: mark("不受封顶的限制"),
    ReasonKind.FROM: mark("不受原等级的限制"),
}
_OUTCOMES = {
    Outcome.NOT_RATED: mark("{period}不予评定。"),
    Outcome.EXEMPT: mark("{period}没有参加评定。"),
    Outcome.SUSPENDED: mark("{period}暂缓评定。"),
    Outcome.WITHDRAWN: mark("{period}的{level_word}已取消。"),
}
_WITHOUT_RATING = {
    State.RATED: mark("资料写明是{level}，没有写明评定的日期和得分。"),
    State.UNRATED: mark("还没有参加评定。"),
    State.TOO_NEW: mark("新成立，暂不定{level_word}。"),
    State.UNPUBLISHED: mark("这个项目评{level_word}，各组织的{level_word}没有公布。"),
}
_GIVES_LEVEL = (Outcome.RATED, DecisionKind.PROMOTED, DecisionKind.DEMOTED, DecisionKind.RESUMED)
_MOVES = {
    DecisionKind.PROMOTED: (mark("{day}升级。"), mark("{day}升为{to}。"), mark("{day}由{level}升为{to}。")),
    DecisionKind.DEMOTED: (mark("{day}降级。"), mark("{day}降为{to}。"), mark("{day}由{level}降为{to}。")),
}
_TURNS = {
    DecisionKind.SUSPENDED: mark("{day}起暂停{level_word}。"),
    DecisionKind.RESUMED: mark("{day}起恢复{level_word}。"),
    DecisionKind.WITHDRAWN: mark("{day}取消{level_word}。"),
}


class RatingView(Struct, frozen=True):
    """One evaluation or decision of the past; `mark` or `state`, and `total` where it is published."""

    title: str
    mark: LevelMark | None
    state: str | None
    total: str | None
    trace: TraceView | None
    facts: tuple[Labelled, ...]
    scorecard: ScorecardView | None


class RatingsView(Struct, frozen=True):
    """A body's ratings in one programme.

    `how` leads to the page that explains such ratings. `sentences` tell the latest rating and what followed it, oldest first; `trace`,
    `facts`, `scorecard` and `reply` belong to it; `past` holds the ratings before it, newest first.
    """

    heading: str
    how: Link
    sentences: tuple[str, ...]
    trace: TraceView | None
    facts: tuple[Labelled, ...]
    scorecard: ScorecardView | None
    reply: str | None
    past: tuple[RatingView, ...]


class Rated(Struct, frozen=True):
    """All that showing the ratings of a body in one programme needs."""

    body: Organization
    programme: Programme
    source: Programme | None
    judged: Mapping[int, Judged]
    placed: Mapping[int, Placed]
    files: Files
    url: str
    shared: Shared

    def level(self, wanted: LevelId | None) -> str | None:
        level = self.programme.level(wanted)
        return level.name if level else None

    def judgement(self, entry: HistoryEntry) -> Judged | None:
        return self.judged[entry.number] if isinstance(entry.what, Outcome) else None

    def rubric(self, entry: HistoryEntry) -> Rubric | None:
        judged = self.judgement(entry)
        return judged.rubric if judged else None

    def evaluation(self, entry: HistoryEntry) -> Evaluation | None:
        judged = self.judgement(entry)
        return judged.evaluation if judged else None


def project_ratings(
    body: Organization, standing: Standing, placed: tuple[Placed, ...], files: Files, url: str, shared: Shared
) -> tuple[RatingsView, ...]:
    """A body's ratings, in its own programme first; empty where none can be shown. `placed` is what quotas made of them.

    What comes on or after `standing.until` lies in the future and is left out.
    """
    rated = rate_body(body, placed, files, url, shared)
    return tuple(view for each in rated if (view := _project_programme(each, standing)))


def rate_body(
    body: Organization, placed: tuple[Placed, ...], files: Files, url: str, shared: Shared
) -> Iterator[Rated]:
    """A body in each programme that may show ratings of it, its own first."""
    named = {each.programme for each in body.evaluations if each.programme}
    built = {each.id for each in shared.programmes.values() if each.built_from == body.programme}
    ids = (body.programme, *sorted((named | built) - {body.programme}))
    programmes = (shared.programmes[each] for each in ids if each in shared.programmes)
    return (_rated(body, one, placed, files, url, shared) for one in programmes if one.rates is Rates.BODIES)


def _rated(
    body: Organization, programme: Programme, placed: tuple[Placed, ...], files: Files, url: str, shared: Shared
) -> Rated:
    source = shared.programmes.get(programme.built_from) if programme.built_from else None
    judged = {one.event.number: one for one in judge_body(body, programme, source)}
    own = {one.number: one for one in placed if one.programme == programme.id}
    return Rated(body, programme, source, judged, own, files, url, shared)


def _project_programme(rated: Rated, standing: Standing) -> RatingsView | None:
    entries = known_entries(rated, standing)
    if not entries:
        return _of_years(rated, standing) or _without_rating(rated, standing)
    latest = find_latest(entries)
    base, following = entries[latest], entries[:latest]
    scorecard = _scorecard(base, rated)
    return RatingsView(
        heading=_heading(rated, standing),
        how=_link_how(rated),
        sentences=(
            _tell(base, scorecard, rated),
            *(_tell(entry, None, rated) for entry in reversed(following)),
            *(_tell_year(year, verdict, standing, rated) for year, verdict in known_years(rated, standing)[-1:]),
        ),
        trace=explain(base, rated),
        facts=_latest_facts(base, rated),
        scorecard=scorecard,
        reply=find_reply(entries[: latest + 1], rated),
        past=tuple(_view_past(entry, rated) for entry in entries[latest + 1 :]),
    )


def known_entries(rated: Rated, standing: Standing) -> list[HistoryEntry]:
    """The body's evaluations and decisions in the programme, the newest first, without what comes when the standing may change."""
    entries = history(rated.body, rated.programme)
    return [entry for entry in entries if standing.until is None or entry.day < standing.until]


def find_latest(entries: list[HistoryEntry]) -> int:
    """The place of the latest rating among entries, the newest first; of the oldest entry where none is a rating."""
    return next((place for place, entry in enumerate(entries) if _is_rating(entry)), len(entries) - 1)


def _without_rating(rated: Rated, standing: Standing) -> RatingsView | None:
    """What can be said of a body whose record holds no rating; nothing where its programme gives no levels."""
    is_own = rated.programme.id == rated.body.programme
    if not is_own or rated.body.status in GONE or standing.state not in _WITHOUT_RATING:
        return None
    sentence = rated.shared.words(
        _WITHOUT_RATING[standing.state], level=rated.level(standing.level), level_word=rated.programme.level_word
    )
    return RatingsView(_heading(rated, standing), _link_how(rated), (sentence,), None, (), None, None, ())


def _of_years(rated: Rated, standing: Standing) -> RatingsView | None:
    """What the levels of another programme come to in this one, the latest year first."""
    years = known_years(rated, standing)[::-1]
    if not years:
        return None
    (_, verdict), *_ = years
    names, words = Names(rated.programme, None, rated.source), rated.shared.words
    return RatingsView(
        heading=_heading(rated, standing),
        how=_link_how(rated),
        sentences=tuple(_tell_year(year, verdict, standing, rated) for year, verdict in years),
        trace=project_trace(verdict, None, verdict.level, names, rated.shared.config.publish.scores, words),
        facts=(),
        scorecard=None,
        reply=None,
        past=(),
    )


def known_years(rated: Rated, standing: Standing) -> list[tuple[Period, Verdict]]:
    """The years that nobody has decided, oldest first, with what they come to by what was given before the standing changes."""
    if rated.source is None:
        return []
    last = standing.until - timedelta(days=1) if standing.until else None
    made = (one for one in rated.judged.values() if last is None or one.event.day <= last)
    decided = {one.evaluation.period.year for one in made}
    results = results_of_years(rated.body, rated.programme, rated.source, last)
    return [(year, verdict) for year, verdict in results if year.year not in decided]


def _tell_year(year: Period, verdict: Verdict, standing: Standing, rated: Rated) -> str:
    words, level = rated.shared.words, rated.level(verdict.level)
    has_ended = standing.until is None or year.day_after < standing.until
    if has_ended:
        text = mark("{period}评为{level}。") if level else mark("{period}没有达到任何等级的条件。")
    else:
        text = mark("{period}还没有结束，按目前的结果可评为{level}，年度结束后才算数。")
        text = text if level else mark("{period}还没有结束，目前没有达到任何等级的条件。")
    return words(text, period=say_period(year, words), level=level)


def _is_rating(entry: HistoryEntry) -> bool:
    return isinstance(entry.what, Outcome) and entry.what is not Outcome.EXEMPT


def _heading(rated: Rated, standing: Standing) -> str:
    if rated.programme.id != rated.body.programme:
        return rated.programme.name
    if standing.level is None:
        return rated.shared.words("评定情况")
    return rated.shared.words("{level_word}怎样得来", level_word=rated.programme.level_word)


def _link_how(rated: Rated) -> Link:
    words, programme = rated.shared.words, rated.programme
    if has_how(programme):
        label = words("看“{programme}”怎么评", programme=programme.name)
        return Link(label, urls.relative(rated.url, urls.how_url(programme.id)))
    label = words("看“{programme}”的介绍", programme=programme.name)
    return Link(label, urls.relative(rated.url, urls.programme_url(programme.id)))


def find_reply(entries: list[HistoryEntry], rated: Rated) -> str | None:
    """The body's own statement on the latest rating, or on a later one that it took no part in."""
    evaluations = (rated.evaluation(entry) for entry in entries)
    return next((each.reply for each in evaluations if each and each.reply), None)


def _view_past(entry: HistoryEntry, rated: Rated) -> RatingView:
    words = rated.shared.words
    level = level_given(entry, rated)
    scorecard = _scorecard(entry, rated)
    return RatingView(
        title=_title(entry, rated),
        mark=draw_level(level, rated.programme) if level else None,
        state=None if entry.what is Outcome.RATED else words(entry.what.zh[0]),
        total=words("{total}分", total=scorecard.total) if scorecard and scorecard.total else None,
        trace=explain(entry, rated),
        facts=_facts_with_validity(entry, rated),
        scorecard=scorecard,
    )


def level_given(entry: HistoryEntry, rated: Rated) -> Level | None:
    """The level that an entry gave; None for one that gave none or took it away."""
    return rated.programme.level(entry.level) if entry.what in _GIVES_LEVEL else None


def _title(entry: HistoryEntry, rated: Rated) -> str:
    words = rated.shared.words
    if entry.period is None:
        return say_day(entry.day, words)
    return words("{period}评定", period=say_period(entry.period, words))


def _scorecard(entry: HistoryEntry, rated: Rated) -> ScorecardView | None:
    judged = rated.judgement(entry)
    if judged is None or judged.rubric is None or judged.card is None:
        return None
    return project_scorecard(judged.card, judged.rubric, judged.evaluation, rated.files, rated.url, rated.shared)


def explain(entry: HistoryEntry, rated: Rated) -> TraceView | None:
    """Why an entry is what it is, as far as that is published."""
    judged = rated.judgement(entry)
    if judged is None or entry.what not in (Outcome.RATED, Outcome.NOT_RATED):
        return None
    placed = Same(rated.placed.get(entry.number))
    return _explain(Same(judged), placed, Same(rated.programme), Same(rated.source), Same(rated.shared))


@lru_cache(maxsize=16)
def _explain(
    judged: Same[Judged],
    placed: Same[Placed | None],
    programme: Same[Programme],
    source: Same[Programme | None],
    shared: Same[Shared],
) -> TraceView | None:
    """Told once for a body's page and its data, which are made one after the other."""
    verdict, evaluation = judged.value.verdict, judged.value.evaluation
    if verdict is None:
        return None
    names = Names(programme.value, judged.value.rubric, source.value)
    depth, words = shared.value.config.publish.scores, shared.value.words
    return project_trace(verdict, placed.value, evaluation.level, names, depth, words)


def _tell(entry: HistoryEntry, card: ScorecardView | None, rated: Rated) -> str:
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


def _latest_facts(entry: HistoryEntry, rated: Rated) -> tuple[Labelled, ...]:
    """The facts of the latest rating; the page's head says only of the body's own programme until when it is valid."""
    if not _is_rating(entry):
        return ()
    is_own = rated.programme.id == rated.body.programme
    return _facts(entry, rated) if is_own else _facts_with_validity(entry, rated)


def _facts_with_validity(entry: HistoryEntry, rated: Rated) -> tuple[Labelled, ...]:
    words, last = rated.shared.words, last_day_of(entry, rated)
    return (*_facts(entry, rated), *given(label_text(words("有效期至"), say_day(last, words) if last else None)))


def _facts(entry: HistoryEntry, rated: Rated) -> tuple[Labelled, ...]:
    evaluation = rated.evaluation(entry)
    if evaluation is None:
        return _decision_facts(rated.body.decisions[entry.number], rated)
    words = rated.shared.words
    decided = say_day(evaluation.decided, words) if evaluation.decided else None
    return given(
        label_text(words("评定单位"), words("、").join(authorities_of(entry, rated))),
        label_text(words("评定日期"), decided),
        label_text(words("证书编号"), evaluation.certificate_no),
        label_links(words("否决情形"), (Link(name, None) for name in vetoes_of(entry, rated))),
        *_reason_facts(evaluation.reason, rated),
    )


def _decision_facts(decision: Decision, rated: Rated) -> tuple[Labelled, ...]:
    words = rated.shared.words
    return given(
        label_text(words("原等级"), rated.level(decision.from_level)),
        label_text(words("依据"), decision.basis),
    )


def _reason_facts(reason: Reason | None, rated: Rated) -> Iterator[Labelled | None]:
    if reason is None:
        return
    words = rated.shared.words
    yield label_text(words("理由"), reason.text)
    yield label_text(words("依据"), reason.basis)
    yield label_text(words("破格"), words(_EXCEPTIONS[reason.exception]) if reason.exception else None)


def last_day_of(entry: HistoryEntry, rated: Rated) -> date | None:
    """The last day that the rating was given for, whatever came after it."""
    evaluation = rated.evaluation(entry)
    if evaluation is None or entry.what is not Outcome.RATED or entry.level is None:
        return None
    return evaluation.valid_until or last_valid_day(evaluation.decided or entry.day, entry.period, rated.programme)


def authorities_of(entry: HistoryEntry, rated: Rated) -> tuple[str, ...]:
    """Who rated on that day: authorities may have changed over the years."""
    return authorities_on(rated.programme, entry.day)


def vetoes_of(entry: HistoryEntry, rated: Rated) -> tuple[str, ...]:
    """The vetoes against an evaluation, by the names that the rules give them."""
    evaluation, rubric = rated.evaluation(entry), rated.rubric(entry)
    rules = (rated.programme.rules, rubric.rules if rubric else None)
    names = {veto.id: veto.name for each in rules if each for veto in each.vetoes}
    return tuple(names.get(veto, veto) for veto in evaluation.vetoes) if evaluation else ()
