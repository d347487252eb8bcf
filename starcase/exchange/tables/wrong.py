"""What is wrong with a value in a table, before it is known where the value stood."""

from __future__ import annotations

from msgspec import Struct

from starcase.language import Phrase


class Wrong(Struct, frozen=True):
    """What is wrong, and the one thing to do; `must`: the row waits until that is done. `once`: said of the first cell of a column."""

    wrong: Phrase
    mend: Phrase
    must: bool = True
    once: bool = False
