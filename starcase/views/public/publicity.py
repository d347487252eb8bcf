"""The list of a notice as a Word document: what is put to the public, to be signed and hung up."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Words
from starcase.model.row import NoticeRow, Row
from starcase.views.papers import Column, Paper, PaperRow
from starcase.views.public.labelled import Labelled
from starcase.views.public.notice import ListedView, NoticeView, project_notice
from starcase.views.shared import Shared


def project_publicity(shared: Shared, url: str, record: bytes, row: NoticeRow, bodies: tuple[Row, ...]) -> Paper:
    """The same list, in the same words, as on the notice's page."""
    notice, words = project_notice(shared, url, record, row, bodies, ()), shared.words
    return Paper(
        title=notice.title,
        lines=tuple(_head(notice, words)),
        columns=_columns(notice, words),
        rows=tuple(_enter(one, notice.level_word is not None) for one in notice.listed),
        notes=tuple(_say(one, words) for one in notice.objections),
        seal=notice.seal,
        language=shared.config.language,
        publisher=shared.config.title,
    )


def _head(notice: NoticeView, words: Words) -> Iterator[str]:
    yield from (_say(one, words) for one in notice.facts)
    if notice.open_days:
        yield notice.open_days
    yield notice.list_caption


def _say(one: Labelled, words: Words) -> str:
    return words("{label}：{value}", label=one.label, value=words("、").join(each.label for each in one.values))


def _columns(notice: NoticeView, words: Words) -> tuple[Column, ...]:
    number, name = Column(words("序号"), 14), Column(words("名称"), 76)
    if notice.level_word is None:
        return number, name, Column(words("地区"), 88)
    return number, name, Column(words("地区"), 56), Column(notice.level_word, 32)


def _enter(one: ListedView, has_level: bool) -> PaperRow:
    level = one.mark.word if one.mark else one.state or ""
    return PaperRow(str(one.number), one.name.label, None, (one.place, level) if has_level else (one.place,))
