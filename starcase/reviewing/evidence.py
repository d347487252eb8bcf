"""What a sheet says of evidence, item by item: 负责人作用：工作台账、照片；成员名册：名册."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starcase.model.organization import ItemEvidence
from starcase.model.rubric import Rubric
from starcase.model.source import Source
from starcase.read.names import Role, index
from starcase.read.scalars import Fault, Understood

_BETWEEN_ITEMS = re.compile(r"[；;\n]+")
_BETWEEN_PAPERS = re.compile(r"[、，,]+")
_COLON = re.compile(r"[：:]")


def evidence_of(texts: Iterable[str], rubric: Rubric) -> tuple[ItemEvidence, ...]:
    """The papers that texts name for items of the rubric; what names no item is for reviewers only."""
    items = index(Role.ITEM, ((item.id, item.name) for item in rubric.items))
    papers: dict[str, list[str]] = {}
    for part in (part for text in texts for part in _BETWEEN_ITEMS.split(text)):
        item, colon, titles = _cut(part)
        found = items.find(item) if colon else None
        if found is not None and not isinstance(found, Fault):
            known = found.value if isinstance(found, Understood) else found
            papers.setdefault(known, []).extend(filter(None, map(str.strip, _BETWEEN_PAPERS.split(titles))))
    return tuple(
        ItemEvidence(item=item.id, documents=tuple(Source(title=title) for title in dict.fromkeys(papers[item.id])))
        for item in rubric.items
        if papers.get(item.id)
    )


def _cut(part: str) -> tuple[str, bool, str]:
    found = _COLON.search(part)
    return (part[: found.start()].strip(), True, part[found.end() :]) if found else (part, False, "")
