"""The few documents that everything else depends on: config, programmes, regions, redirects."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from starcase.model.config import Config
from starcase.model.ids import ProgrammeId
from starcase.model.programme import Programme
from starcase.model.redirect import Redirect
from starcase.model.region_tree import RegionTree
from starcase.problems import DocumentId, Problem, Spot, problem, rule
from starcase.read.config import read_config
from starcase.read.programme import read_programme
from starcase.read.redirects import read_redirects
from starcase.read.regions import read_regions
from starcase.read.result import Read
from starcase.sources.discover import Sources
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents

PROGRAMME_TWICE = rule(
    "programme-twice", says="项目编号“{id}”用了两次，另一次在 {other} 里。", mend="请给其中一个项目换一个编号（或文件名）。", stops_site=True
)

ONE_DOCUMENT_ONLY = rule(
    "one-document-only",
    says="“{file}”里只能有一份内容，从这一行起没有读取。",
    mend="请删去分隔用的“---”，让前后的内容连在一起。",
    stops_site=True,
)

T = TypeVar("T")
ReadText = Callable[[str], tuple[str | None, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class Settings:
    """What was read; `config` is the default one where it cannot be read."""

    config: Config
    programmes: Mapping[ProgrammeId, Programme]
    regions: RegionTree
    redirects: tuple[Redirect, ...]


def read_settings(sources: Sources, read_text: ReadText) -> tuple[Settings, tuple[Problem, ...]]:
    """Reads them all. An error in any lets nothing be published. `read_text` gives a file's text, None where it cannot be read.

    Reports: every rule of reading, ``programme-twice`` and ``one-document-only``.
    """
    config = _read_file(sources.config, read_text, read_config)
    regions = _read_file(sources.regions, read_text, read_regions)
    known = None if any(found.is_error for found in regions.problems) else regions.value or RegionTree()
    programmes = tuple(_read_programmes(file, read_text, known) for file in sources.programmes)
    redirects = _read_file(sources.redirects, read_text, read_redirects)
    by_id, twice = _index_programmes(tuple(pair for read in programmes for pair in read.value or ()))
    settings = Settings(
        config=config.value or Config(),
        programmes=MappingProxyType(by_id),
        regions=regions.value or RegionTree(),
        redirects=redirects.value or (),
    )
    return settings, (
        *config.problems,
        *(found for read in programmes for found in read.problems),
        *regions.problems,
        *redirects.problems,
        *twice,
    )


def _read_file(file: str | None, read_text: ReadText, read: Callable[[Tree, DocumentId], Read[T]]) -> Read[T]:
    """The one document of a file; nothing where there is no file or nothing in it. Reports: ``one-document-only``."""
    if file is None:
        return Read(None, ())
    text, unreadable = read_text(file)
    documents = split_documents(text, file) if text is not None else ()
    result = _read_document(documents[0], read) if documents else Read(None, ())
    more = tuple(problem(ONE_DOCUMENT_ONLY, raw.id, at=(raw.first_line, 1), file=file) for raw in documents[1:2])
    return Read(result.value, (*unreadable, *result.problems, *more))


def _read_programmes(
    file: str, read_text: ReadText, regions: RegionTree | None
) -> Read[tuple[tuple[DocumentId, Programme], ...]]:
    """A file may hold several programmes; the first may take its id from the file's stem.

    `regions` is None where they cannot be read whole: a programme's region then stays as it is written.
    """
    text, unreadable = read_text(file)
    stem = posixpath.splitext(posixpath.basename(file))[0]
    documents = split_documents(text, file) if text is not None else ()
    reads = tuple((raw, _read_document(raw, lambda tree, document: read_programme(tree, document, stem, regions))) for raw in documents)
    return Read(
        tuple((raw.id, read.value) for raw, read in reads if read.value),
        (*unreadable, *(found for _, read in reads for found in read.problems)),
    )


def _read_document(raw: RawDocument, read: Callable[[Tree, DocumentId], Read[T]]) -> Read[T]:
    tree, broken = parse_document(raw)
    if any(found.is_error for found in broken):
        return Read(None, broken)
    result = read(tree, raw.id)
    return Read(result.value, (*broken, *result.problems))


def _index_programmes(
    found: tuple[tuple[DocumentId, Programme], ...],
) -> tuple[dict[ProgrammeId, Programme], tuple[Problem, ...]]:
    first: dict[ProgrammeId, DocumentId] = {}
    by_id: dict[ProgrammeId, Programme] = {}
    twice: list[Problem] = []
    for document, programme in found:
        if programme.id in first:
            other = first[programme.id]
            related = (Spot(other, ("id",)),)
            twice.append(problem(PROGRAMME_TWICE, document, ("id",), related=related, id=programme.id, other=other.file))
            continue
        first[programme.id] = document
        by_id[programme.id] = programme
    return by_id, tuple(twice)
