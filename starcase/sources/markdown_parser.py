"""Python-Markdown, with short cuts past those of its parts that a body has no use for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

from starcase.sources.markdown_plain import PLAIN_BLOCK, convert_plain

# Patterns by the signs of which a body needs one, for any of them to find anything.
_PATTERNS = {
    "\\": ("escape",),
    "`": ("backtick",),
    "[": ("footnote", "reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"),
    "<": ("autolink", "automail", "html"),
    "&": ("entity",),
    " \t": ("linebreak",),
    "*_": ("em_strong",),
}
_SIGN = re.compile(r"[\\`\[<&*_]|  \n")  # every pattern begins with one of these


def convert(body: str, backlink: str) -> str:
    """A body as raw HTML, as `whole_parser` makes it; `backlink` is what the way back from a footnote says."""
    plain = convert_plain(body)
    if plain is not None:
        return plain
    absent = frozenset(signs for signs in _PATTERNS if not any(sign in body for sign in signs))
    return _parser(backlink, absent).reset().convert(body)


def whole_parser(backlink: str) -> Markdown:
    """A parser with all its parts.

    Raw HTML is left to the inline patterns: its block parser takes quadratic time.
    """
    footnotes = FootnoteExtension(SEPARATOR="-", BACKLINK_TITLE=backlink)
    parser = Markdown(extensions=[TableExtension(use_align_attribute=True), footnotes, SaneListExtension()])
    parser.preprocessors.deregister("html_block")
    return parser


@cache
def _parser(backlink: str, absent: frozenset[str]) -> Markdown:
    """The parser of this process for bodies without the `absent` signs."""
    parser = whole_parser(backlink)
    parser.parser.blockprocessors.register(_PlainBlocks(parser.parser), "plain", 95)  # next after empty blocks
    parser.treeprocessors.register(_PlainText(parser), "plain", 25)  # next before the inline patterns
    for signs in absent:
        for name in _PATTERNS[signs]:
            parser.inlinePatterns.deregister(name)
    if "\\" in absent:
        parser.treeprocessors.deregister("unescape")
    parser.parser.blockprocessors = _Settled(parser.parser.blockprocessors)
    return parser


class _Settled(Registry[BlockProcessor]):
    """A registry to which nothing more comes: Markdown's own puts its list together anew for each block."""

    def __init__(self, registry: Registry[BlockProcessor]) -> None:
        super().__init__()
        self.__dict__.update(registry.__dict__)
        self._all = tuple(registry)

    def __iter__(self) -> Iterator[BlockProcessor]:
        return iter(self._all)


class _PlainBlocks(ParagraphProcessor):
    """Knows most paragraphs at first sight, before every other processor has searched them."""

    def test(self, parent: Element, block: str) -> bool:
        return PLAIN_BLOCK.fullmatch(block) is not None


class _PlainText(Treeprocessor):
    """Marks texts in which no inline pattern can find anything."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _SIGN.search(element.text):
                element.text = AtomicString(element.text)
