"""A body's certificate: the level in force, who gave it, until when; or that it holds no more."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from starcase.language import Words, mark, say_day
from starcase.model.organization import DecisionKind, Evaluation, Organization, Outcome, Status
from starcase.model.programme import Programme, Rates
from starcase.model.row import Row
from starcase.model.standing import HistoryEntry, Standing, State
from starcase.model.tally import GONE
from starcase.rating.in_force import history
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.papers import place_seal
from starcase.views.parts import LevelMark, draw_level, say_period
from starcase.views.public.known_body import read_body
from starcase.views.public.labelled import Labelled, given, label_text
from starcase.views.public.qr import QrView, project_qr
from starcase.views.scheme import authorities_on
from starcase.views.shared import Shared

_SHOWN_BEFORE = 2
_GIVES_LEVEL = (Outcome.RATED, DecisionKind.PROMOTED, DecisionKind.DEMOTED)
_GONE = {
    Status.MERGED: mark("这个组织已并入别的组织，这张证书不再有效。"),
    Status.DISSOLVED: mark("这个组织已停止活动，这张证书不再有效。"),
}
_OVER = {
    State.EXPIRED: mark("{level}已于{day}到期，这张证书不再有效。"),
    State.WITHDRAWN: mark("{level_word}已取消，这张证书不再有效。"),
    State.SUSPENDED: mark("{level_word}已暂缓，这张证书暂时不能使用。"),
    State.NOT_RATED: mark("最近一次评定没有评上{level_word}，原来的证书不再有效。"),
}


class PlaqueView(Struct, frozen=True):
    """`level` stands only while it is in force; else `over` says why the certificate does not hold. `before` are the ratings before it, newest first."""

    frame: Frame
    name: str
    heading: str
    programme: str
    level: LevelMark | None
    over: str | None
    facts: tuple[Labelled, ...]
    before: tuple[Labelled, ...]
    seal: tuple[str, ...]
    back: Link
    qr: QrView | None


def has_plaque(row: Row, programme: Programme | None) -> bool:
    """Whether a body has, or once had, a level of its programme."""
    if programme is None or row.is_held_back or programme.rates is not Rates.BODIES or not programme.known_levels:
        return False
    return row.standing.level is not None or any(
        move.programme == programme.id and (move.from_level or move.to_level) for move in row.moves
    )


def link_plaque(row: Row, programme: Programme | None, url: str, shared: Shared) -> Link | None:
    """The way from a body's page to its certificate, while there is one that holds."""
    if not has_plaque(row, programme) or not _is_in_force(row):
        return None
    return Link(shared.words("打印证书"), urls.relative(url, urls.plaque_url(row.id)))


def project_plaque(shared: Shared, url: str, record: bytes, row: Row) -> PlaqueView:
    """The certificate of a body that has, or once had, a level."""
    body, words = read_body(record), shared.words
    programme = shared.programmes[body.programme]
    standing, entries = row.standing, _entries(body, programme, row.standing)
    given_by = next((place for place, one in enumerate(entries) if _gives_level(one)), None)
    page = urls.organization_url(row.id)
    heading = words("{level_word}证书", level_word=programme.level_word)
    level = programme.level(standing.level)
    return PlaqueView(
        frame=frame_page(
            shared,
            url,
            words("{name}：{here}", name=body.name, here=heading),
            here=heading,
            crumbs=((words("找组织"), urls.DIRECTORY), (body.name, page)),
        ),
        name=body.name,
        heading=heading,
        programme=programme.name,
        level=draw_level(level, programme) if level and _is_in_force(row) else None,
        over=_say_over(row, programme, words),
        facts=_facts(body, standing, entries[given_by:] if given_by is not None else (), words),
        before=_before(entries[given_by + 1 :] if given_by is not None else (), programme, words),
        seal=place_seal(
            words("、").join(authorities_on(programme, entries[given_by].day if given_by is not None else None)),
            None,
            words,
        ),
        back=Link(body.name, urls.relative(url, page)),
        qr=project_qr(shared, page),
    )


def _gives_level(entry: HistoryEntry) -> bool:
    """Whether a body came to its level by this; what is resumed need not be named again."""
    return entry.what is DecisionKind.RESUMED or (entry.what in _GIVES_LEVEL and entry.level is not None)


def _is_in_force(row: Row) -> bool:
    return row.standing.state is State.RATED and row.standing.level is not None and row.status not in GONE


def _entries(body: Organization, programme: Programme, standing: Standing) -> tuple[HistoryEntry, ...]:
    """What was given before the standing changes, newest first; not to have taken part gives nothing."""
    return tuple(
        entry
        for entry in history(body, programme)
        if (standing.until is None or entry.day < standing.until) and entry.what is not Outcome.EXEMPT
    )


def _say_over(row: Row, programme: Programme, words: Words) -> str | None:
    """Why a certificate does not hold; None where it does."""
    if row.status in GONE:
        return words(_GONE[row.status])
    if _is_in_force(row):
        return None
    level, until = programme.level(row.standing.level), row.standing.valid_until
    return words(
        _OVER.get(row.standing.state, mark("现在没有有效的{level_word}，这张证书不再有效。")),
        level=level.name if level else programme.level_word,
        day=say_day(until, words) if until else "",
        level_word=programme.level_word,
    )


def _facts(
    body: Organization, standing: Standing, entries: Sequence[HistoryEntry], words: Words
) -> tuple[Labelled, ...]:
    """Number, day and last day of the latest level; what changed an evaluation's level keeps its number."""
    evaluation = next((_evaluation(body, one) for one in entries if isinstance(one.what, Outcome)), None)
    decided = (evaluation.decided if evaluation else None) if entries and isinstance(entries[0].what, Outcome) else None
    day = decided or (entries[0].day if entries and isinstance(entries[0].what, DecisionKind) else None)
    last = standing.valid_until if standing.level else None
    return given(
        label_text(words("证书编号"), evaluation.certificate_no if evaluation else None),
        label_text(words("评定日期"), say_day(day, words) if day else None),
        label_text(words("有效期至"), say_day(last, words) if last else None),
    )


def _evaluation(body: Organization, entry: HistoryEntry) -> Evaluation:
    return body.evaluations[entry.number]


def _before(entries: Sequence[HistoryEntry], programme: Programme, words: Words) -> tuple[Labelled, ...]:
    """The latest ratings before the one that the certificate is about."""
    ratings = [one for one in entries if isinstance(one.what, Outcome)][:_SHOWN_BEFORE]
    return given(*(_enter(one, programme, words) for one in ratings))


def _enter(entry: HistoryEntry, programme: Programme, words: Words) -> Labelled | None:
    level = programme.level(entry.level) if entry.what is Outcome.RATED else None
    title = say_period(entry.period, words) if entry.period else say_day(entry.day, words)
    return label_text(title, level.name if level else words(entry.what.zh[0]))
