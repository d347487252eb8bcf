"""The pages of a few records, planned, projected and rendered as the build does it, without reading files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starcase.model.article import Article
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config, Depth, Identity, Publish, SiteContact
from starcase.model.media import NamedFile
from starcase.model.notice import Notice
from starcase.model.organization import Contact, Organization, Status
from starcase.model.page import ContentPage
from starcase.model.programme import Programme
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow, seal_row
from starcase.model.standing import Standing, State
from starcase.model.story import Story
from starcase.pages import content_page, notice, notices, organization, stories, story
from starcase.parcels import pack_pages, unpack_pages
from starcase.problems import DocumentId
from starcase.rating.in_force import standing_on
from starcase.render.folders import template_folders
from starcase.render.templates import environment, read_templates
from starcase.views.shared import Shared
from tests.bodies import day, programme

ROOT = Path(__file__).resolve().parents[1]
Records = dict[DocumentId, bytes]

KINDS = (
    organization.KIND,
    organization.HELD_BACK_KIND,
    story.KIND,
    stories.KIND,
    notice.KIND,
    notices.KIND,
    content_page.KIND,
)
PLACES = (
    ("example-city", "示例市", Tier.CITY, None),
    ("east", "东湖区", Tier.DISTRICT, "example-city"),
    ("anju", "安居社区", Tier.COMMUNITY, "east"),
    ("anju-1", "第一网格", Tier.GRID, "anju"),
    ("leye", "乐业社区", Tier.COMMUNITY, "east"),
)


@dataclass(frozen=True)
class Facts:
    """What a test's site holds besides its bodies.

    `contacts` by region, `files` and `texts` (HTML) by the id of the record that names them or stands above them.
    """

    programmes: tuple[Programme, ...] = (programme(),)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    files: Mapping[str, tuple[NamedFile, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    stories: tuple[Story, ...] = ()
    notices: tuple[Notice, ...] = ()
    pages: tuple[ContentPage, ...] = ()
    held_back: tuple[str, ...] = ()
    depth: Depth = Depth.ITEMS
    contact: SiteContact = field(default_factory=SiteContact)
    as_of: str = "2024-06-01"
    closes: str | None = None


@dataclass(frozen=True)
class RecordSite:
    """The Views and the HTML of every record's page, by address."""

    views: Mapping[str, object]
    html: Mapping[str, str]

    def body(self, identifier: str) -> str:
        return self.html[f"organizations/{identifier}/index.html"]

    def body_view(self, identifier: str) -> object:
        return self.views[f"organizations/{identifier}/index.html"]


def make_site(*bodies: Organization, **facts: object) -> RecordSite:
    """A site of these bodies in the order given, which is taken for the directory's."""
    known = Facts(**facts)
    records: Records = {}
    catalogue = _catalogue(bodies, known, records)
    shared = Shared(catalogue.config, catalogue.programmes, catalogue.regions, ())
    views, html = {}, {}
    templates = environment(read_templates(template_folders(ROOT), "public"), "zh-CN")
    for kind in KINDS:
        for parcel in pack_pages(kind.plan(catalogue), records.__getitem__):
            for page in unpack_pages(parcel):
                views[page.url] = kind.project(shared, page.url, *page.parts)
                html[page.url] = templates.get_template(kind.template).render(view=views[page.url])
    return RecordSite(views, html)


def headings(html: str) -> list[str]:
    """The h2 of a page, in order."""
    return [plain(text) for text in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]


def section(html: str, heading: str) -> str:
    """The HTML from a heading to the end of its section."""
    return next(part for part in re.split('<section class="section[^"]*">', html)[1:] if f">{heading}</h2>" in part)


def plain(html: str) -> str:
    """The words of some HTML, without the white space between them."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def _catalogue(bodies: Iterable[Organization], facts: Facts, records: Records) -> Catalogue:
    programmes = {one.id: one for one in facts.programmes}
    regions = RegionTree(
        {
            one: RegionNode(one, name, tier, parent, contact=facts.contacts.get(one))
            for one, name, tier, parent in PLACES
        }
    )
    rows = tuple(_row(number, each, programmes, facts) for number, each in enumerate(bodies))
    _keep(records, rows, bodies)
    told = tuple(
        seal_row(
            StoryRow(
                _document(one.id), "", one.id, one.title, one.date, one.organizations, one.summary or "", one.draft
            )
        )
        for one in facts.stories
    )
    _keep(records, told, _articles(facts.stories, facts))
    listed = tuple(_notice_row(one, facts) for one in facts.notices)
    _keep(records, listed, _articles(facts.notices, facts))
    own = tuple(seal_row(PageRow(_document(one.id), "", one.id, one.title, one.menu, one.order)) for one in facts.pages)
    _keep(records, own, _articles(facts.pages, facts))
    return Catalogue(
        config=Config(publish=Publish(scores=facts.depth), identity=Identity(contact=facts.contact)),
        as_of=day(facts.as_of),
        programmes=programmes,
        regions=regions,
        rows=rows,
        by_id={row.id: row for row in rows},
        by_region=_by_region(rows, regions),
        stories=told,
        stories_of={row.id: tuple(one for one in told if row.id in one.organizations) for row in rows},
        notices=listed,
        pages=own,
        files={_document(identifier): files for identifier, files in facts.files.items()},
    )


def _document(identifier: str) -> DocumentId:
    return DocumentId(f"content/{identifier}.yaml")


def _keep(records: Records, rows: Iterable[Row | StoryRow | NoticeRow | PageRow], written: Iterable[object]) -> None:
    for row, record in zip(rows, written, strict=True):
        records[row.document] = record.model_dump_json(exclude_defaults=True).encode()


def _articles(records: Iterable[Story | Notice | ContentPage], facts: Facts) -> tuple[Article, ...]:
    return tuple(Article(record=record, html=facts.texts.get(record.id, "")) for record in records)


def _row(number: int, body: Organization, programmes: Mapping[str, Programme], facts: Facts) -> Row:
    contact = body.contact or Contact()
    if body.id in facts.held_back:
        standing, status = Standing(State.HELD_BACK), Status.ACTIVE
    else:
        standing, status = standing_on(body, programmes[body.programme], day(facts.as_of)), body.status
    row = Row(
        document=_document(body.id),
        digest="",
        id=body.id,
        name=body.name,
        order=f"{number:05}",
        programme=body.programme,
        type=body.type,
        regions=body.regions,
        status=status,
        standing=standing,
        phone=contact.phone,
        address=contact.address,
        relations=body.relations,
    )
    return seal_row(row)


def _notice_row(one: Notice, facts: Facts) -> NoticeRow:
    closes = day(facts.closes) if facts.closes else one.closes
    listed = tuple(entry.id for entry in one.list)
    row = NoticeRow(
        _document(one.id), "", one.id, one.title, one.date, one.kind, one.programme, one.opens, closes, listed
    )
    return seal_row(row)


def _by_region(rows: Iterable[Row], regions: RegionTree) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for region in {node.id for one in row.regions for node in regions.path(one)}:
            found.setdefault(region, []).append(row)
    return {region: tuple(some) for region, some in found.items()}
