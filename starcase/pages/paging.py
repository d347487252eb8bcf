"""Plans a list in pages; a long one in sections, each in pages of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from msgspec.structs import replace

from starcase.model.move import Moved
from starcase.model.row import Row, StoryRow
from starcase.model.stretch import OTHER, By, Step, Stretch, folder_of
from starcase.views import urls
from starcase.views.parts import PAGE_SIZE
from starcase.views.sections import letter_of, month_of, syllable_of, year_of

LONGEST = 20 * PAGE_SIZE
"""The longest list that is only cut into pages."""

Listed = TypeVar("Listed")
Cuts = tuple[tuple[By, Callable[[Listed], str]], ...]
"""What a list can be cut by, coarsest first, and how the section of an entry is told."""
Stretched = Iterator[tuple[str, Stretch, tuple[Listed, ...]]]
"""The pages of a list: address, what part of the list it is, entries."""

_BY_NAME: Cuts[Row] = ((By.LETTER, letter_of), (By.SYLLABLE, syllable_of))
_BY_DAY: Cuts[StoryRow] = ((By.YEAR, year_of), (By.MONTH, month_of))
_BY_CHANGE: Cuts[Moved] = (
    (By.CHANGE, lambda moved: moved.move.kind.value),
    (By.AREA, lambda moved: moved.area or OTHER),
    (By.LETTER, letter_of),
    (By.SYLLABLE, syllable_of),
)
_SORTED = {By.LETTER: False, By.SYLLABLE: False, By.YEAR: True, By.MONTH: True}
"""Sections that stand in an order of their own, and whether the last one comes first; others stand as the list has them."""


def is_long(rows: tuple[object, ...]) -> bool:
    return len(rows) > LONGEST


def split_pages(rows: tuple[Listed, ...]) -> tuple[tuple[Listed, ...], ...]:
    """The rows of each page; an empty list has one empty page."""
    return tuple(rows[start : start + PAGE_SIZE] for start in range(0, len(rows) or 1, PAGE_SIZE))


def stretch_bodies(first: str, rows: tuple[Row, ...]) -> Stretched[Row]:
    """The pages of a list of bodies whose own page is at `first`; a long one by letter, a letter that is long by syllable."""
    return _stretch(first, rows, _BY_NAME)


def stretch_stories(first: str, rows: tuple[StoryRow, ...]) -> Stretched[StoryRow]:
    """The pages of a list of stories; a long one by year, a year that is long by month."""
    return _stretch(first, rows, _BY_DAY)


def stretch_moves(first: str, moved: tuple[Moved, ...], name: Callable[[Step], Step]) -> Stretched[Moved]:
    """The pages of a round whose own page is at `first`; a long one by kind, then by area, then as bodies are. `name` names sections."""
    for url, stretch, some in _stretch(first, moved, _BY_CHANGE):
        yield url, replace(stretch, steps=tuple(name(step) for step in stretch.steps)), some


def _stretch(
    first: str,
    rows: tuple[Listed, ...],
    cuts: Cuts[Listed],
    folders: tuple[str, ...] = (),
    steps: tuple[Step, ...] = (),
) -> Stretched[Listed]:
    url, cut = urls.section_url(first, folders), _cut(rows, cuts, folders)
    if cut is None:
        pages = split_pages(rows)
        for number, some in enumerate(pages, start=1):
            yield urls.numbered_url(url, number), Stretch(number, len(pages), folders, steps), some
        return
    step, sections, finer = cut
    yield url, Stretch(folders=folders, steps=(*steps, step)), ()
    for section, some in zip(step.sections, sections, strict=True):
        chosen = replace(step, chosen=section, counts=())
        yield from _stretch(first, some, finer, (*step.above, folder_of(section)), (*steps, chosen))


def _cut(
    rows: tuple[Listed, ...], cuts: Cuts[Listed], above: tuple[str, ...]
) -> tuple[Step, tuple[tuple[Listed, ...], ...], Cuts[Listed]] | None:
    """The sections of a long list, and the cuts that are left; None where it is short, or no cut makes two of it.

    A cut that would leave all in one section is passed over, but its folder stays, so that addresses last.
    """
    if not is_long(rows):
        return None
    for number, (by, key) in enumerate(cuts, start=1):
        sections: dict[str, list[Listed]] = {}
        for row in rows:
            sections.setdefault(key(row), []).append(row)
        if len(sections) > 1:
            names = tuple(sorted(sections, reverse=_SORTED[by]) if by in _SORTED else sections)
            step = Step(by, above, names, counts=tuple(len(sections[name]) for name in names))
            return step, tuple(tuple(sections[name]) for name in names), cuts[number:]
        above = (*above, folder_of(*sections))
    return None
