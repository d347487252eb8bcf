"""Keys that are not known where they stand: what was probably meant, or where they belong."""

from __future__ import annotations

from collections.abc import Iterable

from starcase.language import Listing
from starcase.model.base import Model, chinese_keys, spellings, written_key
from starcase.problems import Path, Spot, rule
from starcase.read.annotations import fields_inside
from starcase.read.reading import Reading, shortened
from starcase.read.words import closest, is_chinese, offers, quoted, same_word

UNKNOWN_KEY = rule(
    "unknown-key",
    says="这里没有“{got}”这一项。",
    mend="请改成 {offers}；用不到的话，删去这一项。",
)
KEY_BELONGS_BELOW = rule(
    "key-belongs-below",
    says="“{got}”不写在这一层。",
    mend="请把它移到{homes}下面，比那一行多缩进两格。",
)
KEY_BELONGS_ABOVE = rule(
    "key-belongs-above",
    says="“{got}”不写在这一层，它是整份资料的一项。",
    mend="请把它移到最外层，前面不留空格。",
)
TWIN_KEYS = rule(
    "twin-keys",
    says="“{first}”和“{got}”说的是同一项，写了两遍。",
    mend="请只留一个，把内容合在一起。",
)


def report_unknown_key(written: str, path: Path, model: type[Model], reading: Reading) -> None:
    """Reports a key that its mapping, one of `model`, does not know."""
    here, got = (*path, written), shortened(written)
    known = spellings(model)
    if same_word(written, known):
        reading.report(UNKNOWN_KEY, here, key=True, got=got, offers=_offers(written, model))
    elif homes := [field for field, inside in fields_inside(model).items() if same_word(written, spellings(inside))]:
        shown = quoted([_shown(model, field, written) for field in homes][:3])
        reading.report(KEY_BELONGS_BELOW, here, key=True, got=got, homes=shown)
    elif path and not closest(written, known) and written in spellings(reading.root):
        reading.report(KEY_BELONGS_ABOVE, here, key=True, got=got)
    else:
        reading.report(UNKNOWN_KEY, here, key=True, got=got, offers=_offers(written, model))


def report_twin(first: str, second: str, path: Path, reading: Reading) -> None:
    """Reports a key that says the same as an earlier one: its English or Chinese twin."""
    related = (Spot(reading.document, (*path, first), key=True),)
    reading.report(TWIN_KEYS, (*path, second), key=True, related=related, got=shortened(second), first=shortened(first))


def _offers(written: str, model: type[Model]) -> Listing:
    """The nearest keys in the language in which the key was typed; where none is near, all keys."""
    known = spellings(model)
    near = closest(written, known)
    fields: Iterable[str] = [known[word] for word in near] if near else dict.fromkeys(known.values())
    shown = list(dict.fromkeys(_shown(model, field, written) for field in fields))
    return quoted(shown) if near else offers(written, shown)


def _shown(model: type[Model], field: str, written: str) -> str:
    """A field's key in the language of the text beside which it is shown."""
    chinese = chinese_keys(model, field)
    return chinese[0] if chinese and is_chinese(written) else written_key(model, field)
