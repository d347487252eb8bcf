"""Makes the desk: every body's line, with the work that lies on it and the latest tick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path, PurePosixPath

from msgspec import Struct

from starcase.desk.duplicates import find_duplicates
from starcase.desk.leads import EXPIRING
from starcase.desk.rounds import Rounds, gather_rounds
from starcase.desk.sampling import draw_sample
from starcase.desk.work import (
    HONOURED,
    SAMPLED,
    in_order,
    say_where,
    work_of_decision,
    work_of_lead,
    work_of_objection,
    work_of_problem,
    work_of_review,
    work_of_sample,
)
from starcase.found import Kind
from starcase.language import Words, mark, words_for
from starcase.model.catalogue import Catalogue
from starcase.model.desk import Desk, Lead, Line, Mark, Noted, RatingNote, Reviewed, RoundFacts, SchemeNote, Work
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.output import Kept
from starcase.model.packing import digest_of, unpack
from starcase.model.programme import Programme, Rates
from starcase.model.region import Tier
from starcase.model.review import Review
from starcase.model.row import Row
from starcase.model.standing import State
from starcase.model.values import Period
from starcase.problems import DocumentId, Place, Problem, Severity, Spot, problem, rule
from starcase.settings import Settings

EXPIRES_WITHIN = 60
"""Days."""
_BY_TURN = mark("{programme}{period}：按比例随机抽中。")
_HONOUR = mark("{programme}{period}：{level}每家都查。")


REVIEW_NOBODY = rule(
    "review-nobody",
    says="review 里有“{number}”的内部资料，可是没有这个组织。",
    mend="请把文件名改成组织的编号；组织已经删去的，把这个文件也移走。",
    severity=Severity.WARNING,
)


def look_into_review(
    root: Path, settings: Settings, catalogue: Catalogue, noted: Mapping[Kind, Mapping[DocumentId, bytes]]
) -> tuple[Rounds, tuple[Problem, ...]]:
    """The rounds, and what is wrong in review/. Reports: review-nobody, and whatever reading rounds reports."""
    rounds, problems = gather_rounds(root, settings, catalogue)
    strangers = (one for one in noted.get(Kind.REVIEW, {}) if id_of(one) not in catalogue.by_id)
    nobody = (problem(REVIEW_NOBODY, one, at=(1, 1), number=id_of(one)) for one in strangers)
    return rounds, (*problems, *nobody)


class Findings(Struct, frozen=True):
    """What reading and joining gave beside the catalogue; `noted` is by kind and document, as bytes."""

    problems: tuple[Problem, ...]
    places: Mapping[Spot, Place]
    noted: Mapping[Kind, Mapping[DocumentId, bytes]]
    rounds: Rounds


def make_desk(catalogue: Catalogue, settings: Settings, findings: Findings) -> Desk:
    """The desk of a catalogue."""
    words = words_for(catalogue.config.language)
    notes = _notes(catalogue, findings)
    reviews = _reviews(catalogue, findings)
    rounds = tuple(_latest_rounds(catalogue, notes, findings.rounds.facts))
    districts = {row.id: place for row, place in zip(catalogue.rows, _districts(catalogue), strict=True)}
    work = _gather_work(catalogue, findings, notes, reviews, rounds, districts, words)
    return Desk(
        catalogue=catalogue,
        lines=tuple(
            _line(row, catalogue, notes.get(row.id), reviews.get(row.id), districts[row.id], in_order(work[row.id]))
            for row in catalogue.rows
        ),
        notes=notes,
        records={row.id: Kept(row.document, notes[row.id].digest) for row in catalogue.rows if row.id in notes},
        reviews=reviews,
        scheme_notes=tuple(_scheme_notes(settings, catalogue, findings, words)),
        rounds=rounds,
        scores=findings.rounds.scores,
        decided=findings.rounds.decided,
        objections=findings.rounds.objections,
    )


def _notes(catalogue: Catalogue, findings: Findings) -> dict[OrganizationId, Noted]:
    noted = findings.noted.get(Kind.ORGANIZATION, {})
    return {row.id: unpack(Noted, noted[row.document]) for row in catalogue.rows if row.document in noted}


def _reviews(catalogue: Catalogue, findings: Findings) -> dict[OrganizationId, Reviewed]:
    found = findings.noted.get(Kind.REVIEW, {}).items()
    return {
        id_of(document): Reviewed(Review.model_validate_json(content), Kept(document, digest_of(content)))
        for document, content in found
    }


def id_of(document: DocumentId) -> OrganizationId:
    """The body of which a file of review/organizations/ tells."""
    return OrganizationId(PurePosixPath(document.file).stem.lower())


def _districts(catalogue: Catalogue) -> Iterator[RegionId | None]:
    """The district of each body; where there is none above it, the outermost region; None where it lies nowhere."""
    tree = catalogue.regions

    @cache
    def district(home: RegionId) -> RegionId:
        way = tuple(tree.upwards(home))
        return next((node.id for node in way if node.tier is Tier.DISTRICT), way[-1].id)

    for row in catalogue.rows:
        home = next((region for region in row.regions if region in tree), None)
        yield district(home) if home else None


def _latest_rounds(
    catalogue: Catalogue, notes: Mapping[OrganizationId, Noted], under_way: tuple[RoundFacts, ...]
) -> Iterator[RoundFacts]:
    """The newest round of each programme in review/, or the latest period in which it evaluated a body, whichever is later."""
    written = {one.programme: one for one in under_way}
    latest: dict[ProgrammeId, Period] = {}
    for noted in notes.values():
        for rating in noted.ratings:
            known = latest.get(rating.programme)
            if known is None or rating.period.last_day > known.last_day:
                latest[rating.programme] = rating.period
    for programme in catalogue.programmes:
        one, period = written.get(programme), latest.get(programme)
        if one and (period is None or period.last_day <= one.period.last_day):
            yield one
        elif period:
            yield RoundFacts(programme, period)


# ── Work ──


def _gather_work(
    catalogue: Catalogue,
    findings: Findings,
    notes: Mapping[OrganizationId, Noted],
    reviews: Mapping[OrganizationId, Reviewed],
    rounds: Iterable[RoundFacts],
    districts: Mapping[OrganizationId, RegionId | None],
    words: Words,
) -> dict[OrganizationId, list[Work]]:
    """All that lies on each body."""
    work: dict[OrganizationId, list[Work]] = {row.id: [] for row in catalogue.rows}
    bodies = {row.document: row.id for row in catalogue.rows}
    for found in findings.problems:
        body = bodies.get(found.spot.document)
        if body and (one := work_of_problem(found, findings.places, words)):
            work[body].append(one)
    leads = chain(
        ((body, lead) for body, noted in notes.items() for lead in noted.leads),
        find_duplicates(catalogue.rows, districts),
        _expiring(catalogue),
        findings.rounds.leads,
    )
    for body, lead in leads:
        if body in work:
            work[body].append(work_of_lead(lead, words))
    for body, reviewed in reviews.items():
        if body in work:
            work[body] += work_of_review(reviewed.review, words)
    for body, one in chain(
        _of_rounds(catalogue, findings.rounds, rounds, words), _sampled(catalogue, notes, rounds, words)
    ):
        work[body].append(one)
    return work


def _of_rounds(
    catalogue: Catalogue, written: Rounds, current: Iterable[RoundFacts], words: Words
) -> Iterator[tuple[OrganizationId, Work]]:
    """What the decisions and objections of the current rounds leave to be done."""
    periods = {one.programme: one.period for one in current}
    for decided in written.decided:
        is_known = decided.organization in catalogue.by_id and periods.get(decided.programme) == decided.period
        if is_known and (one := work_of_decision(decided, catalogue.programmes[decided.programme], words)):
            yield decided.organization, one
    for objection in written.objections:
        body = objection.organization
        if body in catalogue.by_id and body and objection.answer is None:
            yield body, work_of_objection(objection, words)


def _expiring(catalogue: Catalogue) -> Iterator[tuple[OrganizationId, Lead]]:
    """Levels that run out within the next days."""
    last = catalogue.as_of + timedelta(days=EXPIRES_WITHIN)
    for row in catalogue.rows:
        standing, programme = row.standing, catalogue.programmes.get(row.programme) if row.programme else None
        until = standing.valid_until
        level = programme.level(standing.level) if programme else None
        if standing.state is State.RATED and level and until and catalogue.as_of <= until <= last:
            days = str((until - catalogue.as_of).days)
            yield row.id, Lead(EXPIRING, (("level", level.name), ("day", str(until)), ("days", days)))


def _sampled(
    catalogue: Catalogue, notes: Mapping[OrganizationId, Noted], rounds: Iterable[RoundFacts], words: Words
) -> Iterator[tuple[OrganizationId, Work]]:
    """The sample of each round, and every body with an honour in it."""
    percent = catalogue.config.review.sample_percent
    for one in rounds:
        programme = catalogue.programmes[one.programme]
        if programme.rates is not Rates.BODIES:
            continue
        evaluated = {body: rating for body, noted in notes.items() if (rating := _rating_in(noted, one))}
        yield from _draw(evaluated, programme, one, percent, words)


def _draw(
    evaluated: Mapping[OrganizationId, RatingNote],
    programme: Programme,
    one: RoundFacts,
    percent: Decimal,
    words: Words,
) -> Iterator[tuple[OrganizationId, Work]]:
    period = str(one.period)
    for body in sorted(draw_sample(evaluated, one.programme, one.period, percent)):
        yield body, work_of_sample(SAMPLED, words(_BY_TURN, programme=programme.name, period=period), words)
    for body, rating in evaluated.items():
        level = programme.level(rating.declared)
        if level and level.honour:
            says = words(_HONOUR, programme=programme.name, period=period, level=level.name)
            yield body, work_of_sample(HONOURED, says, words)


def _rating_in(noted: Noted, one: RoundFacts) -> RatingNote | None:
    fitting = (rating for rating in noted.ratings if (rating.programme, rating.period) == (one.programme, one.period))
    return next(fitting, None)


# ── Lines ──


def _line(
    row: Row,
    catalogue: Catalogue,
    noted: Noted | None,
    reviewed: Reviewed | None,
    district: RegionId | None,
    work: tuple[Work, ...],
) -> Line:
    latest = noted.ratings[0] if noted and noted.ratings else None
    return Line(
        id=row.id,
        name=row.name,
        regions=row.regions,
        district=district,
        programme=row.programme,
        type=noted.type if noted else row.type,
        period=latest.period if latest else None,
        level=(latest.declared if latest else noted.level if noted else None) or row.standing.level,
        earned=latest.earned if latest and latest.has_verdict else None,
        state=row.standing.state.value,
        total=latest.total if latest else None,
        is_held_back=row.is_held_back,
        work=work,
        mark=latest_mark(reviewed.review, noted.digest if noted else None) if reviewed else None,
    )


def latest_mark(review: Review, digest: str | None) -> Mark | None:
    """The latest tick, the last written one of a day; without a digest nobody can tell whether it still holds."""
    if not review.checked:
        return None
    _, tick = max(enumerate(review.checked), key=lambda one: (one[1].date, one[0]))
    has_lapsed = digest is None or tick.digest != digest
    return Mark(tick.result, tick.by, tick.date, tick.remark, has_lapsed)


# ── Settings ──


def _scheme_notes(settings: Settings, catalogue: Catalogue, findings: Findings, words: Words) -> Iterator[SchemeNote]:
    """What is worth a look in the programmes' own files and in those of reviewers."""
    programmes = {document: programme for programme, document in settings.documents.items()}
    for found in findings.problems:
        programme = programmes.get(found.spot.document)
        is_inside = found.spot.document.file.startswith("review/")
        if (programme or is_inside) and found.severity is not Severity.HINT:
            where = say_where(findings.places.get(found.spot), words)
            yield SchemeNote(programme, found.message(words), found.mend(words), where)
