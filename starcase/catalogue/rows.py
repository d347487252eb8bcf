"""Takes from each record what other pages need of it."""

from __future__ import annotations

from decimal import Decimal

from starcase.model.article import Article
from starcase.model.contest import Contest
from starcase.model.ids import IndicatorId, ProgrammeId
from starcase.model.notice import Notice
from starcase.model.organization import Organization, Services
from starcase.model.page import ContentPage
from starcase.model.programme import Programme
from starcase.model.row import Membership, NoticeRow, PageRow, Row, StoryRow, alter_row, seal_row
from starcase.model.standing import Standing, State
from starcase.model.story import Story
from starcase.model.values import Count, Exactness
from starcase.pinyin import sort_key
from starcase.problems import DocumentId
from starcase.read.result import Identity
from starcase.sources.markdown import plain_text

_HELD_BACK = Standing(State.HELD_BACK)
_SUMMARY_LENGTH = 120
_NOTHING = Decimal(0)


def make_row(
    organization: Organization,
    programme: Programme,
    standing: Standing,
    scorecard_total: Decimal | None,
    document: DocumentId,
    digest: str,
    elsewhere: tuple[Membership, ...] = (),
    contests: tuple[Contest, ...] = (),
) -> Row:
    """The Row of a body; `scorecard_total` is the total of the evaluation in force, `elsewhere` its other programmes."""
    contact = organization.contact
    return Row(
        document=document,
        digest=digest,
        id=organization.id,
        name=organization.name,
        order=sort_key(organization.name),
        programme=organization.programme,
        type=organization.type,
        regions=organization.regions,
        status=organization.status,
        standing=standing,
        summary=organization.summary,
        offers=organization.offers,
        for_whom=organization.for_whom,
        tags=organization.tags,
        phone=contact.phone if contact else None,
        address=contact.address if contact else None,
        total=scorecard_total,
        former_names=organization.former_names,
        relations=organization.relations,
        founded=organization.founded,
        uscc=organization.uscc,
        sums=_sum_years(organization.services, programme) if organization.services else (),
        elsewhere=elsewhere,
        contests=contests,
    )


def row_elsewhere(row: Row, membership: Membership) -> Row:
    """The same body as another programme lists it; type, figures and moves stay with its own."""
    return alter_row(
        row,
        programme=membership.programme,
        type=None,
        standing=membership.standing,
        total=membership.total,
        sums=(),
        elsewhere=(),
        contests=(),
        moves=(),
    )


def held_row(identity: Identity, document: DocumentId, digest: str, elsewhere: tuple[ProgrammeId, ...] = ()) -> Row:
    """The Row of a body whose record has an error: who and where it is, and nothing else; `elsewhere` are its other programmes."""
    contact = identity.contact
    return Row(
        document=document,
        digest=digest,
        id=identity.id,
        name=identity.name,
        order=sort_key(identity.name),
        programme=identity.programme,
        type=None,
        regions=identity.regions,
        status=identity.status,
        standing=_HELD_BACK,
        phone=contact.phone if contact else None,
        address=contact.address if contact else None,
        elsewhere=tuple(Membership(programme, _HELD_BACK) for programme in elsewhere),
    )


def hold_back(row: Row) -> Row:
    """The same body as `held_row` would show it, for an error that was found later."""
    held = Row(
        document=row.document,
        digest=row.digest,
        id=row.id,
        name=row.name,
        order=row.order,
        programme=row.programme,
        type=None,
        regions=row.regions,
        status=row.status,
        standing=_HELD_BACK,
        phone=row.phone,
        address=row.address,
        elsewhere=tuple(Membership(one.programme, _HELD_BACK) for one in row.elsewhere),
    )
    return seal_row(held)


def make_story_row(article: Article[Story], document: DocumentId, digest: str) -> StoryRow:
    """The StoryRow of a story; a story without a summary is introduced by its first words."""
    story = article.record
    return StoryRow(
        document=document,
        digest=digest,
        id=story.id,
        title=story.title,
        date=story.date,
        organizations=story.organizations,
        summary=story.summary or plain_text(article.html, _SUMMARY_LENGTH),
        draft=story.draft,
        publish_on=story.publish_on,
        expires_on=story.expires_on,
    )


def make_notice_row(article: Article[Notice], document: DocumentId, digest: str) -> NoticeRow:
    """The NoticeRow of a notice; its `organizations` are those of its list, in that order."""
    notice = article.record
    return NoticeRow(
        document=document,
        digest=digest,
        id=notice.id,
        title=notice.title,
        date=notice.date,
        kind=notice.kind,
        programme=notice.programme,
        opens=notice.opens,
        closes=notice.closes,
        organizations=tuple(listed.id for listed in notice.list),
        draft=notice.draft,
        publish_on=notice.publish_on,
        expires_on=notice.expires_on,
    )


def make_page_row(article: Article[ContentPage], document: DocumentId, digest: str) -> PageRow:
    """The PageRow of a page of the site's own."""
    page = article.record
    return PageRow(document, digest, page.id, page.title, page.menu, page.order, page.draft)


def _sum_years(services: Services, programme: Programme) -> tuple[tuple[IndicatorId, int, Decimal], ...]:
    """For each indicator that adds up and each year, the sum of the year's periods.

    A year with an approximate figure has no sum here: sums of many bodies are made of exact figures only.
    """
    adding = {indicator.id for indicator in programme.indicators if indicator.add_up}
    figures: dict[tuple[IndicatorId, int], list[Count]] = {}
    for period in services.periods:
        for one in period.counts:
            if one.indicator in adding:
                figures.setdefault((one.indicator, period.period.year), []).append(one.count)
    return tuple(
        (indicator, year, sum((count.value for count in counts), _NOTHING))
        for (indicator, year), counts in sorted(figures.items())
        if all(count.exactness is Exactness.EXACT for count in counts)
    )
