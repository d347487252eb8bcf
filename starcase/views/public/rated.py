"""A body in one programme: what it was given there, of what its page, its data and its sentences are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from starcase.model.contest import Placed
from starcase.model.ids import LevelId
from starcase.model.organization import DecisionKind, Evaluation, Organization, Outcome
from starcase.model.programme import Level, Programme, Rates
from starcase.model.rubric import Rubric
from starcase.model.same import Same
from starcase.model.standing import HistoryEntry, Standing
from starcase.model.values import Period
from starcase.model.verdict import Verdict
from starcase.rating.calendar import last_valid_day
from starcase.rating.in_force import history
from starcase.rating.judging import Judged
from starcase.rating.linked import results_of_years
from starcase.rating.telling import Names
from starcase.views.public.documents import Files
from starcase.views.public.known_body import judge_body
from starcase.views.public.trace import TraceView, project_trace
from starcase.views.scheme import authorities_on
from starcase.views.shared import Shared

_GIVES_LEVEL = (Outcome.RATED, DecisionKind.PROMOTED, DecisionKind.DEMOTED, DecisionKind.RESUMED)


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


def known_entries(rated: Rated, standing: Standing) -> list[HistoryEntry]:
    """The body's evaluations and decisions in the programme, the newest first, without what comes when the standing may change."""
    entries = history(rated.body, rated.programme)
    return [entry for entry in entries if standing.until is None or entry.day < standing.until]


def find_latest(entries: list[HistoryEntry]) -> int:
    """The place of the latest rating among entries, the newest first; of the oldest entry where none is a rating."""
    return next((place for place, entry in enumerate(entries) if is_rating(entry)), len(entries) - 1)


def is_rating(entry: HistoryEntry) -> bool:
    """Whether the body was rated, or refused a level, by it."""
    return isinstance(entry.what, Outcome) and entry.what is not Outcome.EXEMPT


def known_years(rated: Rated, standing: Standing) -> list[tuple[Period, Verdict]]:
    """The years that nobody has decided, oldest first, with what they come to by what was given before the standing changes."""
    if rated.source is None:
        return []
    last = standing.until - timedelta(days=1) if standing.until else None
    made = (one for one in rated.judged.values() if last is None or one.event.day <= last)
    decided = {one.evaluation.period.year for one in made}
    results = results_of_years(rated.body, rated.programme, rated.source, last)
    return [(year, verdict) for year, verdict in results if year.year not in decided]


def find_reply(entries: list[HistoryEntry], rated: Rated) -> str | None:
    """The body's own statement on the latest rating, or on a later one that it took no part in."""
    evaluations = (rated.evaluation(entry) for entry in entries)
    return next((each.reply for each in evaluations if each and each.reply), None)


def level_given(entry: HistoryEntry, rated: Rated) -> Level | None:
    """The level that an entry gave; None for one that gave none or took it away."""
    return rated.programme.level(entry.level) if entry.what in _GIVES_LEVEL else None


def explain(entry: HistoryEntry, rated: Rated) -> TraceView | None:
    """Why an entry is what it is, as far as that is published."""
    judged = rated.judgement(entry)
    if judged is None or entry.what not in (Outcome.RATED, Outcome.NOT_RATED):
        return None
    placed = Same(rated.placed.get(entry.number))
    return _explain(Same(judged), placed, Same(rated.programme), Same(rated.source), rated.shared)


@lru_cache(maxsize=16)
def _explain(
    judged: Same[Judged],
    placed: Same[Placed | None],
    programme: Same[Programme],
    source: Same[Programme | None],
    shared: Shared,
) -> TraceView | None:
    """Told once for a body's page and its data, which are made one after the other."""
    verdict, evaluation = judged.value.verdict, judged.value.evaluation
    if verdict is None:
        return None
    names = Names(programme.value, judged.value.rubric, source.value)
    depth, words = shared.config.publish.scores, shared.words
    return project_trace(verdict, placed.value, evaluation.level, names, depth, words)


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
