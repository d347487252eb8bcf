"""Finds what a mistyped id or name most likely meant, among many, in one pass over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starcase.read.words import bare

_OFFERED = 3
_COMPARED_FROM = 4  # shorter texts are all near one another
_COMPARED_TO = 60  # a longer one is no mistyped id, and has as many variants as letters


def find_nearest(unknown: Iterable[str], known: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """For each unknown text the ids that it may have meant, at most three; `known` are pairs of a text and its id.

    Two texts are near when they are the same but for one letter added, left out, replaced or swapped with the next, for
    capitals, and for hyphens. Memory grows with the unknown texts only.
    """
    by_variant: dict[str, set[str]] = {}
    for text in unknown:
        for variant in _variants(text):
            by_variant.setdefault(variant, set()).add(text)
    found: dict[str, dict[str, None]] = {}
    for text, identifier in known if by_variant else ():
        for variant in _variants(text):
            for wanted in by_variant.get(variant, ()):
                found.setdefault(wanted, {})[identifier] = None
    return {wanted: tuple(list(near)[:_OFFERED]) for wanted, near in found.items()}


def _variants(text: str) -> set[str]:
    """A text, and what is left of it without one of its letters."""
    plain = bare(text)
    is_compared = _COMPARED_FROM <= len(plain) <= _COMPARED_TO
    return {plain, *(plain[:at] + plain[at + 1 :] for at in range(len(plain)) if is_compared)}
