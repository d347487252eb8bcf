"""What every page of a site shares: its settings, programmes, regions, menu and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starcase.language import Words, words_for
from starcase.model.config import Config
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree


@dataclass(frozen=True, slots=True)
class MenuItem:
    """`section` is the first folder of the pages that belong to this entry."""

    label: str
    url: str
    section: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Goes to each worker once; small, and without anything that an edit of one record changes."""

    config: Config
    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree
    menu: tuple[MenuItem, ...]

    @property
    def words(self) -> Words:
        return words_for(self.config.language)
