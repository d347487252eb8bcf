"""The site as it was last read, from which the preview makes one page at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from starcase.language import CHINESE
from starcase.model.catalogue import Catalogue
from starcase.model.ids import ProgrammeId
from starcase.model.organization import Status
from starcase.model.output import Output
from starcase.problems import DocumentId, PlacedProblem
from starcase.views import urls

Saved = Collection[Path] | None
"""Files and folders that were saved, made or removed; None where it may be any."""


class Preview(Struct, frozen=True):
    """A site as it was read at one moment.

    `answer` makes the file at an address of the output, None where there is none; it is not asked where errors stop the
    site. `drafts` are the addresses of pages that would not be published yet; `stamp` tells the files under assets/ from those of
    every other state, so that a browser need not ask for them again. `pages` are the addresses of the pages that each file makes.
    """

    answer: Callable[[str], Output | None]
    problems: tuple[PlacedProblem, ...] = ()
    stopped: bool = False
    drafts: frozenset[str] = frozenset()
    stamp: str = ""
    base_url: str | None = None
    language: str = CHINESE
    pages: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def draft_urls(catalogue: Catalogue) -> frozenset[str]:
    """The addresses of the drafts in a catalogue."""
    return frozenset(
        (
            *(urls.organization_url(row.id) for row in catalogue.rows if row.status is Status.DRAFT),
            *(urls.story_url(row.id) for row in catalogue.stories if row.draft),
            *(urls.notice_url(row.id) for row in catalogue.notices if row.draft),
            *(urls.page_url(row.id) for row in catalogue.pages if row.draft),
        )
    )


def pages_of_files(catalogue: Catalogue, documents: Mapping[ProgrammeId, DocumentId]) -> Mapping[str, tuple[str, ...]]:
    """The addresses of the pages that each file makes; `documents` says where each programme is written."""
    made = (
        *((row.document, urls.organization_url(row.id)) for row in catalogue.rows),
        *((row.document, urls.story_url(row.id)) for row in catalogue.stories),
        *((row.document, urls.notice_url(row.id)) for row in catalogue.notices),
        *((row.document, urls.page_url(row.id)) for row in catalogue.pages),
        *((document, urls.programme_url(programme)) for programme, document in documents.items()),
    )
    pages: dict[str, tuple[str, ...]] = {}
    for document, url in made:
        pages[document.file] = (*pages.get(document.file, ()), url)
    return pages


class LiveSite:
    """Holds the latest Preview. One thread reads and renders: what is asked for after a save is made from the save."""

    def __init__(self, read: Callable[[Saved], Preview]) -> None:
        self._read = read
        self._thread = ThreadPoolExecutor(max_workers=1)
        self.version = time.time_ns() // 1_000_000
        """Grows with every reading, from the clock: a page of an earlier run of the preview is known as old, too."""
        self._reading: Future[Preview] = self._thread.submit(read, None)

    async def refresh(self, saved: Saved = None) -> Preview:
        """Reads what was saved; whatever the reading raises is raised here, and for every page until the next one."""
        self.version += 1
        self._reading = self._thread.submit(self._read, saved)
        return await self.latest()

    async def latest(self) -> Preview:
        return await asyncio.wrap_future(self._reading)

    async def make(self, preview: Preview, url: str) -> Output | None:
        """The file at an address of the output."""
        return await asyncio.wrap_future(self._thread.submit(preview.answer, url))
