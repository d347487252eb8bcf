"""Cuts the lists of a corpus that are longer than 1,000 into sections, as starcase does, for peers that cannot read Chinese aloud.

The rules are those of starcase/pages/paging.py: bodies by the first letter of their pinyin, a letter that is still so long by syllable;
stories by year, then by month; what changed in a round by kind of change, then by area, then as bodies are; a cut that would leave all in
one section is passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

LONGEST = 1_000
# How the names of the corpus begin: always with one of its words, and these are read otherwise than character by character.
PHRASES = {"乐清": "yue", "柏林": "bo"}
SYLLABLES = {
    "安": "an", "和": "he", "乐": "le", "康": "kang", "福": "fu", "宁": "ning", "顺": "shun", "祥": "xiang", "春": "chun", "夏": "xia",
    "秋": "qiu", "冬": "dong", "晨": "chen", "星": "xing", "明": "ming", "辉": "hui", "清": "qing", "源": "yuan", "泉": "quan",
    "林": "lin", "松": "song", "柏": "bai", "竹": "zhu", "梅": "mei", "兰": "lan", "菊": "ju", "桃": "tao", "杏": "xing", "桂": "gui",
    "荷": "he", "枫": "feng", "榆": "yu", "槐": "huai", "柳": "liu",
}  # fmt: skip
LABELS = {
    "letter": "按拼音首字母",
    "syllable": "按拼音",
    "year": "按年份",
    "month": "按月份",
    "change": "按变动",
    "area": "按地区",
}
HINTS = {
    "letter": "请选名称第一个字的拼音首字母，后面的数字是组织数。",
    "syllable": "请选名称第一个字的拼音，后面的数字是组织数。",
    "year": "请选年份，后面的数字是故事数。",
    "month": "请选月份，后面的数字是故事数。",
    "change": "请选是哪一种变动，后面的数字是组织数。",
    "area": "请选地区，后面的数字是组织数。",
}
PROMOTED = "promoted"
"""The only change of a level that the corpus has."""

Sections = dict[str, str]
"""The section that an entry lies in by each cut, coarsest first, as its folders: `{"letter": "s", "syllable": "s/shi"}`.

What changed in a round is cut by `change`, `change_area`, `change_letter`, `change_syllable`.
"""


Crumb = tuple[str, str]
"""The address of a page, and what it is called."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its own page is at `url`, below the pages of `above`; its sections lie below `folder`.

    `source` is what its entries have in common, as a peer's own path; `heading` stands over them. `names` are what sections are called
    where that is not plain from their folders.
    """

    url: str
    folder: str
    source: str
    title: str
    heading: str
    above: list[Crumb]
    entries: Sequence[Sections]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One section among its sisters, on the page that they are chosen from."""

    id: str
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands on the page of a list that is cut, in place of its entries."""

    by: str
    label: str
    hint: str
    parts: list[Choice]


@dataclass(frozen=True, slots=True)
class Step:
    """The page of a cut, and which of its sections was chosen there."""

    url: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section: those entries of the list that have it `by` its kind. The `steps` lead to it, the last one included; `label` names it."""

    url: str
    title: str
    label: str
    heading: str
    crumbs: list[Crumb]
    source: str
    by: str
    section: str
    steps: list[Step]


def sections_of_name(name: str) -> Sections:
    """Where a body lies in a list that is cut by name."""
    syllable = PHRASES.get(name[:2]) or SYLLABLES[name[0]]
    return {"letter": syllable[0], "syllable": f"{syllable[0]}/{syllable}"}


def sections_of_day(day: str) -> Sections:
    """Where a story of a day such as 2025-03-12 lies in a list that is cut by day."""
    return {"year": day[:4], "month": f"{day[:4]}/{day[5:7]}"}


def sections_of_change(area: str, name: Sections) -> Sections:
    """Where a body whose level rose lies in the list of what changed, if that is cut."""
    above = f"{PROMOTED}/{area}"
    return {"change": PROMOTED, "change_area": above, **{f"change_{by}": f"{above}/{own}" for by, own in name.items()}}


def cut_lists(listings: Iterable[Listing]) -> tuple[dict[str, Cut], list[Part]]:
    """The cuts of all long lists, by the page on which they stand, and a part for each section."""
    cuts: dict[str, Cut] = {}
    parts: list[Part] = []
    for listing in listings:
        crumbs = [*listing.above, (listing.url, listing.title)]
        for url, cut, some in _cut(listing, listing.url, listing.entries, crumbs, []):
            cuts[url] = cut
            parts += some
    return cuts, parts


def _cut(
    listing: Listing, url: str, entries: Sequence[Sections], crumbs: list[Crumb], steps: list[Step]
) -> Iterator[tuple[str, Cut, list[Part]]]:
    by = _what_cuts(entries)
    if by is None:
        return
    counted = Counter(entry[by] for entry in entries)
    newest_first = by in ("year", "month")
    choices = [
        Choice(
            section,
            listing.names.get(section) or _say(by, section),
            f"{listing.folder}page/{section}/",
            counted[section],
        )
        for section in sorted(counted, reverse=newest_first)
    ]
    parts = [_part(listing, by, choice, crumbs, [*steps, Step(url, choice.id)]) for choice in choices]
    kind = _kind(by)
    yield url, Cut(kind, LABELS[kind], HINTS[kind], choices), parts
    for choice, part in zip(choices, parts, strict=True):
        some = [entry for entry in entries if entry[by] == choice.id]
        yield from _cut(listing, part.url, some, [*crumbs, (part.url, choice.label)], part.steps)


def _what_cuts(entries: Sequence[Sections]) -> str | None:
    """The coarsest cut that makes several sections of a long list; None where it is short, or nothing does."""
    if len(entries) <= LONGEST:
        return None
    return next((by for by in entries[0] if len({entry[by] for entry in entries}) > 1), None)


def _part(listing: Listing, by: str, choice: Choice, crumbs: list[Crumb], steps: list[Step]) -> Part:
    says_what = {"letter": "拼音首字母", "syllable": "拼音"}.get(_kind(by), "")
    title = f"{listing.title}：{says_what}{choice.label}"
    return Part(choice.url, title, choice.label, listing.heading, crumbs, listing.source, by, choice.id, steps)


def _kind(by: str) -> str:
    return by.removeprefix("change_")


def _say(by: str, section: str) -> str:
    """A section as it stands among its sisters: `S`, `shi`, `2025年`, `2025年3月`."""
    above, _, last = section.rpartition("/")
    if by == "month":
        return f"{above}年{int(last)}月"
    return {"letter": last.upper(), "syllable": last, "year": f"{last}年"}[_kind(by)]
