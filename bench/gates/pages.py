"""Which pages of a site are looked at: of each kind the largest, so that every layout is seen at its worst."""

from __future__ import annotations

import re
from pathlib import Path

from starcase.pages import PAGES
from starcase.publish import site_files

_NOT_LOOKED_AT = frozenset({"redirect", "not_found"})


def largest_pages(site: Path) -> dict[str, str]:
    """The path of the largest page of each kind, by the kind's name."""
    pages = {path for path in site_files(site) if path.endswith(".html")}
    found = {}
    for kind in PAGES:
        if kind.template.endswith(".html") and kind.name not in _NOT_LOOKED_AT:
            some = {path for path in pages if re.fullmatch(kind.address, path)}
            pages -= some  # the address of a later kind may match them, too
            if some:
                found[kind.name] = max(sorted(some), key=lambda path: (site / path).stat().st_size)
    return found
