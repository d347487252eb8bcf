"""Automatic numbers of a Word document written out as text: 一、 stays 一、, and a number that goes on goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct

from starcase.exchange.word.package import W

_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_PLAIN_LABELS = frozenset(("%1.", "%1．", "%1"))
_DEEPEST = 9


def say_chinese(number: int) -> str:
    """`12` is 十二; beyond 99 in digits."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"),
        say_chinese,
    ),
    "ideographTraditional": _one_of(_STEMS),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


class _Level(Struct, frozen=True):
    format: str
    label: str
    start: int

    def say(self, number: int) -> str:
        return _FORMATS.get(self.format, str)(number)

    @property
    def is_sign(self) -> bool:
        """Whether it is a mere sign before each entry."""
        return self.format in ("bullet", "none")


class _Place(Struct, frozen=True):
    """A numbered paragraph: which numbering, how deep, and what its entries look like."""

    numbering: str
    family: str
    depth: int
    levels: tuple[_Level, ...]


def write_numbers(body: Element, styles: Element | None, numbering: Element) -> bool:
    """Writes automatic numbers as text, but for lists that a page can number itself: 1., 2. … without a gap. Whether there were any."""
    return _write_labels(_find_places(body, _styled(styles), _read_numbering(numbering)))


def _value(element: Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _read_numbering(numbering: Element) -> dict[str, tuple[str, tuple[_Level, ...]]]:
    """By the number of a numbering: the family with which it counts on, and its levels."""
    families = {
        family.get(f"{W}abstractNumId"): tuple(
            _Level(
                _value(level, f"{W}numFmt") or "decimal",
                _value(level, f"{W}lvlText") or "",
                _whole(_value(level, f"{W}start"), 1),
            )
            for level in family.findall(f"{W}lvl")
        )
        for family in numbering.findall(f"{W}abstractNum")
    }
    found = {}
    for one in numbering.findall(f"{W}num"):
        family, number = _value(one, f"{W}abstractNumId") or "", one.get(f"{W}numId") or ""
        restarts = one.find(f"{W}lvlOverride/{W}startOverride") is not None
        found[number] = (f"{family}/{number}" if restarts else family, families.get(family, ()))
    return found


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _styled(styles: Element | None) -> dict[str, tuple[str, str]]:
    """The numbering and depth that a style brings along."""
    found = {}
    for style in styles.findall(f"{W}style") if styles is not None else ():
        if number := _value(style, f"{W}pPr/{W}numPr/{W}numId"):
            found[style.get(f"{W}styleId") or ""] = (number, _value(style, f"{W}pPr/{W}numPr/{W}ilvl") or "0")
    return found


def _find_places(
    body: Element, styled: Mapping[str, tuple[str, str]], known: Mapping[str, tuple[str, tuple[_Level, ...]]]
) -> list[tuple[Element, _Place | None]]:
    found: list[tuple[Element, _Place | None]] = []
    for paragraph in body.iter(f"{W}p"):
        look = paragraph.find(f"{W}pPr")
        number, depth = styled.get(_value(look, f"{W}pStyle") or "", (None, "0"))
        number = _value(look, f"{W}numPr/{W}numId") or number
        depth = _value(look, f"{W}numPr/{W}ilvl") or depth
        family, levels = known.get(number or "", ("", ()))
        deep = _whole(depth, 0)
        place = _Place(number or "", family, deep, levels) if deep < min(len(levels), _DEEPEST) else None
        found.append((paragraph, place))
    return found


def _write_labels(places: list[tuple[Element, _Place | None]]) -> bool:
    """Puts each label before its paragraph; whether there was any."""
    left_alone = set(_plain_lists([place for _, place in places]))
    counts: dict[str, list[int]] = {}
    written = False
    for paragraph, place in places:
        if place is None or place.numbering in left_alone:
            continue
        level = place.levels[place.depth]
        count = counts.setdefault(place.family, [one.start - 1 for one in place.levels])
        count[place.depth] += 1
        count[place.depth + 1 :] = [one.start - 1 for one in place.levels[place.depth + 1 :]]
        if not level.is_sign:
            _put_before(paragraph, _label(place, count))
            written = True
    return written


def _plain_lists(places: list[_Place | None]) -> Iterator[str]:
    """The numberings that a page gives by itself: only signs, or 1. 2. 3. in one stretch."""
    for number in {place.numbering for place in places if place}:
        where = [index for index, place in enumerate(places) if place and place.numbering == number]
        mine = [place for place in places if place and place.numbering == number]
        levels = [place.levels[place.depth] for place in mine]
        shared = {place.numbering for place in places if place and place.family == mine[0].family}
        plain = all(one.is_sign or _is_plain(one, place.depth) for one, place in zip(levels, mine, strict=True))
        in_one = where[-1] - where[0] + 1 == len(where) and len(shared) == 1
        if all(one.is_sign for one in levels) or (plain and in_one):
            yield number


def _is_plain(level: _Level, depth: int) -> bool:
    return (
        level.format == "decimal" and level.start == 1 and level.label.replace(f"%{depth + 1}", "%1") in _PLAIN_LABELS
    )


def _label(place: _Place, count: list[int]) -> str:
    def said(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        return place.levels[depth].say(count[depth]) if depth < len(place.levels) else ""

    label = re.sub(r"%([1-9])", said, place.levels[place.depth].label)
    return label if label.endswith(("、", "）", "．", "：")) else f"{label} "


def _put_before(paragraph: Element, label: str) -> None:
    look = paragraph.find(f"{W}pPr")
    if look is None:
        look = ElementTree.SubElement(paragraph, f"{W}pPr")
        paragraph.insert(0, look)
    for old in look.findall(f"{W}numPr"):
        look.remove(old)
    none = ElementTree.SubElement(look, f"{W}numPr")  # a style's own numbering is put out
    ElementTree.SubElement(none, f"{W}numId").set(f"{W}val", "0")
    run = Element(f"{W}r")
    first = paragraph.find(f"{W}r/{W}rPr")
    if first is not None and first.find(f"{W}b") is not None:
        ElementTree.SubElement(ElementTree.SubElement(run, f"{W}rPr"), f"{W}b")
    text = ElementTree.SubElement(run, f"{W}t")
    text.text = label
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.insert(list(paragraph).index(look) + 1, run)
