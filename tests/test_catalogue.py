"""How Rows are taken from records and joined into a catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starcase.catalogue import (
    build_catalogue,
    held_row,
    hold_back,
    make_notice_row,
    make_page_row,
    make_row,
    make_story_row,
    next_rebuild,
)
from starcase.catalogue.nearest import find_nearest
from starcase.language import Words
from starcase.model.article import Article
from starcase.model.config import Config
from starcase.model.notice import Listed, Notice, NoticeKind
from starcase.model.organization import Contact, IndicatorCount, PeriodCounts, Relations, Services, Status
from starcase.model.page import ContentPage
from starcase.model.programme import Indicator, Publicity
from starcase.model.redirect import Redirect
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.row import seal_row
from starcase.model.standing import Standing, State
from starcase.model.story import Story
from starcase.model.values import Count, Exactness
from starcase.pinyin import sort_key, syllables
from starcase.problems import DocumentId
from starcase.read.result import Identity
from tests.bodies import body, day, partial, period, programme, said

TODAY = date(2024, 6, 1)
REGIONS = RegionTree(
    {
        node.id: node
        for node in (
            RegionNode("city", "示例市", Tier.CITY, None, ("east", "west")),
            RegionNode("east", "东区", Tier.DISTRICT, "city", ("anju", "heping")),
            RegionNode("anju", "安居社区", Tier.COMMUNITY, "east"),
            RegionNode("heping", "和平社区", Tier.COMMUNITY, "east"),
            RegionNode("west", "西区", Tier.DISTRICT, "city"),
        )
    }
)


def row(identifier, name=None, *, file=None, standing=None, **facts):
    record = body(id=identifier, name=name or identifier, **facts)
    document = DocumentId(file or f"content/organizations/{identifier}.yaml")
    return make_row(record, programme(), standing or Standing(State.UNRATED), None, document, "")


def story(identifier, *, file=None, html="<p>正文</p>", **facts):
    document = DocumentId(file or f"content/organizations/{identifier}.md")
    written = Story(**{"id": identifier, "title": identifier, **facts})
    return make_story_row(Article(record=written, html=html), document, "")


def notice(identifier, when="2024-05-01", *, file=None, **facts):
    document = DocumentId(file or f"content/notices/{identifier}.md")
    written = Notice(id=identifier, title=identifier, date=day(when), **{"kind": NoticeKind.RESULT, **facts})
    return make_notice_row(Article(record=written, html=""), document, "")


def page(identifier, *, file=None, **facts):
    document = DocumentId(file or f"content/pages/{identifier}.md")
    written = ContentPage(id=identifier, title=identifier, **facts)
    return make_page_row(Article(record=written, html=""), document, "")


def build(*rows, stories=(), notices=(), pages=(), redirects=(), unreadable=(), drafts=False, stars=None, as_of=TODAY):
    stars = stars or programme()
    return build_catalogue(
        Config(),
        as_of,
        {stars.id: stars},
        REGIONS,
        tuple(redirects),
        rows,
        tuple(stories),
        tuple(notices),
        tuple(pages),
        frozenset(unreadable),
        drafts=drafts,
    )


def ids(rows):
    return [one.id for one in rows]


class TestRows:
    def test_a_row_takes_what_other_pages_need(self):
        record = body(
            type="service",
            regions=("anju",),
            founded=partial("2018-03"),
            summary="低龄老人结对照看高龄独居老人。",
            contact=Contact(phone="0311-00000000", address="安居社区1号"),
            uscc="91130100MA07TEST1X",
        )
        standing = Standing(State.RATED, "star4")
        taken = make_row(record, programme(), standing, Decimal("86.50"), DocumentId("a.yaml"), "d1")
        assert (taken.id, taken.order, taken.type, taken.regions) == (
            "shouwang",
            "shou3 wang4 lin2 li3 zhi4 yuan4 fu2 wu4 dui4",
            "service",
            ("anju",),
        )
        assert (taken.phone, taken.address, taken.total, taken.standing, taken.digest) == (
            "0311-00000000",
            "安居社区1号",
            Decimal("86.50"),
            standing,
            "d1",
        )
        assert not taken.is_held_back

    def test_a_body_held_back_keeps_who_and_where_it_is_and_nothing_else(self):
        contact = Contact(phone="0311-00000000", address="安居社区1号")
        record = body(regions=("anju",), type="service", summary="简介", offers=("探访",), contact=contact, uscc="1")
        late = hold_back(
            make_row(record, programme(), Standing(State.RATED, "star4"), Decimal(90), DocumentId("a.yaml"), "")
        )
        identity = Identity(record.id, record.name, record.programme, ("anju",), contact, Status.ACTIVE)
        assert late == seal_row(held_row(identity, DocumentId("a.yaml"), ""))
        assert (late.phone, late.address, late.summary, late.total, late.uscc) == (
            "0311-00000000",
            "安居社区1号",
            None,
            None,
            None,
        )
        assert late.is_held_back

    @pytest.mark.parametrize(
        ("periods", "sums"),
        [
            ({"2022": {"visits": 20}}, {("visits", 2022): 20}),
            ({"2022-Q1": {"visits": 20}, "2022-07": {"visits": 5}}, {("visits", 2022): 25}),
            ({"2022": {"visits": 20}, "2023-H1": {"visits": 7}}, {("visits", 2022): 20, ("visits", 2023): 7}),
            ({"2022": {"visits": 20, "elders": 3}}, {("visits", 2022): 20}),  # elders do not add up
            ({"2022-Q1": {"visits": 20}, "2022-Q2": {"visits": "20余"}}, {}),  # not exact as a whole
        ],
    )
    def test_the_sums_of_a_row_are_exact_and_by_year(self, periods, sums):
        def count(figure):
            if isinstance(figure, str):
                return Count(Decimal(20), figure, Exactness.AT_LEAST)
            return Count(Decimal(figure), str(figure))

        services = Services(
            periods=tuple(
                PeriodCounts(
                    period=period(when),
                    counts=tuple(
                        IndicatorCount(indicator=name, count=count(figure)) for name, figure in counts.items()
                    ),
                )
                for when, counts in periods.items()
            )
        )
        indicators = (
            Indicator(id="visits", name="服务人次", add_up=True),
            Indicator(id="elders", name="困境老人"),
        )
        stars = programme(indicators=indicators)
        taken = make_row(body(services=services), stars, Standing(State.UNRATED), None, DocumentId("a.yaml"), "")
        assert {(indicator, year): total for indicator, year, total in taken.sums} == sums

    def test_a_story_is_introduced_by_its_summary_or_its_first_words(self):
        assert story("a", summary="摘要").summary == "摘要"
        assert story("b", html="<p><strong>清晨</strong>，队员们出发了。</p>").summary == "清晨，队员们出发了。"


class TestOrder:
    def test_rows_stand_by_pinyin_then_name_then_id(self):
        names = {"a": "翟营合唱队", "b": "长安合唱队", "c": "安居合唱队", "d": "安居合唱队", "e": "安剧合唱队"}
        catalogue, _ = build(*(row(identifier, name) for identifier, name in reversed(names.items())))
        assert ids(catalogue.rows) == ["c", "d", "e", "b", "a"]  # 居 ju1 stands before 剧 ju4

    @pytest.mark.parametrize(
        ("name", "read"),
        [
            ("翟营", "zhai2 ying2"),
            ("石家庄市长安区", "shi2 jia1 zhuang1 shi4 chang2 an1 qu1"),
            ("单家庄", "shan4 jia1 zhuang1"),
            ("覃老师", "qin2 lao3 shi1"),
            ("曾大姐", "zeng1 da4 jie3"),
            ("曾经的家", "ceng2 jing1 de5 jia1"),
            ("重阳", "chong2 yang2"),
            ("长者食堂", "zhang3 zhe3 shi2 tang2"),
            ("“云上”ＡＢ课堂", "yun2 shang4 ab ke4 tang2"),
        ],
    )
    def test_names_are_read_as_people_there_read_them(self, name, read):
        assert " ".join(syllables(name)) == read

    def test_numbers_in_names_are_ordered_by_their_size(self):
        assert sorted(["第10队", "第9队"], key=sort_key) == ["第9队", "第10队"]

    def test_stories_and_notices_stand_newest_first(self):
        stories = (
            story("undated", organizations=("a",)),
            story("of-2023", date=partial("2023"), organizations=("a",)),
            story("of-may", date=partial("2023-05"), organizations=("a",)),
            story("also-may", date=partial("2023-05"), organizations=("a",)),
        )
        notices = notice("old", "2023-05-01"), notice("new", "2024-05-01")
        catalogue, _ = build(row("a"), stories=stories, notices=notices)
        assert ids(catalogue.stories) == ["also-may", "of-may", "of-2023", "undated"]
        assert ids(catalogue.notices) == ["new", "old"]
        assert ids(catalogue.stories_of["a"]) == ids(catalogue.stories)

    def test_pages_stand_in_the_order_that_they_give(self):
        catalogue, _ = build(pages=(page("help", order=2), page("about", order=1)))
        assert ids(catalogue.pages) == ["about", "help"]


class TestIndexes:
    def test_a_body_counts_once_in_each_region_that_it_names_and_in_every_ancestor(self):
        catalogue, _ = build(
            row("a", regions=("anju", "heping")), row("b", regions=("west",)), row("c", regions=("east", "anju"))
        )
        found = {region: ids(rows) for region, rows in catalogue.by_region.items()}
        assert found == {
            "city": ["a", "b", "c"],
            "east": ["a", "c"],
            "anju": ["a", "c"],
            "heping": ["a"],
            "west": ["b"],
        }

    def test_every_programme_has_its_bodies(self):
        catalogue, _ = build(row("a"), row("b"))
        assert {name: ids(rows) for name, rows in catalogue.by_programme.items()} == {"stars": ["a", "b"]}
        assert build()[0].by_programme == {"stars": ()}

    @pytest.mark.parametrize(("drafts", "shown"), [(False, []), (True, ["draft"])])
    def test_drafts_are_in_it_only_when_they_are_asked_for(self, drafts, shown):
        catalogue, problems = build(
            row("draft", status=Status.DRAFT),
            row("a", relations=Relations(partners=("draft",))),
            stories=(story("draft", draft=True, organizations=("draft",)),),
            notices=(notice("draft", draft=True),),
            pages=(page("draft", draft=True),),
            drafts=drafts,
        )
        assert problems == ()
        assert [one for one in ids(catalogue.rows) if one == "draft"] == shown
        assert ids(catalogue.stories) == ids(catalogue.notices) == ids(catalogue.pages) == shown

    @given(st.lists(st.tuples(st.sampled_from(["city", "east", "anju", "heping", "west"])), max_size=20))
    def test_a_region_has_as_many_bodies_as_stand_in_it_and_below(self, places):
        catalogue, _ = build(*(row(f"body-{number}", regions=place) for number, place in enumerate(places)))
        below = {
            region: [node.id for node in REGIONS.nodes.values() if REGIONS[region] in REGIONS.path(node.id)]
            for region in REGIONS.nodes
        }
        for region, rows in catalogue.by_region.items():
            assert len(rows) == sum(place[0] in below[region] for place in places)


class TestIds:
    def test_an_id_that_is_used_twice_stops_the_site_and_names_both_places(self):
        first, second = row("a"), row("a", file="content/organizations/more.yaml")
        catalogue, problems = build(first, second)
        assert said(problems) == ["id-twice id"]
        found = problems[0]
        assert (found.spot.document, found.related[0].document) == (second.document, first.document)
        assert found.rule.stops_site
        assert found.message(Words()) == "编号“a”已经用在 content/organizations/a.yaml 里了，同类资料的编号不能相同。"
        assert len(catalogue.rows) == 1

    def test_records_of_different_kinds_may_share_an_id(self):
        _, problems = build(
            row("a"), stories=(story("a", organizations=("a",)),), notices=(notice("a"),), pages=(page("a"),)
        )
        assert problems == ()

    @pytest.mark.parametrize(
        "twice",
        [
            {"stories": (story("b", organizations=("a",)), story("b", file="c.md", organizations=("a",)))},
            {"notices": (notice("b"), notice("b", file="c.md"))},
            {"pages": (page("b"), page("b", file="c.md"))},
        ],
    )
    def test_stories_notices_and_pages_are_unique_among_their_kind(self, twice):
        assert said(build(row("a"), **twice)[1]) == ["id-twice id"]


class TestReferences:
    @pytest.mark.parametrize(
        ("relations", "path"),
        [
            (Relations(part_of="none"), "relations.part_of"),
            (Relations(merged_into="none"), "relations.merged_into"),
            (Relations(succeeds=("b", "none")), "relations.succeeds.1"),
            (Relations(partners=("none",)), "relations.partners.0"),
            (Relations(paired_with=("b", "none")), "relations.paired_with.1"),
        ],
    )
    def test_a_relation_to_a_body_that_is_not_there_is_reported_at_its_place(self, relations, path):
        _, problems = build(row("a", relations=relations), row("b"))
        assert said(problems) == [f"organization-unknown {path}"]
        assert problems[0].is_error

    def test_a_story_and_a_notice_name_bodies_that_are_there(self):
        _, problems = build(
            row("a"),
            stories=(story("b", organizations=("a", "none")),),
            notices=(notice("c", list=(Listed(id="a"), Listed(id="none"))),),
        )
        assert said(problems) == ["organization-unknown organizations.1", "organization-unknown list.1.id"]
        assert [one.is_error for one in problems] == [True, False]  # a published list stays as it was

    def test_a_reference_to_a_record_that_cannot_be_read_is_no_second_problem(self):
        _, problems = build(
            row("a", relations=Relations(partners=("broken",))),
            stories=(story("b", organizations=("broken",)),),
            redirects=(Redirect(from_address="old/", to="organizations/broken/"),),
            unreadable={"broken"},
        )
        assert problems == ()

    @pytest.mark.parametrize(
        ("written", "offered"),
        [
            ("shouwnag", "（“shouwang”？）"),
            ("shou-wang", "（“shouwang”？）"),
            ("Shouwan", "（“shouwang”？）"),
            ("守望邻里志愿服务队", "（“shouwang”？）"),
            ("something-else", ""),
        ],
    )
    def test_a_mistyped_id_or_a_name_is_offered_what_it_meant(self, written, offered):
        _, problems = build(row("shouwang", "守望邻里志愿服务队"), row("a", relations=Relations(partners=(written,))))
        assert problems[0].mend(Words()) == f"请改成已有组织的编号{offered}；没有这个组织的，删去这一处。"

    @given(
        st.text("abcdefgh-", min_size=4, max_size=12),
        st.integers(0, 11),
        st.sampled_from(["drop", "double", "swap", "replace"]),
    )
    def test_every_single_slip_is_understood(self, known, at, slip):
        at %= len(known) - 1
        start, letter, following, end = known[:at], known[at], known[at + 1], known[at + 2 :]
        typed = {
            "drop": start + following + end,
            "double": start + letter * 2 + following + end,
            "swap": start + following + letter + end,
            "replace": start + "z" + following + end,
        }[slip]
        if len(typed.replace("-", "")) >= 4 and len(known.replace("-", "")) >= 4:
            assert find_nearest([typed], [(known, "id")]) == {typed: ("id",)}

    def test_a_text_too_long_for_an_id_is_not_compared(self):
        assert find_nearest(["x" * 61], [("x" * 60, "id")]) == {}
        assert find_nearest(["x" * 60], [("x" * 59, "id")]) == {"x" * 60: ("id",)}

    def test_a_body_is_not_related_to_itself(self):
        _, problems = build(row("a", relations=Relations(part_of="a", partners=("a",))))
        assert said(problems) == ["relation-to-itself relations.part_of", "relation-to-itself relations.partners.0"]

    def test_a_circle_of_bodies_is_reported_once_with_all_who_are_in_it(self):
        links = {"outside": "c", "c": "b", "b": "a", "a": "c"}
        _, problems = build(*(row(one, relations=Relations(part_of=to)) for one, to in links.items()))
        assert said(problems) == ["relation-circle relations.part_of"]
        files = [spot.document.file for spot in (problems[0].spot, *problems[0].related)]
        assert files == [f"content/organizations/{one}.yaml" for one in "acb"]
        assert problems[0].message(Words()) == "隶属或并入关系绕成了一圈：a → c → b → a。"

    def test_two_bodies_do_not_merge_into_each_other(self):
        merged = {"a": "b", "b": "a"}
        _, problems = build(*(row(one, relations=Relations(merged_into=to)) for one, to in merged.items()))
        assert said(problems) == ["relation-circle relations.merged_into"]


class TestStories:
    def test_a_story_belongs_to_the_only_record_of_its_folder(self):
        catalogue, problems = build(
            row("a", file="content/organizations/red/a.yaml"),
            row("b", file="content/organizations/b.yaml"),
            stories=(story("told", file="content/organizations/red/told.md"),),
        )
        assert problems == ()
        assert ids(catalogue.stories_of["a"]) == ["told"]

    @pytest.mark.parametrize(
        ("records", "count"),
        [(("red/a.yaml", "red/b.yaml"), 2), (("a.yaml",), 0), (("red/deeper/a.yaml",), 0)],
    )
    def test_in_any_other_folder_it_must_name_them(self, records, count):
        rows = [row(f"r{number}", file=f"content/organizations/{file}") for number, file in enumerate(records)]
        _, problems = build(*rows, stories=(story("told", file="content/organizations/red/told.md"),))
        assert said(problems) == ["story-without-organization"]
        assert f"有{count}份" in problems[0].message(Words())

    def test_beside_a_record_that_cannot_be_read_it_waits(self):
        told = story("told", file="content/organizations/shouwang/told.md")
        assert build(stories=(told,), unreadable={"shouwang"})[1] == ()


class TestRedirects:
    @pytest.mark.parametrize(
        ("origin", "to", "problems"),
        [
            ("old/", "organizations/a/", []),
            ("old/", "organizations/", []),
            ("old/", "programmes/stars/", []),
            ("old/", "programmes/stars/levels/star5/", []),
            ("old/", "regions/anju/", []),
            ("old/", "stories/told/", []),
            ("old/", "notices/result/", []),
            ("old/", "how/stars/", []),
            ("old/", "about/", []),
            ("old/", None, []),
            ("old/", "organizations/none/", ["redirect-unknown 0.to"]),
            ("old/", "programmes/none/levels/star5/", ["redirect-unknown 0.to"]),
            ("old/", "none/", ["redirect-unknown 0.to"]),
            ("organizations/a/", "about/", ["redirect-over-page 0.from"]),
            ("old/", "programmes/stars/levels/star9/", ["redirect-unknown 0.to"]),
            ("regions/", "about/", ["redirect-over-page 0.from"]),
            ("programmes/stars/levels/star5/", "about/", ["redirect-over-page 0.from"]),
            ("about/", "organizations/a/", ["redirect-over-page 0.from"]),
            ("Organizations/A/", "about/", ["redirect-over-page 0.from"]),
            ("programmes/stars/levels/star5/", "about/", ["redirect-over-page 0.from"]),
            ("organizations/page/2/", "about/", ["redirect-over-page 0.from"]),
            ("programmes/stars/page/s/shi/", "about/", ["redirect-over-page 0.from"]),
            ("organizations/search/li-fa/", "about/", ["redirect-over-page 0.from"]),
            ("/", "about/", ["redirect-over-page 0.from"]),
            ("old/", "/", []),
            ("organizations/gone/", "organizations/a/", []),
        ],
    )
    def test_one_leads_from_an_address_without_a_page_to_one_with_a_page(self, origin, to, problems):
        redirect = Redirect(from_address=origin, to=to)
        catalogue, found = build(
            row("a"),
            stories=(story("told", organizations=("a",)),),
            notices=(notice("result"),),
            pages=(page("about"),),
            redirects=(redirect,),
        )
        assert said(found) == problems
        assert catalogue.redirects == (() if problems else (redirect,))
        assert {one.spot.document.file for one in found} <= {"content/redirects.yaml"}


class TestTime:
    @pytest.mark.parametrize(
        ("facts", "online", "coming"),
        [
            ({}, True, False),
            ({"publish_on": day("2024-06-01")}, True, False),
            ({"publish_on": day("2024-06-02")}, False, True),
            ({"expires_on": day("2024-06-02")}, True, False),
            ({"expires_on": day("2024-06-01")}, False, False),
        ],
    )
    def test_stories_and_notices_are_online_from_one_day_until_another(self, facts, online, coming):
        catalogue, _ = build(
            row("a"), stories=(story("told", organizations=("a",), **facts),), notices=(notice("n", **facts),)
        )
        assert (ids(catalogue.stories), ids(catalogue.notices)) == ((["told"], ["n"]) if online else ([], []))
        assert ids(catalogue.coming) == (["told", "n"] if coming else [])
        assert list(catalogue.stories_of) == (["a"] if online else [])

    @pytest.mark.parametrize(
        ("facts", "closes"),
        [
            ({"opens": day("2024-05-31"), "programme": "stars"}, "2024-06-05"),  # the day after is day one
            ({"opens": day("2024-05-31"), "closes": day("2024-06-09"), "programme": "stars"}, "2024-06-09"),
            ({"opens": day("2024-05-31")}, None),
            ({"programme": "stars"}, None),
        ],
    )
    def test_the_last_day_of_a_publicity_period_is_counted_from_the_programme(self, facts, closes):
        catalogue, _ = build(notices=(notice("n", **facts),), stars=programme(publicity=Publicity(days=5)))
        assert catalogue.notices[0].closes == (day(closes) if closes else None)

    @pytest.mark.parametrize(
        ("contents", "when", "reason"),
        [
            ({}, None, None),
            (
                {"rows": (row("a", standing=Standing(State.RATED, "star4", until=day("2024-07-01"))),)},
                "2024-07-01",
                "“a”的评定状态从这一天起可能会变。",
            ),
            (
                {"stories": (story("s", organizations=("a",), publish_on=day("2024-06-10")),)},
                "2024-06-10",
                "“s”在这一天上线。",
            ),
            ({"notices": (notice("n", expires_on=day("2024-06-05")),)}, "2024-06-05", "“n”在这一天下线。"),
            (
                {"notices": (notice("n", opens=day("2024-06-03"), closes=day("2024-06-08")),)},
                "2024-06-03",
                "“n”从这一天起公示。",
            ),
            (
                {"notices": (notice("n", opens=day("2024-05-30"), closes=day("2024-06-04")),)},
                "2024-06-05",
                "“n”的公示到前一天为止。",
            ),
            ({"notices": (notice("n", opens=day("2024-05-20"), closes=day("2024-05-25")),)}, None, None),
            ({"stories": (story("s", organizations=("a",), draft=True, publish_on=day("2024-06-10")),)}, None, None),
        ],
    )
    def test_the_next_rebuild_is_the_first_day_on_which_the_site_says_something_else(self, contents, when, reason):
        rows = contents.get("rows", (row("a"),))
        catalogue, _ = build(*rows, **{name: some for name, some in contents.items() if name != "rows"})
        rebuild = next_rebuild(catalogue)
        assert (rebuild and rebuild.day, rebuild and rebuild.reason) == (day(when) if when else None, reason)

    def test_of_several_days_the_first_one_counts(self):
        far = row("far", standing=Standing(State.RATED, "star4", until=day("2025-01-01")))
        near = row("near", standing=Standing(State.TOO_NEW, until=day("2024-09-01")))
        catalogue, _ = build(far, near, stories=(story("s", organizations=("far",), publish_on=day("2024-12-01")),))
        assert next_rebuild(catalogue).about.id == "near"
