"""Says how a published figure was reckoned again, in words that a neighbour follows."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import floor

from starcase.language import Listing, Phrase, mark, phrase
from starcase.model.programme import Claim, Programme, Rounding
from starcase.model.reconciled import Gap, Outcome, Reckoning, Way
from starcase.rating.claim_book import scale_of
from starcase.rating.spans import decimals_of, printed_number, round_to

OUTCOMES = {
    Outcome.AGREES: mark("相符"),
    Outcome.ONLY_TRUNCATED: mark("截尾才相符"),
    Outcome.ONLY_NEAREST: mark("四舍五入才相符"),
    Outcome.DIFFERS: mark("不相符"),
    Outcome.UNCHECKED: mark("无法核对"),
}
"""What stands beside a figure."""

_ENOUGH = Context(prec=60)
_MORE_DECIMALS = 2
_GAPS = {
    Gap.ALONE: mark("没有公布能拿来对照的数字"),
    Gap.ONLY_SHARE: mark("只公布了比例，没有公布用来算它的两个数"),
    Gap.WHOLE: mark("没有公布总数，占比没法再算一遍"),
    Gap.TIMES: mark("要对照的数不是同一时间的，不能放在一起算"),
    Gap.UNITS: mark("要对照的数单位不同，不能放在一起算"),
}


def say_reckoning(reckoning: Reckoning, programme: Programme) -> Phrase:
    """One comparison as a sentence without its full stop: 2361 ÷ 7356 = 32.096…%，四舍五入为32.1%，与公布的相同."""
    if reckoning.gap in _GAPS:
        return phrase(_GAPS[reckoning.gap])
    match reckoning.way:
        case Way.SHARE if not reckoning.terms:
            return _say_without_whole(reckoning, programme)
        case Way.SHARE:
            return _say_share(reckoning, programme)
        case Way.PRODUCT:
            return _say_product(reckoning, programme)
        case Way.HUNDRED:
            return _say_hundred(reckoning, programme)
        case Way.TWICE:
            return _say_twice(reckoning, programme)
        case Way.WITHIN:
            return _say_within(reckoning, programme)
        case _:
            return _say_sum(reckoning, programme)


def say_value(claim: Claim) -> str:
    """The figure as it was printed, with the word that multiplies its unit: 56.271万."""
    return f"{claim.value.text}{scale_of(claim)}"


# ── Sums ──

_SUMS = {
    (Outcome.AGREES, None): mark("{terms} = {sum}，与公布的{value}相同"),
    (Outcome.AGREES, Rounding.NEAREST): mark("{terms} = {sum}，四舍五入就是公布的{value}"),
    (Outcome.AGREES, Rounding.TRUNCATED): mark("{terms} = {sum}，截尾（去掉后面的零头）就是公布的{value}"),
    (Outcome.ONLY_TRUNCATED, Rounding.TRUNCATED): mark(
        "{terms} = {sum}，四舍五入不是公布的{value}，截尾（去掉后面的零头）才是"
    ),
    (Outcome.ONLY_NEAREST, Rounding.NEAREST): mark(
        "{terms} = {sum}，截尾（去掉后面的零头）不是公布的{value}，四舍五入才是"
    ),
}


def _say_sum(reckoning: Reckoning, programme: Programme) -> Phrase:
    if reckoning.gap is Gap.SPLIT:
        return _say_split(reckoning)
    value, terms = say_value(programme.claims[reckoning.claim]), _say_terms(reckoning, programme)
    if reckoning.reckoned is None:
        text = mark("{terms}：里面有约数，不能核对是不是正好等于{value}")
        if reckoning.outcome is Outcome.DIFFERS:
            text = mark("{terms}：里面有约数，但是怎么取也不会是公布的{value}")
        return phrase(text, terms=terms, value=value)
    said = {"terms": terms, "sum": _plain(reckoning.reckoned), "value": value}
    if reckoning.gap is Gap.APPROXIMATE:
        return phrase("{terms} = {sum}，公布的是{value}；里面有约数或者取过整的数，不能核对是不是正好", **said)
    if reckoning.outcome is not Outcome.DIFFERS:
        return phrase(_SUMS[reckoning.outcome, reckoning.by], **said)
    if reckoning.apart is None:
        return phrase("{terms} = {sum}，公布的是{value}，对不上", **said)
    apart = _plain(reckoning.apart)
    if reckoning.missing or len(reckoning.terms) < 2:
        return phrase("只加公布了的几部分，{terms} = {sum}，已经比公布的{value}多{apart}", **said, apart=apart)
    return phrase("{terms} = {sum}，公布的是{value}，相差{apart}", **said, apart=apart)


def _say_split(reckoning: Reckoning) -> Phrase:
    if not reckoning.missing:
        return phrase("只公布了其中一部分，加不出总数")
    missing = Listing(reckoning.missing, is_quoted=False)
    if len(reckoning.missing) == 1:
        return phrase("没有公布{missing}有多少，不能相加", missing=missing)
    return phrase("没有公布{missing}各有多少，不能相加", missing=missing)


def _say_terms(reckoning: Reckoning, programme: Programme) -> Phrase | str:
    """The terms with plus signs between them; honours that were not published with a level, or stand beside it, are left out."""
    terms = " + ".join(say_value(programme.claims[term]) for term in reckoning.terms)
    if reckoning.way is not Way.LEVELS:
        return terms
    counted = {where.level for term in reckoning.terms if (where := programme.claims[term].where)}
    honours = tuple(level.name for level in programme.known_levels if level.honour and level.id not in counted)
    if honours and not reckoning.missing:
        return phrase("不算{honours}，各等级相加 {terms}", honours=Listing(honours, is_quoted=False), terms=terms)
    return phrase("各等级相加 {terms}", terms=terms)


# ── Shares ──

_SHARES = {
    (Outcome.AGREES, None): mark("{value} ÷ {whole} = {quotient}%，与公布的占比相同"),
    (Outcome.AGREES, Rounding.NEAREST): mark("{value} ÷ {whole} = {quotient}%，四舍五入为{share}%，与公布的相同"),
    (Outcome.AGREES, Rounding.TRUNCATED): mark(
        "{value} ÷ {whole} = {quotient}%，截尾（去掉后面的零头）为{share}%，与公布的相同"
    ),
    (Outcome.ONLY_TRUNCATED, Rounding.TRUNCATED): mark(
        "{value} ÷ {whole} = {quotient}%，四舍五入应为{nearest}%；截尾（去掉后面的零头）才是公布的{share}%"
    ),
    (Outcome.ONLY_NEAREST, Rounding.NEAREST): mark(
        "{value} ÷ {whole} = {quotient}%，截尾（去掉后面的零头）应为{truncated}%；四舍五入才是公布的{share}%"
    ),
}


def _say_share(reckoning: Reckoning, programme: Programme) -> Phrase:
    claim = programme.claims[reckoning.claim]
    share = claim.share or Decimal(0)
    said = {
        "value": say_value(claim),
        "whole": say_value(programme.claims[reckoning.terms[0]]),
        "share": format(share, "f"),
    }
    if reckoning.reckoned is None:
        text = mark("{value} ÷ {whole}：里面有约数，不能核对是不是正好{share}%")
        if reckoning.outcome is Outcome.DIFFERS:
            text = mark("{value} ÷ {whole}：里面有约数，但是怎么取也不会是公布的{share}%")
        return phrase(text, **said)
    said["quotient"] = _cut(reckoning.reckoned, decimals_of(share) + _MORE_DECIMALS)
    if reckoning.gap is Gap.APPROXIMATE:
        return phrase("{value} ÷ {whole} = {quotient}%，公布的是{share}%；里面有取过整的数，不能核对是不是正好", **said)
    step = printed_number(share).step
    for name, rounding in (("nearest", Rounding.NEAREST), ("truncated", Rounding.TRUNCATED)):
        said[name] = _plain(round_to(reckoning.reckoned, step, rounding))
    if reckoning.apart is None:
        return phrase(_SHARES[reckoning.outcome, reckoning.by], **said)
    text = mark("{value} ÷ {whole} = {quotient}%，四舍五入为{nearest}%，公布的是{share}%，相差{apart}个百分点")
    if claim.rounding is Rounding.TRUNCATED:
        text = mark(
            "{value} ÷ {whole} = {quotient}%，截尾（去掉后面的零头）为{truncated}%，公布的是{share}%，相差{apart}个百分点"
        )
    return phrase(text, **said, apart=_plain(reckoning.apart))


def _say_without_whole(reckoning: Reckoning, programme: Programme) -> Phrase:
    claim = programme.claims[reckoning.claim]
    said = {"value": say_value(claim), "share": format(claim.share or Decimal(0), "f")}
    match reckoning.outcome:
        case Outcome.ONLY_TRUNCATED:
            text = mark(
                "没有公布总数；不管总数是哪个整数，{value}占的比例四舍五入都不会是{share}%，截尾（去掉后面的零头）才可能"
            )
        case Outcome.ONLY_NEAREST:
            text = mark(
                "没有公布总数；不管总数是哪个整数，{value}占的比例截尾（去掉后面的零头）都不会是{share}%，四舍五入才可能"
            )
        case _:
            text = mark("没有公布总数；不管总数是哪个整数，{value}占的比例都不会是{share}%")
    return phrase(text, **said)


def _say_product(reckoning: Reckoning, programme: Programme) -> Phrase:
    """A share of an exact whole, beside a figure that is not exact."""
    claim = programme.claims[reckoning.claim]
    text = mark("{whole} × {share}% = {product}，公布的是{value}；这是约数，不能核对是不是正好")
    if reckoning.outcome is Outcome.DIFFERS:
        text = mark("{whole} × {share}% = {product}，公布的是{value}，对不上")
    return phrase(
        text,
        whole=say_value(programme.claims[reckoning.terms[0]]),
        share=format(claim.share or Decimal(0), "f"),
        product=_cut(reckoning.reckoned or Fraction(0), _MORE_DECIMALS),
        value=say_value(claim),
    )


def _say_hundred(reckoning: Reckoning, programme: Programme) -> Phrase:
    shares = (programme.claims[term].share or Decimal(0) for term in reckoning.terms)
    said = {"terms": " + ".join(f"{share:f}%" for share in shares), "sum": _plain(reckoning.reckoned or Fraction(0))}
    if not reckoning.apart:
        return phrase("各部分的占比 {terms} = 100%", **said)
    text = mark("各部分的占比 {terms} = {sum}%，与100%相差{apart}个百分点，这是各自取舍造成的")
    if reckoning.outcome is Outcome.DIFFERS:
        text = mark("各部分的占比 {terms} = {sum}%，与100%相差{apart}个百分点，取舍造成不了这么多")
    return phrase(text, **said, apart=_plain(reckoning.apart))


# ── The same thing, and what is part of it ──


def _say_twice(reckoning: Reckoning, programme: Programme) -> Phrase:
    other = say_value(programme.claims[reckoning.terms[0]])
    if reckoning.outcome is Outcome.AGREES:
        return phrase("同一时间的同一个数，另一处公布的是{other}，对得上", other=other)
    if reckoning.gap is Gap.APPROXIMATE:
        return phrase(
            "同一时间的同一个数，另一处公布的是{other}；里面有约数或者取过整的数，不能核对是不是相同", other=other
        )
    value = say_value(programme.claims[reckoning.claim])
    if reckoning.apart is None:
        return phrase("同一时间的同一个数，这里是{value}，另一处公布的是{other}，对不上", value=value, other=other)
    apart = _plain(reckoning.apart)
    return phrase(
        "同一时间的同一个数，这里是{value}，另一处公布的是{other}，相差{apart}", value=value, other=other, apart=apart
    )


def _say_within(reckoning: Reckoning, programme: Programme) -> Phrase:
    """A part that is larger than the whole."""
    return phrase(
        "{value}只是其中一部分，却比全部{whole}还多",
        value=say_value(programme.claims[reckoning.claim]),
        whole=say_value(programme.claims[reckoning.terms[0]]),
    )


# ── Digits ──


def _plain(number: Fraction) -> str:
    """All digits of a number that ends: a sum, or one that was rounded."""
    with localcontext(_ENOUGH):
        text = format(Decimal(number.numerator) / number.denominator, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cut(number: Fraction, decimals: int) -> str:
    """The first decimals, with dots where more follow: 32.096…"""
    shown = floor(number * 10**decimals)
    if Fraction(shown, 10**decimals) == number:
        return _plain(number)
    return f"{Decimal(shown).scaleb(-decimals):f}…"
