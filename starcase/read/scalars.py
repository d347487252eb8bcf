"""Reads one text as a number, a whole number or yes and no (FORMAT.md section 6)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar
from unicodedata import normalize

from msgspec import Struct

from starcase.problems import Rule, Severity, rule

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Fault(Struct, frozen=True):
    """Why a text cannot be read: the rule, and its words but for `field` and `got`, which the caller knows."""

    rule: Rule
    values: tuple[tuple[str, object], ...] = ()


class Understood(Struct, Generic[T_co], frozen=True):
    """A value that was typed in an unusual way; `plain` is how it is written."""

    value: T_co
    plain: str


Parsed: TypeAlias = T | Understood[T] | Fault

PLAIN_FORM = rule(
    "plain-form",
    says="“{field}”写的“{got}”，按“{plain}”理解。",
    mend="意思对的话不用管它；以后直接写 {plain} 更稳妥。",
    severity=Severity.HINT,
)
NUMBER_WANTED = rule(
    "number-wanted",
    says="“{field}”应当是数字，这里写的是“{got}”。",
    mend="请只写阿拉伯数字，例如 85 或 4.5，单位不用写。",
)
WHOLE_NUMBER_WANTED = rule(
    "whole-number-wanted",
    says="“{field}”应当是整数，这里写的是“{got}”。",
    mend="请写成整数，例如 3，单位不用写。",
)
NUMBER_IMPLAUSIBLE = rule(
    "number-implausible",
    says="“{field}”写的“{got}”，数太大，或小数位太多。",
    mend="请核对是不是多打了几位；大数可以写成 4.5万、1.2亿。",
)
YES_OR_NO = rule(
    "yes-or-no-wanted",
    says="“{field}”应当写是或否，这里写的是“{got}”。",
    mend="请写 true（是）或 false（否）。",
)

LARGEST = Decimal(10) ** 13
MOST_DECIMALS = 10

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_PLAIN_WHOLE = re.compile(r"-?[0-9]{1,9}")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER_UNIT = re.compile(r"\s*[分%]$")
_NOT_APPLICABLE = frozenset(("n/a", "不适用"))
_YES = frozenset(("true", "是", "yes", "y", "on", "对", "同意", "已同意"))
_NO = frozenset(("false", "否", "no", "n", "off", "不是", "不同意"))
_PLAIN_YES_OR_NO = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones, without space around."""
    return normalize("NFKC", text).strip()


def parse_number(text: str) -> Parsed[Decimal]:
    """An exact decimal; `2,870`, `85分` and full-width digits are understood.

    Source: FORMAT.md section 6: `nan`, `inf`, `1_000` are errors.
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return Decimal(text) if len(text) < 10 else _plausible(text)
    plain = _NUMBER_UNIT.sub("", narrow(text))
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN_NUMBER.fullmatch(plain):
        return Fault(NUMBER_WANTED)
    value = _plausible(plain)
    return value if isinstance(value, Fault) else Understood(value, plain)


def _plausible(plain: str) -> Decimal | Fault:
    whole, _, decimals = plain.partition(".")
    if len(whole) > 15 or len(decimals) > MOST_DECIMALS or abs(value := Decimal(plain)) >= LARGEST:
        return Fault(NUMBER_IMPLAUSIBLE)
    return value


@lru_cache(maxsize=4096)
def parse_score(text: str) -> Parsed[Decimal | None]:
    """Points, or None for n/a (FORMAT.md section 4)."""
    is_n_a = not text[:1].isdecimal() and narrow(text).casefold() in _NOT_APPLICABLE
    return None if is_n_a else parse_number(text)


def parse_whole_number(text: str) -> Parsed[int]:
    """A whole number of at most nine digits."""
    if _PLAIN_WHOLE.fullmatch(text):
        return int(text)
    number = parse_number(text)
    if isinstance(number, Fault):
        return Fault(WHOLE_NUMBER_WANTED) if number.rule is NUMBER_WANTED else number
    plain = number.plain if isinstance(number, Understood) else text
    if "." in plain:
        return Fault(WHOLE_NUMBER_WANTED)
    return Understood(int(plain), plain) if _PLAIN_WHOLE.fullmatch(plain) else Fault(NUMBER_IMPLAUSIBLE)


def parse_yes_or_no(text: str) -> Parsed[bool]:
    """`true` or `false`; 是, 否 and the like are understood."""
    plain = _PLAIN_YES_OR_NO.get(text)
    if plain is not None:
        return plain
    word = narrow(text).casefold()
    if word in _YES:
        return Understood(True, "true")
    if word in _NO:
        return Understood(False, "false")
    return Fault(YES_OR_NO)
