"""What to offer somebody who wrote a word that is not known here ("did you mean")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import normalize

from starcase.language import Listing, Said

_SHOWN = 8
_COMPARED_TO = 100  # a longer one is no mistyped name, and comparing takes time
_CJK = re.compile(r"[\u3400-\u9fff]")
_SEPARATORS = re.compile(r"[\s_\-·]+")


def is_chinese(word: str) -> bool:
    """Whether a word holds a Chinese character."""
    return _CJK.search(word) is not None


@lru_cache(maxsize=4096)
def bare(word: str) -> str:
    """A word without what people vary when they mean the same: width, case, spaces, hyphens."""
    return _SEPARATORS.sub("", normalize("NFKC", word)).casefold()


def folded(word: str) -> str:
    """A word without what makes no difference where it names something: width, case, spaces."""
    return "".join(normalize("NFKC", word).split()).casefold()


def same_word(word: str, options: Iterable[str]) -> str | None:
    """The option that differs from a word only in width, case, separators or a final s."""
    by_bare = {bare(option): option for option in options}
    wanted = bare(word)
    spelled = (wanted, f"{wanted}s", wanted.removesuffix("s"))
    return next((by_bare[same] for same in spelled if same in by_bare), None)


def closest(word: str, options: Iterable[str], limit: int = 3) -> list[str]:
    """The options that a mistyped word most likely meant, best first; empty where none is near."""
    known = list(options)
    if (same := same_word(word, known)) is not None:
        return [same]
    wanted = bare(word)
    if len(wanted) > _COMPARED_TO:
        return []
    letters = set(wanted)
    by_bare = {bare(option): option for option in reversed(known)}
    likely = [option for option in by_bare if 2 * len(letters.intersection(option)) >= len(letters)]  # difflib is slow
    cutoff = 0.5 if is_chinese(word) else 0.6
    return [by_bare[near] for near in get_close_matches(wanted, likely, limit, cutoff)]


def quoted(words: Sequence[Said]) -> Listing:
    """Words in quotes, in a row; a long row is cut."""
    return Listing(tuple(words[:_SHOWN]), is_cut=len(words) > _SHOWN)


def offers(word: str, options: Iterable[str]) -> Listing:
    """The nearest options to a mistyped word; where none is near, what there is."""
    known = list(dict.fromkeys(options))
    return quoted(closest(word, known) or known)
