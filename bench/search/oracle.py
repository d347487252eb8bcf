"""What is right for a query, found the slow and obvious way: nothing here is shared with the search that is measured."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin
from shape import Body, Corpus
from vocabulary import LOCAL_READINGS, TRADITIONAL

SIMPLIFIED = {written: plain for plain, written in TRADITIONAL.items()}
UNRATED = 99
NAME, PLACE, OWN, STORY = "name", "place", "own", "story"
load_phrases_dict({word: [[one] for one in said.split()] for word, said in LOCAL_READINGS.items()})


def fold(text: str) -> str:
    """Letters, digits and Han only, half width, lower case, simplified."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", text).lower() if one.isalnum())
    return "".join(SIMPLIFIED.get(one, one) for one in plain)


def is_han(one: str) -> bool:
    return "\u3400" <= one <= "\u9fff"


@cache
def said(name: str) -> tuple[str, ...]:
    """How each character of a folded name is read in it; what is not Han stands for itself."""
    read: list[str] = []
    run = ""
    for one in [*name, ""]:
        if one and is_han(one):
            run += one
            continue
        read += lazy_pinyin(run)
        run = ""
        read += [one] if one else []
    return tuple(read)


@cache
def readings(one: str) -> frozenset[str]:
    """Every way to read a character."""
    return frozenset(pinyin(one, style=Style.NORMAL, heteronym=True)[0]) if is_han(one) else frozenset({one})


@dataclass(frozen=True)
class Document:
    """A body as a visitor may look for it, every text folded."""

    body: Body
    name: str
    former: tuple[str, ...]
    places: tuple[str, ...]
    own: tuple[str, ...]
    stories: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.former)

    @property
    def height(self) -> int:
        """0 is the best level, a body without one comes last."""
        level = self.body.in_force
        return level.height if level else UNRATED

    def texts(self, fields: str) -> Iterator[str]:
        """The texts of the fields whose names occur in `fields`."""
        if NAME in fields:
            yield from self.names
        if PLACE in fields:
            yield from self.places
        if OWN in fields:
            yield from self.own
        if STORY in fields:
            yield from self.stories

    def holds(self, piece: str, fields: str) -> bool:
        return any(piece in text for text in self.texts(fields))

    def holds_all(self, text: str, pieces: int = 3) -> bool:
        """Whether the text, or all of up to three pieces that it can be cut into, can be found."""
        if self.holds(text, ANYWHERE):
            return True
        cuts = range(2, len(text) - 1)
        return pieces > 1 and any(
            self.holds(text[:at], ANYWHERE) and self.holds_all(text[at:], pieces - 1) for at in cuts
        )

    def sounds_like(self, typed: str) -> bool:
        """Whether a name or place can be read so: whole syllables, first letters, characters, the last one unfinished."""
        return any(_read_from(name, at, typed) for name in (*self.names, *self.places) for at in range(len(name)))

    def resembles(self, typed: str) -> bool:
        """Whether a piece of a name or place is one slip away; each character that is nowhere in it is half a slip at the least."""
        names = (*self.names, *self.places)
        return any(sum(one not in name for one in typed) <= 2 and slips(typed, name) <= 1 for name in names)


ANYWHERE = NAME + PLACE + OWN + STORY


def _read_from(name: str, at: int, typed: str) -> bool:
    if not typed:
        return True
    if at == len(name):
        return False
    if typed[0] == name[at] and _read_from(name, at + 1, typed[1:]):
        return True
    if not is_han(name[at]):
        return False
    for reading in {form for one in readings(name[at]) for form in (one, one.replace("v", "u"))}:
        if reading.startswith(typed):
            return True
        ways = {reading, reading[0], reading[:2] if reading[1:2] == "h" else reading}
        if any(typed.startswith(way) and _read_from(name, at + 1, typed[len(way) :]) for way in ways):
            return True
    return False


def slips(typed: str, name: str) -> float:
    """The fewest slips from what is typed to any piece of a name: a wrong, missing, extra or swapped character; half for a homophone."""
    before, row = [0.0] * (len(name) + 1), [0.0] * (len(name) + 1)
    for down, letter in enumerate(typed, 1):
        earlier, before, row = before, row, [float(down)] + [0.0] * len(name)
        for across, other in enumerate(name, 1):
            changed = before[across - 1] + _difference(letter, other)
            row[across] = min(changed, before[across] + 1, row[across - 1] + 1)
            if down > 1 and across > 1 and letter == name[across - 2] and typed[down - 2] == other and letter != other:
                row[across] = min(row[across], earlier[across - 2] + 1)
    return min(row)


def _difference(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return 0.5 if is_han(one) and is_han(other) and readings(one) & readings(other) else 1.0


class Oracle:
    """All documents of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        stories: dict[str, list[str]] = {}
        for story in corpus.stories:
            for body in story.bodies:
                stories.setdefault(body, []).append(fold(story.title + "".join(story.paragraphs)))
        self.documents = tuple(self._document(body, stories.get(body.id, [])) for body in corpus.bodies)
        self.by_id = {one.body.id: one for one in self.documents}

    def _document(self, body: Body, stories: list[str]) -> Document:
        own = (body.summary, *body.offers, body.for_whom, *body.tags, body.type_name)
        places = {fold(place.name): None for at in body.places for place in self.corpus.path(at)}
        return Document(
            body,
            fold(body.name),
            tuple(map(fold, body.former)),
            tuple(places),
            tuple(fold(one) for one in own if one),
            tuple(stories),
        )

    def having(self, *needs: tuple[str, str]) -> frozenset[str]:
        """The bodies that hold each piece in one of its fields."""
        return frozenset(
            one.body.id for one in self.documents if all(one.holds(piece, fields) for piece, fields in needs)
        )

    @cached_property
    def letters_in_names(self) -> str:
        """All names and places, to see what occurs literally."""
        return "\n".join(text for one in self.documents for text in (*one.names, *one.places))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Each two characters that are neighbours in any text, or have one between them in a name or place."""
        found: set[str] = set()
        for one in self.documents:
            for text in one.texts(ANYWHERE):
                found.update(text[at : at + 2] for at in range(len(text) - 1))
            for text in one.texts(NAME + PLACE):
                found.update(text[at] + text[at + 2] for at in range(len(text) - 2))
        return frozenset(found)

    @cached_property
    def sound_pairs(self) -> frozenset[str]:
        """Each two syllables that any reading of two neighbours in a name or place can give."""
        neighbours = {
            text[at : at + 2]
            for one in self.documents
            for text in one.texts(NAME + PLACE)
            for at in range(len(text) - 1)
        }
        return frozenset("".join(pair) for two in neighbours for pair in product(readings(two[0]), readings(two[1])))
