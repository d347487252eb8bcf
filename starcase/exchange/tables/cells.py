"""Reads one cell as the value that would stand in YAML, in all the ways in which offices fill it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from starcase.exchange.tables.cell_figures import read_count, read_date, read_period
from starcase.exchange.tables.cell_names import read_choice, read_name, read_yes_or_no
from starcase.exchange.tables.cell_reads import Around, Look, Reads
from starcase.exchange.tables.cell_texts import is_picture, text_of, tidy
from starcase.exchange.tables.columns import Column, Kind
from starcase.exchange.tables.finding_places import find_path
from starcase.exchange.tables.grid import FORMULA_ERRORS, Cell, Mark
from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase
from starcase.model.ids import RegionId
from starcase.model.region_tree import RegionTree
from starcase.model.same import Same
from starcase.read.formats import USCC_CHECK, parse_uscc
from starcase.read.scalars import Fault, Understood, narrow
from starcase.read.words import bare, folded, is_chinese

_NOTHING = frozenset(
    [
        "/",
        "//",
        "\\",
        "-",
        "--",
        "—",
        "——",
        ".",
        "。",
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
    ]
)
"""What people write where there is nothing to write."""
_APOSTROPHES = frozenset("'‘’＇")
_UNCOUNTED = frozenset(("未统计", "未统计。", "没有统计", "未记录", "不适用"))
_UNRATED = frozenset(
    ("未评", "未评星", "未评级", "未评定", "未参加评定", "无星", "无等级", "未定星", "新成立", "新成立暂不定星")
)
_SPLITS = re.compile(r"[、;；\n\r|]+|(?<=[\u3400-\u9fff])[,，](?=[\u3400-\u9fff])|[,，](?=\s)")
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
        if text[:1] in _APOSTROPHES and text[1:2].isdecimal():
            text = text[1:]  # typed so that a number stays a text
        if text in FORMULA_ERRORS:
            return Reads(wrong=_BLIND[Mark.ERROR])
        if not text or _says_nothing(text, column):
            return Reads()
        return _READERS[column.kind](text, column, look, around)
    return _READERS[column.kind](cell, column, look, around)


_SEVERAL = frozenset((Kind.LIST, Kind.BODIES, Kind.REGION, Kind.PHONE))
"""Kinds of which several may stand in a cell, one a line."""


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


def _read_text(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    return Reads(text_of(cell))


def _read_list(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    parts = [part.strip() for part in _SPLITS.split(text_of(cell))]
    return Reads([part for part in dict.fromkeys(parts) if part])


def _read_code(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _MOST_EXACT:
        wrong = phrase("这一格是数字格式，后面几位已经变成0，不是原来的号码了")
        return Reads(wrong=Wrong(wrong, phrase("请把这一格设成“文本”格式，对照证件重新输入。")))
    text = text_of(cell)
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
    text = narrow(text_of(cell)).replace("—", "-").replace("–", "-")
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
    text = text_of(cell)
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


def _value(parsed: str | Understood[str]) -> str:
    return parsed.value if isinstance(parsed, Understood) else parsed


Reader = Callable[[Cell, Column, Look, Around], Reads]

_READERS: Mapping[Kind, Reader] = {
    Kind.TEXT: _read_text,
    Kind.LIST: _read_list,
    Kind.NAME: read_name,
    Kind.CHOICE: read_choice,
    Kind.DATE: read_date,
    Kind.DAY: read_date,
    Kind.PERIOD: read_period,
    Kind.COUNT: read_count,
    Kind.YES_NO: read_yes_or_no,
    Kind.REGION: _read_region,
    Kind.PLACE: _read_text,
    Kind.CODE: _read_code,
    Kind.PHONE: _read_phone,
    Kind.BODY: _read_body,
    Kind.BODIES: _read_bodies,
}
