"""The one order of the stages: sources to records, records to catalogue, catalogue to pages, pages to a published site."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter
from typing import Protocol

from starcase.catalogue import next_rebuild
from starcase.checks import AUDITS, FINDINGS
from starcase.clock import today
from starcase.echoes import ids_passed_over, without_echoes
from starcase.gathering import Gathered, gather, join
from starcase.language import words_for
from starcase.media.named_files import make_file
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config
from starcase.model.output import Output, Page
from starcase.model.report import Report
from starcase.pages import plan_pages
from starcase.places import Origins, place_problems, trace_links
from starcase.pool import map_batches, open_pool
from starcase.problems import DocumentId, PlacedProblem, Problem, problem, rule
from starcase.publish import publish_outputs
from starcase.reading import Found, Kind, ReadingContext, Task, read_batch
from starcase.records import Records
from starcase.render.assets import make_assets
from starcase.render.page import RenderingContext, render_batch, render_page
from starcase.render.templates import template_folders
from starcase.settings import Settings, read_settings
from starcase.sources.discover import FILE_UNKNOWN, Sources, discover_sources
from starcase.sources.text import decode
from starcase.sources.yamltree import split_documents
from starcase.views import urls
from starcase.views.menu import make_menu
from starcase.views.shared import Shared, in_words

TOO_MANY_HELD_BACK = rule(
    "too-many-held-back",
    says="有 {held} 份组织资料因错误暂不能公布，超过了上限 {limit} 份，这次没有发布。",
    mend="请先改正列出的其他错误；上限在 config.yaml 的 hold_back（暂缓上限）里设置。",
    stops_site=True,
)
STRICT = rule(
    "strict-errors",
    says="有错误，而这次要求有错不发（--strict），所以没有发布。",
    mend="请先改正列出的其他错误。",
    stops_site=True,
)


class Progress(Protocol):
    def stage(self, name: str) -> None: ...

    def step(self, done: int, total: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Options:
    root: Path
    output: Path
    audience: str = "public"
    as_of: date | None = None
    jobs: int | None = None
    drafts: bool = False
    strict: bool = False
    cache: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """Everything that pages are made of; where the run is stopped, whatever of it could be read."""

    options: Options
    catalogue: Catalogue
    records: Records
    context: RenderingContext
    problems: tuple[PlacedProblem, ...]
    held_back: tuple[str, ...]
    stopped: bool
    timings: tuple[tuple[str, float], ...]

    @property
    def language(self) -> str:
        return self.catalogue.config.language


class _Stopwatch:
    """Seconds by stage, in the order in which they first ran."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._seconds: dict[str, float] = {}

    @property
    def timings(self) -> tuple[tuple[str, float], ...]:
        return tuple(self._seconds.items())

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        if self._progress:
            self._progress.stage(name)
        started = perf_counter()
        try:
            yield
        finally:
            self._seconds[name] = self._seconds.get(name, 0.0) + perf_counter() - started


# --- from folders to a catalogue ------------------------------------------------------------------------------------


def load(options: Options, progress: Progress | None = None) -> Loaded:
    """Reads the whole content. Mistakes become problems; the catalogue holds whatever can be shown."""
    watch = _Stopwatch(progress)
    with watch.stage("discover"):
        sources, misplaced = discover_sources(options.root)
        settings, unread = read_settings(sources, partial(_read_text, options.root))
    with watch.stage("read"):
        as_of = options.as_of or today(settings.config.time_zone)
        gathered = gather(_read_records(options, sources, settings, as_of), options.root)
    with watch.stage("catalogue"):
        catalogue = join(gathered, settings, as_of, drafts=options.drafts, passed_over=ids_passed_over(misplaced))
        settled = not any(trouble.is_error for trouble in (*misplaced, *unread))
        findings = tuple(found for check in FINDINGS for found in check(catalogue)) if settled else ()
    named = {file.path for files in gathered.files.values() for file in files}
    misplaced = tuple(found for found in misplaced if found.rule != FILE_UNKNOWN or found.spot.document.file not in named)
    problems = (*misplaced, *unread, *without_echoes(gathered.problems, unread, sources), *findings)
    stopped = _stops(problems, (*misplaced, *unread))
    refusal = () if stopped else _refuse(options, settings.config, gathered, sources)
    with watch.stage("place"):
        placed = place_problems(
            (*problems, *refusal),
            lambda file: _read_text(options.root, file)[0],
            settings.programmes.values(),
            words_for(settings.config.language),
        )
    return Loaded(
        options=options,
        catalogue=catalogue,
        records=gathered.records,
        context=RenderingContext(_share(catalogue), options.audience, template_folders(options.root)),
        problems=placed,
        held_back=tuple(sorted({*gathered.held_bodies.values(), *gathered.held_others.values()})),
        stopped=stopped or bool(refusal),
        timings=watch.timings,
    )


def _read_text(root: Path, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    place = root / file
    return decode(place.read_bytes(), file) if place.is_file() else (None, ())


def _read_records(options: Options, sources: Sources, settings: Settings, as_of: date) -> Iterator[Found]:
    context = pickle.dumps(ReadingContext(dict(settings.programmes), settings.regions, as_of))
    files = (sources.organizations, sources.stories, sources.notices, sources.pages)
    with open_pool(options.jobs, sum(map(len, files))) as pool:
        yield from map_batches(pool, read_batch, context, _tasks(options.root, sources))


def _tasks(root: Path, sources: Sources) -> Iterator[Task]:
    for file in sources.organizations:
        text, undecodable = _read_text(root, file)
        if text is None:
            yield Task(Kind.ORGANIZATION, DocumentId(file), None, problems=undecodable)
            continue
        if not text.strip():
            yield Task(Kind.ORGANIZATION, DocumentId(file), text, problems=undecodable)
        for raw in split_documents(text, file):
            yield Task(Kind.ORGANIZATION, raw.id, raw.text, raw.first_line, undecodable if raw.id.number == 0 else ())
    for kind, files in ((Kind.STORY, sources.stories), (Kind.NOTICE, sources.notices), (Kind.PAGE, sources.pages)):
        for file in files:
            text, undecodable = _read_text(root, file)
            yield Task(kind, DocumentId(file), text, problems=undecodable)


def _stops(problems: Iterable[Problem], settings_problems: Iterable[Problem]) -> bool:
    """Errors of the settings, ids and paths let nothing be published."""
    return any(trouble.is_error for trouble in settings_problems) or any(
        trouble.is_error and trouble.rule.stops_site for trouble in problems
    )


def _refuse(options: Options, config: Config, gathered: Gathered, sources: Sources) -> tuple[Problem, ...]:
    """Too much is held back to publish the rest, or the caller wanted all or nothing."""
    held = len(gathered.held_bodies)
    limit = max(int(config.hold_back.percent * gathered.bodies / 100), config.hold_back.at_least)
    document = DocumentId(sources.config or "config.yaml")
    if held > limit:
        return (problem(TOO_MANY_HELD_BACK, document, ("hold_back",), held=held, limit=limit),)
    if options.strict and any(trouble.is_error for trouble in gathered.problems):
        return (problem(STRICT, document),)
    return ()


def _share(catalogue: Catalogue) -> Shared:
    words = words_for(catalogue.config.language)
    programmes = {programme.id: in_words(programme, words) for programme in catalogue.programmes.values()}
    return Shared(catalogue.config, programmes, catalogue.regions, make_menu(catalogue))


# --- from a catalogue to a published site -----------------------------------------------------------------------------


def make_outputs(loaded: Loaded) -> Iterator[Output]:
    """Every file of the site, made one by one, always in the same order."""
    context = pickle.dumps(loaded.context)
    with open_pool(loaded.options.jobs, len(loaded.catalogue.rows)) as pool:
        yield from map_batches(pool, render_batch, context, plan_pages(loaded.catalogue, loaded.records))
    yield from make_assets(loaded.context.folders)
    made: set[str] = set()
    for files in loaded.catalogue.files.values():
        for file in files:
            if file.url not in made:
                made.add(file.url)
                yield make_file(loaded.options.root, file)


def build(options: Options, progress: Progress | None = None) -> Report:
    """Reads, makes and publishes the site; publishes nothing where errors stop it."""
    loaded = load(options, progress)
    with closing(loaded.records):
        return _report(loaded) if loaded.stopped else _publish(loaded, _Stopwatch(progress), progress)


def _publish(loaded: Loaded, watch: _Stopwatch, progress: Progress | None) -> Report:
    with watch.stage("publish"):
        published = publish_outputs(_counted(make_outputs(loaded), progress), loaded.options.output)
    return replace(
        _report(loaded),
        published=True,
        outputs=published.count,
        changed=published.changed,
        weaker_promise=published.weaker,
        timings=(*loaded.timings, *watch.timings),
    )


def check(options: Options, progress: Progress | None = None) -> Report:
    """Everything but publishing: reads, makes every page, and looks at what was made."""
    loaded = load(options, progress)
    with closing(loaded.records):
        return _report(loaded) if loaded.stopped else _audit(loaded, _Stopwatch(progress), progress)


def _audit(loaded: Loaded, watch: _Stopwatch, progress: Progress | None) -> Report:
    with watch.stage("render"):
        outputs = tuple(_counted(make_outputs(loaded), progress))
    with watch.stage("audit"):
        audited = tuple(found for audit in AUDITS for found in audit(outputs))
    placed = _place_audited(audited, loaded)
    return replace(
        _report(loaded),
        problems=tuple(sorted((*loaded.problems, *placed), key=lambda found: (found.place, found.rule, found.message))),
        outputs=len(outputs),
        timings=(*loaded.timings, *watch.timings),
    )


def _place_audited(audited: Iterable[Problem], loaded: Loaded) -> Iterator[PlacedProblem]:
    """What was found in the made pages, but for places at which something has been reported already."""
    told = {found.place for found in loaded.problems}

    def text_of(file: str) -> str | None:
        return _read_text(loaded.options.root, file)[0]

    traced = trace_links(audited, _origins(loaded.catalogue), text_of)
    placed = place_problems(traced, text_of, (), words_for(loaded.language))
    return (found for found in placed if found.place not in told)


def _origins(catalogue: Catalogue) -> Origins:
    return {
        **{urls.story_url(story.id): (story.document, story.id) for story in catalogue.stories},
        **{urls.notice_url(notice.id): (notice.document, notice.id) for notice in catalogue.notices},
        **{urls.page_url(page.id): (page.document, page.id) for page in catalogue.pages},
    }


def _counted(outputs: Iterable[Output], progress: Progress | None) -> Iterator[Output]:
    for number, output in enumerate(outputs, start=1):
        if progress:
            progress.step(number, 0)
        yield output


def _report(loaded: Loaded) -> Report:
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


# --- one page at a time, for the preview ------------------------------------------------------------------------------


def find_page(loaded: Loaded, url: str) -> Page | None:
    """The planned page at an address."""
    return _pages_by_url(loaded).get(url)


def render_one(loaded: Loaded, page: Page) -> Output:
    return render_page(loaded.context, page)


def static_output(loaded: Loaded, url: str) -> Output | None:
    """A file that is no page: stylesheet, script, picture, attachment."""
    asset = next((output for output in make_assets(loaded.context.folders) if output.path == url), None)
    named = next((file for files in loaded.catalogue.files.values() for file in files if file.url == url), None)
    return asset or (make_file(loaded.options.root, named) if named else None)


@lru_cache(maxsize=1)
def _pages_by_url(loaded: Loaded) -> Mapping[str, Page]:
    return {page.url: page for page in plan_pages(loaded.catalogue, loaded.records)}
