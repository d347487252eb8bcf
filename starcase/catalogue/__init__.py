"""Rows to a Catalogue: what a page may know of other records, joined, indexed and checked for references."""

from starcase.catalogue.join import build_catalogue, is_draft_row
from starcase.catalogue.rebuild import Rebuild, next_rebuild
from starcase.catalogue.rows import held_row, hold_back, make_notice_row, make_page_row, make_row, make_story_row
from starcase.catalogue.substitute import substitute

__all__ = [
    "Rebuild",
    "build_catalogue",
    "held_row",
    "hold_back",
    "is_draft_row",
    "make_notice_row",
    "make_page_row",
    "make_row",
    "make_story_row",
    "next_rebuild",
    "substitute",
]
