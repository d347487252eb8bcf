"""Harmless HTML as Markdown, block by block: what a converter made of a document, as people go on writing it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from html.parser import HTMLParser

import nh3
from msgspec import Struct, field

_TAGS = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "br",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "li": {"id"},
    "p": {"class"},
    "h1": {"class"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_VOID = frozenset(("br", "img"))
_BLOCKS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote"])
_SIGNS = re.compile(r"[\\`*_\[\]]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?P<space> *)(?P<sign>[#>+=-]|\d+(?=\.))", re.MULTILINE)
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s]+", re.IGNORECASE)
_NOTE = re.compile(r"#((?:foot|end)note-\d+)")
_NOTE_BACK = re.compile(r"#(?:foot|end)note-ref-\d+")


class Kind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    PICTURE = "picture"
    NOTE = "note"


class Block(Struct, frozen=True):
    """`markdown` is what to write; `plain` its words; of a picture, `source` is its address, `plain` what stands for it,

    `caption` what is written below it. `style` is the class that the converter gave a block; `is_bold` says that all of a paragraph is.
    """

    kind: Kind
    markdown: str
    plain: str
    level: int = 0
    style: str = ""
    is_bold: bool = False
    source: str = ""
    caption: str = ""


class _Node(Struct):
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Node | str] = field(default_factory=list)


def to_blocks(html: str) -> tuple[Block, ...]:
    """The blocks of a document in their order; pictures stand by themselves, behind the block that held them."""
    clean = nh3.clean(html, tags=set(_TAGS), attributes=_ATTRIBUTES, link_rel=None)
    return tuple(block for block in _blocks(_parse(clean).children) if block.markdown or block.source)


class _Reader(HTMLParser):
    """Builds the tree; nh3 has closed every tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Node("")]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attributes})
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and tag not in _VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _parse(clean: str) -> _Node:
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.open[0]


# ── Blocks ──


def _blocks(children: Iterable[_Node | str]) -> Iterator[Block]:
    loose: list[_Node | str] = []
    for child in children:
        if isinstance(child, str) or child.tag not in _BLOCKS:
            loose.append(child)
            continue
        yield from _paragraph(_Node("p", {}, loose))
        loose = []
        yield from _block(child)
    yield from _paragraph(_Node("p", {}, loose))


def _block(node: _Node) -> Iterator[Block]:
    match node.tag:
        case "p":
            yield from _paragraph(node)
        case "ul" | "ol":
            yield from _list_or_notes(node)
        case "table":
            yield from _table(node)
        case "blockquote":
            inside = "\n\n".join(block.markdown for block in _blocks(node.children))
            yield Block(Kind.TEXT, re.sub(r"^", "> ", inside, flags=re.MULTILINE), _plain(node))
            yield from _pictures(node)
        case _:
            text = _inline(_without_bold(node).children).replace("  \n", " ").strip()
            if text:
                level = int(node.tag[1])
                style = node.attributes.get("class", "")
                yield Block(Kind.HEADING, text, _plain(node), level, style)
            yield from _pictures(node)


def _paragraph(node: _Node) -> Iterator[Block]:
    if text := _start_of_lines(_inline(node.children)):
        yield Block(Kind.TEXT, text, _plain(node), style=node.attributes.get("class", ""), is_bold=_is_bold(node))
    yield from _pictures(node)


def _start_of_lines(text: str) -> str:
    """A paragraph without what would make its lines a heading, a list or a quotation."""
    lines = [line.strip(" \t\u3000") for line in text.split("\n")]
    joined = "\n".join(f"{line}  " for line in lines[:-1] if line) + ("\n" if len(lines) > 1 else "") + lines[-1]
    return _LINE_START.sub(_escape_start, joined.strip())


def _escape_start(found: re.Match[str]) -> str:
    sign = found["sign"]
    if sign == "=":  # which no backslash keeps
        return found["space"] + "&#61;"
    return found["space"] + (f"{sign}\\" if sign.isdigit() else f"\\{sign}")


def _pictures(node: _Node) -> Iterator[Block]:
    for picture in _within(node, "img"):
        alt = " ".join(picture.attributes.get("alt", "").split())
        yield Block(Kind.PICTURE, "", alt, source=picture.attributes.get("src", ""))


def _within(node: _Node, tag: str) -> Iterator[_Node]:
    for child in node.children:
        if isinstance(child, _Node):
            if child.tag == tag:
                yield child
            yield from _within(child, tag)


def _is_bold(node: _Node) -> bool:
    words = [child for child in node.children if isinstance(child, _Node) or child.strip()]
    return bool(words) and all(
        isinstance(child, _Node) and child.tag in ("strong", "b", "img", "br") for child in words
    )


def _without_bold(node: _Node) -> _Node:
    """A heading is bold already."""
    children: list[_Node | str] = []
    for child in node.children:
        if isinstance(child, _Node) and child.tag in ("strong", "b"):
            children += _without_bold(child).children
        else:
            children.append(child)
    return _Node(node.tag, node.attributes, children)


def _list_or_notes(node: _Node) -> Iterator[Block]:
    entries = [child for child in node.children if isinstance(child, _Node) and child.tag == "li"]
    notes = [entry for entry in entries if "note-" in entry.attributes.get("id", "")]
    for note in notes:
        text = " ".join(_inline([note]).split())
        yield Block(Kind.NOTE, f"[^{note.attributes['id']}]: {text}", _plain(note))
    if len(notes) < len(entries):
        yield Block(Kind.LIST, "\n".join(_entries(node, "")), _plain(node))
    yield from _pictures(node)


def _entries(node: _Node, indent: str) -> Iterator[str]:
    """The lines of a list, those of lists inside it further in."""
    number = 0
    for entry in node.children:
        if not isinstance(entry, _Node) or entry.tag != "li":
            continue
        number += 1
        inner = [child for child in entry.children if isinstance(child, _Node) and child.tag in ("ul", "ol")]
        text = _inline([child for child in entry.children if child not in inner])
        lines = _start_of_lines(text).replace("\n", f"\n{indent}    ")
        yield f"{indent}{f'{number}.' if node.tag == 'ol' else '-'} {lines}".rstrip()
        for nested in inner:
            yield from _entries(nested, indent + "    ")


# ── Tables ──


def _table(node: _Node) -> Iterator[Block]:
    rows = [[cell for cell in row.children if isinstance(cell, _Node)] for row in _rows(node)]
    cells = [cell for row in rows for cell in row]
    if len(cells) <= 1 or any(True for cell in cells for _ in (*_within(cell, "img"), *_within(cell, "table"))):
        for cell in cells:  # a frame, or a table that only puts things beside each other
            yield from _blocks(cell.children)
        return
    is_plain = len({len(row) for row in rows}) == 1 and not any(
        int(cell.attributes.get(span) or 1) > 1 for cell in cells for span in ("colspan", "rowspan")
    )
    yield Block(Kind.TABLE, _piped(rows) if is_plain else _spanned(rows), _plain(node), level=0 if is_plain else 1)


def _rows(node: _Node) -> Iterator[_Node]:
    """The rows of a table, not of one inside it."""
    for child in node.children:
        if isinstance(child, _Node) and child.tag == "tr":
            yield child
        elif isinstance(child, _Node) and child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _piped(rows: list[list[_Node]]) -> str:
    head, *others = [[_cell(cell) for cell in row] for row in rows]
    rule = ["---" for _ in head]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *others))


def _cell(cell: _Node) -> str:
    text = " ".join(_inline(_between_paragraphs(cell)).replace("  \n", "<br>").split())
    return text.replace("|", "\\|") or " "


def _between_paragraphs(cell: _Node) -> list[_Node | str]:
    """What stands in a cell, its paragraphs and entries parted by line breaks."""
    parts: list[_Node | str] = []
    for child in cell.children:
        if parts and isinstance(child, _Node) and child.tag in _BLOCKS:
            parts.append(_Node("br"))
        parts.append(child)
    return parts


def _spanned(rows: list[list[_Node]]) -> str:
    """A table with merged cells, for which Markdown has no signs."""
    lines = ["<table>"]
    for row in rows:
        lines.append("<tr>" + "".join(_spanned_cell(cell) for cell in row) + "</tr>")
    return "\n".join((*lines, "</table>"))


def _spanned_cell(cell: _Node) -> str:
    spans = "".join(
        f' {span}="{int(value)}"' for span in ("colspan", "rowspan") if (value := cell.attributes.get(span, "1")) != "1"
    )
    return (
        f"<{cell.tag}{spans}>{_inline(_between_paragraphs(cell)).strip().replace('  ' + chr(10), '<br>')}</{cell.tag}>"
    )


# ── Words in a line ──


def _inline(children: Iterable[_Node | str]) -> str:
    text = ""
    for child in children:
        added = _escape(child) if isinstance(child, str) else _inline_node(child, text)
        text += added
    return text


def _inline_node(node: _Node, before: str) -> str:
    match node.tag:
        case "br":
            return "  \n"
        case "img":
            return ""
        case "strong" | "b" | "em" | "i":
            return _emphasis(node, before)
        case "s" | "sub" | "sup":
            return _marked(node)
        case "a":
            return _link(node)
    return _inline(node.children)


def _emphasis(node: _Node, before: str) -> str:
    """The signs stand close to the words; beside other signs of the kind, or inside others, their names are written."""
    inner = _inline(node.children)
    words = inner.strip()
    if not words:
        return inner
    start, _, end = inner.partition(words)
    tag, sign = ("strong", "**") if node.tag in ("strong", "b") else ("em", "*")
    is_unclear = before.endswith("*") or "*" in words or "\n" in words or words[-1] == "\\"
    shown = f"<{tag}>{words}</{tag}>" if is_unclear else f"{sign}{words}{sign}"
    return f"{start}{shown}{end}"


def _marked(node: _Node) -> str:
    inner = _inline(node.children)
    return inner if not inner.strip() or inner.startswith("[^") else f"<{node.tag}>{inner}</{node.tag}>"


def _link(node: _Node) -> str:
    address, words = node.attributes.get("href", ""), _inline(node.children)
    if note := _NOTE.fullmatch(address):
        return f"[^{note[1]}]"
    if _NOTE_BACK.fullmatch(address):
        return ""
    if not _ADDRESS.fullmatch(address) or not words.strip():
        return words
    quoted = address.translate({ord(sign): f"%{ord(sign):02X}" for sign in "()<>[]\\*_`"})
    return f"[{words.strip()}]({quoted})"


def _escape(text: str) -> str:
    plain = _SIGNS.sub(r"\\\g<0>", re.sub(r"[ \t\r\n\u00a0]+", " ", text))
    return _ENTITY.sub("&amp;", plain).replace("<", "&lt;")


def _plain(node: _Node) -> str:
    parts = (
        child
        if isinstance(child, str)
        else " "
        if child.tag in ("br", "td", "li", "p") and not child.children
        else _plain(child)
        for child in node.children
    )
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def escape_words(text: str) -> str:
    """Plain words as Markdown that says just them."""
    return _start_of_lines(_escape(text))


def quote_words(text: str) -> str:
    """Plain words as they may stand between the brackets of a picture, or between the quotes of its caption."""
    plain = re.sub(r"[\[\]\\*_`<>]", "", text).replace('"', "”")
    return _ENTITY.sub("&amp;", " ".join(plain.split()))
