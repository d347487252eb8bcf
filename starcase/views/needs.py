"""What a level asks for and which rules hold, worded as a notice words them: 90分（含）以上, 最高评为二星级."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec import Struct

from starcase.language import Words, mark, say_number
from starcase.model.ids import AspectId, ItemId, LevelId
from starcase.model.programme import Programme
from starcase.model.rubric import Bound, Cap, IndicatorMinimum, Needs, Over, Quota, Rubric, Rules
from starcase.views.areas import tier_word
from starcase.views.parts import say_period
from starcase.views.shared import Shared


class Rule(Struct, frozen=True):
    """A rule's name, what it says, and its cases where it has several."""

    name: str
    text: str
    cases: tuple[str, ...] = ()


def say_needs(needs: Needs, programme: Programme, rubrics: tuple[Rubric, ...], shared: Shared) -> tuple[str, ...]:
    """Everything that a level asks for, one sentence each; the `rubrics` name the aspects and items that are meant.

    Source: FORMAT.md section 4, the table of needs.
    """
    return (
        *_say_points(needs, shared.words),
        *_say_minima(needs, rubrics, shared.words),
        *(_say_indicator(minimum, programme, shared.words) for minimum in needs.indicators),
        *_say_past(needs, programme, shared),
        *((_say_quota(needs.quota, programme, shared),) if needs.quota else ()),
        *((shared.words("要求有佐证材料的内容都有佐证材料"),) if needs.evidence else ()),
    )


def _say_points(needs: Needs, words: Words) -> Iterator[str]:
    if needs.total:
        yield _say_total(needs.total, words)
    if needs.percent is not None:
        yield words("得分率{n}%（含）以上", n=say_number(needs.percent))
    if needs.each_aspect is not None:
        yield words("每个方面{n}分（含）以上", n=say_number(needs.each_aspect))
    if needs.each_aspect_percent is not None:
        yield words("每个方面的得分率{n}%（含）以上", n=say_number(needs.each_aspect_percent))


def _say_total(total: Bound, words: Words) -> str:
    if total.at_most is None:
        return words("总分{n}分（含）以上", n=say_number(total.at_least))
    return words("总分{n}分至{most}分", n=say_number(total.at_least), most=say_number(total.at_most))


def _say_minima(needs: Needs, rubrics: tuple[Rubric, ...], words: Words) -> Iterator[str]:
    for aspect in needs.aspects:
        yield _say_minimum(_name_aspect(rubrics, aspect.aspect), aspect.points, words)
    for item in needs.items:
        yield _say_minimum(_name_item(rubrics, item.item), item.points, words)


def _say_minimum(name: str, points: Decimal, words: Words) -> str:
    return words("“{name}”{n}分（含）以上", name=name, n=say_number(points))


def _say_indicator(minimum: IndicatorMinimum, programme: Programme, words: Words) -> str:
    indicator = programme.indicator(minimum.indicator)
    name, unit = (indicator.name, indicator.unit or "") if indicator else (minimum.indicator, "")
    over_all, in_period = mark("累计{name}{n}（含）以上"), mark("当期{name}{n}（含）以上")
    text = over_all if minimum.need.over is Over.ALL else in_period
    return words(text, name=name, n=_with_unit(minimum.need.at_least, unit, words))


def _with_unit(number: Decimal, unit: str, words: Words) -> str:
    return words("{n}{unit}", n=say_number(number), unit=unit) if unit else say_number(number)


def _say_past(needs: Needs, programme: Programme, shared: Shared) -> Iterator[str]:
    """The level that must have been held is one of the programme that this one is built from, where there is one."""
    words = shared.words
    if needs.from_levels:
        yield words("上一次评定为{levels}", levels=_name_levels(needs.from_levels, programme, words("或")))
    if needs.held:
        source = shared.programmes.get(programme.built_from) if programme.built_from else None
        level = _name_levels((needs.held.level,), source or programme, "")
        text = mark("连续{n}期评为{level}或更高") if needs.held.consecutive else mark("有{n}期评为{level}或更高")
        yield words(text, n=needs.held.periods, level=level)


def _say_quota(quota: Quota, programme: Programme, shared: Shared) -> str:
    words, measure = shared.words, programme.measure_word
    if quota.places is not None:
        said = words("每期名额{n}{measure}", n=quota.places, measure=measure)
    else:
        said = words("不超过当期参评总数的{n}%", n=say_number(quota.percent or Decimal(0)))
    within = words("按{area}计算", area=tier_word(quota.within, shared)) if quota.within else ""
    least = words("至少{n}{measure}", n=quota.at_least, measure=measure) if quota.at_least else ""
    return words("，").join(filter(None, (said, within, least)))


def say_rules(rules: Rules, programme: Programme, rubrics: tuple[Rubric, ...], shared: Shared) -> tuple[Rule, ...]:
    """The rules that hold besides the needs, in the order in which they are applied (FORMAT.md section 4)."""
    words = shared.words
    return (
        *_say_exclusions(rules, words),
        *_with_cases(words("封顶"), (_say_cap(cap, programme, rubrics, words) for cap in rules.caps)),
        *_say_steps(rules, programme, words),
        *_with_cases(words("名额"), (_say_levels_quota(quota, programme, shared) for quota in rules.quotas)),
    )


def _say_exclusions(rules: Rules, words: Words) -> Iterator[Rule]:
    months = rules.eligibility.founded_months if rules.eligibility else None
    if months is not None:
        yield Rule(words("参评条件"), words("成立满{n}个月。不满的，新成立暂不评定。", n=months))
    if rules.vetoes:
        vetoes = tuple(veto.name for veto in rules.vetoes)
        yield Rule(words("一票否决"), words("有下列情形之一的，不予评定。"), vetoes)


def _with_cases(name: str, cases: Iterable[str]) -> Iterator[Rule]:
    found = tuple(cases)
    if found:
        yield Rule(name, "", found)


def _say_cap(cap: Cap, programme: Programme, rubrics: tuple[Rubric, ...], words: Words) -> str:
    return words(
        "{name}：{case}的，最高评为{level}。",
        name=cap.name,
        case=_say_when(cap, programme, rubrics, words),
        level=_name_levels((cap.at_most,), programme, ""),
    )


def _say_when(cap: Cap, programme: Programme, rubrics: tuple[Rubric, ...], words: Words) -> str:
    when = cap.when
    indicator = programme.indicator(when.indicator) if when.indicator else None
    unit = indicator.unit or "" if indicator else ""
    if indicator and when.below is None and when.at_least is not None:
        return words("{name}{n}（含）以上", name=indicator.name, n=_with_unit(when.at_least, unit, words))
    least = when.below if when.below is not None else Decimal(0)
    below = say_number(least)
    if indicator:
        return words("{name}低于{n}", name=indicator.name, n=_with_unit(least, unit, words))
    if when.item or when.aspect:
        name = _name_item(rubrics, when.item) if when.item else _name_aspect(rubrics, when.aspect)
        return words("“{name}”低于{n}分", name=name, n=below)
    return words("总分低于{n}分", n=below)


def _say_steps(rules: Rules, programme: Programme, words: Words) -> Iterator[Rule]:
    if rules.step_limit is not None:
        honours = words("、").join(level.name for level in programme.known_levels if level.honour)
        apart = words("（{levels}不算在内）", levels=honours) if honours else ""
        yield Rule(words("逐级晋升"), words("每次最多升{n}级{apart}。", n=rules.step_limit, apart=apart))
    if rules.new_at_most is not None:
        level = _name_levels((rules.new_at_most,), programme, "")
        yield Rule(words("首次参评"), words("第一次参加评定的，最高评为{level}。", level=level))
    if rules.first_period is not None:
        period = say_period(rules.first_period, words)
        yield Rule(words("首次评定"), words("{period}是首次评定，不看原来的等级，也不限升几级。", period=period))


def _say_levels_quota(quota: Quota, programme: Programme, shared: Shared) -> str:
    levels = _name_levels(quota.levels, programme, shared.words("、"))
    return shared.words("{levels}：{quota}。", levels=levels, quota=_say_quota(quota, programme, shared))


def _name_levels(levels: Iterable[LevelId], programme: Programme, between: str) -> str:
    return between.join(found.name if (found := programme.level(level)) else level for level in levels)


def _name_aspect(rubrics: tuple[Rubric, ...], wanted: AspectId | None) -> str:
    aspects = (aspect for rubric in reversed(rubrics) for aspect in rubric.aspects)
    return next((aspect.name for aspect in aspects if aspect.id == wanted), wanted or "")


def _name_item(rubrics: tuple[Rubric, ...], wanted: ItemId) -> str:
    items = (item for rubric in reversed(rubrics) for item in rubric.items)
    return next((item.name for item in items if item.id == wanted), wanted)
