"""The preview of a site that people are writing: after a save no more is read than was saved, and one page is made at a time."""

from __future__ import annotations

import gc
import os
import posixpath
import stat
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path

from starcase.clock import today
from starcase.loading import Loaded
from starcase.machine import MachineError
from starcase.media.making import find_medium, make_medium
from starcase.model.media import Medium
from starcase.model.output import Output, Page
from starcase.options import Options
from starcase.pages import find_page
from starcase.pages.audiences import PUBLIC, plan_site
from starcase.parcels import pack_pages, unpack_pages
from starcase.pinyin import load_dictionary
from starcase.pipeline import once_more_if_damaged
from starcase.remembered import Remembered, read_again, read_all
from starcase.render.page import render_page
from starcase.search import make_search
from starcase.search.scripts import Script
from starcase.serve.preview import Preview, Saved, draft_urls, pages_of_files
from starcase.views import urls

_PICTURES_KEPT = 64
_MOST_SAVED = 100
"""Of more files at once the system may not have told all."""


class Session:
    """Reads the content as often as it is told of a save. One thread at a time."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._known: Remembered | None = None
        self._make_medium = lru_cache(_PICTURES_KEPT)(partial(make_medium, options.root))  # a Medium tells its content

    def read(self, saved: Saved) -> Preview:
        """The site as it is now. Where nothing but records was saved, they alone are read; that makes no difference."""
        known, self._known = self._known, None  # after a failure everything is read
        is_public = self._options.audience == PUBLIC  # of a desk nobody can say what a save makes a difference to
        edited = _edited_records(known, saved) if known and saved is not None and is_public else None
        if known is None or edited is None:
            known = once_more_if_damaged(read_all, self._options)
            load_dictionary()  # not at the first save
            gc.freeze()  # what was read stays: there is no need to look through it after every save
        elif edited:
            known = read_again(known, edited)
        self._known = known
        return _preview(known, self._make_medium)


def _preview(known: Remembered, make_medium: Callable[[Medium], list[Output]]) -> Preview:
    loaded = known.loaded
    make_scripts = cache(partial(_make_search, loaded))  # at the first search, so that no save waits for it
    find = (
        partial(find_page, loaded.catalogue)
        if loaded.desk is None
        else partial(_find_on_desk, cache(partial(_plan_desk, loaded)))
    )
    return Preview(
        answer=partial(_answer, loaded, find, known.assets, make_medium, make_scripts),
        problems=loaded.problems,
        stopped=loaded.stopped,
        drafts=draft_urls(loaded.catalogue),
        stamp=known.stamp,
        base_url=loaded.catalogue.config.base_url,
        language=loaded.language,
        pages=pages_of_files(loaded.catalogue, known.around.settings.documents),
    )


def _plan_desk(loaded: Loaded) -> Mapping[str, Page]:
    """The reviewers' pages by their addresses."""
    return {page.url: page for page in plan_site(loaded.catalogue, loaded.desk)}


def _find_on_desk(planned: Callable[[], Mapping[str, Page]], url: str) -> Page | None:
    return planned().get(url)


def _make_search(loaded: Loaded) -> Mapping[str, Script]:
    scripts = make_search(loaded.catalogue, loaded.context.shared, loaded.store.words(), loaded.folders)
    return {script.url: script for script in scripts}


def _answer(
    loaded: Loaded,
    find: Callable[[str], Page | None],
    assets: Mapping[str, Output],
    make_medium: Callable[[Medium], list[Output]],
    make_scripts: Callable[[], Mapping[str, Script]],
    url: str,
) -> Output | None:
    """The file at an address of the output: a page, or what pages are shown with."""
    if page := find(url):
        (parcel,) = pack_pages([page], loaded.store.record)
        (whole,) = unpack_pages(parcel)
        return render_page(loaded.context, whole)
    if url.startswith(urls.SEARCH_FOLDER):
        script = make_scripts().get(url)
        return Output(url, script.make()) if script else None
    medium = find_medium(loaded.catalogue.files.values(), url)
    return _show(medium, make_medium) if medium else assets.get(url)


def _show(medium: Medium, make_medium: Callable[[Medium], list[Output]]) -> Output | None:
    """What is published of a file; nothing where it was saved again just now, since the page will be loaded again, too."""
    with suppress(MachineError):
        return make_medium(medium)[0]
    return None


# ── What a save makes a difference to ──


def _edited_records(known: Remembered, saved: Collection[Path]) -> frozenset[str] | None:
    """The files of records that were saved; None where something else may have changed, so that everything has to be read."""
    around, root = known.around, known.options.root
    day = known.options.as_of or today(around.settings.config.time_zone)
    if known.has_links or day != around.as_of or len(saved) > _MOST_SAVED:
        return None
    places = {place.relative_to(root).as_posix(): place for place in saved if place.is_relative_to(root)}
    records = frozenset(places) & known.kinds.keys()
    if len(places) < len(saved) or not all(_is_plain(places[file]) for file in records):
        return None
    others = places.keys() - records
    return None if any(os.path.lexists(places[file]) or _was_part(known, file) for file in others) else records


def _is_plain(place: Path) -> bool:
    """Whether it is a file that is there under this name alone."""
    try:
        about = place.lstat()
    except OSError:
        return False
    return stat.S_ISREG(about.st_mode) and about.st_nlink <= 1


def _was_part(known: Remembered, gone: str) -> bool:
    """Whether a file or folder that is not there any more made a difference; what an editor writes for a moment did not."""
    if not gone.startswith("content/"):
        return True
    sources = known.around.sources
    single = filter(None, (sources.regions, sources.redirects))
    named = (
        posixpath.normpath(posixpath.join(posixpath.dirname(one.document.file), written))
        for one in chain.from_iterable(known.read.found.values())
        for written, _ in one.files
    )
    parts = chain(known.kinds, sources.programmes, sources.others, single, named)
    return any(part == gone or part.startswith(f"{gone}/") for part in parts)
