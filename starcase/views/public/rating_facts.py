"""What is listed of a rating beside its sentence: who gave it, when, under which number, why."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import mark, say_day
from starcase.model.organization import Decision, Reason, ReasonKind
from starcase.model.standing import HistoryEntry
from starcase.views.frame import Link
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.public.rated import Rated, authorities_of, is_rating, last_day_of, vetoes_of

_EXCEPTIONS = {
    ReasonKind.STEP_LIMIT: mark("不受逐级晋升的限制"),
    ReasonKind.QUOTA: mark("不受名额的限制"),
    ReasonKind.CAP: mark("不受封顶的限制"),
    ReasonKind.FROM: mark("不受原等级的限制"),
}


def list_latest_facts(entry: HistoryEntry, rated: Rated) -> tuple[Labelled, ...]:
    """The facts of the latest rating; the page's head says only of the body's own programme until when it is valid."""
    if not is_rating(entry):
        return ()
    is_own = rated.programme.id == rated.body.programme
    return _facts(entry, rated) if is_own else list_facts_with_validity(entry, rated)


def list_facts_with_validity(entry: HistoryEntry, rated: Rated) -> tuple[Labelled, ...]:
    """The facts of an entry, and the last day that it was given for."""
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
