"""A numbered list as an office puts it on paper: on a page to print, and in a Word document."""

from __future__ import annotations

from msgspec import Struct

from starcase.language import Words


class PaperLink(Struct, frozen=True):
    """A way to a list on paper; `file` is the name under which a document is saved, None for a page."""

    label: str
    href: str
    file: str | None = None


class Column(Struct, frozen=True):
    """`width` is in millimetres; all columns of an A4 sheet together have 178."""

    heading: str
    width: int


class PaperRow(Struct, frozen=True):
    """`cells` are those after the name."""

    number: str
    name: str
    href: str | None
    cells: tuple[str, ...]


class Paper(Struct, frozen=True):
    """`lines` stand below the title, `notes` below the table, `seal` where the seal is put."""

    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[PaperRow, ...]
    notes: tuple[str, ...]
    seal: tuple[str, ...]
    language: str
    publisher: str


def place_seal(signed: str | None, day: str | None, words: Words) -> tuple[str, ...]:
    """Who puts the seal, where, and the day; without the day there is room to write one."""
    return tuple(filter(None, (signed, words("（盖章处）"), day or words("　　　　年　　月　　日"))))
