"""The register of consents: `consents` in review/organizations/<id>.yaml, which a public build never opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.trees import value_at
from starcase.exchange.editing.yaml_text import Style, entry_lines
from starcase.exchange.records.private_parts import review_file
from starcase.problems import DocumentId
from starcase.sources.text import decode
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents

Changes = Mapping[tuple[str | int, ...], object]

_HEADER = "# 内部资料：只给工作人员看，不会出现在公开的网站上。"


class Consent(Struct, frozen=True):
    """One person's consent to be shown on the page of one body, as it is written; `number` is its place in the list."""

    organization: str
    number: int
    person: str
    scope: str | None = None
    given: str | None = None
    withdrawn: str | None = None


def read_register(root: Path) -> tuple[tuple[Consent, ...], tuple[str, ...]]:
    """Every consent, by body; and the files that cannot be read."""
    folder = root / review_file("x").parent
    found: list[Consent] = []
    unreadable: list[str] = []
    for place in sorted(folder.glob("*.yaml")):
        tree, is_whole = _tree(place.read_bytes())
        found += _consents(tree, place.stem)
        unreadable += [] if is_whole else [place.relative_to(root).as_posix()]
    return tuple(found), tuple(unreadable)


def with_consent(content: bytes | None, person: str, scope: str | None, day: date) -> bytes:
    """A body's file with one more consent. Raises CannotEdit."""
    entry = {"person": person, **({"scope": scope} if scope else {}), "given": day.isoformat()}
    return _with_entry(content, entry)


def with_withdrawal(content: bytes | None, person: str, day: date) -> bytes:
    """A body's file in which every consent of a person has ended; where none was written down, the end alone is. Raises CannotEdit."""
    standing = [one for one in _consents(_tree(content)[0], "") if one.person == person] if content else []
    if not standing:
        return _with_entry(content, {"person": person, "withdrawn": day.isoformat()})
    text = (content or b"").decode("utf-8")
    ended: Changes = {("consents", one.number, "withdrawn"): day.isoformat() for one in standing if not one.withdrawn}
    return edit(text, 0, ended, kind=None).encode() if ended else text.encode()


def _with_entry(content: bytes | None, entry: Mapping[str, str]) -> bytes:
    if content is None:
        return ("\n".join([_HEADER, *entry_lines("consents", [entry], 0, Style())]) + "\n").encode()
    tree, is_whole = _tree(content)
    if not is_whole:
        raise CannotEdit("cannot be read")
    listed = value_at(tree, ("consents",), None, lambda step: ())
    number = len(listed) if isinstance(listed, list) else 0
    wanted: Changes = {("consents", number, key): value for key, value in entry.items()}
    return edit(content.decode("utf-8"), 0, wanted, kind=None).encode()


def _tree(content: bytes) -> tuple[Tree, bool]:
    """The values, and whether they could be read."""
    text, _ = decode(content, "")
    documents = split_documents(text or "", "")
    if text is not None and not documents:
        return None, True
    tree, _ = parse_document(documents[0]) if documents else parse_document(RawDocument(DocumentId(""), "", 1))
    return tree, tree is not None


def _consents(tree: Tree, organization: str) -> Iterator[Consent]:
    listed = value_at(tree, ("consents",), None, lambda step: ())
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(one, dict) and isinstance(person := one.get("person"), str):
            said = {key: value for key in ("scope", "given", "withdrawn") if isinstance(value := one.get(key), str)}
            yield Consent(organization, number, person.strip(), **said)
