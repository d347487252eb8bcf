"""Looks over whole documents: each of their texts, and what only shows between the paragraphs of one. Runs in workers."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from starcase.language import phrase
from starcase.problems import DocumentId, Path, Problem, Rule, Severity, problem, rule
from starcase.sources.front_matter import split_front_matter
from starcase.sources.text import line_and_column
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents
from starcase.wording.slips import SPACED_OUT, TRADITIONAL, find_slips

PARAGRAPH_TWICE = rule(
    "paragraph-twice",
    says="这一段和第 {line} 行的一段一字不差：{text}",
    mend="请删去其中一段。",
    severity=Severity.HINT,
)
LINE_BROKEN = rule(
    "line-broken",
    says="这一段到“{text}”没有写完，下一段又接着写。",
    mend="请删去中间的空行，把上下两段连起来。",
    severity=Severity.HINT,
)

_SHORTEST_TWICE, _SHORTEST_BROKEN = 15, 20
_SHOWN = 12
_NOT_PROSE = frozenset(
    ("id", "编号", "标识", "file", "文件", "url", "网址", "base_url", "正式网址", "uscc", "统一社会信用代码")
)
_NAMES: frozenset[str | int] = frozenset(
    (
        "name",
        "名称",
        "组织名称",
        "姓名",
        "former_names",
        "曾用名",
        "author",
        "作者",
        "credit",
        "摄影",
        "供图",
        "issuer",
        "发布单位",
    )
)
_CONTACTS: frozenset[str | int] = frozenset(
    ("contact", "联系方式", "受理方式", "objections_to", "异议受理", "address", "地址")
)
_SPARED: tuple[tuple[Rule, frozenset[str | int]], ...] = ((TRADITIONAL, _NAMES), (SPACED_OUT, _CONTACTS))
"""What people are called, they may write as they like; an address has spaces between its parts."""
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
_NO_PARAGRAPH = re.compile(r"[#>|*+\-=<`\[!]|\d+[.、)）]|[（(]?[一二三四五六七八九十]+[、）).]|(?: {4}|\t)")
_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]+`", re.DOTALL)
_UNFINISHED = re.compile(r"[\u3400-\u9fff，、]\Z")
_GOES_ON = re.compile(r"[\u3400-\u9fff，、。；]")

Text = tuple[str, str]
"""A file's path and its text."""


class Proofreading(Struct, frozen=True):
    """What every document is looked over with: names that are wrong, with the right ones; bodies' and people's own names."""

    wrong: Mapping[str, str]
    own: tuple[str, ...]


def prepare_proofreading(wrong: Mapping[str, str], names: Iterable[str]) -> Proofreading:
    """Of bodies' names those are kept that a rule would take for a slip."""
    return Proofreading(
        wrong, tuple(sorted({name for name in names if next(find_slips(name, {}), None)}, key=len)[::-1])
    )


def proofread_batch(context: bytes, batch: tuple[Text, ...]) -> list[Problem]:
    """What is wrong in the wording of some files; `context` is a pickled Proofreading."""
    return [found for file, text in batch for found in proofread(file, text, _load(context))]


@lru_cache(maxsize=1)
def _load(context: bytes) -> Proofreading:
    loaded: Proofreading = pickle.loads(context)
    return loaded


def proofread(file: str, text: str, with_what: Proofreading) -> Iterator[Problem]:
    """What is wrong in the wording of one file; of a document that cannot be read nothing is said.

    Reports: paragraph-twice, line-broken, and the rules of `slips`.
    """
    if file.endswith(".md"):
        front, _ = split_front_matter(text, file)
        if front:
            yield from _in_values(front.raw, with_what)
            yield from _in_body(front.body, front.body_line, front.raw.id, with_what)
        return
    for raw in split_documents(text, file):
        yield from _in_values(raw, with_what)


def _in_values(raw: RawDocument, with_what: Proofreading) -> Iterator[Problem]:
    if next(find_slips(raw.text, with_what.wrong), None) is None:
        return  # hardly any document has to be taken apart
    tree, _ = parse_document(raw)
    for path, text in _texts(tree, ()):
        spared = [rule for rule, keys in _SPARED if not keys.isdisjoint(path)]
        for slip in find_slips(_without_names(text, with_what), with_what.wrong):
            if slip.rule not in spared:
                yield problem(slip.rule, raw.id, path, written=slip.written, offered=slip.offered)


def _texts(tree: Tree, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(tree, str):
        if not tree.isascii():
            yield path, tree
    elif isinstance(tree, list):
        for at, below in enumerate(tree):
            yield from _texts(below, (*path, at))
    elif isinstance(tree, dict):
        for key, below in tree.items():
            if key not in _NOT_PROSE and key not in ("wording", "文字", "privacy", "隐私"):
                yield from _texts(below, (*path, key))


def _in_body(body: str, first_line: int, document: DocumentId, with_what: Proofreading) -> Iterator[Problem]:
    body = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), body)
    blocks = [(block.start(), block[0]) for block in _BLOCK.finditer(body)]

    def at(offset: int) -> tuple[int, int]:
        return line_and_column(body, offset, first_line)

    for start, text in blocks:
        for slip in find_slips(_without_names(text, with_what), with_what.wrong):
            yield problem(slip.rule, document, at=at(start + slip.start), written=slip.written, offered=slip.offered)
    first: dict[str, int] = {}
    for start, text in blocks:
        plain = "".join(text.split())
        if len(plain) >= _SHORTEST_TWICE and not text.startswith(("|", "#")):
            before = first.setdefault(plain, start)
            if before != start:
                line = at(before)[0]
                yield problem(
                    PARAGRAPH_TWICE, document, at=at(start), line=line, text=phrase("{text}……", text=plain[:_SHOWN])
                )
    for (start, text), (_, following) in pairwise(blocks):
        if _breaks_off(text, following):
            end = start + len(text.rstrip()) - 1
            yield problem(LINE_BROKEN, document, at=at(end), text=text.rstrip()[-_SHOWN:])


def _breaks_off(text: str, following: str) -> bool:
    """Whether a paragraph ends in the middle of a sentence which the next one goes on with."""
    return (
        len(text) >= _SHORTEST_BROKEN
        and not _NO_PARAGRAPH.match(text)
        and not _NO_PARAGRAPH.match(following)
        and _UNFINISHED.search(text.rstrip()) is not None
        and _GOES_ON.match(following) is not None
        and len(following) >= _SHORTEST_TWICE
    )


def _without_names(text: str, with_what: Proofreading) -> str:
    """A text with blanks where a body's own name stands that a rule might take for a slip."""
    for name in with_what.own:
        if name in text:
            text = text.replace(name, "\x00" * len(name))
    return text
