"""Bodies of plain paragraphs, headings, lists, quotations and bold words, as most are, written out without a parser."""

from __future__ import annotations

import re

# No list, heading, table, rule, quotation, definition or code begins in such a line.
_LINE = r" {0,3}\u3000*(?:\*\*)?(?!\d+\.)[^\s#=_*+>\[|-][^|\n]*"
PLAIN_BLOCK = re.compile(rf"{_LINE}(?:\n{_LINE})*")

# Python-Markdown keeps \2 and \3 for itself; `  \n` breaks a line; `>` stands for itself but at the beginning of a line.
_BEYOND = re.compile(r"[\\`\[<&_|\t\x02\x03]|\*\*\*|  \n|[^\n]>")
_GAP = re.compile(r"\n\n+")
_HEADING = re.compile(r"(#{1,6})([^#\n]*[^#\s])(?:\n|\Z)")
_LISTS = tuple(
    (tag, re.compile(rf"{first} {_LINE}(?:\n{sign} {_LINE})*"), re.compile(rf"^{sign} ", re.MULTILINE))
    for tag, first, sign in (("ul", "[*+-]", "[*+-]"), ("ol", r"1\.", r"\d+\."))
)
_QUOTATION = re.compile(rf"> {_LINE}(?:\n> {_LINE})*")
_QUOTED = re.compile("^> ", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*")


def convert_plain(body: str) -> str | None:
    """A body as HTML, the same as Python-Markdown makes of it; None where it holds anything that only a parser understands."""
    if _BEYOND.search(body):
        return None
    made: list[str] = []
    tag = ""
    for block in _GAP.split(body.strip("\n")):
        while heading := _HEADING.match(block):
            tag = f"h{len(heading[1])}"
            made.append(f"<{tag}>{heading[2].strip()}</{tag}>")
            block = block[heading.end() :]
        if block:
            before, (tag, inner) = tag, _convert_block(block)
            if not tag or tag == before != "p":  # the parser joins what follows a list or a quotation to it
                return None
            made.append(f"<{tag}>{inner}</{tag}>")
    html = _BOLD.sub(r"<strong>\1</strong>", "\n".join(made))
    return None if "*" in html else html


def _convert_block(block: str) -> tuple[str, str]:
    """The tag of a block and what stands in it; no tag where it is something else."""
    if PLAIN_BLOCK.fullmatch(block):
        return "p", block.lstrip()
    for tag, whole, sign in _LISTS:
        if whole.fullmatch(block):
            items = sign.sub("", block).split("\n")
            return tag, "".join(["\n", *(f"<li>{item.lstrip()}</li>\n" for item in items)])
    if _QUOTATION.fullmatch(block):
        return "blockquote", f"\n<p>{_QUOTED.sub('', block).lstrip()}</p>\n"
    return "", ""
