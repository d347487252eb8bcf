"""Reads a notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from starcase.language import Label
from starcase.model.ids import ProgrammeId
from starcase.model.notice import Listed, Notice
from starcase.model.programme import Programme
from starcase.problems import DocumentId, Problem, problem, rule
from starcase.read.names import Role, known_id, names_of_programme, names_of_programmes
from starcase.read.order import check_dates, check_unique
from starcase.read.peek import peek_text
from starcase.read.reading import Reading
from starcase.read.record import own_id, read_record, whole_article
from starcase.read.result import Read
from starcase.sources.yamltree import Tree

LEVEL_OF_NO_PROGRAMME = rule(
    "level-of-no-programme",
    says="名单里写了等级“{got}”，但这份公告没有写是哪个项目的等级。",
    mend="请加上一行 programme: 和项目。",
)


def read_notice(
    tree: Tree, document: DocumentId, stem: str, programmes: Mapping[ProgrammeId, Programme]
) -> Read[Notice]:
    """A notice from what is written above its text; the levels in its list are those of its programme."""
    names = names_of_programmes(programmes)
    found = known_id(names, Role.PROGRAMME, peek_text(Notice, tree, "programme"))
    programme = programmes.get(ProgrammeId(found)) if found else None
    reading = Reading(document, Notice, {**names, **names_of_programme(programme)} if programme else names)
    notice, _ = read_record(Notice, tree, reading, Label("公告", "notice"), {"id": own_id(Notice, tree, stem, reading)})
    return whole_article(notice, tree, reading, _check_list, _check_days)


def _check_list(reading: Reading) -> Iterator[Problem]:
    """Reports: level-of-no-programme, written-twice."""
    listed = list(reading.each(Listed))
    yield from check_unique(reading.document, Label("名单", "list"), (((*path, "id"), one.id) for path, one in listed))
    for _, notice in reading.each(Notice):
        levels = [(path, one.level) for path, one in listed if one.level] if notice.programme is None else []
        for path, level in levels[: 0 if reading.has_error_at(("programme",)) else 1]:
            yield problem(LEVEL_OF_NO_PROGRAMME, reading.document, (*path, "level"), got=level)


def _check_days(reading: Reading) -> Iterator[Problem]:
    for path, notice in reading.each(Notice):
        opens, closes = (Label("公示开始", "opens"), notice.opens), (Label("公示截止", "closes"), notice.closes)
        yield from check_dates(reading.document, path, earlier=opens, later=closes, key="closes")
        publish_on, expires_on = (
            (Label("发布日期", "publish_on"), notice.publish_on),
            (Label("下线日期", "expires_on"), notice.expires_on),
        )
        yield from check_dates(reading.document, path, earlier=publish_on, later=expires_on, key="expires_on")
