"""Reads the files of the search as a browser would, by their description alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

_PUT = re.compile(r'starcaseSearch\.put\("([^"]+)",(.*)\);\n', re.DOTALL)
_CHARACTERS = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\']
_VALUES = {character: value for value, character in enumerate(_CHARACTERS)}
_BASE = 46
TEXTS = ("id", "what", "phone", "name", "place", "former", "state")


def numbers(text: str) -> list[int]:
    """The numbers that a text stands for."""
    found, value = [], 0
    for character in text:
        digit = _VALUES[character]
        if digit < _BASE:
            found.append(value * _BASE + digit)
            value = 0
        else:
            value = value * _BASE + digit - _BASE
    return found


def ascending(text: str) -> list[int]:
    """The list whose gaps a text tells."""
    found: list[int] = []
    for gap in numbers(text):
        found.append(gap + (found[-1] + 1 if found else 0))
    return found


@cache
def _decoded(slot: str) -> list[int]:
    return ascending(slot)


def cut_or_whole(text: str) -> tuple[list[int], bool]:
    """A list, and whether it is whole."""
    return ascending(text.removesuffix(" ")), not text.endswith(" ")


def unspelled(text: str, signs: str) -> list[str]:
    """The lines of a text that is spelled with signs, which stand on a line each: 66 as one character, the others as two."""
    found, lead, meanings = "", 0, signs.split("\n")
    for character in text:
        digit = _VALUES.get(character)
        if digit is None:
            found += character
        elif lead:
            found += meanings[66 + (lead - 66) * len(_CHARACTERS) + digit]
            lead = 0
        elif digit < 66:
            found += meanings[digit]
        else:
            lead = digit
    return found.split("\n")


def slot_of(token: str, slots: int) -> int:
    """The slot of a token, as a browser reckons it."""
    return hash_of(token) % slots


def hash_of(token: str) -> int:
    """The hash of a token, as a browser reckons it."""
    found = 0
    units = token.encode("utf-16-le")
    for at in range(0, len(units), 2):
        found = (found * 31 + int.from_bytes(units[at : at + 2], "little")) & 0xFFFFFFFF
    return found ^ found >> 15


def whole(name: str) -> str:
    """The token of a whole name."""
    return f"={name[:2]}{hash_of(name) & 0xFFFFF:x}"


def digest_of(gram: str) -> int:
    """What tells a gram from others in its slot, as a browser reckons it."""
    one, other = gram.encode("utf-16-le")[:2], gram.encode("utf-16-le")[2:]
    whole = int.from_bytes(one, "little") << 16 | int.from_bytes(other, "little")
    return (whole * 2654435761 & 0xFFFFFFFF) >> 16


def grams(folded: str) -> set[str]:
    """Two UTF-16 units side by side, wherever they cut no character."""
    units = folded.encode("utf-16-le")
    pairs = (units[at : at + 4] for at in range(0, len(units) - 2, 2))
    return {pair.decode("utf-16-le") for pair in pairs if _is_whole(pair)}


def _is_whole(pair: bytes) -> bool:
    try:
        pair.decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class Index:
    """The values of all files, by their names."""

    values: Mapping[str, Any]

    @property
    def manifest(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.values["manifest"]
        return found

    def one(self, kind: str) -> Any:
        """The value of the only file of a kind."""
        return self.values[self.manifest[kind]]

    def slots(self, kind: str) -> list[Any]:
        """The values of the files of a kind, in order."""
        hashes = self.manifest[kind]["names"]
        return [self.values[f"{kind}/{at // 5}-{hashes[at : at + 5]}"] for at in range(0, len(hashes), 5)]

    def names(self) -> list[str]:
        """The names of all documents, from the core."""
        core = self.one("core")
        if not self.manifest["documents"]:
            return []
        places, stems = core["places"]["names"].split("\n"), numbers(core["places"]["stems"])
        lines, formerly = unspelled(core["names"], core["signs"]), len(numbers(core["formerly"]))
        found = []
        for name, place in zip(lines[: len(lines) - formerly], numbers(core["place"]), strict=True):
            whole = places[place - 1] if place else ""
            starts = {"\t": whole, "\v": whole[: stems[place - 1]] if place else ""}
            found.append(starts[name[0]] + name[1:] if name[0] in starts else name)
        return found

    def former(self) -> list[tuple[int, str]]:
        """Former names with the numbers of those that they were, from the core."""
        core = self.one("core")
        owners = numbers(core["formerly"])
        return list(zip(owners, unspelled(core["names"], core["signs"])[-len(owners) :], strict=False))

    def states(self) -> dict[int, str]:
        """What is shown in place of levels, from the core."""
        found = self.one("core")["state"]
        return {at: found["labels"][state - 1] for at, state in enumerate(numbers(found["of"])) if state}

    def column(self, name: str) -> list[Any]:
        """A column of the cards, for all documents."""
        return [value for card in self.cards() for value in card[name]]

    def cards(self) -> list[dict[str, Any]]:
        """The columns of each card; those of a large site are spelled one below the other."""
        return [self._card(card) if "texts" in card else card for card in self.slots("cards")]

    def _card(self, card: Mapping[str, Any]) -> dict[str, Any]:
        lines = unspelled(card["texts"], self.one("signs")["signs"])
        size = len(lines) // len(TEXTS)
        texts = {name: lines[at * size : (at + 1) * size] for at, name in enumerate(TEXTS)}
        return {**texts, "kind": numbers(card["kind"]), "type": numbers(card["type"])}

    def documents(self, kind: str, gram: str) -> tuple[list[int], bool]:
        """The documents that say a gram themselves ("own"), or of which a story does ("words"), and whether these are all."""
        best = self.manifest["told"][kind]
        if kind == "own":
            found = self._numbers(kind, gram)
            return found, len(found) != best
        after = self.told(gram)
        return sorted(set().union(*after.values())), all(len(found) != best for found in after.values())

    def told(self, gram: str) -> dict[int, list[int]]:
        """The documents of which a story says a gram, by the lowest bits of what follows it there."""
        found: dict[int, list[int]] = {}
        for value in self._numbers("words", gram):
            follows, document = divmod(value, self.manifest["documents"])
            found.setdefault(follows, []).append(document)
        return found

    def _numbers(self, kind: str, gram: str) -> list[int]:
        slots = self.manifest[kind]["slots"]
        if not slots:
            return []
        of_each = self.manifest["documents"] * (self.manifest["told"]["nexts"] if kind == "words" else 1)
        found = (divmod(value, of_each) for value in self.decoded(kind)[slot_of(gram, slots)])
        return [rest for digest, rest in found if digest == digest_of(gram)]

    def decoded(self, kind: str) -> list[list[int]]:
        """The numbers in each file of words."""
        return [_decoded(slot) for slot in self.slots(kind)]

    def tokens(self) -> dict[str, tuple[list[int], bool]]:
        """Of each token of the names the documents, and whether these are all."""
        return {**self._tokens("names"), **self._tokens("apart"), **self._tokens("spoken")}

    def _tokens(self, family: str) -> dict[str, tuple[list[int], bool]]:
        found = {}
        for number, slot in enumerate(self.slots(family)):
            lines = list(_lines(slot))
            assert lines == sorted(lines, key=lambda line: line.partition("\t")[0])
            for token, text in (line.split("\t") for line in lines):
                together = token[1:3] if token[0] == "=" else token[1:]
                assert slot_of(together, self.manifest[family]["slots"]) == number
                found[token] = cut_or_whole(text)
        return found


def _lines(slot: str) -> Iterator[str]:
    assert slot.startswith("\n") and slot.endswith("\n")
    yield from slot.split("\n")[1:-1]


def read_index(files: Mapping[str, bytes]) -> Index:
    """The index in some files, by their paths below the site. Every file but the engine hands over one value, under its own name."""
    values = {}
    for path, content in files.items():
        name = path.removeprefix("search/").removesuffix(".js")
        if name.startswith("engine-"):
            values[name] = content.decode()
            continue
        found = _PUT.fullmatch(content.decode())
        assert found and found[1] == name, path
        values[name] = json.loads(found[2])
    return Index(values)
