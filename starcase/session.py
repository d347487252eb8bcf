"""One page at a time, for the preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from starcase.loading import Loaded
from starcase.media.named_files import make_file
from starcase.model.media import NamedFile
from starcase.model.output import Output, Page
from starcase.pages import plan_pages
from starcase.parcels import pack_pages, unpack_pages
from starcase.render.assets import make_assets
from starcase.render.page import render_page


def find_page(loaded: Loaded, url: str) -> Page | None:
    """The planned page at an address."""
    return _pages_by_url(loaded).get(url)


def render_one(loaded: Loaded, page: Page) -> Output:
    (made,) = _render_here(loaded, (page,))
    return made


def static_output(loaded: Loaded, url: str) -> Output | None:
    """A file that is no page: stylesheet, script, picture, attachment."""
    asset = next((output for output in make_assets(loaded.folders) if output.path == url), None)
    named = next((file for files in loaded.catalogue.files.values() for file in files if file.url == url), None)
    return asset or (make_file(loaded.options.root, named) if named else None)


@lru_cache(maxsize=1)
def _pages_by_url(loaded: Loaded) -> Mapping[str, Page]:
    return {page.url: page for page in plan_pages(loaded.catalogue)}


def _render_here(loaded: Loaded, pages: Iterable[Page]) -> Iterator[Output]:
    """Renders in this process."""
    for parcel in pack_pages(pages, loaded.store.record):
        yield from (render_page(loaded.context, page) for page in unpack_pages(parcel))



def _named_files(loaded: Loaded) -> Iterable[NamedFile]:
    """The files that records name, each once."""
    return {file.url: file for files in loaded.catalogue.files.values() for file in files}.values()


