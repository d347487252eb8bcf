"""Brings the store up to date: reads the documents that are new or changed, and no others."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from starcase.found import Kind, Packed
from starcase.model.packing import digest_of
from starcase.pool import Workers, in_batches
from starcase.problems import DocumentId
from starcase.reading import ReadingContext, Task, read_batch
from starcase.sources.discover import Sources
from starcase.sources.files import read_steadily
from starcase.sources.text import decode
from starcase.sources.yamltree import split_documents
from starcase.stamps import stamp_of
from starcase.store import Store

Digests = tuple[bytes, bytes] | tuple[()]


class _Progress(Struct):
    """What is being read: the texts' digests by document, and each file with its stamp and the number of its documents."""

    texts: dict[DocumentId, Digests] = field(default_factory=dict)
    files: list[tuple[str, str, int]] = field(default_factory=list)


def read_changed(root: Path, sources: Sources, store: Store, workers: Workers, context: ReadingContext) -> int:
    """Reads into the store whatever of the sources it does not know, and says how many documents that were.

    Raises Damaged where the store is not what was put into it.
    """
    kinds = kinds_of(sources)
    store.forget_others(kinds)
    under_way, count = _Progress(), 0
    tasks = _find_changed(root, kinds, store, context.as_of, under_way)
    for packed in workers.map(read_batch, pickle.dumps(context), in_batches(tasks)):
        store.put(digest_to_keep(under_way.texts.pop(packed.document), packed), context.as_of, packed)
        count += 1
    for path, stamp, documents in under_way.files:
        store.note_file(path, stamp, documents)
    return count


def kinds_of(sources: Sources) -> dict[str, Kind]:
    """The files that hold records, and of which kind."""
    return {
        **dict.fromkeys(sources.organizations, Kind.ORGANIZATION),
        **dict.fromkeys(sources.stories, Kind.STORY),
        **dict.fromkeys(sources.notices, Kind.NOTICE),
        **dict.fromkeys(sources.pages, Kind.PAGE),
        **dict.fromkeys(sources.reviews, Kind.REVIEW),
    }


def _find_changed(root: Path, kinds: dict[str, Kind], store: Store, day: date, under_way: _Progress) -> Iterator[Task]:
    known = store.files()
    for file, kind in kinds.items():
        place = os.path.join(root, file)
        stamp = stamp_of(place)
        before = known.get(file)
        if before and before.holds(stamp, day):
            continue
        tasks = split_file(file, kind, read_steadily(place))
        texts = store.texts(file, day) if before else {}
        for task in tasks:
            digests = digest_text(task)
            if texts.get(task.document.number) not in digests:
                under_way.texts[task.document] = digests
                yield task
        under_way.files.append((file, stamp if all(map(digest_text, tasks)) else "", len(tasks)))


def split_file(file: str, kind: Kind, content: bytes) -> list[Task]:
    """A file as documents to read."""
    text, undecodable = decode(content, file)
    if kind is not Kind.ORGANIZATION or text is None or not text.strip():
        return [Task(kind, DocumentId(file), text, problems=undecodable)]
    return [
        Task(kind, raw.id, raw.text, raw.first_line, undecodable if raw.id.number == 0 else ())
        for raw in split_documents(text, file)
    ]


def digest_text(task: Task) -> Digests:
    """What reading the task depends on besides the context: its text, and its text at its line of the file.

    Neither where the text already came with problems, so that it is read again in any case.
    """
    if task.text is None or task.problems:
        return ()
    text = digest_of(task.text.encode("utf-8", "surrogatepass"))
    return bytes.fromhex(text), bytes.fromhex(digest_of(f"{task.first_line} {text}".encode()))


def digest_to_keep(digests: Digests, packed: Packed) -> bytes:
    """The digest by which what was found is known again: where it may speak of lines, that of the text at its line."""
    return digests[1 if packed.rest else 0] if digests else b""
