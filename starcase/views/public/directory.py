"""The directory: bodies by the first letter of their pinyin, and the ways in by need, region, programme, type and level."""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct

from starcase.language import Words
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme
from starcase.model.row import Row
from starcase.model.stretch import OTHER, Stretch
from starcase.model.tally import Tally, Ways
from starcase.views import urls
from starcase.views.areas import Area, view_areas
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.parts import Card, Entry, Pager, make_cards
from starcase.views.public.finder import Finder, view_finder
from starcase.views.public.programmes import order_programmes
from starcase.views.sections import (
    Index,
    Jump,
    crumbs_down,
    letter_of,
    say_here,
    say_last_section,
    say_title,
    view_indexes,
    view_pager,
)
from starcase.views.shared import Shared
from starcase.views.tally import count_levels, count_types, say_tally


class Letter(Struct, frozen=True):
    """The bodies of one letter on one page; `anchor` is None where the letter began on an earlier page, or has pages of its own."""

    label: str
    anchor: str | None
    cards: tuple[Card, ...]


class Kinds(Struct, frozen=True):
    """A programme's types and levels that have bodies."""

    programme: str
    types: tuple[Entry, ...]
    levels: tuple[Entry, ...]


class WaysView(Struct, frozen=True):
    needs: tuple[Entry, ...]
    areas: tuple[Area, ...]
    programmes: tuple[Entry, ...]
    kinds: tuple[Kinds, ...]


class DirectoryView(Struct, frozen=True):
    """`ways` stand on the first page only, as does what narrows the list; `back` leads to it from the others."""

    frame: Frame
    title: str
    lead: str
    ways: WaysView | None
    back: Link | None
    finder: Finder | None
    indexes: tuple[Index, ...]
    letters: tuple[Letter, ...]
    pager: Pager | None


def project_directory(
    shared: Shared,
    url: str,
    stretch: Stretch,
    rows: tuple[Row, ...],
    before: str | None,
    starts: tuple[tuple[str, int], ...],
    ways: Ways | None,
) -> DirectoryView:
    """A page of the directory; `before` is the last letter of the page before, `starts` the page on which each letter begins.

    A long directory has neither: its letters are sections.
    """
    words = shared.words
    title = say_title(words("找组织"), stretch, words)
    between = crumbs_down(words("找组织"), urls.DIRECTORY, stretch, words)
    frame = frame_page(shared, url, title, here=say_here(stretch, words), crumbs=between)
    return DirectoryView(
        frame=frame,
        title=title,
        lead=_lead(ways, words),
        ways=view_ways(ways, url, shared) if ways else None,
        finder=view_finder(url, frame) if ways and ways.tally.listed else None,
        back=None if stretch.is_first else Link(words("按需要、地区、项目找"), urls.relative(url, urls.DIRECTORY)),
        indexes=view_initials(stretch, starts, url, words),
        letters=_view_letters(stretch, rows, before, url, shared),
        pager=view_pager(urls.DIRECTORY, stretch),
    )


def _view_letters(
    stretch: Stretch, rows: tuple[Row, ...], before: str | None, url: str, shared: Shared
) -> tuple[Letter, ...]:
    if stretch.folders:
        return (Letter(say_last_section(stretch, shared.words), None, make_cards(rows, url, shared)),) if rows else ()
    return tuple(_view_letter(letter, tuple(some), before, url, shared) for letter, some in groupby(rows, letter_of))


def _lead(ways: Ways | None, words: Words) -> str:
    if ways is None:
        return words("按名称的拼音排列。")
    if not ways.tally.listed:
        return words("本站还没有列出组织。")
    return words("本站列出的组织{counts}按名称的拼音排列。", counts=say_tally(ways.tally, words("个"), words))


def view_initials(
    stretch: Stretch, starts: tuple[tuple[str, int], ...], url: str, words: Words, first: str = urls.DIRECTORY
) -> tuple[Index, ...]:
    """The first letters of the directory that begins at `first`, for the page at `url`: where each begins, or the sections of a long one."""
    return _view_starts(starts, url, words, first) if starts else view_indexes(first, stretch, url, words)


def _view_starts(starts: tuple[tuple[str, int], ...], url: str, words: Words, first: str) -> tuple[Index, ...]:
    jumps = tuple(Jump(name_letter(letter, words), _start_href(letter, page, url, first)) for letter, page in starts)
    return (Index(words("按拼音首字母"), jumps),)


def _start_href(letter: str, page: int, url: str, first: str) -> str:
    return urls.relative(url, f"{urls.numbered_url(first, page)}#{anchor_letter(letter)}")


def _view_letter(letter: str, rows: tuple[Row, ...], before: str | None, url: str, shared: Shared) -> Letter:
    anchor = None if letter == before else anchor_letter(letter)
    return Letter(name_letter(letter, shared.words), anchor, make_cards(rows, url, shared))


def anchor_letter(letter: str) -> str:
    """The anchor at which the bodies of a letter begin."""
    return "letter-other" if letter == OTHER else f"letter-{letter.lower()}"


def name_letter(letter: str, words: Words) -> str:
    """A letter as it heads its bodies."""
    return words("其他") if letter == OTHER else letter


def view_ways(ways: Ways, url: str, shared: Shared) -> WaysView | None:
    """The ways into the directory as lists of links on the page at `url`; None where nothing is listed."""
    if not ways.tally.listed:
        return None
    needs = (Entry(need.word, urls.relative(url, urls.need_url(need.slug)), str(need.count)) for need in ways.needs)
    programmes = order_programmes(shared.programmes)
    listed = [programme for programme in programmes if ways.programmes.of_programme(programme.id).listed]
    kinds = (_view_kinds(programme, ways.programmes.of_programme(programme.id), url) for programme in listed)
    return WaysView(
        needs=tuple(needs),
        areas=view_areas(ways.areas, url, shared),
        programmes=tuple(
            Entry(
                programme.name,
                urls.relative(url, urls.programme_url(programme.id)),
                str(ways.programmes.of_programme(programme.id).current),
            )
            for programme in listed
        ),
        kinds=tuple(one for one in kinds if one.types or one.levels),
    )


def _view_kinds(programme: Programme, tally: Tally, url: str) -> Kinds:
    identifier: ProgrammeId = programme.id
    return Kinds(
        programme=programme.name,
        types=tuple(
            Entry(kind.name, urls.relative(url, urls.type_url(identifier, kind.id)), str(number))
            for kind, number in count_types(tally, programme)
            if number
        ),
        levels=tuple(
            Entry(level.name, urls.relative(url, urls.level_url(identifier, level.id)), str(number))
            for level, number in count_levels(tally, programme)
            if number
        ),
    )
