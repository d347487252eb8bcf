"""The scorecard on an organization's page: points and maxima as they were given, as deep as the site publishes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from starcase.language import say_number
from starcase.model.config import Depth
from starcase.model.media import NamedFile
from starcase.model.organization import ItemEvidence
from starcase.model.rubric import Check, Extra, ExtraItem
from starcase.model.source import Source
from starcase.views.public.ratings import RatingsView
from starcase.views.public.scorecard import ScorecardView
from tests.bodies import body, partial, programme, rubric, scored
from tests.record_pages import make_site, plain, section

ASPECTS = {"team": {"leader": "60", "roster": "20"}, "work": {"visits": "20"}}
SCORES = {"leader": "55.5", "roster": "16", "visits": "18"}


def ratings(scores: dict[str, str] = SCORES, *, depth: Depth = Depth.ITEMS, **facts: object) -> RatingsView:
    """The ratings of a body with one evaluation, by a rubric of two aspects unless another is given."""
    own = facts.pop("rubric", rubric(ASPECTS))
    files = facts.pop("files", ())
    rated = body(evaluations=(scored(scores, **{"level": "star4", **facts}),))
    site = make_site(rated, programmes=(programme(rubrics=(own,)),), depth=depth, files={"shouwang": files})
    return site.body_view("shouwang").ratings[0]


def card(scores: dict[str, str] = SCORES, **facts: object) -> ScorecardView:
    found = ratings(scores, **facts).scorecard
    assert found is not None
    return found


def test_an_aspect_shows_its_subtotal_its_maximum_and_its_items() -> None:
    team = card().aspects[0]
    assert (team.name, team.points, team.max, team.share) == ("team方面", "71.5", "80", 89.38)
    assert [(item.name, item.points, item.max) for item in team.items] == [
        ("leader项", "55.5", "60"),
        ("roster项", "16", "20"),
    ]


def test_the_score_that_was_written_stands_in_its_cell() -> None:
    rated = body(evaluations=(scored(SCORES, level="star4"),))
    html = make_site(rated, programmes=(programme(rubrics=(rubric(ASPECTS),)),)).body("shouwang")
    row = '<th scope="row">leader项</th><td class="numeric items__points">55.5</td><td class="numeric">60</td>'
    assert row in html
    assert (
        plain(html.partition('<caption class="visually-hidden">')[2].partition("</caption>")[0])
        == "team方面的2项评价内容"
    )


@pytest.mark.parametrize(
    ("depth", "shows_total", "aspects", "items"),
    [(Depth.ITEMS, True, 2, 3), (Depth.ASPECTS, True, 2, 0), (Depth.TOTAL, True, 0, 0), (Depth.LEVEL, False, 0, 0)],
)
def test_the_public_sees_no_deeper_than_the_site_publishes(
    depth: Depth, shows_total: bool, aspects: int, items: int
) -> None:
    """FORMAT.md section 5, `publish`: the sentence above the card keeps to it as well."""
    view = ratings(depth=depth, bonus={"leader": "1"})
    shown = view.scorecard.aspects if view.scorecard else ()
    assert (len(shown), sum(len(aspect.items) for aspect in shown)) == (aspects, items)
    assert ("90.5" in view.sentences[0]) == shows_total
    assert bool(view.scorecard and view.scorecard.extras) == (aspects > 0)


def test_a_site_that_publishes_levels_alone_tells_the_level_alone() -> None:
    view = ratings(depth=Depth.LEVEL)
    assert (view.sentences, view.scorecard) == (("2022年度评为四星级。",), None)


def test_one_sentence_says_points_maximum_and_level() -> None:
    assert ratings().sentences == ("2022年度评定得89.5分（满分100分），评为四星级。",)


def test_points_without_levels_are_told_without_one() -> None:
    rated = body(evaluations=(scored(SCORES),))
    points = programme(levels=(), rubrics=(rubric(ASPECTS),))
    view = make_site(rated, programmes=(points,)).body_view("shouwang").ratings[0]
    assert view.sentences == ("2022年度评定得89.5分（满分100分）。",)


def test_an_item_that_does_not_apply_says_so_and_is_not_zero() -> None:
    team = card({**SCORES, "roster": "n/a"}).aspects[0]
    assert [item.points for item in team.items] == ["55.5", "不适用"]
    assert (team.points, team.notes) == ("74", ("有不适用的内容，按其余内容折算。",))


def test_an_aspect_that_does_not_apply_has_no_bar() -> None:
    view = card({**SCORES, "visits": "n/a"})
    assert [(aspect.points, aspect.share) for aspect in view.aspects] == [("71.5", 89.38), ("不适用", None)]
    assert view.aspects[1].notes == ("各项都不适用，这一方面不计分。",)
    assert view.notes == ("有的方面不适用，总分按其余方面折算。",)


def test_where_most_does_not_apply_there_is_no_total() -> None:
    view = ratings({"leader": "n/a", "roster": "16", "visits": "18"})
    assert view.scorecard is not None and view.scorecard.total is None
    assert view.scorecard.notes == ("不适用的内容超过一半，不计总分。",)
    assert view.sentences == ("2022年度评为四星级。",)


def test_a_weight_is_explained_where_it_changes_the_subtotal() -> None:
    work = card(rubric=rubric({"team": {"leader": "60", "roster": "20"}, "work*0.5": {"visits": "20"}})).aspects[1]
    assert (work.points, work.max, work.notes) == ("9", "10", ("各项得分相加后乘以权重0.5。",))


def test_bonus_and_deductions_stand_with_their_sign_and_their_limit() -> None:
    extras = rubric(ASPECTS).model_copy(
        update={
            "bonus": Extra(
                max=Decimal(2),
                items=(
                    ExtraItem(id="praise", name="受到表扬", max=Decimal(3), guidance="区级以上。"),
                    ExtraItem(id="new", name="有新办法"),
                ),
            ),
            "deductions": Extra(items=(ExtraItem(id="late", name="材料迟交"),)),
        }
    )
    given = scored(SCORES, level="star4", bonus={"praise": "2", "new": "1.5"}, deductions={"late": "0.5"})
    site = make_site(body(evaluations=(given,)), programmes=(programme(rubrics=(extras,)),))
    view = site.body_view("shouwang").ratings[0].scorecard
    assert plain(section(site.body("shouwang"), "等级怎样得来").split("</li>")[2]).startswith("加分 +2 各项合计3.5分")
    assert [(extra.name, extra.points, extra.notes) for extra in view.extras] == [
        ("加分", "+2", ("各项合计3.5分，按上限计2分。",)),
        ("扣分", "−0.5", ()),
    ]
    assert [(item.name, item.points, item.max, item.guidance) for item in view.extras[0].items] == [
        ("受到表扬", "+2", "3", "区级以上。"),
        ("有新办法", "+1.5", None, None),
    ]


def test_an_illustrative_rubric_says_so_on_the_page_at_every_depth() -> None:
    for depth in (Depth.ITEMS, Depth.ASPECTS, Depth.TOTAL):
        view = card(rubric=rubric(ASPECTS, illustrative=True), depth=depth)
        assert view.notes == ("评价内容的名称和分值没有公布过，这里是为展示而编写的示例。",)
    assert card().notes == ()


def test_guidance_checks_and_evidence_stand_with_their_item() -> None:
    made = rubric(ASPECTS)
    team = made.aspects[0]
    leader = team.items[0].model_copy(
        update={"guidance": "看是不是到场。", "checks": (Check(name="签到", max=Decimal(20)), Check(name="分工"))}
    )
    own = made.model_copy(
        update={"aspects": (team.model_copy(update={"items": (leader, *team.items[1:])}), *made.aspects[1:])}
    )
    documents = (Source(title="到场登记", file="登记.pdf", date=partial("2022-10")), Source(title="照片集"))
    evidence = (ItemEvidence(item="leader", documents=documents),)
    files = (NamedFile("登记.pdf", "content/登记.pdf", "media/3c.pdf", 2048),)
    first, second = card(rubric=own, evidence=evidence, files=files).aspects[0].items
    assert (first.guidance, first.checks) == ("看是不是到场。", ("签到（20分）", "分工"))
    assert [(each.title, each.href, each.details) for each in first.evidence] == [
        ("到场登记", "../../media/3c.pdf", ("2022年10月", "PDF 文件，2 KB")),
        ("照片集", None, ()),
    ]
    assert second.evidence == ()


def test_bodies_with_the_same_points_have_each_their_own_evidence() -> None:
    evidence = (ItemEvidence(item="leader", documents=(Source(title="到场登记"),)),)
    with_evidence = body(id="shouwang", evaluations=(scored(SCORES, level="star4", evidence=evidence),))
    without = body(id="nuanyang", evaluations=(scored(SCORES, level="star4"),))
    site = make_site(with_evidence, without, programmes=(programme(rubrics=(rubric(ASPECTS),)),))
    found = [site.body_view(each).ratings[0].scorecard for each in ("shouwang", "nuanyang")]
    assert [[one.title for one in card.aspects[0].items[0].evidence] for card in found if card] == [["到场登记"], []]


@pytest.mark.parametrize(
    ("typed", "said"), [("-0", "0"), ("0.00", "0"), ("0", "0"), ("86.50", "86.5"), ("100", "100"), ("1.5E+3", "1500")]
)
def test_a_number_is_said_in_plain_digits(typed: str, said: str) -> None:
    assert say_number(Decimal(typed)) == said


def test_an_evaluation_without_scores_has_no_scorecard() -> None:
    rated = body(evaluations=(scored(SCORES, level="star4").model_copy(update={"scores": None}),))
    site = make_site(rated, programmes=(programme(rubrics=(rubric(ASPECTS),)),))
    assert site.body_view("shouwang").ratings[0].scorecard is None


def test_items_stay_folded_until_a_reader_asks() -> None:
    rated = body(evaluations=(scored(SCORES, level="star4"),))
    html = make_site(rated, programmes=(programme(rubrics=(rubric(ASPECTS),)),)).body("shouwang")
    rating = section(html, "等级怎样得来")
    assert rating.count("<details") == 2 and "<details open" not in rating
    assert "71.5" in rating.partition("</summary>")[0]
