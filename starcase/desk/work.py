"""What was found wrong or doubtful, as work for each body: which pile it lies on, and what it is called on lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from starcase.desk.leads import SAYS, WORDS
from starcase.language import Words, mark
from starcase.model.desk import Decided, Lead, Objection, Pile, Work
from starcase.model.programme import Programme
from starcase.model.review import Review
from starcase.problems import Place, Problem, Severity, Spot

_MUST = frozenset(
    (
        "level-not-earned",
        "level-not-in-figures",
        "level-not-in-force",
        "level-ended",
        "decision-from-differs",
        "quota-exceeded",
        "quota-passed-over",
        "quota-overfull",
        "uscc-twice",
    )
)
"""Of these also a warning is a wrong star or may be one."""
_KINDS = {
    "level-not-earned": mark("星级与得分不符"),
    "level-not-in-figures": mark("星级与数据不符"),
    "level-not-in-force": mark("现行星级不符"),
    "level-ended": mark("现行星级不符"),
    "level-expired": mark("现行星级不符"),
    "decision-from-differs": mark("变动记录不符"),
    "decision-without-level": mark("变动记录不符"),
    "decision-direction": mark("变动记录不符"),
    "quota-exceeded": mark("超出名额"),
    "quota-overfull": mark("超出名额"),
    "quota-passed-over": mark("越过名次"),
    "quota-tied": mark("名额边上同分"),
    "score-out-of-range": mark("得分超过满分"),
    "missing-score": mark("缺少得分"),
    "evidence-missing": mark("缺佐证材料"),
    "figure-in-doubt": mark("数据不确切"),
    "total-in-gap": mark("总分落在空档"),
    "exception-without-basis": mark("破格没有依据"),
    "namesakes": mark("重名"),
    "uscc-twice": mark("信用代码重复"),
    "mostly-not-applicable": mark("不适用过半"),
    "mobile-without-consent": mark("未经同意公开"),
    "consent-missing": mark("未经同意公开"),
    "person-shown": mark("未经同意公开"),
}
_MISTAKE, _DOUBT = mark("资料有错误"), mark("资料有疑点")
_OBJECTION = mark("异议未答复")
_DECIDED = mark("{period}审定为{given}，按各组的得分和评定规则应为{due}，没有写理由。")
_DECIDE_AGAIN = mark("请核对得分和审定等级；确有理由的，在 decisions.yaml 的 reason 里写明。")
_NO_LEVEL = mark("不定等级")
_COMPLAINT, _FOLLOW_UP = mark("投诉未答复"), mark("跟进未办结")
_ANSWER, _FINISH = mark("请核实后写上答复和日期。"), mark("请办结后写上办结日期。")
SAMPLED, HONOURED = mark("随机抽中"), mark("金牌必查")
_LOOK_INTO = mark("请对照佐证材料核查全部得分和数据。")


def work_of_problem(found: Problem, places: Mapping[Spot, Place], words: Words) -> Work | None:
    """A problem of a record as work; None for hints, which are about spelling."""
    if found.severity is Severity.HINT:
        return None
    is_must = found.is_error or found.rule.id in _MUST
    kind = _KINDS.get(found.rule.id, _MISTAKE if found.is_error else _DOUBT)
    return Work(
        pile=Pile.MUST if is_must else Pile.LOOK,
        kind=words(kind),
        says=found.message(words),
        mend=found.mend(words),
        where=say_where(places.get(found.spot), words),
    )


def say_where(place: Place | None, words: Words) -> str:
    """`content/…yaml 第 12 行`; nothing where the place is not known."""
    return words("{file} 第 {line} 行", file=place.file, line=place.line) if place else ""


def work_of_lead(lead: Lead, words: Words) -> Work:
    """A lead as work."""
    kind = next(name for name in WORDS if lead.kind.startswith(name))
    called, mend = WORDS[kind]
    values = {name: words(value) if name == "why" else value for name, value in lead.values}
    return Work(Pile.LOOK, words(called), words(SAYS[lead.kind], **values), words(mend), other=lead.other)


def work_of_review(review: Review, words: Words) -> Iterator[Work]:
    """Complaints without an answer, and follow-ups that are open."""
    for complaint in review.complaints:
        if not complaint.answer:
            yield Work(Pile.MUST, words(_COMPLAINT), complaint.text, words(_ANSWER))
    for follow_up in review.follow_ups:
        if follow_up.done is None:
            yield Work(Pile.LOOK, words(_FOLLOW_UP), follow_up.text, words(_FINISH))


def work_of_decision(decided: Decided, programme: Programme, words: Words) -> Work | None:
    """A decision of a round that is not what the scores come to, and gives no reason."""
    if decided.reason or decided.level == decided.computed or decided.total is None:
        return None
    level, computed = (programme.level(one) for one in (decided.level, decided.computed))
    says = words(
        _DECIDED,
        period=decided.period,
        given=level.name if level else words(_NO_LEVEL),
        due=computed.name if computed else words(_NO_LEVEL),
    )
    return Work(Pile.MUST, words(_KINDS["level-not-earned"]), says, words(_DECIDE_AGAIN))


def work_of_objection(objection: Objection, words: Words) -> Work:
    """An objection that nobody has answered."""
    return Work(Pile.MUST, words(_OBJECTION), objection.text, words(_ANSWER))


def work_of_sample(kind: str, says: str, words: Words) -> Work:
    """That a body was drawn, or is looked at in any case."""
    return Work(Pile.SAMPLE, words(kind), says, words(_LOOK_INTO))


def in_order(work: Iterable[Work]) -> tuple[Work, ...]:
    """Work as lists show it: by pile, each thing once."""
    order = list(Pile)
    return tuple(sorted(dict.fromkeys(work), key=lambda one: order.index(one.pile)))
