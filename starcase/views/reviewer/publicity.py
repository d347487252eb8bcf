"""Notices that are under way, and objections with their answers."""

from __future__ import annotations

from collections.abc import Mapping

from starcase.language import say_day
from starcase.model.desk import Objection
from starcase.model.ids import OrganizationId
from starcase.model.row import NoticeRow
from starcase.views import urls
from starcase.views.parts import say_period
from starcase.views.reviewer import addresses
from starcase.views.reviewer.desk import (
    SECRET,
    Cell,
    Column,
    DeskView,
    Kind,
    Section,
    Table,
    frame,
    link_workbook,
    make_workbook,
)
from starcase.views.shared import Shared
from starcase.views.sheets import Sheet

Named = tuple[tuple[OrganizationId, str], ...]


def project_publicity(
    shared: Shared, url: str, notices: tuple[NoticeRow, ...], objections: tuple[Objection, ...], names: Named
) -> DeskView:
    """Notices, the newest first; objections, those without an answer first. `names` are those of the bodies concerned."""
    words = shared.words
    return DeskView(
        frame=frame(shared, url, words("公示与异议")),
        secret=words(SECRET),
        heading=words("公示与异议"),
        sections=(
            Section("objections", words("异议"), _objection_table(objections, dict(names), url, shared)),
            Section("notices", words("公示和公告"), _notice_table(notices, shared)),
        ),
        workbook=link_workbook(url, shared),
    )


def project_publicity_sheet(
    shared: Shared, url: str, notices: tuple[NoticeRow, ...], objections: tuple[Objection, ...], names: Named
) -> Sheet:
    return make_workbook(_objection_table(objections, dict(names), url, shared), shared.words("异议"), shared)


def _objection_table(
    objections: tuple[Objection, ...], names: Mapping[OrganizationId, str], url: str, shared: Shared
) -> Table:
    words = shared.words
    columns = (
        Column(words("组织")),
        Column(words("项目"), Kind.CHOICE),
        Column(words("期次"), Kind.CHOICE),
        Column(words("日期")),
        Column(words("内容"), Kind.PROSE),
        Column(words("状态"), Kind.CHOICE),
        Column(words("答复"), Kind.PROSE),
        Column(words("答复日期")),
    )
    in_order = sorted(objections, key=lambda one: (one.answer is not None, -(one.day.toordinal() if one.day else 0)))
    rows = (
        (
            _body(one, names, url, shared),
            Cell(shared.programmes[one.programme].name),
            Cell(say_period(one.period, words)),
            Cell(say_day(one.day, words) if one.day else ""),
            Cell(one.text),
            Cell(words("已答复")) if one.answer else Cell(words("未答复"), tone="must"),
            Cell(one.answer or ""),
            Cell(say_day(one.answered, words) if one.answered else ""),
        )
        for one in in_order
    )
    return Table(columns, tuple(rows), words("没有收到异议。"))


def _body(one: Objection, names: Mapping[OrganizationId, str], url: str, shared: Shared) -> Cell:
    if one.organization is None:
        return Cell(shared.words("（不针对一家）"))
    if one.organization not in names:
        return Cell(one.organization)
    return Cell(names[one.organization], urls.relative(url, addresses.body_url(one.organization)))


def _notice_table(notices: tuple[NoticeRow, ...], shared: Shared) -> Table:
    words = shared.words
    columns = (
        Column(words("标题")),
        Column(words("类别"), Kind.CHOICE),
        Column(words("日期")),
        Column(words("公示开始")),
        Column(words("公示截止")),
    )
    rows = (
        (
            Cell(one.title),
            Cell(words(one.kind.value)),
            Cell(say_day(one.date, words)),
            Cell(say_day(one.opens, words) if one.opens else ""),
            Cell(say_day(one.closes, words) if one.closes else ""),
        )
        for one in notices
    )
    return Table(columns, tuple(rows), words("没有公示和公告。"))
