"""A file to fill in: the values that are known, and below them all usual keys, commented out, each with what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from starcase.exchange.editing.kinds import Kind, chinese_key, kind_below
from starcase.exchange.editing.yaml_text import Style, entry_lines
from starcase.language import CHINESE, Words

_NOTE_AT = 34
_Values = Mapping[str, object]


class Line(Struct, frozen=True):
    """A key with an example of its value and what it means; `inner` are the keys below it, those of a list's entry where `listed`.

    `wanted` keys are written even without a value, for somebody to fill in.
    """

    key: str
    example: str = ""
    says: str = ""
    inner: tuple[Line, ...] = ()
    listed: bool = False
    wanted: bool = False


def fill_in(lines: Iterable[Line], values: _Values, kind: Kind, words: Words) -> str:
    """The text of a record: keys in Chinese on a Chinese site."""
    style = Style(chinese=words.tag == CHINESE)
    return "".join(f"{line}\n" for one in lines for line in _write(one, values, kind, words, style))


def _write(line: Line, values: _Values, kind: Kind, words: Words, style: Style) -> Iterator[str]:
    key = chinese_key(kind, line.key) if style.chinese else line.key
    value = values.get(line.key)
    if value not in (None, "", []):
        yield from entry_lines(key, _worded(value, kind_below(kind, line.key), style), 0, style)
    elif line.wanted:
        yield _noted(f"{key}:", line, words)
    else:
        yield from ("# " + text for text in _example(line, kind, words, style, 0))


def _worded(value: object, kind: Kind, style: Style) -> object:
    """A value with its inner keys in the language of the file."""
    if isinstance(value, Mapping):
        return {
            (chinese_key(kind, key) if style.chinese else key): _worded(inner, kind_below(kind, key), style)
            for key, inner in value.items()
        }
    return [_worded(one, kind, style) for one in value] if isinstance(value, list | tuple) else value


def _example(line: Line, kind: Kind, words: Words, style: Style, indent: int, dash: str = "") -> Iterator[str]:
    key = chinese_key(kind, line.key) if style.chinese else line.key
    yield _noted(f"{' ' * indent}{dash}{key}: {line.example}".rstrip(), line, words)
    below = kind_below(kind, line.key)
    for number, inner in enumerate(line.inner):
        first = "- " if line.listed and number == 0 else ""
        deeper = indent + 2 + (2 if line.listed and not first else 0) + len(dash)
        yield from _example(inner, below, words, style, deeper, first)


def _noted(text: str, line: Line, words: Words) -> str:
    """A line with its explanation behind it, the explanations below each other."""
    if not line.says:
        return text
    width = sum(1 if character.isascii() else 2 for character in text)
    return f"{text}{' ' * max(_NOTE_AT - width, 2)}# {words(line.says)}"
