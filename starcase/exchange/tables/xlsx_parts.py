"""What an Excel workbook holds beside its values: how cells are shown, errors, pictures; and how far its sheets reach."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from msgspec import Struct, field

from starcase.exchange.tables.grid import Area, Mark

_PERCENTS = frozenset((9, 10))
_MONTHS = frozenset((17, 27, 36, 50, 52, 55, 57))
"""Number formats that are built in, those of Chinese Excel among them: a year and a month without a day."""
_SAID = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CELL = re.compile(rb"<(?:\w+:)?c ([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row ([^>]*)>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\bs="([0-9]+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col ([^>]*)>")
_FROM, _UP_TO = re.compile(rb'\bmin="([0-9]+)"'), re.compile(rb'\bmax="([0-9]+)"')
_MOST_COLUMNS = 16_384
_ROW_NUMBER = re.compile(rb'\br="([0-9]+)"')
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]|<(?:\w+:)?is>|<(?:\w+:)?v [^>]*>[^<]")


class Reach(Struct, frozen=True):
    """How far the values of a sheet reach, counted from 1; `marks`, hidden rows and columns count from 0."""

    rows: int = 0
    columns: int = 0
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    pictures: int = 0
    areas: tuple[Area, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


def look_inside(content: bytes) -> dict[str, Reach]:
    """What the sheets of an xlsx workbook hold, by their names; its parts must have been found to be of sane sizes."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        marked = _marked_styles(book)
        parts = set(book.namelist())
        return {name: _look(book.read(part), marked, _pictures(book, part)) for name, part in _sheets(book, parts)}


def _sheets(book: zipfile.ZipFile, parts: set[str]) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet."""
    home = next((part for part in ("xl/workbook.xml", "xl/workbook2.xml") if part in parts), None)
    if home is None:
        return
    targets = _targets(book, home)
    for one in _parse(book, home).iter():
        if _local(one.tag) == "sheet":
            link = next((value for key, value in one.attrib.items() if _local(key) == "id" and key != "id"), "")
            if (part := targets.get(link)) in parts and part:
                yield one.attrib.get("name", ""), part


def _targets(book: zipfile.ZipFile, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in book.namelist():
        return {}
    return {
        one.attrib.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.attrib.get("Target", "")))[1:]
        for one in _parse(book, relations).iter()
        if _local(one.tag) == "Relationship" and one.attrib.get("TargetMode") != "External"
    }


def _pictures(book: zipfile.ZipFile, part: str) -> int:
    """How many pictures float over a sheet."""
    drawings = [target for target in _targets(book, part).values() if "/drawings/drawing" in target]
    known = [drawing for drawing in drawings if drawing in book.namelist()]
    return sum(_local(one.tag) == "pic" for drawing in known for one in _parse(book, drawing).iter())


def _marked_styles(book: zipfile.ZipFile) -> dict[bytes, Mark]:
    """The numbers of the styles that show a number as a percentage, or a date without its day."""
    if "xl/styles.xml" not in book.namelist():
        return {}
    styles = _parse(book, "xl/styles.xml")
    codes = {
        int(one.attrib.get("numFmtId", "0")): one.attrib.get("formatCode", "")
        for one in styles.iter()
        if _local(one.tag) == "numFmt"
    }
    formats = next((one for one in styles.iter() if _local(one.tag) == "cellXfs"), ())
    found = {}
    for number, style in enumerate(formats):
        if (special := _special(int(style.attrib.get("numFmtId", "0")), codes)) is not None:
            found[str(number).encode()] = special
    return found


def _special(number: int, codes: Mapping[int, str]) -> Mark | None:
    code = _SAID.sub("", codes.get(number, "")).lower()
    if number in _PERCENTS or "%" in code:
        return Mark.PERCENT
    is_month = "y" in code and "m" in code and not any(sign in code for sign in "dhs")
    return Mark.MONTH if (number in _MONTHS and number not in codes) or is_month else None


def _look(sheet: bytes, styles: Mapping[bytes, Mark], pictures: int) -> Reach:
    """One walk over the cells of a sheet."""
    rows = columns = 0
    marks: dict[tuple[int, int], Mark] = {}
    for cell in _CELL.finditer(sheet):
        about, inside = cell.groups()
        if not inside or (place := _REFERENCE.search(about)) is None:
            continue
        row, column = int(place[2]), _number(place[1])
        rows, columns = max(rows, row), max(columns, column)
        if (special := _mark(about, inside, styles)) is not None:
            marks[row - 1, column - 1] = special
    hidden = frozenset(
        int(number[1]) - 1
        for row in _ROW.finditer(sheet)
        if _HIDDEN.search(row[1]) and (number := _ROW_NUMBER.search(row[1]))
    )
    return Reach(rows, columns, marks, hidden, pictures, hidden_columns=frozenset(_hidden_columns(sheet)))


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    for column in _COLUMN.finditer(sheet):
        first, last = _FROM.search(column[1]), _UP_TO.search(column[1])
        if _HIDDEN.search(column[1]) and first and last:
            yield from range(int(first[1]) - 1, min(int(last[1]), _MOST_COLUMNS))


def _mark(about: bytes, inside: bytes, styles: Mapping[bytes, Mark]) -> Mark | None:
    if b"DISPIMG" in inside or (b't="e"' in about and b"vm=" in about):
        return Mark.PICTURE
    if b't="e"' in about:
        return Mark.ERROR
    if b"<f" in inside and not _VALUE.search(inside):
        return Mark.NOT_RECKONED
    style = _STYLE.search(about)
    return styles.get(style[1]) if style else None


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _parse(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(part))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
