"""What a page depends on, as one digest: the page is made again when, and only when, its key is another; so is a family planned again."""

from __future__ import annotations

import hashlib

from starcase.model.output import Family, Kept, Page
from starcase.model.packing import pack
from starcase.model.row import NoticeRow, PageRow, Row, StoryRow

_KNOWN_BY_DIGEST = frozenset({Row, StoryRow, NoticeRow, PageRow, Kept})


def page_key(page: Page, around: bytes) -> str:
    """The key of a page; `around` stands for what all pages share: settings, words, templates, program."""
    says = (around, pack(page.kind), pack(page.path), _part(page.parts))
    return hashlib.blake2b(b"".join(says), digest_size=16).hexdigest()


def family_key(family: Family, around: bytes) -> bytes | None:
    """The key of all pages of a family together; None where it has no parts."""
    if family.parts is None:
        return None
    says = (around, pack(family.kind), pack(family.edition), _part(family.parts))
    return hashlib.blake2b(b"".join(says), digest_size=16).digest()


def _part(part: object) -> bytes:
    """A part, in a form that no other part has."""
    shape = type(part)
    if shape is tuple:
        return b"(%b)" % b"".join([_part(one) for one in part])  # type: ignore[attr-defined]
    if shape in _KNOWN_BY_DIGEST:
        digest: str = part.digest  # type: ignore[attr-defined]
        return digest.encode()
    content = pack(part)
    return b"%d:%b" % (len(content), content)
