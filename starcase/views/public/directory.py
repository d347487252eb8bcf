"""The directory: bodies by the first letter of their pinyin, and the ways in by need, region, programme, type and level."""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct

from starcase.language import Words
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme
from starcase.model.row import Row
from starcase.model.tally import Tally, Ways
from starcase.views import urls
from starcase.views.areas import Area, view_areas
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.parts import Card, Entry, Pager, make_cards, make_pager
from starcase.views.public.programmes import order_programmes
from starcase.views.shared import Shared
from starcase.views.tally import count_levels, count_types, say_tally

OTHER = "#"


class Letter(Struct, frozen=True):
    """The bodies of one letter on one page; `anchor` is None where the letter began on an earlier page."""

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
    """`ways` stand on the first page only; `back` leads to it from the others."""

    frame: Frame
    title: str
    lead: str
    ways: WaysView | None
    back: Link | None
    index: tuple[Link, ...]
    letters: tuple[Letter, ...]
    pager: Pager | None


def letter_of(row: Row) -> str:
    """The first letter of a body's pinyin, A to Z; OTHER for a name that begins with none."""
    first = row.order[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def project_directory(
    shared: Shared,
    url: str,
    number: int,
    count: int,
    rows: tuple[Row, ...],
    before: str | None,
    starts: tuple[tuple[str, int], ...],
    ways: Ways | None,
) -> DirectoryView:
    """A page of the directory; `before` is the last letter of the page before, `starts` the page on which each letter begins."""
    words = shared.words
    here = words("找组织") if number == 1 else words("找组织，第{n}页", n=number)
    between = () if number == 1 else ((words("找组织"), urls.DIRECTORY),)
    return DirectoryView(
        frame=frame_page(shared, url, here, crumbs=between),
        title=here,
        lead=_lead(ways, words),
        ways=_view_ways(ways, url, shared) if ways and rows else None,
        back=None if number == 1 else Link(words("按需要、地区、项目找"), urls.relative(url, urls.DIRECTORY)),
        index=tuple(Link(_name(letter, words), _start_href(letter, page, url)) for letter, page in starts),
        letters=tuple(
            _view_letter(letter, tuple(some), before, url, shared) for letter, some in groupby(rows, letter_of)
        ),
        pager=make_pager(urls.DIRECTORY, number, count),
    )


def _lead(ways: Ways | None, words: Words) -> str:
    if ways is None:
        return words("按名称的拼音排列。")
    if not ways.tally.listed:
        return words("本站还没有列出组织。")
    return words("本站列出的组织{counts}按名称的拼音排列。", counts=say_tally(ways.tally, words("个"), words))


def _start_href(letter: str, page: int, url: str) -> str:
    return urls.relative(url, f"{urls.numbered_url(urls.DIRECTORY, page)}#{_anchor(letter)}")


def _view_letter(letter: str, rows: tuple[Row, ...], before: str | None, url: str, shared: Shared) -> Letter:
    anchor = None if letter == before else _anchor(letter)
    return Letter(_name(letter, shared.words), anchor, make_cards(rows, url, shared))


def _anchor(letter: str) -> str:
    return "letter-other" if letter == OTHER else f"letter-{letter.lower()}"


def _name(letter: str, words: Words) -> str:
    return words("其他") if letter == OTHER else letter


def _view_ways(ways: Ways, url: str, shared: Shared) -> WaysView:
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
