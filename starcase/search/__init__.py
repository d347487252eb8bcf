"""The search: made from what the public pages show, as files that a browser searches by itself.

numpy is needed only here, and loaded only when an index is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from starcase.model.catalogue import Catalogue
from starcase.model.packing import pack
from starcase.problems import DocumentId
from starcase.search.engine import make_engine
from starcase.search.scripts import Script
from starcase.views.shared import Shared


def make_search(
    catalogue: Catalogue, shared: Shared, stories: Iterable[tuple[DocumentId, bytes]], folders: tuple[Path, ...]
) -> Iterator[Script]:
    """The files of the index, in a fixed order; `stories` are the folded words of stories."""
    from starcase.search.index import make_index

    return make_index(catalogue, shared, stories, folders)


def search_key(catalogue: Catalogue, shared: Shared, folders: tuple[Path, ...]) -> str:
    """What the whole index depends on, as one digest."""
    engines = (make_engine(folders, is_small=is_small).key for is_small in (True, False))
    key = hashlib.blake2b("".join(engines).encode(), digest_size=16)
    key.update(pack((shared.config, shared.programmes, shared.regions)))
    for rows in (catalogue.rows, catalogue.stories):
        key.update(f"{len(rows)} {''.join(row.digest for row in rows)}".encode())
    return key.hexdigest()
