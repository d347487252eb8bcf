"""How a level came about: the latest rating with its scorecard, what followed it, and the ratings before."""

from __future__ import annotations

from msgspec import Struct

from starcase.language import mark
from starcase.model.contest import Placed
from starcase.model.organization import Organization, Outcome
from starcase.model.standing import HistoryEntry, Standing, State
from starcase.model.tally import GONE
from starcase.rating.telling import Names
from starcase.views import urls
from starcase.views.frame import Link
from starcase.views.parts import LevelMark, draw_level
from starcase.views.public.documents import Files
from starcase.views.public.labelled import Labelled
from starcase.views.public.rated import (
    Rated,
    explain,
    find_latest,
    find_reply,
    known_entries,
    known_years,
    level_given,
    rate_body,
)
from starcase.views.public.rating_facts import list_facts_with_validity, list_latest_facts
from starcase.views.public.rating_sentences import tell_entry, tell_year, title_entry
from starcase.views.public.scorecard import ScorecardView, project_scorecard
from starcase.views.public.trace import TraceView, project_trace
from starcase.views.scheme import has_how
from starcase.views.shared import Shared

_WITHOUT_RATING = {
    State.RATED: mark("资料写明是{level}，没有写明评定的日期和得分。"),
    State.UNRATED: mark("还没有参加评定。"),
    State.TOO_NEW: mark("新成立，暂不定{level_word}。"),
    State.UNPUBLISHED: mark("这个项目评{level_word}，各组织的{level_word}没有公布。"),
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


def project_ratings(
    body: Organization, standing: Standing, placed: tuple[Placed, ...], files: Files, url: str, shared: Shared
) -> tuple[RatingsView, ...]:
    """A body's ratings, in its own programme first; empty where none can be shown. `placed` is what quotas made of them.

    What comes on or after `standing.until` lies in the future and is left out.
    """
    rated = rate_body(body, placed, files, url, shared)
    return tuple(view for each in rated if (view := _project_programme(each, standing)))


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
            tell_entry(base, scorecard, rated),
            *(tell_entry(entry, None, rated) for entry in reversed(following)),
            *(tell_year(year, verdict, standing, rated) for year, verdict in known_years(rated, standing)[-1:]),
        ),
        trace=explain(base, rated),
        facts=list_latest_facts(base, rated),
        scorecard=scorecard,
        reply=find_reply(entries[: latest + 1], rated),
        past=tuple(_view_past(entry, rated) for entry in entries[latest + 1 :]),
    )


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
        sentences=tuple(tell_year(year, verdict, standing, rated) for year, verdict in years),
        trace=project_trace(verdict, None, verdict.level, names, rated.shared.config.publish.scores, words),
        facts=(),
        scorecard=None,
        reply=None,
        past=(),
    )


def _without_rating(rated: Rated, standing: Standing) -> RatingsView | None:
    """What can be said of a body whose record holds no rating; nothing where its programme gives no levels."""
    is_own = rated.programme.id == rated.body.programme
    if not is_own or rated.body.status in GONE or standing.state not in _WITHOUT_RATING:
        return None
    sentence = rated.shared.words(
        _WITHOUT_RATING[standing.state], level=rated.level(standing.level), level_word=rated.programme.level_word
    )
    return RatingsView(_heading(rated, standing), _link_how(rated), (sentence,), None, (), None, None, ())


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


def _view_past(entry: HistoryEntry, rated: Rated) -> RatingView:
    words = rated.shared.words
    level = level_given(entry, rated)
    scorecard = _scorecard(entry, rated)
    return RatingView(
        title=title_entry(entry, rated),
        mark=draw_level(level, rated.programme) if level else None,
        state=None if entry.what is Outcome.RATED else words(entry.what.zh[0]),
        total=words("{total}分", total=scorecard.total) if scorecard and scorecard.total else None,
        trace=explain(entry, rated),
        facts=list_facts_with_validity(entry, rated),
        scorecard=scorecard,
    )


def _scorecard(entry: HistoryEntry, rated: Rated) -> ScorecardView | None:
    judged = rated.judgement(entry)
    if judged is None or judged.rubric is None or judged.card is None:
        return None
    return project_scorecard(judged.card, judged.rubric, judged.evaluation, rated.files, rated.url, rated.shared)
