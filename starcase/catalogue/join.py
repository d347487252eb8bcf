"""Joins the Rows of all records into one Catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from starcase.catalogue.addresses import Addresses, check_redirects
from starcase.catalogue.quotas import place_rounds
from starcase.catalogue.references import AnyRow, check_circles, check_ids, check_references
from starcase.catalogue.rows import row_elsewhere
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.organization import Status
from starcase.model.programme import Programme
from starcase.model.redirect import Redirect
from starcase.model.region_tree import RegionTree
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow, alter_row
from starcase.model.values import PartialDate
from starcase.problems import Problem, problem, rule
from starcase.rating.publicity import last_day_of

STORY_WITHOUT_ORGANIZATION = rule(
    "story-without-organization",
    says="没有写是哪个组织的故事；这个文件夹里有{count}份组织资料，不能从文件夹认出来。",
    mend="请在开头加一行 organizations: 和组织的编号。",
)

_TOP_FOLDERS = ("organizations", "programmes", "regions", "stories", "notices", "statistics", "changes", "how", "elder")

R = TypeVar("R", bound=AnyRow)
Scheduled = TypeVar("Scheduled", bound=StoryRow | NoticeRow)


def build_catalogue(
    config: Config,
    as_of: date,
    programmes: Mapping[ProgrammeId, Programme],
    regions: RegionTree,
    redirects: tuple[Redirect, ...],
    rows: tuple[Row, ...],
    story_rows: tuple[StoryRow, ...],
    notice_rows: tuple[NoticeRow, ...],
    page_rows: tuple[PageRow, ...],
    unreadable: frozenset[str],
    *,
    drafts: bool = False,
) -> tuple[Catalogue, tuple[Problem, ...]]:
    """The catalogue of a day, and what is wrong between records.

    `unreadable` are the ids, known or guessed, of documents of which there is no whole record: a reference to them is no
    second problem. Of an id that is used twice the first Row stands; redirects with an error are left out, and those to what is not shown.
    Reports: ``id-twice``, ``organization-unknown``, ``relation-to-itself``, ``relation-circle``, ``redirect-unknown``,
    ``redirect-over-page``, ``story-without-organization``, and what `place_rounds` reports.
    """
    finished = tuple(row for row in rows if not is_draft_row(row))
    placements, misplaced = place_rounds(finished, programmes, regions)
    stories, homeless = _assign_stories(story_rows, rows, unreadable)
    misled: tuple[Problem, ...] = ()
    if redirects:
        addresses = _addresses(programmes, regions, rows, stories, notice_rows, page_rows, unreadable)
        misled = tuple(check_redirects(redirects, addresses))
    problems = (
        *(found for kind in (rows, stories, notice_rows, page_rows) for found in check_ids(kind)),
        *check_references(rows, stories, notice_rows, unreadable),
        *check_circles(rows),
        *misled,
        *homeless,
        *misplaced,
    )
    rows = tuple(sorted(_shown(rows, drafts), key=lambda row: (row.order, row.name, row.id)))
    stories = _newest_first(_shown(stories, drafts))
    notices = _newest_first(_close(notice, programmes) for notice in _shown(notice_rows, drafts))
    online = tuple(_online(stories, as_of, drafts))
    announced = tuple(_online(notices, as_of, drafts))
    pages = tuple(sorted(_shown(page_rows, drafts), key=lambda page: (page.order, page.id)))
    shown = _addresses(programmes, regions, rows, online, announced, pages, frozenset()) if redirects else Addresses({})
    catalogue = Catalogue(
        config=config,
        as_of=as_of,
        programmes=programmes,
        regions=regions,
        rows=rows,
        by_id={row.id: row for row in rows},
        by_programme=_by_programme(rows, programmes),
        by_region=_by_region(rows, regions),
        stories=online,
        stories_of=_by_organization(online),
        notices=announced,
        coming=(*_coming(stories, as_of), *_coming(notices, as_of)),
        pages=pages,
        redirects=tuple(each for each in _without(redirects, misled) if not each.to or shown.has_page(each.to)),
        placements=placements,
        shows_drafts=drafts,
    )
    return catalogue, problems


def _assign_stories(
    stories: tuple[StoryRow, ...], rows: tuple[Row, ...], unreadable: frozenset[str]
) -> tuple[tuple[StoryRow, ...], tuple[Problem, ...]]:
    """Gives a story without `organizations` to the only record of its folder.

    Source: FORMAT.md section 1. A folder whose name is an unreadable record's id most likely is that record's own.
    """
    if all(story.organizations for story in stories):
        return stories, ()
    in_folder: dict[str, list[OrganizationId]] = {}
    for row in rows:
        in_folder.setdefault(row.document.file.rpartition("/")[0], []).append(row.id)
    assigned, problems = [], []
    for story in stories:
        if not story.organizations:
            folder = story.document.file.rpartition("/")[0]
            nearby = in_folder.get(folder, [])
            if len(nearby) == 1:
                story = alter_row(story, organizations=(nearby[0],))
            elif folder.rpartition("/")[2] not in unreadable:
                problems.append(problem(STORY_WITHOUT_ORGANIZATION, story.document, count=len(nearby)))
        assigned.append(story)
    return tuple(assigned), tuple(problems)


def _addresses(
    programmes: Mapping[ProgrammeId, Programme],
    regions: RegionTree,
    rows: Iterable[Row],
    stories: Iterable[StoryRow],
    notices: Iterable[NoticeRow],
    pages: Iterable[PageRow],
    unreadable: frozenset[str],
) -> Addresses:
    below_programmes = {
        f"programmes/{programme.id}/{kind}": {str(one.id) for one in things}
        for programme in programmes.values()
        for kind, things in (("types", programme.types), ("levels", programme.known_levels))
    }
    return Addresses(
        {
            "": {*_TOP_FOLDERS, *(page.id for page in pages), *unreadable},
            "organizations": {*(row.id for row in rows), *unreadable},
            "programmes": programmes,
            **below_programmes,
            "regions": regions.nodes,
            "stories": {*(story.id for story in stories), *unreadable},
            "notices": {*(notice.id for notice in notices), *unreadable},
            "how": programmes,
        }
    )


def _without(redirects: tuple[Redirect, ...], misled: Iterable[Problem]) -> tuple[Redirect, ...]:
    wrong = {found.spot.path[0] for found in misled}
    return tuple(redirect for number, redirect in enumerate(redirects) if number not in wrong)


def _shown(rows: Iterable[R], drafts: bool) -> Iterator[R]:
    """The first Row of each id; drafts only when they are wanted."""
    seen: set[str] = set()
    for row in rows:
        if row.id not in seen:
            seen.add(row.id)
            if drafts or not is_draft_row(row):
                yield row


def is_draft_row(row: AnyRow) -> bool:
    """Whether it is of a record that its writers have not finished."""
    return row.status is Status.DRAFT if isinstance(row, Row) else row.draft


def _newest_first(rows: Iterable[Scheduled]) -> tuple[Scheduled, ...]:
    """Newest first, those of one day by id, those without a date last."""
    return tuple(sorted(sorted(rows, key=lambda row: row.id), key=_first_day, reverse=True))


def _first_day(row: StoryRow | NoticeRow) -> date:
    if isinstance(row.date, PartialDate):
        return row.date.first_day
    return row.date or date.min


def _close(notice: NoticeRow, programmes: Mapping[ProgrammeId, Programme]) -> NoticeRow:
    """Counts the last day of a publicity period from its programme where the notice gives none."""
    programme = programmes.get(notice.programme) if notice.programme else None
    if notice.closes or not notice.opens or programme is None or programme.publicity is None:
        return notice
    return alter_row(notice, closes=last_day_of(notice.opens, programme.publicity))


def _online(rows: Iterable[Scheduled], day: date, drafts: bool) -> Iterator[Scheduled]:
    """What is to be seen on a day; where drafts are wanted, also what comes later or is gone, as such."""
    for row in rows:
        if _is_online(row, day):
            yield row
        elif drafts:
            yield alter_row(row, draft=True)


def _is_online(row: StoryRow | NoticeRow, day: date) -> bool:
    return (row.publish_on is None or row.publish_on <= day) and (row.expires_on is None or day < row.expires_on)


def _coming(rows: Iterable[Scheduled], day: date) -> Iterator[Scheduled]:
    return (row for row in rows if row.publish_on and row.publish_on > day)


def _by_programme(
    rows: Iterable[Row], programmes: Mapping[ProgrammeId, Programme]
) -> Mapping[ProgrammeId, tuple[Row, ...]]:
    """The bodies of each programme, also those whose own is another."""
    found: dict[ProgrammeId, list[Row]] = {programme: [] for programme in programmes}
    for row in rows:
        if row.programme in found:
            found[row.programme].append(row)
        for membership in row.elsewhere:
            if membership.programme in found:
                found[membership.programme].append(row_elsewhere(row, membership))
    return {programme: tuple(bodies) for programme, bodies in found.items()}


def _by_region(rows: Iterable[Row], regions: RegionTree) -> Mapping[RegionId, tuple[Row, ...]]:
    """The bodies of each region and of all below it, each once."""
    found: dict[RegionId, list[Row]] = {region: [] for region in regions.nodes}
    lists = {region: [found[node.id] for node in regions.path(region)] for region in regions.nodes}
    for row in rows:
        if len(row.regions) == 1:
            for bodies in lists.get(row.regions[0], ()):
                bodies.append(row)
        else:
            for region in dict.fromkeys(
                node.id for named in row.regions if named in regions for node in regions.path(named)
            ):
                found[region].append(row)
    return {region: tuple(bodies) for region, bodies in found.items()}


def _by_organization(stories: Iterable[StoryRow]) -> Mapping[OrganizationId, tuple[StoryRow, ...]]:
    found: dict[OrganizationId, list[StoryRow]] = {}
    for story in stories:
        for organization in dict.fromkeys(story.organizations):
            found.setdefault(organization, []).append(story)
    return {organization: tuple(told) for organization, told in found.items()}
