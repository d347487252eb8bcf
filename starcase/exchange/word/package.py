"""Opens a Word document of which nothing is believed, and says what of it nobody can carry over."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from msgspec import Struct

from starcase.language import Phrase, mark, phrase

MAIN = "word/document.xml"
_MOST_BYTES = 200_000_000
_MOST_PARTS = 5_000
_LARGEST_TEXT = 10_000_000
"""Of one part of XML; the longest text that a page takes has some 5 MB of it."""
_LARGEST_UNPACKED = 600_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_MOST_WORDS = 16

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_NOT_CARRIED: Mapping[str, str] = {
    "txbxContent": mark("这里有文本框，它的位置没有带过来。请在预览里看看里面的文字放得对不对。"),
    "vanish": mark("这里有隐藏的文字，没有带过来。"),
    "relIds": mark("这里的 SmartArt 图示没有带过来。请在 Word 里把它另存为图片，再插入网页。"),
    "chart": mark("这里的图表没有带过来。请在 Word 里把它另存为图片，或者改成表格。"),
    "oMath": mark("这里的公式没有带过来。请改用文字写出。"),
    "OLEObject": mark("这里嵌入的对象（例如 Excel 表）没有带过来。请改成 Word 表格。"),
    "commentReference": mark("这里的批注没有带过来。"),
    "del": mark("这里有修订时删去的文字，已按删去处理。"),
    "ins": mark("这里有修订时加上的文字，已按加上处理。"),
    "moveFrom": mark("这里有修订时移走的文字，已按移走处理。"),
    "altChunk": mark("这里嵌入的另一份文件没有带过来。请把内容粘贴进来。"),
    "ruby": mark("这里的拼音标注没有带过来，只保留了文字。"),
}


class Refused(Exception):
    """The document cannot be read at all; `says` why, `mend` what to do."""

    def __init__(self, says: str, mend: str, **values: object) -> None:
        self.says, self.mend = phrase(says, **values), phrase(mend, **values)
        super().__init__(f"{self.says}{self.mend}")


class Remark(Struct, frozen=True):
    """Something that could not be carried over as it was; `near` is the text beside it, empty where there is none."""

    says: Phrase
    near: str = ""


def open_word(path: Path) -> BytesIO:
    """The bytes of a document that can be unpacked without harm. Refused where it is none."""
    if path.stat().st_size > _MOST_BYTES:
        raise Refused(
            "《{file}》太大（{size} MB）。",
            "请在 Word 里压缩图片，或者分成几份。",
            file=path.name,
            size=path.stat().st_size // 1_000_000,
        )
    content = path.read_bytes()
    if content.startswith(_OLE):
        raise Refused(
            "《{file}》是旧格式（.doc、.wps）或者加了密码，读不了。",
            "请用 Word 或 WPS 打开，去掉密码，另存为 .docx。",
            file=path.name,
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _check_parts(package, path.name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged(path.name) from error
    return BytesIO(content)


def damaged(name: str) -> Refused:
    """What to say of a file that only claims to be a Word document."""
    return Refused(
        "《{file}》打不开，它不是 Word 文件，或者没有存完整。", "请用 Word 打开它，另存为 .docx。", file=name
    )


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    if MAIN not in package.namelist():
        raise damaged(name)
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    longest = max(part.file_size for part in texts)
    if len(parts) > _MOST_PARTS or longest > _LARGEST_TEXT or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise Refused("《{file}》的内容太多，读不了。", "请把它分成几份，每份写一个故事。", file=name)
    for part in texts:
        head = package.read(part)
        if b"<!DOCTYPE" in head or b"<!\0D\0O\0C\0T\0Y\0P\0E" in head:
            raise damaged(name)


def find_losses(package: BytesIO, shown: str) -> tuple[Remark, ...]:
    """What a converter dropped, in the order of the text, each kind once a paragraph; `shown` are all words that it kept."""
    with zipfile.ZipFile(package) as parts:
        body = read_xml(parts, MAIN)
    kept = _letters(shown)
    found = (remark for paragraph in body.iter(f"{W}p") for remark in _losses_of(paragraph, kept))
    return tuple(dict.fromkeys(found))


def read_xml(parts: zipfile.ZipFile, name: str) -> Element:
    """A part of the package as a tree, with the one spelling of its names."""
    content = parts.read(name).replace(_STRICT, W[1:-1].encode())
    return ElementTree.fromstring(content)


def _losses_of(paragraph: Element, kept: str) -> Iterator[Remark]:
    own = list(_own_parts(paragraph))
    text = "".join(part.text or "" for part in own if part.tag == f"{W}t")
    names = {part.tag.rpartition("}")[2] for part in own}
    for name in _NOT_CARRIED:
        if name in names and (name not in ("ins", "del", "moveFrom") or _has_text(paragraph, name)):
            yield Remark(Phrase(_NOT_CARRIED[name]), near=near(text))
    if _letters(text) not in kept:
        yield Remark(phrase("这些文字没有带过来：“{text}”。请看看要不要写进去。", text=text.strip()))


def _own_parts(element: Element) -> Iterator[Element]:
    """All that stands in a paragraph, but for what stands in paragraphs inside it, is hidden, or was taken away by a tracked change."""
    for part in element:
        yield part
        if part.tag not in (f"{W}p", f"{W}del", f"{W}moveFrom") and not is_hidden(part):
            yield from _own_parts(part)
        elif is_hidden(part):
            yield Element(f"{W}vanish")


def is_hidden(part: Element) -> bool:
    """Whether it is a run of words that Word does not print."""
    look = part.find(f"{W}rPr/{W}vanish") if part.tag == f"{W}r" else None
    return look is not None and look.get(f"{W}val") not in ("0", "false", "off")


def _letters(text: str) -> str:
    """A text without the signs that a converter writes otherwise."""
    return re.sub(r"[\s\u2011\u00ad-]", "", text)


def _has_text(paragraph: Element, name: str) -> bool:
    """Whether a change is of text, not of a paragraph's mark or look."""
    wanted = f"{W}delText" if name == "del" else f"{W}t"
    return any(next(change.iter(wanted), None) is not None for change in paragraph.iter(f"{W}{name}"))


def near(text: str) -> str:
    """The beginning of a text, to find its place by."""
    plain = re.sub(r"\s+", " ", text).strip()
    return plain if len(plain) <= _MOST_WORDS else plain[:_MOST_WORDS] + "…"
