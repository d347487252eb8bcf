"""Stories, notices and pages: their front matter, and their Markdown as harmless HTML or plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import nh3
from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from starcase.language import Words
from starcase.problems import DocumentId, Problem, Rule, Severity, Spot, problem, rule
from starcase.sources.documents import RawDocument
from starcase.sources.text import joins_in_chinese, line_and_column, unreadable_characters

FRONT_MISSING = rule(
    "front-matter-missing",
    says="文件开头没有写标题等项目的那一段。",
    mend="请在文件第一行写三个英文减号“---”，下面一行一项地写“title: 标题”等，再写一行“---”，正文写在它后面。",
)
FRONT_UNCLOSED = rule(
    "front-matter-unclosed",
    says="文件开头的“---”没有与它成对的第二行“---”。",
    mend="请在标题等项目写完的地方另起一行，写三个英文减号“---”，正文写在它后面。",
)
FRONT_DASHES = rule(
    "front-matter-dashes",
    says="这一行应当是三个英文减号“---”，写成了“{line}”。",
    mend="请切换到英文输入法，把这一行重新打成“---”。",
)
TOO_LONG = rule(
    "markdown-too-long",
    says="正文有 {size} 个字符，最多 {limit} 个。",
    mend="请把它分成几篇，或者把长表格作为附件。",
)
TOO_DEEP = rule(
    "markdown-too-deep",
    says="从这一行起，列表或引用一层套一层超过了 {limit} 层。",
    mend="请减少这一行开头的空格、减号或“>”。",
)
TOO_REPETITIVE = rule(
    "markdown-too-repetitive",
    says="从这里起，“{sign}”重复得太多，读不下去。",
    mend="请删去多余的“{sign}”；表示分隔的话，三个就够了。",
)
LINK_REFUSED = rule(
    "markdown-link-refused",
    says="链接“{address}”不能用。",
    mend="网页请写以 https:// 开头的完整网址，邮箱写 mailto:，电话写 tel:，本站的页面写相对地址。",
)
LINK_FROM_TOP = rule(
    "markdown-link-from-top",
    says="链接“{address}”以“/”开头，网站放在子目录里就打不开。",
    mend="请改写成相对地址，或者写完整的网址。",
    severity=Severity.WARNING,
)
PICTURE = rule(
    "markdown-picture",
    says="正文里的图片“{address}”不会显示。",
    mend="服务故事的照片请写在文件开头的 photo:（配图）下面，这里的一处删去；别的文章里不放图片。",
    severity=Severity.WARNING,
)
TAGS_UNCLOSED = rule(
    "markdown-tags-unclosed",
    says="到这里为止，有 {count} 处网页代码只有开头、没有结尾，例如“<{tag}>”。",
    mend="请删去这些网页代码；加粗写“**文字**”，标题以“## ”开头。",
)
TAG_DROPPED = rule(
    "markdown-tag-dropped",
    says="“{tag}”这种网页代码不会生效，已经略去。",
    mend="请删去它；加粗写“**文字**”，标题以“## ”开头。",
    severity=Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class Front:
    """A file's front matter as a YAML document, and its Markdown, whose first line is the file's line `body_line`."""

    raw: RawDocument
    body: str
    body_line: int


LONGEST = 100_000
DEEPEST = 20
_MOST_ALIKE = 500
_MOST_HEADINGS_IN_A_BLOCK = 100  # in lines that no blank line divides
_MOST_SIGNS_IN_A_BLOCK = 10_000  # of emphasis and code
_MOST_NOTES = 1000  # footnotes, references to them, and addresses that are defined below
_MOST_UNCLOSED = 100
_MOST_ADDRESSES = 50  # that are reported
_MOST_BRACKET_WORK = 2_000_000  # opening brackets × length, by block: each bracket reads its block to the end

_DASHES = re.compile(r"-{3,}\s*")
_OTHER_DASHES = re.compile(r"[—–－‐−─-]{2,}\s*")
_BLOCK = re.compile(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*+")
_NESTING = re.compile(r"^[ \t]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=\s))[ \t]*+)++|^[ \t]++", re.MULTILINE)
_MARKER = re.compile(r">|[-*+]|\d+[.)]")
_ALIKE = re.compile(rf"(?P<sign>[^\s])(?P=sign){{{_MOST_ALIKE},}}")
_HEADING_LINE = re.compile(r"^ {0,3}(?P<sign>[#=-])(?:(?<=#)|(?P=sign)*[ \t]*$)", re.MULTILINE)
_NOTE = re.compile(r"\[\^|^[ >]*\[[^\]\n]*\]:", re.MULTILINE)
_WHOLE_BRACKET = re.compile(r"\[[^\[\]]*\](?:\([^()]*\)|(?!\())")

_ADDRESSES = (
    re.compile(r"(?P<picture>!?)\[[^\[\]]*\]\(\s*<?(?P<address>[^\s<>()]+)"),
    re.compile(r"(?P<picture>)^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?(?P<address>[^\s<>]+)", re.MULTILINE),
    re.compile(r"(?P<picture>)<(?P<address>[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>]*)>"),
)
_SCHEME = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_WRITTEN_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])[^<>]*>")
_NEED_NO_END = frozenset({"br", "dd", "dt", "hr", "img", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
_HARMLESS_ADDRESS = re.compile(r"(?:https?|mailto|tel):|(?![/\\]{2}|\\)[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]+`")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_INLINE_TAGS = ("a", "b", "code", "del", "em", "i", "ins", "s", "strong", "sub", "sup", "u")
_BLOCK_TAGS = ("blockquote", "br", "dd", "div", "dl", "dt", "hr", "li", "ol", "p", "pre", "ul")
_TABLE_TAGS = ("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = frozenset(_INLINE_TAGS + _BLOCK_TAGS + _TABLE_TAGS + _HEADINGS)
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


def split_front_matter(text: str, file: str) -> tuple[Front | None, tuple[Problem, ...]]:
    """A Markdown file's front matter and body; None where its two lines of `---` are not found."""
    lines = text.split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not (_DASHES.fullmatch(lines[opening]) or _OTHER_DASHES.fullmatch(lines[opening])):
        return None, (_at_line(FRONT_MISSING, file, lines, opening),)
    below = range(opening + 1, len(lines))
    closing = next((n for dashes in (_DASHES, _OTHER_DASHES) for n in below if dashes.fullmatch(lines[n])), None)
    if wrong := [n for n in (opening, closing) if n is not None and not _DASHES.fullmatch(lines[n])]:
        return None, tuple(_at_line(FRONT_DASHES, file, lines, n) for n in wrong)
    if closing is None:
        return None, (_at_line(FRONT_UNCLOSED, file, lines, opening),)
    front = "".join(f"{line}\n" for line in lines[opening + 1 : closing])
    raw = RawDocument(DocumentId(file), front, opening + 2)
    return Front(raw, "\n".join(lines[closing + 1 :]), closing + 2), ()


def _at_line(about: Rule, file: str, lines: list[str], number: int) -> Problem:
    return problem(about, DocumentId(file), at=(number + 1, 1), line=lines[number].strip())


def check_markdown(front: Front) -> tuple[Problem, ...]:
    """What is wrong with a body: unreadable characters, what would take too long to read, refused addresses and tags.

    `to_html` is meant for bodies without errors here: some patterns keep a Markdown parser busy for hours.
    """
    body = front.body
    if len(body) > LONGEST:
        return (_in_body(TOO_LONG, front, 0, size=str(len(body)), limit=str(LONGEST)),)
    unreadable = unreadable_characters(body, front.raw.id, front.body_line)
    found = (
        *unreadable,
        *_nesting_problems(front),
        *_repetition_problems(front),
        *islice(_address_problems(front), _MOST_ADDRESSES),
        *_tag_problems(front),
    )
    return tuple(sorted(found, key=lambda one: one.spot.at or (0, 0)))


def _in_body(about: Rule, front: Front, offset: int, **values: str) -> Problem:
    spot = Spot(front.raw.id, at=line_and_column(front.body, offset, front.body_line))
    return Problem(about, spot, tuple(values.items()), about.severity)


def _nesting_problems(front: Front) -> Iterator[Problem]:
    for start in _NESTING.finditer(front.body):
        levels = len(_MARKER.findall(start[0])) + len(start[0].expandtabs(4)) // 8
        if levels > DEEPEST:
            yield _in_body(TOO_DEEP, front, start.start(), limit=str(DEEPEST))
            return


def _repetition_problems(front: Front) -> Iterator[Problem]:
    if run := _ALIKE.search(front.body):
        yield _in_body(TOO_REPETITIVE, front, run.start(), sign=run["sign"])
        return
    if len(notes := list(_NOTE.finditer(front.body))) > _MOST_NOTES:
        yield _in_body(TOO_REPETITIVE, front, notes[_MOST_NOTES].start(), sign="[")
        return
    work = 0
    for block in _BLOCK.finditer(front.body):
        work += _loose_brackets(block[0]) * len(block[0])
        if sign := "[" if work > _MOST_BRACKET_WORK else _repeated_sign(block[0]):
            yield _in_body(TOO_REPETITIVE, front, block.start(), sign=sign)
            return


def _repeated_sign(block: str) -> str | None:
    headings = [line["sign"] for line in _HEADING_LINE.finditer(block)]
    if len(headings) > _MOST_HEADINGS_IN_A_BLOCK:
        return headings[-1]
    return next((sign for sign in "*_`" if block.count(sign) > _MOST_SIGNS_IN_A_BLOCK), None)


def _loose_brackets(block: str) -> int:
    """How many opening brackets belong to no link; twice, because a picture may stand in a link."""
    return _WHOLE_BRACKET.sub("", _WHOLE_BRACKET.sub("", block)).count("[") if "[" in block else 0


def _address_problems(front: Front) -> Iterator[Problem]:
    written = _without_code(front.body)
    for pattern in _ADDRESSES:
        for found in pattern.finditer(written):
            address = html.unescape(found["address"])
            about = _why_refused(address, is_picture=bool(found["picture"]))
            if about:
                yield _in_body(about, front, found.start("address"), address=address)


def _without_code(body: str) -> str:
    """A body with spaces where code stands in a line: what is written there is only shown."""
    return _CODE.sub(lambda code: " " * len(code[0]), body)


def _why_refused(address: str, *, is_picture: bool) -> Rule | None:
    if is_picture:
        return PICTURE
    scheme = _SCHEME.match(address)
    if (scheme and scheme["scheme"].lower() not in _SCHEMES) or address.startswith(("//", "\\", "/\\", "www.")):
        return LINK_REFUSED
    return LINK_FROM_TOP if address.startswith("/") else None


def _tag_problems(front: Front) -> Iterator[Problem]:
    seen = set(_TAGS)
    unclosed: list[str] = []
    for tag in _WRITTEN_TAG.finditer(_without_code(front.body)):
        name = tag["name"].lower()
        if tag["end"]:
            del unclosed[-1:]
            continue
        if name not in seen:
            seen.add(name)
            yield _in_body(TAG_DROPPED, front, tag.start(), tag=f"<{name}>")
        if name not in _NEED_NO_END and not tag[0].endswith("/>"):
            unclosed.append(name)
        if len(unclosed) > _MOST_UNCLOSED:
            yield _in_body(TAGS_UNCLOSED, front, tag.start(), count=str(len(unclosed)), tag=name)
            return


def to_html(body: str, words: Words, *, prefix: str, heading: int = 2) -> str:
    """A body as HTML in which nothing can do harm: few tags, no script, style or event, no picture.

    The levels of headings that are used become h`heading` and those after it, without a gap; ids, and links to them,
    begin with `prefix`, so that several bodies may stand on one page; a table's alignment is a class (`align-right`);
    within Chinese a line break is no space. For bodies in which `check_markdown` finds no error.
    """
    converter = _converter(words("回到正文注释 {}"))
    converter.reset()
    raw = converter.convert(_COMMENT.sub("", body))
    clean = nh3.clean(
        raw,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, attribute, value: _attribute(tag, attribute, value, prefix),
        allowed_classes=_CLASSES,
        url_schemes=set(_SCHEMES),
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
