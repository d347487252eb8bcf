"""Changes values in a YAML text by the smallest possible difference, and only where exactly those values change by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from starcase.exchange.editing.editor import Editor, Spellings
from starcase.exchange.editing.kinds import Kind
from starcase.exchange.editing.manuscript import CannotEdit, Change, apply_changes, line_starts
from starcase.exchange.editing.wanted import Changes, filled, nest_changes
from starcase.model.organization import Organization
from starcase.problems import DocumentId, Problem
from starcase.sources.text import HIDDEN
from starcase.sources.yamlplain import Tree
from starcase.sources.yamltree import RawDocument, parse_document, split_documents


def edit(
    text: str,
    document: int,
    changes: Changes,
    *,
    kind: Kind = Organization,
    also_written: Spellings = lambda step: (),
) -> str:
    """A file's text with values of its n-th document set, or taken out with REMOVE; everything else stays as it was typed.

    A path is made of English keys and of positions in lists; the position after the last appends. A list or mapping as a value takes
    the place of the whole. `also_written` gives other names of the writer's own keys (of an indicator, an item). Line ends, a byte
    order mark and characters that nobody sees are kept. Raises CannotEdit.
    """
    return edit_documents(text, {document: changes}, kind=kind, also_written=also_written)


def edit_documents(
    text: str,
    changes: Mapping[int, Changes],
    *,
    kind: Kind = Organization,
    also_written: Spellings = lambda step: (),
) -> str:
    """As `edit`, for several documents of one file."""
    plain, origin = _readable(text)
    documents = split_documents(plain, "")
    starts = line_starts(plain)
    found: list[Change] = []
    expected = {}
    for number, wanted in changes.items():
        if number >= len(documents):
            raise CannotEdit(f"document {number}")
        raw = documents[number]
        editor = Editor(raw.text, also_written)
        expected[number] = editor.merge(editor.root, nest_changes(wanted), kind)
        offset = starts[raw.first_line - 1]
        found += [Change(offset + one.start, offset + one.end, one.text) for one in editor.changes]
    if not found:
        return text
    _verify(documents, split_documents(apply_changes(plain, found), ""), expected)
    newline = "\r\n" if "\r\n" in text else "\n"
    moved = [Change(origin(one.start), origin(one.end), one.text.replace("\n", newline)) for one in found]
    return apply_changes(text, moved)


def _readable(text: str) -> tuple[str, Callable[[int], int]]:
    """The text as it is parsed, and where each place of it stands in what was given."""
    if "\r" not in text and not HIDDEN.search(text):
        return text, lambda place: place
    kept = [
        at
        for at, character in enumerate(text)
        if not HIDDEN.match(character) and not (character == "\r" and text[at + 1 : at + 2] == "\n")
    ]
    plain = "".join(text[at] for at in kept).replace("\r", "\n")
    return plain, lambda place: _before_line_end(text, kept[place]) if place < len(kept) else len(text)


def _before_line_end(text: str, place: int) -> int:
    """A place before the `\\n` of a `\\r\\n` is one before both."""
    return place - 1 if text[place] == "\n" and place and text[place - 1] == "\r" else place


def _verify(before: Sequence[RawDocument], after: Sequence[RawDocument], expected: Mapping[int, Tree]) -> None:
    """Nothing but the wanted values has changed; nothing new is wrong with the text."""
    if len(before) != len(after):
        raise CannotEdit("documents")
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if number not in expected:
            if old.text != new.text:
                raise CannotEdit("another document")
            continue
        tree, problems = _parsed(new)
        if filled(tree) != filled(expected[number]) or (problems and not _had_before(problems, old)):
            raise CannotEdit("values")


def _had_before(problems: Iterable[Problem], old: RawDocument) -> bool:
    """Whether a text had all these problems already, and none of them kept it from being read."""
    known = {found.rule.id for found in _parsed(old)[1] if not found.is_error}
    return all(found.rule.id in known for found in problems)


def _parsed(raw: RawDocument) -> tuple[Tree, tuple[Problem, ...]]:
    return parse_document(RawDocument(DocumentId(""), raw.text, 1))
