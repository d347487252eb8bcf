"""Reads names and fixed words from cells: levels by their stars, types, programmes, statuses, yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starcase.exchange.tables.cell_reads import Around, Look, Reads
from starcase.exchange.tables.cell_texts import text_of
from starcase.exchange.tables.columns import Column
from starcase.exchange.tables.grid import Cell
from starcase.exchange.tables.wrong import Wrong
from starcase.language import Listing, Phrase, phrase
from starcase.model.organization import Outcome, Status
from starcase.model.programme import Level, Programme
from starcase.read.names import AMBIGUOUS_NAME, Role, look_up, names_of_programme
from starcase.read.scalars import Fault, Parsed, Understood, parse_yes_or_no
from starcase.read.shapes import parse_choice
from starcase.read.words import closest, folded, quoted

_SYNONYMS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("正常运行", "正常开展", "运行中", "活跃", "正常活动", "在运行"), Status.ACTIVE.value),
        **dict.fromkeys(("暂停", "停滞", "暂停运行"), Status.PAUSED.value),
        **dict.fromkeys(("解散", "注销", "停止活动", "撤销"), Status.DISSOLVED.value),
        **dict.fromkeys(("合并", "并入"), Status.MERGED.value),
    }
)
_OUTCOMES: Mapping[str, str] = MappingProxyType(
    {word: outcome.value for outcome in Outcome if outcome is not Outcome.RATED for word in outcome.zh}
    | {"不予评级": Outcome.NOT_RATED.value, "不定星": Outcome.NOT_RATED.value, "取消": Outcome.WITHDRAWN.value}
)
_OUTCOME_VALUES = frozenset(outcome.value for outcome in Outcome)
_STARS = re.compile(r"[★⭐🌟☆✩\ufe0f]+")
_STAR_WORD = re.compile(
    r"(?:评为|获评)?([0-9一二两三四五六七八九十])颗?(?:星级?|a级?|级)?(?:社区)?(?:社会)?(?:组织|团队|队伍)?"
)
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_YES, _NO = frozenset("√✓✔☑有"), frozenset("×✗✘xX无☐")


def read_name(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """The id of what a name means: a programme, and what the row's programme lists."""
    text = text_of(cell)
    match column.names:
        case "ProgrammeId":
            return _named(around.programmes.find(text), text, _A_PROGRAMME)
        case "LevelId":
            return _read_level(text, column, around.programme)
        case "TypeId":
            return _read_type(text, around.programme)
    if around.programme is None:
        return Reads(text)
    return _named(look_up(names_of_programme(around.programme), Role.RUBRIC, text), text, _A_RUBRIC)


_A_PROGRAMME, _A_TYPE, _A_RUBRIC = phrase("没有这个项目"), phrase("没有这个类型"), phrase("没有这个评分标准")


def _named(parsed: Parsed[str], text: str, wrong: Phrase) -> Reads:
    if not isinstance(parsed, Fault):
        return Reads(_value(parsed))
    offers = dict(parsed.values).get("offers")
    if not isinstance(offers, Listing):
        return Reads(wrong=Wrong(wrong, phrase("请先在项目文件里补上“{name}”，或者空着这一格。", name=text)))
    if parsed.rule is AMBIGUOUS_NAME:
        return Reads(wrong=Wrong(phrase("叫这个名称的不止一个"), phrase("请改成编号：{offers}。", offers=offers)))
    return Reads(wrong=Wrong(wrong, phrase("请改成：{offers}。", offers=offers)))


def _read_type(text: str, programme: Programme | None) -> Reads:
    if programme is None:
        return Reads(text)
    parsed = look_up(names_of_programme(programme), Role.TYPE, text)
    if isinstance(parsed, Fault):
        wanted = folded(text).removesuffix("类")
        like = [one for one in programme.types if folded(one.name).removesuffix("类") == wanted]
        if len(like) == 1:
            return Reads(like[0].id)
    return _named(parsed, text, _A_TYPE)


def _read_level(text: str, column: Column, programme: Programme | None) -> Reads:
    """A level by its id, its name, its stars: 五星级, 五星, 5星, ★★★★★."""
    if programme is None:
        return Reads(text)
    level = _level_called(text, programme.known_levels)
    if level is not None:
        return Reads(level.id)
    if (word := folded(text)) in _OUTCOMES and len(column.path) > 1:
        return Reads(_OUTCOMES[word])
    if not programme.known_levels:
        wrong = phrase("“{programme}”没有列出等级", programme=programme.name)
        return Reads(wrong=Wrong(wrong, phrase("请空着这一格。")))
    names = [one.name for one in programme.known_levels]
    wrong = phrase("没有这个{word}", word=programme.level_word)
    offers = quoted(closest(text, names)[:1] or names)
    return Reads(
        wrong=Wrong(wrong, phrase("请改成：{offers}。", offers=offers if len(offers.parts) > 1 else quoted(names)))
    )


def is_outcome(value: object) -> bool:
    """Whether what a cell of a rating said is its outcome, and not a level."""
    return value in _OUTCOME_VALUES


def _level_called(text: str, levels: Sequence[Level]) -> Level | None:
    plain = folded(text)
    for level in levels:
        if plain in (folded(level.name), folded(level.id), folded(level.name).removesuffix("级")):
            return level
    stars = _stars(text, plain)
    with_stars = [level for level in levels if level.stars == stars and not level.honour] if stars else []
    if len(with_stars) == 1:
        return with_stars[0]
    kept = _STARS.sub("", text).strip(" ()（）")
    return _level_called(kept, levels) if kept and kept != text else None


def _stars(text: str, plain: str) -> int | None:
    """How many stars a text draws or names; hollow ones are not counted."""
    if _STARS.fullmatch(text.strip()):
        drawn = sum(sign in "★⭐🌟" for sign in text)
        return drawn or None
    found = _STAR_WORD.fullmatch(plain)
    return (_NUMERALS.get(found[1]) or int(found[1])) if found else None


def read_choice(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """The English word of a status or outcome."""
    text = text_of(cell)
    choices = Status if column.path[-1] == "status" else Outcome
    parsed = parse_choice(choices, _SYNONYMS.get(text, text) if choices is Status else text)
    if isinstance(parsed, Fault):
        level = _level_called(text, around.programme.known_levels) if around.programme and choices is Outcome else None
        if level is not None:  # 评定结果：五星级
            return Reads(level.id)
        offers = quoted(column.choices)
        return Reads(wrong=Wrong(phrase("不是可以选的写法"), phrase("请改成：{offers}。", offers=offers)))
    return Reads((parsed.value if isinstance(parsed, Understood) else parsed).value)


def read_yes_or_no(cell: Cell, column: Column, look: Look, around: Around) -> Reads:
    """Yes or no, also as a tick or a cross."""
    if isinstance(cell, bool):
        return Reads(cell)
    text = text_of(cell)
    if text in _YES | _NO:
        return Reads(text in _YES)
    if text in ("1", "0"):
        return Reads(text == "1")
    parsed = parse_yes_or_no(text)
    if isinstance(parsed, Fault):
        return Reads(wrong=Wrong(phrase("应当写“是”或“否”"), phrase("请改成“是”或“否”；没有问过本人的空着。")))
    return Reads(parsed.value if isinstance(parsed, Understood) else parsed)


def _value(parsed: str | Understood[str]) -> str:
    return parsed.value if isinstance(parsed, Understood) else parsed
