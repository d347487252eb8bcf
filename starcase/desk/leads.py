"""What is no mistake in a record and yet worth a look: totals at a border, figures that leap, hours that nobody has."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from starcase.language import mark, say_number
from starcase.model.desk import Lead
from starcase.model.ids import IndicatorId
from starcase.model.organization import Organization
from starcase.model.programme import Indicator, Programme
from starcase.model.values import Count, Exactness, Period
from starcase.rating.judging import Judged
from starcase.rating.terms import needs_for
from starcase.reading import Rating

NEAR_BORDER, GROWTH, HOURS, DUPLICATE, APART, VETO_APART, EXPIRING = (
    "near-border",
    "growth",
    "hours-per-head",
    "duplicate",
    "groups-apart",
    "veto-apart",
    "expiring",
)
WORDS = {
    NEAR_BORDER: (mark("总分贴近分数线"), mark("请对照评分依据，核对离得最近的几项得分。")),
    GROWTH: (mark("数据猛增"), mark("请核对这两期的数，看是不是多写了零或换了单位。")),
    HOURS: (mark("人均时长反常"), mark("请核对服务时长和成员人数。")),
    DUPLICATE: (mark("疑似重复"), mark("请核对是不是同一个组织；是的，只留一份。")),
    APART: (mark("评审组分歧大"), mark("请看两组分歧最大的几项，必要时请他们说明。")),
    VETO_APART: (mark("否决情形有分歧"), mark("请核实有没有这种情形，并请各组统一。")),
    EXPIRING: (mark("即将到期"), mark("请安排复评；不再评的，到期后会自动显示已过期。")),
}
"""For each kind its name on lists, and what to do."""
SAYS = {
    f"{NEAR_BORDER}-below": mark("总分 {total} 分，离{level}的 {bound} 分只差 {gap} 分。"),
    f"{NEAR_BORDER}-above": mark("总分 {total} 分，只比{level}的 {bound} 分高 {gap} 分。"),
    f"{NEAR_BORDER}-on": mark("总分 {total} 分，正好是{level}的分数线。"),
    GROWTH: mark("{period}的{indicator}是 {now}{unit}，{earlier}是 {before}{unit}，是 {times} 倍。"),
    f"{HOURS}-high": mark("{period}的{indicator}是 {hours} 小时，成员 {members} 人，人均 {each} 小时，太多。"),
    f"{HOURS}-low": mark("{period}的{indicator}是 {hours} 小时，成员 {members} 人，人均 {each} 小时，太少。"),
    DUPLICATE: mark("和“{other}”（{number}）{why}。"),
    APART: mark("{period}各组给的总分最多差 {gap} 分：{groups}。"),
    VETO_APART: mark("{period}有的组写了否决情形，有的组没有写：{groups}。"),
    EXPIRING: mark("{level}到 {day} 到期，还有 {days} 天。"),
}
"""The words of each lead, filled with its values."""

BORDER = Decimal(1)
"""Points, on either side of a bound."""
LEAP = 10
"""Times as much as in the period of the same length before."""
MOST_HOURS, LEAST_HOURS = Decimal(600), Decimal("0.5")
"""A member's hours in a year: twelve a week at most, half an hour at least."""
_HOUR = ("小时", "时")


def find_leads(record: Organization, ratings: tuple[Rating, ...]) -> Iterator[Lead]:
    """What the record alone shows. Only the latest evaluation of each programme is looked at."""
    for rating in ratings:
        if rating.judged:
            yield from _near_border(rating.judged[-1], rating.programme)
    yield from _leaps(record, ratings[0].programme)
    yield from _hours(record, ratings[0].programme)


def _near_border(judged: Judged, programme: Programme) -> Iterator[Lead]:
    """The bound that is nearest to the total, where it is near."""
    total = judged.card.total if judged.card else None
    if total is None:
        return
    bounds = [(level, needs.total.at_least) for level, needs in needs_for(programme, judged.rubric) if needs.total]
    near = min(bounds, key=lambda bound: abs(total - bound[1]), default=None)
    if near is None or abs(total - near[1]) > BORDER:
        return
    level, bound = near
    side = "on" if total == bound else "above" if total > bound else "below"
    values = {"total": total, "bound": bound, "gap": abs(total - bound)}
    yield _lead(
        f"{NEAR_BORDER}-{side}", level=level.name, **{name: say_number(value) for name, value in values.items()}
    )


def _leaps(record: Organization, programme: Programme) -> Iterator[Lead]:
    """A figure that is ten times as large as that of the period of the same length before it."""
    for indicator in programme.indicators:
        counts = _counts(record, indicator.id)
        for (earlier, before), (period, now) in pairwise(sorted(counts, key=lambda one: one[0].first_day)):
            if _length(earlier) != _length(period):
                continue
            if before.value > 0 and now.value >= before.value * LEAP:
                yield _lead(
                    GROWTH,
                    indicator=indicator.name,
                    unit=indicator.unit or "",
                    period=str(period),
                    earlier=str(earlier),
                    now=now.text,
                    before=before.text,
                    times=say_number((now.value / before.value).quantize(Decimal(1))),
                )


def _hours(record: Organization, programme: Programme) -> Iterator[Lead]:
    """Hours a year and member that are hardly possible."""
    members = record.people.members if record.people else None
    if members is None or members.value <= 0:
        return
    for indicator in programme.indicators:
        if indicator.unit not in _HOUR:
            continue
        for period, count in _counts(record, indicator.id):
            first, last = period.months
            each = (count.value / members.value).quantize(Decimal("0.1"))
            a_year = count.value / members.value * 12 / (last - first + 1)
            is_high = a_year > MOST_HOURS and members.exactness is not Exactness.AT_LEAST
            is_low = a_year < LEAST_HOURS and count.exactness is not Exactness.AT_LEAST
            if is_high or is_low:
                yield _hours_lead(indicator, period, count, members, each, "high" if is_high else "low")


def _hours_lead(indicator: Indicator, period: Period, count: Count, members: Count, each: Decimal, side: str) -> Lead:
    return _lead(
        f"{HOURS}-{side}",
        indicator=indicator.name,
        period=str(period),
        hours=count.text,
        members=members.text,
        each=say_number(each),
    )


def _counts(record: Organization, indicator: IndicatorId) -> list[tuple[Period, Count]]:
    periods = record.services.periods if record.services else ()
    return [(one.period, each.count) for one in periods for each in one.counts if each.indicator == indicator]


def _length(period: Period) -> int:
    first, last = period.months
    return last - first


def _lead(kind: str, **values: str) -> Lead:
    return Lead(kind, tuple(values.items()))
