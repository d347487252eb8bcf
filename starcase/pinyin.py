"""Reads Chinese names aloud, so that they can be put in the order in which people look them up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from unicodedata import normalize

from starcase.pinyin_words import READINGS

_LONGEST = 8
_LOCAL_WORD = re.compile(f"({'|'.join(sorted((word for word in READINGS if len(word) > 1), key=len, reverse=True))})")
_PIECE = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]|[a-z]+|[0-9]+")
_DIGITS = 12


def sort_key(name: str) -> str:
    """The key by which names are sorted: by syllable and tone, numbers by their size, signs left out.

    `翟营社区` gives `zhai2 ying2 she4 qu1`. Names that sound alike have the same key.
    """
    return " ".join(piece.zfill(_DIGITS) if piece.isdigit() else piece for piece in syllables(name))


def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text, tones as digits, 5 for a light one; Latin words and numbers stay, in lower case."""
    found: list[str] = []
    for part in _LOCAL_WORD.split(normalize("NFKC", text).lower()):
        found += _read_word(part) if part in READINGS else _read_part(part)
    return tuple(found)


def toneless(text: str) -> tuple[str, ...]:
    """The syllables without their tones, as an address is written; Latin words and numbers stay."""
    return tuple(piece if piece.isdigit() else piece.rstrip("12345") for piece in syllables(text))


def _read_part(text: str) -> list[str]:
    """Reads the longest known phrase at each place; what is in no phrase is read piece by piece."""
    found: list[str] = []
    start = 0
    while start < len(text):
        end = _end_of_phrase(text, start) or _end_of_piece(text, start)
        found += _read_word(text[start:end])
        start = end
    return found


def _end_of_phrase(text: str, start: int) -> int | None:
    known = _dictionary().phrases.get(text[start : start + 2], frozenset())
    return next((start + size for size in range(_LONGEST, 1, -1) if text[start : start + size] in known), None)


def _end_of_piece(text: str, start: int) -> int:
    piece = _PIECE.match(text, start)
    return piece.end() if piece else start + 1


@lru_cache(maxsize=20_000)
def _read_word(word: str) -> tuple[str, ...]:
    """One known word, character, Latin word or number; nothing for a sign."""
    if word in READINGS:
        return tuple(READINGS[word].split())
    if word.isascii():
        return (word,) if _PIECE.fullmatch(word) else ()
    return tuple(_dictionary().read(word)) if _PIECE.match(word) else ()


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """`phrases` are those whose reading is known as a whole, by their first two characters."""

    phrases: Mapping[str, frozenset[str]]
    read: Callable[[str], list[str]]


@cache
def _dictionary() -> _Dictionary:
    from pypinyin import Style, lazy_pinyin  # 57 MB and a third of a second: not for a run that reads no new name
    from pypinyin.constants import PHRASES_DICT

    phrases: dict[str, set[str]] = {}
    for phrase in PHRASES_DICT:
        if len(phrase) <= _LONGEST:
            phrases.setdefault(phrase[:2], set()).add(phrase)
    return _Dictionary(
        phrases={start: frozenset(some) for start, some in phrases.items()},
        read=partial(lazy_pinyin, style=Style.TONE3, neutral_tone_with_five=True),
    )
