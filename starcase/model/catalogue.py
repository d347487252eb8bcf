"""The catalogue: every Row, joined and indexed; all that a page may know of other records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from starcase.model.config import Config
from starcase.model.contest import Placed
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.media import NamedFile
from starcase.model.programme import Programme
from starcase.model.redirect import Redirect
from starcase.model.region_tree import RegionTree
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow
from starcase.problems import DocumentId


class Catalogue(Struct, frozen=True, eq=False):
    """Rows stand in directory order (pinyin, then name, then id); stories and notices newest first.

    `by_region` counts a body once in each region that it names and in every ancestor. Drafts are in it only when they were asked for.
    `coming` are stories and notices that are written but not yet to be seen. `files` are those that a document names: photos, evidence, attachments.
    `placements` are what quotas made of a body's evaluations.
    """

    config: Config
    as_of: date
    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree
    rows: tuple[Row, ...] = ()
    by_id: Mapping[OrganizationId, Row] = field(default_factory=dict)
    by_programme: Mapping[ProgrammeId, tuple[Row, ...]] = field(default_factory=dict)
    by_region: Mapping[RegionId, tuple[Row, ...]] = field(default_factory=dict)
    stories: tuple[StoryRow, ...] = ()
    stories_of: Mapping[OrganizationId, tuple[StoryRow, ...]] = field(default_factory=dict)
    notices: tuple[NoticeRow, ...] = ()
    coming: tuple[StoryRow | NoticeRow, ...] = ()
    pages: tuple[PageRow, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    files: Mapping[DocumentId, tuple[NamedFile, ...]] = field(default_factory=dict)
    placements: Mapping[OrganizationId, tuple[Placed, ...]] = field(default_factory=dict)
    shows_drafts: bool = False
