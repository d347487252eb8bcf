"""Looks at a built page as a reader does: its sections, links, tables and words."""

from __future__ import annotations

import re

_TAG = re.compile(r"<[^>]*>")


def words(html: str) -> str:
    """The text of some HTML, without the white space between its words."""
    return re.sub(r"\s+", " ", _TAG.sub(" ", html)).strip()


def main(html: str) -> str:
    """What stands between the menu and the footer."""
    return re.split(r"<main[^>]*>", html)[1].partition("</main>")[0]


def section(html: str, heading: str) -> str:
    """From an h2 of this text to the next h2."""
    parts = re.split(r"(?=<h2)", main(html))
    return next(part for part in parts[1:] if words(part.partition("</h2>")[0]).startswith(heading))


def headings(html: str) -> list[str]:
    """The h2 of a page, in order."""
    return [words(text) for text in re.findall(r"<h2[^>]*>(.*?)</h2>", main(html), re.DOTALL)]


def links(html: str) -> dict[str, str]:
    """The links of some HTML: where each text leads, the first of each text."""
    found: dict[str, str] = {}
    for href, text in re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL):
        found.setdefault(words(text), href)
    return found


def names(html: str) -> list[str]:
    """The bodies, stories or programmes in the lists of some HTML, in order."""
    return [words(text) for text in re.findall(r'class="card__name">(.*?)</a>', html, re.DOTALL)]


def card(html: str, name: str) -> str:
    """The words of one entry of a list."""
    entries = re.findall(r'<li class="card">.*?</li>', html, re.DOTALL)
    return next(words(entry) for entry in entries if name in names(entry))


def table(html: str, caption: str) -> dict[str, list[str]]:
    """A table by its caption: the other cells of each row by the one that heads it."""
    found = next(one for one in re.findall(r"<table.*?</table>", html, re.DOTALL) if f">{caption}</caption>" in one)
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr>.*?</tr>", found, re.DOTALL)
    ]
    return {words(row[0]): [words(cell) for cell in row[1:]] for row in rows}
