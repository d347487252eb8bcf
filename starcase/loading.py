"""From folders to a catalogue: everything that pages are made of."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

from starcase import places
from starcase.changed import read_changed
from starcase.checks import FINDINGS, SCHEMES, SETTINGS, STYLES
from starcase.clock import today
from starcase.echoes import ids_passed_over, without_echoes
from starcase.fingerprint import program_digest
from starcase.found import unpack_found
from starcase.gathering import Gathered, gather, join
from starcase.kept_regions import keep_regions
from starcase.language import words_for
from starcase.media.named_files import NamedFiles
from starcase.model.catalogue import Catalogue
from starcase.model.config import Config
from starcase.model.edition import editions_of, in_edition
from starcase.model.packing import digest_of, pack
from starcase.options import Options
from starcase.pages.audiences import PUBLIC, share_for
from starcase.places import spots_of, word_problems
from starcase.pool import Workers
from starcase.privacy.allowances import check_allowances
from starcase.privacy.guard import make_guard
from starcase.problems import DocumentId, Place, PlacedProblem, Problem, Spot, problem, rule
from starcase.reading import ReadingContext, ReviewersReading
from starcase.render.assets import find_colours
from starcase.render.compiled import Codes, Templates
from starcase.render.folders import template_folders
from starcase.render.page import RenderingContext
from starcase.render.templates import compile_templates, read_templates
from starcase.settings import Settings, read_settings
from starcase.signing import check_signatures
from starcase.sources.discover import FILE_UNKNOWN, Sources, discover_reviews, discover_sources
from starcase.sources.stylesheet import Sheet
from starcase.sources.text import decode
from starcase.stopwatch import Progress, Stopwatch
from starcase.store import Store

if TYPE_CHECKING:
    from starcase.desk.rounds import Rounds
    from starcase.model.desk import Desk

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


class Records(Protocol):
    """Where the records' bytes wait until pages are made of them, and the words of stories until the index is."""

    def record(self, document: DocumentId, /) -> bytes: ...

    def words(self) -> Iterable[tuple[DocumentId, bytes]]: ...

    def close(self) -> None: ...


class Loaded(Struct, frozen=True, eq=False):
    """Everything that pages are made of; where the run is stopped, whatever of it could be read. Only reviewers have a desk."""

    options: Options
    catalogue: Catalogue
    store: Records
    context: RenderingContext
    folders: tuple[Path, ...]
    problems: tuple[PlacedProblem, ...]
    held_back: tuple[str, ...]
    stopped: bool
    desk: Desk | None = None
    timings: tuple[tuple[str, float], ...] = ()

    @property
    def language(self) -> str:
        return self.catalogue.config.language


class Surroundings(Struct, frozen=True):
    """What stands around the records: settings, templates, the day; and, as problems, what is wrong there."""

    sources: Sources
    misplaced: tuple[Problem, ...]
    settings: Settings
    unread: tuple[Problem, ...]
    as_of: date
    folders: tuple[Path, ...]
    templates: Templates
    codes: Mapping[str, Codes]
    """The templates, compiled, by language."""
    reviewers: ReviewersReading | None = None

    @property
    def context(self) -> ReadingContext:
        """What reading a record needs of them."""
        settings = self.settings
        programmes, documents = dict(settings.programmes), dict(settings.documents)
        config = settings.config
        guard = make_guard(config.privacy, self.as_of)
        return ReadingContext(
            programmes, settings.regions, self.as_of, config.language, documents, guard, self.reviewers
        )


class Combined(Struct, frozen=True):
    """The records with one another: the catalogue, and as problems what is wrong there or with a record by itself."""

    gathered: Gathered
    catalogue: Catalogue
    findings: tuple[Problem, ...]
    rounds: Rounds | None = None


def load_once(options: Options, workers: Workers, progress: Progress | None = None) -> Loaded:
    """Reads the whole content. Mistakes become problems; the catalogue holds whatever can be shown. May raise Damaged."""
    watch = Stopwatch(progress)
    with watch.stage("discover"):
        around = look_around(options)
    with watch.stage("read"):
        store = read_into_store(options, around, workers)
        store.keep()
        look = NamedFiles(options.root, workers, options.cache_folder, around.context.guard).look_ahead
        gathered = gather(map(unpack_found, store.found()), look)
    with watch.stage("catalogue"):
        combined = combine(options, around, gathered)
    with watch.stage("place"):
        loaded = tell(options, around, combined, store, partial(find_places, options.root, around))
    return replace(loaded, timings=watch.timings)


def look_around(options: Options) -> Surroundings:
    """Reads everything but the records."""
    sources, misplaced = discover_sources(options.root)
    if options.is_for_reviewers:
        sources = replace(sources, reviews=discover_reviews(options.root))
    keep = partial(keep_regions, options.cache_folder)
    settings, unread = read_settings(sources, partial(read_text, options.root), keep)
    folders = template_folders(options.root)
    templates = read_templates(folders, options.audience)
    languages = (edition.language for edition in editions_of(settings.config))
    codes = {language: compile_templates(templates, language, options.cache_folder) for language in languages}
    as_of = options.as_of or today(settings.config.time_zone)
    allowances = check_allowances(settings.config, DocumentId(sources.config or "config.yaml"), as_of)
    doubtful = (*_doubt(settings, unread), *_look_at_colours(options.root, folders), *allowances)
    return Surroundings(
        sources,
        misplaced,
        settings,
        (*unread, *doubtful),
        as_of,
        folders,
        templates,
        codes,
        _reviewers_reading(options),
    )


def _reviewers_reading(options: Options) -> ReviewersReading | None:
    """Loaded for reviewers only: a public build never has their code in memory."""
    if not options.is_for_reviewers:
        return None
    reading: ReviewersReading = importlib.import_module("starcase.desk.reading").REVIEWERS
    return reading


def _doubt(settings: Settings, unread: Iterable[Problem]) -> Iterator[Problem]:
    """What does not fit together in the programmes that could be read whole and, where everything could, with what stands around them."""
    wrong = {trouble.spot.document for trouble in unread if trouble.is_error}
    for programme in settings.programmes.values():
        document = settings.documents[programme.id]
        if document not in wrong:
            yield from (found for check in SCHEMES for found in check(programme, document))
    if not wrong:
        yield from (found for check in SETTINGS for found in check(settings))


def _look_at_colours(root: Path, folders: tuple[Path, ...]) -> Iterator[Problem]:
    """What is wrong with the colours of the site's own stylesheets, where it has some."""
    sheets = []
    for place in find_colours(folders):
        is_own = place.is_relative_to(root)
        text, problems = decode(place.read_bytes(), place.relative_to(root).as_posix() if is_own else place.name)
        yield from problems
        sheets.append(Sheet(text or "", place.relative_to(root).as_posix() if is_own else None))
    yield from (found for check in STYLES for found in check(sheets))


def read_into_store(options: Options, around: Surroundings, workers: Workers) -> Store:
    """The store, with what came of every record as it is now; nobody else writes it until it is kept."""
    context = around.context
    store = Store(options.cache_folder, _digest_context(context))
    read_changed(options.root, around.sources, store, workers, context)
    return store


def find_places(root: Path, around: Surroundings, spots: Iterable[Spot]) -> Mapping[Spot, Place]:
    """The places of spots in the files of a root."""
    return places.find_places(spots, lambda file: read_text(root, file)[0], around.settings.programmes.values())


def combine(options: Options, around: Surroundings, gathered: Gathered) -> Combined:
    """The records joined and checked together."""
    passed_over = ids_passed_over(around.misplaced)
    catalogue = join(gathered, around.settings, around.as_of, drafts=options.drafts, passed_over=passed_over)
    settled = not any(trouble.is_error for trouble in (*around.misplaced, *around.unread))
    findings = tuple(found for check in FINDINGS for found in check(catalogue)) if settled else ()
    if not options.is_for_reviewers:
        return Combined(gathered, catalogue, findings)
    rounds, inside = _desk_making().look_into_review(options.root, around.settings, catalogue, gathered.noted)
    return Combined(gathered, catalogue, (*findings, *inside), rounds)


def tell(
    options: Options,
    around: Surroundings,
    combined: Combined,
    records: Records,
    find_places: Callable[[Iterable[Spot]], Mapping[Spot, Place]],
) -> Loaded:
    """All that was read, with every problem at its place."""
    gathered, catalogue, unread = combined.gathered, combined.catalogue, around.unread
    named = {file.path for files in gathered.files.values() for file in files}
    misplaced = tuple(
        found for found in around.misplaced if found.rule != FILE_UNKNOWN or found.spot.document.file not in named
    )
    problems = (*misplaced, *unread, *without_echoes(gathered.problems, unread, around.sources), *combined.findings)
    stopped = _stops(problems, (*misplaced, *unread))
    refusal = () if stopped else _refuse(options, catalogue.config, gathered, around.sources)
    told = (*problems, *refusal)
    places = find_places(spots_of(told))
    held_back = {*gathered.held_bodies.values(), *gathered.held_others.values()}
    return Loaded(
        options=options,
        catalogue=catalogue,
        store=records,
        context=_make_context(options.audience, catalogue, around),
        folders=around.folders,
        problems=word_problems(told, places, words_for(catalogue.config.language)),
        held_back=() if options.is_for_reviewers else tuple(sorted(held_back)),
        stopped=stopped or any(trouble.is_error for trouble in refusal),
        desk=_make_desk(options, around, combined, problems, places),
    )


def _make_desk(
    options: Options,
    around: Surroundings,
    combined: Combined,
    problems: tuple[Problem, ...],
    places: Mapping[Spot, Place],
) -> Desk | None:
    """What the reviewers' pages are made of, in a module of its own."""
    if not options.is_for_reviewers:
        return None
    making = _desk_making()
    findings = making.Findings(problems, places, combined.gathered.noted, combined.rounds)
    desk: Desk = making.make_desk(combined.catalogue, around.settings, findings)
    return desk


def _desk_making() -> ModuleType:
    return importlib.import_module("starcase.desk.making")


def read_text(root: Path, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    place = root / file
    return decode(place.read_bytes(), file) if place.is_file() else (None, ())


def _digest_context(context: ReadingContext) -> str:
    """Stands for everything that reading a record depends on, but for its text and the day."""
    return digest_of(
        program_digest()
        + pack((context.programmes, context.regions, context.language, context.documents, context.guard))
    )


def _stops(problems: Iterable[Problem], settings_problems: Iterable[Problem]) -> bool:
    """Errors of the settings, ids and paths let nothing be published."""
    return any(trouble.is_error for trouble in settings_problems) or any(
        trouble.is_error and trouble.rule.stops_site for trouble in problems
    )


def _refuse(options: Options, config: Config, gathered: Gathered, sources: Sources) -> tuple[Problem, ...]:
    """Too much is held back, the caller wanted all or nothing, or nobody has signed. Drafts are shown unsigned, reviewers whatever there is."""
    if options.is_for_reviewers:
        return ()
    held = len(gathered.held_bodies)
    limit = max(int(config.hold_back.percent * gathered.bodies / 100), config.hold_back.at_least)
    document = DocumentId(sources.config or "config.yaml")
    if held > limit:
        return (problem(TOO_MANY_HELD_BACK, document, ("hold_back",), held=held, limit=limit),)
    if options.strict and any(trouble.is_error for trouble in gathered.problems):
        return (problem(STRICT, document),)
    return () if options.drafts else check_signatures(options.root, config.sign_off, document)


def _make_context(audience: str, catalogue: Catalogue, around: Surroundings) -> RenderingContext:
    editions = editions_of(catalogue.config)[: None if audience == PUBLIC else 1]
    (shared, codes), *others = (
        (share_for(audience, in_edition(catalogue, edition), edition, editions), around.codes[edition.language])
        for edition in editions
    )
    return RenderingContext(shared, around.templates, codes, tuple(others), audience)
