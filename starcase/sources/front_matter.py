"""The front matter of a Markdown file: the YAML between its first two lines of `---`, and the body below."""

from __future__ import annotations

import re

from msgspec import Struct

from starcase.problems import DocumentId, Problem, Rule, problem, rule
from starcase.sources.documents import RawDocument

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

_DASHES = re.compile(r"-{3,}\s*")
_OTHER_DASHES = re.compile(r"[—–－‐−─-]{2,}\s*")


class Front(Struct, frozen=True):
    """A file's front matter as a YAML document, and its Markdown, whose first line is the file's line `body_line`."""

    raw: RawDocument
    body: str
    body_line: int


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
