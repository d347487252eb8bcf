"""The records as they stand in their files, each file read once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from msgspec import Struct

from starcase.clock import today
from starcase.exchange.editing.trees import Spellings
from starcase.exchange.tables.expected import Expected, Known
from starcase.exchange.tables.mappings import read_mappings
from starcase.loading import read_text
from starcase.model.ids import OrganizationId, ProgrammeId, RegionId
from starcase.model.organization import Organization
from starcase.places import spellings_in
from starcase.privacy.guard import make_guard
from starcase.problems import DocumentId, Problem
from starcase.read.names import Names, Role, known_id, names_of_programmes, names_of_regions
from starcase.read.peek import peek_each, peek_text
from starcase.reading import ReadingContext, stem_of
from starcase.settings import Settings, read_settings
from starcase.sources.discover import Sources, discover_sources
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents


class Record(Struct, frozen=True):
    """One body's record. `tree` is None where the text cannot be read; then only the id is guessed."""

    document: DocumentId
    id: OrganizationId
    name: str
    former_names: tuple[str, ...]
    regions: tuple[RegionId, ...]
    programme: ProgrammeId | None
    text: str
    tree: Tree

    @property
    def folder(self) -> str:
        return self.document.file.rpartition("/")[0]


class Shelf(Struct, frozen=True, dict=True, eq=False):
    """All records of a root, with what they are read against; `unread` are errors of the settings."""

    root: Path
    sources: Sources
    settings: Settings
    unread: tuple[Problem, ...]
    as_of: date
    records: tuple[Record, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Records by their ids."""
        return {record.id: record for record in self.records}

    @cached_property
    def context(self) -> ReadingContext:
        """What a record is read against."""
        settings = self.settings
        programmes, documents = dict(settings.programmes), dict(settings.documents)
        guard = make_guard(settings.config.privacy, self.as_of)
        return ReadingContext(programmes, settings.regions, self.as_of, settings.config.language, documents, guard)

    def names_in(self, programme: ProgrammeId | None) -> Spellings:
        """How an indicator, an item and so on may be written by name in a record of a programme."""
        ways = self._names.get(programme, {})
        return lambda step: ways.get(step, ())

    @cached_property
    def _names(self) -> Mapping[ProgrammeId | None, Mapping[str, Collection[str]]]:
        return {one.id: spellings_in((one,)) for one in self.settings.programmes.values()}


def read_shelf(root: Path, as_of: date | None = None) -> Shelf:
    """Reads the settings and every record of a root."""
    sources, _ = discover_sources(root)
    settings, problems = read_settings(sources, partial(read_text, root))
    names = {**names_of_programmes(settings.programmes), **names_of_regions(settings.regions)}
    records = tuple(record for file in sources.organizations for record in _records_in(root, file, names))
    unread = tuple(found for found in problems if found.is_error)
    return Shelf(root, sources, settings, unread, as_of or today(settings.config.time_zone), records)


def _records_in(root: Path, file: str, names: Names) -> Iterator[Record]:
    text, _ = read_text(root, file)
    for raw in split_documents(text, file) if text is not None else ():
        yield _record(raw, names)


def _record(raw: RawDocument, names: Names) -> Record:
    tree, _ = parse_document(raw)
    model = Organization
    regions = (known_id(names, Role.REGION, one) for one in peek_each(model, tree, "regions") if isinstance(one, str))
    programme = known_id(names, Role.PROGRAMME, peek_text(model, tree, "programme"))
    former = (one for one in peek_each(model, tree, "former_names") if isinstance(one, str))
    return Record(
        raw.id,
        OrganizationId((peek_text(model, tree, "id") or stem_of(raw.id)).casefold()),
        peek_text(model, tree, "name") or "",
        tuple(former),
        tuple(RegionId(region) for region in regions if region),
        ProgrammeId(programme) if programme else None,
        raw.text,
        tree,
    )


def expected_of(shelf: Shelf, programme: ProgrammeId | None) -> Expected:
    """What tables are read against; `programme` is that of rows which name none."""
    bodies = tuple(Known(one.id, one.name, one.regions, one.programme) for one in shelf.records)
    mappings = read_mappings(shelf.root)
    return Expected(shelf.settings.programmes, shelf.settings.regions, programme, bodies, mappings)
