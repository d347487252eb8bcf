"""Audits the links of the made site: that each leads to a file, and to a place in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from starcase.checks.anatomy import Anatomy, Target
from starcase.problems import DocumentId, Problem, Rule, Spot, problem, rule

LINK_DEAD = rule(
    "link-dead",
    says="链接“{link}”要打开的文件 {file} 在网站里没有。",
    mend="请核对链接：本站的页面要写到文件，例如 ../index.html；别的网站写以 https:// 开头的完整网址。",
)
LINK_ANCHOR_MISSING = rule(
    "link-anchor-missing",
    says="链接“{link}”要跳到的地方“{anchor}”在 {file} 里没有。",
    mend="请核对链接里 # 后面的字，或者删去 # 和它后面的字。",
)
LINK_LEAVES_SITE = rule(
    "link-leaves-site",
    says="链接“{link}”通向网站的文件夹之外。",
    mend="请改成相对链接，例如 ../index.html；别的网站要写完整网址。",
)
ANCHOR_TWICE = rule(
    "anchor-twice",
    says="“{anchor}”在一页里标了两处，链接不知道该跳到哪一处。",
    mend="请检查正文里的网页代码和网站模板，同一个名字在一页里只标一处。",
)

_SHOWN_PLACES = 5

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Link(Struct, frozen=True):
    page: str
    target: Target

    @property
    def spot(self) -> Spot:
        return Spot(DocumentId(self.page), at=self.target.at)


class LinkAudit:
    """Reports ``link-dead``, ``link-anchor-missing``, ``link-leaves-site`` and ``anchor-twice``.

    What many pages share is reported once, at the first of them; some of the others are related. Of each file stay its path and its
    anchors, which most pages have in common; a link stays only as long as nothing has been seen that it leads to.
    """

    def __init__(self) -> None:
        self._anchors: dict[str, frozenset[str] | None] = {}
        self._alike: dict[frozenset[str] | None, frozenset[str] | None] = {}
        self._asked: dict[tuple[str, str], list[_Link]] = {}
        self._twice: dict[str, list[Spot]] = {}

    def see(self, file: Anatomy) -> None:
        self._anchors[file.path] = self._alike.setdefault(file.anchors, file.anchors)
        for anchor in ("", *(file.anchors or ())):
            self._asked.pop((file.path, anchor), None)
        for target in file.targets:
            if not self._leads(target):
                _note(self._asked, (target.path or target.written, target.anchor), _Link(file.path, target))
        for anchor, at in file.twice:
            _note(self._twice, anchor, Spot(DocumentId(file.path), at=at))

    def found(self) -> Iterator[Problem]:
        for first, *others in self._asked.values():
            if not self._leads(first.target):
                yield _broken(self._rule(first.target), first, others)
        for anchor, (spot, *related) in self._twice.items():
            yield problem(ANCHOR_TWICE, spot.document, at=spot.at, related=tuple(related), anchor=anchor)

    def _leads(self, target: Target) -> bool:
        """Whether the file that a link leads to has been seen, and the place in it, where places of that file are known."""
        if target.path is None or target.path not in self._anchors:
            return False
        anchors = self._anchors[target.path]
        return not target.anchor or anchors is None or target.anchor in anchors

    def _rule(self, target: Target) -> Rule:
        if target.path is None:
            return LINK_LEAVES_SITE
        return LINK_ANCHOR_MISSING if target.path in self._anchors else LINK_DEAD


def _note(noted: dict[Key, list[Value]], key: Key, value: Value) -> None:
    """Keeps the first few values of each key."""
    values = noted.setdefault(key, [])
    if len(values) <= _SHOWN_PLACES:
        values.append(value)


def _broken(rule: Rule, first: _Link, others: list[_Link]) -> Problem:
    """One problem for all links that lead to one place; a way out of the site counts by its text."""
    return problem(
        rule,
        first.spot.document,
        at=first.spot.at,
        related=tuple(other.spot for other in others),
        link=first.target.written,
        file=first.target.path or "",
        anchor=first.target.anchor,
    )
