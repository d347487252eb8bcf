"""Long files are made in pieces, and pieces that are what they were are kept from one build to the next."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct, field

from starcase.keys import page_key
from starcase.model.output import Output, Page
from starcase.pages.audiences import kinds_for
from starcase.render.page import RenderingContext, join_pieces, render_page

_SEAL = 16


class _Long(Struct):
    """A long file that waits for its pieces: all of them, those that are to be made, those that have been."""

    page: Page
    pieces: tuple[Page, ...]
    missing: set[str]
    made: dict[str, bytes] = field(default_factory=dict)


class LongFiles:
    """Takes pages apart into pieces and puts the files together. Each kept piece has a seal over its key and itself; losing one costs time only."""

    def __init__(self, context: RenderingContext, around: bytes, folder: Path | None) -> None:
        """`around` stands for what all pages share; the pieces are kept in a folder, or not at all."""
        self._context = context
        self._around = around
        self._folder = folder
        self._waiting: dict[str, _Long] = {}
        self._long_of: dict[str, _Long] = {}

    def take_apart(self, pages: Iterable[Page]) -> Iterator[Page]:
        """The pages to render: for each long file those of its pieces that are not kept. Pieces of several files that are made of the same parts come together."""
        kinds = kinds_for(self._context.audience)
        pieces: list[Page] = []
        for page in pages:
            list_pieces = kinds[page.kind].pieces
            if list_pieces is None:
                yield from _side_by_side(pieces)
                pieces = []
                yield page
            else:
                pieces += self._open(page, tuple(list_pieces(page)))
        yield from _side_by_side(pieces)

    def put_together(self, made: Output) -> Iterator[Output]:
        """What was rendered, if it is no piece; of the last missing piece of a file the whole of it."""
        long = self._long_of.pop(made.path, None)
        if long is None:
            yield made
            return
        long.made[made.path] = made.content
        long.missing.remove(made.path)
        if not long.missing:
            yield self._join(self._waiting.pop(long.page.path))

    def others(self) -> Iterator[Output]:
        """The long files of which no piece had to be made."""
        for long in self._waiting.values():
            yield self._join(long)
        self._waiting.clear()

    def forget_others(self, paths: Collection[str]) -> None:
        """Removes the pieces of files that are not among these."""
        if self._folder and self._folder.is_dir():
            for place in self._folder.iterdir():
                if unquote(place.name) not in paths:
                    shutil.rmtree(place, ignore_errors=True)

    def _open(self, page: Page, pieces: tuple[Page, ...]) -> Iterator[Page]:
        missing = [piece for piece in pieces if not self._stands(page, piece)]
        long = self._waiting[page.path] = _Long(page, pieces, {piece.path for piece in missing})
        self._long_of.update((piece.path, long) for piece in missing)
        return iter(missing)

    def _join(self, long: _Long) -> Output:
        contents = [self._content(long, piece) for piece in long.pieces]
        self._keep(long)
        return join_pieces(self._context, long.page, contents)

    def _content(self, long: _Long, piece: Page) -> bytes:
        made = long.made.get(piece.path) or self._kept(long.page, piece)
        if made is None:
            made = long.made[piece.path] = render_page(self._context, piece).content
        return made

    # --- what is kept ---

    def _place(self, page: Page) -> Path | None:
        return self._folder / quote(page.path, safe="") if self._folder else None

    def _key(self, piece: Page) -> str:
        return page_key(piece, self._around)

    def _stands(self, page: Page, piece: Page) -> bool:
        place = self._place(page)
        return place is not None and (place / self._key(piece)).is_file()

    def _kept(self, page: Page, piece: Page) -> bytes | None:
        place, key = self._place(page), self._key(piece)
        if place:
            with contextlib.suppress(OSError):
                content = (place / key).read_bytes()
                if content[:_SEAL] == _seal(key, content[_SEAL:]):
                    return content[_SEAL:]
        return None

    def _keep(self, long: _Long) -> None:
        """Keeps what was made, and forgets pieces that the file has no more."""
        place = self._place(long.page)
        if place is None:
            return
        keys = {piece.path: self._key(piece) for piece in long.pieces}
        with contextlib.suppress(OSError):
            place.mkdir(parents=True, exist_ok=True)
            for path, content in long.made.items():
                (place / keys[path]).write_bytes(_seal(keys[path], content) + content)
            for old in place.iterdir():
                if old.name not in keys.values():
                    old.unlink()


def _side_by_side(pieces: Iterable[Page]) -> Iterator[Page]:
    """The pieces, those that are made of the same values one after the other: a worker reads these once."""
    alike: dict[int, list[Page]] = {}
    for piece in pieces:
        alike.setdefault(id(piece.parts[0]), []).append(piece)
    for some in alike.values():
        yield from some


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + content, digest_size=_SEAL).digest()
