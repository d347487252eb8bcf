"""Reads columns that are ticked: one column a value (五星, 四星, 三星), a tick in the one that holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from starcase.exchange.tables.cell_texts import text_of, tidy
from starcase.exchange.tables.grid import FORMULA_ERRORS, Cell
from starcase.exchange.tables.headers import Meaning
from starcase.exchange.tables.wrong import Wrong
from starcase.language import phrase
from starcase.read.words import folded

_TICKS = frozenset(
    ("√", "✓", "✔", "☑", "✅", "●", "■", "○", "〇", "v", "y", "是", "有", "对", "1", "true", "打√", "打勾")
)
_CROSSES = frozenset(("", "×", "✗", "✘", "x", "☐", "□", "否", "无", "0", "/", "-", "—", "——", "false"))
_NO_TICK = Wrong(phrase("这一列只打√"), phrase("是的打“√”，不是的空着。"))


class Mistick(Struct, frozen=True):
    """A ticked column where something is wrong in a row."""

    meaning: Meaning
    wrong: Wrong


def choose_by_ticks(cells: Sequence[Cell], choices: Sequence[Meaning]) -> tuple[Sequence[Cell], tuple[Mistick, ...]]:
    """A row in which each ticked cell holds the value that its column stands for, and the others nothing."""
    if not choices:
        return cells, ()
    chosen, wrong = list(cells), list[Mistick]()
    for _, several in groupby(sorted(choices, key=_thing), key=_thing):
        ticked: list[Meaning] = []
        for meaning in several:
            chosen[meaning.place] = ""
            mark = _marked(cells[meaning.place], meaning)
            if mark is None and cells[meaning.place] not in FORMULA_ERRORS:
                wrong.append(Mistick(meaning, _NO_TICK))
            elif mark is None:
                chosen[meaning.place] = cells[meaning.place]
            elif mark:
                ticked.append(meaning)
        if len(ticked) > 1:
            headers = "、".join(one.header for one in ticked)
            mend = phrase("请只留一个√。")
            wrong.append(Mistick(ticked[1], Wrong(phrase("同一项打了几个√：{headers}", headers=headers), mend)))
        elif ticked:
            chosen[ticked[0].place] = str(ticked[0].choice)
    return chosen, tuple(wrong)


def _thing(meaning: Meaning) -> tuple[str, ...]:
    """What the columns that belong together have in common."""
    return (*meaning.column.path, meaning.period or "")


def _marked(cell: Cell, meaning: Meaning) -> bool | None:
    """Whether a cell is ticked; None for what is neither a tick nor none. Some write the value itself instead."""
    text = folded(tidy(text_of(cell)))
    if text in _CROSSES:
        return False
    return True if text in _TICKS or text == folded(str(meaning.choice)) else None
