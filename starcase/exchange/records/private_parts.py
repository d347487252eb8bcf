"""What of a row must not be public: it goes to the reviewers' folder instead of the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from starcase.exchange.editing.edits import edit
from starcase.exchange.editing.manuscript import CannotEdit
from starcase.exchange.editing.trees import value_at
from starcase.exchange.editing.yaml_text import Style, entry_lines
from starcase.exchange.tables.given import Complaint, Given, KeyPath
from starcase.language import mark, phrase
from starcase.model.review import PrivateContact, Review
from starcase.problems import DocumentId
from starcase.read.consent import holds_mobile
from starcase.sources.text import decode
from starcase.sources.yamltree import RawDocument, Tree, parse_document, split_documents

LEADER: KeyPath = ("people", "leader", "name")
LEADER_CONSENT: KeyPath = ("people", "leader", "consent")
PHONE: KeyPath = ("contact", "phone")
PHONE_CONSENT: KeyPath = ("contact", "consent")

_REVIEW = "review"
_KEYS = {"mobile": "phone", "home_address": "address"}
_NOTED = {"email": mark("邮箱"), "wechat": mark("微信")}
"""What a contact has no key for is noted in words."""
_NEW_HEADER = "# 内部资料：只给工作人员看，不会出现在公开的网站上。"


class Parted(Struct, frozen=True):
    """The values of a row: what may stand in the record, what is private (key of a contact and value), what is to be said.

    `withdrawn` is what must go from the record, because consent was taken back.
    """

    public: tuple[Given, ...]
    private: tuple[tuple[str, str], ...]
    complaints: tuple[Complaint, ...] = ()
    withdrawn: tuple[Given, ...] = ()


def part(given: Iterable[Given], consent: Collection[KeyPath], standing: Mapping[KeyPath, str]) -> Parted:
    """Parts a row. `consent` are the paths of consent that the record holds already, `standing` what it shows of name and phone.

    A leader's name without consent, and a mobile number without consent, are private; what is already shown stays as it is.
    """
    by_path = {one.path: one for one in given if one.value is not None}
    private: dict[str, str] = {}
    complaints: list[Complaint] = []
    withdrawn: list[Given] = []
    for path, key, consented in ((LEADER, "name", LEADER_CONSENT), (PHONE, "phone", PHONE_CONSENT)):
        one, said, shown = by_path.get(path), by_path.get(consented), standing.get(path)
        is_personal = path == LEADER or holds_mobile(str(one.value) if one else shown or "")
        if said and said.value is False and is_personal and shown:
            withdrawn += [replace(said, path=path), said]
        if one and is_personal and not _is_agreed(one, said, shown, consented in consent):
            del by_path[path]
            private[key] = str(one.value)
            complaints += [_still_shown(one)] if shown and not withdrawn else []
        if path not in by_path and (withdrawn or not shown):
            by_path.pop(consented, None)
    for path in [path for path in by_path if path[0] == _REVIEW]:
        one = by_path.pop(path)
        key = _KEYS.get(path[-1], path[-1])
        private[key] = _joined(private.get(key), str(one.value))
    return Parted(tuple(by_path.values()), _with_notes(private), tuple(complaints), tuple(withdrawn))


def _is_agreed(one: Given, said: Given | None, shown: str | None, consented: bool) -> bool:
    """Whether a value may be shown: the row says so, or the record shows the very same with consent."""
    return said.value is True if said else consented and shown == str(one.value)


def _joined(before: str | None, value: str) -> str:
    return value if before is None or before == value else f"{before}、{value}"


def _with_notes(private: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    kept = {key: value for key, value in private.items() if key not in _NOTED}
    notes = [f"{_NOTED[key]}：{value}" for key, value in private.items() if key in _NOTED]
    return tuple({**kept, **({"note": "；".join(notes)} if notes else {})}.items())


def _still_shown(one: Given) -> Complaint:
    wrong = phrase("网站上公开的还是原来的，这一格没有写明同意公开，只存进了内部资料")
    mend = phrase("同意公开的，在“同意公开”的一列写“是”，再导入一次。")
    return Complaint(one.spot, "", "", wrong, mend, must=False)


def review_file(identifier: str) -> Path:
    """Where the reviewers' notes on a body stand, below the root."""
    return Path(_REVIEW, "organizations", f"{identifier}.yaml")


def with_private(content: bytes | None, private: Iterable[tuple[str, str]]) -> bytes | None:
    """The reviewers' file with the private values in the contact of that name, else in its only one, else in a new one.

    None where nothing changes. Raises CannotEdit.
    """
    values = dict(private)
    if content is None:
        lines = entry_lines("contacts", [values], 0, Style())
        return ("\n".join([_NEW_HEADER, *lines]) + "\n").encode()
    text = content.decode("utf-8")
    number, standing = _contact(_tree_of(content), values.get("name"))
    wanted = {key: value for key, value in values.items() if _value(standing, key) != value}
    if not wanted:
        return None
    edited = edit(text, 0, {("contacts", number, key): value for key, value in wanted.items()}, kind=Review)
    return edited.encode()


def _tree_of(content: bytes) -> Tree:
    text, _ = decode(content, "")
    documents = split_documents(text or "", "")
    tree, _ = parse_document(documents[0]) if documents else parse_document(RawDocument(DocumentId(""), "", 1))
    if tree is None:
        raise CannotEdit("cannot be read")
    return tree


def _contact(tree: Tree, name: str | None) -> tuple[int, Mapping[str, Tree]]:
    """The number of the contact that is meant, and what stands there."""
    listed = value_at(tree, ("contacts",), Review, lambda step: ())
    contacts = listed if isinstance(listed, list) else [] if listed is None else [listed]
    for number, one in enumerate(contacts):
        if isinstance(one, dict) and (name is None or _value(one, "name") in (name, None)):
            return number, one
    return len(contacts), {}


def _value(contact: Mapping[str, Tree], key: str) -> Tree:
    return value_at(dict(contact), (key,), PrivateContact, lambda step: ())
