"""A notice's page, and the list of notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from starcase.language import Words, mark, say_day
from starcase.model.article import Article
from starcase.model.ids import ProgrammeId
from starcase.model.notice import Listed, Notice, NoticeKind
from starcase.model.programme import Programme
from starcase.model.row import NoticeRow, Row
from starcase.views import urls
from starcase.views.frame import Frame, Link, frame_page
from starcase.views.papers import PaperLink, place_seal
from starcase.views.parts import (
    LevelMark,
    Pager,
    draw_level,
    make_pager,
    say_hidden,
    say_period,
    say_place,
    view_standing,
)
from starcase.views.portal import Published
from starcase.views.public.documents import DocumentView, Files, make_documents
from starcase.views.public.labelled import Labelled, given, label_links, label_text
from starcase.views.shared import Shared


class ListedView(Struct, frozen=True):
    """One body of a published list: `mark` as the notice gave it, `state` in place of it while the record is checked."""

    number: int
    name: Link
    place: str
    mark: LevelMark | None
    state: str | None


class NoticeView(Struct, frozen=True):
    """`open_days` say from when to when objections are taken; `level_word` heads the list's last column, None without levels; `papers` lead to the list in Word, `seal` is where a printed one is sealed."""

    frame: Frame
    title: str
    kind: str
    hidden: str | None
    open_days: str | None
    facts: tuple[Labelled, ...]
    body: Markup
    objections: tuple[Labelled, ...]
    list_caption: str
    level_word: str | None
    listed: tuple[ListedView, ...]
    attachments: tuple[DocumentView, ...]
    papers: tuple[PaperLink, ...]
    seal: tuple[str, ...]


class NoticeItem(Struct, frozen=True):
    title: str
    href: str
    kind: str
    date: str
    programme: str | None
    open_days: str | None


class NoticesView(Struct, frozen=True):
    frame: Frame
    notices: tuple[NoticeItem, ...]
    pager: Pager | None


def project_notice(
    shared: Shared, url: str, record: bytes, row: NoticeRow, bodies: tuple[Row, ...], files: Files
) -> NoticeView:
    """The page of a notice.

    `row` knows the last day for objections also where it was counted; `bodies` are those of its list that this site has.
    """
    article = Article[Notice].model_validate_json(record)
    notice, words = article.record, shared.words
    programme = _find_programme(notice.programme, bodies, shared)
    listed = _view_list(notice.list, programme, bodies, url, shared)
    return NoticeView(
        frame=_frame(shared, url, notice),
        title=notice.title,
        kind=words(notice.kind.value),
        hidden=say_hidden(notice.publish_on, notice.expires_on, notice.draft, words) if row.draft else None,
        open_days=say_open_days(row.opens, row.closes, words),
        facts=_facts(notice, url, shared),
        body=Markup(article.html),
        objections=_objections(notice, row.closes, words),
        list_caption=words("名单，共{n}个", n=len(listed)),
        level_word=_head_levels(notice, programme, words),
        listed=listed,
        attachments=make_documents(notice.attachments, files, url, shared),
        papers=_link_word(notice.title, url, words) if listed else (),
        seal=place_seal(notice.issuer, say_day(notice.date, words), words),
    )


def project_notices(shared: Shared, url: str, notices: tuple[NoticeRow, ...], number: int, count: int) -> NoticesView:
    """Page `number` of `count` of all notices."""
    return NoticesView(
        frame=frame_page(shared, url, shared.words("公示公告")),
        notices=tuple(view_item(notice, url, shared) for notice in notices),
        pager=make_pager(urls.NOTICES, number, count),
    )


def say_open_days(opens: date | None, closes: date | None, words: Words) -> str | None:
    """When objections are taken, as dates; None where the notice takes none."""
    if opens and closes:
        return words("公示期：{opens}至{closes}", opens=say_day(opens, words), closes=say_day(closes, words))
    if opens:
        return words("公示期：{opens}起", opens=say_day(opens, words))
    return words("公示期：至{closes}", closes=say_day(closes, words)) if closes else None


def _link_word(title: str, url: str, words: Words) -> tuple[PaperLink, ...]:
    return (PaperLink(words("名单（Word）"), urls.relative(url, urls.word_url(url)), f"{title}.docx"),)


def _frame(shared: Shared, url: str, notice: Notice) -> Frame:
    return frame_page(
        shared,
        url,
        notice.title,
        crumbs=((shared.words("公示公告"), urls.NOTICES),),
        description=notice.title,
        article=Published(published=notice.date.isoformat(), source=notice.issuer),
    )


def _facts(notice: Notice, url: str, shared: Shared) -> tuple[Labelled, ...]:
    words = shared.words
    programme = shared.programmes.get(notice.programme) if notice.programme else None
    links = (Link(programme.name, urls.relative(url, urls.programme_url(programme.id))),) if programme else ()
    return given(
        label_text(words("发布日期"), say_day(notice.date, words)),
        label_text(words("文号"), notice.document_no),
        label_text(words("发布单位"), notice.issuer),
        label_links(words("项目"), links),
        label_text(words("期次"), say_period(notice.period, words) if notice.period else None),
    )


def _objections(notice: Notice, closes: date | None, words: Words) -> tuple[Labelled, ...]:
    """To whom, how and until when; nothing where nobody is named."""
    named = given(label_text(words("向谁提"), notice.objections_to), label_text(words("怎么提"), notice.contact))
    last = label_text(words("截止日期"), say_day(closes, words)) if closes and notice.objections_to else None
    return (*named, *given(last)) if named else ()


def _find_programme(programme: ProgrammeId | None, bodies: Iterable[Row], shared: Shared) -> Programme | None:
    """The programme whose levels the list names; without one, that of its bodies."""
    wanted = programme or next((body.programme for body in bodies if body.programme), None)
    return shared.programmes.get(wanted) if wanted else None


def _head_levels(notice: Notice, programme: Programme | None, words: Words) -> str | None:
    """The heading of the levels; before the decision they are only proposed."""
    if programme is None or not any(one.level for one in notice.list):
        return None
    text = mark("拟定{level_word}") if notice.kind is NoticeKind.PUBLICITY else mark("{level_word}")
    return words(text, level_word=programme.level_word)


def _view_list(
    entries: Iterable[Listed], programme: Programme | None, bodies: Iterable[Row], url: str, shared: Shared
) -> tuple[ListedView, ...]:
    """The list as it was published; a body that this site does not have stands by its id alone."""
    by_id = {body.id: body for body in bodies}
    return tuple(
        _view_listed(number, entry, by_id.get(entry.id), programme, url, shared)
        for number, entry in enumerate(entries, start=1)
    )


def _view_listed(
    number: int, entry: Listed, body: Row | None, programme: Programme | None, url: str, shared: Shared
) -> ListedView:
    level = programme.level(entry.level) if programme else None
    drawn = draw_level(level, programme) if level and programme else None
    if body is None:
        return ListedView(number, Link(entry.id, None), "", drawn, None)
    name = Link(body.name, urls.relative(url, urls.organization_url(body.id)))
    place = say_place(body.regions, shared)
    if body.is_held_back:
        return ListedView(number, name, place, None, view_standing(body.standing, programme, shared.words).state)
    return ListedView(number, name, place, drawn, None)


def view_item(notice: NoticeRow, url: str, shared: Shared) -> NoticeItem:
    """A notice in a list on the page at `url`."""
    programme = shared.programmes.get(notice.programme) if notice.programme else None
    kind = shared.words(notice.kind.value)
    return NoticeItem(
        title=notice.title,
        href=urls.relative(url, urls.notice_url(notice.id)),
        kind=shared.words("{kind}（还没有公布）", kind=kind) if notice.draft else kind,
        date=say_day(notice.date, shared.words),
        programme=programme.name if programme else None,
        open_days=say_open_days(notice.opens, notice.closes, shared.words),
    )
