"""One cell of a score sheet: what its text means, or why it means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeAlias

from starcase.language import Phrase, phrase, say_number
from starcase.model.ids import ItemId, LevelId, OrganizationId
from starcase.model.programme import Programme
from starcase.model.rounds import ScoreRow
from starcase.rating.terms import rules_for
from starcase.read.names import Role, index, look_up, names_of_programme
from starcase.read.scalars import Fault, Understood, narrow, parse_score
from starcase.reviewing.columns import Part, SheetColumn

Value: TypeAlias = Decimal | str | tuple[str, ...] | None

_BETWEEN_VETOES = re.compile(r"[、,，;；\n]+")
_NONE = frozenset(("无", "没有", "否", "-", "—", "/"))
_STARS = re.compile(r"([0-9一二三四五六七八九十])(?:颗)?(?:星级?|★)?")
_DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)}


class Wrong(Exception):
    """A cell that means nothing: what is wrong, and what to do about it."""

    def __init__(self, wrong: Phrase, mend: Phrase) -> None:
        super().__init__(str(wrong))
        self.wrong = wrong
        self.mend = mend


def read_cell(column: SheetColumn, text: str, programme: Programme) -> Value:
    """The value of a cell that is not blank: points (None for n/a), a level's id, vetoes, or a text. May raise Wrong."""
    match column.part:
        case Part.ITEM | Part.BONUS | Part.DEDUCTION:
            return _points(column, text)
        case Part.LEVEL:
            return _level(text, programme)
        case Part.VETOES:
            return _vetoes(text, programme)
        case Part.TEXT:
            return text


def _points(column: SheetColumn, text: str) -> Decimal | None:
    parsed = parse_score(text)
    points = parsed.value if isinstance(parsed, Understood) else parsed
    if isinstance(points, Fault):
        raise Wrong(phrase("应当是数字"), phrase("请只写阿拉伯数字，例如 4.5，单位不用写。"))
    if points is None:
        if column.may_be_n_a:
            return None
        raise Wrong(phrase("这一项不能写不适用"), phrase("请填写得分；确实不适用的，请先问评定单位。"))
    if points < 0 or (column.max is not None and points > column.max):
        most = say_number(column.max) if column.max is not None else ""
        between = phrase("应在 0 到 {max} 之间", max=most) if most else phrase("不能小于 0")
        raise Wrong(between, phrase("请对照评分说明改正这一格。"))
    return points


def _level(text: str, programme: Programme) -> str | None:
    if text in _NONE:
        return None
    found = look_up(names_of_programme(programme), Role.LEVEL, text)
    if not isinstance(found, Fault):
        return found.value if isinstance(found, Understood) else found
    by_stars = level_of_stars(text, programme)
    if by_stars is not None:
        return by_stars
    names = "、".join(level.name for level in programme.known_levels)
    raise Wrong(phrase("没有这个等级"), phrase("请改成下面的一个：{names}。", names=names))


def level_of_stars(text: str, programme: Programme) -> LevelId | None:
    """The level that `5星`, `五星` or `★★★★★` means."""
    plain = narrow(text)
    found = _STARS.fullmatch(plain)
    if found:
        stars = _DIGITS.get(found[1]) or int(found[1])
    elif plain and not plain.strip("★"):
        stars = len(plain)
    else:
        return None
    fitting = [level.id for level in programme.known_levels if level.stars == stars]
    return fitting[0] if len(fitting) == 1 else None


def vetoes_of(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Id and name of every veto of a programme, those of its rubrics included."""
    rules = (rules_for(programme, rubric) for rubric in (None, *programme.rubrics))
    return tuple(dict.fromkeys((veto.id or veto.name, veto.name) for each in rules for veto in each.vetoes))


def _vetoes(text: str, programme: Programme) -> tuple[str, ...]:
    vetoes = vetoes_of(programme)
    names = index(Role.VETO, vetoes)
    found = []
    for word in (word.strip() for word in _BETWEEN_VETOES.split(text)):
        if not word or word in _NONE:
            continue
        parsed = names.find(word)
        if isinstance(parsed, Fault):
            known = "、".join(name for _, name in vetoes)
            mend = phrase("请改成下面的：{names}；几种一起的，用顿号分开。", names=known)
            wrong = phrase("评定规则里没有“{word}”这种否决情形", word=word)
            raise Wrong(wrong, mend if known else phrase("请清空这一格，把情况写到评语里。"))
        found.append(parsed.value if isinstance(parsed, Understood) else parsed)
    return tuple(dict.fromkeys(found))


def make_row(organization: OrganizationId, cells: Iterable[tuple[SheetColumn, Value]]) -> ScoreRow:
    """The row that some cells make; those that are blank are not among them."""
    scores: list[tuple[ItemId, Decimal | None]] = []
    extra: Mapping[Part, list[tuple[ItemId, Decimal]]] = {Part.BONUS: [], Part.DEDUCTION: []}
    others: dict[str, Value] = {}
    for column, value in cells:
        match value:
            case Decimal() if column.part in extra:
                extra[column.part].append((ItemId(column.of), value))
            case Decimal() | None if column.part is Part.ITEM:
                scores.append((ItemId(column.of), value))
            case _ if value:
                others[column.key] = value
    return ScoreRow(
        organization,
        tuple(scores),
        tuple(extra[Part.BONUS]),
        tuple(extra[Part.DEDUCTION]),
        **others,  # type: ignore[arg-type]
    )


def cell_of(row: ScoreRow, column: SheetColumn) -> str:
    """The text of a row's cell; empty where nothing was said."""
    match column.part:
        case Part.ITEM:
            points = dict(row.scores)
            return "" if column.of not in points else _say(points[ItemId(column.of)])
        case Part.BONUS:
            return _say_extra(row.bonus, column)
        case Part.DEDUCTION:
            return _say_extra(row.deductions, column)
        case Part.VETOES:
            return "、".join(row.vetoes)
        case Part.LEVEL | Part.TEXT:
            return getattr(row, column.key) or ""


def _say(points: Decimal | None) -> str:
    return "n/a" if points is None else say_number(points)


def _say_extra(points: Iterable[tuple[ItemId, Decimal]], column: SheetColumn) -> str:
    return next((say_number(one) for item, one in points if item == column.of), "")
