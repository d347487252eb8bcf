"""The lists of a round as an office puts them on paper: 拟评定名单, 升降星对照表, 汇总表."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from starcase.exchange.rounds.meeting import name_of
from starcase.language import Words, mark, say_day, say_number
from starcase.model.ids import LevelId, OrganizationId
from starcase.model.organization import Outcome
from starcase.model.programme import Programme
from starcase.rating.terms import is_lower, place_of
from starcase.reviewing.deciding import Considered
from starcase.reviewing.roster import Roster
from starcase.views.papers import Column, Paper, PaperRow, place_seal
from starcase.views.parts import say_period

_UP, _DOWN, _NEW, _SAME, _LOST = mark("升级"), mark("降级"), mark("新评"), mark("不变"), mark("未评上")
_WIDTH = 178
"""Millimetres of an A4 sheet that columns have together."""


class Occasion(Struct, frozen=True, eq=False):
    """What all papers of a round have in common."""

    roster: Roster
    areas: Mapping[OrganizationId, str]
    decided: date
    words: Words
    publisher: str

    @property
    def programme(self) -> Programme:
        return self.roster.programme


def all_papers(occasion: Occasion, considered: Sequence[Considered]) -> dict[str, Paper]:
    """Every paper by the name of its file, without ending."""
    words = occasion.words
    return {
        words("拟评定名单"): _list_of_levels(occasion, considered),
        words("升降星对照表"): _list_of_moves(occasion, considered),
        words("汇总表"): _summary(occasion, considered),
    }


def _paper(
    occasion: Occasion, title: str, lines: Iterable[str], columns: Sequence[Column], rows: Iterable[PaperRow]
) -> Paper:
    words = occasion.words
    authority = occasion.programme.authority
    heading = words(
        "{programme}{period}{title}",
        programme=occasion.programme.name,
        period=say_period(occasion.roster.period, words),
        title=title,
    )
    return Paper(
        title=heading,
        lines=tuple(lines),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(words("评审过程中的内部资料，公示前请勿外传。"),),
        seal=place_seal(authority[0].name if authority else None, say_day(occasion.decided, words), words),
        language=words.tag,
        publisher=occasion.publisher,
    )


def _list_of_levels(occasion: Occasion, considered: Sequence[Considered]) -> Paper:
    """Those who are to have a level, the best level first."""
    programme, words = occasion.programme, occasion.words
    rated = [one for one in considered if one.decision.level]
    ranked = sorted(rated, key=lambda one: (place_of(one.decision.level, programme), -(one.total or 0), one.row.order))
    rows = [
        PaperRow(
            str(number),
            one.row.name,
            None,
            (
                occasion.areas.get(one.row.id, ""),
                _type(one, programme),
                say_number(one.total) if one.total is not None else "",
                name_of(one.decision.level, programme),
            ),
        )
        for number, one in enumerate(ranked, 1)
    ]
    columns = _columns(
        words,
        (mark("序号"), 12),
        (mark("名称"), 68),
        (mark("地区"), 30),
        (mark("类型"), 28),
        (mark("总分"), 16),
        (mark("拟评定等级"), 20),
    )
    counted = words("共{n}{measure}。", n=len(rows), measure=programme.measure_word)
    return _paper(occasion, words("拟评定名单"), (counted,), columns, rows)


def _list_of_moves(occasion: Occasion, considered: Sequence[Considered]) -> Paper:
    """Those whose level changes, with the reason where one was given."""
    programme, words = occasion.programme, occasion.words
    moved = [(one, move) for one in considered if (move := move_of(one, programme)) not in (None, _SAME)]
    rows = [
        PaperRow(
            str(number),
            one.row.name,
            None,
            (
                occasion.areas.get(one.row.id, ""),
                name_of(one.before, programme) or "—",
                name_of(one.decision.level, programme) or "—",
                words(move or ""),
                (one.decision.reason.text or one.decision.reason.basis or "") if one.decision.reason else "",
            ),
        )
        for number, (one, move) in enumerate(moved, 1)
    ]
    columns = _columns(
        words,
        (mark("序号"), 12),
        (mark("名称"), 52),
        (mark("地区"), 26),
        (mark("原等级"), 18),
        (mark("拟评定等级"), 24),
        (mark("变动"), 18),
        (mark("理由"), 28),
    )
    counts = [
        words(
            "{move}{n}{measure}",
            move=words(kind),
            n=sum(move == kind for _, move in moved),
            measure=programme.measure_word,
        )
        for kind in (_UP, _DOWN, _NEW, _LOST)
    ]
    return _paper(occasion, words("升降星对照表"), (words("，").join(counts) + words("。"),), columns, rows)


def move_of(one: Considered, programme: Programme) -> str | None:
    """How a body's level changes; None where nothing is decided, or it did not take part."""
    before, after = one.before, one.decision.level
    if after is None and one.decision.outcome in (None, Outcome.EXEMPT):
        return None
    if before is None:
        return _NEW if after else _SAME
    if after is None:
        return _LOST
    if before == after:
        return _SAME
    return _DOWN if is_lower(after, before, programme) else _UP


def _summary(occasion: Occasion, considered: Sequence[Considered]) -> Paper:
    """How many of each level there are in each region."""
    programme, words = occasion.programme, occasion.words
    levels: list[LevelId | None] = [*(level.id for level in programme.known_levels), None]
    names = [*(level.name for level in programme.known_levels), words("没有等级")]
    by_area: dict[str, list[Considered]] = {}
    for one in considered:
        by_area.setdefault(occasion.areas.get(one.row.id, ""), []).append(one)
    rows = [_counted(str(number), area, some, levels) for number, (area, some) in enumerate(by_area.items(), 1)]
    rows.append(_counted("", words("合计"), considered, levels))
    width = (_WIDTH - 12 - 46 - 20) // len(names)
    columns = _columns(words, (mark("序号"), 12), (mark("地区"), 46), (mark("参评"), 20))
    columns += [Column(name, width) for name in names]
    return _paper(occasion, words("汇总表"), (), columns, rows)


def _counted(number: str, area: str, some: Sequence[Considered], levels: Sequence[LevelId | None]) -> PaperRow:
    counts = (str(sum(one.decision.level == level for one in some)) for level in levels)
    return PaperRow(number, area, None, (str(len(some)), *counts))


def _columns(words: Words, *given: tuple[str, int]) -> list[Column]:
    return [Column(words(name), width) for name, width in given]


def _type(one: Considered, programme: Programme) -> str:
    kind = programme.type(one.row.type)
    return kind.name if kind else ""
