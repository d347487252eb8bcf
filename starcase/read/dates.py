"""Reads days, partly known dates, and periods, as people type them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from starcase.model.values import PartialDate, Period, month_length
from starcase.problems import rule
from starcase.read.scalars import Fault, Parsed, Understood, narrow

DATE_WANTED = rule(
    "date-wanted",
    says="“{field}”应当是日期，这里写的是“{got}”。",
    mend="请写成 2024-05-01 这样的日期；只知道年月的写 2024-05。",
)
DAY_WANTED = rule(
    "day-wanted",
    says="“{field}”要写到哪一天，这里只写了“{got}”。",
    mend="请补上月和日，写成 2024-05-01 这样。",
)
DATE_IMPOSSIBLE = rule(
    "date-impossible",
    says="“{field}”写的“{got}”，日历上没有这一天。",
    mend="请核对月份（1到12）和这个月的天数。",
)
YEAR_IMPLAUSIBLE = rule(
    "year-implausible",
    says="“{field}”写的“{got}”，年份不在1900到2100之间。",
    mend="请核对年份的四位数字。",
)
PERIOD_WANTED = rule(
    "period-wanted",
    says="“{field}”应当是一段时期，这里写的是“{got}”。",
    mend="请写成年 2022、半年 2022-H1、季度 2022-Q3 或月 2022-07。",
)
PERIOD_IMPOSSIBLE = rule(
    "period-impossible",
    says="“{field}”写的“{got}”，没有这样一段时期。",
    mend="半年只有 H1、H2，季度只有 Q1 到 Q4，月份只有 01 到 12，请改正。",
)

_PLAIN_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LOOSE_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DATE_SIGNS = re.compile(r"\s*[-./年月]\s*")
_DATE_END = re.compile(r"\s*[日号]$")
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")

_PLAIN_PERIOD = re.compile(r"([0-9]{4})(?:-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?")
_LOOSE_PERIOD = re.compile(
    r"(?P<year>[0-9]{4})\s*(?:年度?)?[-\s./]*"
    r"(?:H(?P<half>[0-9])|(?P<half_word>上半年|下半年)|Q(?P<quarter>[0-9])|第?(?P<quarter_word>[一二三四五六1-9])季度?"
    r"|(?P<month>[0-9]{1,2})(?:月份?)?)?"
)
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_EARLIEST, _LATEST = 1900, 2100


@lru_cache(maxsize=4096)
def parse_partial_date(text: str) -> Parsed[PartialDate]:
    """A year, month or day; `2024年5月1日`, `2024.5.1` and `2024/5/1` are understood."""
    if match := _PLAIN_DATE.fullmatch(text):
        return _real_date(match)
    loose = _DATE_SIGNS.sub("-", _DATE_END.sub("", narrow(text))).removesuffix("-")
    match = _LOOSE_DATE.fullmatch(loose) or _EIGHT_DIGITS.fullmatch(loose)
    if match is None:
        return Fault(DATE_WANTED)
    value = _real_date(match)
    return value if isinstance(value, Fault) else Understood(value, str(value))


def _real_date(match: re.Match[str]) -> PartialDate | Fault:
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not _EARLIEST <= year <= _LATEST:
        return Fault(YEAR_IMPLAUSIBLE)
    if month is not None and not 1 <= month <= 12:
        return Fault(DATE_IMPOSSIBLE)
    if month is not None and day is not None and not 1 <= day <= month_length(year, month):
        return Fault(DATE_IMPOSSIBLE)
    return PartialDate(year, month, day)


@lru_cache(maxsize=4096)
def parse_day(text: str) -> Parsed[date]:
    """One day, written in any of the ways of a partly known date."""
    partial = parse_partial_date(text)
    if isinstance(partial, Fault):
        return partial
    value = partial.value if isinstance(partial, Understood) else partial
    if value.day is None:
        return Fault(DAY_WANTED)
    return Understood(value.first_day, str(value)) if isinstance(partial, Understood) else value.first_day


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Parsed[Period]:
    """A year, half, quarter or month; `2022年度`, `2022年上半年`, `2022年第三季度` and `2022年7月` are understood."""
    if match := _PLAIN_PERIOD.fullmatch(text):
        return _plausible_period(int(match[1]), match[2] or "")
    match = _LOOSE_PERIOD.fullmatch(narrow(text).upper())
    if match is None:
        return Fault(PERIOD_WANTED)
    part = _part(match)
    if part is None:
        return Fault(PERIOD_IMPOSSIBLE)
    value = _plausible_period(int(match["year"]), part)
    return value if isinstance(value, Fault) else Understood(value, str(value))


def _plausible_period(year: int, part: str) -> Period | Fault:
    return Period(year, part) if _EARLIEST <= year <= _LATEST else Fault(YEAR_IMPLAUSIBLE)


def _part(match: re.Match[str]) -> str | None:
    """The part of the year that a loosely written period names; None for one that there is not."""
    if month := match["month"]:
        return f"{int(month):02}" if 1 <= int(month) <= 12 else None
    if half := match["half"]:
        return f"H{half}" if half in "12" else None
    if half_word := match["half_word"]:
        return "H1" if half_word == "上半年" else "H2"
    if quarter := match["quarter"] or match["quarter_word"]:
        number = _NUMERALS.get(quarter, int(quarter) if quarter.isdecimal() else 0)
        return f"Q{number}" if 1 <= number <= 4 else None
    return ""
