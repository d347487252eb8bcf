"""What each audience is shown: its page kinds and what its pages share; that of reviewers is loaded for them only."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from starcase.language import words_for
from starcase.model.catalogue import Catalogue
from starcase.model.edition import Edition
from starcase.model.output import Page
from starcase.pages import PAGES, Standing, data_bodies, plan_pages
from starcase.pages.kind import Projected
from starcase.views.menu import make_footer, make_menu
from starcase.views.shared import Shared, in_words

if TYPE_CHECKING:
    from starcase.model.desk import Desk

PUBLIC = "public"


@cache
def kinds_for(audience: str) -> Mapping[str, Projected]:
    """The page kinds of an audience by name."""
    kinds: tuple[Projected, ...] = (*PAGES, *data_bodies.PIECES) if audience == PUBLIC else _reviewers().PAGES
    return {kind.name: kind for kind in kinds}


def plan_site(catalogue: Catalogue, desk: Desk | None, standing: Standing | None = None) -> Iterator[Page]:
    """Every page of the public's site, but for those of families that stand; or, with a desk, of the reviewers'."""
    if desk is None:
        return plan_pages(catalogue, standing=standing)
    pages: Iterator[Page] = _reviewers().plan_pages(desk)
    return pages


def share_for(audience: str, catalogue: Catalogue, edition: Edition, editions: tuple[Edition, ...]) -> Shared:
    """What all pages of an edition of an audience's site share; the catalogue is in its language."""
    words = words_for(edition.language)
    programmes = {programme.id: in_words(programme, words) for programme in catalogue.programmes.values()}
    menu, footer = make_menu(catalogue), make_footer(catalogue)
    shared = Shared(catalogue.config, programmes, catalogue.regions, menu, footer, edition, editions)
    if audience == PUBLIC:
        return shared
    inside: Shared = _reviewers().share(shared)
    return inside


def _reviewers() -> ModuleType:
    return importlib.import_module("starcase.pages.reviewer")
