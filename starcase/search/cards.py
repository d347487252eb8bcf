"""What is shown of the documents that were found, some dozens of them in a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial

from starcase.search.columns import Columns, variants
from starcase.search.documents import Documents
from starcase.search.numbers import code_numbers
from starcase.search.scripts import Script, encode, name_by_digest, name_by_value, put
from starcase.search.spelling import Spelling, learn_spelling, spell

_SIZE_WHOLE, _SIZES_SHARDED = 160, (48, 64, 96, 128, 192, 384, 1024)
_MOST_FILES = 800
"""Of a large site, whose files may be some thousands in all."""
_MOST_RUNS = 1_500
_BETWEEN = "\t"
"""What stands between former names."""
_SAMPLE = 16
"""One document of so many tells how the cards are spelled: enough for that, and an edit of another one leaves all other cards as they are."""

Texts = tuple[str, ...]
"""What is shown of a document, as the columns of a card have it, none with an end of a line in it."""


def card_size(documents: int, *, is_small: bool) -> int:
    """How many documents are in a file: on a large site as few as the number of files allows."""
    if is_small:
        return _SIZE_WHOLE
    return next((size for size in _SIZES_SHARDED if documents <= size * _MOST_FILES), _SIZES_SHARDED[-1])


def make_cards(documents: Documents) -> Iterator[Script]:
    """The files of a small site, in the order of the documents."""
    shown = _shown(documents)
    for number, start in enumerate(range(0, documents.count, _SIZE_WHOLE)):
        yield name_by_value(
            f"cards/{number}", {name: column[start : start + _SIZE_WHOLE] for name, column in shown.items()}
        )


def learn_cards(documents: Documents) -> Spelling:
    """How the cards of a large site are spelled."""
    return learn_spelling([line for texts in _list_texts(documents) if _is_sample(texts) for line in texts], _MOST_RUNS)


def signs_as_data(documents: Documents, spelling: Spelling) -> dict[str, object]:
    """What the cards of a large site are read with: what the signs mean, and the traditional characters of names, as these are compared simplified."""
    names = (name for body in documents.bodies for name in (body.name, *body.former))
    return {"signs": spelling.signs, "variants": variants(set("".join(names)))}


def make_large_cards(documents: Documents, columns: Columns, spelling: Spelling) -> Iterator[Script]:
    """The files of a large site, which tell all that is shown of a document: the texts column by column, spelled; level and type as numbers."""
    size, texts = card_size(documents.count, is_small=False), _list_texts(documents)
    for number, start in enumerate(range(0, documents.count, size)):
        part = slice(start, start + size)
        numbers = {"kind": code_numbers(columns.kind[part]), "type": code_numbers(columns.type[part])}
        lines = [line for column in zip(*texts[part], strict=True) for line in column]
        digest = hashlib.blake2b(encode((numbers, lines, spelling.signs))).digest()
        yield name_by_digest(f"cards/{number}", digest, partial(_write, numbers, lines, spelling))


def _write(numbers: dict[str, str], lines: Sequence[str], spelling: Spelling, name: str) -> bytes:
    return put(name, encode({**numbers, "texts": spell(lines, spelling)}))


def _is_sample(texts: Texts) -> bool:
    """Whether a document, by its id, is one of those that tell how all are spelled."""
    return hashlib.blake2b(texts[0].encode(), digest_size=1).digest()[0] % _SAMPLE == 0


def _list_texts(documents: Documents) -> list[Texts]:
    shown = _shown(documents) | _shown_besides(documents)
    return [tuple(map(_on_one_line, texts)) for texts in zip(*shown.values(), strict=True)]


def _on_one_line(text: str) -> str:
    return " ".join(text.splitlines()) if text else ""


def _shown(documents: Documents) -> dict[str, list[str]]:
    bodies, stories = documents.bodies, documents.stories
    return {
        "id": [*(body.id for body in bodies), *(f"stories/{story.id}" for story in stories)],
        "what": [*(body.what for body in bodies), *(story.what for story in stories)],
        "phone": [*(body.phone for body in bodies), *[""] * len(stories)],
    }


def _shown_besides(documents: Documents) -> dict[str, list[str]]:
    bodies, nothing = documents.bodies, [""] * len(documents.stories)
    return {
        "name": list(documents.names),
        "place": [*(body.place for body in bodies), *nothing],
        "former": [*(_BETWEEN.join(body.former) for body in bodies), *nothing],
        "state": [*(body.state for body in bodies), *nothing],
    }
