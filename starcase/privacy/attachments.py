"""Looks into a file that is published as it is: what of single persons it holds, who wrote it, what it hides."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from starcase.privacy.masking import mask, mask_name
from starcase.privacy.pdf_text import Pdf, read_pdf
from starcase.privacy.sightings import bare, find_sightings

MOST_KEPT = 20


class Sort(StrEnum):
    """What a trace is of; UNREAD: the file could not be looked into."""

    NUMBER = "number"
    AUTHOR = "author"
    SHEET = "sheet"
    ROWS = "rows"
    COLUMNS = "columns"
    REMARKS = "remarks"
    CHANGES = "changes"
    UNREAD = "unread"


class Unit(StrEnum):
    """What a place in a file is counted in; a cell has a place of its own."""

    PARAGRAPH = "paragraph"
    LINE = "line"
    PAGE = "page"


class Trace(Struct, frozen=True, array_like=True):
    """Something in a file: `shown` is covered where it is a person's, `value` its digest, `sheet` and `place` where it stands."""

    sort: Sort
    kind: str = ""
    shown: str = ""
    value: str = ""
    sheet: str = ""
    place: str = ""
    unit: Unit = Unit.PARAGRAPH


_LARGEST_PART, _LARGEST = 20_000_000, 60_000_000
_ZIP, _PDF, _OLD = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}")
_OFFICES = re.compile(r"(?:室|局|处|科|部|办|会|中心|用户|单位|社区|街道|管理员|电脑|公司)\Z")
_WRITERS = re.compile(r"<(dc:creator|cp:lastModifiedBy|meta:initial-creator)(?:\s[^>]*)?>([^<]+)</")
_PDF_WRITER = re.compile(rb"/Author\s*(\((?:[^()\\]|\\.){1,200}\)|<[0-9A-Fa-f\s]{2,800}>)")
_TEXTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|comments|footnotes|endnotes)\.xml|ppt/slides/slide\d+\.xml|content\.xml|.*/Content\.xml"
)
_END_OF_TEXT = re.compile(r"</(?:w:p|a:p|text:p|text:h|ofd:TextObject|w:tab)>|<w:(?:tab|br)\b[^>]*/>")
_TAG = re.compile(r"<[^>]*>")
_SHEET = re.compile(r"<sheet\s([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_CELL = re.compile(r"<c\s([^>]*)>(.*?)</c>", re.DOTALL)
_VALUE = re.compile(r"<v>([^<]*)</v>")
_SHARED = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
_HIDDEN_COLUMN = re.compile(r"<col\s[^>]*hidden=\"(?:1|true)\"")
_HIDDEN_ROW = re.compile(r"<row\s[^>]*hidden=\"(?:1|true)\"")


def digest_of_value(value: str) -> str:
    """By this a number is known again, without being kept; `value` is as `bare` gives it."""
    return hashlib.blake2b(value.encode(), digest_size=8).hexdigest()


class Passage(Struct, frozen=True):
    """A cell, paragraph, line or page of a file."""

    text: str
    sheet: str = ""
    place: str = ""
    unit: Unit = Unit.PARAGRAPH


def passages(content: bytes) -> Iterator[Passage]:
    """All that can be read in a document; nothing of one that cannot be looked into."""
    if content.startswith(_ZIP):
        parts = _parts(content) or {}
        yield from _cells(parts)
        yield from (one for name, text in parts.items() if _TEXTS.fullmatch(name) for one in _paragraphs(text))
    elif content.startswith(_PDF):
        pdf = read_pdf(content)
        yield from _pages(pdf) if pdf is not None else ()
    elif _is_text(content):
        text = content.decode("utf-8-sig", "replace")
        text = content.decode("gb18030", "replace") if "\ufffd" in text else text
        lines = enumerate(text.splitlines(), start=1)
        yield from (Passage(line, place=str(number), unit=Unit.LINE) for number, line in lines)


def look_inside(content: bytes) -> tuple[Trace, ...]:
    """The traces in a document, at most twenty. Office documents, plain text, and what text a PDF has are looked through."""
    return tuple(trace for trace, _ in zip(_traces(content), range(MOST_KEPT), strict=False))


def _traces(content: bytes) -> Iterator[Trace]:
    if content.startswith(_PDF):
        yield from _traces_of_pdf(content)
        return
    for one in passages(content):
        yield from _numbers(one)
    if content.startswith(_ZIP):
        parts = _parts(content)
        yield from _hidden_traces(parts) if parts is not None else (Trace(Sort.UNREAD),)
    elif not _is_text(content):
        yield Trace(Sort.UNREAD)


def _is_text(content: bytes) -> bool:
    return not content.startswith((_PDF, _OLD)) and b"\0" not in content[:4096] and len(content) <= _LARGEST_PART


def _parts(content: bytes) -> dict[str, str] | None:
    """The texts of an archive by their names; None where it is damaged, locked, or far too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
            sizes = [part.file_size for part in wanted]
            if max(sizes, default=0) > _LARGEST_PART or sum(sizes) > _LARGEST:
                return None
            return {part.filename: archive.read(part).decode("utf-8", "replace") for part in wanted}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, zlib.error):
        return None


def _paragraphs(text: str) -> Iterator[Passage]:
    for number, part in enumerate(_END_OF_TEXT.split(text), start=1):
        yield Passage(html.unescape(_TAG.sub("", part)), place=str(number))


def _hidden_traces(parts: dict[str, str]) -> Iterator[Trace]:
    for name, state, part in _sheets(parts):
        if state in ("hidden", "veryHidden"):
            yield Trace(Sort.SHEET, sheet=name)
        if _HIDDEN_COLUMN.search(parts.get(part, "")):
            yield Trace(Sort.COLUMNS, sheet=name)
        if _HIDDEN_ROW.search(parts.get(part, "")):
            yield Trace(Sort.ROWS, sheet=name)
    yield from _left_behind(parts)
    yield from _writers(parts)


def _left_behind(texts: dict[str, str]) -> Iterator[Trace]:
    """Remarks and tracked changes, which nobody sees who prints the document."""
    body = texts.get("word/document.xml", "")
    if "<w:comment " in texts.get("word/comments.xml", "") or any(name.startswith("xl/comments") for name in texts):
        yield Trace(Sort.REMARKS)
    if "<w:del " in body or "<w:ins " in body:
        yield Trace(Sort.CHANGES)


def _writers(texts: dict[str, str]) -> Iterator[Trace]:
    about = texts.get("docProps/core.xml", "") + texts.get("meta.xml", "")
    for name in dict.fromkeys(html.unescape(found[2]).strip() for found in _WRITERS.finditer(about)):
        yield from _writer(name)


def _writer(name: str) -> Iterator[Trace]:
    """Only what looks like a person's name: programs and offices write documents, too."""
    if _NAMES.fullmatch(name) and not _OFFICES.search(name):
        yield Trace(Sort.AUTHOR, shown=mask_name(name), value=digest_of_value(bare(name)))


def _traces_of_pdf(content: bytes) -> Iterator[Trace]:
    """A page that is a picture only, as scanners make them, leaves the file unread."""
    pdf = read_pdf(content)
    if pdf is None or not pdf.is_whole:
        yield Trace(Sort.UNREAD)
    if pdf is None:
        yield from _writers_of_pdf(content)
        return
    for name in pdf.authors:
        yield from _writer(name.strip())
    for page in _pages(pdf):
        yield from _numbers(page)


def _pages(pdf: Pdf) -> Iterator[Passage]:
    return (Passage(text, place=str(number), unit=Unit.PAGE) for number, text in enumerate(pdf.pages, start=1))


def _writers_of_pdf(content: bytes) -> Iterator[Trace]:
    for found in _PDF_WRITER.finditer(content):
        written = found[1]
        digits = b"".join(written[1:-1].split())
        raw = bytes.fromhex(digits[: len(digits) // 2 * 2].decode()) if written.startswith(b"<") else written[1:-1]
        yield from _writer(raw.decode("utf-16" if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8", "replace"))


# ── Workbooks ──


def _cells(parts: dict[str, str]) -> Iterator[Passage]:
    shared = [
        html.unescape(_TAG.sub("", one[1] or "")) for one in _SHARED.finditer(parts.get("xl/sharedStrings.xml", ""))
    ]
    for name, _, part in _sheets(parts):
        for cell in _CELL.finditer(parts.get(part, "")):
            about, value = dict(_ATTRIBUTE.findall(cell[1])), _VALUE.search(cell[2])
            if about.get("t") == "s":
                number = int(value[1]) if value and value[1].isdecimal() else len(shared)
                text = shared[number] if number < len(shared) else ""
            else:
                text = html.unescape(value[1] if value else _TAG.sub("", cell[2]))
            yield Passage(text, name, about.get("r", ""))


def _sheets(texts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Name, state and part of each sheet."""
    links = (
        dict(_ATTRIBUTE.findall(link))
        for link in re.findall(r"<Relationship\s([^>]*)>", texts.get("xl/_rels/workbook.xml.rels", ""))
    )
    parts = {link.get("Id", ""): link.get("Target", "") for link in links}
    for found in _SHEET.finditer(texts.get("xl/workbook.xml", "")):
        about = dict(_ATTRIBUTE.findall(found[1]))
        target = parts.get(about.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield html.unescape(about.get("name", "")), about.get("state", ""), part


def _numbers(passage: Passage) -> Iterator[Trace]:
    for one in find_sightings(passage.text):
        written = passage.text[one.start : one.end]
        if one.is_certain:
            yield Trace(
                Sort.NUMBER,
                one.kind.value,
                mask(one.kind, written),
                digest_of_value(bare(written)),
                passage.sheet,
                passage.place,
                passage.unit,
            )
