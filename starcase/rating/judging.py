"""Every evaluation of a body in a programme, with its scorecard and the verdict on it."""

from __future__ import annotations

from msgspec import Struct

from starcase.model.organization import Evaluation, Organization
from starcase.model.programme import Programme
from starcase.model.rubric import Rubric
from starcase.model.scorecard import Scorecard
from starcase.model.verdict import Verdict
from starcase.rating.events import Event, events_in, made_on
from starcase.rating.scorecard import rubric_for, score_evaluation
from starcase.rating.verdicts import Case, decide


class Judged(Struct, frozen=True):
    """An evaluation, with the day from which it counts and its place in the record; `verdict` is None where its level is taken as decided.

    `rubric` is None where none is known, `card` where it has no scores.
    """

    event: Event
    evaluation: Evaluation
    rubric: Rubric | None
    card: Scorecard | None
    verdict: Verdict | None


def judge(body: Organization, programme: Programme, source: Programme | None = None) -> tuple[Judged, ...]:
    """The evaluations in the order in which they count; `source` is the programme that this one is built from."""
    events = events_in(body, programme)
    linked = (source, events_in(body, source)) if source else None
    judged = []
    for place, event in enumerate(events):
        if isinstance(evaluation := event.what, Evaluation):
            rubric = rubric_for(evaluation, body.type, programme)
            card = score_evaluation(evaluation, rubric) if rubric else None
            case = Case(body, programme, evaluation, made_on(event), events[:place], rubric, card, linked)
            judged.append(Judged(event, evaluation, rubric, card, decide(case)))
    return tuple(judged)
