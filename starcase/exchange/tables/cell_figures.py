"""Reads days, periods and figures from cells: typed in any way, or turned into something else by the spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from starcase.exchange.tables.cell_reads import Around, Look, Reads, Value
from starcase.exchange.tables.cell_texts import text_of
from starcase.exchange.tables.columns import Column, Kind
from starcase.exchange.tables.grid import Cell, Mark
from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase
from starcase.model.values import Count, Exactness
from starcase.problems import Rule
from starcase.read.counts import COUNT_NEGATIVE, OTHER_UNIT, RANGE_REVERSED, parse_count
from starcase.read.dates import (
    DATE_IMPOSSIBLE,
    DAY_WANTED,
    YEAR_IMPLAUSIBLE,
    parse_day,
    parse_partial_date,
    parse_period,
)
from starcase.read.scalars import NUMBER_IMPLAUSIBLE, Fault, Parsed, Understood, narrow

_COUNTED = ("人次", "人", "名", "位", "次", "场", "场次", "小时", "个", "户", "件", "支", "家", "元", "份", "岁")
"""Units that stand behind a figure and say nothing that the header does not."""
_FIRST_SERIAL, _LAST_SERIAL = 7_306, 73_415
"""Days since 1899-12-30 that mean 1920 to 2100."""
_YEAR_MONTH = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])")
_TORN_MONTH = re.compile(r"(19|20)[0-9]{2}\.1")


# ── Days and periods ──


def read_date(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """A year, a month or a day, as far as it is known."""
    text = _date_text(cell, look)
    if isinstance(text, Wrong):
        return Reads(wrong=text)
    return _dated(parse_day(text) if column.kind is Kind.DAY else parse_partial_date(text))


def _date_text(cell: Cell, look: Look) -> str | Wrong:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m") if look.mark is Mark.MONTH else cell.strftime("%Y-%m-%d")
    text = narrow(text_of(cell)).replace(" ", "").removesuffix("份")
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
        day = date(1899, 12, 30) + timedelta(days=int(cell))
        return day.strftime("%Y-%m") if look.mark is Mark.MONTH else day.isoformat()
    if isinstance(cell, float) and _TORN_MONTH.fullmatch(text):
        wrong = phrase("这一格是数字，看不出是1月还是10月")
        year = text[:4]
        return Wrong(wrong, phrase("请改成 {january} 或 {october}。", january=f"{year}-01", october=f"{year}-10"))
    if _YEAR_MONTH.fullmatch(text):
        return f"{text[:4]}-{text[4:]}"
    return text.split("T")[0] if re.fullmatch(r"\d{4}-\d\d-\d\dT.*", text) else re.sub(r"\d\d:\d\d(:\d\d)?$", "", text)


_DATE_FAULTS: Mapping[Rule, Wrong] = {
    DAY_WANTED: Wrong(phrase("要写到哪一天"), phrase("请补上月和日，写成 2024-05-01 这样。")),
    DATE_IMPOSSIBLE: Wrong(phrase("日历上没有这一天"), phrase("请核对月份和这个月的天数。")),
    YEAR_IMPLAUSIBLE: Wrong(phrase("年份不在1900到2100之间"), phrase("请核对年份的四位数字。")),
}
_NO_DATE = Wrong(phrase("不是日期"), phrase("请写成 2024-05-01 这样；只知道年月的写 2024-05，只知道年的写 2024。"))
_NO_PERIOD = Wrong(phrase("看不出是哪一年、哪一期"), phrase("请写成 2024、2024年上半年、2024年第3季度 或 2024年7月。"))


def _dated(parsed: Parsed[Any]) -> Reads:
    if isinstance(parsed, Fault):
        return Reads(wrong=_DATE_FAULTS.get(parsed.rule, _NO_DATE))
    return Reads(str(parsed.value if isinstance(parsed, Understood) else parsed))


def read_period(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """A period as the format writes it: `2024`, `2024-H1`, `2024-Q3`, `2024-07`."""
    text = cell.strftime("%Y-%m") if isinstance(cell, datetime | date) else narrow(text_of(cell))
    parsed = parse_period(text)
    if isinstance(parsed, Fault):
        return Reads(wrong=_NO_PERIOD)
    return Reads(str(parsed.value if isinstance(parsed, Understood) else parsed))


# ── Figures ──

_COUNT_FAULTS: Mapping[Rule, Wrong] = {
    COUNT_NEGATIVE: Wrong(phrase("比0小，数目不能是负数"), phrase("请核对这个数；没有统计的空着。")),
    NUMBER_IMPLAUSIBLE: Wrong(phrase("数太大，或者小数位太多"), phrase("请核对是不是多打了几位。")),
    RANGE_REVERSED: Wrong(phrase("前面的数比后面的大"), phrase("请把小的写在前面，例如 10—15。")),
    OTHER_UNIT: Wrong(phrase("单位不对"), phrase("请核对数目和单位；单位写在表头里，格子里只写数字。")),
}
_NO_COUNT = Wrong(phrase("看不出是多少"), phrase("请写数字，例如 120、约120、120余、4.5万余；没有统计的空着。"))
_A_DATE = Wrong(phrase("被表格软件变成了日期"), phrase("请把这一格设成“文本”格式，重新输入原来的数。"))


def read_count(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """A figure as YAML would hold it: a number where it is exact, else a text such as 1200余."""
    if isinstance(cell, date | datetime | time | timedelta):
        return Reads(wrong=_A_DATE)
    if isinstance(cell, bool):
        return Reads(wrong=_NO_COUNT)
    is_share = "%" in column.units
    text = narrow(text_of(cell)).replace(" ", "")
    if isinstance(cell, int | float):
        if look.mark is Mark.PERCENT:
            return _share(cell) if is_share else Reads(wrong=_NOT_A_SHARE)
        if is_share and look.is_plain and 0 < cell <= 1:
            return Reads(_share(cell).value, _MAYBE_A_SHARE)
    elif text.endswith("%") and not is_share:
        return Reads(wrong=_NOT_A_SHARE)
    if look.scale and re.fullmatch(r"[0-9.,]+", text):
        text = f"{text}{look.scale}"
    parsed = parse_count(text, (*column.units, *_COUNTED))
    if isinstance(parsed, Fault):
        return Reads(wrong=_COUNT_FAULTS.get(parsed.rule, _NO_COUNT))
    count: Count = parsed.value if isinstance(parsed, Understood) else parsed
    return Reads(_as_yaml(count), _too_much(count) if is_share else None)


_NOT_A_SHARE = Wrong(phrase("写成了百分比，这一列要的是数目"), phrase("请改成数目；没有统计的空着。"))
_MAYBE_A_SHARE = Wrong(
    phrase("像是百分比，这一列都按百分数读了"), phrase("请核对；确实不到1%的，在数后面写上 %。"), must=False, once=True
)


def _share(number: float) -> Reads:
    hundredfold = Decimal(f"{number:.13g}") * 100
    return Reads(_as_number(hundredfold), _too_much(Count(hundredfold, "")) if hundredfold > 100 else None)


def _too_much(count: Count) -> Wrong | None:
    if count.value <= 100:
        return None
    return Wrong(phrase("比100%大"), phrase("请核对这个比例。"))


def _as_yaml(count: Count) -> Value:
    is_plain = count.exactness is Exactness.EXACT and re.fullmatch(r"[0-9]+(\.[0-9]+)?", count.text)
    return _as_number(Decimal(count.text)) if is_plain else count.text


def _as_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
