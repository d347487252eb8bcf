"""Slips of the pen in one text, each a small rule: what is wrong, where, and what it should be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from starcase.folding import traditional_only
from starcase.problems import Rule, Severity, rule

TRADITIONAL = rule(
    "traditional-characters",
    says="“{written}”里有繁体字。",
    mend="请改成“{offered}”；人名、组织名里本来就用的，不用改。",
    severity=Severity.HINT,
)
DOUBLED = rule(
    "doubled-words",
    says="“{written}”写重了。",
    mend="请改成“{offered}”。",
    severity=Severity.HINT,
)
HALF_WIDTH = rule(
    "half-width-punctuation",
    says="“{written}”里的标点是英文的。",
    mend="请改成“{offered}”。",
    severity=Severity.HINT,
)
SPACED_OUT = rule(
    "spaces-in-chinese",
    says="“{written}”中间有空格。",
    mend="请改成“{offered}”。",
    severity=Severity.HINT,
)
WRONG_NAME = rule(
    "wrong-name",
    says="“{written}”的叫法不对。",
    mend="请改成“{offered}”。",
    severity=Severity.WARNING,
)


class Slip(Struct, frozen=True):
    """A slip from `start` in a text: `written` with some of what stands around it, and `offered` in its place."""

    rule: Rule
    start: int
    written: str
    offered: str


_HAN = "\u3400-\u9fff"
_AROUND = 4

_FULL = str.maketrans(",;:?!().", "，；：？！（）。")
_ASCII_SIGN = re.compile(
    rf"(?<=[{_HAN}])[,;:?!](?=[{_HAN}“《（]|\Z)"  # 服务,居民
    rf"|(?<=[{_HAN}])\.(?=[{_HAN}]|\Z)"
    rf"|\((?=[{_HAN}][^()（）\n]{{0,60}}）)|(?<=[{_HAN}])\((?=[{_HAN}][^()（）\n]{{0,60}}\))"
    rf"|(?<=（)[^()（）\n]{{1,60}}\)"
)
_BRACKETS = re.compile(
    rf"(?<=[{_HAN}])\((?P<inside>[{_HAN}][^()（）\n]{{0,60}})\)|（(?P<first>[^()（）\n]{{1,60}})\)|\((?P<second>[^()（）\n]{{1,60}})）"
)
_SPACE = re.compile(rf"(?<=[{_HAN}，。；：、！？])[ \u3000]+(?=[{_HAN}])|(?<=[{_HAN}])[ \u3000]+(?=[，。；：、！？])")
_SENTENCE = re.compile(r"[，。；！？]")
_PARTICLES = re.compile(
    r"的的(?!确)|了了(?![解结却事望然])|(?<![非])是是(?!非)|与与(?!会)|被被(?!子)|也也|这这|们们|及及(?!时|早)|把把(?!关|握|脉)"
    r"|在在(?![建校职册岗场线读编逃押])|得得|，，|、、|；；|：：|(?<!。)。。(?!。)"
)
_WORDS = (
    *(
        "社区",
        "志愿",
        "服务",
        "组织",
        "居民",
        "活动",
        "党员",
        "老人",
        "群众",
        "工作",
        "街道",
        "队员",
        "邻里",
        "开展",
        "我们",
        "他们",
    ),
    *(
        "为了",
        "以及",
        "因为",
        "所以",
        "通过",
        "进行",
        "完成",
        "累计",
        "每周",
        "每月",
        "负责",
        "参加",
        "提供",
        "没有",
        "可以",
        "已经",
    ),
)
_TWICE = re.compile(rf"(?P<word>{'|'.join(_WORDS)})(?P=word)|(?P<long>[{_HAN}]{{3,8}})(?P=long)")
_MAY_BE_TWICE = re.compile(r"[一二三四五六七八九十哈呵啦叮咚哗唰嗒]")


def find_slips(text: str, names: Mapping[str, str]) -> Iterator[Slip]:
    """What is wrong in a text, one slip a rule at the most; `names` are wrong ones with the right ones."""
    for look in _LOOKS:
        yield from list(look(text))[:1]
    for wrong, right in names.items():
        if wrong in text and (start := text.replace(right, " " * len(right)).find(wrong)) >= 0:
            yield Slip(WRONG_NAME, start, wrong, right)


def _traditional(text: str) -> Iterator[Slip]:
    table = traditional_only()
    if text.isascii() or not any(character in table for character in text):
        return
    for found in re.finditer(rf"[{_HAN}]+", text):
        simple = "".join(table.get(character, character) for character in found[0])
        if simple != found[0]:
            first = next(at for at, (one, other) in enumerate(zip(found[0], simple, strict=True)) if one != other)
            begin, end = max(0, first - _AROUND), first + _AROUND + 1
            yield Slip(TRADITIONAL, found.start() + first, found[0][begin:end], simple[begin:end])


def _doubled(text: str) -> Iterator[Slip]:
    for found in _PARTICLES.finditer(text):
        yield _slip(DOUBLED, text, found.start(), found.end(), found[0][0])
    for found in _TWICE.finditer(text):
        word = found["word"] or found["long"]
        if not _MAY_BE_TWICE.search(word):
            yield _slip(DOUBLED, text, found.start(), found.end(), word)


def _half_width(text: str) -> Iterator[Slip]:
    for found in _BRACKETS.finditer(text):
        inside = found["inside"] or found["first"] or found["second"]
        yield _slip(HALF_WIDTH, text, found.start(), found.end(), f"（{inside}）", around=0)
    for found in _ASCII_SIGN.finditer(text):
        yield _slip(HALF_WIDTH, text, found.start(), found.end(), found[0].translate(_FULL))


def _spaced_out(text: str) -> Iterator[Slip]:
    """Only in sentences: in a heading or a list of names a space may stand between words."""
    if _SENTENCE.search(text):
        for found in _SPACE.finditer(text):
            yield _slip(SPACED_OUT, text, found.start(), found.end(), "")


def _slip(about: Rule, text: str, start: int, end: int, offered: str, around: int = _AROUND) -> Slip:
    before, after = text[max(0, start - around) : start], text[end : end + around]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return Slip(about, start, f"{before}{text[start:end]}{after}", f"{before}{offered}{after}")


_LOOKS: tuple[Callable[[str], Iterator[Slip]], ...] = (_traditional, _doubled, _half_width, _spaced_out)
"""What is looked for in a text, one after the other."""
