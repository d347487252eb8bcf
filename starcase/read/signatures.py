"""Reads the list of signatures."""

from __future__ import annotations

from starcase.language import Label
from starcase.model.signature import Signature
from starcase.problems import DocumentId
from starcase.read.fields import read_each
from starcase.read.reading import Reading
from starcase.read.record import check_record
from starcase.read.result import Read
from starcase.sources.yamltree import Tree


def read_signatures(tree: Tree, document: DocumentId) -> Read[tuple[Signature, ...]]:
    """Who-less signatures: step, day, digest of the content."""
    reading = Reading(document, Signature)
    signatures = read_each(Signature, tree, reading, Label("审签", "sign-off.yaml"))
    problems = check_record(reading)
    return Read(None if any(met.is_error for met in problems) else signatures, problems)
