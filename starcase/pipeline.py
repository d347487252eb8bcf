"""The one order of the stages: sources to records, records to catalogue, catalogue to pages, pages to a published site."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, nullcontext
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from starcase.catalogue import next_rebuild
from starcase.loading import Loaded, load_once
from starcase.long_files import LongFiles
from starcase.manifest import make_manifest
from starcase.media.making import list_media, make_media, media_key
from starcase.model.media import Medium
from starcase.model.output import Output, Page
from starcase.model.report import Report
from starcase.options import Options
from starcase.pages.audiences import plan_site
from starcase.parcels import pack_pages
from starcase.pinyin import load_dictionary
from starcase.pool import Workers
from starcase.publish import Release, begun_to_glance, open_release
from starcase.release_tree import Glances
from starcase.render.assets import make_assets
from starcase.render.page import render_batch
from starcase.search import make_search, search_key
from starcase.search.scripts import Script
from starcase.standing import StandingPages
from starcase.stopwatch import Progress, Stopwatch
from starcase.store import Damaged, forget_store
from starcase.unchanged import Look, look, remember
from starcase.views import urls

T = TypeVar("T")
MakeScripts = Callable[[], Iterable[tuple[Output, str]]]
"""Gives each file of an index that is not the standing one, with its key; what stands already comes without content."""
_PIECES = "pieces"
WORTH_A_COPY = 1_000
"""Bodies: of fewer the index is made sooner than a copy of this process."""


def load(options: Options, progress: Progress | None = None) -> Loaded:
    """Reads the whole content. Mistakes become problems; the catalogue holds whatever can be shown."""
    with open_workers(options) as workers:
        return once_more_if_damaged(partial(load_once, workers=workers, progress=progress), options)


def open_workers(options: Options) -> Workers:
    """Where the work of a run is done."""
    return Workers(options.jobs, options.open_executor, load_dictionary)


def once_more_if_damaged(run: Callable[[Options], T], options: Options) -> T:
    """What a store that is damaged, or full, would have told is found anew, without it; the next run makes another."""
    try:
        return run(options)
    except Damaged:
        if options.cache_folder:
            forget_store(options.cache_folder)
        return run(replace(options, cache=False))


def make_outputs(loaded: Loaded) -> Iterator[Output]:
    """Every file of the site, made one by one, always in the same order."""
    with open_workers(loaded.options) as workers:
        yield from _render(loaded, workers, plan_site(loaded.catalogue, loaded.desk))
        yield from make_media(loaded.options.root, media_of(loaded), workers)
    yield from _make_others(loaded)


def _make_others(loaded: Loaded) -> Iterator[Output]:
    """The files that are no pages, and not made of what records name."""
    yield from make_assets(loaded.folders, loaded.options.audience)
    yield from (Output(script.url, script.make()) for script in _search_scripts(loaded))


def _render(loaded: Loaded, workers: Workers, pages: Iterable[Page]) -> Iterator[Output]:
    return workers.map(render_batch, pickle.dumps(loaded.context), pack_pages(pages, loaded.store.record))


def _search_scripts(loaded: Loaded) -> Iterator[Script]:
    """Nothing for reviewers: their lists narrow themselves."""
    if loaded.desk:
        return iter(())
    return make_search(loaded.catalogue, loaded.context.shared, loaded.store.words(), loaded.folders)


def media_of(loaded: Loaded) -> tuple[Medium, ...]:
    """The files that records name, as far as they are published."""
    return list_media(loaded.catalogue.files.values())


def build(options: Options, progress: Progress | None = None, seen: Look | None = None) -> Report:
    """Reads, makes and publishes the site; publishes nothing where errors stop it. `seen` is what `look` saw just before."""
    return once_more_if_damaged(partial(_build, progress=progress, seen=seen or look(options)), options)


def _build(options: Options, progress: Progress | None, seen: Look) -> Report:
    with begun_to_glance(options.output) as glances, open_workers(options) as workers:
        loaded = load_once(options, workers, progress)
        with closing(loaded.store):
            return report_of(loaded) if loaded.stopped else _publish(loaded, workers, progress, seen, glances())


def _publish(loaded: Loaded, workers: Workers, progress: Progress | None, seen: Look, glances: Glances) -> Report:
    watch, around = Stopwatch(progress), loaded.context.digest()
    with (
        open_release(loaded.options.output, glances) as release,
        _begin_search(release, loaded, workers, around) as make_scripts,
    ):
        with watch.stage("render"):
            standing = StandingPages(release, around)
            rendered = _fill(release, loaded, workers, standing, progress)
            workers.close()  # what comes is done here: their memory is free for it
        with watch.stage("search"):
            for output, own in make_scripts():
                if not release.take(output.path, own):
                    release.add(output, own)
            release.add(make_manifest(release.digests))
        with watch.stage("publish"):
            published = release.publish(standing.notes())
        report = replace(
            report_of(loaded),
            published=True,
            outputs=published.count,
            changed=published.changed,
            rendered=rendered,
            reused=standing.reused,
            weaker_promise=published.weaker,
            timings=(*loaded.timings, *watch.timings),
        )
        remember(loaded.options, seen, report, loaded.catalogue.config.time_zone, loaded.catalogue.as_of)
    return report


def _fill(
    release: Release, loaded: Loaded, workers: Workers, standing: StandingPages, progress: Progress | None
) -> int:
    """Puts every page, asset and photo into the release, and says how many pages had to be made."""
    kept = loaded.options.cache_folder
    long_files = LongFiles(loaded.context, standing.around, kept / _PIECES if kept else None)
    keys: dict[str, tuple[str, str]] = {}
    """By path, the path as it was planned, so that it is in memory once, and the page's key."""

    def changed() -> Iterator[Page]:
        for page in plan_site(loaded.catalogue, loaded.desk, standing):
            key = standing.take_page(page)
            if key:
                keys[page.path] = page.path, key
                yield page

    rendered = 0
    for output in counted(_make_changed(loaded, workers, long_files, changed()), progress):
        path, key = keys.pop(output.path)
        release.add(Output(path, output.content), key)
        rendered += 1
    for asset in make_assets(loaded.folders, loaded.options.audience):
        release.add(asset)
    _fill_media(release, loaded, workers, progress)
    long_files.forget_others(release.digests)
    return rendered


def _make_changed(loaded: Loaded, workers: Workers, long_files: LongFiles, pages: Iterable[Page]) -> Iterator[Output]:
    for made in _render(loaded, workers, long_files.take_apart(pages)):
        yield from long_files.put_together(made)
    yield from long_files.others()


def _fill_media(release: Release, loaded: Loaded, workers: Workers, progress: Progress | None) -> None:
    """Puts in what is published of the files that records name; what the releases before have is not made again."""
    keys = {one.url: media_key(medium, one) for medium in media_of(loaded) for one in medium.renditions}

    def missing() -> Iterator[Medium]:
        for medium in media_of(loaded):
            if some := tuple(one for one in medium.renditions if not release.take(one.url, keys[one.url])):
                yield replace(medium, renditions=some)

    for output in counted(make_media(loaded.options.root, missing(), workers), progress):
        release.add(output, keys[output.path])


def _begin_search(
    release: Release, loaded: Loaded, workers: Workers, around: bytes
) -> AbstractContextManager[MakeScripts]:
    """Takes over the whole index where it would be the same, else begins to make it.

    A large one is made beside the pages; where what they all share has changed, all workers are needed for them.
    """
    if loaded.desk:
        return nullcontext(tuple)
    key = search_key(loaded.catalogue, loaded.context.shared, loaded.folders)
    if release.take_scripts(urls.SEARCH_FOLDER, urls.SEARCH_MANIFEST, key):
        return nullcontext(tuple)
    make_scripts = partial(_make_scripts, loaded, key, release.keys_below(urls.SEARCH_FOLDER))
    is_large = len(loaded.catalogue.rows) >= WORTH_A_COPY
    goes_beside = is_large and release.notes.around == around
    return workers.beside(make_scripts) if goes_beside else nullcontext(make_scripts)


def _make_scripts(loaded: Loaded, key: str, standing: Mapping[str, str]) -> Iterator[tuple[Output, str]]:
    for script in _search_scripts(loaded):
        own = script.key or key
        yield Output(script.url, b"" if standing.get(script.url) == own else script.make()), own


def counted(files: Iterable[T], progress: Progress | None) -> Iterator[T]:
    """The files as they come, each a step of progress."""
    for number, file in enumerate(files, start=1):
        if progress:
            progress.step(number, 0)
        yield file


def report_of(loaded: Loaded) -> Report:
    """What is known before anything is published."""
    rebuild = next_rebuild(loaded.catalogue)
    return Report(
        published=False,
        stopped=loaded.stopped,
        problems=loaded.problems,
        held_back=loaded.held_back,
        next_rebuild=rebuild.day if rebuild else None,
        next_rebuild_reason=rebuild.reason if rebuild else None,
        timings=loaded.timings,
        output=loaded.options.output,
        language=loaded.language,
    )
