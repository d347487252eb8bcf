"""What the desk shows of the rounds in review/rounds/: stages and returns, groups side by side, decisions, objections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from msgspec import Struct, field

from starcase.desk.leads import APART, VETO_APART
from starcase.language import Words, mark, say_number, words_for
from starcase.model.catalogue import Catalogue
from starcase.model.desk import Decided, Lead, Objection, Returns, RoundFacts, Scores
from starcase.model.ids import ItemId, OrganizationId, ProgrammeId
from starcase.model.organization import Evaluation, ItemPoints, ItemScore
from starcase.model.programme import Programme
from starcase.model.rounds import RoundFolder, ScoreRow
from starcase.model.rubric import Rubric
from starcase.model.values import Period
from starcase.problems import Problem
from starcase.rating.scorecard import score_evaluation
from starcase.reviewing.columns import round_rubric
from starcase.reviewing.folders import names_of_bodies, read_rounds
from starcase.reviewing.joining import Voice, voices_of
from starcase.reviewing.roster import make_roster, rows_of
from starcase.settings import Settings

_FAR = Decimal(10)
"""Points out of a hundred between the totals of two groups that count."""
_SHEETS_DUE, _NOTICE_ENDS = mark("{group}交表截止"), mark("公示截止")


class Rounds(Struct, frozen=True):
    """What stands in review/rounds/, as the desk shows it."""

    facts: tuple[RoundFacts, ...] = ()
    scores: Mapping[OrganizationId, tuple[Scores, ...]] = field(default_factory=dict)
    leads: tuple[tuple[OrganizationId, Lead], ...] = ()
    decided: tuple[Decided, ...] = ()
    objections: tuple[Objection, ...] = ()


def gather_rounds(root: Path, settings: Settings, catalogue: Catalogue) -> tuple[Rounds, tuple[Problem, ...]]:
    """All rounds, and what is wrong in their files."""
    folders, problems = read_rounds(root, settings, names_of_bodies(catalogue.rows))
    newest = {one.programme: one for one in folders}
    scores: dict[OrganizationId, list[Scores]] = {}
    leads: list[tuple[OrganizationId, Lead]] = []
    for folder in reversed(folders):
        programme = catalogue.programmes[folder.programme]
        for body, voices in voices_of(folder.round, folder.sheets).items():
            given = _score_all(body, voices, folder, programme, catalogue)
            scores.setdefault(body, []).extend(given)
            if newest[folder.programme] is folder:
                leads += ((body, lead) for lead in _differences(given, voices, folder.period))
    return Rounds(
        facts=tuple(_facts(one, catalogue) for one in newest.values()),
        scores={body: tuple(given) for body, given in scores.items()},
        leads=tuple(leads),
        decided=tuple(one for folder in folders for one in _decided(folder)),
        objections=tuple(one for folder in folders for one in _objections(folder)),
    ), problems


# ── How far a round is ──


def _facts(folder: RoundFolder, catalogue: Catalogue) -> RoundFacts:
    words = words_for(catalogue.config.language)
    day, what = min(_coming(folder, catalogue, words), default=(None, ""))
    stage = words(folder.round.status.zh[0])
    return RoundFacts(folder.programme, folder.period, stage, day, what, tuple(_returns(folder, catalogue)))


def _coming(folder: RoundFolder, catalogue: Catalogue, words: Words) -> Iterator[tuple[date, str]]:
    """The days of a round that lie ahead."""
    for group in folder.round.groups:
        if group.until and group.until >= catalogue.as_of:
            yield group.until, words(_SHEETS_DUE, group=group.name)
    for notice in catalogue.notices:
        if notice.programme == folder.programme and notice.closes and notice.closes >= catalogue.as_of:
            yield notice.closes, words(_NOTICE_ENDS)


def _returns(folder: RoundFolder, catalogue: Catalogue) -> Iterator[Returns]:
    programme = catalogue.programmes[folder.programme]
    rows = rows_of(catalogue.by_programme.get(programme.id, ()), programme.id)
    roster = make_roster(programme, folder.period, folder.round, rows, catalogue.regions)
    came = {(sheet.group, sheet.region) for sheet in folder.sheets}
    for group in folder.round.groups:
        areas = roster.areas(group)
        missing = tuple((area.region, area.name) for area in areas if (group.id, area.region) not in came)
        yield Returns(group.name, len(areas) - len(missing), len(areas), missing, group.until)


# ── The groups side by side ──


def _score_all(
    body: OrganizationId, voices: Iterable[Voice], folder: RoundFolder, programme: Programme, catalogue: Catalogue
) -> list[Scores]:
    row = catalogue.by_id.get(body)
    rubric = round_rubric(folder.round, programme, row.type if row else None)
    return [_score(one, folder, programme.id, rubric) for one in voices]


def _score(voice: Voice, folder: RoundFolder, programme: ProgrammeId, rubric: Rubric | None) -> Scores:
    row, group = voice.row, voice.group
    names = {item.id: item.name for item in rubric.items} if rubric else {}
    extras = (*row.bonus, *((item, -points) for item, points in row.deductions))
    points = (*((item, _say(given)) for item, given in row.scores), *((item, f"{given:+}") for item, given in extras))
    return Scores(
        programme=programme,
        period=folder.period,
        group=group.id,
        name=group.name,
        total=_total(row, folder.period, rubric) if rubric else None,
        points=tuple((names.get(item, str(item)), said) for item, said in points),
        counts=group.weight > 0,
        claimed=row.claimed,
        recommended=row.recommended,
        remark=row.remark,
    )


def _say(points: Decimal | None) -> str:
    return "n/a" if points is None else say_number(points)


def _total(row: ScoreRow, period: Period, rubric: Rubric) -> Decimal | None:
    """What the points of one group alone come to; None where it left an item out."""

    def extra(given: tuple[tuple[ItemId, Decimal], ...]) -> tuple[ItemPoints, ...]:
        return tuple(ItemPoints(item=item, points=points) for item, points in given)

    scores = tuple(ItemScore(item=item, points=points) for item, points in row.scores)
    made = Evaluation(period=period, scores=scores, bonus=extra(row.bonus), deductions=extra(row.deductions))
    card = score_evaluation(made, rubric)
    return card.total if card else None


def _differences(given: Iterable[Scores], voices: Iterable[Voice], period: Period) -> Iterator[Lead]:
    """Where groups that count are far apart, or do not agree on a veto."""
    totals = [(one.name, one.total) for one in given if one.counts and one.total is not None]
    gap = max((total for _, total in totals), default=Decimal(0)) - min(
        (total for _, total in totals), default=Decimal(0)
    )
    if gap >= _FAR:
        groups = "、".join(f"{name} {say_number(total)}" for name, total in totals)
        yield Lead(APART, (("period", str(period)), ("gap", say_number(gap)), ("groups", groups)))
    vetoes = [(voice.group.name, voice.row.vetoes) for voice in voices if voice.group.weight > 0]
    if len({frozenset(found) for _, found in vetoes}) > 1:
        groups = "、".join(f"{name} {'、'.join(found) or '—'}" for name, found in vetoes)
        yield Lead(VETO_APART, (("period", str(period)), ("groups", groups)))


# ── Decisions and objections ──


def _decided(folder: RoundFolder) -> Iterator[Decided]:
    if folder.decisions is None:
        return
    groups = {group.id: group.name for group in folder.round.groups}
    for one in folder.decisions.decisions:
        reason = one.reason
        yield Decided(
            organization=one.organization,
            programme=folder.programme,
            period=folder.period,
            level=one.level,
            outcome=one.outcome,
            claimed=one.claimed,
            recommended=one.recommended,
            computed=one.computed,
            total=one.total,
            by=groups.get(one.by, str(one.by)) if one.by else "",
            reason="；".join(filter(None, (reason.text, reason.basis))) or None if reason else None,
            decided=folder.decisions.decided,
        )


def _objections(folder: RoundFolder) -> Iterator[Objection]:
    for one in folder.objections:
        yield Objection(folder.programme, folder.period, one.organization, one.date, one.text, one.answer, one.answered)
