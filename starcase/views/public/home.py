"""The home page: need and place first, then who is honoured, how that came about, and what has been published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from starcase.language import Words
from starcase.model.programme import Programme
from starcase.model.row import NoticeRow, Row, StoryRow
from starcase.model.tally import Need, RegionCounts, Tally
from starcase.views import urls
from starcase.views.areas import Area, view_areas
from starcase.views.claims import leading_claims, say_source, view_claim
from starcase.views.feeds import FeedLink
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.linked_data import describe_site
from starcase.views.parts import Card, Entry, Figure, StoryCard, make_cards, make_story_card
from starcase.views.public.how import HowEntry, explain
from starcase.views.public.notice import NoticeItem, view_item
from starcase.views.public.programmes import order_programmes
from starcase.views.public.stories_feed import link_stories_feed
from starcase.views.scheme import measure_of, rates_bodies
from starcase.views.shared import Shared
from starcase.views.tally import count_levels

AREAS = 8
FIGURES = 8


class HomeView(Struct, frozen=True):
    """A part without content is empty, and its section is not shown."""

    frame: Frame
    title: str
    lead: str
    needs: tuple[Entry, ...]
    more_needs: Link
    areas: tuple[Area, ...]
    more_areas: Link
    running: tuple[NoticeItem, ...]
    honoured_heading: str
    honoured: tuple[Card, ...]
    more_honoured: tuple[Entry, ...]
    how: tuple[HowEntry, ...]
    more_how: Link | None
    stories: tuple[StoryCard, ...]
    more_stories: Link
    figures: tuple[Figure, ...]
    programmes: tuple[Entry, ...]
    more_programmes: Link
    feeds: tuple[FeedLink, ...]


def project_home(
    shared: Shared,
    url: str,
    tally: Tally,
    needs: tuple[Need, ...],
    areas: RegionCounts,
    running: tuple[NoticeRow, ...],
    honoured: tuple[Row, ...],
    stories: tuple[tuple[StoryRow, tuple[Row, ...]], ...],
    tells_stories: bool,
    tells_changes: bool,
) -> HomeView:
    """The home page; in `tally` a body counts in each of its programmes, `areas` are the bodies of cities and their districts.

    `running` are the notices on which objections are taken today, `stories` the newest with their bodies;
    `tells_stories` and `tells_changes` say of what there are feeds.
    """
    words = shared.words
    programmes = order_programmes(shared.programmes)
    rating = tuple(programme for programme in programmes if rates_bodies(programme))
    return HomeView(
        frame=frame_page(shared, url, shared.config.title, linked_data=describe_site(shared, url)),
        title=words("找到身边的社区组织"),
        lead=words("它们为谁做什么，在哪里，怎么联系；评过等级的，是怎样评的。")
        if rating
        else words("它们为谁做什么，在哪里，怎么联系。"),
        needs=tuple(Entry(need.word, urls.relative(url, urls.need_url(need.slug)), str(need.count)) for need in needs),
        more_needs=_link(words("全部组织"), urls.DIRECTORY, url),
        areas=view_areas(areas, url, shared)[:AREAS],
        more_areas=_link(words("全部地区"), urls.REGIONS, url),
        running=tuple(view_item(notice, url, shared) for notice in running),
        honoured_heading=_name_honours(programmes, words),
        honoured=tuple(replace(card, summary=None) for card in make_cards(honoured, url, shared)),
        more_honoured=_list_honours(programmes, len(honoured), tally, url),
        how=tuple(explain(programme, url, shared) for programme in rating),
        more_how=next((_link(item.label, item.url, url) for item in shared.footer if item.url == urls.CHANGES), None),
        stories=tuple(make_story_card(story, url, shared, bodies) for story, bodies in stories),
        more_stories=_link(words("全部故事"), urls.STORIES, url),
        figures=tuple(islice(_view_figures(programmes, url, shared), FIGURES)),
        programmes=tuple(
            _list_programme(programme, tally, url, shared) for programme in programmes if programme not in rating
        ),
        more_programmes=_link(words("全部项目"), urls.PROGRAMMES, url),
        feeds=(
            *link_stories_feed(tells_stories, url, words),
            *((FeedLink(words("星级变动"), urls.relative(url, urls.CHANGES_FEED)),) if tells_changes else ()),
        ),
    )


def _link(label: str, to: str, url: str) -> Link:
    return Link(label, urls.relative(url, to))


def _name_honours(programmes: Iterable[Programme], words: Words) -> str:
    """The name that all honours have in common, else what they are."""
    names = {level.name for programme in programmes for level in programme.known_levels if level.honour}
    return words("{honour}组织", honour=names.pop()) if len(names) == 1 else words("获得荣誉的组织")


def _list_honours(programmes: Iterable[Programme], shown: int, tally: Tally, url: str) -> tuple[Entry, ...]:
    """The lists of all bodies with an honour, where there are more than are shown."""
    honours = [
        (programme, level, number)
        for programme in programmes
        for level, number in count_levels(tally.of_programme(programme.id), programme)
        if level.honour and number
    ]
    if sum(number for _, _, number in honours) <= shown:
        return ()
    return tuple(
        Entry(f"{programme.name} {level.name}", urls.relative(url, urls.level_url(programme.id, level.id)), str(number))
        for programme, level, number in honours
    )


def _view_figures(programmes: Iterable[Programme], url: str, shared: Shared) -> Iterator[Figure]:
    """The published figures that stand for each programme, with the programme, the date and the source."""
    for programme in programmes:
        link = _link(programme.name, urls.programme_url(programme.id), url)
        for one in leading_claims(programme):
            figure = view_claim(one, programme, shared)
            said = (figure.note, say_source(one.claim, programme, shared.words))
            yield replace(figure, link=link, note=shared.words("；").join(filter(None, said)))


def _list_programme(programme: Programme, tally: Tally, url: str, shared: Shared) -> Entry:
    number = tally.of_programme(programme.id).current
    note = shared.words("{n}{measure}", n=number, measure=measure_of(programme, shared.words)) if number else ""
    return Entry(programme.name, urls.relative(url, urls.programme_url(programme.id)), note)
