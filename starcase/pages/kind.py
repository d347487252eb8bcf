"""What a page kind is: how its pages are planned, how one is projected to its View, which template arranges it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Protocol

from msgspec import Struct

from starcase.model.catalogue import Catalogue
from starcase.model.output import Family, Page

Beside = Callable[[Catalogue, Page], Iterator[Page]]
CSV, JSON, XLSX = "csv", "json", "xlsx"
WORD = "docx"
CSV_PIECE, JSON_PIECE, XLSX_FRAME, XLSX_PIECE = "csv-piece", "json-piece", "xlsx-frame", "xlsx-piece"


def plan_families(families: Iterator[Family]) -> Iterator[Page]:
    """The pages of all of them."""
    return chain.from_iterable(family.pages() for family in families)


class Projected(Protocol):
    """What making a page needs of its kind, whoever it is for."""

    @property
    def name(self) -> str: ...

    @property
    def project(self) -> Callable[..., object]: ...

    @property
    def template(self) -> str: ...

    @property
    def pieces(self) -> Callable[[Page], Iterator[Page]] | None: ...


class PieceKind(Struct, frozen=True):
    """Pieces of long files, each made as if it were a page: those that are what they were need not be made again."""

    name: str
    project: Callable[..., object]
    template: str
    pieces: None = None


class PageKind(Struct, frozen=True):
    """`project(shared, url, *parts)` gives the View; it is pure, and runs in a worker.

    `address` is a pattern that the addresses of all its pages match. `plan_of` plans the pages of one thing, whose id is the
    pattern's group, where that is much quicker than planning all. In place of a template stands CSV or XLSX for a View that is
    a sheet, JSON for one whose fields are the data, WORD for one that is a list on paper. `beside` plans what this kind has beside a
    page of another kind: pages that are made of the same parts. `families` are its pages, too, where these need not all be planned when
    something has changed. `pieces` are those of which a page is put together that is a long file.
    """

    name: str
    address: str
    plan: Callable[[Catalogue], Iterator[Page]]
    project: Callable[..., object]
    template: str
    plan_of: Callable[[Catalogue, str], Iterator[Page]] | None = None
    beside: Beside | None = None
    families: Callable[[Catalogue], Iterator[Family]] | None = None
    pieces: Callable[[Page], Iterator[Page]] | None = None

    def plan_at(self, catalogue: Catalogue, url: str) -> Iterator[Page]:
        """Some pages, among them the one at an address, where that is one of this kind."""
        found = re.fullmatch(self.address, url)
        if found is None:
            return iter(())
        return self.plan_of(catalogue, found[1]) if self.plan_of else self.plan(catalogue)
