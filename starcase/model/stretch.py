"""The part of a list that stands on one page: of a short list some pages, of a long one a section."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

OTHER = "#"
"""The section of whatever belongs in none of the others."""


class By(Enum):
    """What a long list is cut by."""

    LETTER = "letter"
    SYLLABLE = "syllable"
    YEAR = "year"
    MONTH = "month"
    CHANGE = "change"
    AREA = "area"


class Step(Struct, frozen=True, array_like=True):
    """Sections to choose from. `above` are the folders that their addresses begin with.

    Either one is `chosen`, or the choice is open and `counts` tell how many entries each has. `names` are what they are called where
    that is not plain from the sections themselves.
    """

    by: By
    above: tuple[str, ...]
    sections: tuple[str, ...]
    chosen: str | None = None
    counts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


class Stretch(Struct, frozen=True, array_like=True):
    """Page `number` of `count`, both from 1, of the section at `folders`; of the whole list where there are none.

    `steps` lead to it, the coarsest first; where the last one is open, its sections stand in place of entries.
    """

    number: int = 1
    count: int = 1
    folders: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def is_first(self) -> bool:
        """Whether the page is the list's own, which the others are reached from."""
        return self.number == 1 and not self.folders


def folder_of(section: str) -> str:
    """A section's part of an address."""
    return "other" if section == OTHER else section.lower()
