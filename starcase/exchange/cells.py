"""Reads one cell as the value that would stand in YAML, in all the ways in which offices fill it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from starcase.exchange.columns import Column, Kind
from starcase.exchange.finding_places import find_path
from starcase.exchange.grid import Cell, Mark
from starcase.exchange.wrong import Wrong
from starcase.language import Listing, Phrase, phrase
from starcase.model.ids import RegionId
from starcase.model.organization import Outcome, Status
from starcase.model.programme import Level, Programme
from starcase.model.region_tree import RegionTree
from starcase.model.same import Same
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
from starcase.read.formats import USCC_CHECK, parse_uscc
from starcase.read.names import AMBIGUOUS_NAME, ProgrammeIndex, Role, look_up, names_of_programme
from starcase.read.scalars import NUMBER_IMPLAUSIBLE, Fault, Parsed, Understood, narrow, parse_yes_or_no
from starcase.read.shapes import parse_choice
from starcase.read.words import bare, closest, folded, is_chinese, quoted
from starcase.sources.text import joins_in_chinese

Value = str | int | float | bool | list[str] | None


class Reads(Struct, frozen=True):
    """What a cell came to: its value (None: nothing was written), and what is wrong or worth a look."""

    value: Value = None
    wrong: Wrong | None = None


class Around(Struct, frozen=True):
    """What a cell is read against: the row's programme, the regions and programmes, the bodies by folded id and name.

    `bodies` gives None for a name that several bodies have.
    """

    programme: Programme | None
    programmes: ProgrammeIndex
    regions: RegionTree
    bodies: Mapping[str, str | None]


class Look(Struct, frozen=True):
    """How a cell looks: its mark, the scale that its header names (`万`), and whether the file tells percentages from numbers."""

    mark: Mark | None = None
    scale: str = ""
    is_plain: bool = False


PLAIN_LOOK = Look()

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"[\s\u3000\xa0]+")
_NOTHING = frozenset(
    (
        "/",
        "//",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "无",
        "暂无",
        "没有",
        "空",
        "未填",
        "不详",
        "未知",
        "待定",
        "n/a",
        "none",
        "null",
        ".",
        "。",
    )
)
"""What people write where there is nothing to write."""
_UNCOUNTED = frozenset(("未统计", "未统计。", "没有统计", "未记录", "不适用"))
_UNRATED = frozenset(
    ("未评", "未评星", "未评级", "未评定", "未参加评定", "无星", "无等级", "未定星", "新成立", "新成立暂不定星")
)
_SPLITS = re.compile(r"[、;；\n\r|]+|(?<=[\u3400-\u9fff])[,，](?=[\u3400-\u9fff])|[,，](?=\s)")
_COUNTED = ("人次", "人", "名", "位", "次", "场", "场次", "小时", "个", "户", "件", "支", "家", "元", "份", "岁")
"""Units that stand behind a figure and say nothing that the header does not."""
_YES, _NO = frozenset("√✓✔☑有"), frozenset("×✗✘xX无☐")
_SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("正常运行", "正常开展", "运行中", "活跃", "正常活动", "在运行"), Status.ACTIVE.value),
        **dict.fromkeys(("暂停", "停滞", "暂停运行"), Status.PAUSED.value),
        **dict.fromkeys(("解散", "注销", "停止活动", "撤销"), Status.DISSOLVED.value),
        **dict.fromkeys(("合并", "并入"), Status.MERGED.value),
    }
)
_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {word: outcome.value for outcome in Outcome if outcome is not Outcome.RATED for word in outcome.zh}
    | {"不予评级": Outcome.NOT_RATED.value, "不定星": Outcome.NOT_RATED.value, "取消": Outcome.WITHDRAWN.value}
)
_OUTCOME_VALUES = frozenset(_OUTCOMES.values())
_STARS = re.compile(r"[★⭐🌟☆✩\ufe0f]+")
_STAR_WORD = re.compile(
    r"(?:评为|获评)?([0-9一二两三四五六七八九十])颗?(?:星级?|a级?|级)?(?:社区)?(?:社会)?(?:组织|团队|队伍)?"
)
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_FIRST_SERIAL, _LAST_SERIAL = 7_306, 73_415
"""Days since 1899-12-30 that mean 1920 to 2100."""
_YEAR_MONTH = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])")
_TORN_MONTH = re.compile(r"(19|20)[0-9]{2}\.1")
_PHONE = re.compile(
    r"1[3-9][0-9]{9}|(?:\(?0[0-9]{2,3}\)?[- ]?)?[1-9][0-9]{6,7}(?:(?:-|转)[0-9]{1,6})?|0000-?[0-9]{7}|[48]00-?[0-9]{3}-?[0-9]{4}|1[0-9]{4}|9[0-9]{4,7}"
)
_PHONES = re.compile(r"[、,;/\n或]+|\s{2,}|\s(?=1[3-9][0-9]{9}|0[0-9]{2,3}-)")
_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOST_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number."""


def read_cell(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """What a cell of a column says, and what is wrong with it."""
    if look.mark in _BLIND and look.mark is not None:
        return Reads(wrong=_BLIND[look.mark])
    if cell == "" or cell is None:
        return Reads()
    if isinstance(cell, str):
        text = tidy(cell.replace("\n", "、") if "\n" in cell and column.kind in _SEVERAL else cell)
        if is_picture(text):
            return Reads(wrong=_BLIND[Mark.PICTURE])
        if not text or _says_nothing(text, column):
            return Reads()
        return _READERS[column.kind](text, column, look, around)
    return _READERS[column.kind](cell, column, look, around)


_SEVERAL = frozenset((Kind.LIST, Kind.BODIES, Kind.REGION, Kind.PHONE))
"""Kinds of which several may stand in a cell, one a line."""


def tidy(text: str) -> str:
    """A text without what nobody sees: zero-width and control characters, spaces around and between Chinese characters."""
    clean = _UNSEEN.sub("", text).strip().strip("\u3000")
    return clean if clean.isalnum() else _SPACES.sub(_joint, clean)


def _joint(found: re.Match[str]) -> str:
    """What stays of a space: nothing between Chinese characters, a line end where there was one, else one space."""
    text, at, end = found.string, found.start(), found.end()
    if "\n\n" in found[0]:
        return "\n"
    return "" if joins_in_chinese(text[at - 1], text[end : end + 1]) else " "


def is_picture(text: str) -> bool:
    """Whether a cell holds what WPS writes for a picture inside it."""
    return "DISPIMG(" in text


def show_cell(cell: Cell) -> str:
    """A cell's value as the person sees it, on one line."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _plain_number(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    text = " ".join(str(cell).split())
    return text if len(text) <= 40 else f"{text[:38]}……"


def _says_nothing(text: str, column: Column) -> bool:
    if len(text) > 8 or column.kind is Kind.YES_NO or column.is_required:
        return False
    plain = bare(text) or text
    if column.kind is Kind.COUNT and plain in _UNCOUNTED:
        return True
    return plain in _NOTHING or text in _NOTHING or (column.names == "LevelId" and plain in _UNRATED)


_BLIND = {
    Mark.ERROR: Wrong(phrase("这一格是公式，算出来是错误"), phrase("请改正公式，或者直接写上内容。")),
    Mark.NOT_RECKONED: Wrong(
        phrase("这一格是公式，文件里没有算出来的结果"), phrase("请用 Excel 或 WPS 打开这份表，保存一次，再导入。")
    ),
    Mark.PICTURE: Wrong(
        phrase("这一列里有图片，没有读"),
        phrase("照片请放进“照片/组织名称”文件夹，和表一起交。"),
        must=False,
        once=True,
    ),
}


# ── Texts ──


def _plain_number(number: float) -> str:
    """A number as a spreadsheet shows it: fifteen digits, no exponent, no needless zeros."""
    text = f"{number:.15g}"
    return format(Decimal(text), "f") if "e" in text else text


def _text_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else show_cell(cell)


def _read_text(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    return Reads(_text_of(cell))


def _read_list(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    parts = [part.strip() for part in _SPLITS.split(_text_of(cell))]
    return Reads([part for part in dict.fromkeys(parts) if part])


def _read_code(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _MOST_EXACT:
        wrong = phrase("这一格是数字格式，后面几位已经变成0，不是原来的号码了")
        return Reads(wrong=Wrong(wrong, phrase("请把这一格设成“文本”格式，对照证件重新输入。")))
    text = _text_of(cell)
    match column.path[-1]:
        case "uscc":
            return _read_uscc(text)
        case "id_number":
            return _read_id_number(text)
    return Reads(narrow(text))


def _read_uscc(text: str) -> Reads:
    parsed = parse_uscc(text.replace("-", ""))
    if not isinstance(parsed, Fault):
        return Reads(_value(parsed))
    mend = phrase("请对照登记证书逐位核对；没有登记的空着。")
    if parsed.rule is USCC_CHECK:
        return Reads(wrong=Wrong(phrase("校验码对不上，多半抄错了一位"), mend))
    plain = narrow(text).replace(" ", "")
    if len(plain) == 18:
        return Reads(wrong=Wrong(phrase("里面有代码里不会出现的字符"), mend))
    return Reads(wrong=Wrong(phrase("统一社会信用代码是18位，这里是{count}位", count=len(plain)), mend))


def _read_id_number(text: str) -> Reads:
    plain = re.sub(r"[\s-]", "", narrow(text).upper())
    if not _ID_NUMBER.fullmatch(plain):
        wrong = phrase("身份证号应当是18位，这里是{count}位", count=len(plain))
        return Reads(wrong=Wrong(wrong, phrase("请对照证件核对；不需要的话，把这一列空着。")))
    if len(plain) == 18 and "10X98765432"[sum(map(_weigh, plain, _ID_WEIGHTS)) % 11] != plain[17]:
        wrong = phrase("身份证号的最后一位对不上，多半抄错了一位")
        return Reads(plain, Wrong(wrong, phrase("请对照证件核对；不需要的话，把这一列空着。"), must=False))
    return Reads(plain)


def _weigh(digit: str, weight: int) -> int:
    return int(digit) * weight


def _read_phone(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    text = narrow(_text_of(cell)).replace("—", "-").replace("–", "-")
    if not any(sign.isdecimal() for sign in text):
        return Reads(wrong=Wrong(phrase("不是电话号码"), phrase("请写号码；没有的空着。")))
    parts = [part.strip() for part in _PHONES.split(text) if part.strip()]
    shown = "、".join(parts)
    for part in parts:
        digits = re.sub(r"[\s()-]", "", part)
        if _PHONE.fullmatch(part) or _PHONE.fullmatch(digits) or is_chinese(part):
            continue
        return Reads(wrong=_wrong_phone(digits, not isinstance(cell, str)))
    return Reads(shown)


def _wrong_phone(digits: str, is_number: bool) -> Wrong:
    if is_number and len(digits) in (9, 10, 11) and not digits.startswith("1"):
        return Wrong(phrase("区号前面的0好像丢了"), phrase("请把这一格设成“文本”格式，连区号重新输入。"))
    if digits.startswith("1") and 9 <= len(digits) <= 13 and len(digits) != 11:
        return Wrong(phrase("手机号是11位，这里是{count}位", count=len(digits)), phrase("请核对号码。"))
    return Wrong(phrase("不像电话号码"), phrase("请核对位数；座机连区号写成 0311-1234567 这样。"))


# ── Names and fixed words ──


def _read_name(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    text = _text_of(cell)
    match column.names:
        case "ProgrammeId":
            return _named(around.programmes.find(text), text, _A_PROGRAMME)
        case "LevelId":
            return _read_level(text, column, around.programme)
        case "TypeId":
            return _read_type(text, around.programme)
    if around.programme is None:
        return Reads(text)
    return _named(look_up(names_of_programme(around.programme), Role.RUBRIC, text), text, _A_RUBRIC)


_A_PROGRAMME, _A_TYPE, _A_RUBRIC = phrase("没有这个项目"), phrase("没有这个类型"), phrase("没有这个评分标准")


def _named(parsed: Parsed[str], text: str, wrong: Phrase) -> Reads:
    if not isinstance(parsed, Fault):
        return Reads(_value(parsed))
    offers = dict(parsed.values).get("offers")
    if not isinstance(offers, Listing):
        return Reads(wrong=Wrong(wrong, phrase("请先在项目文件里补上“{name}”，或者空着这一格。", name=text)))
    if parsed.rule is AMBIGUOUS_NAME:
        return Reads(wrong=Wrong(phrase("叫这个名称的不止一个"), phrase("请改成编号：{offers}。", offers=offers)))
    return Reads(wrong=Wrong(wrong, phrase("请改成：{offers}。", offers=offers)))


def _read_type(text: str, programme: Programme | None) -> Reads:
    if programme is None:
        return Reads(text)
    parsed = look_up(names_of_programme(programme), Role.TYPE, text)
    if isinstance(parsed, Fault):
        wanted = folded(text).removesuffix("类")
        like = [one for one in programme.types if folded(one.name).removesuffix("类") == wanted]
        if len(like) == 1:
            return Reads(like[0].id)
    return _named(parsed, text, _A_TYPE)


def _read_level(text: str, column: Column, programme: Programme | None) -> Reads:
    """A level by its id, its name, its stars: 五星级, 五星, 5星, ★★★★★."""
    if programme is None:
        return Reads(text)
    level = _level_called(text, programme.known_levels)
    if level is not None:
        return Reads(level.id)
    if (word := folded(text)) in _OUTCOMES and len(column.path) > 1:
        return Reads(_OUTCOMES[word])
    if not programme.known_levels:
        wrong = phrase("“{programme}”没有列出等级", programme=programme.name)
        return Reads(wrong=Wrong(wrong, phrase("请空着这一格。")))
    names = [one.name for one in programme.known_levels]
    wrong = phrase("没有这个{word}", word=programme.level_word)
    offers = quoted(closest(text, names)[:1] or names)
    return Reads(
        wrong=Wrong(wrong, phrase("请改成：{offers}。", offers=offers if len(offers.parts) > 1 else quoted(names)))
    )


def is_outcome(value: object) -> bool:
    """Whether what a level's cell said is the outcome of a rating without a level."""
    return value in _OUTCOME_VALUES


def _level_called(text: str, levels: Sequence[Level]) -> Level | None:
    plain = folded(text)
    for level in levels:
        if plain in (folded(level.name), folded(level.id), folded(level.name).removesuffix("级")):
            return level
    stars = _stars(text, plain)
    with_stars = [level for level in levels if level.stars == stars and not level.honour] if stars else []
    if len(with_stars) == 1:
        return with_stars[0]
    kept = _STARS.sub("", text).strip(" ()（）")
    return _level_called(kept, levels) if kept and kept != text else None


def _stars(text: str, plain: str) -> int | None:
    """How many stars a text draws or names; hollow ones are not counted."""
    if _STARS.fullmatch(text.strip()):
        drawn = sum(sign in "★⭐🌟" for sign in text)
        return drawn or None
    found = _STAR_WORD.fullmatch(plain)
    return (_NUMERALS.get(found[1]) or int(found[1])) if found else None


def _read_choice(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    text = _text_of(cell)
    choices = Status if column.path[-1] == "status" else Outcome
    parsed = parse_choice(choices, _SYNONYMS.get(text, text) if choices is Status else text)
    if isinstance(parsed, Fault):
        offers = quoted(column.choices)
        return Reads(wrong=Wrong(phrase("不是可以选的写法"), phrase("请改成：{offers}。", offers=offers)))
    return Reads((parsed.value if isinstance(parsed, Understood) else parsed).value)


def _read_yes_or_no(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    if isinstance(cell, bool):
        return Reads(cell)
    text = _text_of(cell)
    if text in _YES | _NO:
        return Reads(text in _YES)
    if text in ("1", "0"):
        return Reads(text == "1")
    parsed = parse_yes_or_no(text)
    if isinstance(parsed, Fault):
        return Reads(wrong=Wrong(phrase("应当写“是”或“否”"), phrase("请改成“是”或“否”；没有问过本人的空着。")))
    return Reads(parsed.value if isinstance(parsed, Understood) else parsed)


def _read_region(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """One or several places, each by its id, name or path."""
    found: list[str] = []
    for text in _read_list(cell, column, look, around).value or ():  # type: ignore[union-attr]
        place = _find_path(text, Same(around.regions), around.programme.region if around.programme else None)
        if isinstance(place, Wrong):
            return Reads(wrong=place)
        found.append(place)
    return Reads(found[0] if len(found) == 1 else found)


@lru_cache(maxsize=4096)
def _find_path(text: str, regions: Same[RegionTree], within: RegionId | None) -> RegionId | Wrong:
    return find_path(text, regions.value, within)


def _read_body(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    text = _text_of(cell)
    found = around.bodies.get(folded(text), "")
    if found is None:
        wrong = phrase("叫这个名称的组织不止一个")
        return Reads(wrong=Wrong(wrong, phrase("请改写它的编号，在导出的表里查得到。")))
    if not found:
        wrong = phrase("现有资料里没有这个组织")
        return Reads(wrong=Wrong(wrong, phrase("请核对名称；它是这次新加的，就先空着，导入以后再填。")))
    return Reads(found)


def _read_bodies(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    found: list[str] = []
    for text in _read_list(cell, column, look, around).value or ():  # type: ignore[union-attr]
        one = _read_body(text, column, look, around)
        if one.wrong is not None:
            return one
        found.append(str(one.value))
    return Reads(found)


# ── Days and periods ──


def _read_date(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """A year, a month or a day, as far as it is known."""
    text = _date_text(cell, look)
    if isinstance(text, Wrong):
        return Reads(wrong=text)
    return _dated(parse_day(text) if column.kind is Kind.DAY else parse_partial_date(text))


def _date_text(cell: Cell, look: Look) -> str | Wrong:
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m") if look.mark is Mark.MONTH else cell.strftime("%Y-%m-%d")
    text = narrow(_text_of(cell)).replace(" ", "")
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


def _read_period(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    text = cell.strftime("%Y-%m") if isinstance(cell, datetime | date) else narrow(_text_of(cell))
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


def _read_count(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """A figure as YAML would hold it: a number where it is exact, else a text such as 1200余."""
    if isinstance(cell, date | datetime | time | timedelta):
        return Reads(wrong=_A_DATE)
    if isinstance(cell, bool):
        return Reads(wrong=_NO_COUNT)
    is_share = "%" in column.units
    text = narrow(_text_of(cell)).replace(" ", "")
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


def _value(parsed: str | Understood[str]) -> str:
    return parsed.value if isinstance(parsed, Understood) else parsed


Reader = Callable[[Cell, Column, Look, Around], Reads]

_READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: _read_text,
    Kind.LIST: _read_list,
    Kind.NAME: _read_name,
    Kind.CHOICE: _read_choice,
    Kind.DATE: _read_date,
    Kind.DAY: _read_date,
    Kind.PERIOD: _read_period,
    Kind.COUNT: _read_count,
    Kind.YES_NO: _read_yes_or_no,
    Kind.REGION: _read_region,
    Kind.PLACE: _read_text,
    Kind.CODE: _read_code,
    Kind.PHONE: _read_phone,
    Kind.BODY: _read_body,
    Kind.BODIES: _read_bodies,
}
