"""Readings are those of the dictionary that we build on, and of the places themselves."""

from __future__ import annotations

import pytest
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from starcase.pinyin import sort_key, syllables
from starcase.pinyin_words import READINGS

_LONGEST = 8


def _read_by_the_library(word: str) -> list[str]:
    return lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)


def test_every_phrase_and_character_is_read_as_the_library_reads_it() -> None:
    characters = [chr(code) for code in PINYIN_DICT if 0x4E00 <= code <= 0x9FFF]
    phrases = [phrase for phrase in PHRASES_DICT if len(phrase) <= _LONGEST][::7]
    words = [word for word in (*characters, *phrases) if not any(local in word for local in READINGS)]
    assert len(words) > 25_000
    assert [word for word in words if list(syllables(word)) != _read_by_the_library(word)] == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("翟营社区", "zhai2 ying2 she4 qu1"),
        ("女儿", "nv3 er2"),
        ("3502社区", "000000003502 she4 qu1"),
    ],
)
def test_names_are_put_in_order_by_sound(name: str, key: str) -> None:
    assert sort_key(name) == key
