"""What a reviewers' page kind is: as one for the public, but planned from the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from starcase.model.desk import Desk
from starcase.model.output import Page

LISTS = "pages/desk.html"
"""The template of every page that is made of tables."""


class DeskKind(Struct, frozen=True):
    """`project(shared, url, *parts)` gives the View; it is pure, and runs in a worker."""

    name: str
    plan: Callable[[Desk], Iterator[Page]]
    project: Callable[..., object]
    template: str
    pieces: None = None
