"""One planned page through its projection and its template, to bytes. Runs in workers."""

from __future__ import annotations

import hashlib
import pickle
from functools import lru_cache

from msgspec import Struct

from starcase.fingerprint import program_digest
from starcase.model.output import Output, Page
from starcase.model.packing import pack
from starcase.pages import PAGES
from starcase.parcels import unpack_pages
from starcase.render.compiled import Codes, Templates
from starcase.render.templates import environment
from starcase.views.shared import Shared

_KINDS = {kind.name: kind for kind in PAGES}


class RenderingContext(Struct, frozen=True):
    """What rendering a page needs besides its parts; goes to each worker. `codes` are the templates, compiled."""

    shared: Shared
    templates: Templates
    codes: Codes = ()

    def digest(self) -> bytes:
        """What stands for all of it, and for the program: another digest, another site."""
        digest = hashlib.blake2b(program_digest(), digest_size=16)
        digest.update(pack((self.shared, self.templates)))
        return digest.digest()


def render_batch(context: bytes, parcel: bytes) -> list[Output]:
    """Renders the pages of a parcel; `context` is a pickled RenderingContext."""
    known = _context(context)
    return [render_page(known, page) for page in unpack_pages(parcel)]


def render_page(context: RenderingContext, page: Page) -> Output:
    """The page's View, made from its parts alone, in its template. No part is a Kept any more."""
    kind = _KINDS[page.kind]
    view = kind.project(context.shared, page.url, *page.parts)
    template = environment(context.templates, context.shared.config.language, context.codes).get_template(kind.template)
    return Output(page.url, template.render(view=view).encode())


@lru_cache(maxsize=1)
def _context(content: bytes) -> RenderingContext:
    context: RenderingContext = pickle.loads(content)
    return context
