"""What compiled templates call while a page is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from types import FunctionType
from typing import Any, TypeVar, cast

from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]
from msgspec import Struct

T = TypeVar("T")


escape_text: Callable[[str], str] = _escape_inner
"""A text as it may stand in HTML, in an attribute too; spared to be marked, which takes longer than to escape it."""


def as_html(value: object) -> str:
    """Any value as it may stand in HTML; what is marked as HTML stays as it is. Nothing but markupsafe decides what is safe."""
    if type(value) is str:
        return escape_text(value)
    if type(value) is int:
        return str(value)
    return value if type(value) is Markup else escape(value)


_REPEATED = frozenset({"menu", "footer", "tools", "search_box", "standing", "item_row"})
"""Components that page after page writes with the same few values. No value of theirs may be Markup, which equals the text that it marks."""
_KEPT = 512


class Component(Macro):
    """A macro; `html(...)` is its text for a page that writes it at once, and takes positional arguments only.

    Of a repeated one, what it made is kept: it sees nothing but its arguments, which are frozen.
    """

    def __init__(self, *definition: Any) -> None:
        super().__init__(*definition)
        if self.catch_kwargs or self.catch_varargs or self.caller:
            self.html = self.__call__
            return
        written = cast(FunctionType, self._func)
        written.__defaults__ = (missing,) * len(self.arguments)  # as Macro itself fills in what was not given
        self.html = _keep(written) if self.name in _REPEATED else written


def _keep(written: Callable[..., str]) -> Callable[..., str]:
    known = lru_cache(maxsize=_KEPT, typed=True)(written)

    def html(*values: Any) -> str:
        try:
            return known(*values)
        except TypeError:  # a list, which somebody's own template may give
            return written(*values)

    return html


class Step(Struct, frozen=True):
    """The `loop` of a template that asks for no more than its ends."""

    first: bool
    last: bool


_ONLY, _FIRST, _BETWEEN, _LAST = Step(True, True), Step(True, False), Step(False, False), Step(False, True)


def steps(values: Iterable[T], _undefined: object) -> Iterator[tuple[T, Step]]:
    """Values with their place in the row; stands in for LoopContext, and takes what it takes."""
    row = tuple(values)
    return zip(row, _steps_among(len(row)), strict=True)


@lru_cache(maxsize=256)
def _steps_among(count: int) -> tuple[Step, ...]:
    return (_FIRST, *[_BETWEEN] * (count - 2), _LAST) if count > 1 else (_ONLY,) * count
