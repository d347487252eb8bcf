"""What is wrong with a Markdown body: what would keep a parser busy for hours, and what would not be shown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from urllib.parse import unquote

from starcase.problems import Problem, Rule, Severity, Spot, rule
from starcase.sources.front_matter import Front
from starcase.sources.markdown import SCHEMES, TAGS
from starcase.sources.text import line_and_column, unreadable_characters

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
    mend="服务故事里的照片，请在文件开头的 photo:（配图）下面也写上它的文件名、图片说明和已获同意；不用的，请删去这一处。别的文章里不放图片。",
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

LONGEST = 100_000
DEEPEST = 20
_MOST_ALIKE = 500
_MOST_HEADINGS_IN_A_BLOCK = 100  # in lines that no blank line divides
_MOST_SIGNS_IN_A_BLOCK = 10_000  # of emphasis and code
_MOST_NOTES = 1000  # footnotes, references to them, and addresses that are defined below
_MOST_UNCLOSED = 100
_MOST_ADDRESSES = 50  # that are reported
_MOST_BRACKET_WORK = 2_000_000  # opening brackets × length, by block: each bracket reads its block to the end

_BLOCK = re.compile(r"\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)*")
_NESTING = re.compile(r"^[ \t]*+(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=\s))[ \t]*+)+|^[ \t]++", re.MULTILINE)
_OPENING = re.compile(rf"\n[ \t>*+\-.)\d]{{{DEEPEST // 2}}}")  # no sign of these stands for more than two levels
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
_WRITTEN_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])[^<>]*>")
_NEED_NO_END = frozenset({"br", "dd", "dt", "hr", "img", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr"})
_CODE = re.compile(r"`[^`\n]+`")


def check_markdown(front: Front, pictures: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """What is wrong with a body: unreadable characters, what would take too long to read, refused addresses and tags.

    `pictures` are the files that may stand in it.

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
        *islice(_address_problems(front, pictures), _MOST_ADDRESSES),
        *_tag_problems(front),
    )
    return tuple(sorted(found, key=lambda one: one.spot.at or (0, 0)))


def _in_body(about: Rule, front: Front, offset: int, **values: str) -> Problem:
    spot = Spot(front.raw.id, at=line_and_column(front.body, offset, front.body_line))
    return Problem(about, spot, tuple(values.items()), about.severity)


def _nesting_problems(front: Front) -> Iterator[Problem]:
    if not _OPENING.search(f"\n{front.body}"):
        return
    for start in _NESTING.finditer(front.body):
        levels = len(_MARKER.findall(start[0])) + len(start[0].expandtabs(4)) // 8
        if levels > DEEPEST:
            yield _in_body(TOO_DEEP, front, start.start(), limit=str(DEEPEST))
            return


def _repetition_problems(front: Front) -> Iterator[Problem]:
    if _is_modest(front.body):
        return
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


def _is_modest(body: str) -> bool:
    """Whether a body is so short, and has so few lines and brackets, that nothing in it can be too much."""
    brackets = body.count("[")
    samples = body[:: _MOST_ALIKE // 2]  # two neighbours of these stand in any run that is too long
    return (
        len(body) <= _MOST_SIGNS_IN_A_BLOCK
        and body.count("\n") < _MOST_HEADINGS_IN_A_BLOCK
        and brackets <= _MOST_NOTES
        and brackets * len(body) <= _MOST_BRACKET_WORK
        and all(one != other for one, other in pairwise(samples))
    )


def _repeated_sign(block: str) -> str | None:
    headings = [line["sign"] for line in _HEADING_LINE.finditer(block)]
    if len(headings) > _MOST_HEADINGS_IN_A_BLOCK:
        return headings[-1]
    return next((sign for sign in "*_`" if block.count(sign) > _MOST_SIGNS_IN_A_BLOCK), None)


def _loose_brackets(block: str) -> int:
    """How many opening brackets belong to no link; twice, because a picture may stand in a link."""
    return _WHOLE_BRACKET.sub("", _WHOLE_BRACKET.sub("", block)).count("[") if "[" in block else 0


def _address_problems(front: Front, pictures: frozenset[str]) -> Iterator[Problem]:
    if "[" not in front.body and "<" not in front.body:
        return
    written = _without_code(front.body)
    for pattern in _ADDRESSES:
        for found in pattern.finditer(written):
            address = html.unescape(found["address"])
            if found["picture"] and unquote(address) in pictures:
                continue
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
    if (scheme and scheme["scheme"].lower() not in SCHEMES) or address.startswith(("//", "\\", "/\\", "www.")):
        return LINK_REFUSED
    return LINK_FROM_TOP if address.startswith("/") else None


def _tag_problems(front: Front) -> Iterator[Problem]:
    seen = set(TAGS)
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
