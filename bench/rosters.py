"""Which rosters are printed, as starcase has them: of districts, of streets and of levels, in documents of at most 1,000 bodies.

The rules are those of starcase/pages/roster.py. Which bodies a roster holds, and what is said of them, a peer finds itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sections import Crumb

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Roster:
    """Document `number` of those at `urls`: so many bodies, from `first` on, of the `total` that `source` (a peer's own path) lists at `page`."""

    url: str
    title: str
    source: str
    page: str
    crumbs: list[Crumb]
    number: int
    urls: list[str]
    first: int
    total: int


def cut_roster(page: str, title: str, source: str, crumbs: list[Crumb], total: int) -> Iterator[Roster]:
    """The documents of the roster of the bodies at `page`; none where there are no bodies."""
    urls = [f"/print{page}{f'{number}/' if number > 1 else ''}" for number in range(1, -(-total // MOST) + 1)]
    for number, url in enumerate(urls, 1):
        yield Roster(url, title, source, page, crumbs, number, urls, (number - 1) * MOST + 1, total)
