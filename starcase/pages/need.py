"""The pages of needs: bodies that offer the same thing, or carry the same tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from zlib import crc32

from starcase.model.catalogue import Catalogue
from starcase.model.ids import ProgrammeId
from starcase.model.output import Family, Page
from starcase.model.row import Row
from starcase.model.tally import Need
from starcase.pages.kind import PageKind, plan_families
from starcase.pages.paging import stretch_bodies
from starcase.pinyin import sort_key, syllables
from starcase.views import urls
from starcase.views.public.listing import project_need
from starcase.views.tally import is_gone

MOST = 48
FEW = 12
"""As many as the home page shows."""
_LONGEST = 60
_ALL_ALIKE = 3
"""Of how many bodies a programme must have for a tag that they all carry to be no chance."""


def plan(catalogue: Catalogue) -> Iterator[Page]:
    return plan_families(families(catalogue))


def families(catalogue: Catalogue) -> Iterator[Family]:
    """The pages of each need."""
    return (Family(KIND.name, plan_need, found) for found in find_needs(catalogue))


def plan_need(need: Need, bodies: tuple[Row, ...]) -> Iterator[Page]:
    """The pages of one need."""
    for url, stretch, rows in stretch_bodies(urls.need_url(need.slug), bodies):
        count = None if stretch.folders else need.count
        yield Page(KIND.name, url, (need.word, need.slug, count, stretch, rows))


@lru_cache(maxsize=1)
def find_needs(catalogue: Catalogue) -> tuple[tuple[Need, tuple[Row, ...]], ...]:
    """The most frequent needs with their bodies, at most MOST.

    A word of one body alone is taken only where there are few needs, and only where the body says that it offers it.
    """
    rows = [row for row in catalogue.rows if not is_gone(row) and not row.is_held_back]
    words = _words_of(rows)
    bodies: dict[str, list[Row]] = {}
    for row, said in zip(rows, words, strict=True):
        for word in said:
            bodies.setdefault(word, []).append(row)
    chosen = _choose(bodies, rows)
    slugs = _make_slugs(chosen)
    return tuple((Need(word, slugs[word], len(bodies[word])), tuple(bodies[word])) for word in chosen)


def _words_of(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """What each body offers and is tagged with; a tag of all bodies of a programme speaks of the programme, not of a need."""
    tagged: dict[ProgrammeId | None, list[set[str]]] = {}
    for row in rows:
        tagged.setdefault(row.programme, []).append(set(row.tags))
    alike = {programme: set.intersection(*tags) for programme, tags in tagged.items() if len(tags) >= _ALL_ALIKE}
    return [
        tuple(dict.fromkeys(word for word in (*row.offers, *row.tags) if word not in alike.get(row.programme, ())))
        for row in rows
    ]


def _choose(bodies: dict[str, list[Row]], rows: Iterable[Row]) -> tuple[str, ...]:
    shared = sorted(
        (word for word in bodies if len(bodies[word]) > 1), key=lambda word: (-len(bodies[word]), sort_key(word), word)
    )
    single = (row.offers[0] for row in rows if row.offers and len(bodies.get(row.offers[0], ())) == 1)
    return (*shared[:MOST], *islice(single, max(0, FEW - len(shared))))


def _make_slugs(words: Iterable[str]) -> dict[str, str]:
    """Pinyin without tones; a checksum tells words apart that sound alike, so that no address depends on an order."""
    plain = {word: _spell(word) for word in words}
    taken = Counter(slug[:_LONGEST] for slug in plain.values())

    def is_enough(slug: str) -> bool:
        return 0 < len(slug) <= _LONGEST and taken[slug] == 1

    return {
        word: slug if is_enough(slug) else f"{slug[:_LONGEST]}-{crc32(word.encode()):08x}".lstrip("-")
        for word, slug in plain.items()
    }


def _spell(word: str) -> str:
    pinyin = "-".join(re.sub(r"[1-5]$", "", syllable) for syllable in syllables(word))
    return re.sub(r"[^a-z0-9]+", "-", pinyin).strip("-")


KIND = PageKind("need", r"organizations/search/.+", plan, project_need, "pages/listing.html", families=families)
