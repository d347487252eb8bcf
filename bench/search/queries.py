"""What visitors type, class by class, each with the bodies that are right for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from oracle import NAME, OWN, PLACE, STORY, Document, Oracle, fold, is_han, readings, said, slips
from vocabulary import TRADITIONAL, dictionary, words

LITERAL, SOUND, NEAR, NOTHING = "literal", "sound", "near", "nothing"
TIERS = words("社区 街道 网格 镇 乡 村 区 县 市 省")
FILLERS = words("我想 我要 请问 附近 哪里 哪儿 什么地方 怎么 有没有 谁能")
QUESTIONS = (
    "哪里有{}？", "哪儿有{}", "附近有没有{}？", "谁能{}？", "我想找{}", "{}在哪里？", "有没有{}", "请问哪里可以{}？", "{}找谁？",
    "哪个社区有{}？", "什么地方能{}", "我要{}", "需要{}怎么办？", "谁会{}呢", "怎么找到{}？", "附近哪里有{}的？", "想{}去哪里？", "有{}吗？",
)  # fmt: skip
KEYBOARD = "qwertyuiopasdfghjklzxcvbnm"


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed; `terms` are the folded pieces it is made of; `right` the bodies that have to be found."""

    kind: str
    text: str
    terms: tuple[str, ...]
    right: frozenset[str]
    way: str = LITERAL

    def suits(self, document: Document) -> bool:
        """Whether a body that was found may stand in the list: more than has to be found, but nothing that does not fit."""
        if document.body.id in self.right:
            return True
        typed = fold(self.text)
        if all(document.holds_all(term) for term in self.terms) or document.holds_all(typed):
            return self.way != NOTHING
        if self.way == SOUND:
            return document.sounds_like(typed)
        return self.way == NEAR and document.resembles(typed)


Maker = Callable[["Asker"], Query | None]


@dataclass(frozen=True)
class Asker:
    """Draws from a corpus what to ask for."""

    oracle: Oracle
    chance: Random

    def document(self) -> Document:
        return self.chance.choice(self.oracle.documents)

    def piece(self, text: str, least: int, most: int) -> str:
        """A piece of a text, or the whole where it is short."""
        size = min(len(text), self.chance.randint(least, most))
        at = self.chance.randrange(len(text) - size + 1)
        return text[at : at + size]

    def place(self, document: Document) -> str:
        """A place of a body, mostly a near one, with or without the word for what it is."""
        names = [one for one in document.places if not one.startswith("示例")] or list(document.places)
        name = self.chance.choice(names[:3])
        return self.chance.choice((name, stem(name)))


def stem(name: str) -> str:
    """A place without 社区, 街道, 村 …, where two characters are left."""
    return next((name.removesuffix(tier) for tier in TIERS if name.endswith(tier) and len(name) - len(tier) > 1), name)


def make_queries(oracle: Oracle, seed: int, count: int) -> list[Query]:
    """So many queries of each class, always the same for the same seed; fewer where the corpus has no more."""
    found: list[Query] = []
    for kind, make in KINDS.items():
        asker, made, seen = Asker(oracle, Random(f"{kind} {seed}")), 0, set[str]()
        for _ in range(count * 60):
            query = make(asker)
            if query and query.text not in seen and (query.right or query.way == NOTHING):
                seen.add(query.text)
                found.append(Query(kind, query.text, query.terms, query.right, query.way))
                made += 1
            if made == count:
                break
    return found


def literal(text: str, *needs: tuple[str, str]) -> Callable[[Oracle], Query]:
    """A query that needs each piece in one of its fields."""
    return lambda oracle: Query("", text, tuple(piece for piece, _ in needs), oracle.having(*needs))


def whole_name(asker: Asker) -> Query:
    document = asker.document()
    right = frozenset(one.body.id for one in asker.oracle.documents if one.name == document.name)
    return Query("", document.body.name, (document.name,), right)


def former_name(asker: Asker) -> Query | None:
    document = asker.document()
    if not document.former:
        return None
    right = frozenset(one.body.id for one in asker.oracle.documents if document.former[0] in one.names)
    return Query("", document.body.former[0], document.former[:1], right)


def part_of_name(asker: Asker) -> Query:
    text = asker.piece(asker.document().name, 2, 6)
    return literal(text, (text, NAME))(asker.oracle)


def place(asker: Asker) -> Query:
    text = asker.place(asker.document())
    return literal(text, (text, PLACE + NAME))(asker.oracle)


def part_of_place(asker: Asker) -> Query:
    text = asker.piece(asker.chance.choice(asker.document().places[:3]), 2, 4)
    return literal(text, (text, PLACE + NAME))(asker.oracle)


def joined(asker: Asker, *parts: str) -> str:
    """The parts in any order, with or without a space."""
    shuffled = asker.chance.sample(parts, len(parts))
    return asker.chance.choice(("", " ", " ", "　")).join(shuffled)


def name_with_place(asker: Asker) -> Query:
    document = asker.document()
    own, at = asker.piece(own_part(document), 2, 5), asker.place(document)
    return literal(joined(asker, own, at), (own, NAME), (at, PLACE + NAME))(asker.oracle)


def own_part(document: Document) -> str:
    """A name without the places at its beginning."""
    name = document.name
    for one in document.places:
        for before in (one, stem(one)):
            if name.startswith(before) and len(name) > len(before) + 1:
                return name[len(before) :]
    return name


def offer(asker: Asker) -> Query | None:
    offers = asker.document().body.offers
    if not offers:
        return None
    text = asker.chance.choice(offers)
    text = fold(text if asker.chance.random() < 0.6 else asker.piece(text, 2, 3))
    return literal(text, (text, NAME + OWN))(asker.oracle)


def for_whom(asker: Asker) -> Query | None:
    who = fold(asker.document().body.for_whom)
    if not who:
        return None
    text = who if asker.chance.random() < 0.5 else asker.piece(who, 2, 4)
    return literal(text, (text, NAME + OWN))(asker.oracle)


def offer_with_place(asker: Asker) -> Query | None:
    document = asker.document()
    if not document.body.offers:
        return None
    text, at = fold(asker.chance.choice(document.body.offers)), asker.place(document)
    text = text if asker.chance.random() < 0.5 else asker.chance.choice((text[:2], text[-2:]))
    return literal(joined(asker, text, at), (text, NAME + OWN), (at, PLACE + NAME))(asker.oracle)


def tag_or_type(asker: Asker) -> Query | None:
    body = asker.document().body
    choices = [*body.tags, body.type_name] if body.type_name else body.tags
    if not choices:
        return None
    text = fold(asker.chance.choice(choices))
    return literal(text, (text, NAME + OWN))(asker.oracle)


def clauses(text: str) -> list[str]:
    """Runs of a text without a sign in them."""
    return "".join(one if one.isalnum() else " " for one in text.replace("（示例）", "")).split()


def summary(asker: Asker) -> Query | None:
    runs = [one for one in clauses(asker.document().body.summary) if len(one) > 3]
    if not runs:
        return None
    if asker.chance.random() < 0.6:
        text = fold(asker.piece(asker.chance.choice(runs), 3, 7))
        return literal(text, (text, OWN + NAME))(asker.oracle)
    parts = [fold(asker.piece(one, 2, 3)) for one in asker.chance.sample(runs, min(2, len(runs)))]
    return literal(" ".join(parts), *((part, OWN + NAME + PLACE) for part in parts))(asker.oracle)


def story(asker: Asker) -> Query:
    written = asker.chance.choice(asker.oracle.corpus.stories)
    runs = [one for paragraph in written.paragraphs for one in clauses(paragraph) if len(one) > 3]
    text = fold(asker.piece(asker.chance.choice(runs), 4, 9))
    return literal(text, (text, NAME + PLACE + OWN + STORY))(asker.oracle)


def several_terms(asker: Asker) -> Query:
    document = asker.document()
    body = document.body
    parts = [own_part(document)[:3], asker.place(document), *(fold(one) for one in (*body.offers[:1], *body.tags[:1]))]
    terms = asker.chance.sample(parts, min(len(parts), asker.chance.choice((2, 3))))
    return literal(" ".join(terms), *((term, NAME + PLACE + OWN) for term in terms))(asker.oracle)


def question(asker: Asker) -> Query | None:
    document = asker.document()
    body = document.body
    if not body.offers:
        return None
    wish = fold(asker.chance.choice(body.offers))
    needs = [(wish, NAME + OWN)]
    if body.for_whom and asker.chance.random() < 0.4:
        who = fold(body.for_whom)[-2:]
        wish = asker.chance.choice((wish, wish[-2:]))
        needs = [(who, NAME + OWN), (wish, NAME + OWN)]
        wish = who + wish
    asked = asker.chance.choice(QUESTIONS).format(wish)
    if asker.chance.random() < 0.25:
        at = asker.place(document)
        asked, needs = at + asked, [*needs, (at, PLACE + NAME)]
    return literal(asked, *needs)(asker.oracle)


def character(asker: Asker) -> Query:
    text = asker.chance.choice(asker.document().name)
    return literal(text, (text, NAME))(asker.oracle)


def digits(asker: Asker) -> Query | None:
    name = asker.chance.choice((asker.document().name, asker.document().places[0]))
    run = "".join(one if one.isdigit() else " " for one in name).split()
    if not run:
        return None
    text = run[0] if asker.chance.random() < 0.7 else asker.piece(run[0], 2, 3)
    return literal(text, (text, NAME + PLACE))(asker.oracle)


def full_width(asker: Asker) -> Query | None:
    name = asker.document().name
    if name.isascii() or not any(one.isascii() for one in name):
        return None
    at = next(at for at, one in enumerate(name) if one.isascii())
    text = name[max(0, at - asker.chance.randrange(3)) : at + asker.chance.randint(4, 8)]
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isascii() else one for one in text)
    return literal(asker.chance.choice((wide, wide.upper())), (text, NAME))(asker.oracle)


def in_traditional(asker: Asker) -> Query | None:
    text = asker.piece(asker.document().name, 2, 8)
    typed = "".join(TRADITIONAL.get(one, one) for one in text)
    return literal(typed, (text, NAME))(asker.oracle) if typed != text else None


def in_simplified(asker: Asker) -> Query | None:
    """The name itself is written with traditional characters."""
    document = asker.document()
    if unicodedata.normalize("NFKC", document.body.name).lower().strip("“”").replace("”", "") == document.name:
        return None
    text = asker.piece(document.name, 3, 8)
    return literal(text, (text, NAME))(asker.oracle) if text not in fold_signs(document.body.name) else None


def fold_signs(name: str) -> str:
    """The name without signs, its characters as they are written."""
    return "".join(one for one in unicodedata.normalize("NFKC", name).lower() if one.isalnum())


def windows(name: str, least: int, most: int, chance: Random) -> tuple[int, int]:
    """Where a piece of a name begins and ends."""
    size = min(len(name), chance.randint(least, most))
    at = chance.randrange(len(name) - size + 1)
    return at, at + size


def sounding(asker: Asker, typed: str, fits: Callable[[str], bool]) -> Query | None:
    """A query in letters; what occurs literally in a name is no pinyin."""
    if typed.isascii() and typed in asker.oracle.letters_in_names:
        return None
    right = frozenset(one.body.id for one in asker.oracle.documents if any(map(fits, one.names)))
    return Query("", typed, (typed,), right, SOUND)


def spoken(name: str, typed: str, unfinished: bool = False) -> bool:
    """Whether whole syllables of a name, as it is read, give what is typed; the last one may be unfinished."""
    read = said(name)
    for at in range(len(read)):
        rest = "".join(read[at:])
        if rest.startswith(typed):
            lengths, size = [], 0
            for syllable in read[at:]:
                size += len(syllable)
                lengths.append(size)
            if unfinished or len(typed) in lengths:
                return True
    return False


def full_pinyin(asker: Asker) -> Query | None:
    name = asker.document().name
    start, end = windows(name, 2, 7, asker.chance)
    typed = "".join(said(name)[start:end])
    query = sounding(asker, typed, lambda one: spoken(one, typed))
    if query and all(map(is_han, name[start:end])) and asker.chance.random() < 0.2:
        return Query("", " ".join(said(name)[start:end]), query.terms, query.right, SOUND)
    return query


def unfinished_pinyin(asker: Asker) -> Query | None:
    name = asker.document().name
    start, end = windows(name, 3, 6, asker.chance)
    read = said(name)[start:end]
    typed = "".join(read[:-1]) + read[-1][: asker.chance.randint(1, max(1, len(read[-1]) - 1))]
    return sounding(asker, typed, lambda one: spoken(one, typed, unfinished=True))


def initials(asker: Asker) -> Query | None:
    name = asker.document().name
    start, end = windows(name, 3, 8, asker.chance)
    typed = first_letters(name)[start:end]
    return sounding(asker, typed, lambda one: typed in first_letters(one))


def first_letters(name: str) -> str:
    return "".join(one[0] for one in said(name))


def mixed(asker: Asker) -> Query | None:
    """Some syllables typed as letters, some as characters: aixin敲门."""
    name = asker.document().name
    start, end = windows(name, 3, 7, asker.chance)
    cut = asker.chance.randrange(start + 1, end) if end - start > 1 else end
    piece, read = name[start:end], said(name)[start:end]
    first_in_letters = asker.chance.random() < 0.5
    spelled = range(cut - start) if first_in_letters else range(cut - start, end - start)
    typed = "".join(read[at] if at in spelled else one for at, one in enumerate(piece))
    if typed.isascii() or typed == piece:
        return None

    def fits(one: str) -> bool:
        heard = said(one)
        return any(
            all(heard[at + n] == read[n] if n in spelled else one[at + n] == piece[n] for n in range(len(piece)))
            for at in range(len(one) - len(piece) + 1)
        )

    return sounding(asker, typed, fits)


def pinyin_of_place(asker: Asker) -> Query | None:
    name = stem(asker.chance.choice(asker.document().places[:3]))
    typed = "".join(said(name))
    if typed in asker.oracle.letters_in_names or len(name) < 2:
        return None
    right = frozenset(
        one.body.id for one in asker.oracle.documents if any(spoken(text, typed) for text in (*one.names, *one.places))
    )
    return Query("", typed, (typed,), right, SOUND)


def slipped(asker: Asker, change: Callable[[str, int, Random], str]) -> Query | None:
    """A piece of a name in which something went wrong, so that it occurs nowhere as typed."""
    document = asker.document()
    base = asker.chance.choice((document.name, own_part(document), asker.piece(document.name, 4, 10)))
    if len(base) < 4 or not all(map(is_han, base)):
        return None
    typed = change(base, asker.chance.randrange(len(base)), asker.chance)
    if typed == base or typed in asker.oracle.letters_in_names:
        return None
    right = asker.oracle.having((base, NAME))
    return Query("", typed, (typed,), right, NEAR)


def common_character(chance: Random) -> str:
    return chance.choice(chance.choice(dictionary(2)))


def wrong(base: str, at: int, chance: Random) -> str:
    return base[:at] + common_character(chance) + base[at + 1 :]


def missing(base: str, at: int, chance: Random) -> str:
    at = min(max(at, 1), len(base) - 2)  # without its first or last character it would be a piece of a name
    return base[:at] + base[at + 1 :]


def extra(base: str, at: int, chance: Random) -> str:
    at = max(at, 1)
    return base[:at] + chance.choice((common_character(chance), base[at])) + base[at:]


def swapped(base: str, at: int, chance: Random) -> str:
    at = min(at, len(base) - 2)
    return base[:at] + base[at + 1] + base[at] + base[at + 2 :]


def homophone(base: str, at: int, chance: Random) -> str:
    """Another character that sounds the same; in a long piece sometimes two."""
    places = chance.sample(range(len(base)), 2 if len(base) > 5 and chance.random() < 0.3 else 1)
    typed = list(base)
    for one in places:
        others = [other for other in same_sound(said(base)[one]) if other != typed[one]]
        typed[one] = chance.choice(others) if others else typed[one]
    return "".join(typed)


def same_sound(syllable: str, cache: dict[str, list[str]] = {}) -> list[str]:  # noqa: B006
    """Common characters that are read so."""
    if not cache:
        for one in sorted({one for word in dictionary(2) for one in word}):
            for reading in sorted(readings(one)) if len(readings(one)) == 1 else ():
                cache.setdefault(reading, []).append(one)
    return cache.get(syllable, [])


def place_with_slip(asker: Asker) -> Query | None:
    """A place with a slip that can mean no other."""
    name = next((one for one in asker.document().places if len(one) > 3 and all(map(is_han, one))), "")
    if not name:
        return None
    change = asker.chance.choice((wrong, missing, extra, swapped, homophone))
    typed = change(name, asker.chance.randrange(len(stem(name))), asker.chance)
    others = {fold(place.name) for place in asker.oracle.corpus.places} - {name}
    if len(typed) < 4 or typed in asker.oracle.letters_in_names or any(slips(typed, other) <= 1 for other in others):
        return None
    return Query("", typed, (typed,), asker.oracle.having((name, PLACE)), NEAR)


def nonsense(asker: Asker) -> Query | None:
    """Random characters, words that are never together, noise from a keyboard: nothing may be found."""
    chance, pairs = asker.chance, asker.oracle.pairs
    kind = chance.randrange(7)
    if kind == 0:
        text = "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(chance.randint(2, 6)))
    elif kind == 1:
        text = "".join(common_character(chance) for _ in range(chance.randint(3, 6)))
    elif kind == 2:
        text = "".join(chance.choice(asker.document().name) for _ in range(chance.randint(4, 7)))
    elif kind == 3:
        text = "".join(chance.choice(KEYBOARD) for _ in range(chance.randint(4, 12)))
    elif kind == 4:
        syllables = [chance.choice(sorted(readings(common_character(chance)))) for _ in range(chance.randint(3, 5))]
        text = "".join(syllables)
        if any(first + second in asker.oracle.sound_pairs for first, second in pairwise(syllables)):
            return None
    elif kind == 5:
        text = str(chance.randrange(10**6, 10**9))
    else:
        text = asker.piece(own_part(asker.document()), 2, 3) + "".join(chance.choice(dictionary(3)))
        if any(one.holds_all(text) or one.resembles(text) for one in asker.oracle.documents):
            return None
        return Query("", text, (text,), frozenset(), NOTHING)
    neighbours = [text[at : at + 2] for at in range(len(text) - 1)] + [
        text[at] + text[at + 2] for at in range(len(text) - 2)
    ]
    if not text.isascii() and any(pair in pairs for pair in neighbours):
        return None
    if any(one.sounds_like(text) or one.holds_all(text) or one.resembles(text) for one in asker.oracle.documents):
        return None
    return Query("", text, (text,), frozenset(), NOTHING)


def slip(change: Callable[[str, int, Random], str]) -> Maker:
    return lambda asker: slipped(asker, change)


KINDS: dict[str, Maker] = {
    "exact name": whole_name,
    "former name": former_name,
    "part of a name": part_of_name,
    "place": place,
    "part of a place": part_of_place,
    "name and place": name_with_place,
    "what it offers": offer,
    "for whom": for_whom,
    "offer and place": offer_with_place,
    "tag or type": tag_or_type,
    "several terms": several_terms,
    "summary": summary,
    "story": story,
    "pinyin": full_pinyin,
    "unfinished pinyin": unfinished_pinyin,
    "initials": initials,
    "mixed": mixed,
    "pinyin of a place": pinyin_of_place,
    "wrong character": slip(wrong),
    "missing character": slip(missing),
    "extra character": slip(extra),
    "swapped characters": slip(swapped),
    "homophone": slip(homophone),
    "slip in a place": place_with_slip,
    "traditional": in_traditional,
    "simplified": in_simplified,
    "full width": full_width,
    "digits": digits,
    "question": question,
    "one character": character,
    "nonsense": nonsense,
}


def kinds() -> Iterator[str]:
    """The classes in the order of the table."""
    yield from KINDS
