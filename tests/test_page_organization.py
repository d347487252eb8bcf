"""An organization's page: what stands on it, in which order, and what must not."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from starcase.model.config import SiteContact
from starcase.model.media import NamedFile
from starcase.model.organization import (
    Contact,
    Decision,
    DecisionKind,
    Fact,
    IndicatorCount,
    Outcome,
    People,
    PeriodCounts,
    Person,
    Photo,
    Reason,
    ReasonKind,
    Relations,
    Schedule,
    Services,
    Status,
    ToDate,
)
from starcase.model.programme import Authority, Indicator, Rates, Unpublished, Validity
from starcase.model.rubric import Rules, Veto
from starcase.model.source import Source
from starcase.model.story import Story
from starcase.model.values import Count, Exactness
from tests.bodies import body, decision, evaluation, partial, period, programme
from tests.record_pages import headings, make_site, plain, section

CENTRE = Contact(name="党群服务中心", phone="0000-7654321", address="示例路2号", hours="工作日 9:00-17:00")
INDICATORS = (Indicator(id="visits", name="服务人次", unit="人次"), Indicator(id="hours", name="服务时长", unit="小时"))


def count(value: str, text: str = "", exactness: Exactness = Exactness.EXACT) -> Count:
    return Count(Decimal(value), text or value, exactness)


def counts(when: str, **given: Count) -> PeriodCounts:
    return PeriodCounts(
        period=period(when), counts=tuple(IndicatorCount(indicator=one, count=each) for one, each in given.items())
    )


def story(identifier: str, *organizations: str) -> Story:
    return Story(id=identifier, title=f"故事{identifier}", organizations=organizations, summary="摘要")


def test_the_page_follows_the_order_in_which_a_neighbour_asks() -> None:
    """Need and place first: the scorecard serves the doubter, not the caller."""
    full = body(
        regions=("anju",),
        summary="看望独居老人。",
        founded=partial("2018-03"),
        contact=Contact(phone="0000-1", how_to_join="到社区登记。"),
        services=Services(periods=(counts("2023", visits=count("320")),)),
        evaluations=(evaluation("2023", level="star4", decided="2023-11-30"),),
    )
    other = body(id="other", name="另一个队", regions=("anju",))
    site = make_site(full, other, programmes=(programme(indicators=INDICATORS),), stories=(story("s1", "shouwang"),))
    html = site.body("shouwang")
    assert html.index('class="record__places"') < html.index("四星级") < html.index("tel:0000") < html.index("<h2")
    assert headings(html) == [
        "做什么",
        "怎样参加",
        "核实身份",
        "服务故事",
        "服务数据",
        "等级怎样得来",
        "基本情况",
        "同在安居社区",
        "资料来源",
        "本页有误",
    ]


def test_a_body_that_gives_nothing_has_no_empty_section_and_no_dead_button() -> None:
    html = make_site(body(), programmes=(programme(levels=()),)).body("shouwang")
    assert headings(html) == ["核实身份", "资料来源", "本页有误"]
    assert "tel:" not in html and "打电话" not in html
    assert "<svg" not in html


def test_the_page_names_the_way_from_the_city_down_to_every_place() -> None:
    html = make_site(body(regions=("anju-1", "leye"))).body("shouwang")
    places = re.findall(r'<ul class="record__place">(.*?)</ul>', html)
    assert [plain(place).split() for place in places] == [
        ["示例市", "东湖区", "安居社区", "第一网格"],
        ["示例市", "东湖区", "乐业社区"],
    ]
    assert 'href="../../regions/anju/index.html"' in places[0]


@pytest.mark.parametrize(
    ("own", "phone", "phone_of", "address", "place_of"),
    [
        (None, "0000-7654321", "安居社区党群服务中心", "示例路2号", "安居社区党群服务中心"),
        (Contact(how_to_join="来就行"), "0000-7654321", "安居社区党群服务中心", "示例路2号", "安居社区党群服务中心"),
        (Contact(phone="0000-1"), "0000-1", None, None, None),
        (Contact(address="槐树下"), "0000-7654321", "安居社区党群服务中心", "槐树下", None),
    ],
)
def test_the_contact_is_the_bodys_own_else_its_regions_and_says_whose(
    own: Contact | None, phone: str, phone_of: str | None, address: str | None, place_of: str | None
) -> None:
    """Address and hours are never mixed: nobody is sent to one place to find another."""
    site = make_site(body(regions=("anju-1",), contact=own), contacts={"anju": CENTRE})
    contact = site.body_view("shouwang").contact
    assert ("这是安居社区党群服务中心的电话" in site.body("shouwang")) == bool(phone_of)
    assert ("这是安居社区党群服务中心的地址和时间" in site.body("shouwang")) == bool(place_of)
    assert (contact.phone.label, contact.phone_of, contact.address, contact.place_of) == (
        phone,
        phone_of,
        address,
        place_of,
    )


def test_the_number_to_call_is_one_large_link_that_a_phone_understands() -> None:
    html = make_site(body(contact=Contact(phone="0311-8888 转 12"))).body("shouwang")
    assert 'class="contact__call" href="tel:03118888,12"' in html


def test_an_unrated_body_shows_no_stars() -> None:
    html = make_site(body()).body("shouwang")
    assert "level__star" not in html and '<span class="state">未评</span>' in html
    assert plain(section(html, "评定情况")).startswith("评定情况 还没有参加评定。")


def test_levels_that_are_not_published_are_said_to_be_so() -> None:
    hidden = programme(levels=Unpublished.UNPUBLISHED, level_word="星级")
    html = make_site(body(), programmes=(hidden,)).body("shouwang")
    assert "这个项目评星级，各组织的星级没有公布。" in html and "未评" not in html


def test_a_rated_body_says_its_level_in_words_and_until_when() -> None:
    rated = body(evaluations=(evaluation("2023", level="star4", decided="2023-11-30"),))
    html = make_site(rated, programmes=(programme(validity=Validity(months=24)),)).body("shouwang")
    head = html[: html.index("<h2")]
    drawn = {part: shape.count("z") for part, shape in re.findall(r'class="level__(star|rest)" d="([^"]*)"', head)}
    assert drawn == {"star": 4, "rest": 1}
    assert "四星级" in head and "有效期至2025年11月29日" in head


def test_an_expired_level_is_no_level_in_force() -> None:
    rated = body(evaluations=(evaluation("2020", level="star4", decided="2020-11-30"),))
    html = make_site(rated, programmes=(programme(validity=Validity(months=24)),)).body("shouwang")
    head = html[: html.index("<h2")]
    assert "level__star" not in head and "已过期" in head and "评定已于2022年11月29日到期" in head


def test_a_body_that_has_merged_leads_on_and_is_not_called_any_more() -> None:
    merged = body(status=Status.MERGED, relations=Relations(merged_into="new"), contact=Contact(phone="0000-1"))
    site = make_site(merged, body(id="new", name="新队"), contacts={})
    notice = site.body_view("shouwang").notice
    assert notice.text == "这个组织已并入：" and [link.label for link in notice.links] == ["新队"]
    assert "tel:" not in site.body("shouwang") and "还没有参加评定" not in site.body("shouwang")


def test_a_body_that_is_no_more_keeps_its_ratings_as_its_past_and_no_star_at_its_head() -> None:
    rated = body(status=Status.DISSOLVED, evaluations=(evaluation("2023", level="star4", decided="2023-11-30"),))
    html = make_site(rated).body("shouwang")
    assert "level__star" not in html[: html.index("<h2")] and "2023年度评为四星级。" in html


def test_a_dissolved_body_leads_to_its_successor_and_to_its_regions_contact() -> None:
    gone = body(status=Status.DISSOLVED, regions=("anju",), contact=Contact(phone="0000-1", how_to_join="打电话"))
    successor = body(id="new", name="新队", relations=Relations(succeeds=("shouwang",)))
    view = make_site(gone, successor, contacts={"anju": CENTRE}).body_view("shouwang")
    assert view.notice.text == "这个组织已停止活动。接着做的是："
    assert [link.href for link in view.notice.links] == ["../new/index.html"]
    assert (view.contact.phone.label, view.how_to_join) == ("0000-7654321", None)


@pytest.mark.parametrize(
    ("status", "words"), [(Status.PAUSED, "暂停活动"), (Status.DRAFT, "草稿"), (Status.ACTIVE, None)]
)
def test_a_state_that_a_caller_must_know_stands_before_the_number(status: Status, words: str | None) -> None:
    html = make_site(body(status=status, contact=Contact(phone="0000-1"))).body("shouwang")
    before = html[: html.index('class="contact"')]
    assert ('class="notice' in before) == bool(words) and (words or "") in before


def test_a_body_held_back_shows_its_name_place_and_contact_and_nothing_else() -> None:
    held = body(
        regions=("anju",),
        summary="一句简介",
        contact=Contact(phone="0000-1", address="槐树下"),
        evaluations=(evaluation("2023", level="star5", decided="2023-11-30"),),
    )
    site = make_site(held, body(id="other", name="另一个队", regions=("anju",)), held_back=("shouwang",))
    html = site.body("shouwang")
    assert headings(html) == ["本页有误"]
    assert all(words in html for words in ("守望邻里志愿服务队", "安居社区", "tel:00001", "槐树下", "资料核对中"))
    assert "一句简介" not in html and "五星级" not in html
    assert "level__star" not in section(site.body("other"), "同在安居社区")


def test_figures_stand_as_they_were_typed_and_a_missing_one_is_not_zero() -> None:
    served = Services(
        periods=(
            counts("2022", visits=count("2000", "2000余", Exactness.AT_LEAST), hours=count("75.5")),
            counts("2023", visits=count("1860")),
        )
    )
    view = (
        make_site(body(services=served), programmes=(programme(indicators=INDICATORS),)).body_view("shouwang").services
    )
    assert [[cell.text for cell in row] for row in view.table.rows] == [
        ["2023年度", "1860", "—"],
        ["2022年度", "2000余", "75.5"],
    ]
    assert [cell.text for cell in view.table.columns] == ["时间", "服务人次（人次）", "服务时长（小时）"]
    assert "“—”表示没有数据" in view.table.caption


def test_an_approximate_figure_is_drawn_lighter_and_the_chart_says_so() -> None:
    served = Services(
        periods=(counts("2022", visits=count("2000", "近2000", Exactness.UNDER)), counts("2023", visits=count("4000")))
    )
    site = make_site(body(services=served), programmes=(programme(indicators=INDICATORS),))
    chart = site.body_view("shouwang").services.chart
    assert [(bar.label, bar.text, bar.share, bar.approximate) for bar in chart.bars] == [
        ("2022年度", "近2000", 50.0, True),
        ("2023年度", "4000", 100.0, False),
    ]
    assert chart.notes == ("浅色的条不是准确数，按写出的数画，范围按下限画。",)
    assert site.body("shouwang").count("bars__bar--approximate") == 1


def test_a_chart_compares_only_periods_of_one_length() -> None:
    served = Services(
        periods=(
            counts("2021", visits=count("900")),
            counts("2022", visits=count("1000")),
            counts("2023-H1", visits=count("600")),
            counts("2023-07", visits=count("70")),
        )
    )
    view = (
        make_site(body(services=served), programmes=(programme(indicators=INDICATORS),)).body_view("shouwang").services
    )
    assert [bar.label for bar in view.chart.bars] == ["2021年度", "2022年度"]
    assert [row[0].text for row in view.table.rows] == ["2023年7月", "2023年上半年", "2022年度", "2021年度"]


def test_a_chart_shows_the_twelve_latest_periods_and_says_so() -> None:
    months = tuple(counts(f"{year}-{month:02}", visits=count("5")) for year in (2022, 2023) for month in range(1, 13))
    site = make_site(body(services=Services(periods=months)), programmes=(programme(indicators=INDICATORS),))
    chart = site.body_view("shouwang").services.chart
    assert [chart.bars[0].label, len(chart.bars), chart.notes] == ["2023年1月", 12, ("图中是最近12期。",)]


def test_cumulative_figures_stand_apart_from_the_periods_with_their_day() -> None:
    served = Services(
        to_date=ToDate(
            as_of=partial("2022-12"),
            counts=(IndicatorCount(indicator="hours", count=count("45000", "4.5万余", Exactness.AT_LEAST)),),
        )
    )
    view = (
        make_site(body(services=served), programmes=(programme(indicators=INDICATORS),)).body_view("shouwang").services
    )
    group = view.groups[0]
    assert (view.chart, view.table, group.heading, group.notes) == (None, None, "累计", ("截至2022年12月",))
    assert [(one.value, one.unit, one.what) for one in group.figures] == [("4.5万余", "小时", "服务时长")]


def test_a_figures_source_is_named_by_its_title_and_said_once_where_all_share_it() -> None:
    known = programme(sources=(Source(id="A4", title="2022年专刊报道"),))
    facts = (
        Fact(what="奖学金", value=count("1800"), unit="元", source="A4", as_of=partial("2021")),
        Fact(what="支教教师", value=count("6"), unit="人", source="A4"),
    )
    group = make_site(body(facts=facts), programmes=(known,)).body_view("shouwang").services.groups[0]
    assert group.notes == ("来源：2022年专刊报道",)
    assert [figure.note for figure in group.figures] == ["截至2021年", "资料没有写明截至时间"]


def test_figures_that_are_no_service_counts_are_not_called_so() -> None:
    html = make_site(body(facts=(Fact(what="奖学金", value=count("1800"), unit="元"),))).body("shouwang")
    assert "数据" in headings(html) and "服务数据" not in headings(html) and "其他数据" not in html


def test_the_leader_is_named_only_with_consent() -> None:
    def leader(consent: bool) -> str:
        people = People(leader=Person(name="王示例", role="社区居民", consent=consent), members=count("46"))
        return plain(section(make_site(body(people=people)).body("shouwang"), "基本情况"))

    assert "王示例，社区居民" in leader(True) and "成员 46人" in leader(True)
    assert "王示例" not in leader(False) and "社区居民" in leader(False)


def test_where_persons_are_rated_nobody_is_named_and_no_level_is_shown() -> None:
    persons = programme(rates=Rates.PERSONS)
    rated = body(
        level="star5",
        people=People(leader=Person(name="王示例", consent=True)),
        evaluations=(evaluation("2023", level="star5", decided="2023-11-30"),),
    )
    html = make_site(rated, programmes=(persons,)).body("shouwang")
    assert "王示例" not in html and "五星级" not in html and "level__star" not in html


def test_what_it_does_says_for_whom_where_when_and_for_how_much() -> None:
    does = body(
        offers=("上门探访", "代买代办"),
        for_whom="独居老人",
        area="安居社区",
        fee="免费",
        schedule=Schedule(monthly=(6, 16, 26), text="雨天顺延"),
    )
    assert plain(section(make_site(does).body("shouwang"), "做什么")).split() == [
        "做什么",
        "上门探访",
        "代买代办",
        "服务对象",
        "独居老人",
        "服务范围",
        "安居社区",
        "收费",
        "免费",
        "活动时间",
        "每月6日、16日、26日，雨天顺延",
    ]


@pytest.mark.parametrize(
    ("contacts", "own", "asked"),
    [
        ({"anju": CENTRE}, Contact(phone="0000-1"), "问安居社区党群服务中心： 0000-7654321"),
        ({}, Contact(phone="0000-1"), "打它登记的电话问： 0000-1"),
        ({}, None, "可以向安居社区的工作人员打听。"),
    ],
)
def test_who_comes_to_the_door_is_checked_with_the_place_before_the_body_itself(
    contacts: dict[str, Contact], own: Contact | None, asked: str
) -> None:
    html = make_site(body(regions=("anju",), contact=own, uscc="51130100MJ0000000X"), contacts=contacts).body(
        "shouwang"
    )
    verify = plain(section(html, "核实身份"))
    assert asked in verify and "51130100MJ0000000X" in verify and "不能说明上门的人就是它派来的" in verify


def test_the_latest_rating_is_told_in_a_sentence_and_what_followed_it_after() -> None:
    rated = body(
        evaluations=(
            evaluation("2022", level="star4", decided="2022-11-30"),
            evaluation("2023", outcome=Outcome.EXEMPT, decided="2023-11-30", reason=Reason(text="活动室装修。")),
        ),
        decisions=(
            Decision(
                date=decision("2023-05-15", "demoted").date,
                kind=DecisionKind.DEMOTED,
                from_level="star4",
                to_level="star3",
                basis="动态复查",
            ),
        ),
    )
    ratings = make_site(rated).body_view("shouwang").ratings[0]
    assert ratings.sentences == (
        "2022年度评为四星级。",
        "2023年5月15日由四星级降为三星级。依据：动态复查",
        "2023年度没有参加评定。说明：活动室装修。",
    )


def test_past_ratings_stand_newest_first_with_certificate_reason_and_basis() -> None:
    years = (
        evaluation("2021", level="star3", decided="2021-11-30", certificate_no="2021-7"),
        evaluation(
            "2022",
            level="star4",
            decided="2022-11-30",
            reason=Reason(text="破格", basis="3号文", exception=ReasonKind.STEP_LIMIT),
        ),
        evaluation("2023", level="star5", decided="2023-11-30"),
    )
    ratings = make_site(body(evaluations=years)).body_view("shouwang").ratings[0]
    assert [(past.title, past.mark.word) for past in ratings.past] == [
        ("2022年度评定", "四星级"),
        ("2021年度评定", "三星级"),
    ]
    facts = [{fact.label: fact.values[0].label for fact in past.facts} for past in ratings.past]
    assert facts[0]["理由"] == "破格" and facts[0]["依据"] == "3号文" and facts[0]["破格"] == "不受逐级晋升的限制"
    assert facts[1]["证书编号"] == "2021-7" and facts[1]["评定日期"] == "2021年11月30日"


def test_a_rating_names_the_authority_of_its_day_and_the_veto_by_its_name() -> None:
    changed = programme(
        authority=(
            Authority(name="原民政局", until=partial("2022")),
            Authority(name="社会工作部", from_date=partial("2023")),
        ),
        rules=Rules(vetoes=(Veto(id="fraud", name="弄虚作假"),)),
    )
    rated = body(
        evaluations=(
            evaluation("2022", level="star3", decided="2022-11-30"),
            evaluation("2023", outcome=Outcome.NOT_RATED, decided="2023-11-30", vetoes=("fraud",)),
        )
    )
    ratings = make_site(rated, programmes=(changed,)).body_view("shouwang").ratings[0]
    latest = {fact.label: fact.values[0].label for fact in ratings.facts}
    assert ratings.sentences == ("2023年度不予评定。",)
    assert (latest["评定单位"], latest["否决情形"]) == ("社会工作部", "弄虚作假")
    assert ratings.past[0].facts[0].values[0].label == "原民政局"


def test_a_decision_of_a_day_to_come_is_not_told_before_that_day() -> None:
    rated = body(
        evaluations=(
            evaluation("2022", level="star4", decided="2022-11-30"),
            evaluation("2024", level="star5", decided="2024-11-30"),
        )
    )
    before = make_site(rated, as_of="2024-11-29").body("shouwang")
    after = make_site(rated, as_of="2024-11-30").body("shouwang")
    assert "五星级" not in before and "2024年度评为五星级。" in after


def test_the_bodys_own_statement_stands_until_the_next_rating() -> None:
    first = evaluation("2022", level="star4", decided="2022-11-30", reply="材料已补齐。")
    second = evaluation("2023", level="star5", decided="2023-11-30")
    assert "情况说明" in make_site(body(evaluations=(first,))).body("shouwang")
    assert "材料已补齐" not in make_site(body(evaluations=(first, second))).body("shouwang")


def test_a_rating_of_another_programme_stands_under_that_programmes_name() -> None:
    monthly = programme(id="monthly", name="月度星级")
    rated = body(
        evaluations=(
            evaluation("2023", level="star4", decided="2023-11-30"),
            evaluation("2024-03", programme="monthly", level="star3", decided="2024-04-05"),
        )
    )
    view = make_site(rated, programmes=(programme(), monthly)).body_view("shouwang")
    assert [(one.heading, one.sentences) for one in view.ratings] == [
        ("等级怎样得来", ("2023年度评为四星级。",)),
        ("月度星级", ("2024年3月评为三星级。",)),
    ]
    assert view.standing.mark.word == "四星级"


def test_a_level_that_was_only_typed_claims_no_more_than_that() -> None:
    html = make_site(body(level="gold")).body("shouwang")
    assert "资料写明是金牌，没有写明评定的日期和得分。" in html and "level__medal" in html


def test_relations_are_shown_from_both_sides_and_each_once() -> None:
    branch = body(id="branch", name="分队", relations=Relations(part_of="shouwang", paired_with=("shouwang",)))
    site = make_site(body(relations=Relations(paired_with=("branch",))), branch)
    named = {fact.label: [link.label for link in fact.values] for fact in site.body_view("shouwang").background}
    assert named == {"下属组织": ["分队"], "结对单位": ["分队"]}
    assert {fact.label for fact in site.body_view("branch").background} == {"隶属", "结对单位"}


def test_neighbours_are_those_that_follow_in_the_communitys_directory_at_most_six() -> None:
    others = [
        body(id=f"b{number}", name=f"{number}队", regions=("anju-1" if number % 2 else "anju",)) for number in range(8)
    ]
    gone = body(id="gone", name="旧队", regions=("anju",), status=Status.DISSOLVED)
    far = body(id="far", name="远队", regions=("leye",))
    hood = make_site(*others[:5], body(regions=("anju",)), gone, far, *others[5:]).body_view("shouwang").neighbourhood
    assert [card.name for card in hood.cards] == ["5队", "6队", "7队", "0队", "1队", "2队"]
    assert (hood.heading, hood.more.href) == ("同在安居社区", "../../regions/anju/index.html")


def test_a_body_of_a_whole_district_has_no_neighbours() -> None:
    site = make_site(body(regions=("east",)), body(id="other", name="另一个队", regions=("east",)))
    assert site.body_view("shouwang").neighbourhood is None


def test_of_many_stories_three_are_open_and_the_others_folded() -> None:
    html = make_site(body(), stories=tuple(story(f"s{number}", "shouwang") for number in range(40))).body("shouwang")
    told = section(html, "服务故事")
    open_part, folded = told.split("<details")
    assert re.findall(r"stories/(s\d+)/", open_part) == ["s0", "s1", "s2"]
    assert len(re.findall(r"stories/(s\d+)/", folded)) == 37


def test_a_photo_keeps_its_place_and_names_its_maker() -> None:
    photos = (Photo(file="队员.jpg", alt="队员给老人读信", credit="社区供图"), Photo(file="没有.jpg"))
    files = (NamedFile("队员.jpg", "content/队员.jpg", "media/1a.jpg", 9000, 800, 600),)
    html = make_site(body(photos=photos), files={"shouwang": files}).body("shouwang")
    assert '<img class="photo__image" src="../../media/1a.jpg" width="800" height="600" alt="队员给老人读信"' in html
    assert html.count("<img") == 1 and "摄影：社区供图" in html


@pytest.mark.parametrize(
    ("source", "href"),
    [
        (Source(title="报道", url="https://example.org/a"), "https://example.org/a"),
        (Source(title="报道", url="javascript:alert(1)"), None),
        (Source(title="章程", file="章程.pdf"), "../../media/2b.pdf"),
        (Source(title="章程", file="不在.pdf"), None),
    ],
)
def test_a_source_is_a_link_only_where_there_is_something_to_open(source: Source, href: str | None) -> None:
    files = (NamedFile("章程.pdf", "content/章程.pdf", "media/2b.pdf", 2_500_000),)
    view = make_site(body(sources=(source,)), files={"shouwang": files}).body_view("shouwang")
    assert view.sources[0].href == href


def test_an_attached_file_says_its_kind_and_size() -> None:
    files = (NamedFile("章程.pdf", "content/章程.pdf", "media/2b.pdf", 2_500_000),)
    source = Source(title="章程", file="章程.pdf", date=partial("2018-03"), note="会员大会通过")
    view = make_site(body(sources=(source,)), files={"shouwang": files}).body_view("shouwang")
    assert view.sources[0].details == ("2018年3月", "PDF 文件，2.4 MB", "会员大会通过")


@pytest.mark.parametrize(
    ("contact", "hrefs"),
    [
        (SiteContact(phone="0000-9", email="x@example.org"), ["tel:00009", "mailto:x@example.org"]),
        (SiteContact(), ["../../programmes/stars/index.html"]),
    ],
)
def test_a_mistake_is_reported_to_the_site_else_to_the_programmes_authority(
    contact: SiteContact, hrefs: list[str]
) -> None:
    html = make_site(body(), contact=contact).body("shouwang")
    assert re.findall(r'href="([^"]*)"', section(html, "本页有误").split("</section>")[0]) == hrefs


def test_a_page_has_one_title_and_nothing_that_a_strict_policy_forbids() -> None:
    html = make_site(body(name="<b>怪名</b>", summary='"><script>x</script>'), contact=SiteContact()).body("shouwang")
    assert html.count("<h1") == 1 and "<b>怪名" not in html and "<script>x" not in html
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|type=.application/ld\+json))", html)
