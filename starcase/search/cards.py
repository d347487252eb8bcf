"""What is shown of the documents that were found, some dozens of them in a file."""

from __future__ import annotations

from collections.abc import Iterator

from starcase.search.columns import Columns
from starcase.search.documents import Documents
from starcase.search.numbers import code_numbers
from starcase.search.scripts import Script, name_by_value

_SIZE_WHOLE, _SIZES_SHARDED = 160, (48, 80, 128, 192, 384, 1024)
_MOST_FILES = 1_250
"""Of a large site, whose files may be some thousands in all."""


def card_size(documents: int, *, is_small: bool) -> int:
    """How many documents are in a file: on a large site as few as the number of files allows."""
    if is_small:
        return _SIZE_WHOLE
    return next((size for size in _SIZES_SHARDED if documents <= size * _MOST_FILES), _SIZES_SHARDED[-1])


def make_cards(documents: Documents, columns: Columns, *, is_small: bool) -> Iterator[Script]:
    """The files, in the order of the documents; on a large site they tell all that is shown of a document."""
    size, shown = card_size(documents.count, is_small=is_small), _shown(documents)
    numbers = {} if is_small else {"kind": columns.kind, "type": columns.type}
    if not is_small:
        shown |= _shown_besides(documents)
    for number, start in enumerate(range(0, documents.count, size)):
        part = slice(start, start + size)
        value: dict[str, object] = {name: column[part] for name, column in shown.items()}
        value |= {name: code_numbers(column[part]) for name, column in numbers.items()}
        yield name_by_value(f"cards/{number}", value)


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
        "former": [*("\n".join(body.former) for body in bodies), *nothing],
        "state": [*(body.state for body in bodies), *nothing],
    }
