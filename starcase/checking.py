"""The check: everything but publishing, and a look at what was made and at how it is worded. A build loads none of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial

from msgspec.structs import replace

from starcase.changed import kinds_of
from starcase.checks import AUDITS
from starcase.checks.anatomy import Anatomy, take_apart
from starcase.language import CHINESE, words_for
from starcase.loading import Loaded, load_once, read_text
from starcase.model.catalogue import Catalogue
from starcase.model.edition import editions_of
from starcase.model.report import Report
from starcase.options import Options
from starcase.pages.audiences import plan_site
from starcase.parcels import pack_pages
from starcase.pipeline import counted, media_of, once_more_if_damaged, open_workers, report_of
from starcase.places import Origins, place_problems, trace_links
from starcase.pool import in_batches
from starcase.problems import Place, PlacedProblem, Problem
from starcase.render.assets import make_assets
from starcase.render.page import render_batch
from starcase.sources.discover import discover_sources
from starcase.stopwatch import Progress, Stopwatch
from starcase.views import urls
from starcase.wording.proofreading import prepare_proofreading, proofread_batch


def check(options: Options, progress: Progress | None = None) -> Report:
    """Everything but publishing: reads, makes every page, and looks at what was made and at how it is worded."""
    return check_with_catalogue(options, progress)[0]


def check_with_catalogue(options: Options, progress: Progress | None = None) -> tuple[Report, Catalogue]:
    """As `check`, with all that is known of the records."""
    return once_more_if_damaged(partial(_check, progress=progress), options)


def _check(options: Options, progress: Progress | None) -> tuple[Report, Catalogue]:
    with open_workers(options) as workers:
        loaded = load_once(options, workers, progress)
    with closing(loaded.store):
        return report_of(loaded) if loaded.stopped else _audit(loaded, progress), loaded.catalogue


def _audit(loaded: Loaded, progress: Progress | None) -> Report:
    watch = Stopwatch(progress)
    audits = tuple(begin() for begin in AUDITS)
    made = 0
    with watch.stage("render"):
        for file in counted(_take_apart_all(loaded), progress):
            made += 1
            for audit in audits:
                audit.see(file)
    with watch.stage("audit"):
        audited = tuple(_place_audited((found for audit in audits for found in audit.found()), loaded))
        placed = (*audited, *_place(_proofread(loaded), loaded))
    return replace(
        report_of(loaded),
        problems=tuple(sorted((*loaded.problems, *placed), key=lambda found: (found.place, found.rule, found.message))),
        outputs=made,
        timings=(*loaded.timings, *watch.timings),
    )


def _proofread(loaded: Loaded) -> Iterator[Problem]:
    """What is wrong in the wording of the records, stories, notices and pages; only Chinese is known well enough."""
    if loaded.language != CHINESE:
        return
    sources, _ = discover_sources(loaded.options.root)
    texts = ((file, read_text(loaded.options.root, file)[0] or "") for file in kinds_of(sources))
    names = (row.name for row in loaded.catalogue.rows)
    wrong = {one.wrong: one.right for one in loaded.catalogue.config.wording.names}
    with open_workers(loaded.options) as workers:
        context = pickle.dumps(prepare_proofreading(wrong, names))
        yield from workers.map(proofread_batch, context, in_batches(texts))


def _take_apart_all(loaded: Loaded) -> Iterator[Anatomy]:
    """What is to be looked at of every file of the site, one by one. No page itself leaves the worker that made it."""
    parcels = pack_pages(plan_site(loaded.catalogue, loaded.desk), loaded.store.record)
    with open_workers(loaded.options) as workers:
        yield from workers.map(_take_apart_batch, pickle.dumps(loaded.context), parcels)
    yield from map(take_apart, make_assets(loaded.folders, loaded.options.audience))
    yield from (Anatomy(one.url) for medium in media_of(loaded) for one in medium.renditions)
    yield from map(Anatomy, (urls.MANIFEST, urls.SEARCH_MANIFEST))


def _take_apart_batch(context: bytes, parcel: bytes) -> list[Anatomy]:
    """Renders the pages of a parcel, and takes them apart. Runs in workers."""
    return [take_apart(page) for page in render_batch(context, parcel)]


def _place_audited(audited: Iterable[Problem], loaded: Loaded) -> Iterator[PlacedProblem]:
    """What was found in the made pages, but for places at which something has been reported already."""
    told = {found.place for found in loaded.problems}
    traced = trace_links(audited, _origins(loaded.catalogue), partial(_text_of, loaded))
    known: set[tuple[Place, str]] = set()  # another language has the same text again
    for found in _place(traced, loaded):
        if found.place not in told and (found.place, found.rule) not in known:
            known.add((found.place, found.rule))
            yield found


def _place(problems: Iterable[Problem], loaded: Loaded) -> tuple[PlacedProblem, ...]:
    return place_problems(problems, partial(_text_of, loaded), (), words_for(loaded.language))


def _text_of(loaded: Loaded, file: str) -> str | None:
    return read_text(loaded.options.root, file)[0]


def _origins(catalogue: Catalogue) -> Origins:
    """By the path of each page, in every language, the document that its text is of."""
    origins = {
        **{urls.story_url(story.id): (story.document, story.id) for story in catalogue.stories},
        **{urls.notice_url(notice.id): (notice.document, notice.id) for notice in catalogue.notices},
        **{urls.page_url(page.id): (page.document, page.id) for page in catalogue.pages},
    }
    folders = (f"{edition.folder}/" for edition in editions_of(catalogue.config)[1:])
    others = {f"{folder}{url}": origin for folder in folders for url, origin in origins.items()}
    return {**origins, **others}
