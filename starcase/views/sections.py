"""The sections of a long list: which one an entry belongs in, what they are called, and the way between them."""

from __future__ import annotations

import re
from typing import Protocol

from msgspec import Struct

from starcase.language import Words, mark, say_month
from starcase.model.row import StoryRow
from starcase.model.stretch import OTHER, By, Step, Stretch, folder_of
from starcase.views import urls
from starcase.views.parts import Pager, make_pager

_SYLLABLE = re.compile("([a-z]{1,6})[1-5]")
_SPELT = {"lv": "lü", "nv": "nü", "lve": "lüe", "nve": "nüe"}
_HEADINGS = {
    By.LETTER: mark("按拼音首字母"),
    By.SYLLABLE: mark("按拼音"),
    By.YEAR: mark("按年份"),
    By.MONTH: mark("按月份"),
    By.CHANGE: mark("按变动"),
    By.AREA: mark("按地区"),
}
_HINTS = {
    By.LETTER: mark("请选名称第一个字的拼音首字母，后面的数字是组织数。"),
    By.SYLLABLE: mark("请选名称第一个字的拼音，后面的数字是组织数。"),
    By.YEAR: mark("请选年份，后面的数字是故事数。"),
    By.MONTH: mark("请选月份，后面的数字是故事数。"),
    By.CHANGE: mark("请选是哪一种变动，后面的数字是组织数。"),
    By.AREA: mark("请选地区，后面的数字是组织数。"),
}


class Spelt(Protocol):
    """Whatever is listed by a body's name; `order` is its pinyin."""

    @property
    def order(self) -> str: ...


class Jump(Struct, frozen=True):
    """A link to a part of a list; `note` stands after it, `current` marks the part that the page shows."""

    label: str
    href: str
    note: str = ""
    current: bool = False


class Index(Struct, frozen=True):
    """The parts of a list side by side; `hint` says what to do where they stand in place of entries."""

    label: str
    jumps: tuple[Jump, ...]
    hint: str = ""
    is_wide: bool = False
    """Whether its labels are more than a letter."""


def letter_of(row: Spelt) -> str:
    """The first letter of a body's pinyin, A to Z; OTHER for a name that begins with none."""
    first = row.order[:1].upper()
    return first if "A" <= first <= "Z" else OTHER


def syllable_of(row: Spelt) -> str:
    """The first syllable of a body's pinyin without its tone; OTHER for a name that begins with a number or a Latin word."""
    syllable = _SYLLABLE.fullmatch(row.order.partition(" ")[0])
    return syllable[1] if syllable else OTHER


def year_of(story: StoryRow) -> str:
    return f"{story.date.year:04}" if story.date else OTHER


def month_of(story: StoryRow) -> str:
    return f"{story.date.month:02}" if story.date and story.date.month else OTHER


def view_indexes(first: str, stretch: Stretch, url: str, words: Words) -> tuple[Index, ...]:
    """The steps of a page at `url` of the list whose own page is at `first`."""
    return tuple(_view_step(first, step, url, words) for step in stretch.steps)


def _view_step(first: str, step: Step, url: str, words: Words) -> Index:
    notes = step.counts or ("",) * len(step.sections)
    return Index(
        label=words(_HEADINGS[step.by]),
        jumps=tuple(
            Jump(
                label=say_section(step, section, words),
                href=urls.relative(url, _section_url(first, step, section)),
                note=str(note),
                current=section == step.chosen,
            )
            for section, note in zip(step.sections, notes, strict=True)
        ),
        hint=words(_HINTS[step.by]) if step.counts else "",
        is_wide=step.by is not By.LETTER or bool(step.counts),
    )


def _section_url(first: str, step: Step, section: str) -> str:
    return urls.section_url(first, (*step.above, folder_of(section)))


def say_section(step: Step, section: str, words: Words) -> str:
    """A section as it stands among its sisters: `S`, `shi`, `2025年`, `2025年3月`, `升星`."""
    if step.names:
        return step.names[step.sections.index(section)]
    if section == OTHER:
        return words("日期不详") if step.by in (By.YEAR, By.MONTH) else words("其他")
    if step.by is By.YEAR:
        return words("{year}年", year=section)
    if step.by is By.MONTH:
        return say_month(int(step.above[-1]), int(section), words)
    return _SPELT.get(section, section)


def view_pager(first: str, stretch: Stretch) -> Pager | None:
    """The pager of a page of the list whose own page is at `first`: through its section, or through the whole list."""
    return make_pager(urls.section_url(first, stretch.folders), stretch.number, stretch.count)


def say_title(title: str, stretch: Stretch, words: Words) -> str:
    """What a page of a list that is called `title` is called itself: `找组织：拼音首字母S，第2页`."""
    chosen = _chosen(stretch)
    if chosen:
        title = words("{title}：{section}", title=title, section=_name_section(*chosen[-1], words))
    return _number(title, stretch, words)


def say_here(stretch: Stretch, words: Words) -> str:
    """The last crumb of a page in a section: `S，第2页`; empty for a page of the list itself."""
    return _number(say_last_section(stretch, words), stretch, words) if stretch.folders else ""


def say_last_section(stretch: Stretch, words: Words) -> str:
    """The smallest section that a page lies in."""
    return say_section(*_chosen(stretch)[-1], words)


def crumbs_down(title: str, first: str, stretch: Stretch, words: Words) -> tuple[tuple[str, str], ...]:
    """The way from the own page of a list that is called `title`, at `first`, to another of its pages, itself left out."""
    if stretch.is_first:
        return ()
    above = _chosen(stretch)[:-1]
    passed = ((say_section(*each, words), _section_url(first, *each)) for each in above)
    return ((title, first), *passed)


def _chosen(stretch: Stretch) -> tuple[tuple[Step, str], ...]:
    """The sections that a page lies in, the largest first."""
    return tuple((step, step.chosen) for step in stretch.steps if step.chosen)


def _name_section(step: Step, section: str, words: Words) -> str:
    """A section as it stands in a title, where nothing else tells what a letter is."""
    said = say_section(step, section, words)
    if section == OTHER or step.by not in (By.LETTER, By.SYLLABLE):
        return said
    if step.by is By.LETTER:
        return words("拼音首字母{letter}", letter=said)
    return words("拼音{syllable}", syllable=said)


def _number(title: str, stretch: Stretch, words: Words) -> str:
    return title if stretch.number == 1 else words("{title}，第{n}页", title=title, n=stretch.number)
