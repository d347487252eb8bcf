"""One planned page through its projection and its template, to bytes. Runs in workers."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starcase.model.output import Output, Page
from starcase.pages import PAGES
from starcase.render.templates import environment
from starcase.views.shared import Shared

_KINDS = {kind.name: kind for kind in PAGES}


@dataclass(frozen=True, slots=True)
class RenderingContext:
    """What rendering a page needs besides its parts; goes to each worker."""

    shared: Shared
    audience: str
    folders: tuple[Path, ...]


def render_batch(context: bytes, pages: tuple[Page, ...]) -> list[Output]:
    """Renders some pages; `context` is a pickled RenderingContext."""
    known = _context(context)
    return [render_page(known, page) for page in pages]


def render_page(context: RenderingContext, page: Page) -> Output:
    """The page's View, made from its parts alone, in its template."""
    kind = _KINDS[page.kind]
    view = kind.project(context.shared, page.url, *page.parts)
    template = environment(context.audience, context.folders, context.shared.config.language).get_template(kind.template)
    return Output(page.url, template.render(view=view).encode())


@lru_cache(maxsize=1)
def _context(content: bytes) -> RenderingContext:
    context: RenderingContext = pickle.loads(content)
    return context
