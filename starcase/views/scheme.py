"""How a programme rates, in sentences that a neighbour understands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from starcase.language import Words, mark, say_number
from starcase.model.programme import (
    Authority,
    Cadence,
    Level,
    Programme,
    Rates,
    Rhythm,
    Unpublished,
    ValidFrom,
    Validity,
)
from starcase.model.rubric import Extra, Rubric
from starcase.views.parts import say_date
from starcase.views.shared import Shared

_RHYTHMS = {
    Rhythm.MONTHLY: mark("每月评一次。"),
    Rhythm.QUARTERLY: mark("每季度评一次。"),
    Rhythm.YEARLY: mark("每年评一次。"),
}


class Scheme(Enum):
    """What kind of rating a programme is (FORMAT.md section 3)."""

    PERSONS = "persons"
    UNPUBLISHED = "levels that are not published"
    COMPUTED = "levels that come from scores, figures or another programme"
    DECLARED = "levels whose conditions are not published"
    CHECKLIST = "a list of things done or not, without levels"
    POINTS = "points without levels"
    NONE = "no rating"


def scheme_of(programme: Programme) -> Scheme:
    if programme.rates is Rates.PERSONS:
        return Scheme.PERSONS
    if isinstance(programme.levels, Unpublished):
        return Scheme.UNPUBLISHED
    if programme.levels:
        return Scheme.COMPUTED if _is_computed(programme) else Scheme.DECLARED
    if not programme.rubrics:
        return Scheme.NONE
    return Scheme.CHECKLIST if all(is_checklist(rubric) for rubric in programme.rubrics) else Scheme.POINTS


def _is_computed(programme: Programme) -> bool:
    return bool(programme.rubrics or programme.built_from or any(level.needs for level in programme.known_levels))


def is_checklist(rubric: Rubric) -> bool:
    """A rubric whose items are done or not done."""
    return bool(rubric.items) and all(item.max == 1 for item in rubric.items)


def has_how(programme: Programme) -> bool:
    """Whether there is something to explain: bodies are rated or there is a rubric."""
    return scheme_of(programme) not in (Scheme.NONE, Scheme.PERSONS)


def rates_bodies(programme: Programme) -> bool:
    """Whether its bodies have levels, published or not."""
    return scheme_of(programme) in (Scheme.UNPUBLISHED, Scheme.COMPUTED, Scheme.DECLARED)


def authorities_on(programme: Programme, day: date | None) -> tuple[str, ...]:
    """Who rated on a day, for authorities may have changed over the years; None is now."""
    return tuple(one.name for one in programme.authority if _is_in_charge(one, day))


def _is_in_charge(authority: Authority, day: date | None) -> bool:
    if day is None:
        return authority.until is None
    begun = authority.from_date is None or authority.from_date.first_day <= day
    return begun and (authority.until is None or day <= authority.until.last_day)


def measure_of(programme: Programme, words: Words) -> str:
    """The measure word of a programme's bodies; where persons are rated, its own measure word counts persons."""
    return words("个") if programme.rates is Rates.PERSONS else programme.measure_word


def full_points(rubric: Rubric) -> Decimal:
    """The sum of the items' maxima, weighted by aspect."""
    return sum((item.max * aspect.weight for aspect in rubric.aspects for item in aspect.items), Decimal(0))


def say_scheme(programme: Programme, shared: Shared) -> str:
    """One sentence on how the rating comes about; empty where nothing is rated."""
    words = shared.words
    match scheme_of(programme):
        case Scheme.PERSONS:
            return words("这个项目评的是个人，本站不列个人。")
        case Scheme.UNPUBLISHED:
            return words("{level_word}怎样划分没有公布，本站也不列{level_word}。", level_word=programme.level_word)
        case Scheme.COMPUTED:
            return _say_computed(programme, shared)
        case Scheme.DECLARED:
            return _say_declared(programme, words)
        case Scheme.CHECKLIST:
            return words("对照{n}项清单，做到一项记1分，不分等级。", n=_count_items(programme))
        case Scheme.POINTS:
            return words("按{n}项内容记分，不分等级。", n=_count_items(programme))
        case Scheme.NONE:
            return ""


def _say_computed(programme: Programme, shared: Shared) -> str:
    words = shared.words
    levels = name_levels(programme.known_levels, words)
    if programme.built_from:
        source = shared.programmes.get(programme.built_from)
        name = source.name if source else programme.built_from
        return words("由“{name}”的评定结果得出，分为{levels}。", name=name, levels=levels)
    if not programme.rubrics:
        return words("按服务数据分为{levels}。", levels=levels)
    if len(programme.rubrics) > 1:
        return words("按评分标准打分，共有{n}份标准，分为{levels}。", n=len(programme.rubrics), levels=levels)
    (rubric,) = programme.rubrics
    return words(
        "按{aspects}个方面、{items}项内容打分，满分{full}分，分为{levels}。",
        aspects=len(rubric.aspects),
        items=len(rubric.items),
        full=say_number(full_points(rubric)),
        levels=levels,
    )


def _say_declared(programme: Programme, words: Words) -> str:
    names = name_levels(programme.known_levels, words)
    if len(programme.known_levels) == 1:
        return words("授予“{name}”{level_word}；认定条件没有公布。", name=names, level_word=programme.level_word)
    return words("{level_word}分为{levels}；评分标准没有公布。", level_word=programme.level_word, levels=names)


def name_levels(levels: tuple[Level, ...], words: Words) -> str:
    return words("、").join(level.name for level in levels)


def _count_items(programme: Programme) -> int:
    return len(programme.rubrics[-1].items)


def say_authority(programme: Programme, words: Words) -> str:
    """Who decides, former authorities with their years; empty where it is not given."""
    return words("；").join(
        authority.name
        if authority.until is None
        else words("{name}（至{day}）", name=authority.name, day=say_date(authority.until, words))
        for authority in programme.authority
    )


def say_cadence(cadence: Cadence, words: Words) -> str:
    if cadence.every is not None:
        return words(_RHYTHMS[cadence.every])
    return words("每{n}个月评一次。", n=cadence.months) if cadence.months else ""


def say_validity(validity: Validity, words: Words) -> str:
    """How long a level holds, and from when where that is not the day on which it was decided."""
    time = words("{n}年", n=validity.years) if validity.years else words("{n}个月", n=validity.months or 0)
    if validity.valid_from is ValidFrom.NEXT_JANUARY:
        return words("{time}，从次年1月1日算起。", time=time)
    return words("{time}，从评定当天算起。", time=time)


def say_publicity(programme: Programme, words: Words) -> str:
    publicity = programme.publicity
    if publicity is None:
        return ""
    if publicity.working_days:
        return words("决定以前公示{n}个工作日，任何人都可以提出异议。", n=publicity.working_days)
    return words("决定以前公示{n}天，任何人都可以提出异议。", n=publicity.days or 0)


def say_adding_up(rubric: Rubric, words: Words) -> tuple[str, ...]:
    """How the points of one body become its total (FORMAT.md section 4, Points)."""
    weighted = any(aspect.weight != 1 for aspect in rubric.aspects)
    total = words("各方面得分乘以权重后相加") if weighted else words("各方面得分相加")
    bonus, deductions = _say_bonus(rubric, words), _say_lost(rubric, words)
    n_a = words("不适用的内容不算丢分：同一方面的其他内容按比例折算成满分。")
    digits = words("总分保留{n}位小数，四舍五入。", n=rubric.decimals)
    sentences = (
        words("{sum}{bonus}{deductions}，就是总分。", sum=total, bonus=bonus, deductions=deductions),
        n_a if any(item.may_be_n_a for item in rubric.items) else "",
        digits if rubric.decimals else words("总分取整数，四舍五入。"),
    )
    return tuple(filter(None, sentences))


def _say_bonus(rubric: Rubric, words: Words) -> str:
    return words("，加上加分{most}", most=_say_most(rubric.bonus, words)) if rubric.bonus else ""


def _say_lost(rubric: Rubric, words: Words) -> str:
    return words("，减去扣分{most}", most=_say_most(rubric.deductions, words)) if rubric.deductions else ""


def _say_most(extra: Extra, words: Words) -> str:
    return words("（最多{n}分）", n=say_number(extra.max)) if extra.max is not None else ""
