"""Markdown bodies as harmless HTML, or as plain text."""

from __future__ import annotations

import html
import re
from functools import cache

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from starcase.language import Words
from starcase.sources.text import joins_in_chinese

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HARMLESS_ADDRESS = re.compile(r"(?:https?|mailto|tel):|(?![/\\]{2}|\\)[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_INLINE_TAGS = ("a", "b", "code", "del", "em", "i", "ins", "s", "strong", "sub", "sup", "u")
_BLOCK_TAGS = ("blockquote", "br", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul")
_TABLE_TAGS = ("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TAGS = frozenset(_INLINE_TAGS + _BLOCK_TAGS + _TABLE_TAGS + _HEADINGS)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_CLASSES = {"div": {"footnote"}, "a": {"footnote-ref", "footnote-backref"}}

# nh3 writes every tag in one form, and < > " within attributes as entities: these read its output without any doubt.
_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?: [a-z]+="[^"]*")*)>')
_FOOTNOTE_MARK = r'<sup id="[^"]*"><a [^<>]*>[^<>]*</a></sup>'
_INLINE = rf"(?:{_FOOTNOTE_MARK}|</?(?:{'|'.join(_INLINE_TAGS)})(?: [^<>]*)?>)*"
_LINE_BREAK = re.compile(
    rf"(?P<before>[^\s<>])(?P<ends>{_INLINE})[ \t]*\n[ \t]*(?P<starts>{_INLINE})(?=(?P<after>[^\s<>]))"
)
_PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(?P<inner>.*?)</p>", re.DOTALL)
_SENTENCE_END = re.compile(r"(?:[。！？!?…]|\.(?=\s))[”』」）)]*")


def to_html(body: str, words: Words, *, prefix: str, heading: int = 2) -> str:
    """A body as HTML in which nothing can do harm: few tags, no script, style or event, no picture.

    The levels of headings that are used become h`heading` and those after it, without a gap; ids, and links to them,
    begin with `prefix`, so that several bodies may stand on one page; a table's alignment is a class (`align-right`);
    within Chinese a line break is no space. For bodies in which `check_markdown` finds no error.
    """
    converter = _converter(words("回到正文注释 {}"))
    converter.reset()
    raw = converter.convert(COMMENT.sub("", body))
    clean = nh3.clean(
        raw,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, attribute, value: _attribute(tag, attribute, value, prefix),
        allowed_classes=_CLASSES,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    return _join_lines(_finish(clean, heading)).replace("<p></p>", "")


@cache
def _converter(backlink: str) -> Markdown:
    """The parser of this process; `backlink` is what the way back from a footnote says. Raw HTML is left to the inline patterns: its block parser takes quadratic time."""
    footnotes = FootnoteExtension(SEPARATOR="-", BACKLINK_TITLE=backlink)
    converter = Markdown(extensions=[TableExtension(use_align_attribute=True), footnotes, SaneListExtension()])
    converter.preprocessors.deregister("html_block")
    return converter


def _attribute(tag: str, attribute: str, value: str, prefix: str) -> str | None:
    """An attribute's value as it may stand in the page; None: leave it out."""
    match attribute:
        case "id":
            return f"{prefix}-{'-'.join(value.split())}"
        case "href" if value.startswith("#"):
            return f"#{prefix}-{'-'.join(value[1:].split())}"
        case "href":
            return value if _HARMLESS_ADDRESS.match(value) else None
        case "align":
            return value if value in ("left", "center", "right") else None
    return value


def _finish(clean: str, heading: int) -> str:
    """What nh3 cannot do: headings moved down, alignment as a class, `rel` on links that lead away."""
    used = sorted({tag["name"] for tag in _TAG.finditer(clean) if tag["name"] in _HEADINGS})
    moved = {name: f"h{min(heading + rank, 6)}" for rank, name in enumerate(used)}

    def finished(tag: re.Match[str]) -> str:
        name, attributes = tag["name"], tag["attributes"]
        attributes = re.sub(r' align="([a-z]+)"', r' class="align-\1"', attributes)
        if name == "a" and re.search(r' href="https?:', attributes, re.IGNORECASE):
            attributes += ' rel="noopener noreferrer"'
        return f"<{tag['end']}{moved.get(name, name)}{attributes}>"

    return _TAG.sub(finished, clean)


def _join_lines(text: str) -> str:
    parts = _PREFORMATTED.split(text)
    return "".join(part if part.startswith("<pre>") else _LINE_BREAK.sub(_joined, part) for part in parts)


def _joined(found: re.Match[str]) -> str:
    if not joins_in_chinese(found["before"], found["after"]):
        return found[0]
    return f"{found['before']}{found['ends']}{found['starts']}"


def plain_text(body: str, limit: int) -> str:
    """The first paragraph of a body as plain text of at most `limit` characters: cut after a sentence, or with “…”."""
    paragraphs = (_words_of(found["inner"]) for found in _PARAGRAPH.finditer(to_html(body, Words(), prefix="text")))
    return _cut(next(filter(None, paragraphs), ""), limit)


def _words_of(inner: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", re.sub(_FOOTNOTE_MARK, "", inner))).split())


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(text) if limit // 3 <= end.end() <= limit]
    return text[: ends[-1]] if ends else text[: max(limit - 1, 0)].rstrip() + "…"
