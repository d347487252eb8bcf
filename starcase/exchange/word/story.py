"""A Word document as a story: its title, its text as Markdown, its pictures, and what could not be carried over."""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mammoth
from mammoth.docx.files import InvalidFileReferenceError
from msgspec import Struct, field
from msgspec.structs import replace

from starcase.exchange.word.markdown_blocks import Block, Kind, escape_words, quote_words, to_blocks
from starcase.exchange.word.package import Refused, Remark, damaged, find_losses, near, open_word
from starcase.exchange.word.prepared import prepare_word
from starcase.language import Phrase, phrase
from starcase.media.pictures import format_of
from starcase.model.values import PartialDate
from starcase.read.dates import parse_partial_date
from starcase.read.identifiers import suggested_id
from starcase.read.scalars import Understood

_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='文章标题'] => h1.title:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='副标题'] => p.subtitle:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='题注'] => p.caption:fresh
"""
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "BMP": ".bmp"}
_MOST_PICTURES = 200
_LONGEST_STEM = 40
_LONGEST_TITLE = 60
_HEAD, _TAIL = 6, 4
_LONGEST_FACT = 40
_LONGEST_HEADING = 30

_FACTS = {
    **dict.fromkeys(("来源", "供稿单位", "供稿", "稿源", "报送单位"), "source"),
    **dict.fromkeys(("作者", "撰稿人", "撰稿", "文字", "文", "通讯员", "记者"), "author"),
    **dict.fromkeys(("摄影", "供图", "图片", "图"), "credit"),
    **dict.fromkeys(("发布时间", "发布日期", "日期", "时间"), "date"),
}
_LABEL = re.compile(rf"(?:^|(?<=\s))({'|'.join(sorted(_FACTS, key=len, reverse=True))})\s*[::/|]\s*")
_CAPTION = re.compile(r"(?:▲|△|↑)|(?:图|照片)\s*[0-9一二三四五六七八九十]*\s*(?:[::.、]|\s|$)")
_CLOCK = re.compile(r"\s+\d{1,2}:\d\d(?::\d\d)?$")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DAY = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?"
)
_NO_ALT = re.compile(
    r"(?:图片|图像|picture|image|img)?[\s_0-9-]*|.*\.(?:jpe?g|png|gif|bmp|webp|tiff?)|.*[:\\/].*", re.I
)
_SENTENCE_END = ("。", "！", "？", "；", "，", ".", ";", ",")


class Picture(Struct, frozen=True):
    """`name` is plain and unlike the others; `alt` and `caption` are empty where the document says nothing."""

    name: str
    content: bytes
    alt: str
    caption: str


class WordStory(Struct, frozen=True):
    """`stem` is a file name in pinyin; `date` as `2024-05-01` or `2024-05`; what the document does not say is empty."""

    stem: str
    title: str
    markdown: str
    date: str = ""
    source: str = ""
    author: str = ""
    credit: str = ""
    pictures: tuple[Picture, ...] = ()
    remarks: tuple[Remark, ...] = ()


class _Facts(Struct):
    """What lines above and below the text say of it."""

    date: str = ""
    source: str = ""
    author: str = ""
    credit: str = ""


class _Collected(Struct):
    """The pictures in the order of the text, by the address that stands for each; None for one that cannot be shown."""

    contents: list[bytes] = field(default_factory=list)
    addresses: dict[bytes, str] = field(default_factory=dict)
    refused: dict[str, Phrase] = field(default_factory=dict)


def read_story(path: Path, stem: str | None = None) -> WordStory:
    """The story that a .docx tells; its files are called after `stem`, else after its title. Refused says why there is none."""
    package = open_word(path)
    try:
        html, collected = _convert(prepare_word(package))
        blocks = list(to_blocks(html))
        losses = find_losses(package, "".join(block.plain for block in blocks))
    except (
        ElementTree.ParseError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        IndexError,
    ) as error:
        raise damaged(path.name) from error
    except RecursionError as error:
        raise Refused(
            "《{file}》的表格或列表一层套一层，太深了，读不了。", "请把它们拆开，另存后再试。", file=path.name
        ) from error
    if not blocks:
        raise Refused("《{file}》里没有文字。", "请打开它看看，是不是选错了文件。", file=path.name)
    return _tell(blocks, collected, losses, path, stem)


def _convert(package: BytesIO) -> tuple[str, _Collected]:
    collected = _Collected()
    converted = mammoth.convert_to_html(
        package,
        style_map=_STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(_keeper(collected)),
    )
    return converted.value, collected


def _keeper(collected: _Collected) -> Callable[[Any], dict[str, str]]:
    def keep(image: Any) -> dict[str, str]:
        try:
            with image.open() as opened:
                content: bytes = opened.read()
        except (OSError, KeyError, InvalidFileReferenceError):
            return {"src": _refuse(collected, phrase("它没有存进文件里，只有一个链接"))}
        found = format_of(content)
        if found not in _ENDINGS:
            kind = found or image.content_type.rpartition("/")[2].removeprefix("x-").upper()
            return {"src": _refuse(collected, phrase("它是 {format} 格式", format=kind))}
        if content not in collected.addresses:
            if len(collected.contents) == _MOST_PICTURES:
                return {"src": _refuse(collected, phrase("一篇最多 {n} 张", n=_MOST_PICTURES))}
            collected.contents.append(content)
            collected.addresses[content] = f"{len(collected.contents)}{_ENDINGS[found]}"
        return {"src": collected.addresses[content]}

    return keep


def _refuse(collected: _Collected, what: Phrase) -> str:
    address = f"refused-{len(collected.refused)}"
    collected.refused[address] = what
    return address


# ── The story in the blocks ──


def _tell(
    blocks: list[Block], collected: _Collected, losses: tuple[Remark, ...], path: Path, stem: str | None
) -> WordStory:
    title, subtitle = _take_title(blocks)
    facts = _take_facts(blocks)
    title = title or path.stem.strip()
    stem = stem or _short(suggested_id(title))
    blocks = _with_captions(blocks)
    shown = [block for block in blocks if block.source not in collected.refused]
    parts = [f"**{subtitle}**"] if subtitle else []
    below = 2 if any(block.kind is Kind.HEADING for block in shown) else 1
    parts += [_written(_as_heading(block, below), stem) for block in shown]
    remarks = (*losses, *_picture_remarks(blocks, collected), *_table_remarks(blocks))
    return WordStory(
        stem=stem,
        title=title,
        markdown="\n\n".join(parts) + "\n",
        date=facts.date,
        source=facts.source,
        author=facts.author,
        credit=facts.credit,
        pictures=tuple(_pictures(shown, collected, stem)),
        remarks=tuple(dict.fromkeys(remarks)),
    )


def _short(stem: str) -> str:
    return stem if len(stem) <= _LONGEST_STEM else stem[: _LONGEST_STEM + 1].rpartition("-")[0] or stem[:_LONGEST_STEM]


def _take_title(blocks: list[Block]) -> tuple[str, str]:
    """The title and, where there is one, the line below it; both are taken out of the blocks."""
    first = next((index for index, block in enumerate(blocks[:_HEAD]) if block.kind in (Kind.HEADING, Kind.TEXT)), None)
    styled = next((index for index, block in enumerate(blocks) if block.style == "title"), None)
    at = styled if styled is not None else first
    if at is None or not (styled is not None or _is_title(blocks, at)):
        return "", ""
    title = blocks.pop(at).plain
    below = blocks[at] if at < len(blocks) else None
    if below and (below.style == "subtitle" or below.plain.startswith(("——", "—", "--"))) and len(below.plain) < 80:
        return title, blocks.pop(at).plain
    return title, ""


def _is_title(blocks: list[Block], at: int) -> bool:
    """Whether the first words are a title: a heading, a bold line, or a short one without an end above a longer text."""
    block = blocks[at]
    if len(block.plain) > _LONGEST_TITLE or _LABEL.match(_narrow(block.plain)):
        return False
    longer = any(len(other.plain) > len(block.plain) for other in blocks[at + 1 :])
    return block.kind is Kind.HEADING or block.is_bold or (longer and not block.plain.endswith(_SENTENCE_END))


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _take_facts(blocks: list[Block]) -> _Facts:
    """Date, source, author and photographer, as lines above or below the text give them; such lines are taken out."""
    facts = _Facts()
    texts = [block for block in blocks if block.kind is Kind.TEXT]
    for block in dict.fromkeys((*texts[:_HEAD], *texts[-_TAIL:])):
        found = dict(_facts_in(block.plain))
        if found and all(not getattr(facts, name) for name in found):
            for name, value in found.items():
                setattr(facts, name, value)
            blocks.remove(block)
    return facts


def _facts_in(line: str) -> Iterator[tuple[str, str]]:
    """What a line says of the text, if it says nothing else."""
    plain = _narrow(line).strip().strip("()[]【】 ")
    if day := read_date(plain):
        yield "date", day
        return
    parts = _LABEL.split(plain)
    if parts[0].strip() or len(parts) < 3:
        return
    found: dict[str, str] = {}
    for label, value in zip(parts[1::2], parts[2::2], strict=True):
        said = value.strip(" ;,、|")
        said = read_date(said) if _FACTS[label] == "date" else said
        if not said or len(said) > _LONGEST_FACT or said.endswith("。"):
            return
        name = _FACTS[label]
        found[name] = f"{found[name]}、{said}" if name in found else said
    yield from found.items()


def read_date(text: str) -> str:
    """`2024年5月1日 10:30` as `2024-05-01`, `二〇二四年五月` as `2024-05`; nothing for what is no date with a month."""
    plain = _CLOCK.sub("", _narrow(text).strip())
    if found := _CHINESE_DAY.fullmatch(plain):
        year = found[1].translate(_CHINESE_DIGITS)
        plain = "-".join((year, *(str(_chinese_number(part)) for part in found.groups()[1:] if part)))
    parsed = parse_partial_date(plain)
    day = parsed.value if isinstance(parsed, Understood) else parsed
    return str(day) if isinstance(day, PartialDate) and day.month else ""


def _chinese_number(text: str) -> int:
    """`十二` is 12, `二十` 20."""
    tens, ten, ones = text.rpartition("十")
    count = int(tens.translate(_CHINESE_DIGITS) or 1) if ten else 0
    return count * 10 + int(ones.translate(_CHINESE_DIGITS) or 0)


def _with_captions(blocks: list[Block]) -> list[Block]:
    """The blocks with what is written below a picture as its caption; as many captions as pictures are theirs in order."""
    told: list[Block] = []
    groups = [list(group) for _, group in groupby(blocks, _part_of_a_figure)]
    for group, below in zip_longest(groups, groups[1:], fillvalue=list[Block]()):
        if not group or group[0].kind is not Kind.PICTURE:
            told += group
        elif below and _is_caption(below[0]):
            captions = [below.pop(0) for _ in range(len(group) if len(below) >= len(group) else 1)]
            bare = [Block(Kind.TEXT, "", "")] * (len(group) - len(captions))
            told += map(_captioned, group, (*bare, *captions))
        else:
            told += group
    return told


def _part_of_a_figure(block: Block) -> str:
    return "picture" if block.kind is Kind.PICTURE else "caption" if _is_caption(block) else "other"


def _captioned(picture: Block, caption: Block) -> Block:
    return replace(picture, caption=caption.plain.lstrip("▲△↑ "))


def _is_caption(block: Block) -> bool:
    if block.kind is not Kind.TEXT or len(block.plain) > 80:
        return False
    return block.style == "caption" or _CAPTION.match(_narrow(block.plain)) is not None


def _as_heading(block: Block, level: int) -> Block:
    """A short bold line is what people write for a heading."""
    short = len(block.plain) <= _LONGEST_HEADING and not block.plain.endswith(_SENTENCE_END)
    if block.kind is Kind.TEXT and block.is_bold and short and "\n" not in block.markdown:
        return replace(block, kind=Kind.HEADING, markdown=escape_words(block.plain), level=level)
    return block


def _written(block: Block, stem: str) -> str:
    match block.kind:
        case Kind.HEADING:
            return f"{'#' * min(block.level + 1, 6)} {block.markdown}"
        case Kind.PICTURE:
            caption = f' "{quote_words(block.caption)}"' if block.caption else ""
            return f"![图片{posixpath.splitext(block.source)[0]}]({stem}-{block.source}{caption})"
    return block.markdown


def _alt_of(block: Block) -> str:
    """What the document says for those who cannot see the picture: not the names that programs give it."""
    return "" if _NO_ALT.fullmatch(block.plain) else block.plain


def _pictures(blocks: list[Block], collected: _Collected, stem: str) -> Iterator[Picture]:
    """Each picture once, as it first stands in the text."""
    first: dict[str, Block] = {}
    for block in blocks:
        if block.kind is Kind.PICTURE:
            first.setdefault(block.source, block)
    contents = {address: content for content, address in collected.addresses.items()}
    for address, block in first.items():
        yield Picture(f"{stem}-{address}", contents[address], _alt_of(block), block.caption)


def _picture_remarks(blocks: list[Block], collected: _Collected) -> Iterator[Remark]:
    before = ""
    for block in blocks:
        if what := collected.refused.get(block.source):
            says = phrase("这里有一张图片没有带过来：{what}。请在 Word 里把它另存为 JPG，再放进来。", what=what)
            yield Remark(says, near(block.caption or before))
        before = block.plain if block.plain and block.kind is not Kind.PICTURE else before


def _table_remarks(blocks: list[Block]) -> Iterator[Remark]:
    for block in blocks:
        if block.kind is Kind.TABLE and block.level:
            yield Remark(phrase("这张表有合并的单元格，写成了网页代码。请在预览里核对。"), near(block.plain))
