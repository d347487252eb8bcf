"""Compares who is shown with who agreed: content/ beside the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from starcase.consents.register import Consent
from starcase.exchange.editing.trees import value_at
from starcase.exchange.records.shelf import Record, Shelf
from starcase.language import Phrase, phrase
from starcase.loading import read_text
from starcase.model.organization import Organization
from starcase.places import find_places
from starcase.problems import Spot

_NAME = ("people", "leader", "name")


class Difference(Struct, frozen=True):
    """Where a record and the register say different things."""

    organization: str
    file: str
    line: int
    says: Phrase


def compare_consents(shelf: Shelf, consents: Iterable[Consent]) -> Iterator[Difference]:
    """Names that are shown, but of which no consent in force is written down."""
    by_body: dict[str, list[Consent]] = {}
    for one in consents:
        by_body.setdefault(one.organization, []).append(one)
    for record in shelf.records:
        name = value_at(record.tree, _NAME, Organization, lambda step: ())
        if isinstance(name, str) and "*" not in name:
            yield from _compare(shelf, record, name.strip(), by_body.get(record.id, ()))


def _compare(shelf: Shelf, record: Record, name: str, consents: Iterable[Consent]) -> Iterator[Difference]:
    theirs = [one for one in consents if one.person == name]
    if any(not one.withdrawn for one in theirs):
        return
    withdrawn = next((one.withdrawn for one in theirs if one.withdrawn), None)
    says = (
        phrase("“{name}”{day} 撤回了同意，资料里还写着。请运行 consent withdraw {name}。", name=name, day=withdrawn)
        if withdrawn
        else phrase(
            "公布了“{name}”的姓名，登记里没有。请补上：consent add {name} --organization {id}。",
            name=name,
            id=record.id,
        )
    )
    spot = Spot(record.document, _NAME)
    place = find_places((spot,), lambda file: read_text(shelf.root, file)[0], ())[spot]
    yield Difference(record.id, place.file, place.line, says)
