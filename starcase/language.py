"""The words of one language: Chinese as it stands in the code, other languages from `locale/<tag>.po`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

CHINESE = "zh-CN"


@dataclass(frozen=True, slots=True)
class Words:
    """Says a Chinese text in its language; `words("共{n}个", n=3)`."""

    tag: str = CHINESE
    catalogue: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, text: str, /, **values: object) -> str:
        said = self.catalogue.get(text) or text
        return said.format(**values) if values else said


@cache
def words_for(tag: str) -> Words:
    """The words of a language tag such as `zh-CN` or `en`; Chinese where there is no catalogue."""
    primary = tag.split("-")[0].lower()
    catalogue = resources.files("starcase").joinpath("locale", f"{primary}.po")
    if primary == "zh" or not catalogue.is_file():
        return Words()
    import polib  # a Chinese site, the common case, never loads it

    entries = polib.pofile(catalogue.read_text(encoding="utf-8"))
    return Words(tag, {entry.msgid: entry.msgstr for entry in entries if entry.msgstr})


def mark(text: str) -> str:
    """Marks a text for the catalogues where it stands as a constant; the text itself is returned."""
    return text
