"""What a page kind is: how its pages are planned, how one is projected to its View, which template arranges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page


class PageKind(Struct, frozen=True):
    """`project(shared, url, *parts)` gives the View; it is pure, and runs in a worker."""

    name: str
    plan: Callable[[Catalogue], Iterator[Page]]
    project: Callable[..., object]
    template: str
