"""A badge that other sites may show: which programme, which level, which year, as a small picture of words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from starcase.language import Words
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Level, Programme
from starcase.views import urls
from starcase.views.badges import Badge
from starcase.views.frame import Link, canonical_address
from starcase.views.parts import LevelMark, draw_level
from starcase.views.shared import Shared

_LINE = 18.0
"""Characters in a line at the most: a longer name goes on below."""
_SMALL, _LARGE = 14, 22
_LEADING = 20
_STAR, _MEDAL = 20, 22
_SIDE, _GAP = 20, 10
_ROOM = 1.06
"""Fonts differ by a few parts in a hundred."""


class Line(Struct, frozen=True):
    text: str
    y: int


class BadgeView(Struct, frozen=True):
    """All measures in pixels. `name` are the lines of the programme's name, `at` the places where the level's word and the year begin."""

    language: str
    title: str
    about: str
    width: int
    height: int
    mark: LevelMark
    name: tuple[Line, ...]
    middle: int
    word_at: int
    year: str
    year_at: int
    site: Line


class BadgeSample(Struct, frozen=True):
    """A level's badge of the latest year as the page shows it, and those of the years before."""

    level: str
    src: str
    alt: str
    width: int
    height: int
    older: tuple[Link, ...]


class BadgesView(Struct, frozen=True):
    """How to show the badges of a programme elsewhere; `code` is what to write there."""

    heading: str
    warning: str
    how: str
    code: str
    samples: tuple[BadgeSample, ...]


def project_badge(shared: Shared, url: str, programme_id: ProgrammeId, badge: Badge) -> BadgeView:
    """The badge of a level in a year."""
    programme, words = shared.programmes[programme_id], shared.words
    level = programme.level(badge.level)
    assert level is not None  # it is planned by the programme's levels
    mark, year = draw_level(level, programme), words("{year}年", year=badge.year)
    name = tuple(Line(text, _SIDE + _SMALL // 2 + _LEADING * place) for place, text in enumerate(_wrap(programme.name)))
    middle = name[-1].y + 30
    word_at = _SIDE + _width_of_mark(mark)
    year_at = word_at + _long(level.name, _LARGE) + _GAP
    site = Line(shared.config.title, middle + 33)
    ends = (year_at + _long(year, _SMALL), *(_SIDE + _long(line.text, _SMALL) for line in (*name, site)))
    return BadgeView(
        language=shared.config.language,
        title=_say(level, programme, badge.year, words),
        about=words("这是一幅图，不能证明评定结果；请看{site}上该组织自己的网页。", site=shared.config.title),
        width=max(ends) + _SIDE,
        height=site.y + 16,
        mark=mark,
        name=name,
        middle=middle,
        word_at=word_at,
        year=year,
        year_at=year_at,
        site=site,
    )


def view_badges(badges: tuple[Badge, ...], programme: Programme, url: str, shared: Shared) -> BadgesView | None:
    """How to show the badges elsewhere, for the page at `url`; None where there are none."""
    words, samples = shared.words, tuple(_sample(badges, programme, url, shared))
    if not samples:
        return None
    latest = badges[0]
    return BadgesView(
        heading=words("在别的网页上放{level_word}图标", level_word=programme.level_word),
        warning=words(
            "图标只是一幅图，谁都可以放，不证明任何事：一个组织评上没有、是不是还有效，只看本站上它自己的网页。所以请让图标链接到那个网页。"
        ),
        how=words(
            "每个{level_word}、每一年各有一个图标。把下面这段代码放进网页，其中的“组织编号”换成这个组织在本站的网址里的编号：",
            level_word=programme.level_word,
        ),
        code=_write_code(latest, samples[0], programme, shared),
        samples=samples,
    )


def _sample(badges: tuple[Badge, ...], programme: Programme, url: str, shared: Shared) -> Iterator[BadgeSample]:
    for level in programme.known_levels:
        own = tuple(badge for badge in badges if badge.level == level.id)
        if not own:
            continue
        drawn = project_badge(shared, _address(programme, own[0]), programme.id, own[0])
        yield BadgeSample(
            level=level.name,
            src=urls.relative(url, _address(programme, own[0])),
            alt=drawn.title,
            width=drawn.width,
            height=drawn.height,
            older=tuple(
                Link(shared.words("{year}年", year=badge.year), urls.relative(url, _address(programme, badge)))
                for badge in own[1:]
            ),
        )


def _write_code(badge: Badge, sample: BadgeSample, programme: Programme, shared: Shared) -> str:
    page = canonical_address(shared, urls.DIRECTORY) or ""
    picture = canonical_address(shared, _address(programme, badge))
    identifier = shared.words("组织编号")
    return (
        f'<a href="{page}{identifier}/">'
        f'<img src="{picture}" alt="{sample.alt}" width="{sample.width}" height="{sample.height}"></a>'
    )


def _address(programme: Programme, badge: Badge) -> str:
    return urls.badge_url(programme.id, badge.level, badge.year)


def _say(level: Level, programme: Programme, year: int, words: Words) -> str:
    return words("{programme}：{level}（{year}年）", programme=programme.name, level=level.name, year=year)


def _width_of_mark(mark: LevelMark) -> int:
    if mark.honour:
        return _MEDAL + _GAP
    return mark.out_of * _STAR + _GAP if mark.stars else 0


def _long(text: str, size: int) -> int:
    return round(_count(text) * size * _ROOM)


def _count(text: str) -> float:
    """How long a text is in Chinese characters; a Latin letter takes hardly more than half of one."""
    return sum(1.0 if unicodedata.east_asian_width(each) in "WFA" else 0.6 for each in text)


def _wrap(name: str) -> Iterator[str]:
    """A name in lines of about the same length, none longer than can be read at a glance."""
    lines = int(_count(name) // (_LINE + 0.01)) + 1
    each = -(-len(name) // lines)
    return (name[start : start + each] for start in range(0, len(name), each))
