"""What a page kind is: how its pages are planned, how one is projected to its View, which template arranges it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from starcase.model.catalogue import Catalogue
from starcase.model.output import Page
from starcase.records import Records


@dataclass(frozen=True, slots=True)
class PageKind:
    """`project(shared, url, *parts)` gives the View; it is pure, and runs in a worker."""

    name: str
    plan: Callable[[Catalogue, Records], Iterator[Page]]
    project: Callable[..., object]
    template: str
