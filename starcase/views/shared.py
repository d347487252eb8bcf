"""What every page of a site shares: its settings, programmes, regions, menu and words."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from starcase.language import CHINESE, Words, mark, words_for
from starcase.model.config import Config
from starcase.model.edition import Edition
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme
from starcase.model.region_tree import RegionTree

_FIXED_WORDS = (mark("星级"), mark("等级"), mark("称号"), mark("支"), mark("个"), mark("家"))


class MenuItem(Struct, frozen=True):
    """`section` is the first folder of the pages that belong to this entry."""

    label: str
    url: str
    section: str


class Shared(Struct, frozen=True, eq=False):
    """Goes to each worker once, and equals only itself; small, and without anything that an edit of one record changes.

    `edition` is the one whose pages these are, in the language that `config` names; `editions` are all of the site.
    """

    config: Config
    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree
    menu: tuple[MenuItem, ...]
    footer: tuple[MenuItem, ...] = ()
    edition: Edition = Edition(CHINESE, "")
    editions: tuple[Edition, ...] = ()

    @property
    def words(self) -> Words:
        return words_for(self.config.language)


def in_words(programme: Programme, words: Words) -> Programme:
    """The programme, the usual words for its levels and its bodies (FORMAT.md section 3) in the site's language."""
    called = {"level_word": programme.level_word, "measure_word": programme.measure_word}
    said = {field: words(word) for field, word in called.items() if word in _FIXED_WORDS}
    return programme.model_copy(update=said)
