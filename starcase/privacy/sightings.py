"""Finds in a text what belongs to single persons: numbers, addresses down to the room, plates, e-mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from msgspec import Struct

from starcase.model.personal import PersonalKind
from starcase.privacy.numbers import is_bank_card, is_id_number, looks_like_id_number


class Sighting(Struct, frozen=True):
    """Something of a kind from `start` to `end` in a text.

    `is_certain` is False where it may as well be an office's: a landline, a mailbox, a room without 单元.
    """

    kind: PersonalKind
    start: int
    end: int
    is_certain: bool = True


_DASHES = "‐‑‒–—―−－﹣"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\t\n\r"
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = str.maketrans(
    {**_WIDE, **dict.fromkeys(map(ord, _DASHES), "-"), **dict.fromkeys(map(ord, _SPACES + _UNSEEN), " ")}
)
"""Every character by one that looks alike, so that all stay where they are."""

_GAP = r"[ -]{0,3}"
_START, _END = r"(?<![0-9A-Za-z])(?<![0-9]\.)", r"(?![0-9A-Za-z])"
_REGIONS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_HOUSE = r"[0-9A-Za-z一二三四五六七八九十甲乙丙丁]{1,5}"
_STAIR = r"[0-9A-Za-z一二三四五六七八九十甲乙丙丁东西中]{1,3}"
_FLOOR = rf"(?:{_HOUSE}(?:层|楼))?"

_DIGITS = re.compile(rf"[0-9０-９](?:[ ().（）·\-{_DASHES}{_SPACES}{_UNSEEN}]{{0,3}}[0-9０-９]){{9}}")
_SIGNS = re.compile("[@＠室]|单元|护照|通行证|回乡证|电话|座机|固话|宅电")
_PLATE = re.compile(
    rf"[{_REGIONS}](?<![0-9A-Za-z].)[A-HJ-NP-Z][·•. ]?"  # what a text is searched for stands first
    r"(?:[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]|(?=[A-Z]{0,4}[0-9])[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])"
    rf"{_END}"
)
_ID_NUMBER = re.compile(
    rf"{_START}(?:[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]|[1-9][0-9]{{5}}{_GAP}[0-9]{{6}}{_GAP}[0-9]{{3}}){_END}"
)
_CARD = re.compile(rf"{_START}[3-9](?:{_GAP}[0-9]){{13,18}}{_END}")
_MOBILE = re.compile(
    rf"{_START}(?:\(?(?:\+ ?|00)?86\)?[ -]{{0,2}})?(?P<number>1[3-9](?:[0-9](?:[ .·-]{{0,3}}[0-9]{{4}}){{2}}"
    r"|[0-9][ .·-]{1,3}[0-9]{3}[ .·-]{1,3}[0-9]{5}|[0-9]{2}[ .·-]{1,3}[0-9]{3}[ .·-]{1,3}[0-9]{4}"
    r"|[0-9]{3}[ .·-]{1,3}[0-9]{6}|[0-9]{5}[ -]{1,3}[0-9]{4}|(?:[ -][0-9]){9})|1[ -][3-9](?:[ -][0-9]){9})(?![0-9])(?!\.[0-9])"
)
_LANDLINE = re.compile(
    rf"{_START}(?<![0-9]-)\(?0(?:10|2[0-9]|[3-9][0-9]{{2}})\)?{_GAP}[2-9][0-9]{{2,3}}{_GAP}[0-9]{{4}}{_END}"
)
_SHORT_LANDLINE = re.compile(r"(?:电话|座机|固话|宅电)[^0-9]{0,4}(?P<number>[2-9][0-9]{6,7})(?![0-9])")
_AT_HOME = re.compile(r"(?:家庭|家里|家中|住宅|宅)[^0-9，。；]{0,8}\Z")
_ID_NAMED = re.compile(r"(?:身份证|公民身份)[^0-9，。；]{0,10}\Z")
_PASSPORT = re.compile(
    r"(?:护照|通行证|回乡证)[^0-9A-Za-z，。；]{0,8}(?P<number>(?:[EDSPGCWMHedspgcwmh][A-Za-z]?[0-9]{7,10}|[0-9]{8}))(?![0-9A-Za-z])"
)
_HOME = re.compile(
    rf"(?:{_HOUSE}(?:号楼|栋|幢|座|号院|号|楼|-){_STAIR}单元{_FLOOR}[0-9]{{3,4}}(?![0-9户家人名个])室?"
    rf"|{_STAIR}单元{_FLOOR}[0-9]{{1,4}}(?:室|号))"
)
_ROOM = re.compile(rf"[0-9一二三四五六七八九十]{{1,4}}(?:号楼|栋|幢){_FLOOR}[0-9]{{3,4}}室")
_EMAIL = re.compile(
    r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z][0-9A-Za-z._%+-]{0,63}@[0-9A-Za-z-]{1,63}(?:\.[0-9A-Za-z-]{1,63}){0,4}\.[A-Za-z]{2,10}(?![A-Za-z])"
)
_ADDRESS_OF_PAGE = re.compile(r"(?:https?://|www\.)[^\s<>()\"'，。；、）》”]+")


def may_hold(text: str) -> bool:
    """Whether it is worth looking closely: hardly any text is."""
    return bool(_DIGITS.search(text) or _SIGNS.search(text) or _PLATE.search(text))


@lru_cache(maxsize=16)
def find_sightings(text: str) -> tuple[Sighting, ...]:
    """What belongs to single persons, in the order of the text; no two overlap.

    Digits in full width, with spaces or dashes between them, are the same. Addresses of web pages are passed over.
    """
    if not may_hold(text):
        return ()
    plain = text.translate(_PLAIN)
    if "://" in plain or "www." in plain:
        plain = _ADDRESS_OF_PAGE.sub(lambda address: " " * len(address[0]), plain)
    found: list[Sighting] = []
    for look in _LOOKS if _SIGNS.search(plain) else _LOOKS_FOR_NUMBERS:
        found += (
            one for one in look(plain) if not any(one.start < seen.end and seen.start < one.end for seen in found)
        )
    return tuple(sorted(found, key=lambda one: one.start))


def bare(number: str) -> str:
    """What was found, without what makes no difference: the same number is the same, however it is written."""
    return re.sub(r"[ ().·\-]", "", number.translate(_PLAIN)).upper()


def _look_for_id_numbers(text: str) -> Iterator[Sighting]:
    for found in _ID_NUMBER.finditer(text):
        number = bare(found[0])
        if is_id_number(number) or (looks_like_id_number(number) and _ID_NAMED.search(text, 0, found.start())):
            yield Sighting(PersonalKind.ID_NUMBER, *found.span())


def _look_for_cards(text: str) -> Iterator[Sighting]:
    for found in _CARD.finditer(text):
        gaps = (found.start() + gap.start() for gap in re.finditer(r"[ -]+", found[0]))
        ends = (found.end(), *sorted(gaps, reverse=True))  # the last groups of digits may be another number
        end = next((end for end in ends if is_bank_card(bare(text[found.start() : end]))), None)
        if end is not None:
            yield Sighting(PersonalKind.BANK_CARD, found.start(), end)


def _look_for_mobiles(text: str) -> Iterator[Sighting]:
    return (Sighting(PersonalKind.PHONE, *found.span("number")) for found in _MOBILE.finditer(text))


def _look_for_landlines(text: str) -> Iterator[Sighting]:
    for pattern, group in ((_LANDLINE, 0), (_SHORT_LANDLINE, "number")):
        for found in pattern.finditer(text):
            at_home = _AT_HOME.search(text, max(0, found.start() - 12), found.start(group)) is not None
            yield Sighting(PersonalKind.PHONE, *found.span(group), at_home)


def _look_for_plates(text: str) -> Iterator[Sighting]:
    return (Sighting(PersonalKind.PLATE, *found.span()) for found in _PLATE.finditer(text))


def _look_for_passports(text: str) -> Iterator[Sighting]:
    return (Sighting(PersonalKind.PASSPORT, *found.span("number")) for found in _PASSPORT.finditer(text))


def _look_for_addresses(text: str) -> Iterator[Sighting]:
    yield from (Sighting(PersonalKind.ADDRESS, *found.span()) for found in _HOME.finditer(text))
    yield from (Sighting(PersonalKind.ADDRESS, *found.span(), False) for found in _ROOM.finditer(text))


def _look_for_mail(text: str) -> Iterator[Sighting]:
    return (Sighting(PersonalKind.EMAIL, *found.span(), False) for found in _EMAIL.finditer(text))


_LOOKS: tuple[Callable[[str], Iterator[Sighting]], ...] = (
    _look_for_id_numbers,
    _look_for_cards,
    _look_for_mobiles,
    _look_for_landlines,
    _look_for_passports,
    _look_for_plates,
    _look_for_addresses,
    _look_for_mail,
)
"""What is looked for, one after the other; what one has found the next leaves alone."""
_LOOKS_FOR_NUMBERS = tuple(
    look for look in _LOOKS if look not in (_look_for_passports, _look_for_addresses, _look_for_mail)
)
"""What may stand in a text without any of the signs."""
