"""The documents of a content folder with what they say, and as texts in which single values can be changed."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.kinds import Kind
from starcase.exchange.editing.trees import value_at
from starcase.model.notice import Notice
from starcase.model.organization import Organization
from starcase.model.page import ContentPage
from starcase.model.story import Story
from starcase.places import find_places
from starcase.problems import DocumentId, Spot
from starcase.reading import stem_of
from starcase.sources.discover import discover_sources
from starcase.sources.front_matter import split_front_matter
from starcase.sources.text import decode
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents


class Document(Struct, frozen=True):
    """One document: its file's text as it lies on the disk, its own text, and its values. `organization` is a body's id."""

    content: str
    raw: RawDocument
    tree: Tree
    kind: Kind
    organization: str | None = None

    @property
    def text(self) -> str:
        """All that belongs to the document: of a Markdown file the body, too."""
        return self.content if self.file.endswith(".md") else self.raw.text

    @property
    def file(self) -> str:
        return self.raw.id.file

    def at(self, *path: str) -> Tree:
        """What stands at a place, in whichever language its keys are written."""
        return value_at(self.tree, path, self.kind, lambda step: ())

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """The line of a value."""
        spot = Spot(self.raw.id, path)
        return find_places((spot,), lambda file: decode(self.content.encode("utf-8", "surrogateescape"), file)[0], ())[
            spot
        ].line

    def beside(self, file: str) -> str:
        """The path, from the root, of a file that the document names."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.file), file))

    def named_files(self) -> Iterator[str]:
        """Every file that the document names."""
        yield from _files_in(self.tree)

    def edited(self, content: str, changes: Mapping[tuple[str | int, ...], Any]) -> str:
        """The file's text with values changed. Raises CannotEdit."""
        if not self.file.endswith(".md"):
            return edit(content, self.raw.id.number, changes, kind=self.kind)
        lines = content.split("\n")
        first, count = self.raw.first_line - 1, self.raw.text.count("\n")
        above, front, below = lines[:first], lines[first : first + count], lines[first + count :]
        changed = edit("\n".join(front) + "\n", 0, changes, kind=self.kind)
        return "\n".join([*above, *changed.removesuffix("\n").split("\n"), *below])


def read_documents(root: Path, organization: str | None) -> tuple[Document, ...]:
    """Every record, story, notice and page; with `organization`, that body's record and the stories that belong to it."""
    sources, _ = discover_sources(root)
    kinds: tuple[tuple[tuple[str, ...], Kind], ...] = (
        (sources.organizations, Organization),
        (sources.stories, Story),
        (sources.notices, Notice),
        (sources.pages, ContentPage),
    )
    every = tuple(one for files, kind in kinds for file in files for one in _documents(root, file, kind))
    if organization is None:
        return every
    own = [one for one in every if one.organization == organization]
    folders = {posixpath.dirname(one.file) for one in own}
    return tuple(one for one in every if one in own or (one.kind is Story and _belongs(one, organization, folders)))


def _documents(root: Path, file: str, kind: Kind) -> Iterator[Document]:
    yield from documents_in((root / file).read_bytes().decode("utf-8", "surrogateescape"), file, kind)


def documents_in(content: str, file: str, kind: Kind) -> Iterator[Document]:
    """The documents of one file; none where it is no text."""
    text, _ = decode(content.encode("utf-8", "surrogateescape"), file)
    if text is None:
        return
    if kind is Organization:
        for raw in split_documents(text, file):
            tree, _ = parse_document(raw)
            written = value_at(tree, ("id",), kind, lambda step: ())
            yield Document(content, raw, tree, kind, (written if isinstance(written, str) else stem_of(raw.id)).lower())
        return
    front, _ = split_front_matter(text, file)
    raw = front.raw if front else RawDocument(DocumentId(file), "", 1)
    tree, _ = parse_document(raw) if front else (None, ())
    yield Document(content, raw if front else RawDocument(raw.id, text, 1), tree, kind)


def _belongs(story: Document, organization: str, folders: set[str]) -> bool:
    named = story.at("organizations")
    if isinstance(named, list):
        return organization in named
    return named == organization or (named is None and posixpath.dirname(story.file) in folders)


def _files_in(tree: Tree) -> Iterator[str]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key in ("file", "文件") and isinstance(value, str):
                yield value
            else:
                yield from _files_in(value)
    elif isinstance(tree, list):
        for one in tree:
            yield from _files_in(one)
