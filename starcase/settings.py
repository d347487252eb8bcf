"""The few documents that everything else depends on: config, programmes, regions, redirects."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from starcase.model.base import spellings
from starcase.model.config import Config
from starcase.model.ids import ProgrammeId
from starcase.model.packing import pack
from starcase.model.programme import Programme
from starcase.model.redirect import Redirect
from starcase.model.region_tree import RegionTree
from starcase.privacy.guard import Guard, guard_tree, make_guard, needs_guard
from starcase.problems import DocumentId, Problem, Spot, problem, rule
from starcase.read.config import read_config
from starcase.read.programme import outline_programme, read_programme
from starcase.read.redirects import read_redirects
from starcase.read.regions import read_regions
from starcase.read.result import Read
from starcase.sources.discover import Sources
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents

PROGRAMME_TWICE = rule(
    "programme-twice",
    says="项目编号“{id}”用了两次，另一次在 {other} 里。",
    mend="请给其中一个项目换一个编号（或文件名）。",
    stops_site=True,
)

ONE_DOCUMENT_ONLY = rule(
    "one-document-only",
    says="“{file}”里只能有一份内容，从这一行起没有读取。",
    mend="请删去分隔用的“---”，让前后的内容连在一起。",
    stops_site=True,
)

T = TypeVar("T")
ReadText = Callable[[str], tuple[str | None, tuple[Problem, ...]]]
KeepRegions = Callable[[bytes, Callable[[], Read[RegionTree]]], Read[RegionTree]]


class Settings(Struct, frozen=True):
    """What was read; `config` is the default one where it cannot be read. `documents` says where each programme is written."""

    config: Config
    programmes: Mapping[ProgrammeId, Programme]
    documents: Mapping[ProgrammeId, DocumentId]
    regions: RegionTree
    redirects: tuple[Redirect, ...]


def _read_anew(says: bytes, read: Callable[[], Read[RegionTree]]) -> Read[RegionTree]:
    return read()


def read_settings(
    sources: Sources, read_text: ReadText, keep_regions: KeepRegions = _read_anew
) -> tuple[Settings, tuple[Problem, ...]]:
    """Reads them all. An error in any lets nothing be published. `read_text` gives a file's text, None where it cannot be read.

    `keep_regions` is given all that the regions depend on, and what reads them.

    Reports: every rule of reading, ``programme-twice`` and ``one-document-only``.
    """
    config = read_only_document(sources.config, read_text, _read_guarded_config)
    guard = make_guard((config.value or Config()).privacy, None)
    text, undecodable = read_text(sources.regions) if sources.regions else (None, ())
    says = pack((sources.regions, text, bool(undecodable), guard))
    regions = keep_regions(says, partial(_read_regions, sources.regions, read_text, guard))
    known = None if any(found.is_error for found in regions.problems) else regions.value or RegionTree()
    programmes = _read_programmes(sources.programmes, read_text, known, guard)
    redirects = read_only_document(sources.redirects, read_text, read_redirects)
    by_id, documents, twice = _index_programmes(programmes.value or ())
    settings = Settings(
        config=config.value or Config(),
        programmes=MappingProxyType(by_id),
        documents=MappingProxyType(documents),
        regions=regions.value or RegionTree(),
        redirects=redirects.value or (),
    )
    return settings, (
        *config.problems,
        *programmes.problems,
        *regions.problems,
        *redirects.problems,
        *twice,
    )


def _read_guarded_config(tree: Tree, document: DocumentId) -> Read[Config]:
    """The settings, which themselves say what is covered; what they allow stands there as it is."""
    config = read_config(tree, document)
    if config.value is None or not isinstance(tree, dict):
        return config
    allowing = {key: value for key, value in tree.items() if spellings(Config).get(key) == "privacy"}
    others = {key: value for key, value in tree.items() if key not in allowing}
    covered, personal = guard_tree(others, document, make_guard(config.value.privacy, None))
    if not personal or not isinstance(covered, dict):
        return config
    return Read(read_config({**covered, **allowing}, document).value, (*config.problems, *personal))


def read_only_document(file: str | None, read_text: ReadText, read: Callable[[Tree, DocumentId], Read[T]]) -> Read[T]:
    """The one document of a file; nothing where there is no file or nothing in it. Reports: ``one-document-only``."""
    if file is None:
        return Read(None, ())
    text, unreadable = read_text(file)
    documents = split_documents(text, file) if text is not None else ()
    result = _read_document(documents[0], read) if documents else Read(None, ())
    more = tuple(problem(ONE_DOCUMENT_ONLY, raw.id, at=(raw.first_line, 1), file=file) for raw in documents[1:2])
    return Read(result.value, (*unreadable, *result.problems, *more))


class _Unread(Struct, frozen=True):
    """A document before it is read; `tree` is None where it cannot be parsed, as `problems` say."""

    document: DocumentId
    stem: str
    tree: Tree
    problems: tuple[Problem, ...]


def _read_regions(file: str | None, read_text: ReadText, guard: Guard) -> Read[RegionTree]:
    """The regions of a file, which may hold several lists."""
    parsed = tuple(_parse_each(file, read_text, guard)) if file else ()
    read = read_regions(*((one.document, one.tree) for one in parsed if one.tree is not None))
    return Read(read.value, (*(found for one in parsed for found in one.problems), *read.problems))


def _read_programmes(
    files: tuple[str, ...], read_text: ReadText, regions: RegionTree | None, guard: Guard
) -> Read[tuple[tuple[DocumentId, Programme], ...]]:
    """A file may hold several programmes; the first may take its id from the file's stem.

    `regions` is None where they cannot be read whole: a programme's region then stays as it is written. So does the programme that
    another is built from, where not all can be parsed.
    """
    parsed = tuple(one for file in files for one in _parse_each(file, read_text, guard, is_needed=True))
    outlines = tuple(outline_programme(one.tree, one.stem) for one in parsed if one.tree is not None)
    known = outlines if len(outlines) == len(parsed) else None
    reads = tuple(
        (one, read_programme(one.tree, one.document, one.stem, regions, known) if one.tree is not None else Read(None))
        for one in parsed
    )
    return Read(
        tuple((one.document, read.value) for one, read in reads if read.value),
        tuple(found for one, read in reads for found in (*one.problems, *read.problems)),
    )


def _parse_each(file: str, read_text: ReadText, guard: Guard, *, is_needed: bool = False) -> Iterator[_Unread]:
    """The documents of a file; one that is needed, and blank, is a document in which nothing stands."""
    text, undecodable = read_text(file)
    stem = posixpath.splitext(posixpath.basename(file))[0]
    if text is None:
        yield _Unread(DocumentId(file), stem, None, undecodable)
        return
    blank = is_needed and not text.strip()
    documents = (RawDocument(DocumentId(file), text, 1),) if blank else split_documents(text, file)
    for number, raw in enumerate(documents):
        tree, broken = parse_document(raw)
        wrong = any(found.is_error for found in broken)
        tree, personal = guard_tree(tree, raw.id, guard) if needs_guard(raw.text, guard) else (tree, ())
        told = (*broken, *personal, *(undecodable if number == 0 else ()))
        yield _Unread(raw.id, stem, None if wrong else tree, told)


def _read_document(raw: RawDocument, read: Callable[[Tree, DocumentId], Read[T]]) -> Read[T]:
    tree, broken = parse_document(raw)
    if any(found.is_error for found in broken):
        return Read(None, broken)
    result = read(tree, raw.id)
    return Read(result.value, (*broken, *result.problems))


def _index_programmes(
    found: tuple[tuple[DocumentId, Programme], ...],
) -> tuple[dict[ProgrammeId, Programme], dict[ProgrammeId, DocumentId], tuple[Problem, ...]]:
    first: dict[ProgrammeId, DocumentId] = {}
    by_id: dict[ProgrammeId, Programme] = {}
    twice: list[Problem] = []
    for document, programme in found:
        if programme.id in first:
            other = first[programme.id]
            related = (Spot(other, ("id",)),)
            twice.append(
                problem(PROGRAMME_TWICE, document, ("id",), related=related, id=programme.id, other=other.file)
            )
            continue
        first[programme.id] = document
        by_id[programme.id] = programme
    return by_id, first, tuple(twice)
