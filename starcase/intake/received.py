"""Who sent what, and when: the reviewers' list of what was taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from starcase.exchange.editing.yaml_text import Style, item_lines
from starcase.sources.text import decode
from starcase.sources.yamltree import Tree, parse_document, split_documents

FILE = Path("review", "received.yaml")
_HEADER = "# 收到的资料：什么时候、谁交来、有哪些文件。由 import 记下，只给工作人员看。\n"


class Received(Struct, frozen=True):
    """One parcel: who sent it, its files with the digests of their bytes, and how much of each kind came of it."""

    sender: str
    files: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(content).hexdigest()


def received_files(content: bytes | None) -> Mapping[str, str]:
    """What each file that the list names already was called, by its digest."""
    return {str(file["digest"]): str(file.get("name", "")) for file in _files(_tree(content)) if file.get("digest")}


def with_received(content: bytes | None, parcels: Sequence[Received], moment: datetime) -> bytes:
    """The list with some parcels more; what stands in it stays as it is."""
    text = (content or _HEADER.encode()).decode("utf-8")
    lines = [line for parcel in parcels for line in item_lines(_entry(parcel, moment), 0, Style())]
    return f"{text}{'' if text.endswith(chr(10)) else chr(10)}{''.join(f'{line}{chr(10)}' for line in lines)}".encode()


def _entry(parcel: Received, moment: datetime) -> Mapping[str, object]:
    files = [{"name": name, "digest": digest} for name, digest in parcel.files]
    counts = {key: count for key, count in parcel.counts.items() if count}
    return {"received": moment.isoformat(), "from": parcel.sender, "files": files, **counts}


def _tree(content: bytes | None) -> Tree:
    text, _ = decode(content or b"", "")
    documents = split_documents(text or "", "")
    return parse_document(documents[0])[0] if documents else None


def _files(tree: Tree) -> list[Mapping[str, Tree]]:
    entries = [one for one in tree if isinstance(one, dict)] if isinstance(tree, list) else []
    listed = [entry.get("files") for entry in entries]
    return [file for files in listed if isinstance(files, list) for file in files if isinstance(file, dict)]
