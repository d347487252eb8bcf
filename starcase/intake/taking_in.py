"""A parcel as a whole: its tables, documents and photos planned together, and noted as received."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.records.importing import Body, Plan, plan_import
from starcase.exchange.records.photo_entries import with_photos
from starcase.exchange.records.shelf import Shelf
from starcase.exchange.tables.archives import UnreadableFile, read_source
from starcase.exchange.tables.given import Source, Tables
from starcase.intake.parcels import Others, take_others
from starcase.intake.received import FILE, Received, digest_of, received_files, with_received
from starcase.language import Words
from starcase.model.ids import ProgrammeId
from starcase.read.words import folded


class Given(Struct, frozen=True):
    """What was handed over, by whom, and when; `programme` is that of rows which name none."""

    paths: tuple[Path, ...]
    sender: str | None
    moment: datetime
    programme: ProgrammeId | None = None


class TakenIn(Struct, frozen=True):
    """What will be done: with the tables and, beside them, with documents and photos; all files to be written."""

    plan: Plan
    others: Others
    writes: Mapping[Path, bytes | None]


def take_in(given: Given, tables: Tables, shelf: Shelf, words: Words, tick: Callable[[int], None]) -> TakenIn:
    """Plans everything that was handed over."""
    noted = _content(shelf.root / FILE)
    plan = plan_import(tables.entries, tables.complaints, shelf, given.programme, tick)
    known = received_files(noted)
    bodies = _bodies(plan, shelf)
    others = take_others(tables.others, bodies, shelf.root, known, words, tables.photos, rows_wait=plan.waiting > 0)
    plan = replace(plan, complaints=(*plan.complaints, *others.complaints), writes={**plan.writes, **others.writes})
    plan = with_photos(others.noted, plan, shelf)
    writes: dict[Path, bytes | None] = dict(plan.writes)
    taken = {*others.stories, *others.photos}
    sources = (*tables.sources, *(source for source in tables.others if source.file in taken))
    files = {source: digest_of(content) for source in sources if (content := _bytes(source))}
    if writes or not known.keys() >= set(files.values()):
        parcels = [_received(path, given, files, plan, others) for path in given.paths]
        writes[FILE] = with_received(noted, parcels, given.moment)
    return TakenIn(plan, others, writes)


def _bodies(plan: Plan, shelf: Shelf) -> list[Body]:
    """The bodies that documents and photos may belong to: those of the tables, and of all others those that no name confuses with them."""
    names = {folded(body.name) for body in plan.bodies}
    known = (Body(one.id, one.name, one.document) for one in shelf.records if folded(one.name) not in names)
    return [*plan.bodies, *known]


def _received(path: Path, given: Given, files: Mapping[Source, str], plan: Plan, others: Others) -> Received:
    own = {
        source.file: digest for source, digest in files.items() if source.path == path or path in source.path.parents
    }
    counts = {
        "new": sum(step.spot.file in own for step in plan.new),
        "changed": sum(step.spot.file in own for step in plan.changed),
        "waiting": len(
            {(one.spot.sheet, one.spot.row) for one in plan.complaints if one.must and one.spot.file in own}
        ),
        "stories": sum(file in own for file in others.stories),
        "photos": sum(file in own for file in others.photos),
    }
    return Received(given.sender or path.stem, tuple(own.items()), counts)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _bytes(source: Source) -> bytes | None:
    try:
        return read_source(source)
    except UnreadableFile:
        return None
