"""A label with its values, as in a form that has been filled in."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from starcase.views.frame import Link


class Labelled(Struct, frozen=True):
    label: str
    values: tuple[Link, ...]


def label_text(label: str, text: str | None) -> Labelled | None:
    """A labelled text; None where there is none."""
    return Labelled(label, (Link(text, None),)) if text else None


def label_links(label: str, links: Iterable[Link]) -> Labelled | None:
    """Labelled links; None where there are none."""
    values = tuple(links)
    return Labelled(label, values) if values else None


def given(*entries: Labelled | None) -> tuple[Labelled, ...]:
    """The entries that say something."""
    return tuple(entry for entry in entries if entry)
