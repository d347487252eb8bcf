"""A page that is planned, and a file that is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page to make: its kind, its address in the output, and the parts that its View is made of.

    Parts are frozen values or a record's bytes; whatever is not in them cannot be on the page.
    """

    kind: str
    url: str
    parts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: its path relative to the output with `/`, and its bytes."""

    path: str
    content: bytes
