"""Reads a story."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.language import Label
from starcase.model.story import Story
from starcase.problems import DocumentId, Problem
from starcase.read.order import check_dates
from starcase.read.reading import Reading
from starcase.read.record import own_id, read_record, whole_article
from starcase.read.result import Read
from starcase.sources.yamltree import Tree


def read_story(tree: Tree, document: DocumentId, stem: str) -> Read[Story]:
    """A story from what is written above its text. The bodies that it names are looked up later, in the catalogue."""
    reading = Reading(document, Story)
    story, _ = read_record(Story, tree, reading, Label("故事", "story"), {"id": own_id(Story, tree, stem, reading)})
    return whole_article(story, tree, reading, _check_days)


def _check_days(reading: Reading) -> Iterator[Problem]:
    for path, story in reading.each(Story):
        publish_on = (Label("发布日期", "publish_on"), story.publish_on)
        expires_on = (Label("下线日期", "expires_on"), story.expires_on)
        yield from check_dates(reading.document, path, earlier=publish_on, later=expires_on, key="expires_on")
