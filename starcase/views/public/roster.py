"""Rosters to print: the bodies of a region with all below it, and those that have a level."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from starcase.language import Words, say_day
from starcase.model.ids import LevelId, ProgrammeId, RegionId
from starcase.model.programme import Level, Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode
from starcase.model.row import Row
from starcase.views import urls
from starcase.views.areas import crumbs_to
from starcase.views.frame import Frame, Link, canonical_address, frame_page
from starcase.views.papers import Column, Paper, PaperLink, PaperRow, place_seal
from starcase.views.parts import Card, make_card
from starcase.views.public.contact import region_phone
from starcase.views.scheme import authorities_on
from starcase.views.shared import Shared

_PRINTED = (Tier.DISTRICT, Tier.STREET)
"""Tiers whose offices print rosters; a community's page shows all its bodies, and prints as it is."""


class Part(Struct, frozen=True):
    """One of the documents that a long roster is cut into: `number` of `count`, its first body the `first` of `total`."""

    number: int
    count: int
    first: int
    total: int


class RosterView(Struct, frozen=True):
    """`others` are the other parts of a roster that is cut."""

    frame: Frame
    paper: Paper
    papers: tuple[PaperLink, ...]
    others: tuple[Link, ...]


def has_roster(region: RegionNode) -> bool:
    return region.tier in _PRINTED


def link_region_roster(region: RegionNode, url: str, shared: Shared) -> tuple[PaperLink, ...]:
    """The ways from a region's page to its roster: to print, and in Word."""
    return _link(urls.region_roster_url(region.id), _title_region(region, shared.words), url, shared)


def link_level_roster(programme: Programme, level: Level, url: str, shared: Shared) -> tuple[PaperLink, ...]:
    """The same from a level's page."""
    roster = urls.level_roster_url(programme.id, level.id)
    return _link(roster, _title_level(programme, level.name, shared.words), url, shared)


def _link(roster: str, title: str, url: str, shared: Shared) -> tuple[PaperLink, ...]:
    to_print = PaperLink(shared.words("打印名册"), urls.relative(url, roster))
    return to_print, _link_word(roster, title, url, shared)


def _link_word(roster: str, title: str, url: str, shared: Shared) -> PaperLink:
    return PaperLink(shared.words("名册（Word）"), urls.relative(url, urls.word_url(roster)), f"{title}.docx")


def _title_region(region: RegionNode, words: Words) -> str:
    return words("{region}组织名册", region=region.name)


def _title_level(programme: Programme, level: str, words: Words) -> str:
    return words("{programme}：{level}名册", programme=programme.name, level=level)


def project_region_roster(shared: Shared, url: str, region: RegionId, part: Part, rows: tuple[Row, ...]) -> RosterView:
    """A part of a region's roster."""
    words, name = shared.words, shared.regions[region].name
    crumbs = (*crumbs_to(region, shared), (name, urls.region_url(region)))
    parts = tuple(urls.region_roster_url(region, number) for number in range(1, part.count + 1))
    return _view(project_region_paper(shared, url, region, part, rows), words("打印名册"), crumbs, parts, url, shared)


def project_region_paper(shared: Shared, url: str, region: RegionId, part: Part, rows: tuple[Row, ...]) -> Paper:
    title = _title_region(shared.regions[region], shared.words)
    return _make_paper(title, part, rows, urls.region_url(region), url, shared)


def project_level_roster(
    shared: Shared, url: str, programme_id: ProgrammeId, level_id: LevelId, part: Part, rows: tuple[Row, ...]
) -> RosterView:
    """A part of the roster of the bodies that have a level."""
    words, programme = shared.words, shared.programmes[programme_id]
    crumbs = (
        (words("全部项目"), urls.PROGRAMMES),
        (programme.name, urls.programme_url(programme_id)),
        (_name_level(programme, level_id), urls.level_url(programme_id, level_id)),
    )
    parts = tuple(urls.level_roster_url(programme_id, level_id, number) for number in range(1, part.count + 1))
    paper = project_level_paper(shared, url, programme_id, level_id, part, rows)
    return _view(paper, words("打印名册"), crumbs, parts, url, shared)


def project_level_paper(
    shared: Shared, url: str, programme_id: ProgrammeId, level_id: LevelId, part: Part, rows: tuple[Row, ...]
) -> Paper:
    programme = shared.programmes[programme_id]
    title = _title_level(programme, _name_level(programme, level_id), shared.words)
    return _make_paper(title, part, rows, urls.level_url(programme_id, level_id), url, shared)


def _name_level(programme: Programme, wanted: LevelId) -> str:
    level = programme.level(wanted)
    return level.name if level else wanted


def _view(
    paper: Paper, here: str, crumbs: tuple[tuple[str, str], ...], parts: tuple[str, ...], url: str, shared: Shared
) -> RosterView:
    words = shared.words
    labels = (words("第{n}册", n=number) for number in range(1, len(parts) + 1))
    return RosterView(
        frame=frame_page(shared, url, paper.title, here=here, crumbs=crumbs),
        paper=paper,
        papers=(_link_word(url, paper.title, url, shared),),
        others=tuple(
            Link(label, urls.relative(url, part), part == url) for label, part in zip(labels, parts, strict=True)
        )
        if len(parts) > 1
        else (),
    )


def _make_paper(title: str, part: Part, rows: tuple[Row, ...], page: str, url: str, shared: Shared) -> Paper:
    """The list as it is put on paper; `page` is the page of the same bodies, which is named as where it comes from."""
    words = shared.words
    programmes = _programmes_of(rows, shared)
    cards = [(row, make_card(row, url, shared)) for row in rows]
    entries = tuple(
        _enter(number, row, card, len(programmes) > 1, shared) for number, (row, card) in enumerate(cards, part.first)
    )
    return Paper(
        title=title,
        lines=tuple(_head(part, rows, words)),
        columns=_columns(programmes, words),
        rows=entries,
        notes=tuple(_notes(rows, programmes, page, shared)),
        seal=place_seal(None, None, words),
        language=shared.config.language,
        publisher=shared.config.title,
    )


def _programmes_of(rows: Iterable[Row], shared: Shared) -> tuple[Programme, ...]:
    named = {row.programme for row in rows}
    return tuple(one for one in shared.programmes.values() if one.id in named)


def _columns(programmes: tuple[Programme, ...], words: Words) -> tuple[Column, ...]:
    level = words(programmes[0].level_word) if len(programmes) == 1 else words("等级")
    return (
        Column(words("序号"), 12),
        Column(words("名称"), 50),
        Column(words("地区"), 37),
        Column(words("类型") if len(programmes) == 1 else words("项目和类型"), 26),
        Column(level, 20),
        Column(words("电话"), 33),
    )


def _enter(number: int, row: Row, card: Card, names_programme: bool, shared: Shared) -> PaperRow:
    kind = " ".join(filter(None, (card.programme if names_programme else None, card.type)))
    level = card.standing.mark.word if card.standing.mark else card.standing.state
    state = shared.words("、").join(filter(None, (level, card.status)))
    return PaperRow(str(number), card.name, card.href, (card.place, kind, state, _phone(row, shared)))


def _phone(row: Row, shared: Shared) -> str:
    """The body's own phone, else that of its place."""
    if row.phone:
        return row.phone
    found = region_phone(row.regions, shared)
    return found[1].label if found else ""


def _head(part: Part, rows: tuple[Row, ...], words: Words) -> Iterable[str]:
    yield words("共{n}个", n=part.total)
    if part.count > 1:
        last = part.first + len(rows) - 1
        yield words(
            "第{n}册，共{count}册：第{first}至{last}号", n=part.number, count=part.count, first=part.first, last=last
        )
    days = [row.standing.since for row in rows if row.standing.since]
    if days:
        yield words("评定情况最近一次变动：{day}", day=say_day(max(days), words))


def _notes(rows: tuple[Row, ...], programmes: tuple[Programme, ...], page: str, shared: Shared) -> Iterable[str]:
    words = shared.words
    if any(not row.phone and _phone(row, shared) for row in rows):
        yield words("没有自己电话的组织，写的是所在地区的电话。")
    named = dict.fromkeys(name for one in programmes for name in authorities_on(one, None))
    if named:
        yield words("评定单位：{names}", names=words("、").join(named))
    address = canonical_address(shared, page)
    yield words("资料来源：{site}", site=" ".join(filter(None, (shared.config.title, address))))
