"""Words a verdict step by step, for the public and for whoever must mend a record: 总分86.5分，达到四星级（80分（含）以上）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache, reduce
from itertools import chain

from msgspec import Struct

from starcase.language import Listing, Phrase, mark, phrase, say_number
from starcase.model.ids import LevelId
from starcase.model.organization import ReasonKind
from starcase.model.programme import Programme
from starcase.model.rubric import Aspect, Item, Rubric
from starcase.model.values import Exactness
from starcase.model.verdict import (
    Condition,
    Doubt,
    Lowered,
    Lowering,
    Need,
    Refusal,
    Refused,
    Step,
    Tested,
    Verdict,
    Waived,
)
from starcase.rating.terms import rules_for

_WAIVED = {
    ReasonKind.STEP_LIMIT: mark("有依据破格，不受逐级晋升的限制"),
    ReasonKind.QUOTA: mark("有依据破格，不受名额的限制"),
    ReasonKind.CAP: mark("有依据破格，不受封顶的限制"),
    ReasonKind.FROM: mark("有依据破格，不受原等级的限制"),
}
# What was found where it is enough, where it is not, and where nothing was found.
_SAYS: Mapping[Need, tuple[str, str, str]] = {
    Need.TOTAL: (
        mark("总分{found}分，达到{level}（{asked}分（含）以上）"),
        mark("总分{found}分，低于{level}要求的{asked}分"),
        mark("没有总分，{level}要求{asked}分（含）以上"),
    ),
    Need.PERCENT: (
        mark("得分率{found}%，达到{level}（{asked}%（含）以上）"),
        mark("得分率{found}%，低于{level}要求的{asked}%"),
        mark("没有得分率，{level}要求{asked}%（含）以上"),
    ),
    Need.EACH_ASPECT: (
        mark("各方面最低的是{name}{found}分，达到{level}（每个方面{asked}分（含）以上）"),
        mark("{name}{found}分，低于{level}对每个方面要求的{asked}分"),
        mark("各方面都不适用"),
    ),
    Need.EACH_ASPECT_PERCENT: (
        mark("各方面得分率最低的是{name}{found}%，达到{level}（每个方面{asked}%（含）以上）"),
        mark("{name}得分率{found}%，低于{level}要求的{asked}%"),
        mark("各方面都不适用"),
    ),
    Need.ASPECT: (
        mark("{name}{found}分，达到{level}（{asked}分（含）以上）"),
        mark("{name}{found}分，低于{level}要求的{asked}分"),
        mark("{name}不适用，不作要求"),
    ),
    Need.ITEM: (
        mark("{name}{found}分，达到{level}（{asked}分（含）以上）"),
        mark("{name}{found}分，低于{level}要求的{asked}分"),
        mark("{name}不适用，不作要求"),
    ),
    Need.INDICATOR: (
        mark("{name}{found}{unit}，达到{level}（{asked}{unit}（含）以上）"),
        mark("{name}{found}{unit}，低于{level}要求的{asked}{unit}"),
        mark("没有{name}的数据，{level}要求{asked}{unit}（含）以上"),
    ),
    Need.HELD: (
        mark("有{found}期评为{levels}或更高，达到{level}（{asked}期）"),
        mark("只有{found}期评为{levels}或更高，{level}要求{asked}期"),
        "",
    ),
    Need.EVIDENCE: (
        mark("要求有佐证材料的内容都有佐证材料"),
        mark("“{name}”等内容没有佐证材料，{level}要求{asked}项都有，现有{found}项"),
        "",
    ),
}


_APPROXIMATE: Mapping[Exactness, str] = {
    Exactness.ABOUT: mark("约{n}"),
    Exactness.AT_LEAST: mark("{n}余"),
    Exactness.UNDER: mark("近{n}"),
    Exactness.RANGE: mark("{n}至{most}"),
}


class Names(Struct, frozen=True):
    """What the ids of a verdict are called: by the programme, by the rubric where one was used, and by the programme that it is built from."""

    programme: Programme
    rubric: Rubric | None = None
    source: Programme | None = None

    def level(self, wanted: LevelId | None) -> str:
        known = self.programme.level(wanted)
        return known.name if known else wanted or ""

    def held(self, wanted: LevelId) -> str:
        known = (self.source or self.programme).level(wanted)
        return known.name if known else wanted

    def subject(self, condition: Condition) -> tuple[str, str]:
        """The name of what a condition looks at, and the unit that it is counted in."""
        wanted = condition.subject
        if condition.need is Need.INDICATOR:
            known = next((one for one in self.programme.indicators if one.id == wanted), None)
            return (known.name, known.unit or "") if known else (wanted, "")
        if not wanted or self.rubric is None:
            return wanted, ""
        parts: Iterable[Item | Aspect] = chain(self.rubric.items, self.rubric.aspects)
        return next((one.name for one in parts if one.id == wanted), wanted), ""


def tell(verdict: Verdict, names: Names) -> tuple[Phrase, ...]:
    """Every step of a verdict, one sentence each, without its end: the level reached, why it is no better one, and by what rule it is lower."""
    tests = [step for step in verdict.steps if isinstance(step, Tested)]
    reached = [_tell_test(test, names) for test in tests if test.is_met]
    missed = [_tell_test(test, names) for test in reversed(tests) if not test.is_met]
    others = [_tell_other(step, names) for step in verdict.steps if not isinstance(step, Tested)]
    return tuple(phrase for some in (*reached, *missed, *others) for phrase in some)


def tell_briefly(verdict: Verdict, names: Names, given: LevelId | None = None) -> Phrase:
    """Why a verdict is what it is, in one sentence: the level reached, why it is no better one, and what took it down.

    The better one is that which was `given`, else the next.
    """
    tests = [step for step in verdict.steps if isinstance(step, Tested)]
    reached = next((test for test in tests if test.is_met), None)
    unmet = [test for test in tests if not test.is_met]
    missed = [test for test in unmet if test.level == given] or unmet[-1:]
    others = [step for step in verdict.steps if not isinstance(step, Tested)]
    said = [
        *(phrase for test in (*filter(None, (reached,)), *missed) for phrase in _tell_test(test, names)[:2]),
        *(phrase for step in others for phrase in _tell_other(step, names)),
    ]
    return join(said)


def tell_doubt(condition: Condition, names: Names) -> Phrase:
    """Why a service figure does not decide for certain, in a message."""
    name, unit = names.subject(condition)
    if condition.doubt is Doubt.MISSING:
        return phrase("没有“{name}”的数据", name=name)
    return phrase("“{name}”写的是{found}{unit}，不是确数", name=name, found=_found(condition), unit=unit)


def tell_given(level: LevelId | None, programme: Programme) -> Phrase:
    """The level that was given, in a message."""
    known = programme.level(level)
    return phrase("评为“{level}”", level=known.name if known else level) if level else Phrase("没有评等级")


def tell_due(level: LevelId | None, programme: Programme) -> Phrase:
    """The level that should have been given, in a message."""
    known = programme.level(level)
    return phrase("应评为“{level}”", level=known.name if known else level) if level else Phrase("不应有等级")


def join(sentences: Iterable[Phrase]) -> Phrase:
    """Several sentences, at least one, as one."""
    return reduce(lambda first, rest: phrase("{first}；{rest}", first=first, rest=rest), sentences)


def _tell_test(test: Tested, names: Names) -> list[Phrase]:
    if not test.conditions:
        return [phrase("{level}没有另外的要求", level=names.level(test.level))]
    return [tell_condition(condition, names.level(test.level), names) for condition in test.conditions]


def tell_condition(condition: Condition, level: str, names: Names) -> Phrase:
    """What a level asks for beside what was found."""
    if condition.need is Need.FROM:
        return _tell_from(condition, level, names)
    name, unit = names.subject(condition)
    return _tell_found(condition, level, name, unit, tuple(names.held(one) for one in condition.levels))


@lru_cache(maxsize=4096)
def _tell_found(condition: Condition, level: str, name: str, unit: str, levels: tuple[str, ...]) -> Phrase:
    """Bodies have only so many different totals, and levels."""
    said = phrase(
        _text_for(condition),
        level=level,
        name=name,
        unit=unit,
        found=_found(condition),
        asked=_number(condition.asked),
        levels=Listing(levels, is_quoted=False),
    )
    return phrase("{said}（不是确数）", said=said) if condition.doubt is Doubt.APPROXIMATE else said


def _text_for(condition: Condition) -> str:
    enough, too_little, nothing = _SAYS[condition.need]
    if condition.found is None:
        return nothing
    if condition.is_met:
        return enough
    if condition.need is Need.EVIDENCE and condition.asked - condition.found == 1:
        return mark("“{name}”没有佐证材料，{level}要求{asked}项都有，现有{found}项")
    return mark("{name}{found}{unit}，不能算达到{level}要求的{asked}{unit}") if _seems_met(condition) else too_little


def _seems_met(condition: Condition) -> bool:
    """Whether a number is as large as what is asked, and yet does not reach it: 近120."""
    return condition.found is not None and condition.found >= condition.asked


def _tell_from(condition: Condition, level: str, names: Names) -> Phrase:
    wanted = Listing(tuple(names.level(one) for one in condition.levels), is_quoted=False)
    if condition.is_met and condition.found:
        return phrase("上一次是{before}，符合{level}对原等级的要求", before=names.level(condition.level), level=level)
    if condition.level is None:
        return phrase("上一次没有等级，{level}要求原等级是{wanted}", level=level, wanted=wanted)
    before = names.level(condition.level)
    return phrase("上一次是{before}，{level}要求原等级是{wanted}", before=before, level=level, wanted=wanted)


def _tell_other(step: Step, names: Names) -> list[Phrase]:
    match step:
        case Refused():
            return [_tell_refused(step, names)]
        case Lowered():
            return [_tell_lowered(step, names)]
        case Waived(exception):
            return [Phrase(_WAIVED[exception])]
        case Tested():
            return _tell_test(step, names)


def _tell_refused(step: Refused, names: Names) -> Phrase:
    rules = rules_for(names.programme, names.rubric)
    match step.why:
        case Refusal.VETO:
            called = {veto.id: veto.name for veto in rules.vetoes}
            return phrase(
                "有否决情形{names}，不予评定", names=Listing(tuple(called.get(one, one) for one in step.names))
            )
        case Refusal.TOO_NEW:
            months = rules.eligibility.founded_months if rules.eligibility else None
            return phrase("评定时成立未满{n}个月，暂不定等级", n=months or 0)
        case Refusal.NO_TOTAL:
            return Phrase("不适用的内容超过一半，得不出总分和等级")


def _tell_lowered(step: Lowered, names: Names) -> Phrase:
    after = names.level(step.after)
    match step.by:
        case Lowering.CAP:
            return _tell_cap(step, names)
        case Lowering.NEW:
            return phrase("第一次参加评定，最高评为{level}", level=after)
        case Lowering.STEP if step.base is None:
            return phrase("上一次没有等级，每次最多升{n}级，评为{level}", n=step.limit, level=after)
        case Lowering.STEP:
            before = names.level(step.base)
            return phrase("上一次是{before}，每次最多升{n}级，评为{level}", before=before, n=step.limit, level=after)
        case Lowering.QUOTA if step.after is None:
            return phrase("{before}的名额是{n}个，没有排进名额", before=names.level(step.before), n=step.limit)
        case Lowering.QUOTA:
            before = names.level(step.before)
            return phrase("{before}的名额是{n}个，没有排进名额，评为{level}", before=before, n=step.limit, level=after)


def _tell_cap(step: Lowered, names: Names) -> Phrase:
    condition, most = step.condition, names.level(step.after)
    if condition is None or condition.found is None:
        return phrase("按“{name}”最高评为{level}", name=step.name, level=most)
    what, unit = names.subject(condition)
    unit = unit if condition.need is Need.INDICATOR else "分"
    bound = mark("低于{asked}{unit}") if condition.is_below else mark("达到{asked}{unit}")
    return phrase(
        "{what}{found}{unit}，{bound}，按“{name}”最高评为{level}",
        what=what or Phrase("总分"),
        found=_found(condition),
        unit=unit,
        bound=phrase(bound, asked=_number(condition.asked), unit=unit),
        name=step.name,
        level=most,
    )


def _found(condition: Condition) -> Phrase | str:
    """The number that was found, as sure as it is."""
    number, about = _number(condition.found), _APPROXIMATE.get(condition.exactness)
    return phrase(about, n=number, most=_number(condition.high)) if about else number


def _number(number: Decimal | None) -> str:
    return "" if number is None else say_number(number)
