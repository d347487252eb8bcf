"""Questions at the terminal, one a line; an answer that cannot be meant is asked for again."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import TypeVar

from starcase.language import Words
from starcase.model.values import PartialDate
from starcase.read.dates import parse_partial_date
from starcase.read.scalars import Understood

T = TypeVar("T")

_MOST_SHOWN = 12
_YES = frozenset(("y", "yes", "是", "对", "好", "1"))
_NO = frozenset(("n", "no", "否", "不", "不是", "0"))


class NoAnswer(Exception):
    """Whoever was asked has gone: the input is at its end."""


class Asker:
    """Asks and listens. `listen` gives the next line, or raises EOFError; `say` prints without a line end where told so."""

    def __init__(self, say: Callable[[str], None], listen: Callable[[], str], words: Words) -> None:
        self._say = say
        self._listen = listen
        self.words = words

    def tell(self, text: str) -> None:
        self._say(text + "\n")

    def text(self, question: str, *, proposed: str = "", needed: bool = False) -> str:
        """What was typed; `proposed` where nothing was. Asks until something is, where it is needed."""
        while True:
            hint = self.words("（直接回车就用“{proposed}”）", proposed=proposed) if proposed else ""
            typed = self._hear(question + (hint or ("" if needed else self.words("（可以不填，直接回车）"))))
            if typed or proposed or not needed:
                return typed or proposed
            self.tell(self.words("这一项要写。"))

    def checked(self, question: str, complain: Callable[[str], str | None], *, proposed: str = "") -> str:
        """As `text`, until `complain` has nothing to say about it."""
        while True:
            typed = self.text(question, proposed=proposed, needed=True)
            wrong = complain(typed)
            if wrong is None:
                return typed
            self.tell(wrong)

    def day(self, question: str, *, proposed: str = "") -> str:
        """A day as `2024-05-01`, a month or a year; empty where none was given."""
        while True:
            typed = self.text(question, proposed=proposed)
            parsed = parse_partial_date(typed)
            found = parsed.value if isinstance(parsed, Understood) else parsed
            if not typed or isinstance(found, PartialDate):
                return str(found) if typed else ""
            self.tell(self.words("“{typed}”不是日期。请写成 2024-05-01 或 2024年5月1日。", typed=typed))

    def choose(self, question: str, choices: Sequence[tuple[T, str]], *, optional: bool = False) -> T | None:
        """One of some choices, by its number or by (part of) its name; None where nothing was chosen."""
        shown = list(choices)
        while True:
            self._list(shown)
            hint = self.words("（可以不选，直接回车）") if optional else ""
            typed = self._hear(question + self.words("（输入数字，或者名称里的几个字）") + hint)
            if not typed and optional:
                return None
            found = _matching(typed, shown, choices)
            if len(found) == 1:
                self.tell(self.words("已选：{name}", name=found[0][1]))
                return found[0][0]
            if found:
                self.tell(self.words("有 {n} 个都对得上，请再选：", n=len(found)))
                shown = found
            else:
                self.tell(self.words("没有对得上“{typed}”的，请再选一次。", typed=typed))
                shown = list(choices)

    def yes(self, question: str) -> bool:
        """Whether it was said so; nothing typed means no."""
        while True:
            typed = self._hear(question + self.words("（是/否，直接回车表示否）")).lower()
            if not typed or typed in _NO:
                return False
            if typed in _YES:
                return True

    def _list(self, choices: Sequence[tuple[T, str]]) -> None:
        for number, (_, name) in enumerate(choices[:_MOST_SHOWN], 1):
            self.tell(f"  {number}  {name}")
        if len(choices) > _MOST_SHOWN:
            more = self.words("  …… 共 {n} 个，没有列完；请输入名称里的几个字来找。", n=len(choices))
            self.tell(more)

    def _hear(self, question: str) -> str:
        self._say(question + self.words("："))
        try:
            return unicodedata.normalize("NFC", self._listen()).strip()
        except EOFError as error:
            raise NoAnswer from error


def _matching(typed: str, shown: Sequence[tuple[T, str]], choices: Sequence[tuple[T, str]]) -> list[tuple[T, str]]:
    """The choices that an answer may mean; a number is one of those that were listed."""
    number = unicodedata.normalize("NFKC", typed)
    if number.isdecimal() and 1 <= int(number) <= min(len(shown), _MOST_SHOWN):
        return [shown[int(number) - 1]]
    if not typed:
        return []
    exact = [one for one in choices if typed in (str(one[0]), one[1])]
    return exact or [one for one in choices if typed in one[1] or typed == str(one[0])]
