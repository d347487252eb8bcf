"""What a round writes into the organizations' records when it is published, and what keeps it from being published."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from starcase.catalogue.quotas import place_rounds
from starcase.found import Found, Kind, unpack_found
from starcase.model.catalogue import Catalogue
from starcase.model.ids import OrganizationId
from starcase.model.organization import Evaluation, Organization, Outcome, Reason
from starcase.model.programme import Programme
from starcase.model.rounds import RoundDecision, RoundFolder
from starcase.model.row import NoticeRow, Row, StoryRow
from starcase.model.values import Period
from starcase.pool import Workers, in_batches
from starcase.privacy.guard import make_guard
from starcase.problems import Problem
from starcase.rating.in_force import standing_on
from starcase.reading import ReadingContext, Task, read_batch
from starcase.reviewing.deciding import Considered, is_of
from starcase.reviewing.roster import Roster
from starcase.sources.text import decode
from starcase.sources.yamltree import split_documents

Step = str | int
Changes = dict[tuple[Step, ...], object]
"""Values by their place in a record, as `exchange.editing.edits` takes them; GONE for what is to be taken out."""

GONE = None

_OURS = ("programme", "rubric", "outcome", "level", "decided", "scores", "bonus", "deductions", "vetoes", "reason")
_EVIDENCE = "evidence"


class Entry(Struct, frozen=True, eq=False):
    """A record as it is, and the evaluation that it is to have."""

    row: Row
    body: Organization
    evaluation: Evaluation


def evaluation_to_publish(
    one: Considered, decision: RoundDecision, roster: Roster, body: Organization, decided: date
) -> Evaluation:
    """The evaluation that a record gets: the points of the round with the level that was decided."""
    is_rated = decision.outcome in (None, Outcome.RATED)
    drafted = one.evaluation or _without_points(roster, body, decided)
    changed = {
        "outcome": Outcome.RATED if is_rated else decision.outcome,
        "level": decision.level if is_rated else None,
    }
    return drafted.model_copy(update={**changed, "decided": decided, "reason": decision.reason})


def evaluation_of_absent(roster: Roster, body: Organization, decided: date) -> Evaluation:
    """What is told of a body that did not take part: that, and not why. It is told from the day of the decision on, as of all others."""
    return _without_points(roster, body, decided).model_copy(update={"outcome": Outcome.EXEMPT})


def _without_points(roster: Roster, body: Organization, decided: date) -> Evaluation:
    other = None if body.programme == roster.programme.id else roster.programme.id
    return Evaluation(period=roster.period, programme=other, decided=decided)


def changes_of(entry: Entry, programme: Programme, day: date) -> Changes:
    """The smallest changes that give a record its evaluation, and the level in force that it names; empty where it has both."""
    body, wanted = entry.body, entry.evaluation
    found = next((at for at, one in enumerate(body.evaluations) if is_of(one, wanted.period, programme, body)), None)
    fields = fields_of_evaluation(wanted)
    if found is None:
        changes: Changes = {("evaluations", len(body.evaluations)): fields}
    else:
        before = fields_of_evaluation(body.evaluations[found])
        keys = (*_OURS, _EVIDENCE) if wanted.evidence else _OURS
        changes = {
            ("evaluations", found, key): fields.get(key, GONE) for key in keys if before.get(key) != fields.get(key)
        }
    level = level_in_force(entry, programme, day)
    if body.level is not None and body.programme == programme.id and level != body.level:
        changes[("level",)] = level if level is not None else GONE
    return changes


def level_in_force(entry: Entry, programme: Programme, day: date) -> str | None:
    """The level of a body once its evaluation counts."""
    body, wanted = entry.body, entry.evaluation
    others = tuple(one for one in body.evaluations if not is_of(one, wanted.period, programme, body))
    changed = body.model_copy(update={"evaluations": (*others, wanted)})
    return standing_on(changed, programme, max(day, wanted.decided or day)).level


def fields_of_evaluation(one: Evaluation) -> dict[str, object]:
    """An evaluation as it is written: English keys in the order of the format, blanks left out."""
    fields: dict[str, object] = {
        "period": str(one.period),
        "programme": one.programme,
        "rubric": one.rubric,
        "outcome": None if one.outcome in (None, Outcome.RATED) else one.outcome.value,
        "level": one.level,
        "decided": one.decided,
        "scores": {score.item: "n/a" if score.points is None else _plain(score.points) for score in one.scores or ()},
        "bonus": {given.item: _plain(given.points) for given in one.bonus},
        "deductions": {given.item: _plain(given.points) for given in one.deductions},
        "vetoes": list(one.vetoes),
        "reason": _fields_of_reason(one.reason),
        _EVIDENCE: {
            item.item: [{"title": paper.title} for paper in item.documents if paper.title] for item in one.evidence
        },
    }
    return {key: value for key, value in fields.items() if value not in (None, {}, [])}


def _plain(points: Decimal) -> Decimal:
    """Points without zeros behind them."""
    return Decimal(format(points.normalize(), "f"))


def _fields_of_reason(reason: Reason | None) -> object:
    if reason is None:
        return None
    exception = reason.exception.value if reason.exception else None
    fields = {"text": reason.text, "basis": reason.basis, "exception": exception}
    return {key: value for key, value in fields.items() if value}


# ── What would be published ──


def check_texts(
    texts: Mapping[str, bytes],
    wanted: Mapping[OrganizationId, Evaluation],
    catalogue: Catalogue,
    programme: Programme,
    workers: Workers,
    tick: Callable[[int], None] = lambda done: None,
) -> tuple[tuple[Problem, ...], tuple[OrganizationId, ...]]:
    """The errors that a build would find in the round's evaluations if the files held these texts, and the bodies whose record would not say what was decided.

    It is the program's own reading, so that nothing is written that a build refuses. `tick` is told how many records have been read.
    """
    found = []
    for done, one in enumerate(_read_again(texts, catalogue, workers), start=1):
        found.append(one)
        tick(done)
    anew = {one.row.id: one.row for one in found if isinstance(one.row, Row)}
    rows = tuple(anew.get(row.id, row) for row in catalogue.rows)
    _, quotas = place_rounds(rows, catalogue.programmes, catalogue.regions)
    period = next(iter(wanted.values())).period if wanted else None
    touched = {row.document for row in catalogue.rows if row.id in wanted}
    own = [problem for one in found for problem in one.problems]
    errors = tuple(one for one in (*own, *quotas) if one.is_error and one.spot.document in touched)
    refused = {one.spot.document for one in errors}
    said = {one.row.id: one.record for one in found if isinstance(one.row, Row) and one.document not in refused}
    differing = (body for body, one in wanted.items() if body in said and not _says(said[body], one, programme, period))
    return errors, tuple(differing)


def _read_again(texts: Mapping[str, bytes], catalogue: Catalogue, workers: Workers) -> Iterator[Found]:
    guard = make_guard(catalogue.config.privacy, catalogue.as_of)
    context = ReadingContext(
        dict(catalogue.programmes), catalogue.regions, catalogue.as_of, catalogue.config.language, {}, guard
    )
    tasks = (task for file, content in texts.items() for task in _tasks(file, content))
    for packed in workers.map(read_batch, pickle.dumps(context), in_batches(tasks)):
        yield replace(unpack_found(packed), record=packed.record)


def _tasks(file: str, content: bytes) -> Iterator[Task]:
    text, problems = decode(content, file)
    for raw in split_documents(text or "", file):
        yield Task(Kind.ORGANIZATION, raw.id, raw.text, raw.first_line, problems)


def _says(record: bytes | None, wanted: Evaluation, programme: Programme, period: Period | None) -> bool:
    """Whether a record holds the evaluation that it is to have."""
    if record is None or period is None:
        return False
    body = Organization.model_validate_json(record)
    found = [one for one in body.evaluations if is_of(one, period, programme, body)]
    if len(found) != 1:
        return False
    says, should_say = fields_of_evaluation(found[0]), fields_of_evaluation(wanted)
    return all(says.get(key) == should_say.get(key) for key in ("period", *_OURS[2:]))


# ── The publicity notice ──


def notice_id(folder: RoundFolder) -> str:
    """The id of a round's publicity notice, by which it is found again."""
    return f"{folder.programme}-{str(folder.period).lower()}-publicity"


def notice_of(
    notices: Iterable[NoticeRow], coming: Iterable[StoryRow | NoticeRow], folder: RoundFolder
) -> NoticeRow | None:
    """A round's publicity notice, where it is more than a draft."""
    wanted = notice_id(folder)
    return next((one for one in (*notices, *coming) if isinstance(one, NoticeRow) and one.id == wanted), None)
