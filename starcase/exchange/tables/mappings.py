"""Headers that one office uses and nobody else, with the columns that they mean: `review/mappings.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starcase.sources.text import decode
from starcase.sources.yamltree import parse_document, split_documents

MAPPINGS = "review/mappings.yaml"


def read_mappings(root: Path) -> Mapping[str, str] | None:
    """Each header with its column: a header of the template, a key path such as `contact.phone`, or 不读.

    Nothing without the file; None where it cannot be understood.
    """
    place = root / MAPPINGS
    if not place.is_file():
        return {}
    text, _ = decode(place.read_bytes(), MAPPINGS)
    documents = split_documents(text, MAPPINGS) if text is not None else ()
    tree, wrong = parse_document(documents[0]) if documents else ({}, ())
    if text is None or not isinstance(tree, dict) or any(one.is_error for one in wrong):
        return None
    return {header: key if isinstance(key, str) else "" for header, key in tree.items()}
