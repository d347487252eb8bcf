"""Moves of bodies in words: what each kind is called, what a body had and has now, how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from msgspec import Struct

from starcase.language import Words, mark, say_day
from starcase.model.ids import LevelId, RegionId
from starcase.model.move import Moved, MoveKind, RoundCount
from starcase.model.programme import Programme
from starcase.views import urls
from starcase.views.areas import name_area
from starcase.views.parts import LevelMark, draw_level, say_period, say_place
from starcase.views.shared import Shared

_KINDS = {
    MoveKind.PROMOTED: mark("升级"),
    MoveKind.DEMOTED: mark("降级"),
    MoveKind.NEW: mark("新评"),
    MoveKind.REGAINED: mark("重新评上"),
    MoveKind.RESUMED: mark("恢复"),
    MoveKind.SUSPENDED: mark("暂停"),
    MoveKind.NOT_RATED: mark("不予评定"),
    MoveKind.WITHDRAWN: mark("取消"),
    MoveKind.LAPSED: mark("到期"),
    MoveKind.ANOTHER_RUBRIC: mark("换了评分标准，不作比较"),
}
_KINDS_OF_STARS = {MoveKind.PROMOTED: mark("升星"), MoveKind.DEMOTED: mark("降星")}
_NOTES = {
    MoveKind.NEW: mark("本站的资料里，以前没有评过的。"),
    MoveKind.REGAINED: mark("以前评过，取消、不予评定、暂停或到期以后又评上的。"),
    MoveKind.LAPSED: mark("有效期满，到那一天还没有新的评定。"),
    MoveKind.ANOTHER_RUBRIC: mark("这一次和上一次用的评分标准不同，也没有写明两者可以比较，所以不说升降。"),
}
_STARS = mark("星级")


class MoveView(Struct, frozen=True):
    """`before` is the level that the body had, empty where there is none to name; `mark` the one that it has now, or `state` in its place."""

    name: str
    href: str
    place: str
    before: str
    mark: LevelMark | None
    state: str
    day: str
    reason: str
    basis: str


class AreaOfMoves(Struct, frozen=True):
    """Moves in one area; `name` is empty where the programme knows no areas."""

    name: str
    moves: tuple[MoveView, ...]


class KindOfMoves(Struct, frozen=True):
    anchor: str
    heading: str
    note: str
    areas: tuple[AreaOfMoves, ...]


def name_kind(kind: MoveKind, programme: Programme, words: Words) -> str:
    """What a kind is called; where levels are stars, a promotion is one of stars."""
    is_of_stars = programme.level_word in (_STARS, words(_STARS))
    return words(_KINDS_OF_STARS[kind] if is_of_stars and kind in _KINDS_OF_STARS else _KINDS[kind])


def name_changes(programme: Programme, words: Words) -> str:
    """What all of it is called: 星级变动."""
    return words("{level_word}变动", level_word=programme.level_word)


def say_counts(counts: Iterable[tuple[MoveKind, int]], programme: Programme, words: Words) -> str:
    """`升星3支，降星1支`; what is not compared is told last, by what it is."""
    text = mark("{kind}{n}{measure}")
    short = {MoveKind.ANOTHER_RUBRIC: words("换了评分标准")}
    return words("，").join(
        words(text, kind=short.get(kind) or name_kind(kind, programme, words), n=number, measure=programme.measure_word)
        for kind, number in counts
    )


def say_round(one: RoundCount, programme: Programme, words: Words) -> str:
    return say_counts(one.counts, programme, words)


def view_kinds(moved: tuple[Moved, ...], programme: Programme, url: str, shared: Shared) -> tuple[KindOfMoves, ...]:
    """Moves, in the order of a round, under their kinds and areas."""
    words = shared.words
    return tuple(
        KindOfMoves(
            anchor=kind.value,
            heading=name_kind(kind, programme, words),
            note=words(_NOTES[kind]) if kind in _NOTES else "",
            areas=tuple(
                AreaOfMoves(
                    say_area(area, programme, shared), tuple(view_move(one, programme, url, shared) for one in here)
                )
                for area, here in groupby(some, key=lambda one: one.area)
            ),
        )
        for kind, some in groupby(moved, key=lambda one: one.move.kind)
    )


def say_area(area: RegionId | None, programme: Programme, shared: Shared) -> str:
    return name_area(area, programme, shared) if area else shared.words("地区没有写明")


def view_move(one: Moved, programme: Programme, url: str, shared: Shared) -> MoveView:
    """A body's move as an entry of a list on the page at `url`."""
    words, move = shared.words, one.move
    after = programme.level(move.to_level)
    return MoveView(
        name=one.name,
        href=urls.relative(url, urls.organization_url(one.id)),
        place=say_place(one.regions, shared),
        before=name_level(move.from_level, programme),
        mark=draw_level(after, programme) if after else None,
        state="" if after else say_state(one, programme, words),
        day=say_day(move.day, words),
        reason=move.reason or "",
        basis=move.basis or "",
    )


def name_level(level: LevelId | None, programme: Programme) -> str:
    known = programme.level(level)
    return known.name if known else ""


def say_state(one: Moved, programme: Programme, words: Words) -> str:
    """What stands in place of a level."""
    if one.move.kind in (MoveKind.DEMOTED, MoveKind.ANOTHER_RUBRIC):
        return words("没有{level_word}", level_word=programme.level_word)
    return name_kind(one.move.kind, programme, words)


def say_origin(one: Moved, words: Words) -> str:
    """From where a move comes: the round of its evaluation, or a day between rounds."""
    move = one.move
    return words("{period}评定", period=say_period(move.period, words)) if move.period else say_day(move.day, words)
