"""What a page depends on, as one digest: the page is made again when, and only when, its key is another; so is a family planned again."""

from __future__ import annotations

import hashlib

from starcase.model.output import Family, Kept, Page
from starcase.model.packing import pack
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow

_KNOWN_BY_DIGEST = frozenset({Row, StoryRow, NoticeRow, PageRow, Kept})


def page_key(page: Page, around: bytes) -> str:
    """The key of a page; `around` stands for what all pages share: settings, words, templates, program."""
    return _digest(around, page.kind, page.path, page.parts).hex()


def family_key(family: Family, around: bytes) -> bytes | None:
    """The key of all pages of a family together; None where it has no parts."""
    if family.parts is None:
        return None
    return _digest(around, family.kind, family.edition, family.parts)


def _digest(around: bytes, kind: str, where: str, parts: tuple[object, ...]) -> bytes:
    says = (around, pack(kind), pack(where), _part(parts).encode("latin-1"))
    return hashlib.blake2b(b"".join(says), digest_size=16).digest()


def _part(part: object) -> str:
    """A part, in a form that no other part has: a character for a byte."""
    shape = type(part)
    if shape in _KNOWN_BY_DIGEST:
        digest: str = part.digest  # type: ignore[attr-defined]
        return digest
    if shape is tuple:
        return f"({''.join([_part(one) for one in part])})"  # type: ignore[attr-defined]
    content = pack(part).decode("latin-1")
    return f"{len(content)}:{content}"
