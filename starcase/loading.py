"""From folders to a catalogue: everything that pages are made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from msgspec import Struct

from starcase.changed import read_changed
from starcase.checks import FINDINGS
from starcase.clock import today
from starcase.echoes import ids_passed_over, without_echoes
from starcase.fingerprint import program_digest
from starcase.found import unpack_found
from starcase.gathering import Gathered, gather, join
from starcase.language import words_for
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config
from starcase.model.packing import digest_of, pack
from starcase.options import Options
from starcase.places import place_problems
from starcase.pool import Workers
from starcase.problems import DocumentId, PlacedProblem, Problem, problem, rule
from starcase.reading import ReadingContext
from starcase.render.folders import template_folders
from starcase.render.page import RenderingContext
from starcase.render.templates import compile_templates, read_templates
from starcase.settings import read_settings
from starcase.sources.discover import FILE_UNKNOWN, Sources, discover_sources
from starcase.sources.text import decode
from starcase.stopwatch import Progress, Stopwatch
from starcase.store import Store
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


class Loaded(Struct, frozen=True, eq=False):
    """Everything that pages are made of; where the run is stopped, whatever of it could be read."""

    options: Options
    catalogue: Catalogue
    store: Store
    context: RenderingContext
    folders: tuple[Path, ...]
    problems: tuple[PlacedProblem, ...]
    held_back: tuple[str, ...]
    stopped: bool
    timings: tuple[tuple[str, float], ...]

    @property
    def language(self) -> str:
        return self.catalogue.config.language


def load_once(options: Options, progress: Progress | None = None) -> Loaded:
    """Reads the whole content. Mistakes become problems; the catalogue holds whatever can be shown. May raise Damaged."""
    watch = Stopwatch(progress)
    with watch.stage("discover"):
        sources, misplaced = discover_sources(options.root)
        settings, unread = read_settings(sources, partial(read_text, options.root))
    with watch.stage("read"):
        as_of = options.as_of or today(settings.config.time_zone)
        context = ReadingContext(dict(settings.programmes), settings.regions, as_of, settings.config.language)
        store = Store(options.cache_folder, _digest_context(context))
        read_changed(options.root, sources, store, Workers(options.jobs, options.open_executor), context)
        gathered = gather(map(unpack_found, store.found()), options.root)
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
            lambda file: read_text(options.root, file)[0],
            settings.programmes.values(),
            words_for(settings.config.language),
        )
    folders = template_folders(options.root)
    return Loaded(
        options=options,
        catalogue=catalogue,
        store=store,
        context=_rendering_context(options, catalogue, folders),
        folders=folders,
        problems=placed,
        held_back=tuple(sorted({*gathered.held_bodies.values(), *gathered.held_others.values()})),
        stopped=stopped or bool(refusal),
        timings=watch.timings,
    )


def read_text(root: Path, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    place = root / file
    return decode(place.read_bytes(), file) if place.is_file() else (None, ())


def _digest_context(context: ReadingContext) -> str:
    """Stands for everything that reading a record depends on, but for its text and the day."""
    return digest_of(program_digest() + pack((context.programmes, context.regions, context.language)))


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


def _rendering_context(options: Options, catalogue: Catalogue, folders: tuple[Path, ...]) -> RenderingContext:
    templates, language = read_templates(folders, options.audience), catalogue.config.language
    return RenderingContext(_share(catalogue), templates, compile_templates(templates, language, options.cache_folder))


def _share(catalogue: Catalogue) -> Shared:
    words = words_for(catalogue.config.language)
    programmes = {programme.id: in_words(programme, words) for programme in catalogue.programmes.values()}
    return Shared(catalogue.config, programmes, catalogue.regions, make_menu(catalogue))


