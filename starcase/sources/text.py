"""Bytes to text: UTF-8 as people save it, and the characters that no text may hold."""

from __future__ import annotations

import re

from starcase.language import Phrase, mark
from starcase.problems import DocumentId, Problem, Severity, problem, rule

OTHER_ENCODING = rule(
    "text-other-encoding",
    says="这个文件是 {encoding} 编码，应当是 UTF-8 编码。",
    mend="请用记事本打开它，选“文件”里的“另存为”，在“编码”一栏选“UTF-8”，再保存。",
)
NOT_TEXT = rule(
    "text-not-text",
    says="这个文件不是文本文件，像是{kind}。",
    mend="请换成用记事本能打开的文本文件；Word 和 Excel 里的内容请先导入。",
)
DAMAGED_CHARACTER = rule(
    "text-damaged-character",
    says="这里有一个字已经损坏，显示为“�”。",
    mend="请对照原稿把这个字重新打上，再用 UTF-8 编码保存。",
)
CONTROL_CHARACTER = rule(
    "text-control-character",
    says="这里有一个看不见的控制字符（{code}），多半是从别处粘贴来的。",
    mend="请把光标移到这里，删去它，再重新打前后的字。",
)
HIDDEN_CHARACTER = rule(
    "text-hidden-character",
    says="文件里有 {count} 个看不见的字符（第一个是 {code}），已经略去。",
    mend="不影响使用；想去掉的话，请删去这里前后的字重新打。",
    severity=Severity.WARNING,
)

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", mark("Word、Excel 文件或压缩包")),
    (b"\xd0\xcf\x11\xe0", mark("旧版 Word 或 Excel 文件")),
    (b"%PDF-", mark("PDF 文件")),
    (b"\xff\xd8\xff", mark("图片")),
    (b"\x89PNG", mark("图片")),
    (b"GIF8", mark("图片")),
    (b"{\\rtf", mark("写字板文件")),
    (b"Rar!", mark("压缩包")),
    (b"7z\xbc\xaf", mark("压缩包")),
)
# Zero-width characters and marks of direction come along with copied phone numbers and messages; nobody sees them.
HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd-\uffff]")

_CHINESE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_SHARED = frozenset("“”‘’…—·")  # Chinese and western text both use these: they join only to what is clearly Chinese


def decode(content: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file, its lines ended by a plain newline, and what is wrong with its encoding.

    A byte order mark, CRLF and CR are fine. Characters that nobody can see are left out, with a warning. No text: the
    file as a whole is something else (another encoding, an Office file). A single byte that is no UTF-8 becomes “�”,
    which `unreadable_characters` reports in the document where it stands: the file's other documents stay whole.
    """
    document = DocumentId(file)
    if foreign := _foreign(content, document):
        return None, (foreign,)
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_hidden(text, document)


def unreadable_characters(text: str, document: DocumentId, first_line: int = 1) -> tuple[Problem, ...]:
    """Control characters, special line ends and damaged characters of a document, each at its place; at most twenty."""
    if not _UNREADABLE.search(text):
        return ()
    found = list(_UNREADABLE.finditer(text))[:20]
    return tuple(_unreadable(text, match.start(), document, first_line) for match in found)


def unreadable_code(text: str) -> str | None:
    """The first control or damaged character of a text, as U+0007; None where there is none."""
    found = _UNREADABLE.search(text)
    return found and _code(found[0])


def line_and_column(text: str, offset: int, first_line: int = 1) -> tuple[int, int]:
    """Line and column, from 1, of an offset into a text whose first line has the number `first_line`."""
    return text.count("\n", 0, offset) + first_line, offset - text.rfind("\n", 0, offset)


def joins_in_chinese(before: str, after: str) -> bool:
    """Whether a line break between two characters stands for nothing, as in Chinese, rather than for a space."""
    first, second = bool(_CHINESE.match(before)), bool(_CHINESE.match(after))
    return (first and second) or (first and after in _SHARED) or (second and before in _SHARED)


def _unreadable(text: str, offset: int, document: DocumentId, first_line: int) -> Problem:
    at = line_and_column(text, offset, first_line)
    if text[offset] == "\ufffd":
        return problem(DAMAGED_CHARACTER, document, at=at)
    return problem(CONTROL_CHARACTER, document, at=at, code=_code(text[offset]))


def _without_hidden(text: str, document: DocumentId) -> tuple[str, tuple[Problem, ...]]:
    first = HIDDEN.search(text)
    if first is None:
        return text, ()
    clean, count = HIDDEN.subn("", text)
    at = line_and_column(text, first.start())
    return clean, (problem(HIDDEN_CHARACTER, document, at=at, count=count, code=_code(first[0])),)


def _foreign(content: bytes, document: DocumentId) -> Problem | None:
    """What the file is, where it is no UTF-8 text as a whole."""
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            return problem(NOT_TEXT, document, at=(1, 1), kind=Phrase(kind))
    if encoding := _other_encoding(content):
        return problem(OTHER_ENCODING, document, at=(1, 1), encoding=Phrase(encoding))
    if content.count(b"\0") > len(content) // 100 + 20:
        return problem(NOT_TEXT, document, at=(1, 1), kind=Phrase("程序或数据文件"))
    return None


def _other_encoding(content: bytes) -> str | None:
    for opening, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(opening):
            return encoding
    if _is_utf16_without_mark(content):
        return "UTF-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return mark("GBK（ANSI）") if _is_gbk(content) else None
    return None


def _is_utf16_without_mark(content: bytes) -> bool:
    """Every second byte of plain letters, digits and line ends is zero in UTF-16; a text has many of those."""
    sample = content[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    return max(even, odd) > len(sample) // 10 and min(even, odd) <= len(sample) // 100


def _is_gbk(content: bytes) -> bool:
    """GBK text, rather than UTF-8 text with a few damaged bytes.

    Two bytes of GBK may happen to be a letter in UTF-8, but not a Chinese one, which has three.
    """
    as_utf8, as_gbk = (content.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030"))
    damaged = as_utf8.count("\ufffd")
    whole = sum(character >= "\u0800" for character in as_utf8) - damaged
    return damaged > whole and as_gbk.count("\ufffd") * 50 <= len(as_gbk)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
