"""Reads figures that may be approximate: 约120, 2000余人次, 4.5万余, 10—15 (FORMAT.md section 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from starcase.model.values import Count, Exactness
from starcase.problems import rule
from starcase.read.scalars import LARGEST, MOST_DECIMALS, NUMBER_IMPLAUSIBLE, Fault, Parsed, Understood, narrow

COUNT_WANTED = rule(
    "count-wanted",
    says="“{field}”应当是数目，这里写的“{got}”看不懂。",
    mend="请写数字，例如 120、约120、120余、近120、4.5万余，或范围 10—15。",
)
COUNT_NEGATIVE = rule(
    "count-negative",
    says="“{field}”写的“{got}”比0小，数目不能是负数。",
    mend="请核对这个数；没有统计的不要写这一项。",
)
OTHER_UNIT = rule(
    "other-unit",
    says="“{field}”的单位是“{unit}”，这里写的是“{got}”。",
    mend="请核对数目和单位；数目里可以不写单位。",
)
RANGE_REVERSED = rule(
    "range-reversed",
    says="“{field}”写的范围“{got}”前面的数比后面的大，或者不是两个数。",
    mend="请写两个数，小的在前，例如 [10, 15] 或 10—15。",
)

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_ABOUT = ("约", "大约", "大概", "左右", "上下")
_AT_LEAST = ("余", "多", "上", "超", "超过", "逾", "至少", "不少于", "数", "几", "以上")
_UNDER = ("近", "将近", "接近", "不足", "不到", "少于")

_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SCALE = "百万|千万|万亿|[十百千万亿]"
_BEFORE = "大约|大概|约|将近|接近|近|不足|不到|少于|不少于|至少|超过|超|逾|上|数|几"
_COUNT = re.compile(
    rf"(?P<before>{_BEFORE})?\s*(?P<figure>{_FIGURE})?\s*(?P<more>[余多])?(?P<scale>{_SCALE})?(?P<after>[余多])?"
    r"(?P<unit>[^0-9]*?)(?P<tail>以上|左右|上下|余|多)?"
)
_PLAIN_COUNT = re.compile(rf"[0-9]{{1,12}}(?:\.[0-9]{{1,{MOST_DECIMALS}}})?")
_RANGE = re.compile(
    rf"(?P<low>{_FIGURE})(?P<low_scale>{_SCALE})?(?P<low_unit>[^0-9]*?)\s*(?:—|–|-|~|至|到)+\s*"
    rf"(?P<high>{_FIGURE})(?P<high_scale>{_SCALE})?(?P<unit>[^0-9]*)"
)


def parse_count(text: str, units: Sequence[str] = ()) -> Parsed[Count]:
    """A figure as typed; `units` are those that it may repeat.

    Its value is exact, 万 and 亿 multiplied out; its text is what was typed, without the unit and without thousands commas.
    """
    if _PLAIN_COUNT.fullmatch(text):
        return Count(_multiplied(text, None), text)
    plain = narrow(text)
    if plain.startswith("-"):
        return Fault(COUNT_NEGATIVE)
    if match := _RANGE.fullmatch(plain):
        return _range(text, match, units)
    match = _COUNT.fullmatch(plain)
    if match is None or not (match["figure"] or _is_scale_alone(match)):
        return Fault(COUNT_WANTED)
    return _count(text, match, units)


def parse_range(low: str, high: str, units: Sequence[str] = ()) -> Parsed[Count]:
    """The range that a list of two figures says."""
    return parse_count(f"{low.strip()}—{high.strip()}", units)


def _is_scale_alone(match: re.Match[str]) -> bool:
    """上万, 近百, 千余: a scale without a figure, but with a word that makes it a count."""
    return bool(match["scale"] and (match["before"] or match["after"]))


def _count(text: str, match: re.Match[str], units: Sequence[str]) -> Parsed[Count]:
    if match["unit"].strip() and match["unit"].strip() not in units:
        return _unit_fault(units)
    value = _value(match["figure"] or "1", match["scale"])
    if value is None:
        return Fault(NUMBER_IMPLAUSIBLE)
    parts = (match["before"], match["figure"], match["more"], match["scale"], match["after"], match["tail"])
    plain = "".join(part.replace(",", "") for part in parts if part)
    said = (match["before"], match["more"], match["after"], match["tail"])
    count = Count(value, plain, _exactness([word for word in said if word]))
    return count if _is_as_typed(text, plain) else Understood(count, plain)


def _range(text: str, match: re.Match[str], units: Sequence[str]) -> Parsed[Count]:
    if any(unit.strip() and unit.strip() not in units for unit in (match["low_unit"], match["unit"])):
        return _unit_fault(units)
    high = _value(match["high"], match["high_scale"])
    low = _value(match["low"], match["low_scale"] or match["high_scale"])  # 1—2万 means from 1万
    if low is not None and high is not None and low > high:
        low = _value(match["low"], match["low_scale"])  # 5000—1万 does not
    if low is None or high is None:
        return Fault(NUMBER_IMPLAUSIBLE)
    if low > high:
        return Fault(RANGE_REVERSED)
    sign = next((sign for sign in ("—", "–", "-", "~", "至", "到") if sign in match[0]), "—")
    parts = (match["low"], match["low_scale"], sign, match["high"], match["high_scale"])
    plain = "".join(part.replace(",", "") for part in parts if part)
    count = Count(low, plain, Exactness.RANGE, high)
    return count if _is_as_typed(text, plain) else Understood(count, plain)


def _unit_fault(units: Sequence[str]) -> Fault:
    return Fault(OTHER_UNIT, (("unit", units[0]),)) if units else Fault(COUNT_WANTED)


def _is_as_typed(text: str, plain: str) -> bool:
    return "".join(text.split()) == plain


def _value(figure: str, scale: str | None) -> Decimal | None:
    """The figure multiplied out; None where it is implausibly large or fine."""
    plain = figure.replace(",", "")
    if len(plain) > 30 or len(plain.partition(".")[2]) > MOST_DECIMALS:
        return None
    value = _multiplied(plain, scale)
    return value if value < LARGEST else None


def _multiplied(figure: str, scale: str | None) -> Decimal:
    """A figure in plain digits times its scale; its decimals only as far as they say something."""
    value = Decimal(figure) * _SCALES[scale] if scale else Decimal(figure)
    if "." not in figure:
        return value
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _exactness(said: Sequence[str]) -> Exactness:
    """What the words around a figure say; words of two kinds leave it at about."""
    kinds = {_KINDS[word] for word in said}
    if not kinds:
        return Exactness.EXACT
    return kinds.pop() if len(kinds) == 1 else Exactness.ABOUT


_KINDS = {
    **dict.fromkeys(_ABOUT, Exactness.ABOUT),
    **dict.fromkeys(_AT_LEAST, Exactness.AT_LEAST),
    **dict.fromkeys(_UNDER, Exactness.UNDER),
}
