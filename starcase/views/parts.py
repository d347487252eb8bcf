"""Small views that many pages show: the level mark, a body's entry in a list, a figure, a table, a bar chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from msgspec import Struct, field

from starcase.language import Words, mark, say_day, say_month
from starcase.model.ids import LevelId, ProgrammeId, RegionId, TypeId
from starcase.model.organization import Status
from starcase.model.programme import Level, Programme
from starcase.model.row import Row, StoryRow
from starcase.model.same import Same
from starcase.model.standing import Standing, State
from starcase.model.tally import GONE
from starcase.model.values import Count, PartialDate, Period
from starcase.views import urls
from starcase.views.frame import Link, telephone_href
from starcase.views.shared import Shared

PAGE_SIZE = 50

_TOLD = (Status.PAUSED, Status.DRAFT)


class LevelMark(Struct, frozen=True):
    """A level as it is drawn: `stars` of `out_of` outlined stars, or a medal for an honour; the word always beside it."""

    word: str
    stars: int | None
    out_of: int
    honour: bool


class StandingView(Struct, frozen=True):
    """`mark` stands only while a level is in force; `state` is the word in place of a level; `valid` says until when."""

    mark: LevelMark | None
    state: str | None
    valid: str | None


class Card(Struct, frozen=True):
    """A body in a list; `status` is a word where it is paused or a draft, `programme` is None where it goes without saying."""

    name: str
    href: str
    place: str
    type: str | None
    programme: str | None
    standing: StandingView
    status: str | None
    summary: str | None
    offers: tuple[str, ...]
    phone: Link | None


class StoryCard(Struct, frozen=True):
    """`mark` says in a preview that the public does not see the story."""

    title: str
    href: str
    date: str | None
    summary: str
    organizations: tuple[Link, ...]
    mark: str | None


class Entry(Struct, frozen=True):
    """A line of a ruled list: where it leads, and what stands at its end."""

    label: str
    href: str
    note: str = ""


class Checked(Struct, frozen=True):
    """How a figure was checked, for whoever wants to know: the result, then a sentence for each reckoning."""

    result: str
    lines: tuple[str, ...]


class Figure(Struct, frozen=True):
    """A number set large: `value` as typed, its `unit` small; below it what it counts, where that is told, when and by whom."""

    value: str
    unit: str
    what: str
    note: str
    link: Link | None = None
    checked: Checked | None = None


class Cell(Struct, frozen=True):
    """`bar` is the length, 0 to 100, of a bar below the text that heads a row."""

    text: str
    href: str | None = None
    numeric: bool = False
    bar: float | None = None


class Table(Struct, frozen=True):
    """The first cell of a row heads it."""

    caption: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Bar(Struct, frozen=True):
    """`share` is the bar's length, 0 to 100; `text` the number that stands at its end, with a `note`; `approximate` draws it as no exact length.

    A `hollow` bar is drawn as an outline; as long as `inner` it is filled, where that is not None.
    """

    label: str
    text: str
    share: float
    approximate: bool = False
    href: str | None = None
    note: str = ""
    hollow: bool = False
    inner: float | None = None


class Pager(Struct, frozen=True):
    """The way through a list in pages; None where there is no page before or after."""

    number: int
    count: int
    previous: str | None
    next: str | None
    pages: tuple[Link, ...]


_PARTS = {
    "H1": mark("{year}年上半年"),
    "H2": mark("{year}年下半年"),
    "Q1": mark("{year}年第一季度"),
    "Q2": mark("{year}年第二季度"),
    "Q3": mark("{year}年第三季度"),
    "Q4": mark("{year}年第四季度"),
}


def say_period(period: Period, words: Words) -> str:
    """`2022年度`, `2022年上半年`, `2022年7月`."""
    if not period.part:
        return words("{year}年度", year=period.year)
    if period.part in _PARTS:
        return words(_PARTS[period.part], year=period.year)
    return say_month(period.year, int(period.part), words)


def say_date(when: PartialDate, words: Words) -> str:
    """A date as precisely as it is known."""
    if when.day:
        return say_day(when.first_day, words)
    if when.month:
        return say_month(when.year, when.month, words)
    return words("{year}年", year=when.year)


def say_count(count: Count, unit: str | None, words: Words) -> str:
    return words("{n}{unit}", n=count.text, unit=unit) if unit else count.text


def draw_level(level: Level, programme: Programme) -> LevelMark:
    """An honour is drawn as a medal; stars are counted out of the programme's highest."""
    highest = max((other.stars or 0 for other in programme.known_levels), default=0)
    return LevelMark(level.name, None if level.honour else level.stars, highest, level.honour)


class _Kinds(Struct, frozen=True):
    """A programme's levels as they are drawn and the names of its types, by id: what a list needs for each body."""

    levels: Mapping[LevelId | None, LevelMark] = field(default_factory=dict)
    types: Mapping[TypeId | None, str] = field(default_factory=dict)


@lru_cache(maxsize=128)
def _kinds_of(programme: Same[Programme | None]) -> _Kinds:
    if programme.value is None:
        return _Kinds()
    return _Kinds(
        {level.id: draw_level(level, programme.value) for level in programme.value.known_levels},
        {kind.id: kind.name for kind in programme.value.types},
    )


def view_standing(standing: Standing, programme: Programme | None, words: Words) -> StandingView:
    """The standing as it is shown; a level only while it is in force."""
    return _view_standing(standing, _kinds_of(Same(programme)), words)


def _view_standing(standing: Standing, kinds: _Kinds, words: Words) -> StandingView:
    drawn = kinds.levels.get(standing.level)
    if drawn and standing.state is State.RATED:
        return StandingView(drawn, None, _say_valid(standing.valid_until, words) if standing.valid_until else None)
    if standing.state in (State.NO_LEVELS, State.UNPUBLISHED):
        return StandingView(None, None, None)
    if standing.state is State.EXPIRED and standing.valid_until:
        since = words("评定已于{day}到期", day=say_day(standing.valid_until, words))
        return StandingView(None, words(State.EXPIRED.zh[0]), since)
    return StandingView(None, words(standing.state.zh[0]), None)


@lru_cache(maxsize=4096)
def _say_valid(until: date, words: Words) -> str:
    return words("有效期至{day}", day=say_day(until, words))


def say_place(regions: tuple[RegionId, ...], shared: Shared, *, deepest: int = 2) -> str:
    """The last names of the place's path, such as 桥西区 3502社区; several places are joined."""
    tree = shared.regions
    ways = [islice(tree.upwards(region), deepest) for region in regions if region in tree]
    return shared.words("、").join([" ".join([node.name for node in way][::-1]) for way in ways])


class _Fellows(Struct, frozen=True):
    """What a list says alike of all bodies of one programme in one place."""

    kinds: _Kinds
    programme: str | None
    place: str


@lru_cache(maxsize=1024)
def _fellows(programme: ProgrammeId | None, regions: tuple[RegionId, ...], shared: Shared) -> _Fellows:
    programmes = shared.programmes
    known = programmes.get(programme) if programme else None
    name = known.name if known and len(programmes) > 1 else None
    return _Fellows(_kinds_of(Same(known)), name, say_place(regions, shared))


def make_card(row: Row, url: str, shared: Shared) -> Card:
    """The body's entry in a list on the page at `url`."""
    fellows, words = _fellows(row.programme, row.regions, shared), shared.words
    return Card(
        name=row.name,
        href=urls.relative(url, urls.organization_url(row.id)),
        place=fellows.place,
        type=fellows.kinds.types.get(row.type),
        programme=fellows.programme,
        standing=_view_row_standing(row, fellows.kinds, words),
        status=words(row.status.zh[0]) if row.status in _TOLD else None,
        summary=row.summary,
        offers=row.offers,
        phone=Link(row.phone, telephone_href(row.phone)) if row.phone else None,
    )


def _view_row_standing(row: Row, kinds: _Kinds, words: Words) -> StandingView:
    """A body that is merged into another or dissolved says so in place of its level."""
    if row.status in GONE and not row.is_held_back:
        return StandingView(None, words(row.status.zh[0]), None)
    return _view_standing(row.standing, kinds, words)


def make_cards(rows: Iterable[Row], url: str, shared: Shared) -> tuple[Card, ...]:
    return tuple(make_card(row, url, shared) for row in rows)


def make_story_card(story: StoryRow, url: str, shared: Shared, organizations: tuple[Row, ...] = ()) -> StoryCard:
    return StoryCard(
        title=story.title,
        href=urls.relative(url, urls.story_url(story.id)),
        date=say_date(story.date, shared.words) if story.date else None,
        summary=story.summary,
        organizations=tuple(Link(row.name, urls.relative(url, urls.organization_url(row.id))) for row in organizations),
        mark=shared.words("还没有公布") if story.draft else None,
    )


def say_hidden(publish_on: date | None, expires_on: date | None, is_draft: bool, words: Words) -> str:
    """Why only a preview shows a page: it is a draft, or its days are others."""
    if is_draft:
        return words("草稿：这一页还没有发布。")
    parts = (
        words("{day}上线", day=say_day(publish_on, words)) if publish_on else "",
        words("{day}下线", day=say_day(expires_on, words)) if expires_on else "",
    )
    return words("这一页现在不公布：{days}。", days=words("，").join(filter(None, parts)))


def make_bars(figures: Sequence[tuple[str, Decimal, str]]) -> tuple[Bar, ...]:
    """Bars of (label, number, text), the longest at 100."""
    highest = max((number for _, number, _ in figures), default=Decimal(0))
    return tuple(
        Bar(label, text, float(round(number / highest * 100, 2)) if highest else 0.0) for label, number, text in figures
    )


def make_pager(first: str, number: int, count: int) -> Pager | None:
    """The pager of page `number` of `count`, both from 1; None where one page holds all."""
    if count <= 1:
        return None
    here = urls.numbered_url(first, number)

    def to(page: int) -> str:
        return urls.relative(here, urls.numbered_url(first, page))

    near = sorted({1, count, *range(max(1, number - 2), min(count, number + 2) + 1)})
    return Pager(
        number=number,
        count=count,
        previous=to(number - 1) if number > 1 else None,
        next=to(number + 1) if number < count else None,
        pages=tuple(Link(str(page), to(page), page == number) for page in near),
    )
