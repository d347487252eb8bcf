"""The levels that the scores of a round come to, body by body, and the decisions that are drafted of them.

Source: FORMAT.md section 4; the engine is `rating/`, the same that checks what is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from starcase.catalogue.quotas import areas_of, count_unseen, held_back
from starcase.language import Phrase
from starcase.model.contest import Contest
from starcase.model.ids import LevelId
from starcase.model.organization import (
    Evaluation,
    ItemPoints,
    ItemScore,
    Organization,
    Outcome,
    ReasonKind,
)
from starcase.model.programme import Programme
from starcase.model.rounds import GroupId, Round, RoundDecision, RoundFolder
from starcase.model.row import Row
from starcase.model.rubric import Rubric
from starcase.model.values import Period
from starcase.model.verdict import Lowered, Verdict
from starcase.rating.judging import Judged, judge
from starcase.rating.quotas import Border, Entrant, Placing, place
from starcase.rating.telling import Names, tell_briefly
from starcase.rating.verdicts import is_possible
from starcase.reviewing.columns import round_rubric
from starcase.reviewing.evidence import evidence_of
from starcase.reviewing.joining import Joined, Voice, join_scores, voices_of
from starcase.reviewing.roster import Roster

ReadBody = Callable[[Row], Organization | None]
"""A body's record; None where an error holds it back."""

_NOT_COMPARED = (Outcome.EXEMPT, Outcome.SUSPENDED, Outcome.WITHDRAWN)


class Considered(Struct, frozen=True):
    """One body of a round with all that a decision rests on.

    `computed` is the level that the scores come to, quotas included; `total` is None where not every item was scored, or the record is held
    back (`is_unread`). `lowered` are the steps by which quotas took it down, `border` says that its total stands at one.
    """

    row: Row
    joined: Joined
    rubric: Rubric | None
    decision: RoundDecision
    evaluation: Evaluation | None = None
    verdict: Verdict | None = None
    total: Decimal | None = None
    computed: LevelId | None = None
    lowered: tuple[Lowered, ...] = ()
    border: Border | None = None
    is_unread: bool = False
    voices: tuple[Voice, ...] = ()

    @property
    def is_human(self) -> bool:
        """Whether people decided otherwise than the draft, or said why."""
        return is_human(self.decision)

    @property
    def before(self) -> LevelId | None:
        """The level in force."""
        return self.row.standing.level


def follows_from(computed: LevelId | None, total: Decimal | None) -> tuple[LevelId | None, Outcome | None]:
    """Level and outcome that a draft takes from what was computed; neither, where there is nothing to go by."""
    if computed is not None:
        return computed, None
    return None, Outcome.NOT_RATED if total is not None else None


def is_human(decision: RoundDecision) -> bool:
    """Whether a decision is more than what follows from the scores that it was drafted from."""
    outcome = None if decision.outcome is Outcome.RATED else decision.outcome
    return decision.reason is not None or (decision.level, outcome) != follows_from(decision.computed, decision.total)


def consider(
    folder: RoundFolder, roster: Roster, decided: date, read_body: ReadBody, every: Iterable[Row]
) -> tuple[Considered, ...]:
    """Every body of a round, in the order of the roster, with its drafted decision. `every` are all bodies of the programme."""
    known = {one.organization: one for one in folder.decisions.decisions} if folder.decisions else {}
    voices = voices_of(folder.round, folder.sheets)
    judged = [
        _judge_one(row, voices.get(row.id, ()), known.get(row.id), roster, decided, read_body) for row in roster.rows
    ]
    by_scores, as_decided = (_place(judged, roster, every, heed_people=heed) for heed in (False, True))
    return tuple(_draft(one, by_scores if one.is_human else as_decided, as_decided, folder.round) for one in judged)


def _judge_one(
    row: Row,
    voices: tuple[Voice, ...],
    known: RoundDecision | None,
    roster: Roster,
    decided: date,
    read_body: ReadBody,
) -> Considered:
    """A body with the level that its own scores earn, before quotas."""
    programme, rubric = roster.programme, round_rubric(roster.round, roster.programme, row.type)
    joined = join_scores(row.id, voices, roster.round, rubric) if rubric else Joined(row.id)
    decision = known or RoundDecision(organization=row.id)
    body = None if row.is_held_back else read_body(row)
    unjudged = Considered(row, joined, rubric, decision, is_unread=body is None, voices=voices)
    if body is None or rubric is None or joined.lacks(rubric):
        return unjudged
    evaluation = make_evaluation(joined, rubric, decision, roster, decided, body)
    one = judge_evaluation(body, evaluation, programme)
    total = one.card.total if one.card else None
    earned = one.verdict.level if one.verdict else joined.recommended
    return replace(unjudged, evaluation=evaluation, verdict=one.verdict, total=total, computed=earned)


def make_evaluation(
    joined: Joined, rubric: Rubric, decision: RoundDecision, roster: Roster, decided: date, body: Organization
) -> Evaluation:
    """The evaluation that a round adds to a record. Its level is that of a decision of people, else open."""
    human = is_human(decision)
    return Evaluation(
        period=roster.period,
        programme=None if body.programme == roster.programme.id else roster.programme.id,
        rubric=rubric.id,
        outcome=(decision.outcome or Outcome.RATED) if human else Outcome.RATED,
        level=decision.level if human else None,
        decided=decided,
        scores=tuple(ItemScore(item=item, points=points) for item, points in joined.scores),
        bonus=tuple(ItemPoints(item=item, points=points) for item, points in joined.bonus),
        deductions=tuple(ItemPoints(item=item, points=points) for item, points in joined.deductions),
        vetoes=joined.vetoes,
        reason=decision.reason,
        evidence=evidence_of(joined.evidence, rubric),
    )


def judge_evaluation(body: Organization, evaluation: Evaluation, programme: Programme) -> Judged:
    """An evaluation judged as one of the body's record, in place of one of the same period there."""
    others = tuple(one for one in body.evaluations if not is_of(one, evaluation.period, programme, body))
    changed = body.model_copy(update={"evaluations": (*others, evaluation)})
    return next(one for one in judge(changed, programme) if one.evaluation is evaluation)


def is_of(evaluation: Evaluation, period: Period, programme: Programme, body: Organization) -> bool:
    """Whether an evaluation belongs to a round."""
    return evaluation.period == period and (evaluation.programme or body.programme) == programme.id


# ── Quotas ──


def _place(judged: Iterable[Considered], roster: Roster, every: Iterable[Row], *, heed_people: bool) -> Placing:
    """What quotas make of the round: by the scores alone, or with the places that people have given."""
    find = areas_of(roster.regions)
    unseen = tuple(held_back(every, roster.programme))
    entrants = [
        Entrant(one.row.id, _contest(one, one.evaluation, roster.programme, heed_people), partial(find, one.row))
        for one in judged
        if one.evaluation is not None and not (heed_people and one.evaluation.outcome in _NOT_COMPARED)
    ]
    return place(entrants, roster.programme, partial(count_unseen, unseen, find))


def _contest(one: Considered, evaluation: Evaluation, programme: Programme, heed_people: bool) -> Contest:
    is_human = one.is_human and heed_people
    reason = evaluation.reason if is_human else None
    declared = evaluation.level if is_human else one.computed
    is_supported = one.verdict is None or is_possible(declared, one.verdict, programme)
    return Contest(
        programme=programme.id,
        period=evaluation.period,
        number=0,
        declared=declared,
        earned=declared if is_supported or one.verdict is None else one.verdict.level,
        total=one.total,
        rubric=evaluation.rubric,
        has_reason=bool(reason and (reason.text or reason.basis)),
        is_waived=bool(reason and reason.basis and reason.exception is ReasonKind.QUOTA),
    )


# ── The draft ──


def _draft(one: Considered, computing: Placing, placing: Placing, round_: Round) -> Considered:
    """`computing` gives the computed level; `placing` the border at which the body stands as things were decided."""
    body = one.row.id
    considered = replace(
        one,
        computed=computing.levels.get(body, one.computed),
        lowered=tuple(computing.lowered.get(body, ())),
        border=placing.borders.get(body),
    )
    return replace(considered, decision=_draft_decision(considered, round_))


def _draft_decision(one: Considered, round_: Round) -> RoundDecision:
    """The decision as it stands after this draft: people's own level, outcome, reason and group are never touched."""
    kept = one.decision if one.is_human else None
    total = one.total if one.verdict or one.computed else None
    level, outcome = (kept.level, kept.outcome) if kept else follows_from(one.computed, total)
    return RoundDecision(
        organization=one.row.id,
        level=level,
        outcome=outcome,
        by=(_named_by_people(one.decision, round_) if kept else None) or deciding_group(round_, level),
        claimed=one.joined.claimed,
        recommended=one.joined.recommended,
        computed=one.computed,
        total=total,
        reason=kept.reason if kept else None,
    )


def _named_by_people(decision: RoundDecision, round_: Round) -> GroupId | None:
    """The group that people wrote; None where it is the one that the draft named."""
    drafted = deciding_group(round_, decision.computed)
    return decision.by if decision.by not in (drafted, deciding_group(round_, decision.level)) else None


def deciding_group(round_: Round, level: LevelId | None) -> GroupId | None:
    """The group that decides on a level: the one that says so, else the last that counts."""
    named = [group.id for group in round_.groups if level in group.decides]
    counting = [group.id for group in round_.groups if group.weight > 0]
    return named[-1] if named else counting[-1] if counting else None


def tell_why(one: Considered, programme: Programme, level: LevelId | None) -> Phrase | None:
    """Why the scores come to a level, beside the one that is compared with it."""
    if one.verdict is None:
        return None
    return tell_briefly(one.verdict, Names(programme, one.rubric), level)
