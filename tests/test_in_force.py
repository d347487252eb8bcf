"""Which level is in force on a day (FORMAT.md section 4, In force)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starcase.model.organization import DecisionKind, Outcome
from starcase.model.programme import Cadence, Programme, Rates, Rhythm, Unpublished, ValidFrom, Validity
from starcase.model.rubric import Eligibility, Rules
from starcase.model.standing import Standing, State
from starcase.rating.calendar import same_day_after
from starcase.rating.in_force import evaluation_in_force, history, standing_on
from tests.bodies import body, day, decision, evaluation, partial, programme, rubric, scored

TWO_YEARS = Validity(months=24)
MONTHLY = Cadence(every=Rhythm.MONTHLY)
QUARTERLY = Cadence(every=Rhythm.QUARTERLY)
YEARLY = Cadence(every=Rhythm.YEARLY)
A_YEAR_OLD = Rules(eligibility=Eligibility(founded_months=12))


def says(standing: Standing) -> str:
    """`rated star4 2024-11-30`: state, level, and the first day on which that may change."""
    return " ".join(str(part) for part in (standing.state, standing.level, standing.until) if part)


def test_a_life_is_read_right_at_ten_dates():
    """A body is founded, rated, promoted, left out, suspended, resumed, lapses, is refused, rated again and withdrawn."""
    life = body(
        founded=partial("2020-03"),
        level="star3",
        evaluations=(
            evaluation("2021", level="star4", decided="2021-11-30"),
            evaluation("2022", outcome=Outcome.EXEMPT, decided="2022-11-30"),
            evaluation("2024", outcome=Outcome.NOT_RATED),
            evaluation("2025", level="star3", decided="2025-12-05", valid_until="2026-06-30"),
        ),
        decisions=(
            decision("2022-05-01", "promoted", before="star4", after="star5"),
            decision("2023-02-01", "suspended"),
            decision("2023-04-01", "resumed"),
            decision("2026-03-01", "withdrawn"),
        ),
    )
    stars = programme(validity=TWO_YEARS, rules=A_YEAR_OLD)
    table = {
        "2020-06-01": "too_new 2021-03-31",  # a year from the last day that 2020-03 may mean
        "2021-06-01": "unrated 2021-11-30",
        "2021-11-30": "rated star4 2022-05-01",
        "2022-08-01": "rated star5 2022-11-30",
        "2022-12-25": "rated star5 2023-02-01",  # not taking part leaves the level
        "2023-02-15": "suspended 2023-04-01",
        "2023-11-29": "rated star5 2023-11-30",  # promotion and suspension keep the evaluation's two years
        "2024-02-01": "expired star5 2025-01-01",
        "2025-06-01": "not_rated 2025-12-05",  # 2024 counts from the day after it
        "2026-02-01": "rated star3 2026-03-01",
        "2026-03-01": "withdrawn",
    }
    assert {when: says(standing_on(life, stars, day(when))) for when in table} == table


def test_a_standing_says_since_when_and_until_when_it_holds():
    rated = body(evaluations=(evaluation("2022", level="star4", decided="2022-11-30"),))
    stars = programme(validity=TWO_YEARS)
    assert standing_on(rated, stars, day("2023-01-01")) == Standing(
        State.RATED,
        "star4",
        rated.evaluations[0].period,
        since=day("2022-11-30"),
        valid_until=day("2024-11-29"),
        until=day("2024-11-30"),
    )
    assert standing_on(rated, stars, day("2025-01-01")) == Standing(
        State.EXPIRED,
        "star4",
        rated.evaluations[0].period,
        since=day("2024-11-30"),
        valid_until=day("2024-11-29"),
    )


@pytest.mark.parametrize(
    ("terms", "made", "last"),
    [
        ({"validity": Validity(months=24)}, {"when": "2022", "decided": "2022-11-30"}, "2024-11-29"),
        ({"validity": Validity(months=24)}, {"when": "2022"}, "2024-12-31"),  # from 2023-01-01
        ({"validity": Validity(years=2)}, {"when": "2022", "decided": "2022-11-30"}, "2024-11-29"),
        ({"validity": Validity(years=1, months=6)}, {"when": "2022", "decided": "2022-11-30"}, "2024-05-29"),
        ({"validity": Validity(months=12)}, {"when": "2023", "decided": "2024-02-29"}, "2025-02-28"),
        ({"validity": Validity(months=6)}, {"when": "2022", "decided": "2022-08-31"}, "2023-02-28"),
        (
            {"validity": Validity(years=5, valid_from=ValidFrom.NEXT_JANUARY)},
            {"when": "2022", "decided": "2022-11-30"},
            "2027-12-31",
        ),
        ({"validity": TWO_YEARS}, {"when": "2022", "decided": "2022-11-30", "valid_until": "2023-03-15"}, "2023-03-15"),
        ({"cadence": MONTHLY}, {"when": "2022-07", "decided": "2022-08-05"}, "2022-08-31"),
        ({"cadence": MONTHLY}, {"when": "2022-12", "decided": "2023-01-05"}, "2023-01-31"),
        ({"cadence": QUARTERLY}, {"when": "2022-Q3", "decided": "2022-10-05"}, "2022-12-31"),
        ({"cadence": Cadence(months=1)}, {"when": "2022-07"}, "2022-08-31"),
        (
            {"cadence": MONTHLY, "validity": Validity(months=2)},
            {"when": "2022-07", "decided": "2022-08-05"},
            "2022-10-04",
        ),
        ({"cadence": YEARLY}, {"when": "2022", "decided": "2022-11-30"}, None),
        ({"cadence": Cadence(months=24)}, {"when": "2022", "decided": "2022-11-30"}, None),
        ({}, {"when": "2022", "decided": "2022-11-30"}, None),
    ],
)
def test_a_rating_is_valid_as_long_as_its_programme_says(terms, made, last):
    rated = body(evaluations=(evaluation(made.pop("when"), level="star4", **made),))
    stars = programme(**terms)
    first = rated.evaluations[0].decided or rated.evaluations[0].period.day_after
    assert standing_on(rated, stars, first).valid_until == (day(last) if last else None)
    if last:
        assert standing_on(rated, stars, day(last)).state is State.RATED
        assert standing_on(rated, stars, day(last) + timedelta(days=1)).state is State.EXPIRED


@pytest.mark.parametrize(
    ("start", "months", "same"),
    [
        ("2022-11-30", 24, "2024-11-30"),
        ("2022-12-15", 1, "2023-01-15"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2022-08-31", 6, "2023-03-01"),
        ("2022-01-01", 1_000_000, "9999-12-31"),
    ],
)
def test_the_same_day_some_months_later_is_the_day_after_a_month_that_is_too_short(start, months, same):
    assert same_day_after(day(start), months) == day(same)


def test_valid_until_the_last_day_of_the_calendar_means_for_ever():
    rated = body(evaluations=(evaluation("2022", level="star4", decided="2022-11-30", valid_until="9999-12-31"),))
    assert says(standing_on(rated, programme(), day("2023-01-01"))) == "rated star4"


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.NOT_RATED, "not_rated"),
        (Outcome.SUSPENDED, "suspended"),
        (Outcome.WITHDRAWN, "withdrawn"),
        (Outcome.EXEMPT, "rated star4"),
        (Outcome.RATED, "rated"),  # rated, and reached no level
    ],
)
def test_an_outcome_ends_or_leaves_the_earlier_level(outcome, state):
    evaluations = (
        evaluation("2021", level="star4", decided="2021-11-30"),
        evaluation("2022", outcome=outcome, decided="2022-11-30"),
    )
    assert says(standing_on(body(evaluations=evaluations), programme(), day("2023-01-01"))) == state


def test_a_body_that_only_did_not_take_part_stands_as_such():
    exempt = body(evaluations=(evaluation("2022", outcome=Outcome.EXEMPT, decided="2022-11-30"),))
    assert says(standing_on(exempt, programme(), day("2023-01-01"))) == "exempt"


def test_what_ended_a_level_does_not_run_out_and_bring_it_back():
    evaluations = (
        evaluation("2021", level="star4", decided="2021-11-30", valid_until="2029-12-31"),
        evaluation("2022", outcome=Outcome.NOT_RATED, decided="2022-11-30"),
    )
    assert (
        says(standing_on(body(evaluations=evaluations), programme(validity=TWO_YEARS), day("2028-01-01")))
        == "not_rated"
    )


def test_a_newer_evaluation_that_ran_out_does_not_bring_back_an_older_one():
    evaluations = (
        evaluation("2021", level="star5", decided="2021-11-30", valid_until="2026-12-31"),
        evaluation("2022", level="star3", decided="2022-11-30", valid_until="2023-05-31"),
    )
    assert says(standing_on(body(evaluations=evaluations), programme(), day("2024-01-01"))) == "expired star3"


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        (("2021", "2022-03-01"), ("2022", "2022-11-30"), "star5"),
        (("2022", "2023-11-30"), ("2023", "2023-03-01"), "star4"),  # the one that was made later
        (("2021", "2022-11-30"), ("2022", "2022-11-30"), "star5"),  # of one day: the later period
        (("2022", None), ("2022-12", None), "star5"),  # both from 2023-01-01: the one that began later
    ],
)
def test_the_latest_evaluation_is_by_day_and_then_by_period(first, second, level):
    def made(written, level):
        return evaluation(written[0], level=level, **({"decided": written[1]} if written[1] else {}))

    pair = (made(first, "star4"), made(second, "star5"))
    for order in (pair, pair[::-1]):
        assert standing_on(body(evaluations=order), programme(), day("2024-01-01")).level == level


def test_a_decision_of_the_day_of_an_evaluation_comes_after_it():
    rated = body(
        evaluations=(evaluation("2022", level="star4", decided="2022-11-30"),),
        decisions=(decision("2022-11-30", "promoted", after="star5"),),
    )
    assert standing_on(rated, programme(), day("2022-11-30")).level == "star5"


class TestSuspension:
    RATED = (evaluation("2022", level="star4", decided="2022-11-30"),)

    def standing(self, when, *decisions, evaluations=RATED):
        kept = body(evaluations=evaluations, decisions=decisions)
        return says(standing_on(kept, programme(validity=TWO_YEARS), day(when)))

    def test_resuming_restores_the_level_and_its_validity(self):
        decisions = decision("2023-02-01", "suspended"), decision("2023-04-01", "resumed")
        assert self.standing("2023-05-01", *decisions) == "rated star4 2024-11-30"

    def test_resuming_may_name_another_level(self):
        decisions = decision("2023-02-01", "suspended"), decision("2023-04-01", "resumed", after="star3")
        assert self.standing("2023-05-01", *decisions) == "rated star3 2024-11-30"

    def test_a_second_suspension_does_not_hide_the_level_before_the_first(self):
        dates = ("2023-02-01", "suspended"), ("2023-03-01", "suspended"), ("2023-04-01", "resumed")
        assert self.standing("2023-05-01", *(decision(*one) for one in dates)) == "rated star4 2024-11-30"

    def test_an_evaluation_can_suspend_and_a_decision_resume(self):
        evaluations = (*self.RATED, evaluation("2023", outcome=Outcome.SUSPENDED, decided="2023-11-30"))
        resumed = decision("2024-01-10", "resumed")
        assert self.standing("2023-12-01", evaluations=evaluations) == "suspended"
        assert self.standing("2024-02-01", resumed, evaluations=evaluations) == "rated star4 2024-11-30"

    def test_a_level_that_ran_out_meanwhile_comes_back_as_expired(self):
        decisions = decision("2023-02-01", "suspended"), decision("2025-04-01", "resumed")
        assert self.standing("2025-05-01", *decisions) == "expired star4"

    def test_resuming_a_level_that_was_withdrawn_changes_nothing(self):
        decisions = decision("2023-02-01", "withdrawn"), decision("2023-04-01", "resumed")
        assert self.standing("2023-05-01", *decisions) == "withdrawn"

    def test_a_new_evaluation_ends_a_suspension(self):
        evaluations = (*self.RATED, evaluation("2023", level="star3", decided="2023-11-30"))
        suspended = decision("2023-02-01", "suspended")
        assert self.standing("2024-01-01", suspended, evaluations=evaluations) == "rated star3 2025-11-30"

    def test_resuming_a_body_that_had_no_level_leaves_it_without_one(self):
        evaluations = (evaluation("2022", outcome=Outcome.SUSPENDED, decided="2022-11-30"),)
        assert self.standing("2023-05-01", decision("2023-04-01", "resumed"), evaluations=evaluations) == "unrated"


class TestTypedLevel:
    """A body without any evaluation has the level that people typed."""

    def standing(self, when="2023-01-01", stars=None, **facts):
        return standing_on(body(**facts), stars or programme(validity=TWO_YEARS), day(when))

    def test_it_is_in_force_since_nobody_knows_when(self):
        assert self.standing(level="star4") == Standing(State.RATED, "star4")

    def test_it_says_nothing_beside_an_evaluation(self):
        evaluations = (evaluation("2022", level="star3", decided="2022-11-30"),)
        assert says(self.standing(level="star4", evaluations=evaluations)) == "rated star3 2024-11-30"
        assert says(self.standing("2022-01-01", level="star4", evaluations=evaluations)) == "unrated 2022-11-30"

    def test_it_is_suspended_and_resumed(self):
        decisions = decision("2022-03-01", "suspended"), decision("2022-06-01", "resumed")
        assert says(self.standing("2022-02-01", level="star4", decisions=decisions)) == "rated star4 2022-03-01"
        assert says(self.standing("2022-04-01", level="star4", decisions=decisions)) == "suspended 2022-06-01"
        assert self.standing(level="star4", decisions=decisions) == Standing(
            State.RATED, "star4", since=day("2022-06-01")
        )

    def test_before_a_promotion_the_level_is_the_one_it_came_from(self):
        promoted = (decision("2022-03-01", "promoted", before="star3", after="star4"),)
        assert says(self.standing("2022-01-01", level="star4", decisions=promoted)) == "rated star3 2022-03-01"
        assert says(self.standing("2023-01-01", level="star4", decisions=promoted)) == "rated star4 2024-03-01"

    def test_before_a_promotion_from_nobody_knows_where_there_is_none(self):
        promoted = (decision("2022-03-01", "promoted", after="star4"),)
        assert says(self.standing("2022-01-01", level="star4", decisions=promoted)) == "unrated 2022-03-01"
        assert says(self.standing("2022-01-01", level="star3", decisions=promoted)) == "rated star3 2022-03-01"

    def test_a_monthly_promotion_without_an_evaluation_lasts_to_the_end_of_the_following_month(self):
        promoted = (decision("2022-03-10", "promoted", before="star3", after="star4"),)
        monthly = programme(cadence=MONTHLY)
        assert says(self.standing("2022-03-10", monthly, decisions=promoted)) == "rated star4 2022-05-01"


@pytest.mark.parametrize(
    ("founded", "months", "when", "answer"),
    [
        ("2022-03-05", 12, "2022-06-01", "too_new 2023-03-05"),
        ("2022-03-05", 12, "2023-03-04", "too_new 2023-03-05"),
        ("2022-03-05", 12, "2023-03-05", "unrated"),
        ("2022-03", 12, "2023-03-30", "too_new 2023-03-31"),
        ("2022", 12, "2023-06-01", "too_new 2023-12-31"),
        ("2022-08-31", 6, "2023-02-28", "too_new 2023-03-01"),
        (None, 12, "2022-06-01", "unrated"),
        ("2022-03-05", None, "2022-06-01", "unrated"),
    ],
)
def test_a_body_without_a_rating_is_unrated_or_still_too_new(founded, months, when, answer):
    young = body(founded=partial(founded) if founded else None)
    stars = programme(rules=Rules(eligibility=Eligibility(founded_months=months)))
    assert says(standing_on(young, stars, day(when))) == answer


@pytest.mark.parametrize(
    ("terms", "answer"),
    [
        ({"levels": Unpublished.UNPUBLISHED}, "unpublished 2023-01-01"),
        ({"levels": ()}, "no_levels 2023-01-01"),
        ({"rates": Rates.PERSONS}, "no_levels 2023-01-01"),
        ({"rates": Rates.PERSONS, "levels": Unpublished.UNPUBLISHED}, "no_levels 2023-01-01"),
    ],
)
def test_where_no_levels_are_given_the_state_says_why(terms, answer):
    """The day of the next evaluation counts all the same: its points change the page."""
    rated = body(evaluations=(evaluation("2022"),))
    assert says(standing_on(rated, programme(**terms), day("2022-06-01"))) == answer


def test_an_evaluation_of_a_linked_programme_counts_there_and_not_in_the_records_own():
    monthly = programme(id="monthly", cadence=MONTHLY)
    linked = body(
        level="star3",
        evaluations=(evaluation("2022-07", programme="monthly", level="star5", decided="2022-08-05"),),
        decisions=(decision("2022-08-10", "demoted", before="star3", after="star4"),),
    )
    assert standing_on(linked, programme(), day("2022-08-20")).level == "star4"
    assert standing_on(linked, monthly, day("2022-08-20")).level == "star5"
    assert standing_on(linked, programme(id="other"), day("2022-08-20")) == Standing(State.UNRATED)


@pytest.mark.parametrize(
    ("when", "terms", "period"),
    [
        ("2022-06-01", {}, "2021"),
        ("2022-12-15", {}, "2022"),  # promoted meanwhile: its points are still those
        ("2024-11-29", {}, "2022"),
        ("2024-11-30", {}, None),  # expired
        ("2021-06-01", {}, None),
        ("2022-06-01", {"levels": ()}, "2021"),
    ],
)
def test_the_evaluation_in_force_is_the_one_whose_points_count(when, terms, period):
    rated = body(
        evaluations=(
            evaluation("2021", level="star4", decided="2021-11-30"),
            evaluation("2022", level="star4", decided="2022-11-30"),
        ),
        decisions=(decision("2022-12-01", "promoted", after="star5"),),
    )
    found = evaluation_in_force(rated, programme(validity=TWO_YEARS, **terms), day(when))
    assert (str(found.period) if found else None) == period


def test_history_tells_evaluations_and_decisions_newest_first():
    told = body(
        evaluations=(
            scored({"leader": "5"}, level="star4", decided=day("2022-11-30")),
            evaluation("2023", outcome=Outcome.NOT_RATED, decided="2023-11-30"),
            evaluation("2023-07", programme="monthly", level="star5"),
        ),
        decisions=(decision("2023-03-01", "promoted", before="star4", after="star5"),),
    )
    stars = programme(rubrics=(rubric({"team": {"leader": "6"}}),))
    entries = history(told, stars)
    assert [(str(entry.day), entry.what, entry.number, entry.from_level, entry.level) for entry in entries] == [
        ("2023-11-30", Outcome.NOT_RATED, 1, None, None),
        ("2023-03-01", DecisionKind.PROMOTED, 0, "star4", "star5"),
        ("2022-11-30", Outcome.RATED, 0, None, "star4"),
    ]
    assert [(entry.period and str(entry.period), entry.rubric) for entry in entries] == [
        ("2023", None),
        (None, None),
        ("2022", "2022"),
    ]


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))
LEVEL = st.sampled_from(["gold", "star5", "star4", "star3"])


@st.composite
def lives(draw):
    evaluations = draw(
        st.lists(
            st.builds(
                lambda year, outcome, level, decided, valid_until: evaluation(
                    str(year),
                    outcome=outcome,
                    level=level if outcome is Outcome.RATED else None,
                    **({"decided": decided} if decided else {}),
                    **({"valid_until": valid_until} if valid_until else {}),
                ),
                st.integers(2020, 2025),
                st.sampled_from(Outcome),
                st.none() | LEVEL,
                st.none() | DAYS,
                st.none() | DAYS,
            ),
            max_size=4,
        )
    )
    decisions = draw(
        st.lists(
            st.builds(
                lambda when, kind, before, after: decision(
                    str(when), kind, **({"before": before} if before else {}), **({"after": after} if after else {})
                ),
                DAYS,
                st.sampled_from(DecisionKind),
                st.none() | LEVEL,
                st.none() | LEVEL,
            ),
            max_size=4,
        )
    )
    founded = draw(st.none() | st.sampled_from(["2019", "2020-05", "2021-02-28"]))
    return body(
        evaluations=tuple(evaluations),
        decisions=tuple(decisions),
        founded=partial(founded) if founded else None,
        level=draw(st.none() | LEVEL),
    )


TERMS = st.fixed_dictionaries(
    {
        "validity": st.sampled_from([None, TWO_YEARS, Validity(years=1, valid_from=ValidFrom.NEXT_JANUARY)]),
        "cadence": st.sampled_from([None, MONTHLY, YEARLY]),
        "rules": st.sampled_from([None, A_YEAR_OLD]),
    }
)


@settings(max_examples=300)
@given(lives(), TERMS, DAYS, st.data())
def test_an_answer_is_the_same_on_every_day_until_it_says_it_may_change(life, terms, when, data):
    stars: Programme = programme(**terms)
    standing = standing_on(life, stars, when)
    assert standing.until is None or standing.until > when
    last = standing.until - timedelta(days=1) if standing.until else date(2040, 1, 1)
    later = data.draw(st.dates(when, last))
    assert standing_on(life, stars, later) == standing
    assert standing_on(life, stars, last) == standing
