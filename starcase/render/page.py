"""One planned page through its projection and its template, to bytes. Runs in workers."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

from starcase.fingerprint import program_digest
from starcase.model.output import Output, Page
from starcase.model.packing import pack
from starcase.model.same import Same
from starcase.pages.audiences import PUBLIC, kinds_for
from starcase.pages.kind import CSV, CSV_PIECE, JSON, JSON_PIECE, WORD, XLSX, XLSX_FRAME, XLSX_PIECE
from starcase.parcels import unpack_pages
from starcase.render.compiled import Codes, Templates
from starcase.render.data import write_json, write_json_piece, write_sheet, write_sheet_piece
from starcase.render.edition import settle_in_edition
from starcase.render.templates import environment_of
from starcase.render.word import write_word
from starcase.render.workbook import join_workbook, write_frame, write_rows_piece, write_workbook
from starcase.views.shared import Shared

_WRITERS: dict[str, Callable[[Any], bytes]] = {
    CSV: write_sheet,
    JSON: write_json,
    WORD: write_word,
    XLSX: write_workbook,
    CSV_PIECE: write_sheet_piece,
    JSON_PIECE: write_json_piece,
    XLSX_FRAME: write_frame,
    XLSX_PIECE: write_rows_piece,
}
_JOINERS: dict[str, Callable[[Sequence[bytes]], bytes]] = {CSV: b"".join, JSON: b"".join, XLSX: join_workbook}


class RenderingContext(Struct, frozen=True):
    """What rendering a page needs besides its parts; goes to each worker. `codes` are the templates, compiled.

    `others` are the languages beside the first, each with what its pages share and its codes.
    """

    shared: Shared
    templates: Templates
    codes: Codes = ()
    others: tuple[tuple[Shared, Codes], ...] = ()
    audience: str = PUBLIC

    def digest(self) -> bytes:
        """What stands for all of it, and for the program: another digest, another site."""
        digest = hashlib.blake2b(program_digest(), digest_size=16)
        digest.update(pack((self.shared, self.templates, self.audience, [shared for shared, _ in self.others])))
        return digest.digest()

    def within(self, edition: str) -> tuple[Shared, Codes]:
        """What the pages of an edition share, and their templates' codes; `edition` is its folder."""
        if not edition:
            return self.shared, self.codes
        return next(other for other in self.others if other[0].edition.folder == edition)


def render_batch(context: bytes, parcel: bytes) -> list[Output]:
    """Renders the pages of a parcel; `context` is a pickled RenderingContext."""
    known = _context(context)
    return [render_page(known, page) for page in unpack_pages(parcel)]


def render_page(context: RenderingContext, page: Page) -> Output:
    """The page's View, made from its parts alone, in its template or as data. No part is a Kept any more."""
    kind = kinds_for(context.audience)[page.kind]
    shared, codes = context.within(page.edition)
    view = kind.project(shared, page.url, *page.parts)
    if write := _WRITERS.get(kind.template):
        return Output(page.path, write(view))
    made = environment_of(Same(context.templates), shared.config.language, Same(codes))
    template = made.get_template(kind.template)
    text = template.render(view=view)
    if page.edition:
        text = settle_in_edition(text, page.url, context.shared.config.language, shared.config.language)
    return Output(page.path, text.encode())


def join_pieces(context: RenderingContext, page: Page, pieces: Sequence[bytes]) -> Output:
    """A long file of its pieces, which were rendered one by one; the same as the page rendered as a whole."""
    return Output(page.path, _JOINERS[kinds_for(context.audience)[page.kind].template](pieces))


@lru_cache(maxsize=1)
def _context(content: bytes) -> RenderingContext:
    context: RenderingContext = pickle.loads(content)
    return context
