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
from starcase.model.desk import (
    Decided,
    Desk,
    Lead,
    Line,
    Mark,
    Noted,
    RatingNote,
    Reviewed,
    RoundFacts,
    SchemeNote,
    Work,
)
from starcase.model.ids import LevelId, OrganizationId, ProgrammeId, RegionId
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
    recorded = tuple(_recorded(catalogue, notes))
    rounds = tuple(_newest(catalogue, recorded, findings.rounds.facts))
    districts = {row.id: place for row, place in zip(catalogue.rows, _districts(catalogue), strict=True)}
    work = _gather_work(catalogue, findings, notes, reviews, rounds, recorded, districts, words)
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
        recorded=recorded,
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


def _recorded(catalogue: Catalogue, notes: Mapping[OrganizationId, Noted]) -> Iterator[RoundFacts]:
    """The latest period in which each programme evaluated a body, as the records tell."""
    latest: dict[ProgrammeId, Period] = {}
    for noted in notes.values():
        for rating in noted.ratings:
            known = latest.get(rating.programme)
            if known is None or rating.period.last_day > known.last_day:
                latest[rating.programme] = rating.period
    return (RoundFacts(programme, latest[programme]) for programme in catalogue.programmes if programme in latest)


def _newest(
    catalogue: Catalogue, recorded: Iterable[RoundFacts], under_way: Iterable[RoundFacts]
) -> Iterator[RoundFacts]:
    """For each programme the round in review/ or the recorded one, whichever is later."""
    known, written = ({one.programme: one for one in some} for some in (recorded, under_way))
    for programme in catalogue.programmes:
        old, new = known.get(programme), written.get(programme)
        if new and (old is None or old.period.last_day <= new.period.last_day):
            yield new
        elif old:
            yield old


# ── Work ──


def _gather_work(
    catalogue: Catalogue,
    findings: Findings,
    notes: Mapping[OrganizationId, Noted],
    reviews: Mapping[OrganizationId, Reviewed],
    rounds: tuple[RoundFacts, ...],
    recorded: tuple[RoundFacts, ...],
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
        _of_rounds(catalogue, findings.rounds, rounds, words),
        _sampled(catalogue, notes, findings.rounds, recorded, words),
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
    catalogue: Catalogue,
    notes: Mapping[OrganizationId, Noted],
    written: Rounds,
    recorded: Iterable[RoundFacts],
    words: Words,
) -> Iterator[tuple[OrganizationId, Work]]:
    """The sample of each programme's latest decisions, and every body with an honour among them."""
    percent = catalogue.config.review.sample_percent
    drafted = {one.programme: one for one in written.facts if any(_is_of(each, one) for each in written.decided)}
    rounds = {**{one.programme: one for one in recorded}, **drafted}
    for one in rounds.values():
        programme = catalogue.programmes[one.programme]
        if programme.rates is Rates.BODIES:
            levels = _levels_in(one, notes, written, catalogue)
            yield from _draw(levels, programme, one, percent, words)


def _is_of(decided: Decided, one: RoundFacts) -> bool:
    return (decided.programme, decided.period) == (one.programme, one.period)


def _levels_in(
    one: RoundFacts, notes: Mapping[OrganizationId, Noted], written: Rounds, catalogue: Catalogue
) -> dict[OrganizationId, LevelId | None]:
    """The level that each body was given in a round: as it is decided there, else as its record says."""
    recorded = {
        body: rating.declared
        for body, noted in notes.items()
        for rating in noted.ratings
        if (rating.programme, rating.period) == (one.programme, one.period)
    }
    known = (each for each in written.decided if _is_of(each, one) and each.organization in catalogue.by_id)
    return {**recorded, **{each.organization: each.level for each in known}}


def _draw(
    levels: Mapping[OrganizationId, LevelId | None],
    programme: Programme,
    one: RoundFacts,
    percent: Decimal,
    words: Words,
) -> Iterator[tuple[OrganizationId, Work]]:
    period = str(one.period)
    for body in sorted(draw_sample(levels, one.programme, one.period, percent)):
        yield body, work_of_sample(SAMPLED, words(_BY_TURN, programme=programme.name, period=period), words)
    for body, given in levels.items():
        level = programme.level(given)
        if level and level.honour:
            says = words(_HONOUR, programme=programme.name, period=period, level=level.name)
            yield body, work_of_sample(HONOURED, says, words)


# ── Lines ──


def _line(
    row: Row,
    catalogue: Catalogue,
    noted: Noted | None,
    reviewed: Reviewed | None,
    district: RegionId | None,
    work: tuple[Work, ...],
) -> Line:
    ratings = noted.ratings if noted else ()
    latest = next((one for one in ratings if one.programme == row.programme), None)
    return Line(
        id=row.id,
        name=row.name,
        regions=row.regions,
        district=district,
        programme=row.programme,
        type=noted.type if noted else row.type,
        period=latest.period if latest else None,
        level=(latest.declared if latest else noted.level if noted else None) or row.standing.level,
        earned=_earned(row, latest, catalogue) if latest and latest.has_verdict else None,
        state=row.standing.state.value,
        total=latest.total if latest else None,
        is_held_back=row.is_held_back,
        work=work,
        mark=latest_mark(reviewed.review, noted.digest if noted else row.digest) if reviewed else None,
    )


def _earned(row: Row, latest: RatingNote, catalogue: Catalogue) -> LevelId | None:
    """The level that the scores come to, with what quotas made of it."""
    placed = catalogue.placements.get(row.id, ())
    ours = (one.level for one in placed if (one.programme, one.number) == (latest.programme, latest.number))
    return next(ours, latest.earned)


def latest_mark(review: Review, digest: str) -> Mark | None:
    """The latest tick, the last written one of a day; it holds on the state of the record that has this digest."""
    if not review.checked:
        return None
    _, tick = max(enumerate(review.checked), key=lambda one: (one[1].date, one[0]))
    return Mark(tick.result, tick.by, tick.date, tick.remark, has_lapsed=tick.digest != digest)


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
