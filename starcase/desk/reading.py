"""What is read for reviewers beside what is public: their own documents, and what the desk keeps of a record."""

from __future__ import annotations

from decimal import Decimal

from starcase.desk.leads import find_leads
from starcase.language import Label
from starcase.model.base import Model
from starcase.model.desk import Noted, RatingNote
from starcase.model.organization import Organization, Outcome
from starcase.model.packing import digest_of, pack
from starcase.model.review import Review
from starcase.model.scorecard import Scorecard
from starcase.problems import DocumentId
from starcase.rating.events import outcome_of
from starcase.rating.judging import Judged
from starcase.read.reading import Reading
from starcase.read.record import check_record, read_record
from starcase.read.result import Read
from starcase.reading import Rating, ReviewersReading, to_bytes
from starcase.sources.yamltree import Tree


def read_review(tree: Tree, document: DocumentId) -> Read[Model]:
    """What reviewers keep of one body; what cannot be read of it is left out and reported."""
    reading = Reading(document, Review)
    review, _ = read_record(Review, tree, reading, Label("内部资料", "review"), {})
    return Read(review, check_record(reading))


def note_record(record: Organization, ratings: tuple[Rating, ...]) -> bytes:
    """A Noted, packed."""
    notes = (_note_rating(one, rating) for rating in ratings for one in reversed(rating.judged))
    return pack(
        Noted(
            digest=digest_of(to_bytes(record)),
            type=record.type,
            level=record.level,
            ratings=tuple(sorted(notes, key=_newest_first, reverse=True)),
            leads=tuple(find_leads(record, ratings)),
            decisions=tuple(
                (one.date, one.kind.zh[0], one.from_level, one.to_level, one.basis) for one in record.decisions
            ),
        )
    )


def _newest_first(note: RatingNote) -> tuple[int, int]:
    return note.period.last_day.toordinal(), note.number


def _note_rating(judged: Judged, rating: Rating) -> RatingNote:
    evaluation, verdict, reason = judged.evaluation, judged.verdict, judged.evaluation.reason
    return RatingNote(
        programme=rating.programme.id,
        period=evaluation.period,
        number=judged.event.number,
        outcome=outcome_of(evaluation),
        declared=evaluation.level,
        earned=verdict.level if verdict else None,
        has_verdict=verdict is not None and outcome_of(evaluation) in _COMPARED,
        rubric=judged.rubric.id if judged.rubric else None,
        total=judged.card.total if judged.card else None,
        points=_points(judged.card),
        decided=evaluation.decided,
        reason="；".join(filter(None, (reason.text, reason.basis))) or None if reason else None,
    )


_COMPARED = (Outcome.RATED, Outcome.NOT_RATED)


def _points(card: Scorecard | None) -> tuple[Decimal | None, ...]:
    return tuple(points for aspect in card.aspects for points in aspect.items) if card else ()


REVIEWERS = ReviewersReading(note_record, read_review)
