"""The words of one language: Chinese as it stands in the code, other languages from `locale/<tag>.po`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from string import Formatter
from typing import Any

from msgspec import Struct, field

CHINESE = "zh-CN"
_AS_WRITTEN = frozenset({"zh", "zh-cn", "zh-hans", "zh-hans-cn"})


class Words(Struct, frozen=True, eq=False):
    """Says a Chinese text in its language; `words("共{n}个", n=3)`.

    `catalogue` holds how each text is said of one thing (`n` is 1), and of several or none. There is one of each language (`words_for`).
    """

    tag: str = CHINESE
    catalogue: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def __call__(self, text: str, /, **values: Any) -> str:
        forms = self.catalogue.get(text)
        said = text if forms is None else forms[str(values.get("n")) != "1"]
        return self._fill(said, values) if values else said

    def _fill(self, said: str, values: Mapping[str, Any]) -> str:
        """What `str.format` would make of it, in a third of its time."""
        pieces, places = _cut(said)
        made = list(pieces)
        for place, name in places:
            value = values[name]
            made[place] = value.said(self) if type(value) in _WORDED else str(value)
        return "".join(made)


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[tuple[str, ...], tuple[tuple[int, str], ...]]:
    """A text in pieces, one of them empty for each value; and where those are, with the names of the values."""
    pieces: list[str] = []
    places: list[tuple[int, str]] = []
    for plain, name, asked, _ in Formatter().parse(text):
        pieces.append(plain)
        if name is not None:
            assert not asked, "our texts say what a value is, not how it is written"
            places.append((len(pieces), name))
            pieces.append("")
    return tuple(pieces), tuple(places)


@cache
def words_for(tag: str) -> Words:
    """The words of a language tag such as `zh-CN` or `en`; Chinese where there is no catalogue."""
    catalogue = _catalogue_of(tag)
    if catalogue is None:
        return Words()
    import polib  # a Chinese site, the common case, never loads it

    entries = polib.pofile(catalogue.read_text(encoding="utf-8"))
    said = ((entry.msgid, entry.msgstr_plural or {0: entry.msgstr, 1: entry.msgstr}) for entry in entries)
    return Words(tag, {text: (forms[0], forms[1]) for text, forms in said if all(forms.values())})


def has_words(tag: str) -> bool:
    """Whether the interface can be said in a language: in the Chinese of the code, or in one of the catalogues."""
    return tag.lower() in _AS_WRITTEN or _catalogue_of(tag) is not None


def _catalogue_of(tag: str) -> Traversable | None:
    """The catalogue of a tag's language, whatever its region; none for Chinese, in which the code is written."""
    primary = tag.split("-")[0].lower()
    catalogue = resources.files("starcase").joinpath("locale", f"{primary}.po")
    return catalogue if primary != "zh" and catalogue.is_file() else None


def mark(text: str) -> str:
    """Marks a text for the catalogues where it stands as a constant; the text itself is returned."""
    return text


# ── What is worded only together with the message around it ──


class Phrase(Struct, frozen=True):
    """A Chinese text of the program, as a value of another text."""

    text: str
    values: tuple[tuple[str, Said], ...] = ()

    def said(self, words: Words) -> str:
        return words(self.text, **dict(self.values))

    def __str__(self) -> str:
        return self.said(Words())


class Label(Struct, frozen=True):
    """What people call a value: its Chinese title; in another language its key, as it stands in the file."""

    title: str
    key: str

    def said(self, words: Words) -> str:
        return self.title if words.tag == CHINESE else self.key

    def __str__(self) -> str:
        return self.title


class Listing(Struct, frozen=True):
    """Several words, joined as the reader's language joins them; a row that `is_cut` says so."""

    parts: tuple[Said, ...]
    is_quoted: bool = True
    is_cut: bool = False

    def said(self, words: Words) -> str:
        each = mark("“{word}”") if self.is_quoted else "{word}"
        row = words("、").join(words(each, word=part) for part in self.parts)
        return words("{row}……", row=row) if self.is_cut else row

    def __str__(self) -> str:
        return self.said(Words())


_WORDED = frozenset((Phrase, Label, Listing))
Said = str | Phrase | Label | Listing
"""A value of a message: a text as it was written, or what is worded with the message."""


def as_said(value: Any) -> Said:
    """A value as it stands in a message."""
    return value if type(value) in _WORDED else str(value)


def phrase(text: str, /, **values: object) -> Phrase:
    """A text of the program with its values, to be worded later."""
    return Phrase(text, tuple((name, as_said(value)) for name, value in values.items()))


# ── Numbers and days ──


@lru_cache(maxsize=4096)
def say_number(number: Decimal) -> str:
    """Plain digits without trailing zeros: `86.5`, `100`. Equal numbers read alike, so −0 is 0."""
    text = format(number or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_MONTHS = (
    mark("1月"),
    mark("2月"),
    mark("3月"),
    mark("4月"),
    mark("5月"),
    mark("6月"),
    mark("7月"),
    mark("8月"),
    mark("9月"),
    mark("10月"),
    mark("11月"),
    mark("12月"),
)


@lru_cache(maxsize=4096)
def say_day(day: date, words: Words) -> str:
    """`2024年5月1日`."""
    return words("{year}年{month}{day}日", year=day.year, month=words(_MONTHS[day.month - 1]), day=day.day)


@lru_cache(maxsize=4096)
def say_month(year: int, month: int, words: Words) -> str:
    """`2024年5月`."""
    return words("{year}年{month}", year=year, month=words(_MONTHS[month - 1]))
