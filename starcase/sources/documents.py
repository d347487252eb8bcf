"""A file's text to its documents: each is parsed, reported and cached on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from starcase.problems import DocumentId


class RawDocument(Struct, frozen=True):
    """The text of one document; `first_line` is the number, in the file from 1, of its first line."""

    id: DocumentId
    text: str
    first_line: int


# No possessive group anywhere: Python before 3.11.5 (Debian 12 has 3.11.2) matches those wrongly (gh-106052).
_SEPARATOR = re.compile(r"^(?:---[^\n]*|\.\.\.[ \t]*(?:(?<=[ \t])#[^\n]*)?$)\n?", re.MULTILINE)
_BARE_SEPARATOR = re.compile(r"(?:\.\.\.|-{3,}[^\S\n]*(?:#[^\n]*)?\n?\Z)")
_LINE_WITH_CONTENT = re.compile(r"^(?![^\S\n]*(?:#|$)|%(?:YAML|TAG)\b)", re.MULTILINE)


def split_documents(text: str, file: str) -> tuple[RawDocument, ...]:
    """The documents of a file, in order.

    A line that begins with `---` always ends the document before it, also inside a text block; so does a line that is
    only `...`. What follows `---` on its line belongs to the next document, unless it is a comment or more hyphens.
    A piece that holds nothing but blank lines, comments and `%YAML` lines is no document. The others are numbered from
    0 in their order, so neither a comment nor an extra separator moves a number.
    """
    pieces = (piece for piece in _pieces(text) if _LINE_WITH_CONTENT.search(piece[0]))
    return tuple(RawDocument(DocumentId(file, number), body, line) for number, (body, line) in enumerate(pieces))


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Each stretch between separators, with the number of its first line."""
    start, line, counted = 0, 1, 0
    for separator in _SEPARATOR.finditer(text):
        yield text[start : separator.start()], line
        start = separator.end() if _BARE_SEPARATOR.match(separator[0]) else separator.start()
        line += text.count("\n", counted, start)
        counted = start
    yield text[start:], line
