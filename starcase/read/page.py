"""Reads a page of the site's own."""

from __future__ import annotations

from starcase.language import Label
from starcase.model.page import ContentPage
from starcase.problems import DocumentId
from starcase.read.reading import Reading
from starcase.read.record import own_id, read_record, whole_article
from starcase.read.result import Read
from starcase.sources.yamltree import Tree


def read_page(tree: Tree, document: DocumentId, stem: str) -> Read[ContentPage]:
    """A page from what is written above its text; its id is its folder at the top of the site."""
    reading = Reading(document, ContentPage)
    page, _ = read_record(
        ContentPage, tree, reading, Label("页面", "page"), {"id": own_id(ContentPage, tree, stem, reading)}
    )
    return whole_article(page, tree, reading)
