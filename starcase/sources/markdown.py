"""Markdown bodies as harmless HTML, and that HTML as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

import nh3

from starcase.language import Words
from starcase.sources.markdown_parser import convert
from starcase.sources.text import joins_in_chinese

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_HARMLESS_ADDRESS = re.compile(r"(?:https?|mailto|tel):|(?![/\\]{2}|\\)[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

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
_TAG = re.compile(r'</?[a-z][a-z0-9]*(?: [a-z]+="[^"]*")*>')
_TAG_WITH_ATTRIBUTES = re.compile(r'<(?P<name>[a-z]+)(?P<attributes>(?: [a-z]+="[^"]*")+)>')
_ATTRIBUTE = re.compile(r' (?P<name>[a-z]+)="(?P<value>[^"]*)"')
_PICTURE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_LEADS_AWAY = re.compile(r' href="https?:', re.IGNORECASE)
_HEADING_TAG = re.compile(r"(?P<opens></?)(?P<name>h[1-6])>")
_BLOCK_ENDS = tuple(f"{opens}{tag}>" for tag in (*_BLOCK_TAGS, *_HEADINGS, *_TABLE_TAGS) for opens in ("</", "<"))
_FOOTNOTE_MARK = r'<sup id="[^"]*"><a [^<>]*>[^<>]*</a></sup>'
_FOOTNOTE = re.compile(_FOOTNOTE_MARK)
_INLINE = rf"(?:{_FOOTNOTE_MARK}|</?(?:{'|'.join(_INLINE_TAGS)})(?: [^<>]*)?>)*"
_LINE_BREAK = re.compile(
    rf"(?P<before>[^\s<>])(?P<ends>{_INLINE})[ \t]*\n[ \t]*(?P<starts>{_INLINE})(?=(?P<after>[^\s<>]))"
)
_PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(?P<inner>.*?)</p>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|dt|dd|td|th|caption|blockquote|pre)>|<[bh]r>")
_SENTENCE_END = re.compile(r"(?:[。！？!?…]|\.(?=\s))[”』」）)]*")


def to_html(body: str, words: Words, *, prefix: str, heading: int = 2, pictures: frozenset[str] = frozenset()) -> str:
    """A body as HTML in which nothing can do harm: few tags, no script, style or event, no picture but `pictures`.

    The levels of headings that are used become h`heading` and those after it, without a gap; ids, and links to them,
    begin with `prefix`, so that several bodies may stand on one page; a table's alignment is a class (`align-right`);
    within Chinese a line break is no space; a picture stands behind its paragraph, for `split_pictures` to find.
    For bodies in which `check_markdown` finds no error.
    """
    raw = convert(_COMMENT.sub("", body), words("回到正文注释 {}"))
    clean = _put_pictures(_CLEANER_OF_PICTURES.clean(raw), pictures) if pictures else _CLEANER.clean(raw)
    return _join_lines(_finish_attributes(_move_headings(clean, heading), prefix)).replace("<p></p>", "")


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    """An attribute's value as it may stand in a page; None: leave it out."""
    match attribute:
        case "id":
            return "-".join(value.split())
        case "href" if value.startswith("#"):
            return f"#{'-'.join(value[1:].split())}"
        case "href":
            return value if _HARMLESS_ADDRESS.match(value) else None
        case "align":
            return value if value in ("left", "center", "right") else None
    return value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_harmless,
    allowed_classes=_CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)


_CLEANER_OF_PICTURES = nh3.Cleaner(
    tags=TAGS | {"img"},
    attributes={**_ATTRIBUTES, "img": {"src", "title"}},
    attribute_filter=_harmless,
    allowed_classes=_CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)


def _put_pictures(clean: str, pictures: frozenset[str]) -> str:
    """Each picture behind the paragraph that holds it; those that are none of `pictures` are left out."""

    def moved(paragraph: re.Match[str]) -> str:
        words = _PICTURE.sub("", paragraph["inner"])
        return (f"<p>{words}</p>" if words.strip() else "") + "".join(_PICTURE.findall(paragraph["inner"]))

    known = _PICTURE.sub(lambda found: found[0] if _attribute(found[0], "src") in pictures else "", clean)
    return _PARAGRAPH.sub(moved, known)


def _attribute(tag: str, name: str) -> str:
    """The value of an attribute in a tag of ours; of an address, as people write it."""
    value = next((one["value"] for one in _ATTRIBUTE.finditer(tag) if one["name"] == name), "")
    return unquote(html.unescape(value)) if name == "src" else html.unescape(value)


def split_pictures(made: str) -> Iterator[tuple[str, str, str]]:
    """What `to_html` made, cut at its pictures: the HTML before each, the file that it names, and its caption; the last names none."""
    at = 0
    for found in _PICTURE.finditer(made):
        yield made[at : found.start()], _attribute(found[0], "src"), _attribute(found[0], "title")
        at = found.end()
    yield made[at:], "", ""


def _move_headings(clean: str, heading: int) -> str:
    used = sorted({tag["name"] for tag in _HEADING_TAG.finditer(clean)})
    moved = {name: f"h{min(heading + rank, 6)}" for rank, name in enumerate(used)}
    if all(name == level for name, level in moved.items()):
        return clean
    return _HEADING_TAG.sub(lambda tag: f"{tag['opens']}{moved[tag['name']]}>", clean)


def _finish_attributes(clean: str, prefix: str) -> str:
    """What nh3 cannot do: `prefix` for ids, alignment as a class, `rel` on links that lead away."""

    def finished(attribute: re.Match[str]) -> str:
        match attribute["name"], attribute["value"]:
            case "id", value:
                return f' id="{prefix}-{value}"'
            case "href", value if value.startswith("#"):
                return f' href="#{prefix}-{value[1:]}"'
            case "align", value:
                return f' class="align-{value}"'
        return attribute[0]

    def finished_tag(tag: re.Match[str]) -> str:
        rel = ' rel="noopener noreferrer"' if _LEADS_AWAY.search(tag["attributes"]) else ""
        return f"<{tag['name']}{_ATTRIBUTE.sub(finished, tag['attributes'])}{rel}>"

    return _TAG_WITH_ATTRIBUTES.sub(finished_tag, clean)


def _join_lines(text: str) -> str:
    if all(line.endswith(_BLOCK_ENDS) for line in text.split("\n") if line):
        return text
    parts = _PREFORMATTED.split(text)
    return "".join(part if part.startswith("<pre>") else _LINE_BREAK.sub(_joined, part) for part in parts)


def _joined(found: re.Match[str]) -> str:
    if not joins_in_chinese(found["before"], found["after"]):
        return found[0]
    return f"{found['before']}{found['ends']}{found['starts']}"


def plain_text(made: str, limit: int) -> str:
    """The first paragraph of what `to_html` made, as at most `limit` characters: cut after a sentence, or with “…”."""
    paragraphs = (_words_of(found["inner"]) for found in _PARAGRAPH.finditer(made))
    return _cut(next(filter(None, paragraphs), ""), limit)


def text_blocks(made: str) -> tuple[str, ...]:
    """All that can be read in what `to_html` made: each paragraph, heading, cell or entry of a list by itself."""
    return tuple(filter(None, map(_words_of, _BLOCK_END.split(made))))


def _words_of(inner: str) -> str:
    if "<" in inner:
        inner = _TAG.sub("", _FOOTNOTE.sub("", inner))
    return " ".join(html.unescape(inner).split())


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    ends = [end.end() for end in _SENTENCE_END.finditer(text) if limit // 3 <= end.end() <= limit]
    return text[: ends[-1]] if ends else text[: max(limit - 1, 0)].rstrip() + "…"
