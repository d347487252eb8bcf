"""What is checked of a record by itself, of all records together, and of the made site."""

from __future__ import annotations

import tracemalloc
from datetime import date
from html.parser import HTMLParser

import pytest

from starcase.checks import AUDITS, CHECKS, FINDINGS
from starcase.checks.anatomy import take_apart
from starcase.language import Words
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config
from starcase.model.organization import Outcome, People, Person, Relations, Status
from starcase.model.output import Output
from starcase.model.programme import Rates, Validity
from starcase.model.region import Tier
from starcase.model.region_tree import RegionNode, RegionTree
from starcase.model.row import Row
from starcase.model.standing import Standing, State
from starcase.problems import DocumentId
from tests.bodies import DOCUMENT, body, day, decision, evaluation, partial, programme, rubric, said, scored

TODAY = date(2024, 6, 1)
TWO_YEARS = Validity(months=24)


def check(record, stars=None, as_of=TODAY):
    return [found for one in CHECKS for found in one(record, stars or programme(), DOCUMENT, as_of)]


def test_a_sound_record_has_no_problems():
    sound = body(
        founded=partial("2018-03"),
        level="star5",
        relations=Relations(partners=("other",)),
        evaluations=(
            evaluation("2022", level="star4", decided="2022-11-30"),
            scored({"leader": "5"}, level="star4", decided=day("2023-11-30")),
        ),
        decisions=(
            decision("2023-02-01", "suspended", before="star4"),
            decision("2023-03-01", "resumed"),
            decision("2024-03-01", "promoted", before="star4", after="star5"),
        ),
    )
    assert check(sound, programme(validity=TWO_YEARS, rubrics=(rubric({"team": {"leader": "6"}}),))) == []


@pytest.mark.parametrize(
    ("founded", "problems"),
    [
        ("2024-06-01", []),
        ("2024-06", []),
        ("2024-07", ["founded-in-future founded"]),
        ("2025", ["founded-in-future founded"]),
    ],
)
def test_a_body_founded_on_a_day_to_come_is_a_warning(founded, problems):
    found = check(body(founded=partial(founded)))
    assert said(found) == problems
    assert not any(one.is_error for one in found)


@pytest.mark.parametrize(
    ("facts", "path"),
    [
        ({"evaluations": (evaluation("2023", level="star4", decided="2024-06-02"),)}, "evaluations.0.decided"),
        ({"evaluations": (evaluation("2024", level="star4"),)}, "evaluations.0.period"),
        ({"decisions": (decision("2024-07-01", "suspended"),)}, "decisions.0.date"),
        (
            {"evaluations": (evaluation("2024-06", programme="monthly", level="m5", decided="2024-06-30"),)},
            "evaluations.0.decided",
        ),
    ],
)
def test_what_is_dated_ahead_is_told_as_a_hint(facts, path):
    found = check(body(level="star4", **facts))
    assert said(found) == [f"not-yet-made {path}"]
    assert [one.severity for one in found] == ["hint"]


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"evaluations": (evaluation("2017", decided="2018-02-28"),)}, ["made-before-founded evaluations.0.decided"]),
        ({"evaluations": (evaluation("2017"),)}, ["made-before-founded evaluations.0.period"]),
        ({"decisions": (decision("2018-02-28", "suspended"),)}, ["made-before-founded decisions.0.date"]),
        ({"evaluations": (evaluation("2018", decided="2018-03-01"),)}, []),
        ({"evaluations": (evaluation("2017"),), "relations": Relations(succeeds=("before",))}, []),
    ],
)
def test_nothing_is_decided_about_a_body_before_it_was_founded(facts, problems):
    assert said(check(body(founded=partial("2018-03"), **facts))) == problems


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"valid_until": "2022-12-31"}, ["valid-until-too-early evaluations.0.valid_until"]),
        ({"valid_until": "2023-12-31"}, []),
        ({"valid_until": "2022-12-31", "decided": "2022-06-01"}, []),
    ],
)
def test_a_rating_that_ends_before_it_counts_is_a_warning(facts, problems):
    assert said(check(body(evaluations=(evaluation("2022", level="star4", **facts),)))) == problems


class TestTypedLevel:
    RATED = (evaluation("2022", level="star4", decided="2022-11-30"),)

    @pytest.mark.parametrize(
        ("facts", "problems"),
        [
            ({"level": "star4"}, []),
            ({"level": None}, []),
            ({"level": "star5"}, ["level-not-in-force level"]),
            ({"level": "star5", "decisions": (decision("2023-05-01", "promoted", after="star5"),)}, []),
            ({"level": "star4", "decisions": (decision("2023-05-01", "withdrawn"),)}, ["level-ended level"]),
            (
                {"level": "star5", "decisions": (decision("2024-07-01", "promoted", after="star5"),)},
                ["not-yet-made decisions.0.date"],
            ),
        ],
    )
    def test_it_is_compared_with_the_level_in_force_unless_something_is_dated_ahead(self, facts, problems):
        assert said(check(body(evaluations=self.RATED, **facts), programme(validity=TWO_YEARS))) == problems

    def test_one_that_has_run_out_is_a_warning_and_holds_nothing_back(self):
        found = check(body(level="star4", evaluations=self.RATED), programme(validity=TWO_YEARS), date(2025, 1, 1))
        assert said(found) == ["level-expired level"]
        assert [one.severity for one in found] == ["warning"]
        assert found[0].message(Words()) == "等级写的是“四星级”，而最近一次评定的有效期到 2024-11-29 为止。"

    def test_one_beside_a_refusal_is_a_warning(self):
        refused = (*self.RATED, evaluation("2023", outcome=Outcome.NOT_RATED, decided="2023-11-30"))
        assert said(check(body(level="star4", evaluations=refused))) == ["level-ended level"]

    def test_one_without_an_evaluation_is_the_declared_one(self):
        assert check(body(level="star4")) == []

    def test_the_words_name_both_levels(self):
        found = check(body(level="star5", evaluations=self.RATED))[0]
        assert found.message(Words()) == "等级写的是“五星级”，按评定记录和变动记录应是“四星级”。"
        assert found.mend(Words()) == "请把等级改成“四星级”；记录不全的，补上最近的一次。"


@pytest.mark.parametrize(
    ("decisions", "problems"),
    [
        ((decision("2023-05-01", "promoted", before="star4", after="star5"),), []),
        (
            (decision("2023-05-01", "demoted", before="star5", after="star3"),),
            ["decision-from-differs decisions.0.from"],
        ),
        ((decision("2023-05-01", "suspended", after="star3"),), ["decision-level-unused decisions.0.to"]),
        ((decision("2023-05-01", "resumed"),), ["resumed-without-suspension decisions.0"]),
        ((decision("2023-05-01", "resumed", after="star4"),), []),
        ((decision("2023-05-01", "suspended"), decision("2023-06-01", "resumed")), []),
        (
            (decision("2023-05-01", "withdrawn"), decision("2023-06-01", "resumed")),
            ["resumed-without-suspension decisions.1"],
        ),
    ],
)
def test_a_decision_follows_from_what_was_before_it(decisions, problems):
    kept = body(evaluations=(evaluation("2022", level="star4", decided="2022-11-30"),), decisions=decisions)
    assert said(check(kept)) == problems


@pytest.mark.parametrize(("level", "severity"), [("star4", ["error"]), (None, ["warning"])])
def test_a_scorecard_that_is_mostly_not_applicable_gives_no_level(level, severity):
    graded = body(evaluations=(scored({"leader": "n/a", "visits": "3"}, level=level),))
    stars = programme(rubrics=(rubric({"team": {"leader": "6", "visits": "4"}}),))
    found = check(graded, stars)
    assert said(found) == ["mostly-not-applicable evaluations.0.scores"]
    assert [one.severity for one in found] == severity


def test_nothing_personal_is_published_where_persons_are_rated():
    person = body(
        level="star4",
        people=People(leader=Person(name="示例姓名", consent=True)),
        evaluations=(evaluation("2022", level="star4"), evaluation("2023", programme="bodies", level="m5")),
        decisions=(decision("2023-05-01", "promoted", after="star5"),),
    )
    found = [one for one in check(person, programme(rates=Rates.PERSONS)) if one.rule.id == "person-shown"]
    assert said(found) == [
        "person-shown level",
        "person-shown evaluations",
        "person-shown decisions",
        "person-shown people.leader.name",
    ]
    assert check(body(people=People(leader=Person(role="社区居民"))), programme(rates=Rates.PERSONS)) == []


@pytest.mark.parametrize(
    ("status", "into", "problems"),
    [
        (Status.MERGED, "other", []),
        (Status.MERGED, None, ["merged-into-nothing status"]),
        (Status.ACTIVE, "other", ["merged-but-going-on relations.merged_into"]),
        (Status.ACTIVE, None, []),
    ],
)
def test_a_body_that_was_merged_says_into_which(status, into, problems):
    assert said(check(body(status=status, relations=Relations(merged_into=into)))) == problems


def row(identifier, name="守望邻里志愿服务队", **facts):
    document = DocumentId(f"content/organizations/{identifier}.yaml")
    known = {"order": "", "programme": "stars", "type": None, "regions": ("anju",), "status": Status.ACTIVE}
    return Row(document, "", identifier, name, **{**known, "standing": Standing(State.UNRATED), **facts})


def find(*rows):
    places = (("anju", "安居社区"), ("heping", "和平社区"))
    nodes = {one: RegionNode(one, name, Tier.COMMUNITY, None) for one, name in places}
    catalogue = Catalogue(Config(base_url="https://stars.example.org/"), TODAY, {}, RegionTree(nodes), rows)
    return [found for one in FINDINGS for found in one(catalogue)]


@pytest.mark.parametrize(
    ("second", "problems"),
    [
        ({}, ["namesakes name"]),
        ({"regions": ("heping", "anju")}, ["namesakes name"]),
        ({"regions": ("heping",)}, []),
        ({"name": "守望邻里合唱队"}, []),
        ({"status": Status.DISSOLVED}, []),
    ],
)
def test_two_bodies_of_one_name_in_one_community_are_a_finding(second, problems):
    found = find(row("shouwang"), row("shouwang-2", **second))
    assert said(found) == problems
    assert [(str(one.severity), one.related[0].document.file) for one in found] == [
        ("warning", "content/organizations/shouwang.yaml") for _ in problems
    ]


def test_a_credit_code_belongs_to_one_body():
    found = find(
        row("a", "甲队", uscc="91130100MA07TEST1X"), row("b", "乙队", uscc="91130100MA07TEST1X"), row("c", "丙队")
    )
    assert said(found) == ["uscc-twice uscc"]
    assert found[0].spot.document.file == "content/organizations/b.yaml"


def audit(pages):
    return found_in(take_apart(Output(path, text.encode())) for path, text in pages.items())


def found_in(files):
    audits = [begin() for begin in AUDITS]
    for file in files:
        for one in audits:
            one.see(file)
    return [found for one in audits for found in one.found()]


@pytest.mark.parametrize(
    ("link", "problems"),
    [
        ("b/index.html", []),
        ("./b/index.html?from=home", []),
        ("b/index.html#top", []),
        ("#here", []),
        ("", []),
        ("https://example.org/none", []),
        ("//example.org/none", []),
        ("tel:0311-00000000", []),
        ("b/%69ndex.html", []),
        ("b/none.html", ["link-dead"]),
        ("b/", ["link-dead"]),  # a folder opens no page from a USB stick
        ("B/index.html", ["link-dead"]),
        ("b/index.html#none", ["link-anchor-missing"]),
        ("#none", ["link-anchor-missing"]),
        ("../index.html", ["link-leaves-site"]),
        ("/b/index.html", ["link-leaves-site"]),
    ],
)
def test_every_link_leads_to_a_file_and_to_a_place_in_it(link, problems):
    home = f'<p id="here"><a class="x" href="{link}">去</a></p>'
    assert said(audit({"index.html": home, "b/index.html": '<h1 id="top">乙</h1>'})) == problems


def test_a_dead_link_is_reported_at_its_place():
    found = audit({"index.html": '<p>\n  <a class="x"\n href="gone.html">去</a></p>'})[0]
    assert (found.spot.document.file, found.spot.at) == ("index.html", (3, 8))
    assert found.message(Words()) == "链接“gone.html”要打开的文件 gone.html 在网站里没有。"


def test_a_dead_link_of_many_pages_is_one_problem():
    found = audit({"index.html": '<a href="gone.html">去</a>', "b/index.html": '<a href="../gone.html">去</a>'})
    assert said(found) == ["link-dead"]
    assert [spot.document.file for spot in found[0].related] == ["b/index.html"]


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="gone.jpg" alt="">',
        "<IMG SRC=gone.jpg>",
        "<a href='gone.jpg'>去</a>",
        '<img alt="a>b" src="gone.jpg">',
        '<img srcset="index.html 1x, gone.jpg 2x" alt="">',
        '<script src="gone.jpg"></script>',
        '<svg><use href="gone.jpg#star"/></svg>',
        '<title>“</title><link rel="icon" href="gone.jpg">',
    ],
)
def test_links_are_found_however_they_are_written(markup):
    assert said(audit({"index.html": markup})) == ["link-dead"]


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="gone.html"> -->',
        "<script>var page = '<a href=\"gone.html\">'</script>",
        '<p>href="gone.html"</p>',
        '<p data-href="gone.html" title=\'href="gone.html"\'>文</p>',
        "<textarea><a href=gone.html></textarea>",
        "<a href>去</a>",
    ],
)
def test_what_only_looks_like_a_link_is_none(markup):
    assert audit({"index.html": markup}) == []


@pytest.mark.parametrize("order", [("a/index.html", "b/index.html"), ("b/index.html", "a/index.html")])
def test_a_link_is_judged_alike_whether_its_page_comes_before_or_after_the_one_that_it_leads_to(order):
    links = "".join(
        f'<a href="../b/{link}">去</a>' for link in ("index.html", "index.html#top", "index.html#none", "c")
    )
    pages = {"a/index.html": links, "b/index.html": '<h1 id="top">乙</h1>'}
    assert sorted(said(audit({path: pages[path] for path in order}))) == ["link-anchor-missing", "link-dead"]


def test_places_in_a_file_that_is_no_page_are_not_looked_for():
    assert audit({"index.html": '<use href="icon.svg#star"/>', "icon.svg": "<svg></svg>"}) == []


def test_a_place_that_is_marked_twice_is_reported():
    found = audit({"index.html": '<h2 id="a">甲</h2>\n<h2 id="a">乙</h2><h2 id="b">丙</h2>'})
    assert said(found) == ["anchor-twice"]
    assert found[0].spot.at == (2, 9)


def test_a_place_that_is_marked_twice_on_many_pages_is_one_problem():
    found = audit({f"{number}/index.html": '<p id="a"><p id="a">' for number in range(9)})
    assert said(found) == ["anchor-twice"]
    assert [spot.document.file for spot in found[0].related] == [f"{number}/index.html" for number in range(1, 6)]


def test_audits_keep_less_than_a_kilobyte_of_a_page():
    count = 200

    def page(number):
        near = (f'<a href="../{each % count}/index.html#top">邻</a>' for each in range(number, number + 20))
        text = f'<h1 id="top">{"甲" * 9000}</h1>{"".join(near)}<a href="../none/index.html">无</a>'
        return take_apart(Output(f"{number}/index.html", text.encode()))

    audits = [begin() for begin in AUDITS]
    tracemalloc.start()
    try:
        for number in range(count):
            seen = page(number)
            for one in audits:
                one.see(seen)
        del seen
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said(found for one in audits for found in one.found()) == ["link-dead"]
    assert kept < count * 1024


def test_two_files_that_are_one_on_some_computer_are_refused():
    found = audit({"a/Index.html": "", "a/index.html": "", "b/index.html": ""})
    assert said(found) == ["outputs-collide"]
    assert found[0].rule.stops_site


class _Reference(HTMLParser):
    """The slow, sure way to the links of a page."""

    def __init__(self, text):
        super().__init__()
        self.links = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name in ("href", "src")]


def test_links_are_those_that_a_whole_parser_finds():
    text = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>甲 &amp; “乙”</title>
    <link rel=stylesheet href=assets/site.css><script src="assets/site.js" defer></script><!-- <a href="x"> --></head>
    <body><a  href = "a/index.html?x=1&amp;y=2#b">甲</a><a href='b.html'>乙</a><img alt='<a href="no">' src="c.jpg"/>
    <p>1 < 2 > 0 <a href="d.html"
    >丁</a><script>document.write('<a href="e.html">')</script><svg viewBox="0 0 1 1"><use href="i.svg#s"/></svg></body>"""
    found = [target.written for target in take_apart(Output("index.html", text.encode())).targets]
    assert found == _Reference(text).links
