"""Reads Chinese names aloud, so that they can be put in the order in which people look them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import TypeVar
from unicodedata import normalize

from msgspec import Raw, Struct, json

from starcase.pinyin_words import READINGS

T = TypeVar("T")

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
    return tuple(map(without_tone, syllables(text)))


def read_pieces(text: str, order: str | None = None) -> Iterator[tuple[str, str]]:
    """Each character or Latin word or number of a text with its syllable; `order` is the text's sort key if that is known."""
    said = (sort_key(text) if order is None else order).split()
    pieces = _PIECE.findall(normalize("NFKC", text).lower())
    if len(pieces) != len(said):  # a phrase with a sign in it
        said = [syllable for piece in pieces for syllable in _read_word(piece)]
    return zip(pieces, said, strict=True)


def readings_of(character: str) -> tuple[str, ...]:
    """The readings of one character, the commonest first."""
    return load_dictionary().read_alone(character)


def phrases() -> Iterable[str]:
    """All phrases of which the reading is known."""
    return load_dictionary().phrases.keys()


def without_tone(syllable: str) -> str:
    """`ying2` gives `ying`; a number stays."""
    return syllable if syllable.isdigit() else syllable.rstrip("12345")


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
    phrases = load_dictionary().phrases
    for end in range(min(start + _LONGEST, len(text)), start + 1, -1):
        if text[start:end] in phrases:
            return end
    return None


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
    return load_dictionary().read(word) if _PIECE.match(word) else ()


class Dictionary(Struct, frozen=True):
    """The readings of phrases, as JSON that is read when it is asked for, and of single characters by their code points."""

    phrases: Mapping[str, Raw]
    characters: Mapping[str, str]

    def read(self, word: str) -> tuple[str, ...]:
        """A phrase, or one character; a character without a known reading stays as it is."""
        if word in self.phrases:
            return tuple(_digit_for_tone(said) for said, *_ in json.decode(self.phrases[word], type=list[list[str]]))
        return self.read_alone(word)[:1]

    def read_alone(self, character: str) -> tuple[str, ...]:
        """All that a character may be read as."""
        return tuple(map(_digit_for_tone, self.characters.get(str(ord(character)), character).split(",")))


@cache
def load_dictionary() -> Dictionary:
    """How characters and phrases are read: pypinyin's own data, without the third of a second and the 57 MB of its import."""
    package = distribution("pypinyin")

    def load(name: str, shape: type[T]) -> T:
        return json.decode(Path(str(package.locate_file(f"pypinyin/{name}"))).read_bytes(), type=shape)

    phrases = load("phrases_dict.json", dict[str, Raw])
    return Dictionary(phrases, load("pinyin_dict.json", dict[str, str]))


_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def _digit_for_tone(said: str) -> str:
    """`zhòng` gives `zhong4`, `lǜ` gives `lv4`; a light syllable ends in 5."""
    letters = normalize("NFD", said)
    tone = next((_TONES[letter] for letter in letters if letter in _TONES), "5")
    plain = "".join(letter for letter in letters if letter not in _TONES)
    return normalize("NFC", plain).replace("ü", "v") + tone
