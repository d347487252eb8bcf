"""Notices: the list, and a page each with its days, its list as published and how to object."""

from __future__ import annotations

import re

import pytest

from starcase.model.media import NamedFile
from starcase.model.notice import Listed, Notice, NoticeKind
from starcase.model.source import Source
from starcase.views.public.notice import NoticeView
from tests.bodies import body, day, period
from tests.record_pages import RecordSite, headings, make_site, plain, section


def notice(identifier: str = "n1", **facts: object) -> Notice:
    days = {name: day(str(facts.pop(name))) for name in ("date", "opens", "closes") if name in facts}
    base = {"id": identifier, "title": f"公示{identifier}", "kind": NoticeKind.PUBLICITY, "programme": "stars"}
    return Notice(**{**base, "date": day("2025-11-10"), **facts, **days})


def page(site: RecordSite) -> str:
    return site.html["notices/n1/index.html"]


def view(*bodies: object, **facts: object) -> NoticeView:
    held = facts.pop("held_back", ())
    return make_site(*bodies, notices=(notice(**facts),), held_back=held).views["notices/n1/index.html"]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"opens": "2025-11-10", "closes": "2025-11-17"}, "公示期：2025年11月10日至2025年11月17日"),
        ({"opens": "2025-11-10"}, "公示期：2025年11月10日起"),
        ({"closes": "2025-11-17"}, "公示期：至2025年11月17日"),
        ({}, None),
    ],
)
def test_the_days_for_objections_stand_as_dates_and_never_as_a_state(days: dict[str, str], said: str | None) -> None:
    """Midnight changes no page: a reader compares the dates."""
    site = make_site(notices=(notice(**days),))
    assert site.views["notices/n1/index.html"].open_days == said
    assert site.views["notices/index.html"].notices[0].open_days == said
    assert "正在公示" not in page(site) + site.html["notices/index.html"]


def test_a_last_day_that_was_counted_from_the_rules_is_shown_as_well() -> None:
    site = make_site(notices=(notice(opens="2025-11-10"),), closes="2025-11-17")
    assert "公示期：2025年11月10日至2025年11月17日" in page(site)


def test_the_page_says_number_issuer_programme_and_period() -> None:
    given = notice(document_no="示公〔2025〕1号", issuer="示例市社会工作部", period=period("2025"))
    html = page(make_site(notices=(given,), texts={"n1": "<p>正文一段。</p>"}))
    assert plain(html.partition('class="article__facts')[2].partition("</div>\n  </header>")[0]).split("> ")[
        -1
    ].split() == [
        "发布日期",
        "2025年11月10日",
        "文号",
        "示公〔2025〕1号",
        "发布单位",
        "示例市社会工作部",
        "项目",
        "示例星级评定",
        "期次",
        "2025年度",
    ]
    assert "<p>正文一段。</p>" in html and '<meta name="ContentSource" content="示例市社会工作部">' in html


def test_the_list_stands_as_it_was_published_with_links_and_levels() -> None:
    entries = (Listed(id="shouwang", level="star5"), Listed(id="other", level="star3"))
    shown = view(body(regions=("anju",)), body(id="other", name="另一个队"), list=entries)
    assert [(one.number, one.name.label, one.name.href, one.mark.word, one.place) for one in shown.listed] == [
        (1, "守望邻里志愿服务队", "../../organizations/shouwang/index.html", "五星级", "东湖区 安居社区"),
        (2, "另一个队", "../../organizations/other/index.html", "三星级", ""),
    ]
    assert shown.list_caption == "名单，共2个"


@pytest.mark.parametrize(("kind", "heading"), [(NoticeKind.PUBLICITY, "拟定等级"), (NoticeKind.RESULT, "等级")])
def test_before_the_decision_levels_are_only_proposed(kind: NoticeKind, heading: str) -> None:
    assert view(body(), kind=kind, list=(Listed(id="shouwang", level="star5"),)).level_word == heading


def test_a_list_without_levels_has_no_column_for_them() -> None:
    site = make_site(body(), notices=(notice(list=(Listed(id="shouwang"),)),))
    assert plain(section(page(site), "名单").partition("<thead>")[2].partition("</thead>")[0]).split() == [
        "序号",
        "名称",
    ]


def test_a_body_held_back_stands_in_the_list_without_its_stars() -> None:
    listed = view(body(), held_back=("shouwang",), list=(Listed(id="shouwang", level="star5"),)).listed[0]
    assert (listed.name.label, listed.mark, listed.state) == ("守望邻里志愿服务队", None, "资料核对中")


def test_a_body_that_has_left_the_site_stays_in_the_list_by_its_id() -> None:
    listed = view(list=(Listed(id="gone-team", level="star5"),)).listed[0]
    assert (listed.name.label, listed.name.href, listed.mark.word) == ("gone-team", None, "五星级")


def test_a_reader_is_told_how_to_object_and_can_open_what_is_attached() -> None:
    given = notice(
        contact="电话 0000-1", objections_to="市社会工作部", attachments=(Source(title="评分汇总", file="汇总.xlsx"),)
    )
    files = {"n1": (NamedFile("汇总.xlsx", "content/汇总.xlsx", "media/5e.xlsx", 4096),)}
    html = page(make_site(notices=(given,), files=files))
    assert headings(html) == ["怎样提异议", "附件"]
    assert plain(section(html, "怎样提异议")).startswith("怎样提异议 向谁提 市社会工作部 怎么提 电话 0000-1")
    assert '<a href="../../media/5e.xlsx">评分汇总</a>' in html and "XLSX 文件，4 KB" in html


def test_the_list_of_notices_shows_kind_day_and_programme_fifty_a_page() -> None:
    site = make_site(notices=tuple(notice(f"n{number}") for number in range(51)))
    first = site.html["notices/index.html"]
    assert re.findall(r'<h2 class="card__name"><a href="(n\d+)/index.html">', first)[:2] == ["n0", "n1"]
    item = site.views["notices/index.html"].notices[0]
    assert (item.kind, item.date, item.programme) == ("公示", "2025年11月10日", "示例星级评定")
    assert len(site.views["notices/page/2/index.html"].notices) == 1


def test_a_site_without_notices_has_no_list_of_them() -> None:
    assert "notices/index.html" not in make_site(body()).html
