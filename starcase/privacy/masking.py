"""Covers what belongs to single persons, so that it can still be told apart: 张*芹, 138****0000, 1301**********1234."""

from __future__ import annotations

from collections.abc import Iterable

from starcase.model.organization import Person
from starcase.model.personal import PersonalKind
from starcase.privacy.sightings import Sighting, find_sightings

_KEPT: dict[PersonalKind, tuple[int, int]] = {
    PersonalKind.ID_NUMBER: (4, 4),
    PersonalKind.PHONE: (3, 4),
    PersonalKind.BANK_CARD: (4, 4),
    PersonalKind.PLATE: (2, 1),
    PersonalKind.PASSPORT: (1, 2),
}
"""How many digits and letters of a number are left at its beginning and its end."""
_ADDRESS = "****"


def mask(kind: PersonalKind, text: str) -> str:
    """One number, name, address or mailbox, covered; the spaces and dashes of a number stay where they are."""
    if kind is PersonalKind.NAME:
        return mask_name(text)
    if kind is PersonalKind.ADDRESS:
        return _ADDRESS
    if kind is PersonalKind.EMAIL:
        name, _, host = text.partition("@" if "@" in text else "＠")
        return f"{name[:1]}***@{host}"
    first, last = _KEPT[kind]
    signs = [place for place, sign in enumerate(text) if sign.isalnum()]
    covered = set(signs[first : len(signs) - last])
    return "".join("*" if place in covered else sign for place, sign in enumerate(text))


def mask_name(name: str) -> str:
    """张桂芹 as 张*芹, 李明 as 李*; of a longer name the first and the last character are left."""
    return f"{name[:1]}*" if len(name) < 3 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def mask_all(text: str, sightings: Iterable[Sighting]) -> str:
    """A text in which all that was found is covered; the sightings are in the order of the text."""
    parts, done = [], 0
    for one in sightings:
        parts += [text[done : one.start], mask(one.kind, text[one.start : one.end])]
        done = one.end
    return "".join((*parts, text[done:]))


def veil(text: str) -> str:
    """A message in which no number of a person is repeated, whoever wrote it and whatever it quotes."""
    return mask_all(text, (one for one in find_sightings(text) if one.is_certain))


def shown_name(person: Person) -> str | None:
    """The name that may be shown: with consent as it is, without only one that is covered already."""
    return person.name if person.consent or (person.name and is_covered(person.name)) else None


def is_covered(name: str) -> bool:
    """Whether a name was covered already, by hand or by rule: 张*芹."""
    return "*" in name or "＊" in name
